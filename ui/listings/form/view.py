"""The form for a whole listing: checked as it is typed, and saved once somebody has seen what changes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from navigator.listings.to_edit import Start, start, start_new
from ui.listings import leaving
from ui.listings.form.frame import Frame
from ui.listings.form.saving import NOTHING, Saving
from ui.listings.keeping import Keeping
from ui.listings.view import View
from ui.shell.saying import sentence
from ui.shell.text import Reading, Text
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved

NEW: Final = "+"
"""Stands for the id of a listing that is not in the directory yet."""
_READING: Final = "Reading the listing..."
_NEW: Final = "New listing"
_OFF: Final = "Editing is off, so nothing can be saved. What was typed stays here. Turn on “Edit listings” to save it."
_LOSE: Final = "“{}” was changed and not saved."
_LOSE_NEW: Final = "“{}” was not added yet."
_AGAIN: Final = "“{}” was changed here and not saved. Those changes are still there."
_FIRST: Final = "“{}” was changed and not saved. Save that, or leave it, before the place is made confidential."
_LEAVE: Final = "Leave without saving"
_READ_AGAIN: Final = "Read it again without them"
_SAVE: Final = "Save"


class FormView(View):
    """One listing as a form, then what saving it changes; and both versions, where somebody else changed it too."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._what: tuple[str, str] = ("", "")
        self._after: Callable[[], None] | None = None
        self._then: Callable[[], None] | None = None
        self._stale = self._entering = False
        self.title: Final = Text(size=1.3, bold=True)
        self.form: Final = Frame(keeping)
        self.saving: Final = Saving(keeping, self)
        self.waiting: Final = Text(_READING, selectable=True)
        self._wait: Final = Reading()
        self._wait.show_content(self.waiting, _READING)
        self.pages: Final = QStackedWidget()
        for page in (self._wait, self.form, self.saving.review, self.saving.conflict):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addWidget(self.pages, 1)
        give_room(self, layout, between=0.5)
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The form, or what is shown in its place."""
        return (self.title, self.pages)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.form.unsaved

    def open(self, *what: str) -> None:
        """Show a listing by its id, with the keyboard in a field if one is named; or ``"+"`` and a new one as JSON."""
        wanted = (what[0], what[1] if len(what) > 1 else "")
        if self.saving.busy or (self.unsaved and not self._may_open(wanted)):
            return
        self._what = wanted
        self._read()

    def enter(self) -> None:
        """Take the keyboard to the form, as it is now."""
        if self._stale and not self.unsaved:
            self._read()
        shown = self.pages.currentWidget()
        if shown is self.form:
            service_id, field = self._what
            if service_id != NEW:
                self._what = (service_id, "")
            self.form.enter("" if service_id == NEW else field)
        elif shown is self.saving.review:
            self.saving.review.enter()
        elif shown is self.saving.conflict:
            self.saving.conflict.enter()
        else:
            self._entering = True
            self._wait.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Ask, where something is not saved; "Save" shows what changes, and leaves once it is saved."""
        return self._may_leave(None)

    def may_close(self, then: Callable[[], None]) -> bool:
        """Ask likewise; "Save" does ``then`` once it is saved, and not where it cannot be, or is given up."""
        return self._may_leave(then)

    def save(self) -> None:
        """Show what saving changes; from there, save it."""
        shown, body, state = self.pages.currentWidget(), self.form.body, self.form.state
        if not self.keeping.editing.on or state is None or body is None:
            return
        if shown is self.saving.review:
            self.saving.press()
        elif shown is self.saving.conflict:
            self.saving.conflict.take()
        elif shown is self.form:
            field, why = body.unfinished
            if why:
                self._tell(why)
                body.focus_field(field)
            else:
                self.saving.begin(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from what saving changes back to the form."""
        instead = self.pages.currentWidget() in {self.saving.review, self.saving.conflict}
        if event.key() == Qt.Key.Key_Escape and instead:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        saves = QShortcut(QKeySequence("Ctrl+S"), self)
        saves.setContext(Qt.ShortcutContext.WindowShortcut)
        for asks in (saves.activated, self.form.foot.save.clicked, self.saving.review.saved):
            asks.connect(lambda *_: self.save())
        for page in (self.saving.review, self.saving.conflict):
            page.left.connect(self._go_on)
        self.form.named.connect(lambda name: self.title.setText(name or self._name))
        self.form.narrowed.connect(self.title.setHidden)
        self.form.conceal_asked.connect(self._conceal)
        self.saving.shown.connect(self._show_instead)
        self.saving.refused.connect(self._refuse)
        self.saving.told.connect(self._tell)
        self.saving.saved.connect(self._end)
        self.saving.begun.connect(self._take_both)
        self.keeping.editing.changed.connect(self._allow)
        self.keeping.changed.connect(self._follow)

    @property
    def _id(self) -> str:
        """The id of the listing that is shown, "" for a new one or none."""
        return self.form.state.start.id if self.form.state else ""

    @property
    def _name(self) -> str:
        state = self.form.state
        return (state.name or str(state.start.fields.get("name") or "") if state else "") or _NEW

    @property
    def _lose(self) -> str:
        return (_LOSE if self._id else _LOSE_NEW).format(self._name)

    def _read(self) -> None:
        """Read the listing, and show it as it is in the directory."""
        service_id, more = self._what
        section = self.form.section_of(service_id)
        self._forget()
        self.keeping.look_up(
            "form",
            lambda listings: start_new(listings, more) if service_id == NEW else start(listings, service_id),
            owner=self,
            success=lambda begun: self._begin(begun, section=section),
            failure=lambda error: self.waiting.setText(sentence(error)),
        )

    def _begin(self, begun: Start, fields: Mapping[str, Any] | None = None, section: int = 0) -> None:
        """Show a form for what was read; with ``fields``, those are typed already."""
        self._forget()
        self._stale = False
        self.form.begin(begun, fields, section)
        state = self.form.state
        if state is None or state.start is not begun:
            return
        self.title.setText(self._name)
        self._allow()
        self.pages.setCurrentWidget(self.form)
        if self._entering:
            self._entering = False
            self.enter()

    def _forget(self) -> None:
        """Let go of what is shown."""
        self._drop()
        self.saving.forget()
        self.form.forget()
        self.title.setText("")
        self.title.show()
        self.waiting.setText(_READING)
        self.pages.setCurrentWidget(self._wait)

    def _drop(self) -> None:
        """Nothing waits any more until it is saved."""
        self._after = self._then = None

    def _tell(self, says: str) -> None:
        """Say what keeps it from being saved."""
        self._drop()
        self.form.foot.say(says)

    def _allow(self, _on: bool = True) -> None:
        """Offer to save only while listings may be changed."""
        for part in (self.form.foot, self.saving.review, self.saving.conflict):
            part.allow(self.keeping.editing.on, _OFF)

    def _follow(self) -> None:
        """The directory is not as it was: show what is there now, unless something is typed."""
        self._stale = True
        if self.isVisible() and self._id and not self.unsaved and not self.saving.busy:
            self._read()

    def _show_instead(self, page: QWidget) -> None:
        """Show what saving changes, or both versions."""
        self._allow()
        self.saving.review.tell_end(closes=self._then is not None)
        self.pages.setCurrentWidget(page)
        self.enter()

    def _go_on(self) -> None:
        """Back to the form, as it was."""
        self._drop()
        self.pages.setCurrentWidget(self.form)
        self.enter()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        """It cannot be saved like this, or there is nothing to save."""
        self._drop()
        self.pages.setCurrentWidget(self.form)
        self.form.show_problems(problems)
        if any(problem.blocks for problem in problems):
            self.form.foot.go_to_first()
        else:
            self.form.foot.say(NOTHING)

    def _end(self, saved: "Saved | None", told: str) -> None:
        """It is saved: leave, or go on to what waited for it; a new listing is seen in the table."""
        after, then, new = self._after, self._then, not self._id
        if saved is not None:
            self._what = (saved.ids[0], "")
        self._forget()
        self._stale = True
        self.said.emit(told, saved.batch if saved is not None else 0)
        if after is not None:
            after()
        elif new:
            self.listing_asked.emit(self._what[0])
        else:
            self.left.emit()
        if then is not None:
            then()

    def _take_both(self, begun: Start, fields: dict[str, Any]) -> None:
        """Begin from what the directory holds by now with what was chosen, and save that for the same reason."""
        why, after, then = self.saving.review.why.text(), self._after, self._then
        self._begin(begun, fields, self.form.section_of(begun.id))
        self.saving.review.why.setText(why)
        self._after, self._then = after, then
        if self.form.state is not None:
            self.saving.begin(self.form.state, at_once=True)

    def _ask(self, says: str) -> leaving.Answer:
        return leaving.ask(self, says, save=_SAVE if self.keeping.editing.on else "", leave=_LEAVE)

    def _may_leave(self, then: Callable[[], None] | None) -> bool:
        if self.saving.busy:
            return False
        if not self.unsaved:
            return True
        answer = self._ask(self._lose)
        self._then = then if answer == "save" else None
        if answer == "save":
            self.save()
        elif answer == "leave":
            self._forget()
            self._stale = True
        return answer == "leave"

    def _may_open(self, wanted: tuple[str, str]) -> bool:
        """Ask what is to become of what is typed, before another listing or the same again is shown."""
        if wanted[0] == (self._id or NEW):
            answer = leaving.ask(self, _AGAIN.format(self._name), leave=_READ_AGAIN)
            if answer == "stay":
                self._what = wanted
                self.pages.setCurrentWidget(self.form if self.form.body else self._wait)
            return answer == "leave"
        answer = self._ask(self._lose)
        if answer == "save":
            self._entering, self._after = True, lambda: self.open(*wanted)
            self.save()
        return answer == "leave"

    def _conceal(self, there: int, saved: int) -> None:
        """Go to what makes a place confidential, once nothing is unsaved: its number now, and as it is saved."""
        service_id = self._id
        answer = self._ask(_FIRST.format(self._name)) if self.unsaved else "leave"
        if answer == "save":
            self._after = partial(self._go_to_conceal, service_id, saved)
            self.save()
        elif answer == "leave":
            self._read()
            if there:
                self._go_to_conceal(service_id, there)

    def _go_to_conceal(self, service_id: str, number: int) -> None:
        self.view_asked.emit("confidential", (service_id, str(number)))
