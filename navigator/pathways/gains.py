"""What going to one service can change for another: reviewed data, never worse circumstances and never a price.

The text is in ``resources/changes.toml``, beside what Check reads there. Whatever is not in it is never part of a way
in: nobody is told to be worse off, to give anything up, or to be somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from navigator.check.answers import Answers, Value
from navigator.check.guidance import CONFIDENCES, OUR_REASONING, Page, mark_of, read_page
from navigator.resources import resource
from navigator.reviewed import Table

Sure = Literal["usually", "maybe"]
SURE: Final[tuple[Sure, ...]] = ("usually", "maybe")
"""How likely a change is, the likelier first."""
MAY_CHANGE: Final = ("gp", "housing", "mental-health", "recourse")
"""The facets that a service can change for the better; all others are who somebody is, or theirs alone to decide."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What somebody has once they have been to a service of some kind.

    ``gives`` is the value that becomes a yes, None where it is only a referral; ``refers`` the ways in that the service
    can refer through. ``only_for`` are values of the same facet: it is only for people who said yes to one of them, and
    for whoever does not have it where there are none. ``needs``, ``types`` and ``applied_to`` (only where anyone may
    apply) say which services can do it; ``local``, only those that cover an area of the service that says no.
    """

    id: str
    gives: Value | None
    only_for: tuple[str, ...]
    refers: tuple[str, ...]
    title: str
    changes: str
    do: str
    needs: tuple[str, ...]
    types: tuple[str, ...]
    applied_to: bool
    local: bool
    sure: Sure
    sources: tuple[Page, ...]
    confidence: str

    @property
    def facet(self) -> str:
        """The facet it changes, "" where it is only a referral."""
        return self.gives[0] if self.gives else ""

    @property
    def mark(self) -> str:
        """What to read beside it where nobody read it in a source, else ""."""
        return mark_of(self.confidence)

    @property
    def source_says(self) -> str:
        """Where it comes from, in words."""
        return "; ".join(page.says for page in self.sources) or OUR_REASONING


@dataclass(frozen=True, slots=True)
class Referrer:
    """Somebody who can refer already, by what was said: a yes to one of ``values`` of ``facet``."""

    route: str
    facet: str
    values: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Gains:
    """The whole list, in order."""

    each: tuple[Gain, ...]
    referrers: tuple[Referrer, ...]

    def referring(self, answers: Answers) -> dict[str, str]:
        """The ways in through which somebody who gave these answers can be referred already, each in words."""
        return {
            one.route: one.says
            for one in self.referrers
            if any((one.facet, value) in answers.yes for value in one.values)
        }

    def words(self, route: str) -> str:
        """Who refers through a way in, in words; "" where that is nobody who stands behind somebody already."""
        return next((one.says for one in self.referrers if one.route == route), "")


def read_gains(path: Path | None = None) -> Gains:
    """The gains in a file, the shipped one for None.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed, or that changes what
    no service may be asked to change.
    """
    top = Table.read(path or resource("changes.toml"))
    return Gains(tuple(map(_gain, top.tables("gain"))), tuple(_referrers(top)))


def _gain(table: Table) -> Gain:
    known = ("id", "facet", "value", "only_for", "refers", "title", "changes", "do", "types", "needs")
    table.only(*known, "applied_to", "local", "sure", "sources", "confidence")
    refers = table.texts("refers")
    gives = (table.one_of("facet", MAY_CHANGE), table.text("value")) if "facet" in table.entries else None
    if gives is None and not refers:
        raise table.wrong("it needs a 'facet' and a 'value', or 'refers'")
    return Gain(
        id=table.text("id"),
        gives=gives,
        only_for=table.texts("only_for"),
        refers=refers,
        title=table.text("title"),
        changes=table.text("changes"),
        do=table.text("do"),
        needs=table.texts("needs"),
        types=table.texts("types", needed=True),
        applied_to=table.flag("applied_to"),
        local=table.flag("local"),
        sure=_sure(table),
        sources=tuple(read_page(source) for source in table.tables("sources")),
        confidence=table.one_of("confidence", CONFIDENCES),
    )


def _sure(table: Table) -> Sure:
    told = table.one_of("sure", SURE)
    return next(sure for sure in SURE if sure == told)


def _referrers(top: Table) -> Iterator[Referrer]:
    for table in top.tables("referrer"):
        table.only("route", "facet", "values", "says")
        yield Referrer(table.text("route"), table.text("facet"), table.texts("values", needed=True), table.text("says"))
