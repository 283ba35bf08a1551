"""Small drawings made of lines: no files, and in every size and colour."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_Line = tuple[tuple[float, float], ...]

_LINES: Final[dict[str, tuple[_Line, ...]]] = {
    "find": (((0.66, 0.66), (0.93, 0.93)),),
    "check": (((0.3, 0.52), (0.45, 0.68), (0.72, 0.35)),),
    "pathways": (
        ((0.2, 0.34), (0.2, 0.62), (0.62, 0.62)),
        ((0.5, 0.48), (0.64, 0.62), (0.5, 0.76)),
    ),
    "refer": (
        ((0.06, 0.5), (0.94, 0.08), (0.62, 0.92), (0.44, 0.6), (0.06, 0.5)),
        ((0.44, 0.6), (0.94, 0.08)),
    ),
    "listings": (
        ((0.08, 0.16), (0.92, 0.16), (0.92, 0.84), (0.08, 0.84), (0.08, 0.16)),
        ((0.08, 0.38), (0.92, 0.38)),
        ((0.08, 0.61), (0.92, 0.61)),
        ((0.36, 0.16), (0.36, 0.84)),
    ),
    "urgent": (
        ((0.5, 0.1), (0.95, 0.9), (0.05, 0.9), (0.5, 0.1)),
        ((0.5, 0.42), (0.5, 0.62)),
        ((0.5, 0.755), (0.5, 0.76)),
    ),
    "look": (
        ((0.04, 0.88), (0.33, 0.12), (0.62, 0.88)),
        ((0.14, 0.62), (0.52, 0.62)),
        ((0.96, 0.52), (0.96, 0.88)),
    ),
    "commands": (((0.1, 0.2), (0.9, 0.2)), ((0.1, 0.5), (0.9, 0.5)), ((0.1, 0.8), (0.9, 0.8))),
}
"""Lines through points of a square that goes from 0 to 1."""
_ROUNDS: Final[dict[str, tuple[tuple[float, float, float], ...]]] = {
    "find": ((0.41, 0.41, 0.33),),
    "check": ((0.5, 0.5, 0.44),),
    "pathways": ((0.2, 0.2, 0.13), (0.8, 0.62, 0.13)),
    "look": ((0.79, 0.71, 0.17),),
}
"""The middles and the radius of circles in the same square."""
_THICK: Final = 0.1


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon of this name into a square; raises ``KeyError`` if there is none."""
    size = rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, _THICK * size, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.translate(rect.topLeft())
    for line in _LINES[name]:
        painter.drawPolyline(QPolygonF([QPointF(x, y) * size for x, y in line]))
    for x, y, radius in _ROUNDS.get(name, ()):
        painter.drawEllipse(QPointF(x, y) * size, radius * size, radius * size)
    painter.restore()
