"""Backups: the list, one more, putting one back after asking, and what is wrong with the directory."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.directory.backups import back_up, folder_of
from navigator.directory.files import UNFINISHED
from navigator.listings.care.doctor import Finding, Remedy
from navigator.listings.changes.editor import Edit, Editor
from tests.listings.three import changed, now_there
from ui.listings.copies.backups_view import BackupsView
from ui.listings.copies.backups_words import to_do
from ui.listings.keeping import Keeping
from ui.shell.text import Button

ID = "samaritans"
WAIT_MS = 15_000
BEFORE = datetime(2026, 11, 2, 9, tzinfo=UTC)


def edit(store: Store, **facts: Any) -> None:
    Editor(store).save([Edit(changed(store, ID, **facts))])


@pytest.fixture
def make(qtbot: QtBot, theme: object, keeping: Keeping) -> Callable[[], BackupsView]:
    assert theme

    def made() -> BackupsView:
        view = BackupsView(keeping)
        qtbot.addWidget(view)
        view.resize(1000, 700)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        view.open()
        view.enter()
        qtbot.waitUntil(lambda: bool(view.says.text()), timeout=WAIT_MS)
        return view

    return made


@pytest.fixture
def changed_store(store: Store) -> Store:
    """A directory of one's own, backed up, and changed since."""
    edit(store, description="Before.")
    assert back_up(store, "before-merge", lambda: BEFORE)
    edit(store, description="After.")
    return store


def test_what_came_with_navigator_needs_no_backup(make: Callable[[], BackupsView]) -> None:
    view = make()
    assert "needs no backup" in view.says.text()
    assert view.look.hasFocus()
    assert not view.make.isVisible()
    assert not view.list.isVisible()
    assert not view.put_back.isVisible()


def test_each_backup_says_when_and_why_and_one_more_is_made(
    qtbot: QtBot, make: Callable[[], BackupsView], changed_store: Store
) -> None:
    view = make()
    assert view.list.hasFocus()
    assert str(folder_of(changed_store)) in view.says.text()
    before = len(view.list.rows.lines)
    merged = view.list.rows.lines[-1]
    assert merged.name.startswith("2 November 2026")
    assert merged.lines[0][0].startswith("Before listings were merged. 158 listings, ")
    assert merged.lines[0][0].endswith("MB, verified.")
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        view.make.click()
    assert "Backed up and verified" in str(said.args)
    qtbot.waitUntil(lambda: len(view.list.rows.lines) == before + 1, timeout=WAIT_MS)


def test_one_is_put_back_after_asking_once_and_that_can_be_undone(
    qtbot: QtBot, make: Callable[[], BackupsView], changed_store: Store
) -> None:
    view = make()
    QTest.keyClick(view.list, Qt.Key.Key_End)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert view.asking.isVisible()
    assert view.no.hasFocus()
    QTest.keyClick(view.no, Qt.Key.Key_Escape)
    assert not view.asking.isVisible()
    assert view.put_back.isVisible()
    assert view.list.hasFocus()
    view.put_back.click()
    changes: list[bool] = []
    view.keeping.changed.connect(lambda: changes.append(True))
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        view.yes.click()
    assert changes
    assert now_there(changed_store, ID).description == "Before."
    assert str(said.args[0]).startswith("Put back: 2 November 2026")
    assert "To undo this, put back the backup of" in str(said.args[0])
    qtbot.waitUntil(lambda: "another backup" in view.list.rows.lines[0].spoken, timeout=WAIT_MS)


@pytest.mark.usefixtures("changed_store")
def test_while_editing_is_off_none_can_be_put_back(make: Callable[[], BackupsView]) -> None:
    view = make()
    view.put_back.click()
    assert view.asking.isVisible()
    view.keeping.editing.turn(on=False)
    assert not view.asking.isVisible()
    assert not view.put_back.isVisible()
    assert view.off.isVisible()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert not view.asking.isVisible()


def test_a_damaged_backup_is_refused_in_a_sentence(
    qtbot: QtBot, make: Callable[[], BackupsView], changed_store: Store
) -> None:
    (folder_of(changed_store) / "2026-11-01T080000Z-daily.sqlite").write_bytes(b"no")
    view = make()
    QTest.keyClick(view.list, Qt.Key.Key_End)
    assert view.list.rows.lines[-1].lines == (("A day of use. It is damaged and cannot be put back.", "warn"),)
    view.put_back.click()
    view.yes.click()
    qtbot.waitUntil(lambda: "2026-11-01" in view.told.text(), timeout=WAIT_MS)
    assert now_there(changed_store, ID).description == "After."


def test_problems_are_found_told_and_mended(
    qtbot: QtBot, make: Callable[[], BackupsView], changed_store: Store
) -> None:
    left = changed_store.folder / f"backup{UNFINISHED}"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    copy = changed_store.folder / "services (1).sqlite"
    copy.write_bytes(changed_store.own.read_bytes())
    view = make()
    view.look.click()
    qtbot.waitUntil(view.mend.isVisible, timeout=WAIT_MS)
    compares = [button for button in view.problems.findChildren(Button) if button.accessibleDescription()]
    with qtbot.waitSignal(view.view_asked) as asked:
        compares[0].click()
    assert asked.args == ["copies", (str(copy),)]
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        view.mend.click()
    assert "was removed: it was never finished" in str(said.args)
    assert not left.exists()
    assert not view.mend.isVisible()


def test_what_to_do_is_said_for_the_window() -> None:
    names = {"2026-11-02T090000Z-daily.sqlite": "2 November 2026, 09:00"}
    restore = Remedy("restore", "(what is there now is backed up first)", next(iter(names)))
    assert to_do(Finding("replaced", "", "", restore), names).startswith(
        "Put back the backup of 2 November 2026, 09:00 ("
    )
    assert to_do(Finding("index", "", "", Remedy("mend")), names) == "Press “Mend”."
