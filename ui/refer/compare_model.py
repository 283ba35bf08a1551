"""A comparison as a model for a table: services along the top, what is compared down the side."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from navigator.refer.compare import Cell, Comparison, Row

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()

CELL: Final = Qt.ItemDataRole.UserRole
"""The role of what is in a cell."""
DIFFERS: Final = "\N{NOT EQUAL TO} Differs"


class CompareModel(QAbstractTableModel):
    """The rows of a comparison, or only those that differ."""

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._only = False
        self._rows: tuple[Row, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The services, in order."""
        return self._comparison.names if self._comparison else ()

    @property
    def rows(self) -> "tuple[Row, ...]":
        """What is shown, from the top."""
        return self._rows

    def show(self, comparison: "Comparison | None", *, only: bool) -> None:
        """Show this; ``only`` what differs."""
        self.beginResetModel()
        self._comparison, self._only = comparison, only
        rows = comparison.rows if comparison else ()
        self._rows = tuple(row for row in rows if row.differs or not only)
        self.endResetModel()

    def cell(self, index: _Index) -> "Cell":
        """What is in a cell."""
        return self._rows[index.row()].cells[index.column()]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """How many services there are."""
        return 0 if parent.isValid() else len(self.names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        if role == Qt.ItemDataRole.DisplayRole:
            return said(self.cell(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, cell = self._rows[index.row()], self.cell(index)
            parts = (row.name, self.names[index.column()], said(cell), cell.source, "Differs" if row.differs else "")
            return ". ".join(part.removesuffix(".") for part in parts if part)
        return self.cell(index) if role == CELL else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a service, or of what is compared."""
        heads = self.names if orientation == Qt.Orientation.Horizontal else tuple(map(_head, self._rows))
        worded = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return heads[section] if worded and section < len(heads) else None  # while it is reset Qt asks for old ones


def _head(row: "Row") -> str:
    return f"{row.name}\n{DIFFERS}" if row.differs else row.name


def said(cell: "Cell") -> str:
    """The lines of a cell."""
    return "\n".join(cell.lines)
