"""Whether a service is found when one word of its name is misspelt."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from random import Random
from statistics import fmean
from typing import Final, Literal, TypeAlias, get_args

from rapidfuzz.distance import OSA

from navigator.find import Search
from navigator.text import normal, words

Kind: TypeAlias = Literal["one edit", "two edits", "swapped", "by ear"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_WANTED: Final = 10
_LENGTHS: Final = range(2, 5)
_SHORTEST: Final[Mapping[Kind, int]] = {"one edit": 4, "two edits": 7, "swapped": 4, "by ear": 5}
_SMALL: Final = frozenset(["a", "and", "at", "for", "in", "of", "on", "s", "the", "to", "upon", "with"])
_TRIES: Final = 50

# What is heard alike and written otherwise, as (pattern, written instead): vowels without stress, silent and double
# letters, and endings are where English spelling slips most.
_HEARD: Final[tuple[tuple[str, str], ...]] = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("c(?=[aour])", "k"), ("k(?=[aour])", "c"), ("c(?=[ei])", "s"),
    ("ss", "s"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("mm", "m"), ("pp", "p"), ("rr", "r"), ("dd", "d"),
    ("(?<=[aeiou])l(?=[aeiou])", "ll"), ("(?<=[aeiou])m(?=[aeiou])", "mm"), ("(?<=[aeiou])t(?=[aeiou])", "tt"),
    ("(?<=[aeiou])n(?=[aeiou])", "nn"), ("(?<=[aeiou])s(?=[aeiou])", "ss"), ("(?<=[aeiou])r(?=[aeiou])", "rr"),
    ("ie", "ei"), ("ei", "ie"), ("ea", "ee"), ("ee", "ea"), ("ai", "ay"), ("ou", "ow"), ("ow", "ou"), ("oo", "u"),
    ("tion", "shun"), ("tion", "sion"), ("sion", "tion"), ("ance", "ence"), ("ence", "ance"), ("ant$", "ent"),
    ("ent$", "ant"), ("ary$", "ery"), ("ery$", "ary"), ("able$", "ible"), ("er$", "or"), ("or$", "er"), ("ar$", "er"),
    ("ey$", "y"), ("y$", "ie"), ("le$", "el"), ("our", "or"), ("re$", "er"), ("ough", "uff"), ("augh", "or"),
    ("^kn", "n"), ("^wr", "r"), ("^wh", "w"), ("wh", "w"), ("mb$", "m"), ("gh", ""), ("sc(?=[ei])", "s"), ("^ps", "s"),
    ("dg", "j"), ("g(?=[ei])", "j"), ("qu", "kw"), ("x", "cks"), ("z", "s"), ("s$", "z"), ("ch", "tch"), ("tch", "ch"),
    ("(?<=[^aeiou])e(?=[rnl])", "a"), ("(?<=[^aeiou])a(?=[rnl])", "e"), ("(?<=[^aeiou])i(?=[^aeiougn])", "e"),
    ("(?<=[^aeiou])e(?=[^aeiourn])", "i"), ("(?<=[^aeiou])o(?=[rn])", "a"), ("e$", ""),
    ("(?<![cgpstw])h(?=[aeiou])", ""),
    ("ham$", "am"), ("wich$", "ich"), ("worth$", "werth"), ("borough$", "bura"), ("burgh$", "bura"), ("bury$", "berry"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """A misspelt query, the same spelt right, the folded name it was typed for, and how it was misspelt."""

    text: str
    right: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of queries whose service is among the first ten, by kind and over all, and those that were missed."""

    by_kind: dict[str, float]
    missed: tuple[Slip, ...]


def misspelt(word: str, kind: Kind, rng: Random) -> str | None:
    """The word with one slip of this kind; None where the word is too short or holds nothing to slip on.

    One edit leaves out, adds, changes or swaps a letter, anywhere but at the very start three times in four; two edits
    do so twice; by ear keeps the sound.
    """
    if len(word) < _SHORTEST[kind] or not word.isalpha():
        return None
    match kind:
        case "one edit":
            return _edited(word, rng)
        case "two edits":
            twice = (_edited(_edited(word, rng), rng) for _ in range(_TRIES))
            return next((slip for slip in twice if OSA.distance(slip, word) == 2), None)  # noqa: PLR2004
        case "swapped":
            places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
            return _swapped(word, rng.choice(places)) if places else None
        case "by ear":
            heard = [(pattern, to) for pattern, to in _HEARD if re.search(pattern, word)]
            if not heard:
                return None
            pattern, to = rng.choice(heard)
            return re.sub(pattern, to, word, count=1)


