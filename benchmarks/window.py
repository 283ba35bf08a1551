"""What the window costs and whether everybody can use it: each figure measured in a process of its own."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import start, typing
from benchmarks.display import asked_of, data_folder
from benchmarks.in_use import used
from navigator.directory import Store

PARTS: Final = ("start", "keystrokes", "heartbeat", "table", "look", "memory", "contrast", "accessibility")
COLOURS: Final = ("light", "dark", "contrast")
_NOT_A_DIRECTORY: Final = b"not a directory"
PACES_S: Final = {"a person's pace": 0.12, "half overtaken": 0.06}
_PAIRS, _FEW_PAIRS = 20, 3
_RUNS, _FEW_RUNS = 5, 2
_QUERIES, _FEW_QUERIES = 21, 3
_LARGE: Final = 10_000
"""Up to so many services a person's own computer starts with; larger ones are only typed in and used."""
_SHOWN: Final = 3
_TEXTS, _LETTERS = 4, 8
"""So many names are typed into the filter, and so much of each."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, and others to read it beside; ``notes`` say what stands behind it."""

    name: str
    value: float
    beside: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Where to measure: a data folder, the file in it, on a display; ``quick`` with a few goes only."""

    data: Path
    path: Path
    environment: Mapping[str, str]
    seed: int
    quick: bool

    def of(self, many: int, few: int) -> int:
        """So many goes, or few of them."""
        return few if self.quick else many


def opening(room: Room) -> Iterator[Measured]:
    """Cold start beside a bare window."""
    found = start.starts(room.data, room.of(_PAIRS, _FEW_PAIRS), room.environment)
    beside = {"s": found.window_s, "bare window, s": found.bare_s, "until the first results, s": found.first_results_s}
    yield Measured("start in times of a bare window's", found.ratio, beside)


def keystrokes(room: Room) -> Iterator[Measured]:
    """From a key to the results it asks for, at two paces."""
    with closing(Store(room.path.with_suffix(".none"), room.path).connect()) as connection:
        queries = typing.typed(connection, room.of(_QUERIES, _FEW_QUERIES), room.seed)
    for pace, seconds in PACES_S.items():
        given = {"queries": queries, "pace_s": seconds}
        taken = asked_of("benchmarks.keystrokes", [str(room.data)], room.environment, given)["ms"]
        spread = typing.spread(taken)
        beside = {"p50": spread.p50, "worst": max(taken), "keys": spread.goes}
        yield Measured(f"key to results drawn, {pace}, p95 ms", spread.p95, beside)


def heartbeat(room: Room) -> Iterator[Measured]:
    """The gaps in what the window's thread does."""
    runs = [_gaps(room) for _ in range(room.of(_RUNS, _FEW_RUNS))]
    worst: dict[str, float] = {}
    for doing, gap, _ in (beat for run in runs for beat in run):
        worst[doing] = max(worst.get(doing, 0), gap)
    rare = statistics.median(_rare([gap for _, gap, _ in run]) for run in runs)
    work = statistics.median(_rare([work for *_, work in run]) for run in runs)
    beside = {"its own work": work} | {
        f"worst {doing}": worst[doing] for doing in sorted(worst, key=lambda doing: -worst[doing])[:_SHOWN]
    }
    yield Measured("heartbeat gap, p99.9 ms", rare, beside)


def _gaps(room: Room) -> list[tuple[str, float, float]]:
    found = asked_of("benchmarks.heartbeat", [str(room.data)], room.environment)
    return [(doing, gap, work) for doing, gap, work in found]


