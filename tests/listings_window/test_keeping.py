"""Reading and changing for the views: a change is seen at once, changes follow one another, and errors are told."""

from collections.abc import Callable
from contextlib import closing
from datetime import date

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Author, Saved
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.past.entries import history
from ui.listings.keeping import Keeping

ID = "samaritans"
ON = date(2026, 11, 22)


def check(store: Store, author: Author) -> Saved:
    return verify(store, ID, Found("phone", frozenset({"all"})), author, ON)


def test_the_first_change_makes_the_users_own_copy_which_is_read_from_then_on(qtbot: QtBot, keeping: Keeping) -> None:
    owner = QObject()
    told: list[str] = []
    said: list[object] = []
    before: list[int] = []
    keeping.look_up(
        "a",
        lambda listings: len(history(listings.connection, ID)),
        owner=owner,
        success=before.append,
        failure=said.append,
    )
    qtbot.waitUntil(lambda: before == [0])
    keeping.editing.by = "KB"
    keeping.changed.connect(lambda: told.append("changed"))
    keeping.change(check, owner=owner, success=lambda _saved: told.append("saved"), failure=said.append)
    assert keeping.busy
    qtbot.waitUntil(lambda: told == ["changed", "saved"])
    after: list[str] = []
    keeping.look_up(
        "a",
        lambda listings: history(listings.connection, ID)[0].by,
        owner=owner,
        success=after.append,
        failure=said.append,
    )
    qtbot.waitUntil(lambda: after == ["KB"])
    assert not keeping.busy
    assert not said


def test_changes_are_made_in_their_order_and_one_that_fails_stops_none(qtbot: QtBot, keeping: Keeping) -> None:
    owner = QObject()
    done: list[Saved | Exception] = []

    def refuse(_store: Store, _author: Author) -> Saved:
        raise NavigatorError("No.")

    doings: tuple[Callable[[Store, Author], Saved], ...] = (check, refuse, check)
    for doing in doings:
        keeping.change(doing, owner=owner, success=done.append, failure=done.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert [str(each) if isinstance(each, Exception) else each.ids for each in done] == [(ID,), "No.", (ID,)]


def test_a_slip_in_what_follows_a_change_holds_up_no_other(qtbot: QtBot, keeping: Keeping) -> None:
    owner = QObject()
    done: list[Saved | Exception] = []

    def slip(_saved: Saved) -> None:
        raise ValueError

    with qtbot.captureExceptions() as caught:
        keeping.change(check, owner=owner, success=slip, failure=done.append)
        keeping.change(check, owner=owner, success=done.append, failure=done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert [kind for kind, *_ in caught] == [ValueError]
    assert not keeping.busy


def test_what_takes_long_has_a_connection_of_its_own(qtbot: QtBot, keeping: Keeping) -> None:
    owner = QObject()
    found: list[int] = []
    failed: list[Exception] = []

    def count(store: Store, _job: object) -> int:
        with closing(store.connect()) as connection:
            return int(connection.execute("SELECT count(*) FROM service").fetchone()[0])

    keeping.work_out(count, owner=owner, success=found.append, failure=failed.append)
    qtbot.waitUntil(lambda: bool(found or failed))
    assert found[0] > 100
