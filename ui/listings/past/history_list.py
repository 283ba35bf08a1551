"""The list of the entries of a history: rows of one height, drawn when they come into sight."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.listings.past.history_model import ROW, HistoryModel, Row
from ui.shell.style import RING
from ui.shell.theme import characters, colours_of, line_height

if TYPE_CHECKING:
    from navigator.listings.past.entries import Entry

_Index = QModelIndex | QPersistentModelIndex
_LINES: Final = 3
_ROOM: Final = 0.45
"""Above, below and beside the words of a row, in lines of text."""
_FEWEST: Final = 24
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HistoryList(QListView):
    """``chosen`` is the Entry that the keyboard is on, ``opened`` one that somebody wants to read."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self._entries = model
        self.setModel(model)
        self.setAccessibleName("Changes, the newest first")
        self.setAccessibleDescription("Up and down arrows move, Enter reads.")
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))
        self._measure()
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(lambda _index: self.opened.emit())

    @property
    def current(self) -> "Entry | None":
        """The entry that is chosen."""
        index = self.currentIndex()
        return self._entries.entries[index.row()] if index.isValid() else None

    def choose(self, row: int) -> None:
        """Put the keyboard on a row."""
        index = self._entries.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """Room for a row."""
        return QSize(characters(self, _FEWEST), (_LINES + 1) * line_height(self))

    def _measure(self) -> None:
        self.verticalScrollBar().setSingleStep(line_height(self))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.current)


class _Rows(QStyledItemDelegate):
    """Draws an entry: what was done, when and by whom, and what of the listing changed."""

    def __init__(self, view: HistoryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Three lines with room around them."""
        line = line_height(self._view)
        return QSize(characters(self._view, _FEWEST), round((_LINES + 2 * _ROOM) * line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a row; the chosen one has a bar at its edge, and a ring while the keyboard is on it."""
        view, area, row = self._view, option.rect, index.data(ROW)
        colours = colours_of(option.palette)
        chosen = view.currentIndex() == index
        line = line_height(view)
        painter.save()
        painter.fillRect(area, QColor(colours.chosen if chosen else colours.base))
        edge = QColor(colours.edge if colours.button == colours.base else colours.button)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, edge)
        if chosen:
            painter.fillRect(area.left(), area.top(), max(3, line // 5), area.height(), QColor(colours.accent))
        room = round(_ROOM * line)
        self._words(painter, area.adjusted(room + line // 5, room, -room, 0), row)
        if chosen and view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, row: Row) -> None:
        """A line each; where nothing of the listing changed, there is room for two lines of what was done."""
        colours, line = colours_of(self._view.palette()), line_height(self._view)
        bold = QFont(self._view.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        titles = _cut(row.title, bold, area.width(), 1 if row.what else 2)
        for number, text in enumerate(titles):
            painter.drawText(area.topLeft() + QPoint(0, number * line + painter.fontMetrics().ascent()), text)
        painter.setFont(self._view.font())
        when = f"{row.mark} · {row.when}" if row.mark else row.when
        for number, (text, tone) in enumerate(((when, "accent" if row.mark else "quiet"), (row.what, "quiet"))):
            painter.setPen(QColor(getattr(colours, tone)))
            told = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            down = (len(titles) + number) * line + painter.fontMetrics().ascent()
            painter.drawText(area.topLeft() + QPoint(0, down), told)


def _cut(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text in so many lines at the most, the last with dots where there is more."""
    layout, metrics = QTextLayout(text, font), QFontMetrics(font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    told = [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [*told[:-1], *(metrics.elidedText(last, Qt.TextElideMode.ElideRight, width) for last in told[-1:])]
