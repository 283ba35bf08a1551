"""One numbered row: all of its words, and an arrow that says whether more stands below it."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPaintEvent, QPen

from ui.check.place_row import Looks, Piece, Press
from ui.shell.parts import Block
from ui.shell.row_flow import Wrapped
from ui.shell.row_grid import Face
from ui.shell.shapes import DOWN, RIGHT, arrow
from ui.shell.style import RING
from ui.shell.theme import colours_of, scaled

INDENT: Final = 2.5
"""Where the words of a row begin, in lines of text: the number stands before them."""
_MOST_LINES: Final = 1_000
_BADGE: Final = 1.7
_KEPT: Final = 8
_STATES: Final = ("Press for more.", "Open. Press to put the rest away.")


class Item(NamedTuple):
    """One row: its number, its words from the top, the same for a screen reader, and what is below it when opened."""

    n: int
    pieces: tuple[Piece, ...]
    spoken: str
    blocks: Callable[[], Iterable[Block]]


class RowLooks(Looks):
    """The fonts and the room of rows."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self.faces["name"] = Face(scaled(font, 1.1, bold=True))
        self.faces["bold"] = Face(scaled(font, 1, bold=True))
        self.indent_words = round(INDENT * self.line)


class ItemRow(Press):
    """A row with its number in a circle; nothing is cut short. ``entered`` says that the keyboard came to it."""

    entered = Signal(int)

    def __init__(self, item: Item, looks: RowLooks) -> None:
        super().__init__()
        self.item = item
        self._looks = looks
        self._laid: dict[int, tuple[int, tuple[tuple[Wrapped, QPointF, str], ...]]] = {}
        self.current = False
        self.setCheckable(True)
        self.setAccessibleName(item.spoken)
        self.toggled.connect(self._tell)
        self._tell(opened=False)

    @property
    def words(self) -> str:
        """What can be read on it, a line each."""
        return "\n".join(piece.text for piece in self.item.pieces)

    def show_current(self, *, current: bool) -> None:
        """Show that this is the one that is selected, or not."""
        if current != self.current:
            self.current = current
            self.update()

    def refit(self, looks: RowLooks) -> None:
        """Draw with these fonts."""
        self._looks = looks
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room: how high it is follows from that."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """A name and a line."""
        return QSize(0, round(3 * self._looks.line))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its words at this width, in pixels."""
        return self._at(width)[0]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit(self.item.n)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number, the words, and a ring while the keyboard is here."""
        colours, painter, looks, area = colours_of(self.palette()), QPainter(self), self._looks, self.rect()
        if self.current or self.isDown():
            painter.fillRect(area, QColor(colours.chosen))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.top(), area.width(), 1, QColor(between))
        self._draw_number(painter, QColor(colours.accent), QColor(colours.chosen if self.current else colours.base))
        for words, at, tone in self._at(self.width())[1]:
            painter.setPen(QColor(getattr(colours, tone)))
            words.layout.draw(painter, at)
        place = QRect(area.right() - looks.end, area.top(), looks.end, round(2 * looks.down + looks.line))
        arrow(painter, place, DOWN if self.isChecked() else RIGHT, colours.accent, looks.line)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif self.underMouse():
            painter.setPen(QColor(colours.edge))
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _draw_number(self, painter: QPainter, ink: QColor, ground: QColor) -> None:
        looks = self._looks
        size = _BADGE * looks.line
        place = QRectF(0.3 * looks.line, looks.down - 0.2 * looks.line, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, RING))
        painter.setBrush(ink if self.current else ground)
        painter.drawEllipse(place)
        painter.setPen(ground if self.current else ink)
        painter.setFont(looks.faces["bold"].font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self.item.n))
        painter.restore()

    def _tell(self, opened: bool) -> None:
        self.setAccessibleDescription(_STATES[opened])
        self.update()

    def _at(self, width: int) -> tuple[int, tuple[tuple[Wrapped, QPointF, str], ...]]:
        width = max(width, self._looks.least + self._looks.indent_words)
        laid = self._laid.get(width)
        if laid is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            laid = self._laid[width] = self._lay(width)
        return laid

    def _lay(self, width: int) -> tuple[int, tuple[tuple[Wrapped, QPointF, str], ...]]:
        looks = self._looks
        left, room = looks.indent_words, max(1, width - looks.indent_words - looks.end)
        top = float(looks.down)
        words: list[tuple[Wrapped, QPointF, str]] = []
        for piece in self.item.pieces:
            face = looks.faces[piece.face]
            top += piece.above * looks.line
            wrapped = Wrapped(piece.text, face)
            wrapped.lay(room, _MOST_LINES)
            words.append((wrapped, QPointF(left, top + face.sunk), piece.tone))
            top += face.leading * wrapped.lines
        return round(top) + looks.down, tuple(words)
