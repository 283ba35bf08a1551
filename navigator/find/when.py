"""A day or a time of day that somebody typed."""

import re
from datetime import date, time
from typing import Final

_FURTHEST: Final = 30
"""How many years from today a day may be."""
_CENTURY: Final = 100
SHORT_YEAR: Final = 2
"""So many digits of a year are those of this century."""
_LONG_YEAR: Final = 4
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LETTERS: Final = 3
_NOT_A_DAY: Final = "There is no such day. A day is a number, a month and a year, such as 27 11 2026."
_FAR: Final = f"That day is more than {_FURTHEST} years away. Please look at the year again."
_TIME: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d\d))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
_NOON, _LAST_MINUTE, _LAST_HOUR = 12, 59, 23


def read_day(day: str, month: str, year: str, today: date, *, whole: bool = False) -> tuple[date | None, str]:
    """The day that three words name, or None and what is wrong with them, in one sentence.

    A month may be its name. A year of two digits is one of this century, unless only a ``whole`` year will do.
    """
    numbers = [_number(day), _month(month), _number(year)]
    if None in numbers or (whole and len(year) != _LONG_YEAR):
        return None, _NOT_A_DAY
    in_month, in_year, of = (number or 0 for number in numbers)
    if len(year) <= SHORT_YEAR:
        of += today.year // _CENTURY * _CENTURY
    try:
        found = date(of, in_year, in_month)
    except (ValueError, OverflowError):
        return None, _NOT_A_DAY
    return (found, "") if abs(found.year - today.year) <= _FURTHEST else (None, _FAR)


def read_time(text: str) -> time | None:
    """The time of day somebody typed: "14:30", "1430", "2.30pm" or "2pm"; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return time(hour, minute) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() else None


def _month(word: str) -> int | None:
    start = word[:_LETTERS].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else _number(word)
