"""The whole room: what is typed, chosen and pressed goes to the inquiry, and what comes back is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.find.alarm import Alarm
from ui.find.asked import Asked
from ui.find.bar import ResultsBar
from ui.find.box import SearchBox
from ui.find.charting import Charting
from ui.find.filtering import Filtering
from ui.find.fitting import Fitting
from ui.find.inquiry import Inquiry
from ui.find.listing import ListingView
from ui.find.opening import OpeningPage
from ui.find.panes import Panes
from ui.find.reader import Reader
from ui.find.showing import Showing
from ui.find.starring import Starring
from ui.shell.arranged import Arranged
from ui.shell.forms import field
from ui.shell.room import Room
from ui.shell.tabbing import next_stop
from ui.shell.theme import give_room, line_height
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.find import Filters, Fits
    from navigator.find.loosen import Loosening
    from navigator.refer.shortlist import Stop
    from ui.find.desk import Answer, Desk, Others
    from ui.find.map_view import MapView
    from ui.find.panel import FilterPanel
    from ui.shell.right_now import RightNowPanel
    from ui.shell.starred import Starred

_NEXT_FRAMES_MS: Final = 20
"""The window answers to keys before it makes what is not seen yet."""
_LOW_LINES: Final = 22
_NO_LIMIT: Final = 16_777_215
"""What Qt takes for no greatest height (QWIDGETSIZE_MAX)."""


class FindPage(Arranged, Room):
    """The box, the filters, the results and the listing beside them."""

    emergency_asked = Signal(str)
    catch_22_asked = Signal(str)
    """The id of a catch-22 somebody wants to read about."""

    def __init__(self, work: "Work[Desk]") -> None:
        """Compose what is seen first; ``start`` makes the rest, and asks over ``work``."""
        super().__init__()
        self._furnished = False
        self.inquiry = Inquiry(work, self)
        self.box = SearchBox()
        self.bar = ResultsBar()
        self.listing = ListingView()
        self.opening = OpeningPage()
        self.panes = Panes(self.opening, self.listing)
        self.alarm = Alarm(self)
        self._reader = Reader(self.inquiry, self.listing, self.panes)
        self._showing = Showing(self.inquiry, self.bar, self.panes, self._reader, self.listing)
        self._filtering = Filtering(self.inquiry, self.panes)
        self._charting = Charting(self.inquiry, self)
        self.starring = Starring(self.listing, self.panes, self._charting)
        self._fitting = Fitting(self.inquiry)
        self._layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(field("&Find", self.box, "Results change as you type. Down goes to them, Escape clears."))
        head.addWidget(self.box, 1)
        self._layout.addLayout(head)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self.panes, 1)
        give_room(self, head, between=0.5)
        give_room(self, self._layout, around=(0.8, 0.6), between=0.35)
        self._connect()

    @property
    def broken(self) -> bool:
        """Whether the directory cannot be read."""
        return self._showing.broken

    @property
    def panel(self) -> "FilterPanel | None":
        """The filters, once they were shown."""
        return self._filtering.panel

    @property
    def map(self) -> "MapView | None":
        """The map, once it was shown."""
        return self._charting.map

    @property
    def emergency(self) -> "RightNowPanel | None":
        """What is shown above the results for words that sound like an emergency, once some did."""
        return self.alarm.panel

    @property
    def parts(self) -> list[QWidget]:
        """What there is to see, in the order one reads."""
        above = (self.box, self.chips if self._furnished else None, self.bar, self.emergency)
        return [*filter(None, above), *self.panes.parts]

    @property
    def stop(self) -> "Stop | None":
        """The listing that is shown, as a stop on a shortlist."""
        if self.listing.service is None or not self.listing.isVisible():
            return None
        from navigator.refer.shortlist import Stop

        return Stop(*self.listing.service)

    def follow_stars(self, starred: "Starred") -> None:
        """Show which services are on the shortlist, and let them be put there."""
        self.starring.follow(starred)

    def star(self) -> bool:
        """Put the service that has the keyboard or is shown on the shortlist, or take it off."""
        return self.starring.star()

    def start(self) -> None:
        """Make what is not seen at once, and ask for everything there is."""
        self.ask_again()
        QTimer.singleShot(_NEXT_FRAMES_MS, self._furnish)

    def ask_again(self) -> None:
        """Ask once more for what is asked for."""
        self.inquiry.fetch("credit", lambda desk: desk.credit(), self.listing.credit)
        self.inquiry.again()

    def enter(self) -> None:
        """Take the keyboard, in the box, with its words selected."""
        self._reader.stay()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def clear(self) -> None:
        """Begin again, with no words and no filters."""
        self.box.put("")
        self.inquiry.start_again()
        self.enter()

    def fit(self, fits: "Fits | None", *, anew: bool = False) -> None:
        """Show only what one person's answers do not rule out, as a chip says; None lets go of them at once.

        A chip that was dropped stays so until there are none, or until somebody asks for it ``anew``. What the room
        does not show now, it asks for when it is next shown.
        """
        self._fitting.take(fits, anew=anew)
        if fits is None or self.isVisible():
            self._fitting.apply()

    def showEvent(self, event: QShowEvent) -> None:
        """The answers may be others now."""
        super().showEvent(event)
        self._fitting.apply()

    def look_again(self) -> None:
        """Ask again for what is found, and for the listing on show."""
        self._showing.renew()
        self.ask_again()
        self._reader.renew()

    def read(self, service_id: str) -> None:
        """Read one listing, whatever is in the box."""
        self._furnish()
        self._reader.open(service_id)

    def look(self, filters: "Filters") -> None:
        """Show the services that these filters let through, with no words."""
        self.box.put("")
        self.inquiry.look(filters)

    def show_map(self, shown: bool) -> None:
        """Show the results on a map, or as a list."""
        self._furnish()
        if shown:
            self._charting.make(self.results)
            self._charting.show_results(self._showing.keys)
        self.panes.read(False)
        self.panes.show_map(self.map if shown else None)

    def show_filters(self, shown: bool) -> None:
        """Show the filters, or put them away."""
        self._furnish()
        self._filtering.show(shown)

    def go_back(self) -> None:
        """From a listing to the one before it, else to the results."""
        if not self._reader.back() and self._furnished:
            self.panes.read(False)
            self._enter_results()

    def next_part(self) -> None:
        """Take the keyboard to the next part of the room: box, filters, results, listing."""
        stops: list[tuple[QWidget | None, Callable[[], None]]] = [
            (self.box, self.enter),
            (self.panel, lambda: self.panel.enter() if self.panel else None),
            (self.panes.shown, self._enter_results),
            (self.map, lambda: self.map.enter() if self.map else None),
            (self.listing, self.listing.enter),
        ]
        next_stop((part, go) for part, go in stops if part is not None and part.isVisible())()

    def _furnish(self) -> None:
        """Make what the first frame does not show."""
        if self._furnished:
            return
        self._furnished = True
        shows = self._showing
        shows.furnish()
        self.chips, self.model, self.results, self.nothing = shows.chips, shows.model, shows.results, shows.nothing
        self._layout.insertWidget(1, self.chips)
        self.starring.furnish(self.model, self.results)
        self._connect_rest()

    def _connect(self) -> None:
        asks = self.inquiry
        self.box.textChanged.connect(asks.type)
        self.panes.filters_changed.connect(self._show_switches)
        self.box.down.connect(self._enter_results)
        self.box.entered.connect(self._open_first)
        self.bar.filters_toggled.connect(self.show_filters)
        self.bar.map_toggled.connect(self.show_map)
        self.alarm.made.connect(lambda panel: self._layout.insertWidget(self._layout.indexOf(self.panes), panel))
        self.alarm.changed.connect(self._arrange)
        self.alarm.asked.connect(self.emergency_asked)
        self.listing.catch_22_asked.connect(self.catch_22_asked)
        self._reader.shown.connect(self._charting.need_atlas)
        self._charting.drawn.connect(self.listing.show_atlas)
        self._charting.opened.connect(self._reader.open)
        self._charting.left.connect(self._leave_map)
        asks.changed.connect(self._heed)
        asks.answer.connect(self._take_answer)
        asks.others.connect(self._take_others)
        asks.failed.connect(self._fail)
        self._filtering.left.connect(self._leave_panel)

    def _connect_rest(self) -> None:
        self.chips.left.connect(self.enter)
        self.bar.exact_asked.connect(self.enter)
        self.nothing.chosen.connect(self._loosen)
        self.nothing.cleared.connect(self.clear)
        self._showing.damaged.acted.connect(self.ask_again)
        self.results.left.connect(self.enter)
        self.results.typed.connect(self.box.type_on)
        self.listing.left.connect(self.go_back)

    def _loosen(self, way: "Loosening") -> None:
        self.box.put(way.text)
        self.inquiry.loosen(way)
        self.enter()

    # What comes back

    def _take_answer(self, found: "Answer") -> None:
        self._furnish()
        self._showing.take(found)

    def _take_others(self, found: "Others") -> None:
        self._filtering.offer(found.subjects)
        self._showing.take_others(found)
        if self.bar.map.isChecked():
            self._charting.show_results(found.keys)

    def _show_switches(self) -> None:
        self.listing.back.setVisible(not self.panes.roomy or self.bar.map.isChecked())
        self._arrange()
        self.bar.switch(filters=self.panes.filters_shown, shows_map=self.bar.map.isChecked())

    def _fail(self, error: Exception) -> None:
        self._furnish()
        self._showing.fail(error)

    # Filters and map

    def _leave_panel(self) -> None:
        """From the filters to what they give, where that was out of sight, else to the box."""
        if self.panes.middle_shown:
            self.enter()
        else:
            self.show_filters(False)
            self._enter_results()

    def _leave_map(self) -> None:
        """From the map to the list, or where that is out of sight to the box."""
        if self.panes.middle_shown:
            self._enter_results()
        else:
            self.enter()

    def _open_first(self) -> None:
        self._furnish()
        self._showing.open_first()

    def _enter_results(self) -> None:
        self._furnish()
        self.panes.read(False)
        if not self.panes.middle_shown and self.panes.filters_shown:
            self.panes.show_filters(False)
        if not self.panes.middle_shown and self.map is not None:
            self.map.enter()
        elif self.panes.shown is self.results and self.model.rowCount():
            self.results.enter()
        else:
            self.panes.shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Right now

    def _heed(self, asked: Asked) -> None:
        """Something else is asked: nobody waits for a listing any more, and the words may tell of an emergency."""
        self._showing.heed(asked)
        self.alarm.listen(asked.text)

    def _arrange(self) -> None:
        """Give up, where the page is low or a listing fills it, what can be done without."""
        low = self.height() < _LOW_LINES * line_height(self)
        reading = self.panes.reading and not self.panes.roomy
        self.bar.setHidden(reading or (low and self.alarm.sounding))
        self.bar.be_brief(low)
        if self._furnished:
            self.chips.setMaximumHeight(0 if reading else _NO_LIMIT)
        if self.emergency is not None:
            self.emergency.fit(self.width(), self.height())
