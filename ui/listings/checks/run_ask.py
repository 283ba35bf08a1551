"""One fact to confirm on the phone: what the listing says, what to ask, and three answers with a key each."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from navigator.find.checks import CONFIRMED
from navigator.listings.checks.run_through import ANSWERS
from ui.shell.choice import ChoiceButton
from ui.shell.flow import beside
from ui.shell.parts import Band
from ui.shell.saying import announce
from ui.shell.spoken import Spoken
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, give_room, line_height

if TYPE_CHECKING:
    from navigator.listings.checks.run_through import Answer, RunThrough

KEYS: Final = {"yes": "y", "changed": "c", "no-answer": "n"}
_NO_ANSWER: Final = "No answer to this"
_BACK: Final = "One back (B)"
_SAYS: Final = "The listing says"
_ASK: Final = "Ask"
_DONE: Final = "That is all there is to ask here."
_BIG: Final = 1.25
_AROUND: Final = 4.8
"""Beside the words of an answer, in lines: its key, and the mark where it was given."""


class AnswerButton(ChoiceButton):
    """An answer with its key, as wide as its words."""

    def sizeHint(self) -> QSize:
        """One line."""
        wide = self.fontMetrics().horizontalAdvance(self.label)
        return QSize(wide + round(_AROUND * line_height(self)), super().sizeHint().height())


class Ask(QWidget):
    """``answered`` carries what was said to the fact shown; ``back_asked`` is for the fact before."""

    answered = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.place, self.begin = Text(role=ACCENT, bold=True), Text()
        self.says, self.ask = Text(size=_BIG, selectable=True), Spoken("")
        names = {**ANSWERS, "no-answer": _NO_ANSWER}
        self.buttons: Final = {answer: AnswerButton(names[answer], KEYS[answer]) for answer in ANSWERS}
        self.back: Final = Button(_BACK)
        self._said, self._asked = Text(_SAYS, role=QUIET), Text(_ASK, role=QUIET)
        layout = QVBoxLayout(self)
        band = Band("accent", [[self._said, self.says], [self._asked, self.ask]])
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.back)
        layout.addLayout(top)
        for part in (self.begin, band, beside(*self.buttons.values())):
            layout.addWidget(part)
        give_room(self, layout, between=0.5)
        for answer, button in self.buttons.items():
            button.clicked.connect(lambda _pressed, answer=answer: self.answered.emit(answer))
        self.back.clicked.connect(self.back_asked)

    def show_fact(self, run: "RunThrough", at: int, hello: str) -> None:
        """Show the fact at a place of a listing; ``hello`` is how to begin the call, "" where it has begun."""
        fact = run.facts[at]
        group = CONFIRMED[fact.group]
        self.place.setText(f"{at + 1} of {len(run.facts)}: {group}")
        self.begin.setText(hello)
        self.begin.setVisible(bool(hello))
        self._show(fact.named, f"“{fact.ask}”")
        self._mark(run.answers.get(fact.key))
        self.back.setVisible(at > 0)
        announce(self, f"{_SAYS}: {fact.named}. {_ASK}: {fact.ask}")

    def show_done(self, run: "RunThrough") -> None:
        """Say that everything was asked, and what came of it."""
        self.place.setText(_DONE)
        self.begin.hide()
        self._show(summary(run), "")
        self.back.show()
        announce(self, f"{_DONE} {self.says.text()}")

    def enter(self) -> None:
        """Take the keyboard to the question."""
        self.ask.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def asking(self) -> bool:
        """Whether there is a fact to answer to."""
        return not self.ask.isHidden()

    def press_key(self, key: str) -> bool:
        """Press the button with this key; False where there is none."""
        keyed = {KEYS[answer]: button for answer, button in self.buttons.items()}
        if key in keyed and self.asking:
            keyed[key].click()
            return True
        if key == "b" and not self.back.isHidden():
            self.back.click()
            return True
        return False

    def _show(self, says: str, ask: str) -> None:
        held = has_keyboard(self)
        self.says.setText(says)
        self.ask.setText(ask)
        for part in (self._said, self._asked, self.ask, *self.buttons.values()):
            part.setVisible(bool(ask))
        if held and ask:
            self.enter()

    def _mark(self, answer: "Answer | None") -> None:
        for each, button in self.buttons.items():
            button.say(True if each == answer else None)


def summary(run: "RunThrough") -> str:
    """How many facts got which answer: ``"8 yes, 1 changed: Phone."``."""
    each = {answer: [fact.name for fact in run.facts if run.answers.get(fact.key) == answer] for answer in ANSWERS}
    told = [f"{len(each['yes'])} yes", f"{len(each['no-answer'])} without an answer" if each["no-answer"] else ""]
    changed = ", ".join(dict.fromkeys(each["changed"]))
    told.append(f"{len(each['changed'])} changed: {changed}" if changed else "")
    return f"{', '.join(filter(None, told))}."
