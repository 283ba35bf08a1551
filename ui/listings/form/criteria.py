"""The rules of a listing: each a plain sentence, and one at a time open to be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from navigator.find.rules import rule_sentence
from navigator.listings.form.contradictions import criterion_in
from ui.listings.form.boxes import Sources, Turning
from ui.listings.form.editor import Editor, Messages, Problems, below
from ui.listings.form.rule_form import RuleForm
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.listings.form.reference import Reference

_ADD: Final = "Add a rule"
_NONE: Final = "No rules are listed."
_CHANGE: Final = "Change"
_DONE: Final = "Done"
_KEYS: Final = "Enter changes it, Alt+Up and Alt+Down move it, Delete removes it."
_NOT_YET: Final = "A new rule: choose what it is about."
_SAYING: Final = ("values", "min", "max", "note")
_SAYS_NOTHING: Final = "A rule about “{}”: nothing is said yet."
_REMOVED: Final = "Removed: {}"
_PUT_BACK: Final = "Put it back"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CriteriaEditor(Editor):
    """Whom a service takes, as sentences; the one that is changed has its menus and its text below it."""

    def __init__(self, reference: "Reference", sources: Sources) -> None:
        """With what can be chosen, and the sources there are."""
        super().__init__()
        self._reference: Final = reference
        self._sources: Final = sources
        self._criteria: list[dict[str, Any]] = []
        self._problems: Problems = {}
        self._open = -1
        self._gone: tuple[int, dict[str, Any]] | None = None
        self._made: RuleForm | None = None
        self._rows: list[RuleRow] = []
        self._none: Final = Text(_NONE, role=QUIET)
        self._messages: Final = Messages()
        self._removed: Final = Text(role=QUIET)
        self.put_back: Final = Button(_PUT_BACK)
        self.add: Final = Button(_ADD)
        self._holder: Final = QWidget()
        self._column: Final = QVBoxLayout(self._holder)
        give_room(self._holder, self._column, between=0.4)
        layout = QVBoxLayout(self)
        self._taken_out: Final = beside(self.put_back)
        for part in (self._none, self._holder, self._messages, self._removed, self._taken_out, beside(self.add)):
            layout.addWidget(part)
        give_room(self, layout, between=0.4)
        for button, act in ((self.add, self._add), (self.put_back, self._put_back)):
            button.clicked.connect(act)
        self._show()

    @property
    def rows(self) -> Sequence["RuleRow"]:
        """The rules that are shown."""
        return self._rows[: len(self._criteria)]

    @property
    def form(self) -> RuleForm | None:
        """What the open rule is changed in; None where none is open."""
        return self._made if self._open >= 0 else None

    @property
    def unfinished(self) -> str:
        """Why the text of the open rule is not taken."""
        return f"Rule {self._open + 1}: {self.form.unfinished}" if self.form and self.form.unfinished else ""

    def value(self) -> list[dict[str, Any]]:
        """The rules in their order."""
        return [dict(row) for row in self._criteria]

    def show_value(self, value: Any) -> None:
        """Show these rules, all of them closed."""
        self._criteria = [dict(row) for row in value or ()]
        self._open, self._gone = -1, None
        self._show()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong below each rule, and within the open one beside its parts."""
        self._problems = problems
        self._messages.show_problems(problems.get("", ()))
        for number, row in enumerate(self.rows, 1):
            about, is_open = below(problems, number), number - 1 == self._open
            found = [(path, each) for path, some in about.items() for each in some]
            row.messages.show_problems([replace(each, offer="") for path, each in found if not (path and is_open)])
            if is_open and self._made is not None:
                self._made.show_problems(about)

    def focus_field(self, path: str) -> None:
        """Open a rule by its number, and take the keyboard to a part of it."""
        number, _, rest = path.partition(".")
        if number.isdigit() and 0 < int(number) <= len(self._criteria):
            self.open_rule(int(number) - 1)
            if self._made is not None:
                self._made.focus_field(rest)
        else:
            (self._rows[0].change if self._criteria else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_rule(self, at: int) -> bool:
        """Open a rule, from 0, in place of the one that is open; -1 closes it. False where its text is unfinished."""
        if at == self._open:
            return True
        if self.form is not None and self.form.unfinished:
            self.form.enter_text()
            return False
        self._open = at
        self._show()
        return True

    def shift(self, at: int, by: int) -> None:
        """Move a rule, from 0, by so many places; the keyboard goes with it."""
        to = at + by
        if not 0 <= to < len(self._criteria):
            return
        self._criteria.insert(to, self._criteria.pop(at))
        if self._open >= 0:
            self._open = {at: to, to: at}.get(self._open, self._open)
        self._tell()
        self._rows[to].change.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Rule {to + 1} of {len(self._criteria)}.")

    def remove(self, at: int) -> None:
        """Take a rule out, and offer to put it back."""
        self._gone = at, self._criteria.pop(at)
        self._open = -1 if at == self._open else self._open - (at < self._open)
        self._tell()
        self.put_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        if not self.open_rule(-1):
            return
        numbers = [number for number, _ in self._sources()]
        blank: dict[str, Any] = {
            "facet": None,
            "rule": "requires",
            "strength": "hard",
            "values": [],
            "min": None,
            "max": None,
        }
        self._criteria.append({**blank, "note": None, "source": numbers[0] if len(numbers) == 1 else None})
        self._open = len(self._criteria) - 1
        self._tell()
        self.focus_field(f"{len(self._criteria)}.facet")

    def _put_back(self) -> None:
        if self._gone is not None:
            at, row = self._gone
            self._gone = None
            self._criteria.insert(at, row)
            self._open += self._open >= at
            self._tell()
            self._rows[at].change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        while len(self._rows) < len(self._criteria):
            self._rows.append(self._make_row(len(self._rows)))
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._criteria))
        for at, criterion in enumerate(self._criteria):
            self._rows[at].show_rule(at + 1, self._sentence(criterion), is_open=at == self._open)
        self._none.setVisible(not self._criteria)
        self._holder.setVisible(bool(self._criteria))
        for part in (self._removed, self._taken_out):
            part.setVisible(self._gone is not None)
        self._removed.setText(_REMOVED.format(self._sentence(self._gone[1])) if self._gone else "")
        self._show_form()
        self.show_problems(self._problems)

    def _show_form(self) -> None:
        if self._open < 0:
            if self._made is not None:
                self._made.hide()
            return
        form = self._made or self._make_form()
        self._rows[self._open].hold(form)
        if form.row != self._criteria[self._open] or form.isHidden():
            form.show_row(self._criteria[self._open])
        form.show_place(self._open + 1, len(self._criteria))
        form.show()

    def _make_form(self) -> RuleForm:
        self._made = form = RuleForm(self._reference, self._sources)
        form.hide()
        form.changed.connect(self._take)
        form.moved.connect(lambda by: self.shift(self._open, by))
        form.removed.connect(lambda: self.remove(self._open))
        form.done.connect(lambda: self._close(self._open))
        return form

    def _make_row(self, at: int) -> "RuleRow":
        row = RuleRow()
        self._column.addWidget(row)
        row.pressed.connect(partial(self._press, at))
        row.moved.connect(partial(self.shift, at))
        row.removed.connect(partial(self.remove, at))
        return row

    def _press(self, at: int) -> None:
        if at == self._open:
            self._close(at)
        elif self.open_rule(at):
            self.focus_field(f"{at + 1}.rule")

    def _close(self, at: int) -> None:
        if self.open_rule(-1):
            self._rows[at].change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        """Take what the open rule says now."""
        if self._made is not None:
            self._criteria[self._open] = self._made.row
            self._rows[self._open].show_rule(self._open + 1, self._sentence(self._made.row), is_open=True)
            self.changed.emit()

    def _sentence(self, row: Mapping[str, Any]) -> str:
        criterion, vocabulary = criterion_in(row), self._reference.vocabulary
        if criterion is None:
            return _NOT_YET
        if not any(row.get(part) not in (None, "", []) for part in _SAYING):
            return _SAYS_NOTHING.format(vocabulary.label("facet", criterion.facet))
        return rule_sentence(criterion, vocabulary)


