"""Reading: from a result to the whole listing, its number, its links, the map, and back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from navigator.directory import Store, read_listing
from navigator.find.number import next_number
from navigator.resources import resource
from navigator.right_now import RightNow
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    SHIFT,
    OpenWindow,
    Search,
    button,
    has_keyboard,
    press,
    shown_text,
    tab_to,
    wait_for_answer,
    wait_for_listing,
)
from ui.find.model import WINDOW
from ui.find.page import FindPage
from ui.shell.main_window import MainWindow

HTML = "<b>Drop</b> in <img src='file:///x.png'><a href='x'>& ask</a>"
ACE_OF_CLUBS_PHONE = "020 7720 2811"
BY_LINKS = ("999-club-the-bridge", "999-club-gateway", "lewisham-council-housing-options")
DRAGON_CAFE = "mental-fight-club-dragon-cafe"

Read = Callable[[str], None]


@pytest.fixture
def read(page: FindPage, search: Search, qtbot: QtBot) -> Read:
    """Types words and opens the best result with Enter; the listing of this id then has the keyboard."""

    def go(service_id: str) -> None:
        page.enter()
        search(service_id.replace("-", " "))
        press(Qt.Key.Key_Return)
        wait_for_listing(qtbot, page, service_id)

    return go


def digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())


# A listing


def test_the_row_the_keyboard_is_on_is_shown_beside_the_results(page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("dragon cafe")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.listing.shown == DRAGON_CAFE, timeout=LONG_MS)
    assert page.results.hasFocus()
    assert not page.listing.back.isVisible()
    assert "The Dragon Café" in shown_text(page.listing)


def test_enter_in_the_box_opens_the_first_result(page: FindPage, read: Read) -> None:
    read("samaritans")
    assert "116 123" in shown_text(page.listing)


def test_enter_opens_the_first_result_of_what_was_typed_even_before_it_is_found(page: FindPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.box, "samaritans")
    assert page.inquiry.waiting
    QTest.keyClick(page.box, Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "samaritans")


def test_who_types_on_after_enter_keeps_the_keyboard(page: FindPage, qtbot: QtBot) -> None:
    for found in (False, True):
        page.box.setText("samaritan")
        if found:
            wait_for_answer(qtbot, page)
        assert page.inquiry.waiting is not found
        QTest.keyClick(page.box, Qt.Key.Key_Return)
        QTest.keyClicks(page.box, "s")
        wait_for_answer(qtbot, page)
        qtbot.wait(50)
        assert page.box.hasFocus(), f"found before Enter: {found}"


@pytest.mark.parametrize("found", [False, True])
def test_emergencies_that_come_late_take_nothing_away(page: FindPage, qtbot: QtBot, *, found: bool) -> None:
    page.box.setText("samaritans")
    if found:
        wait_for_answer(qtbot, page)
    QTest.keyClick(page.box, Qt.Key.Key_Return)
    page.alarm.take(RightNow())
    wait_for_listing(qtbot, page, "samaritans")


def test_a_listing_stays_while_it_is_among_the_results(page: FindPage, search: Search, read: Read) -> None:
    read("samaritans")
    search("someone to talk to samaritans")
    assert page.listing.shown == "samaritans"
    search("kangaroo")
    assert page.listing.shown is None


def test_one_key_copies_the_number_from_anywhere(window: MainWindow, page: FindPage, read: Read) -> None:
    read("ace-of-clubs")
    number = next(one for one in page.listing.findChildren(QLabel) if one.text() == ACE_OF_CLUBS_PHONE)
    assert number.font().pointSizeF() > 1.3 * window.font().pointSizeF()
    for go in (page.listing.enter, page.results.enter, page.enter):
        go()
        QGuiApplication.clipboard().clear()
        press(Qt.Key.Key_C, CTRL | SHIFT)
        assert QGuiApplication.clipboard().text() == digits(ACE_OF_CLUBS_PHONE)


def test_one_press_copies_the_number_and_says_so(page: FindPage, read: Read) -> None:
    read("ace-of-clubs")
    QGuiApplication.clipboard().clear()
    copies = button(page.listing, f"Copy {ACE_OF_CLUBS_PHONE}")
    QTest.mouseClick(copies, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == digits(ACE_OF_CLUBS_PHONE)
    assert copies.text() == "Copied"


def test_a_listing_with_no_number_of_its_own_names_the_next_best(page: FindPage, read: Read) -> None:
    with closing(Store.open().connect()) as connection:
        listing = read_listing(connection, "999-club-gateway")
        assert listing is not None
        assert not listing.phones
        instead = next_number(connection, listing)
    assert instead is not None
    read("999-club-gateway")
    assert instead.number in shown_text(page.listing)
    assert instead.name in shown_text(page.listing)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == digits(instead.number)


def test_text_from_data_is_shown_as_it_is(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    own = tmp_path / "services.sqlite"
    copyfile(resource("services.sqlite"), own)
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE service SET description = ? WHERE id = 'samaritans'", (HTML,))
    page = open_window().find_page
    qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
    page.box.setText("samaritans")
    wait_for_answer(qtbot, page)
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "samaritans")
    labels = [found for found in page.listing.findChildren(QLabel) if found.text() == HTML]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


# From one listing to another, and back


def test_a_link_leads_to_another_listing_and_alt_left_back_the_same_way(
    page: FindPage, read: Read, qtbot: QtBot
) -> None:
    first, *others = BY_LINKS
    read(first)
    for service_id in others:
        with closing(Store.open().connect()) as connection:
            listing = read_listing(connection, service_id)
        assert listing is not None
        tab_to(listing.name, link=True)
        press(Qt.Key.Key_Space)
        wait_for_listing(qtbot, page, service_id)
        assert listing.name in shown_text(page.listing)
    for service_id in reversed(BY_LINKS[:-1]):
        press(Qt.Key.Key_Left, ALT)
        wait_for_listing(qtbot, page, service_id)
    press(Qt.Key.Key_Left, ALT)
    assert page.results.hasFocus()


def test_choosing_a_row_forgets_the_way_back(page: FindPage, read: Read, qtbot: QtBot) -> None:
    read("999-club-the-bridge")
    tab_to("999 Club Gateway day centre", link=True)
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "999-club-gateway")
    page.results.enter()
    press(Qt.Key.Key_Down, times=4)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.listing.shown not in {None, *BY_LINKS} and has_keyboard(page.listing))
    press(Qt.Key.Key_Left, ALT)
    assert page.results.hasFocus()


# Rows and their lines


def test_rows_are_fetched_when_they_are_painted(page: FindPage, qtbot: QtBot) -> None:
    last = page.model.rowCount() - 1
    assert page.model.index(last, 0).data() == "Being fetched"
    page.results.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.line(last) is not None, timeout=LONG_MS)
    line = page.model.line(last)
    assert line is not None
    assert page.model.index(last, 0).data(Qt.ItemDataRole.AccessibleTextRole) == line.spoken
    assert not page.model.missing()


def test_a_row_that_is_being_fetched_is_shown_when_it_comes(page: FindPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_End)
    last = page.model.rowCount() - 1
    assert page.results.currentIndex().row() == last
    qtbot.waitUntil(lambda: page.model.row_of(page.listing.shown or "") == last, timeout=LONG_MS)


def test_rows_have_one_height_taken_from_the_font(page: FindPage) -> None:
    assert {page.results.rowHeight(row) for row in (0, 1, WINDOW)} == {page.results.row_height}
