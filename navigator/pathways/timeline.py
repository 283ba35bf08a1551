"""A transition as dates: what is to be done from when until when, counted from a day the worker picks."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from navigator.find.wording import plural
from navigator.pathways.days import DAY, FRIDAY, Days, Shut, called, day_words
from navigator.pathways.transitions import DAY_0, Action, Transition

State = Literal["overdue", "today", "now", "soon", "later", "undated"]

SOON: Final = timedelta(days=6)
"""How far ahead "in the next 7 days" looks, today being the first of them."""
RELEASE: Final = "scheduled-release"
"""The anchor of what is done only where a release would fall on or before a day most offices are shut on."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An action with its days.

    ``number`` counts from 1 in the order shown, and is the same on screen, on paper and in a calendar. ``first`` and
    ``last`` are the days of its window, ends included, None where that end is open; both are None where no number of
    days is known, or the day it is counted from is not. ``state`` says where today stands to the window. ``shut`` are
    those of the two days that most offices are shut on.
    """

    action: Action
    number: int
    first: date | None
    last: date | None
    state: State
    shut: tuple[Shut, ...]

    @property
    def on(self) -> date | None:
        """The day it stands under: the first of its window, or else the last."""
        return self.first or self.last

    @property
    def overdue(self) -> bool:
        """Whether the last day of its window has passed."""
        return self.state == "overdue"

    @property
    def today(self) -> bool:
        """Whether today is its day, or the last of its days."""
        return self.state == "today"

    @property
    def falls(self) -> str:
        """What the day it stands under falls on, else the last: "Saturday", "Easter Monday (bank holiday)", or ""."""
        return self.shut[0].name if self.shut else ""

    @property
    def next_working(self) -> date | None:
        """The working day after the day that ``falls`` is about."""
        return self.shut[0].after if self.shut else None

    @property
    def days(self) -> str:
        """Its days in words; where they are not known, its own words for when, and what it is counted from."""
        if self.first and self.last:
            return " to ".join(day_words(day) for day in dict.fromkeys((self.first, self.last)))
        if self.last:
            return f"By {day_words(self.last)}"
        if self.first:
            return f"From {day_words(self.first)}"
        return self.action.when

    @property
    def says(self) -> str:
        """Where today stands to it, in a sentence; "" where there is nothing to say."""
        if self.state == "undated":
            known = self.action.anchor == DAY_0
            return "" if known else f"No date yet: it is counted from {self.action.counted_from}."
        one_day = self.first == self.last
        return {
            "overdue": f"Overdue: {'the' if one_day else 'the last'} day has passed.",
            "today": "Today." if one_day else "Today is the last day.",
            "now": "Now.",
            "soon": "In the next 7 days.",
        }.get(self.state, "")

    @property
    def closing(self) -> tuple[str, ...]:
        """A sentence for each of its days to come that most offices are shut on, with the working days around it."""
        past = {"overdue": (self.first, self.last), "now": (self.first,)}.get(self.state, ())
        return tuple(self._closing(shut) for shut in self.shut if shut.day not in past)

    def _closing(self, shut: Shut) -> str:
        if self.first == self.last:
            return f"That day is {called(shut.name)}. The next working day is {day_words(shut.after)}."
        if shut.day == self.first:
            return f"The first day is {called(shut.name)}. The next working day is {day_words(shut.after)}."
        around = f"The working day before it is {day_words(shut.before)}, the one after {day_words(shut.after)}."
        return f"The last day is {called(shut.name)}. {around}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A transition on the days of one calendar, for one ``today``.

    ``day`` is its day 0. ``dated`` are its actions by date; one without a date stands after the one before it in the
    transition. ``friday`` is a sentence where day 0 is a Friday, or on or before a bank holiday or at a weekend;
    ``past`` one where day 0 has passed; else "". ``asks`` are the days that some actions are counted from and that
    are not known yet: each with its name and in words.
    """

    transition: Transition
    day: date
    today: date
    dated: tuple[Dated, ...]
    friday: str
    past: str
    asks: tuple[tuple[str, str], ...]


