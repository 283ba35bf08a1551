"""All the questions on one page: every choice yes, no or not said, applied at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.check.fields import AgeBox, Boroughs, bring_into_sight
from ui.check.question import AGE, AREA, asked, with_yes
from ui.check.say_row import SayRow
from ui.shell.choice import Choices, Press
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.text import Heading, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.check import Answers, NeedChoice, Question, Questions

_PRIVATE: Final = "More private questions"


class Part(QWidget):
    """What is asked about one facet; ``edited`` carries the answers with what is said of it now."""

    edited = Signal(object)

    def __init__(self, question: "Question", rather_not: str, answers: "Answers") -> None:
        super().__init__()
        self.question: Final = question
        self.answers = answers
        self.rather_not: Final = Press(rather_not)
        self.rather_not.setCheckable(True)
        self.rather_not.setAccessibleName(f"{rather_not}: {question.text}")
        self.rather_not.clicked.connect(self._decline)
        self._layout: Final = QVBoxLayout(self)
        self._layout.addWidget(Heading(question.text))
        self._layout.addWidget(Text(question.why, role=QUIET))
        give_room(self, self._layout, between=0.3)

    def show_answers(self, answers: "Answers") -> None:
        """Show what was said."""
        self.answers = answers
        self.rather_not.setChecked(self.question.facet in answers.declined)

    def forget(self) -> None:
        """Empty what was typed."""

    def add(self, *widgets: QWidget, buttons: Sequence[QWidget] = ()) -> None:
        """Put these below, and some buttons before the one that declines."""
        for widget in (*widgets, beside(*buttons, self.rather_not)):
            self._layout.addWidget(widget)

    def say(self, yes: Iterable[str], no: Iterable[str]) -> None:
        """Take these values for what is said."""
        yes, no = frozenset(yes), frozenset(no)
        facet = self.question.facet
        self.tell(asked(self.answers, facet, yes, no) if yes or no else self.answers.without(facet))

    def tell(self, answers: "Answers") -> None:
        """Tell of answers that are not those shown."""
        if answers != self.answers:
            self.edited.emit(answers)

    def _decline(self, declined: bool) -> None:
        facet = self.question.facet
        self.tell(self.answers.decline(facet) if declined else self.answers.without(facet))


class ChoicesPart(Part):
    """A question with choices: a row for each."""

    def __init__(self, question: "Question", rather_not: str, answers: "Answers") -> None:
        super().__init__(question, rather_not, answers)
        self.rows: Final = {choice.value: SayRow(choice.label) for choice in question.choices}
        for value, row in self.rows.items():
            row.changed.connect(partial(self._say, value))
        self.add(*self.rows.values(), buttons=[self._none_of_them()] if question.none else [])
        self.show_answers(answers)

    def show_answers(self, answers: "Answers") -> None:
        """Show what was said."""
        super().show_answers(answers)
        yes, no = answers.of(self.question.facet)
        for value, row in self.rows.items():
            row.say(True if value in yes else False if value in no else None)

    def _none_of_them(self) -> Press:
        none = Press(self.question.none)
        none.setAccessibleName(f"{self.question.none}: {self.question.text}")
        none.clicked.connect(lambda: self.say((), self.rows))
        return none

    def _say(self, value: str, said: bool | None) -> None:
        yes, no = (values - {value} for values in self.answers.of(self.question.facet))
        self.say(with_yes(self.question, yes, value) if said else yes, no | {value} if said is False else no)


class AgePart(Part):
    """The age, in numbers."""

    def __init__(self, question: "Question", rather_not: str, answers: "Answers") -> None:
        super().__init__(question, rather_not, answers)
        self.box: Final = AgeBox()
        self.box.setAccessibleName(question.text)
        self.box.setAccessibleDescription(question.why)
        self.box.textEdited.connect(self._take)
        for ends in (self.box.editingFinished, self.box.entered):
            ends.connect(self._say_problem)
        self._problem: Final = Text()
        self._problem.hide()
        self.add(self.box, self._problem)
        self.show_answers(answers)

    def show_answers(self, answers: "Answers") -> None:
        """Show the age, unless somebody is typing it."""
        super().show_answers(answers)
        if not self.box.hasFocus():
            self.box.show_age(answers.age)

    def forget(self) -> None:
        """Empty the box."""
        self.box.forget()

    def _take(self) -> None:
        age = self.box.age
        self._problem.hide()
        if age is not None:
            self.tell(self.answers.with_age(age))
        elif self.answers.age is not None:
            self.tell(self.answers.without(AGE))

    def _say_problem(self) -> None:
        self._problem.setText(self.box.problem)
        self._problem.setVisible(bool(self.box.problem))
        announce(self.box, self.box.problem)


class AreaPart(Part):
    """The boroughs with a tie or a wish."""

    def __init__(self, question: "Question", rather_not: str, answers: "Answers", names: Sequence[str]) -> None:
        super().__init__(question, rather_not, answers)
        self.boroughs: Final = Boroughs(names, question.none, keyed=False)
        self.boroughs.changed.connect(lambda: self.say(self.boroughs.yes, ()))
        self.boroughs.none_said.connect(lambda: self.say((), names))
        self.add(self.boroughs)
        self.show_answers(answers)

    def show_answers(self, answers: "Answers") -> None:
        """Show those chosen."""
        super().show_answers(answers)
        self.boroughs.show_said(*answers.of(AREA))

    def forget(self) -> None:
        """Empty the box."""
        self.boroughs.forget()


class NeedsPart(QWidget):
    """What the person came for."""

    edited = Signal(object)

    def __init__(self, text: str, needs: "Sequence[NeedChoice]", answers: "Answers") -> None:
        super().__init__()
        self._needs = needs
        self.answers = answers
        self.choices: Final = Choices([need.label for need in needs], many=True, keyed=0)
        self.choices.pressed.connect(self._press)
        layout = QVBoxLayout(self)
        layout.addWidget(Heading(text))
        layout.addWidget(self.choices)
        give_room(self, layout, between=0.3)
        self.show_answers(answers)

    def show_answers(self, answers: "Answers") -> None:
        """Show what was chosen."""
        self.answers = answers
        for need, button in zip(self._needs, self.choices.buttons, strict=True):
            button.say(set(need.needs) <= set(answers.needs) or None)

    def forget(self) -> None:
        """Nothing is typed here."""

    def _press(self, number: int) -> None:
        codes, chosen = self._needs[number].needs, self.answers.needs
        adding = not set(codes) <= set(chosen)
        kept = tuple(code for code in chosen if code not in codes)
        self.edited.emit(replace(self.answers, needs=(*kept, *codes) if adding else kept))


class Form(QWidget):
    """Every question. Private ones are behind a press, and behind whether it is safe to talk.

    ``edited`` carries the answers after an edit, and ``safe_said`` whether it is safe.
    """

    edited = Signal(object)
    safe_said = Signal(bool)

    def __init__(self, words: "Questions", boroughs: Sequence[str], answers: "Answers", *, safe: bool | None) -> None:
        super().__init__()
        self._words, self._boroughs, self._answers = words, tuple(boroughs), answers
        self._parts: list[Part | NeedsPart] = []
        self._coming: Final = [question for question in words.questions if not question.sensitive]
        self._layout: Final = QVBoxLayout(self)
        self.private: Final = Press(_PRIVATE)
        self.private.clicked.connect(self._ask_or_open)
        self._safe = safe
        self.safety: Final = QWidget()
        self._not_here: Final = Text(words.not_here)
        self.safety_choices: Final = Choices((words.safety.yes, words.safety.no), keyed=0)
        self._build()
        give_room(self, self._layout, between=0.9)

    def show_answers(self, answers: "Answers") -> None:
        """Show what was said."""
        self._answers = answers
        for part in self._parts:
            part.show_answers(answers)

    def forget(self) -> None:
        """Empty what was typed."""
        for part in self._parts:
            part.forget()

    def _build(self) -> None:
        """Make what is seen first; the rest once that is shown."""
        words = self._words
        safety = QVBoxLayout(self.safety)
        safety.addWidget(Heading(words.safety.text))
        for text in (words.safety.why, words.safety.worker):
            safety.addWidget(Text(text, role=QUIET))
        safety.addWidget(self.safety_choices)
        give_room(self.safety, safety, between=0.45)
        self.safety_choices.pressed.connect(self._take_safe)
        self._layout.addWidget(self.private, 0, Qt.AlignmentFlag.AlignLeft)
        for hidden in (self.safety, self._not_here):
            self._layout.addWidget(hidden)
            hidden.hide()
        self._add(NeedsPart(words.needs_text, words.needs, self._answers))
        self._add_next()

    def _add_next(self) -> None:
        """Make the part of one question, and the next once the window has drawn what is there."""
        if self._coming:
            self._add(self._part(self._coming.pop(0)))
            QTimer.singleShot(0, self, self._add_next)

    def _part(self, question: "Question") -> Part:
        rather_not, answers = self._words.rather_not, self._answers
        if question.facet == AREA:
            return AreaPart(question, rather_not, answers, self._boroughs)
        return (AgePart if question.facet == AGE else ChoicesPart)(question, rather_not, answers)

    def _add(self, part: Part | NeedsPart) -> None:
        part.edited.connect(self.edited)
        self._parts.append(part)
        self._layout.insertWidget(self._layout.indexOf(self.private), part)
        for below in (self.private, self.safety, self._not_here):
            below.raise_()  # Tab goes through what lies in one widget from the lowest to the highest

    def _ask_or_open(self) -> None:
        if self._safe:
            self._open()
        else:
            self._not_here.hide()
            self.safety.show()
            self.safety_choices.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.safety, self._words.safety.text)
            bring_into_sight(self.safety)

    def _take_safe(self, number: int) -> None:
        self._safe = number == 0
        self.safety.hide()
        if self._safe:
            self._open()
        else:
            self._not_here.show()
            self.private.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.private, self._words.not_here)
        self.safe_said.emit(self._safe)

    def _open(self) -> None:
        """Show the private questions in place of the button that leads to them."""
        while self._coming:
            self._add_next()
        first = len(self._parts)
        for question in self._words.questions:
            if question.sensitive:
                self._add(self._part(question))
        self._parts[first].show()
        self._parts[first].findChildren(Press)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.private.hide()
        bring_into_sight(self._parts[first])
