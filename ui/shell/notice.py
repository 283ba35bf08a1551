"""A calm page in place of what cannot be shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.flow import beside
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, give_room


class Notice(Reading):
    """A title, what a person needs to know, and one thing to do about it; ``turned`` asks for the other, if any."""

    acted = Signal()
    turned = Signal()

    def __init__(self, action: str, other: str = "") -> None:
        super().__init__()
        self._title = Text(size=1.4, bold=True)
        self._says = Text(selectable=True)
        self._hint = Text(role=QUIET)
        self.button = Button(action)
        self.button.clicked.connect(self.acted)
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(content)
        for part in (self._title, self._says, self._hint):
            layout.addWidget(part)
        layout.addWidget(self._with(other) if other else self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        give_room(content, layout, around=(2, 2), between=0.8)
        self.show_content(content, "")

    def _with(self, other: str) -> QWidget:
        button = Button(other)
        button.clicked.connect(self.turned)
        return beside(self.button, button)

    def say(self, title: str, says: str, hint: str = "") -> None:
        """Show this."""
        self._title.setText(title)
        self._says.setText(says)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(title)
