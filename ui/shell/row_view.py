"""A list whose rows are as high as their words need at the width there is."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate

from ui.shell.arranged import Measured
from ui.shell.theme import line_height


class Drawn(QStyledItemDelegate):
    """Draws rows at one width, in pixels, and with one font."""

    width: int

    def refit(self, font: QFont) -> None:
        """Draw with this font."""
        raise NotImplementedError


class RowView(Measured, QListView):
    """Goes up and down by pixels; nothing is typed into it. Whoever makes one calls ``present``, once."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(line_height(self))

    def present(self, model: QAbstractItemModel, drawn: Drawn) -> None:
        """Show the rows of this model, drawn by this."""
        self._drawn = drawn
        self.setItemDelegate(drawn)
        self.setModel(model)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The width decides how high rows are."""
        if event.size().width() != self._drawn.width:
            self._drawn.width = event.size().width()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def _measure(self) -> None:
        self._drawn.refit(self.font())
        self.verticalScrollBar().setSingleStep(line_height(self))
        self.scheduleDelayedItemsLayout()
