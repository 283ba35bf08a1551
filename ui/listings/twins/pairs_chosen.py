"""The chosen pair: side by side, with what can be done about it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.twins.duplicates import Pair
from navigator.listings.twins.sides import Sides
from ui.listings.twins.pairs_rows import SidesPane
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

SWITCH: Final = "Turn on “Edit listings” above to merge them, or to note that they are two services."
_ROLES: Final = ("Stays, if they are merged", "Closes, if they are merged")


class ChosenPair(QWidget):
    """Each act is a signal; ``back_asked`` asks for the pairs, where both have no room beside each other."""

    merge_asked = Signal()
    apart_asked = Signal()
    swap_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.merge, self.apart = Button("Merge...", bold=True), Button("These are two services")
        self.swap, self.back = Button("Let the other one stay"), Button("All pairs (Esc)")
        self._switch = Text(SWITCH, role=QUIET)
        self._alike, self._not_alike = Text(), Toned("", "warn")
        acts, lead = QWidget(), QWidget()
        top, column, layout = QVBoxLayout(acts), QVBoxLayout(lead), QVBoxLayout(self)
        for part in (beside(self.back, self.merge, self.apart, self.swap), self._switch):
            top.addWidget(part)
        for part in (self._alike, self._not_alike):
            column.addWidget(part)
        self.sides = SidesPane(_ROLES, acts, lead)
        layout.addWidget(self.sides)
        for widget, its in ((acts, top), (lead, column), (self, layout)):
            give_room(widget, its, between=0.4)
        for button, asked in (
            (self.merge, self.merge_asked),
            (self.apart, self.apart_asked),
            (self.swap, self.swap_asked),
            (self.back, self.back_asked),
        ):
            button.clicked.connect(asked)

    def show_pair(self, pair: Pair, sides: Sides) -> None:
        """Show this pair, with all that speaks for one service and for two."""
        self._alike.setText(f"Alike: {'; '.join(pair.reasons)}.")
        self._not_alike.setText(f"Not alike: {'; '.join(pair.differences)}.")
        self._not_alike.setVisible(bool(pair.differences))
        self.sides.show_sides(sides)

    def offer(self, *, on: bool) -> None:
        """Offer what changes something, or say how it can be."""
        for act in (self.merge, self.apart):
            act.setVisible(on)
        self._switch.setVisible(not on)
