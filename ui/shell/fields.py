"""A box to type in of which nothing stays: not in it, nor in its undo list, a selection or an input method."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.shell.arranged import Measured
from ui.shell.theme import line_height

HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""Input methods neither learn what is typed nor guess it."""


class Field(Measured, QLineEdit):
    """A box to type in that keeps nothing: no undo once emptied, no selection, and no input method learns from it."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(HINTS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.selectionChanged.connect(self.deselect)
        self._measure()

    def forget(self) -> None:
        """Empty it, and what it would undo."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties it; Enter is told, and what is pressed together with Alt is for those around it."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.forget()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        margin = line_height(self) // 5
        self.setTextMargins(margin, margin // 2, margin, margin // 2)
