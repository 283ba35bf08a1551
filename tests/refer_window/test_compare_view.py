"""Services side by side: which of them, what differs in words, and all of it by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from navigator.refer.compare import Cell, Comparison, Row
from tests.check_window.asking import press, shown_whole, words_in
from tests.refer_window.shortlisted import ID, comparison, shortlist
from ui.refer.compare_model import DIFFERS
from ui.refer.compare_view import CompareView
from ui.shell.theme import Theme

ROLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> CompareView:
    assert theme.scale == 1
    made = CompareView()
    shown_whole(qtbot, made, (800, 600))
    made.wanted.connect(lambda stops: made.show_comparison(comparison([one.id for one in stops])))
    made.offer(shortlist(*ID).stops)
    made.enter()
    return made


def chosen(view: CompareView) -> list[str]:
    return [one for one, box in view.boxes.items() if box.isChecked()]


def test_the_first_four_stand_there_and_no_more_can_be_chosen(view: CompareView) -> None:
    assert chosen(view) == list(view.model.names) == list(ID[:4])
    assert not view.boxes["five"].isEnabled()


def test_others_can_be_chosen_down_to_two(view: CompareView) -> None:
    view.boxes["one"].click()
    view.boxes["six"].click()
    assert list(view.model.names) == ["two", "three", "four", "six"]
    for one in ("two", "three"):
        view.boxes[one].click()
    view.boxes["six"].click()
    assert chosen(view) == ["four", "six"]
    view.offer(shortlist("one", "six", "four").stops)
    assert list(view.model.names) == ["six", "four"]


def test_a_name_is_shown_as_it_is(view: CompareView) -> None:
    stop = replace(shortlist("one").stops[0], name="<h1>Harbour</h1> & Co")
    view.offer((stop, *shortlist("two", "three").stops))
    box = view.boxes["one"]
    assert box.text() == "<h1>Harbour</h1> && Co"
    assert box.toolTip() == "<p>&lt;h1&gt;Harbour&lt;/h1&gt; &amp; Co</p>"
    assert box.accessibleDescription() == stop.name


def test_rows_that_differ_say_so_in_words(view: CompareView) -> None:
    heads = [view.model.headerData(row, Qt.Orientation.Vertical) for row in range(view.model.rowCount())]
    assert heads == ["Where", f"When\n{DIFFERS}"]
    assert view.model.index(1, 0).data(ROLE) == "When. one. one\n<b>x</b>. A page, 2012. Differs"


def test_what_is_the_same_can_be_left_out(view: CompareView) -> None:
    view.only.click()
    assert [row.name for row in view.model.rows] == ["When"]
    view.only.click()
    assert len(view.model.rows) == 2


def test_where_nothing_differs_that_is_said_and_the_keyboard_is_not_lost(view: CompareView, qtbot: QtBot) -> None:
    found = comparison(ID[:2])
    view.show_comparison(type(found)(found.ids, found.names, found.rows[:1]))
    view.table.setFocus()
    view.only.setChecked(True)
    assert "Nothing that is known of them differs." in words_in(view)
    qtbot.waitUntil(view.back.hasFocus)


def test_arrow_keys_go_from_cell_to_cell(view: CompareView, qtbot: QtBot) -> None:
    qtbot.waitUntil(view.table.hasFocus)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, 1)


def test_a_cell_higher_than_what_is_in_sight_is_scrolled_through(view: CompareView) -> None:
    high = Row("What it is for", (Cell(("a line",) * 99),), differs=True)
    view.show_comparison(Comparison(("one",), ("one",), (high, high)))
    view.table.setCurrentIndex(view.model.index(0, 0))
    press(Qt.Key.Key_Down)
    assert view.table.currentIndex().row() == 0
    assert view.table.verticalScrollBar().value() > 0
    press(Qt.Key.Key_Up)
    assert view.table.verticalScrollBar().value() == 0


def test_forgetting_leaves_nothing(view: CompareView) -> None:
    tester = QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.forget()
    assert tester.model() is view.model
    assert not view.model.names
    assert not view.boxes
