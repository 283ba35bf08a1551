"""What happened after a referral, as counts that nothing about a person can be read from."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from navigator.find.wording import listed
from navigator.refer.figures import Figure, quarter_in_words

Outcome = Literal["taken-on", "waiting", "refused", "wrong"]

REASONS: Final[Mapping[str, str]] = {
    "drinking-or-using": "drinking or using",
    "mental-health": "mental health",
    "area": "area or local connection",
    "papers": "no ID or papers",
    "immigration": "immigration status",
    "risk": "risk",
    "no-space": "no space",
    "missed": "missed appointments",
    "other": "another rule",
}
"""What people are refused and passed on for, by code.

How many there are matters: with a multiple of five, a total could tell that each of them was noted four times.
"""
FIELDS: Final[Mapping[str, str]] = {
    "phone": "phone",
    "address": "address",
    "hours": "hours",
    "who": "who it takes",
    "closed": "it has closed",
    "other": "something else",
}
"""What can be wrong with a listing, by code."""
SHOWN_QUARTERS: Final = 4
"""How many quarters of a service are shown."""

_NAMES: Final[Mapping[Outcome, str]] = {
    "taken-on": "taken on",
    "waiting": "waiting",
    "refused": "refused",
    "wrong": "listing wrong",
}
_DETAILS: Final[Mapping[Outcome, Mapping[str, str]]] = {
    "taken-on": {"": ""},
    "waiting": {"": ""},
    "refused": REASONS,
    "wrong": FIELDS,
}
_ABOUT_PEOPLE: Final[tuple[Outcome, ...]] = ("taken-on", "waiting", "refused")
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_COLUMNS: Final = (
    "Service",
    "Name",
    "Quarter (one with fewer than 5 of every outcome is left out)",
    "Outcome",
    "Reason",
    "How many (told in fives; fewer than 5 may be none; all reasons together are counted before they are put in fives)",
)
_ANY_REASON: Final = "all reasons"
_WITHHELD: Final = "Figures are told in fives, and any under five is withheld."
_NO_ROWS: Final = "So far there is none to tell: the table has only its headings."


@dataclass(frozen=True, slots=True)
class What:
    """What happened: an outcome, with why somebody was refused or what is wrong with the listing.

    Raises ValueError for what is on neither list.
    """

    outcome: Outcome
    detail: str = ""

    def __post_init__(self) -> None:
        if self.detail not in _DETAILS.get(self.outcome, ()):
            raise ValueError(f"{self.outcome} {self.detail} is not an outcome")

    @property
    def name(self) -> str:
        """What it is called below the heading of its section: ``"drinking or using"``."""
        return _DETAILS[self.outcome][self.detail] or _NAMES[self.outcome]

    @property
    def says(self) -> str:
        """In words: ``"refused because of drinking or using"``."""
        match self.outcome:
            case "refused":
                return f"refused because of {self.name}"
            case "wrong":
                return f"the listing is wrong: {self.name}"
        return self.name


CHOICES: Final[tuple[tuple[str, tuple[What, ...]], ...]] = (
    ("It went on", (What("taken-on"), What("waiting"))),
    ("Refused because of", tuple(What("refused", reason) for reason in REASONS)),
    ("The listing is wrong", tuple(What("wrong", field) for field in FIELDS)),
)
"""Everything that can be noted, under headings, in the order it is offered."""

Counts = Mapping[What, int]
"""How often each was noted, of one service in one quarter."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """What workers met at one service in one quarter, such as "2026-Q4".

    ``reasons`` are those that somebody was refused for five times or more, by their codes.
    """

    quarter: str
    taken_on: Figure
    waiting: Figure
    refused: Figure
    reasons: Mapping[str, Figure]

    @classmethod
    def of(cls, quarter: str, counts: Counts) -> "Quarter":
        """The figures of a quarter's counts."""
        reasons = {reason: Figure.of(counts.get(What("refused", reason), 0)) for reason in REASONS}
        refused = sum(count for what, count in counts.items() if what.outcome == "refused")
        return cls(
            quarter=quarter,
            taken_on=Figure.of(counts.get(What("taken-on"), 0)),
            waiting=Figure.of(counts.get(What("waiting"), 0)),
            refused=Figure.of(refused),
            reasons={reason: figure for reason, figure in reasons.items() if not figure.withheld},
        )

    @property
    def withheld(self) -> bool:
        """Whether every figure of it is."""
        return self.taken_on.withheld and self.waiting.withheld and self.refused.withheld

    @property
    def when(self) -> str:
        """Which quarter, in words."""
        return quarter_in_words(self.quarter)

    @property
    def says(self) -> tuple[str, str, str]:
        """A line for each outcome, that somebody was taken on first."""
        why = f", most often for {listed(self.most_often, 'and')}" if self.reasons else ""
        return f"Taken on: {self.taken_on}", f"Waiting: {self.waiting}", f"Refused: {self.refused}{why}"

    @property
    def most_often(self) -> tuple[str, ...]:
        """What people were refused for most often, in words: several where their figures are the same."""
        most = max(self.reasons.values(), default=None)
        return tuple(REASONS[reason] for reason, figure in self.reasons.items() if figure == most)


