"""What a calendar file holds, in words, before it is saved."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from ui.refer.asking import Reminders

_NEUTRAL: Final = "Each is called “Reminder”, with its number. No name, no place and no reason is in the file."
_LEARNS: Final = "Whoever can open the calendar sees the dates. Many phones show reminders on the locked screen."


class CalendarView(QWidget):
    """Says what there is to save."""

    def __init__(self) -> None:
        super().__init__()
        self.says: Final = Text(selectable=True)
        layout = QVBoxLayout(self)
        for part in (self.says, Text(_NEUTRAL), Text(_LEARNS, role=QUIET)):
            layout.addWidget(part)
        give_room(self, layout, between=0.5)

    def show_reminders(self, reminders: "Reminders | None") -> None:
        """Show what these are, each on a line of its own."""
        self.says.setText(reminders.says.replace(": ", ":\n", 1).replace("; ", "\n") if reminders else "")