def slips(connection: sqlite3.Connection, count: int, seed: int, *, telling_apart: bool = False) -> list[Slip]:
    """So many misspelt queries for services' names, evenly by kind.

    Each is a run of two to four words of a name (or all of a shorter one) with the name's rarest word among them, and
    any one of them misspelt. Runs that are ``telling_apart`` are those that somebody would type to find just this
    service: no small word begins or ends them, and no more than ten services hold all of their words. A slip that
    happens to make another word of the directory is drawn again.
    """
    rng = Random(seed)
    names = [name for (name,) in connection.execute("SELECT name FROM search_entry ORDER BY key")]
    known: dict[str, int] = dict(connection.execute("SELECT word, services FROM search_word WHERE services > 0"))
    fits = partial(_tells_apart, connection) if telling_apart else _any_run
    found: list[Slip] = []
    while len(found) < count:
        name = rng.choice(names)
        if slip := _slip(name, KINDS[len(found) % len(KINDS)], known, fits, rng):
            found.append(slip)
    return found


def at_best(connection: sqlite3.Connection, slips: Sequence[Slip]) -> dict[str, float]:
    """The recall to expect, by kind, of a search that reads every misspelling rightly.

    Where more than ten names hold the same words in a row, it is chance which of them come first.
    """
    query = "SELECT count(*) FROM name_index WHERE name_index MATCH ?"
    shares: dict[str, list[float]] = defaultdict(list)
    for slip in slips:
        (names,) = connection.execute(query, (f'name : "{slip.right}"',)).fetchone()
        for kind in ("all", slip.kind):
            shares[kind].append(min(1.0, _WANTED / names))
    return {kind: fmean(some) for kind, some in shares.items()}


def recall(asked: Sequence[tuple[str, Slip]], first_names: Callable[[str], Sequence[str]]) -> Recall:
    """Ask a search for each (text, slip); it answers with the folded names of what it found, best first."""
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    missed = []
    for text, slip in asked:
        hit = slip.name in list(first_names(text))[:_WANTED]
        if not hit:
            missed.append(slip)
        for kind in ("all", slip.kind):
            hits[kind] += hit
            totals[kind] += 1
    return Recall({kind: hits[kind] / totals[kind] for kind in totals}, tuple(missed))


def by_search(search: Search) -> Callable[[str], Sequence[str]]:
    """The folded names that the search finds."""
    return lambda text: [normal(result.name) for result in search.first(text, limit=_WANTED).results]


def by_plain_fts5(connection: sqlite3.Connection) -> Callable[[str], Sequence[str]]:
    """The folded names that FTS5 finds on its own: all of the words, the last one a prefix."""

    def first_names(text: str) -> Sequence[str]:
        match = " AND ".join(f'"{word}"' for word in words(text)) + "*"
        query = (
            "SELECT e.name FROM search_index i JOIN search_entry e ON e.key = i.rowid "
            "WHERE search_index MATCH ? ORDER BY i.rank LIMIT 10"
        )
        return [name for (name,) in connection.execute(query, (match,))]

    return first_names


def _any_run(_: Sequence[str]) -> bool:
    return True


def _tells_apart(connection: sqlite3.Connection, run: Sequence[str]) -> bool:
    """Whether no small word begins or ends the run, and no more than ten services hold all of its words."""
    match = " AND ".join(f'"{word}"' for word in run)
    query = f"SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT {_WANTED + 1})"  # noqa: S608 - a number
    held: int = connection.execute(query, (match,)).fetchone()[0]
    return held <= _WANTED and _SMALL.isdisjoint((run[0], run[-1]))


def _slip(
    name: str, kind: Kind, known: Mapping[str, int], fits: Callable[[Sequence[str]], bool], rng: Random
) -> Slip | None:
    """A slip of this kind in a run of words of a name, or None where this draw gives none."""
    parts = name.split(" ")
    telling = min(range(len(parts)), key=lambda at: known[parts[at]])
    runs = [
        parts[start:end]
        for start, end in combinations(range(len(parts) + 1), 2)
        if start <= telling < end and end - start in _LENGTHS
    ]
    run = rng.choice(runs or [parts])
    index = rng.randrange(len(run))
    slipped = misspelt(run[index], kind, rng)
    if slipped is None or slipped in known or not fits(run):
        return None
    return Slip(" ".join([*run[:index], slipped, *run[index + 1 :]]), " ".join(run), name, kind)


def _edited(word: str, rng: Random) -> str:
    at = rng.randrange(len(word)) if rng.random() < 0.25 else rng.randrange(1, len(word))  # noqa: PLR2004
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz".replace(word[at], ""))
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        _swapped(word, max(0, at - 1)),
    )
    changed = [way for way in ways if way != word and len(way) > 2]  # noqa: PLR2004
    return rng.choice(changed)


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
