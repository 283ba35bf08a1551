"""What stands above the room: what there is to do, the switch that lets listings be changed, and what was just done."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.listings.editing import LOCK, Editing
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Button, OneLine
from ui.shell.theme import characters, give_room

_ADD: Final = "add"
DOES: Final = (
    ("hour", "I have an hour"),
    ("pairs", "Duplicates"),
    ("gaps", "What is missing"),
    ("copies", "Copies"),
    ("backups", "Backups"),
    (_ADD, "New listing"),
)
"""What there is to do beside the table: the names of views, and what the buttons say."""
_BACK: Final = "Back (Esc)"
_MORE: Final = "More..."
_SWITCH: Final = "Edit listings"
_ON: Final = "Editing on"
_WHO: Final = "Changed by"
_BY: Final = "By"
_WHO_SAYS: Final = "A role or initials, for the history. It may stay empty, and is forgotten when Navigator closes."
_ENDED: Final = "Editing was turned off, since nothing was touched for a while. What was typed is still there."
_MOST_INITIALS: Final = 60
_INITIALS: Final = 10
"""The width of the box for them, in characters."""


class Head(Arranged, QWidget):
    """Buttons for each thing to do, the switch, and a line that says what was done.

    ``asked`` is the name of a view, ``back_asked`` and ``undo_asked`` are presses; ``undo_asked`` has the batch.
    """

    asked = Signal(str)
    back_asked = Signal()
    undo_asked = Signal(int)

    def __init__(self, editing: Editing) -> None:
        """Show and turn ``editing``."""
        super().__init__()
        self._editing = editing
        self._batch = 0
        self._away = False
        self.back, self.undo = Button(_BACK), Button("Undo (Ctrl+Z)")
        self.does = {name: Button(label) for name, label in DOES}
        self.switch = Button(_SWITCH)
        self.switch.setCheckable(True)
        self.switch.setToolTip(LOCK)
        self.switch.setAccessibleDescription(LOCK)
        self.by = QLineEdit()
        self.by.setMaxLength(_MOST_INITIALS)
        self.by.setToolTip(_WHO_SAYS)
        self._who = beside(field(_BY, self.by, _WHO_SAYS), self.by)
        self.by.setAccessibleName(_WHO)
        self.told = OneLine()
        self.more = Button(_MORE)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.clicked.connect(lambda: self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self._bar = beside(self.back, *self.does.values(), self.more, self.switch, self._who)
        self._said = beside(self.told, self.undo)
        layout = QVBoxLayout(self)
        for part in (self._bar, self._said):
            layout.addWidget(part)
        give_room(self, layout, between=0.35)
        for name, button in self.does.items():
            button.clicked.connect(lambda _pressed, name=name: self.asked.emit(name))
        self.back.clicked.connect(self.back_asked)
        self.undo.clicked.connect(lambda: self.undo_asked.emit(self._batch))
        self.switch.toggled.connect(editing.turn)
        self.by.textChanged.connect(self._take_who)
        editing.changed.connect(self._follow)
        editing.ended.connect(lambda: self.say(_ENDED))
        self.say("")
        self._follow(editing.on)

    @property
    def batch(self) -> int:
        """The number by which what was just done can be undone; 0 for nothing."""
        return self._batch

    def say(self, text: str, batch: int = 0) -> None:
        """Say what was done; a batch offers to take it back."""
        self._batch = batch
        self.told.setText(text)
        self._said.setVisible(bool(text))
        self._offer_undo()
        announce(self, text)

    def show_back(self, shown: bool) -> None:
        """Offer the way back in place of what there is to do."""
        self._away = shown
        self._arrange()

    def _arrange(self) -> None:
        self.by.setFixedWidth(characters(self, _INITIALS))
        offered = [button for name, button in self.does.items() if self._editing.on or name != _ADD]
        folded = not self._fits(*offered, self.switch)
        for button in self.does.values():
            button.setVisible(button in offered and not folded and not self._away)
        self.more.setVisible(folded and not self._away)
        self.back.setVisible(self._away)
        first = [self.back] if self._away else [self.more] if folded else offered
        self._who.setVisible(self._editing.on and self._fits(*first, self.switch, self._who))

    def _fits(self, *parts: QWidget) -> bool:
        """Whether these stand beside one another."""
        across = sum(part.sizeHint().width() for part in parts) + (len(parts) - 1) * self._between
        return across <= self.width()

    @property
    def _between(self) -> int:
        layout = self._bar.layout()
        return layout.spacing() if layout is not None else 0

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name, label in DOES:
            if self._editing.on or name != _ADD:
                self.menu.addAction(label, partial(self.asked.emit, name))
        if self._editing.on and self._who.isHidden():
            self.menu.addAction(f"{_WHO}...", self._ask_who)

    def _ask_who(self) -> None:
        """Ask who makes the changes, where there is no room for a box."""
        who, given = QInputDialog.getText(self, _WHO, _WHO_SAYS, text=self.by.text())
        if given:
            self.by.setText(who[:_MOST_INITIALS])

    def _follow(self, on: bool) -> None:
        with QSignalBlocker(self.switch):
            self.switch.setChecked(on)
        self.switch.setText(_ON if on else _SWITCH)
        self._arrange()
        self._offer_undo()

    def _offer_undo(self) -> None:
        self.undo.setVisible(bool(self._batch) and self._editing.on)

    def _take_who(self, text: str) -> None:
        self._editing.by = text.strip()
