"""Where copies begin: sending one, opening a colleague's, and a newer directory that came with Navigator."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.wording import plain_date
from ui.shell.parts import Band
from ui.shell.text import Button, Heading, Text
from ui.shell.theme import QUIET, give_room

_SEND: Final = "Copy the directory for a colleague"
_SEND_SAYS: Final = (
    "One file to pass on, with all listings, their checks, their history, and tips that may be shared. It holds no "
    "settings, nothing about people, and no confidential address."
)
_OPEN: Final = "Open a colleague’s copy"
_OPEN_SAYS: Final = (
    "See how it differs from yours, listing by listing, and choose what to take. What you changed or checked later "
    "stays, unless you choose otherwise."
)
_NEWER: Final = "Navigator came with a newer directory, compiled on {}. Yours stays as it is until you take something."
_NEWER_BUTTON: Final = "See what it changes"


class Start(QWidget):
    """Three things to do; ``sent``, ``opened`` and ``newer_asked`` say which was pressed."""

    sent = Signal()
    opened = Signal()
    newer_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.send, self.open = Button("Copy the directory...", bold=True), Button(f"{_OPEN}...")
        self.see_newer = Button(_NEWER_BUTTON)
        self._newer_says = Text(selectable=True)
        self.newer = Band("accent", [[self._newer_says], [_left(self.see_newer)]])
        layout = QVBoxLayout(self)
        layout.addWidget(self.newer)
        for heading, says, button in ((_SEND, _SEND_SAYS, self.send), (_OPEN, _OPEN_SAYS, self.open)):
            layout.addWidget(Heading(heading))
            layout.addWidget(Text(says, role=QUIET))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.setAccessibleDescription(says)
        layout.addStretch(1)
        give_room(self, layout, between=0.5)
        self.send.clicked.connect(self.sent)
        self.open.clicked.connect(self.opened)
        self.see_newer.clicked.connect(self.newer_asked)
        self.offer_newer("")

    def offer_newer(self, day: str) -> None:
        """Offer what the shipped directory changes, by the ISO day it was compiled; "" for nothing."""
        self._newer_says.setText(_NEWER.format(plain_date(day)) if day else "")
        self.newer.setVisible(bool(day))

    def enter(self) -> None:
        """Take the keyboard to the first thing to do."""
        (self.send if self.newer.isHidden() else self.see_newer).setFocus(Qt.FocusReason.OtherFocusReason)


def _left(button: Button) -> QWidget:
    line = QWidget()
    layout = QVBoxLayout(line)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    give_room(line, layout)
    return line
