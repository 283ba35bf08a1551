"""Noting that a listing was checked today, in a few keys, without editing it; or that nobody answered."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.hours import london_now
from navigator.find.wording import plain_date
from navigator.listings.checks.found import Found
from navigator.listings.checks.noting import Noted, note_check, note_tries
from navigator.listings.to_check import ToCheck, to_check
from ui.listings.checks.verify_frame import VerifyFrame
from ui.listings.keeping import Keeping
from ui.listings.leaving import leave_anyway
from ui.listings.view import View
from ui.shell.saying import sentence
from ui.shell.tabbing import has_keyboard
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author

    _Do = Callable[[Store, Author], Noted]

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_NO_WAY: Final = "Say first how it was checked."
_NOTHING: Final = "Nothing is ticked yet. Tick what they said is right."
_TICKED: Final = "Something is ticked as confirmed, so somebody answered. Save the check, or untick it first."
_WEBSITE: Final = "Reading its website asks nobody. Choose how you tried to ask first."
_TO_COME: Final = "That day is still to come. Give the day it was checked."
_NOT_LATER: Final = "The next check must be on a later day than this one."


class VerifyView(View):
    """How it was checked, what was confirmed, and when to check again."""

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads and changes listings."""
        super().__init__(keeping)
        self.listing: ToCheck | None = None
        self._id = ""
        self._saving = False
        self.frame = frame = VerifyFrame(lambda: london_now().date())
        layout = QVBoxLayout(self)
        layout.addWidget(frame)
        give_room(self, layout)
        frame.saves.clicked.connect(self.save)
        frame.nobody.clicked.connect(self.nobody_answered)
        frame.ways.changed.connect(self._follow)
        frame.ticks.changed.connect(self._follow)
        for day in (frame.on, frame.due):
            day.changed.connect(self._follow)
            day.entered.connect(self.save)
        keeping.changed.connect(self._look_up)
        keeping.editing.changed.connect(lambda on: frame.allow(on=on))
        frame.allow(on=keeping.editing.on)

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return self.frame.parts

    @property
    def unsaved(self) -> bool:
        """Whether something was ticked or typed."""
        frame = self.frame
        days = any(day.day for day in (frame.on, frame.due))
        return bool(self._id) and (bool(frame.ticks.ticked) or days or bool(frame.note.text().strip()))

    def open(self, *what: str) -> None:
        """Note a check of the listing with this id."""
        self._id, self.listing, self._saving = what[0], None, False
        self.frame.forget()
        self.frame.allow(on=self.keeping.editing.on)
        self._look_up()

    def enter(self) -> None:
        """Take the keyboard to what was confirmed, or to how where that has to be said first."""
        begins = self.frame.ways if self.listing is not None and self.frame.ways.method is None else self.frame.ticks
        begins.enter()
        self.frame.begin()

    def may_leave(self) -> bool:
        """Ask where something was ticked or typed."""
        name = self.listing.run.name if self.listing else "this listing"
        if self.unsaved and not leave_anyway(self, f"What you noted for {name} is not saved."):
            return False
        self._close()
        return True

    def save(self) -> None:
        """Note the check, or say what is missing."""
        frame, found = self.frame, self._found
        if not self._may_save():
            return
        if found is None:
            self._say(_NO_WAY)
            frame.ways.enter()
        elif not found.groups:
            frame.ticks.say(_NOTHING)
            frame.ticks.enter()
        elif self._days_are_right():
            service_id, on = self._id, self._on
            self._change(lambda store, author: note_check(store, service_id, found, author, on))

    def nobody_answered(self) -> None:
        """Note a try."""
        if not self._may_save():
            return
        if self.frame.ticks.ticked or self.frame.ways.method == "website":
            self._say(_TICKED if self.frame.ticks.ticked else _WEBSITE)
        elif self._days_are_right():
            service_id, on, why = self._id, self._on, self.frame.note.text().strip()
            self._change(lambda store, author: note_tries(store, (service_id,), author, on), why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+S save."""
        if event.matches(QKeySequence.StandardKey.Save) or (event.key() in _ENTER and not event.isAutoRepeat()):
            self.save()
        else:
            super().keyPressEvent(event)

    @property
    def _found(self) -> Found | None:
        """What was found as it stands there; None where nobody said how."""
        method = self.frame.ways.method
        if method is None:
            return None
        return Found(method, self.frame.ticks.ticked, self.frame.note.text().strip(), self.frame.due.day)

    @property
    def _on(self) -> date:
        return self.frame.on.day or london_now().date()

    def _may_save(self) -> bool:
        self._say("")
        return self.listing is not None and self.keeping.editing.on and not self._saving

    def _days_are_right(self) -> bool:
        frame = self.frame
        on, due = self._on, frame.due.day
        wrong = (
            (frame.on, frame.on.lacks or (_TO_COME if on > london_now().date() else "")),
            (frame.due, frame.due.lacks or (_NOT_LATER if due and due <= on else "")),
        )
        for day, problem in wrong:
            day.say(problem)
        first = next((day for day, problem in wrong if problem), None)
        if first is not None:
            first.field.enter()
        return first is None

    def _change(self, do: "_Do", why: str = "") -> None:
        self._saving = True
        self.frame.saves.setEnabled(False)
        self.keeping.change(do, owner=self, success=self._succeed, failure=self._fail, why=why)

    def _succeed(self, noted: Noted) -> None:
        self._close()
        self.said.emit(noted.says, noted.batch)
        self.left.emit()

    def _fail(self, error: Exception) -> None:
        self._saving = False
        self.frame.saves.setEnabled(True)
        self._say(sentence(error))

    def _close(self) -> None:
        self._id, self.listing, self._saving = "", None, False
        self.frame.saves.setEnabled(True)
        self.frame.forget()

    def _look_up(self) -> None:
        service_id = self._id
        if service_id:
            self.keeping.look_up(
                "verify",
                lambda listings: to_check(listings, service_id),
                owner=self,
                success=self._show,
                failure=lambda error: self._say(sentence(error)),
            )

    def _show(self, listing: ToCheck) -> None:
        """Show what is known; to ask by phone is taken for granted where there is a number to ring."""
        if listing.run.service_id != self._id:
            return
        new, self.listing = self.listing is None, listing
        if new and listing.rings and self.frame.ways.method is None:
            self.frame.ways.choose("phone")
        self.frame.head.show_listing(listing)
        self.frame.facts.show_facts(listing.run)
        self.frame.nobody_says.setText(listing.one_more_try)
        self.frame.nobody.setAccessibleDescription(listing.one_more_try)
        self._follow()
        if new and has_keyboard(self.frame.ticks):
            self.enter()

    def _follow(self) -> None:
        """Say what follows from what stands there."""
        frame, listing = self.frame, self.listing
        frame.ticks.ask(asked=frame.ways.method != "website")
        if listing is None:
            return
        today = london_now().date()
        frame.on.show_usual(f"Today, {plain_date(today.isoformat())}.")
        ticked = frame.ticks.ticked or frozenset({"all"})
        frame.due.show_usual(listing.next.says(Found(frame.ways.method or "phone", ticked), self._on))

    def _say(self, problem: str) -> None:
        self.frame.say(problem)
