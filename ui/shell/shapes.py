"""The shapes that controls are made of: boxes with rounded corners, arrows and marks."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

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
