"""What the directory does not say yet: the share of listings that have each fact, and which to complete first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QComboBox, QVBoxLayout, QWidget

from navigator.find.hours import london_now
from navigator.find.wording import plain_date, plural
from navigator.listings.gaps.gaps import RECENT_MONTHS, Gap, Gaps, read_gaps
from navigator.listings.gaps.tables import save_csv, shares_to_csv, worst_to_csv
from ui.listings.gaps.chart import GapsChart
from ui.listings.gaps.model import MOST, By, GapsModel, chart
from ui.listings.row_list import Line, RowList
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saving import AskFile, ask_file
from ui.shell.saying import sentence
from ui.shell.text import Button, Heading, Text
from ui.shell.theme import QUIET, characters, give_room, line_height
from ui.shell.turns import draw_between

if TYPE_CHECKING:
    from navigator.directory import Store
    from ui.listings.keeping import Keeping

_BYS: Final[dict[By, str]] = {
    "all": "All listings",
    "borough": "By borough",
    "need": "By need",
    "organisation": "By organisation",
}
_TITLE: Final = "What is missing"
_LOOKING: Final = "Looking through all listings."
_OF: Final = "How many of {} have each, on {}. Closed ones are left out."
_ORDER: Final = f"The {MOST} that lack most come first; the CSV has more."
_NOTE: Final = (
    f"A check holds until its next one is due. A page is recent for {RECENT_MONTHS} months. "
    "That anyone may come is a rule too."
)
_WORST: Final = "To complete first"
_NO_WORST: Final = "No listing lacks anything."
_KEYS: Final = "Enter opens the listing where something is missing."
_TABLE: Final = {"CSV table (*.csv)": ".csv"}
_FIELDS: Final = {
    "phone": "phones",
    "hours": "hours",
    "rules": "eligibility",
    "stance": "dual_diagnosis",
    "source": "sources",
}
"""Where in the form a fact is."""
_WIDE: Final = 112
"""With so many characters of width the list stands beside the bars, else below them."""
_LIST_LINES: Final = 9
_ALL: Final = 1000
"""All the room there is, before any is left empty."""


class GapsView(Arranged, View):
    """Bars of all listings, or of those of each borough, need or organisation; and a list of what to complete first."""

    def __init__(self, keeping: "Keeping", ask: AskFile = ask_file) -> None:
        """``ask`` asks where to save a table."""
        super().__init__(keeping)
        self._ask = ask
        self._gaps: Gaps | None = None
        self._waits = self._stale = False
        self.model = GapsModel()
        self.chart = GapsChart(self.model)
        draw_between()
        self.says = Text(selectable=True)
        self.by = QComboBox()
        for by, label in _BYS.items():
            self.by.addItem(label, by)
        self.list = RowList(_WORST, _KEYS)
        self.worst = Text(role=QUIET)
        self.complete = Button("Complete this listing (Enter)", bold=True)
        self.see = Button("Show in the table")
        self.save_shares = Button("Save as CSV...")
        self.save_worst = Button("Save the list as CSV...")
        self._lay_out()
        self._connect()
        self._show()

    def open(self, *_what: str) -> None:
        """Look what is missing now."""
        self._look()

    def enter(self) -> None:
        """Take the keyboard to the list where it is in sight, else to the bars."""
        if self._stale:
            self._look()
        beside_it = self._panes.direction() == QBoxLayout.Direction.LeftToRight
        shown = self._gaps is not None and bool(self._gaps.worst) and self._by == "all"
        target = self.list if shown and beside_it else self.chart if self.model.rows else self.by
        self._waits = self._gaps is None
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.begin()

    # What is shown ----------------------------------------------------------------------------------------------------

    @property
    def _by(self) -> By:
        return cast("By", self.by.currentData())

    def _look(self) -> None:
        self._stale = False
        if self._gaps is None:
            self.says.setText(_LOOKING)
        self.keeping.work_out(lambda store, _job: _read(store), owner=self, success=self._take, failure=self._fail)

    def _take(self, gaps: Gaps) -> None:
        self._gaps = gaps
        self._show()
        if self._waits and self.by.hasFocus():
            self.enter()

    def _fail(self, error: Exception) -> None:
        self.says.setText(sentence(error))

    def _show(self) -> None:
        gaps, every = self._gaps, self._by == "all"
        if gaps is not None:
            says = _OF.format(plural(gaps.everything.services, "listing"), plain_date(gaps.today.isoformat()))
            self.says.setText(f"{says} {_ORDER}" if self._many else says)
            self.model.show(chart(gaps, self._by))
            self.list.show_lines([*map(_line, gaps.worst)])
            self.worst.setText("" if gaps.worst else _NO_WORST)
        worst = gaps is not None and bool(gaps.worst)
        for shown in (self.chart, self._note, self.save_shares):
            shown.setVisible(gaps is not None)
        self._lower.setVisible(every and gaps is not None)
        self.worst.setVisible(not worst)
        for part in (self.list, self.complete, self.see, self.save_worst):
            part.setVisible(worst)
        self._arrange()

    @property
    def _many(self) -> bool:
        """Whether there are more groups than are shown."""
        return self._by == "organisation" and self._gaps is not None and len(self._gaps.organizations) > MOST

    # What is done -----------------------------------------------------------------------------------------------------

    def _complete(self) -> None:
        gap = self._chosen
        if gap is None:
            return
        field_ = next((_FIELDS[fact] for fact in gap.missing if fact in _FIELDS), "")
        if field_:
            self.view_asked.emit("form", (gap.id, field_))
        else:
            self.view_asked.emit("verify", (gap.id,))

    def _see(self) -> None:
        if self._chosen is not None:
            self.listing_asked.emit(self._chosen.id)

    @property
    def _chosen(self) -> Gap | None:
        worst = self._gaps.worst if self._gaps else ()
        return next((gap for gap in worst if gap.id == self.list.current), None)

    def _save(self, name: str, table: Callable[[Gaps], str]) -> None:
        gaps = self._gaps
        path = self._ask(self, f"{name}-{gaps.today.isoformat()}", _TABLE) if gaps else None
        if gaps is not None and path is not None:
            self.keeping.work_out(
                lambda _store, _job: save_csv(table(gaps), path),
                owner=self,
                success=lambda _none: self._saved(path),
                failure=lambda error: self.said.emit(sentence(error), 0),
            )

    def _saved(self, path: Path) -> None:
        self.said.emit(f"Saved as {path}.", 0)

    # What stands where ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Below the choice the bars, and the list beside or under them."""
        self._note = Text(_NOTE, role=QUIET)
        panes, upper_side, self._lower, content = QWidget(), QWidget(), QWidget(), QWidget()
        upper, lower, column = QVBoxLayout(upper_side), QVBoxLayout(self._lower), QVBoxLayout(content)
        upper.addWidget(self.chart, _ALL)
        upper.addWidget(self._note)
        upper.addStretch(1)
        for part in (Heading(_WORST), self.worst, self.list, beside(self.complete, self.see, self.save_worst)):
            lower.addWidget(part)
        lower.setStretchFactor(self.list, 1)
        self._panes = QBoxLayout(QBoxLayout.Direction.TopToBottom, panes)
        self._panes.addWidget(upper_side, 1)
        self._panes.addWidget(self._lower, 1)
        head = Text(_TITLE, size=1.3, bold=True)
        for row in (head, self.says, beside(field("Show", self.by), self.by, self.save_shares)):
            column.addWidget(row)
        column.addWidget(panes, 1)
        layout = QVBoxLayout(self)
        self._page = Scrolled(content, _TITLE)
        layout.addWidget(self._page)
        give_room(upper_side, upper, between=0.4)
        give_room(self._lower, lower, between=0.4)
        give_room(panes, self._panes, between=0.8)
        give_room(content, column, between=0.5)
        give_room(self, layout)

    def _arrange(self) -> None:
        """Keep some lines of each part, and put them beside one another where both have room."""
        ways, every = QBoxLayout.Direction, self._by == "all"
        self._panes.setDirection(ways.LeftToRight if self.width() >= characters(self, _WIDE) else ways.TopToBottom)
        self.list.setMinimumHeight(_LIST_LINES * line_height(self))
        whole, some = self.chart.whole_height, _LIST_LINES * line_height(self)
        self.chart.setMinimumHeight(whole if every else min(some, whole))
        self.chart.setMaximumHeight(whole)

    def _connect(self) -> None:
        self.chart.grown.connect(self._arrange)
        self.by.activated.connect(lambda _row: self._show())
        self.list.opened.connect(lambda _key: self._complete())
        self.complete.clicked.connect(self._complete)
        self.see.clicked.connect(self._see)
        self.save_shares.clicked.connect(lambda: self._save("what-is-missing", shares_to_csv))
        self.save_worst.clicked.connect(lambda: self._save("to-complete-first", worst_to_csv))
        self.keeping.changed.connect(self._follow)

    def _follow(self) -> None:
        """Look again: now where it is seen, else when it is next."""
        self._stale = self._gaps is not None
        if self.isVisible():
            self._look()


def _read(store: "Store") -> Gaps:
    with store.reading() as connection:
        return read_gaps(connection, london_now().date())


def _line(gap: Gap) -> Line:
    who = () if gap.organization in gap.name else ((gap.organization, "quiet"),)
    return Line(gap.id, gap.name, (*who, (f"{gap.says}.", "text")))
