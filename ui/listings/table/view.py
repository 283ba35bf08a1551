"""The table on the screen: rows of one height, headings that sort, and one or more listings chosen."""

from array import array
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from navigator.listings.table.rows import Row
from navigator.listings.table.table import Order
from ui.listings.table.cells import Cells, Headings
from ui.listings.table.columns import COLUMNS
from ui.listings.table.model import TableModel, joined
from ui.listings.table.widths import Widths
from ui.shell.arranged import Measured
from ui.shell.theme import characters, line_height

_HIGH: Final = 1.75
"""The height of a row, in lines."""
_FEWEST: Final = 24
_FEWEST_LINES: Final = 6
_MOST_KEPT: Final = 500
"""More chosen listings than this are not looked for in another order."""
_REST_MS: Final = 40
"""Whoever goes through many rows is not told of each."""
_ENDS: Final = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ALONE: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_PLAIN: Final = (*_ALONE, Qt.KeyboardModifier.ShiftModifier)
_Action = QAbstractItemView.CursorAction
_ROWS: Final = QItemSelectionModel.SelectionFlag.Rows
_ONE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS
_DESCRIBED: Final = (
    "Arrow keys move, Enter reads, Shift with arrow keys or Ctrl+A chooses several. Typing filters by name."
)


class ListingsTable(Measured, QTableView):
    """One row for each listing.

    ``selected`` says that others are chosen now, ``opened`` that somebody wants to read the chosen one. ``typed`` is
    text that belongs into the filter, ``left`` asks for what is above, ``sorted_by`` is the order of a heading that was
    pressed.
    """

    selected = Signal()
    opened = Signal()
    typed = Signal(str)
    left = Signal()
    sorted_by = Signal(str)

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._model = model
        self._late = QTimer(self, singleShot=True, interval=_REST_MS)
        self._late.timeout.connect(self.selected)
        self.setAccessibleName("Listings")
        self.setAccessibleDescription(_DESCRIBED)
        self._headings = Headings(self)
        self.setHorizontalHeader(self._headings)
        self.setItemDelegate(Cells(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.widths = Widths(self, self._headings)
        self._measure()
        self.selectionModel().selectionChanged.connect(lambda *_: self._late.start())
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def count(self) -> int:
        """How many listings are chosen."""
        return sum(stop - start for start, stop in self._ranges)

    @property
    def chosen_keys(self) -> "array[int]":
        """The keys of the chosen listings, from the top."""
        return joined([self._model.keys[start:stop] for start, stop in self._ranges])

    @property
    def current(self) -> Row | None:
        """The chosen listing, where it is one and known."""
        return self._model.row(self._ranges[0][0]) if self.count == 1 else None

    @property
    def first(self) -> int:
        """The number of the first row in sight."""
        return max(0, self.rowAt(0))

    def enter(self) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin()

    def choose(self, number: int) -> None:
        """Choose one row and show it."""
        index = self._model.index(number, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)  # from where Shift chooses more
        self.selectionModel().select(index, _ONE)
        self.scrollTo(self._model.index(number, 0))

    def show_order(self, order: Order, *, descending: bool) -> None:
        """Mark the heading of the column that the rows go by."""
        at = next(n for n, column in enumerate(COLUMNS) if column.order == order)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, way)

    def show_rows(self, keys: "array[int]", rows: dict[int, Row], *, stay: bool) -> None:
        """Show these listings; those chosen stay chosen where they still are there.

        ``stay`` keeps what is in sight where it is.
        """
        model, bar, first = self._model, self.verticalScrollBar(), self.first
        kept = self.chosen_keys if self.count <= _MOST_KEPT else array("q")
        whole = bool(model.keys) and self.count == len(model.keys)
        current = self.currentIndex()
        now = model.keys[current.row()] if current.isValid() else 0
        seen = model.keys[first] if model.keys else 0
        off = self.rowViewportPosition(first)
        if not model.show(keys, rows):
            return
        if whole and stay:
            self.selectAll()
        else:
            self._choose_again(kept, now)
        if stay and (place := model.row_of(seen)) is not None:
            bar.setValue(place * self.rowHeight(0) - off if len(keys) else 0)
        elif (place := self.currentIndex().row()) >= 0:
            self.scrollTo(model.index(place, 0))
        else:
            bar.setValue(0)
        self._begin()
        self._late.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads, Up at the top leads to the filter, as does typing; of several, Escape chooses one again."""
        key, row = event.key(), self.currentIndex().row()
        if key in _ENTER:
            self.opened.emit()
        elif key == Qt.Key.Key_Up and row <= 0 and event.modifiers() in _ALONE:
            self.left.emit()
        elif key in _ENDS:  # with Ctrl, Qt would leave the choice where it was
            without = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
            super().keyPressEvent(QKeyEvent(event.type(), key, without))
        elif key == Qt.Key.Key_Escape and self.count > 1:
            self.choose(row)
        elif event.text().strip() and event.text().isprintable() and event.modifiers() in _PLAIN:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row."""
        ends = {_Action.MoveHome: 0, _Action.MoveEnd: self._model.rowCount() - 1}
        if action in ends:
            return self._model.index(ends[action], max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: it would go through all rows. What is typed goes to the filter."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row, and show it."""
        super().focusInEvent(event)
        self._begin()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names take no more than their share of the width."""
        before, now = event.oldSize().width(), event.size().width()
        super().resizeEvent(event)
        if before != now:
            self.widths.fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the headings and some rows."""
        return QSize(characters(self, _FEWEST), _FEWEST_LINES * line_height(self))

    def sizeHint(self) -> QSize:
        """The least: it takes what room there is."""
        return self.minimumSizeHint()

    @property
    def _ranges(self) -> list[tuple[int, int]]:
        """The first row and the one after the last of each run of chosen rows, from the top."""
        chosen = self.selectionModel().selection()
        return sorted((one.top(), one.bottom() + 1) for one in map(chosen.at, range(chosen.count())))

    def _choose_again(self, kept: "array[int]", now: int) -> None:
        """Choose what was chosen, and put the keyboard where it was, as far as it is still there."""
        wanted, model = frozenset(kept), self._model
        rows = [n for n, key in enumerate(model.keys) if key in wanted] if len(wanted) > 1 else []
        place = model.row_of(now) if now else None
        if len(wanted) == 1 and (row := model.row_of(kept[0])) is not None:
            rows = [row]
        selection, last = QItemSelection(), len(COLUMNS) - 1
        for row in rows:
            selection.select(model.index(row, 0), model.index(row, last))
        if place is not None:
            self.setCurrentIndex(model.index(place, 0))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _begin(self) -> None:
        """With the keyboard here, one row is chosen."""
        if self.hasFocus() and self._model.rowCount() and not (self.currentIndex().isValid() and self.count):
            self.choose(max(0, self.currentIndex().row()))

    def _sort(self, section: int) -> None:
        order = COLUMNS[section].order
        if order:
            self.sorted_by.emit(order)

    def _measure(self) -> None:
        header = self.verticalHeader()
        high, first = round(_HIGH * line_height(self)), self.first
        if high == header.defaultSectionSize():
            return
        # It tells of every row in turn otherwise.
        with QSignalBlocker(header):
            header.setDefaultSectionSize(high)
        self._headings.setFixedHeight(high)
        self.widths.fit()
        self.updateGeometries()
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(high)
        self.verticalScrollBar().setValue(first * high)
        self.viewport().update()
