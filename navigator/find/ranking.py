"""How well a service answers a query, and why.

A concept is answered by its best evidence: how well the alternative stands for what was typed, times how much the field
it was found in says. Several pieces of evidence add up, never past 1. The score of a service is the mean over concepts
weighed by how telling each is; a service that is named, covers the borough asked for, or can be reached today gains.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from navigator.directory import Place
from navigator.directory.entry import ALIAS_BREAK, FIELDS, area_code
from navigator.find.entry import Entry
from navigator.find.lexicon import Lexicon
from navigator.find.query import Concept, Query
from navigator.find.thesaurus import Alternative

# Chosen on judged queries (``python -m benchmarks --only relevance``); small changes to any of them matter little.

_FIELD_WEIGHTS: Final = dict(zip(FIELDS, (1.0, 0.95, 0.75, 0.8, 0.7, 0.7, 0.45), strict=True))
_CODE: Final = 0.78  # a code says less than the words a person typed, more than a mention in the details
_ALONE: Final = 0.35  # a kind of service without the need it was thought of for
_BEGUN: Final = 0.7  # a name that goes on from the word still being typed
_SATURATION: Final = 0.8  # how much one piece of evidence leaves for the next to add

_COVERAGE: Final = 0.4  # the part of a score that answering every concept is worth
_FOUND: Final = 0.12  # evidence below this answers nothing
_WHO: Final = 0.7  # who is asking tells less than what is needed
_WHO_CODE: Final = 0.4
_WHO_FACETS: Final = ("gender:", "identity:", "family:", "age", "type:women-only")

_NAMING: Final = 0.8  # what a name is worth, by the square of how fully it was given
_WHOLLY: Final = 0.999
_WHOLE_NAME: Final = 0.4
_BEGINNING: Final = 0.8  # how far the beginning of a name, in two words or more, names a service
_A_BEGINNING: Final = 2
_HALF_NAMED: Final = 0.5
NAMED: Final = 0.65
"""How much of a name must be in the query, and of the query in the name, for a service to count as named."""

_PLACE_IN_WORDS: Final = 1.3  # a place named in a listing is a surer sign than being near it
_ONLY_IN_WORDS: Final = 0.5  # a place that is only mentioned by a service that neither covers it nor is near it
_CLOSE_BY: Final = 0.75
_FAR: Final = 0.3
_METRES_IN_REACH: Final = 3_200
_NEIGHBOURHOOD_M: Final = 700
_FAIR_SHARE: Final = 0.15  # of a postcode area, for a borough to count as asked for
_COVERS_EVERYWHERE: Final = ("area:london", "area:england", "area:uk")
_ELSEWHERE: Final = 0.35  # a service for other boroughs than the one asked for

_SHUT_OUT: Final = 0.45  # its rules let in nobody like the person asked for
_SURE: Final = 0.6
_PERSON: Final = frozenset({
    "gender", "recourse", "domestic-abuse", "criminal-justice", "family", "identity", "exploitation", "housing",
    "substance-use", "mental-health", "gp",
})  # fmt: skip
_UNASKED: Final = 0.9  # each rule that lets in only some people, where nobody asked for them
_FOR_SOME: Final = (
    "gender", "identity", "recourse", "exploitation", "criminal-justice", "family", "domestic-abuse", "young",
)  # fmt: skip
_SPECIAL: Final = frozenset(f"only:{facet}" for facet in _FOR_SOME)
_YOUNG_WORDS: Final = frozenset({
    "young", "youth", "teenager", "teenage", "teen", "child", "children", "childrens", "kid", "kids", "adolescent",
    "student", "camhs", "school", "son", "daughter",
})  # fmt: skip
_UNCLEAR: Final = 0.9

_KEPT_CONCEPTS: Final = 24


@dataclass(frozen=True, slots=True)
class Match:
    """Why a service answers: what was typed, what was found for it, how that came about, and in which field.

    ``found`` is empty where the word that was found is one that is never displayed.
    """

    typed: str
    found: str
    how: str
    field: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A service and how well it answers; ``closed`` ones that nobody named come after all others."""

    entry: Entry
    score: float
    matches: tuple[Match, ...]
    last: bool


