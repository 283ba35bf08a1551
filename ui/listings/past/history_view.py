"""Every change of a listing in words, the newest first; each can be read, compared, undone, or put back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.find.wording import plural
from navigator.listings.past.versions import (
    Asked,
    History,
    about_text,
    compare,
    put_back,
    put_back_changes,
    read_history,
    take_back,
)
from ui.listings.keeping import Keeping
from ui.listings.past.history_acts import Acts, Can
from ui.listings.past.history_list import HistoryList
from ui.listings.past.history_model import WHICH, HistoryModel, Which, moment
from ui.listings.past.history_pages import compared_page, entry_page, nothing_page, question_page
from ui.listings.past.history_panes import HistoryPanes
from ui.listings.past.history_text import ChangeText, Page
from ui.listings.view import View
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.saying import sentence
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved
    from navigator.listings.past.entries import Entry
    from navigator.listings.past.saying import Line

_LOOKING: Final = "Looking up what was changed."
_FILTERS: "Final[dict[Which, str]]" = {"all": "All", "text": "Changes", "checks": "Checks"}
_SWITCH: Final = "To undo something, or to have the listing as it was, turn on “Edit listings”."
_UNSHOWN: Final = "The history cannot be shown."
_PUTTING: Final = "Putting it back."
_UNDOING: Final = "Undoing it."


class HistoryView(Arranged, View):
    """The history of one listing: the entries, and what one of them changed beside them."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self.past: History | None = None
        self.asked: Asked | None = None
        self._id = ""
        self._asking = self._held = self._turn = 0
        self._newest = self._stale = False
        self._title, self._says = Text(size=1.3, bold=True), Text(role=QUIET)
        self.model = HistoryModel()
        self.list, self.text, self.acts = HistoryList(self.model), ChangeText(), Acts()
        self._panes = HistoryPanes(self.list, self.text, self.acts)
        self._group = QButtonGroup(self)
        self.filters: dict[Which, QRadioButton] = {which: QRadioButton(label) for which, label in _FILTERS.items()}
        self.to_list = Button("All changes (Esc)")
        self._lay_out()
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The filter, the entries, what one of them changed, and what to do with it."""
        return (self.to_list, self._bar, self._panes)

    def open(self, *what: str) -> None:
        """Show the history of a listing, by its id."""
        self._id = what[0]
        self.past = self.asked = None
        self._held = self._asking = 0
        self._panes.reading = False
        self.acts.why.clear()
        self.acts.say("")
        self.filters["all"].setChecked(True)
        self._title.setText(_LOOKING)
        self._panes.hide()
        self._fill()
        self._look_up()

    def enter(self) -> None:
        """Take the keyboard to the list; before there is one to the view itself, from where it goes on to the list."""
        if self._stale:
            self._look_up()
        target = self.list if self.list.isVisible() else self.text if self.text.isVisible() else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back a step: from the question, from comparing, from reading to the list."""
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            return
        super().keyPressEvent(event)

    # What is shown

    def _lay_out(self) -> None:
        for button in self.filters.values():
            self._group.addButton(button)
        self._bar = beside(*self.filters.values())
        layout = QVBoxLayout(self)
        for part in (self._title, self._says, beside(self.to_list, self._bar)):
            layout.addWidget(part)
        layout.addWidget(self._panes, 1)
        give_room(self, layout, between=0.35)

    def _connect(self) -> None:
        self.to_list.clicked.connect(self._show_list)
        self.list.chosen.connect(lambda _entry: self._choose())
        self.list.opened.connect(self._read)
        for button in self.filters.values():
            button.toggled.connect(lambda on: self._fill() if on else None)
        self.acts.put_back_asked.connect(self._ask)
        self.acts.undo_asked.connect(self._undo)
        self.acts.compared.connect(self._compare)
        self.acts.confirmed.connect(self._put_back)
        self.acts.dropped.connect(self._drop)
        self.keeping.changed.connect(self._follow)
        self.keeping.editing.changed.connect(lambda _on: self._show())

    @property
    def _which(self) -> Which:
        return next((which for which, button in self.filters.items() if button.isChecked()), "all")

    def _look_up(self) -> None:
        self._stale = False
        service_id = self._id
        self.keeping.look_up(
            "history",
            lambda listings: read_history(listings.connection, listings.listing(service_id)),
            owner=self,
            success=self._take,
            failure=self._fail,
        )

    def _follow(self) -> None:
        """Look again: now where it is seen, else when it is next."""
        self._stale = bool(self._id)
        if self._stale and self.isVisible():
            self._look_up()

    def _take(self, past: History) -> None:
        """Show a history; the same entry stays chosen, and the keyboard where it is."""
        awaited = self.past is None and has_keyboard(self)
        self.past = past
        self._title.setText(f"History of {past.name}")
        for which, button in self.filters.items():
            button.setText(f"{_FILTERS[which]} ({sum(map(WHICH[which], past.entries)):,})")
        self._panes.show()
        self._fill()
        self._newest = False
        if self._asking:
            self._ask_again()
        if awaited:
            self.enter()

    def _fill(self) -> None:
        """Show the entries that were asked for."""
        past, current, at = self.past, self.list.current, self.list.verticalScrollBar().value()
        entries = past.entries if past else ()
        self.model.show([entry for entry in entries if WHICH[self._which](entry)])
        self.model.hold(self._held)
        row = self.model.row_of(current.key) if current and not self._newest else None
        if self.model.entries:
            self.list.choose(row or 0)
            self.list.verticalScrollBar().setValue(at if row is not None else 0)
        elif past:
            self.text.show_page(nothing_page(past, self._which))
        self._arrange()
        self._show()

    def _arrange(self) -> None:
        """The list and what changed side by side, or one of them where there is no room for both."""
        gone = self._panes.arrange(self.width(), listed=bool(self.model.entries))
        self.to_list.setVisible(gone)
        self._title.setHidden(gone)
        self._bar.setVisible(bool(self.past and self.past.entries) and not gone)

    def _show(self) -> None:
        """Show what the chosen entry changed, and what can be done with it, as things are."""
        past, entry, editing = self.past, self.list.current, self.keeping.editing.on
        self._says.setText(_SWITCH if past and past.entries and not editing else "")
        self._says.setVisible(bool(self._says.text()))
        if entry is None or past is None:
            self.acts.offer(Can(), 0)
            return
        if self._asking:
            self.acts.ask(editing=editing, able=bool(self.asked and self.asked.lines))
            return
        comparing = bool(self._held)
        may = editing and not comparing
        can = Can(may and past.puts_back(entry), may and past.undoes(entry), comparing or about_text(entry), comparing)
        self.acts.offer(can, entry.together)
        if not self._held:
            self.text.show_page(entry_page(entry))

    # Going about

    def _choose(self) -> None:
        """Another entry: what was asked about the one before is dropped."""
        entry = self.list.current
        if self._asking and entry is not None and entry.key != self._asking:
            self._asking, self.asked = 0, None
        self.acts.say("")
        self._show()
        if self._held and entry is not None:
            self._compare_now(entry)

    def _read(self) -> None:
        self._panes.reading = True
        self._arrange()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        self._panes.reading = False
        self._arrange()
        self.enter()

    def _step_back(self) -> bool:
        if self._asking:
            self._drop()
        elif self._held:
            self._compare(False)
        elif not self.to_list.isHidden():
            self._show_list()
        else:
            return False
        return True

    # Comparing

    def _compare(self, on: bool) -> None:
        """Hold the chosen entry to compare others with it, or stop that."""
        entry = self.list.current
        self._held = entry.key if on and entry is not None else 0
        self.model.hold(self._held)
        self._turn += 1
        self._show()
        if self._held and entry is not None:
            self._compare_now(entry)

    def _compare_now(self, entry: "Entry") -> None:
        past = self.past
        held = past.entry(self._held) if past else None
        if past is None or held is None:
            return
        older, newer = sorted((held, entry), key=lambda one: one.key)
        older = newer if older.key == newer.key else older
        until = past.newer(newer.key) if older is not newer else None
        service_id = past.id
        self._turn += 1
        turn = self._turn

        def show(found: "tuple[Line, ...]") -> None:
            if turn == self._turn:
                self.text.show_page(compared_page(older, newer, found))

        self.keeping.work_out(
            lambda store, _job: compare(store, service_id, older.key, until),
            owner=self,
            success=show,
            failure=self._fail,
        )

    # Putting back and undoing

    def _ask(self) -> None:
        entry = self.list.current
        if entry is not None:
            self._asking, self.asked = entry.key, None
            self.acts.say("")
            self._ask_again()

    def _ask_again(self) -> None:
        past, key = self.past, self._asking
        entry = past.entry(key) if past else None
        if past is None or entry is None:
            self._drop()
            return
        service_id = past.id

        def show(asked: Asked) -> None:
            if key == self._asking:
                self.asked = asked
                self.text.show_page(question_page(entry, asked))
                self._show()

        def fail(error: Exception) -> None:
            if key == self._asking:
                self._drop()
                self._fail(error)

        self.keeping.work_out(
            lambda store, _job: put_back_changes(store, service_id, key), owner=self, success=show, failure=fail
        )

    def _drop(self) -> None:
        """Leave the listing as it is."""
        held = has_keyboard(self.acts)
        self._asking, self.asked = 0, None
        self._show()
        if held:
            self.acts.enter()

    def _put_back(self, why: str) -> None:
        past, key = self.past, self._asking
        entry = past.entry(key) if past else None
        if past is None or entry is None:
            return
        service_id, told = past.id, f"{past.name} is as it was before {moment(entry)} again."
        self._begin(_PUTTING)
        self.keeping.change(
            lambda store, author: put_back(store, author, service_id, key),
            owner=self,
            success=lambda saved: self._done(told, saved),
            failure=self._stop,
            why=why,
        )

    def _undo(self) -> None:
        entry = self.list.current
        if entry is None:
            return
        others = entry.together - 1
        with_it = f", with {plural(others, 'other')} changed with it" if others else ""
        told = f"The change of {moment(entry)} was undone{with_it}."
        self._begin(_UNDOING)
        self.keeping.change(
            lambda store, author: take_back(store, author, entry.batch),
            owner=self,
            success=lambda saved: self._done(told, saved),
            failure=self._stop,
        )

    def _begin(self, says: str) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.acts.say(says)
        self.acts.wait(True)

    def _stop(self, error: Exception) -> None:
        self.acts.wait(False)
        self._fail(error)

    def _done(self, told: str, saved: "Saved") -> None:
        """Say it, and go to the newest entry."""
        held = has_keyboard(self)
        self.acts.wait(False)
        self.acts.say("")
        self.acts.why.clear()
        self._asking, self.asked, self._panes.reading = 0, None, False
        self._newest = True
        self._look_up()
        self._arrange()
        if held:
            self.enter()
        self.said.emit(told, saved.batch)

    def _fail(self, error: Exception) -> None:
        if self.past is not None:
            self.acts.say(sentence(error))
            return
        self._title.setText(_UNSHOWN)
        self.text.show_page(Page(sentence(error)))
        self._panes.show()
        self._fill()
