"""Where things stand in the form: beside one another where there is room, and in lines not too long to read."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.shell.arranged import Measured
from ui.shell.theme import characters, give_room

_LEAST: Final = 0.6
"""The share of its usual width that a thing needs at the least to stand beside others."""


class Columns(QWidget):
    """Things beside one another, their tops in line, or below one another where there is less room than they need."""

    def __init__(self, *widgets: QWidget, least: int = 0) -> None:
        """Each needs ``least`` characters to stand beside the others, or by default most of its usual width."""
        super().__init__()
        self._least: Final = least
        self._widgets: Final = widgets
        self._row: Final = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for widget in widgets:
            share = 1 if least else max(1, widget.sizeHint().width())
            self._row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        give_room(self, self._row, between=0.6)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest must be: beside one another is only where there is room."""
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row into a column, or back."""
        super().resizeEvent(event)
        usual = sum(widget.sizeHint().width() for widget in self._widgets)
        needs = characters(self, self._least * len(self._widgets)) if self._least else _LEAST * usual
        beside = QBoxLayout.Direction.LeftToRight
        wanted = beside if self.width() >= needs else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)


class Column(Measured, QWidget):
    """Things below one another, at the most so many characters wide, at every size of text."""

    def __init__(self, widest: int) -> None:
        super().__init__()
        self._widest: Final = widest
        self.rows: Final = QVBoxLayout(self)
        self._measure()

    def _measure(self) -> None:
        self.setMaximumWidth(characters(self, self._widest))
