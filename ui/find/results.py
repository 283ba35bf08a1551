"""The results on the screen: rows of one height, drawn from their lines."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from navigator.find.sheet import Line
from ui.find.model import ResultsModel, Role
from ui.shell.theme import ACCENT, QUIET, characters, line_height, scaled

_NAME_SIZE = 1.1
_BETWEEN = " · "
_Index = QModelIndex | QPersistentModelIndex


class _Pen:
    """Writes lines of text down a row, each elided to the width there is."""

    def __init__(self, painter: QPainter, room: QRect, shown: QPalette) -> None:
        self._painter, self._palette = painter, shown
        self._left, self._top, self._width = room.left(), room.top(), room.width()

    def write(self, text: str, font: QFont, role: QPalette.ColorRole, *, spare: int = 0) -> None:
        """Write one line and go down to the next, leaving ``spare`` pixels free at its end."""
        metrics = QFontMetrics(font)
        line = QRect(self._left, self._top, self._width - spare, _leading(metrics))
        self._painter.setFont(font)
        self._painter.setPen(self._palette.color(role))
        self._painter.drawText(
            line,
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()),
        )
        self._top += _leading(metrics)

    def tag(self, text: str, font: QFont) -> int:
        """Write a word in a frame at the end of this line; gives the width it took."""
        metrics = QFontMetrics(font)
        margin = metrics.averageCharWidth()
        width = metrics.horizontalAdvance(text) + 2 * margin
        frame = QRect(self._left + self._width - width, self._top, width, _leading(metrics))
        self._painter.setFont(font)
        self._painter.setPen(self._palette.color(QPalette.ColorRole.Text))
        self._painter.drawRect(frame.adjusted(0, 0, -1, -1))
        self._painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
        return width + margin


class ResultDelegate(QStyledItemDelegate):
    """Draws one result: what it is called, who runs it, what it does, and the facts worth comparing."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        self._edges(painter, option, chosen=chosen, divider=bool(index.data(Role.DIVIDER)))
        line = index.data(Role.LINE)
        if isinstance(line, Line):
            self._write(painter, option, line)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every row is as high as the view says."""
        return QSize(option.rect.width(), row_height(option.widget))

    def _edges(self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool, divider: bool) -> None:
        row, colour = option.rect, option.palette.color
        thick = max(2, line_height(option.widget) // 6)
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, colour(QPalette.ColorRole.Button))
        if divider:
            painter.fillRect(row.left(), row.top(), row.width(), thick, colour(QUIET))
        if chosen:
            painter.fillRect(row.left(), row.top(), thick, row.height(), colour(ACCENT))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(ACCENT))
            painter.drawRect(row.adjusted(0, 0, -1, -1))
            painter.drawRect(row.adjusted(1, 1, -2, -2))

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        across, down = _margins(option.widget)
        pen = _Pen(painter, option.rect.adjusted(across, down, -across, -down), option.palette)
        font = option.font
        pen.write(
            line.name,
            scaled(font, _NAME_SIZE, bold=True),
            QPalette.ColorRole.Text,
            spare=pen.tag(line.mark, font) if line.mark else 0,
        )
        pen.write(line.who, font, QUIET)
        pen.write(line.does, font, QPalette.ColorRole.Text)
        pen.write(_BETWEEN.join(filter(None, (line.unsaid, *line.facts))), font, ACCENT)


def _margins(widget: QWidget) -> tuple[int, int]:
    line = line_height(widget)
    return round(0.8 * line), round(0.55 * line)


def row_height(widget: QWidget) -> int:
    """The height of every row: a name, three lines and the room around them."""
    name = _leading(QFontMetrics(scaled(widget.font(), _NAME_SIZE, bold=True)))
    return name + 3 * _leading(QFontMetrics(widget.font())) + 2 * _margins(widget)[1]


def _leading(metrics: QFontMetrics) -> int:
    """The height of a line with a little air in it."""
    return round(1.15 * metrics.lineSpacing())


class ResultsView(QTableView):
    """The list of results. ``chosen`` is the row the keyboard is on, ``opened`` the one somebody asked to read."""

    chosen = Signal(str)
    opened = Signal(str)
    left = Signal()

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._waiting = False
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(self))
        self.setAccessibleName("Results")
        self.setAccessibleDescription("Up and down arrows move, Enter reads, Escape goes back to the search box.")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        self.selectionModel().currentRowChanged.connect(self._tell)
        model.dataChanged.connect(self._tell_late)
        self.clicked.connect(self._open)

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

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the font needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up at the top and Escape lead back to the box, Enter opens."""
        key, row = event.key(), self.currentIndex().row()
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and row <= 0):
            self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        height = row_height(self)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 2)
        self.setMinimumWidth(characters(self, 24))

    def _line(self, index: QModelIndex) -> Line | None:
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
        if (line := self._line(index)) is not None:
            self.opened.emit(line.id)
