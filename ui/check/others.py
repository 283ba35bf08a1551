"""What stands behind a press below the places to try: worth asking, and for the worker those whose rules say no."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.check.place_row import PlaceRow
from ui.check.places import PlaceList
from ui.shell.folding import Fold
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room
from ui.shell.word_row import ACROSS

if TYPE_CHECKING:
    from navigator.check.view import Group


class Folded(QWidget):
    """A group of places behind a press. Its rows are made and filled only while it is open.

    ``opened`` is the id of the place that was pressed; ``more_asked`` says that somebody wants to see further ones.
    """

    opened = Signal(str)
    more_asked = Signal()

    def __init__(self, words: str, says: str) -> None:
        """``words`` are on the press, ``says`` is told above the places."""
        super().__init__()
        self._group: Group | None = None
        self._by_hand: bool | None = None
        self.press = Fold(words)
        self._says = Text(says, role=QUIET)
        self.places = PlaceList(words)
        told, layout = QHBoxLayout(), QVBoxLayout(self)
        told.addWidget(self._says)
        layout.addWidget(self.press)
        layout.addLayout(told)
        layout.addWidget(self.places)
        give_room(self, told, around=(ACROSS, 0))
        give_room(self, layout, between=0.5)
        self.press.clicked.connect(self._choose)
        self.places.opened.connect(self.opened)
        self.places.more_asked.connect(self.more_asked)
        self.forget()

    @property
    def rows(self) -> Sequence[PlaceRow]:
        """The rows in sight."""
        return self.places.rows

    def show_group(self, group: "Group", *, usually_open: bool = False) -> None:
        """Show a group: open as somebody chose, or else as is usual. Nothing is there for a group without places."""
        self._group = group
        self.setVisible(bool(group.places))
        self._set(usually_open if self._by_hand is None else self._by_hand)

    def forget(self) -> None:
        """Keep nothing of what was shown, and be closed again."""
        self._group = self._by_hand = None
        self.hide()
        self._set(opened=False)

    def _choose(self, opened: bool) -> None:
        self._by_hand = opened
        self._set(opened)

    def _set(self, opened: bool) -> None:
        self.press.setChecked(opened)
        if opened and self._group is not None:
            self.places.show_cards(self._group.places, self._group.total)
        else:
            self.places.forget()
        self._says.setVisible(opened)
        self.places.setVisible(opened)
