"""Words shared out over the lines of a row: facts beside one another, and prose that wraps."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple, Self

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from ui.shell.row_grid import DOTS, Face, Grid

_ENOUGH: Final = 4
"""So many times the characters that a line usually holds are more than it ever does."""
_WRAPPING: Final = QTextOption()
_WRAPPING.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
_BLANKS: Final = dict.fromkeys((*range(32), 0x85, 0x2028, 0x2029), " ")


class Fact(NamedTuple):
    """A few words that stay together on a line, with a picture before them where there is one.

    A lower ``rank`` gets its room first, and one that would get less room than ``least`` characters is left out; 0 is
    all of them. The ``short`` words stand in where the whole have no room; the ``note`` is said quietly after them as
    far as there is room.
    """

    text: str
    rank: int
    tone: str = "text"
    icon: str = ""
    short: str = ""
    note: str = ""
    least: int = 0


class Piece:
    """A fact measured in pixels: how wide it would be, how narrow it may be, and how wide it is to be."""

    def __init__(self, fact: Fact, grid: Grid) -> None:
        advance = grid.fact.advance
        self.fact = fact
        self.indent = grid.indent if fact.icon else 0.0
        self.words = advance(fact.text)
        self.natural = self.indent + self.words + (advance(f" {fact.note}") if fact.note else 0)
        needed = min(self.words, fact.least * grid.fact.character) if fact.least else advance(fact.short or fact.text)
        self.least = min(self.indent + needed + (advance(f" {DOTS}") if fact.note else 0), grid.room)
        self.width = self.natural
        self.turn = (bool(fact.note), bool(fact.short), fact.rank)

    def take(self, spare: float) -> float:
        """Grow from the least width by as much of ``spare`` as helps; gives what is left of it."""
        lacking = self.natural - self.least
        grown = 0.0 if self.fact.short and lacking > spare else min(lacking, spare)
        self.width = self.least + grown
        return spare - grown


Rows = Sequence[Sequence[Piece]]


def shared_out(facts: Iterable[Fact], grid: Grid, room: float, lines: int) -> tuple[Rows, bool]:
    """Facts on at most so many lines of a width, and whether any is cut: on as few as hold them, or else shortened."""
    pieces = [Piece(fact, grid) for fact in facts]
    for rows in _possible(pieces, grid, lines):
        feasible = [split for split in rows if all(_least(row, grid) <= room for row in split)]
        if feasible:
            best = min(feasible, key=lambda split: sum(max(0.0, _natural(row, grid) - room) for row in split))
            for row in best:
                spare = room - _least(row, grid)
                for piece in sorted(row, key=lambda piece: piece.turn):
                    spare = piece.take(spare)
            return best, any(piece.width < piece.natural or piece.fact.text == DOTS for row in best for piece in row)
    return (), bool(pieces)


def _possible(pieces: Sequence[Piece], grid: Grid, lines: int) -> Iterator[Iterator[Rows]]:
    """Ways to break pieces into lines: all of them, and then without the last in rank, and dots in their place."""
    yield _splits(pieces, lines)
    ranked = sorted(pieces, key=lambda piece: piece.fact.rank)
    dots = Piece(Fact(DOTS, len(pieces), tone="quiet"), grid)
    while len(ranked) > 1:
        ranked.pop()
        kept = [piece for piece in pieces if piece in ranked]
        yield _splits([*kept, dots], lines)
        yield _splits(kept, lines)


def _splits(pieces: Sequence[Piece], lines: int) -> Iterator[Rows]:
    """The pieces in their order, broken into one line, then into two, and so on."""
    for count in range(min(lines, len(pieces))):
        for cuts in combinations(range(1, len(pieces)), count):
            yield [pieces[start:stop] for start, stop in pairwise((0, *cuts, len(pieces)))]


def _natural(row: Sequence[Piece], grid: Grid) -> float:
    return sum(piece.natural for piece in row) + grid.gap * (len(row) - 1)


def _least(row: Sequence[Piece], grid: Grid) -> float:
    return sum(piece.least for piece in row) + grid.gap * (len(row) - 1)


class Wrapped:
    """Words over at most so many lines. The first line begins ``indent`` pixels further in.

    Where not all have room they end at a word, and ``cut`` says where dots belong.
    """

    def __init__(self, text: str, face: Face) -> None:
        self.face = face
        self.indent = 0.0
        self.lines = 1
        self.cut: QPointF | None = None
        self.layout = QTextLayout()
        self._text = text.translate(_BLANKS)
        self._formats: list[QTextLayout.FormatRange] = []

    def marked(self, marks: Iterable[tuple[int, int]], look: QTextCharFormat) -> Self:
        """The same, with some stretches of the text set apart."""
        self._formats = [_range(self._text, start, stop, look) for start, stop in marks]
        return self

    def lay(self, width: float, lines: int) -> None:
        """Lay the words out for a width in pixels."""
        text = self._text[: int(_ENOUGH * lines * width / self.face.character) + 1]
        self.layout = layout = QTextLayout(text, self.face.font)
        layout.setCacheEnabled(True)
        layout.setTextOption(_WRAPPING)
        if self._formats:
            layout.setFormats(self._formats)
        length = _units(text)
        layout.beginLayout()
        for number in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            self.lines = number + 1
            indent = 0.0 if number else self.indent
            line.setLineWidth(width - indent)
            line.setPosition(QPointF(indent, number * self.face.leading))
            if self.lines == lines and line.textStart() + line.textLength() < length:
                line.setLineWidth(max(1.0, width - indent - self.face.dots))
                self.cut = QPointF(indent + line.naturalTextWidth(), line.y())
        layout.endLayout()


def _range(text: str, start: int, stop: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = _units(text[:start]), _units(text[start:stop]), look
    return made


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
