"""Views with their counts in a list: the words at the left, the number at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from navigator.find.wording import plural
from navigator.listings.table.table import Counted
from navigator.listings.table.views import View
from ui.shell.arranged import Measured
from ui.shell.style import RING
from ui.shell.text import tip
from ui.shell.theme import colours_of, line_height

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
_Mode = QHeaderView.ResizeMode
_HIGH: Final = 1.6
_ROOM: Final = 0.4
_FEWEST_LINES: Final = 3
_EACH: Final = frozenset({"borough", "organization"})
"""Views of one borough or organisation each; no other view stands among them."""
_OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CountedModel(QAbstractListModel):
    """Views, of which those are shown whose name has a text in it. A count below nothing is not known yet."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Counted] = ()
        self._names: Sequence[str] = ()
        self._shown: Sequence[int] = ()

    @property
    def all(self) -> Sequence[Counted]:
        """All views, whether they are shown or not."""
        return self._all

    def show(self, counted: Sequence[Counted], names: Sequence[str], text: str = "") -> None:
        """Show those that have a text in their name; ``names`` are what it is looked for in."""
        wanted = text.strip().casefold()
        shown = [n for n, name in enumerate(names) if wanted in name] if wanted else range(len(counted))
        same = len(counted) == len(self._all) and list(shown) == list(self._shown)
        if not same:
            self.beginResetModel()
        self._all, self._names, self._shown = counted, names, shown
        if not same:
            self.endResetModel()
        elif shown:
            self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))

    def narrow(self, text: str) -> None:
        """Show those that have a text in their name."""
        self.show(self._all, self._names, text)

    def counted(self, row: int) -> Counted:
        """What is in a row."""
        return self._all[self._shown[row]]

    def row_of(self, view: View) -> int | None:
        """The row of a view; None where it is not shown."""
        if self._all and self._all[0].view.kind in _EACH and self._all[0].view.kind != view.kind:
            return None
        return next((row for row in range(len(self._shown)) if self.counted(row).view == view), None)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name of a view; to a screen reader with its count."""
        if not index.isValid():
            return None
        one = self.counted(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one.view.label if one.count < 0 else f"{one.view.label}, {plural(one.count, 'listing')}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(one.view.label)
        return one.view.label if role == Qt.ItemDataRole.DisplayRole else None


class CountedList(Measured, QTableView):
    """``picked`` is the view that somebody came to, ``opened`` says that they pressed it."""

    picked = Signal(object)
    opened = Signal()

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        self.counted = CountedModel()
        self._marked: View | None = None
        self.setModel(self.counted)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription(says)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        for header, mode in ((self.horizontalHeader(), _Mode.Stretch), (self.verticalHeader(), _Mode.Fixed)):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(mode)
        self._measure()
        self.selectionModel().selectionChanged.connect(lambda *_: self._pick())
        self.clicked.connect(lambda _index: self.opened.emit())
        self.counted.modelReset.connect(self._mark_again)

    def mark(self, view: View) -> None:
        """Mark a view as the one that is shown; where it is not here, none is."""
        self._marked = view
        self._mark_again()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(0, self._high * self.counted.rowCount())

    def minimumSizeHint(self) -> QSize:
        """Some rows: the others can be scrolled to."""
        return QSize(0, min(_FEWEST_LINES * self._high, self.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex())
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: it would go through all rows."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    @property
    def _high(self) -> int:
        return round(_HIGH * line_height(self))

    def _measure(self) -> None:
        header = self.verticalHeader()
        # It tells of every row in turn otherwise.
        with QSignalBlocker(header):
            header.setDefaultSectionSize(self._high)
        self.updateGeometries()
        self.updateGeometry()
        self.verticalScrollBar().setSingleStep(self._high)

    def _pick(self) -> None:
        rows = self.selectionModel().selectedIndexes()
        if rows:
            self._marked = self.counted.counted(rows[0].row()).view
            self.picked.emit(self._marked)

    def _mark_again(self) -> None:
        row = self.counted.row_of(self._marked) if self._marked is not None else None
        with QSignalBlocker(self.selectionModel()):
            if row is None:
                self.selectionModel().clear()
            else:
                index = self.counted.index(row)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)
        self.viewport().update()


class _Lines(QStyledItemDelegate):
    """Draws a view and its count."""

    def __init__(self, of: CountedList) -> None:
        super().__init__(of)
        self._list = of

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one; the one that is shown has a bar at its edge."""
        shown, area = self._list, option.rect
        colours, line = colours_of(shown.palette()), line_height(shown)
        one = shown.counted.counted(index.row())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        count = "" if one.count < 0 else f"{one.count:,}"
        painter.save()
        if chosen:
            painter.fillRect(area, QColor(colours.chosen))
            painter.fillRect(area.left(), area.top(), max(3, line // 5), area.height(), QColor(colours.accent))
        room = round(_ROOM * line)
        inside = area.adjusted(room, 0, -room, 0)
        metrics = QFontMetrics(shown.font())
        painter.setPen(QColor(colours.quiet if not one.count and not chosen else colours.text))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        left = inside.width() - metrics.horizontalAdvance(count) - room
        label = metrics.elidedText(one.view.label, Qt.TextElideMode.ElideRight, left)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), label)
        if shown.hasFocus() and shown.currentIndex() == index:
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()
