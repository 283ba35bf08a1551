"""Small things of plain English: dates and lists as people say them, parts of a sentence put together."""

import re
from collections.abc import Iterable
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO: Final = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_NAMES: Final = frozenset(
    {"Black", "British", "East", "Eastern", "Gypsy", "Irish", "Jewish", "Latin", "Muslim", "South"}
)
_ENDS: Final = (".", "!", "?")


def plural(count: int, one: str, many: str = "") -> str:
    """A number of things in words, ``"1 listing"`` or ``"2,000 listings"``; ``many`` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def megabytes(size: int) -> str:
    """A number of bytes in words: ``"1.2 MB"``."""
    return f"{size / 1_000_000:.1f} MB"


def plain_date(text: str) -> str:
    """The same text with ISO dates as people say them: ``"pages of 2024-06"`` gives ``"pages of June 2024"``."""

    def said(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        named = f"{_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= len(_MONTHS) else found[0]
        return f"{int(day)} {named}" if day else named

    return _ISO.sub(said, text)


def listed(items: Iterable[str], last: str, *, lower: bool = False) -> str:
    """Things as people list them: ``"a, b and c"``; with ``lower``, only the first keeps its capital letter."""
    told = list(items)
    if lower:
        told = [*told[:1], *map(lower_first, told[1:])]
    return f" {last} ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def lower_first(text: str) -> str:
    """Without its capital letter, unless the first word is an abbreviation or a name: ``"GP in the area"``."""
    first = text.partition(" ")[0].partition("-")[0]
    return text if any(letter.isupper() for letter in first[1:]) or first in _NAMES else text[:1].lower() + text[1:]


def joined(text: str, more: str | None, between: str = ": ") -> str:
    """Two parts with the mark between them that fits; a text that already ends a sentence needs no second stop."""
    if not more:
        return text
    return f"{text} {more}" if between == ". " and text.endswith(_ENDS) else f"{text}{between}{more}"


def ended(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith(_ENDS) else f"{text}."
