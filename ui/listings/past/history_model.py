"""The entries of a history as a model for a list: all of them, or those about the text or about checks."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from navigator.find.wording import joined, listed, plain_date
from navigator.listings.facts import LABELS
from navigator.listings.past.versions import about_text
from ui.shell.text import tip

if TYPE_CHECKING:
    from navigator.listings.past.entries import Entry

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()

Which = Literal["all", "text", "checks"]
WHICH: "Final[Mapping[Which, Callable[[Entry], bool]]]" = {
    "all": lambda _entry: True,
    "text": about_text,
    "checks": lambda entry: not about_text(entry),
}
"""The entries that can be asked for."""
ROW: Final = Qt.ItemDataRole.UserRole
"""The role of what a row shows."""
_WORDS: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_HELD: Final = "Compared"


class Row(NamedTuple):
    """What a row shows, a line for each, and the word that marks it, "" for none."""

    title: str
    when: str
    what: str
    mark: str


class HistoryModel(QAbstractListModel):
    """Entries from the newest on."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._held = 0

    @property
    def entries(self) -> "tuple[Entry, ...]":
        """What is shown, from the top."""
        return self._entries

    def show(self, entries: "Sequence[Entry]") -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def hold(self, key: int) -> None:
        """Mark the entry of a key, that others are compared with; 0 for none."""
        for one in {self._held, key} - {0}:
            self._held = key
            if (row := self.row_of(one)) is not None:
                self.dataChanged.emit(self.index(row), self.index(row))
        self._held = key

    def row_of(self, key: int) -> int | None:
        """The row of the entry with a key, if it is shown."""
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An entry in words, or what its row shows."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ROW:
            return self._row(entry)
        if role in _WORDS:
            return self._says(entry)
        return tip(self._says(entry)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _says(self, entry: "Entry") -> str:
        mark = _HELD if entry.key == self._held else ""
        return joined(joined(entry.says, _what(entry), ". "), mark, ". ")

    def _row(self, entry: "Entry") -> Row:
        return Row(entry.title, when(entry), _what(entry), _HELD if entry.key == self._held else "")


def when(entry: "Entry") -> str:
    """When a change was made, and by whom where they said: ``"3 May 2026 at 10:04, KB"``."""
    return joined(moment(entry), entry.by, ", ")


def moment(entry: "Entry") -> str:
    """When a change was made."""
    return f"{plain_date(entry.at.date().isoformat())} at {entry.at:%H:%M}"


def _what(entry: "Entry") -> str:
    """What of the listing changed, else why."""
    labels = dict.fromkeys(LABELS.get(line.field, line.label) for line in entry.lines)
    return listed(labels, "and", lower=True) if labels else entry.why
