"""The printers of this computer, and printing on one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from navigator.errors import NavigatorError
from navigator.refer.papers import Paper
from ui.refer.paper import POINTS_PER_INCH, Made, draw_page, make
from ui.shell.work import Job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS_PER_INCH: Final = 300
_STRIP: Final = 400
"""So many rows of dots are handed over at once: a whole page takes a fifth of a second, and holds up the window."""
_SIZES: Final[dict[Paper, QPageSize.PageSizeId]] = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
}
_PAPERS: Final = {size: paper for paper, size in _SIZES.items()}
_LOST: Final = "It was not printed: the printer cannot be reached, or the file to print to cannot be written."


@dataclass(frozen=True, slots=True)
class Found:
    """The printers there are: the name of the usual one, "" where none is; ``paper`` is what lies in it, if known."""

    name: str = ""
    any: bool = False
    paper: Paper | None = None


class Printers:
    """The printers of the system."""

    def look(self) -> Found:
        """What there is; may take a while, and be called from any thread."""
        from PySide6.QtPrintSupport import QPrinterInfo

        usual = QPrinterInfo.defaultPrinter()
        if not usual.isNull():
            return Found(usual.description() or usual.printerName(), True, _PAPERS.get(usual.defaultPageSize().id()))
        return Found(any=bool(QPrinterInfo.availablePrinterNames()))

    def usual(self) -> "QPrinter":
        """The usual printer."""
        from PySide6.QtPrintSupport import QPrinter

        return QPrinter(QPrinter.PrinterMode.HighResolution)

    def ask(self, printer: "QPrinter", pages: int, parent: QWidget, *, files: bool) -> bool:
        """Let somebody choose a printer and pages, and, with ``files``, a file in its place; False where nobody did."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, files)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted


def load(printer: "QPrinter", paper: Paper) -> None:
    """Ask a printer for this paper, upright, to its edges."""
    printer.setResolution(DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)


def print_sheet(printer: "QPrinter", made: Made, job: Job) -> int:
    """Print a sheet, laid out anew where other paper was chosen; gives how many pages were printed.

    It is called away from the window. Raises NavigatorError where it cannot be printed; ``Cancelled`` where nobody
    wants it any more: what went to the printer before may still come out.
    """
    paper = _PAPERS.get(printer.pageLayout().pageSize().id(), made.paper)
    made = made if paper == made.paper else make(made.sheet, paper)
    numbers = list(pages_wanted(printer, len(made.sizes)))
    job.progress(0, len(numbers))
    painter = QPainter()
    if not numbers or not painter.begin(printer):
        raise NavigatorError(_LOST)
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        _print(painter, printer, made, numbers, job)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() == printer.PrinterState.Error:
        raise NavigatorError(_LOST)
    return len(numbers)


def pages_wanted(printer: "QPrinter", pages: int) -> Iterable[int]:
    """Which pages of so many were asked for, from 0, in the order they come out, each as often as it is to come out."""
    numbers: Sequence[int] = range(pages)
    if printer.printRange() == printer.PrintRange.PageRange and printer.fromPage():
        numbers = range(printer.fromPage() - 1, min(printer.toPage() or pages, pages))
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        numbers = numbers[::-1]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return [number for _ in range(copies) for number in numbers]
    return [number for number in numbers for _ in range(copies)]


def _print(painter: QPainter, printer: "QPrinter", made: Made, numbers: Sequence[int], job: Job) -> None:
    for done, number in enumerate(numbers):
        job.progress(done, len(numbers))
        if done and not printer.newPage():
            raise NavigatorError(_LOST)
        width, height = made.sizes[number]
        paper = printer.paperRect(printer.Unit.DevicePixel)
        image = draw_page(made.pdf, number, round(width * DOTS_PER_INCH / POINTS_PER_INCH))
        _paint(painter, _fitted(QSizeF(width, height), paper), image)


def _fitted(size: QSizeF, paper: QRectF) -> QRectF:
    """Where a page lies in the middle of some paper, as large as it fits."""
    scale = min(paper.width() / size.width(), paper.height() / size.height())
    fitted = QRectF(0, 0, size.width() * scale, size.height() * scale)
    fitted.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    return fitted


def _paint(painter: QPainter, into: QRectF, image: QImage) -> None:
    """Paint a page strip by strip; each covers the last row of the one before, so that no line shows between them."""
    scale = into.height() / image.height()
    for top in range(0, image.height(), _STRIP):
        first = max(0, top - 1)
        rows = min(top + _STRIP, image.height()) - first
        target = QRectF(into.left(), into.top() + first * scale, into.width(), rows * scale)
        painter.drawImage(target, image, QRectF(QRect(0, first, image.width(), rows)))
