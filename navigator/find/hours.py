"""Opening hours: whether a service can be used at one moment, how, and when next.

Hours are OpenStreetMap ``opening_hours`` texts, read by opening-hours-py. Hours that say more, or less, than days and
times are never guessed: they are shown as they are written. Times are local to London and carry no time zone.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from opening_hours import OpeningHours

Way = Literal["walk-in", "phone", "text", "refer-yourself", "staffed"]
State = Literal["open", "closed", "unknown"]
Span = tuple[datetime, datetime]

STAYS: Final = frozenset({"detox", "hostel", "inpatient", "refuge", "rehab", "supported-housing", "winter-shelter"})
"""Types of service where somebody staying there is what is open day and night, never the door."""
APPOINTMENTS: Final = frozenset({"talking-therapy"})
"""Types where work by appointment fills the hours; a drop-in beside it keeps shorter times of its own."""

_OPEN: Final[dict[Way, str]] = {
    "walk-in": "Walk in now, {until}",
    "phone": "Phone answered now, {until}",
    "text": "Texts answered now, {until}",
    "refer-yourself": "Staffed now, {until}; refer yourself first",
    "staffed": "Staffed now, {until}; referral only",
}
_NEAR: Final = ("today", "tomorrow")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY: Final = timedelta(days=1)
_LATEST_MORNING: Final = timedelta(hours=12)
_YEAR_AHEAD: Final = timedelta(days=366)
_EVENING: Final = time(18)
_FRIDAY: Final = 4

# Bank holidays of England and Wales (Banking and Financial Dealings Act 1971, and the yearly proclamations of 1 January
# and the first Monday of May), with the days in place of those that fall on a weekend. The library's own GB calendar
# holds only what all of the United Kingdom keeps: neither 1 January nor Easter Monday nor August. It holds nothing that
# is not here, so it is not loaded.
_BANK_HOLIDAYS: Final = (
    "Jan 01",
    "Jan 02-03 Mo",
    "easter -2 days",
    "easter +1 day",
    "May Mo[1]",
    "May Mo[-1]",
    "Aug Mo[-1]",
    "Dec 25-26",
    "Dec 27-28 Mo-Tu",
)
_HOLIDAY: Final = re.compile(r"\bPH\b", re.IGNORECASE)
_HOLIDAY_RULE: Final = re.compile(
    r"\s*(?:[a-z]{2}(?:-[a-z]{2})?\s*,\s*)*PH(?:\s*,\s*[a-z]{2}(?:-[a-z]{2})?)*\s+(?P<then>(?:off|closed|\d).*)",
    re.IGNORECASE,
)

_RULES: Final = re.compile(r";|\|\||,\s+|(?<=:\d\d),(?=[A-Za-z])")
_TIMED: Final = re.compile(r"\d:\d\d|24/7|\b(?:off|closed)\b", re.IGNORECASE)
_MORE_THAN_TIMES: Final = (
    (re.compile('"'), "These hours hold words in quotation marks, which say more than days and times."),
    (re.compile(r"\bSH\b", re.IGNORECASE), "These hours depend on school holidays, which Navigator does not know."),
    (re.compile(r"sunrise|sunset|dawn|dusk", re.IGNORECASE), "These hours depend on sunrise or sunset, not on a time."),
    (re.compile(r":\d\d\s*\+"), "These hours do not say when it shuts."),
    (re.compile(r"\bunknown\b", re.IGNORECASE), "These hours are marked as not known for certain."),
)
_UNREADABLE: Final = "These hours are not days and times in a form like “Mo-Fr 09:00-17:00; Sa 10:00-12:00”."
_NO_TIMES: Final = "These hours name days without saying from when until when."
_HOLIDAYS_UNCLEAR: Final = "These hours say something about bank holidays that Navigator cannot work out."


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person can use at one moment.

    ``way`` is how a person gets in while it is open, None when that is not known. ``until`` is when it shuts, None if
    it never does or is not open; ``opens`` is the next opening within a year of a service that is closed now. ``says``
    is what a person reads; ``as_of`` is the date of the page the hours come from ("2019", "2024-06"), "" when unknown.
    """

    state: State
    way: Way | None
    until: datetime | None
    opens: datetime | None
    says: str
    as_of: str = ""


