"""The shares of listings that have each fact, as a model for a table: what is counted down the side, facts on top."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from navigator.find.wording import plural
from navigator.listings.gaps.gaps import FACTS, Fact, Gaps, Group, Share

By = Literal["all", "borough", "need", "organisation"]

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_WORDED: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
SHARE: Final = Qt.ItemDataRole.UserRole
"""The role of the share in a cell."""
MOST: Final = 50
"""So many organisations are shown; a table of them has more."""
_STAYS: Final = str.maketrans(" ", "\N{NO-BREAK SPACE}")


class Row(NamedTuple):
    """What is counted, a word more about it, and the share in each column."""

    name: str
    more: str
    shares: tuple[Share, ...]


class Chart(NamedTuple):
    """Rows of shares below headings."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def chart(gaps: Gaps, by: By) -> Chart:
    """The shares of all listings, one below the other; or those of all groups of a kind that have listings."""
    groups = {"borough": gaps.boroughs, "need": gaps.needs, "organisation": gaps.organizations[:MOST]}.get(by)
    if groups is None:
        rows = (Row(fact_name(share.fact), "", (share,)) for share in gaps.everything.shares)
        return Chart((gaps.everything.name,), tuple(rows))
    heads = tuple(map(fact_name, FACTS))
    return Chart(heads, tuple(_rows((gaps.everything, *groups))))


def fact_name(fact: Fact) -> str:
    """What people call a fact, to begin a line: ``"A phone number"``."""
    says = FACTS[fact]
    return f"{says[:1].upper()}{says[1:]}"


def told(share: Share) -> str:
    """A share in numbers, to be broken only before the per cent: ``"112 of 158 (71 %)"``."""
    counted, percent = f"{share.have:,} of {share.of:,}", f"({100 * share.part:.0f} %)"
    return f"{counted.translate(_STAYS)} {percent.translate(_STAYS)}"


class GapsModel(QAbstractTableModel):
    """Shares in rows and columns."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart = Chart((), ())

    @property
    def rows(self) -> Sequence[Row]:
        """What is counted, from the top."""
        return self.chart.rows

    def show(self, chart: Chart) -> None:
        """Show this."""
        self.beginResetModel()
        self.chart = chart
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.chart.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many shares each row has."""
        return 0 if parent.isValid() else len(self.chart.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self.chart.rows[index.row()]
        share = row.shares[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return told(share)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = dict.fromkeys((row.name, row.more, fact_name(share.fact), told(share)))
            return ". ".join(part for part in parts if part)
        return share if role == SHARE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a fact, or of what is counted."""
        heads = self.chart.heads if orientation == Qt.Orientation.Horizontal else self.chart.rows
        if role not in _WORDED or section >= len(heads):
            return None
        head = heads[section]
        return _head(head) if isinstance(head, Row) else head


def _rows(groups: Sequence[Group]) -> Iterator[Row]:
    yield from (Row(group.name, plural(group.services, "listing"), group.shares) for group in groups if group.services)


def _head(row: Row) -> str:
    return f"{row.name}\n{row.more}" if row.more else row.name
