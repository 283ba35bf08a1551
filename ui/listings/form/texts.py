"""Editors of one fact each: a line, a text, a menu, a yes or no, a number, and a group of these beside one another."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui.listings.form.boxes import Menu, SourceBox, Sources, WordsBox, labelled, said
from ui.listings.form.columns import Columns
from ui.listings.form.editor import Editor, Messages, Problems, below
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters, give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_LONGEST_LINE: Final = 4_000


class LineEditor(Editor):
    """One line of text below its label: usually ``wide`` characters, and ``hint`` is shown where there is none."""

    def __init__(self, label: str, says: str = "", *, wide: int = 70, hint: str = "") -> None:
        super().__init__()
        self._wide: Final = wide
        self.box: Final = QLineEdit()
        self.box.setPlaceholderText(hint)
        self.box.setMaxLength(_LONGEST_LINE)
        self.messages: Final = Messages(self.box)
        _hold(self, labelled(label, self.box, says, self.messages))
        self.box.textChanged.connect(self.changed)
        self.messages.offered.connect(self.put)

    def sizeHint(self) -> QSize:
        """As wide as what usually stands there."""
        return QSize(characters(self, self._wide), super().sizeHint().height())

    def put(self, text: str) -> None:
        """Write this in place of what stands there, so that Ctrl+Z takes it back."""
        self.box.selectAll()
        self.box.insert(text)
        self.box.setFocus(_OTHER)

    def value(self) -> str | None:
        """The text; None for none."""
        return said(self.box.text())

    def show_value(self, value: Any) -> None:
        """Show a text, unless it stands there."""
        text = "" if value is None else str(value)
        if text != self.box.text():
            with QSignalBlocker(self.box):
                self.box.setText(text)
            self.box.setCursorPosition(0)

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)


class NumberEditor(LineEditor):
    """A number with digits after the point; what is none is kept as it was typed, and is wrong."""

    def value(self) -> Any:
        """The number, what was typed instead, or None."""
        text = self.box.text().strip()
        try:
            number = float(text)
        except ValueError:
            return said(text)
        return number if isfinite(number) else text


class TextEditor(Editor):
    """Some lines of text below their label."""

    def __init__(self, label: str, says: str = "", *, lines: int = 2) -> None:
        super().__init__()
        self.box: Final = WordsBox(lines)
        self.messages: Final = Messages(self.box)
        _hold(self, labelled(label, self.box, says, self.messages))
        self.box.edited.connect(self.changed)
        self.messages.offered.connect(self._put)

    def value(self) -> str | None:
        """The text; None for none."""
        return said(self.box.words)

    def show_value(self, value: Any) -> None:
        """Show a text, unless it stands there."""
        self.box.show_words(value or "")

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)

    def _put(self, text: str) -> None:
        self.box.selectAll()
        self.box.insertPlainText(text)
        self.box.setFocus(_OTHER)


class MenuEditor(Editor):
    """One of a few choices below their label."""

    def __init__(self, label: str, choices: Iterable[tuple[Any, str]], says: str = "") -> None:
        super().__init__()
        self.box: Final = Menu(choices)
        self.messages: Final = Messages(self.box, self._named)
        _hold(self, labelled(label, self.box, says, self.messages), left=self.box)
        self.box.chosen.connect(self.changed)
        self.messages.offered.connect(self._take)

    def value(self) -> Any:
        """What is chosen."""
        return self.box.value

    def show_value(self, value: Any) -> None:
        """Choose this, also where it is none of the choices."""
        self.box.show_value(value, str(value or ""))

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)

    def _named(self, value: str) -> str:
        row = self.box.findData(value)
        return self.box.itemText(row) if row >= 0 else value

    def _take(self, value: str) -> None:
        self.show_value(value)
        self.box.setFocus(_OTHER)
        self.changed.emit()


class SourceEditor(Editor):
    """Which of a listing's pages says so."""

    def __init__(self, label: str, sources: Sources) -> None:
        super().__init__()
        self.box: Final = SourceBox(sources)
        self.messages: Final = Messages(self.box)
        _hold(self, labelled(label, self.box, messages=self.messages), left=self.box)
        self.box.chosen.connect(self.changed)

    def value(self) -> Any:
        """The number of the source; None for none."""
        return self.box.value

    def show_value(self, value: Any) -> None:
        """Choose the source of this number."""
        self.box.show_number(value)

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)


class TickEditor(Editor):
    """Yes or no, with what that means below it."""

    def __init__(self, label: str, says: str = "") -> None:
        super().__init__()
        self.box: Final = QCheckBox(label)
        self.messages: Final = Messages(self.box)
        self.box.setAccessibleDescription(says)
        layout = QVBoxLayout(self)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        if says:
            layout.addWidget(Text(says, role=QUIET))
        layout.addWidget(self.messages)
        give_room(self, layout, between=0.1)
        self.box.toggled.connect(self.changed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick it, or not."""
        with QSignalBlocker(self.box):
            self.box.setChecked(value is True)

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with it."""
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard, whatever the path."""
        del path
        self.box.setFocus(_OTHER)


class GroupEditor(Editor):
    """A fact of several parts, each with an editor of its own; what is wrong with the whole stands below them."""

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self.messages: Final = Messages()
        self.column: Final = QVBoxLayout(self)
        give_room(self, self.column, between=0.5)

    def add(self, **editors: Editor) -> QWidget:
        """Put these beside one another below what is there; gives what holds them."""
        for name, editor in editors.items():
            self.editors[name] = editor
            editor.changed.connect(self.changed)
        every = tuple(editors.values())
        holder = every[0] if len(every) == 1 else Columns(*every)
        self.column.addWidget(holder)
        return holder

    def value(self) -> dict[str, Any]:
        """The parts by name."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def show_value(self, value: Any) -> None:
        """Show the parts."""
        shown: Mapping[str, Any] = value or {}
        for name, editor in self.editors.items():
            editor.show_value(shown.get(name))

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong with each part beside it."""
        for name, editor in self.editors.items():
            editor.show_problems(below(problems, name))
        self.messages.show_problems(problems.get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part, or to the first."""
        name, _, rest = path.partition(".")
        editor = self.editors.get(name)
        if editor is not None:
            editor.focus_field(rest)
        else:
            next(iter(self.editors.values())).focus_field("")


def _hold(editor: Editor, holder: QWidget, left: QWidget | None = None) -> None:
    """Put what an editor is made of into it; ``left`` is no wider than it need be."""
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(holder)
    if left is not None and (within := holder.layout()) is not None:
        within.setAlignment(left, Qt.AlignmentFlag.AlignLeft)
