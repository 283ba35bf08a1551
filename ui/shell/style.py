"""How controls are drawn: flat and calm, with edges, marks and focus rings that can be seen in every set of colours.

Qt's Fusion style draws all the rest. It takes the edges of controls from the colour of the window, at about 2 to 1.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QWidget,
)

from ui.shell.colours import ACCENT, Colours, colours_of
from ui.shell.shapes import DASH, DOWN, LEFT, RIGHT, ROUND, TICK, UP, arrow, box, stroke

RING: Final = 2
"""The width of a focus ring, in pixels."""
_State = QStyle.StateFlag
_Part = QStyle.SubControl
_INDENT: Final = 4
"""Between the edge of a box of choices and its words, in pixels."""
_Metric = QStyle.PixelMetric
_LENGTHS: Final[dict[QStyle.PixelMetric, float]] = {
    _Metric.PM_IndicatorWidth: 0.85,
    _Metric.PM_IndicatorHeight: 0.85,
    _Metric.PM_ExclusiveIndicatorWidth: 0.85,
    _Metric.PM_ExclusiveIndicatorHeight: 0.85,
    _Metric.PM_CheckBoxLabelSpacing: 0.35,
    _Metric.PM_RadioButtonLabelSpacing: 0.35,
    _Metric.PM_FocusFrameHMargin: 0.25,
    _Metric.PM_ScrollBarExtent: 0.8,
    _Metric.PM_ScrollBarSliderMin: 1.6,
    _Metric.PM_SplitterWidth: 0.5,
    _Metric.PM_SmallIconSize: 0.9,
    _Metric.PM_LineEditIconSize: 0.9,
}
"""In lines of text."""
_HEIGHTS: Final[dict[QStyle.ContentsType, float]] = {
    QStyle.ContentsType.CT_LineEdit: 1.6,
    QStyle.ContentsType.CT_ComboBox: 1.6,
    QStyle.ContentsType.CT_CheckBox: 1.4,
    QStyle.ContentsType.CT_RadioButton: 1.4,
    QStyle.ContentsType.CT_MenuItem: 1.6,
}
"""The least height of controls, in lines of text."""
_ROW_ROOM: Final = 0.4
"""What a row of a list has above and below its words, in lines of text."""
_MARK: Final = 0.79
_MARK_KEPT: Final = 21
"""Fusion keeps so many pixels for the mark before words of a menu, and draws it as wide as this of a row's height."""
_SMALLER: Final = 0.8
"""How much smaller the arrows of a scroll bar are than those of other controls."""

_Widget = Any
"""A widget or None: Qt takes either where its types say only a widget."""
_Draw = Callable[[QPainter, QStyleOption, Colours], None]


