"""One section of the form: its fields below one another, made in turns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from navigator.listings.form.typed import Problem
from ui.listings.form.columns import Column
from ui.listings.form.editor import Editor
from ui.listings.form.sections import SECTIONS, Part, Section
from ui.listings.form.state import State
from ui.shell.folding import Fold
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room
from ui.shell.turns import draw_between

_WIDEST: Final = 92
"""Characters across."""
_MORE: Final = "More"
_NEXT: Final = "Next section"

Paths = Mapping[str, Sequence[Problem]]
"""Problems of one field by the rest of their paths."""


class Page(Column):
    """One section: its fields below one another, those that few services need folded away."""

    next_asked = Signal()

    def __init__(self, section: Section, state: State) -> None:
        super().__init__(_WIDEST)
        self.editors: list[tuple[Part, Editor]] = []
        self._state: Final = state
        self._section: Final = section
        self._holders: dict[Editor, QWidget] = {}
        self._busy: Editor | None = None
        self._fold: Fold | None = None
        self._heading: Final = Text(section.name, size=1.2, bold=True)
        self.rows.addWidget(self._heading)
        give_room(self, self.rows, around=(0.4, 0.2), between=1)

    def fill(self) -> None:
        """Make every field, in turns."""
        if self._section.says:
            self.rows.addWidget(Text(self._section.says, role=QUIET))
        rare = [part for part in self._section.parts if part.rare]
        self._make([part for part in self._section.parts if not part.rare], self.rows)
        if rare and isValid(self):
            self._make(rare, self._fold_away(rare))
        if not isValid(self):
            return
        after = SECTIONS.index(self._section) + 1
        if after < len(SECTIONS):
            on = Button(_NEXT)
            on.setAccessibleDescription(SECTIONS[after].name)
            on.clicked.connect(self.next_asked)
            self.rows.addWidget(on, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch(1)
        self.follow("")

    def be_named(self, narrow: bool) -> None:
        """Be named by the section; or by the listing, where a menu above names the section."""
        self._heading.setText(self._state.name if narrow else self._section.name)

    def focus_field(self, field: str, rest: str) -> None:
        """Take the keyboard to one of its fields, or to the first."""
        every = [(part, editor) for part, editor in self.editors if part.field == field and part.whole]
        part, editor = (every or self.editors)[0]
        if part.rare and self._fold is not None:
            self._fold.setChecked(True)
        editor.focus_field(rest)

    def show_problems(self, problems: Mapping[str, Paths]) -> None:
        """Show what is wrong with its fields."""
        for part, editor in self.editors:
            found = problems.get(part.field, {}) if part.whole else {}
            editor.show_problems(found)
            if part.rare and found and self._fold is not None:
                self._fold.setChecked(True)

    def follow(self, field: str) -> None:
        """Show a field that was changed elsewhere, and what is there because of it."""
        fields = self._state.fields
        for part, editor in self.editors:
            if part.field == field and editor is not self._busy:
                editor.show_value(part.read(fields.get(field)))
            self._holders[editor].setVisible(part.shown(fields))

    def _make(self, parts: Iterable[Part], rows: QVBoxLayout) -> None:
        for part in parts:
            editor = part.make(self._state)
            editor.show_value(part.read(self._state.fields.get(part.field)))
            if not isValid(self):
                return
            editor.changed.connect(partial(self._take, part, editor))
            self.editors.append((part, editor))
            self._holders[editor] = holder = _captioned(part.caption, editor) if part.caption else editor
            rows.addWidget(holder)
            draw_between()
            if not isValid(self):
                return

    def _fold_away(self, parts: Sequence[Part]) -> QVBoxLayout:
        """Where to put fields that few services need: they are shown where one of them says something."""
        self._fold = fold = Fold(f"{_MORE}: {', '.join(part.caption.lower() for part in parts)}")
        folded = QWidget()
        rows = QVBoxLayout(folded)
        give_room(folded, rows, between=1)
        self.rows.addWidget(fold)
        self.rows.addWidget(folded)
        fold.toggled.connect(folded.setVisible)
        fold.setChecked(any(self._state.fields.get(part.field) for part in parts))
        folded.setVisible(fold.isChecked())
        return rows

    def _take(self, part: Part, editor: Editor) -> None:
        self._busy = editor
        self._state.take(part.field, part.write(self._state.fields.get(part.field), editor.value()))
        self._busy = None


def _captioned(caption: str, editor: Editor) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(Text(caption))
    layout.addWidget(editor)
    give_room(holder, layout, between=0.2)
    return holder
