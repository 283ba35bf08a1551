"""The side of the shortlist: the stops in order, and what can be done with the chosen one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.refer.stop_row import StopLine
from ui.refer.stops import StopsList
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room, line_height

_TITLE: Final = "Shortlist"
_SAYS: Final = "The first stop comes first on every sheet. Drag them into order, or press Alt+Up and Alt+Down."
_HIGH: Final = 24
"""With fewer lines of height than this, only the stops and their buttons are shown."""
_KEPT: Final = "Nothing here is saved. It is forgotten with the answers."


class StopsSide(Arranged, QWidget):
    """The stops, with buttons for what their keys do."""

    def __init__(self) -> None:
        super().__init__()
        self.list = StopsList()
        self.up, self.down, self.remove = Button("Move up"), Button("Move down"), Button("Remove")
        for button, key in ((self.up, "Alt+Up"), (self.down, "Alt+Down"), (self.remove, "Delete")):
            button.setToolTip(key)
            button.setAccessibleDescription(f"For the chosen stop. Key {key}.")
        self._title = Text(_TITLE, size=1.3, bold=True)
        self._says, self._kept = Text(_SAYS, role=QUIET), Text(_KEPT, role=QUIET)
        layout = QVBoxLayout(self)
        for part in (self._title, self._says):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)
        layout.addWidget(beside(self.up, self.down, self.remove))
        layout.addWidget(self._kept)
        give_room(self, layout, between=0.4)
        self.list.chosen.connect(lambda _id: self._follow())
        self.up.clicked.connect(lambda: self.list.move_by(-1))
        self.down.clicked.connect(lambda: self.list.move_by(1))
        self.remove.clicked.connect(lambda: self.list.removed.emit(self.list.current))

    def show_lines(self, lines: Sequence[StopLine]) -> None:
        """Show these stops."""
        self.list.show_lines(lines)
        self._arrange()
        self._follow()

    def enter(self) -> None:
        """Take the keyboard to the chosen stop."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Where there is little room the stops have it."""
        high = self.height() >= _HIGH * line_height(self)
        self._says.setVisible(high and self.list.stops.rowCount() > 1)
        for part in (self._title, self._kept):
            part.setVisible(high)

    def _follow(self) -> None:
        """Offer what can be done; the keyboard does not stay on what cannot."""
        row, last = self.list.currentIndex().row(), self.list.stops.rowCount() - 1
        for button, can in ((self.up, row > 0), (self.down, 0 <= row < last), (self.remove, row >= 0)):
            if button.hasFocus() and not can:
                self.enter()
            button.setEnabled(can)
