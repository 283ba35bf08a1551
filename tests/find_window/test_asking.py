"""Asking: words, filters, a place, an order, and ways on from nothing, by keyboard and by mouse."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.find.menu import Choice
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    OpenWindow,
    Search,
    button,
    names,
    press,
    shown_text,
    tab_to,
    type_words,
    wait_for_answer,
    ways_on,
)
from ui.find.bar import ORDERS
from ui.find.page import FindPage

MOST_ROWS = 400
MOST_TABS = 40

Choose = Callable[[str], Choice]


# Words


def test_typing_shows_the_right_services(page: FindPage, qtbot: QtBot) -> None:
    type_words("rough sleeping hearing voices brixton")
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.text == "rough sleeping hearing voices brixton"
    assert names(page)[0] == "START homeless outreach team"


def test_what_was_understood_is_said_under_the_box_and_can_be_taken_back(
    page: FindPage, search: Search, qtbot: QtBot
) -> None:
    found = search("methodone")
    assert "methadone" in page.bar.said.text()
    assert "Also looked for" in page.bar.said.text()
    assert f"{page.model.rowCount()} service" in page.bar.said.text()
    assert "methodone" in page.bar.exact.text()
    page.enter()
    tab_to("Search only for")
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.exact
    assert page.box.text() == "methodone"
    assert page.box.hasFocus()
    assert names(page) != found
    assert not page.bar.exact.isVisible()
    type_words("methodone ")
    wait_for_answer(qtbot, page)
    assert not page.inquiry.asked.exact
    assert names(page) == found


def test_words_that_need_no_reading_offer_no_other_search(page: FindPage, search: Search) -> None:
    assert search("dragon cafe")
    page.inquiry.exactly()
    assert not page.bar.exact.isVisible()


def test_ctrl_f_and_slash_come_back_to_the_box_with_its_words_selected(page: FindPage, search: Search) -> None:
    search("samaritans")
    for key, modifier in ((Qt.Key.Key_F, CTRL), (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier)):
        press(Qt.Key.Key_Down)
        assert page.results.hasFocus()
        press(key, modifier)
        assert page.box.hasFocus()
        assert page.box.selectedText() == "samaritans"


def test_a_slash_can_be_typed_into_a_box(page: FindPage, qtbot: QtBot) -> None:
    type_words("a/b")
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.text == "a/b"


def test_letters_typed_in_the_results_go_on_in_the_box(page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("food")
    press(Qt.Key.Key_Down)
    type_words(" bank")
    wait_for_answer(qtbot, page)
    assert page.box.hasFocus()
    assert page.inquiry.asked.text.startswith("food")
    assert page.inquiry.asked.text.endswith("bank")


# Orders


def test_the_order_is_chosen_by_key_and_in_the_box(page: FindPage, search: Search, qtbot: QtBot) -> None:
    best = search("housing")
    press(Qt.Key.Key_3, CTRL)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.order == page.bar.order.currentData() == "checked"
    press(Qt.Key.Key_O, ALT)
    assert page.bar.order.hasFocus()
    press(Qt.Key.Key_Home)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.order == ORDERS[0][0] == "best"
    assert names(page) == best


def test_nearest_without_a_place_says_what_it_needs(page: FindPage, search: Search, qtbot: QtBot) -> None:
    best = search("housing")
    press(Qt.Key.Key_2, CTRL)
    wait_for_answer(qtbot, page)
    assert names(page) == best
    assert "Nearest needs a place" in page.bar.said.text()


# Nothing found


def test_nothing_found_is_said_kindly_and_every_way_on_gives_what_it_says(
    page: FindPage, search: Search, qtbot: QtBot
) -> None:
    assert search("kangaroo") == []
    assert page.nothing.isVisible()
    assert "Nothing found" in shown_text(page.nothing)
    qtbot.waitUntil(lambda: bool(ways_on(page)), timeout=LONG_MS)
    for text in ways_on(page):
        page.enter()
        press(Qt.Key.Key_Down)
        tab_to(text, link=True)
        press(Qt.Key.Key_Space)
        wait_for_answer(qtbot, page)
        said = page.model.divider if page.model.divider is not None else page.model.rowCount()
        assert page.results.isVisible()
        assert f"{page.model.rowCount():,} service" in text or f"{said:,} service" in text
        assert page.box.hasFocus()
        search("kangaroo")
        qtbot.waitUntil(lambda: bool(ways_on(page)), timeout=LONG_MS)


def test_nothing_found_can_be_undone(page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("kangaroo")
    QTest.mouseClick(button(page, "Clear the words"), Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, page)
    assert page.model.rowCount() == 158
    assert page.box.hasFocus()
    assert page.box.text() == ""


def test_any_order_is_kept_through_a_new_search(open_window: OpenWindow, qtbot: QtBot) -> None:
    page = open_window().find_page
    qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
    press(Qt.Key.Key_3, CTRL)
    type_words("food")
    wait_for_answer(qtbot, page)
    assert (page.inquiry.asked.text, page.inquiry.asked.order) == ("food", "checked")
