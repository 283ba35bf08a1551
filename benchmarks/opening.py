"""What the search costs before the first key is pressed: seconds and memory, in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from navigator.directory import Store

_MB: Final = 1_000_000
_FIRST_QUERIES: Final = ("alcohol", "alchohol detoxx", "pekham womens hubb", "couns")
"""Between them they load everything that is put off until a query needs it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a ready search adds to an open connection: seconds to open, seconds to the first answers, megabytes.

    ``connected_mb`` is the resident memory of the process before; both are None where the system does not say.
    """

    open_s: float
    first_s: float
    connected_mb: float | None
    added_mb: float | None


def measure(path: Path) -> Opening:
    """Open the search on a directory file in a new process, and report."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.opening", str(path)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parent.parent,
        encoding="utf-8",
    )
    return Opening(**json.loads(done.stdout))


def _opened(path: Path) -> Opening:
    from navigator.find import Search

    connection = Store(path.with_suffix(".none"), path).connect()
    connection.execute("SELECT count(*) FROM service").fetchone()
    before = _resident_mb()
    started = perf_counter()
    search = Search(connection)
    opened = perf_counter()
    for text in _FIRST_QUERIES:
        search.first(text)
    ready = perf_counter()
    after = _resident_mb()
    added = None if before is None or after is None else after - before
    return Opening(opened - started, ready - opened, before, added)


def _resident_mb() -> float | None:
    """Memory of this process that is in use and not swapped out (Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(_opened(Path(sys.argv[1])))))
