"""Paints drawings: the same on the screen, in a picture and on paper, in any set of colours."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPaintDevice, QPainter, QPen, QPolygonF

from navigator.pathways.drawing import BOLD, Arrow, Box, Drawing, Letters, Line, Rect, Type
from navigator.pathways.looks import (
    BADGES,
    BOXES,
    HEAD,
    HEADING,
    INKS,
    LANE,
    MARK,
    NOTE,
    STROKE,
    Look,
    head_shape,
    number_ink,
    sign_shapes,
)
from ui.shell.colours import LIGHT, Colours

Draw: TypeAlias = Callable[[float, Letters], Drawing]
"""Draws something so wide and in those letters."""
ON_PAPER: Final = replace(LIGHT, window="#ffffff")
"""The colours of what is saved or printed."""
_RING: Final = Look(edge="accent", width=0.14, corner=0.5)
_AROUND: Final = 0.2
_POINTS_AN_INCH: Final = 72


def inks_of(colours: Colours) -> Mapping[str, str]:
    """The inks of drawings in a set of colours."""
    named = ("text", "quiet", "edge", "accent", "warn", "chosen")
    return {"paper": colours.window, "box": colours.base, **{name: getattr(colours, name) for name in named}}


def letters_of(font: QFont, device: QPaintDevice | None = None) -> Letters:
    """The letters of a font, as large as they are on a device: by default, on the screen."""
    fonts = fonts_of(font)
    plain, bold = metrics = tuple(QFontMetricsF(each, device) if device else QFontMetricsF(each) for each in fonts)
    line, ascent = max(each.lineSpacing() for each in metrics), max(each.ascent() for each in metrics)
    pixels = (
        QFontInfo(font).pixelSize() if device is None else font.pointSizeF() * device.logicalDpiY() / _POINTS_AN_INCH
    )
    kind = Type(QFontInfo(font).family(), pixels, line, ascent)
    return Letters(kind, lambda text, is_bold: (bold if is_bold else plain).horizontalAdvance(text))


def fonts_of(font: QFont) -> tuple[QFont, QFont]:
    """The plain and the bold font of a drawing; their widths grow evenly with any zoom."""
    plain = QFont(font)
    plain.setBold(False)
    plain.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    bold = QFont(plain)
    bold.setBold(True)
    return plain, bold


class Brush:
    """Paints the parts of one drawing, in one set of colours and one font."""

    def __init__(self, drawing: Drawing, colours: Colours, font: QFont) -> None:
        self.drawing: Final = drawing
        self._inks: Final = {name: QColor(colour) for name, colour in inks_of(colours).items()}
        self._plain, self._bold = fonts_of(font)
        self._line: Final = drawing.type.line

    def paint(self, painter: QPainter) -> None:
        """All of it."""
        self.ground(painter)
        for box in self.drawing.boxes:
            self.box(painter, box)

    def ground(self, painter: QPainter) -> None:
        """All but the boxes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._text(painter, self.drawing.around)
        for lane in self.drawing.lanes:
            self._rect(painter, lane.rect, LANE)
            self._rect(painter, lane.heading, HEADING)
            self._text(painter, lane.lines)
        for arrow in self.drawing.arrows:
            self._arrow(painter, arrow)
        for mark in self.drawing.marks:
            self._rect(painter, mark.rect, MARK)
            self._text(painter, mark.lines)
        for note in self.drawing.notes:
            self._rect(painter, note.rect, NOTE)
            self._text(painter, note.lines)
            self._sign(painter, note.sign)

    def box(self, painter: QPainter, box: Box, *, selected: bool = False, focus: bool = False) -> None:
        """One box: another ground and edge where it is selected, and a ring around it with the keyboard in it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = BOXES[box.kind]
        if selected:
            look = replace(look, fill="chosen", edge="accent", width=max(look.width, 0.1))
        self._rect(painter, box.rect, look)
        if focus:
            self._rect(painter, self.ring(box), _RING)
        self._rect(painter, box.badge, BADGES[box.kind])
        painter.setFont(self._bold)
        painter.setPen(self._inks[number_ink(box.kind)])
        painter.drawText(_rectangle(box.badge), Qt.AlignmentFlag.AlignCenter, str(box.n))
        self._text(painter, box.lines)

    def ring(self, box: Box) -> Rect:
        """Where the ring around a box is."""
        by, rect = _AROUND * self._line, box.rect
        return Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by)

    def bounds(self, box: Box) -> QRectF:
        """All that painting a box may touch."""
        by = self._line / 2
        return _rectangle(box.rect).united(_rectangle(box.badge)).adjusted(-by, -by, by, by)

    def _arrow(self, painter: QPainter, arrow: Arrow) -> None:
        ink = self._inks["text"]
        *before, (x, y) = arrow.points
        painter.setPen(QPen(ink, STROKE * self._line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_polygon((*before, (x, y - HEAD * self._line / 2))))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(_polygon(head_shape((x, y), self._line)))
        self._sign(painter, arrow.sign)

    def _sign(self, painter: QPainter, rect: Rect | None) -> None:
        if rect is None:
            return
        corners, marks = sign_shapes(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks["warn"])
        painter.drawPolygon(_polygon(corners))
        for mark in marks:
            self._rect(painter, mark, NOTE)

    def _rect(self, painter: QPainter, rect: Rect, look: Look) -> None:
        pen = QPen(self._inks[look.edge], look.width * self._line) if look.edge else QPen(Qt.PenStyle.NoPen)
        if look.dashes:
            pen.setDashPattern(look.dashes)
        painter.setPen(pen)
        painter.setBrush(self._inks[look.fill] if look.fill else Qt.BrushStyle.NoBrush)
        corner = look.corner * self._line
        painter.drawRoundedRect(_rectangle(rect), corner, corner)

    def _text(self, painter: QPainter, lines: Iterable[Line]) -> None:
        """Text as it is: nothing in it is taken for mark-up."""
        for line in lines:
            painter.setFont(self._bold if line.style in BOLD else self._plain)
            painter.setPen(self._inks[INKS[line.style]])
            painter.drawText(QPointF(line.x, line.y + self.drawing.type.ascent), line.text)


def _rectangle(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _polygon(points: Iterable[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
