"""The stops of a shortlist as a list that is put in order by dragging or by keyboard."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.refer.stop_row import LINE, StopDelegate, StopLine
from ui.shell.row_view import RowView

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_MIME: Final = "application/x-navigator-stop"
_KEYS: Final = "Enter reads what to know first. Alt+Up and Alt+Down move it. Delete takes it off."
_WAYS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class StopsModel(QAbstractListModel):
    """The rows. Showing others changes only what is not the same, so that a view keeps its place."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[StopLine] = []

    @property
    def lines(self) -> Sequence[StopLine]:
        """What is shown, in order."""
        return tuple(self._lines)

    def show(self, lines: Sequence[StopLine]) -> None:
        """Show these in place of what was shown."""
        wanted = {line.id for line in lines}
        for row in reversed(range(len(self._lines))):
            if self._lines[row].id not in wanted:
                self.beginRemoveRows(_ROOT, row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(lines):
            self._place(row, line)

    def row_of(self, service_id: str) -> int:
        """The row of a stop, -1 where there is none."""
        return next((row for row, line in enumerate(self._lines) if line.id == service_id), -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        line = self._lines[index.row()]
        says: dict[int, object] = {
            LINE: line,
            Qt.ItemDataRole.DisplayRole: line.name,
            Qt.ItemDataRole.AccessibleTextRole: line.spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: _KEYS,
        }
        return says.get(role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A row can be chosen and dragged, and dropped between two others."""
        usual = super().flags(index)
        return usual | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """A kind that means nothing anywhere else."""
        return [_MIME]

    def mimeData(self, _indexes: Sequence[QModelIndex]) -> QMimeData:
        """Nothing: what is dragged is the chosen row, and no other program learns of it."""
        data = QMimeData()
        data.setData(_MIME, b"")
        return data

    def _place(self, row: int, line: StopLine) -> None:
        """Have this stop at this row: those before it are in their places."""
        before = self.row_of(line.id)
        if before < 0:
            self.beginInsertRows(_ROOT, row, row)
            self._lines.insert(row, line)
            self.endInsertRows()
            return
        if before != row:
            self.beginMoveRows(_ROOT, before, before, _ROOT, row)
            self._lines.insert(row, self._lines.pop(before))
            self.endMoveRows()
        if self._lines[row] != line:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row), self.index(row))


class StopsList(RowView):
    """``chosen`` is the id of the stop that somebody came to, ``opened`` of the one they want to read on.

    ``moved`` asks for a stop to be at a place, counted from 0, and ``removed`` for it to be taken off.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.stops = StopsModel()
        self._delegate = StopDelegate(self.font())
        self.setAccessibleName("Shortlist")
        self.setAccessibleDescription(f"Services in the order to try them. {_KEYS}")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.present(self.stops, self._delegate)

    @property
    def current(self) -> str:
        """The id of the stop that is chosen, "" where there is none."""
        row = self.currentIndex().row()
        return self.stops.lines[row].id if row >= 0 else ""

    def show_lines(self, lines: Sequence[StopLine]) -> None:
        """Show these; the chosen one stays so, or else the one in its place is."""
        row = max(0, self.currentIndex().row())
        kept = self.current
        self.stops.show(lines)
        if lines and self.stops.row_of(kept) < 0:
            self.choose(lines[min(row, len(lines) - 1)].id)
        if not lines:
            self._delegate.forget()

    def choose(self, service_id: str) -> None:
        """Choose a stop, and bring it into sight."""
        row = self.stops.row_of(service_id)
        if row >= 0:
            self.setCurrentIndex(self.stops.index(row))
            self.scrollTo(self.currentIndex())

    def move_by(self, by: int) -> None:
        """Ask for the chosen stop to be so many places further down."""
        place = self.currentIndex().row() + by
        if self.current and 0 <= place < self.stops.rowCount():
            self.moved.emit(self.current, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow key move the chosen stop, Delete takes it off, Enter reads on."""
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in _WAYS:
            self.move_by(_WAYS[key])
        elif alt:
            event.ignore()
        elif key == Qt.Key.Key_Delete and self.current:
            self.removed.emit(self.current)
        elif key in _ENTER and self.current:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell of it."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.stops.lines[current.row()].id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only what is dragged from here can be dropped here."""
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which rows it would come."""
        super().dragMoveEvent(event)
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the dragged stop to come where it was dropped."""
        row, dragged = self._place_at(event), self.currentIndex().row()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the shortlist moves it, and nothing is taken away here
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        place = row - (row > dragged)
        if self.current and place != dragged:
            self.moved.emit(self.current, place)
        self.viewport().update()

    def _place_at(self, event: QDropEvent) -> int:
        """Before which row it was dropped."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return self.stops.rowCount()
        return index.row() + (event.position().y() > self.visualRect(index).center().y())
