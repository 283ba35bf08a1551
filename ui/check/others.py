"""What stands behind a press below the places to try: worth asking, and for the worker those whose rules say no."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.check.place_row import ACROSS, PlaceRow, Press
from ui.check.places import PlaceList
from ui.shell.shapes import DOWN, RIGHT, arrow
from ui.shell.style import RING
from ui.shell.text import Text
from ui.shell.theme import QUIET, colours_of, give_room, line_height

if TYPE_CHECKING:
    from navigator.check.view import Group

_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_STATES: Final = ("Closed. Press to show them.", "Open. Press to put them away.")


class Fold(Press):
    """A heading that shows or puts away what is below it; an arrow at its beginning says which."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(words)
        font = QFont()
        font.setBold(True)
        self.setFont(font)
        self.toggled.connect(self._tell)
        self._tell(opened=False)

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        line = line_height(self)
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 3 * line, round(2.2 * line))

    def minimumSizeHint(self) -> QSize:
        """One line: how many it takes follows from the width it is given."""
        return QSize(0, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines at this width, in pixels."""
        room = QRect(0, 0, max(1, width - round(2.4 * line_height(self))), 0)
        words = self.fontMetrics().boundingRect(room, _WRAP, self._words)
        return words.height() + round(1.2 * line_height(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the arrow, the words, and a ring while the keyboard is here."""
        colours, painter, line = colours_of(self.palette()), QPainter(self), line_height(self)
        area = self.rect()
        painter.fillRect(area, QColor(colours.chosen if self.isDown() else colours.button))
        if self.hasFocus() or self.underMouse() or colours.button == colours.base:
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.edge), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        arrow(painter, QRect(0, 0, 2 * line, area.height()), DOWN if self.isChecked() else RIGHT, colours.accent, line)
        painter.setPen(QColor(colours.text))
        painter.drawText(area.adjusted(2 * line, 0, -round(0.4 * line), 0), _WRAP, self._words)

    def _tell(self, opened: bool) -> None:
        self.setAccessibleDescription(_STATES[opened])


class Folded(QWidget):
    """A group of places behind a press. Its rows are made and filled only while it is open.

    ``opened`` is the id of the place that was pressed; ``more_asked`` says that somebody wants to see further ones.
    """

    opened = Signal(str)
    more_asked = Signal()

    def __init__(self, words: str, says: str) -> None:
        """``words`` are on the press, ``says`` is told above the places."""
        super().__init__()
        self._group: Group | None = None
        self._by_hand: bool | None = None
        self.press = Fold(words)
        self._says = Text(says, role=QUIET)
        self.places = PlaceList(words)
        told, layout = QHBoxLayout(), QVBoxLayout(self)
        told.addWidget(self._says)
        layout.addWidget(self.press)
        layout.addLayout(told)
        layout.addWidget(self.places)
        give_room(self, told, around=(ACROSS, 0))
        give_room(self, layout, between=0.5)
        self.press.clicked.connect(self._choose)
        self.places.opened.connect(self.opened)
        self.places.more_asked.connect(self.more_asked)
        self.forget()

    @property
    def rows(self) -> Sequence[PlaceRow]:
        """The rows in sight."""
        return self.places.rows

    def show_group(self, group: "Group", *, usually_open: bool = False) -> None:
        """Show a group: open as somebody chose, or else as is usual. Nothing is there for a group without places."""
        self._group = group
        self.setVisible(bool(group.places))
        self._set(usually_open if self._by_hand is None else self._by_hand)

    def forget(self) -> None:
        """Keep nothing of what was shown, and be closed again."""
        self._group = self._by_hand = None
        self.hide()
        self._set(opened=False)

    def _choose(self, opened: bool) -> None:
        self._by_hand = opened
        self._set(opened)

    def _set(self, opened: bool) -> None:
        self.press.setChecked(opened)
        if opened and self._group is not None:
            self.places.show_cards(self._group.places, self._group.total)
        else:
            self.places.forget()
        self._says.setVisible(opened)
        self.places.setVisible(opened)
