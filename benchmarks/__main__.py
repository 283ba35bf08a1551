"""Measure the search, the rooms and the window: ``python -m benchmarks``, or ``make bench``.

For each size a directory is generated and kept for the next run; a figure with a target stands beside it.
"""

import json
import platform
import sqlite3
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from benchmarks import checking, keeping, many, mapping, opening, relevance, routing, sheets, spelling, typing, window
from benchmarks.directories import Written, directory
from benchmarks.display import NoDisplayError, data_folder, display
from navigator.directory import Store
from navigator.find import Search
from navigator.resources import resource

SIZES: Final = (1_000, 10_000, 100_000)
QUICK_SIZES: Final = SIZES[:2]
PARTS: Final = (
    "directory",
    "opening",
    "typing",
    "spelling",
    "relevance",
    "checking",
    "matrix",
    "routes",
    "sheets",
    "listings",
    *window.PARTS,
)
_WINDOW: Final = "window"
"""Stands for all the parts about the window."""
_SEARCHED: Final = frozenset({"typing", "spelling", "checking", "matrix", "routes", "sheets", "listings"})
_OF_A_SIZE: Final = frozenset(PARTS) - {"relevance", "contrast", "accessibility"}
_WINDOW_FROM: Final = 10_000
"""With fewer services the window is only measured where no more are asked for."""
_LEAST_SIZE: Final = 100
_MOST_SIZE: Final = 1_000_000
_JUDGED: Final = {
    "public queries": Path(__file__).parent.parent.parent / "shared" / "data" / "eval" / "search-dev.json",
    "other queries": Path(__file__).with_name("queries.json"),
    "kept-back queries": Path(__file__).with_name("queries-kept-back.json"),
}
_QUERIES: Final = 200
_FILTERED_QUERIES: Final = 60
_SLIPS: Final = 300
_PEOPLE, _TIMED_PEOPLE, _SAMPLES, _ROUTED_PEOPLE = 500, 60, 100, 200
_SEEDS: Final = 3
"""Misspellings are drawn with so many seeds, and their recall is the mean."""
_QUICK: Final = 5
"""A quick run asks a fifth of the questions."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach."""

    at: float
    least: bool = False

    def met(self, value: float) -> bool:
        """Whether the value is good enough."""
        return value >= self.at if self.least else value <= self.at

    def __str__(self) -> str:
        return f"{'at least' if self.least else 'at most'} {self.at:g}"


_ANY_SIZE: Final = None
_RUNS: Final = {"a run of the name with its rarest word": False, "a run that few services share": True}
"""What is misspelt, and whether it has to tell the service apart."""

