"""The shapes that controls are made of: boxes with rounded corners, arrows and marks."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

Points = tuple[tuple[float, float], ...]

ROUND: Final = 4
"""The radius of corners, in pixels."""
CLEAR: Final = QColor(Qt.GlobalColor.transparent)

UP: Final = ((-1.0, 0.5), (0.0, -0.5), (1.0, 0.5))
DOWN: Final = ((-1.0, -0.5), (0.0, 0.5), (1.0, -0.5))
LEFT: Final = ((0.5, -1.0), (-0.5, 0.0), (0.5, 1.0))
RIGHT: Final = ((-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0))
TICK: Final = ((-0.55, 0.05), (-0.15, 0.45), (0.6, -0.4))
DASH: Final = ((-0.5, 0.0), (0.5, 0.0))
STAR: Final = (
    (0.0, -1.0), (0.25, -0.34), (0.95, -0.31), (0.4, 0.13), (0.59, 0.81), (0.0, 0.42),
    (-0.59, 0.81), (-0.4, 0.13), (-0.95, -0.31), (-0.25, -0.34), (0.0, -1.0),
)  # fmt: skip
STAR_SIZE: Final = 0.95
"""How large a star is, in lines of text."""
_AROUND_STAR: Final = 1.5
_LEAST_PRESSED: Final = 24
_SUNK: Final = 0.06
"""How far a star is moved down to stand in the middle."""


def box(painter: QPainter, rect: QRect, *, fill: QColor = CLEAR, pen: QPen | None = None, by: float = ROUND) -> None:
    """A box with rounded corners, its edge wholly inside it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen or Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    half = pen.widthF() / 2 if pen else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), by, by)
    painter.restore()


def stroke(painter: QPainter, middle: QPointF, size: float, points: Points, colour: QColor) -> None:
    """A line through points given around a middle, ``size`` pixels being one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, size / 3), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([middle + QPointF(x, y) * size for x, y in points]))
    painter.restore()


def arrow(painter: QPainter, rect: QRect, points: Points, colour: str, line: float) -> None:
    """An arrow for text with lines of this height."""
    size = min(line / 3.6, rect.width() / 2.7)
    stroke(painter, QRectF(rect).center(), size, points, QColor(colour))


def around_star(line: float) -> int:
    """The side of the square in which a star can be pressed, in pixels, for text with lines of this height.

    No smaller than what can be pressed may be (24 by 24: WCAG 2.2, 2.5.8).
    """
    return max(_LEAST_PRESSED, round(_AROUND_STAR * line))


def star_in(place: QRectF) -> tuple[QPainterPath, QPainterPath]:
    """A star that fills a square, to be filled with a colour: its outline, and the whole of it."""
    half, middle = place.width() / 2, place.center()
    whole, pen = QPainterPath(), QPainterPathStroker()
    whole.addPolygon(QPolygonF([middle + QPointF(x, y + _SUNK) * half for x, y in STAR]))
    whole.closeSubpath()
    pen.setWidth(half / 5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    outline = pen.createStroke(whole)
    whole.setFillRule(Qt.FillRule.WindingFill)
    return outline, whole.united(outline)
