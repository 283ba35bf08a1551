"""What stands in place of the table while a view holds nothing, or nothing in it was found."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.table.views import EVERYTHING, Kind, View
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_NOTHING: Final[Mapping[Kind, str]] = {
    "all": "There are no listings.",
    "due": "Nothing is due for a check.",
    "never-checked": "Every listing was checked with its provider.",
    "not-running": "No listing is closed or unclear.",
    "no-phone": "Every listing has a phone number.",
    "no-rules": "Every listing states its rules.",
    "reported": "Nothing was reported wrong.",
    "changed": "No listing was changed this month.",
    "conflicts": "No listing has facts that conflict.",
    "borough": "No listing names this borough any more.",
    "organization": "This organisation has no listings any more.",
}
"""What an empty view says: most of them are good news."""


class Empty(QWidget):
    """``acted`` asks for all listings."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._says = Text(size=1.2, selectable=True)
        self.button = Button("Show all listings")
        layout = QVBoxLayout(self)
        layout.addWidget(self._says)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        give_room(self, layout, around=(1.2, 1.2), between=0.8)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.button.clicked.connect(self.acted)

    @property
    def says(self) -> str:
        """What it says."""
        return self._says.text()

    def tell(self, view: View, text: str) -> None:
        """Say why there is nothing."""
        where = "No listing" if view == EVERYTHING else f"Nothing in “{view.label}”"
        self._says.setText(f"{where} matches “{text.strip()}”." if text.strip() else _NOTHING[view.kind])
        self.button.setVisible(view != EVERYTHING or bool(text.strip()))
