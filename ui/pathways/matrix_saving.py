"""The map of who to talk to as a file: a picture, dark on white, with its date and legend, or a table."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter

from navigator.errors import NavigatorError
from navigator.pathways.files import write_whole
from navigator.pathways.matrix import to_csv
from ui.pathways.matrix_ink import Area, Ink, PaintInk, SvgInk, draw_cell, draw_edges, draw_laid
from ui.pathways.matrix_layout import Laid, Looks
from ui.pathways.matrix_legend import Legend
from ui.pathways.matrix_words import NARROWED, TITLE, Piece, gaps, pieces, summary
from ui.pathways.painting import ON_PAPER

if TYPE_CHECKING:
    from navigator.pathways import Matrix

PICTURES: Final = {"PNG picture (*.png)": ".png", "SVG drawing (*.svg)": ".svg"}
TABLES: Final = {"CSV table (*.csv)": ".csv"}
"""The kinds of file, as a dialog shows them, with how their names end."""

_POINTS: Final = 11.0
_SIDE: Final = 24
_ACROSS: Final = 42
"""The characters across the needs, and across a cell."""
_MARGIN: Final = 1.2
_SHARP: Final = 1.5
_BYTE_ORDER_MARK: Final = "\ufeff"


def save_picture(matrix: "Matrix", path: Path, font: QFont) -> None:
    """Write the map as a PNG or SVG picture, by how the name ends, whole or not at all.

    Raises NavigatorError for another ending, and where the file cannot be written.
    """
    kinds: dict[str, Callable[[_Page], bytes]] = {".png": _png, ".svg": _svg}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise NavigatorError(f"{path.name} cannot be written: its name must end in .png or .svg.")
    write_whole(path, kind(_Page(matrix, font)))


def save_table(matrix: "Matrix", path: Path) -> None:
    """Write the map as a CSV table that spreadsheets read as UTF-8, whole or not at all.

    Raises NavigatorError where the file cannot be written.
    """
    write_whole(path, f"{_BYTE_ORDER_MARK}{to_csv(matrix)}".encode())


class _Page:
    """The whole map on one sheet, laid out in letters of one size however large those of the window are."""

    def __init__(self, matrix: "Matrix", font: QFont) -> None:
        paper = QFont(font)
        paper.setPointSizeF(_POINTS)
        paper.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.looks = looks = Looks(paper)
        self.title = TITLE
        self._matrix = matrix
        self._legend = Legend(matrix, names=True)
        self._margin = _MARGIN * looks.line
        self._side, self._across = _SIDE * looks.character, _ACROSS * looks.character
        inner = self._side + self._across * len(matrix.columns)
        self._head = looks.lay(_head(matrix), inner)
        self._top = [looks.lay((Piece(name, "bold"),), self._across) for name in matrix.columns]
        self._rows = [tuple(self._row(n)) for n in range(len(matrix.rows))]
        self._inner, self.width = inner, inner + 2 * self._margin
        parts = (self._head.height, self._heading, *map(_highest, self._rows), looks.line)
        self.height = sum(parts) + self._legend.height(looks, inner) + 2 * self._margin

    def draw(self, ink: Ink) -> None:
        """Draw all of it, from the top."""
        ink.fill(Area(0, 0, self.width, self.height), "window")
        x, y = self._margin, self._margin
        draw_laid(ink, self._head, x, y)
        y += self._head.height
        for n, laid in enumerate(self._top):
            draw_laid(ink, laid, x + self._side + n * self._across, y)
        y += self._heading
        for n, (row, laids) in enumerate(zip(self._matrix.rows, self._rows, strict=True)):
            high = _highest(laids)
            for m, laid in enumerate(laids):
                area = Area(x + (self._side + (m - 1) * self._across if m else 0), y, laid.width, high)
                draw_cell(ink, area, laid, row.cells[m - 1].kind if m else "", self.looks)
                draw_edges(ink, area, begins=self._begins(n))
            y += high
        self._legend.draw(ink, x, y + self.looks.line, self.looks, self._inner)

    @property
    def _heading(self) -> float:
        return max((laid.height for laid in self._top), default=0)

    def _row(self, n: int) -> Iterator[Laid]:
        row = self._matrix.rows[n]
        group = (Piece(row.group, "fact", "quiet"),) if self._begins(n) else ()
        yield self.looks.lay((*group, Piece(row.label, "bold")), self._side)
        for cell in row.cells:
            yield self.looks.lay(pieces(cell), self._across)

    def _begins(self, n: int) -> bool:
        rows = self._matrix.rows
        return n == 0 or rows[n].group != rows[n - 1].group


def _highest(laids: tuple[Laid, ...]) -> float:
    return max(laid.height for laid in laids)


def _head(matrix: "Matrix") -> Iterator[Piece]:
    yield Piece(TITLE, "title")
    yield Piece(summary(matrix))
    if matrix.told:
        yield Piece(NARROWED)
    yield Piece(gaps(matrix), above=0.3)


def _png(page: _Page) -> bytes:
    """Sharper than a plain screen."""
    image = QImage(round(_SHARP * page.width), round(_SHARP * page.height), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    painter = QPainter(image)
    page.draw(PaintInk(painter, ON_PAPER, page.looks))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise NavigatorError(f"The picture cannot be made: {writer.errorString()}.")
    return bytes(buffer.data().data())


def _svg(page: _Page) -> bytes:
    ink = SvgInk(ON_PAPER, page.looks)
    page.draw(ink)
    return ink.document(page.width, page.height, page.title).encode()
