"""What stands in place of the facts once a listing is done: what to edit in it, or the sum of a whole run-through."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.parts import Block, Pane
from ui.shell.text import Button, Heading, Text, unmarked
from ui.shell.theme import QUIET, give_room

Edits = Mapping[tuple[str, str], str]
"""What to call each thing to edit, by the id of its listing and the field of its form."""

_EDIT: Final = "Edit what changed"
_OPENED: Final = "opened"


class After(QWidget):
    """``edit_asked`` has the id of a listing and the field of its form; ``gone_on`` is a press to go on."""

    edit_asked = Signal(str, str)
    gone_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits: dict[tuple[str, str], Button] = {}
        self._pane, self.goes_on = Pane(), Button("", bold=True)
        self.goes_on.clicked.connect(self.gone_on)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pane)
        layout.addWidget(beside(self.goes_on))
        layout.addStretch(1)
        give_room(self, layout, around=(0.8, 0.6), between=0.7)

    def show_result(
        self, title: str, lines: Sequence[str], to_edit: Mapping[tuple[str, str], str], goes_on: str
    ) -> None:
        """Show what came of it, a button for each thing to edit by the listing and the field, and one to go on."""
        self.edits = {}
        self._pane.show_blocks(self._blocks(title, lines, to_edit))
        self.goes_on.setText(goes_on)

    def opened(self, what: tuple[str, str]) -> None:
        """One of them was opened: it may be opened again, and is not the next."""
        button = self.edits.get(what)
        if button is not None and not button.property(_OPENED):
            button.setProperty(_OPENED, True)
            button.setText(f"\N{CHECK MARK} {button.text()}")

    def enter(self) -> None:
        """Take the keyboard to the first thing to edit that was not opened yet, or to going on."""
        left = (button for button in self.edits.values() if not button.property(_OPENED))
        next(left, self.goes_on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _blocks(self, title: str, lines: Sequence[str], to_edit: Edits) -> Iterator[Block]:
        yield [Text(title, size=1.3, bold=True, selectable=True)]
        yield [Text(line, selectable=True) for line in lines]
        if to_edit:
            yield [Heading(_EDIT), Text("Each opens in the form, and you come back here.", role=QUIET)]
            yield [beside(*(self._edit(what, name) for what, name in to_edit.items()))]

    def _edit(self, what: tuple[str, str], name: str) -> Button:
        self.edits[what] = button = Button(unmarked(f"Edit: {name}"))
        button.clicked.connect(partial(self.edit_asked.emit, *what))
        return button
