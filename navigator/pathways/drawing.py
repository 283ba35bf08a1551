"""What a drawing of a pathway is made of: boxes, notes beside them and arrows, where each is, and its text in lines.

Nothing here knows Qt. A width comes in, with how wide letters are; positions come out, all in the units of that width.
The text is broken into lines here, so that the screen, the paper and the file show the same lines, and none is cut.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Measure: TypeAlias = Callable[[str, bool], float]
"""How wide a text is on one line; the second argument says whether it is bold."""
Style: TypeAlias = Literal["plain", "bold", "quiet", "warn", "title"]
Kind: TypeAlias = Literal["step", "statutory", "guidance", "good-practice"]

BOLD: Final = frozenset({"bold", "title"})
"""The styles with bold letters."""
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz "
_TRIES: Final = 8
_WIDEST: Final = 4.0
"""As many times the width of a page, made smaller to fit it, are tried."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: its left top corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends across."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends down."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Halfway across."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Words:
    """A text before it is broken into lines."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its left top corner and its width; all lines of a drawing have the height of its type."""

    text: str
    x: float
    y: float
    width: float
    style: Style


@dataclass(frozen=True, slots=True)
class Box:
    """A step or an action, by its number; ``name`` says the whole of it to those who do not see it.

    ``lane`` is a code, "" where there are no lanes; ``row`` counts from 0. ``badge`` is where the number stands.
    """

    n: int
    row: int
    lane: str
    kind: Kind
    name: str
    rect: Rect
    badge: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the box of a number: its hand-over and its gap, or its date.

    ``sign`` is where the warning sign stands, None for a note without one.
    """

    n: int
    rect: Rect
    lines: tuple[Line, ...]
    sign: Rect | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, through points; ``sign`` is where the warning sign of a gap stands on it."""

    start: int
    end: int
    points: tuple[tuple[float, float], ...]
    sign: Rect | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A column for one kind of service: its heading, and the ``rect`` of all of it."""

    code: str
    rect: Rect
    heading: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that goes across a timeline: today, or day 0."""

    rect: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """The letters of a drawing: the height of a line, how far below its top letters stand, and their size."""

    family: str
    size: float
    line: float
    ascent: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing; ``around`` are the lines of text above and below it on paper."""

    name: str
    type: Type
    width: float
    height: float
    boxes: tuple[Box, ...]
    notes: tuple[Note, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    lanes: tuple[Lane, ...] = ()
    marks: tuple[Mark, ...] = ()
    around: tuple[Line, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Every line of text in it."""
        yield from self.around
        for parts in (self.lanes, self.boxes, self.notes, self.marks):
            for part in parts:
                yield from part.lines


class Letters:
    """Breaks text into lines in letters of one type."""

    def __init__(self, type_: Type, measure: Measure) -> None:
        self.type: Final = type_
        self._measure: Final = measure
        self._widths: Final[dict[tuple[str, bool], float]] = {}
        self._letter: Final = measure(_ALPHABET, False) / len(_ALPHABET)  # noqa: FBT003 - as a callable has it

    def lines(self, count: float) -> float:
        """The height of so many lines: the measure of all room."""
        return count * self.type.line

    def characters(self, count: float) -> float:
        """The width of so many average characters."""
        return count * self._letter

    def set(self, words: Iterable[Words], x: float, y: float, width: float) -> tuple[Line, ...]:
        """Texts below one another in a column that begins at x and y, each from a new line."""
        broken = [(text, each.style) for each in words for text in self._broken(each.text, width, each.style in BOLD)]
        return tuple(
            Line(text, x, y + self.lines(row), self._width(text, style in BOLD), style)
            for row, (text, style) in enumerate(broken)
        )

    def _broken(self, text: str, width: float, bold: bool) -> Iterator[str]:  # noqa: FBT001
        """A text in lines no wider than that, unless a single letter is; what cannot be printed is left out."""
        shown = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
        line = ""
        for word in shown.split():
            longer = f"{line} {word}".lstrip()
            if self._width(longer, bold) <= width:
                line = longer
                continue
            if line:
                yield line
            line = word
            while len(line) > 1 and self._width(line, bold) > width:
                fits = self._fitting(line, width, bold)
                yield line[:fits]
                line = line[fits:]
        if line:
            yield line

    def _fitting(self, word: str, width: float, bold: bool) -> int:  # noqa: FBT001
        """How many letters of a word that is too long go on a line."""
        return next((end for end in range(len(word) - 1, 1, -1) if self._width(word[:end], bold) <= width), 1)

    def _width(self, text: str, bold: bool) -> float:  # noqa: FBT001
        key = text, bold
        if key not in self._widths:
            self._widths[key] = self._measure(text, bold)
        return self._widths[key]


class Sheet:
    """Puts what goes on paper above and below a drawing: its name, sentences, and its sources."""

    def __init__(self, letters: Letters, width: float) -> None:
        self._letters: Final = letters
        self._width: Final = width
        self.lines: tuple[Line, ...] = ()
        self.y = 0.0

    def add(self, words: Iterable[Words], *, above: float = 0, below: float = 0) -> None:
        """Put texts under what is there, with room above and below them in lines."""
        top = self.y + self._letters.lines(above)
        lines = self._letters.set(words, 0, top, self._width)
        self.lines += lines
        self.y = top + self._letters.lines(len(lines) + below)


def fit_page(draw: Callable[[float], Drawing], width: float, height: float) -> tuple[Drawing, float]:
    """A drawing for a page of that size, and how much smaller it must be made to fit: 1 where it fits as it is.

    A wider drawing is less tall. So widths are tried until the letters are as large as the page allows.
    """
    low, high, tried = 1.0, _WIDEST, 1.0
    drawn: list[tuple[float, float, Drawing]] = []
    for _ in range(_TRIES):
        drawing = draw(tried * width)
        across, down = width / drawing.width, height / drawing.height
        drawn.append((min(across, down, 1.0), -tried, drawing))
        low, high = (low, tried) if across <= down else (tried, high)
        if high <= low:
            break
        tried = (low + high) / 2
    scale, _, best = max(drawn, key=lambda one: one[:2])
    return best, scale
