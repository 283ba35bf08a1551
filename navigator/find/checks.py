"""What a check confirmed, in words: how somebody asked the service, or that they only read its website."""

from typing import Final

from navigator.directory import Verification
from navigator.find.wording import joined, listed, plain_date

CONFIRMED: Final = {
    "runs": "that it runs",
    "contacts": "how to reach it",
    "hours": "opening hours",
    "rules": "who it takes",
    "all": "everything listed",
}
"""What can be confirmed, by code."""
_PARTS: Final = ("contacts", "hours", "rules")
_HOW: Final = {"phone": "by phone", "visit": "on a visit", "email": "by email", "website": "on its website, not asked"}


def check_words(found: Verification) -> str:
    """``"3 October 2026, by phone: opening hours and who it takes. Not confirmed: how to reach it"``."""
    told = f"{plain_date(found.checked_on)}, {_HOW[found.method]}: {confirmed_words(found)}"
    codes = found.confirmed.split()
    left = [] if "all" in codes or not set(codes) <= set(CONFIRMED) else [part for part in _PARTS if part not in codes]
    return joined(told, f"Not confirmed: {listed([CONFIRMED[part] for part in left], 'or')}" if left else "", ". ")


def confirmed_words(found: Verification) -> str:
    """What was confirmed: ``"opening hours and who it takes"``; words that are no codes stay as they are."""
    codes = found.confirmed.split()
    known = set(codes) <= set(CONFIRMED)
    return listed([CONFIRMED[code] for code in codes], "and") if known else found.confirmed
