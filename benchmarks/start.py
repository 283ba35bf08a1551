"""How long the window takes to open, and how much memory it holds then, beside a window with nothing in it."""

import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.display import asked_of, run

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
    first, held = asked_of("benchmarks.opened", [str(data), str(time.time())], environment)
    return first, held


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = perf_counter()
    run(command, environment)
    return perf_counter() - started
