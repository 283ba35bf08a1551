"""What a service says to someone with both needs, and how it bends."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.check.asking import BOTH_NEEDS
from navigator.listings.facts import FIELDS
from ui.listings.form.boxes import Menu, SourceBox, Sources, WordsBox, labelled, said
from ui.listings.form.editor import Editor, Messages, Problems
from ui.shell.chip_button import ChipButton
from ui.shell.flow import beside
from ui.shell.parts import Band
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.listings.form.reference import Reference

NOT_STATED: Final = "not-stated"
ASK: Final = "Ask the service:"
_STANCE: Final = "For someone with both needs"
_NOTE: Final = "In the words of its page"
_SOURCE: Final = "Read on"
_GROUP: Final = "flexibility."
_BENDS: Final = {each.name.removeprefix(_GROUP): each.label for each in FIELDS if each.name.startswith(_GROUP)}
_PLUS: Final = "+ {}"


class StanceEditor(Editor):
    """The group ``dual_diagnosis``: a stance, in which words, and where it was read. Unstated, it says what to ask."""

    def __init__(self, reference: "Reference", sources: Sources) -> None:
        """With the stances there are, and the sources."""
        super().__init__()
        self._reference: Final = reference
        self._terms: Final = {term.code: term for term in reference.vocabulary.terms("stance")}
        self.menu: Final = Menu((code, term.label) for code, term in self._terms.items())
        self.note: Final = WordsBox()
        self.source: Final = SourceBox(sources)
        self._means: Final = Text(role=QUIET)
        self.question: Final = Text(f"“{BOTH_NEEDS}”", bold=True, selectable=True)
        self._ask: Final = Band("accent", [[Text(ASK), self.question]])
        self._about: Final = {name: Messages() for name in ("", "stance", "note", "source")}
        layout = QVBoxLayout(self)
        for part in (
            self._about[""],
            labelled(_STANCE, self.menu, messages=self._about["stance"]),
            self._means,
            self._ask,
            labelled(_NOTE, self.note, messages=self._about["note"]),
            labelled(_SOURCE, self.source, messages=self._about["source"]),
        ):
            layout.addWidget(part)
        give_room(self, layout, between=0.4)
        self.menu.chosen.connect(self._choose)
        self.note.edited.connect(self.changed)
        self.source.chosen.connect(self.changed)
        self._about["stance"].offered.connect(self._take)
        self.show_value(None)

    def value(self) -> dict[str, Any]:
        """The stance, its note and its source."""
        return {"stance": self.menu.value, "note": said(self.note.words), "source": self.source.value}

    def show_value(self, value: Any) -> None:
        """Show this stance; none is one that is not stated."""
        group = value or {}
        stance = group.get("stance") or NOT_STATED
        self.menu.show_value(stance, self._reference.vocabulary.label("stance", stance))
        self.note.show_words(group.get("note") or "")
        self.source.show_number(group.get("source"))
        self._explain()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside each part."""
        for name, messages in self._about.items():
            messages.show_problems(problems.get(name, ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part."""
        boxes: dict[str, QWidget] = {"note": self.note, "source": self.source}
        boxes.get(path, self.menu).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        self._explain()
        self.changed.emit()

    def _take(self, stance: str) -> None:
        self.menu.show_value(stance)
        self._choose()

    def _explain(self) -> None:
        term = self._terms.get(self.menu.value)
        self._means.setText(term.means if term else "")
        self._means.setVisible(bool(self._means.text()))
        self._ask.setVisible(self.menu.value == NOT_STATED)


class FlexibilityEditor(Editor):
    """The group ``flexibility``: the texts that are filled, and a button to add each of the others."""

    def __init__(self) -> None:
        """Nothing filled."""
        super().__init__()
        self.boxes: Final[dict[str, WordsBox]] = {}
        self.add: Final = {name: ChipButton(self) for name in _BENDS}
        self._parts: Final[dict[str, QWidget]] = {}
        self._about: Final = {name: Messages() for name in ("", *_BENDS)}
        for messages in self._about.values():
            messages.setParent(self)
        self._given: dict[str, Any] = {}
        self._filled: Final = QWidget()
        self._column: Final = QVBoxLayout(self._filled)
        give_room(self._filled, self._column, between=0.4)
        layout = QVBoxLayout(self)
        for part in (self._about[""], self._filled, beside(*self.add.values())):
            layout.addWidget(part)
        give_room(self, layout, between=0.4)
        for name, button in self.add.items():
            button.say(_PLUS.format(_BENDS[name]), "", f"Add {_BENDS[name]}")
            button.clicked.connect(partial(self._open, name))
        self.show_value(None)

    def value(self) -> dict[str, Any]:
        """All six texts, None for those that are empty."""
        return {
            name: said(self.boxes[name].words) if name in self.boxes else self._given.get(name) or None
            for name in _BENDS
        }

    def show_value(self, value: Any) -> None:
        """Show the texts that are filled."""
        self._given = dict(value or {})
        for name in _BENDS:
            words = self._given.get(name) or ""
            if words or name in self.boxes:
                self._box(name).show_words(words)
            self._fold(name, is_open=bool(words))

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside each text."""
        for name, messages in self._about.items():
            found = problems.get(name, ())
            if found and name:
                self._box(name)
                self._fold(name, is_open=True)
            messages.show_problems(found)

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a text; to the first that is filled, or what adds one, for none."""
        name = path if path in _BENDS else next((name for name in _BENDS if not self.add[name].isVisible()), "")
        if name:
            self._open(name)
        else:
            next(iter(self.add.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, name: str) -> None:
        self._fold(name, is_open=True)
        self._box(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, name: str, *, is_open: bool) -> None:
        if is_open:
            self._box(name)
        if name in self._parts:
            self._parts[name].setVisible(is_open)
        self.add[name].setVisible(not is_open)
        self._filled.setVisible(any(not part.isHidden() for part in self._parts.values()))

    def _box(self, name: str) -> WordsBox:
        if name not in self.boxes:
            self.boxes[name] = box = WordsBox()
            self._parts[name] = part = labelled(_BENDS[name], box, messages=self._about[name])
            before = [each for each in _BENDS if each in self._parts]
            self._column.insertWidget(before.index(name), part)
            # Keys go through them in the order in which they are stacked.
            for each in before:
                self._parts[each].raise_()
            box.edited.connect(self.changed)
        return self.boxes[name]
