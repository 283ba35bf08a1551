"""Opening hours as a week: the days and their times, and bank holidays, to and from the text that is kept.

Times are of London, written ``"09:00"``. A span that ends no later than it begins goes on into the next day. A day
that a text does not name is closed; bank holidays that it does not name are as any other day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby, pairwise
from typing import Final

from navigator.find.hours import Hours

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT: Final = tuple(day[:2] for day in DAYS)
_HOLIDAY: Final = "PH"
_ALWAYS: Final = "24/7"
_DAY_MINUTES: Final = 24 * 60
_MIDNIGHT: Final = "midnight"
_A_PAIR: Final = 2
_MORE: Final = "These hours say more than a week can show. Change them as text."
_ORDER: Final = "These hours name bank holidays before other days. Put them last, or change them as text."
_ACROSS: Final = "In these hours one time runs into another. Change them as text."
_NEVER: Final = "These hours are never open. Change them as text."
_EMPTY: Final = "There are no hours yet."
_ALSO: Final = re.compile(r"(?<=:\d\d)\s*,\s*(?=[a-z])", re.IGNORECASE | re.ASCII)
_WEEKS: Final = (date(2026, 11, 23), date(2026, 12, 21))
_RULE: Final = re.compile(
    r"\s*(?:(?P<days>(?:[a-z]{2}(?:-[a-z]{2})?)(?:\s*,\s*[a-z]{2}(?:-[a-z]{2})?)*)\s+)?"
    r"(?P<times>off|closed|24/7|\d{1,2}:\d\d-\d{1,2}:\d\d(?:\s*,\s*\d{1,2}:\d\d-\d{1,2}:\d\d)*)\s*",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when until when: ``Span("09:00", "17:00")``; ``"24:00"`` is midnight at the end of the day."""

    start: str
    end: str

    @property
    def minutes(self) -> tuple[int, int]:
        """From midnight of its day, the end above 1440 where it lies in the next day."""
        start, end = (int(text[:2]) * 60 + int(text[3:]) for text in (self.start, self.end))
        return start, end if end > start else end + _DAY_MINUTES


