"""What the search costs before the first key is pressed: seconds and memory, in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Final

from navigator.directory import Store

_MB: Final = 1_000_000
_RUNS: Final = 3
_FIRST_QUERIES: Final = ("alcohol", "alchohol detoxx", "pekham womens hubb", "couns")
"""Between them they load everything that is put off until a query needs it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a ready search adds to an open connection, in seconds and megabytes.

    Seconds: to import it, to open it, to its first answers, and to its first total and counts. Megabytes of resident
    memory: before, added when it answers, and added when it has counted too; None where the system does not say.
    """

    import_s: float
    open_s: float
    first_s: float
    counts_s: float
    connected_mb: float | None
    added_mb: float | None
    counted_mb: float | None

    @property
    def ready_s(self) -> float:
        """Seconds until it has answered."""
        return self.open_s + self.first_s


def measure(path: Path) -> Opening:
    """Open the search on a directory file, each time in a new process; the middle one of some."""
    return sorted((_in_new_process(path) for _ in range(_RUNS)), key=lambda found: found.ready_s)[_RUNS // 2]


def _in_new_process(path: Path) -> Opening:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.opening", str(path)],
        stdout=subprocess.PIPE,
        check=True,
        cwd=Path(__file__).parent.parent,
        encoding="utf-8",
    )
    return Opening(**json.loads(done.stdout))


def _opened(path: Path) -> Opening:
    connection = Store(path.with_suffix(".none"), path).connect()
    connection.execute("SELECT count(*) FROM service").fetchone()
    before = _resident_mb()
    marks = [perf_counter()]
    from navigator.find import Search

    marks.append(perf_counter())
    search = Search(connection)
    marks.append(perf_counter())
    for text in _FIRST_QUERIES:
        search.first(text)
    marks.append(perf_counter())
    answering = _resident_mb()
    marks.append(perf_counter())
    search.rest(search.first("alcohol"))
    marks.append(perf_counter())
    imported, opened, first, _, counted = (end - start for start, end in pairwise(marks))
    return Opening(imported, opened, first, counted, before, _added(before, answering), _added(before, _resident_mb()))


def _added(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _resident_mb() -> float | None:
    """Memory of this process that is in use and not swapped out (Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(_opened(Path(sys.argv[1])))))
