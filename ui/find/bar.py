"""The line above the results: how many there are, what was taken for the words typed, the order, list or map."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.find.orders import Order

ORDERS: Final[tuple[tuple["Order", str], ...]] = (
    ("best", "Best match"),
    ("nearest", "Nearest"),
    ("checked", "Checked most recently"),
)
_BRIEF: Final = "Only these words"
_SHORT: Final = 24
_WIDE: Final = 90
_NO_PLACE: Final = "Nearest needs a place: type a postcode or a neighbourhood under Near."


class ResultsBar(QWidget):
    """What was found, and how it is shown."""

    order_chosen = Signal(str)
    exact_asked = Signal()
    filters_toggled = Signal(bool)
    map_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.said = Text(role=QUIET)
        self.exact = Button(_BRIEF)
        self.exact.clicked.connect(self.exact_asked)
        self.exact.hide()
        self.filters = _switch("Fi&lters", "Show or hide the choices that narrow the results.")
        self.filters.toggled.connect(self.filters_toggled)
        self.map = _switch("&Map", "Show the results on a map, or as a list.")
        self.map.toggled.connect(self.map_toggled)
        self.order = QComboBox()
        for code, label in ORDERS:
            self.order.addItem(label, code)
        self.order.activated.connect(self._choose)
        self._exact = self._needs = ""
        self._says = ("", "")
        self._brief = False
        layout = QVBoxLayout(self)
        self._ordered = self._make_ordered()
        layout.addWidget(beside(self.filters, self.map, self._ordered, self.exact))
        layout.addWidget(self.said)
        give_room(self, layout, between=0.3)

    def say(self, total: int, said: int, understood: str, exact: str = "", *, fits: bool = False) -> None:
        """Say how many were found, how many of them say yes to every filter, and what was taken for the words.

        ``exact`` is what a press would search for as typed, "" where that is what was done. ``fits`` tells that they
        are held against what one person said.
        """
        self._says = _counted(total, said, fits=fits), understood
        self._exact = exact
        self.exact.setVisible(bool(exact))
        self._fit()

    def be_brief(self, brief: bool) -> None:
        """Leave out, where there is little room, all but the count, and the order, which has keys of its own."""
        self._brief = brief
        self._ordered.setHidden(brief)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The press to search exactly is shorter where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        says = self._says[:1] if self._brief and self._says[0] else self._says
        self.said.setText(" ".join(filter(None, (*says, self._needs))))
        roomy = self.width() >= characters(self, _WIDE) and len(self._exact) <= _SHORT
        self.exact.setText(f"Search only for “{self._exact}”" if roomy else _BRIEF)
        self.exact.setAccessibleName(f"Search only for {self._exact}")

    def _make_ordered(self) -> QWidget:
        ordered = QWidget()
        layout = QHBoxLayout(ordered)
        layout.addWidget(field("&Order", self.order, "What comes first."))
        layout.addWidget(self.order)
        give_room(ordered, layout, between=0.4)
        return ordered

    def count_filters(self, chosen: int) -> None:
        """Say on the switch how many filters are chosen, for while they are out of sight."""
        self.filters.setText(f"Fi&lters ({chosen})" if chosen else "Fi&lters")

    def show_order(self, wanted: "Order", used: "Order") -> None:
        """Show the order asked for; where it could not be used, say what it needs."""
        with QSignalBlocker(self.order):
            self.order.setCurrentIndex(self.order.findData(wanted))
        self._needs = "" if wanted == used else _NO_PLACE
        self._fit()

    def switch(self, *, filters: bool, shows_map: bool) -> None:
        """Set the switches to what is shown."""
        for switch, on in ((self.filters, filters), (self.map, shows_map)):
            with QSignalBlocker(switch):
                switch.setChecked(on)

    def _choose(self, row: int) -> None:
        self.order_chosen.emit(self.order.itemData(row))


def _counted(total: int, said: int, *, fits: bool) -> str:
    if not total:
        return ""
    if said == total:
        return "1 service." if total == 1 else f"{total:,} services."
    fitting = "None fits" if not said else "1 fits" if said == 1 else f"{said:,} fit"
    silent = total - said
    if fits:
        return f"{fitting} what you chose. {silent:,} {'is' if silent == 1 else 'are'} worth asking."
    return f"{fitting} what you chose. {silent:,} {'does' if silent == 1 else 'do'} not say: worth asking."


def _switch(text: str, says: str) -> Button:
    switch = Button(text)
    switch.setCheckable(True)
    switch.setAccessibleDescription(says)
    return switch
