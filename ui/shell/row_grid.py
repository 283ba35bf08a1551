"""The measures of a row of the results: fonts, room, and the small pictures."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath

from ui.shell.shapes import STAR_SIZE, around_star, star_in
from ui.shell.theme import scaled

DOTS: Final = "…"
_NAME_SIZE: Final = 1.1
_FACT_SIZE: Final = 0.94
_NUMBER_SIZE: Final = 0.8
_LEADING: Final = 1.16
_LINES: Final = 5
_WIDE: Final = 92
"""With this many characters across, one line holds the facts."""
_TINY: Final = 30
"""With fewer characters across than this, there is no room for prose."""
_STARRED: Final = 18
"""With fewer characters across than this, there is no room for a star."""
_DOT: Final = "·"


class Face:
    """A font with its measures; ``leading`` is how far apart its lines stand, in pixels."""

    def __init__(self, font: QFont) -> None:
        self.font, self.metrics = font, QFontMetricsF(font)
        self.leading = round(_LEADING * self.metrics.lineSpacing())
        self.character = self.metrics.averageCharWidth()
        self.advance = self.metrics.horizontalAdvance
        self.sunk = (self.leading - self.metrics.height()) / 2
        self.dots = self.advance(DOTS)

    def elided(self, text: str, width: float) -> str:
        """The text, or as much of it as there is room for."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Grid:
    """Where the parts of a row stand, all of it following from a font and the width of the row in pixels."""

    def __init__(self, font: QFont, width: int) -> None:
        """Measure for rows of one width."""
        self.font, self.width = font, width
        self.name = Face(scaled(font, _NAME_SIZE, bold=True))
        self.text, self.fact = Face(font), Face(scaled(font, _FACT_SIZE))
        self.number, self.heading = Face(scaled(font, _NUMBER_SIZE)), Face(scaled(font, _FACT_SIZE, bold=True))
        line = self.text.metrics.lineSpacing()
        self.across, self.down = round(0.6 * line), round(0.5 * line)
        self.tiny = width < (_TINY + 6) * self.fact.character
        self.number_end = self.across + self.number.advance("00" if self.tiny else "000")
        self._place_star(line, beside=self.tiny)
        self.left = self.across if self.tiny else self.text_left
        self.room = max(1, width - self.left - self.across)
        self.icon = round(0.85 * self.fact.metrics.ascent())
        self.indent = round(1.85 * self.icon)
        self.space = self.fact.advance(" ")
        self.gap = round(3 * self.space)
        self.before_dot = (self.gap - self.fact.advance(_DOT)) / 2
        self.wide = self.room >= _WIDE * self.fact.character
        self.lines = _LINES - self.wide
        names = 1 + self.tiny
        self.pause = round(0.1 * line)
        self.height = 2 * self.down + self.pause + names * self.name.leading + (self.lines - names) * self.text.leading
        self.band = round(1.8 * self.heading.leading)
        self.icons = _icons(self.icon)

    def _place_star(self, line: float, *, beside: bool) -> None:
        """Under the number, or beside it where the words below the name begin further left; and the words after it."""
        size = round(STAR_SIZE * line)
        there = not beside or self.width >= _STARRED * self.fact.character
        end = self.number_end + (0.3 * line + size) * (beside and there)
        top = self.down + self.name.leading / 2 if beside else self.down + self.name.leading + self.text.leading / 2
        middle = QPointF(end - size / 2, top)
        self.text_left = round(end + 0.45 * line)
        self.star = star_in(_square(middle, size)) if there else (QPainterPath(), QPainterPath())
        self.star_area = _square(middle, around_star(line)).toRect() if there else QRect()


def _square(middle: QPointF, side: float) -> QRectF:
    return QRectF(round(middle.x() - side / 2), round(middle.y() - side / 2), side, side)


def _icons(size: float) -> dict[str, tuple[QPainterPath, QPainterPath]]:
    """Small pictures by code: what is filled, and the lines around it.

    Two circles are the two needs: both filled, one, or none; steps are one thing before another; a bar is a no.
    """

    def circle(across: float, radius: float) -> QPainterPath:
        path = QPainterPath()
        path.addEllipse(QPointF(across * size, size / 2), radius * size, radius * size)
        return path

    def lines(*points: tuple[float, float]) -> QPainterPath:
        path = QPainterPath(QPointF(points[0][0] * size, points[0][1] * size))
        for across, down in points[1:]:
            path.lineTo(across * size, down * size)
        return path

    nothing, left, right, middle = QPainterPath(), circle(0.42, 0.4), circle(0.98, 0.4), circle(0.7, 0.44)
    pair, clock, barred = QPainterPath(left), QPainterPath(middle), QPainterPath(middle)
    pair.addPath(right)
    clock.addPath(lines((0.7, 0.24), (0.7, 0.52), (0.9, 0.62)))
    barred.addPath(lines((0.39, 0.81), (1.01, 0.19)))
    steps = lines((0.1, 0.88), (0.5, 0.88), (0.5, 0.52), (0.9, 0.52), (0.9, 0.16), (1.3, 0.16))
    return {
        "open": (middle, middle),
        "closed": (nothing, clock),
        "unknown": (nothing, middle),
        "integrated": (pair, pair),
        "accepts": (left, pair),
        "joint-working": (nothing, pair),
        "stabilise-first": (nothing, steps),
        "excludes": (nothing, barred),
    }
