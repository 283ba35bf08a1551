"""Before you send someone: what stands out about each service on a shortlist, at one moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from navigator.check.guidance import Challenges, read_guidance
from navigator.check.known import RulesOut
from navigator.check.questions import read_questions
from navigator.directory import Listing
from navigator.find.parts import Part
from navigator.find.ringing import ringing
from navigator.find.sheet import opening_of
from navigator.find.wording import lower_first
from navigator.refer.cautions import GRADES, Caution, Grade, Look, cautions, gone
from navigator.refer.fresh import age
from navigator.refer.pairs import between
from navigator.refer.shortlist import Stop
from navigator.refer.stop_facts import StopFacts

MOST: Final = 6
"""How many cautions are shown of a service; those that only are good to know give way."""
NOTHING: Final = "Nothing found against it"
_AT_RISK: Final = frozenset({"domestic-abuse", "sexual-violence", "exploitation"})
_HIDDEN: Final = frozenset({"refuge"})
_ABOUT_CHECKS: Final = frozenset({"checked", "unchecked", "old", "old-hours"})


@dataclass(frozen=True, slots=True)
class Before:
    """What to know before sending someone to one service.

    ``cautions`` have the worst first, and ``worst`` is its grade, None for none. ``asks`` are ready to read out, the
    most useful first; ``ring`` is whom to ring. ``opening`` says whether it can be used now, "" where it does not say.
    ``gone``: the directory holds it no longer. ``discreet``: a sheet that names it may put the person at risk.
    """

    id: str
    name: str
    organization: str
    cautions: tuple[Caution, ...]
    asks: tuple[str, ...]
    ring: tuple[Part, ...]
    opening: str
    gone: bool
    worst: Grade | None
    discreet: bool

    @property
    def headline(self) -> str:
        """The one thing that matters most, in a line: ``"Ring first: hours are from a 2012 page"``."""
        first = next(iter(self.cautions), None)
        if first is None:
            return NOTHING
        if first.grade != GRADES[-1]:
            return f"{first.label}: {_first_sentence(first.says)}"
        checks = [one for one in self.cautions if one.kind in _ABOUT_CHECKS]
        return f"{NOTHING}; {_first_sentence(checks[0].says)}" if checks else NOTHING


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The reviewed text that cautions draw on: what to quote to a refusal, and which answers rule out which."""

    challenges: Challenges
    rules_out: RulesOut


@cache
def shipped() -> Reviewed:
    """What ships, read once."""
    return Reviewed(read_guidance(), read_questions().rules_out)


def before(
    stops: Sequence[Stop], facts: Sequence[StopFacts], ways: frozenset[str], reviewed: Reviewed | None = None
) -> tuple[Before, ...]:
    """What to know of each stop, in order; one that has no ``facts`` is gone from the directory.

    ``ways`` are the codes of ``route`` that the worker can use. ``reviewed`` is what ships for None; reading it raises
    NavigatorError where a file is missing or malformed.
    """
    reviewed = reviewed or shipped()
    held = {one.listing.id: one for one in facts}
    pairs = between(facts, reviewed.rules_out)
    return tuple(
        _before(Look(held[stop.id], ways, reviewed.challenges), pairs) if stop.id in held else _gone(stop)
        for stop in stops
    )


def is_discreet(listing: Listing) -> bool:
    """Whether a sheet naming a service may put the person at risk: its purpose, or a confidential place."""
    hidden = any(place.confidential for place in listing.locations)
    return hidden or not _AT_RISK.isdisjoint(listing.needs) or not _HIDDEN.isdisjoint(listing.service_types)


def _gone(stop: Stop) -> Before:
    caution = gone(stop.name)
    return Before(stop.id, stop.name, "", (caution,), (), (), "", gone=True, worst=caution.grade, discreet=False)


def _before(look: Look, pairs: Mapping[str, tuple[Caution, ...]]) -> Before:
    facts = look.facts
    listing, now = facts.listing, facts.hours.at
    opening = opening_of(listing, now)
    found = _foremost(cautions(look, pairs.get(listing.id, ())))
    return Before(
        id=listing.id,
        name=listing.name,
        organization=listing.organization.name,
        cautions=found,
        asks=() if listing.status == "closed" else tuple(dict.fromkeys(_asks(facts))),
        ring=tuple(ringing(listing, facts.instead)),
        opening=opening.says if listing.hours.opening_hours or listing.status == "closed" else "",
        gone=False,
        worst=found[0].grade if found else None,
        discreet=is_discreet(listing),
    )


def _foremost(found: Sequence[Caution]) -> tuple[Caution, ...]:
    """The worst first, as many as can be read; that there is no number is said once, where nothing else says it."""
    rings = any(one.grade == "first" and one.do for one in found)
    told = [one for one in found if not (rings and one.kind == "number")]
    ordered = sorted(told, key=lambda one: GRADES.index(one.grade))
    pressing = sum(one.grade != GRADES[-1] for one in ordered)
    return tuple(_told_once(ordered[: max(MOST, pressing)]))


def _told_once(some: Sequence[Caution]) -> Iterator[Caution]:
    """The same, without what to do where one before says just that."""
    told: set[str] = set()
    for one in some:
        yield replace(one, do="") if one.do in told else one
        told.add(one.do)


def _asks(facts: StopFacts) -> Iterator[str]:
    yield from age(facts.listing, facts.hours.at.date()).questions
    yield from facts.asks


def _first_sentence(text: str) -> str:
    return lower_first(text.partition(". ")[0].removesuffix("."))
