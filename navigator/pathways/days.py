"""Days of a plan: in words, and which of them most offices in England are shut on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from navigator.find.hours import Hours
from navigator.find.wording import plain_date

DAY: Final = timedelta(days=1)
FRIDAY: Final = 4
_WEEK: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BANK_HOLIDAY: Final = "bank holiday"
_NAMED: Final = {
    (12, 25): "Christmas Day (bank holiday)",
    (12, 26): "Boxing Day (bank holiday)",
    (1, 1): "New Year's Day (bank holiday)",
}
_MONTH: Final = {1: "New Year bank holiday", 8: "Summer bank holiday", 12: "Christmas bank holiday"}
_EASTER: Final = (3, 4)
_MAY: Final = 5
_FIRST_WEEK: Final = 7


def day_words(day: date) -> str:
    """A day as people say it: ``"Friday 27 November 2026"``."""
    return f"{_WEEK[day.weekday()]} {plain_date(day.isoformat())}"


def called(name: str) -> str:
    """What a day falls on, within a sentence: "a Saturday", "Good Friday (bank holiday)", "the Summer bank holiday"."""
    if name in _WEEK:
        return f"a {name}"
    return f"the {name}" if name.endswith(_BANK_HOLIDAY) else name


@dataclass(frozen=True, slots=True)
class Shut:
    """A day most offices are shut on.

    ``name`` is "Saturday", "Sunday" or the like of "Easter Monday (bank holiday)" and "Summer bank holiday"; ``before``
    and ``after`` are the working days around it.
    """

    day: date
    name: str
    before: date
    after: date


class Days:
    """Knows the weekends and the bank holidays of England; one proclaimed for a single year is not among them."""

    def __init__(self) -> None:
        """Nothing is read until a day is asked about."""
        self._hours: Final = Hours(datetime(2000, 1, 1))  # noqa: DTZ001 - which moment plays no part

    def shut(self, day: date) -> Shut | None:
        """What a day falls on, where most offices are shut; None for a working day."""
        name = self.name(day)
        return Shut(day, name, self.working(day, -DAY), self.working(day, DAY)) if name else None

    def name(self, day: date) -> str:
        """What a day falls on: a Saturday, a Sunday or a bank holiday; "" for a working day."""
        if self._hours.bank_holiday(day):
            return _holiday(day)
        return _WEEK[day.weekday()] if day.weekday() > FRIDAY else ""

    def working(self, day: date, step: timedelta) -> date:
        """The first working day after a day, for a ``step`` of one day, or before it, for one day less."""
        return next(found for found in _on(day, step) if not self.name(found))


def _on(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day


def _holiday(day: date) -> str:
    """What people call a bank holiday of England; the days in place of one carry its name too."""
    if day.month in _EASTER:
        return f"{'Good Friday' if day.weekday() == FRIDAY else 'Easter Monday'} ({_BANK_HOLIDAY})"
    if day.month == _MAY:
        return f"{'Early May' if day.day <= _FIRST_WEEK else 'Spring'} {_BANK_HOLIDAY}"
    return _NAMED.get((day.month, day.day)) or _MONTH[day.month]
