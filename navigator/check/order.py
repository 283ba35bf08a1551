"""The order of services that stand alike: what can be reached today first, then what suits one person best.

Before that come those with no hard rule unmet, those that are mainly for what somebody came for, and those with less
to ask.

A bit stands for a service. The order is worked out for as many services as are shown and no more, by splitting bit
sets, so that 100,000 services take a few milliseconds.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from navigator.check.bits import keys, union
from navigator.check.engine import Engine, Standing
from navigator.check.known import Known
from navigator.check.rules import Scope
from navigator.directory.entry import area_code
from navigator.find.facts import Facts

Tiers = Sequence[int]
"""Disjoint bit sets, the first come first; what is in none of them comes last."""

_STANCES: Final = ("integrated", "accepts", "joint-working", "not-stated", "stabilise-first", "excludes")
_MENTAL: Final = ("mental-health",)
_SUBSTANCES: Final = ("substance-use", "alcohol", "drugs")
_NOT_A_NEED: Final = "none"
_WIDE: Final = ("london", "england", "uk")
_MOST_ASKED: Final = 6
_FEW: Final = 400
"""Up to so many services are sorted; more are met in the order of all."""


class Order:
    """Puts services of one directory in order for one person."""

    def __init__(self, connection: sqlite3.Connection, facts: Facts, engine: Engine, scope: Scope) -> None:
        """Of the directory behind this connection, with its facts and its rules."""
        self._connection = connection
        self._facts = facts
        self._engine = engine
        self._scope = scope

    def best(self, services: int, known: Known, standing: Standing, soonest: Tiers) -> Iterator[int]:
        """The keys of some services, best first, each found when it is asked for; ``soonest`` as ``Doors.tiers``."""
        stances = [self._facts.code(f"stance:{stance}") for stance in _STANCES] if _both_needs(known) else []
        levels = (
            (~standing.hard,),
            (self._mainly_for(known),),
            self._fewest_asked(standing),
            soonest,
            stances,
            (self._first_for(known),),
            self._nearest(known),
        )
        return self._split(services, levels)

    def before(self, key: int, known: Known, soonest: Tiers) -> int:
        """The services that come before one by what they are, not by what is said of somebody."""
        sooner = 0
        for tier in soonest:
            if tier >> key & 1:
                break
            sooner |= tier
        mainly = self._mainly_for(known)
        return mainly & sooner if mainly >> key & 1 else mainly | sooner

    def _mainly_for(self, known: Known) -> int:
        return union(self._mainly.get(need, 0) for need in known.answers.needs)

    def _split(self, services: int, levels: Sequence[Tiers]) -> Iterator[int]:
        if not services:
            return
        if not levels:
            yield from self._freshest(services)
            return
        left = services
        for tier in levels[0]:
            yield from self._split(left & tier, levels[1:])
            left &= ~tier
        yield from self._split(left, levels[1:])

    def _freshest(self, services: int) -> Iterator[int]:
        """The latest checked first, then those of the newest pages, then by name."""
        if services.bit_count() > _FEW:
            return filter(self._facts.holds(services), self._ranked)
        return iter(sorted(keys(services), key=self._rank.__getitem__))

    def _fewest_asked(self, standing: Standing) -> Tiers:
        """The services with nothing to ask, with one thing, with two and so on."""
        asks = [*standing.unknown.values(), standing.soft, self._engine.settled_by_asking]
        at_least = [self._facts.everyone] + [0] * _MOST_ASKED
        for some in asks:
            for count in range(_MOST_ASKED, 0, -1):
                at_least[count] |= at_least[count - 1] & some
        return [fewer & ~more for fewer, more in pairwise(at_least)]

    def _first_for(self, known: Known) -> int:
        """The services that put somebody first of whom this is known."""
        return union(
            services
            for (facet, value, minimum, maximum), services in self._priorities.items()
            if (_takes(known.age, minimum, maximum) if facet == "age" else known.said(facet, value))
        )

    def _nearest(self, known: Known) -> Tiers:
        """Those that name a borough the person named, then those of all London, England and the United Kingdom."""
        local = union(self._facts.code(f"area:{area_code(name)}") for name in known.answers.of("area")[0])
        return [local, *(self._facts.code(f"area:{wide}") for wide in _WIDE)]

    @cached_property
    def _mainly(self) -> dict[str, int]:
        """The services by the need they name first."""
        found: dict[str, list[int]] = {}
        for key, need in self._connection.execute(_MAINLY):
            found.setdefault(need, []).append(key)
        return {need: self._facts.bits_of(having) for need, having in found.items()}

    @cached_property
    def _priorities(self) -> dict[tuple[str, str, int | None, int | None], int]:
        found: dict[tuple[str, str, int | None, int | None], list[int]] = {}
        for key, facet, value, minimum, maximum in self._connection.execute(_PRIORITIES):
            for name in (self._scope.areas([value]) or ()) if facet == "area" else (value,):
                found.setdefault((facet, name, minimum, maximum), []).append(key)
        return {rule: self._facts.bits_of(having) for rule, having in found.items()}

    @cached_property
    def _ranked(self) -> tuple[int, ...]:
        return tuple(key for (key,) in self._connection.execute(_RANKED))

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {key: at for at, key in enumerate(self._ranked)}


def _both_needs(known: Known) -> bool:
    """Whether the person spoke of their mental health and of alcohol or drugs."""
    told = {facet for facet, value in known.answers.yes if value != _NOT_A_NEED} | set(known.answers.needs)
    return not told.isdisjoint(_MENTAL) and not told.isdisjoint(_SUBSTANCES)


def _takes(age: int | None, minimum: int | None, maximum: int | None) -> bool:
    return age is not None and (minimum is None or age >= minimum) and (maximum is None or age <= maximum)


_MAINLY: Final = """
SELECT service_key, code FROM (
  SELECT service_key, code, min(position) FROM attribute WHERE taxonomy = 'need' GROUP BY service_key
)
"""
_PRIORITIES: Final = """
SELECT c.service_key, c.facet, coalesce(v.value, ''), c.minimum, c.maximum
FROM criterion c LEFT JOIN criterion_value v ON v.criterion_key = c.key
WHERE c.rule = 'prioritises' AND c.facet <> 'other'
"""
_RANKED: Final = """
SELECT e.key FROM search_entry e
LEFT JOIN (
  SELECT service_key, max(checked_on) AS day FROM verification WHERE method <> 'website' GROUP BY service_key
) v ON v.service_key = e.key
ORDER BY coalesce(v.day, '') DESC, e.fresh DESC, e.name, e.key
"""