def way_in(routes: Collection[str], types: Collection[str], delivery: Collection[str], *, has_phone: bool) -> Way:
    """How a person uses a service during its hours, from the codes of its listing; the first that holds.

    A helpline's hours are those of the line, whatever else it runs. The door is open to whoever comes where the routes
    hold ``drop-in``, or the service is a drop-in and no route says otherwise: never where people stay, and never where
    most work is by appointment. The phone is answered where people may refer themselves by phone. Where they
    may refer themselves by other ways, they do that first. Everything else is staffed, and asks for a referral.
    """
    kinds = frozenset(types)
    if "helpline" in kinds and has_phone and (not delivery or "phone" in delivery):
        return "phone"
    if "helpline" in kinds and "text" in delivery:
        return "text"
    invited = "drop-in" in routes or ("drop-in" in kinds and (not routes or "self" in routes))
    if invited and (not delivery or "in-person" in delivery) and not kinds & (STAYS | APPOINTMENTS):
        return "walk-in"
    if "self" in routes:
        return "phone" if "phone" in delivery and has_phone else "refer-yourself"
    return "staffed"


class Hours:
    """Opening hours seen at one moment; each distinct text is worked out once.

    ``at`` is the moment: London's time now when None; a time with a zone is taken to London, one without is London's.
    """

    def __init__(self, at: datetime | None = None) -> None:
        self.at: Final = _london(at)
        self._expressions: dict[str, OpeningHours | str] = {}
        self._moments: dict[str, tuple[State, datetime | None, datetime | None]] = {}
        self._openings: dict[tuple[str | None, Way, str, str], Opening] = {}
        self._ordinary: dict[str, tuple[bool, bool] | None] = {}
        self._calendar: OpeningHours | None = None

    def opening(self, hours: str | None, way: Way, status: str, as_of: str = "") -> Opening:
        """What a person can use now of a service with these hours, this way in and this status.

        Only an ``active`` listing can be open: an ``unclear`` one has hours nobody has confirmed.
        """
        key = (hours, way, status, as_of)
        found = self._openings.get(key)
        if found is None:
            found = self._openings[key] = self._opening(_clean(hours), way, status, as_of)
        return found

    def is_open(self, text: str | None) -> bool | None:
        """Whether hours are open at this moment; None when they are not stated or cannot be worked out."""
        state = self._moment(_clean(text))[0]
        return None if state == "unknown" else state == "open"

    def evenings(self, text: str | None) -> bool | None:
        """Open on some weekday at or after 18:00, in these four weeks without their bank holidays; None as above."""
        found = self._ordinarily(_clean(text))
        return found and found[0]

    def weekends(self, text: str | None) -> bool | None:
        """Open on some Saturday or Sunday, in these four weeks without their bank holidays; None as above."""
        found = self._ordinarily(_clean(text))
        return found and found[1]

    def week(self, text: str | None, monday: date) -> list[tuple[date, list[Span]]]:
        """The seven days from ``monday`` with the spans that begin on each; empty when they cannot be worked out.

        A night stays with the evening it began on, so that a span may end the next morning.
        """
        return list((self._spans(_clean(text), monday, 7) or {}).items())

    def parse_problem(self, text: str | None) -> str | None:
        """Why these hours can only be shown as text, in one sentence; None when they can be worked out or are blank."""
        expression = self._expression(_clean(text))
        return expression or None if isinstance(expression, str) else None

    def bank_holiday(self, day: date) -> bool:
        """Whether a day is a bank holiday in England."""
        if self._calendar is None:
            from opening_hours import OpeningHours

            self._calendar = OpeningHours("; ".join(_BANK_HOLIDAYS))
        return self._calendar.is_open(datetime.combine(day, time(12)))

    def _opening(self, text: str, way: Way, status: str, as_of: str) -> Opening:
        if status == "closed":
            return Opening("closed", None, None, None, "This service has closed", as_of)
        if not text:
            return Opening("unknown", None, None, None, "Not stated", as_of)
        if status != "active":
            return Opening("unknown", None, None, None, "Hours not confirmed", as_of)
        state, until, opens = self._moment(text)
        if state == "unknown":
            return Opening("unknown", None, None, None, text, as_of)
        if state == "open":
            says = _OPEN[way].format(until=self._until(until))
        else:
            says = f"Opens {self._when(opens)}" if opens else "No opening in the coming year"
        return Opening(state, way, until, opens, says + self._caution(text, opens or self.at), as_of)

    def _moment(self, text: str) -> tuple[State, datetime | None, datetime | None]:
        found = self._moments.get(text)
        if found is None:
            found = self._moments[text] = self._at(self._expression(text))
        return found

    def _at(self, expression: "OpeningHours | str") -> tuple[State, datetime | None, datetime | None]:
        from opening_hours import State as Theirs

        if isinstance(expression, str):
            return "unknown", None, None
        if expression.is_open(self.at):
            return "open", expression.next_change(self.at), None
        coming = expression.intervals(self.at, self.at + _YEAR_AHEAD)
        return "closed", None, next((start for start, _, state, _ in coming if state == Theirs.OPEN), None)

    def _expression(self, text: str) -> "OpeningHours | str":
        """The expression, or why there is none: "" for blank hours."""
        found = self._expressions.get(text)
        if found is None:
            found = self._expressions[text] = _parsed(text) if text else ""
        return found

    def _ordinarily(self, text: str) -> tuple[bool, bool] | None:
        if text not in self._ordinary:
            monday = self.at.date() - _DAY * self.at.weekday()
            days = self._spans(text, monday, 28)
            self._ordinary[text] = None if days is None else self._late_or_weekend(days)
        return self._ordinary[text]

    def _late_or_weekend(self, days: dict[date, list[Span]]) -> tuple[bool, bool]:
        usual = {day: spans for day, spans in days.items() if spans and not self.bank_holiday(day)}
        late = (
            day.weekday() <= _FRIDAY and any(stop > datetime.combine(day, _EVENING) for _, stop in spans)
            for day, spans in usual.items()
        )
        return any(late), any(day.weekday() > _FRIDAY for day in usual)

    def _spans(self, text: str, first: date, count: int) -> dict[date, list[Span]] | None:
        from opening_hours import State as Theirs

        expression = self._expression(text)
        if isinstance(expression, str):
            return None
        days: dict[date, list[Span]] = {first + _DAY * n: [] for n in range(count)}
        midnight = datetime.combine(first, time())
        for start, stop, state, _ in expression.intervals(midnight - _DAY, midnight + _DAY * (count + 1)):
            for span in _by_day(start, stop) if state == Theirs.OPEN else ():
                if span[0].date() in days:
                    days[span[0].date()].append(span)
        return days

    def _until(self, until: datetime | None) -> str:
        if until is None:
            return "day and night"
        if until == datetime.combine(self.at.date() + _DAY, time()):
            return "until midnight"
        return "until " + self._when(until).removeprefix("today ")

    def _when(self, moment: datetime) -> str:
        clock = f"{moment:%H:%M}"
        days = (moment.date() - self.at.date()).days
        if days < len(_NEAR):
            return f"{_NEAR[days]} {clock}"
        if days < len(_DAYS):
            return f"{_DAYS[moment.weekday()]} {clock}"
        return f"{moment.day} {_MONTHS[moment.month - 1]} {clock}"

    def _caution(self, text: str, moment: datetime) -> str:
        """Few pages say what happens on a bank holiday, and many doors are shut then."""
        if text == "24/7" or _HOLIDAY.search(text) or not self.bank_holiday(moment.date()):
            return ""
        return " (bank holiday: check first)"


