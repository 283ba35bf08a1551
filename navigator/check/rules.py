"""The rules of a service as Check reads them, and what a rule comes to for what is known of a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from navigator.check.known import Known
from navigator.directory import Criterion, Listing, Source, Vocabulary
from navigator.find.wording import listed

EVERYWHERE: Final = frozenset({"England", "UK"})
"""Areas that hold every borough."""
ALL_BOROUGHS: Final = "London"
COVERS: Final = "covers"
"""The rule made of the areas a service covers: hard, but not one it states."""
_AGE, _AREA, _OTHER = "age", "area", "other"
_EVERYBODY_HAS: Final = frozenset({"gender", "housing", "recourse", "gp"})
"""Facets of which one value or another is true of everybody; of others, such as exploitation, none may be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``criterion`` as the listing has it, None for the areas it covers.

    ``values`` are any-of; ``minimum`` and ``maximum`` are ages in whole years, ends included. Areas are boroughs by
    name. ``everybody``: whoever is asked meets it, as in "whatever their immigration status", so that nobody has to say
    which value is theirs. ``all_of_london``: its boroughs are all there are.
    """

    facet: str
    rule: str
    strength: str
    values: tuple[str, ...]
    minimum: int | None
    maximum: int | None
    source: Source | None
    criterion: Criterion | None
    everybody: bool = False
    all_of_london: bool = False

    @property
    def hard(self) -> bool:
        """Whether nobody is taken against it."""
        return self.strength == "hard"

    @property
    def computed(self) -> bool:
        """Whether answers can decide it; one that only its note tells is asked about instead."""
        return self.facet == _AGE or (bool(self.values) and self.facet != _OTHER)

    def holds(self, known: Known) -> bool | None:
        """Whether what is known meets the rule; None where that is not known, or where answers cannot decide it."""
        inside = self.everywhere or self._inside(known)
        return inside if inside is None or self.rule != "excludes" else not inside

    @property
    def everywhere(self) -> bool:
        """Whether it is about an area that holds every borough there is."""
        return self.everybody and self.facet == _AREA

    def _inside(self, known: Known) -> bool | None:
        if self.facet == _AGE:
            return None if known.age is None else self.takes_age(known.age)
        said = [known.said(self.facet, value) for value in self.values]
        if True in said:
            return True
        return None if None in said or not said else False

    def areas(self, last: str) -> str:
        """Its boroughs in words: ``"Lambeth and Southwark"``, ``"all of London"``."""
        return "all of London" if self.all_of_london else listed(self.values, last)

    def takes_age(self, age: int) -> bool:
        """Whether an age lies in the range."""
        return (self.minimum is None or age >= self.minimum) and (self.maximum is None or age <= self.maximum)


@dataclass(frozen=True, slots=True)
class Scope:
    """What rules are read against: the boroughs that all of London holds, and every value of each facet."""

    boroughs: tuple[str, ...]
    values: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, vocabulary: Vocabulary, boroughs: Sequence[str]) -> "Scope":
        """The values are those of a vocabulary."""
        values = {facet: frozenset(vocabulary.codes(f"value.{facet}")) for facet in vocabulary.codes("facet")}
        return cls(tuple(boroughs), values)

    def areas(self, areas: Sequence[str]) -> tuple[str, ...] | None:
        """Areas as boroughs by name, and None for everywhere."""
        if not EVERYWHERE.isdisjoint(areas):
            return None
        spread = (self.boroughs if area == ALL_BOROUGHS else (area,) for area in areas)
        return tuple(dict.fromkeys(borough for some in spread for borough in some))

    def all_of_london(self, boroughs: Sequence[str]) -> bool:
        """Whether these are all the boroughs there are."""
        return bool(self.boroughs) and frozenset(boroughs) >= frozenset(self.boroughs)

    def read(self, facet: str, rule: str, values: Sequence[str]) -> tuple[Sequence[str], bool]:
        """The values of a rule, areas as boroughs, and whether everybody has one of those it asks for."""
        within = self.areas(values) if facet == _AREA else values
        if within is None:
            return values, rule == "requires"
        every = self.values.get(facet, frozenset()) if facet in _EVERYBODY_HAS else frozenset()
        return within, rule == "requires" and bool(every) and every.issubset(within)


def rules_of(listing: Listing, scope: Scope) -> tuple[Rule, ...]:
    """Every rule of a service: those it states, in its order, then the areas it covers unless they are everywhere."""
    return (*(_stated(criterion, listing, scope) for criterion in listing.eligibility), *_covers(listing, scope))


def _stated(criterion: Criterion, listing: Listing, scope: Scope) -> Rule:
    facet, rule = criterion.facet, criterion.rule
    values, everybody = scope.read(facet, rule, criterion.values)
    ages, source = (criterion.minimum, criterion.maximum), listing.source(criterion.source)
    wide = facet == _AREA and scope.all_of_london(values)
    return Rule(facet, rule, criterion.strength, tuple(values), *ages, source, criterion, everybody, wide)


def _covers(listing: Listing, scope: Scope) -> Iterator[Rule]:
    values = scope.areas(listing.areas)
    if values:
        source = listing.sources[0] if listing.sources else None
        wide = scope.all_of_london(values)
        yield Rule(_AREA, COVERS, "hard", values, None, None, source, None, all_of_london=wide)
