"""How old a fact is, told where it matters: beside a fact from an old page, or from one that has no date."""

import re
from datetime import date
from typing import Final

from navigator.directory import Source
from navigator.find.wording import plain_date

_OLD_YEARS: Final = 2
_DATE: Final = re.compile(r"\b(\d{4})(?:-(\d\d))?\b")


def is_old(dates: str, today: date) -> bool:
    """Whether any page that a text dates is more than two years old, or none is dated; a year alone is its December."""
    found = [(int(year), int(month or "12")) for year, month in _DATE.findall(dates)]
    return not found or "undated" in dates or min(found) < (today.year - _OLD_YEARS, today.month)


def age_of(source: Source | None, today: date) -> str:
    """What to say beside a fact from a page: ``"from a page of June 2019"``; "" where it is recent, or not known."""
    if source is None or (source.page_date and not is_old(source.page_date, today)):
        return ""
    return f"from a page of {plain_date(source.page_date)}" if source.page_date else "from an undated page"


def origin_of_hours(dates: str) -> str:
    """Which pages hours are from: ``"from a page of 2017"``, ``"from pages of 2017 to 2021, some undated"``."""
    return f"from a page of {plain_date(dates)}" if dates[:1].isdigit() else f"from {plain_date(dates)}"