def table(room: Room) -> Iterator[Measured]:
    """How soon the table of listings is seen, in a directory that was in use for some months."""
    with TemporaryDirectory(prefix="navigator-data-") as folder:
        used(room.path, Path(folder) / "services.sqlite", Random(room.seed))
        with closing(Store(room.path.with_suffix(".none"), room.path).connect()) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM service ORDER BY key")]
        texts = [name[:_LETTERS] for name in Random(room.seed).sample(names, room.of(_TEXTS, 1))]
        found = asked_of("benchmarks.table_seen", [folder], room.environment, {"texts": texts})
    yield Measured("table seen, the first time, ms", found["first"], {"again": found["again"]})
    waits: dict[str, float] = {**found["sorted"], **found["views"], **found["texts"]}
    spread, slowest = typing.spread(list(waits.values())), max(waits, key=waits.__getitem__)
    beside = {"p50": spread.p50, "goes": spread.goes} | {
        f"p50 {name}": typing.spread(list(found[name].values())).p50 for name in ("sorted", "views", "texts")
    }
    note = f"slowest: {slowest}, {waits[slowest]:.0f} ms"
    yield Measured("table sorted or filtered until it is seen, p95 ms", spread.p95, beside, (note,))
    gaps = sorted(found["gaps"])
    yield Measured("gap while the table is scrolled, p99 ms", gaps[len(gaps) * 99 // 100], {"worst": gaps[-1]})


def _rare(gaps: Sequence[float]) -> float:
    """What 999 of 1,000 stay below."""
    return sorted(gaps)[min(len(gaps) - 1, int(len(gaps) * 0.999))]


def look(room: Room) -> Iterator[Measured]:
    """Another size of text, other colours."""
    for change, taken in asked_of("benchmarks.look", [str(room.data)], room.environment).items():
        yield Measured(f"another {change}, worst ms", max(taken), {"p50": statistics.median(taken)})


def memory(room: Room) -> Iterator[Measured]:
    """What is held at rest."""
    found = start.memory(room.data, room.environment)
    beside = {"MB": found.window_mb, "bare window, MB": found.bare_mb}
    yield Measured("memory in times of a bare window's", found.window_mb / found.bare_mb, beside)


def contrast(room: Room) -> Iterator[Measured]:
    """The least contrast in each set of colours."""
    for name, kind, ratio, between in asked_of("benchmarks.colours", [], room.environment):
        yield Measured(f"least contrast of {kind}, {name}", ratio, notes=(between,))


def accessibility(room: Room) -> Iterator[Measured]:
    """Controls that somebody cannot name or cannot reach, in every state of the window."""
    with data_folder(None) as broken:
        (broken / "services.sqlite").write_bytes(_NOT_A_DIRECTORY)
        states: dict[str, Any] = {}
        for data in (room.data, broken):
            states |= asked_of("benchmarks.accessibility", [str(data)], room.environment)
    offenders = {told: state for state, found in reversed(states.items()) for told in found["offenders"]}
    exempt = sorted({name for found in states.values() for name in found["exempt"]})
    notes = [f"{told} ({state})" for told, state in offenders.items()]
    beside = {"controls": max(found["controls"] for found in states.values()), "states": len(states)}
    yield Measured(
        "controls without a name or a key",
        len(offenders),
        beside,
        (*notes, f"exempt, as Qt's own: {', '.join(exempt) or 'none'}"),
    )


OF_ANY_SIZE: Final[Mapping[str, Callable[[Room], Iterator[Measured]]]] = {
    "keystrokes": keystrokes,
    "heartbeat": heartbeat,
    "table": table,
}
OF_USUAL_SIZES: Final[Mapping[str, Callable[[Room], Iterator[Measured]]]] = {
    "start": opening,
    "look": look,
    "memory": memory,
}
OF_THE_SHIPPED: Final[Mapping[str, Callable[[Room], Iterator[Measured]]]] = {
    "start": opening,
    "contrast": contrast,
    "accessibility": accessibility,
}


def parts_for(size: int | None) -> Mapping[str, Callable[[Room], Iterator[Measured]]]:
    """What is measured with a directory of so many services; None stands for the one that ships."""
    if size is None:
        return OF_THE_SHIPPED
    return {**OF_USUAL_SIZES, **OF_ANY_SIZE} if size <= _LARGE else OF_ANY_SIZE
