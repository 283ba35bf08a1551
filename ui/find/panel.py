"""The filters beside the results: where, all the choices with their counts, and what to do about silence."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from navigator.find.menu import Choice, Group, Subject
from ui.find.choices import ChoicesModel, Entry, Fold, chosen_in, label, may_press
from ui.find.nearby import Nearby
from ui.shell.arranged import Measured
from ui.shell.style import RING
from ui.shell.text import tip
from ui.shell.theme import ACCENT, QUIET, characters, colours_of, give_room, line_height, scaled

if TYPE_CHECKING:
    from navigator.find import Filters

_CHARACTERS: Final = 32
_FEWEST_CHARACTERS: Final = 20
_ROW_LINES: Final = 1.5
_MARK_LINES: Final = 0.8
MARGIN: Final = 0.35
"""The room at both ends of a row, in lines of text."""
_SILENT: Final = "Leave out listings\nthat do not sa&y"
_SILENT_SAYS: Final = "Many listings do not say everything. They come after those that say yes, unless this is ticked."
_LEADING: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_TRAILING: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Index = QModelIndex | QPersistentModelIndex
_Points = tuple[tuple[float, float], ...]
_RIGHT: Final = ((0.38, 0.22), (0.66, 0.5), (0.38, 0.78))
_DOWN: Final = ((0.22, 0.38), (0.5, 0.66), (0.78, 0.38))
_UP: Final = ((0.22, 0.62), (0.5, 0.34), (0.78, 0.62))


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a row: a mark in front, words, and a number at the end."""

    def __init__(self, model: ChoicesModel, parent: QTreeView) -> None:
        super().__init__(parent)
        self._model, self._view = model, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        entry = self._model.entry(index)
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver and not isinstance(entry, Group):
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Button))
        if isinstance(entry, Subject):
            edge = QColor(colours_of(option.palette).edge)
            painter.fillRect(option.rect.left(), option.rect.top(), option.rect.width(), 1, edge)
        self._draw_mark(painter, option, entry, index)
        _write(painter, option, entry)
        if option.state & QStyle.StateFlag.State_HasFocus:
            half = RING // 2
            painter.setPen(QPen(option.palette.color(ACCENT), RING))
            painter.drawRect(option.rect.adjusted(half, half, -half, -half))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every row is as high as the first."""
        return QSize(0, round(_ROW_LINES * QFontMetrics(option.font).lineSpacing()))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Show words that do not fit under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        self.initStyleOption(option, index)
        entry = self._model.entry(index)
        QToolTip.showText(event.globalPos(), "" if fits(option, entry) else tip(label(entry)), view)
        return True

    def editorEvent(
        self, _event: QEvent, _model: QAbstractItemModel, _option: QStyleOptionViewItem, _index: _Index
    ) -> bool:
        """Leave it to the view to press a row, wherever on it the mouse is."""
        return False

    def _draw_mark(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, index: _Index) -> None:
        """What is in front of the words: a box to tick, or an arrow where there is more to see."""
        square = _columns(option)[0]
        match entry:
            case Choice():
                _draw_check(painter, square, option, entry)
            case Subject():
                points = _DOWN if self._view.isExpanded(index) else _RIGHT
                _draw_arrow(painter, square, points, option.palette.color(QPalette.ColorRole.Text))
            case Fold():
                _draw_arrow(painter, square, _DOWN if entry.hidden else _UP, option.palette.color(ACCENT))


def fits(option: QStyleOptionViewItem, entry: Entry) -> bool:
    """Whether the words of a row are shown whole."""
    return QFontMetrics(_font(option, entry)).horizontalAdvance(label(entry)) <= _room(option, entry).width()


def _columns(option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
    """The square of the mark, and the room for words and number, of a row."""
    line = QFontMetrics(option.font).lineSpacing()
    side, margin = round(_MARK_LINES * line), round(MARGIN * line)
    row = option.rect
    mark = QRect(row.left() + margin, row.center().y() - side // 2, side, side)
    return mark, row.adjusted(2 * margin + side, 0, -margin, 0)


def _room(option: QStyleOptionViewItem, entry: Entry) -> QRect:
    """The room for the words of a row: up to the number at its end, if there is one."""
    mark, room = _columns(option)
    metrics, end = QFontMetrics(option.font), _end(entry)
    if isinstance(entry, Group):
        room.setLeft(mark.left())
    if end:
        room.setRight(room.right() - metrics.horizontalAdvance(end) - metrics.averageCharWidth())
    return room


def _end(entry: Entry) -> str:
    """What is said at the end of a row."""
    if isinstance(entry, Choice):
        return "" if entry.count is None else f"{entry.count:,}"
    return chosen_in(entry) if isinstance(entry, Subject) else ""


def _font(option: QStyleOptionViewItem, entry: Entry) -> QFont:
    return scaled(option.font, 1, bold=isinstance(entry, Subject | Group))


def _write(painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
    """The words, and the number at the end; quieter where there is nothing to press."""
    match entry:
        case Fold():
            role = ACCENT
        case Subject():
            role = QPalette.ColorRole.Text
        case _:
            role = QPalette.ColorRole.Text if isinstance(entry, Choice) and may_press(entry) else QUIET
    painter.setFont(option.font)
    painter.setPen(option.palette.color(QUIET))
    painter.drawText(_columns(option)[1], _TRAILING, _end(entry))
    font, room = _font(option, entry), _room(option, entry)
    painter.setFont(font)
    painter.setPen(option.palette.color(role))
    elided = QFontMetrics(font).elidedText(label(entry), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEADING, elided)


def _draw_check(painter: QPainter, square: QRect, option: QStyleOptionViewItem, choice: Choice) -> None:
    """A box, ticked when chosen, and fainter when pressing it would give nothing."""
    box = QStyleOptionButton()
    box.palette, box.rect = option.palette, square
    box.state = QStyle.StateFlag.State_On if choice.chosen else QStyle.StateFlag.State_Off
    if may_press(choice):
        box.state |= QStyle.StateFlag.State_Enabled
    option.widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, option.widget)


def _draw_arrow(painter: QPainter, square: QRect, points: _Points, colour: QColor) -> None:
    """The head of an arrow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, square.width() / 9, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    corner, side = QRectF(square).topLeft(), square.width()
    painter.drawPolyline(QPolygonF([corner + QPointF(x, y) * side for x, y in points]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class ChoicesView(Measured, QTreeView):
    """The tree of choices: a press anywhere on a row, Space or Enter toggles it; Left and Right close and open."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = ChoicesModel(self)
        self._opened: dict[str, bool] = {}
        self._at: tuple[str, str] | None = None
        self._scrolled = 0
        self.setModel(self.choices)
        self.setItemDelegate(ChoiceDelegate(self.choices, self))
        self.setAccessibleName("Filters")
        self.setAccessibleDescription(
            "Up and down arrows move, Space chooses, Left and Right close and open a subject. Escape goes back."
        )
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.clicked.connect(self._press)
        self.expanded.connect(self._remember)
        self.collapsed.connect(self._remember)
        self.choices.modelAboutToBeReset.connect(self._keep)
        self.choices.modelReset.connect(self._restore)
        self._measure()

    def enter(self) -> None:
        """Take the keyboard, at the row it was on before."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        """Show these; rows stay where they are while the keyboard or the mouse is among them."""
        self.choices.show(subjects, steady=self.hasFocus() or self.viewport().underMouse())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press the row, Escape leaves."""
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._press(self.currentIndex())
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Show words that do not fit under the keyboard too."""
        super().currentChanged(current, previous)
        if not (self.hasFocus() and current.isValid()):
            return
        option, entry = QStyleOptionViewItem(), self.choices.entry(current)
        self.initViewItemOption(option)
        option.rect = self.visualRect(current)
        below = self.viewport().mapToGlobal(option.rect.bottomLeft())
        QToolTip.showText(below, "" if fits(option, entry) else tip(label(entry)), self)

    def _measure(self) -> None:
        self.verticalScrollBar().setSingleStep(line_height(self))

    def _press(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if self.choices.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.choices.press(index)
            self.scrollTo(self.currentIndex())

    def _keep(self) -> None:
        """Remember, before everything is replaced, where the keyboard is and how far it was scrolled."""
        index = self.currentIndex()
        entry = self.choices.entry(index) if index.isValid() else None
        self._at = (self.choices.group(index).filter, entry.code) if isinstance(entry, Choice) else None
        self._scrolled = self.verticalScrollBar().value()

    def _restore(self) -> None:
        """Open the subjects that were open, at first the first, and go back to where the keyboard was."""
        for row in range(self.choices.rowCount()):
            index = self.choices.index(row, 0)
            self.setExpanded(index, self._opened.get(label(self.choices.entry(index)), row == 0))
        if self._at and (index := self.choices.choice_index(*self._at)).isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self._scrolled)

    def _remember(self, index: QModelIndex) -> None:
        self._opened[label(self.choices.entry(index))] = self.isExpanded(index)


class FilterPanel(QWidget):
    """Where, the choices, and whether listings that do not say are left out."""

    toggled = Signal(str, str)
    place_typed = Signal(str)
    miles_chosen = Signal(float)
    silent_toggled = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.nearby = Nearby()
        self.tree = ChoicesView()
        self.silent = QCheckBox(_SILENT)
        self.silent.setAccessibleName(" ".join(_SILENT.replace("&", "").split()))
        self.silent.setAccessibleDescription(_SILENT_SAYS)
        self.silent.setToolTip(_SILENT_SAYS)
        above, below = QVBoxLayout(), QVBoxLayout()
        above.addWidget(self.nearby)
        below.addWidget(self.silent)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self.tree, 1)
        layout.addLayout(below)
        give_room(self, layout, between=0.4)
        for part in (above, below):
            give_room(self, part, around=(MARGIN, 0.2))
        self.nearby.place_typed.connect(self.place_typed)
        self.nearby.miles_chosen.connect(self.miles_chosen)
        self.tree.choices.toggled.connect(self.toggled)
        self.tree.left.connect(self.left)
        self.silent.toggled.connect(lambda ticked: self.silent_toggled.emit(not ticked))

    def enter(self) -> None:
        """Take the keyboard, among the choices."""
        self.tree.enter()

    def show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        """Show these choices with these counts."""
        self.tree.show_subjects(subjects)

    def show_place(self, says: str, ok: bool = True) -> None:
        """Say under the place what was understood; where not ``ok``, with a warning mark."""
        self.nearby.say(says, ok)

    def show_filters(self, filters: "Filters") -> None:
        """Show what was chosen elsewhere, such as by a chip, and emit nothing.

        A control that has the keyboard is left as it is: somebody is still choosing.
        """
        self.nearby.show_filters(filters)
        if not self.silent.hasFocus():
            with QSignalBlocker(self.silent):
                self.silent.setChecked(not filters.silent)

    def sizeHint(self) -> QSize:
        """As wide as the words need."""
        return QSize(characters(self, _CHARACTERS), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrower, words are shortened; lower, the choices scroll."""
        return QSize(characters(self, _FEWEST_CHARACTERS), super().minimumSizeHint().height())