def anchors_of(transition: Transition) -> dict[str, str]:
    """The days beside day 0 that actions of a transition are counted from: in words, by name."""
    return {act.anchor: act.counted_from for act in transition.actions if act.anchor != DAY_0}


def timeline(transition: Transition, day: date, today: date, anchors: Mapping[str, date] | None = None) -> Timeline:
    """A transition on the days counted from its day 0; ``anchors`` are other days it counts from, where they are known.

    Nothing is counted from a day that is not known: its actions have no date.
    """
    known = {**(anchors or {}), DAY_0: day}
    days = Days()
    ordered = sorted(_placed(transition, known, today, days), key=lambda placed: placed[0])
    dated = tuple(replace(one, number=number) for number, (_, one) in enumerate(ordered, start=1))
    return Timeline(
        transition=transition,
        day=day,
        today=today,
        dated=dated,
        friday=_friday(transition, day, days),
        past=_past(day, today, sum(one.overdue for one in dated)),
        asks=tuple(asked for asked in anchors_of(transition).items() if asked[0] not in known),
    )


def _placed(transition: Transition, known: Mapping[str, date], today: date, days: Days) -> Iterator[tuple[date, Dated]]:
    """Each action, with the day that says where it stands: its own, or that of the one before it."""
    place = date.min
    for action in transition.actions:
        one = _dated(action, known.get(action.anchor), today, days)
        place = one.on or place
        yield place, one


def _dated(action: Action, anchor: date | None, today: date, days: Days) -> Dated:
    first, last = (_day(action.anchor, anchor, offset, days) for offset in (action.first, action.last))
    if anchor and action.until_years:
        last = _years_on(anchor, action.until_years) - DAY
    ends = dict.fromkeys(filter(None, (first, last)))
    return Dated(
        action=action,
        number=0,
        first=first,
        last=last,
        state=_state(first, last, today),
        shut=tuple(filter(None, map(days.shut, ends))),
    )


def _day(name: str, anchor: date | None, offset: int | None, days: Days) -> date | None:
    """So many days from an anchor. A release is brought forward by working days, and not from any day."""
    if anchor is None or offset is None:
        return None
    if name != RELEASE:
        return anchor + DAY * offset
    if not _shuts(anchor, days):
        return None
    for _ in range(-offset):
        anchor = days.working(anchor, -DAY)
    return anchor


def _years_on(day: date, years: int) -> date:
    """The same day so many years later; for 29 February the day after, in a year that has none."""
    year = day.year + years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)


def _state(first: date | None, last: date | None, today: date) -> State:
    if first is None and last is None:
        return "undated"
    if last is not None and last < today:
        return "overdue"
    if last == today:
        return "today"
    if first is None or first <= today:
        return "now"
    return "soon" if first <= today + SOON else "later"


def _shuts(day: date, days: Days) -> str:
    """Why most offices are shut on a day or after it, as what the day is: "a Friday"; "" for any other day."""
    name = days.name(day)
    if name:
        return called(name)
    if day.weekday() == FRIDAY:
        return "a Friday"
    after = days.name(day + DAY)
    return f"the day before {called(after)}" if after else ""


def _friday(transition: Transition, day: date, days: Days) -> str:
    why = _shuts(day, days)
    if not why:
        return ""
    opens = day_words(days.working(day, DAY))
    says = f"That day is {why}. Many services will be shut until {opens}: settle medicines and money before that."
    earlier = [action.action for action in transition.actions if action.anchor == RELEASE]
    if earlier:
        says += f" {' '.join(earlier)} The working day before is {day_words(days.working(day, -DAY))}."
    return says


def _past(day: date, today: date, overdue: int) -> str:
    ago = (today - day).days
    if ago <= 0:
        return ""
    says = f"That day has passed: {plural(ago, 'day')} ago."
    if overdue:
        says += f" {plural(overdue, 'thing')} should have been done by now."
    return says
