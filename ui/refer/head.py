"""What stands above the shortlist: what to make of it, who refers, and what was just done."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Button, OneLine
from ui.shell.theme import give_room

_BACK: Final = "Back to the shortlist"
_ROLE: Final = "I refer as"
_ROLE_SAYS: Final = "Which routes you can use follows from this. It is kept until Navigator closes."


class Head(QWidget):
    """Buttons for a sheet and for comparing, and who refers.

    ``sheet_asked``, ``compare_asked``, ``back_asked`` and ``undo_asked`` are presses; ``role_chosen`` is a role.
    """

    sheet_asked = Signal()
    compare_asked = Signal()
    back_asked = Signal()
    undo_asked = Signal()
    role_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.back, self.compare = Button(_BACK), Button("Compare (Ctrl+E)")
        self.sheet, self.undo = Button("Make a sheet (Ctrl+P)", bold=True), Button("Undo (Ctrl+Z)")
        self.role = QComboBox()
        self._offered: tuple[str, ...] = ()
        self._role_label: QLabel = field(_ROLE, self.role, _ROLE_SAYS)
        self._roles = beside(self._role_label, self.role)
        self.told = OneLine()
        self._bar, self._said = beside(self.back, self.sheet, self.compare, self._roles), beside(self.told, self.undo)
        layout = QVBoxLayout(self)
        for part in (self._bar, self._said):
            layout.addWidget(part)
        give_room(self, layout, between=0.35)
        for button, does in (
            (self.back, self.back_asked),
            (self.sheet, self.sheet_asked),
            (self.compare, self.compare_asked),
            (self.undo, self.undo_asked),
        ):
            button.clicked.connect(does)
        self.role.currentIndexChanged.connect(lambda n: self.role_chosen.emit(self._offered[n]))
        self.back.hide()
        self._bar.hide()
        self.say("")

    def offer_roles(self, roles: Sequence[str], chosen: str) -> None:
        """Offer these roles, one of them chosen; nothing is emitted."""
        self._offered = tuple(roles)
        with QSignalBlocker(self.role):
            self.role.clear()
            self.role.addItems([f"{role[:1].upper()}{role[1:]}" for role in roles])
            self.role.setCurrentIndex(list(roles).index(chosen))

    def follow(self, *, stops: int, back: bool) -> None:
        """Offer what there is a use for: with so many stops, and where the shortlist is out of sight."""
        self.back.setVisible(back)
        self.sheet.setVisible(bool(stops))
        self._roles.setVisible(bool(stops) and not back)
        self.compare.setVisible(stops > 1 and not back)
        self._bar.setVisible(back or bool(stops))
        self._look()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Say what was done; ``undo`` offers to take it back."""
        self.told.setText(text)
        self.undo.setVisible(undo)
        self._said.setVisible(bool(text))
        self._look()
        announce(self, text)

    def _look(self) -> None:
        """Take no room where there is nothing to say."""
        self.setHidden(self._bar.isHidden() and self._said.isHidden())