class Style(QProxyStyle):
    """Fusion, with the parts of controls that must stand out drawn from the set of colours of their palette."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.setObjectName("fusion")
        self._lengths: dict[QStyle.PixelMetric, int] = {}

    def measure(self, line: float) -> None:
        """Make marks, bars and handles fit text with lines of this height, in pixels."""
        self._lengths = {metric: round(lines * line) for metric, lines in _LENGTHS.items()}

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """How large a part is, in pixels: those that go with words grow with them."""
        length = self._lengths.get(metric)
        return super().pixelMetric(metric, option, widget) if length is None else length

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: _Widget = None
    ) -> QSize:
        """How large a control is: high enough to be read easily, and pressed with a finger."""
        made = super().sizeFromContents(kind, option, size, widget)
        line = option.fontMetrics.lineSpacing()
        if (lines := _HEIGHTS.get(kind)) is not None:
            made.setHeight(max(made.height(), round(lines * line)))
        if kind == QStyle.ContentsType.CT_ComboBox:
            made.setWidth(made.width() + _INDENT)
        elif kind == QStyle.ContentsType.CT_MenuItem:
            made.setWidth(made.width() + max(0, round(_MARK * made.height()) - _MARK_KEPT))
        elif kind == QStyle.ContentsType.CT_ItemViewItem:
            made.setHeight(made.height() + round(_ROW_ROOM * line))
        return made

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: _Widget = None,
    ) -> QRect:
        """Where a part lies: the words of a box of choices a little away from its edge."""
        rect = super().subControlRect(control, option, part, widget)
        if control == QStyle.ComplexControl.CC_ComboBox and part == _Part.SC_ComboBoxEditField:
            rect.setLeft(rect.left() + _INDENT)
        return rect

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw an edge, a panel, a mark or a ring."""
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            draw(painter, option, colours_of(option.palette))

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw the handle between two halves, or how far something is."""
        draw = _CONTROLS.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
        else:
            draw(painter, option, colours_of(option.palette))

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a scroll bar or a box of choices."""
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(painter, option, widget)
        elif control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._combo_box(painter, option, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(self, painter: QPainter, option: QStyleOptionSlider, widget: _Widget) -> None:
        colours = colours_of(option.palette)
        upright = option.orientation == Qt.Orientation.Vertical
        painter.fillRect(option.rect, QColor(colours.window))

        def rect(part: QStyle.SubControl) -> QRect:
            return self.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, widget)

        if option.maximum <= option.minimum:
            return
        handle = rect(_Part.SC_ScrollBarSlider)
        inset = (handle.width() if upright else handle.height()) // 4
        handle = handle.adjusted(inset, 1, -inset, -1) if upright else handle.adjusted(1, inset, -1, -inset)
        held = bool(option.state & _State.State_Sunken and option.activeSubControls & _Part.SC_ScrollBarSlider)
        box(painter, handle, fill=QColor(colours.accent if held else colours.edge))
        line = option.fontMetrics.height() * _SMALLER
        less, more = (UP, DOWN) if upright else (LEFT, RIGHT)
        arrow(painter, rect(_Part.SC_ScrollBarSubLine), less, colours.edge, line)
        arrow(painter, rect(_Part.SC_ScrollBarAddLine), more, colours.edge, line)

    def _combo_box(self, painter: QPainter, option: QStyleOptionComboBox, widget: _Widget) -> None:
        colours = colours_of(option.palette)
        fill = colours.base if option.editable else _filling(option, colours)
        if option.frame:
            box(painter, option.rect, fill=QColor(fill), pen=_edge(option, colours))
        place = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, _Part.SC_ComboBoxArrow, widget)
        enabled = option.state & _State.State_Enabled
        arrow(painter, place, DOWN, colours.text if enabled else colours.quiet, option.fontMetrics.height())


def draw_ring(widget: QWidget) -> None:
    """Draw the ring inside a widget that shows that the keyboard is in it; from its paint event."""
    half = RING // 2
    painter = QPainter(widget)
    painter.setPen(QPen(widget.palette().color(ACCENT), RING))
    painter.drawRect(widget.rect().adjusted(half, half, -half, -half))


def _edge(option: QStyleOption, colours: Colours) -> QPen:
    """Around a control: a ring with the keyboard in it, and broken where it cannot be used."""
    if option.state & _State.State_HasFocus:
        return QPen(QColor(colours.accent), RING)
    return _outline(option, colours.edge)


def _outline(option: QStyleOption, colour: str) -> QPen:
    usable = option.state & _State.State_Enabled
    return QPen(QColor(colour), 1, Qt.PenStyle.SolidLine if usable else Qt.PenStyle.DotLine)


def _filling(option: QStyleOption, colours: Colours) -> str:
    """Behind the words of a button: plain, pressed or chosen, or not to be used."""
    if option.state & (_State.State_Sunken | _State.State_On):
        return colours.chosen
    return colours.button if option.state & _State.State_Enabled else colours.window