class _Needles:
    """A concept made ready for comparing with many entries; what it found in an entry is kept."""

    def __init__(self, concept: Concept, held: Callable[[str], int]) -> None:
        self.concept = concept
        self.facets = _facets(concept)
        self.worth = concept.rarity * (_WHO if _about_who(concept) else 1.0)
        self.start = f" {concept.start}" if concept.start else ""
        self.begun = Alternative(concept.start, _BEGUN, "completed", concept.start)
        phrases = [a for a in concept.alternatives if a.how not in {"code", "words"} and held(a.text)]
        self.codes = {a.text: a for a in concept.alternatives if a.how == "code"}
        self.phrases = tuple((f" {a.text} ", a) for a in phrases)
        self.scattered = tuple(
            (tuple(f" {word} " for word in a.text.split(" ")), a) for a in concept.alternatives if a.how == "words"
        )
        self._answers: dict[int, tuple[float, Match | None, bool]] = {}

    def answered(self, entry: Entry) -> tuple[float, Match | None, bool]:
        """How well an entry answers (0 to 1), the best reason why, and whether it serves only elsewhere."""
        answer = self._answers.get(entry.key)
        if answer is None:
            answer = self._answers[entry.key] = self._answer(entry)
        return answer

    def _answer(self, entry: Entry) -> tuple[float, Match | None, bool]:
        missing = 1.0
        best = 0.0
        match: Match | None = None
        for alternative, strength, field in _pieces(self, entry):
            missing *= 1 - _SATURATION * strength
            if strength > best:
                best, match = strength, Match(self.concept.typed, alternative.shown, alternative.how, field)
        if self.concept.place is None:
            return 1 - missing, match, False
        evidence = min(1.0, (1 - missing) * _PLACE_IN_WORDS)
        nearness, elsewhere = _nearness(self.concept.place, entry)
        return max(evidence, nearness) if nearness else (1 - missing) * _ONLY_IN_WORDS, match, elsewhere


class Ranker:
    """Ranks entries by how well they answer, in one directory.

    What a concept finds in an entry is kept, since the next keystroke changes the last concept only.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Weigh words as this lexicon does."""
        self._lexicon = lexicon
        self._needles = lru_cache(maxsize=_KEPT_CONCEPTS)(lambda concept: _Needles(concept, lexicon.phrase_count))

    def rank(self, query: Query, entries: Iterable[Entry]) -> list[Scored]:
        """The entries that answer the query at all, best first; ties by freshness, then name."""
        asked = _Asked(query, self._lexicon, [self._needles(concept) for concept in query.concepts])
        scored = [found for entry in entries if (found := _score(asked, entry)) is not None]
        scored.sort(key=lambda found: found.entry.fields[0])
        scored.sort(key=lambda found: found.entry.fresh, reverse=True)
        scored.sort(key=lambda found: (found.last, -round(found.score, 4)))
        return scored


class _Asked:
    """A query made ready for comparing with many entries."""

    def __init__(self, query: Query, lexicon: Lexicon, needles: Sequence[_Needles]) -> None:
        self.needles = needles
        self.weight = sum(needle.worth for needle in needles)
        self.facets = [needle.facets for needle in needles if needle.facets]
        asked_of = {f"only:{facet}" for facets in self.facets for facet in facets}
        if query.age is not None or not _YOUNG_WORDS.isdisjoint(query.named):
            asked_of.add("only:young")
        self.unasked = _SPECIAL - asked_of
        self.age = query.age
        self._rarity = lexicon.name_rarity
        self._text = " ".join(query.named)
        self._named = {word: self._rarity(word) for word in query.named}
        self._start = query.concepts[-1].start if query.concepts else ""

    def named(self, entry: Entry) -> float:
        """How fully the query names a service (0 to 1): the best of its names, by the telling words they share."""
        going_on = bool(self._start) and f" {self._start}" in entry.text
        if not going_on and not any(f" {word} " in text for text in entry.fields[:2] for word in self._named):
            return 0.0
        best = _BEGINNING if self._begins(entry) else 0.0
        for name in entry.names:
            asked = self._completed(name) if going_on else self._named
            shared = sum(rarity for word, rarity in asked.items() if word in name)
            if shared:
                best = max(best, 2 * shared / (sum(map(self._rarity, name)) + sum(asked.values())))
        return best

    def _begins(self, entry: Entry) -> bool:
        """Whether the query is the beginning of a name, in two words or more."""
        if len(self._named) < _A_BEGINNING or not any(self._text in field for field in entry.fields[:2]):
            return False
        names = (entry.fields[0], *entry.fields[1].split(ALIAS_BREAK))
        return any(name.strip().removeprefix("the ").startswith(self._text) for name in names)

    def _completed(self, name: frozenset[str]) -> Mapping[str, float]:
        """The words asked for, with the one still being typed as this name goes on from it."""
        longer = next((word for word in name if word.startswith(self._start)), self._start)
        return {
            longer if word == self._start else word: self._rarity(longer) if word == self._start else rarity
            for word, rarity in self._named.items()
        }