class RuleRow(QWidget):
    """One rule in words, and what changes it. ``pressed`` opens or closes it; ``moved`` is by how many places."""

    pressed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.says: Final = Text(selectable=True)
        self.change: Final = _Change(_CHANGE)
        self.messages: Final = Messages(self.change)
        self._is_open = False
        across, self._down = QHBoxLayout(), QVBoxLayout(self)
        across.addWidget(self.says, 1)
        across.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self._down.addLayout(across)
        self._down.addWidget(self.messages)
        give_room(self, self._down, between=0.2)
        give_room(self, across, between=0.5)
        self.change.setToolTip(_KEYS)
        self.change.clicked.connect(self.pressed)

    def show_rule(self, number: int, sentence: str, *, is_open: bool) -> None:
        """Show a rule by its number, in words."""
        self._is_open = is_open
        self.says.setText(f"{number}. {sentence}")
        self.change.setText(_DONE if is_open else _CHANGE)
        does = "Done with" if is_open else "Change"
        self.change.setAccessibleName(f"{does} rule {number}: {sentence}")
        self.change.setAccessibleDescription(_KEYS)

    def hold(self, form: QWidget) -> None:
        """Have the form of the rule below its words."""
        if self._down.indexOf(form) < 0:
            self._down.addWidget(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the button of a rule does beside opening it; Escape closes an open rule."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and self.change.hasFocus():
            self.removed.emit()
        elif event.key() == Qt.Key.Key_Escape and self._is_open:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class _Change(Turning):
    """Opens a rule. What is pressed together with Alt is for the row around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
