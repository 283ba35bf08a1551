"""Where a drawing is shown: laid out for its width, zoomed, and gone through box by box."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyle,
    QStyleOptionGraphicsItem,
    QWidget,
)

from navigator.pathways.drawing import Box, Letters
from ui.pathways.painting import Brush, Draw, letters_of
from ui.shell.saying import announce
from ui.shell.style import draw_ring
from ui.shell.theme import characters, colours_of, line_height

STEP: Final = 1.25
_LEAST, _MOST = 0.4, 4.0
_NOTCH: Final = 120
_MARGIN: Final = 0.6
_NARROWEST: Final = 14
_WIDEST: Final = 150
_HELP: Final = (
    "Arrow keys go from box to box in order, Home and End to the first and the last, and Enter opens one. "
    "Plus and minus zoom, 0 fits the width. The list beside it says the same."
)


class Canvas(QGraphicsView):
    """The drawing itself, laid out anew for every width and size of text; zooming in makes the same layout larger."""

    selected = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._draw: Draw | None = None
        self._laid_out: tuple[object, ...] = ()
        self._items: dict[int, _BoxItem] = {}
        self._letters: Letters | None = None
        self._zoom = 1.0
        self.chosen = 0
        self.brush: Brush | None = None
        self._scene = QGraphicsScene(self)
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._recolour()
        self.show_drawing(None, "")

    def sizeHint(self) -> QSize:
        """Room for a drawing that can be followed."""
        return QSize(characters(self, 70), 24 * line_height(self))

    def minimumSizeHint(self) -> QSize:
        """Room for a box."""
        return QSize(characters(self, 16), 6 * line_height(self))

    # What is shown ----------------------------------------------------------------------------------------------------

    def show_drawing(self, draw: Draw | None, name: str) -> None:
        """Show this from its top, with no box selected; None for nothing, and nothing of it is kept."""
        self._draw, self._laid_out, self.chosen, self._zoom = draw, (), 0, 1.0
        for part in (self, self.viewport()):
            part.setAccessibleName(f"Drawing: {name}" if name else "Drawing")
        self._lay_out()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self._describe()

    def select(self, n: int) -> None:
        """Show the box of this number as selected, in view; 0, or no such box, selects none."""
        n = n if n in self._items else 0
        if n == self.chosen:
            return
        before, self.chosen = self._items.get(self.chosen), n
        for item in (before, self._items.get(n)):
            if item is not None:
                item.update()
        self._show_chosen()
        self._describe()

    def zoom(self, by: float) -> None:
        """Show everything so many times as large."""
        self._zoom = min(max(self._zoom * by, _LEAST), _MOST)
        self._transform()
        self._show_chosen()

    def fit(self) -> None:
        """Show the drawing as wide as there is room."""
        self.zoom(1 / self._zoom)

    def _lay_out(self) -> None:
        """Lay out for the width there is beside a scroll bar, so that the bar's coming and going changes nothing."""
        if self._draw is None:
            self._scene.clear()
            self._items, self.brush, self._letters = {}, None, None
            return
        margin = _MARGIN * line_height(self)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        narrowest, widest = (characters(self, count) for count in (_NARROWEST, _WIDEST))
        width = min(max(self.width() - bar - 2 * margin, narrowest), widest)
        asked = (self._draw, width, self.font().key())
        if asked == self._laid_out:
            return
        if self._letters is None:
            self._letters = letters_of(self.font())
        self._laid_out = asked
        drawing = self._draw(width, self._letters)
        self.brush = Brush(drawing, colours_of(self.palette()), self.font())
        self._scene.clear()
        self._scene.addItem(_Ground(self))
        self._items = {box.n: _BoxItem(self, self.brush, box) for box in drawing.boxes}
        for item in self._items.values():
            self._scene.addItem(item)
        self._scene.setSceneRect(QRectF(-margin, -margin, drawing.width + 2 * margin, drawing.height + 2 * margin))
        self._transform()

    def _transform(self) -> None:
        self.resetTransform()
        self.scale(self._zoom, self._zoom)

    def _recolour(self) -> None:
        self.setBackgroundBrush(QColor(colours_of(self.palette()).window))
        if self.brush is not None:
            self.brush = Brush(self.brush.drawing, colours_of(self.palette()), self.font())
        self.viewport().update()

    def _show_chosen(self) -> None:
        item, line = self._items.get(self.chosen), line_height(self)
        if item is not None:
            self.ensureVisible(item, line, line)

    def _describe(self) -> None:
        """Say the selected box to those who do not see it."""
        item = self._items.get(self.chosen)
        says = f"Selected: {item.box.name}" if item else "No box is selected."
        self.setAccessibleDescription(f"{says} {_HELP}")
        if item and self.hasFocus():
            announce(self, item.box.name)

    # Events -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out in another font; paint in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._letters = None
            self._lay_out()
        elif event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self.viewport())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (event.angleDelta().y() / _NOTCH))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the box that is pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            item = self.itemAt(event.position().toPoint())
            if isinstance(item, _BoxItem):
                self._move_to(item.box.n)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the box that is pressed twice."""
        self.mousePressEvent(event)
        if isinstance(self.itemAt(event.position().toPoint()), _BoxItem):
            self.opened.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for."""
        act = None
        if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            act = self._acts().get(Qt.Key(event.key()))
        if act:
            act()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _acts(self) -> dict[Qt.Key, Callable[[], object]]:
        after: Callable[[], object] = lambda: self._step(1)  # noqa: E731
        before: Callable[[], object] = lambda: self._step(-1)  # noqa: E731
        larger: Callable[[], object] = lambda: self.zoom(STEP)  # noqa: E731
        return {
            Qt.Key.Key_Down: after,
            Qt.Key.Key_Right: after,
            Qt.Key.Key_Up: before,
            Qt.Key.Key_Left: before,
            Qt.Key.Key_Home: lambda: self._step(-len(self._items)),
            Qt.Key.Key_End: lambda: self._step(len(self._items)),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Plus: larger,
            Qt.Key.Key_Equal: larger,
            Qt.Key.Key_Minus: lambda: self.zoom(1 / STEP),
            Qt.Key.Key_0: self.fit,
        }

    def _step(self, by: int) -> None:
        """Go so many boxes on, and no further than the first or the last; to the first from none."""
        numbers = list(self._items)
        if numbers:
            place = numbers.index(self.chosen) + by if self.chosen else 0 if abs(by) == 1 else by
            self._move_to(numbers[max(0, min(len(numbers) - 1, place))])

    def _move_to(self, n: int) -> None:
        if n != self.chosen:
            self.select(n)
            self.selected.emit(n)

    def _open(self) -> None:
        if self.chosen:
            self.opened.emit(self.chosen)


class _Ground(QGraphicsItem):
    """Everything behind the boxes."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas

    def boundingRect(self) -> QRectF:
        brush = self._canvas.brush
        return QRectF(0, 0, brush.drawing.width, brush.drawing.height) if brush else QRectF()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if self._canvas.brush:
            self._canvas.brush.ground(painter)


class _BoxItem(QGraphicsItem):
    """One box, which can be selected."""

    def __init__(self, canvas: Canvas, brush: Brush, box: Box) -> None:
        super().__init__()
        self._canvas = canvas
        self.box = box
        self._bounds = brush.bounds(box)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if self._canvas.brush:
            chosen = self._canvas.chosen == self.box.n
            self._canvas.brush.box(painter, self.box, selected=chosen, focus=chosen and self._canvas.hasFocus())
