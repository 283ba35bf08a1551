"""One list of everything there is to do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from ui.shell.actions import Actions, keys_of, plain


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_an_action_is_what_it_was_given(window: QMainWindow) -> None:
    done: list[str] = []
    actions = Actions(window)
    find = actions.add("&Find", lambda: done.append("find"), keys=["Ctrl+F", "F3"], menu="&Go", says="Find a service.")
    assert actions.items() == [find]
    assert (plain(find), find.toolTip(), keys_of(find)) == ("Find", "Find a service.", "Ctrl+F")
    find.trigger()
    assert done == ["find"]


def test_what_takes_something_of_its_own_is_not_handed_whether_it_is_chosen(window: QMainWindow) -> None:
    seen: list[str] = []

    def show(situation: str = "all") -> None:
        seen.append(situation)

    Actions(window).add("Right now", show).trigger()
    assert seen == ["all"]


def test_what_can_be_chosen_is_told_whether_it_is(window: QMainWindow) -> None:
    seen: list[bool] = []
    action = Actions(window).add("Map", seen.append, checkable=True)
    action.trigger()
    action.trigger()
    assert seen == [True, False]


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_keys_work_wherever_the_keyboard_is(window: QMainWindow, key: Qt.Key) -> None:
    done: list[str] = []
    Actions(window).add("Right now", lambda: done.append("now"), keys=["F8", "F9"])
    box = QLineEdit()
    window.setCentralWidget(box)
    box.setFocus()
    QTest.keyClick(box, key)
    assert done == ["now"]


@pytest.mark.parametrize("key", ["Ctrl+F", "ctrl+f", QKeySequence("Ctrl+F"), QKeySequence.StandardKey.Find])
def test_no_two_actions_share_a_key(window: QMainWindow, key: str | QKeySequence | QKeySequence.StandardKey) -> None:
    actions = Actions(window)
    actions.add("Find", print, keys=["Ctrl+F"])
    with pytest.raises(ValueError, match=r"Ctrl\+F is the key of Find, and cannot also be that of Filters"):
        actions.add("Filters", print, keys=["F2", key])


def test_a_key_that_there_is_not_is_refused(window: QMainWindow) -> None:
    with pytest.raises(ValueError, match="Find has a key that there is not"):
        Actions(window).add("Find", print, keys=["Ctrl+Nothing"])


def test_menus_are_filled_when_they_are_opened(window: QMainWindow) -> None:
    actions = Actions(window)
    actions.add("Hidden", print)
    find = actions.add("&Find", print, menu="&Go")
    larger = actions.add("&Larger", print, menu="&View")
    actions.fill(window.menuBar())
    later = actions.add("&Later", print, menu="&Go")
    go, view = (window.menuBar().actions()[place].menu() for place in (0, 1))
    assert isinstance(go, QMenu)
    assert isinstance(view, QMenu)
    assert (go.title(), view.title()) == ("&Go", "&View")
    assert (go.actions(), view.actions()) == ([], [])
    for _ in range(2):
        go.aboutToShow.emit()
        view.aboutToShow.emit()
    assert go.actions() == [find, later]
    assert view.actions() == [larger]


@pytest.mark.parametrize(("text", "name"), [("&Find", "Find"), ("Find", "Find"), ("This && that", "This & that")])
def test_a_name_is_plain(window: QMainWindow, text: str, name: str) -> None:
    assert plain(Actions(window).add(text, print)) == name
