"""When a listed service can be used: whether it is open, when next, and the days of this week."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from navigator.directory import Listing
from navigator.find.ages import is_old, origin_of_hours
from navigator.find.hours import Hours, Opening, way_in
from navigator.find.parts import TODAY, Part

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ALL_DAY: Final = "00:00 to 00:00"
_A_PAIR: Final = 2


def opening_of(listing: Listing, at: datetime | None = None) -> Opening:
    """Whether a listed service can be used at a moment, by default now."""
    return _opening(listing, Hours(at))


def _opening(listing: Listing, hours: Hours) -> Opening:
    way = way_in(listing.referral_routes, listing.service_types, listing.delivery, has_phone=bool(listing.phones))
    return hours.opening(listing.hours.opening_hours, way, listing.status, listing.hours_date)


def opening_parts(listing: Listing, hours: Hours) -> Iterator[Part]:
    """Whether it is open, and the days of this week; nothing where the listing gives no hours.

    Where the page is old the first part says so, else the last says which it is.
    """
    text, dates = listing.hours.opening_hours, listing.hours_date
    if not text:
        return
    opening = _opening(listing, hours)
    known = opening.state != "unknown" or listing.status != "active"
    parts = [Part("text", f"{opening.says}.")] if known else []
    parts += list(_days(text, hours)) or [Part("text", text)]
    age = origin_of_hours(dates) if dates else ""
    if age and is_old(dates, hours.at.date()):
        parts[0] = replace(parts[0], note=age)
    elif age:
        parts.append(Part("quiet", f"Hours {age}."))
    yield from parts


def _days(text: str, hours: Hours) -> Iterator[Part]:
    """The days of this week, those with the same times run together, today by itself."""
    now = hours.at.date()
    week = hours.week(text, now - timedelta(days=now.weekday()))
    times = [", ".join(f"{start:%H:%M} to {stop:%H:%M}" for start, stop in spans) for _, spans in week]
    if not any(times):
        return
    if len(set(times)) == 1:
        yield Part("day", "Every day", _times(times[0]))
        return
    told = [(day == now, said, _DAYS[day.weekday()]) for (day, _), said in zip(week, times, strict=True)]
    for (today, said), run in groupby(told, key=lambda day: day[:2]):
        names = [name for *_, name in run]
        if today:
            yield Part("day", f"{names[0]}, today", _times(said), TODAY)
        else:
            between = " and " if len(names) == _A_PAIR else " to "
            yield Part("day", between.join(dict.fromkeys((names[0], names[-1]))), _times(said))


def _times(said: str) -> str:
    return "day and night" if said == _ALL_DAY else said or "closed"
