"""One question at a time: big calm words, why it is asked, a line for the worker, and the choices."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.check.fields import AgeBox, Boroughs, bring_into_sight
from ui.shell.choice import Choices
from ui.shell.parts import Link
from ui.shell.saying import announce
from ui.shell.spoken import Spoken
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.check import Answers, Ask, Question, Questions, Safety

AGE: Final = "age"
AREA: Final = "area"
_WORKER: Final = "For the worker (Alt+W)"
_NO_AGE: Final = "Please type an age in numbers, such as 34, or leave it out."


def with_yes(question: "Question", yes: Collection[str], value: str) -> frozenset[str]:
    """The values said yes to once ``value`` is one of them: those that cannot be so together with it are let go of."""
    out = {choice.value: choice.rules_out for choice in question.choices}
    kept = {other for other in yes if other not in out.get(value, ()) and value not in out.get(other, ())}
    return frozenset(kept | {value})


def asked(answers: "Answers", facet: str, yes: Iterable[str], no: Iterable[str] = ()) -> "Answers":
    """The answers with these values of a facet, which is not to be asked again for the values that were left."""
    return answers.with_values(facet, yes, no).pass_over(facet)


class _Fold(Link):
    """Words that show a line, and hide it; what is pressed together with Alt is for those around it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Step(QWidget):
    """What is on the screen at one time, and how the keys reach it.

    ``answered`` carries the answers with what was said here; ``ready`` says whether there is something to go on with.
    """

    answered = Signal(object)
    ready = Signal(bool)
    facet: str = ""
    """What it asks about: empty where it may be neither skipped nor declined."""
    goes_on: bool = False
    """Whether it waits for Next, as more than one thing may be said."""
    is_ready: bool = False
    """Whether there is something to go on with from the start."""

    def __init__(self, text: str, why: str = "", worker: str = "", note: str = "") -> None:
        super().__init__()
        self.heading: Final = Spoken(text)
        self.heading.setAccessibleDescription(why)
        self.choices: Choices | None = None
        self._told: Final = _Fold(_WORKER)
        self._worker: Final = Text(worker)
        self._layout: Final = QVBoxLayout(self)
        for words in filter(None, [note]):
            self._layout.addWidget(Text(words))
        self._layout.addWidget(self.heading)
        for words in filter(None, [why]):
            self._layout.addWidget(Text(words, role=QUIET))
        self._layout.addWidget(self._told, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._worker)
        self._told.setVisible(bool(worker))
        self._told.toggled.connect(self._tell_worker)
        self._worker.hide()
        give_room(self, self._layout, between=0.45)

    @property
    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self.heading

    def add(self, *widgets: QWidget) -> None:
        """Put these below."""
        for widget in widgets:
            self._layout.addWidget(widget)

    def press_key(self, key: str) -> bool:
        """Press what has this key; False where nothing has."""
        return self.choices is not None and self.choices.press_key(key)

    def go_on(self) -> None:
        """Take what was said here and go on, if anything was."""

    def tell_worker(self) -> None:
        """Show the line for the worker, or hide it."""
        if not self._told.isHidden():
            self._told.toggle()

    def forget(self) -> None:
        """Empty what was typed."""

    def _tell_worker(self, shown: bool) -> None:
        self._worker.setVisible(shown)
        if shown:
            announce(self._told, self._worker.text())


class Pick(Step):
    """A step with a few big buttons, one of which leads on; ``picked`` is its number."""

    picked = Signal(int)

    def __init__(self, text: str, labels: Sequence[str], **words: str) -> None:
        super().__init__(text, **words)
        self.choices = Choices(labels)
        self.choices.pressed.connect(self.picked)
        self.add(self.choices)


def safety_step(safety: "Safety") -> Pick:
    """Whether it is safe to talk: the first button says that it is."""
    return Pick(safety.text, (safety.yes, safety.no), why=safety.why, worker=safety.worker)


