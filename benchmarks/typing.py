"""How quick a keystroke is while queries are typed letter by letter, beside FTS5 and RapidFuzz on their own.

All are timed in one run, keystroke by keystroke, so that whatever else the machine is doing slows them alike.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from time import perf_counter
from typing import Any, Final

from rapidfuzz import fuzz, process

from benchmarks.spelling import KINDS, misspelt
from navigator.find import Filters, Search
from navigator.text import words

WEDNESDAY_MORNING: Final = datetime(2026, 11, 25, 11, 0)  # noqa: DTZ001 - London's clock on the wall, as Hours reads it
FILTERS: Final = Filters(area=("lambeth",), open=("now",))
_MOST: Final = 50
_FUZZY_EVERY: Final = 40
_COUNTED_EVERY: Final = 5

_NEEDS: Final = (
    "alcohol detox", "nowhere to sleep tonight", "needle exchange", "food bank no voucher", "benefits stopped",
    "panic attacks", "domestic abuse refuge", "immigration advice", "methadone", "housing first", "rehab", "hep c test",
    "someone to talk to", "counselling", "night shelter", "women only drop in", "prison release housing", "nrpf hostel",
    "gp registration no id", "mental health crisis", "peer support", "debt advice", "rough sleeping outreach",
    "psychosis", "personality disorder", "drug and alcohol", "talking therapies", "dual diagnosis", "forced marriage",
    "hot meal", "showers and laundry", "smoking crack", "clean needles", "link worker", "suicidal", "trafficked",
    "carers assessment", "supported housing", "tenancy support", "floating support", "learning disability",
    "young people leaving care", "veterans ptsd", "lgbt counselling", "sexual assault", "buprenorphine", "aa meeting",
    "job training", "legal advice eviction", "asylum seeker", "trauma informed women", "hospital discharge homeless",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of many goes: the middle one, and the one that 95 of 100 stay below."""

    p50: float
    p95: float
    goes: int


@dataclass(slots=True)
class Times:
    """Milliseconds collected under a name each."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    keystrokes: list[tuple[float, str]] = field(default_factory=list)

    def take(self, name: str, work: Callable[..., object], *given: Any, **named: Any) -> float:
        """Do it with what is given, and note how long it took."""
        started = perf_counter()
        work(*given, **named)
        spent = (perf_counter() - started) * 1_000
        self.taken.setdefault(name, []).append(spent)
        return spent

    def spreads(self) -> dict[str, Spread]:
        """The spread under each name."""
        return {name: spread(taken) for name, taken in self.taken.items()}


def spread(taken: Sequence[float]) -> Spread:
    """The spread of some times."""
    in_order = sorted(taken)
    return Spread(in_order[len(in_order) // 2], in_order[int(len(in_order) * 0.95)], len(in_order))


def typed(connection: sqlite3.Connection, count: int, seed: int) -> list[str]:
    """So many queries as people type them: names in whole and in part, needs, needs at a place, and misspelt ones."""
    rng = Random(seed)
    names = [name for (name,) in connection.execute("SELECT name FROM service ORDER BY key")]
    places = [name for (name,) in connection.execute("SELECT name FROM place UNION SELECT name FROM borough")]
    makers: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(names),
        lambda: _part(rng.choice(names), rng),
        lambda: rng.choice(_NEEDS),
        lambda: f"{rng.choice(_NEEDS)} {rng.choice(places)}",
        lambda: f"{rng.choice(places)} {rng.choice(_NEEDS)}",
        lambda: _slipped(_part(rng.choice(names), rng), rng),
        lambda: _slipped(f"{rng.choice(_NEEDS)} {rng.choice(places)}", rng),
    )
    return [makers[number % len(makers)]().lower() for number in range(count)]


def measure(search: Search, bare: sqlite3.Connection, queries: Sequence[str]) -> Times:
    """Type every query letter by letter into each search; ``bare`` has the bare index, and a page cache of its own."""
    times = Times()
    names = [name for (name,) in bare.execute("SELECT name FROM search_entry")]
    for number, text in enumerate(_keystrokes(queries)):
        times.keystrokes.append((times.take("first", search.first, text, limit=_MOST), text))
        if number % _COUNTED_EVERY == 0:
            times.take("rest", search.rest, search.first(text, limit=_MOST))
        if expression := prefix_expression(text):
            for name, order in (("fts5 ranked", "ORDER BY rank"), ("fts5 unranked", "")):
                times.take(name, _bare, bare, expression, order)
        if number % _FUZZY_EVERY == 0:
            times.take("rapidfuzz", process.extract, text, names, scorer=fuzz.WRatio, limit=_MOST)
    return times


def measure_filtered(search: Search, queries: Sequence[str]) -> Times:
    """Type every query letter by letter with filters chosen."""
    times = Times()
    for number, text in enumerate(_keystrokes(queries)):
        times.take("first", search.first, text, FILTERS, limit=_MOST)
        if number % _COUNTED_EVERY == 0:
            times.take("rest", search.rest, search.first(text, FILTERS, limit=_MOST))
    return times


def prefix_expression(text: str) -> str:
    """The typed words as one bare FTS5 query: all of them, each quoted, the last one the beginning of a word."""
    return " AND ".join(f'"{word}"' for word in words(text)) + "*" if words(text) else ""


def _bare(connection: sqlite3.Connection, match: str, order: str) -> list[tuple[int]]:
    query = f"SELECT rowid FROM bare_index WHERE bare_index MATCH ? {order} LIMIT {_MOST}"  # noqa: S608 - fixed text
    return connection.execute(query, (match,)).fetchall()


def _keystrokes(queries: Sequence[str]) -> Iterator[str]:
    """What stands in the search box after each letter typed."""
    return (text[:end] for text in queries for end in range(1, len(text) + 1))


def _part(name: str, rng: Random) -> str:
    """Two or three words of a name, in order."""
    parts = re.split(r"[ ,:()]+", name)
    start = rng.randrange(max(1, len(parts) - 1))
    return " ".join(parts[start : start + rng.choice((2, 3))])


def _slipped(text: str, rng: Random) -> str:
    """The text with a slip in one of its longer words, where it has any."""
    parts = words(text)
    long = [index for index, part in enumerate(parts) if len(part) > 4 and part.isalpha()]  # noqa: PLR2004
    if long:
        index = rng.choice(long)
        parts[index] = misspelt(parts[index], rng.choice(KINDS), rng) or parts[index]
    return " ".join(parts)
