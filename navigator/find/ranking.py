"""How well a service answers a query, and why.

A concept is answered by its best evidence: how well the alternative stands for what was typed, times how much the field
it was found in says. Several pieces of evidence add up, never past 1. The score of a service is the mean over concepts
weighed by how telling each is; a service that is named, covers the borough asked for, or can be reached today gains.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from navigator.directory import Place, Point, distance_m
from navigator.directory.entry import ALIAS_BREAK, FIELDS
from navigator.find.lexicon import Lexicon
from navigator.find.query import Concept, Query
from navigator.find.thesaurus import Alternative

_FIELD_WEIGHTS: Final = dict(zip(FIELDS, (1.0, 0.95, 0.75, 0.8, 0.7, 0.7, 0.45), strict=True))
_COVERS_EVERYWHERE: Final = ("area:london", "area:england", "area:uk")
_METRES_IN_REACH: Final = 3_200
_PERSON: Final = frozenset(
    "gender recourse domestic-abuse criminal-justice family identity exploitation housing substance-use mental-health gp".split()
)
_SURE: Final = 0.6
_FOCUSED: Final = 1
_NEIGHBOURHOOD_M: Final = 700
NAMED: Final = 0.6
"""How much of a name must be in the query, and of the query in the name, for a service to count as named."""


@dataclass(frozen=True, slots=True)
class Match:
    """Why a service answers: what was typed, what was found for it, how that came about, and in which field."""

    typed: str
    found: str
    how: str
    field: str


class Entry:
    """What search reads of one service: padded folded words by field, codes, and the line a list shows."""

    __slots__ = ("__dict__", "_line", "codes", "fields", "key", "text")

    def __init__(self, key: int, *columns: str) -> None:
        """Take a row of ``search_entry`` in the order of its columns."""
        *texts, codes, line = columns
        self.key = key
        self.fields = tuple(f" {text} " for text in texts)
        self.text = "|".join(self.fields)
        self.codes = frozenset(codes.split(" "))
        self._line = line

    @cached_property
    def line(self) -> dict[str, Any]:
        """The line a list shows."""
        parsed: dict[str, Any] = json.loads(self._line)
        return parsed

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """The words of the name, of each other name, and of the organization."""
        also = self.fields[1].strip().split(f" {ALIAS_BREAK} ")
        return tuple(frozenset(name.split()) for name in (self.fields[0], *also) if name.strip())

    @cached_property
    def _needs(self) -> int:
        return sum(code.startswith("need:") for code in self.codes)

    def focus(self, code: str) -> float:
        """How much of the service is about a code: less where a need is one of many."""
        return math.sqrt(min(1.0, _FOCUSED / max(1, self._needs))) if code.startswith("need:") else 1.0

    def shuts_out(self, facets: Mapping[str, frozenset[str]]) -> bool:
        """Whether a stated rule lets in none of what was asked for on some facet, or shuts it out by name."""
        codes = self.codes
        return any(
            (f"only:{facet}" in codes and codes.isdisjoint(asked)) or not codes.isdisjoint(f"not-{code}" for code in asked)
            for facet, asked in facets.items()
        )

    def admits(self, age: int) -> bool:
        """Whether a stated age rule lets in somebody of an age in years."""
        limits = [code.split(":") for code in self.codes if code.startswith(("age-from:", "age-to:"))]
        return all(age >= int(limit) if name == "age-from" else age <= int(limit) for name, limit in limits)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Where the service can be visited, as far as known."""
        return tuple(Point(*point) for point in self.line["points"])

    def distance(self, place: Place | None) -> float | None:
        """Metres from a place to the nearest known point, or None."""
        if place is None or place.point is None or not self.points:
            return None
        origin = place.point
        return min(distance_m(origin, point) for point in self.points)


@dataclass(frozen=True, slots=True)
class Scored:
    """A service and how well it answers; ``closed`` ones that nobody named come after all others."""

    entry: Entry
    score: float
    answered: float
    matches: tuple[Match, ...]
    last: bool


def rank(query: Query, entries: Iterable[Entry], lexicon: Lexicon) -> list[Scored]:
    """The entries that answer the query at all, best first; ties by freshness, then name."""
    needles = [_needles(concept) for concept in query.concepts]
    facets = [asked for concept in query.concepts if (asked := _facets(concept))]
    scored = [found for entry in entries if (found := _score(query, needles, facets, entry, lexicon)) is not None]
    scored.sort(key=lambda found: (found.last, -round(found.score, 4), _staleness(found.entry), found.entry.fields[0]))
    return scored


def _staleness(entry: Entry) -> tuple[int, ...]:
    """Sorts the most recently checked first, then the newest page."""
    return tuple(-ord(character) for character in (entry.line["checked"] or "") + "~" + entry.line["newest"])


_Needle = tuple[Alternative, str, tuple[str, ...]]


def _needles(concept: Concept) -> list[_Needle]:
    """Alternatives with the padded text to look for, and their words where any order counts."""
    return [
        (
            alternative,
            f" {alternative.text} ",
            tuple(f" {word} " for word in alternative.text.split(" ")) if alternative.how == "words" else (),
        )
        for alternative in concept.alternatives
    ]


def _facets(concept: Concept) -> dict[str, frozenset[str]]:
    """What a concept says of the person, as criterion codes by facet."""
    asked: dict[str, set[str]] = {}
    for alternative in concept.alternatives:
        facet = alternative.text.partition(":")[0]
        if alternative.how == "code" and alternative.weight >= _SURE and facet in _PERSON:
            asked.setdefault(facet, set()).add(alternative.text)
    return {facet: frozenset(codes) for facet, codes in asked.items()}


