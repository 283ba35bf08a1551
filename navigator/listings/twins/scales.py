"""How much speaks for two listings being one service: what they share, by how rare that is, less what sets them apart.

The weights were set by hand near those of a logistic regression over planted copies (``benchmarks.twins``), and are
judged on seeds they were not set on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log2
from typing import Final

from rapidfuzz.fuzz import ratio

from navigator.listings.twins.alike import Likeness, likeness
from navigator.listings.twins.cards import Card, Words
from navigator.listings.twins.pairing import rarity

KINDS: Final = ("phones", "emails", "pages", "hosts", "postcodes", "streets")
"""The fields of a card that hold what can be the same in two."""

_START: Final = -1.25
_SHARED_NAME, _TELLING_NAME, _OWN_WORDS, _LOST_WORDS, _SITES = 1.0, 0.75, -2.25, -2.5, -0.75
_CONTACT, _PLACE, _ORGANIZATION, _NO_TIE, _NOTHING = 0.5, 0.25, 0.25, -0.5, -1.25
_OTHER_PHONE, _OTHER_PAGE, _OTHER_PLACE = -1.0, -1.5, -1.25
_TYPES, _OTHER_TYPES, _NEEDS, _AREAS, _OTHER_AREAS = 1.0, -1.5, 0.75, 1.75, -2.25
_UNKNOWN: Final = 0.5
"""The part of two lists of codes taken to be shared where one is empty."""
_SAME_WORDS: Final = 0.85
_OTHER_STREET: Final = 0.75
_TIED: Final = 0.2
_TIED_BY_HOST: Final = 0.3
_FULL: Final = 2.0
"""Words that tell so much together tell all that a name can."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two listings compared: how likely they are one service, 0 to 1, and how their names compare."""

    score: float
    name: Likeness


class Scales:
    """Compares listings of one directory."""

    def __init__(self, cards: Sequence[Card], places: frozenset[str]) -> None:
        """Over all its listings; ``places`` are words that name places."""
        self._tells = rarity(cards, len(cards))
        self._places = places
        self._having = {kind: Counter(value for card in cards for value in getattr(card, kind)) for kind in KINDS}

    def count(self, kind: str, value: str) -> int:
        """How many listings have a number, an address or a page."""
        return self._having[kind][value]

    def weigh(self, one: Card, other: Card, least: float) -> Weighed | None:
        """Compare two listings; None where they are less likely one service than ``least``."""
        weight, tied = self._facts(one, other)
        if _probability(weight + _SHARED_NAME + _TELLING_NAME) < least:
            return None
        name = self._name(one, other, tied=tied)
        weight += (
            _SHARED_NAME * name.share
            + _TELLING_NAME * min(1.0, name.told / _FULL)
            + _OWN_WORDS * min(1.0, *name.lost)
            + _LOST_WORDS * min(1.0, sum(name.lost) / _FULL)
            + _SITES * self._sites(name)
        )
        score = _probability(weight)
        return Weighed(score, name) if score >= least else None

    def _facts(self, one: Card, other: Card) -> tuple[float, bool]:
        """The weight of all but their names, and whether a number, an address or a page ties them."""
        apart = 1.0
        for kind in ("phones", "emails", "pages"):
            apart *= 1 - self._shared(kind, one, other)
        contact = 1 - apart
        place, elsewhere = self._where(one, other)
        tied = contact > _TIED or place > 0 or self._shared("hosts", one, other) >= _TIED_BY_HOST
        same_runs = _same_words(one.runs, other.runs)
        weight = (
            _START
            + _CONTACT * contact
            + _PLACE * place
            + _ORGANIZATION * same_runs
            + (0 if tied else _NO_TIE)
            + (0 if tied or same_runs else _NOTHING)
            + _OTHER_PHONE * _differ(one.phones, other.phones)
            + _OTHER_PAGE * _differ(one.pages, other.pages)
            + _OTHER_PLACE * elsewhere
            + _help(one, other)
        )
        return weight, tied

    def _shared(self, kind: str, one: Card, other: Card) -> float:
        """How much what both have tells: 1 where only they have it, less where others do."""
        ours, theirs, having = getattr(one, kind), getattr(other, kind), self._having[kind]
        return max((1 / log2(having[value]) for value in ours if value in theirs), default=0.0)

    def _where(self, one: Card, other: Card) -> tuple[float, bool]:
        """How much their addresses tell, and whether they are at different ones."""
        place = self._shared("postcodes", one, other)
        street = max((ratio(first, second) / 100 for first in one.streets for second in other.streets), default=None)
        if street is not None and street > _SAME_WORDS:
            place = 1.0
        far = street is not None and street < _OTHER_STREET and not place
        return place, far or _differ(one.postcodes, other.postcodes)

    def _name(self, one: Card, other: Card, *, tied: bool) -> Likeness:
        """How their own names compare; where more ties them, who runs either and where is known of both."""
        first, second = frozenset(one.runs), frozenset(other.runs)
        if tied:
            first = second = first | second | _area_words(one.areas & other.areas)
        return likeness(one.names[0], other.names[0], self._tells, (first, second))

    def _sites(self, name: Likeness) -> float:
        """What in their names tells two apart: 2 for numbers, 1 for places or one number, half for one place."""
        named = [bool(self._places.intersection(words)) for words in name.left]
        numbered = [any(map(str.isdecimal, words)) for words in name.left]
        return 2.0 if all(numbered) else 1.0 if all(named) or any(numbered) else 0.5 * any(named)


def _help(one: Card, other: Card) -> float:
    """The weight of what they help with and where."""
    return (
        _TYPES * _overlap(one.types, other.types)
        + (0 if one.types & other.types else _OTHER_TYPES)
        + _NEEDS * _overlap(one.needs, other.needs)
        + _AREAS * _overlap(one.areas, other.areas)
        + (_OTHER_AREAS if one.areas and other.areas and one.areas.isdisjoint(other.areas) else 0)
    )


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else _UNKNOWN


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both have some and none is the same."""
    return bool(one and other) and one.keys().isdisjoint(other)


@lru_cache(maxsize=100_000)
def _same_words(one: Words, other: Words) -> bool:
    return ratio(" ".join(one), " ".join(other)) > 100 * _SAME_WORDS


@lru_cache(maxsize=10_000)
def _area_words(areas: frozenset[str]) -> frozenset[str]:
    return frozenset(word for area in areas for word in area.casefold().split())


def _probability(weight: float) -> float:
    return 1 / (1 + exp(-weight))
