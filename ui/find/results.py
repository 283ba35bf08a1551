"""The results on the screen: rows of one height, drawn from their lines."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.find.model import ResultsModel
from ui.find.row import RowDelegate
from ui.shell.theme import characters

if TYPE_CHECKING:
    from navigator.find.line import Line

_Index = QModelIndex | QPersistentModelIndex

_FEWEST: Final = 24
"""Characters across, below which the list is never made."""
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ENDS: Final = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_PRESSES: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_PLAIN: Final = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
_LEADS_ELSEWHERE: Final = "/"


class ResultsView(QTableView):
    """The list of results.

    ``chosen`` is the service the keyboard is on, ``opened`` the one somebody asked to read, ``hovered`` the one under
    the mouse, "" for none. ``typed`` is text that somebody typed here and that belongs into the search box, and
    ``starred`` the service whose star was pressed.
    """

    chosen = Signal(str)
    opened = Signal(str)
    hovered = Signal(str)
    typed = Signal(str)
    starred = Signal(str)
    left = Signal()

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._waiting = False
        self._under_mouse = self._pressed = ""
        self._banded: int | None = None
        self.setModel(model)
        self.setAccessibleName("Results")
        self.setAccessibleDescription("Up and down arrows move, Enter reads, Escape goes back to the search box.")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._rows = RowDelegate(model, self)
        self.setItemDelegate(self._rows)
        self._measure()
        self._connect()

    @property
    def row_height(self) -> int:
        """The height of every row but the one that has a heading over it, in pixels."""
        return self._rows.grid.height

    @property
    def current(self) -> "Line | None":
        """The line the keyboard is on; None while it is being fetched, and where there is none."""
        return self._line(self.currentIndex())

    def enter(self) -> None:
        """Take the keyboard, at the first row unless one is chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid():
            self.choose(0)

    def choose(self, row: int) -> None:
        """Put the keyboard on a row."""
        self.selectionModel().setCurrentIndex(
            self._model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def set_hovered(self, service_id: str) -> None:
        """Draw an edge around the row of a service; "" for none."""
        before, self._rows.hovered = self._rows.hovered, service_id
        if before != service_id:
            for one in (before, service_id):
                row = self._model.row_of(one) if one else None
                if row is not None:
                    self.update(self._model.index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs, and in the colours there are."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        elif event.type() == QEvent.Type.PaletteChange:
            self._rows.recolour(self.palette())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the width there is."""
        super().resizeEvent(event)
        if self.viewport().width() != self._rows.grid.width:
            self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is under the mouse when it has gone; a press on a star is not one on its row."""
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton and self._press_star(event):
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up at the top and Escape lead back to the box, as does typing; Enter opens."""
        key, row = event.key(), self.currentIndex().row()
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and row <= 0):
            self.left.emit()
        elif key in _ENTER:
            self._open(self.currentIndex())
        elif key in _ENDS:
            self.choose(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif _is_words(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.clicked.connect(self._open)
        self.entered.connect(self._hover_row)
        self.viewportEntered.connect(self._hover)
        self._model.dataChanged.connect(self._tell_late)
        self._model.modelReset.connect(self._begin)
        self._model.divided.connect(self._divide)

    def _measure(self) -> None:
        header, bar = self.verticalHeader(), self.verticalScrollBar()
        top = header.visualIndexAt(0)
        grid = self._rows.fit(self.font(), self.viewport().width())
        if grid.height != header.defaultSectionSize():
            # It tells of every row in turn otherwise.
            with QSignalBlocker(header):
                header.setDefaultSectionSize(grid.height)
            self.updateGeometries()
            bar.setSingleStep(grid.height // 2)
            self._divide()
            bar.setValue(header.sectionPosition(top) if top > 0 else 0)
        self.setMinimumWidth(characters(self, _FEWEST))
        self.viewport().update()

    def _divide(self) -> None:
        """Make room for a heading over the first row of those that do not say."""
        header, grid = self.verticalHeader(), self._rows.grid
        if self._banded is not None and self._banded < header.count():
            header.resizeSection(self._banded, grid.height)
        self._banded = self._model.divider
        if self._banded is not None:
            header.resizeSection(self._banded, grid.height + grid.band)

    def _begin(self) -> None:
        """Other rows: none is under the mouse until it moves."""
        self._divide()
        self._hover("")

    def _hover_row(self, index: QModelIndex) -> None:
        line = self._line(index)
        self._hover(line.id if line else "")

    def _hover(self, service_id: str = "") -> None:
        if service_id != self._under_mouse:
            self._under_mouse = service_id
            self.set_hovered(service_id)
            self.hovered.emit(service_id)

    def _press_star(self, event: QMouseEvent) -> bool:
        """Whether a press, or its end, is one of a star: it counts where both are on the same one."""
        service_id = self._star_at(event.position().toPoint())
        if event.type() in _PRESSES:
            self._pressed = service_id
            return bool(service_id)
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == service_id:
            self.starred.emit(pressed)
        return bool(pressed)

    def _star_at(self, at: QPoint) -> str:
        """The service whose star is here, "" for none."""
        index = self.indexAt(at)
        line = self._line(index)
        there = line is not None and self._rows.star_area(self.visualRect(index), index.row()).contains(at)
        return line.id if line is not None and there else ""

    def _line(self, index: _Index) -> "Line | None":
        return self._model.line(index.row()) if index.isValid() else None

    def _tell(self, index: QModelIndex) -> None:
        line = self._line(index)
        self._waiting = line is None
        if line is not None:
            self.chosen.emit(line.id)

    def _tell_late(self) -> None:
        """The row the keyboard is on may have been waiting for its line."""
        if self._waiting:
            self._tell(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None:
            self.opened.emit(line.id)


def _is_words(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text.strip()) and text.isprintable() and text != _LEADS_ELSEWHERE and event.modifiers() in _PLAIN
