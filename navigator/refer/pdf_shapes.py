"""What a printed sheet is made of that the drawing library does not bring: whole blocks, rules, a number to ring."""

from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Prose

from navigator.refer import qr

WHOLE: Final = 220.0
"""A text no higher than this, in points, is never split over two pages."""
_BESIDE: Final = 22.0


class Text(Prose):
    """A text that stays on one page unless it is long, and is broken into lines once for each width."""

    _broken_for = -1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """How wide and high it is."""
        if self._broken_for != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self._broken_for = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """In parts that fit; none where all of it can go to the next page."""
        _, high = self.wrap(availWidth, availHeight)
        return [] if high <= WHOLE else super().split(availWidth, availHeight)


class Rule(Flowable):
    """A line from edge to edge at the foot of some room: to set a heading apart, or to write on."""

    def __init__(self, width: float, high: float, thick: float, before: float = 0) -> None:
        super().__init__()
        self.width, self.height = width, high
        self.spaceBefore = before
        self._thick = thick

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setLineWidth(self._thick)
        self.canv.line(0, 0, self.width, 0)


class Ring(Flowable):
    """Texts with, on their right, the squares that a phone's camera reads."""

    def __init__(self, texts: tuple[Text, ...], rows: qr.Squares, square: float, after: float) -> None:
        super().__init__()
        self._texts = texts
        self._rows = rows
        self._square = square
        self._texts_high = 0.0
        self.spaceAfter = after

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The width there is, and the height of the higher of the two."""
        beside = availWidth - self._square - _BESIDE
        self._texts_high = sum(text.wrap(beside, availHeight)[1] for text in self._texts)
        self.width, self.height = availWidth, max(self._texts_high, self._square)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the texts from the top, then the squares."""
        top = self.height - (self.height - self._texts_high) / 2
        for text in self._texts:
            top -= text.height
            text.drawOn(self.canv, 0, top)
        self._draw_squares(self.canv, self.width - self._square, (self.height + self._square) / 2)

    def _draw_squares(self, canvas: Canvas, left: float, top: float) -> None:
        one = self._square / qr.size(self._rows)
        path = canvas.beginPath()
        for x, y, wide in qr.bars(self._rows):
            path.rect(left + x * one, top - (y + 1) * one, wide * one, one)
        canvas.drawPath(path, stroke=0, fill=1)
