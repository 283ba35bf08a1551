"""The signs of how much a caution weighs: three shapes beside its words, so that colour is never all of it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF

from ui.shell.arranged import Measured
from ui.shell.parts import Toned
from ui.shell.theme import colours_of, line_height

TONES: Final = {"stop": "urgent", "first": "warn", "know": "accent"}
"""Every grade of a caution, the heaviest first, and the colour its words are written in, by its name in ``Colours``."""
_PLACES: Final = {"stop": 0.5, "first": 0.6, "know": 0.5}
"""How far down the middle of a sign's mark is."""
_INDENT: Final = 1.5


def draw_sign(painter: QPainter, grade: str, place: QRectF, colour: QColor, ground: QColor) -> None:
    """Draw the sign of a grade into a square: a filled disc with a bar, a triangle with "!", or a ring with "i"."""
    size, middle = place.width(), place.center().x()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, size / 9, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    inside = place.adjusted(size / 16, size / 16, -size / 16, -size / 16)
    if grade == "first":
        top, bottom = inside.top(), inside.bottom()
        painter.drawPolygon(
            QPolygonF([QPointF(middle, top), QPointF(inside.right(), bottom), QPointF(inside.left(), bottom)])
        )
    else:
        painter.setBrush(colour if grade == "stop" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inside)
    at = place.top() + _PLACES[grade] * size
    if grade == "stop":
        pen.setColor(ground)
        pen.setWidthF(size / 6)
        painter.setPen(pen)
        painter.drawLine(QPointF(middle - 0.22 * size, at), QPointF(middle + 0.22 * size, at))
    else:
        above, below, dot = (-0.2, 0.02, 0.2) if grade == "first" else (-0.04, 0.2, -0.24)
        painter.drawLine(QPointF(middle, at + above * size), QPointF(middle, at + below * size))
        painter.drawPoint(QPointF(middle, at + dot * size))
    painter.restore()


class SignHeading(Measured, Toned):
    """What a grade means in words, with its sign before them."""

    def __init__(self, grade: str, words: str) -> None:
        """``grade`` is one of ``TONES``."""
        self._grade = grade
        super().__init__(words, TONES[grade], size=1.15, bold=True)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign in the room before the words."""
        super().paintEvent(event)
        colours, size = colours_of(self.palette()), line_height(self)
        place = QRectF(0, (self.height() - size) / 2, size, size)
        tone = QColor(getattr(colours, self._tone))
        draw_sign(QPainter(self), self._grade, place, tone, QColor(colours.window))

    def _measure(self) -> None:
        self.setContentsMargins(round(_INDENT * line_height(self)), 0, 0, 0)
