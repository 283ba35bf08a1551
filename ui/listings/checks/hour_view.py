"""I have an hour: how long there is, the calls that fit it, and the way into a run-through of all or one of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.wording import plural
from ui.listings.checks.hour_minutes import Minutes
from ui.listings.keeping import Keeping
from ui.listings.row_list import Line, RowList
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.notice import Notice
from ui.shell.saying import STILL, UNREADABLE, announce, sentence
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room, line_height

if TYPE_CHECKING:
    from navigator.listings.checks.hour import Call, Hour

_USUAL: Final = 60
_TITLE: Final = "I have an hour"
_LOOKING: Final = "Looking at what is due."
_NOTHING: Final = "Nothing is due."
_NOTHING_SAYS: Final = "Every listing was checked as lately as it should be. Come back another day."
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_REST_MS: Final = 250
_LEAST_LINES: Final = 9
"""So many lines of the calls are to be seen."""


class HourView(Measured, View):
    """How long, what fits, and Begin."""

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads listings."""
        super().__init__(keeping)
        self.found: Hour | None = None
        self._waits = self._stale = False
        self.minutes = Minutes(_USUAL)
        self.calls = RowList("Calls", "Those worth most come first. Enter begins with the chosen call alone.")
        self.begins, self.only = Button("Begin (Ctrl+Enter)", bold=True), Button("Only this call (Enter)")
        self.says, self.more = Text(bold=True, selectable=True), Text(role=QUIET, selectable=True)
        self.damaged = Notice("Try again")
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look_up)
        self._connect()
        self._show_parts()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self.damaged, self._page)

    def open(self, *what: str) -> None:
        """Ask what fits; with the number of minutes where it was said."""
        if what and int(what[0]) in self.minutes.buttons:
            self.minutes.buttons[int(what[0])].click()
        self._look_up()

    def enter(self) -> None:
        """Take the keyboard to Begin, once there is something to begin with."""
        if self._stale:
            self._look_up()
        self._waits = True
        if self.damaged.isVisibleTo(self):
            self.damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._calls:
            self._take_to_begin()
        else:
            self.minutes.enter()
        self._page.begin()

    def begin(self) -> None:
        """Go through all calls, in their order."""
        self._go(self._calls)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter begins."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.begin()
        else:
            super().keyPressEvent(event)

    @property
    def _calls(self) -> "Sequence[Call]":
        return self.found.calls if self.found else ()

    def _build(self) -> None:
        self._acts = beside(self.begins, self.only)
        content = QWidget()
        column = QVBoxLayout(content)
        for part in (Text(_TITLE, size=1.3, bold=True), self.minutes, self.says, self.more, self._acts):
            column.addWidget(part)
        column.addWidget(self.calls, 1)
        column.addStretch(0)
        give_room(content, column, between=0.5)
        self._page = Scrolled(content, _TITLE)
        layout = QVBoxLayout(self)
        layout.addWidget(self.damaged)
        layout.addWidget(self._page, 1)
        give_room(self, layout)
        self.damaged.hide()
        self._measure()

    def _connect(self) -> None:
        self.minutes.changed.connect(self._rest.start)
        self.minutes.entered.connect(self._enter_typed)
        self.begins.clicked.connect(self.begin)
        self.only.clicked.connect(lambda: self._begin_one(self.calls.current))
        self.calls.opened.connect(self._begin_one)
        self.damaged.acted.connect(self._look_up)
        self.keeping.changed.connect(self._renew)

    def _measure(self) -> None:
        self.calls.setMinimumHeight(_LEAST_LINES * line_height(self))

    def _renew(self) -> None:
        """What is due is another now: look at once where it is in sight, else when it is next."""
        if self.isVisible():
            self._rest.start()
        else:
            self._stale = self.found is not None

    def _enter_typed(self) -> None:
        self._waits = True
        self._rest.stop()
        self._look_up()

    def _look_up(self) -> None:
        self._stale = False
        minutes = self.minutes.minutes
        self.keeping.look_up(
            "hour", lambda listings: listings.hour(minutes), owner=self, success=self._show, failure=self._fail
        )

    def _show(self, found: "Hour") -> None:
        held = has_keyboard(self.damaged)
        self.found = found
        self._show_parts()
        self.calls.show_lines(tuple(_lines(found.calls)))
        announce(self, f"{self.says.text()} {self.more.text()}")
        if held or (self._waits and has_keyboard(self.minutes) and self._calls):
            self.enter()
        self._waits = False

    def _show_parts(self) -> None:
        """Say how much there is, and offer only what there is a use for."""
        self.says.setText(self._summary)
        self.more.setText(self._and_more)
        self.more.setVisible(bool(self._and_more))
        for part in (self._acts, self.calls):
            part.setVisible(bool(self._calls))
        self.only.setVisible(len(self._calls) > 1)
        self.damaged.hide()
        self._page.show()

    @property
    def _summary(self) -> str:
        if self.found is None:
            return _LOOKING
        hour = self.found
        if not hour.calls:
            return f"No call fits into {self.minutes.minutes} minutes." if hour.left else _NOTHING
        spare = f", {hour.spare} to spare" if hour.spare else ""
        return f"{plural(len(hour.calls), 'call')}, about {plural(hour.minutes, 'minute')}{spare}."

    @property
    def _and_more(self) -> str:
        """How much is due in all."""
        if self.found is None:
            return ""
        covered = sum(len(call.services) for call in self._calls)
        left = self.found.left
        if not covered:
            return f"{plural(left, 'listing')} due. A call takes a few minutes more." if left else _NOTHING_SAYS
        told = f"{covered:,} of the {plural(covered + left, 'listing')} due, the most urgent first."
        return f"{told} {left:,} more wait for another day." if left else told

    def _fail(self, error: Exception) -> None:
        held = has_keyboard(self)
        self.damaged.say(UNREADABLE, sentence(error), STILL)
        self.damaged.show()
        self._page.hide()
        if held:
            self.damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_to_begin(self) -> None:
        self.begins.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_one(self, key: str) -> None:
        if key:
            self._go([self._calls[int(key)]])

    def _go(self, calls: "Iterable[Call]") -> None:
        ids = tuple(due.id for call in calls for due in call.services)
        if ids:
            self.view_asked.emit("run", ids)


def _lines(calls: "Iterable[Call]") -> Iterator[Line]:
    """Each call as a row: whom to ring, then what for and why."""
    for place, call in enumerate(calls):
        services = tuple(line for due in call.services for line in ((due.name, "text"), (due.says, "quiet")))
        yield Line(str(place), f"{place + 1}. {call.who}", ((call.covers, "accent"), *services))
