"""What the marks on the map mean, each with its words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.pathways.matrix_ink import Area, Ink, PaintInk, draw_cell, draw_laid
from ui.pathways.matrix_layout import Laid, Looks
from ui.pathways.matrix_words import GAP, GAP_FOR_ONE, NOT_LOCAL, Piece, stances
from ui.shell.theme import colours_of, line_height

if TYPE_CHECKING:
    from navigator.pathways import Matrix

_NONE, _LOCAL = "none", "local"
_GAPS: Final = (_NONE, _LOCAL)
_WIDER: Final = f"{NOT_LOCAL}: only for all London or the country"
_BOTH: Final = "For both needs, mental health and alcohol or drugs:"
_SWATCH: Final = 1.8


class Legend:
    """The marks of one map: how gaps look, and pictures of stances where ``names`` are shown."""

    def __init__(self, matrix: "Matrix", *, names: bool) -> None:
        said = stances(matrix) if names else {}
        both = (("", _BOTH), *said.items()) if said else ()
        self.entries = ((_NONE, GAP_FOR_ONE if matrix.told else GAP), (_LOCAL, _WIDER), *both)

    @property
    def words(self) -> str:
        """All of it for a screen reader."""
        return "; ".join(words for _, words in self.entries)

    def placed(self, looks: Looks, width: float) -> Iterator[tuple[Area, str, Laid]]:
        """Where each entry stands, what is pictured, and its words; in as many lines as they take."""
        x = y = 0.0
        for mark, words in self.entries:
            laid = looks.lay((Piece(words, "fact", icon=mark),), 1e6)
            swatch = _SWATCH * looks.line if mark in _GAPS else 0
            used = max((one.x + one.width for one in laid.words), default=0) + looks.across
            if x and x + swatch + used > width:
                x, y = 0.0, y + laid.height
            if x + swatch + used > width:
                laid = looks.lay((Piece(words, "fact", icon=mark),), width - swatch)
                used = width - swatch
            yield Area(x, y, swatch, laid.height), mark, laid
            x += swatch + used
            if x >= width:
                x, y = 0.0, y + laid.height

    def height(self, looks: Looks, width: float) -> float:
        """How high it is in a width."""
        return max((area.y + area.height for area, *_ in self.placed(looks, width)), default=0)

    def draw(self, ink: Ink, x: float, y: float, looks: Looks, width: float) -> None:
        """Draw it from a corner."""
        for area, mark, laid in self.placed(looks, width):
            if area.width:
                swatch = Area(x + area.x, y + area.y, area.width, area.height).inside(0.15 * looks.line)
                ink.fill(swatch, "base")
                draw_cell(ink, swatch, Laid(0, 0), mark, looks)
            draw_laid(ink, laid, x + area.x + area.width, y + area.y)


class LegendView(QWidget):
    """The legend on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._looks = Looks(self.font())
        self._legend: Legend | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_legend(self, legend: Legend) -> None:
        """Show this one."""
        self._legend = legend
        self.setAccessibleName(f"What the marks mean. {legend.words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line: how many it takes follows from its width."""
        return QSize(0, line_height(self))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        return round(self._legend.height(self._looks, width)) if self._legend else 0

    def changeEvent(self, event: QEvent) -> None:
        """Lay out in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._looks = Looks(self.font())
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._legend:
            ink = PaintInk(QPainter(self), colours_of(self.palette()), self._looks)
            self._legend.draw(ink, 0, 0, self._looks, self.width())
