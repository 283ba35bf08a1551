"""A table of which the headings stay in sight, and whose rows are as high as their words need."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from ui.shell.arranged import Measured
from ui.shell.theme import characters, colours_of, line_height


class HeadedTable(Measured, QTableView):
    """Arrow keys go from cell to cell.

    Whoever makes one of it says how it is laid out (``lay_out``), and does so anew when the model is another.
    """

    def __init__(self, narrowest: int, fewest_lines: int) -> None:
        """A table for a model, at the least so many characters across and so many lines high."""
        super().__init__()
        self._narrowest: Final = narrowest
        self._fewest_lines: Final = fewest_lines
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for corner in self.findChildren(QAbstractButton):
            corner.installEventFilter(self)

    def lay_out(self) -> None:
        """Give every column and row the room its words need at the width there is."""
        raise NotImplementedError

    def place(self, widths: Sequence[int], heights: Sequence[int], top: int, side: int) -> None:
        """Give columns and rows their room, and the headings theirs, all in pixels."""
        for header, sizes in ((self.horizontalHeader(), widths), (self.verticalHeader(), heights)):
            # It tells of every one in turn otherwise.
            with QSignalBlocker(header):
                for section, size in enumerate(sizes):
                    header.resizeSection(section, size)
        self.horizontalHeader().setFixedHeight(top)
        self.verticalHeader().setFixedWidth(side)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(line_height(self))
        self.updateGeometries()
        for part in (self, self.horizontalHeader(), self.verticalHeader()):
            part.viewport().update()

    def choose(self, index: QModelIndex) -> None:
        """Take the keyboard to a cell."""
        self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        """The least: it takes what room there is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for the headings and some of a cell."""
        return QSize(characters(self, self._narrowest), self._fewest_lines * line_height(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def _measure(self) -> None:
        self.lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The corner between the headings is part of them, and no button."""
        if isinstance(watched, QAbstractButton) and event.type() == QEvent.Type.Paint:
            QPainter(watched).fillRect(watched.rect(), QColor(colours_of(self.palette()).window))
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a cell, and show it."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model.rowCount() and model.columnCount():
            self.choose(model.index(0, 0))
        self.viewport().update()


class TableHeading(QHeaderView):
    """A heading whose sections have the sizes that the table gives them."""

    def __init__(self, orientation: Qt.Orientation, table: HeadedTable, name: str) -> None:
        """``name`` is what stands there, for a screen reader."""
        super().__init__(orientation, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName(name)
