"""A day to pick by keyboard: read with patience, told in one calm line where there is none, and never kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.check_window.asking import shown_whole
from tests.pathways_window.samples import FRIDAY, TODAY, focused, type_day
from ui.shell.day_field import DayField


@pytest.fixture
def field(qtbot: QtBot) -> DayField:
    made = DayField("Day of release", lambda: TODAY)
    shown_whole(qtbot, made, (500, 200))
    made.enter()
    return made


def enter() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["27/11/2026", "27.11.2026", "27-11-2026", "27 11 2026", "27/nov/2026", "27112026"])
def test_a_day_is_typed_in_one_go(qtbot: QtBot, field: DayField, text: str) -> None:
    with qtbot.waitSignal(field.changed):
        type_day(text)
    assert field.day == FRIDAY
    assert not field.problem


def test_tab_leads_from_box_to_box(field: DayField) -> None:
    for word in ("27", "11", "2026"):
        type_day(word)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert field.day == FRIDAY


def test_a_short_year_is_one_of_this_century_once_it_was_finished(field: DayField) -> None:
    type_day("27/11/26")
    assert field.day is None
    assert not field.problem
    enter()
    assert field.day == FRIDAY


@pytest.mark.parametrize(
    ("text", "word"),
    [("31/2/2026", "no such day"), ("0/0/0", "no such day"), ("27/11/", "no such day"), ("1/1/3026", "year again")],
)
def test_nonsense_is_told_in_one_calm_line(field: DayField, text: str, word: str) -> None:
    type_day(text)
    assert not field.problem, "nobody is told off while they type"
    enter()
    assert field.day is None
    assert word in field.problem
    assert "\n" not in field.problem
    assert field.problem.endswith(".")


def test_the_day_before_stands_until_there_is_another(field: DayField) -> None:
    type_day("27/11/2026")
    QTest.keyClick(field.boxes[2], Qt.Key.Key_Backspace)
    assert field.day == FRIDAY
    type_day("7")
    assert field.day == date(2027, 11, 27)


def test_nothing_typed_is_no_day_and_no_problem(qtbot: QtBot, field: DayField) -> None:
    type_day("27/11/2026")
    with qtbot.waitSignal(field.changed):
        for box in field.boxes:
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Escape)
    enter()
    assert field.day is None
    assert not field.problem


def test_today_is_one_press(qtbot: QtBot, field: DayField) -> None:
    with qtbot.waitSignal(field.changed):
        field.today.click()
    assert field.day == TODAY
    assert [box.text() for box in field.boxes] == ["23", "11", "2026"]


@pytest.mark.parametrize("text", ["27/11/2026", "2026-11-27", " 27 November 2026\n"])
def test_a_whole_day_is_pasted(field: DayField, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(field.boxes[0], QKeySequence(QKeySequence.StandardKey.Paste))
    assert field.day == FRIDAY
    QGuiApplication.clipboard().clear()


def test_a_day_that_is_shown_is_not_told(qtbot: QtBot, field: DayField) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.show_day(FRIDAY)
        field.show_day(None)
    assert [box.text() for box in field.boxes] == ["", "", ""]


def test_no_box_brings_back_what_stood_in_it(field: DayField) -> None:
    type_day("27/11/2026")
    field.show_day(None)
    for box in field.boxes:
        box.undo()
        assert not box.text()


def test_every_box_is_named_for_a_screen_reader(field: DayField) -> None:
    assert [box.accessibleName() for box in field.boxes] == [
        "Day of release. Day", "Day of release. Month", "Day of release. Year"
    ]  # fmt: skip
    assert "release" in field.today.accessibleName()
