"""The results as a one-column table: keys, and the lines of those rows that were shown."""

from collections import deque
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

if TYPE_CHECKING:
    from navigator.find.line import Line
    from ui.shell.starred import Starred

_Index = QModelIndex | QPersistentModelIndex

WINDOW: Final = 64
_WINDOWS_ASKED: Final = 4
_MOST_LINES: Final = 64 * WINDOW
_NO_INDEX: Final = QModelIndex()
_STARRED: Final = "On the shortlist."
_WORDS: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class Role(IntEnum):
    """What can be asked of a row beside its words: its line, whether it begins those that do not say, its number."""

    LINE = Qt.ItemDataRole.UserRole + 1
    DIVIDER = Qt.ItemDataRole.UserRole + 2
    NUMBER = Qt.ItemDataRole.UserRole + 3


class ResultsModel(QAbstractTableModel):
    """The answers to the newest query, best first.

    Lines that did not come with the query are asked for, ``WINDOW`` rows at a time, when a row without one is painted:
    ``wanted`` says so, ``missing`` names the keys, and ``fill`` takes the lines. ``divider`` is the first row of those
    that do not say, None where there is none; ``divided`` tells that it has moved. ``fits`` says that the lines are
    held against what one person said: those after the divider are worth asking. ``stars`` are the ids of the services
    on the shortlist, None where there is no shortlist to be on.
    """

    wanted = Signal()
    divided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[int, ...] = ()
        self._lines: dict[int, Line] = {}
        self._asked: deque[int] = deque(maxlen=_WINDOWS_ASKED)
        self.divider: int | None = None
        self.fits = False
        self.stars: frozenset[str] | None = None

    def follow_stars(self, starred: "Starred") -> None:
        """Know which services are on the shortlist, now and whenever that changes."""
        starred.changed.connect(lambda: self._show_stars(frozenset(starred.ids)))
        self._show_stars(frozenset(starred.ids))

    def show(self, keys: tuple[int, ...], lines: Sequence["Line"]) -> None:
        """Show the first answers to a query. Rows that stay the same are not drawn again."""
        shown = dict(zip(keys, lines, strict=True))
        if keys and keys == self._keys[: len(keys)]:
            self._cut(len(keys))
            self._replace(shown)
        else:
            self.beginResetModel()
            self._keys, self._lines = keys, shown
            self._asked.clear()
            self.endResetModel()
        self.fits = any(line.fits for line in lines)
        self._divide(next((row for row, line in enumerate(lines) if line.late), None))

    def extend(self, keys: tuple[int, ...], said: int) -> None:
        """Go on with all the answers to the same query; the first ``said`` of them say yes to every filter."""
        shown = len(self._keys)
        if keys[:shown] != self._keys:
            self.beginResetModel()
            self._keys = keys
            self.endResetModel()
        elif len(keys) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(keys) - 1)
            self._keys = keys
            self.endInsertRows()
        self._divide(said if said < len(keys) else None)

    def missing(self) -> tuple[int, ...]:
        """The keys of the rows that wait for their lines."""
        return tuple(
            key for start in self._asked for key in self._keys[start : start + WINDOW] if key not in self._lines
        )

    def fill(self, lines: Mapping[int, "Line"]) -> None:
        """Take the lines of some rows."""
        if len(self._lines) + len(lines) > _MOST_LINES:
            self._lines.clear()
        self._lines.update(lines)
        for start in self._asked:
            self._changed(start, min(start + WINDOW, len(self._keys)))
        self._asked.clear()

    def line(self, row: int) -> "Line | None":
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
        """Whole sentences to read or to speak, where the row stands, or what it is drawn from."""
        if not index.isValid():
            return None
        row = index.row()
        if role in _WORDS:
            line = self.line(row)
            return self._spoken(line) if line else "Being fetched"
        if role == Role.LINE:
            return self.line(row)
        if role == Role.DIVIDER:
            return row == self.divider
        if role == Role.NUMBER:
            return row + 1
        return self._place(row) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def _spoken(self, line: "Line") -> str:
        return f"{line.spoken} {_STARRED}" if self.stars and line.id in self.stars else line.spoken

    def _show_stars(self, stars: frozenset[str]) -> None:
        """Have the rows drawn again whose star is another."""
        before, self.stars = self.stars, stars
        for service_id in stars ^ (before or frozenset()):
            row = self.row_of(service_id)
            if row is not None:
                self._changed(row, row + 1)

    def _place(self, row: int) -> str:
        place = f"Row {row + 1:,} of {len(self._keys):,}"
        if self.divider is None or row < self.divider:
            return place
        return f"{place}. {'Worth asking' if self.fits else 'Does not say to all that was chosen'}"

    def _cut(self, length: int) -> None:
        if len(self._keys) > length:
            self.beginRemoveRows(QModelIndex(), length, len(self._keys) - 1)
            self._keys = self._keys[:length]
            self.endRemoveRows()

    def _replace(self, shown: dict[int, "Line"]) -> None:
        changed = [row for row, key in enumerate(self._keys) if self._lines.get(key) != shown[key]]
        self._lines = shown
        self._asked.clear()
        if changed:
            self._changed(changed[0], changed[-1] + 1)

    def _divide(self, row: int | None) -> None:
        if row != self.divider:
            self.divider = row
            self.divided.emit()

    def _changed(self, start: int, stop: int) -> None:
        self.dataChanged.emit(self.index(start, 0), self.index(stop - 1, 0))

    def _want(self, start: int) -> None:
        if start not in self._asked:
            self._asked.append(start)
            self.wanted.emit()
