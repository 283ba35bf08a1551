"""The room as a whole: nothing changes before the switch, what was done is taken back once, and nothing is lost."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.refer.experience import FILE_NAME
from tests.check_window.asking import words_in
from tests.listings.three import changed, history
from tests.listings_window.conftest import MINUTES
from ui.find.desk import Desk
from ui.listings.page import ListingsPage
from ui.listings.views import KINDS
from ui.shell.work import Work

ID = "samaritans"
LONG_MS = 10_000
TELLS: dict[str, Callable[[Any], object]] = {
    "history": lambda view: view.past and len(view.past.entries),
    "gaps": lambda view: view._gaps and view._gaps.everything.services,
    "backups": lambda view: view._there and view._there.own,
}
"""Something that a view tells of the directory, None before it knows."""


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> Iterator[ListingsPage]:
    work = Work(lambda: Desk(store))
    made = ListingsPage(work, MINUTES)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    with qtbot.waitSignal(made.table.answered):
        made.enter()
    yield made
    made.editing.turn(on=False)
    work.close()


def _save(page: ListingsPage, store: Store) -> None:
    """Save a listing in another place, and have the room say so."""
    saved = Editor(store).save([Edit(changed(store, ID, cost_note="A pound."))], Author("KB"))
    assert saved is not None
    page.head.say("Samaritans was saved.", saved.batch)


def test_before_the_switch_nothing_opens_that_changes_listings(page: ListingsPage) -> None:
    for name in (name for name, kind in KINDS.items() if kind.writes):
        page.show_view(name, ID)
        assert page.views.shown is None
    assert page.focusWidget() is page.head.switch
    assert not page.views.made


def test_what_was_done_is_taken_back_once_however_often_it_is_asked(
    qtbot: QtBot, page: ListingsPage, store: Store
) -> None:
    page.editing.turn(on=True)
    _save(page, store)
    for _ in range(3):
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.head.told.text() == "That was undone.")
    qtbot.waitUntil(lambda: not page.keeping.busy)
    assert page.head.told.text() == "That was undone."
    assert [change.kind for change in history(store, ID)] == ["undo", "edit"]


def test_what_cannot_be_taken_back_says_why(qtbot: QtBot, page: ListingsPage, store: Store) -> None:
    page.editing.turn(on=True)
    _save(page, store)
    Editor(store).save([Edit(changed(store, ID, cost_note="Two pounds."))])
    page.undo()
    qtbot.waitUntil(lambda: "was changed since" in page.head.told.text())


def test_the_window_stays_until_a_change_on_its_way_is_made(qtbot: QtBot, page: ListingsPage, store: Store) -> None:
    page.editing.turn(on=True)
    _save(page, store)
    page.undo()
    assert page.unsaved
    assert not page.may_close()
    assert "still being saved" in page.head.told.text()
    qtbot.waitUntil(lambda: not page.unsaved)
    assert page.may_close()
    assert history(store, ID)[0].kind == "undo"


def test_a_damaged_file_of_tips_is_named_once_and_the_room_goes_on_without_it(
    qtbot: QtBot, page: ListingsPage, store: Store
) -> None:
    damaged, every = store.folder / FILE_NAME, page.table.model.rowCount()
    damaged.parent.mkdir(exist_ok=True)
    damaged.write_bytes(b"no database" * 100)
    for _ in range(2):
        with qtbot.waitSignal(page.table.answered):
            page.look_again()
    told = words_in(page.damage)
    assert "Outcomes and tips cannot be read." in told
    assert str(damaged) in told
    assert "Nothing else is lost" in told
    assert "directory cannot be read" not in told
    assert not page.table.isVisible()
    page.damage.enter()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.focusWidget() is page.table.table
    with qtbot.waitSignal(page.table.answered):
        page.enter()
    assert page.damage.isHidden(), "told once"
    assert page.table.model.rowCount() == every
    damaged.unlink()
    for hidden, content in ((True, b""), (False, b"no database again" * 100)):
        damaged.write_bytes(content)
        with qtbot.waitSignal(page.table.answered):
            page.enter()
        assert page.damage.isHidden() == hidden
    page.show_view("history", ID)
    assert page.damage.isHidden(), "it is in place of the table only"


def _told(qtbot: QtBot, page: ListingsPage, name: str, unlike: object = None) -> object:
    """What a view tells, once it is not that."""
    view, tells = page.views.made[name], TELLS[name]
    qtbot.waitUntil(lambda: tells(view) != unlike, timeout=LONG_MS)
    return tells(view)


def test_what_changed_while_another_view_stood_in_front_is_seen_on_the_way_back(
    qtbot: QtBot, page: ListingsPage, store: Store
) -> None:
    page.editing.turn(on=True)
    before = {}
    for name in TELLS:
        page.show_view(name, ID)
        before[name] = _told(qtbot, page, name)
    page.show_view("verify", ID)
    Editor(store).save([Edit(changed(store, ID, status="closed"))])
    page.keeping.changed.emit()
    for name in reversed(TELLS):
        page.go_back()
        assert page.views.shown is page.views.made[name]
        _told(qtbot, page, name, before[name])