class ChoiceStep(Step):
    """A question with choices: one press answers where one answer is all there is, else each press ticks one."""

    def __init__(self, ask: "Ask", answers: "Answers", words: "Questions", note: str = "") -> None:
        question = ask.question
        super().__init__(question.text, question.why, question.worker, note)
        self.facet = question.facet
        self._question, self._answers = question, answers
        self._values = tuple(choice.value for choice in ask.choices or question.choices)
        self._yes, self._no = answers.of(question.facet)
        self.is_ready = bool(self._yes | self._no)
        self.goes_on = not question.one_answer or self.is_ready
        labels = [choice.label for choice in ask.choices or question.choices]
        self.choices = buttons = Choices([*labels, *filter(None, [question.none])], many=not question.one_answer)
        self._buttons: Final = buttons.buttons
        buttons.pressed.connect(self._press)
        self.add(Text(words.choose_one if question.one_answer else words.choose_any, role=QUIET), buttons)
        self._show_said()

    def go_on(self) -> None:
        """Take what is ticked; what is not is left."""
        if self._yes | self._no:
            self.answered.emit(asked(self._answers, self.facet, self._yes, self._no))

    def _press(self, number: int) -> None:
        if number == len(self._values):
            self._yes, self._no = self._yes.difference(self._values), self._no.union(self._values)
            self.go_on()
            return
        value = self._values[number]
        if self._question.one_answer:
            self._yes, self._no = frozenset({value}), frozenset()
            self.go_on()
            return
        self._yes = self._yes - {value} if value in self._yes else with_yes(self._question, self._yes, value)
        self._no -= {value}
        self._show_said()
        self.ready.emit(bool(self._yes | self._no))

    def _show_said(self) -> None:
        none = not self._yes and self._no >= set(self._values)
        for value, button in zip(self._values, self._buttons, strict=False):
            button.say(True if value in self._yes else False if value in self._no else None)
        if self._question.none:
            self._buttons[-1].say(none or None)


class AreaStep(Step):
    """Which boroughs somebody has a tie to, or a wish for."""

    facet = AREA
    goes_on = True

    def __init__(self, ask: "Ask", answers: "Answers", words: "Questions", note: str = "") -> None:
        question = ask.question
        super().__init__(question.text, question.why, question.worker, note)
        self._answers = answers
        self._names = tuple(choice.value for choice in ask.choices)
        self.boroughs: Final = Boroughs(self._names, question.none)
        self.choices = self.boroughs.choices
        yes, no = answers.of(AREA)
        self.boroughs.show_said(yes, no)
        self.is_ready = bool(yes | no)
        self.boroughs.changed.connect(lambda: self.ready.emit(bool(self.boroughs.yes)))
        self.boroughs.none_said.connect(lambda: self.answered.emit(asked(answers, AREA, (), self._names)))
        self.boroughs.entered.connect(self.go_on)
        self.add(Text(words.choose_any, role=QUIET), self.boroughs)

    def go_on(self) -> None:
        """Take those chosen."""
        if self.boroughs.yes:
            self.answered.emit(asked(self._answers, AREA, self.boroughs.yes))

    def forget(self) -> None:
        """Empty what was typed."""
        self.boroughs.forget()


class AgeStep(Step):
    """How old somebody is: digits typed anywhere go into the box."""

    facet = AGE
    goes_on = True
    is_ready = True

    def __init__(self, ask: "Ask", answers: "Answers", note: str = "") -> None:
        question = ask.question
        super().__init__(question.text, question.why, question.worker, note)
        self._answers = answers
        self.box: Final = AgeBox(big=True)
        self.box.setAccessibleName(question.text)
        self.box.setAccessibleDescription(question.why)
        self.box.show_age(answers.age)
        self.box.textEdited.connect(lambda: self._say(""))
        self.box.entered.connect(self.go_on)
        self._says: Final = Text()
        self.add(self.box, self._says)

    @property
    def entry(self) -> QWidget:
        """The box."""
        return self.box

    def press_key(self, key: str) -> bool:
        """A digit typed elsewhere goes into the box."""
        if not key.isdigit():
            return False
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.insert(key)
        return True

    def go_on(self) -> None:
        """Take the age, or say calmly what is wrong with it."""
        if self.box.age is None:
            self._say(self.box.problem or _NO_AGE)
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answered.emit(self._answers.with_age(self.box.age))

    def forget(self) -> None:
        """Empty what was typed."""
        self.box.forget()

    def _say(self, says: str) -> None:
        self._says.setText(says)
        announce(self.box, says)
        if says:
            bring_into_sight(self._says)


def question_step(ask: "Ask", answers: "Answers", words: "Questions", note: str = "") -> Step:
    """The step that asks a question, with what was said of it before."""
    if ask.question.facet == AGE:
        return AgeStep(ask, answers, note)
    return (AreaStep if ask.question.facet == AREA else ChoiceStep)(ask, answers, words, note)
