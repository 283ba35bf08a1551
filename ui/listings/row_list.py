"""A list whose rows are a name and some lines of words, as high as these need, each with a box to tick where it has."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from ui.shell.row_flow import Wrapped
from ui.shell.row_grid import Face
from ui.shell.row_view import Drawn, RowView
from ui.shell.style import RING
from ui.shell.theme import characters, colours_of, line_height, scaled

_Index = QModelIndex | QPersistentModelIndex
_Mode = QListView.LayoutMode
_ROOT: Final = QModelIndex()
_LINE: Final = Qt.ItemDataRole.UserRole
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TICK: Final = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_MOST_LINES: Final = 12
_LEAST: Final = 60
_KEPT: Final = 400
_AT_ONCE: Final = 40
"""Rows are laid out so many at once, as there is time, until all of them were once."""
_MANY: Final = 300
"""More rows than this are never laid out all at once."""
_ACROSS: Final = 24


class Line(NamedTuple):
    """A row: its key, its name, and lines below it, each with its tone in ``Colours``.

    ``ticked`` is None where there is nothing to tick.
    """

    key: str
    name: str
    lines: tuple[tuple[str, str], ...] = ()
    ticked: bool | None = None

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join((self.name, *(text.removesuffix(".") for text, _ in self.lines)))


class RowModel(QAbstractListModel):
    """The rows by their keys, in order; what a row says is asked when it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[str] = ()
        self._rows: dict[str, int] = {}
        self._line_of: Callable[[str], Line] = lambda key: Line(key, key)

    @property
    def lines(self) -> Sequence[Line]:
        """What all rows say."""
        return tuple(map(self._line_of, self._keys))

    def show(self, keys: Sequence[str], line_of: Callable[[str], Line]) -> None:
        """Show these; where the keys are the same, a view keeps its place."""
        if tuple(keys) == tuple(self._keys):
            self._line_of = line_of
            self.renew()
            return
        self.beginResetModel()
        self._keys, self._line_of = tuple(keys), line_of
        self._rows = {key: row for row, key in enumerate(keys)}
        self.endResetModel()

    def renew(self, key: str = "") -> None:
        """Tell that a row says something else, or that all may."""
        first = self._rows.get(key, 0)
        last = first if key else len(self._keys) - 1
        if self._keys:
            self.dataChanged.emit(self.index(first), self.index(last))

    def key(self, row: int) -> str:
        """The key of a row, "" where there is none."""
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def row_of(self, key: str) -> int:
        """The row of a key; -1 where there is none."""
        return self._rows.get(key, -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says."""
        say = _SAYS.get(role)
        return say(self._line_of(self._keys[index.row()])) if say else None


_SAYS: Final[dict[int, Callable[[Line], Any]]] = {
    _LINE: lambda line: line,
    Qt.ItemDataRole.DisplayRole: lambda line: line.name,
    Qt.ItemDataRole.AccessibleTextRole: lambda line: line.spoken,
    Qt.ItemDataRole.CheckStateRole: lambda line: None if line.ticked is None else _TICK[line.ticked],
}


class RowList(RowView):
    """Arrow keys go from row to row.

    ``chosen`` is the key of the row that somebody came to, ``opened`` of one that was pressed twice or with Enter, and
    ``ticked`` of one whose box was pressed, by mouse or with Space.
    """

    chosen = Signal(str)
    opened = Signal(str)
    ticked = Signal(str)

    def __init__(self, name: str, description: str = "") -> None:
        """``name`` and ``description`` are for a screen reader."""
        super().__init__()
        self.rows = RowModel()
        self._delegate = _Rows(self.font())
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setBatchSize(_AT_ONCE)
        self.present(self.rows, self._delegate)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._settle())
        self.doubleClicked.connect(lambda _index: self._open())

    @property
    def current(self) -> str:
        """The key of the chosen row, "" where there is none."""
        return self.rows.key(self.currentIndex().row())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the chosen one stays so, or else the one in its place is."""
        every = {line.key: line for line in lines}
        self.show_rows([*every], every.__getitem__)

    def show_rows(self, keys: Sequence[str], line_of: Callable[[str], Line]) -> None:
        """Show rows that are made when they are drawn; the chosen one stays so, or else the one in its place is."""
        kept, row = self.current, max(0, self.currentIndex().row())
        known = len(keys) <= _MANY and self._delegate.knows(map(line_of, keys))
        self.setLayoutMode(_Mode.SinglePass if known else _Mode.Batched)
        self.rows.show(keys, line_of)
        self.scheduleDelayedItemsLayout()
        if not kept or self.current != kept:
            found = self.rows.row_of(kept)
            self._come_to(found if found >= 0 else min(row, len(keys) - 1))

    def renew(self, key: str) -> None:
        """A row says something else, and may be as high as it was or not."""
        self.rows.renew(key)
        self.scheduleDelayedItemsLayout()

    def choose(self, key: str) -> None:
        """Choose a row, and bring it into sight."""
        self._come_to(self.rows.row_of(key))

    def sizeHint(self) -> QSize:
        """The least: it takes what room there is."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for a row."""
        return QSize(characters(self, _ACROSS), 4 * line_height(self))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell of it."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.rows.key(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks; Escape is for those around it."""
        key = Qt.Key(event.key())
        if key in _ENTER and self.current:
            self._open()
        elif key == Qt.Key.Key_Space and self.current:
            self._tick()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self._delegate.indent:
            self._tick()

    def _settle(self) -> None:
        """Where all rows have their places, lay them out at once from now on: they stay where they are meanwhile."""
        last = self.rows.index(self.rows.rowCount() - 1)
        if last.row() < _MANY and self.layoutMode() == _Mode.Batched and self.visualRect(last).isValid():
            self.setLayoutMode(_Mode.SinglePass)

    def _come_to(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))
            self.scrollTo(self.currentIndex())

    def _open(self) -> None:
        if self.current:
            self.opened.emit(self.current)

    def _tick(self) -> None:
        if self.currentIndex().data(Qt.ItemDataRole.CheckStateRole) is not None:
            self.ticked.emit(self.current)


