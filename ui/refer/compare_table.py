"""A comparison on the screen: a table whose headings stay in sight, and whose rows are as high as their words need."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.refer.compare_model import CELL, CompareModel, said
from ui.shell.headed_table import HeadedTable, TableHeading
from ui.shell.style import RING
from ui.shell.theme import characters, colours_of, line_height, scaled

_Index = QModelIndex | QPersistentModelIndex
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_NARROWEST: Final = 26
_SIDE: Final = 20
_SIDE_SHARE: Final = 0.28
"""The characters across a cell at the least, across the names of rows, and the part of the width these may take."""
_SMALL: Final = 0.88
_ROOM: Final = 0.5
_ENDLESS: Final = 100_000
_FEWEST_LINES: Final = 8


class CompareTable(HeadedTable):
    """Arrow keys go from cell to cell."""

    def __init__(self, model: CompareModel) -> None:
        super().__init__(_NARROWEST, _FEWEST_LINES)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Services side by side")
        self.setAccessibleDescription("What is compared down the side, services along the top. Arrow keys move.")
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(_Heading(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heading(Qt.Orientation.Vertical, self))
        model.modelReset.connect(self.lay_out)

    def lay_out(self) -> None:
        """Give every column and row the room its words need at the width there is."""
        model, columns = self._model, self._model.columnCount()
        side = min(characters(self, _SIDE), round(_SIDE_SHARE * self.width()))
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        across = max((self.width() - side - bar) // max(1, columns), characters(self, _NARROWEST))
        across = min(across, max(self.width() - side - bar, 1))
        top = max((height_of(self, name, across, bold=True) for name in model.names), default=0)
        self.place([across] * columns, [self._height(row, across, side) for row in range(model.rowCount())], top, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys first go through a cell that is higher than what is in sight."""
        bar, cell, seen = self.verticalScrollBar(), self.visualRect(self.currentIndex()), self.viewport().height()
        hidden = {Qt.Key.Key_Down: cell.bottom() - seen + 1, Qt.Key.Key_Up: cell.top()}.get(Qt.Key(event.key()), 0)
        page = max(1, seen - line_height(self))
        if (event.key() == Qt.Key.Key_Down and hidden > 0) or (event.key() == Qt.Key.Key_Up and hidden < 0):
            bar.setValue(bar.value() + min(max(hidden, -page), page))
        else:
            super().keyPressEvent(event)

    def _height(self, row: int, across: int, side: int) -> int:
        """How high a row is, with its name, in pixels."""
        model = self._model
        heights = [self._cells.height(model.index(row, column), across) for column in range(model.columnCount())]
        return max((*heights, height_of(self, model.headerData(row, Qt.Orientation.Vertical), side, bold=True)))


class _Cells(QStyledItemDelegate):
    """Draws the cells: what is known, and below it, smaller, where that is from."""

    def __init__(self, table: CompareTable) -> None:
        super().__init__(table)
        self._table = table

    def height(self, index: _Index, across: int) -> int:
        """How high a cell is at this width, in pixels."""
        cell = index.data(CELL)
        high = height_of(self._table, said(cell), across)
        return high + (self._below(cell.source, across) if cell.source else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell, with a ring while the keyboard is on it."""
        table, cell, area = self._table, index.data(CELL), option.rect
        colours = colours_of(option.palette)
        chosen = table.currentIndex() == index and table.hasFocus()
        painter.save()
        painter.fillRect(area, QColor(colours.chosen if chosen else colours.base))
        _draw_edges(painter, area, QColor(colours.edge if colours.button == colours.base else colours.button))
        words = _inside(table, area)
        painter.setPen(QColor(colours.text if cell.says else colours.quiet))
        painter.setFont(table.font())
        painter.drawText(words, _WRAP, said(cell))
        if cell.source:
            down = height_of(table, said(cell), area.width()) - round(_ROOM * line_height(table))
            painter.setFont(scaled(table.font(), _SMALL))
            painter.setPen(QColor(colours.quiet))
            below = QRect(words.left(), area.top() + down, words.width(), area.height() - down)
            painter.drawText(below, _WRAP, cell.source)
        if chosen:
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _below(self, source: str, across: int) -> int:
        metrics = QFontMetrics(scaled(self._table.font(), _SMALL))
        room = across - 2 * round(_ROOM * line_height(self._table))
        return metrics.boundingRect(QRect(0, 0, max(1, room), _ENDLESS), _WRAP, source).height()


class _Heading(TableHeading):
    """The services, or what is compared, in as many lines as they take."""

    def __init__(self, orientation: Qt.Orientation, table: CompareTable) -> None:
        name = "Services" if orientation == Qt.Orientation.Horizontal else "What is compared"
        super().__init__(orientation, table, name)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a heading; what differs says so, with a bar at its edge."""
        table = self._table
        model, colours = table._model, colours_of(self.palette())  # noqa: SLF001 - its own view
        down = self.orientation() == Qt.Orientation.Vertical
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        _draw_edges(painter, rect, QColor(colours.edge if colours.button == colours.base else colours.button))
        if down and model.rows[section].differs:
            wide = max(3, line_height(table) // 5)
            painter.fillRect(rect.left(), rect.top(), wide, rect.height(), QColor(colours.accent))
        font = table.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(_inside(table, rect), _WRAP, str(model.headerData(section, self.orientation())))
        painter.restore()


def height_of(table: CompareTable, text: str, across: int, *, bold: bool = False) -> int:
    """How high a text with room around it is at this width, in pixels."""
    font = table.font()
    font.setBold(bold)
    room = round(_ROOM * line_height(table))
    within = QRect(0, 0, max(1, across - 2 * room), _ENDLESS)
    return QFontMetrics(font).boundingRect(within, _WRAP, text).height() + 2 * room


def _inside(table: CompareTable, area: QRect) -> QRect:
    room = round(_ROOM * line_height(table))
    return area.adjusted(room, room, -room, 0)


def _draw_edges(painter: QPainter, area: QRect, colour: QColor) -> None:
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour)
    painter.fillRect(area.right(), area.top(), 1, area.height(), colour)
