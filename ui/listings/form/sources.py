"""The pages that facts were read on. One that facts name goes only once they name another."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.wording import listed
from ui.listings.form.boxes import Menu
from ui.listings.form.rows import RowEditor, RowsEditor
from ui.listings.form.state import State
from ui.listings.form.texts import LineEditor
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_SAYS: Final = "Rules, hours and the like name these by their numbers."
_DATE: Final = "2024 or 2024-06-30"
_NO_PAGE: Final = "Empty for what is no page, such as a public data set"
_FROM_HERE: Final = "From this page: {}. Say which other page they are from, and this one can go."
_NO_OTHER: Final = "From this page: {}. There is no other page yet: add the one that says so first."


class SourceRow(RowEditor):
    """A page: its title, address and date. Its number never changes, since facts name it by that."""

    BY_ITSELF = frozenset({"number"})

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.add(title=LineEditor("Title", wide=62), page_date=LineEditor("Date of the page", hint=_DATE, wide=30))
        self.add(url=LineEditor("Web page", hint=_NO_PAGE))
        self.moving: Final = _Moving()
        self.column.addWidget(self.moving)
        self.moving.hide()

    def value(self) -> dict[str, Any]:
        """The page with its number."""
        return {"number": self.number, **super().value()}

    def show_value(self, value: Any) -> None:
        """Show a page."""
        super().show_value(value)
        self.number = value["number"]
        self.moving.hide()


class SourcesEditor(RowsEditor):
    """The pages of a listing, in the order of their numbers."""

    def __init__(self, state: State) -> None:
        self._state: Final = state
        super().__init__("Page", SourceRow, says=_SAYS, moves=False)

    def new_value(self) -> Any:
        """The next number that is free."""
        return {"number": max((row["number"] for row in self._held()), default=0) + 1}

    def heading(self, number: int) -> str:
        """A page is known by its own number."""
        row = self.rows[number]
        return f"Page {row.number}" if isinstance(row, SourceRow) else ""

    def remove(self, number: int) -> None:
        """Take out a page; where facts name it, first ask which page they are from."""
        row = self.rows[number]
        named = self._state.named_by(row.number) if isinstance(row, SourceRow) else ()
        if not named or not isinstance(row, SourceRow):
            super().remove(number)
            return
        others = [(each, f"{each}: {title}") for each, title in self._state.sources() if each != row.number]
        if not row.moving.connected:
            row.moving.connected = True
            row.moving.chosen.connect(partial(self._move_facts, row))
        row.moving.ask(listed([f"“{each}”" for each in named], "and"), others)

    def _move_facts(self, row: SourceRow, to: int) -> None:
        self._state.repoint(row.number, to)
        row.moving.hide()
        super().remove(self.rows.index(row))


class _Moving(QWidget):
    """Asks which page the facts of another are from. ``chosen`` is its number."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.connected = False
        self.says: Final = Text(selectable=True)
        self.menu: Final = Menu(most=60)
        self.go, self.keep = Button("Move them and remove this page"), Button("Keep this page")
        self._choice: Final = beside(field("They are from", self.menu), self.menu)
        layout = QVBoxLayout(self)
        layout.addWidget(self.says)
        layout.addWidget(self._choice)
        layout.addWidget(beside(self.go, self.keep))
        give_room(self, layout, between=0.3)
        self.go.clicked.connect(lambda: self.chosen.emit(self.menu.value))
        self.keep.clicked.connect(self.hide)

    def ask(self, facts: str, others: list[tuple[int, str]]) -> None:
        """Say which facts they are, and offer the other pages."""
        self.says.setText((_FROM_HERE if others else _NO_OTHER).format(facts))
        self.menu.offer(others)
        self.menu.setCurrentIndex(0 if others else -1)
        for part in (self._choice, self.go):
            part.setVisible(bool(others))
        self.show()
        (self.menu if others else self.keep).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.says.text())
