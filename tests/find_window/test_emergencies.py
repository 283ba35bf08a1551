"""Right now: above the results, over every room, and back to where one was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    PLAIN,
    SHIFT,
    OpenWindow,
    Search,
    button,
    has_keyboard,
    press,
    shown_text,
    tab_to,
    type_words,
    wait_for_answer,
)
from ui.find.page import FindPage
from ui.shell.main_window import MainWindow
from ui.shell.right_now import RightNowPage
from ui.shell.text import Digits


def right_now_page(window: MainWindow) -> RightNowPage:
    """The emergencies, which are there once they were asked for."""
    assert window.right_now_page is not None
    return window.right_now_page


def test_an_emergency_is_shown_above_the_results(window: MainWindow, page: FindPage, search: Search) -> None:
    assert search("want to die")
    assert page.emergency is not None
    assert page.emergency.isVisible()
    assert page.emergency.mapTo(page, page.emergency.rect().bottomLeft()).y() < page.results.mapTo(page, page.pos()).y()
    assert "116 123" in shown_text(page.emergency)
    assert page.box.hasFocus()
    tab_to("All of it")
    press(Qt.Key.Key_Space)
    assert right_now_page(window).isVisible()
    assert "Thinking of ending their life" in shown_text(right_now_page(window))
    press(Qt.Key.Key_Escape)
    search("food")
    assert not page.emergency.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_Escape])
def test_right_now_opens_with_one_key_and_goes_back_to_where_one_was(
    window: MainWindow, page: FindPage, qtbot: QtBot, key: Qt.Key
) -> None:
    def in_the_results() -> QWidget | None:
        press(Qt.Key.Key_Down)
        return page.results

    def in_a_listing() -> QWidget | None:
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: has_keyboard(page.listing), timeout=LONG_MS)
        return QApplication.focusWidget()

    def among_the_filters() -> QWidget | None:
        page.enter()
        press(Qt.Key.Key_F6)
        return QApplication.focusWidget()

    def in_the_box() -> QWidget | None:
        page.enter()
        return page.box

    for go in (in_the_results, in_a_listing, among_the_filters, in_the_box):
        was = go()
        assert has_keyboard(was)
        press(Qt.Key.Key_F8)
        assert right_now_page(window).isVisible()
        assert has_keyboard(right_now_page(window))
        press(Qt.Key.Key_Down)
        assert "Overdose" in shown_text(right_now_page(window))
        press(Qt.Key.Key_Up)
        press(key)
        assert page.isVisible()
        assert has_keyboard(was)


def test_right_now_opens_where_nothing_is_found_and_while_commands_are_searched(
    window: MainWindow, page: FindPage, search: Search
) -> None:
    search("kangaroo")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F8)
    assert right_now_page(window).isVisible()
    press(Qt.Key.Key_F8)
    assert page.nothing.isVisible()
    assert has_keyboard(page.nothing)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F6, PLAIN),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_L, CTRL),
        (Qt.Key.Key_M, CTRL),
        (Qt.Key.Key_Backspace, CTRL | SHIFT),
    ],
)
def test_no_key_puts_the_keyboard_out_of_sight_behind_right_now(
    window: MainWindow, page: FindPage, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    press(Qt.Key.Key_F8)
    press(key, modifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    press(Qt.Key.Key_F, CTRL)
    assert page.box.isVisible()
    assert has_keyboard(page.box)
    assert window.isVisible()


def test_a_listing_that_comes_behind_right_now_leaves_the_keyboard_alone(
    window: MainWindow, page: FindPage, search: Search, qtbot: QtBot
) -> None:
    search("samaritans")
    QTest.keyClick(page.box, Qt.Key.Key_Return)
    window.show_right_now()
    qtbot.waitUntil(lambda: page.listing.shown == "samaritans", timeout=LONG_MS)
    assert has_keyboard(right_now_page(window))
    press(Qt.Key.Key_Escape)
    assert page.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()


def test_right_now_says_big_steps_and_numbers(window: MainWindow) -> None:
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Down, times=3)
    shown = right_now_page(window)
    steps = [label for label in shown.findChildren(QLabel) if label.accessibleName().startswith("1. ")]
    assert steps[0].font().pointSizeF() > 1.2 * window.font().pointSizeF()
    numbers = shown.findChildren(Digits)
    assert numbers
    assert all(number.font().pointSizeF() > 1.5 * window.font().pointSizeF() for number in numbers)


def test_right_now_is_always_in_sight(window: MainWindow, page: FindPage, search: Search) -> None:
    urgent = button(window.rail, "Right now")
    search("kangaroo")
    assert urgent.isVisible()
    QTest.mouseClick(urgent, Qt.MouseButton.LeftButton)
    assert right_now_page(window).isVisible()
    assert urgent.isVisible()
    QTest.mouseClick(button(window.rail, "Find"), Qt.MouseButton.LeftButton)
    assert page.isVisible()
    assert page.box.hasFocus()


def test_right_now_without_its_file_says_to_call_999(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(right_now=False)
    press(Qt.Key.Key_F8)
    assert "call 999" in shown_text(right_now_page(window))
    press(Qt.Key.Key_F8)
    type_words("want to die")
    wait_for_answer(qtbot, window.find_page)
    assert window.find_page.emergency is None
