"""One rule, built from menus or typed as text: each shows what the other says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from navigator.directory import Criterion
from navigator.errors import UsageError
from navigator.listings.form.contradictions import criterion_in
from navigator.listings.form.sentences import DOES, FIRMNESS, FORM, menus, read, text_of
from ui.listings.form.boxes import Menu, SourceBox, Sources, WordsBox, labelled, said
from ui.listings.form.codes import CodesEditor
from ui.listings.form.editor import Messages, Problems, below
from ui.shell.flow import beside
from ui.shell.parts import Band, Toned, stack
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.listings.form.reference import Reference

_AGE: Final = "age"
_NO_VALUES: Final = frozenset({_AGE, "other"})
_NAMES: Final = ("rule", "strength", "facet", "min", "max", "values", "note", "source")
_AGES: Final = "Ages in whole years, both included. Leave one empty where there is no end."
_VALUES: Final = "Which"
_NOTE: Final = "In the words of its page"
_SOURCE: Final = "Read on"
_TEXT: Final = "Or as text"
_NOT_TAKEN: Final = "its text is not read yet. {}"
_ESCAPE: Final = "Esc goes back to what the menus say."
_UP, _DOWN, _REMOVE, _DONE = "Move up", "Move down", "Remove", "Done"
_AGE_DIGITS: Final = 3


class RuleForm(Band):
    """The menus and boxes of one rule, as a dict in the form of a listing. ``changed`` says that somebody changed it.

    ``moved`` is by how many places, ``removed`` and ``done`` are presses.
    """

    changed = Signal()
    moved = Signal(int)
    removed = Signal()
    done = Signal()

    def __init__(self, reference: "Reference", sources: Sources) -> None:
        """With what can be chosen, and the sources there are."""
        super().__init__("accent", ())
        self._menus: Final = menus(reference.vocabulary, reference.areas)
        self.does, self.firmness, self.facet = (
            Menu((each.code, each.label) for each in choices)
            for choices in (self._menus.does, self._menus.firmness, self._menus.facets)
        )
        self.facet.setPlaceholderText("Choose...")
        self.least, self.most = _AgeBox(), _AgeBox()
        self.values: Final = CodesEditor("", reference, _VALUES)
        self.note: Final = WordsBox()
        self.source: Final = SourceBox(sources)
        self.text: Final = _Line(FORM)
        self._not_taken = ""
        self._means, self._not_read = Text(role=QUIET), Toned("", "urgent", bold=True)
        self._not_read.hide()
        about = {"min": self.least, "max": self.most}
        self._messages: Final = {name: Messages(about.get(name)) for name in _NAMES if name != "values"}
        self.up, self.down, self.remove, self.close_it = map(Button, (_UP, _DOWN, _REMOVE, _DONE))
        self._ages: Final = _together(
            Text(_AGES, role=QUIET),
            beside(labelled("From", self.least), labelled("To", self.most)),
            self._messages["min"],
            self._messages["max"],
        )
        self._which: Final = _together(Text(_VALUES), self.values)
        self._row: dict[str, Any] = {}
        if isinstance(column := self.layout(), QVBoxLayout):
            stack(self, column, [[part] for part in self._parts()])
        self._connect()

    @property
    def row(self) -> dict[str, Any]:
        """The rule as it stands in the menus."""
        return dict(self._row)

    @property
    def unfinished(self) -> str:
        """Why the text is not in the menus, in a sentence or two; "" where it is."""
        return _NOT_TAKEN.format(self._not_taken) if self._not_taken else ""

    def show_row(self, row: Mapping[str, Any]) -> None:
        """Show this rule; nothing is emitted."""
        self.values.fold()
        self._row = dict(row)
        self.text.clear()
        self._show_menus()
        self._show_text()
        # What was typed for another rule is not to come back in this one.
        self.note.document().clearUndoRedoStacks()

    def show_place(self, number: int, count: int) -> None:
        """Offer the moves there are for the rule of this number among so many."""
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside each part."""
        for name, messages in self._messages.items():
            messages.show_problems([each for found in below(problems, name).values() for each in found])
        self.values.show_problems(below(problems, "values"))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part."""
        name, _, rest = path.partition(".")
        boxes: dict[str, QWidget] = {
            "rule": self.does, "strength": self.firmness, "facet": self.facet, "min": self.least, "max": self.most,
            "note": self.note, "source": self.source,
        }  # fmt: skip
        if name == "values" and not self._which.isHidden():
            self.values.focus_field(rest)
        else:
            boxes.get(name, self.does).setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_text(self) -> None:
        """Take the keyboard to the text, which is not taken yet."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> list[QWidget]:
        about = self._messages
        menus_row = beside(
            labelled("What it does", self.does, messages=about["rule"]),
            labelled("How firm", self.firmness, messages=about["strength"]),
            labelled("About", self.facet, messages=about["facet"]),
        )
        return [
            menus_row,
            self._means,
            self._ages,
            self._which,
            labelled(_NOTE, self.note, messages=about["note"]),
            labelled(_SOURCE, self.source, messages=about["source"]),
            labelled(_TEXT, self.text),
            self._not_read,
            beside(self.close_it, self.up, self.down, self.remove),
        ]

    def _connect(self) -> None:
        for name, menu in (("rule", self.does), ("strength", self.firmness), ("source", self.source)):
            menu.chosen.connect(lambda name=name, menu=menu: self._set(name, menu.value))
        self.facet.chosen.connect(self._choose_facet)
        for name, box in (("min", self.least), ("max", self.most)):
            box.textEdited.connect(lambda text, name=name: self._set(name, int(text) if text else None))
        self.values.changed.connect(lambda: self._set("values", self.values.value()))
        self.note.edited.connect(lambda: self._set("note", said(self.note.words)))
        self.text.textEdited.connect(self._read)
        self.text.editingFinished.connect(lambda: self._not_read.setVisible(bool(self._not_taken)))
        self.text.given_up.connect(self._give_up)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        self.close_it.clicked.connect(self.done)

    def _choose_facet(self) -> None:
        """What a rule about another thing said of the one before does not hold."""
        self._row |= {"values": [], "min": None, "max": None}
        self._row["facet"] = self.facet.value
        self._show_menus()
        self._tell()

    def _set(self, name: str, value: Any) -> None:
        self._row[name] = value
        self._explain()
        self._tell()

    def _tell(self) -> None:
        self._show_text()
        self.changed.emit()

    def _read(self, text: str) -> None:
        """Take what is typed as soon as it is a rule."""
        try:
            found = read(text, self._menus)
        except UsageError as error:
            self._say(str(error))
            return
        self._say("")
        self._row = row_of(found)
        self._show_menus()
        self.changed.emit()

    def _give_up(self) -> None:
        self._show_text()
        self.text.selectAll()

    def _say(self, says: str) -> None:
        """Keep why the text is not read: shown once somebody has finished typing it, and until it is."""
        self._not_taken = says
        self._not_read.setText(f"{says} {_ESCAPE}" if says else "")
        self._not_read.setVisible(bool(says) and not self._not_read.isHidden())

    def _show_text(self) -> None:
        self._say("")
        text = typed(self._row)
        if text != self.text.text():
            self.text.setText(text)
            self.text.setCursorPosition(0)

    def _show_menus(self) -> None:
        row = self._row
        for menu, name in ((self.does, "rule"), (self.firmness, "strength"), (self.facet, "facet")):
            menu.show_value(row.get(name), str(row.get(name) or ""))
        self.source.show_number(row.get("source"))
        for box, name in ((self.least, "min"), (self.most, "max")):
            box.setText("" if row.get(name) is None else str(row[name]))
        facet = row.get("facet") or ""
        self.values.choose_from("area" if facet == "area" else f"value.{facet}")
        self.values.show_value(row.get("values"))
        self.note.show_words(row.get("note") or "")
        self._explain()

    def _explain(self) -> None:
        """Show what goes with the facet, and say how firm the rule is."""
        row, facet = self._row, self._row.get("facet")
        has_age = row.get("min") is not None or row.get("max") is not None
        self._ages.setVisible(facet == _AGE or has_age)
        self._which.setVisible(bool(row.get("values")) or (bool(facet) and facet not in _NO_VALUES))
        firm = next((each for each in self._menus.firmness if each.code == row.get("strength")), None)
        self._means.setText(f"“{firm.label}”: {firm.means}" if firm and firm.means else "")
        self._means.setVisible(bool(self._means.text()))


