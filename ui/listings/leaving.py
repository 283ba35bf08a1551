"""What is asked before something typed would be lost."""

from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.text import Button, Text
from ui.shell.theme import characters, give_room

Answer = Literal["save", "leave", "stay"]
_WIDE: Final = 56
_TITLE: Final = "Not saved"
_LEAVE: Final = "Leave without saving"


class LeavingDialog(QDialog):
    """A sentence, and what can be done: to stay, unless somebody chooses otherwise. Escape stays."""

    def __init__(self, parent: QWidget, says: str, *, save: str, leave: str) -> None:
        """``save`` and ``leave`` are on the buttons; without ``save``, it cannot be saved now."""
        super().__init__(parent)
        self.answer: Answer = "stay"
        self.setWindowTitle(_TITLE)
        self.setAccessibleDescription(says)
        self.stay, self.save, self.leave = Button("Stay", bold=True), Button(save), Button(leave)
        choices: tuple[tuple[Button, Answer], ...] = ((self.stay, "stay"), (self.save, "save"), (self.leave, "leave"))
        for button, answer in choices:
            button.clicked.connect(lambda _on=False, answer=answer: self._choose(answer))
        self.stay.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(Text(says, selectable=False))
        layout.addStretch(1)
        layout.addWidget(beside(self.stay, self.save, self.leave))
        self.save.setVisible(bool(save))
        give_room(self, layout, around=(1.2, 1), between=0.9)
        width = min(characters(self, _WIDE), parent.window().width())
        self.resize(width, layout.heightForWidth(width))
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def ask(parent: QWidget, says: str, *, save: str = "", leave: str) -> Answer:
    """Ask, and wait for the answer."""
    dialog = LeavingDialog(parent, says, save=save, leave=leave)
    dialog.exec()
    answer = dialog.answer
    dialog.deleteLater()
    return answer


def leave_anyway(parent: QWidget, says: str) -> bool:
    """Say what is not saved and cannot be saved as it is, and ask whether it may be lost."""
    return ask(parent, says, leave=_LEAVE) == "leave"
