"""What comes back of what was asked: shown as results, as ways on where there are none, or as what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Qt

from ui.find.asked import Asked
from ui.find.bar import ResultsBar
from ui.find.inquiry import Inquiry
from ui.find.listing import ListingView
from ui.find.panes import Panes
from ui.find.reader import Reader
from ui.shell.saying import STILL, UNREADABLE, sentence

if TYPE_CHECKING:
    from ui.find.desk import Answer, Others


class Showing(QObject):
    """Shows answers in the middle of the room; ``keys`` are those of all of them, and ``broken`` says there are none.

    Its parts are made by ``furnish``: nothing is taken before.
    """

    def __init__(self, inquiry: Inquiry, bar: ResultsBar, panes: Panes, reader: Reader, listing: ListingView) -> None:
        super().__init__(panes)
        self._inquiry, self._bar, self._panes = inquiry, bar, panes
        self._reader, self._listing = reader, listing
        self._renewed: Asked | None = None
        self._open_soon = False
        self._said = self._exact = ""
        self.keys: tuple[int, ...] = ()
        self.broken = False

    def furnish(self) -> None:
        """Make what the first frame does not show."""
        from ui.find.chips import Chips
        from ui.find.model import ResultsModel
        from ui.find.nothing import NothingFound
        from ui.find.results import ResultsView
        from ui.shell.notice import Notice

        self.chips = Chips()
        self.model = ResultsModel(self)
        self.results = ResultsView(self.model)
        self.nothing = NothingFound()
        self.damaged = Notice("Try again")
        for widget, bare in ((self.results, False), (self.nothing, True), (self.damaged, True)):
            self._panes.add_middle(widget, bare=bare)
        self.chips.removed.connect(self._inquiry.toggle)
        self.chips.cleared.connect(self._inquiry.clear_filters)
        self._bar.order_chosen.connect(self._inquiry.order_by)
        self._bar.exact_asked.connect(self._inquiry.exactly)
        self.results.chosen.connect(self._choose)
        self.results.opened.connect(self._reader.open)
        self.model.wanted.connect(self._fetch_lines, Qt.ConnectionType.QueuedConnection)

    def renew(self) -> None:
        """What is asked now was asked before: only the directory may be another."""
        self._renewed = self._inquiry.asked

    def heed(self, asked: Asked) -> None:
        """Where something else is asked now, nobody waits for a listing any more."""
        if asked is not self._renewed:
            self._open_soon = False
            self._reader.forget()

    def open_first(self) -> None:
        """Open the best result of what is asked: at once, or as soon as it is known."""
        self._open_soon = self._inquiry.waiting
        if self.model.rowCount() and not self._inquiry.waiting:
            self.results.choose(0)
            if (line := self.model.line(0)) is not None:
                self._reader.open(line.id)

    def take(self, found: "Answer") -> None:
        """Show the first lines."""
        self.broken = False
        self.model.show(found.keys, found.lines)
        self.chips.show_chips(found.chips)
        self._bar.count_filters(len(found.chips))
        query, asked = found.page.query, self._inquiry.asked
        self._said = found.said
        self._exact = asked.text.strip() if query.corrections or query.expansions else ""
        if found.page.total is not None:
            self._count(found.page.total, found.page.total)
        self._keep_listing()
        self._show_answers()
        if self._open_soon:
            self.open_first()

    def take_others(self, found: "Others") -> None:
        """Show all there are, or ways on where there are none."""
        self.model.extend(found.keys, found.said)
        self.keys = found.keys
        self._count(len(found.keys), found.said)
        if not found.keys:
            self.nothing.show_ways(found.ways_on)
        self._show_answers()

    def fail(self, error: Exception) -> None:
        """Say that the directory cannot be read."""
        self.damaged.say(UNREADABLE, sentence(error), STILL)
        self._bar.say(0, 0, "")
        self.broken = True
        self._panes.show_middle(self.damaged)

    def _count(self, total: int, said: int) -> None:
        exact = self._inquiry.asked.exact
        self._bar.say(total, said, self._said, "" if exact else self._exact, fits=self.model.fits)
        if (page := self._inquiry.page) is not None:
            self._bar.show_order(self._inquiry.asked.order, page.order)

    def _show_answers(self) -> None:
        self._panes.show_middle(self.results if self.model.rowCount() else self.nothing)

    def _keep_listing(self) -> None:
        """The listing on show stays while it is among the results, or where only the directory is another."""
        row = self.model.row_of(self._listing.shown) if self._listing.shown else None
        renewed, self._renewed = self._renewed is self._inquiry.asked, None
        if renewed and self._listing.shown:  # it is being read again already
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

    def _choose(self, service_id: str) -> None:
        """Show beside the results what the keyboard is on; with no room beside them, wait until it is opened."""
        if self._panes.roomy and not (self._bar.map.isChecked() and not self._panes.reading):
            self._reader.show(service_id)

    def _fetch_lines(self) -> None:
        self._inquiry.fetch_lines(self.model.missing(), self.model.fill)
