"""What is put away behind a heading until somebody presses it."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.parts import Block, stack
from ui.shell.pressable import Pressable
from ui.shell.shapes import DOWN, RIGHT, arrow
from ui.shell.style import RING
from ui.shell.theme import colours_of, give_room, line_height

_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_STATES: Final = ("Closed. Press to show them.", "Open. Press to put them away.")
_BETWEEN: Final = 0.5


class Fold(Pressable):
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


class Folding(QWidget):
    """Parts of a page behind a press, made when it is first pressed."""

    def __init__(self, words: str, blocks: Callable[[], Iterable[Block]]) -> None:
        super().__init__()
        self._blocks = blocks
        self._content: QWidget | None = None
        self.press = Fold(words)
        self._stacked = QVBoxLayout(self)
        self._stacked.addWidget(self.press)
        give_room(self, self._stacked, between=_BETWEEN)
        self.press.toggled.connect(self._open)

    def _open(self, opened: bool) -> None:
        content = self._content or self._fill(self._blocks())
        content.setVisible(opened)

    def _fill(self, blocks: Iterable[Block]) -> QWidget:
        self._content = content = QWidget()
        inner = QVBoxLayout(content)
        stack(content, inner, blocks)
        give_room(content, inner, between=_BETWEEN)
        self._stacked.addWidget(content)
        return content
