"""Measure the search: ``python -m benchmarks``, or ``make bench``.

For each size a directory is generated and kept for the next run; a figure with a target stands beside it.
"""

import json
import platform
import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks import opening, relevance, spelling, typing
from benchmarks.directories import Written, directory
from navigator.directory import Store
from navigator.find import Search
from navigator.resources import resource

SIZES: Final = (1_000, 10_000, 100_000)
PARTS: Final = ("directory", "opening", "typing", "spelling", "relevance")
_ROOT: Final = Path(__file__).parent.parent
_JUDGED: Final = (
    _ROOT.parent / "shared" / "data" / "eval" / "search-dev.json",
    Path(__file__).with_name("queries.json"),
)
_QUERIES: Final = 200
_SLIPS: Final = 300
_QUICK: Final = 5
"""A quick run asks a fifth of the questions."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach at a size."""

    at: float
    least: bool = False

    def met(self, value: float) -> bool:
        """Whether the value is good enough."""
        return value >= self.at if self.least else value <= self.at

    def __str__(self) -> str:
        return f"{'at least' if self.least else 'at most'} {self.at:g}"


TARGETS: Final[dict[tuple[str, int], Target]] = {
    ("typing: first 50, p95 ms", 10_000): Target(8),
    ("typing: first 50, p95 ms", 100_000): Target(16),
    ("typing: p95, times ranked FTS5", 10_000): Target(0.4),
    ("typing: p95, times ranked FTS5", 100_000): Target(0.08),
    ("typing: total and counts, p95 ms", 10_000): Target(150),
    ("typing: total and counts, p95 ms", 100_000): Target(150),
    ("spelling: recall@10, all", 10_000): Target(0.97, least=True),
    ("spelling: recall@10, all", 100_000): Target(0.95, least=True),
    ("opening: search adds, MB", 100_000): Target(200),
    ("opening: search adds, s", 100_000): Target(2),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, at how many services, and what came out."""

    name: str
    size: int
    value: float

    @property
    def target(self) -> Target | None:
        """What it should reach, if anything."""
        return TARGETS.get((self.name, self.size))

    def __str__(self) -> str:
        shown = f"{self.value:,.0f}" if self.value >= 1_000 else f"{self.value:.3g}"  # noqa: PLR2004 - digits
        verdict = f"  {'met' if self.target.met(self.value) else 'NOT MET':8}{self.target}" if self.target else ""
        return f"  {self.name:52}{shown:>12}{verdict}"


@dataclass(frozen=True, slots=True)
class Subject:
    """A directory to measure, with its search opened."""

    size: int
    path: Path
    connection: sqlite3.Connection
    search: Search
    arguments: Namespace

    def some(self, count: int) -> int:
        """So many, or fewer in a quick run."""
        return count // _QUICK if self.arguments.quick else count


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print it, and write it down as JSON where asked to."""
    arguments = _arguments(argv)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.platform()}")
    figures: list[Figure] = []
    for heading, found in _sections(arguments):
        print(f"\n{heading}")
        for figure in found:
            print(figure, flush=True)
            figures.append(figure)
    missed = [figure for figure in figures if figure.target and not figure.target.met(figure.value)]
    aimed = sum(figure.target is not None for figure in figures)
    print(f"\n{aimed - len(missed)} of {aimed} targets met.")
    if arguments.json:
        rows = [asdict(figure) | {"target": figure.target and figure.target.at} for figure in figures]
        arguments.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="benchmarks", description="Measure the search.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many services to generate")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other listings and other queries")
    parser.add_argument("--quick", action="store_true", help="a fifth of the questions, and no 100,000 services")
    parser.add_argument("--only", type=lambda text: text.split(","), default=PARTS, help=f"some of {','.join(PARTS)}")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.only) - set(PARTS):
        parser.error(f"--only knows {', '.join(PARTS)}, not {', '.join(sorted(unknown))}")
    if arguments.quick:
        arguments.sizes = [size for size in arguments.sizes if size < max(SIZES)]
    return arguments


def _sections(arguments: Namespace) -> Iterator[tuple[str, Iterator[Figure]]]:
    """The parts of the table, each measured while it is printed."""
    measured: dict[str, Callable[[Subject], Iterator[Figure]]] = {"typing": _typing, "spelling": _spelling}
    generated = [part for part in arguments.only if part != "relevance"]
    for size in arguments.sizes if generated else ():
        written = directory(size, arguments.seed)
        yield f"{size:,} services", _of_file(written, arguments)
        with closing(Store(written.path.with_suffix(".none"), written.path).connect()) as connection:
            search = Search(connection, typing.WEDNESDAY_MORNING)
            subject = Subject(size, written.path, connection, search, arguments)
            for part, measure in measured.items():
                if part in arguments.only:
                    yield f"{size:,} services, {part}", measure(subject)
    shipped = resource("services.sqlite")
    with closing(Store(shipped.with_suffix(".none"), shipped).connect()) as connection:
        search = Search(connection)
        size = connection.execute("SELECT count(*) FROM service").fetchone()[0]
        subject = Subject(size, shipped, connection, search, arguments)
        if "spelling" in arguments.only:
            yield f"The shipped directory ({size} services), spelling", _spelling(subject)
        if "relevance" in arguments.only:
            for path in _JUDGED:
                yield f"The shipped directory ({size} services), answers to {path.name}", _relevance(subject, path)


