"""Which listings are worth comparing: those that share something few others have, so that no two need be met by chance.

Each listing is put in blocks by what it has: its numbers, addresses and pages, the words of its names, pairs of them.
A block that too many share (a helpline's number, a council's host, the word "Lambeth") tells nothing and is passed
over, so that the number of pairs grows with the number of listings and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from typing import Final

from navigator.listings.twins.cards import Card

MOST: Final = 25
"""Blocks of more listings than this are passed over."""
_ENOUGH: Final = 0.7
"""How much two must share to be compared, where what only they have counts 1."""
_SHORTEST_SLIP: Final = 5
_MOST_WORDS: Final = 8
_LEAST_TOLD: Final = 0.1


def candidates(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """The places in the sequence of any two that are worth comparing, the earlier first; in no order."""
    shared: dict[tuple[int, int], float] = defaultdict(float)
    everything = log(len(cards) + 1)
    for block in {*_blocks(cards), *_slips(cards)}:
        tells = 1 - log(len(block) - 1) / everything
        for pair in combinations(block, 2):
            shared[pair] += tells
    return (pair for pair, told in shared.items() if told > _ENOUGH)


def rarity(cards: Iterable[Card], everything: int) -> Mapping[str, float]:
    """How much each word of a name tells, from 0 to 1: the less, the more of all listings have it in a name."""
    having = Counter(word for card in cards for word in {word for name in card.names for word in name})
    return {word: max(_LEAST_TOLD, 1 - log(count) / log(everything + 1)) for word, count in having.items()}


def _blocks(cards: Sequence[Card]) -> Iterator[tuple[int, ...]]:
    """The listings that share something, for each thing."""
    having: dict[Hashable, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        for key in set(_keys(card)):
            having[key].append(at)
    return (tuple(block) for block in having.values() if 1 < len(block) <= MOST)


def _slips(cards: Sequence[Card]) -> Iterator[tuple[int, ...]]:
    """The listings with rare words that are one letter apart, for each place where a letter may be left out."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        for word in {word for name in card.names for word in name if len(word) >= _SHORTEST_SLIP}:
            having[word].append(at)
    near: dict[str, set[str]] = defaultdict(set)
    for word, block in having.items():
        if len(block) <= MOST:
            near[word].add(word)
            for at in range(len(word)):
                near[word[:at] + word[at + 1 :]].add(word)
    for some in near.values():
        if len(some) > 1:
            block = sorted({at for word in some for at in having[word]})
            if 1 < len(block) <= MOST:
                yield tuple(block)


def _keys(card: Card) -> Iterator[Hashable]:
    """The blocks a listing is in."""
    for kind, values in (
        ("phone", card.phones),
        ("email", card.emails),
        ("page", card.pages),
        ("host", card.hosts),
        ("postcode", card.postcodes),
        ("street", card.streets),
    ):
        yield from ((kind, value) for value in values)
    for name in card.names:
        yield "".join(name)
        yield from name
        yield from ((card.runs, word) for word in name)
        yield from (tuple(sorted(pair)) for pair in combinations(name[:_MOST_WORDS], 2))
