"""The choices of the filters as a tree: subjects, and under each its choices, with headings between groups of them."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from navigator.find.menu import Choice, Group, Subject

_SHORT: Final = 8
_FEW: Final = 2
"""Hiding fewer than this many more would hide next to nothing."""
_MANY: Final = 2
_NO_INDEX: Final = QModelIndex()


class _Part(IntEnum):
    HEADING = -1
    FOLD = -2


_REACHED: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CHOICE: Final = _REACHED | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
_FLAGS: Final[dict[int, Qt.ItemFlag]] = {
    _Part.HEADING: Qt.ItemFlag.ItemNeverHasChildren,
    _Part.FOLD: _REACHED | Qt.ItemFlag.ItemNeverHasChildren,
}
_CHANGING: Final = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.CheckStateRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
_Index = QModelIndex | QPersistentModelIndex
_Row = tuple[int, int]
"""The number of a group in its subject and of a choice in the group, or what else of the group is in the row."""
_Shape = tuple[tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]], ...]


class Fold(NamedTuple):
    """The row at the end of a long group that shows the rest of it, or hides it again when nothing is hidden."""

    filter: str
    hidden: int

    @property
    def label(self) -> str:
        """What the row says."""
        return f"Show {self.hidden} more" if self.hidden else "Show fewer"


Entry = Subject | Group | Choice | Fold
"""What a row stands for; a group stands for its heading."""


class ChoicesModel(QAbstractItemModel):
    """The subjects, and under each its rows.

    Of a long group the chosen choices and those with the highest counts are shown, in their usual order, until the rest
    is asked for. New counts change rows in place: nothing is reset while the same choices are offered.
    """

    toggled = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subjects: tuple[Subject, ...] = ()
        self._rows: list[list[_Row]] = []
        self._unfolded: set[str] = set()
        self._hidden: dict[str, int] = {}

    def show(self, subjects: Sequence[Subject], *, steady: bool = False) -> None:
        """Show these. ``steady`` keeps every row where it is, for while somebody is at them."""
        offered = tuple(subject for subject in subjects if any(group.choices for group in subject.groups))
        before, same = self._subjects, _shape(offered) == _shape(self._subjects)
        if not same:
            self.beginResetModel()
            self._subjects = offered
            self._rows = [list(self._arranged(subject, ())) for subject in offered]
            for number in range(len(offered)):
                self._count_hidden(number)
            self.endResetModel()
            return
        self._subjects = offered
        for number, (old, new) in enumerate(zip(before, offered, strict=True)):
            if old != new:
                self._rearrange(number, self._rows[number] if steady else ())
                self._tell(number)

    def press(self, index: _Index) -> None:
        """Toggle a choice, unless it would give nothing; show or hide the rest of a long group."""
        entry = self.entry(index)
        if isinstance(entry, Choice) and may_press(entry):
            self.toggled.emit(self.group(index).filter, entry.code)
        elif isinstance(entry, Fold):
            self._unfolded ^= {entry.filter}
            number = index.internalId() - 1
            self._rearrange(number, ())
            self._tell(number)

    def entry(self, index: _Index) -> Entry:
        """What a row stands for."""
        within = index.internalId()
        if not within:
            return self._subjects[index.row()]
        group, choice = self.group(index), self._rows[within - 1][index.row()][1]
        match choice:
            case _Part.HEADING:
                return group
            case _Part.FOLD:
                return Fold(group.filter, self._hidden.get(group.filter, 0))
            case _:
                return group.choices[choice]

    def group(self, index: _Index) -> Group:
        """The group that a row below a subject belongs to."""
        number = index.internalId() - 1
        return self._subjects[number].groups[self._rows[number][index.row()][0]]

    def choice_index(self, filter_name: str, code: str) -> QModelIndex:
        """Where a choice is shown; an invalid index if it is not."""
        for number, rows in enumerate(self._rows):
            for row in range(len(rows)):
                index = self.createIndex(row, 0, number + 1)
                entry = self.entry(index)
                if isinstance(entry, Choice) and (self.group(index).filter, entry.code) == (filter_name, code):
                    return index
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _NO_INDEX) -> QModelIndex:
        """The index of a subject, or of a row below one: its number is then the index's id, counted from one."""
        if parent.isValid() and parent.internalId():
            return QModelIndex()
        within = parent.row() + 1 if parent.isValid() else 0
        rows = self._rows[within - 1] if within else self._rows
        return QModelIndex() if column or not 0 <= row < len(rows) else self.createIndex(row, 0, within)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: _Index, /) -> QModelIndex: ...
    def parent(self, child: _Index | None = None) -> QObject | QModelIndex | None:
        """The subject of a row; without one, the object that owns the model."""
        if child is None:
            return super().parent()
        within = child.internalId() if child.isValid() else 0
        return self.createIndex(within - 1, 0, 0) if within else QModelIndex()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many subjects, or rows below one, there are."""
        if not parent.isValid():
            return len(self._subjects)
        return 0 if parent.internalId() else len(self._rows[parent.row()])

    def columnCount(self, _parent: _Index = _NO_INDEX) -> int:
        """One: a row is drawn as a whole."""
        return 1

    def headerData(
        self, _section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of the only column, for screen readers, which find it where it is hidden too."""
        return "Filters" if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The keyboard passes over the headings of groups; all other rows can be reached."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        within = index.internalId()
        return _FLAGS.get(self._rows[within - 1][index.row()][1], _CHOICE) if within else _REACHED

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, how it is spoken, and whether a choice is chosen."""
        if not index.isValid():
            return None
        entry = self.entry(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(entry)
            case Qt.ItemDataRole.AccessibleDescriptionRole if index.internalId():
                return self.group(index).heading
            case Qt.ItemDataRole.CheckStateRole if isinstance(entry, Choice):
                return Qt.CheckState.Checked if entry.chosen else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: _Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A screen reader ticks a choice by way of this."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.press(index)
        return True

    def _arranged(self, subject: Subject, kept: Sequence[_Row]) -> Iterator[_Row]:
        """The rows below a subject; ``kept`` are rows that are shown whatever their counts."""
        titled = sum(len(group.choices) >= _MANY for group in subject.groups) > 1
        for number, group in enumerate(subject.groups):
            if titled and len(group.choices) >= _MANY:
                yield number, _Part.HEADING
            members = {row[1] for row in kept if row[0] == number and row[1] >= 0}
            shown = self._members(group, members)
            yield from ((number, choice) for choice in shown)
            if len(shown) < len(group.choices) or (group.filter in self._unfolded and _is_long(group)):
                yield number, _Part.FOLD

    def _members(self, group: Group, kept: set[int]) -> list[int]:
        """The choices of a group that are shown, by number."""
        everything = range(len(group.choices))
        if group.filter in self._unfolded or not _is_long(group):
            return list(everything)
        chosen = {number for number in everything if group.choices[number].chosen}
        if kept:
            return sorted(kept | chosen)
        ranked = sorted(everything, key=lambda number: (number not in chosen, -(group.choices[number].count or 0)))
        return sorted(ranked[: max(_SHORT, len(chosen))])

    def _rearrange(self, number: int, kept: Sequence[_Row]) -> None:
        """Take out and put in rows until the right ones are shown; the others stay where they are."""
        rows, wanted = self._rows[number], list(self._arranged(self._subjects[number], kept))
        if rows == wanted:
            return
        parent, keep = self.index(number, 0), set(wanted)
        for row in reversed(range(len(rows))):
            if rows[row] not in keep:
                self.beginRemoveRows(parent, row, row)
                del rows[row]
                self.endRemoveRows()
        for row, key in enumerate(wanted):
            if row == len(rows) or rows[row] != key:
                self.beginInsertRows(parent, row, row)
                rows.insert(row, key)
                self.endInsertRows()
        self._count_hidden(number)

    def _tell(self, number: int) -> None:
        """Say that a subject and its rows have changed, but not in height."""
        subject = self.index(number, 0)
        first, last = self.index(0, 0, subject), self.index(len(self._rows[number]) - 1, 0, subject)
        self.dataChanged.emit(subject, subject, _CHANGING)
        self.dataChanged.emit(first, last, _CHANGING)

    def _count_hidden(self, number: int) -> None:
        """Count, by group, the choices of a subject that are not shown.

        Only once all rows are in their place: a row may not change while others come and go.
        """
        shown = [group for group, choice in self._rows[number] if choice >= 0]
        for group, its in enumerate(self._subjects[number].groups):
            self._hidden[its.filter] = len(its.choices) - shown.count(group)


def label(entry: Entry) -> str:
    """The words of a row."""
    return entry.heading if isinstance(entry, Subject | Group) else entry.label


def spoken(entry: Entry) -> str:
    """A row as a screen reader says it: "Alcohol, 12 services, not chosen"."""
    match entry:
        case Choice():
            count = None if entry.count is None else f"{entry.count:,} {'service' if entry.count == 1 else 'services'}"
            return ", ".join(filter(None, (entry.label, count, "chosen" if entry.chosen else "not chosen")))
        case Subject():
            return ", ".join(filter(None, (entry.heading, chosen_in(entry))))
        case _:
            return label(entry)


def chosen_in(subject: Subject) -> str:
    """How many choices of a subject are chosen, in words; empty when none is."""
    chosen = sum(choice.chosen for group in subject.groups for choice in group.choices)
    return f"{chosen} chosen" if chosen else ""


def may_press(choice: Choice) -> bool:
    """Whether pressing a choice leads anywhere: one that would give nothing can only be let go of."""
    return choice.chosen or choice.count != 0


def _is_long(group: Group) -> bool:
    return len(group.choices) > _SHORT + _FEW


def _shape(subjects: Iterable[Subject]) -> _Shape:
    """What is offered, whatever the counts."""
    return tuple(
        (
            subject.heading,
            tuple((group.filter, group.heading, tuple(c.code for c in group.choices)) for group in subject.groups),
        )
        for subject in subjects
    )
