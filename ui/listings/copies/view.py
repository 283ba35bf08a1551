"""Copies of the directory: one for a colleague, and what a colleague's changes."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.hours import london_now
from navigator.find.wording import plural
from navigator.listings.copies.differences import newer_shipped
from ui.listings.copies.compare import Compare
from ui.listings.copies.jobs import WHY, WHY_SHIPPED, Compared, compare, send, take
from ui.listings.copies.start import Start
from ui.listings.copies.words import sent_words, taken_words
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.flow import beside
from ui.shell.parts import Band, Link
from ui.shell.saving import AskFile, Kinds, ask_file, ask_to_open
from ui.shell.saying import announce, sentence, tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.listings.copies.sending import Sent
    from navigator.listings.copies.taking import Taken
    from ui.listings.keeping import Keeping

AskOpen = Callable[[QWidget, str, Kinds], Path | None]

_TITLE: Final = "Copies of the directory"
_KINDS: Final = {"Navigator directory (*.sqlite)": ".sqlite"}
_MAKING: Final = "Making the copy."
_COMPARING: Final = "Comparing it with yours."
_TAKING: Final = "Taking what you accepted."
_UNTAKEN: Final = "{} accepted and not taken yet. Leave anyway?"
_LEAVE: Final = "Leave, and take nothing"
_STAY: Final = "Stay here"
_PURGE: Final = (
    "An address is confidential from now on, and still stands in the history and in backups. Take it out there too:"
)


class CopiesView(View):
    """Makes a copy, or opens one and takes from it what somebody accepts."""

    def __init__(self, keeping: "Keeping", ask: AskFile = ask_file, ask_open: AskOpen = ask_to_open) -> None:
        """``ask`` asks where to save a copy, ``ask_open`` which one to open."""
        super().__init__(keeping)
        self._ask, self._ask_open = ask, ask_open
        self._opened: Compared | None = None
        self._busy = False
        self._stale = False
        self._then = ""
        self.start, self.compare = Start(), Compare()
        self.told = Text(selectable=True)
        self.stay, self.leave = Button(_STAY), Button(_LEAVE)
        self._asks = Text(bold=True)
        self.untaken = Band("warn", [[self._asks], [beside(self.stay, self.leave)]])
        self.purge = QWidget()
        self._lay_out()
        self._connect()
        self._show()
        self._say("")

    @property
    def unsaved(self) -> bool:
        """Whether something was accepted and not taken."""
        return self._opened is not None and self.compare.chosen

    def open(self, *what: str) -> None:
        """Show what was opened before, as it is now, or what there is to do; a path opens the copy in that file."""
        self.untaken.hide()
        if what:
            self._compare(Path(what[0]))
        elif self._opened is None:
            self._look_for_newer()
        elif self._stale:
            self._compare_again()

    def enter(self) -> None:
        """Take the keyboard to the first thing to do."""
        if self._stale:
            self._compare_again()
        (self.start if self._opened is None else self.compare).enter()
        self._page.begin()

    def may_leave(self) -> bool:
        """Ask where something was accepted and not taken; asked twice, the answer is yes."""
        if not self.unsaved or self.untaken.isVisible():
            self.untaken.hide()
            return True
        choices = self.compare.choices
        count = choices.count if choices else 0
        self._asks.setText(_UNTAKEN.format(f"{plural(count, 'listing')} {'is' if count == 1 else 'are'}"))
        self.untaken.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.untaken, self._asks.text())
        return False

    # Sending ----------------------------------------------------------------------------------------------------------

    def _send(self) -> None:
        path = self._ask(self, f"navigator-directory-{london_now().date().isoformat()}", _KINDS)
        if path is None or self._busy:
            return
        self._begin(_MAKING)
        self.keeping.change(
            lambda store, _author: send(store, path), owner=self, success=self._sent, failure=self._fail
        )

    def _sent(self, sent: "Sent") -> None:
        self._end()
        self.said.emit(sent_words(sent), 0)

    # Opening ----------------------------------------------------------------------------------------------------------

    def _look_for_newer(self) -> None:
        self.keeping.work_out(
            lambda store, _job: newer_shipped(store),
            owner=self,
            success=self.start.offer_newer,
            failure=lambda _error: self.start.offer_newer(""),
        )

    def _open(self) -> None:
        path = self._ask_open(self, "Open a colleague’s copy", _KINDS)
        if path is not None:
            self._compare(path)

    def _compare(self, path: Path | None) -> None:
        """Open a file; None for the directory that came with Navigator."""
        if not self._busy:
            self._begin(_COMPARING)
            self.keeping.work_out(
                lambda store, _job: compare(store, path), owner=self, success=self._opens, failure=self._fail
            )

    def _compare_again(self) -> None:
        opened = self._opened
        if opened is not None and not self._busy:
            self._stale = False
            self._compare(opened.path)

    def _opens(self, found: Compared) -> None:
        self._end()
        self._say(self._then)
        self._then = ""
        before = self.compare.choices
        if self._opened is not None and self._opened.path == found.path and before is not None:
            found.choices.adopt(before)
        held = has_keyboard(self)
        self._opened = found
        self.compare.show_choices(found.choices, found.vocabulary)
        self._show()
        if held and not has_keyboard(self.compare):
            self.compare.enter()
        announce(self.compare, self.compare.says.text())

    def _close(self) -> None:
        if self.may_leave():
            self._put_away()

    def _put_away(self) -> None:
        self._opened = None
        self.untaken.hide()
        self.compare.forget()
        self._say("")
        self._show()
        self._look_for_newer()
        self.start.enter()

    # Taking -----------------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        choices, opened = self.compare.choices, self._opened
        if choices is None or opened is None or self._busy or not self.keeping.editing.on:
            return
        self._begin(_TAKING)
        doing = partial(take, comparison=opened.comparison, accepted=choices.accepted, tips=self.compare.wants_tips)
        why = WHY_SHIPPED if opened.comparison.shipped else WHY
        took = partial(self._took, names=opened.comparison.names)
        self.keeping.change(doing, owner=self, success=took, failure=self._fail_to_take, why=why)

    def _took(self, taken: "Taken", names: Mapping[str, str]) -> None:
        self._end()
        self.compare.tips.setChecked(False)
        self.compare.accept_none()
        self.said.emit(taken_words(taken), taken.saved.batch if taken.saved else 0)
        self._offer_purge(taken, names)
        self._compare_again()

    def _fail_to_take(self, error: Exception) -> None:
        self._fail(error)
        self._then = sentence(error)
        self._compare_again()

    def _offer_purge(self, taken: "Taken", names: Mapping[str, str]) -> None:
        """Lead on to where the addresses of places that are confidential now are taken out of all else."""
        for child in self.purge.findChildren(Band):
            child.hide()
            child.deleteLater()
        links = []
        for service_id, number in taken.purge:
            link = Link(f"{names[service_id]}, place {number}")
            link.clicked.connect(partial(self._ask_purge, service_id, number))
            links.append([link])
        if links:
            band = Band("urgent", [[Text(_PURGE, bold=True)], *links])
            self._purge_layout.addWidget(band)
        self.purge.setVisible(bool(links))

    def _ask_purge(self, service_id: str, number: int) -> None:
        self.view_asked.emit("confidential", (service_id, str(number)))

    # What is shown ----------------------------------------------------------------------------------------------------

    def _begin(self, says: str) -> None:
        self._busy = True
        self._say(says)

    def _end(self) -> None:
        self._busy = False
        self._say("")

    def _fail(self, error: Exception) -> None:
        self._end()
        self._say(sentence(error))

    def _say(self, text: str) -> None:
        tell(self.told, text)

    def _show(self) -> None:
        self.start.setVisible(self._opened is None)
        self.compare.setVisible(self._opened is not None)
        self._allow()

    def _allow(self) -> None:
        self.compare.allow(self.keeping.editing.on)

    def _follow(self) -> None:
        """The directory is another than was compared."""
        self._stale = self._opened is not None
        if self.isVisible():
            self._compare_again()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        for part in (Text(_TITLE, size=1.3, bold=True), self.told, self.untaken, self.purge, self.start, self.compare):
            column.addWidget(part)
        column.setStretchFactor(self.start, 1)
        column.setStretchFactor(self.compare, 1)
        self._purge_layout = QVBoxLayout(self.purge)
        layout = QVBoxLayout(self)
        self._page = Scrolled(content, _TITLE)
        layout.addWidget(self._page)
        give_room(self.purge, self._purge_layout)
        give_room(content, column, between=0.5)
        give_room(self, layout)
        for part in (self.untaken, self.purge):
            part.hide()

    def _connect(self) -> None:
        self.start.sent.connect(self._send)
        self.start.opened.connect(self._open)
        self.start.newer_asked.connect(lambda: self._compare(None))
        self.compare.taken.connect(self._take)
        self.compare.closed.connect(self._close)
        self.compare.said.connect(self._say)
        self.stay.clicked.connect(self._stay)
        self.leave.clicked.connect(self._put_away)
        self.keeping.changed.connect(self._follow)
        self.keeping.editing.changed.connect(lambda _on: self._allow())

    def _stay(self) -> None:
        self.untaken.hide()
        self.compare.enter()
