"""All listings of a view as a model for a table: keys, and the rows of those that were painted."""

from array import array
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from navigator.listings.table.rows import Row
from ui.listings.table.columns import COLUMNS, Column
from ui.shell.text import tip

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()

WINDOW: Final = 64
"""So many rows are asked for at once."""
_WINDOWS_ASKED: Final = 4
_MOST_ROWS: Final = 64 * WINDOW
_UNKNOWN: Final = "…"
_FETCHED: Final = "Being fetched"


class TableModel(QAbstractTableModel):
    """The listings of a view, in an order.

    Rows that did not come with the keys are asked for, ``WINDOW`` at a time, when one of them is painted: ``wanted``
    says so, ``missing`` names the keys, and ``fill`` takes the rows.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = array("q")
        self._rows: dict[int, Row | None] = {}
        self._asked: deque[int] = deque(maxlen=_WINDOWS_ASKED)

    @property
    def keys(self) -> "array[int]":
        """The keys of what is shown, from the top; not to be changed."""
        return self._keys

    def show(self, keys: "array[int]", rows: Mapping[int, Row]) -> bool:
        """Show these, with the rows that are known as they are now; says whether they are others than before."""
        self._asked.clear()
        same = keys == self._keys
        if not same:
            self.beginResetModel()
        self._keys, self._rows = keys, dict(rows)
        if not same:
            self.endResetModel()
        elif keys:
            self._changed(0, len(keys))
        return not same

    def missing(self) -> "array[int]":
        """The keys of the rows that are waited for."""
        windows = (self._keys[start : start + WINDOW] for start in self._asked)
        return array("q", (key for window in windows for key in window if key not in self._rows))

    def fill(self, rows: Mapping[int, Row | None]) -> None:
        """Take some rows; None for a listing that is there no more."""
        if len(self._rows) + len(rows) > _MOST_ROWS:
            self._rows.clear()
        self._rows.update(rows)
        for start in self._asked:
            self._changed(start, min(start + WINDOW, len(self._keys)))
        self._asked.clear()

    def row(self, number: int) -> Row | None:
        """What is known of a row; None while it is being fetched."""
        key = self._keys[number]
        if key not in self._rows:
            self._want(number - number % WINDOW)
        return self._rows.get(key)

    def row_of(self, key: int) -> int | None:
        """Where a listing stands; None where it is not among those shown."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many listings there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says; to a screen reader with its heading, and where it stands."""
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"Row {index.row() + 1:,} of {len(self._keys):,}"
        if role not in _SAYS:
            return None
        row = self.row(index.row())
        return _SAYS[role](column, row) if row else _PENDING.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heading of a column."""
        named = orientation == Qt.Orientation.Horizontal and role in _HEADINGS
        return COLUMNS[section].heading if named else None

    def _want(self, start: int) -> None:
        if start not in self._asked:
            self._asked.append(start)
            self.wanted.emit()

    def _changed(self, start: int, stop: int) -> None:
        self.dataChanged.emit(self.index(start, 0), self.index(stop - 1, len(COLUMNS) - 1))


def _spoken(column: Column, row: Row) -> str:
    said = f"{column.heading}: {column.says(row)}"
    more = column.explains(row)
    if more.startswith(column.says(row)):
        return f"{column.heading}: {more}"
    return f"{said}. {more}" if more else said


def _tip(column: Column, row: Row) -> str | None:
    return tip(more) if (more := column.explains(row)) else None


_SAYS: Final[Mapping[int, Callable[[Column, Row], str | None]]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda column, row: column.says(row),
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    int(Qt.ItemDataRole.ToolTipRole): _tip,
}
_PENDING: Final[Mapping[int, str]] = {
    int(Qt.ItemDataRole.DisplayRole): _UNKNOWN,
    int(Qt.ItemDataRole.AccessibleTextRole): _FETCHED,
}
_HEADINGS: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


def joined(parts: Sequence["array[int]"]) -> "array[int]":
    """Some keys after others."""
    made = array("q")
    for part in parts:
        made.extend(part)
    return made
