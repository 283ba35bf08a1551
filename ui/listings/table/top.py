"""What stands above the table: the filter and the count, then the order, and the view where lists have no room."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from navigator.find.wording import plural
from navigator.listings.table.table import ORDERS, Order
from ui.listings.table.offered import Offered
from ui.listings.table.typing_box import TypingBox
from ui.listings.table.views_box import ViewsChoice
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Button, Text, own_width
from ui.shell.theme import QUIET, give_room

_FILTER: Final = "Filter by name, organisation or id"
_FILTER_SAYS: Final = "Words may be begun only. The down arrow goes to the table, Escape empties this."
_SORTED: Final = "Sorted b&y"
_LAST_FIRST: Final = "Last first"
_SHOW: Final = "Show"
_SEVERAL: Final = "Go on with {} (Enter)"


class TableTop(QWidget):
    """The filter, which stays in sight, and ``below`` it what may go out of sight where there is little room.

    ``typed`` is what is filtered by, ``ordered`` an order and whether its last come first; ``down`` is the table.
    ``several_asked`` wants to do something with the listings chosen.
    """

    typed = Signal(str)
    ordered = Signal(str, bool)
    down = Signal()
    several_asked = Signal()

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self.views = ViewsChoice(offered)
        self.filter = TypingBox(_FILTER)
        self.filter.setAccessibleName(_FILTER)
        self.filter.setAccessibleDescription(_FILTER_SAYS)
        self.order = QComboBox()
        self.last_first = QCheckBox(_LAST_FIRST)
        self.several = Button("")
        self.several.hide()
        self._count = Text(role=QUIET)
        self._count.setSizePolicy(own_width())
        for order, label in ORDERS.items():
            self.order.addItem(label, order)
        self.views.setAccessibleName(_SHOW)
        sorting = beside(field(_SORTED, self.order), self.order, self.last_first)
        self.below = beside(self.views, sorting, self.several)
        layout = QHBoxLayout(self)
        layout.addWidget(self.filter, 1)
        layout.addWidget(self._count)
        give_room(self, layout, between=0.6)
        self.filter.textChanged.connect(self.typed)
        self.filter.down.connect(self.down)
        self.filter.returnPressed.connect(self.down)
        self.several.clicked.connect(self.several_asked)
        self.order.activated.connect(lambda _at: self._tell())
        self.last_first.clicked.connect(lambda _on: self._tell())

    def show_choice(self, shown: bool) -> None:
        """Offer the views in a box here, or not."""
        self.views.setVisible(shown)

    def show_order(self, order: Order, *, descending: bool) -> None:
        """Show what the table goes by."""
        self.order.setCurrentIndex(list(ORDERS).index(order))
        self.last_first.setChecked(descending)

    def show_count(self, count: int) -> None:
        """Say how many listings are shown."""
        says = plural(count, "listing")
        if says != self._count.text():
            self._count.setText(says)
            if self.filter.hasFocus():
                announce(self, says)

    def offer_several(self, count: int) -> None:
        """Offer to do something with so many listings chosen; with 0, nothing."""
        self.several.setText(_SEVERAL.format(plural(count, "listing")))
        self.several.setVisible(count > 0)

    def set_text(self, text: str) -> None:
        """Filter by this, without telling anybody."""
        with QSignalBlocker(self.filter):
            self.filter.setText(text)

    def _tell(self) -> None:
        self.ordered.emit(self.order.currentData(), self.last_first.isChecked())
