"""Beginning a new listing: what it is called, who runs it and where that is known from; then comes the whole form.

What is in the directory already and looks like it is shown at each letter, so that no service is there twice.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from navigator.find.hours import london_now
from navigator.listings.form.typed import Problem
from ui.listings.add.alike import Alike
from ui.listings.add.asking import Answer, Typed, answer, offered
from ui.listings.add.organization import Runs
from ui.listings.add.source import KnownFrom
from ui.listings.form.texts import LineEditor
from ui.listings.keeping import Keeping
from ui.listings.leaving import leave_anyway
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.saying import announce, sentence, tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

NEW: Final = "+"
"""What the form is opened with for a listing that is not there yet."""
_TITLE: Final = "New listing"
_NAME: Final = "Name"
_GO_ON: Final = "Go on (Ctrl+Enter)"
_NEXT: Final = "The whole form comes next. Nothing is saved before that."
_OFF: Final = "Editing was turned off. What you typed is still here: turn on “Edit listings” to go on."
_LOST: Final = "What you typed for the new listing is not saved."
_REST_MS: Final = 150
_WIDE: Final = 100
"""With fewer characters of width than this, what looks like it stands below its name."""
_WIDEST: Final = 72
"""Characters that a field holds at the most."""
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AddView(Arranged, View):
    """Asks for little, shows what looks like it, and goes on to the form."""

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads listings."""
        super().__init__(keeping)
        self.name, self.runs = LineEditor(_NAME), Runs()
        self.source = KnownFrom(lambda: london_now().date())
        self.alike, self.goes_on = Alike(), Button(_GO_ON, bold=True)
        self.problem, self.off, self._next = Toned("", "warn"), Toned(_OFF, "warn"), Text(_NEXT, role=QUIET)
        self._asked_to_go = self._tried = self._away = self._new = False
        self._given: Answer | None = None
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look)
        for changed in (self.name.changed, self.runs.changed, self.source.changed):
            changed.connect(self._rest.start)
        self.alike.asked.connect(self.listing_asked)
        self.goes_on.clicked.connect(self.go_on)
        keeping.changed.connect(self._follow)
        keeping.editing.changed.connect(self._allow)
        self._forget()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self._page,)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that the form has not taken over."""
        return not self._away and bool(self._typed.name or self.runs.name or self.source.touched)

    def open(self, *what: str) -> None:
        """Begin a new listing, or go on with the one that was begun."""
        del what
        if not self.unsaved:
            self._forget()
        self._new = True
        self._allow()
        self._offer()
        self._look()

    def enter(self) -> None:
        """Take the keyboard to the name."""
        self._away = False
        self.name.focus_field("")

    def may_leave(self) -> bool:
        """Ask where something was typed."""
        if self.unsaved and not leave_anyway(self, _LOST):
            return False
        self._forget()
        return True

    def go_on(self) -> None:
        """Go on to the form, or say what is missing."""
        if self.keeping.editing.on:
            self._asked_to_go = self._tried = True
            self._rest.stop()
            self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Ctrl and without."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.go_on()
        else:
            super().keyPressEvent(event)

    @property
    def _typed(self) -> Typed:
        """What stands there."""
        runs, source = self.runs, self.source
        name = str(self.name.value() or "").strip()
        of_new = (runs.kind_code, runs.website_address) if runs.is_new else ("", "")
        return Typed(name, runs.name, runs.is_new, *of_new, source.is_told, source.address, source.day)

    def _build(self) -> None:
        self._acts = beside(self.goes_on)
        self._form, content = QWidget(), QWidget()
        self._column, self._body = QVBoxLayout(self._form), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for asked in (self.name, self.runs, self.source):
            self._column.addWidget(asked)
        give_room(self._form, self._column, between=1)
        self._body.addWidget(self._form, 3, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self.alike, 2, Qt.AlignmentFlag.AlignTop)
        self._body.addStretch(0)
        layout = QVBoxLayout(content)
        layout.addWidget(Text(_TITLE, size=1.3, bold=True))
        layout.addLayout(self._body)
        end = QVBoxLayout()
        for part in (self.problem, self._acts, self._next, self.off):
            end.addWidget(part)
        give_room(content, end, between=0.3)
        layout.addLayout(end)
        layout.addStretch(1)
        give_room(content, self._body, between=1.2)
        give_room(content, layout, between=0.8)
        self._page = Scrolled(content, _TITLE)
        whole = QVBoxLayout(self)
        whole.addWidget(self._page)
        give_room(self, whole)

    def _arrange(self) -> None:
        """What looks like it stands beside the form where there is room, else below the name."""
        self._form.setMaximumWidth(characters(self, _WIDEST))
        beside_it = self.width() >= characters(self, _WIDE)
        if beside_it == (self._body.indexOf(self.alike) >= 0):
            return
        held = has_keyboard(self.alike)
        if beside_it:
            self._column.removeWidget(self.alike)
            self._body.insertWidget(1, self.alike, 2, Qt.AlignmentFlag.AlignTop)
        else:
            self._body.removeWidget(self.alike)
            self._column.insertWidget(1, self.alike)
        if held and self.alike.links:
            self.alike.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        """Hold nothing of what was typed."""
        self._asked_to_go = self._tried = self._away = False
        self._given = None
        self.name.show_value(None)
        self.name.show_problems({})
        self.runs.forget()
        self.source.forget()
        self.alike.show_alike(())
        self._say("")

    def _allow(self, _on: bool = True) -> None:
        """Offer to go on only while listings may be changed."""
        on, held = self.keeping.editing.on, has_keyboard(self._acts)
        self._acts.setVisible(on)
        self._next.setVisible(on)
        self.off.setVisible(not on)
        if held and not on:
            self.name.focus_field("")

    def _follow(self) -> None:
        """The directory is not as it was: look again, also whether what the form was given is there now."""
        if self.isVisible() or self._given is not None:
            self._offer()
            self._look()

    def _offer(self) -> None:
        self.keeping.look_up("add-offer", offered, owner=self, success=self.runs.offer, failure=self._fail)

    def _look(self) -> None:
        typed = self._typed
        self.keeping.look_up(
            "add", lambda listings: answer(listings, typed), owner=self, success=self._show, failure=self._fail
        )

    def _show(self, found: Answer) -> None:
        if found.typed != self._typed:
            self._rest.start()
            return
        if self._given is not None and found.same - self._given.same:
            self._end()
            return
        self._say("")
        if self._new:
            self._new = False
            self._page.verticalScrollBar().setValue(0)
        self.alike.show_alike(found.alike)
        self.runs.show_answer(found)
        asked, self._asked_to_go = self._asked_to_go, False
        self._show_problems(found)
        if asked and not found.problems:
            self._hand_over(found)
        elif asked:
            self._focus(found.problems[0])

    def _show_problems(self, found: Answer) -> None:
        """Show what is wrong with what stands there; what is missing only once somebody wanted to go on."""
        shown = found.problems if self._tried else [one for one in found.problems if getattr(found.typed, one.field)]
        shown = [one for one in shown if self._tried or one.field != "organization"]
        self.name.show_problems({"": [one for one in shown if one.field == "name"]})
        self.runs.show_problems(shown)
        self.source.show_problems(shown)

    def _focus(self, problem: Problem) -> None:
        announce(self, problem.says)
        if problem.field == "name":
            self.name.focus_field("")
        elif problem.field in {"url", "on"}:
            self.source.focus_field(problem.field)
        else:
            self.runs.focus_field(problem.field)

    def _hand_over(self, found: Answer) -> None:
        known = replace(found.typed, organization=found.runs or found.typed.organization).known
        self._given, self._away = found, True
        self.view_asked.emit("form", (NEW, json.dumps(known, ensure_ascii=False)))

    def _end(self) -> None:
        """What was begun here was added."""
        shown = self.isVisible()
        self._forget()
        if shown:
            self.left.emit()

    def _fail(self, error: Exception) -> None:
        self._asked_to_go = False
        self._say(sentence(error))

    def _say(self, problem: str) -> None:
        tell(self.problem, problem)
