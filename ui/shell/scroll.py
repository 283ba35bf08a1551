"""A page of things to press that goes up and down by its arrow keys."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.shell.arranged import Measured
from ui.shell.pressable import Pressable
from ui.shell.text import Reading
from ui.shell.theme import characters, give_room, line_height

_MOST_ACROSS: Final = 84
"""Lines of more characters than this are hard to read."""
_WAYS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Scroll(Measured, Reading):
    """A page in which the up and down arrows go from one thing to press to the next."""

    def fill(self, parts: Iterable[QWidget], name: str) -> None:
        """Show these parts below one another."""
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(page)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        give_room(page, layout, around=(0.8, 0.6), between=0.6)
        page.setMaximumWidth(characters(self, _MOST_ACROSS))
        self.show_content(page, name)
        page.setAutoFillBackground(False)  # or it would hide most of the ring that says where the keyboard is

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the thing above or below; the page scrolls where there is none."""
        by, stops = _WAYS.get(Qt.Key(event.key()), 0), self._stops()
        focus = QApplication.focusWidget()
        at = stops.index(focus) + by if by and focus in stops else -1
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(stops[at], 0, 0)
        else:
            super().keyPressEvent(event)

    def bring(self, widget: QWidget | None) -> None:
        """Scroll so that this is near the top, once everything above it has its place."""
        QTimer.singleShot(0, self, lambda: self._bring(widget))

    def _bring(self, widget: QWidget | None) -> None:
        page = self.widget()
        if widget is not None and page is not None and isValid(widget) and page.isAncestorOf(widget):
            top = widget.mapTo(page, widget.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top - line_height(self) // 2)

    def _measure(self) -> None:
        column = self.widget()
        if column is not None:
            column.setMaximumWidth(characters(self, _MOST_ACROSS))

    def _stops(self) -> Sequence[QWidget]:
        column = self.widget()
        shown = [one for one in column.findChildren(Pressable) if one.isVisible()] if column else []
        return sorted(shown, key=lambda one: one.mapToGlobal(one.rect().topLeft()).y())
