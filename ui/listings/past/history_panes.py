"""The entries of a history and what one of them changed: side by side where there is room, else in turns."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.listings.past.history_acts import Acts
from ui.listings.past.history_list import HistoryList
from ui.listings.past.history_text import ChangeText
from ui.listings.scrolled import Scrolled
from ui.shell.splitter import Splitter
from ui.shell.theme import characters, give_room

_BESIDE: Final = 92
"""With as many characters across, both stand side by side; with fewer they take turns."""
_SHARES: Final = (3_800, 6_200)


class HistoryPanes(Splitter):
    """``reading`` says that somebody turned from the list to what changed."""

    def __init__(self, entries: HistoryList, text: ChangeText, acts: Acts) -> None:
        super().__init__(Qt.Orientation.Horizontal, ("Edge between the changes and what one of them changed",))
        self.reading = False
        self._entries = entries
        read = QWidget()
        column = QVBoxLayout(read)
        column.addWidget(text, 1)
        column.addWidget(acts)
        give_room(read, column, between=0.2)
        self._side = Scrolled(read, "What one of them changed")
        self._side.setBackgroundRole(QPalette.ColorRole.Base)
        for pane in (entries, self._side):
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.addWidget(pane)
        self.setSizes(list(_SHARES))

    def arrange(self, width: int, *, listed: bool) -> bool:
        """Show what there is room for in a width in pixels; says whether the list gave way.

        ``listed`` says whether there is anything in the list.
        """
        wide = width >= characters(self, _BESIDE)
        self._entries.setVisible(listed and (wide or not self.reading))
        self._side.setVisible(wide or self.reading or not listed)
        return listed and self.reading and not wide
