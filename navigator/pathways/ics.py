"""A timeline as a calendar file (iCalendar, RFC 5545) that phones and office calendars take in.

A calendar is seen by others: on a lock screen, by whoever shares it. So an entry carries a number and a day, and
nothing of whom it is for or what it is about; the printed checklist has the same numbers and says what to do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from navigator.pathways.days import DAY, day_words
from navigator.pathways.files import write_whole
from navigator.pathways.timeline import Dated, Timeline

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT: Final = "-//Navigator//Navigator//EN"
_NAMES: Final = UUID("6f1d2a1e-6a0b-4a60-9d86-1f0a2f6c1b57")
"""Holds the names of entries; a name is made of what the entry shows anyway."""
_SAYS: Final = "What to do is on the checklist, under number {}."


@dataclass(frozen=True, slots=True)
class Neutral:
    """An entry that tells nothing: a whole day of London, or a moment with its zone; ``note`` is what it says below.

    ``seed`` is what its name in the calendar is made of: the same seed is the same entry, taken in again. It holds
    nothing that the entry does not show.
    """

    number: int
    of: int
    on: date | datetime
    note: str
    seed: str

    @property
    def title(self) -> str:
        """All that it is called."""
        return f"Reminder {self.number} of {self.of}"


def ics(timeline: Timeline) -> bytes:
    """The timeline as a calendar file: one entry, for a whole day, for each action that has a date.

    An entry stands on the first day of its action's window, or on the last where it has no first; on today where that
    has passed. The same timeline gives the same entries under the same names, so that a calendar that takes it in
    again holds each once.
    """
    return calendar(neutral_entries(timeline), timeline.today)


def neutral_entries(timeline: Timeline) -> Iterator[Neutral]:
    """An entry for each action that has a date, numbered as the checklist is."""
    of = len(timeline.dated)
    for dated in timeline.dated:
        if dated.on is not None:
            on, seed = max(dated.on, timeline.today), f"{dated.number}/{of} {dated.first} {dated.last}"
            yield Neutral(dated.number, of, on, _description(dated), seed)


def calendar(entries: Iterable[Neutral], today: date, alarm: timedelta | None = None) -> bytes:
    """A calendar file of entries, made on a day; with ``alarm``, each rings so long before it begins."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for entry in entries:
        made.add_component(_event(entry, today, alarm))
    return bytes(made.to_ical())


def reminders(timeline: Timeline) -> int:
    """How many entries the calendar of a timeline holds."""
    return sum(dated.on is not None for dated in timeline.dated)


def save_ics(timeline: Timeline, path: Path) -> None:
    """Write the calendar file of a timeline, whole or not at all; it takes the place of a file of that name.

    Raises NavigatorError where it cannot be written.
    """
    write_whole(path, ics(timeline))


def _event(entry: Neutral, today: date, alarm: timedelta | None) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(_NAMES, entry.seed)))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", entry.on)
    if not isinstance(entry.on, datetime):  # nobody knows how long a meeting takes
        event.add("dtend", entry.on + DAY)
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day with a reminder is not a day taken
    if alarm is not None:
        event.add_component(_alarm(entry, alarm))
    return event


def _alarm(entry: Neutral, before: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -before)
    return alarm


def _description(dated: Dated) -> str:
    """Where the checklist is, the last day of a window or of what is overdue, and what a day falls on."""
    last = ""
    if dated.last and (dated.overdue or dated.first != dated.last):
        last = f"The last day {'was' if dated.overdue else 'is'} {day_words(dated.last)}."
    return " ".join(filter(None, (_SAYS.format(dated.number), last, *dated.closing)))
