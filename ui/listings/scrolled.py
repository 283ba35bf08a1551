"""A view all of which goes up and down where there is too little room for it."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.shell.text import Reading


class Scrolled(Reading):
    """Holds what a view shows, and keeps what has the keyboard in sight."""

    def __init__(self, content: QWidget, name: str) -> None:
        """``name`` says what is shown, for a screen reader."""
        super().__init__()
        content.setMinimumWidth(1)  # what is wider than the view is no reason to hide the end of every line
        content.setBackgroundRole(QPalette.ColorRole.Window)
        self.show_content(content, name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Once everything has its place: what takes the keyboard may only just have been shown."""
        if now is not None and self.isAncestorOf(now):
            self._now = now
            self._soon.start()

    def _show(self) -> None:
        content, now = self.widget(), self._now
        if now is not None and content is not None and isValid(now) and content.isAncestorOf(now):
            bar, top, seen = self.verticalScrollBar(), now.mapTo(content, QPoint()).y(), self.viewport().height()
            last = top if now.height() > seen else top + now.height() - seen
            bar.setValue(max(last, min(bar.value(), top)))
