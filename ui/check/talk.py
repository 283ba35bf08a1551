"""The side that talks: what would help, one question at a time, or all of them as a form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Union

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from navigator.check import Answers
from ui.check.form import Form
from ui.check.frame import Frame
from ui.check.needs import NEEDS, NeedsStep
from ui.check.question import Pick, Step, question_step, safety_step

if TYPE_CHECKING:
    from navigator.check import Ask, Questions, View

_Shown = Union[str, "Ask"]
"""What a step shows: the needs, one of those below, or a question."""
_SAFETY: Final = "safety"
_ENOUGH: Final = "enough"
_ALL: Final = "all"
"""Enough is known, and there is something else that could be asked; and that there is not."""
_PLACES: Final = "Look at the places"
_MORE: Final = "Answer more questions"
_NONE: Final = Qt.KeyboardModifier.NoModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


@dataclass(slots=True, repr=False)
class _Talk:
    """All that is known while the talk lasts, in one place, so that all of it is forgotten together."""

    answers: Answers = field(default_factory=Answers)
    awaited: Answers | None = None
    """The answers just told, while what to ask after them is not known."""
    safe: bool | None = None
    needs_asked: bool = False
    shown: _Shown | None = None
    shown_for: Answers | None = None
    went_back: _Shown | None = None
    """What somebody went back to, until they answer it."""
    history: list[_Shown] = field(default_factory=list)
    note: str = ""


class TalkSide(Frame):
    """Asks, and tells what was answered; it decides nothing, and keeps nothing once it is cleared.

    ``answered`` carries the answers, ``safe_said`` whether it is safe to talk. ``cleared`` says that everything is to
    be forgotten, ``places_asked`` that somebody wants to look at the places.
    """

    answered = Signal(object)
    safe_said = Signal(bool)
    cleared = Signal()
    places_asked = Signal()
    more_asked = Signal()

    def __init__(self) -> None:
        """There is nothing to ask before ``begin``."""
        super().__init__()
        self._words: Questions | None = None
        self._boroughs: tuple[str, ...] = ()
        self._talk = _Talk()
        self._keys: Final[Mapping[tuple[int, Qt.KeyboardModifier], Callable[[], object]]] = {
            (Qt.Key.Key_Left, _ALT): self.back,
            (Qt.Key.Key_Backspace, _NONE): self.back,
            (Qt.Key.Key_Return, _NONE): self.go_on,
            (Qt.Key.Key_Enter, _NONE): self.go_on,
            (Qt.Key.Key_S, _ALT): self.skip,
            (Qt.Key.Key_R, _ALT): self.decline,
            (Qt.Key.Key_W, _ALT): self._tell_worker,
            (Qt.Key.Key_A, _ALT): self.toggle_form,
            (Qt.Key.Key_Delete, _CONTROL | _SHIFT): self.forget,
        }
        self.back_button.clicked.connect(self.back)
        self.form_button.clicked.connect(self.toggle_form)
        self.skip_button.clicked.connect(self.skip)
        self.decline_button.clicked.connect(self.decline)
        self.next_button.clicked.connect(self.go_on)
        self.forget_button.clicked.connect(self.forget)

    # What it is given

    def begin(self, words: "Questions", boroughs: Sequence[str]) -> None:
        """Ask in these words, and about these boroughs, those the directory is most about first."""
        self._words, self._boroughs = words, tuple(boroughs)
        self.say(words.privacy, words.skip, words.rather_not)

    def show_view(self, answers: Answers, view: "View") -> None:
        """Show what to ask next after these answers; somebody who went back is left where they are.

        Nothing is shown for older answers than the last that were told.
        """
        talk = self._talk
        if self._words is None or (talk.awaited is not None and answers != talk.awaited):
            return
        talk.awaited, talk.answers = None, answers
        if self.form is not None:
            self.form.show_answers(answers)
        self._put(talk.went_back or self._next(view), self._words)

    def clear(self) -> None:
        """Forget what was said, what was asked and what was typed, and begin anew."""
        self._talk = _Talk()
        if self._words is not None:
            self._put(NEEDS, self._words)
        self.close_form()
        self._show_buttons()

    # What a person does

    def back(self) -> None:
        """From the form to the question, and from there to the one before, with what was said there."""
        if self.form is not None:
            self.toggle_form()
        elif self._talk.history and self._words is not None:
            self._talk.awaited = None
            self._talk.went_back = self._talk.history.pop()
            self._put(self._talk.went_back, self._words)

    def go_on(self) -> None:
        """Take what was chosen or typed."""
        if (step := self._asking) is not None:
            step.go_on()

    def skip(self) -> None:
        """Leave the question for now."""
        self._leave(Answers.skip)

    def decline(self) -> None:
        """Rather not say: nothing that was said of it before stays."""
        self._leave(Answers.decline)

    def forget(self) -> None:
        """Forget everything, and tell."""
        self.clear()
        self.cleared.emit()

    def toggle_form(self) -> None:
        """All questions at once, or one at a time."""
        if self.form is not None:
            self.close_form()
        elif self._words is not None:
            form = Form(self._words, self._boroughs, self._talk.answers, safe=self._talk.safe)
            form.edited.connect(self._edit)
            form.safe_said.connect(self._take_safe)
            self.show_form(form)
        self._show_buttons()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, also where the window has the same for something else."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _key(event) in self._keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the choices and of what can be done, wherever the keyboard is but in a box one types in."""
        do, step = self._keys.get(_key(event)), self._asking
        plain = event.modifiers() & ~_KEYPAD == _NONE
        if event.isAutoRepeat():
            event.accept()
        elif do is not None:
            do()
        elif step is None or not plain or not step.press_key(event.text().lower()):
            super().keyPressEvent(event)

    # What is said

    @property
    def _asking(self) -> Step | None:
        """The step that takes what is said: none in the form, nor while the next question is being looked for."""
        return self.step if self.form is None and self._talk.awaited is None else None

    def _take(self, answers: Answers) -> None:
        """Take an answer to the question that is shown."""
        if self._asking is not None:
            self._leave_step()
            self._tell(answers)

    def _leave_step(self) -> None:
        talk = self._talk
        if talk.shown is not None:
            talk.history.append(talk.shown)
        talk.went_back, talk.note = None, ""

    def _tell(self, answers: Answers) -> None:
        self._talk.answers = self._talk.awaited = answers
        self._talk.needs_asked = True
        self.answered.emit(answers)

    def _edit(self, answers: Answers) -> None:
        """Take an edit of the form, which the next may follow at once."""
        if self.form is not None:
            self.form.show_answers(answers)
        self._tell(answers)

    def _leave(self, how: Callable[[Answers, str], Answers]) -> None:
        step, answers = self._asking, self._talk.answers
        if step is not None and step.facet:
            self._take(replace(answers, needs=()) if step.facet == NEEDS else how(answers, step.facet))

    def _pick_safe(self, number: int) -> None:
        if self._asking is not None:
            self._leave_step()
            self._talk.awaited = self._talk.answers
            if number and self._words is not None:
                self._talk.note = self._words.not_here
            self._take_safe(number == 0)

    def _take_safe(self, safe: bool) -> None:
        self._talk.safe = safe
        self.safe_said.emit(safe)

    def _pick_more(self, number: int) -> None:
        if not number:
            self.places_asked.emit()
        elif self._asking is not None:
            self._leave_step()
            self._talk.awaited = self._talk.answers
            self.more_asked.emit()

    # What is asked

    def _next(self, view: "View") -> _Shown:
        if not self._talk.needs_asked and not self._talk.answers.needs:
            return NEEDS
        if view.next is None:
            return _ENOUGH if view.more else _ALL
        return _SAFETY if view.safety_first else view.next

    def _put(self, shown: _Shown, words: "Questions") -> None:
        """Show a step, unless it is there for the same answers."""
        talk = self._talk
        if (shown, talk.answers) != (talk.shown, talk.shown_for):
            talk.shown, talk.shown_for = shown, talk.answers
            step = self._made(shown, words)
            step.answered.connect(self._take)
            self.show_step(step)
        self._show_buttons()

    def _made(self, shown: _Shown, words: "Questions") -> Step:
        if shown == NEEDS:
            return NeedsStep(self._talk.answers, words)
        if shown == _SAFETY:
            safety = safety_step(words.safety)
            safety.picked.connect(self._pick_safe)
            return safety
        if isinstance(shown, str):
            labels = (_PLACES, _MORE) if shown == _ENOUGH else (_PLACES,)
            enough = Pick(words.enough, labels, why=words.enough_says, note=self._talk.note)
            enough.picked.connect(self._pick_more)
            return enough
        return question_step(shown, self._talk.answers, words, self._talk.note)

    def _show_buttons(self) -> None:
        self.show_buttons(back=self.form is not None or bool(self._talk.history))

    def _tell_worker(self) -> None:
        if self.step is not None and self.form is None:
            self.step.tell_worker()


def _key(event: QKeyEvent) -> tuple[int, Qt.KeyboardModifier]:
    return event.key(), event.modifiers() & ~_KEYPAD
