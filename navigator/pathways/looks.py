"""How the parts of a drawing look: what a file and the screen draw alike, in inks that each gives its colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from navigator.pathways.drawing import Kind, Rect, Style

STROKE: Final = 0.09
HEAD: Final = 0.45
"""The line of an arrow, and its head, in lines of text."""
INKS: Final[Mapping[Style, str]] = {
    "plain": "text",
    "bold": "text",
    "quiet": "quiet",
    "warn": "warn",
    "title": "accent",
}
"""The ink of a style of words."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a rectangle looks: the inks of what fills it and of its edge, "" for none.

    The ``width`` of its edge and the radius of its ``corner`` are in lines of text, ``dashes`` and the gaps between
    them in widths of the edge.
    """

    fill: str = ""
    edge: str = ""
    width: float = 0
    corner: float = 0
    dashes: tuple[float, ...] = ()


LANE: Final = Look(edge="edge", width=0.03, dashes=(2, 4))
HEADING: Final = Look("paper", "edge", 0.06)
MARK: Final = Look("paper", "accent", 0.1)
NOTE: Final = Look("paper")
_BROKEN: Final = (4.0, 3.0)
_EDGE: Final = 0.25
BOXES: Final[Mapping[Kind, Look]] = {
    "step": Look("box", "edge", 0.06, _EDGE),
    "statutory": Look("box", "edge", 0.14, _EDGE),
    "guidance": Look("box", "edge", 0.06, _EDGE),
    "good-practice": Look("box", "edge", 0.06, _EDGE, _BROKEN),
}
"""How binding a thing is shows in its edge: thick, thin or broken."""
BADGES: Final[Mapping[Kind, Look]] = {
    "step": Look("accent", "accent", 0.08, 0.65),
    "statutory": Look("accent", "accent", 0.08),
    "guidance": Look("paper", "accent", 0.08, 0.8),
    "good-practice": Look("paper", "accent", 0.08, 0.8, _BROKEN),
}
"""And in its number: in a filled square, a circle, or a broken circle."""


def number_ink(kind: Kind) -> str:
    """The ink of the number in a badge."""
    return "accent" if BADGES[kind].fill == "paper" else "paper"


def sign_shapes(rect: Rect) -> tuple[tuple[tuple[float, float], ...], tuple[Rect, Rect]]:
    """The warning sign that fills a square: the corners of its triangle, and its stroke and dot."""
    size, x, foot = rect.width, rect.middle, rect.y + 0.94 * rect.height
    corners = ((x, rect.y + 0.04 * size), (rect.right, foot), (rect.x, foot))
    stroke = Rect(x - 0.05 * size, rect.y + 0.34 * size, 0.1 * size, 0.3 * size)
    return corners, (stroke, Rect(stroke.x, rect.y + 0.72 * size, stroke.width, 0.11 * size))


def head_shape(tip: tuple[float, float], line: float) -> tuple[tuple[float, float], ...]:
    """The corners of the head of an arrow that points down to a tip, in text with lines that high."""
    (x, y), size = tip, HEAD * line
    return (x - 0.6 * size, y - size), (x + 0.6 * size, y - size), (x, y)
