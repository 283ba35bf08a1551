"""Keeping listings true: the table, many changed at once, duplicates, and what is left where a change is cut short."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import kills, many, table, twins
from benchmarks.window import Measured

_TEXTS: Final = 40
_TWINS_TO: Final = 10_000
"""Duplicates are looked for in directories of at most so many."""
_RUNS: Final = 3
_QUICK: Final = 5


def quickness(path: Path, size: int, seed: int, *, quick: bool) -> Iterator[Measured]:
    """The table, a change of many and its undo, the gaps, and duplicates among so many services."""
    yield from table.measure(path, _TEXTS // _QUICK if quick else _TEXTS, seed)
    yield from many.measure(path, seed)
    if size <= _TWINS_TO:
        yield from twins.measure(path, size, seed, 1 if quick else _RUNS)


def safety(seed: int, *, quick: bool) -> Iterator[Measured]:
    """What was lost or half done where a process was killed in the middle of changes; it is done in another process."""
    count = kills.KILLS // _QUICK if quick else kills.KILLS
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", str(count), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    beside = {"killed": told["kills"], "with a journal or log left": told["with a journal or log left"]}
    yield Measured("killed in the middle: lost or half done", len(told["wrong"]), beside, tuple(told["wrong"]))
