"""A button that copies a text, such as a number to ring; and taking back from the clipboard what was copied."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from ui.shell.saying import announce
from ui.shell.text import Button

_COPY: Final = "Copy"
_COPIED: Final = "Copied"
_COPIED_MS: Final = 3_000


class Copy(Button):
    """Copies a text when it is pressed, and says so for a while."""

    copied = Signal(str)

    def __init__(self, text: str, named: str = "", *, says: str = _COPY) -> None:
        """``named`` is what is copied, for a screen reader, or "" for the text itself; ``says`` is on the button."""
        super().__init__(max(says, _COPIED, key=len))  # so that its width does not change with its words
        self._says = says
        self.setText(says)
        self.copies = text
        self.setAccessibleName(f"{_COPY} {named or text}")
        self._rest = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._rest.timeout.connect(self._say_copy)
        self.clicked.connect(self.copy)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.copies)
        self.setText(_COPIED)
        self._rest.start()
        announce(self, f"{_COPIED} {self.copies}")
        self.copied.emit(self.copies)

    def _say_copy(self) -> None:
        self.setText(self._says)


def take_back(text: str) -> None:
    """Clear the clipboard where just this text is still on it."""
    clipboard = QGuiApplication.clipboard()
    if text and clipboard.text() == text:
        clipboard.clear()


def take_back_parts(texts: Iterable[str]) -> None:
    """Clear the clipboard, and the system's selection where there is one, of what is a part of one of these texts."""
    clipboard, whole = QGuiApplication.clipboard(), tuple(texts)
    for mode in (QClipboard.Mode.Clipboard, *((QClipboard.Mode.Selection,) if clipboard.supportsSelection() else ())):
        copied = clipboard.text(mode).strip()
        if copied and any(copied in text for text in whole):
            clipboard.clear(mode)
