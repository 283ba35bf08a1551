"""A box to type in that shortens a list or a table below it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.shell.arranged import Measured
from ui.shell.theme import line_height

_DOWN: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})


class TypingBox(Measured, QLineEdit):
    """The keys that lead down lead to what is below (``down``), and Escape empties it."""

    down = Signal()

    def __init__(self, placeholder: str) -> None:
        """``placeholder`` says what to type."""
        super().__init__()
        self.setPlaceholderText(placeholder)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As said."""
        if event.key() in _DOWN:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        margin = line_height(self) // 5
        self.setTextMargins(margin, 0, margin, 0)
