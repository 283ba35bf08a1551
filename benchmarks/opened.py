"""The real window, opened and left alone; little is imported beside it, since what it holds is measured.

``python -m benchmarks.opened DATA BEGAN`` says as JSON how many seconds after ``BEGAN``, a time of the system's clock,
the first results were drawn, and how many megabytes the process held at rest after that.
"""

import os
import sys
import time
from pathlib import Path
from typing import Final

_AT_REST_S: Final = 1.0
_MB: Final = 1_000_000


def _main(data: Path, began: float) -> None:
    from ui.shell.imports import import_plainly

    import_plainly()
    from benchmarks.driving import answered, drive, paints_of, rest, until
    from ui.find.results import ResultsView
    from ui.shell.main_window import MainWindow

    found: list[float] = []

    def script(window: MainWindow) -> None:
        until(lambda: window.find_page.inquiry.page is not None and bool(drawn))
        found.append(time.time() - (time.perf_counter() - drawn[0]) - began)
        until(lambda: answered(window))
        rest(_AT_REST_S)
        found.append(_resident_mb())

    with paints_of(ResultsView) as drawn:
        drive(data, script)
    sys.stdout.write(str(found))


def _resident_mb() -> float:
    """Memory of this process that is in use and not swapped out (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


if __name__ == "__main__":
    _main(Path(sys.argv[1]), float(sys.argv[2]))
