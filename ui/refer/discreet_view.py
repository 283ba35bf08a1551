"""The discreet sheet: whether paper is safe comes first, then the names that a worker approves for each number."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.refer.discreet import PAPER_ANSWERS, QUESTION, Entry, Remember, refusal
from ui.shell.choice import ChoiceButton
from ui.shell.fields import Field
from ui.shell.forms import field
from ui.shell.parts import Toned
from ui.shell.saying import announce
from ui.shell.text import Button, Digits, Heading, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from ui.refer.asking import Offered

_REMAINS: Final = "Exactly this is printed, and nothing else:"
_NAMES: Final = "Choose what each number is called. A name must mean nothing to somebody else."
_NONE: Final = "There is no number to put on a discreet sheet. Remember one number instead."
_NOT_PRINTED: Final = "Nothing is printed or saved."
_REST_MS: Final = 400
_BIG: Final = 2.6


class DiscreetView(QWidget):
    """First the question, then what follows from its answer."""

    answered = Signal(str)
    """The code of an answer, "" where the question is asked again."""
    changed = Signal()
    """The names are others now."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = ""
        self.offered: Offered | None = None
        self.names: list[Name] = []
        self.answers: Final[dict[str, ChoiceButton]] = {}
        self.again: Final = Button("Ask again")
        self._layout: Final = QVBoxLayout(self)
        self._question, self._below = QWidget(), QWidget()
        self._remains: Final = Heading(_REMAINS)
        self._column: Final = QVBoxLayout(self._below)
        self._layout.addWidget(self._question)
        self._layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._below, self._remains):
            self._layout.addWidget(part)
        give_room(self, self._layout, between=0.5)
        give_room(self._below, self._column, between=0.4)
        self._ask(QVBoxLayout(self._question))
        self.again.clicked.connect(partial(self._take, ""))
        self.again.setAccessibleDescription(QUESTION)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.settle)
        self._show()

    @property
    def approved(self) -> tuple[Entry, ...] | None:
        """The numbers under the names as they stand; None where nothing may be printed."""
        if self.answer != "seen" or not self.names or self.refused:
            return None
        return tuple(name.entry for name in self.names)

    @property
    def refused(self) -> str:
        """Why the names may not be printed, "" where they may."""
        return next(filter(None, (name.refused for name in self.names)), "")

    def show_offered(self, offered: "Offered") -> None:
        """Show what there is."""
        self.offered = offered
        self._show()

    def enter(self) -> None:
        """Take the keyboard to the question, or to what follows."""
        first = next(iter(self.answers.values())) if not self.answer else self.again
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Begin again with the question."""
        self._rest.stop()
        for name in self.names:
            name.box.forget()
        self.answer, self.offered = "", None
        self._show()

    def settle(self) -> bool:
        """Do not wait for typing to rest; True where the names are others than before."""
        self._rest.stop()
        every = self.offered.entries if self.offered else ()
        changed = [name.take(every) for name in self.names]
        self._remains.setVisible(self.approved is not None)
        if any(changed):
            self.changed.emit()
        return any(changed)

    def _ask(self, layout: QVBoxLayout) -> None:
        layout.addWidget(Text(QUESTION, bold=True))
        for one in PAPER_ANSWERS:
            button = ChoiceButton(one.says)
            button.setAccessibleDescription(one.follows)
            button.clicked.connect(partial(self._take, one.code))
            layout.addWidget(button)
            layout.addWidget(Text(one.follows, role=QUIET))
            self.answers[one.code] = button
        give_room(self._question, layout, between=0.3)

    def _take(self, code: str) -> None:
        self.answer = code
        self._show()
        self.enter()
        self.answered.emit(code)

    def _show(self) -> None:
        """Show the question, or what follows from its answer."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.names = []
        self._question.setVisible(not self.answer)
        self.again.setVisible(bool(self.answer))
        if self.offered is not None and self.answer == "seen":
            self._show_names(self.offered)
        elif self.offered is not None and self.answer == "unsafe":
            self._show_number(self.offered.remember)
        self._remains.setVisible(self.approved is not None)

    def _show_names(self, offered: "Offered") -> None:
        if not offered.entries:
            self._add(Text(_NONE))
            return
        self._add(Text(_NAMES))
        for entry in offered.entries:
            name = Name(entry)
            name.box.textEdited.connect(self._rest.start)
            name.box.entered.connect(self.settle)
            self.names.append(name)
            self._add(name)
        for says in offered.left_out:
            self._add(Toned(says, "warn"))

    def _show_number(self, one: Remember) -> None:
        number = Digits("   ".join(one.groups) or one.number, size=_BIG)
        number.setAccessibleName(one.aloud or one.number)
        for part in (
            number,
            Text(one.number, selectable=True),
            Text(one.aloud, selectable=True),
            Text(one.rhythm),
            Text(one.whose, role=QUIET),
            Text(one.says, role=QUIET),
            Text(_NOT_PRINTED, bold=True),
        ):
            if part.text():
                self._add(part)

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        part.show()


class Name(QWidget):
    """The name one number stands under; why it may not be printed is said beside it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.refused = ""
        self.box: Final = Field()
        self.box.setText(entry.name)
        self._says: Final = Toned("", "warn", bold=True)
        layout = QVBoxLayout(self)
        for part in (field(f"{entry.number} is called", self.box, entry.whose), self.box, self._says):
            layout.addWidget(part)
        if entry.whose:
            layout.insertWidget(1, Text(f"Only here: {entry.whose}", role=QUIET))
        give_room(self, layout, between=0.15)
        self._says.hide()

    def take(self, every: Sequence[Entry]) -> bool:
        """Take what is typed, or say why it may not be printed; True where something is other than before."""
        text = self.box.text()
        before, self.refused = (self.refused, self.entry.name), refusal(text, every)
        if not self.refused:
            self.entry = self.entry.named(text)
        self._says.setText(self.refused)
        self._says.setVisible(bool(self.refused))
        self.box.setAccessibleDescription(self.refused or self.entry.whose)
        if self.refused and self.refused != before[0]:
            announce(self.box, self.refused)
        return before != (self.refused, self.entry.name)
