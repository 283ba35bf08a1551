"""The words of a question, which a screen reader says before anything else on the page."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel

from ui.shell.text import Text
from ui.shell.theme import ACCENT, line_height

_HEADING: Final = 1.6
_NARROW_HEADING: Final = 1.25
_NARROW: Final = 44
"""With fewer characters of width than this, the words of a question are less large."""


class Spoken(Text):
    """The words of a question. The keyboard comes to them first, so that they are spoken; a short line shows it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, size=_HEADING, bold=True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._thick: Final = max(3, line_height(self) // 12)
        self.setContentsMargins(0, 0, 0, 2 * self._thick)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less large where there is little room, so that the choices come into sight."""
        super().resizeEvent(event)
        room = QFontMetrics(QApplication.font()).averageCharWidth() * _NARROW
        size = _HEADING if self.width() >= room else _NARROW_HEADING
        if size != self._size:
            self._size = size
            self._refont()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and the line below them."""
        QLabel.paintEvent(self, event)
        if self.hasFocus():
            wide, colour = 2 * line_height(self), self.palette().color(ACCENT)
            QPainter(self).fillRect(0, self.height() - self._thick, wide, self._thick, colour)
