"""A drawing as an SVG file: text stays text, to be found and read aloud, and nothing in it is taken for mark-up."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from navigator.pathways.drawing import BOLD, Arrow, Box, Drawing, Line, Rect
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

PLAIN: Final[Mapping[str, str]] = {
    "paper": "#ffffff",
    "box": "#ffffff",
    "text": "#000000",
    "quiet": "#444444",
    "edge": "#555555",
    "accent": "#000000",
    "warn": "#000000",
}
"""The colours of all inks, for where no other are given: black on white."""
_MARGIN: Final = 1.0
_BELOW_MIDDLE: Final = 0.26
"""How far below its middle a number stands, in lines."""


def to_svg(drawing: Drawing, inks: Mapping[str, str] = PLAIN) -> str:
    """The drawing as the text of an SVG file, with a margin; its name, and what each box says, are in it as titles."""
    pad = _MARGIN * drawing.type.line
    sheet = Rect(-pad, -pad, drawing.width + 2 * pad, drawing.height + 2 * pad)
    size = f'width="{_n(sheet.width)}" height="{_n(sheet.height)}"'
    seen = f'viewBox="{_n(sheet.x)} {_n(sheet.y)} {_n(sheet.width)} {_n(sheet.height)}"'
    letters = f'font-family="{_plain(drawing.type.family)}, sans-serif" font-size="{_n(drawing.type.size)}"'
    writer = _Writer(drawing, inks)
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {seen} role="img" {letters}>',
        f"<title>{_plain(drawing.name)}</title>",
        writer.rect(sheet, NOTE),
        *writer.parts(),
        "</svg>",
    )
    return "\n".join(parts) + "\n"


class _Writer:
    """Writes the parts of one drawing in one set of colours."""

    def __init__(self, drawing: Drawing, inks: Mapping[str, str]) -> None:
        self._drawing: Final = drawing
        self._inks: Final = inks
        self._line: Final = drawing.type.line

    def parts(self) -> Iterator[str]:
        """Everything, from back to front."""
        drawing = self._drawing
        yield from self._text(drawing.around)
        for lane in drawing.lanes:
            yield self.rect(lane.rect, LANE)
            yield self.rect(lane.heading, HEADING)
            yield from self._text(lane.lines)
        for arrow in drawing.arrows:
            yield from self._arrow(arrow)
        for mark in drawing.marks:
            yield self.rect(mark.rect, MARK)
            yield from self._text(mark.lines)
        for note in drawing.notes:
            yield self.rect(note.rect, NOTE)
            yield from self._text(note.lines)
            yield from self._sign(note.sign)
        for box in drawing.boxes:
            yield from self._box(box)

    def rect(self, rect: Rect, look: Look) -> str:
        """A rectangle."""
        width = look.width * self._line
        dashes = " ".join(_n(dash * width) for dash in look.dashes)
        broken = f' stroke-dasharray="{dashes}"' if dashes else ""
        edge = f' stroke="{self._inks[look.edge]}" stroke-width="{_n(width)}"{broken}' if look.edge else ""
        fill = self._inks[look.fill] if look.fill else "none"
        size = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" height="{_n(rect.height)}"'
        return f'<rect {size} rx="{_n(look.corner * self._line)}" fill="{fill}"{edge}/>'

    def _box(self, box: Box) -> Iterator[str]:
        badge = box.badge
        yield f"<g><title>{_plain(box.name)}</title>"
        yield self.rect(box.rect, BOXES[box.kind])
        yield self.rect(badge, BADGES[box.kind])
        y = badge.y + badge.height / 2 + _BELOW_MIDDLE * self._line
        colour = self._inks[number_ink(box.kind)]
        yield (
            f'<text x="{_n(badge.middle)}" y="{_n(y)}" text-anchor="middle" font-weight="bold" fill="{colour}">'
            f"{box.n}</text>"
        )
        yield from self._text(box.lines)
        yield "</g>"

    def _arrow(self, arrow: Arrow) -> Iterator[str]:
        colour = self._inks["text"]
        *before, (x, y) = arrow.points
        points = _points((*before, (x, y - HEAD * self._line / 2)))
        width = _n(STROKE * self._line)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        yield f'<polygon points="{_points(head_shape((x, y), self._line))}" fill="{colour}"/>'
        yield from self._sign(arrow.sign)

    def _sign(self, rect: Rect | None) -> Iterator[str]:
        if rect is not None:
            corners, marks = sign_shapes(rect)
            yield f'<polygon points="{_points(corners)}" fill="{self._inks["warn"]}"/>'
            yield from (self.rect(mark, NOTE) for mark in marks)

    def _text(self, lines: Iterable[Line]) -> Iterator[str]:
        """Each line as wide as it was laid out, whichever letters the reader has."""
        for line in lines:
            place = f'x="{_n(line.x)}" y="{_n(line.y + self._drawing.type.ascent)}"'
            wide = f'textLength="{_n(line.width)}" lengthAdjust="spacingAndGlyphs"'
            bold = ' font-weight="bold"' if line.style in BOLD else ""
            colour = self._inks[INKS[line.style]]
            yield f'<text {place} {wide} fill="{colour}"{bold}>{_plain(line.text)}</text>'


def _plain(text: str) -> str:
    """A text that stays text, without what no XML file may hold."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    return f"{number:.2f}"
