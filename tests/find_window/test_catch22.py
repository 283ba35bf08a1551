"""Catch-22s on a listing: named under its rules once it is shown, and a press from how to break them."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store, read_listing
from navigator.errors import NavigatorError
from navigator.pathways.catch22s import on_listing
from tests.find_window.conftest import LONG_MS, OpenWindow, press, shown_text, tab_to, wait_for_answer
from tests.find_window.test_listing import ACCESS, ALL, RULES, SOURCES, WHEN, listing, sheet, show
from tests.pathways_window.samples import CATCH22S
from ui.find.desk import Desk
from ui.find.listing import ListingView
from ui.find.page import FindPage
from ui.shell.main_window import MainWindow
from ui.shell.parts import Link

__all__ = ["listing", "show"]

COUNCIL = "lewisham-council-housing-options"
ACE_OF_CLUBS = "ace-of-clubs"
CLOSED = "hope-house-clapham"
ROUGH = CATCH22S["verified-rough-sleeper"]
FUNDS = CATCH22S["nrpf-blocks-everything"]
NAMES = {one.name for one in CATCH22S.values()}


def named(within: QWidget) -> list[str]:
    """The catch-22s that are named, from top to bottom."""
    return [one.text() for one in within.findChildren(Link) if one.text() in NAMES and one.isVisibleTo(within)]


def top(page: QWidget, words: str) -> int:
    (found,) = [one for one in page.findChildren(QLabel) if one.text() == words]
    return found.mapTo(page, QPoint()).y()


def test_they_stand_under_its_rules_and_each_leads_on(
    listing: ListingView, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    page = show(sheet(*ALL))
    listing.show_catch_22s("one", (ROUGH, FUNDS))
    assert named(page) == [ROUGH.name, FUNDS.name]
    qtbot.waitUntil(lambda: top(page, "Known catch-22s") > top(page, RULES.heading))
    assert top(page, "Known catch-22s") < top(page, "Works with")
    link = next(one for one in page.findChildren(Link) if one.text() == FUNDS.name)
    assert link.accessibleName() == f"A known catch-22: {FUNDS.name}"
    with qtbot.waitSignal(listing.catch_22_asked) as asked:
        link.click()
    assert asked.args == [FUNDS.id]


def test_one_alone_and_none_at_all(listing: ListingView, show: Callable[..., QWidget]) -> None:
    page = show(sheet(ACCESS, WHEN, SOURCES))
    listing.show_catch_22s("one", ())
    assert "catch-22" not in shown_text(page)
    listing.show_catch_22s("one", (ROUGH,))
    assert "A known catch-22" in shown_text(page).splitlines()
    listing.show_catch_22s("one", (ROUGH,))
    assert named(page) == [ROUGH.name]


def test_those_of_another_listing_come_too_late(listing: ListingView, show: Callable[..., QWidget]) -> None:
    page = show(sheet(*ALL))
    listing.show_catch_22s("another", (ROUGH,))
    assert named(page) == []
    listing.clear()
    listing.show_catch_22s("one", (ROUGH,))
    assert named(page) == []


# In the window, over the directory that ships


class _Watched(Desk):
    """A desk that tells when catch-22s are asked for, and on which thread; it can hold the answer back, or fail."""

    asked: list[tuple[str, str]]
    free: threading.Event
    damaged = False

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.asked, self.free = [], threading.Event()
        self.free.set()

    def catch_22s(self, service_id: str) -> Any:
        self.asked.append((service_id, threading.current_thread().name))
        self.free.wait(LONG_MS / 1000)
        if self.damaged:
            raise NavigatorError("catch-22s.toml cannot be read.")
        return super().catch_22s(service_id)


Opened = tuple[MainWindow, _Watched]


@pytest.fixture
def opened(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> Opened:
    """A window, with every service listed, and its desk."""
    desks: list[_Watched] = []

    def make() -> Desk:
        desks.append(_Watched(Store.open(tmp_path)))
        return desks[0]

    window = open_window(make)
    wait_for_answer(qtbot, window.find_page)
    return window, desks[0]


def read(qtbot: QtBot, page: FindPage, service_id: str) -> QWidget:
    """Open a listing, and wait until all of its words are there; gives its page."""
    page.read(service_id)
    qtbot.waitUntil(lambda: page.listing.shown == service_id, timeout=LONG_MS)
    found = page.listing._page
    assert found is not None
    qtbot.waitUntil(lambda: found._built, timeout=LONG_MS)
    return found


def test_nothing_is_asked_before_a_listing_was_read_and_the_listing_waits_for_nothing(
    qtbot: QtBot, opened: Opened
) -> None:
    window, desk = opened
    assert desk.asked == []
    desk.free.clear()
    page = read(qtbot, window.find_page, COUNCIL)
    assert named(page) == []
    assert "Where this comes from" in shown_text(page)
    desk.free.set()
    qtbot.waitUntil(lambda: bool(named(page)), timeout=LONG_MS)
    assert FUNDS.name in named(page)
    assert desk.asked == [(COUNCIL, "navigator-search")]


def test_a_listing_with_no_half_of_any_or_that_has_closed_names_none(tmp_path: Path) -> None:
    with closing(Desk(Store.open(tmp_path))) as desk:
        assert FUNDS.id in [one.id for one in desk.catch_22s(COUNCIL)]
        assert [desk.catch_22s(name) for name in (ACE_OF_CLUBS, CLOSED, "no-such-place")] == [(), (), ()]
        closed = read_listing(desk._connection, CLOSED)
    assert closed is not None
    assert closed.status == "closed"
    assert on_listing(CATCH22S.values(), replace(closed, status="active"))


def test_a_damaged_file_leaves_the_listing_as_it_is(qtbot: QtBot, opened: Opened) -> None:
    window, desk = opened
    desk.damaged = True
    read(qtbot, window.find_page, COUNCIL)
    qtbot.waitUntil(lambda: bool(desk.asked), timeout=LONG_MS)
    desk.damaged = False
    read(qtbot, window.find_page, ACE_OF_CLUBS)
    assert not window.find_page.broken
    page = read(qtbot, window.find_page, COUNCIL)
    qtbot.waitUntil(lambda: FUNDS.name in named(page), timeout=LONG_MS)


def test_a_press_leads_to_how_to_break_it(qtbot: QtBot, opened: Opened) -> None:
    window, _desk = opened
    page = read(qtbot, window.find_page, COUNCIL)
    qtbot.waitUntil(lambda: FUNDS.name in named(page), timeout=LONG_MS)
    asked = QSignalSpy(window.find_page.catch_22_asked)
    tab_to(f"A known catch-22: {FUNDS.name}", link=True)
    press(Qt.Key.Key_Return)
    assert asked.at(0) == [FUNDS.id]
    room = window.pathways_page
    assert room is not None
    qtbot.waitUntil(lambda: room.shown == ("catch-22", FUNDS.id), timeout=LONG_MS)
    qtbot.waitUntil(lambda: FUNDS.how_to_break_it in shown_text(room), timeout=LONG_MS)
    assert room.isVisible()
    press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.find_page.listing.shown == COUNCIL
