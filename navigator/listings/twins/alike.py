"""How alike two names are: word by word, rare words counting for more, slips of spelling and initials seen through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from navigator.listings.twins.cards import Words, initials

_ALIKE: Final = 0.7
_SHORTEST: Final = 4
_SHORTEST_INITIALS: Final = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two names have in common.

    ``share`` (0 to 1) is the part of their words that both have, by how much each tells; ``told`` how much those tell
    together; ``left`` the words that one has and the other has not, and ``lost`` how much those would tell.
    """

    share: float
    told: float
    left: tuple[Words, Words]
    lost: tuple[float, float]


def likeness(
    one: Words, other: Words, tells: Mapping[str, float], known: tuple[frozenset[str], frozenset[str]]
) -> Likeness:
    """Compare two names; words ``known`` of either from elsewhere (who runs it, where) are not missed in its name."""
    first, second = _written_out(one, other), _written_out(other, one)
    both = 0.0
    left, rest = [], list(second)
    for word in first:
        found = word if word in rest else _nearest(word, rest)
        if found is None:
            left.append(word)
        else:
            rest.remove(found)
            both += (tells.get(word, 1.0) + tells.get(found, 1.0)) / 2
    left = [word for word in left if word not in known[1]]
    rest = [word for word in rest if word not in known[0]]
    lost = sum(tells.get(word, 1.0) for word in left), sum(tells.get(word, 1.0) for word in rest)
    share = 2 * both / (2 * both + sum(lost)) if both else 0.0
    return Likeness(share, both, (tuple(left), tuple(rest)), lost)


def percent(one: Words, other: Words) -> int:
    """How alike the letters of two names are, in whatever order their words stand."""
    return round(token_sort_ratio(" ".join(one), " ".join(other)))


def _nearest(word: str, rest: Sequence[str]) -> str | None:
    """The word that this one is a slip of, if any."""
    if len(word) < _SHORTEST:
        return None
    best = max(rest, key=lambda other: _alike(word, other), default=None)
    return best if best is not None and _alike(word, best) >= _ALIKE else None


@lru_cache(maxsize=500_000)
def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < _SHORTEST or not (one.isalpha() and other.isalpha()):
        return 0.0
    if one.startswith(other) or other.startswith(one):
        return 0.9
    return OSA.normalized_similarity(one, other)


def _written_out(name: Words, other: Words) -> Words:
    """The name, with initials of words of the other written out: ``("spot",)`` beside four words that begin so."""
    missing = [word for word in name if word not in other and len(word) >= _SHORTEST_INITIALS]
    if not missing or len(other) < _SHORTEST_INITIALS:
        return name
    letters = initials(other)
    for word in missing:
        at = letters.find(word)
        if at >= 0 and len(word) <= len(letters):
            run = other[at : at + len(word)]
            name = tuple(dict.fromkeys(part for each in name for part in (run if each == word else (each,))))
    return name
