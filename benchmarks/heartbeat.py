"""How evenly the window's thread beats while a person uses the window: the gaps between the ticks of a fast timer.

``python -m benchmarks.heartbeat DATA`` gives each gap in turn as JSON: what was going on then, its milliseconds, and
how many of them the thread was at work itself. The others it waited, for another thread or for another program.
"""

import json
import sys
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea

from benchmarks.driving import SIZE, answered, drive, rest, until
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from navigator.refer.wish import Kind
    from ui.listings.page import ListingsPage
    from ui.refer.page import ReferPage

_BEAT_MS: Final = 2
_KEY_S: Final = 0.08
_STEP_S: Final = 0.15
_FRAME_S: Final = 0.03
_ROWS: Final = 8
_CHOICES: Final = (("need", "mental-health"), ("area", "lambeth"), ("open", "weekends"), ("route", "self"))
_TEXTS: Final = ("rough sleeping hearing voices brixton", "alchohol detox")
_NARROW, _WIDE, _FRAMES = 700, 1500, 24
_SCROLLS: Final = 40
_STOPS: Final = 4
_ORDERS: Final = 7
_TYPED: Final = "mind"
_KINDS: Final[tuple["Kind", ...]] = ("worker", "words", "discreet", "calendar")


class Heart(QObject):
    """Beats every ``_BEAT_MS`` milliseconds as far as the thread lets it, and notes every gap between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = "starting"
        self.gaps: list[tuple[str, float, float]] = []
        self._last = (perf_counter(), thread_time())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self._last = (perf_counter(), thread_time())
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = (perf_counter(), thread_time())
        gap, work = ((new - old) * 1_000 for new, old in zip(now, self._last, strict=True))
        self.gaps.append((self.doing, gap, work))
        self._last = now


def use(window: MainWindow, heart: Heart) -> None:
    """Use the window as a person in a hurry does: type, open listings, filter, scroll, change its size, and refer."""
    heart.start()
    for doing, act in (
        ("typing", _type),
        ("opening listings", _open),
        ("filtering", _filter),
        ("scrolling results", _scroll_results),
        ("scrolling a listing", _scroll_listing),
        ("resizing", _resize),
        ("showing the map", _show_map),
        ("starring", _star),
        ("opening the shortlist", _open_shortlist),
        ("choosing stops", _choose_stops),
        ("comparing", _compare),
        ("making a sheet", _make_sheet),
        ("choosing another kind of sheet", _choose_kinds),
        ("opening the table of listings", _open_table),
        ("scrolling the table", _scroll_table),
        ("sorting and filtering the table", _sort_table),
        ("opening a form", _open_form),
        ("checking a listing", _check_listing),
        ("filling an hour", _fill_hour),
        ("looking what is missing", _look_for_gaps),
        ("starting again", _start_again),
    ):
        heart.doing = doing
        act(window)
        until(lambda: answered(window))
        rest(_STEP_S)
    heart.stop()


def _type(window: MainWindow) -> None:
    box = window.find_page.box
    for text in _TEXTS:
        box.clear()
        for letter in text:
            QTest.keyClicks(box, letter)
            rest(_KEY_S)


def _open(window: MainWindow) -> None:
    results = window.find_page.results
    results.enter()
    for _ in range(_ROWS):
        QTest.keyClick(results, Qt.Key.Key_Down)
        rest(_STEP_S)
    QTest.keyClick(results, Qt.Key.Key_Return)


def _filter(window: MainWindow) -> None:
    page = window.find_page
    page.box.clear()
    until(lambda: answered(window))
    assert page.panel is not None
    for name, code in (*_CHOICES, *_CHOICES):
        page.panel.toggled.emit(name, code)
        rest(2 * _STEP_S)


def _scroll_results(window: MainWindow) -> None:
    _scroll(window.find_page.results)


def _scroll_listing(window: MainWindow) -> None:
    page = window.find_page
    page.results.choose(1)
    until(lambda: page.listing.shown is not None)
    for area in page.listing.findChildren(QAbstractScrollArea):
        _scroll(area)


def _scroll(area: QAbstractScrollArea) -> None:
    bar = area.verticalScrollBar()
    for step in range(_SCROLLS):
        bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) * (step + 1) // _SCROLLS)
        rest(_FRAME_S)
    bar.setValue(bar.minimum())


def _resize(window: MainWindow) -> None:
    for frame in range(2 * _FRAMES + 1):
        share = abs(frame - _FRAMES) / _FRAMES
        window.resize(QSize(round(_NARROW + (_WIDE - _NARROW) * share), SIZE.height()))
        rest(_FRAME_S)
    window.resize(SIZE)


def _show_map(window: MainWindow) -> None:
    window.find_page.bar.map.click()
    rest(4 * _STEP_S)
    window.find_page.bar.map.click()


def _star(window: MainWindow) -> None:
    results = window.find_page.results
    results.enter()
    for _ in range(_STOPS):
        window.find_page.star()
        rest(_STEP_S)
        QTest.keyClick(results, Qt.Key.Key_Down)


def _open_shortlist(window: MainWindow) -> None:
    window.show_refer()
    page = _refer_page(window)
    until(lambda: page.chosen is not None and page.knowing.before(page.chosen.id) is not None)
    rest(4 * _STEP_S)


def _choose_stops(window: MainWindow) -> None:
    for service_id in window.conversation.starred.ids:
        _refer_page(window).side.list.choose(service_id)
        rest(2 * _STEP_S)


def _compare(window: MainWindow) -> None:
    window.compare()
    rest(4 * _STEP_S)


def _make_sheet(window: MainWindow) -> None:
    window.make_sheet()
    _wait_for_sheet(window)


def _choose_kinds(window: MainWindow) -> None:
    sheets = _refer_page(window).views.made_sheets()
    for kind in _KINDS:
        sheets.choose(kind)
        rest(4 * _STEP_S)
    sheets.choose("person")
    _wait_for_sheet(window)


def _wait_for_sheet(window: MainWindow) -> None:
    sheets = _refer_page(window).views.made_sheets()
    until(lambda: sheets.made is not None)
    rest(4 * _STEP_S)


def _refer_page(window: MainWindow) -> "ReferPage":
    assert window.refer_page is not None
    return window.refer_page


def _open_table(window: MainWindow) -> None:
    window.show_listings()
    table = _listings_page(window).table
    until(lambda: table.model.rowCount() > 0)
    rest(2 * _STEP_S)
    for _ in range(_ROWS):
        QTest.keyClick(table.table, Qt.Key.Key_Down)
        rest(_STEP_S)


def _scroll_table(window: MainWindow) -> None:
    _scroll(_listings_page(window).table.table)


def _sort_table(window: MainWindow) -> None:
    top = _listings_page(window).table.top
    for _ in range(_ORDERS):
        QTest.keyClick(top.order, Qt.Key.Key_Down)
        rest(2 * _STEP_S)
    for letter in _TYPED:
        QTest.keyClicks(top.filter, letter)
        rest(_KEY_S)
    rest(2 * _STEP_S)
    top.filter.clear()
    QTest.keyClick(top.order, Qt.Key.Key_Home)
    rest(2 * _STEP_S)


def _open_form(window: MainWindow) -> None:
    _show(window, "form")


def _check_listing(window: MainWindow) -> None:
    _show(window, "verify")
    _show(window, "run")


def _fill_hour(window: MainWindow) -> None:
    _show(window, "hour", of_one=False)


def _look_for_gaps(window: MainWindow) -> None:
    _show(window, "gaps", of_one=False)


def _show(window: MainWindow, view: str, *, of_one: bool = True) -> None:
    page = _listings_page(window)
    if not page.chosen:
        QTest.keyClick(page.table.table, Qt.Key.Key_Down)
    until(lambda: bool(page.chosen))
    page.editing.turn(on=True)
    page.show_view(view, *((page.chosen,) if of_one else ()))
    rest(6 * _STEP_S)
    page.go_back()
    page.editing.turn(on=False)


def _listings_page(window: MainWindow) -> "ListingsPage":
    assert window.listings_page is not None
    return window.listings_page


def _start_again(window: MainWindow) -> None:
    window.forget_answers()
    window.show_find()
    window.find_page.clear()


def _main() -> None:
    heart = Heart()

    def script(window: MainWindow) -> None:
        until(lambda: answered(window))
        rest(_STEP_S)
        use(window, heart)

    drive(Path(sys.argv[1]), script)
    sys.stdout.write(json.dumps(heart.gaps))


if __name__ == "__main__":
    _main()
