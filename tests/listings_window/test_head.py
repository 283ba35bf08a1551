"""The head of the room, and the switch: off at first, off again when nobody is there, and who changes what."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from ui.listings.editing import Editing
from ui.listings.head import DOES, Head


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def editing(qapp: object, clock: Clock) -> Iterator[Editing]:
    assert qapp
    made = Editing(10, None, clock)
    yield made
    made.turn(on=False)


@pytest.fixture
def head(qtbot: QtBot, editing: Editing) -> Head:
    made = Head(editing)
    qtbot.addWidget(made)
    made.resize(1400, 100)
    made.show()
    return made


def names(head: Head) -> list[str]:
    return [name for name, button in head.does.items() if button.isVisibleTo(head)]


def test_the_window_opens_for_reading_and_the_switch_turns_itself_off(
    head: Head, editing: Editing, clock: Clock
) -> None:
    assert not editing.on
    assert "add" not in names(head)
    assert not head.by.isVisibleTo(head)
    head.switch.click()
    assert editing.on
    assert names(head) == [name for name, _ in DOES]
    assert head.by.isVisibleTo(head)
    clock.now += 9 * 60
    editing.allow(10)
    assert editing.on
    clock.now += 61
    editing.allow(10)
    assert not editing.on
    assert not head.switch.isChecked()
    assert "nothing was touched" in head.told.text()


def test_who_changes_is_kept_only_here(head: Head, editing: Editing) -> None:
    editing.turn(on=True)
    head.by.setText("  duty worker ")
    assert editing.by == "duty worker"


def test_undo_is_offered_only_while_listings_may_be_changed(head: Head, editing: Editing) -> None:
    asked = QSignalSpy(head.undo_asked)
    head.say("Samaritans was saved.", 7)
    assert not head.undo.isVisibleTo(head)
    editing.turn(on=True)
    assert head.undo.isVisibleTo(head)
    head.undo.click()
    assert asked.at(0) == [7]
    head.say("That was undone.")
    assert not head.undo.isVisibleTo(head)


def test_a_narrow_head_has_a_menu_in_place_of_the_buttons(
    head: Head, editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing.turn(on=True)
    head.resize(400, 100)
    assert head.by.isVisibleTo(head)
    head.resize(240, 100)
    assert not head.by.isVisibleTo(head)
    asked = QSignalSpy(head.asked)
    assert not names(head)
    assert head.more.isVisibleTo(head)
    head.menu.aboutToShow.emit()
    *does, who = head.menu.actions()
    assert [action.text() for action in does] == [label for _, label in DOES]
    does[0].trigger()
    assert asked.at(0) == [DOES[0][0]]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_b: ("KB", True))
    who.trigger()
    assert editing.by == "KB"
    head.show_back(shown=True)
    assert (head.back.isVisibleTo(head), head.more.isVisibleTo(head)) == (True, False)
