"""One numbered row: all of its words, and an arrow that says whether more stands below it."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter, QPaintEvent, QPen

from ui.shell.parts import Block
from ui.shell.row_grid import Face
from ui.shell.shapes import DOWN, RIGHT, arrow
from ui.shell.style import RING
from ui.shell.theme import colours_of, scaled
from ui.shell.word_row import Looks, Piece, WordRow

INDENT: Final = 2.5
"""Where the words of a row begin, in lines of text: the number stands before them."""
_BADGE: Final = 1.7
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
        super().__init__(font, name=1.1, before=INDENT)
        self.faces["bold"] = Face(scaled(font, 1, bold=True))


class ItemRow(WordRow):
    """A row with its number in a circle; nothing is cut short. ``entered`` says that the keyboard came to it."""

    entered = Signal(int)

    def __init__(self, item: Item, looks: RowLooks) -> None:
        super().__init__(looks)
        self.item = item
        self.current = False
        self.setCheckable(True)
        self.setAccessibleName(item.spoken)
        self.toggled.connect(self._tell)
        self._tell(opened=False)

    @property
    def pieces(self) -> Iterable[Piece]:
        """What it says, from the top."""
        return self.item.pieces

    def show_current(self, *, current: bool) -> None:
        """Show that this is the one that is selected, or not."""
        if current != self.current:
            self.current = current
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit(self.item.n)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number, the words, and a ring while the keyboard is here."""
        colours, painter, looks, area = colours_of(self.palette()), QPainter(self), self.looks, self.rect()
        if self.current or self.isDown():
            painter.fillRect(area, QColor(colours.chosen))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.top(), area.width(), 1, QColor(between))
        self._draw_number(painter, QColor(colours.accent), QColor(colours.chosen if self.current else colours.base))
        self.draw_words(painter, colours)
        place = QRect(area.right() - looks.end, area.top(), looks.end, round(2 * looks.down + looks.line))
        arrow(painter, place, DOWN if self.isChecked() else RIGHT, colours.accent, looks.line)
        self.draw_edge(painter, colours)

    def _draw_number(self, painter: QPainter, ink: QColor, ground: QColor) -> None:
        looks = self.looks
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
