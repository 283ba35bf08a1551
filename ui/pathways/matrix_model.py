"""The map of who to talk to as a table: a row for each need, a column for each borough."""

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.pathways.matrix_words import counts, spoken

if TYPE_CHECKING:
    from navigator.pathways import Cell, Matrix, Row

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()


class Role(IntEnum):
    """What can be asked of a cell beside its words."""

    CELL = Qt.ItemDataRole.UserRole + 1


class MatrixModel(QAbstractTableModel):
    """The cells of a map; none before one is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None

    def show_matrix(self, matrix: "Matrix | None") -> None:
        """Show this map, or none."""
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    @property
    def rows(self) -> "tuple[Row, ...]":
        """The rows from the top."""
        return self.matrix.rows if self.matrix else ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns from the left."""
        return self.matrix.columns if self.matrix else ()

    def cell(self, index: _Index) -> "Cell | None":
        """What stands in a place of the table."""
        return self.rows[index.row()].cells[index.column()] if index.isValid() else None

    def place(self, need: str, column: str) -> QModelIndex:
        """Where a need and a borough meet; where they do not, the first cell."""
        row = next((n for n, row in enumerate(self.rows) if row.need == need), 0)
        return self.index(row, self.columns.index(column) if column in self.columns else 0)

    def begins(self, row: int) -> bool:
        """Whether a row is the first of its group."""
        return row == 0 or self.rows[row].group != self.rows[row - 1].group

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many needs there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """How many boroughs there are, and one more for what is wider."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words to read or to speak, or the cell itself."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return counts(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.rows[index.row()], self.columns[index.column()], cell)
        return cell if role == Role.CELL else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The need of a row, with its group for a screen reader, or the name of a column."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section]
        row = self.rows[section]
        return row.label if role == Qt.ItemDataRole.DisplayRole else f"{row.label}. {row.group}"
