"""One service as a list shows it, in words, with those that answer the query marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from navigator.directory import Point, Vocabulary, say_distance
from navigator.find.hours import Opening, State, london_now
from navigator.find.marks import Marker
from navigator.find.query import Query
from navigator.find.search import Result
from navigator.find.wording import ended, listed, lower_first, plain_date

_MOST_EXPANSIONS: Final = 4
_IN_SIGHT: Final = 60
"""Characters of a description that a narrow row shows."""
_BEFORE: Final = 24
_CUT: Final = "… "
_FILTERS: Final = {
    "need": "what it helps with",
    "type": "kind of help",
    "route": "how to refer",
    "stance": "both needs",
    "near": "where",
    "open": "hours",
    "drop_in": "dropping in",
    "women_only": "women only",
    "no_recourse": "no recourse to public funds",
    "checked": "when it was checked",
}
OUTCOMES: Final = {"meets-rules": "Meets their published rules", "worth-asking": "Worth asking"}
"""Where a service stands by what one person said, in words."""
_DAYS_AGO: Final = ((365, "year"), (30, "month"), (7, "week"), (1, "day"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the stretches that answer a query: ``[start, stop)`` of each, ascending, without overlap."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One service as a list shows it, in words; what is not known is "".

    ``mark`` warns that it has closed or may have. ``stance`` is a code, ``both`` the same in words; ``unsaid`` names
    the filters its listing says nothing about; ``outcome`` is a code. A closed service says nothing that somebody could
    act on.
    """

    key: int
    id: str
    name: Marked
    mark: str
    organization: str
    areas: str
    does: Marked
    ways: str
    stance: str
    both: str
    state: State
    opening: str
    distance: str
    checked: str
    unsaid: str
    points: tuple[Point, ...]
    outcome: str = ""

    @property
    def fits(self) -> str:
        """Where it stands by what one person said, in words."""
        return OUTCOMES.get(self.outcome, "")

    @property
    def late(self) -> bool:
        """Whether it comes after all that say yes to everything."""
        return bool(self.unsaid) or self.outcome == "worth-asking"

    @property
    def spoken(self) -> str:
        """All of it as sentences, for a screen reader."""
        parts = (
            self.name.text,
            self.mark,
            self.fits,
            self.organization,
            self.areas and f"For {self.areas}",
            self.does.text.removeprefix(_CUT),
            self.opening,
            self.distance,
            self.both,
            self.ways,
            self.checked,
            self.unsaid,
        )
        return " ".join(ended(part) for part in parts if part)


def line(result: Result, vocabulary: Vocabulary, query: Query | None = None, today: date | None = None) -> Line:
    """A search result in words, with what answers ``query`` marked; ``today`` is London's where it is not given."""
    marker = Marker(query, result.matched)
    usable = result.status != "closed"
    known = usable and result.stance != "not-stated"
    return Line(
        key=result.key,
        id=result.id,
        name=Marked(result.name, marker.marks(result.name, name=True)),
        mark="" if result.status == "active" else vocabulary.label("status", result.status),
        organization=result.organization,
        areas=listed(result.areas, "and"),
        does=_in_sight(Marked(result.description, marker.marks(result.description))),
        ways=_ways(result, vocabulary) if usable else "",
        stance=result.stance,
        both=f"Both needs: {lower_first(vocabulary.label('stance', result.stance))}" if known else "",
        state=result.open.state,
        opening=opening_words(result.open) if usable and result.open.state != "unknown" else "",
        distance=say_distance(result.distance_m) if usable and result.distance_m is not None else "",
        checked=_checked(result, today),
        unsaid=_unsaid(result),
        points=result.points if usable else (),
        outcome=result.outcome,
    )


def _ways(result: Result, vocabulary: Vocabulary) -> str:
    return listed([vocabulary.label("route", route) for route in result.routes], "or", lower=True)


def _unsaid(result: Result) -> str:
    """The filters it does not say anything about; what a person said has words of its own."""
    names = [_FILTERS.get(name, name) for name in result.not_said if name != "fits"]
    return f"Does not say: {listed(names, 'or')}" if names else ""


def _in_sight(does: Marked) -> Marked:
    """The same, begun later where the first mark would otherwise be out of sight: at its sentence, or a word."""
    if not does.marks or does.marks[0][1] <= _IN_SIGHT:
        return does
    first = does.marks[0][0]
    sentence = does.text.rfind(". ", first - _IN_SIGHT, first) + 2
    start = sentence if sentence > 1 else does.text.rfind(" ", 0, first - _BEFORE) + 1
    by = len(_CUT) - start
    return Marked(_CUT + does.text[start:], tuple((begin + by, end + by) for begin, end in does.marks))


def _checked(result: Result, today: date | None) -> str:
    today = today or london_now().date()
    if result.website_read > (result.checked or ""):
        told = f"Checked {_ago(date.fromisoformat(result.checked), today)}" if result.checked else "Nobody asked them"
        return f"{told}; website read {_ago(date.fromisoformat(result.website_read), today)}"
    if result.checked:
        return f"Checked {_ago(date.fromisoformat(result.checked), today)}"
    return f"Never checked; page of {plain_date(result.newest)}" if result.newest else "Never checked; undated page"


def _ago(day: date, today: date) -> str:
    """How long before today: ``"3 months ago"``; the day itself where it is still to come."""
    days = (today - day).days
    if days < 0:
        return f"on {plain_date(day.isoformat())}"
    for length, name in _DAYS_AGO:
        count = days // length
        if count:
            return "yesterday" if days == 1 else f"{count} {name}{'s' if count > 1 else ''} ago"
    return "today"


def opening_words(opening: Opening) -> str:
    """Whether it is open, and the date of the page that says so: ``"Walk in now, until 17:00 (hours from 2019)"``."""
    dated = plain_date(opening.as_of).removeprefix("pages of ")
    return f"{opening.says} (hours from {dated})" if dated and opening.state != "unknown" else opening.says


def understood(query: Query) -> str:
    """What was taken for the words typed, in one line; empty where they were taken as they are."""
    return " ".join(_taken(query))


def _taken(query: Query) -> Iterator[str]:
    if query.corrections:
        yield f"Showing results for {listed([f'“{made.to}”' for made in query.corrections], 'and')}."
    turns = zip_longest(*(expansion.to for expansion in query.expansions))
    also = list(dict.fromkeys(word for turn in turns for word in turn if word))[:_MOST_EXPANSIONS]
    if also:
        yield f"Also looked for: {', '.join(also)}."
