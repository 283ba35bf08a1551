"""Up to four services side by side: which of them, and a table of what is the same and what is not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from navigator.refer.compare import MOST
from ui.refer.compare_model import DIFFERS, CompareModel
from ui.refer.compare_table import CompareTable
from ui.shell.arranged import Measured
from ui.shell.flow import Flow, beside
from ui.shell.text import Button, Reading, Text, tip, unmarked
from ui.shell.theme import QUIET, give_room, line_height

if TYPE_CHECKING:
    from navigator.refer.compare import Comparison
    from navigator.refer.shortlist import Stop

_BACK: Final = "Back (Alt+Left)"
_ONLY: Final = "Only differences"
_LEGEND: Final = (
    f"A row marked \N{LEFT DOUBLE QUOTATION MARK}{DIFFERS}\N{RIGHT DOUBLE QUOTATION MARK} is not the same for all."
)
_ALIKE: Final = "Nothing that is known of them differs."
_FEWEST: Final = 2
_LEAST_LINES: Final = 9
"""With fewer lines of height than this for the table, it goes up and down with what is above it."""


class CompareView(Measured, QWidget):
    """The first services of a shortlist side by side, or those of it that were chosen; ``left`` asks for the shortlist.

    ``wanted`` has the stops to compare: whoever looks them up then calls ``show_comparison``.
    """

    left = Signal()
    wanted = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._stops: tuple[Stop, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.model = CompareModel()
        self.table = CompareTable(self.model)
        self.back = Button(_BACK)
        self.only = QCheckBox(_ONLY)
        self.boxes: dict[str, QCheckBox] = {}
        self._which, self._flow = QWidget(), Flow()
        self._which.setLayout(self._flow)
        give_room(self._which, self._flow, between=0.6)
        self._says = Text(role=QUIET)
        self.back.setAccessibleDescription("To the shortlist.")
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.only.toggled.connect(lambda _on: self._fill())
        self._fill()

    def offer(self, stops: "Sequence[Stop]") -> None:
        """Compare these, or those of them that were chosen before; boxes are made anew only where they are others."""
        self._stops = tuple(stops)
        ids = tuple(stop.id for stop in stops)
        if tuple(self.boxes) != ids:
            for box in self.boxes.values():
                self._flow.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.boxes = {stop.id: self._box(stop) for stop in stops}
        self._which.setVisible(len(stops) > _FEWEST)
        kept = tuple(one for one in self._chosen if one in ids)
        self._take(kept if len(kept) >= _FEWEST else ids[:MOST])

    def show_comparison(self, comparison: "Comparison") -> None:
        """Show this; the same one stays where it was read to."""
        awaited = self._comparison is None and self.back.hasFocus()
        if comparison != self._comparison:
            self._comparison = comparison
            self._fill()
        if awaited:
            self.enter()

    def enter(self) -> None:
        """Take the keyboard to the table."""
        (self.table if self.model.rows else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._comparison, self._chosen = None, ()
        self.offer(())
        self._fill()

    def _lay_out(self) -> None:
        """All below the first row goes up and down together where the table would have too little room."""
        content, scrolls = QWidget(), Reading()
        content.setBackgroundRole(QPalette.ColorRole.Window)
        column = QVBoxLayout(content)
        for part in (self._which, self._says):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        give_room(content, column, between=0.4)
        scrolls.show_content(content, "Services side by side")
        scrolls.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(beside(self.back, self.only))
        layout.addWidget(scrolls, 1)
        give_room(self, layout, between=0.4)
        self._measure()

    def _measure(self) -> None:
        self.table.setMinimumHeight(_LEAST_LINES * line_height(self))

    def _fill(self) -> None:
        held = self.table.hasFocus()
        self.model.show(self._comparison, only=self.only.isChecked())
        alike = self._comparison is not None and not self.model.rows
        self._says.setText(_ALIKE if alike else _LEGEND)
        self.table.setHidden(alike)
        if held:
            self.enter()

    def _box(self, stop: "Stop") -> QCheckBox:
        box = QCheckBox(unmarked(stop.name))
        box.setMinimumWidth(1)  # a long name is no reason for a wide window
        box.setAccessibleName(f"Compare {stop.name}")
        box.setAccessibleDescription(stop.name)  # else the tooltip is read out, with its tags
        box.setToolTip(tip(stop.name))
        box.toggled.connect(lambda _on: self._choose())
        self._flow.addWidget(box)
        return box

    def _choose(self) -> None:
        self._chosen = tuple(one for one, box in self.boxes.items() if box.isChecked())
        self._take(self._chosen)

    def _take(self, compared: Sequence[str]) -> None:
        """Compare these: no more than there is room for, and no fewer than can be compared."""
        full, least = len(compared) >= MOST, len(compared) <= _FEWEST
        for one, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(one in compared)
            box.setEnabled(not (least if one in compared else full))
        stops = tuple(stop for stop in self._stops if stop.id in compared)
        if stops:
            self.wanted.emit(stops)
