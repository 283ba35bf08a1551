"""How long the window takes to open, and how much memory it holds then, beside a window with nothing in it.

``python -m benchmarks.start DATA`` opens the real one, and says as JSON how many seconds after the process began its
first results were drawn, and how many megabytes it held at rest after that.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.display import asked_of, run

_BEGAN: Final = "NAVIGATOR_BENCHMARK_BEGAN"
_MB: Final = 1_000_000
_AT_REST_S: Final = 1.0
_BARE: Final = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot({stay_ms}, application.quit)
        return False

application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
first = FirstPaint()
window.installEventFilter(first)
window.show()
application.exec()
print(int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
"""
"""As few lines as a window can have; it imports nothing of Navigator."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Seconds until each window was drawn, ours answered to a key, and was gone: the middle ones, and of the ratios."""

    bare_s: float
    window_s: float
    ratio: float
    first_results_s: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident megabytes of the two windows."""

    bare_mb: float
    window_mb: float


def starts(data: Path, pairs: int, environment: Mapping[str, str]) -> Starts:
    """Open both windows in turn, so many times; once before for nothing, so that the files are in memory."""
    ours = [sys.executable, "-m", "ui", "--data", str(data), "open", "--until-painted"]
    bare = [sys.executable, "-c", _BARE.format(stay_ms=0)]
    for command in (bare, ours):
        run(command, environment)
    taken = [(_seconds(bare, environment), _seconds(ours, environment)) for _ in range(pairs)]
    results = [results_after(data, environment)[0] for _ in range(max(1, pairs // 4))]
    return Starts(
        statistics.median(one for one, _ in taken),
        statistics.median(other for _, other in taken),
        statistics.median(other / one for one, other in taken),
        statistics.median(results),
    )


def memory(data: Path, environment: Mapping[str, str]) -> Memory:
    """What the two windows hold at rest, once they are drawn."""
    bare = run([sys.executable, "-c", _BARE.format(stay_ms=round(_AT_REST_S * 1_000))], environment)
    return Memory(float(bare), results_after(data, environment)[1])


def results_after(data: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds from the beginning of the process until the first results were drawn; megabytes at rest after that."""
    began = {_BEGAN: str(time.time())}
    first, held = asked_of("benchmarks.start", [str(data)], {**environment, **began})
    return first, held


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = perf_counter()
    run(command, environment)
    return perf_counter() - started


def resident_mb() -> float:
    """Memory of this process that is in use and not swapped out (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def _open_for_results(data: Path) -> None:
    from benchmarks.driving import answered, drive, paints_of, rest, until
    from ui.find.results import ResultsView
    from ui.shell.main_window import MainWindow

    found: list[float] = []

    def script(window: MainWindow) -> None:
        until(lambda: window.find_page.inquiry.page is not None and bool(drawn))
        found.append(time.time() - (perf_counter() - drawn[0]) - float(os.environ[_BEGAN]))
        until(lambda: answered(window))
        rest(_AT_REST_S)
        found.append(resident_mb())

    with paints_of(ResultsView) as drawn:
        drive(data, script)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _open_for_results(Path(sys.argv[1]))
