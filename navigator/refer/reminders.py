"""Appointments and dates as a calendar file with neutral titles: numbers and times, and nothing of who, where or why.

It is made as the calendar of a transition is, so that there is one kind of entry: "Reminder 1 of 3".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from navigator.directory import Listing
from navigator.find.timetable import opening_of
from navigator.find.wording import plural
from navigator.pathways.days import DAY, Days, day_words
from navigator.pathways.ics import Neutral, calendar, neutral_entries
from navigator.pathways.timeline import Timeline
from navigator.refer.stop_facts import StopFacts

FILE_NAME: Final = "reminders"
LONDON: Final = ZoneInfo("Europe/London")
_SOON: Final = timedelta(days=28)
"""How far ahead an opening may be, to be worth a reminder of its own."""


@dataclass(frozen=True, slots=True)
class _Due:
    """When something is due: a whole day, or a moment of London's time without a zone; ``was`` names it in a plan."""

    on: date | datetime
    note: str = ""
    was: str = ""

    @property
    def order(self) -> tuple[datetime, bool]:
        """By date, a whole day before the moments in it."""
        return (self.on, True) if isinstance(self.on, datetime) else (datetime.combine(self.on, time()), False)

    @property
    def says(self) -> str:
        """When it is, as people say it."""
        if isinstance(self.on, datetime):
            return f"{day_words(self.on.date())} at {self.on:%H:%M}"
        return day_words(self.on)


def to_ics(
    facts: Sequence[StopFacts], now: datetime, timeline: Timeline | None = None, *, alarm: timedelta | None = None
) -> bytes:
    """The calendar file: an entry for each appointment to come, and for each date of a transition, by date.

    Where there are neither, one entry says when the first stop can next be reached: by its hours, or else on the next
    working day. ``now`` is London's time where it has no zone. With ``alarm``, each entry rings so long before.
    """
    now = _london(now)
    return calendar(_entries(_due(facts, now, timeline)), now.date(), alarm)


def in_words(facts: Sequence[StopFacts], now: datetime, timeline: Timeline | None = None) -> str:
    """What the calendar file holds, for the window and the command line: ``"2 reminders: Tuesday 24 November…"``."""
    now = _london(now)
    due = _due(facts, now, timeline)
    passed = sum(moment <= now for moment in _appointments(facts))
    count = plural(len(due), "reminder")
    times = Counter(one.says for one in due)
    when = "; ".join(f"{many} on {says}" if many > 1 else says for says, many in times.items())
    says = f"{count}: {when}." if due else "There is nothing to put in a calendar yet."
    if passed:
        past = plural(passed, "appointment has passed and is", "appointments have passed and are")
        says += f" {past} left out."
    return says


def _entries(due: Sequence[_Due]) -> Iterator[Neutral]:
    """Numbered in order. An appointment is known by its moment, so that one more changes none of the others."""
    seen: dict[str, int] = {}
    for number, one in enumerate(due, start=1):
        on = one.on.replace(tzinfo=LONDON).astimezone(UTC) if isinstance(one.on, datetime) else one.on
        known = one.was or on.isoformat()
        again = seen[known] = seen.get(known, 0) + 1
        seed = known if again == 1 else f"{known} {again}"
        yield Neutral(number, len(due), on, one.note, seed)


def _due(facts: Sequence[StopFacts], now: datetime, timeline: Timeline | None) -> tuple[_Due, ...]:
    found = [_Due(moment) for moment in _appointments(facts) if moment > now]
    if timeline is not None:
        found += [_Due(one.on, one.note, one.seed) for one in neutral_entries(timeline)]
    elif not found:
        found += _next_time(facts, now)
    return tuple(sorted(found, key=lambda one: one.order))


def _appointments(facts: Sequence[StopFacts]) -> tuple[datetime, ...]:
    return tuple(each.stop.appointment for each in facts if each.stop.appointment)


def _next_time(facts: Sequence[StopFacts], now: datetime) -> Iterator[_Due]:
    """When the first stop that runs can next be reached: by its hours, or else on the next working day."""
    first = next((each.listing for each in facts if each.listing.status != "closed"), None)
    if first is not None:
        opens = _opens(first, now)
        soon = opens is not None and opens - now <= _SOON
        yield _Due(opens if opens and soon else Days().working(now.date(), DAY))


def _opens(listing: Listing, now: datetime) -> datetime | None:
    """When it next opens, also where it is open now; None where its hours do not say, or where it never shuts."""
    opening = opening_of(listing, now)
    return opening_of(listing, opening.until).opens if opening.until else opening.opens


def _london(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(tzinfo=None) if at.tzinfo else at
