"""What stands beside what: filters, results, and listing or map where there is room; fewer of them where not."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.shell.arranged import Arranged
from ui.shell.splitter import Splitter
from ui.shell.theme import characters

_THREE: Final = 132
"""With as many characters across, filters, results and listing stand side by side."""
_TWO: Final = 92
"""With as many, two of them do; with fewer they take turns."""
_SHARES: Final = (2_600, 4_900, 4_900)
_EDGES: Final = ("Edge between filters and results", "Edge between results and listing")


class Panes(Arranged, Splitter):
    """Filters, one thing in the middle, and beside it the listing, or the map while no listing is read."""

    filters_changed = Signal()

    def __init__(self, opening: QWidget, listing: QWidget) -> None:
        """Show ``opening`` in the middle until something else is added and shown."""
        super().__init__(Qt.Orientation.Horizontal, _EDGES)
        self.setObjectName("find")
        self._filters = QWidget()
        self._filled = QVBoxLayout(self._filters)
        self._filled.setContentsMargins(0, 0, 0, 0)
        self._middle = QStackedWidget()
        self._beside = QStackedWidget()
        self._beside.addWidget(listing)
        self._listing = listing
        self._map: QWidget | None = None
        self._bare: set[QWidget] = set()
        self.add_middle(opening)
        for pane in (self._filters, self._middle, self._beside):
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.addWidget(pane)
        self._shown: QWidget = opening
        self._opening = opening
        self._wanted: bool | None = None
        self._reading = False
        self._arranged: tuple[object, ...] = ()
        self._shares = list(_SHARES)
        self.setSizes(self._shares)
        self.splitterMoved.connect(self._learn)

    @property
    def shares(self) -> list[int]:
        """How much of the room each pane takes, or took when it was last seen, beside the others."""
        self._learn()
        return list(self._shares)

    @shares.setter
    def shares(self, shares: Sequence[int]) -> None:
        if len(shares) == len(self._shares) and all(shares):
            self._shares = list(shares)
            self.setSizes(self._shares)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The panes and the edges between them, from the left."""
        return self._filters, self.handle(1), self._middle, self.handle(2), self._beside

    @property
    def shown(self) -> QWidget:
        """What is in the middle."""
        return self._shown

    @property
    def filters_shown(self) -> bool:
        """Whether the filters are to be seen: where nobody chose, as there is room."""
        return self._across >= _THREE if self._wanted is None else self._wanted

    @property
    def roomy(self) -> bool:
        """Whether there is room beside the results."""
        return self._across >= _THREE or (self._across >= _TWO and not self.filters_shown)

    @property
    def middle_shown(self) -> bool:
        """Whether the middle is in sight."""
        return not self._middle.isHidden()

    @property
    def reading(self) -> bool:
        """Whether a listing was opened to be read."""
        return self._reading

    def show_map(self, view: QWidget | None) -> None:
        """Show this map beside the results, and where there is no room in place of them; None for no map."""
        self._map = view
        if view is not None and self._beside.indexOf(view) < 0:
            self._beside.addWidget(view)
        self._arrange()

    def add_middle(self, widget: QWidget, *, bare: bool = False) -> None:
        """Add something that may be shown in the middle; beside a ``bare`` one no listing is shown."""
        if bare:
            self._bare.add(widget)
        widget.setBackgroundRole(QPalette.ColorRole.Base)
        widget.setAutoFillBackground(True)
        self._middle.addWidget(widget)

    def show_middle(self, widget: QWidget) -> None:
        """Show this in the middle."""
        if widget is not self.shown:
            self._shown = widget
            self._middle.setCurrentWidget(widget)
            self._arrange()

    def set_filters(self, panel: QWidget) -> None:
        """Put the filters in their place."""
        self._filled.addWidget(panel)
        self._arrange()

    def show_filters(self, shown: bool) -> None:
        """Show the filters or put them away, whatever room there is."""
        self._wanted = shown
        self._reading = False
        self._arrange()

    def read(self, reading: bool) -> None:
        """Where there is no room for both, show the listing in place of the results, or the results again."""
        if reading != self._reading:
            self._reading = reading
            self._arrange()

    @property
    def _across(self) -> int:
        return self.width() // max(1, characters(self, 1))

    def _learn(self) -> None:
        """Remember how those in sight share their room; the others keep their part of the whole."""
        pairs = list(zip(self.sizes(), self._shares, strict=True))
        seen = [pair for pair in pairs if pair[0]]
        if self.isVisible() and seen:
            room, parts = (sum(values) for values in zip(*seen, strict=True))
            self._shares = [round(size / room * parts) or share for size, share in pairs]

    def _measure(self) -> None:
        self._arrange()  # without waiting for a layout: a splitter has none

    def _arrange(self) -> None:
        """Show what there is room for; nothing is done where that has not changed."""
        answered = self.shown not in self._bare
        wide, two, filters = self._across >= _THREE, self._across >= _TWO, self.filters_shown
        reading = self._reading and answered
        bare = not self._filled.count() and self.shown is not self._opening
        state = (answered, wide, two, filters, reading, self._map, bare)
        if state == self._arranged:
            return
        self._learn()
        self._arranged = state
        mapped = self._map is not None and answered
        self._beside.setCurrentWidget(self._map if self._map is not None and not reading else self._listing)
        self._filters.setVisible(filters and (wide or not reading) and not bare)
        self._middle.setVisible(two or not (reading or filters or mapped))
        self._beside.setVisible(reading or (answered and self.roomy) or (mapped and not (filters and not two)))
        self.setSizes(self._shares)
        self.filters_changed.emit()
