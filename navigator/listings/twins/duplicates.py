"""Listings that may be one service twice, with the reasons in words; a person decides, nothing is merged by itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from navigator.find.wording import listed, plural
from navigator.listings.twins.alike import percent
from navigator.listings.twins.apart import apart_pairs
from navigator.listings.twins.cards import Card, read_cards, read_place_words
from navigator.listings.twins.pairing import candidates
from navigator.listings.twins.scales import KINDS, Scales, Weighed
from navigator.uncollected import uncollected

LEAST: Final = 0.4
"""Pairs less likely than this to be one service are not given."""


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two listings that may be the same service."""

    id: str
    name: str
    organization: str
    status: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings that may be one service, the older first.

    ``score`` is how likely, 0 to 1; ``reasons`` say what they share, ``differences`` what speaks for two services.
    """

    one: Twin
    other: Twin
    score: float
    reasons: tuple[str, ...]
    differences: tuple[str, ...]


@uncollected()
def find_pairs(connection: sqlite3.Connection, of: str | None = None, least: float = LEAST) -> tuple[Pair, ...]:
    """The pairs of listings that may be one service, the likeliest first; with ``of``, those of the listing so called.

    Left out are pairs that somebody noted as two services, closed pairs, and listings that another took the place of.
    """
    cards = read_cards(connection)
    scales = Scales(cards, read_place_words(connection))
    apart = apart_pairs(connection)
    found = []
    for first, second in candidates(cards):
        one, other = cards[first], cards[second]
        if of not in {None, one.id, other.id} or one.status == other.status == "closed":
            continue
        weighed = scales.weigh(one, other, least)
        if weighed is not None and (min(one.id, other.id), max(one.id, other.id)) not in apart:
            found.append(_pair(one, other, weighed, scales))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one.id, pair.other.id)))


def _pair(one: Card, other: Card, weighed: Weighed, scales: Scales) -> Pair:
    reasons = (*name_reasons(one, other), *_same(one, other, scales), *_same_help(one, other))
    return Pair(_twin(one), _twin(other), weighed.score, reasons, tuple(_different(one, other)))


def _twin(card: Card) -> Twin:
    return Twin(card.id, card.name, card.organization, card.status)


def name_reasons(one: Card, other: Card) -> Iterator[str]:
    """How the names of two listings compare, in words."""
    first, second = one.names[0], other.names[0]
    if one.name == other.name:
        yield "same name"
    elif first == second:
        yield "same name, written another way"
    else:
        yield f"names {percent(first, second)} % alike"
    shared = [name for name in one.names if name in other.names and name != first]
    if first != second and (shared or first in other.names):
        yield "one goes by a name of the other"


def _same(one: Card, other: Card, scales: Scales) -> Iterator[str]:
    """What both have that can be the same, and how many others have it too."""
    for kind in KINDS:
        ours: Mapping[str, str] = getattr(one, kind)
        theirs: Mapping[str, str] = getattr(other, kind)
        for value, written in ours.items():
            if value in theirs and not (kind == "hosts" and one.pages.keys() & other.pages.keys()):
                others = scales.count(kind, value) - _TWO
                also = f" ({plural(others, 'other listing')} too)" if others else ""
                yield f"same {_NAMES[kind]} {written}{also}"
    if one.organization == other.organization:
        yield f"both run by {one.organization}"


def _same_help(one: Card, other: Card) -> Iterator[str]:
    if one.types == other.types and one.needs == other.needs:
        yield "the same kind of help with the same needs"
    elif one.types == other.types:
        yield "the same kind of help"
    if one.areas == other.areas and one.areas:
        yield f"the same area: {_listed(one.areas)}"


def _different(one: Card, other: Card) -> Iterator[str]:
    """What both state and differently."""
    for kind in ("phones", "emails", "pages", "postcodes"):
        ours: Mapping[str, str] = getattr(one, kind)
        theirs: Mapping[str, str] = getattr(other, kind)
        if ours and theirs and ours.keys().isdisjoint(theirs):
            yield f"another {_NAMES[kind]}: {_listed(ours.values())}; {_listed(theirs.values())}"
    if one.types.isdisjoint(other.types):
        yield "another kind of help"
    if one.needs.isdisjoint(other.needs):
        yield "help with other needs"
    if one.areas and other.areas and one.areas.isdisjoint(other.areas):
        yield f"another area: {_listed(one.areas)}; {_listed(other.areas)}"


def _listed(texts: Iterable[str]) -> str:
    return listed(sorted(texts), "and")


_TWO: Final = 2
_NAMES: Final[Mapping[str, str]] = {
    "phones": "phone number",
    "emails": "email address",
    "pages": "web page",
    "hosts": "website",
    "postcodes": "postcode",
    "streets": "street address",
}
