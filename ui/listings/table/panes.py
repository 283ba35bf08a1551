"""Views, table and chosen listing: side by side where there is room, else one or two of them in turns."""

from typing import Final, Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shell.splitter import Splitter
from ui.shell.theme import characters

Turn: TypeAlias = Literal["views", "table", "chosen"]
"""What somebody turned to, where not everything has room."""
_THREE: Final = 128
"""With as many characters across, all three stand side by side."""
_TWO: Final = 92
"""With as many, the table and the listing do; with fewer they take turns."""
_SHARES: Final = (2_050, 5_900, 3_400)
_EDGES: Final = ("Edge between views and table", "Edge between table and listing")


class TablePanes(Splitter):
    """The three panes; ``turn`` is the one somebody turned to."""

    def __init__(self, views: QWidget, table: QWidget, chosen: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, _EDGES)
        self._panes = (views, table, chosen)
        self.turn: Turn = "table"
        for pane in self._panes:
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.addWidget(pane)
        self.setSizes(list(_SHARES))

    @property
    def roomy(self) -> bool:
        """Whether there is room for the views beside the table."""
        return self.width() >= characters(self, _THREE)

    @property
    def beside(self) -> bool:
        """Whether there is room for the listing beside the table."""
        return self.width() >= characters(self, _TWO)

    def arrange(self) -> None:
        """Show what there is room for."""
        views, table, chosen = self._panes
        if self.roomy or (self.beside and self.turn == "chosen"):
            self.turn = "table"
        views.setVisible(self.roomy or self.turn == "views")
        table.setVisible(self.turn == "table")
        chosen.setVisible(self.turn == "chosen" or (self.beside and self.turn == "table"))
