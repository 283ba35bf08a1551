"""What stands in place of a shortlist with nothing on it: how a service comes there, and where to begin."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, give_room

_TITLE: Final = "Nothing is on the shortlist yet"
_SAYS: Final = (
    "When you read about a service that may help, put it on the shortlist: press its star, or Ctrl+D. "
    "Here you put them in order, see what to know before you send someone, and make a sheet to take away."
)
_BEGIN: Final = "Where to begin"
_KEPT: Final = "Nothing here is saved. The shortlist is forgotten with the answers."
_ROOMS: Final = (
    ("find", "Find (Alt+1)"),
    ("check", "Check (Alt+2)"),
    ("pathways", "Pathways (Alt+3)"),
)


class Empty(Reading):
    """How to begin; ``room_asked`` is the room somebody chose: "find", "check" or "pathways"."""

    room_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        self.rooms = tuple(self._button(*room) for room in _ROOMS)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(content)
        for part in (
            Text(_TITLE, size=1.4, bold=True),
            Text(_SAYS, selectable=True),
            Text(_BEGIN, bold=True),
            beside(*self.rooms),
            Text(_KEPT, role=QUIET),
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        give_room(content, layout, around=(1.5, 1.5), between=0.8)
        self.show_content(content, _TITLE)

    def enter(self) -> None:
        """Take the keyboard to where one can begin."""
        self.rooms[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, room: str, words: str) -> Button:
        made = Button(words)
        made.clicked.connect(lambda: self.room_asked.emit(room))
        return made
