"""What can be done with an entry of a history: put the listing back, undo it, compare it; and the question before."""

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

_PUT_BACK: Final = "Put back as before this..."
_UNDO: Final = "Undo this"
_COMPARE: Final = "Compare with another"
_CONFIRM: Final = "Put it back"
_DROP: Final = "Leave it as it is"
_WHY: Final = "Why"
_WHY_SAYS: Final = "A few words for the history. It may stay empty."
_HINT: Final = "Choose another change in the list to compare with that one. Escape stops comparing."
_SWITCHED_OFF: Final = "Turn on “Edit listings” to put it back. What you typed is still there."
_MOST: Final = 300


class Can(NamedTuple):
    """What can be done with the entry that is shown, and whether it is being compared."""

    put_back: bool = False
    undo: bool = False
    compare: bool = False
    comparing: bool = False


class Acts(QWidget):
    """Buttons for the entry that is shown, or the question whether to put the listing back.

    ``put_back_asked``, ``undo_asked`` and ``compared`` are presses; ``confirmed`` has why the listing is put back, and
    ``dropped`` says that it is not.
    """

    put_back_asked = Signal()
    undo_asked = Signal()
    compared = Signal(bool)
    confirmed = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.put_back, self.undo, self.compare = Button(_PUT_BACK, bold=True), Button(_UNDO), Button(_COMPARE)
        self.compare.setCheckable(True)
        self.confirm, self.drop = Button(_CONFIRM, bold=True), Button(_DROP)
        self.why = QLineEdit()
        self.why.setMaxLength(_MOST)
        self.why.setPlaceholderText(_WHY_SAYS)
        self.hint = Text(role=QUIET)
        self.told = Toned("", "warn")
        self._offered = beside(self.put_back, self.undo, self.compare)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        for part in (field(_WHY, self.why, _WHY_SAYS), self.why, beside(self.confirm, self.drop)):
            asked.addWidget(part)
        give_room(self._asked, asked, between=0.3)
        layout = QVBoxLayout(self)
        for part in (self.told, self.hint, self._offered, self._asked):
            layout.addWidget(part)
        give_room(self, layout, around=(0.6, 0.4), between=0.4)
        self._connect()
        self.say("")

    def offer(self, can: Can, together: int) -> None:
        """Offer what can be done with an entry, with which so many listings changed as one."""
        self.put_back.setVisible(can.put_back)
        self.undo.setVisible(can.undo)
        self.compare.setVisible(can.compare)
        self.compare.setChecked(can.comparing)
        others = f"Undo takes back {_others(together - 1)} changed with it too." if together > 1 and can.undo else ""
        self.undo.setAccessibleDescription(others)
        self._switch(self._offered, _HINT if can.comparing else others)

    def ask(self, *, editing: bool, able: bool) -> None:
        """Ask whether to put the listing back; ``able`` says whether there is anything to put back."""
        held = has_keyboard(self._offered)
        self.confirm.setVisible(editing and able)
        self._switch(self._asked, "" if editing else _SWITCHED_OFF)
        if held:
            (self.why if editing and able else self.drop).setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Take the keyboard to the first thing there is to do."""
        buttons = (self.put_back, self.undo, self.compare)
        next((one for one in buttons if self._shown(one)), self.compare).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say why something could not be done, or that it is being done; "" for nothing."""
        tell(self.told, sentence)

    def wait(self, waiting: bool) -> None:
        """Take no presses while something is being done."""
        for part in (self._offered, self._asked):
            part.setDisabled(waiting)

    def _switch(self, shown: QWidget, hint: str) -> None:
        self._offered.setVisible(shown is self._offered)
        self._asked.setVisible(shown is self._asked)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    @staticmethod
    def _shown(button: Button) -> bool:
        return not button.isHidden()

    def _connect(self) -> None:
        self.put_back.clicked.connect(self.put_back_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.compare.clicked.connect(self.compared)
        self.confirm.clicked.connect(self._confirm)
        self.why.returnPressed.connect(self._confirm)
        self.drop.clicked.connect(self.dropped)

    def _confirm(self) -> None:
        if self._shown(self.confirm):
            self.confirmed.emit(self.why.text().strip())


def _others(count: int) -> str:
    return "the other listing" if count == 1 else f"the {count:,} other listings"
