"""The next seven days of a service as people say them: paper outlives the week it is printed in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
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

    ``dates`` is which days these are; ``usual`` the days with their times, those alike together; ``holidays`` the bank
    holidays by their dates; ``always`` whether it never shuts.
    """

    dates: str
    usual: tuple[str, ...]
    holidays: tuple[str, ...] = ()
    always: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """All the days, the bank holidays last."""
        return (*self.usual, *self.holidays)


def week(text: str | None, hours: Hours) -> Week | None:
    """The seven days from the day of ``hours``; None where these hours are not given, or cannot be worked out."""
    first = hours.at.date()
    dates = _dates(first, first + timedelta(days=6))
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
    return Week(dates, tuple(_usual(usual)), tuple(_holidays(holidays, told, text or "")))


def usual_days(text: str, hours: Hours) -> str:
    """Hours in one line: ``"Monday to Friday 8am to 8pm, Saturday and Sunday 9am to 5pm"``; "" where not known."""
    found = week(text, hours)
    return ", ".join(line.rstrip(".").replace(": ", " ", 1) for line in found.lines) if found else ""


def _usual(told: dict[date, str]) -> Iterator[str]:
    """The days of a week from Monday, those with the same times in one line."""
    if len(set(told.values())) == 1 and len(told) == len(_DAYS):
        yield f"Every day: {next(iter(told.values()))}."
        return
    alike: dict[str, list[str]] = {}
    for day, said in sorted(told.items(), key=lambda each: each[0].weekday()):
        alike.setdefault(said, []).append(_DAYS[day.weekday()])
    shut = alike.pop("", [])
    yield from (f"{_together(names)}: {said}." for said, names in alike.items())
    if shut:
        yield f"{_together(shut)}: closed." if len(shut) <= _A_PAIR else "Closed on other days."


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


def _dates(first: date, last: date) -> str:
    """``"23 to 29 November"``, ``"28 November to 4 December"``."""
    return f"{first.day if first.month == last.month else _day(first)} to {_day(last)}"


def _day(day: date) -> str:
    """``"23 November"``."""
    return plain_date(day.isoformat()).rpartition(" ")[0]
