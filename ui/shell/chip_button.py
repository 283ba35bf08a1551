"""A small button for one of many things."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.shell.style import draw_ring
from ui.shell.text import tip
from ui.shell.theme import line_height

_HIGH: Final = 1.5


class ChipButton(QPushButton):
    """A small button; words that do not fit are shortened, what comes after them is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._after = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str, after: str, name: str) -> None:
        """Show these words, and something after them; a screen reader says the name."""
        self._words, self._after = words, after
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words with half a line of room at both ends."""
        line = line_height(self)
        return QSize(self._width(self._words) + self._width(self._after) + line, round(_HIGH * line))

    def minimumSizeHint(self) -> QSize:
        """What comes after the words, which may be shortened to nothing."""
        return QSize(self._width(self._after) + line_height(self), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as well as Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, as chosen where pressing it lets go of something."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - line_height(self) - self._width(self._after)
        words = self._words
        if self._width(words) > room:
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        option.text = (words + self._after).replace("&", "&&")
        if self._after:
            option.state |= QStyle.StateFlag.State_On
        option.state &= ~QStyle.StateFlag.State_HasFocus
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
        if self.hasFocus():
            draw_ring(self)

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)