Day = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The times of the seven days from Monday, and of bank holidays: None where those are as any other day."""

    days: tuple[Day, Day, Day, Day, Day, Day, Day]
    holidays: Day | None = None


ALL_DAY: Final = Span("00:00", "24:00")
NO_HOURS: Final = Week(((),) * 7)


def grid_of(text: str | None) -> Week | None:
    """The week in a text; None where a week cannot hold all it says: ``why_not`` tells why."""
    try:
        return _read((text or "").strip())
    except _NotAWeekError:
        return None


def why_not(text: str | None) -> str:
    """Why a text cannot be shown as a week, in a sentence or two; "" where it can."""
    try:
        _read((text or "").strip())
    except _NotAWeekError as error:
        return str(error)
    return ""


def text_of(week: Week) -> str:
    """A week in the usual form: ``"Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off"``; "" for no times at all.

    Raises ValueError for times that run into one another.
    """
    if problem := week_problem(week):
        raise ValueError(problem)
    days = tuple(tuple(sorted(spans)) for spans in week.days)
    always = all(spans == (ALL_DAY,) for spans in days) and week.holidays in {None, (ALL_DAY,)}
    if always:
        return _ALWAYS
    rules = [
        f"{_names([n for n, other in enumerate(days) if other == spans])} {_times(spans)}"
        for spans in dict.fromkeys(days)
        if spans
    ]
    # After "; " a rule takes the place of those before it, also on the morning that one of its nights runs into.
    nights = any(span.minutes[1] > _DAY_MINUTES for spans in days for span in spans)
    text = (", " if nights else "; ").join(rules)
    if week.holidays is None or not (rules or week.holidays):
        return text
    return f"{text}{text and '; '}{_HOLIDAY} {_times(tuple(sorted(week.holidays))) or 'off'}"


def week_problem(week: Week) -> str:
    """What is wrong with the times of a week, in a sentence with what to do; "" for nothing."""
    for name, spans in (*zip(DAYS, week.days, strict=True), ("Bank holidays", week.holidays or ())):
        if not all(map(_is_span, spans)):
            return f"{name}: write times as 09:00 and 17:00."
        if any(span.start == span.end for span in spans):
            return f"{name}: it closes when it opens. For day and night, write 00:00 and 24:00."
        times = sorted(span.minutes for span in spans)
        if any(end > start for (_, end), (start, _) in pairwise(times)):
            return f"{name}: two times overlap. Make them one, or change one."
    for day, name in enumerate(DAYS):
        late = max((span.minutes[1] - _DAY_MINUTES for span in week.days[day]), default=0)
        after = min((span.minutes[0] for span in week.days[(day + 1) % len(DAYS)]), default=_DAY_MINUTES)
        if late > after:
            return f"{name} runs on into {DAYS[(day + 1) % len(DAYS)]}, which is open by then. Change one."
    return ""


def week_in_words(week: Week) -> tuple[tuple[str, str], ...]:
    """The week as people read it: ``("Monday to Friday", "09:00 to 17:00")``, bank holidays last if it names them."""
    told: list[tuple[str, str]] = []
    for said, run in groupby(zip(DAYS, map(_said, week.days), strict=True), key=lambda day: day[1]):
        names = [name for name, _ in run]
        between = " and " if len(names) == _A_PAIR else " to "
        told.append(
            ("Every day" if len(names) == len(DAYS) else between.join(dict.fromkeys((names[0], names[-1]))), said)
        )
    return (*told, *([] if week.holidays is None else [("Bank holidays", _said(week.holidays))]))


class _NotAWeekError(Exception):
    """A text says more, or less, than a week can hold; why, in a sentence or two."""


def _read(text: str) -> Week:
    if problem := Hours().parse_problem(text) if text else _EMPTY:
        raise _NotAWeekError(problem)
    days: list[Day | None] = [None] * (len(DAYS) + 1)
    for part in text.split(";"):
        for n, (named, spans) in enumerate(map(_rule, _ALSO.split(part))):
            if days[-1] is not None and named != [len(DAYS)]:
                raise _NotAWeekError(_ORDER)
            for day in named:
                days[day] = tuple(sorted((*(days[day] or ()), *spans))) if n else spans
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (day or () for day in days[:-1])
    week = Week((monday, tuesday, wednesday, thursday, friday, saturday, sunday), days[-1])
    if not any(days):
        raise _NotAWeekError(_NEVER)
    if week_problem(week) or not _same(text, text_of(week)):
        raise _NotAWeekError(_ACROSS)
    return week


def _same(text: str, usual: str) -> bool:
    """Whether two texts are open at the same times, in a usual week and one with bank holidays.

    A night that runs into a day of another rule is where they may not be.
    """
    hours = Hours(datetime.combine(_WEEKS[0], time()))
    return text == usual or all(hours.week(text, monday) == hours.week(usual, monday) for monday in _WEEKS)


def _rule(text: str) -> tuple[list[int], Day]:
    """The days of one rule, 7 for bank holidays, and their times."""
    found = _RULE.fullmatch(text)
    named, spans = (_numbers(found["days"]), _spans(found["times"])) if found else (None, None)
    if named is None or spans is None:
        raise _NotAWeekError(_MORE)
    return named, spans


def _numbers(days: str | None) -> list[int] | None:
    """The days a rule names, 7 for bank holidays; every day where it names none; None for what is no day."""
    if days is None:
        return list(range(len(DAYS)))
    known = {short.casefold(): n for n, short in enumerate((*_SHORT, _HOLIDAY))}
    found: list[int] = []
    for part in re.split(r"\s*,\s*", days.casefold()):
        first, dash, last = part.partition("-")
        if first not in known or (dash and last not in known):
            return None
        start, stop = known[first], known[last or first]
        if dash and len(DAYS) in {start, stop}:
            return None
        found += [start] if not dash else [(start + n) % len(DAYS) for n in range((stop - start) % len(DAYS) + 1)]
    return found


def _spans(text: str) -> Day | None:
    if text == _ALWAYS:
        return (ALL_DAY,)
    if not text[0].isdigit():
        return ()
    spans: list[Span] = []
    for part in re.split(r"\s*,\s*", text):
        start, end = (f"{hour:0>2}:{minute}" for hour, _, minute in (side.partition(":") for side in part.split("-")))
        hours = int(end[:2])
        if hours >= 24 and end != "24:00":  # noqa: PLR2004 - hours of a day; beyond it, the next day's
            end = f"{hours - 24:02}{end[2:]}"
            if end >= start:
                return None
        spans.append(Span(start, end))
        if start == end or not _is_span(spans[-1]):
            return None
    return tuple(sorted(spans))


def _is_span(span: Span) -> bool:
    clock = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
    return bool(clock.fullmatch(span.start)) and (span.end == "24:00" or bool(clock.fullmatch(span.end)))


def _names(days: Sequence[int]) -> str:
    """Days as a rule names them: those in a row as a range, two in a row only where no other day is named."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])]
    return ",".join(_run(run, alone=len(runs) == 1) for run in runs)


def _run(days: Sequence[int], *, alone: bool) -> str:
    if len(days) > _A_PAIR or (alone and len(days) == _A_PAIR):
        return f"{_SHORT[days[0]]}-{_SHORT[days[-1]]}"
    return ",".join(_SHORT[day] for day in days)


def _times(spans: Day) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in spans)


def _said(spans: Day) -> str:
    if spans == (ALL_DAY,):
        return "day and night"
    return ", ".join(_clock(spans)) or "closed"


def _clock(spans: Day) -> Iterator[str]:
    return (f"{span.start} to {_MIDNIGHT if span.end == '24:00' else span.end}" for span in sorted(spans))
