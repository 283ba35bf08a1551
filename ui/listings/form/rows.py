"""A list of facts: rows are added, taken out and put back, and moved up and down, by mouse and by keyboard."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.form.typed import tidy
from ui.listings.form.editor import Editor, Messages, Problems, below
from ui.listings.form.texts import GroupEditor
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, give_room
from ui.shell.turns import draw_between

_OTHER = Qt.FocusReason.OtherFocusReason
_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RowEditor(GroupEditor):
    """One row of a list. ``BY_ITSELF`` are the parts that say nothing without another."""

    BY_ITSELF: frozenset[str] = frozenset()
    acts: tuple[Button, ...] = ()
    """What can be done with it beside taking it out and moving it."""

    @property
    def blank(self) -> bool:
        """Whether it says nothing, so that it is not saved."""
        parts = tidy({name: value for name, value in self.value().items() if name not in self.BY_ITSELF})
        return all(part in (None, [], False) for part in parts.values())


class RowsEditor(Editor):
    """Rows of one kind, each with a heading such as "Phone 2" and what can be done with it.

    Where ``moves`` is false, their order means nothing.
    """

    def __init__(self, noun: str, make: Callable[[], RowEditor], *, says: str = "", moves: bool = True) -> None:
        """``noun`` is what people call a row, ``says`` what to know of all of them."""
        super().__init__()
        self._noun: Final = noun
        self._make: Final = make
        self._moves: Final = moves
        self._gone: tuple[int, Any] | None = None
        self._items: list[_Item] = []
        self._none: Final = Text(f"No {noun.lower()} yet.", role=QUIET)
        self.messages: Final = Messages()
        self.add_button: Final = Button(f"Add a {noun.lower()}")
        self.back_button: Final = Button("Put it back")
        self._told: Final = Text(selectable=True)
        holder = QWidget()
        self._rows: Final = QVBoxLayout(holder)
        self._undo: Final = beside(self._told, self.back_button)
        layout = QVBoxLayout(self)
        if says:
            layout.addWidget(Text(says, role=QUIET))
        for part in (self._none, holder, self.messages, self._undo):
            layout.addWidget(part)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(holder, self._rows, between=1)
        give_room(self, layout, between=0.6)
        self.add_button.clicked.connect(self.add)
        self.back_button.clicked.connect(self._put_back)
        self._tell("")

    @property
    def rows(self) -> Sequence[RowEditor]:
        """The rows in order, also those that say nothing yet."""
        return [item.row for item in self._items]

    @property
    def unfinished(self) -> str:
        """The first reason why a row is not in the value as it was typed."""
        return next(filter(None, (row.unfinished for row in self.rows)), "")

    def value(self) -> list[Any]:
        """The rows that say something."""
        return [row.value() for row in self.rows if not row.blank]

    def show_value(self, value: Any) -> None:
        """Show these rows."""
        self._gone = None
        self._show(list(value or ()))
        self._tell("")

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside the row that it is about."""
        self.messages.show_problems(problems.get("", ()))
        number = 0
        for row in self.rows:
            number += not row.blank
            row.show_problems({} if row.blank else below(problems, number))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a row, counted among those that say something, or to where one is added."""
        place, _, rest = path.partition(".")
        said = [row for row in self.rows if not row.blank]
        if place.isdecimal() and 1 <= int(place) <= len(said):
            said[int(place) - 1].focus_field(rest)
        elif self._items:
            self._items[0].row.focus_field("")
        else:
            self.add_button.setFocus(_OTHER)

    def number_of(self, row: RowEditor) -> int:
        """The number of a row as it is saved, counted from 1; 0 for one that says nothing."""
        return [each for each in self.rows if not each.blank].index(row) + 1 if not row.blank else 0

    def new_value(self) -> Any:
        """What a row holds that is added."""
        return {}

    def add(self) -> None:
        """Add a row, and take the keyboard there."""
        self._show([*self._held(), self.new_value()])
        self._tell("")
        self._items[-1].row.focus_field("")
        self.changed.emit()

    def remove(self, number: int) -> None:
        """Take out a row, counted from 0; unless it says nothing, it can be put back."""
        held = self._held()
        blank, name = self.rows[number].blank, self.heading(number)
        self._gone = None if blank else (number, held[number])
        self._show([*held[:number], *held[number + 1 :]])
        self._tell("" if blank else f"{name} was removed.", back=not blank)
        if self._gone:
            self.back_button.setFocus(_OTHER)
        else:
            self.add_button.setFocus(_OTHER)
        self.changed.emit()

    def move_row(self, number: int, by: int) -> None:
        """Move a row, counted from 0, up or down by one; the keyboard goes with it."""
        to = number + by
        if self._moves and 0 <= to < len(self._items):
            held = self._held()
            held[number], held[to] = held[to], held[number]
            self._show(held)
            self._items[to].row.focus_field("")
            self._tell("")
            announce(self, self.heading(to))
            self.changed.emit()

    def heading(self, number: int) -> str:
        """What a row, counted from 0, is called."""
        return f"{self._noun} {number + 1}"

    def hold(self, row: RowEditor) -> Any:
        """Everything that a row is shown with again elsewhere in the list."""
        return row.value()

    def give(self, row: RowEditor, held: Any) -> None:
        """Show in a row what another held."""
        row.show_value(held)

    def _held(self) -> list[Any]:
        return [self.hold(row) for row in self.rows]

    def _show(self, held: Sequence[Any]) -> None:
        """Show so many rows: what a row holds moves, and no row does, so that keys go through them in order."""
        while len(self._items) > len(held):
            gone = self._items.pop()
            gone.hide()
            self._rows.removeWidget(gone)
            gone.deleteLater()
        while len(self._items) < len(held):
            self._items.append(item := self._item(len(self._items)))
            self._rows.addWidget(item)
            if not self.isVisible():
                draw_between()
        for number, (item, each) in enumerate(zip(self._items, held, strict=True)):
            self.give(item.row, each)
            item.row.show_problems({})
            item.place(self.heading(number), first=number == 0, last=number == len(held) - 1)
        self._none.setVisible(not held)

    def _item(self, number: int) -> "_Item":
        item = _Item(self._make(), moves=self._moves)
        item.row.changed.connect(self.changed)
        item.removed.connect(partial(self.remove, number))
        item.moved.connect(partial(self.move_row, number))
        return item

    def _put_back(self) -> None:
        if self._gone is not None:
            (number, value), self._gone = self._gone, None
            held = self._held()
            self._show([*held[:number], value, *held[number:]])
            self._tell("")
            self._items[number].row.focus_field("")
            self.changed.emit()

    def _tell(self, says: str, *, back: bool = False) -> None:
        self._told.setText(says)
        self.back_button.setVisible(back)
        self._undo.setVisible(bool(says))
        announce(self, says)


class _Item(QWidget):
    """A row under its heading, and what can be done with it. Alt+Up and Alt+Down move it."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, row: RowEditor, *, moves: bool) -> None:
        super().__init__()
        self.row: Final = row
        self._moves: Final = moves
        self._steps: Mapping[int, Button] = {by: Button(says) for by, says in ((-1, "Up"), (1, "Down"))}
        self._remove = Button("Remove")
        self._name = Text(bold=True, role=ACCENT)
        layout = QVBoxLayout(self)
        layout.addWidget(self._name)
        layout.addWidget(row)
        layout.addWidget(row.messages)
        layout.addWidget(beside(self._remove, *self._steps.values(), *row.acts))
        give_room(self, layout, between=0.4)
        self._remove.clicked.connect(self.removed)
        for by, button in self._steps.items():
            button.setToolTip(f"Alt+{'Up' if by < 0 else 'Down'}")
            button.clicked.connect(partial(self._press, by))

    def place(self, name: str, *, first: bool, last: bool) -> None:
        """Be called so, and offer what can be done with it where it stands."""
        self._name.setText(name)
        for button, does in ((self._remove, "Remove"), (self._steps[-1], "Move up"), (self._steps[1], "Move down")):
            button.setAccessibleName(f"{does}: {name}")
        for by, button in self._steps.items():
            button.setVisible(self._moves and not (first if by < 0 else last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it."""
        by = _MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    def _press(self, by: int) -> None:
        self.moved.emit(by)