TARGETS: Final[Mapping[tuple[str, int | None], Target]] = {
    ("first 50, p95 ms", 10_000): Target(8),
    ("first 50, p95 ms", 100_000): Target(16),
    ("first 50, p95 in times of ranked FTS5's", 10_000): Target(0.4),
    ("first 50, p95 in times of ranked FTS5's", 100_000): Target(0.08),
    ("total and counts, p95 ms", 10_000): Target(150),
    ("total and counts, p95 ms", 100_000): Target(150),
    **{(f"{run}: all", 10_000): Target(0.97, least=True) for run in _RUNS},
    **{(f"{run}: all", 100_000): Target(0.95, least=True) for run in _RUNS},
    ("memory added, MB", 100_000): Target(200),
    ("until the first answers, s", 100_000): Target(2),
    ("public queries, all (60): nDCG@10", _ANY_SIZE): Target(0.85, least=True),
    ("public queries, all (60): good in top 3", _ANY_SIZE): Target(0.93, least=True),
    ("other queries: nDCG@10 short of the public ones'", _ANY_SIZE): Target(0.05),
    ("questions to three places, in times of a fixed list's", _ANY_SIZE): Target(0.75),
    ("questions to three places, in times of a random list's", _ANY_SIZE): Target(0.55),
    ("questions to settle 12 services, in times of the least", _ANY_SIZE): Target(1.03),
    ("every outcome after one answer, with counts, p95 ms", 100_000): Target(1),
    ("next question, p95 ms", 100_000): Target(5),
    ("who to talk to, the whole screen, p95 ms", 10_000): Target(100),
    ("who to talk to, for one person, p95 ms", 10_000): Target(100),
    ("ways into one service, p95 ms", 10_000): Target(200),
    ("routes that do not hold when walked", _ANY_SIZE): Target(0),
    ("loops that do not open without their rules", _ANY_SIZE): Target(0),
    **{(f"{sheets.FIVE} services, {what}, p95 ms", _ANY_SIZE): Target(500) for what in sheets.FORMS},
    ("listings that a discreet sheet tells of", _ANY_SIZE): Target(0),
    ("table: first screen, worst ms", 100_000): Target(300),
    **{(f"table: {what}, p95 ms", 100_000): Target(200) for what in ("sorted anew", "a view filtered anew")},
    ("table: a text typed, p95 ms", 100_000): Target(200),
    (f"bulk change, {many.CHANGED} listings, s", _ANY_SIZE): Target(2),
    (f"bulk change taken back, {many.CHANGED} listings, s", _ANY_SIZE): Target(2),
    ("twins found, of all planted", 10_000): Target(0.95, least=True),
    ("twins found that are twins", 10_000): Target(0.8, least=True),
    ("looking for twins, s", 10_000): Target(10),
    ("killed in the middle: lost or half done", _ANY_SIZE): Target(0),
    ("start in times of a bare window's", _ANY_SIZE): Target(2.0),
    **{(f"key to results drawn, {pace}, p95 ms", 10_000): Target(33) for pace in window.PACES_S},
    **{(f"key to results drawn, {pace}, p95 ms", 100_000): Target(60) for pace in window.PACES_S},
    ("heartbeat gap, p99.9 ms", _ANY_SIZE): Target(50),
    ("table seen, the first time, ms", _ANY_SIZE): Target(300),
    ("table sorted or filtered until it is seen, p95 ms", _ANY_SIZE): Target(200),
    ("gap while the table is scrolled, p99 ms", _ANY_SIZE): Target(50),
    **{(f"another {change}, worst ms", _ANY_SIZE): Target(250) for change in ("text scale", "colours")},
    ("memory in times of a bare window's", 10_000): Target(1.6),
    **{(f"least contrast of text, {name}", _ANY_SIZE): Target(4.5, least=True) for name in window.COLOURS},
    **{(f"least contrast of parts, {name}", _ANY_SIZE): Target(3, least=True) for name in window.COLOURS},
    ("controls without a name or a key", _ANY_SIZE): Target(0),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, at how many services, what came out, and others to read it beside."""

    name: str
    size: int
    value: float
    beside: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def target(self) -> Target | None:
        """What it should reach, if anything."""
        return TARGETS.get((self.name, self.size)) or TARGETS.get((self.name, _ANY_SIZE))

    @property
    def missed(self) -> bool:
        """Whether there is a target and it is not met."""
        return self.target is not None and not self.target.met(self.value)

    def __str__(self) -> str:
        verdict = f"{'not met' if self.missed else 'met':8}{self.target}" if self.target else ""
        beside = ", ".join(f"{name} {_shown(value)}" for name, value in self.beside.items())
        line = f"  {self.name:54}{_shown(self.value):>9}  {verdict:24}{beside}".rstrip()
        return "\n".join([line, *(f"    {note}" for note in self.notes)])


def _shown(value: float) -> str:
    """A number with as many digits as tell something."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 3  # noqa: PLR2004 - powers of ten
    return f"{value:,.{digits}f}"


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
    try:
        for heading, found in _sections(arguments):
            print(f"\n{heading}", flush=True)
            for figure in found:
                print(figure, flush=True)
                figures.append(figure)
    except NoDisplayError as error:
        print(error, file=sys.stderr)
        return 1
    aimed = [figure for figure in figures if figure.target]
    missed = [figure for figure in aimed if figure.missed]
    print(f"\n{len(aimed) - len(missed)} of {len(aimed)} targets met{', not met:' if missed else '.'}")
    for figure in missed:
        print(f"  {figure.size:,} services, {figure.name}: {_shown(figure.value)}, {figure.target}")
    if arguments.json:
        rows = [asdict(figure) | {"target": figure.target and figure.target.at} for figure in figures]
        arguments.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


class _Parser(ArgumentParser):
    """Says in one line what it does not understand."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def _arguments(argv: Sequence[str] | None) -> Namespace:
    parser = _Parser(prog="benchmarks", description="Measure the search, the rooms and the window.", allow_abbrev=False)
    parser.add_argument("--sizes", type=_size, nargs="+", metavar="N", help="how many services to generate")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other listings and other queries")
    parser.add_argument("--quick", action="store_true", help="a fifth of the questions; by default no 100,000 services")
    some = f"some of {', '.join(PARTS)}; {_WINDOW} for those about the window"
    parser.add_argument("--only", type=_parts, default=PARTS, metavar="PART,…", help=some)
    parser.add_argument("--json", type=_new_file, metavar="FILE", help="also write the figures to this file")
    arguments = parser.parse_args(argv)
    if arguments.sizes is None:
        arguments.sizes = QUICK_SIZES if arguments.quick else SIZES
    return arguments


def _size(text: str) -> int:
    if not (text.isdecimal() and _LEAST_SIZE <= int(text) <= _MOST_SIZE):
        raise ArgumentTypeError(f"a size is a whole number from {_LEAST_SIZE} to {_MOST_SIZE}, not '{text}'")
    return int(text)


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part for name in text.split(",") for part in (window.PARTS if name == _WINDOW else (name,)))
    if unknown := [part for part in parts if part not in PARTS]:
        raise ArgumentTypeError(f"the parts are {', '.join(PARTS)}, not '{unknown[0]}'")
    return parts


def _new_file(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise ArgumentTypeError(f"'{text}' is not a file in a folder that is there")
    return path


def _sections(arguments: Namespace) -> Iterator[tuple[str, Iterator[Figure]]]:
    """The parts of the table, each measured while it is printed."""
    of_size: dict[str, Callable[[Subject], Iterator[Figure]]] = {
        "typing, letter by letter": _typing,
        "spelling, recall@10 of misspelt names": _spelling,
        "checking, how quick": _quickness,
        "matrix, who to talk to": _matrix,
        "routes, how soon": _ways_in,
        "sheets, how soon": _sheets,
        "listings, how soon": _listings,
    }
    with ExitStack() as stack:
        where = stack.enter_context(display()) if set(arguments.only) & set(window.PARTS) else {}
        for size in arguments.sizes if _OF_A_SIZE & set(arguments.only) else ():
            written = directory(size, arguments.seed)
            if "directory" in arguments.only:
                yield f"{size:,} services: the file", _file(written)
            if "opening" in arguments.only:
                yield f"{size:,} services: opening the search, in a process of its own", _opening(written)
            if _SEARCHED & set(arguments.only):
                yield from _searched(written, of_size, arguments)
            if size >= _WINDOW_FROM or size == max(arguments.sizes):
                yield from _window(written.path, size, arguments, where)
        yield from _of_the_shipped(arguments, where)


def _of_the_shipped(arguments: Namespace, where: Mapping[str, str]) -> Iterator[tuple[str, Iterator[Figure]]]:
    shipped = resource("services.sqlite")
    with closing(_connect(shipped)) as connection:
        search = Search(connection, typing.WEDNESDAY_MORNING)
        size = connection.execute("SELECT count(*) FROM service").fetchone()[0]
        subject = Subject(size, shipped, connection, search, arguments)
        if "spelling" in arguments.only:
            yield f"The shipped directory, {size} services: spelling, recall@10 of misspelt names", _spelling(subject)
        if "relevance" in arguments.only:
            yield f"The shipped directory, {size} services: relevance to judged queries", _relevance(subject)
        if "checking" in arguments.only:
            yield f"The shipped directory, {size} services: checking, how few questions", _checking(subject)
        if "routes" in arguments.only:
            yield f"The shipped directory, {size} services: routes, walked", _routes(subject)
        if "sheets" in arguments.only:
            yield f"The shipped directory, {size} services: sheets, what they hold", _kept(subject)
        if "listings" in arguments.only:
            yield f"The shipped directory, {size} services: listings, changes cut short", _cut_short(subject)
    yield from _window(None, size, arguments, where)


def _searched(
    written: Written, of_size: Mapping[str, Callable[[Subject], Iterator[Figure]]], arguments: Namespace
) -> Iterator[tuple[str, Iterator[Figure]]]:
    with closing(_connect(written.path)) as connection:
        search = Search(connection, typing.WEDNESDAY_MORNING)
        subject = Subject(written.services, written.path, connection, search, arguments)
        for heading, measure in of_size.items():
            if heading.partition(",")[0] in arguments.only:
                yield f"{written.services:,} services: {heading}", measure(subject)


def _window(
    path: Path | None, size: int, arguments: Namespace, where: Mapping[str, str]
) -> Iterator[tuple[str, Iterator[Figure]]]:
    """The parts about the window over a directory file of this size; over the one that ships for None."""
    of = f"{size:,} services" if path else f"The shipped directory, {size} services"
    with data_folder(path) as data:
        room = window.Room(data, path or resource("services.sqlite"), where, arguments.seed, arguments.quick)
        for part, measure in window.parts_for(size if path else None).items():
            if part in arguments.only:
                yield f"{of}: the window, {part}", _measured(measure(room), size)


def _connect(path: Path) -> sqlite3.Connection:
    return Store(path.with_suffix(".none"), path).connect()


def _file(written: Written) -> Iterator[Figure]:
    for name, value in (
        ("listings generated, s", written.generate_s),
        ("listings written, s", written.write_s),
        ("indexes built from the rows, s", written.index_s),
        ("indexes merged and file packed, s", written.settle_s),
        ("file, MB", written.file_bytes / 1e6),
        ("different words of letters", written.words),
        ("different words with digits", written.numbers),
    ):
        yield Figure(name, written.services, value)
    beside = {"bare FTS5 with prefix indexes": written.bare_bytes / 1e6}
    yield Figure("indexes, MB", written.services, written.index_bytes / 1e6, beside)


def _opening(written: Written) -> Iterator[Figure]:
    found = opening.measure(written.path)
    beside = {"until the first letter": found.open_s, "importing": found.import_s}
    yield Figure("until the first answers, s", written.services, found.ready_s, beside)
    yield Figure("first total and counts, s", written.services, found.counts_s)
    if found.connected_mb is not None and found.added_mb is not None and found.counted_mb is not None:
        beside = {"before": found.connected_mb, "once it has counted": found.counted_mb}
        yield Figure("memory added, MB", written.services, found.added_mb, beside)


def _typing(subject: Subject) -> Iterator[Figure]:
    seed = subject.arguments.seed
    queries = typing.typed(subject.connection, subject.some(_QUERIES), seed)
    others = typing.typed(subject.connection, subject.some(_FILTERED_QUERIES), seed + 1)
    with closing(_connect(subject.path)) as bare:
        times = typing.measure(subject.search, bare, queries).spreads()
    filtered = typing.measure_filtered(subject.search, others).spreads()
    for label, spread in (
        ("first 50", times["first"]),
        ("bare FTS5 prefix query, ranked", times["fts5 ranked"]),
        ("bare FTS5 prefix query, unranked", times["fts5 unranked"]),
        ("RapidFuzz alone over the names", times["rapidfuzz"]),
        ("total and counts", times["rest"]),
        ("first 50, filtered", filtered["first"]),
        ("total and counts, filtered", filtered["rest"]),
    ):
        yield Figure(f"{label}, p95 ms", subject.size, spread.p95, {"p50": spread.p50, "goes": spread.goes})
    for label, name in (("ranked FTS5", "fts5 ranked"), ("unranked FTS5", "fts5 unranked"), ("RapidFuzz", "rapidfuzz")):
        yield Figure(
            f"first 50, p95 in times of {label}'s",
            subject.size,
            times["first"].p95 / times[name].p95,
            {"p50 in times of its p50": times["first"].p50 / times[name].p50},
        )


def _spelling(subject: Subject) -> Iterator[Figure]:
    by_search = spelling.by_search(subject.search)
    by_fts5 = spelling.by_plain_fts5(subject.connection)
    for run, telling_apart in _RUNS.items():
        slips = [
            slip
            for seed in range(subject.arguments.seed, subject.arguments.seed + _SEEDS)
            for slip in spelling.slips(subject.connection, subject.some(_SLIPS), seed, telling_apart=telling_apart)
        ]
        misspelt = [(slip.text, slip) for slip in slips]
        found = spelling.recall(misspelt, by_search)
        right = spelling.recall([(slip.right, slip) for slip in slips], by_search)
        plain = spelling.recall(misspelt, by_fts5)
        at_best = spelling.at_best(subject.connection, slips)
        for kind, value in found.by_kind.items():
            beside = {
                "spelt right": right.by_kind[kind],
                "expected at best": at_best[kind],
                "bare FTS5": plain.by_kind[kind],
            }
            yield Figure(f"{run}: {kind}", subject.size, value, beside)


def _relevance(subject: Subject) -> Iterator[Figure]:
    public = None
    for name, path in _JUDGED.items():
        if not path.exists():
            print(f"  {path.name} is not there; nothing to score.")
            continue
        judged = relevance.read_judged(path)
        searched = relevance.score(judged, relevance.by_search(subject.search))
        plain = relevance.score(judged, relevance.plain_fts5(subject.connection))
        with relevance.as_if_large():
            large = relevance.score(judged, relevance.by_search(_fresh(subject)))
        for kind, score in searched.items():
            for measure, value in score.measures().items():
                beside = {
                    "plain FTS5": plain[kind].measures()[measure],
                    "as in a large directory": large[kind].measures()[measure],
                }
                yield Figure(f"{name}, {kind} ({score.queries}): {measure}", subject.size, value, beside)
        if public is None:
            public = searched["all"].ndcg
        else:
            yield Figure(f"{name}: nDCG@10 short of the public ones'", subject.size, public - searched["all"].ndcg)


def _quickness(subject: Subject) -> Iterator[Figure]:
    """How soon Check answers, in a directory of this size."""
    asking = checking.Asking(subject.connection)
    yield from _measured(checking.quickness(asking, subject.some(_TIMED_PEOPLE), subject.arguments.seed), subject.size)


def _matrix(subject: Subject) -> Iterator[Figure]:
    """How soon the map of who to talk to is drawn."""
    found = mapping.quickness(subject.search, subject.connection, subject.some(_TIMED_PEOPLE), subject.arguments.seed)
    yield from _measured(found, subject.size)


def _checking(subject: Subject) -> Iterator[Figure]:
    """How few questions Check asks."""
    asking, seed = checking.Asking(subject.connection), subject.arguments.seed
    yield from _measured(checking.fewer(asking, subject.some(_PEOPLE), seed), subject.size)
    yield from _measured(checking.near_the_best(asking, subject.some(_SAMPLES), seed), subject.size)


def _ways_in(subject: Subject) -> Iterator[Figure]:
    """How soon the ways into a service are found, in a directory of this size."""
    found = routing.quickness(subject.connection, subject.some(_TIMED_PEOPLE), subject.arguments.seed)
    yield from _measured(found, subject.size)


def _routes(subject: Subject) -> Iterator[Figure]:
    """Whether the ways into services hold."""
    people = subject.some(_ROUTED_PEOPLE)
    found = routing.holding(subject.connection, subject.path, people, subject.arguments.seed)
    yield from _measured(found, subject.size)


def _sheets(subject: Subject) -> Iterator[Figure]:
    """How soon a sheet is there, in a directory of this size."""
    seed = subject.arguments.seed
    found = sheets.quickness(subject.search, subject.connection, subject.some(_TIMED_PEOPLE), seed)
    yield from _measured(found, subject.size)
    yield from _measured(sheets.first_of_all(subject.connection, subject.path, seed), subject.size)


def _kept(subject: Subject) -> Iterator[Figure]:
    """What sheets hold of the directory, and how soon the first is there."""
    seed, count = subject.arguments.seed, subject.some(_TIMED_PEOPLE)
    yield from _measured(sheets.holding(subject.search, subject.connection, count, seed), subject.size)
    yield from _measured(sheets.first_of_all(subject.connection, None, seed), subject.size)


def _listings(subject: Subject) -> Iterator[Figure]:
    """How soon a coordinator sees, finds and changes listings, in a directory of this size."""
    quick, seed = subject.arguments.quick, subject.arguments.seed
    yield from _measured(keeping.quickness(subject.path, subject.size, seed, quick=quick), subject.size)


def _cut_short(subject: Subject) -> Iterator[Figure]:
    """What is left of changes that were cut short."""
    yield from _measured(keeping.safety(subject.arguments.seed, quick=subject.arguments.quick), subject.size)


def _measured(found: Iterable[window.Measured], size: int) -> Iterator[Figure]:
    return (Figure(one.name, size, one.value, one.beside, one.notes) for one in found)


def _fresh(subject: Subject) -> Search:
    """Another search of the same directory, which remembers no answer."""
    return Search(subject.connection, typing.WEDNESDAY_MORNING)


if __name__ == "__main__":
    sys.exit(main())
