"""The shares of listings that have each fact as bars, each with its numbers, in a table that arrow keys go through."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from navigator.listings.gaps.gaps import Share
from ui.listings.gaps.model import SHARE, GapsModel, told
from ui.shell.colours import Colours
from ui.shell.headed_table import HeadedTable, TableHeading
from ui.shell.style import RING
from ui.shell.theme import characters, colours_of, line_height

_Index = QModelIndex | QPersistentModelIndex
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_BESIDE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NARROWEST: Final = 13
_WIDE: Final = 34
"""In a column of so many characters the numbers stand beside the bar, else below it."""
_SIDE: Final = 26
_SIDE_SHARE: Final = 0.4
"""The characters across the names of rows at the most, and the part of the width these may take."""
_ROOM: Final = 0.45
_BAR: Final = 0.7
_BELOW: Final = 0.15
_ENDLESS: Final = 100_000
_FEWEST_LINES: Final = 7


class GapsChart(HeadedTable):
    """Bars in a table. ``grown`` says that all of it takes another height now."""

    grown = Signal()

    def __init__(self, model: GapsModel) -> None:
        super().__init__(_NARROWEST, _FEWEST_LINES)
        self._shown = model
        self._high = 0
        self.words = 0
        self.setModel(model)
        self.setAccessibleName("How many listings have what")
        self.setAccessibleDescription("What is counted down the side, facts along the top. Arrow keys move.")
        self.setItemDelegate(_Bars(self))
        self.setHorizontalHeader(_Heading(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heading(Qt.Orientation.Vertical, self))
        model.modelReset.connect(self.lay_out)

    @property
    def whole_height(self) -> int:
        """How high all of it is, in pixels."""
        return max(self.minimumSizeHint().height(), self._high)

    def lay_out(self) -> None:
        """Give every column and row the room its words need at the width there is."""
        model, columns = self._shown, self._shown.columnCount()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self) if columns > 1 else 0
        says = {told(share) for row in model.rows for share in row.shares}
        self.words = max(map(self.fontMetrics().horizontalAdvance, says), default=0)
        side = min(characters(self, _SIDE), round(_SIDE_SHARE * self.width()))
        across = max((self.width() - side - bar) // max(1, columns), characters(self, _NARROWEST))
        across = min(across, max(self.width() - side - bar, 1))
        heads = (height_of(self, str(model.headerData(n, _ACROSS)), across) for n in range(columns))
        heights = [self._height(row, across, side) for row in range(model.rowCount())]
        top = max(heads, default=0)
        self.place([across] * columns, heights, top, side)
        high, self._high = self._high, top + sum(heights)
        if high != self._high:
            self.grown.emit()

    def _height(self, row: int, across: int, side: int) -> int:
        """How high a row is, with its name, in pixels."""
        named = height_of(self, str(self._shown.headerData(row, Qt.Orientation.Vertical)), side)
        if across >= characters(self, _WIDE):
            return named
        lines = 1 if self.words <= across - 2 * round(_ROOM * line_height(self)) else 2
        return max(named, round((lines + _BAR + _BELOW + 2 * _ROOM) * line_height(self)))


class _Bars(QStyledItemDelegate):
    """Draws a bar with its numbers."""

    def __init__(self, table: GapsChart) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell, with a ring while the keyboard is on it."""
        table, share, area = self._table, index.data(SHARE), option.rect
        colours, line = colours_of(option.palette), line_height(table)
        chosen = table.currentIndex() == index and table.hasFocus()
        painter.save()
        painter.fillRect(area, QColor(colours.chosen if chosen else colours.base))
        draw_edges(painter, area, colours, last=index.column() == index.model().columnCount() - 1)
        within, thick = inside(table, area), round(_BAR * line)
        painter.setFont(table.font())
        if area.width() >= characters(table, _WIDE):
            words = table.words + line // 2
            bar = QRect(within.left(), area.center().y() - thick // 2, within.width() - words, thick)
            place, how = QRect(bar.right() + line // 2, area.top(), words, area.height()), _BESIDE
        else:
            bar = QRect(within.left(), within.top(), within.width(), thick)
            place, how = within.adjusted(0, thick + round(_BELOW * line), 0, 0), _WRAP
        draw_bar(painter, bar, share, colours)
        painter.setPen(QColor(colours.text))
        painter.drawText(place, how, told(share))
        if chosen:
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()


class _Heading(TableHeading):
    """The facts, or what is counted, in as many lines as they take."""

    def __init__(self, orientation: Qt.Orientation, table: GapsChart) -> None:
        super().__init__(orientation, table, "Facts" if orientation == _ACROSS else "What is counted")
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a heading: its first line in bold."""
        table, colours = self._table, colours_of(self.palette())
        name, _, more = str(table.model().headerData(section, self.orientation())).partition("\n")
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        across = self.orientation() == _ACROSS
        draw_edges(painter, rect, colours, last=across and section == table.model().columnCount() - 1)
        within = inside(table, rect)
        painter.setFont(_bold(table))
        painter.setPen(QColor(colours.text))
        painter.drawText(within, _WRAP, name)
        if more:
            down = QFontMetrics(_bold(table)).boundingRect(_endless(within.width()), _WRAP, name).height()
            painter.setFont(table.font())
            painter.setPen(QColor(colours.quiet))
            painter.drawText(within.adjusted(0, down, 0, 0), _WRAP, more)
        painter.restore()


_ACROSS: Final = Qt.Orientation.Horizontal


def draw_bar(painter: QPainter, place: QRect, share: Share, colours: Colours) -> None:
    """Draw how much of a whole a share is: filled as far as it goes, with an edge around the whole."""
    painter.fillRect(place, QColor(colours.edge))
    within = place.adjusted(1, 1, -1, -1)
    painter.fillRect(within, QColor(colours.base))
    done = round(share.part * within.width())
    if done:
        painter.fillRect(QRect(within.left(), within.top(), done, within.height()), QColor(colours.accent))


def draw_edges(painter: QPainter, area: QRect, colours: Colours, *, last: bool) -> None:
    """Draw the line below a cell, and the one after it where another follows."""
    colour = QColor(colours.edge if colours.button == colours.base else colours.button)
    painter.fillRect(area.left(), area.bottom(), area.width(), 1, colour)
    if not last:
        painter.fillRect(area.right(), area.top(), 1, area.height(), colour)


def height_of(table: GapsChart, text: str, across: int) -> int:
    """How high a text in bold with room around it is at this width, in pixels."""
    within = _endless(across - 2 * round(_ROOM * line_height(table)))
    high = QFontMetrics(_bold(table)).boundingRect(within, _WRAP, text).height()
    return high + 2 * round(_ROOM * line_height(table))


def inside(table: GapsChart, area: QRect) -> QRect:
    """The room for words in a cell."""
    room = round(_ROOM * line_height(table))
    return area.adjusted(room, room, -room, 0)


def _endless(width: int) -> QRect:
    return QRect(0, 0, max(1, width), _ENDLESS)


def _bold(table: GapsChart) -> QFont:
    font = table.font()
    font.setBold(True)
    return font
