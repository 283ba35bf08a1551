"""The box for a place, how far from it, and what was understood."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from navigator.find import Filters
from navigator.find.menu import say_miles
from ui.shell.box import PlaceBox
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.directory import Place

_MILES: Final = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
_PLACE_SAYS: Final = "A postcode, or the name of a place. Escape clears."
_WARNING: Final = "\N{WARNING SIGN}\N{VARIATION SELECTOR-15} "


class Nearby(QWidget):
    """Near which place, within how many miles, and a sentence about what was understood."""

    place_typed = Signal(str)
    miles_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._near: Place | None = None
        self.place = PlaceBox()
        self.miles = QComboBox()
        for miles in _MILES:
            self.miles.addItem(say_miles(miles), miles)
        self.miles.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._says = Text(role=QUIET)
        self._says.hide()
        layout = QGridLayout(self)
        layout.addWidget(field("&Near", self.place, _PLACE_SAYS), 0, 0)
        layout.addWidget(self.place, 0, 1)
        layout.addWidget(field("W&ithin", self.miles, "How far away a service may be."), 1, 0)
        layout.addWidget(self.miles, 1, 1)
        layout.addWidget(self._says, 2, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        give_room(self, layout, between=0.4)
        self.miles.setCurrentIndex(self.miles.findData(Filters().miles))
        self.place.rested.connect(self.place_typed)
        self.miles.currentIndexChanged.connect(lambda: self.miles_chosen.emit(self.miles.currentData()))

    def say(self, says: str, ok: bool) -> None:
        """Say what was understood, with a warning mark where it was not ``ok``; nothing hides the sentence."""
        shown = says if ok or not says else _WARNING + says
        if shown == self._says.text():
            return
        self._says.setText(shown)
        self._says.setAccessibleName(says)
        self._says.setForegroundRole(QUIET if ok else QPalette.ColorRole.WindowText)
        self._says.setHidden(not says)
        self.place.setAccessibleDescription(says or _PLACE_SAYS)
        announce(self.place, says)

    def show_filters(self, filters: Filters) -> None:
        """Show a place and a distance that were chosen elsewhere, unless somebody is choosing them here."""
        if filters.near != self._near and not self.place.hasFocus():
            if filters.near is None:
                self.place.set_place("")
                self.say("", ok=True)
            elif not self.place.text():
                self.place.set_place(filters.near.name)
        self._near = filters.near
        at = self.miles.findData(filters.miles)
        if at >= 0 and not self.miles.hasFocus():
            with QSignalBlocker(self.miles):
                self.miles.setCurrentIndex(at)