def _facets(concept: Concept) -> dict[str, frozenset[str]]:
    """What a concept says of the person, as criterion codes by facet."""
    asked: dict[str, set[str]] = {}
    for alternative in concept.alternatives:
        facet = alternative.text.partition(":")[0]
        if alternative.how == "code" and alternative.weight >= _SURE and facet in _PERSON:
            asked.setdefault(facet, set()).add(alternative.text)
    return {facet: frozenset(codes) for facet, codes in asked.items()}


def _about_who(concept: Concept) -> bool:
    """Whether a concept says only who is asking, and names no need or kind of service."""
    codes = [a.text for a in concept.alternatives if a.how == "code" and a.weight >= _WHO_CODE]
    return bool(codes) and all(code.startswith(_WHO_FACETS) for code in codes)


def _score(asked: _Asked, entry: Entry) -> Scored | None:
    total = covered = 0.0
    matches: list[Match] = []
    elsewhere = False
    for needles in asked.needles:
        evidence, match, only_elsewhere = needles.answered(entry)
        elsewhere = elsewhere or only_elsewhere
        if match is not None:
            matches.append(match)
        total += needles.worth * evidence
        if evidence > _FOUND:
            covered += needles.worth
    if not total:
        return None
    named = asked.named(entry)
    codes = entry.codes
    coverage = covered / asked.weight
    score = total / asked.weight * (1 - _COVERAGE + _COVERAGE * coverage) + _NAMING * named * named
    if named > _WHOLLY:
        score += _WHOLE_NAME
    score *= _UNASKED ** len(codes & asked.unasked) * _reach(codes)
    if elsewhere and named < _HALF_NAMED:
        score *= _ELSEWHERE
    if any(entry.shuts_out(facets) for facets in asked.facets) or (
        asked.age is not None and not entry.admits(asked.age)
    ):
        score *= _SHUT_OUT
    if "status:unclear" in codes:
        score *= _UNCLEAR
    last = "status:closed" in codes and named < NAMED
    return Scored(entry, score, tuple(matches), last)


def _pieces(needles: _Needles, entry: Entry) -> Iterator[tuple[Alternative, float, str]]:
    """Every piece of evidence for a concept in an entry: what was found, how strong it is, and in which field."""
    text, codes = entry.text, entry.codes
    for padded, alternative in needles.phrases:
        if padded in text:
            weight, field = _in_fields(padded, entry)
            yield alternative, weight * alternative.weight, field
    if needles.start:
        for field in ("name", "also"):
            if needles.start in entry.fields[FIELDS.index(field)]:
                yield needles.begun, _BEGUN, field
    for code in needles.codes.keys() & codes:
        alternative = needles.codes[code]
        alone = bool(alternative.beside) and codes.isdisjoint(alternative.beside)
        yield alternative, alternative.weight * _CODE * entry.focus(code) * (_ALONE if alone else 1.0), "codes"
    for parts, alternative in needles.scattered:
        if all(part in text for part in parts):
            yield alternative, alternative.weight * _together(parts, entry), "details"


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
    boroughs = [borough for borough, share in place.boroughs if share >= _FAIR_SHARE] or [
        b for b, _ in place.boroughs[:1]
    ]
    serves = any(f"area:{area_code(borough)}" in codes for borough in boroughs)
    everywhere = any(code in codes for code in _COVERS_EVERYWHERE)
    elsewhere = not serves and not everywhere and any(code.startswith("area:") for code in codes)
    if place.kind == "borough":
        return (0.9 if serves else 0.4 if everywhere else 0.0), elsewhere
    by_borough = 0.35 if serves else 0.15 if everywhere else 0.0
    metres = entry.distance(place)
    if metres is None:
        return by_borough, elsewhere
    radius = max(_NEIGHBOURHOOD_M, place.spread_m)
    by_distance = _CLOSE_BY if metres <= radius else _CLOSE_BY * max(0.0, 1 - (metres - radius) / _METRES_IN_REACH)
    return max(by_borough, by_distance), elsewhere and by_distance < _FAR


_REACH: Final = (("route:drop-in", 1.06), ("type:helpline", 1.05), ("route:self", 1.04), ("route:professional", 1.01))


def _reach(codes: frozenset[str]) -> float:
    """A little more for what a person can walk into, ring or refer themselves to."""
    return next((factor for code, factor in _REACH if code in codes), 1.0)
