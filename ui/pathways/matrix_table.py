"""The map of who to talk to on the screen: a table whose headings stay in sight."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.pathways.matrix_ink import Area, PaintInk, draw_cell, draw_edges, draw_laid
from ui.pathways.matrix_layout import Laid, Looks
from ui.pathways.matrix_model import MatrixModel
from ui.pathways.matrix_words import HELP, Piece, pieces, short
from ui.shell.headed_table import HeadedTable, TableHeading
from ui.shell.style import RING
from ui.shell.theme import colours_of

_Index = QModelIndex | QPersistentModelIndex

_REST_MS: Final = 250
"""A mouse that stays this long over a cell asks about it; one that crosses it does not."""
_NARROWEST: Final = 17
_SIDE: Final = 28
_SIDE_SHARE: Final = 0.26
"""The characters across a cell at the least, across the needs at the most, and the part of the width these may take."""
_FEWEST_LINES: Final = 12
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MatrixTable(HeadedTable):
    """The cells of a map: arrow keys go from one to the next, Enter or a press opens one.

    ``chosen`` is the cell the keyboard is on, ``opened`` the one somebody wants the services of, and ``rested`` the one
    that the mouse stays on.
    """

    chosen = Signal(QModelIndex)
    opened = Signal(QModelIndex)
    rested = Signal(QModelIndex)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(_NARROWEST, _FEWEST_LINES)
        self._model = model
        self.names = False
        self.looks = Looks(self.font())
        self._laid: dict[tuple[int, int], Laid] = {}
        self._under_mouse = QModelIndex()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self.setModel(model)
        self.setAccessibleName("Who to talk to: needs down the side, boroughs along the top")
        self.setAccessibleDescription(f"Arrow keys go from cell to cell. {HELP}")
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Heading(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heading(Qt.Orientation.Vertical, self))
        self.clicked.connect(self.opened)
        self.entered.connect(self._enter_cell)
        self._rest.timeout.connect(lambda: self.rested.emit(self._under_mouse))
        model.modelReset.connect(self.lay_out)

    def show_names(self, names: bool) -> None:
        """Show the best services in every cell, or only how many there are."""
        self.names = names
        self.lay_out()
        self.scrollTo(self.currentIndex())

    def choose(self, index: QModelIndex, *, scroll: bool = True) -> None:
        """Put the keyboard on a cell."""
        self.setAutoScroll(scroll)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def laid(self, row: int, column: int) -> Laid:
        """The words of a cell, or with -1 of a heading, where they stand."""
        return self._laid[row, column]

    def lay_out(self) -> None:
        """Lay everything out for the width and the font there are; rows are as high as their words need."""
        looks, rows, columns = self.looks, self._model.rows, self._model.columns
        share = max(_SIDE_SHARE * self.width(), min(self._widest_need(), self.width() / 2))
        side = round(min(_SIDE * looks.character, share))
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        across = max((self.width() - side - bar) // max(1, len(columns)), round(_NARROWEST * looks.character))
        top = {(-1, n): looks.lay((Piece(name, "bold"),), across) for n, name in enumerate(columns)}
        down = looks.down if self.names else self._down(top.values(), side)
        sides = {(n, -1): looks.lay(self._side(n), side, down=down) for n in range(len(rows))}
        cells = self._named(across) if self.names else self._counted(across, down)
        self._laid = top | sides | cells
        highest = [max(self._laid[n, m].height for m in range(-1, len(columns))) for n in range(len(rows))]
        headings = round(max((one.height for one in top.values()), default=0))
        self.place([round(across)] * len(columns), [round(height) for height in highest], headings, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without names the height decides too."""
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width() and not self.names:
            self.lay_out()

    def _measure(self) -> None:
        self.looks = Looks(self.font())
        super()._measure()
        self.scrollTo(self.currentIndex())

    def viewportEvent(self, event: QEvent) -> bool:
        """A mouse that has gone rests nowhere."""
        if event.type() == QEvent.Type.Leave:
            self._rest.stop()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _ENTER:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell of it, and show in the headings where it is."""
        super().currentChanged(current, previous)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.viewport().update()
        self.chosen.emit(self._model.index(current.row(), current.column()))

    def _enter_cell(self, index: QModelIndex) -> None:
        self._under_mouse = index
        self._rest.start()

    def _named(self, across: int) -> dict[tuple[int, int], Laid]:
        """Every cell with the names of its best services."""
        looks, rows = self.looks, self._model.rows
        return {
            (n, m): looks.lay(pieces(cell), across) for n, row in enumerate(rows) for m, cell in enumerate(row.cells)
        }

    def _counted(self, across: int, down: int) -> dict[tuple[int, int], Laid]:
        """Every cell with its count, in the longest words that take one line in all of them."""
        looks, letters = self.looks, self.looks.letters["bold"]
        every = {(n, m): cell for n, row in enumerate(self._model.rows) for m, cell in enumerate(row.cells)}
        told = [dict(zip(every, texts, strict=True)) for texts in zip(*map(short, every.values()), strict=True)]
        room = across - 2 * looks.across
        fitting = (texts for texts in told if all(letters.face.advance(text) <= room for text in texts.values()))
        shown = next(fitting, told[-1] if told else {})
        return {at: looks.lay((_count(shown[at], cell.kind),), across, down=down) for at, cell in every.items()}

    def _down(self, top: Iterable[Laid], side: float) -> int:
        """The room above and below counts: what lets all of them be seen at once, within reason."""
        looks, rows = self.looks, range(len(self._model.rows))
        closest = [looks.lay(self._side(n), side, down=looks.close).height for n in rows]
        spare = self.height() - max((laid.height for laid in top), default=0) - sum(closest)
        return int(min(looks.close + max(0.0, spare) / 2 / max(1, len(rows)), looks.down))

    def _widest_need(self) -> float:
        """The width at which no word of a need is broken."""
        letters = self.looks.letters["bold"]
        words = (word for row in self._model.rows for word in row.label.split())
        return 2 * self.looks.across + max(map(letters.width, words), default=0)

    def _side(self, n: int) -> tuple[Piece, ...]:
        row = self._model.rows[n]
        label = Piece(row.label, "bold" if self.names else "text")
        return (Piece(row.group, "fact", "quiet"), label) if self.names and self._model.begins(n) else (label,)


class _Cells(QStyledItemDelegate):
    """Draws the cells."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words."""
        laid = self._table.laid(index.row(), index.column())
        return QSize(round(laid.width), round(laid.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell; the one the keyboard is on has another ground, and a ring while it is here."""
        table, model = self._table, self._table._model  # noqa: SLF001 - its own view
        cell = model.cell(index)
        if cell is None:
            return
        area, chosen = _area(option.rect), table.currentIndex() == index
        ink = PaintInk(painter, colours_of(table.palette()), table.looks)
        ink.fill(area, "chosen" if chosen else "base")
        draw_cell(ink, area, table.laid(index.row(), index.column()), cell.kind, table.looks)
        draw_edges(ink, area, begins=model.begins(index.row()))
        if chosen:
            width = RING if table.hasFocus() else 1
            ink.frame(area.inside(width / 2 + 1), "accent", width)


class _Heading(TableHeading):
    """The needs, or the boroughs, in as many lines as they take."""

    def __init__(self, orientation: Qt.Orientation, table: MatrixTable) -> None:
        super().__init__(orientation, table, "Boroughs" if orientation == Qt.Orientation.Horizontal else "Needs")
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a heading; that of the cell the keyboard is on stands out."""
        table, current, area = self._table, self._table.currentIndex(), _area(rect)
        down = self.orientation() == Qt.Orientation.Vertical
        at, here = ((section, -1), current.row()) if down else ((-1, section), current.column())
        ink = PaintInk(painter, colours_of(self.palette()), table.looks)
        ink.fill(area, "chosen" if here == section else "window")
        draw_laid(ink, table.laid(*at), area.x, area.y)
        draw_edges(ink, area, begins=down and table._model.begins(section))  # noqa: SLF001 - its own view


def _count(text: str, kind: str) -> Piece:
    return Piece(text, "bold" if kind else "text", "warn" if kind else "text")


def _area(rect: QRect) -> Area:
    return Area(rect.x(), rect.y(), rect.width(), rect.height())
