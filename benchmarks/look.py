"""How long a full window takes to show all its text at another size, or in other colours.

``python -m benchmarks.look DATA`` gives milliseconds as JSON: for each kind of change, one number for every change.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.driving import answered, drive, paint_all, rest, theme, until
from ui.shell.main_window import MainWindow
from ui.shell.theme import Scheme

_SCALES: Final = (1.25, 2.0, 0.8, 1.0)
_SCHEMES: Final[tuple[Scheme, ...]] = ("dark", "contrast", "light")
_ROUNDS: Final = 3
_OPENED: Final = 40
_PAUSE_S: Final = 0.2
_SETTLED_S: Final = 1.0


def fill(window: MainWindow) -> None:
    """Results, filters, and the longest of the first listings."""
    page = window.find_page
    until(lambda: answered(window))
    rest(_SETTLED_S)
    page.show_filters(shown=True)
    lengths: dict[str, int] = {}
    for row in range(min(_OPENED, page.model.rowCount())):
        _read(window, row)
        lengths[page.listing.shown or ""] = _length(window)
    longest = max(lengths, key=lambda one: lengths[one])
    row_of = page.model.row_of(longest)
    assert row_of is not None
    _read(window, row_of)
    rest(_PAUSE_S)
    paint_all()


def _read(window: MainWindow, row: int) -> None:
    page = window.find_page
    until(lambda: page.model.line(row) is not None)
    line = page.model.line(row)
    assert line is not None
    page.results.choose(row)
    until(lambda: page.listing.shown == line.id)


def _length(window: MainWindow) -> int:
    from ui.shell.text import Text

    return sum(len(text.text()) for text in window.find_page.listing.findChildren(Text))


def measure(window: MainWindow) -> dict[str, list[float]]:
    """Change the size of text and the colours by turns."""
    fill(window)
    look = theme()
    taken: dict[str, list[float]] = {"text scale": [], "colours": []}
    for _ in range(_ROUNDS):
        taken["text scale"] += [_change(partial(look.set_scale, scale)) for scale in _SCALES]
        taken["colours"] += [_change(partial(look.set_scheme, scheme)) for scheme in _SCHEMES]
    return taken


def _change(change: Callable[[], None]) -> float:
    started = perf_counter()
    change()
    paint_all()
    spent = (perf_counter() - started) * 1_000
    rest(_PAUSE_S)
    return spent


def _main() -> None:
    found: dict[str, list[float]] = {}
    drive(Path(sys.argv[1]), lambda window: found.update(measure(window)))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main()
