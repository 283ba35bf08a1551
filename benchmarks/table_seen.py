"""How soon the table of listings is seen in the window: when it is opened, sorted, filtered, and scrolled.

``python -m benchmarks.table_seen DATA`` takes JSON ``{"texts": [...]}`` and gives milliseconds: from a press to the
rows it asks for being drawn, and the gaps of the window's thread while somebody scrolls.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from benchmarks.driving import answered, drive, rest, until
from benchmarks.heartbeat import Heart
from benchmarks.letters import type_letter
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from ui.listings.table.pane import TablePane

_PAUSE_S: Final = 0.3
_FRAME_S: Final = 0.03
_MS: Final = 1_000
_KEYS: Final = Qt.Key
_STEPS: Final = 60
_BOROUGHS: Final = 5


class _Rows:
    """Notes when the table was answered, and when its rows were drawn."""

    def __init__(self, pane: "TablePane") -> None:
        self._pane = pane
        self._answers: list[float] = []
        self._drawn: list[float] = []
        pane.answered.connect(lambda: self._answers.append(perf_counter()))

    def seen_after(self, press: Callable[[], object]) -> float:
        """The milliseconds from a press until what it asks for is drawn; until it is known, where there are no rows."""
        started = perf_counter()
        press()
        until(lambda: bool(self._answers) and self._answers[-1] > started and self._drawn_since(self._answers[-1]))
        ended = max(self._answers[-1], self._drawn[-1] if self._pane.model.rowCount() else 0)
        rest(_PAUSE_S)
        return (ended - started) * _MS

    def _drawn_since(self, answer: float) -> bool:
        return not self._pane.model.rowCount() or (bool(self._drawn) and self._drawn[-1] > answer)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """A time in which it notes what is drawn."""
        kind = type(self._pane.table.itemDelegate())
        was = kind.paint

        def paint(drawn: Any, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
            was(drawn, painter, option, index)
            self._drawn.append(perf_counter())

        assert issubclass(kind, QStyledItemDelegate)
        kind.paint = paint  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            kind.paint = was  # type: ignore[method-assign]


def measure(window: MainWindow, texts: Sequence[str]) -> dict[str, Any]:
    """Open the table twice, sort by every column, show every view, type texts letter by letter, and scroll."""
    started = perf_counter()
    window.show_listings()
    assert window.listings_page is not None
    pane = window.listings_page.table
    made = (perf_counter() - started) * _MS
    rows = _Rows(pane)
    with rows.watched():
        found: dict[str, Any] = {"first": made + rows.seen_after(lambda: None)}
        rest(3 * _PAUSE_S)
        window.show_find()
        rest(_PAUSE_S)
        found["again"] = rows.seen_after(window.show_listings)
        found["sorted"] = _each(rows, "order", pane.top.order, [_KEYS.Key_Down] * (pane.top.order.count() - 1))
        found["sorted"] |= _each(rows, "last first", pane.top.last_first, [_KEYS.Key_Space])
        views = pane.views.views
        views.setFocus()
        found["views"] = _each(rows, "view", views, [_KEYS.Key_Down] * (views.counted.rowCount() - 1))
        found["views"] |= _each(rows, "borough", pane.views.borough, [_KEYS.Key_Down] * _BOROUGHS)
        pane.clear()
        rest(_PAUSE_S)
        found["texts"] = {}
        for text in texts:
            pane.top.filter.clear()
            rest(2 * _PAUSE_S)
            for n, letter in enumerate(text, start=1):
                found["texts"][text[:n]] = rows.seen_after(partial(type_letter, pane.top.filter, letter))
        pane.clear()
        rest(2 * _PAUSE_S)
        found["gaps"] = _scroll(pane)
    return found


def _each(rows: _Rows, name: str, control: QWidget, keys: Sequence[Qt.Key]) -> dict[str, float]:
    """The milliseconds of each key pressed in a control."""
    return {
        f"{name} {n}": rows.seen_after(partial(QTest.keyClick, control, key)) for n, key in enumerate(keys, start=1)
    }


def _scroll(pane: "TablePane") -> list[float]:
    """The gaps while somebody drags the bar through all rows, then goes down page by page."""
    heart, bar = Heart(), pane.table.verticalScrollBar()
    heart.start()
    for step in range(_STEPS):
        bar.setValue(bar.maximum() * (step + 1) // _STEPS)
        rest(_FRAME_S)
    bar.setValue(0)
    for _ in range(_STEPS):
        QTest.keyClick(pane.table, _KEYS.Key_PageDown)
        rest(_FRAME_S)
    heart.stop()
    return [gap for _, gap, _ in heart.gaps]


def _main() -> None:
    given = json.load(sys.stdin)
    found: dict[str, Any] = {}

    def script(window: MainWindow) -> None:
        until(lambda: answered(window))
        rest(_PAUSE_S)
        found.update(measure(window, given["texts"]))

    drive(Path(sys.argv[1]), script)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main()