class _Laid(NamedTuple):
    """A row laid out for one width, in pixels."""

    height: int
    words: tuple[tuple[Wrapped, QPointF, str], ...]


class _Rows(Drawn):
    """Draws rows; each is laid out anew only where its words, the width or the font are others."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.width = _LEAST
        self.refit(font)

    @property
    def indent(self) -> int:
        """How far from the edge the words begin beside a box, in pixels."""
        return round(1.9 * self._line)

    def refit(self, font: QFont) -> None:
        """Draw with this font."""
        self._name, self._text = Face(scaled(font, 1, bold=True)), Face(font)
        self._line = round(self._text.metrics.lineSpacing())
        self._laid: dict[Line, _Laid] = {}
        self._laid_at = self.width

    def knows(self, lines: Iterable[Line]) -> bool:
        """Whether all of some rows, but for a few, are laid out for the width there is."""
        return self.width == self._laid_at and sum(line not in self._laid for line in lines) <= _AT_ONCE

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words at the width there is."""
        return QSize(_LEAST, self._at(index.data(_LINE)).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the box, the words, and a ring while the keyboard is here."""
        line: Line = index.data(_LINE)
        area, colours = option.rect, colours_of(option.palette)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colours.chosen if chosen else colours.base))
        if chosen:
            painter.fillRect(area.left(), area.top(), max(4, self._line // 5), area.height(), QColor(colours.accent))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(between))
        for words, at, tone in self._at(line).words:
            painter.setPen(QColor(getattr(colours, tone)))
            words.layout.draw(painter, at + area.topLeft())
        if line.ticked is not None:
            self._draw_box(painter, option, ticked=line.ticked)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _draw_box(self, painter: QPainter, option: QStyleOptionViewItem, *, ticked: bool) -> None:
        style, size = option.widget.style(), round(0.85 * self._line)
        box = QStyleOptionViewItem(option)
        box.rect = QRect(option.rect.left() + round(0.7 * self._line), option.rect.top() + self._down, size, size)
        on = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | on
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, option.widget)

    @property
    def _down(self) -> int:
        return round(0.45 * self._line)

    def _at(self, line: Line) -> _Laid:
        if self.width != self._laid_at or (len(self._laid) >= _KEPT and line not in self._laid):
            self._laid.clear()
            self._laid_at = self.width
        if line not in self._laid:
            self._laid[line] = self._lay(line)
        return self._laid[line]

    def _lay(self, line: Line) -> _Laid:
        left = self.indent if line.ticked is not None else round(0.7 * self._line)
        room = max(_LEAST, self.width - left - round(0.5 * self._line))
        top = float(self._down)
        words = []
        for text, tone, face in ((line.name, "text", self._name), *((*each, self._text) for each in line.lines)):
            wrapped = Wrapped(text, face)
            wrapped.lay(room, _MOST_LINES)
            words.append((wrapped, QPointF(left, top + face.sunk), tone))
            top += face.leading * wrapped.lines
        return _Laid(round(top) + self._down, tuple(words))
