"""How long a key takes from being pressed to the results being drawn: typed into the real window at a person's pace.

``python -m benchmarks.keystrokes DATA`` takes JSON ``{"queries": [...], "pace_s": 0.12}`` and gives milliseconds.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject

from benchmarks.driving import answered, drive, paints_of, rest, until
from benchmarks.letters import type_letter
from ui.find.results import ResultsView
from ui.shell.main_window import MainWindow
from ui.shell.text import Text

_PAUSE_S: Final = 0.3


class _Taken(NamedTuple):
    """An answer that was taken: when, to which text, and the times of what had to be drawn for it, None for nothing."""

    at: float
    text: str
    drawn: Sequence[float] | None
    before: int


class _Watch(QObject):
    """Notes when a text was answered, and whether that changed what is drawn."""

    def __init__(self, window: MainWindow, drawn: Sequence[float], written: Sequence[float]) -> None:
        """``drawn`` are the times at which results were drawn, ``written`` those of text that is there without any."""
        super().__init__(window)
        self._drawn, self._written = drawn, written
        self._page = page = window.find_page
        self._changed = False
        self._shown = page.panes.shown
        self.answers: list[_Taken] = []
        page.model.modelReset.connect(self._change)
        page.model.dataChanged.connect(lambda first, _last: self._change(first.row()))
        page.model.rowsInserted.connect(lambda _parent, first, _last: self._change(first))
        page.model.rowsRemoved.connect(lambda _parent, first, _last: self._change(first))
        page.inquiry.changed.connect(self._begin)
        page.inquiry.answer.connect(self._take)

    def when(self, text: str) -> float | None:
        """When the newest answer to a text was in sight; None while it is not."""
        found = next((one for one in reversed(self.answers) if one.text == text), None)
        if found is None or found.drawn is None:
            return found and found.at
        return found.drawn[found.before] if len(found.drawn) > found.before else None

    def _begin(self) -> None:
        self._changed, self._shown = False, self._page.panes.shown

    def _change(self, row: int = 0) -> None:
        """Rows from this one on are others: nothing is drawn anew where they are out of sight."""
        results = self._page.results
        last = results.rowAt(results.viewport().height() - 1)
        self._changed = self._changed or last < 0 or row <= last

    def _take(self, _answer: object) -> None:
        """After the page took the answer, since it asked to be told first."""
        shown = self._page.panes.shown
        drawn = self._drawn if shown is self._page.results else self._written
        draws = shown is not self._shown or (self._changed and shown is self._page.results)
        text = self._page.inquiry.asked.text
        self.answers.append(_Taken(perf_counter(), text, drawn if draws else None, len(drawn)))


def measure(window: MainWindow, watch: _Watch, queries: Sequence[str], pace_s: float) -> list[float]:
    """Type every query, one key every ``pace_s`` seconds, and give the milliseconds of every key.

    A key that came later than it was due, because the window was busy, counts from when it was due. One that was
    overtaken by the next counts until the results of a later one are drawn.
    """
    box = window.find_page.box
    taken: list[float] = []
    for query in queries:
        box.clear()
        until(lambda: answered(window))
        rest(_PAUSE_S)
        watch.answers.clear()
        due: list[tuple[float, str]] = []
        started = perf_counter() + pace_s
        for number, letter in enumerate(query):
            due.append((started + number * pace_s, query[: number + 1]))
            rest(due[-1][0] - perf_counter())
            type_letter(box, letter)
        until(lambda: answered(window))
        until(lambda last=query: watch.when(last) is not None)  # type: ignore[misc]
        taken += _waits(due, watch)
    return taken


def _waits(due: Sequence[tuple[float, str]], watch: _Watch) -> list[float]:
    """For each key the time until its results, or those of a key after it, were in sight."""
    seen = float("inf")
    waits = []
    for pressed, text in reversed(due):
        found = watch.when(text)
        seen = min(seen, found) if found is not None else seen
        waits.append((seen - pressed) * 1_000)
    return waits[::-1]


def _main() -> None:
    given = json.load(sys.stdin)
    found: dict[str, Any] = {}

    def script(window: MainWindow) -> None:
        until(lambda: answered(window))
        rest(_PAUSE_S)
        found["ms"] = measure(window, _Watch(window, drawn, written), given["queries"], given["pace_s"])

    with paints_of(ResultsView) as drawn, paints_of(Text) as written:
        drive(Path(sys.argv[1]), script)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main()
