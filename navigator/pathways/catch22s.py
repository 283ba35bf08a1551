"""Rules that block one another, how to break each loop, and where it bites.

The text is ``resources/pathways/catch-22s.toml``, reviewed line by line.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.check.guidance import mark_of
from navigator.directory import Criterion, Listing
from navigator.pathways.claims import CLAIM_KEYS, Cited, Sources, pathway_file, read_sources, refuse_twins
from navigator.reviewed import Table

if TYPE_CHECKING:
    from navigator.check.advice import Candidate

DOCUMENT: Final = "document"
STANCE: Final = "stance"
"""What a listing says beside its rules about a person: papers to bring, and what it says to someone with both needs."""
AREA: Final = "area"
REQUIRES: Final = "requires"
EXCLUDES: Final = "excludes"
SAYS: Final = "says"
_KEYS: Final = ("id", "name", "loop", "how_to_break_it", "guidance", "transitions", "steps", "half")


@dataclass(frozen=True, slots=True)
class Half:
    """What a listing says that is half of a loop, at services of any of ``types``, or of any type for none.

    For a facet of a person, ``rule`` is "requires" or "excludes" with any of ``values``; for ``AREA`` the values are
    words of the rule's note, for ``DOCUMENT`` words of a paper's name, and for ``STANCE`` stances.
    """

    facet: str
    rule: str
    values: tuple[str, ...]
    types: tuple[str, ...]

    def is_at(self, types: Iterable[str]) -> bool:
        """Whether it can bite at a service of these types."""
        return not self.types or not set(self.types).isdisjoint(types)

    def is_rule(self, criterion: Criterion) -> bool:
        """Whether one rule is this half: it shuts out any of the values, or takes nobody but them."""
        if (criterion.facet, criterion.rule) != (self.facet, self.rule):
            return False
        if self.facet == AREA:
            return any(value in (criterion.note or "").casefold() for value in self.values)
        if self.rule == REQUIRES:
            return bool(criterion.values) and set(criterion.values) <= set(self.values)
        return not set(criterion.values).isdisjoint(self.values)

    def is_said_by(self, listing: Listing) -> bool:
        """Whether a listing says it, in a rule, in the papers it asks for, or to someone with both needs."""
        if not self.is_at(listing.service_types):
            return False
        if self.facet == DOCUMENT:
            papers = " ".join(listing.required_documents).casefold()
            return any(re.search(rf"\b{re.escape(word)}\b", papers) for word in self.values)
        if self.facet == STANCE:
            return listing.stance.stance in self.values
        return any(map(self.is_rule, listing.eligibility))


@dataclass(frozen=True, slots=True)
class Bites:
    """Where a loop bites: on steps of situations, by id and number; at transitions, by id; and on its halves."""

    steps: tuple[tuple[str, int], ...]
    transitions: tuple[str, ...]
    halves: tuple[Half, ...]

    @property
    def facets(self) -> frozenset[str]:
        """The facets whose rule can be half of it."""
        return frozenset(half.facet for half in self.halves)

    def on_rule(self, criterion: Criterion, types: Iterable[str]) -> bool:
        """Whether one rule of a service of these types is half of the loop, as on a says-no in Check."""
        return any(half.is_rule(criterion) and half.is_at(types) for half in self.halves)

    def on_listing(self, listing: Listing) -> bool:
        """Whether anything a listing says is half of the loop."""
        return any(half.is_said_by(listing) for half in self.halves)


@dataclass(frozen=True, slots=True)
class Catch22:
    """Two or more rules that block one another. ``guidance`` are ids of the pieces of guidance to quote."""

    id: str
    name: str
    loop: tuple[str, ...]
    how_to_break_it: str
    guidance: tuple[str, ...]
    sources: tuple[Cited, ...]
    confidence: str
    scope: str
    bites: Bites

    @property
    def caution(self) -> str:
        """What to read beside it where nobody read it in its source, else ""."""
        return mark_of(self.confidence)


def on_step(catch22s: Iterable[Catch22], situation: str, n: int) -> tuple[Catch22, ...]:
    """Those that bite on a step of a situation."""
    return tuple(one for one in catch22s if (situation, n) in one.bites.steps)


def on_transition(catch22s: Iterable[Catch22], transition: str) -> tuple[Catch22, ...]:
    """Those that bite at a transition."""
    return tuple(one for one in catch22s if transition in one.bites.transitions)


def on_listing(catch22s: Iterable[Catch22], listing: Listing) -> tuple[Catch22, ...]:
    """Those of which something a listing says is half; none where it has closed."""
    return tuple(one for one in catch22s if listing.status != "closed" and one.bites.on_listing(listing))


def on_candidate(catch22s: Collection[Catch22], one: "Candidate") -> tuple[Catch22, ...]:
    """The same for somebody: first those whose half is a rule they do not meet; a rule they meet is no half."""
    met = {finding.rule.criterion for finding in one.result.met}
    unmet = [finding.rule.criterion for finding in one.result.unmet if finding.rule.criterion]
    left = replace(one.listing, eligibility=tuple(rule for rule in one.listing.eligibility if rule not in met))
    refusing = {loop.id for loop in catch22s if any(loop.bites.on_rule(rule, left.service_types) for rule in unmet)}
    return tuple(sorted(on_listing(catch22s, left), key=lambda loop: loop.id not in refusing))


def read_catch22s(path: Path | None = None) -> tuple[Catch22, ...]:
    """The catch-22s of a file, the shipped one for None, in its order; their sources stand beside it.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    path = path or pathway_file("catch-22s.toml")
    top, sources = Table.read(path), read_sources(path)
    top.only("catch-22")
    found = tuple(_catch22(table, sources) for table in top.tables("catch-22"))
    refuse_twins(top, "catch-22", (one.id for one in found))
    return found


def _catch22(table: Table, sources: Sources) -> Catch22:
    table.only(*_KEYS, *CLAIM_KEYS)
    claim = sources.claim(table, "how_to_break_it")
    return Catch22(
        id=table.text("id"),
        name=table.text("name"),
        loop=table.texts("loop", needed=True),
        how_to_break_it=claim.text,
        guidance=table.texts("guidance"),
        sources=claim.sources,
        confidence=claim.confidence,
        scope=claim.scope,
        bites=_bites(table),
    )


def _bites(table: Table) -> Bites:
    steps = table.table("steps", needed=False)
    bites = Bites(
        steps=tuple((name, n) for name in steps.entries for n in steps.numbers(name)),
        transitions=table.texts("transitions"),
        halves=tuple(map(_half, table.tables("half"))),
    )
    if not (bites.steps or bites.transitions or bites.halves):
        raise table.wrong("it bites nowhere")
    return bites


def _half(table: Table) -> Half:
    table.only("facet", "rule", "values", "types")
    facet = table.text("facet")
    rules = {STANCE: (SAYS,), DOCUMENT: (REQUIRES,)}.get(facet, (REQUIRES, EXCLUDES))
    return Half(
        facet=facet,
        rule=table.one_of("rule", rules),
        values=table.texts("values", needed=True),
        types=table.texts("types"),
    )