def _button(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    box(painter, option.rect, fill=QColor(_filling(option, colours)), pen=_edge(option, colours))


def _tool_button(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    """Its ring is drawn apart, also where it has no edge."""
    box(painter, option.rect, fill=QColor(_filling(option, colours)), pen=_outline(option, colours.edge))


def _line_edit(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        painter.fillRect(option.rect, QColor(colours.base))
    else:
        fill = QColor(colours.base if option.state & _State.State_Enabled else colours.window)
        box(painter, option.rect, fill=fill, pen=_edge(option, colours))


def _frame(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    box(painter, option.rect, pen=_edge(option, colours))


def _menu(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    box(painter, option.rect, fill=QColor(colours.base), pen=QPen(QColor(colours.edge), 1), by=0)


def _ring(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    box(painter, option.rect, pen=QPen(QColor(colours.accent), RING), by=ROUND / 2)


def _check_box(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    _indicator(painter, option, colours, ROUND - 1)
    points = DASH if option.state & _State.State_NoChange else TICK
    if option.state & (_State.State_On | _State.State_NoChange):
        size = option.rect.width() / 2
        stroke(painter, QRectF(option.rect).center(), size, points, QColor(colours.base))


def _radio_button(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    _indicator(painter, option, colours, option.rect.width() / 2)
    if option.state & _State.State_On:
        by = option.rect.width() // 3
        box(painter, option.rect.adjusted(by, by, -by, -by), fill=QColor(colours.base), by=by)


def _indicator(painter: QPainter, option: QStyleOption, colours: Colours, by: float) -> None:
    """The box or the ring that a mark is set in: filled where it is set."""
    is_set = option.state & (_State.State_On | _State.State_NoChange)
    fill = colours.accent if option.state & _State.State_Enabled else colours.quiet
    if is_set:
        box(painter, option.rect, fill=QColor(fill), by=by)
    else:
        box(painter, option.rect, fill=QColor(colours.base), pen=_outline(option, colours.edge), by=by)


def _splitter(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    """A short bar in the middle, to be taken hold of."""
    rect = option.rect
    thick, long = min(rect.width(), rect.height(), 4), 3 * option.fontMetrics.height()
    bar = QRect(0, 0, thick, long) if rect.height() > rect.width() else QRect(0, 0, long, thick)
    bar.moveCenter(rect.center())
    lively = option.state & (_State.State_MouseOver | _State.State_Sunken | _State.State_HasFocus)
    box(painter, bar, fill=QColor(colours.accent if lively else colours.edge), by=thick / 2)


def _progress(painter: QPainter, option: QStyleOption, colours: Colours) -> None:
    """The part that is done; where nobody knows how much that is, all of it, hatched."""
    if isinstance(option, QStyleOptionProgressBar):
        known = option.maximum > option.minimum
        share = (option.progress - option.minimum) / (option.maximum - option.minimum) if known else 1
        done = QRect(option.rect)
        done.setWidth(round(option.rect.width() * max(0, share)))
        pattern = Qt.BrushStyle.SolidPattern if known else Qt.BrushStyle.BDiagPattern
        painter.fillRect(done.adjusted(2, 2, -2, -2), QBrush(QColor(colours.accent), pattern))


_CONTROLS: Final[dict[QStyle.ControlElement, _Draw]] = {
    QStyle.ControlElement.CE_Splitter: _splitter,
    QStyle.ControlElement.CE_ProgressBarGroove: _line_edit,
    QStyle.ControlElement.CE_ProgressBarContents: _progress,
}
_PRIMITIVES: Final[dict[QStyle.PrimitiveElement, _Draw]] = {
    QStyle.PrimitiveElement.PE_PanelButtonCommand: _button,
    QStyle.PrimitiveElement.PE_PanelButtonTool: _tool_button,
    QStyle.PrimitiveElement.PE_PanelLineEdit: _line_edit,
    QStyle.PrimitiveElement.PE_FrameLineEdit: _frame,
    QStyle.PrimitiveElement.PE_Frame: _frame,
    QStyle.PrimitiveElement.PE_PanelMenu: _menu,
    QStyle.PrimitiveElement.PE_FrameMenu: _menu,
    QStyle.PrimitiveElement.PE_FrameFocusRect: _ring,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: _check_box,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: _radio_button,
}
