"""A number to ring as squares that a phone's camera reads."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"\+?\d(?:[\s\xa0().\u2010-\u2015-]*\d){2,14}")
_TRUNK: Final = re.compile(r"^(\+\d+)\s*\(0\)")
CAPTION: Final = "Point a phone’s camera here to ring."
"""What stands beside the squares."""
QUIET: Final = 4
"""How many squares wide the white edge around it has to be (ISO/IEC 18004)."""

Squares = tuple[tuple[bool, ...], ...]
"""Rows of squares from the top, True where one is black, without the white edge."""


def dial(number: str) -> str:
    """What a phone is given of a number as people read it: ``"020 7403 1931 (option 2)"`` gives ``"02074031931"``.

    "" where there are no three digits in it.
    """
    found = _NUMBER.search(_TRUNK.sub(r"\1", number.strip()))
    return "".join(letter for letter in found[0] if letter.isascii() and letter in "+0123456789") if found else ""


def squares(number: str) -> Squares:
    """The squares that ring a number; none where there is nothing to dial."""
    import segno

    digits = dial(number)
    if not digits:
        return ()
    return tuple(tuple(map(bool, row)) for row in segno.make(f"tel:{digits}", error="m", micro=False).matrix)


def svg_path(rows: Squares) -> str:
    """The black squares as the path of an SVG picture, one unit a square, within its white edge."""
    return "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in bars(rows))


def bars(rows: Squares) -> tuple[tuple[int, int, int], ...]:
    """The black squares as bars, joined along each row: from the left, from the top, and how wide; edge included."""
    return tuple(
        (QUIET + found.start(), QUIET + y, len(found[0]))
        for y, row in enumerate(rows)
        for found in re.finditer("1+", "".join("1" if dark else "0" for dark in row))
    )


def size(rows: Squares) -> int:
    """How many squares wide and high it is with its white edge."""
    return len(rows) + 2 * QUIET
