"""The run-through: one listing after another, its facts confirmed on the phone one by one, and a sum at the end."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from navigator.find.hours import london_now
from navigator.find.wording import plural
from navigator.listings.checks.course import Stop, course
from navigator.listings.checks.noting import Noted, note_run, note_tries
from navigator.listings.checks.run_through import Answer, RunThrough
from navigator.listings.to_check import ToCheck, to_check
from ui.listings.checks.run_course import Course
from ui.listings.checks.run_frame import RunFrame
from ui.listings.checks.run_tally import Tally
from ui.listings.keeping import Keeping
from ui.listings.leaving import leave_anyway
from ui.listings.view import View
from ui.shell.saying import UNREADABLE, sentence
from ui.shell.tabbing import has_keyboard
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author

    _Do = Callable[[Store, Author], Noted]

_GONE: Final = "None of these listings is in the directory any more."
_STILL: Final = "What was noted so far is kept."
_NO_WAY: Final = "Say first how you ask."
_NOTHING: Final = "Nothing is answered yet. Press Y, C or N for what they say, or X where nobody answers."
_ANSWERED: Final = "Somebody answered here already. Finish, or go back and change the answers."
_SUM: Final = "The run-through is done"
_NEXT, _END, _DONE = "Next listing", "To the end", "Done"
_HELLO: Final = "To begin, say: “Hello. I keep a list of services, and want to check that what it says of {} is right.”"


class RunView(View):
    """Goes down the listings it is opened with."""

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads and changes listings."""
        super().__init__(keeping)
        self.course = Course()
        self.run: RunThrough | None = None
        self.tally = Tally()
        self._ids: tuple[str, ...] = ()
        self._fact: int | None = None
        self._rings = self._waits = self._saving = False
        self.frame = frame = RunFrame()
        layout = QVBoxLayout(self)
        layout.addWidget(frame)
        give_room(self, layout)
        frame.ask.answered.connect(lambda answer: self.answer(cast("Answer", answer)))
        frame.ask.back_asked.connect(self._one_back)
        frame.facts.chosen.connect(lambda key: self._go_to(int(key)))
        frame.finishes.clicked.connect(self.finish)
        frame.nobody.clicked.connect(self.nobody_answers)
        frame.skips.clicked.connect(self.skip)
        frame.after.edit_asked.connect(self._edit)
        frame.after.gone_on.connect(self._go_on)
        frame.damaged.acted.connect(self._look_up)
        keeping.editing.changed.connect(lambda on: frame.allow(on=on))
        frame.allow(on=keeping.editing.on)

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return self.frame.parts

    @property
    def unsaved(self) -> bool:
        """Whether something was answered that is not noted yet."""
        return self.run is not None and bool(self.run.answers) and not self._saving

    def open(self, *what: str) -> None:
        """Begin with the first of these listings."""
        self._ids, self.course, self.tally = what, Course(), Tally()
        self.run, self._saving = None, False
        self.frame.ways.choose(None)
        self.frame.allow(on=self.keeping.editing.on)
        self.frame.show_looking()
        self._look_up()

    def enter(self) -> None:
        """Take the keyboard to the question, or to what there is to do after it."""
        self._waits = self.run is None
        self.frame.enter()

    def may_leave(self) -> bool:
        """Ask where something was answered and not noted; and say what is still to be edited."""
        if not self._saving:
            if not self._may_drop("It is not saved, and the other listings are left for another day."):
                return False
            self.run = None
        if self.tally.left_to_edit:
            self.said.emit(self.tally.left_to_edit, 0)
        return True

    def answer(self, answer: Answer) -> None:
        """Take what was said to the fact shown, and go to the next that nothing was said to."""
        if self.run is None or self._fact is None or self._saving:
            return
        self.run = run = self.run.answered(self.run.facts[self._fact].key, answer)
        self.frame.say("")
        places = [*range(self._fact + 1, len(run.facts)), *range(self._fact)]
        self._show_fact(next((at for at in places if run.facts[at].key not in run.answers), None))

    def finish(self) -> None:
        """Note what was said."""
        run, method, today = self.run, self.frame.ways.method, london_now().date()
        if run is None or not self._may_save():
            return
        if not run.answers:
            self.frame.say(_NOTHING)
        elif method is None:
            self.frame.say(_NO_WAY)
            self.frame.ways.enter()
        else:
            self._change(
                lambda store, author: note_run(store, run, method, author, today), self.course.rest_of_call[:1]
            )

    def nobody_answers(self) -> None:
        """Note a try for this listing, and for those that the same call was to cover."""
        if self.run is None or not self._may_save():
            return
        if self.run.answers:
            self.frame.say(_ANSWERED)
            return
        stops, today = self.course.rest_of_call, london_now().date()
        ids = [stop.id for stop in stops]
        self._change(lambda store, author: note_tries(store, ids, author, today), stops)

    def skip(self) -> None:
        """Go on without noting anything."""
        stop = self.course.stop
        if stop is not None and not self._saving and self._may_drop("It is not saved if you skip this listing."):
            self.tally.skipped.append(stop.name)
            self._go_to_course(self.course.next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y, C and N answer, B goes back, X is nobody, S skips, Ctrl+S finishes."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.finish()
        elif not (self.frame.asking and self._press(event)):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        """Press what a letter stands for, once however long it is held; False where it stands for nothing."""
        key = event.text().casefold()
        if not key.isalpha() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.isAutoRepeat():
            return True
        act = {"x": self.frame.nobody, "s": self.frame.skips}.get(key)
        if act is None or not act.isVisible():
            return self.frame.ask.press_key(key)
        act.click()
        return True

    # What is shown

    def _look_up(self) -> None:
        """Look up what to go through, or the listing whose turn it is."""
        if not self.course.stops:
            ids = self._ids
            self.keeping.look_up(
                "run",
                lambda listings: course(listings.connection, ids),
                owner=self,
                success=self._begin,
                failure=self._fail_to_read,
            )
        elif (stop := self.course.stop) is not None:
            service_id = stop.id
            self.keeping.look_up(
                "run",
                lambda listings: to_check(listings, service_id),
                owner=self,
                success=self._show,
                failure=self._fail_to_read,
            )

    def _begin(self, stops: tuple[Stop, ...]) -> None:
        if stops:
            self._go_to_course(Course(stops))
        else:
            self.frame.damaged.say(_GONE, "")
            self.frame.show_part(self.frame.damaged)

    def _go_to_course(self, there: Course) -> None:
        self.course, self.run = there, None
        if there.stop is None:
            self._show_sum()
        else:
            self._look_up()

    def _show(self, listing: ToCheck) -> None:
        """Show a listing from its first fact; the way to ask is kept within a call."""
        stop = self.course.stop
        if stop is None or listing.run.service_id != stop.id:
            return
        self.run, self._rings = listing.run, bool(stop.number) or listing.rings
        if not self.course.same_call:
            self.frame.ways.choose("phone" if self._rings else None)
        enters, self._waits = self._waits or self._has_keyboard, False
        self.frame.show_listing(listing, self.course)
        self._show_fact(0)
        if enters:
            self.frame.enter()
        self.frame.begin()

    def _show_fact(self, place: int | None) -> None:
        """Show a fact; None where all are answered."""
        run = self.run
        if run is None:
            return
        self._fact = place
        self.frame.facts.show_facts(run)
        if place is None:
            self.frame.ask.show_done(run)
            self.frame.enter()
        else:
            begins = not run.answers and not self.course.same_call and self._rings
            self.frame.ask.show_fact(run, place, _HELLO.format(run.name) if begins else "")
            self.frame.facts.choose(str(place))
        self.frame.bring(top=not run.answers)

    def _go_to(self, place: int) -> None:
        if place != self._fact and self.run is not None and not self._saving:
            self._show_fact(place)

    def _one_back(self) -> None:
        if self.run is not None:
            self._go_to(len(self.run.facts) - 1 if self._fact is None else max(0, self._fact - 1))

    def _show_sum(self) -> None:
        self.frame.after.show_result(_SUM, self.tally.lines, self.tally.to_edit, _DONE)
        self._show_after()

    def _show_after(self) -> None:
        enters = self._has_keyboard
        self.frame.show_after()
        if enters:
            self.frame.enter()

    @property
    def _has_keyboard(self) -> bool:
        """Whether the keyboard is here, or nowhere else."""
        return has_keyboard(self) or QApplication.focusWidget() is None

    def _fail_to_read(self, error: Exception) -> None:
        self.frame.damaged.say(UNREADABLE, sentence(error), _STILL)
        self.frame.show_part(self.frame.damaged)
        self.frame.enter()

    # What is noted

    def _may_save(self) -> bool:
        self.frame.say("")
        return self.keeping.editing.on and not self._saving

    def _may_drop(self, what: str) -> bool:
        run = self.run
        if run is None or not run.answers:
            return True
        return leave_anyway(self, f"You have {plural(len(run.answers), 'answer')} for {run.name}. {what}")

    def _change(self, do: "_Do", stops: Sequence[Stop]) -> None:
        self._saving = True
        self.keeping.change(do, owner=self, success=lambda noted: self._noted(noted, stops), failure=self._fail_to_note)

    def _noted(self, noted: Noted, stops: Sequence[Stop]) -> None:
        """Count it, and go on: to what is to be edited, or to the next listing."""
        run, self.run, self._saving = self.run, None, False
        names = [stop.name for stop in stops]
        tried = run is None or not run.answers or run.nobody_answered
        if noted.saved is not None:
            (self.tally.tried if tried else self.tally.checked).extend(names)
        self.tally.unclear.extend(stop.name for stop in stops if stop.id in noted.unclear)
        self.said.emit(noted.says, noted.batch)
        self.course = self.course.after(len(stops))
        if run is None or not noted.to_edit:
            self._go_to_course(self.course)
            return
        named = {fact.field: fact.name for fact in run.facts}
        to_edit = {(run.service_id, field): named[field] for field in noted.to_edit}
        self.tally.to_edit |= {what: f"{run.name} ({name})" for what, name in to_edit.items()}
        goes_on = _NEXT if self.course.stop else _END
        self.frame.after.show_result(run.name, [noted.says], to_edit, goes_on)
        self._show_after()

    def _fail_to_note(self, error: Exception) -> None:
        self._saving = False
        self.frame.say(sentence(error))

    def _edit(self, service_id: str, field: str) -> None:
        if self.keeping.editing.on:
            self.tally.to_edit.pop((service_id, field), None)
            self.frame.after.opened((service_id, field))
        self.view_asked.emit("form", (service_id, field))

    def _go_on(self) -> None:
        """To the next listing; from the sum, away."""
        if self.frame.after.goes_on.text() == _DONE:
            if self.tally.left_to_edit:
                self.said.emit(self.tally.left_to_edit, 0)
            self.left.emit()
        else:
            self._go_to_course(self.course)
