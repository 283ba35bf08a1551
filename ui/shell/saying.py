"""What is told: of an error in a sentence, and aloud where a screen reader listens."""

from typing import Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from navigator.errors import NavigatorError

UNREADABLE: Final = "The directory cannot be read."
STILL: Final = "Right now still works: press F8 for what to do in an emergency."
_BUG: Final = "Something went wrong inside Navigator, and it is not your doing. Close it and open it again."


def sentence(error: Exception) -> str:
    """What to tell a person of an error: its own words, where it is one that was foreseen."""
    return str(error) if isinstance(error, NavigatorError) else _BUG


def announce(widget: QWidget, says: str) -> None:
    """Have a screen reader say this, where one listens."""
    if says and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, says))


def tell(label: QLabel, says: str) -> None:
    """Show this in a label, which is in sight only while it says something, and have a screen reader say it."""
    label.setText(says)
    label.setVisible(bool(says))
    announce(label, says)
