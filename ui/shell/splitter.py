"""Panes side by side whose edges can be moved by mouse and by keyboard."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ui.shell.theme import ACCENT, characters

_STEP_CHARACTERS: Final = 2
_BACK: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON: Final = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class SplitterHandle(QSplitterHandle):
    """The edge between two panes: Tab reaches it, arrow keys move it."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription("Arrow keys move it.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the edge."""
        key = Qt.Key(event.key())
        if key not in _BACK | _ON:
            super().keyPressEvent(event)
            return
        step = characters(self, _STEP_CHARACTERS) * (-1 if key in _BACK else 1)
        across = self.orientation() == Qt.Orientation.Horizontal
        self.moveSplitter((self.x() if across else self.y()) + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the whole edge while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            QPainter(self).fillRect(self.rect(), self.palette().color(ACCENT))


class Splitter(QSplitter):
    """A splitter no pane of which collapses; ``edges`` names its edges for a screen reader, first to last."""

    def __init__(self, orientation: Qt.Orientation, edges: Sequence[str]) -> None:
        super().__init__(orientation)
        self._edges = tuple(edges)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> SplitterHandle:
        """An edge that has a name."""
        handle = SplitterHandle(self.orientation(), self)
        made = self.count() - 1  # Qt makes an edge in front of every pane, and never shows the first
        handle.setAccessibleName(self._edges[min(max(made, 0), len(self._edges) - 1)])
        return handle
