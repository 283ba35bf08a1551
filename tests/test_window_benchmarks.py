"""What the window is measured with: waits, beats and figures are what they are said to be."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchmarks import __main__ as bench
from benchmarks import colours, display, driving, heartbeat, keystrokes, start, window
from navigator.directory import Store
from navigator.resources import resource
from ui.shell.colours import SETS

SHIPPED = resource("services.sqlite")
QUERY = "café"

LONG_MS = 30_000


def test_window_stands_for_every_part_of_it() -> None:
    assert bench._parts("window") == window.PARTS
    assert bench._parts("typing,look") == ("typing", "look")


def test_every_part_is_measured_somewhere() -> None:
    every = {part for size in (None, 10_000, 100_000) for part in window.parts_for(size)}
    assert every == set(window.PARTS)
    assert set(window.parts_for(100_000)) == {"keystrokes", "heartbeat", "table"}


def test_every_figure_has_something_to_reach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers: Mapping[str, Any] = {
        "benchmarks.keystrokes": {"ms": [1.0, 2.0]},
        "benchmarks.heartbeat": [["typing", 2.0, 1.0], ["resizing", 9.0, 8.0]],
        "benchmarks.table_seen": {
            "first": 8.0,
            "again": 2.0,
            "sorted": {"QComboBox 1": 3.0},
            "views": {"CountedList 1": 1.0},
            "texts": {"b": 1.0, "be": 2.0},
            "gaps": [2.0, 9.0, 2.0],
        },
        "benchmarks.look": {"text scale": [3.0, 4.0], "colours": [5.0]},
        "benchmarks.colours": colours.least(),
        "benchmarks.accessibility": {"start": {"controls": 2, "offenders": ["A: no name"], "exempt": ["qt_part"]}},
    }
    monkeypatch.setattr(window, "asked_of", lambda module, *_: answers[module])
    monkeypatch.setattr(start, "starts", lambda *_: start.Starts(0.2, 0.3, 1.5, 0.6))
    monkeypatch.setattr(start, "memory", lambda *_: start.Memory(50, 75))
    room = window.Room(tmp_path, SHIPPED, {}, seed=1, quick=True)
    parts = {**window.parts_for(None), **window.parts_for(10_000)}
    found = [one for measure in parts.values() for one in measure(room)]
    figures = [bench.Figure(one.name, 10_000, one.value, one.beside, one.notes) for one in found]
    assert [figure.name for figure in figures if figure.target is None] == []
    assert [figure.name for figure in figures if figure.missed] == ["controls without a name or a key"]
    assert "A: no name (start)" in str(figures[[figure.missed for figure in figures].index(True)])


# Keys and beats


class Watch:
    """Says when each text was in sight."""

    def __init__(self, **seen: float) -> None:
        self.seen = seen

    def when(self, text: str) -> float | None:
        return self.seen.get(text)


@pytest.mark.parametrize(
    ("seen", "waits"),
    [
        ({"b": 1.5, "be": 2.25, "bed": 3.5}, [500, 250, 500]),
        ({"bed": 3.5}, [2500, 1500, 500]),
        ({"b": 1.5, "bed": 3.5}, [500, 1500, 500]),
        ({"b": 9.0, "bed": 3.5}, [2500, 1500, 500]),
    ],
)
def test_a_key_waits_until_its_results_or_newer_ones_are_in_sight(
    seen: Mapping[str, float], waits: Sequence[float]
) -> None:
    due = [(1.0, "b"), (2.0, "be"), (3.0, "bed")]
    assert keystrokes._waits(due, Watch(**seen)) == pytest.approx(waits)  # type: ignore[arg-type]


def test_a_heart_notes_what_held_it_up(qtbot: QtBot) -> None:
    heart = heartbeat.Heart()
    heart.start()
    qtbot.waitUntil(lambda: len(heart.gaps) > 3, timeout=LONG_MS)
    heart.doing = "sleeping"
    sleep(0.06)
    qtbot.waitUntil(lambda: any(doing == "sleeping" for doing, *_ in heart.gaps), timeout=LONG_MS)
    heart.stop()
    gap, work = next((gap, work) for doing, gap, work in heart.gaps if doing == "sleeping")
    assert gap >= 60
    assert work < gap - 30


def test_999_gaps_of_1000_are_below_the_rare_one() -> None:
    assert window._rare([float(number) for number in range(2_000)]) == 1_998
    assert window._rare([3.0]) == 3


# What they stand on


class Painted(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - as Qt calls it
        self.times += 1


def test_paints_are_noted_while_they_are_asked_for(qtbot: QtBot) -> None:
    was = Painted.paintEvent
    with driving.paints_of(Painted) as ends:
        widget = Painted()
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitUntil(lambda: widget.times > 0)
    assert len(ends) == widget.times
    assert Painted.paintEvent is was


def test_a_data_folder_holds_the_directory_it_is_given() -> None:
    with display.data_folder(SHIPPED) as folder:
        assert Store.open(folder).path == folder / "services.sqlite"
        Store.open(folder).connect().close()
    with display.data_folder(None) as folder:
        assert Store.open(folder).path == SHIPPED
    assert not folder.exists()


def test_windows_get_a_home_of_their_own() -> None:
    with display.display() as environment:
        homes = {environment[name] for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        assert len(homes) == 1
        assert homes != {os.environ["HOME"]}
        assert Path(*homes).is_dir()
    assert not Path(*homes).exists()


def test_the_least_contrast_is_found_in_every_set() -> None:
    found = colours.least()
    assert {name for name, *_ in found} == set(SETS) == set(window.COLOURS)
    assert {kind for _, kind, *_ in found} == {"text", "parts"}


def test_the_window_says_when_its_results_are_there_and_what_it_holds(tmp_path: Path) -> None:
    seconds, held = start.results_after(tmp_path, os.environ)
    assert 0 < seconds < 60
    assert held > 20


def test_every_key_is_timed(tmp_path: Path) -> None:
    given = {"queries": [QUERY], "pace_s": 0.05}
    taken = display.asked_of("benchmarks.keystrokes", [str(tmp_path)], os.environ, given)["ms"]
    assert len(taken) == len(QUERY)
    assert all(wait > 0 for wait in taken)
