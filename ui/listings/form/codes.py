"""Codes of the vocabulary as chips, chosen from a list that opens in place; and lists of free words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.listings.form.boxes import Turning, WordsBox
from ui.listings.form.editor import Editor, Messages, Problems, RowMessages, below
from ui.listings.form.picker import Choice, Picker
from ui.shell.chip_button import ChipButton
from ui.shell.flow import Flow, beside
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.listings.form.reference import Reference

_CROSS: Final = "  \N{MULTIPLICATION SIGN}"
_ADD: Final = "Add..."
_CLOSE: Final = "Close the list (Esc)"
_AREA: Final = "area"
_EACH_LINE: Final = "One on each line."


class CodesEditor(Editor):
    """The chosen codes of a taxonomy, in the order they were chosen, and a list of all behind "Add..."."""

    def __init__(self, taxonomy: str, reference: "Reference", label: str) -> None:
        """Of this taxonomy; ``area`` has names of places. ``label`` names it for a screen reader."""
        super().__init__()
        self._reference: Final = reference
        self._label: Final = label
        self._taxonomy = taxonomy
        self._codes: tuple[str, ...] = ()
        self._picker: Picker | None = None
        self.chips: Final = _Chips()
        self.add: Final = Turning(_ADD)
        self._messages: Final = Messages(self.add, self.named)
        self._row_messages: Final = RowMessages(self.named)
        self.add.setAccessibleName(f"{label}: add")
        self._layout: Final = QVBoxLayout(self)
        for part in (beside(self.chips, self.add), self._messages, self._row_messages):
            self._layout.addWidget(part)
        give_room(self, self._layout, between=0.3)
        self.setAccessibleName(label)
        self.add.clicked.connect(self._fold)
        self.chips.removed.connect(self._remove)
        self.chips.left.connect(lambda: self.add.setFocus(Qt.FocusReason.OtherFocusReason))
        self._row_messages.offered.connect(self._take)

    @property
    def picker(self) -> Picker | None:
        """The list, where it is open."""
        return self._picker if self._picker is not None and not self._picker.isHidden() else None

    def choose_from(self, taxonomy: str) -> None:
        """Be about another taxonomy; what was chosen stays."""
        self._taxonomy = taxonomy
        self._show()
        if self._picker is not None:
            self._picker.show_choices(self._choices(), self._codes)

    def named(self, code: str) -> str:
        """What a person reads for a code."""
        return code if self._taxonomy == _AREA else self._reference.vocabulary.label(self._taxonomy, code)

    def value(self) -> list[str]:
        """The codes, in the order they were chosen."""
        return list(self._codes)

    def show_value(self, value: Any) -> None:
        """Show these codes, also those the vocabulary does not have."""
        self._codes = tuple(value or ())
        self._show()

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with the whole, and with each code by its label."""
        self._messages.show_problems(problems.get("", ()))
        rows: dict[str, list[Any]] = {}
        for number, code in enumerate(self._codes, 1):
            about = [each for found in below(problems, number).values() for each in found]
            named = self.named(code)
            rows[str(number)] = [
                each if code in each.says else replace(each, says=f"“{named}”: {each.says}") for each in about
            ]
        self._row_messages.show_problems(rows)

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a chip by its number, or to what adds one."""
        if not (path.isdigit() and self.chips.enter(int(path) - 1)):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> None:
        """Close the list."""
        if self.picker is not None:
            self._fold()

    def _choices(self) -> list[Choice]:
        means = {term.code: term.means for term in self._reference.vocabulary.terms(self._taxonomy)}
        every = self._reference.codes(self._taxonomy)
        return [(code, self.named(code), means.get(code, "")) for code in every]

    def _show(self) -> None:
        self.chips.show_labels([self.named(code) for code in self._codes])
        if self._picker is not None:
            self._picker.show_ticked(self._codes)

    def _fold(self) -> None:
        """Open the list, or close it."""
        opens = self.picker is None
        picker = self._picker or self._make()
        if opens:
            picker.box.clear()
            picker.show_choices(self._choices(), self._codes)
        picker.setVisible(opens)
        self.add.setText(_CLOSE if opens else _ADD)
        self.add.setAccessibleName(f"{self._label}: {'close the list' if opens else 'add'}")
        if opens:
            picker.enter()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> Picker:
        self._picker = picker = Picker(self._label)
        picker.hide()
        self._layout.insertWidget(1, picker)
        # Keys go through what stands here in the order in which it is stacked.
        for part in (self._messages, self._row_messages):
            part.raise_()
        picker.ticked.connect(self._toggle)
        picker.left.connect(self.fold)
        return picker

    def _toggle(self, code: str) -> None:
        left = tuple(each for each in self._codes if each != code)
        self._change(left if len(left) < len(self._codes) else (*self._codes, code))

    def _remove(self, number: int) -> None:
        self._change((*self._codes[:number], *self._codes[number + 1 :]))

    def _take(self, path: str, offer: str) -> None:
        """Put what was offered in place of a code, unless it is there by now."""
        at = int(path) - 1
        offered = () if offer in self._codes else (offer,)
        self._change((*self._codes[:at], *offered, *self._codes[at + 1 :]))
        self.focus_field(path)

    def _change(self, codes: Sequence[str]) -> None:
        self._codes = tuple(codes)
        self._show()
        self.changed.emit()


class _Chips(QWidget):
    """What is chosen, each to be let go of: ``removed`` is its number from 0. ``left``: the last one was let go of."""

    removed = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[ChipButton] = []
        self._shown = 0
        self._row: Final = Flow()
        self.setLayout(self._row)
        give_room(self, self._row, between=0.35)
        self.hide()

    def show_labels(self, labels: Sequence[str]) -> None:
        """Show these; the keyboard stays in its place, which is then the next chip."""
        held = next((number for number, button in enumerate(self._buttons) if button.hasFocus()), None)
        while len(self._buttons) < len(labels):
            button = ChipButton(self)
            button.clicked.connect(partial(self.removed.emit, len(self._buttons)))
            self._row.addWidget(button)
            self._buttons.append(button)
        for button, label in zip(self._buttons, labels, strict=False):
            button.say(label, _CROSS, f"Remove {label}")
        self._shown = len(labels)
        if held is not None and not self.enter(min(held, len(labels) - 1)):
            self.left.emit()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(labels))
        self.setVisible(bool(labels))

    def enter(self, number: int) -> bool:
        """Take the keyboard to a chip; False where there is none of this number."""
        there = 0 <= number < self._shown
        if there:
            self._buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)
        return there

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace let go of the chip that has the keyboard."""
        held = next((button for button in self._buttons if button.hasFocus()), None)
        if held is not None and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            held.click()
        else:
            super().keyPressEvent(event)


