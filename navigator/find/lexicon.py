"""The words of the index: how common each is, its inflections, its completions, and what a misspelling meant."""

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain, groupby
from operator import itemgetter
from string import ascii_lowercase
from typing import Final

from navigator.directory.phrases import stems

MAX_COMPLETIONS: Final = 10
_MOST_GUESSES: Final = 12
_SHORTEST_HEARD: Final = 4
_NAMES_TELL: Final = 2.0
_MOST_ALIKE: Final = 40
_HEARD: Final = 1.5
_LONG: Final = 7
_LENGTHS_FOR_A_SLIP: Final = (3, 5, 9)


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may have been meant, and how likely beside the best guess (0 to 1)."""

    word: str
    weight: float


class Lexicon:
    """Every word of a directory with the number of services that hold it, and words known from elsewhere.

    Words of the glossary, the vocabulary and the places are known, though no listing may hold them. All are looked up
    when they are asked for; what only a misspelling needs is made ready by the first one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look in the directory behind this connection."""
        self._connection = connection
        self.services: int = connection.execute("SELECT count(*) FROM search_entry").fetchone()[0]
        self._held = lru_cache(maxsize=4096)(self._read_held)
        self.inflections = lru_cache(maxsize=2048)(self._inflections)
        self.completions = lru_cache(maxsize=2048)(self._completions)
        self.guesses = lru_cache(maxsize=2048)(self._guesses)
        self.rarity_of = lru_cache(maxsize=4096)(self._rarity_of)
        self.name_rarity = lru_cache(maxsize=8192)(self._name_rarity)

    def __contains__(self, word: str) -> bool:
        """Whether the word is known."""
        return ":" not in word and self._held(word) is not None

    def is_english(self, word: str) -> bool:
        """Whether the word is plain English, in the index or not."""
        return self._connection.execute("SELECT 1 FROM english_word WHERE word = ?", (word,)).fetchone() is not None

    def in_a_name(self, phrase: Sequence[str]) -> bool:
        """Whether folded words stand together in the name of some service."""
        found = self._connection.execute(
            "SELECT 1 FROM name_index WHERE name_index MATCH ? LIMIT 1", (f'"{" ".join(phrase)}"',)
        )
        return found.fetchone() is not None

    def count(self, word_or_code: str) -> int:
        """How many services hold a word, or a code such as ``need:alcohol``."""
        return self._held(word_or_code) or 0

    def _read_held(self, word_or_code: str) -> int | None:
        row = self._connection.execute("SELECT services FROM search_word WHERE word = ?", (word_or_code,)).fetchone()
        return row and int(row[0])

    def phrase_count(self, phrase: str) -> int:
        """An upper bound of how many services hold a phrase: the count of its rarest word."""
        return min((self.count(word) for word in phrase.split(" ")), default=0)

    def _rarity_of(self, count: int) -> float:
        top = math.log((self.services + 1) / 0.5)
        return max(0.05, math.log((self.services + 1) / (count + 0.5)) / top)

    def _name_rarity(self, word: str) -> float:
        """How telling a word is in a name (0 to 1): of "Ajiro House", the first."""
        rarity: float = self._rarity_of(self.count(word))
        return float(rarity**_NAMES_TELL)

    def _inflections(self, word: str) -> list[str]:
        """Other known words with the same stem (English Snowball), commonest first."""
        root = stem(word)
        near = self._beginning_with(shared_start(root))
        alike = (other for other, its in zip(near, stems(near), strict=True) if its == root and other != word)
        return sorted(alike, key=lambda other: -self.count(other))

    def _completions(self, start: str, most: int = MAX_COMPLETIONS) -> list[str]:
        """The commonest words that begin with ``start``, itself left out."""
        rows = self._connection.execute(_COMMONEST, (start, start + _LAST, start, most))
        return [word for (word,) in rows]

    def _beginning_with(self, start: str, most: int = -1) -> list[str]:
        rows = self._connection.execute(_IN_ORDER, (start, start + _LAST, most))
        return [word for (word,) in rows]

    def begins_a_word(self, start: str) -> bool:
        """Whether any known word begins with ``start``."""
        return bool(self._beginning_with(start, 1))

    def split(self, word: str) -> tuple[str, str] | None:
        """The two known words that an unknown one runs together: ``"dropin"`` gives ``("drop", "in")``."""
        if not word.isalpha():
            return None
        cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        known = [(a, b) for a, b in cuts if self.count(a) and self.count(b)]
        return max(known, key=lambda pair: min(map(self.count, pair)), default=None)

    def _guesses(self, word: str, *, unfinished: bool = False) -> tuple[Guess, ...]:
        """What a word that is not known may have meant, best first; at most twelve, none where nothing is near.

        ``unfinished`` also compares with the beginnings of words, for a word still being typed.
        """
        furthest = _allowance(word)
        if not furthest:
            return ()
        near = self._near(word, self._initials.get(word[0], []), furthest)
        near += [(other, 1.0) for other in self._held_among(_first_letter_slips(word))]
        if not near or near[0][1] > 1:
            near += self._near(word, [*chain(*self._initials.values())], furthest)
        near += self._heard(word, furthest + 1)
        if unfinished and len(word) >= _SHORTEST_HEARD:
            near += self._beginnings(word, 1 if len(word) < _LONG else 2)
        held = self._held_among(other for other, _ in near)
        scored: dict[str, float] = {}
        for other, distance in near:
            scored[other] = max(scored.get(other, 0.0), _likelihood(word, other, distance, held.get(other, 0)))
        best = nlargest(_MOST_GUESSES, scored, key=lambda other: (scored[other], other))
        return tuple(
            Guess(other, scored[other] / scored[best[0]]) for other in best if scored[other] > 0.2 * scored[best[0]]
        )

    def _held_among(self, words: Iterable[str]) -> dict[str, int]:
        """How many services hold each of some words, without those that are not known."""
        return dict(self._connection.execute(_AMONG, (json.dumps(list(words)),)))

    def _near(self, word: str, among: list[str], furthest: int) -> list[tuple[str, float]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(word, among, scorer=OSA.distance, score_cutoff=furthest, limit=12)
        return [(other, distance) for other, distance, _ in found]

    def _heard(self, word: str, furthest: int) -> list[tuple[str, float]]:
        """Words that sound the same and are not spelt quite differently; sounding alike makes up for a slip."""
        from rapidfuzz.distance import OSA

        alike = self._sounds.get(sound(word), "").split()[:_MOST_ALIKE]
        distances = ((other, OSA.distance(word, other, score_cutoff=furthest)) for other in alike)
        return [(other, min(_HEARD, distance)) for other, distance in distances if distance <= furthest]

    def _beginnings(self, word: str, furthest: int) -> list[tuple[str, float]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        words = [other for other in self._initials.get(word[0], []) if len(other) > len(word)]
        starts = [other[: len(word)] for other in words]
        found = process.extract(word, starts, scorer=OSA.distance, score_cutoff=furthest, limit=12)
        return [(words[index], distance + 0.75) for _, distance, index in found]

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        """All words in order, by their first letter."""
        return {initial: list(words) for initial, words in groupby(self._beginning_with(""), key=itemgetter(0))}

    @cached_property
    def _sounds(self) -> dict[str, str]:
        heard = (word for word in chain(*self._initials.values()) if len(word) >= _SHORTEST_HEARD and word.isalpha())
        return _grouped((sound(word), word) for word in heard)


_LAST: Final = "\U0010ffff"
_IN_ORDER: Final = """
SELECT word FROM search_word WHERE word >= ? AND word < ? AND instr(word, ':') = 0 ORDER BY word LIMIT ?
"""
_COMMONEST: Final = """
SELECT word FROM search_word WHERE word >= ? AND word < ? AND word <> ? AND instr(word, ':') = 0
ORDER BY services DESC, word DESC LIMIT ?
"""
_AMONG: Final = "SELECT word, services FROM search_word WHERE word IN (SELECT value FROM json_each(?))"


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words by key, joined by spaces: one text a group weighs less than a list, and the garbage collector skips it."""
    grouped: dict[str, str] = {}
    for key, word in pairs:
        grouped[key] = f"{grouped[key]} {word}" if key in grouped else word
    return grouped


