"""The filters beside the results: made when they are first shown, and kept in step with what is asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.find.inquiry import Inquiry
from ui.find.panes import Panes

if TYPE_CHECKING:
    from navigator.find.menu import Subject
    from ui.find.panel import FilterPanel


class Filtering(QObject):
    """What is chosen there goes to the inquiry; ``panel`` is None before there is anything to choose."""

    left = Signal()
    """Somebody is done with the filters."""

    def __init__(self, inquiry: Inquiry, panes: Panes) -> None:
        super().__init__(panes)
        self._inquiry, self._panes = inquiry, panes
        self._subjects: tuple[Subject, ...] = ()
        self.panel: FilterPanel | None = None

    def show(self, shown: bool) -> None:
        """Show the filters, or put them away."""
        if shown:
            self._make()
        self._panes.show_filters(shown)
        if shown and self.panel is not None:
            self.panel.enter()

    def offer(self, subjects: "tuple[Subject, ...]") -> None:
        """These can be chosen now."""
        self._subjects = subjects
        if self.panel is not None:
            self._fill(self.panel)
        elif self._panes.filters_shown:
            self._make()

    def _make(self) -> None:
        if self.panel is not None or not self._subjects:
            return
        from ui.find.panel import FilterPanel

        self.panel = panel = FilterPanel()
        panel.left.connect(self.left)
        panel.toggled.connect(self._inquiry.toggle)
        panel.place_typed.connect(self._inquiry.find_place)
        panel.miles_chosen.connect(lambda miles: self._inquiry.change(miles=miles))
        panel.silent_toggled.connect(lambda kept: self._inquiry.change(silent=kept))
        self._inquiry.place_read.connect(panel.show_place)
        self._fill(panel)
        self._panes.set_filters(panel)

    def _fill(self, panel: "FilterPanel") -> None:
        """Show what there is to choose and what was chosen."""
        panel.show_subjects(self._subjects)
        panel.show_filters(self._inquiry.filters)
