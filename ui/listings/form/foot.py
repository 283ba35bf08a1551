"""What stands below the form: what saves it, and how much must be mended before."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from ui.shell.flow import beside
from ui.shell.saying import tell
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_TO_MEND: Final = "{} to mend: go to the first"
_DOUBTS: Final = "{} to look at"
_DOUBTS_SAY: Final = "These can be saved as they are. Go to the first."


class Foot(QWidget):
    """Save, and a button that leads to the first field to mend; ``mend_asked`` has its path."""

    mend_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.save, self.mend = Button("Save (Ctrl+S)", bold=True), Button("")
        self.doubts: Final = Button("")
        self.doubts.setToolTip(_DOUBTS_SAY)
        self.doubts.setAccessibleDescription(_DOUBTS_SAY)
        self.told, self.off = Text(selectable=True), Text(selectable=True)
        self._first = self._first_doubt = ""
        self._brief = False
        layout = QVBoxLayout(self)
        layout.addWidget(self.off)
        layout.addWidget(self.told)
        layout.addWidget(beside(self.save, self.mend, self.doubts))
        give_room(self, layout, between=0.3)
        self.mend.clicked.connect(self.go_to_first)
        self.doubts.clicked.connect(lambda: self.mend_asked.emit(self._first_doubt))
        self.off.hide()
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say how many there are of each kind; what is wrong with the listing as a whole is said here."""
        wrong = [problem for problem in problems if problem.blocks]
        doubts = [problem for problem in problems if not problem.blocks]
        self._first = wrong[0].field if wrong else ""
        self.mend.setText(_TO_MEND.format(len(wrong)))
        self.mend.setVisible(bool(wrong))
        self._first_doubt = doubts[0].field if doubts else ""
        self.doubts.setText(_DOUBTS.format(len(doubts)))
        self._show_doubts()
        self.say(" ".join(problem.says for problem in wrong if not problem.field))

    def be_brief(self, brief: bool) -> None:
        """In little room, say only what must be mended: the list of sections tells of the rest."""
        self._brief = brief
        self._show_doubts()

    def _show_doubts(self) -> None:
        self.doubts.setVisible(bool(self._first_doubt) and not self._first and not self._brief)

    def say(self, says: str) -> None:
        """Say something of the form as a whole, or nothing."""
        tell(self.told, says)

    def allow(self, on: bool, why_not: str) -> None:
        """Offer to save, or say why that is not offered."""
        self.save.setVisible(on)
        self.off.setText("" if on else why_not)
        self.off.setVisible(not on)

    def go_to_first(self) -> None:
        """Lead to the first field to mend."""
        if self._first:
            self.mend_asked.emit(self._first)
