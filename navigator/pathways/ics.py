"""A timeline as a calendar file (iCalendar, RFC 5545) that phones and office calendars take in.

A calendar is seen by others: on a lock screen, by whoever shares it. So an entry carries a number and a day, and
nothing of whom it is for or what it is about; the printed checklist has the same numbers and says what to do.
"""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from navigator.pathways.days import DAY, day_words
from navigator.pathways.files import write_whole
from navigator.pathways.timeline import Dated, Timeline

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//Navigator//Navigator//EN"
_NAMES: Final = UUID("6f1d2a1e-6a0b-4a60-9d86-1f0a2f6c1b57")
"""Holds the names of entries; a name is made of what the entry shows anyway."""
_SAYS: Final = "What to do is on the checklist, under the same number."


def ics(timeline: Timeline) -> bytes:
    """The timeline as a calendar file: one entry, for a whole day, for each action that has a date.

    An entry stands on the first day of its action's window, or on the last where it has no first; on today where that
    has passed. The same timeline gives the same entries under the same names, so that a calendar that takes it in
    again holds each once.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for dated in timeline.dated:
        if dated.on is not None:
            calendar.add_component(_event(dated, timeline))
    return bytes(calendar.to_ical())


def reminders(timeline: Timeline) -> int:
    """How many entries the calendar of a timeline holds."""
    return sum(dated.on is not None for dated in timeline.dated)


def save_ics(timeline: Timeline, path: Path) -> None:
    """Write the calendar file of a timeline, whole or not at all; it takes the place of a file of that name.

    Raises NavigatorError where it cannot be written.
    """
    write_whole(path, ics(timeline))


def _event(dated: Dated, timeline: Timeline) -> "Event":
    from icalendar import Event

    number, of = dated.number, len(timeline.dated)
    on = max(filter(None, (dated.on, timeline.today)))
    event = Event()
    event.add("uid", str(uuid5(_NAMES, f"{number}/{of} {dated.first} {dated.last}")))
    event.add("dtstamp", datetime.combine(timeline.today, time(), UTC))
    event.add("dtstart", on)
    event.add("dtend", on + DAY)
    event.add("summary", f"Reminder {number} of {of}")
    event.add("description", _description(dated))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day with a reminder is not a day taken
    return event


def _description(dated: Dated) -> str:
    """Where the checklist is, the last day of a window or of what is overdue, and what a day falls on."""
    last = ""
    if dated.last and (dated.overdue or dated.first != dated.last):
        last = f"The last day {'was' if dated.overdue else 'is'} {day_words(dated.last)}."
    return " ".join(filter(None, (_SAYS, last, *dated.closing)))
