"""The whole room: asks the search thread as one types, and shows what comes back."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from navigator.errors import NavigatorError
from navigator.find import Page, Rest
from navigator.right_now import RightNow
from ui.find.box import Asking
from ui.find.desk import Answer, Choices, Desk, Sheet
from ui.find.listing import ListingView
from ui.find.model import ResultsModel
from ui.find.results import ResultsView
from ui.shell.notice import Notice
from ui.shell.right_now import RightNowPanel
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters, give_room
from ui.shell.work import Work

_NARROW = 110
"""With fewer characters across than this, results and listing take turns."""
_HALF: Final = 10_000
_OPENING = "Opening the directory…"
_BUG = "Something went wrong inside Navigator, and it is not your doing. Close it and open it again."
_STILL = "Right now still works: press F8 for what to do in an emergency."


class FindPage(QWidget):
    """The box, the results and the listing beside them."""

    emergency_asked = Signal(str)

    def __init__(self, work: Work[Desk], right_now: RightNow | None, beside: QWidget) -> None:
        super().__init__()
        self._work, self._right_now = work, right_now
        self.answered: str | None = None
        self._page: Page | None = None
        self._understood = ""
        self._waiting = self._open_soon = False
        self._narrow = self._reading = False
        self.asking = Asking(beside)
        self.emergency = RightNowPanel()
        self.said = Text(_OPENING, role=QUIET)
        self.model = ResultsModel(self)
        self.results = ResultsView(self.model)
        self.listing = ListingView()
        self._nothing = Notice("Clear the words and choices")
        self._broken = Notice("Try again")
        self._answers = self._pages(self.results, self._nothing)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self._answers)
        self._halves.addWidget(self.listing)
        for half in (self._answers, self.listing):
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._halves.setSizes([_HALF, _HALF])
        self._body = self._pages(self._halves, self._broken)
        layout = QVBoxLayout(self)
        for part in (self.asking, self.said, self.emergency):
            layout.addWidget(part)
        layout.addWidget(self._body, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.4)
        self._connect()
        self.start()

    @property
    def broken(self) -> bool:
        """Whether the directory cannot be read."""
        return self._body.currentWidget() is self._broken

    def start(self) -> None:
        """Ask for everything there is."""
        self._offer()
        self._ask()

    def enter(self) -> None:
        """Take the keyboard, in the box, with its words selected."""
        self.asking.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.asking.box.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Results and listing are side by side where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The font decides how much room there is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _connect(self) -> None:
        self.asking.changed.connect(self._ask)
        self.asking.box.down.connect(self._enter_results)
        self.asking.box.entered.connect(self._open_first)
        self.results.left.connect(self.enter)
        self.results.chosen.connect(self._choose)
        self.results.opened.connect(self._open)
        self.listing.left.connect(self._leave_listing)
        self.model.wanted.connect(self._fetch, Qt.ConnectionType.QueuedConnection)
        self.emergency.asked.connect(self.emergency_asked)
        self._nothing.acted.connect(self._clear)
        self._broken.acted.connect(self.start)

    @staticmethod
    def _pages(*pages: QWidget) -> QStackedWidget:
        stack = QStackedWidget()
        for page in pages:
            page.setBackgroundRole(QPalette.ColorRole.Base)
            page.setAutoFillBackground(True)
            stack.addWidget(page)
        return stack

    def _offer(self) -> None:
        self._work.ask("choices", _choices, owner=self, success=self._take_choices, failure=self._fail)

    def _take_choices(self, choices: Choices) -> None:
        self.asking.offer(choices)
        self.listing.credit(choices.attribution)

    def _ask(self) -> None:
        text, filters = self.asking.text, self.asking.filters
        found = self._right_now.sounds_like(text) if self._right_now else None
        self.emergency.show_situation(self._right_now.situation(found) if self._right_now and found else None)
        self.answered = None
        self._waiting, self._open_soon = True, False
        self._arrange()
        self._work.forget("rows")
        self._work.ask(
            "find", lambda desk: desk.find(text, filters), owner=self, success=self._take, failure=self._fail
        )

    def _take(self, found: Answer | Rest) -> None:
        if isinstance(found, Answer):
            if self.broken:
                self._offer()
            self._waiting = False
            self._page = found.page
            self.model.show(found)
            self._body.setCurrentWidget(self._halves)
            self._understood = found.said
            self._say(found.page.total)
            self._keep_listing()
            self._show_answers()
            if self._open_soon:
                self._open_first()
        else:
            self.model.extend(found)
            self._say(found.total)
            self._show_answers()
            self.answered = self.asking.text

    def _say(self, total: int | None) -> None:
        count = _counted(total) if total else ""
        self.said.setText(" ".join(filter(None, (count, self._understood))))

    def _show_answers(self) -> None:
        if self.model.rowCount():
            self._answers.setCurrentWidget(self.results)
        else:
            self._nothing.say(
                "Nothing found for this.",
                "Try fewer words, or other words for the same thing. A place or a need alone often finds more.",
            )
            self._answers.setCurrentWidget(self._nothing)
        self._arrange()

    def _keep_listing(self) -> None:
        """The listing on show stays while it is among the results."""
        row = self.model.row_of(self.listing.shown) if self.listing.shown else None
        if row is None:
            self._work.forget("listing")
            self.listing.clear()
            self._show_results()
            if self.results.hasFocus():
                self.results.enter()
        else:
            self.results.choose(row)

    def _fetch(self) -> None:
        page, keys = self._page, self.model.missing()
        if page is not None and keys:
            self._work.ask(
                "rows",
                lambda desk: (desk.lines(keys, page),),
                owner=self,
                success=self.model.fill,
                failure=self._fail,
            )

    def _choose(self, service_id: str) -> None:
        """Show beside the results what the keyboard is on; with no room beside them, wait until it is opened."""
        if not self._narrow:
            self._read(service_id, enter=False)

    def _open(self, service_id: str) -> None:
        self._read(service_id, enter=True)

    def _read(self, service_id: str, *, enter: bool) -> None:
        self._work.ask(
            "listing",
            lambda desk: (desk.sheet(service_id),),
            owner=self,
            success=partial(self._show_listing, enter=enter),
            failure=self._fail_listing,
        )

    def _show_listing(self, sheet: Sheet, *, enter: bool) -> None:
        self.listing.show_sheet(sheet)
        if enter:
            self._reading = True
            self._arrange()
            self.listing.enter()

    def _open_first(self) -> None:
        """Open the best result of what is in the box: at once, or as soon as it is known."""
        self._open_soon = self._waiting
        if self.model.rowCount() and not self._waiting:
            self.results.choose(0)
            if (line := self.model.line(0)) is not None:
                self._open(line.id)

    def _enter_results(self) -> None:
        if self.model.rowCount() and not self.broken:
            self._show_results()
            self.results.enter()

    def _leave_listing(self) -> None:
        self._show_results()
        self.results.enter()

    def _show_results(self) -> None:
        self._reading = False
        self._arrange()

    def _clear(self) -> None:
        self.asking.clear()
        self.enter()

    def _arrange(self) -> None:
        """Show results and listing beside one another, or, where it is narrow, the one that is being used."""
        self.emergency.fit(self.width(), self.height())
        self._narrow = self.width() < characters(self, _NARROW)
        self.listing.back.setVisible(self._narrow)
        nothing = self._answers.currentWidget() is self._nothing
        self.listing.setVisible(self._reading or not (self._narrow or nothing))
        self._answers.setVisible(not self._reading or not self._narrow)
        self.said.setHidden(self._narrow and (self._reading or self.emergency.isVisibleTo(self)))

    def _fail_listing(self, error: Exception) -> None:
        self.listing.say(_sentence(error))

    def _fail(self, error: Exception) -> None:
        self._broken.say("The directory cannot be read.", _sentence(error), _STILL)
        self.said.setText("")
        self._body.setCurrentWidget(self._broken)


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, NavigatorError) else _BUG


def _choices(desk: Desk) -> Iterator[Choices]:
    yield desk.choices()


def _counted(total: int) -> str:
    return "1 service." if total == 1 else f"{total:,} services."
