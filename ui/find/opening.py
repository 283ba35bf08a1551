"""While the directory opens: said at once for a small one, with a bar for a large one."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

_SAYS: Final = "Opening the directory…"
_SOON_MS: Final = 300


class OpeningPage(QWidget):
    """In place of the results until the first of them come."""

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_SAYS)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(Text(_SAYS, role=QUIET))
        layout.addWidget(self.bar)
        layout.addStretch(1)
        give_room(self, layout, around=(1.3, 1), between=0.6)
        QTimer.singleShot(_SOON_MS, self.bar.show)

    def progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