def _of_file(written: Written, arguments: Namespace) -> Iterator[Figure]:
    if "directory" in arguments.only:
        for name, value in (
            ("directory: listings generated, s", written.generate_s),
            ("directory: listings written, s", written.write_s),
            ("directory: index built, s", written.index_s),
            ("directory: index merged and file packed, s", written.settle_s),
            ("directory: file, MB", written.file_bytes / 1e6),
            ("directory: index, MB", written.index_bytes / 1e6),
            ("directory: different words of letters", written.words),
            ("directory: different words with digits", written.numbers),
        ):
            yield Figure(name, written.services, value)
    if "opening" in arguments.only:
        found = opening.measure(written.path)
        yield Figure("opening: search adds, s", written.services, found.open_s + found.first_s)
        yield Figure("opening: of that, until the first key, s", written.services, found.open_s)
        if found.added_mb is not None and found.connected_mb is not None:
            yield Figure("opening: search adds, MB", written.services, found.added_mb)
            yield Figure("opening: process with a connection only, MB", written.services, found.connected_mb)


def _typing(subject: Subject) -> Iterator[Figure]:
    queries = typing.typed(subject.connection, subject.some(_QUERIES), subject.arguments.seed)
    times = typing.measure(subject.connection, subject.search, queries).spreads()
    for name, label in (
        ("first", "first 50"),
        ("fts5 ranked", "bare FTS5 prefix query, ranked"),
        ("fts5 unranked", "bare FTS5 prefix query, unranked"),
        ("rapidfuzz", "RapidFuzz over the names"),
        ("rest", "total and counts"),
        ("first, filtered", "first 50, filtered"),
        ("rest, filtered", "total and counts, filtered"),
    ):
        yield Figure(f"typing: {label}, p50 ms", subject.size, times[name].p50)
        yield Figure(f"typing: {label}, p95 ms", subject.size, times[name].p95)
    for share in (name for name in ("fts5 ranked", "fts5 unranked", "rapidfuzz") if times[name].p95):
        label = {"fts5 ranked": "ranked FTS5", "fts5 unranked": "unranked FTS5", "rapidfuzz": "RapidFuzz"}[share]
        yield Figure(f"typing: p95, times {label}", subject.size, times["first"].p95 / times[share].p95)


def _spelling(subject: Subject) -> Iterator[Figure]:
    slips = spelling.slips(subject.connection, subject.some(_SLIPS), subject.arguments.seed)
    by_search = spelling.by_search(subject.search)
    found = spelling.recall([(slip.text, slip) for slip in slips], by_search)
    for kind, value in found.by_kind.items():
        yield Figure(f"spelling: recall@10, {kind}", subject.size, value)
    right = spelling.recall([(slip.right, slip) for slip in slips], by_search)
    yield Figure("spelling: recall@10 of the same spelt right", subject.size, right.by_kind["all"])
    plain = spelling.recall([(slip.text, slip) for slip in slips], spelling.by_plain_fts5(subject.connection))
    yield Figure("spelling: recall@10 of bare FTS5", subject.size, plain.by_kind["all"])


def _relevance(subject: Subject, path: Path) -> Iterator[Figure]:
    if not path.exists():
        print(f"  {path.name} is not there; nothing to score.")
        return
    judged = relevance.read_judged(path)
    searched = relevance.score(
        judged, lambda text: [found.id for found in subject.search.first(text, limit=10).results]
    )
    plain = relevance.score(judged, relevance.plain_fts5(subject.connection))
    for kind, score in searched.items():
        for measure, value, beside in (
            ("nDCG@10", score.ndcg, plain[kind].ndcg),
            ("MRR", score.mrr, plain[kind].mrr),
            ("good in top 3", score.top3, plain[kind].top3),
        ):
            yield Figure(f"relevance: {kind} ({score.queries}), {measure}", subject.size, value)
            yield Figure(f"relevance: {kind} ({score.queries}), {measure}, plain FTS5", subject.size, beside)


if __name__ == "__main__":
    sys.exit(main())
