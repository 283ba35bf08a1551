"""What a printed sheet is made of that the drawing library does not bring: whole blocks, rules, a number to ring."""

from collections.abc import Iterable, Sequence
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Prose

from navigator.refer import qr

WHOLE: Final = 220.0
"""A text no higher than this, in points, is never split over two pages."""
_BESIDE: Final = 18.0
_THIN: Final = 0.7
_ANY: Final = 100_000.0


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

    def __init__(self, texts: Sequence[Text], rows: qr.Squares, square: float, after: float) -> None:
        super().__init__()
        self._texts = [*texts]
        self._rows = rows
        self._square = square
        self._texts_high = 0.0
        self.spaceAfter = after

    def take(self, texts: list[Flowable], width: float) -> None:
        """Put texts from the first beside the squares, as long as that needs less height than below; take them away."""
        beside = width - self._square - _BESIDE
        while texts and isinstance(text := texts[0], Text) and self._high(beside) < self._square:
            below = self._square + stacked([text], width)
            if self._high(beside, text) > below:
                return
            self._texts.append(text)
            texts.pop(0)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """The width there is, and the height of the higher of the two."""
        self._texts_high = self._high(availWidth - self._square - _BESIDE)
        self.width, self.height = availWidth, max(self._texts_high, self._square)
        return self.width, self.height

    def _high(self, width: float, *more: Text) -> float:
        return stacked(([*self._texts, *more]), width)

    def draw(self) -> None:
        """Draw the texts from the top, then the squares."""
        top = self.height - (self.height - self._texts_high) / 2
        draw_stacked(self._texts, self.canv, top)
        self._draw_squares(self.canv, self.width - self._square, (self.height + self._square) / 2)

    def _draw_squares(self, canvas: Canvas, left: float, top: float) -> None:
        one = self._square / qr.size(self._rows)
        path = canvas.beginPath()
        for x, y, wide in qr.bars(self._rows):
            path.rect(left + x * one, top - (y + 1) * one, wide * one, one)
        canvas.drawPath(path, stroke=0, fill=1)


class Rest(Flowable):
    """Room to write that takes what is left of a page: a label and lines below it, or nothing where few would fit."""

    _ZEROSIZE = 1
    """Asks the library to place it also where a page is full, and so never on a page of its own."""

    def __init__(self, label: Text, least: int, ruled: float, before: float) -> None:
        """``least`` lines or none, ``ruled`` apart, ``before`` below what is above."""
        super().__init__()
        self._label, self._least, self._ruled, self._before = label, least, ruled, before
        self._lines = 0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """All the width there is, and all the height, or none; less than none on a page that is more than full."""
        high = self._before + self._label.wrap(availWidth, availHeight)[1]
        lines = int((availHeight - high) // self._ruled)
        self._lines = lines if lines >= self._least else 0
        self.width = availWidth
        self.height = high + self._lines * self._ruled if self._lines else min(0.0, availHeight)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the label, then the lines."""
        if not self._lines:
            return
        top = self.height - self._before - self._label.height
        self._label.drawOn(self.canv, 0, top)
        self.canv.setLineWidth(_THIN)
        for line in range(1, self._lines + 1):
            self.canv.line(0, top - line * self._ruled, self.width, top - line * self._ruled)


def stacked(flowables: Iterable[Flowable], width: float) -> float:
    """How high some flowables are one below another, with the room above and between them."""
    high = after = 0.0
    for one in flowables:
        high += max(after, one.getSpaceBefore()) + float(one.wrap(width, _ANY)[1])
        after = one.getSpaceAfter()
    return high


def draw_stacked(texts: Iterable[Text], canvas: Canvas, top: float) -> None:
    """Draw texts that were wrapped, one below another, as high as ``stacked`` says."""
    after = 0.0
    for text in texts:
        top -= max(after, text.getSpaceBefore()) + text.height
        text.drawOn(canvas, 0, top)
        after = text.getSpaceAfter()