def london_now() -> datetime:
    """London's time now, without a zone."""
    return datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None)


def _london(at: datetime | None) -> datetime:
    if at is None:
        return london_now()
    return at.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None) if at.tzinfo else at


def _clean(text: str | None) -> str:
    return (text or "").strip()


def _parsed(text: str) -> "OpeningHours | str":
    """The expression, with bank holidays as England keeps them; or one sentence that says why there is none."""
    from opening_hours import OpeningHours, validate

    problem = next((says for pattern, says in _MORE_THAN_TIMES if pattern.search(text)), None)
    if problem is None and not validate(text):
        problem = _UNREADABLE
    if problem is None and not all(_TIMED.search(rule) for rule in _RULES.split(text)):
        problem = _NO_TIMES
    if problem is not None:
        return problem
    expanded = _with_bank_holidays(text)
    return OpeningHours(expanded) if expanded and validate(expanded) else _HOLIDAYS_UNCLEAR


def _with_bank_holidays(text: str) -> str | None:
    """Hours in which each rule for ``PH`` is said again for England's days; None where a rule cannot be told apart."""
    rules: list[str] = []
    for rule in text.split(";"):
        rules.append(rule)
        if _HOLIDAY.search(rule):
            match = _HOLIDAY_RULE.fullmatch(rule)
            if match is None:
                return None
            rules += [f" {day} {match['then']}" for day in _BANK_HOLIDAYS]
    return ";".join(rules)


def _by_day(start: datetime, stop: datetime) -> Iterator[Span]:
    """A span cut at midnights, except that a night up to noon stays with its evening."""
    midnight = datetime.combine(start.date(), time()) + _DAY
    while stop > midnight and (stop - start >= _DAY or stop > midnight + _LATEST_MORNING):
        yield start, midnight
        start, midnight = midnight, midnight + _DAY
    yield start, stop
