"""How far colours stand out from one another, as WCAG 2.2 measures it, and which of them must.

Nothing of the window needs this: it is what the tests and the benchmark measure the sets of colours with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor

from ui.shell.colours import Colours

TEXT: Final = 4.5
"""The least contrast of text with what is behind it."""
PART: Final = 3.0
"""The least contrast of an edge, an icon or a focus ring with what is beside it."""

_LINEAR: Final = 0.04045
"""Below this, a part of a colour is as light as its number says."""
_GROUNDS: Final = ("window", "base", "chosen")
_WORDS: Final = ("text", "quiet", "accent", "good", "warn")
_TEXTS: Final = (
    *((front, behind) for front in _WORDS for behind in _GROUNDS),
    *((front, behind) for front in ("text", "quiet", "accent") for behind in ("button", "mark")),
    ("urgent", "window"),
    ("urgent", "base"),
    ("on_urgent", "urgent"),
    ("base", "accent"),
)
_PARTS: Final = (
    *(("edge", behind) for behind in ("window", "base", "button")),
    *(("accent", behind) for behind in ("window", "base", "button", "chosen")),
    ("base", "quiet"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of a set's colours by their names, and how far the first must stand out from the second."""

    front: str
    behind: str
    least: float

    def of(self, colours: Colours) -> float:
        """How far they do in this set."""
        return contrast(getattr(colours, self.front), getattr(colours, self.behind))


def pairs() -> Iterator[Pair]:
    """Every text that must reach ``TEXT`` on what it is drawn on, then every part that must reach ``PART``."""
    for least, pairs_of in ((TEXT, _TEXTS), (PART, _PARTS)):
        for front, behind in pairs_of:
            yield Pair(front, behind, least)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two opaque colours such as ``#1c2326``: from 1, the same, to 21, black on white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(name: str) -> float:
    """Relative luminance."""
    colour = QColor(name)
    given = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= _LINEAR else float(((part + 0.055) / 1.055) ** 2.4) for part in given)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
