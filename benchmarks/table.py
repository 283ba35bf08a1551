"""How soon the table of listings is on the screen, sorted, filtered and scrolled, in a directory of any size.

Asked of a directory as after some months of use. How soon it is seen in the window is for ``table_seen``.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.in_use import TODAY, used
from benchmarks.window import Measured
from navigator.directory import Store
from navigator.listings.checks.due_days import Report
from navigator.listings.table.table import ORDERS, Table
from navigator.listings.table.views import EVERYTHING, FIXED, View
from navigator.text import words

_REPORTED: Final = 200
_SCREEN: Final = 64
_SCREENS: Final = 40
_MS: Final = 1_000


def measure(path: Path, texts: int, seed: int) -> Iterator[Measured]:
    """The table over a copy of a directory file; so many texts are typed into it, letter by letter.

    Each view, order and text is asked of a table that has read nothing but the keys by name, as after a change.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        used(path, copy, Random(seed))
        with closing(Store(copy.with_suffix(".none"), copy).connect()) as connection:
            reported = _reported(connection, Random(seed))
            yield from _measured(connection, reported, _typed(connection, texts, Random(seed)), Random(seed))


def _measured(
    connection: sqlite3.Connection, reported: dict[str, Report], typed: list[str], random: Random
) -> Iterator[Measured]:
    def fresh() -> Table:
        table = Table(connection, TODAY, reported)
        table.rows(table.keys()[:_SCREEN])
        return table

    first = [_took(fresh) for _ in range(5)]
    yield Measured("table: first screen, worst ms", max(first), {"best": min(first)})
    sorts = {
        f"{order}{' down' if down else ''}": _took(partial(fresh().keys, order=order, descending=down))
        for order in ORDERS
        for down in (False, True)
    }
    yield _spread("table: sorted anew", sorts)
    boroughs = [View("borough", found.view.of) for found in fresh().boroughs()[:5]]
    filters = {view.label: _took(partial(fresh().keys, view)) for view in (*FIXED, *boroughs)}
    yield _spread("table: a view filtered anew", filters)
    table = fresh()
    yield _spread("table: a text typed", {text: _took(partial(table.keys, EVERYTHING, text)) for text in typed})
    keys = table.keys()
    starts = [random.randrange(max(len(keys) - _SCREEN, 1)) for _ in range(_SCREENS)]
    scrolled = {str(at): _took(partial(table.rows, keys[at : at + _SCREEN])) for at in starts}
    yield _spread("table: rows of a screen", scrolled)
    yield Measured("table: all counts, ms", _took(fresh().views))


def _took(do: Callable[[], object]) -> float:
    started = perf_counter()
    do()
    return (perf_counter() - started) * _MS


def _spread(name: str, times: dict[str, float]) -> Measured:
    """The 95th of a hundred, with the middle one, and which took longest."""
    ordered = sorted(times.values())
    slowest = max(times, key=times.__getitem__)
    value = ordered[min(round(0.95 * len(ordered)), len(ordered) - 1)]
    note = f"slowest: {slowest}, {times[slowest]:.0f} ms"
    return Measured(f"{name}, p95 ms", value, {"p50": ordered[len(ordered) // 2]}, (note,))


def _reported(connection: sqlite3.Connection, random: Random) -> dict[str, Report]:
    ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service ORDER BY key")]
    return {service_id: Report(("phone",)) for service_id in random.sample(ids, min(_REPORTED, len(ids)))}


def _typed(connection: sqlite3.Connection, count: int, random: Random) -> list[str]:
    """The beginnings of names and organisations, a letter more each time."""
    sql = "SELECT s.name, o.name FROM service s JOIN organization o ON o.key = s.organization_key"
    names = [name for row in connection.execute(sql) for name in row if words(name)]
    return [text[:n] for text in random.sample(names, min(count, len(names))) for n in range(1, len(text) + 1, 3)]
