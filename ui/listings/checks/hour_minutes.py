"""How many minutes somebody has: a few usual numbers to press, and a box for any other."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.parts import Toned
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import characters, give_room, line_height

USUAL: Final = (15, 30, 60, 90)
LEAST, MOST = 5, 480
_TITLE: Final = "How long do you have?"
_OTHER: Final = "Other, in minutes"
_WRONG: Final = f"Type a number of minutes, from {LEAST} to {MOST}."
_DIGITS: Final = 3


class Minutes(Measured, QWidget):
    """``changed`` says that there are other minutes; ``entered`` that somebody pressed Enter in the box."""

    changed = Signal()
    entered = Signal()

    def __init__(self, minutes: int) -> None:
        """Begin with so many, one of the usual."""
        super().__init__()
        self.minutes = minutes
        self.buttons: Final = {usual: Button(f"{usual} minutes") for usual in USUAL}
        self.box: Final = QLineEdit()
        self.box.setMaxLength(_DIGITS)
        self._problem = Toned("", "warn")
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        for usual, button in self.buttons.items():
            button.setCheckable(True)
            button.setAccessibleDescription(_TITLE)
            button.clicked.connect(lambda _pressed, usual=usual: self._choose(usual))
            self._group.addButton(button)
        other = beside(field(_OTHER, self.box, _WRONG), self.box)
        for part in (Text(_TITLE), beside(*self.buttons.values(), other), self._problem):
            layout.addWidget(part)
        give_room(self, layout, between=0.3)
        self.box.textEdited.connect(lambda _text: self._type())
        self.box.returnPressed.connect(self._enter)
        self.buttons[minutes].setChecked(True)
        self._say("")
        self._measure()

    def enter(self) -> None:
        """Take the keyboard to what is chosen."""
        chosen: QWidget = self.buttons.get(self.minutes) or self.box
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, minutes: int) -> None:
        self.box.clear()
        self._say("")
        self._take(minutes)

    def _type(self) -> None:
        """Take what is typed as soon as it is a number of minutes; until then what was chosen before stands."""
        minutes = self._typed
        self._say("")
        if minutes is not None:
            self._group.setExclusive(False)
            for usual, button in self.buttons.items():
                button.setChecked(usual == minutes)
            self._group.setExclusive(True)
            self._take(minutes)

    def _enter(self) -> None:
        if self._typed is None:
            self._say(_WRONG)
        else:
            self.entered.emit()

    @property
    def _typed(self) -> int | None:
        text = self.box.text().strip()
        minutes = int(text) if text.isascii() and text.isdigit() else 0
        return minutes if LEAST <= minutes <= MOST else None

    def _take(self, minutes: int) -> None:
        if minutes != self.minutes:
            self.minutes = minutes
            self.changed.emit()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        announce(self.box, problem)

    def _measure(self) -> None:
        self.box.setFixedWidth(characters(self, _DIGITS + 2) + line_height(self))
