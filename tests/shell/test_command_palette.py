"""All commands: typing narrows them, Enter does the one that is chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ui.shell.actions import Actions
from ui.shell.colours import SETS
from ui.shell.command_palette import CommandDialog, CommandPalette, narrowed
from ui.shell.theme import Scheme, Theme


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.commands = Actions(self)
        for text, keys, says in (
            ("&Right now", ["F8"], "What to do in an emergency."),
            ("&Find", ["Ctrl+F", "/"], "Search for a service."),
            ("Larger text", ["Ctrl++"], "Everywhere, and remembered."),
            ("Search again", [], "Once more."),
        ):
            self.commands.add(text, lambda text=text: self.done.append(text), keys=keys, says=says)
        self.offered = CommandPalette(self.commands, self)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    if made.offered.dialog is not None:
        made.offered.dialog.close()


def opened(window: Window, qtbot: QtBot) -> CommandDialog:
    window.offered.open()
    dialog = window.offered.dialog
    assert dialog is not None
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.box.hasFocus)
    return dialog


def names(dialog: CommandDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_it_is_made_when_it_is_first_opened(window: Window, qtbot: QtBot) -> None:
    assert window.offered.dialog is None
    first = opened(window, qtbot)
    first.close()
    assert opened(window, qtbot) is first


def test_everything_that_can_be_used_is_listed(window: Window, qtbot: QtBot) -> None:
    window.commands.items()[2].setEnabled(False)
    dialog = opened(window, qtbot)
    assert names(dialog) == ["Right now", "Find", "Search again"]
    dialog.close()
    window.commands.items()[2].setEnabled(True)
    assert "Larger text" in names(opened(window, qtbot))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Right now", "Find", "Larger text", "Search again"]),
        ("emergency", ["Right now"]),
        ("EMERGENCY now", ["Right now"]),
        ("search", ["Search again", "Find"]),
        ("search service", ["Find"]),
        ("lagrer", ["Larger text"]),
        ("qqqq", []),
    ],
)
def test_typing_narrows(window: Window, qtbot: QtBot, typed: str, found: list[str]) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.box, typed)
    assert names(dialog) == found


def test_the_keyboard_alone_finds_and_does(window: Window, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClick(dialog.box, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == 1
    QTest.keyClick(dialog.box, Qt.Key.Key_Up)
    QTest.keyClick(dialog.box, Qt.Key.Key_Up)
    assert dialog.list.currentRow() == 0
    QTest.keyClick(dialog.box, Qt.Key.Key_PageDown)
    assert dialog.list.currentRow() == 3
    QTest.keyClicks(dialog.box, "search")
    QTest.keyClick(dialog.box, Qt.Key.Key_Down)
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)
    assert window.done == ["&Find"]
    assert not dialog.isVisible()


def test_what_was_typed_is_forgotten(window: Window, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.box, "emergency")
    QTest.keyClick(dialog.box, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.done == []
    assert opened(window, qtbot).box.text() == ""


def test_enter_with_nothing_found_does_nothing(window: Window, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.box, "qqqq")
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)
    assert window.done == []
    assert dialog.isVisible()
    assert dialog.box.accessibleDescription() == "No command has these words."


def test_a_press_does_what_is_pressed(window: Window, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    place = dialog.list.visualItemRect(dialog.list.item(2)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.done == ["Larger text"]


def test_a_screen_reader_hears_the_command_that_is_chosen(window: Window, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert dialog.box.accessibleName() == "Command"
    assert dialog.box.accessibleDescription() == "Right now. What to do in an emergency. F8"
    QTest.keyClick(dialog.box, Qt.Key.Key_Down)
    assert dialog.box.accessibleDescription() == "Find. Search for a service. Ctrl+F"


def test_what_is_chosen_says_so(window: Window, qtbot: QtBot) -> None:
    window.commands.add("Map", print, checkable=True).setChecked(True)
    assert names(opened(window, qtbot))[-1] == "Map (chosen)"


@pytest.mark.parametrize("scheme", SETS)
def test_the_chosen_row_has_a_bar(theme: Theme, window: Window, qtbot: QtBot, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    dialog = opened(window, qtbot)
    image = dialog.list.viewport().grab().toImage()
    row = dialog.list.visualItemRect(dialog.list.item(0))
    assert image.pixelColor(row.left() + 1, row.center().y()) == QColor(SETS[scheme].accent)
    other = dialog.list.visualItemRect(dialog.list.item(1))
    assert image.pixelColor(other.left() + 1, other.center().y()) == QColor(SETS[scheme].base)


def test_it_stays_within_its_window(theme: Theme, window: Window, qtbot: QtBot) -> None:
    theme.set_scale(2)
    dialog = opened(window, qtbot)
    assert dialog.width() <= window.width()
    assert dialog.height() <= window.height()


def test_nothing_narrows_nothing() -> None:
    assert narrowed([], "words") == []
