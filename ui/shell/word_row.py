"""A row of words to press, written by itself: nothing is cut short, and it is as high as its words need."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ui.shell.pressable import Pressable
from ui.shell.row_flow import Wrapped
from ui.shell.row_grid import Face, Grid
from ui.shell.shapes import around_star
from ui.shell.style import RING
from ui.shell.theme import Colours, scaled

ACROSS: Final = 0.8
"""The room at both sides of what is shown, in lines of text."""
_NAME_SIZE: Final = 1.2
_MOST_LINES: Final = 1_000
_LEAST: Final = 6
"""Characters across: layouts ask after narrower rows, which are never seen."""
_KEPT: Final = 8


class Piece(NamedTuple):
    """Some words of a row: the face and the tone they are written in, and the picture before them, "" for none."""

    text: str
    face: str
    tone: str = "text"
    icon: str = ""
    above: float = 0.0
    """Room above them, in lines."""


class Looks:
    """The fonts, the pictures and the room of rows, all of it following from one font."""

    def __init__(self, font: QFont, *, name: float = _NAME_SIZE, before: float = ACROSS) -> None:
        """A name is so many times as large as other words, and these have so many lines of room before them."""
        grid = Grid(font, 1)
        self.faces = {"name": Face(scaled(font, name, bold=True)), "text": grid.text, "fact": grid.fact}
        self.line = grid.text.metrics.lineSpacing()
        self.before, self.down = round(before * self.line), round(0.75 * self.line)
        self.icons, self.icon, self.indent = grid.icons, grid.icon, grid.indent
        self.end = max(round(1.6 * self.line), around_star(self.line))
        self.least = self.before + self.end + round(_LEAST * grid.text.character)


class _Laid(NamedTuple):
    """The words of a row laid out for one width, in pixels."""

    height: int
    words: tuple[tuple[Wrapped, QPointF, str], ...]
    icons: tuple[tuple[str, QPointF, str], ...]


class WordRow(Pressable):
    """Whoever makes one of it says what is written on it (``pieces``) and draws the rest."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self._laid: dict[int, _Laid] = {}

    @property
    def pieces(self) -> Iterable[Piece]:
        """What it says, from the top."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What can be read on it, a line each."""
        return "\n".join(piece.text for piece in self.pieces)

    def refit(self, looks: Looks) -> None:
        """Draw with these fonts."""
        self.looks = looks
        self.lay_again()

    def lay_again(self) -> None:
        """Write it anew: it says something else."""
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room: how high it is follows from that."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """A name and a line: how high it is follows from the width it is given."""
        return QSize(0, round(3 * self.looks.line))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its words at this width, in pixels."""
        return self._at(width).height

    def draw_words(self, painter: QPainter, colours: Colours) -> None:
        """Write the words, with their pictures."""
        laid = self._at(self.width())
        for words, at, tone in laid.words:
            painter.setPen(QColor(getattr(colours, tone)))
            words.layout.draw(painter, at)
        for name, at, tone in laid.icons:
            self._draw_icon(painter, name, at, QColor(getattr(colours, tone)))

    def draw_edge(self, painter: QPainter, colours: Colours) -> None:
        """Draw a ring around it while the keyboard is here, or a line while the mouse is."""
        area = self.rect()
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif self.underMouse():
            painter.setPen(QColor(colours.edge))
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _draw_icon(self, painter: QPainter, name: str, at: QPointF, colour: QColor) -> None:
        solid, lines = self.looks.icons[name]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        painter.fillPath(solid, colour)
        painter.strokePath(lines, QPen(colour, self.looks.icon / 9))
        painter.restore()

    def _at(self, width: int) -> _Laid:
        """The words laid out for a width; a few are kept, as a scroll bar that comes or goes takes one to another."""
        width = max(width, self.looks.least)
        laid = self._laid.get(width)
        if laid is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            laid = self._laid[width] = self._lay(width)
        return laid

    def _lay(self, width: int) -> _Laid:
        looks = self.looks
        room = max(1, width - looks.before - looks.end)
        top = float(looks.down)
        words: list[tuple[Wrapped, QPointF, str]] = []
        icons: list[tuple[str, QPointF, str]] = []
        for piece in self.pieces:
            face = looks.faces[piece.face]
            top += piece.above * looks.line
            indent = looks.indent if piece.icon else 0
            if piece.icon:
                icons.append((piece.icon, QPointF(looks.before, top + (face.leading - looks.icon) / 2), piece.tone))
            wrapped = Wrapped(piece.text, face)
            wrapped.lay(room - indent, _MOST_LINES)
            words.append((wrapped, QPointF(looks.before + indent, top + face.sunk), piece.tone))
            top += face.leading * wrapped.lines
        return _Laid(round(top) + looks.down, tuple(words), tuple(icons))