@dataclass(frozen=True, slots=True)
class Met:
    """What workers met at one service: the quarters with a figure to show, newest first, and what they found wrong."""

    quarters: tuple[Quarter, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def wrong_says(self) -> str:
        """What was reported wrong, in a sentence; "" where nothing was."""
        return f"Reported wrong: {', '.join(self.wrong)}. Nobody has checked this yet." if self.wrong else ""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a coordinator should look at in one listing: ``wrong`` in words, ``refusals`` where a figure says so."""

    id: str
    wrong: tuple[str, ...]
    refusals: bool


def met(by_quarter: Mapping[str, Counts]) -> Met:
    """What to show of one service's counts."""
    quarters = (Quarter.of(quarter, counts) for quarter, counts in sorted(by_quarter.items(), reverse=True))
    shown = tuple(quarter for quarter in quarters if not quarter.withheld)[:SHOWN_QUARTERS]
    return Met(shown, wrong_of(by_quarter.values()))


def wrong_of(each: Iterable[Counts]) -> tuple[str, ...]:
    """What was reported wrong, in words, each once."""
    reported = Counter(what for counts in each for what, count in counts.items() if count and what.outcome == "wrong")
    return tuple(words for field, words in FIELDS.items() if What("wrong", field) in reported)


def to_csv(counted: Mapping[str, Mapping[str, Counts]], names: Mapping[str, str]) -> bytes:
    """The figures of every service, by its id, and quarter as a table for commissioners, ready for Excel.

    ``names`` are the services' names; one without is named by its id. No cell begins a formula: one that would has an
    apostrophe before it. Counts that are told by the same figures give the same table.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for service_id in sorted(counted):
        for quarter, counts in sorted(counted[service_id].items()):
            figures = Quarter.of(quarter, counts)
            if not figures.withheld:
                start = service_id, names.get(service_id, service_id), quarter
                table.writerows(tuple(map(_defused, (*start, *row))) for row in _rows(figures))
    return written.getvalue().encode("utf-8-sig")


def told_of(*, figures: bool) -> str:
    """How figures are withheld, for whoever saved a table; ``figures`` says whether any are in it."""
    return _WITHHELD if figures else f"{_WITHHELD} {_NO_ROWS}"


def _rows(figures: Quarter) -> Iterator[tuple[str, str, str]]:
    for outcome, figure in zip(_ABOUT_PEOPLE, (figures.taken_on, figures.waiting, figures.refused), strict=True):
        yield _NAMES[outcome], _ANY_REASON if outcome == "refused" else "", str(figure)
    for reason, words in REASONS.items():
        yield _NAMES["refused"], words, str(figures.reasons.get(reason, Figure(0)))


def _defused(text: str) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