class WordsEditor(Editor):
    """A list of free words, one on each line."""

    def __init__(self, label: str) -> None:
        """``label`` names it for a screen reader."""
        super().__init__()
        self.box: Final = WordsBox()
        self._given: tuple[str, ...] = ()
        self._messages: Final = Messages(self.box)
        self._row_messages: Final = RowMessages()
        self.box.setAccessibleName(label)
        self.box.setAccessibleDescription(_EACH_LINE)
        self.box.setPlaceholderText(_EACH_LINE)
        layout = QVBoxLayout(self)
        for part in (self.box, self._messages, self._row_messages):
            layout.addWidget(part)
        give_room(self, layout, between=0.3)
        self.box.edited.connect(self.changed)
        self._row_messages.offered.connect(self._take)

    def value(self) -> list[str]:
        """The words of each line that has some."""
        if not self.box.document().isModified():
            return list(self._given)
        return [line.strip() for line in self.box.words.splitlines() if line.strip()]

    def show_value(self, value: Any) -> None:
        """Show these words."""
        self._given = tuple(value or ())
        self.box.show_words("\n".join(self._given))

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with the whole, and with each line by its words."""
        self._messages.show_problems(problems.get("", ()))
        rows = {
            str(number): [
                replace(each, says=f"“{words}”: {each.says}")
                for found in below(problems, number).values()
                for each in found
            ]
            for number, words in enumerate(self.value(), 1)
        }
        self._row_messages.show_problems(rows)

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a line by its number."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if path.isdigit():
            block = self.box.document().findBlockByNumber(int(path) - 1)
            cursor = self.box.textCursor()
            cursor.setPosition(max(0, block.position()))
            self.box.setTextCursor(cursor)

    def _take(self, path: str, offer: str) -> None:
        words = self.value()
        words[int(path) - 1] = offer
        self.box.replace_words("\n".join(words))
