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
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.show_content(content, name)
        content.setAutoFillBackground(False)  # or it would hide the ring that says where the keyboard is
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now: QWidget | None = None
        self._first: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self.verticalScrollBar().rangeChanged.connect(self._settle)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def begin(self) -> None:
        """What has taken the keyboard is where one begins: unless it is below what is seen first, from where to scroll.

        There the page itself takes the keyboard, and is read from its top.
        """
        self._first = QApplication.focusWidget()
        self._soon.start()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Once everything has its place: what takes the keyboard may only just have been shown."""
        if now is not None and self.isAncestorOf(now):
            self._now = now
            self._soon.start()

    def _settle(self) -> None:
        """What has the keyboard may be elsewhere once the page is longer or shorter."""
        if self._now is not None and QApplication.focusWidget() is self._now:
            self._soon.start()

    def _show(self) -> None:
        content, now = self.widget(), self._now
        first, self._first = self._first, None
        if now is not None and content is not None and isValid(now) and content.isAncestorOf(now):
            bar, top, seen = self.verticalScrollBar(), now.mapTo(content, QPoint()).y(), self.viewport().height()
            last = top if now.height() > seen else top + now.height() - seen
            below = now is first and last > 0
            bar.setValue(0 if below else max(last, min(bar.value(), top)))
            if below:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
