"""The history of a listing: read, compared, put back and undone, and never interpreted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from tests.listings.three import changed, history, now_there
from ui.listings.keeping import Keeping
from ui.listings.past.history_model import ROW
from ui.listings.past.history_view import HistoryView

ID, OTHER = "samaritans", "advance-minerva-london"
WARM, COLD = "A warm place to talk.", "A cold place, in <b>winter</b>."


def edit(store: Store, *ids: str, **facts: str) -> None:
    edits = [Edit(changed(store, one, **facts)) for one in ids or (ID,)]
    assert Editor(store).save(edits, Author("KB", "They rang"))


def check(store: Store) -> None:
    verify(store, ID, Found("phone", frozenset({"all"}), "Spoke to Jo"), Author("KB"), date(2026, 11, 20))


@pytest.fixture
def view(qtbot: QtBot, keeping: Keeping) -> HistoryView:
    view = HistoryView(keeping)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


def opened(qtbot: QtBot, view: HistoryView, service_id: str = ID) -> str:
    view.open(service_id)
    view.enter()
    qtbot.waitUntil(lambda: view.past is not None)
    return shown(view)


def shown(view: HistoryView) -> str:
    return view.text.toPlainText()


def titles(view: HistoryView) -> list[str]:
    return [view.model.index(row).data(ROW).title for row in range(view.model.rowCount())]


def press(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_every_change_is_told_the_newest_first_with_who_why_and_what(
    qtbot: QtBot, view: HistoryView, store: Store
) -> None:
    edit(store, description=WARM)
    check(store)
    edit(store, description=COLD)
    text = opened(qtbot, view)
    qtbot.waitUntil(view.list.hasFocus)
    assert [title.split()[0] for title in titles(view)] == ["Changed", "Checked", "Changed"]
    assert all(words in text for words in ("KB", "Why: They rang.", "What it is", WARM, COLD))
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert "Spoke to Jo" in shown(view)
    assert view.acts.put_back.isHidden()
    assert view.acts.undo.isVisible()
    view.filters["checks"].click()
    assert len(titles(view)) == 1
    view.filters["text"].click()
    assert titles(view) == ["Changed", "Changed"]
    assert view.filters["all"].text() == "All (3)"


def test_what_nobody_changed_says_so_and_names_its_pages(qtbot: QtBot, view: HistoryView) -> None:
    text = opened(qtbot, view)
    assert text.startswith("Nothing was changed since this listing came with Navigator")
    assert "Contact a Samaritan" in text or "\N{BULLET}" in text
    assert view.text.hasFocus()
    assert not view.list.isVisible()


def test_putting_back_shows_first_what_would_change_and_notes_why(
    qtbot: QtBot, view: HistoryView, store: Store
) -> None:
    before = now_there(store, ID).description
    edit(store, description=WARM)
    edit(store, description=COLD)
    opened(qtbot, view)
    view.list.choose(1)
    press(view.acts.put_back)
    qtbot.waitUntil(lambda: view.asked is not None)
    assert "This would change:" in shown(view)
    assert before in shown(view)
    assert view.acts.why.hasFocus()
    assert now_there(store, ID).description == COLD
    QTest.keyClicks(view.acts.why, "It was right")
    with qtbot.waitSignal(view.said) as said:
        QTest.keyClick(view.acts.why, Qt.Key.Key_Return)
    assert said.args is not None
    assert "is as it was before" in said.args[0]
    assert now_there(store, ID).description == before
    (newest, *_) = history(store, ID)
    assert (newest.kind, newest.why, newest.batch) == ("restore", "It was right", said.args[1])
    qtbot.waitUntil(lambda: titles(view) == ["Restored", "Changed", "Changed"])
    assert view.list.current is not None
    assert view.list.current.key == newest.key


def test_the_question_is_left_by_escape_and_without_the_switch_nothing_is_offered(
    qtbot: QtBot, view: HistoryView, store: Store, keeping: Keeping
) -> None:
    edit(store, description=WARM)
    opened(qtbot, view)
    press(view.acts.put_back)
    qtbot.waitUntil(lambda: view.asked is not None)
    QTest.keyClicks(view.acts.why, "It was right")
    keeping.editing.turn(on=False)
    assert view.acts.confirm.isHidden()
    QTest.keyClick(view.acts.why, Qt.Key.Key_Return)
    assert not keeping.busy
    assert view.acts.why.text() == "It was right"
    QTest.keyClick(view.acts.why, Qt.Key.Key_Escape)
    assert WARM in shown(view)
    assert view.acts.put_back.isHidden()
    assert view.acts.undo.isHidden()
    assert view.acts.compare.isVisible()
    keeping.editing.turn(on=True)
    assert view.acts.undo.isVisible()


def test_undoing_takes_back_what_was_changed_with_it(qtbot: QtBot, view: HistoryView, store: Store) -> None:
    before = now_there(store, ID).description, now_there(store, OTHER).description
    edit(store, ID, OTHER, description=WARM)
    opened(qtbot, view)
    assert "the other listing" in view.acts.hint.text()
    with qtbot.waitSignal(view.said) as said:
        press(view.acts.undo)
    assert said.args is not None
    assert said.args[0].endswith("was undone, with 1 other changed with it.")
    assert said.args[1] > 0
    assert (now_there(store, ID).description, now_there(store, OTHER).description) == before
    qtbot.waitUntil(lambda: titles(view) == ["Undone", "Changed"])


def test_a_check_is_taken_back_once(qtbot: QtBot, view: HistoryView, store: Store) -> None:
    check(store)
    opened(qtbot, view)
    with qtbot.waitSignal(view.said):
        press(view.acts.undo)
    qtbot.waitUntil(lambda: len(titles(view)) == 2)
    for row in range(2):
        view.list.choose(row)
        assert view.acts.undo.isHidden()


def test_what_cannot_be_undone_says_why(qtbot: QtBot, view: HistoryView, store: Store) -> None:
    edit(store, description=WARM)
    edit(store, description=COLD)
    opened(qtbot, view)
    view.list.choose(1)
    press(view.acts.undo)
    qtbot.waitUntil(lambda: "changed since" in view.acts.told.text())
    assert view.acts.undo.isEnabled()
    assert now_there(store, ID).description == COLD


def test_two_versions_are_compared_and_escape_stops(qtbot: QtBot, view: HistoryView, store: Store) -> None:
    edit(store, description=WARM)
    edit(store, description=COLD)
    edit(store, name="Somebody to talk to")
    opened(qtbot, view)
    view.list.choose(1)
    press(view.acts.compare)
    qtbot.waitUntil(lambda: "to now" in shown(view))
    assert all(words in shown(view) for words in (WARM, COLD, "Somebody to talk to"))
    view.list.choose(2)
    qtbot.waitUntil(lambda: "to just after" in shown(view))
    assert COLD in shown(view)
    assert WARM not in shown(view)
    assert view.model.index(1).data(ROW).mark
    QTest.keyClick(view.list, Qt.Key.Key_Escape)
    assert WARM in shown(view)
    assert not view.model.index(1).data(ROW).mark


def test_with_little_room_the_list_and_what_changed_take_turns(qtbot: QtBot, view: HistoryView, store: Store) -> None:
    edit(store, description=WARM)
    view.resize(500, 600)
    opened(qtbot, view)
    assert view.list.isVisible()
    assert not view.text.isVisible()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert view.text.hasFocus()
    assert not view.list.isVisible()
    QTest.keyClick(view.text, Qt.Key.Key_Escape)
    assert view.list.hasFocus()


def test_the_list_follows_changes_and_keeps_what_is_chosen(
    qtbot: QtBot, view: HistoryView, store: Store, keeping: Keeping
) -> None:
    edit(store, description=WARM)
    opened(qtbot, view)
    chosen = view.list.current
    edit(store, description=COLD)
    keeping.changed.emit()
    qtbot.waitUntil(lambda: len(titles(view)) == 2)
    assert view.list.current == chosen
    assert WARM in shown(view)


def test_a_listing_that_is_gone_says_so(qtbot: QtBot, view: HistoryView) -> None:
    view.open("nowhere")
    qtbot.waitUntil(lambda: "no longer in the directory" in shown(view))