def _first_letter_slips(word: str) -> Iterator[str]:
    """What a word may be when one slip was made at its first letter: swapped, added, left out or another."""
    yield word[1] + word[0] + word[2:]
    yield word[1:]
    for letter in ascii_lowercase:
        yield letter + word
        yield letter + word[1:]


def _likelihood(word: str, other: str, distance: float, held: int) -> float:
    """How likely ``other`` was meant: nearness first, then sound, first letter and how common it is."""
    nearness = math.exp(-1.6 * distance * min(1.0, 6 / len(word)))
    sounds_alike = 1.6 if sound(word) == sound(other) else 1.0
    starts_alike = 1.25 if word[0] == other[0] else 1.0
    return nearness * sounds_alike * starts_alike * (1 + math.log1p(held) / 4 if held else 0.8)


def _allowance(word: str) -> int:
    """How many slips are forgiven: none in a short word or a number, two in a long word, three in a very long one."""
    if any(character.isdigit() for character in word):
        return 0
    return sum(len(word) >= length for length in _LENGTHS_FOR_A_SLIP)


def sound(word: str) -> str:
    """How a word sounds (Metaphone); words that are spelt by ear share it."""
    from jellyfish import metaphone

    return metaphone(word)


def stem(word: str) -> str:
    """The root of an English word (Snowball)."""
    return stems([word])[0]


_CHANGED: Final = ("e", "i", "l", "y")


def shared_start(root: str) -> str:
    """How all words with a stem begin: Snowball puts at most its last letter in place of another, but for "dying".

    It does so in "hope" for "hoping", "happi" for "happy", "possibl" for "possibility" and "sky" for "skies".
    """
    if root.endswith("ie"):
        return root[:1]
    return root[:-1] or root if root.endswith(_CHANGED) else root