def _score(
    query: Query,
    needles: Sequence[list[_Needle]],
    facets: Sequence[Mapping[str, frozenset[str]]],
    entry: Entry,
    lexicon: Lexicon,
) -> Scored | None:
    total = weight = covered = 0.0
    matches: list[Match] = []
    elsewhere = False
    for concept, looked_for in zip(query.concepts, needles, strict=True):
        evidence, found = _evidence(looked_for, entry)
        if concept.place is not None:
            nearness, elsewhere_now = _nearness(concept.place, entry)
            evidence = max(evidence, nearness) if nearness else evidence * 0.5
            elsewhere = elsewhere or elsewhere_now
        if found is not None:
            alternative, field = found
            matches.append(Match(concept.typed, alternative.shown or alternative.text, alternative.how, field))
        total += concept.rarity * evidence
        weight += concept.rarity
        if evidence > 0.12:
            covered += concept.rarity
    if not total:
        return None
    named = _named(query.named, entry, lexicon)
    score = total / weight * (0.4 + 0.6 * covered / weight) + 0.8 * named * named
    if elsewhere:
        score *= 0.35
    if any(entry.shuts_out(asked) for asked in facets) or (query.age is not None and not entry.admits(query.age)):
        score *= 0.45
    codes = entry.codes
    if "status:unclear" in codes:
        score *= 0.9
    last = "status:closed" in codes and named < NAMED
    return Scored(entry, score * _reach(codes), covered / weight, tuple(matches), last)


def _evidence(needles: list[_Needle], entry: Entry) -> tuple[float, tuple[Alternative, str] | None]:
    """How well one entry answers one concept (0 to 1), and the best piece of evidence with its field."""
    text, codes = entry.text, entry.codes
    missing = 1.0
    best = 0.0
    found: tuple[Alternative, str] | None = None
    for alternative, needle, parts in needles:
        if alternative.how == "code":
            if alternative.text not in codes:
                continue
            strength, field = alternative.weight * 0.85 * entry.focus(alternative.text), "codes"
            if alternative.beside and codes.isdisjoint(alternative.beside):
                strength *= 0.35
        elif parts:
            if not all(part in text for part in parts):
                continue
            strength, field = alternative.weight * _together(parts, entry), "details"
        else:
            if needle not in text:
                continue
            strength, field = _in_fields(needle, entry)
            strength *= alternative.weight
        missing *= 1 - 0.85 * strength
        if strength > best:
            best, found = strength, (alternative, field)
    return 1 - missing, found


def _in_fields(needle: str, entry: Entry) -> tuple[float, str]:
    """The weight of the most telling field that holds a phrase, a little more where several do."""
    best, name, more = 0.0, "", 0.0
    for field, held in zip(FIELDS, entry.fields, strict=True):
        if needle in held:
            weight = _FIELD_WEIGHTS[field]
            if weight > best:
                best, name, more = weight, field, more + 0.25 * best
            else:
                more += 0.25 * weight
    return min(1.0, best + 0.3 * more), name


def _together(parts: tuple[str, ...], entry: Entry) -> float:
    """How near one another separate words stand: in one field, or anywhere."""
    weights = [
        _FIELD_WEIGHTS[field] for field, held in zip(FIELDS, entry.fields, strict=True) if all(p in held for p in parts)
    ]
    return max(weights, default=0.4)


def _nearness(place: Place, entry: Entry) -> tuple[float, bool]:
    """How well an entry answers a place (0 to 1), and whether it serves only elsewhere."""
    codes = entry.codes
    boroughs = [borough for borough, share in place.boroughs if share >= 0.15] or [b for b, _ in place.boroughs[:1]]
    serves = any(_area(borough) in codes for borough in boroughs)
    everywhere = any(code in codes for code in _COVERS_EVERYWHERE)
    elsewhere = not serves and not everywhere and any(code.startswith("area:") for code in codes)
    if place.kind == "borough":
        return (0.9 if serves else 0.4 if everywhere else 0.0), elsewhere
    by_borough = 0.35 if serves else 0.15 if everywhere else 0.0
    metres = entry.distance(place)
    if metres is None:
        return by_borough, elsewhere
    radius = max(_NEIGHBOURHOOD_M, place.spread_m)
    by_distance = 0.9 if metres <= radius else 0.9 * max(0.0, 1 - (metres - radius) / _METRES_IN_REACH)
    return max(by_borough, by_distance), elsewhere and by_distance < 0.3


def _area(borough: str) -> str:
    return f"area:{borough.casefold().replace(' ', '-')}"


def _named(typed: Sequence[str], entry: Entry, lexicon: Lexicon) -> float:
    """How fully the query names the service (0 to 1): the best of its names, by the telling words they share."""
    if not typed:
        return 0.0
    asked = {word: lexicon.rarity_of(lexicon.count(word)) for part in typed for word in part.split(" ")}
    all_asked = sum(asked.values())
    best = 0.0
    for name in entry.names:
        shared = sum(rarity for word, rarity in asked.items() if word in name)
        if not shared:
            continue
        whole = sum(lexicon.rarity_of(lexicon.count(word)) for word in name)
        best = max(best, 2 * shared / (whole + all_asked))
    return best


_REACH: Final = (("route:drop-in", 1.06), ("type:helpline", 1.05), ("route:self", 1.04), ("route:professional", 1.01))


def _reach(codes: frozenset[str]) -> float:
    """A little more for what a person can walk into, ring or refer themselves to."""
    return next((factor for code, factor in _REACH if code in codes), 1.0)
