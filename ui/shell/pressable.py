"""What is pressed on a page that goes up and down, drawn by whoever makes one of it: a row, a heading that opens."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ui.shell.text import own_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
else:
    QWidget = object

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ELSEWHERE: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class OnPage(QWidget):
    """Leaves the arrow keys to the page it is on, and shows that the mouse is on it.

    It stands before a class of Qt's: ``class Star(OnPage, QPushButton)``.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys are for those around it."""
        if event.key() in _ELSEWHERE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the mouse is on it."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the mouse has gone."""
        super().leaveEvent(event)
        self.update()


class Pressable(OnPage, QAbstractButton):
    """What is pressed by mouse, Space or Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(own_width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
