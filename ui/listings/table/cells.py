"""How the table is drawn: its cells, with a bar at the edge of chosen rows, and its headings."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.listings.table.columns import COLUMNS
from ui.listings.table.model import TableModel
from ui.shell.shapes import DOWN, UP, arrow
from ui.shell.style import RING
from ui.shell.theme import Colours, colours_of, line_height

_Index = QModelIndex | QPersistentModelIndex
_LINE: Final = int(Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOM: Final = 0.4
"""Beside the words of a cell, in lines."""
_ARROW: Final = 0.75
"""The width of the arrow in a heading, in lines."""
_FEWEST: Final = 4
"""Letters that a column can be narrowed to."""


class Cells(QStyledItemDelegate):
    """Draws the words of a cell on one line; a chosen row has a bar at its edge, the keyboard's cell a ring."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell."""
        table, area = self._table, option.rect
        colours = colours_of(table.palette())
        model = index.model()
        row = model.row(index.row()) if isinstance(model, TableModel) else None
        column = COLUMNS[index.column()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(colours.chosen if chosen else colours.base))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, _hairline(colours))
        if chosen and not index.column():
            painter.fillRect(area.left(), area.top(), max(3, line_height(table) // 5), area.height(), _of(colours))
        says, tone = (column.says(row), column.tone(row)) if row else (str(index.data()), "quiet")
        inside = _inside(table, area)
        painter.setPen(QColor(getattr(colours, tone or "text")))
        if row and (sign := column.sign(row)):
            _write(painter, inside, sign)
            inside.setLeft(inside.left() + line_height(table))
        _write(painter, inside, says)
        if table.hasFocus() and table.currentIndex() == index:
            painter.setPen(QPen(_of(colours), RING))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()


class Headings(QHeaderView):
    """The headings, with an arrow in the one that the rows go by."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setAccessibleName("Columns")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(_FEWEST * line_height(table) // 2)

    def needs(self, section: int) -> int:
        """The width of a heading with its arrow, in pixels."""
        font = self._table.font()
        font.setBold(True)
        words = QFontMetrics(font).horizontalAdvance(COLUMNS[section].heading)
        return words + round((_ARROW + 2 * _ROOM) * line_height(self._table))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a heading."""
        table, colours = self._table, colours_of(self.palette())
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        for line in (
            QRect(rect.left(), rect.bottom(), rect.width(), 1),
            QRect(rect.right(), rect.top(), 1, rect.height()),
        ):
            painter.fillRect(line, _hairline(colours))
        inside = _inside(table, rect)
        if section == self.sortIndicatorSection():
            high = line_height(table)
            wide = round(_ARROW * high)
            place = QRect(inside.right() - wide + 1, rect.top(), wide, rect.height())
            way = DOWN if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else UP
            arrow(painter, place, way, colours.accent, high)
            inside.setRight(place.left())
        font = table.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        _write(painter, inside, COLUMNS[section].heading)
        painter.restore()


def _write(painter: QPainter, area: QRect, says: str) -> None:
    """On one line, as much as there is room for."""
    metrics = QFontMetrics(painter.font())
    painter.drawText(area, _LINE, metrics.elidedText(says, Qt.TextElideMode.ElideRight, area.width()))


def _inside(table: QTableView, area: QRect) -> QRect:
    room = round(_ROOM * line_height(table))
    return area.adjusted(room, 0, -room // 2, 0)


def _hairline(colours: Colours) -> QColor:
    return QColor(colours.edge if colours.button == colours.base else colours.button)


def _of(colours: Colours) -> QColor:
    return QColor(colours.accent)
