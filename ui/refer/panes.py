"""The shortlist and what to know of the chosen stop: side by side where there is room, else in turns."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy

from ui.refer.before_view import BeforeView
from ui.refer.stops_side import StopsSide
from ui.shell.splitter import Splitter
from ui.shell.theme import characters

_BESIDE: Final = 92
"""With as many characters across, both stand side by side; with fewer they take turns."""
_SHARES: Final = (4_200, 5_800)


class Panes(Splitter):
    """``reading`` says that somebody turned to what there is to know."""

    def __init__(self, side: StopsSide, before: BeforeView) -> None:
        super().__init__(Qt.Orientation.Horizontal, ("Edge between the shortlist and what to know",))
        self._side, self._before = side, before
        self.reading = False
        before.setBackgroundRole(QPalette.ColorRole.Base)
        for pane in (side, before):
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.addWidget(pane)
        self.setSizes(list(_SHARES))

    @property
    def beside(self) -> bool:
        """Whether there is room for both."""
        return self.width() >= characters(self, _BESIDE)

    def arrange(self) -> None:
        """Show what there is room for."""
        self._side.setVisible(self.beside or not self.reading)
        self._before.setVisible(self.beside or self.reading)
