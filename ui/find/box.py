"""The big box to search in."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.shell.box import Box
from ui.shell.theme import follow_font, line_height, scaled

_SIZE: Final = 1.3
_EXAMPLE: Final = "A need, a place, a name: rough sleeping hearing voices brixton"


class SearchBox(Box):
    """The big box: Down and Enter lead to the results, Escape clears."""

    down = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(_EXAMPLE)
        self._refont()
        follow_font(self._refont)

    def put(self, text: str) -> None:
        """Show words without telling anybody."""
        with QSignalBlocker(self):
            self.setText(text)

    def type_on(self, text: str) -> None:
        """Take the keyboard, and go on with letters that were typed elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See to the keys that lead elsewhere."""
        match event.key():
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _SIZE))
        margin = line_height(self) // 4
        self.setTextMargins(margin, margin, margin, margin)
