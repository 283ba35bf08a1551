"""The pages of a sheet: made once, and drawn from the very file that is printed and saved. Away from the window."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage

from navigator.refer.papers import Paper

if TYPE_CHECKING:
    from navigator.refer.blocks import Sheet

POINTS_PER_INCH: Final = 72

_LETTER_LANDS: Final = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.Philippines,
    }
)
_ONE_AT_A_TIME: Final = threading.Lock()
"""PDFium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A sheet with the file of its pages; ``sizes`` are their widths and heights in points, ``text`` all they say."""

    sheet: "Sheet"
    paper: Paper
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    text: str

    def __repr__(self) -> str:
        """Nothing of what is on it."""
        return f"Made({len(self.sizes)} pages)"


def usual_paper() -> Paper:
    """The paper that people use where this computer is."""
    return "Letter" if QLocale.system().territory() in _LETTER_LANDS else "A4"


def make(sheet: "Sheet", paper: Paper) -> Made:
    """Lay a sheet out on pages."""
    from navigator.refer.pdf import to_pdf
    from navigator.refer.plain import to_text

    pdf = to_pdf(sheet, paper)
    return Made(sheet, paper, pdf, page_sizes(pdf), to_text(sheet))


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """The width and height of each page of a file, in points."""
    from pypdfium2 import PdfDocument

    with _ONE_AT_A_TIME, PdfDocument(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def draw_page(pdf: bytes, number: int, width: int) -> QImage:
    """One page in greys, so many pixels wide; ``number`` counts from 0."""
    from pypdfium2 import PdfDocument

    with _ONE_AT_A_TIME, PdfDocument(pdf) as document:
        page = document[number]
        drawn = page.render(scale=width / page.get_width(), grayscale=True)
        shape = drawn.width, drawn.height, drawn.stride
        return QImage(bytes(drawn.buffer), *shape, QImage.Format.Format_Grayscale8).copy()
