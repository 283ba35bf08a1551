"""The main window: put together without asking for anything, one list of commands, and its place on the screen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.errors import NavigatorError
from ui.listings.page import ListingsPage
from ui.shell.actions import keys_of
from ui.shell.application import make_application
from ui.shell.main_window import MainWindow
from ui.shell.settings import IDLE_MINUTES, Settings
from ui.shell.theme import Theme
from ui.shell.work import Work

KEYS = {
    "Right now": "F8",
    "Find": "Ctrl+F",
    "Check": "Alt+2",
    "Pathways": "Alt+3",
    "Refer": "Alt+4",
    "Listings": "Alt+5",
    "Edit listings": "Ctrl+Shift+E",
    "Checked today": "Ctrl+Shift+V",
    "Shortlist": "Ctrl+D",
    "Make a sheet": "Ctrl+P",
    "Compare": "Ctrl+E",
    "Start again": "Ctrl+Shift+Backspace",
    "Hide the screen": "F9",
    "Forget the answers": "Ctrl+Shift+Del",
    "Next part": "F6",
    "Back": "Alt+Left",
    "Filters": "Ctrl+L",
    "Map": "Ctrl+M",
    "Copy phone number": "Ctrl+Shift+C",
    "All commands": "Ctrl+K",
    "Menu": "F10",
    "Text and colours": "Ctrl+,",
    "Larger text": "Ctrl++",
    "Smaller text": "Ctrl+-",
    "Usual text": "Ctrl+0",
    "Close": "Ctrl+Q",
}

Make = Callable[[], MainWindow]


@pytest.fixture
def opened() -> list[str]:
    """Every time the directory was opened."""
    return []


@pytest.fixture
def make(theme: Theme, qtbot: QtBot, opened: list[str]) -> Iterator[Make]:
    """Makes a window over a directory that cannot be opened, which is enough for what is around it."""
    made: list[Work[Any]] = []

    def cannot() -> Any:
        opened.append("opened")
        raise NavigatorError("There is no directory here.")

    def window() -> MainWindow:
        make_application()
        work: Work[Any] = Work(cannot)
        made.append(work)
        window = MainWindow(work, lambda: None, theme, Settings())
        qtbot.addWidget(window)
        return window

    yield window
    for work in made:
        work.close()


def test_it_asks_for_nothing_until_it_was_drawn_and_says_so_once(make: Make, qtbot: QtBot, opened: list[str]) -> None:
    window = make()
    painted = QSignalSpy(window.painted)
    window.painted.connect(window.find_page.start)
    qtbot.wait(50)
    assert (painted.count(), opened) == (0, [])
    window.show()
    qtbot.waitUntil(lambda: window.find_page.broken)
    window.hide()
    window.show()
    window.repaint()
    qtbot.wait(20)
    assert painted.count() == 1


def test_every_command_has_the_key_that_was_promised(make: Make) -> None:
    by_name = {action.text(): action for action in make().commands.items()}
    assert {name: keys_of(by_name[name]) for name in KEYS} == KEYS
    assert [key.toString() for key in by_name["Find"].shortcuts()] == ["Ctrl+F", "/", "Alt+1"]


def test_every_command_that_is_not_a_room_s_own_is_said_in_the_rail_or_by_its_key(make: Make) -> None:
    window = make()
    assert [button.text() for button in window.rail.buttons] == [
        "Right now",
        "Find",
        "Check",
        "Pathways",
        "Refer",
        "Listings",
        "Look",
        "Menu",
    ]
    without_key = [action.text() for action in window.commands.items() if not keys_of(action)]
    assert set(without_key) == {
        "Colours as the system",
        "Light colours",
        "Dark colours",
        "High contrast",
        "Save the counts of referrals...",
        "I have an hour",
        "Duplicates",
        "What is missing",
        "Copies",
        "Backups",
        "New listing",
        "Usual column widths",
        *(f"Forget answers after {minutes} minutes" for minutes in IDLE_MINUTES),
    }


def test_the_widths_of_columns_are_kept_until_somebody_wants_the_usual_ones(make: Make) -> None:
    def again(window: MainWindow) -> tuple[MainWindow, ListingsPage]:
        window.close()
        window = make()
        window.show_listings()
        assert window.listings_page is not None
        return window, window.listings_page

    window, page = again(make())
    assert not any(page.widths)
    table = page.table.table
    usual = table.columnWidth(1)
    table.setColumnWidth(1, 2 * usual)
    window, page = again(window)
    assert (page.widths[1], page.table.table.columnWidth(1)) == (200, 2 * usual)
    next(action for action in window.commands.items() if action.text() == "Usual column widths").trigger()
    assert page.table.table.columnWidth(1) == usual
    assert not any(again(window)[1].widths)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_first_window_fits_on_the_screen(make: Make, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    window = make()
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    assert window.width() > 600


def test_ctrl_q_closes_it(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_the_rail_shows_which_room_one_is_in(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.show()
    qtbot.waitExposed(window)
    find = next(button for button in window.rail.buttons if button.text() == "Find")
    assert find.isChecked()
    window.show_find()
    assert find.isChecked()
