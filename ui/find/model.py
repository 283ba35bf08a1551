"""The results as a one-column table: keys, and the lines of those rows that were shown."""

from collections import deque
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from navigator.find import Rest
from navigator.find.sheet import Line
from ui.find.desk import Answer

_Index = QModelIndex | QPersistentModelIndex

WINDOW: Final = 64
_WINDOWS_ASKED: Final = 4
_MOST_LINES: Final = 64 * WINDOW
_NO_INDEX: Final = QModelIndex()


class Role(IntEnum):
    """What can be asked of a row beside its words."""

    LINE = Qt.ItemDataRole.UserRole + 1
    DIVIDER = Qt.ItemDataRole.UserRole + 2


class ResultsModel(QAbstractTableModel):
    """The answers to the newest query, best first.

    Lines that did not come with the query are asked for, ``WINDOW`` rows at a time, when a row without one is painted:
    ``wanted`` says so, ``missing`` names the keys, and ``fill`` takes the lines.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[int, ...] = ()
        self._lines: dict[int, Line] = {}
        self._said: int | None = None
        self._asked: deque[int] = deque(maxlen=_WINDOWS_ASKED)

    def show(self, answer: Answer) -> None:
        """Show the first answers to a query."""
        self.beginResetModel()
        self._keys = answer.keys
        self._lines = dict(zip(answer.keys, answer.lines, strict=True))
        self._said = None
        self._asked.clear()
        self.endResetModel()

    def extend(self, rest: Rest) -> None:
        """Go on with all the other answers to the same query."""
        shown = len(self._keys)
        self._said = rest.said if 0 < rest.said < rest.total else None
        if rest.keys[:shown] != self._keys:
            self.beginResetModel()
            self._keys = rest.keys
            self.endResetModel()
        elif rest.total > shown:
            self.beginInsertRows(QModelIndex(), shown, rest.total - 1)
            self._keys = rest.keys
            self.endInsertRows()
        if self._said is not None:
            divided = self.index(self._said, 0)
            self.dataChanged.emit(divided, divided, [Role.DIVIDER])

    def missing(self) -> tuple[int, ...]:
        """The keys of the rows that wait for their lines."""
        return tuple(
            key for start in self._asked for key in self._keys[start : start + WINDOW] if key not in self._lines
        )

    def fill(self, lines: Mapping[int, Line]) -> None:
        """Take the lines of some rows."""
        if len(self._lines) + len(lines) > _MOST_LINES:
            self._lines.clear()
        self._lines.update(lines)
        for start in self._asked:
            stop = min(start + WINDOW, len(self._keys))
            self.dataChanged.emit(self.index(start, 0), self.index(stop - 1, 0))
        self._asked.clear()

    def line(self, row: int) -> Line | None:
        """The line of a row; None while it is being fetched."""
        line = self._lines.get(self._keys[row])
        if line is None:
            self._want(row - row % WINDOW)
        return line

    def row_of(self, service_id: str) -> int | None:
        """The row of a service, if it is among those that were shown."""
        key = next((key for key, line in self._lines.items() if line.id == service_id), None)
        return self._keys.index(key) if key in self._keys else None

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many answers there are, as far as known."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """One: a row is drawn as a whole."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A whole sentence to read or to speak, the line to draw, or whether the row begins those that do not say."""
        if not index.isValid():
            return None
        if role == Role.DIVIDER:
            return index.row() == self._said
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            line = self.line(index.row())
            return line.spoken if line else "Being fetched"
        return self.line(index.row()) if role == Role.LINE else None

    def _want(self, start: int) -> None:
        if start not in self._asked:
            self._asked.append(start)
            self.wanted.emit()
