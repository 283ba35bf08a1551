"""The next seven days of a service as people say them: paper outlives the week it is printed in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

from navigator.find.hours import Hours
from navigator.find.wording import listed, plain_date

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ALWAYS: Final = "24/7"
_SAYS_HOLIDAYS: Final = re.compile(r"\bPH\b")
_A_PAIR: Final = 2
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from today.

    ``dates`` is which days these are; ``lines`` the days with their times, those alike together, a bank holiday by its
    date; ``always`` whether it never shuts.
    """

    dates: str
    lines: tuple[str, ...]
    always: bool = False


def week(text: str | None, hours: Hours) -> Week | None:
    """The seven days from the day of ``hours``; None where these hours are not given, or cannot be worked out."""
    first = hours.at.date()
    dates = f"{_DAYS[first.weekday()]} {_day(first)} to {_DAYS[(first.weekday() - 1) % 7]} {_day(first, after=6)}"
    if (text or "").strip() == _ALWAYS:
        return Week(dates, ("Day and night, every day.",), always=True)
    spans = hours.week(text, first)
    if not spans:
        return None
    told = {day: _times((start.time(), stop.time()) for start, stop in each) for day, each in spans}
    if not any(told.values()):
        return Week(dates, ("Closed on all of these days.",))
    holidays = [day for day in told if hours.bank_holiday(day)]
    usual = {day: said for day, said in told.items() if day not in holidays}
    return Week(dates, (*_usual(usual), *_holidays(holidays, told, text or "")))


def usual_days(text: str, hours: Hours) -> str:
    """Hours in one line: ``"Monday to Friday 8am to 8pm, Saturday and Sunday 9am to 5pm"``; "" where not known."""
    found = week(text, hours)
    return ", ".join(line.rstrip(".").replace(": ", " ", 1) for line in found.lines) if found else ""


def _usual(told: dict[date, str]) -> Iterator[str]:
    """The days of a week from Monday, those with the same times that follow each other in one line."""
    if len(set(told.values())) == 1 and len(told) == len(_DAYS):
        yield f"Every day: {next(iter(told.values()))}."
        return
    ordered = sorted(told.items(), key=lambda each: each[0].weekday())
    for said, run in groupby(ordered, key=lambda each: each[1]):
        names = [_DAYS[day.weekday()] for day, _ in run]
        yield f"{_together(names)}: {said or 'closed'}."


def _together(names: list[str]) -> str:
    places = [_DAYS.index(name) for name in names]
    unbroken = places == list(range(places[0], places[-1] + 1))
    return f"{names[0]} to {names[-1]}" if unbroken and len(names) > _A_PAIR else listed(names, "and")


def _holidays(days: Iterable[date], told: dict[date, str], text: str) -> Iterator[str]:
    """Bank holidays; of one that the hours do not speak of, that it may be different."""
    for day in days:
        name = f"{_DAYS[day.weekday()]} {_day(day)} is a bank holiday"
        if _SAYS_HOLIDAYS.search(text) or not told[day]:
            yield f"{name}: {told[day] or 'closed'}."
        else:
            yield f"{name}: ask first."


def _times(spans: Iterable[tuple[time, time]]) -> str:
    return " and ".join(_span(start, stop) for start, stop in spans)


def _span(start: time, stop: time) -> str:
    if start == stop == time():
        return "day and night"
    return f"{clock(start)} to {clock(stop)}" + (" the next morning" if time() < stop <= start else "")


def clock(at: time) -> str:
    """A time as people say it: ``"9am"``, ``"1.30pm"``, ``"midnight"``."""
    if not at.minute and not at.hour % _NOON:
        return "midday" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % _NOON or _NOON}{minutes}{'am' if at.hour < _NOON else 'pm'}"


def _day(day: date, after: int = 0) -> str:
    """``"23 November"``."""
    return plain_date((day + timedelta(days=after)).isoformat()).rpartition(" ")[0]