class _Line(QLineEdit):
    """A line to type a rule in; ``given_up`` is Escape after something was typed."""

    given_up = Signal()

    def __init__(self, form: str) -> None:
        super().__init__()
        self.setPlaceholderText(form)
        self.setToolTip(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class _AgeBox(QLineEdit):
    """An age in whole years."""

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9]{{0,{_AGE_DIGITS}}}"), self))
        self.setMaximumWidth(characters(self, 10))


def row_of(choices: Criterion) -> dict[str, Any]:
    """A rule as it stands in the form of a listing."""
    return {
        "facet": choices.facet,
        "rule": choices.rule,
        "strength": choices.strength,
        "values": list(choices.values),
        "min": choices.minimum,
        "max": choices.maximum,
        "note": choices.note,
        "source": choices.source or None,
    }


def typed(row: Mapping[str, Any]) -> str:
    """A rule as text; "" until it can be one. A source that is not chosen is left out."""
    choices = criterion_in(row)
    if choices is None or choices.strength not in FIRMNESS or choices.rule not in DOES:
        return ""
    if choices.source:
        return text_of(choices)
    note = f"; note: {choices.note}" if choices.note else ""
    return text_of(replace(choices, note=None)).removesuffix("; source 0") + note


def _together(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    for widget in widgets:
        layout.addWidget(widget)
    give_room(holder, layout, between=0.2)
    return holder
