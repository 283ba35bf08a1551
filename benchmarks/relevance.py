"""How good the answers are, on judged queries, beside plain FTS5."""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from navigator.find import Search, candidates, search
from navigator.text import words

ACCEPTABLE: Final = 1
_CUT: Final = 10
Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with graded listing ids: 3 exactly, 2 good, 1 acceptable."""

    text: str
    kind: str
    relevant: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over queries: nDCG@10, reciprocal rank of the first good answer, share with a good answer in the top 3."""

    queries: int
    ndcg: float
    mrr: float
    top3: float

    def measures(self) -> dict[str, float]:
        """The means by name."""
        return {"nDCG@10": self.ndcg, "MRR": self.mrr, "good in top 3": self.top3}


def read_judged(path: Path) -> list[Judged]:
    """The judged queries of a file."""
    rows = json.loads(path.read_text(encoding="utf-8"))["queries"]
    return [Judged(row["q"], row["kind"], row["relevant"]) for row in rows]


def score(judged: Sequence[Judged], ranker: Ranker) -> dict[str, Score]:
    """The scores of a ranker by kind of query, and over all as ``all``."""
    rows = defaultdict(list)
    for query in judged:
        found = list(ranker(query.text))[:_CUT]
        row = (_ndcg(found, query.relevant), _reciprocal(found, query.relevant), _good(found[:3], query.relevant))
        rows["all"].append(row)
        rows[query.kind].append(row)
    return {
        kind: Score(len(some), *(sum(column) / len(some) for column in zip(*some, strict=True)))
        for kind, some in rows.items()
    }


def by_search(searched: Search) -> Ranker:
    """What the search finds."""
    return lambda text: [found.id for found in searched.first(text, limit=_CUT).results]


@contextmanager
def as_if_large() -> Iterator[None]:
    """Search as in a directory too large to look at every service that answers at all."""
    with mock.patch.object(candidates, "EVERY", 0), mock.patch.object(search, "EVERY", 0):
        yield


def plain_fts5(connection: sqlite3.Connection) -> Ranker:
    """Plain FTS5 with BM25: any of the words, the last one a prefix."""

    def ranker(text: str) -> Sequence[str]:
        quoted = [f'"{word}"' for word in words(text)]
        rows = connection.execute(
            "SELECT s.id FROM search_index i JOIN service s ON s.key = i.rowid "
            "WHERE search_index MATCH ? ORDER BY rank LIMIT 10",
            (" OR ".join(quoted) + "*",),
        )
        return [row[0] for row in rows]

    return ranker


def _ndcg(found: Sequence[str], relevant: Mapping[str, int]) -> float:
    gained: float = sum((2 ** relevant.get(service, 0) - 1) / math.log2(rank + 2) for rank, service in enumerate(found))
    ideal = sorted(relevant.values(), reverse=True)[:_CUT]
    best: float = sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(ideal))
    return gained / best


def _reciprocal(found: Sequence[str], relevant: Mapping[str, int]) -> float:
    return next((1 / (rank + 1) for rank, service in enumerate(found) if relevant.get(service, 0) > ACCEPTABLE), 0.0)


def _good(found: Sequence[str], relevant: Mapping[str, int]) -> float:
    return float(any(relevant.get(service, 0) > ACCEPTABLE for service in found))
