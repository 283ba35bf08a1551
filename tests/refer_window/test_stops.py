"""The list of stops: kept in place when others come or go, and put in order by key or by dragging."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.check_window.asking import ALT, press, shown_whole
from tests.refer_window.shortlisted import ID, before, caution, stop
from ui.refer.stop_row import LINE, StopLine
from ui.refer.stops import StopsList, StopsModel
from ui.shell.theme import Theme


def lines(*ids: str) -> list[StopLine]:
    return [StopLine.of(n, stop(one), None) for n, one in enumerate(ids, start=1)]


@pytest.fixture
def stops(qtbot: QtBot, theme: Theme) -> StopsList:
    assert theme.scale == 1
    made = StopsList()
    shown_whole(qtbot, made, (500, 700))
    made.show_lines(lines(*ID[:4]))
    made.setFocus()
    return made


@given(st.lists(st.permutations(ID).flatmap(lambda ids: st.integers(0, 6).map(lambda n: ids[:n])), max_size=4))
def test_whatever_is_shown_next_the_rows_are_those(shown: list[list[str]]) -> None:
    model = StopsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for ids in shown:
        model.show(lines(*ids))
        assert [model.index(row).data(LINE) for row in range(model.rowCount())] == lines(*ids)
    assert isinstance(tester.model(), QAbstractItemModel)


def test_adding_one_leaves_the_rows_of_others_as_they_are(stops: StopsList, qtbot: QtBot) -> None:
    stops.choose("two")
    told: list[int] = []
    stops.stops.dataChanged.connect(lambda first, *_: told.append(first.row()))
    with qtbot.assertNotEmitted(stops.stops.modelReset):
        stops.show_lines(lines(*ID[:5]))
    assert stops.current == "two"
    assert told == []


def test_the_next_is_chosen_in_place_of_the_one_that_is_gone(stops: StopsList) -> None:
    stops.choose("two")
    stops.show_lines(lines("one", "three", "four"))
    assert stops.current == "three"
    stops.show_lines(lines("one"))
    assert stops.current == "one"


def test_keys_ask_for_a_stop_to_be_moved_taken_off_or_read(stops: StopsList, qtbot: QtBot) -> None:
    stops.choose("two")
    with qtbot.waitSignal(stops.moved) as moved:
        press(Qt.Key.Key_Up, ALT)
    assert moved.args == ["two", 0]
    with qtbot.waitSignal(stops.moved) as moved:
        press(Qt.Key.Key_Down, ALT)
    assert moved.args == ["two", 2]
    with qtbot.waitSignal(stops.removed) as removed:
        press(Qt.Key.Key_Delete)
    assert removed.args == ["two"]
    with qtbot.waitSignal(stops.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["two"]


def test_the_first_cannot_go_further_up(stops: StopsList, qtbot: QtBot) -> None:
    stops.choose("one")
    with qtbot.assertNotEmitted(stops.moved):
        press(Qt.Key.Key_Up, ALT)


@pytest.mark.parametrize(("dragged", "over", "third", "place"), [
    ("one", "three", 1, 2), ("one", "three", -1, 1), ("four", "one", -1, 0), ("two", "two", 1, None),
])  # fmt: skip
def test_dropping_a_stop_asks_for_its_place(
    stops: StopsList, dragged: str, over: str, third: int, place: int | None
) -> None:
    stops.choose(dragged)
    asked: list[int] = []
    stops.moved.connect(lambda _id, to: asked.append(to))
    rect = stops.visualRect(stops.stops.index(stops.stops.row_of(over)))
    at = QPointF(rect.center() + QPoint(0, rect.height() // 3 * third))
    data = QMimeData()
    stops.dropEvent(
        QDropEvent(at, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
    assert asked == ([] if place is None else [place])
    assert stops.stops.rowCount() == 4


def test_nothing_of_a_stop_leaves_with_what_is_dragged(stops: StopsList) -> None:
    data = stops.stops.mimeData([stops.stops.index(0)])
    assert not any(data.data(kind).data() for kind in data.formats())
    assert not data.hasText()


def test_a_row_says_everything_to_a_screen_reader_and_a_note_only_that_it_is_there() -> None:
    met = replace(stop("one"), note="Ask for Sam", appointment=datetime(2026, 11, 26, 14, 30))  # noqa: DTZ001 - London's
    line = StopLine.of(1, met, before("one", caution("first", "Hours are old.")))
    assert line.spoken == (
        "First stop: Service <b>one</b> & co. A charity. Ring first: hours are old. "
        "Your note · Thursday 26 November 2026, 14:30."
    )
    assert "Sam" not in repr(line) + line.spoken
    assert "26" not in repr(line)
