"""How soon one field of many listings is changed and changed back, and the gaps of the whole directory are counted."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.window import Measured
from navigator.directory import Store
from navigator.directory.store import FILE_NAME
from navigator.listings.changes.editor import Editor
from navigator.listings.changes.guarding import guard
from navigator.listings.gaps.gaps import read_gaps
from navigator.listings.many.bulk import apply, preview
from navigator.listings.many.field_change import FieldChange

CHANGED: Final = 5_000
_GOES: Final = 3
_TODAY: Final = date(2026, 11, 23)
_CHANGES: Final = (
    FieldChange("phones", "add", {"number": "020 7946 0000"}),
    FieldChange("areas", "add", "Islington"),
    FieldChange("status", "replace", "active", "unclear"),
    FieldChange("sources.page_date", "set", "2026-11"),
)
"""The first is the one that is measured; the rest stand beside it."""
_TIMED: Final = (
    ("preview of a bulk change", 0),
    ("backup beside the preview", 1),
    ("bulk change", 2),
    ("bulk change taken back", 3),
)


def measure(path: Path, seed: int) -> Iterator[Measured]:
    """The time to change many listings of a copy of a directory, to take that back, and to count the gaps."""
    with closing(sqlite3.connect(path)) as connection:
        ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service ORDER BY key")]
        looked = [_spent(lambda: read_gaps(connection, _TODAY)) for _ in range(_GOES)]
    some = Random(seed).sample(ids, min(CHANGED, len(ids)))
    with TemporaryDirectory() as folder:
        copyfile(path, Path(folder) / FILE_NAME)
        store = Store(Path(folder), path)
        _changed(store, some[:1], _CHANGES[0])  # the first change of a day also makes a backup, and imports what writes
        made = {change.field: _changed(store, some, change) for change in _CHANGES}
    first = _CHANGES[0].field
    for name, at in _TIMED:
        beside = {field: spent[at] for field, spent in made.items() if field != first}
        yield Measured(f"{name}, {CHANGED} listings, s", made[first][at], {"listings": len(some)} | beside)
    yield Measured("report on gaps, s", min(looked), {"the first": looked[0], "goes": _GOES})


def _changed(store: Store, ids: list[str], change: FieldChange) -> tuple[float, ...]:
    """The seconds to look at a change, to back up while somebody reads it, to make it and to take it back."""
    editor = Editor(store)
    times = [perf_counter()]
    with closing(store.connect()) as connection:
        seen = preview(connection, ids, change)
        times.append(perf_counter())
    guard(store, len(ids))
    times.append(perf_counter())
    saved = apply(editor, seen)
    times.append(perf_counter())
    assert saved is not None
    editor.undo(saved.batch)
    times.append(perf_counter())
    return tuple(after - before for before, after in pairwise(times))


def _spent(what: Callable[[], object]) -> float:
    started = perf_counter()
    what()
    return perf_counter() - started
