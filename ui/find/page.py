"""The whole room: what is typed, chosen and pressed goes to the inquiry, and what comes back is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.find.alarm import Alarm
from ui.find.asked import Asked
from ui.find.bar import ResultsBar
from ui.find.box import SearchBox
from ui.find.charting import Charting
from ui.find.fitting import Fitting
from ui.find.inquiry import Inquiry
from ui.find.listing import ListingView
from ui.find.opening import OpeningPage
from ui.find.panes import Panes
from ui.find.reader import Reader
from ui.find.starring import Starring
from ui.shell.forms import field
from ui.shell.room import Room
from ui.shell.saying import STILL, UNREADABLE, sentence
from ui.shell.tabbing import next_stop
from ui.shell.theme import give_room, line_height
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.find import Filters, Fits
    from navigator.find.loosen import Loosening
    from navigator.find.menu import Subject
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


class FindPage(Room):
    """The box, the filters, the results and the listing beside them."""

    emergency_asked = Signal(str)
    catch_22_asked = Signal(str)
    """The id of a catch-22 somebody wants to read about."""

    def __init__(self, work: "Work[Desk]") -> None:
        """Compose what is seen first; ``start`` makes the rest, and asks over ``work``."""
        super().__init__()
        self._subjects: tuple[Subject, ...] = ()
        self._open_soon = self._broken = self._furnished = False
        self._renewed: Asked | None = None
        self._said = self._exact = ""
        self._keys: tuple[int, ...] = ()
        self.inquiry = Inquiry(work, self)
        self.box = SearchBox()
        self.bar = ResultsBar()
        self.listing = ListingView()
        self.opening = OpeningPage()
        self.panel: FilterPanel | None = None
        self.panes = Panes(self.opening, self.listing)
        self.alarm = Alarm(self)
        self._reader = Reader(self.inquiry, self.listing, self.panes)
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
        return self._broken

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
        self._put("")
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
        self._renewed = self.inquiry.asked
        self.ask_again()
        self._reader.renew()

    def read(self, service_id: str) -> None:
        """Read one listing, whatever is in the box."""
        self._furnish()
        self._reader.open(service_id)

    def look(self, filters: "Filters") -> None:
        """Show the services that these filters let through, with no words."""
        self._put("")
        self.inquiry.look(filters)

    def show_map(self, shown: bool) -> None:
        """Show the results on a map, or as a list."""
        self._furnish()
        if shown:
            self._make_map()
            self._charting.show_results(self._keys)
        self.panes.read(False)
        self.panes.show_map(self.map if shown else None)

    def show_filters(self, shown: bool) -> None:
        """Show the filters, or put them away."""
        self._furnish()
        if shown:
            self._make_panel()
        self.panes.show_filters(shown)
        if shown and self.panel is not None:
            self.panel.enter()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The width decides how high the emergency may be."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The font decides it too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _furnish(self) -> None:
        """Make what the first frame does not show."""
        if self._furnished:
            return
        self._furnished = True
        from ui.find.chips import Chips
        from ui.find.model import ResultsModel
        from ui.find.nothing import NothingFound
        from ui.find.results import ResultsView
        from ui.shell.notice import Notice

        self.chips = Chips()
        self.model = ResultsModel(self)
        self.results = ResultsView(self.model)
        self.nothing = NothingFound()
        self._damaged = Notice("Try again")
        self._layout.insertWidget(1, self.chips)
        for widget, bare in ((self.results, False), (self.nothing, True), (self._damaged, True)):
            self.panes.add_middle(widget, bare=bare)
        self.starring.furnish(self.model, self.results)
        self._connect_asking()
        self._connect_reading()

    def _connect(self) -> None:
        asks = self.inquiry
        self.box.textChanged.connect(asks.type)
        self.panes.filters_changed.connect(self._show_switches)
        self.box.down.connect(self._enter_results)
        self.box.entered.connect(self._open_first)
        self.bar.filters_toggled.connect(self.show_filters)
        self.bar.map_toggled.connect(self.show_map)
        self.alarm.made.connect(self._put_above)
        self.alarm.changed.connect(self._fit)
        self.alarm.asked.connect(self.emergency_asked)
        self.listing.catch_22_asked.connect(self.catch_22_asked)
        self._reader.shown.connect(self._charting.need_atlas)
        self._charting.drawn.connect(self.listing.show_atlas)
        asks.changed.connect(self._heed)
        asks.answer.connect(self._take_answer)
        asks.others.connect(self._take_others)
        asks.failed.connect(self._fail)

    def _connect_asking(self) -> None:
        asks = self.inquiry
        self.chips.removed.connect(asks.toggle)
        self.chips.cleared.connect(asks.clear_filters)
        self.chips.left.connect(self.enter)
        self.bar.order_chosen.connect(asks.order_by)
        self.bar.exact_asked.connect(asks.exactly)
        self.bar.exact_asked.connect(self.enter)
        self.nothing.chosen.connect(self._loosen)
        self.nothing.cleared.connect(self.clear)
        self._damaged.acted.connect(self.ask_again)

    def _connect_reading(self) -> None:
        self.results.left.connect(self.enter)
        self.results.chosen.connect(self._choose)
        self.results.opened.connect(self._reader.open)
        self.results.typed.connect(self._type_on)
        self.model.wanted.connect(self._fetch_lines, Qt.ConnectionType.QueuedConnection)
        self.listing.left.connect(self.go_back)

    # Asking

    def _put(self, text: str) -> None:
        """Put words in the box without asking for them."""
        with QSignalBlocker(self.box):
            self.box.setText(text)

    def _type_on(self, text: str) -> None:
        """Letters typed in the results go on in the box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.setText(self.box.text() + text)

    def _loosen(self, way: "Loosening") -> None:
        self._put(way.text)
        self.inquiry.loosen(way)
        self.enter()

    # What comes back

    def _take_answer(self, found: "Answer") -> None:
        self._furnish()
        self._broken = False
        self.model.show(found.keys, found.lines)
        self.chips.show_chips(found.chips)
        self.bar.count_filters(len(found.chips))
        query, asked = found.page.query, self.inquiry.asked
        self._said = found.said
        self._exact = asked.text.strip() if query.corrections or query.expansions else ""
        if found.page.total is not None:
            self._count(found.page.total, found.page.total)
        self._keep_listing()
        self._show_answers()
        if self._open_soon:
            self._open_first()

    def _take_others(self, found: "Others") -> None:
        self.model.extend(found.keys, found.said)
        self._keys = found.keys
        self._subjects = found.subjects
        if self.panel is not None:
            self._fill_panel()
        elif self.panes.filters_shown:
            self._make_panel()
        self._count(len(found.keys), found.said)
        if not found.keys:
            self.nothing.show_ways(found.ways_on)
        self._show_answers()
        if self.bar.map.isChecked():
            self._charting.show_results(found.keys)

    def _count(self, total: int, said: int) -> None:
        exact = self.inquiry.asked.exact
        self.bar.say(total, said, self._said, "" if exact else self._exact, fits=self.model.fits)
        if (page := self.inquiry.page) is not None:
            self.bar.show_order(self.inquiry.asked.order, page.order)

    def _show_answers(self) -> None:
        self.panes.show_middle(self.results if self.model.rowCount() else self.nothing)

    def _show_switches(self) -> None:
        self.listing.back.setVisible(not self.panes.roomy or self.bar.map.isChecked())
        self._fit()
        self.bar.switch(filters=self.panes.filters_shown, shows_map=self.bar.map.isChecked())

    def _keep_listing(self) -> None:
        """The listing on show stays while it is among the results, or where only the directory is another."""
        row = self.model.row_of(self.listing.shown) if self.listing.shown else None
        renewed, self._renewed = self._renewed is self.inquiry.asked, None
        if renewed and self.listing.shown:  # it is being read again already
            if row is not None:
                with QSignalBlocker(self.results):
                    self.results.choose(row)
            return
        if row is not None:
            self.results.choose(row)
            return
        self._reader.clear()
        if self.results.hasFocus():
            self.results.enter()

    def _fetch_lines(self) -> None:
        self.inquiry.fetch_lines(self.model.missing(), self.model.fill)

    def _fail(self, error: Exception) -> None:
        self._furnish()
        self._damaged.say(UNREADABLE, sentence(error), STILL)
        self.bar.say(0, 0, "")
        self._broken = True
        self.panes.show_middle(self._damaged)

    # Filters and map, made when first shown

    def _make_panel(self) -> None:
        if self.panel is not None or not self._subjects:
            return
        from ui.find.panel import FilterPanel

        self.panel = panel = FilterPanel()
        panel.left.connect(self._leave_panel)
        panel.toggled.connect(self.inquiry.toggle)
        panel.place_typed.connect(self.inquiry.find_place)
        panel.miles_chosen.connect(lambda miles: self.inquiry.change(miles=miles))
        panel.silent_toggled.connect(lambda kept: self.inquiry.change(silent=kept))
        self.inquiry.place_read.connect(panel.show_place)
        self._fill_panel()
        self.panes.set_filters(panel)

    def _leave_panel(self) -> None:
        """From the filters to what they give, where that was out of sight, else to the box."""
        if self.panes.middle_shown:
            self.enter()
        else:
            self.show_filters(False)
            self._enter_results()

    def _fill_panel(self) -> None:
        """Show in the filters what there is to choose and what was chosen."""
        if self.panel is None:
            return
        self.panel.show_subjects(self._subjects)
        self.panel.show_filters(self.inquiry.filters)

    def _make_map(self) -> None:
        if self.map is None:
            view = self._charting.make(self.results)
            view.opened.connect(self._reader.open)
            view.left.connect(self._leave_map)

    def _leave_map(self) -> None:
        """From the map to the list, or where that is out of sight to the box."""
        if self.panes.middle_shown:
            self._enter_results()
        else:
            self.enter()

    # Reading a listing

    def _choose(self, service_id: str) -> None:
        """Show beside the results what the keyboard is on; with no room beside them, wait until it is opened."""
        if self.panes.roomy and not (self.bar.map.isChecked() and not self.panes.reading):
            self._reader.show(service_id)

    def _open_first(self) -> None:
        """Open the best result of what is in the box: at once, or as soon as it is known."""
        self._furnish()
        self._open_soon = self.inquiry.waiting
        if self.model.rowCount() and not self.inquiry.waiting:
            self.results.choose(0)
            if (line := self.model.line(0)) is not None:
                self._reader.open(line.id)

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
        if asked is not self._renewed:
            self._open_soon = False
            self._reader.forget()
        self.alarm.listen(asked.text)

    def _put_above(self, panel: QWidget) -> None:
        self._layout.insertWidget(self._layout.indexOf(self.panes), panel)

    def _fit(self) -> None:
        """Give up, where the page is low or a listing fills it, what can be done without."""
        low = self.height() < _LOW_LINES * line_height(self)
        reading = self.panes.reading and not self.panes.roomy
        self.bar.setHidden(reading or (low and self.alarm.sounding))
        self.bar.be_brief(low)
        if self._furnished:
            self.chips.setMaximumHeight(0 if reading else _NO_LIMIT)
        if self.emergency is not None:
            self.emergency.fit(self.width(), self.height())
