"""Why a confidential address is no change of many, and the way to make one place confidential."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.listings.form.boxes import Menu, labelled
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_ONE_BY_ONE: Final = (
    "Making a place confidential purges its address from everything kept: the listing, its history, the backups and "
    "the pages made from them. That cannot be undone, so it is done for one place at a time."
)
_NONE: Final = "None of these listings gives an address."
_WIDE: Final = 64


class ManyHiding(QWidget):
    """``asked`` is the id of a listing and the number of the place that is to become confidential."""

    asked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.places = Menu(most=_WIDE)
        self.places.setSizeAdjustPolicy(Menu.SizeAdjustPolicy.AdjustToContents)
        self.press = Button("Make this place confidential...")
        self._none = Text(_NONE)
        self._which = labelled("&Place", self.places)
        layout = QVBoxLayout(self)
        for part in (Text(_ONE_BY_ONE), self._none, self._which):
            layout.addWidget(part)
        layout.addWidget(self.press, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(self, layout, between=0.7)
        self.press.clicked.connect(lambda: self.asked.emit(tuple(self.places.value)))
        self.clear()

    def clear(self) -> None:
        """Offer nothing yet."""
        self.offer(())
        self._none.hide()

    def offer(self, places: Sequence[tuple[tuple[str, str], str]]) -> None:
        """Offer these places."""
        self.places.offer(places)
        if places and self.places.currentIndex() < 0:
            self.places.setCurrentIndex(0)
        self._none.setVisible(not places)
        for part in (self._which, self.press):
            part.setVisible(bool(places))
