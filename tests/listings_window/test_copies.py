"""Copies: one for a colleague, and taking from theirs what somebody accepts, a listing and a field at a time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.directory.backups import backups
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.copies.sending import send_copy
from navigator.listings.past.undoing import undo
from navigator.refer.experience import Experience
from navigator.resources import resource
from tests.listings.three import changed, now_there
from tests.refer_window.printed import Dialog
from ui.listings.copies.view import CopiesView
from ui.listings.keeping import Keeping
from ui.shell.parts import Link

ON = date(2026, 11, 23)
WAIT_MS = 15_000
BOTH, THEIRS, OURS = "samaritans", "999-club-night-shelter", "advance-minerva-london"


@dataclass(frozen=True)
class Two:
    """Ours, a colleague's that began as the same, and where the copy of it is."""

    ours: Store
    theirs: Store
    copy: Path

    def send(self) -> None:
        kept = Experience(self.theirs.folder)
        send_copy(self.theirs, self.copy, kept.shared(ON), ON)


def edit(store: Store, listing_id: str, day: int = 1, **facts: Any) -> None:
    moment = datetime(2026, 10, day, tzinfo=UTC)
    Editor(store, lambda: moment).save([Edit(changed(store, listing_id, **facts))], Author("KB"))


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Two:
    """Both changed one listing, each changed another, and theirs has a check and tips."""
    two = Two(store, Store(tmp_path / "theirs", resource("services.sqlite")), tmp_path / "from-the-hub.sqlite")
    edit(two.ours, BOTH, description="Ours.")
    edit(two.ours, OURS, 2, languages=["Polish"])
    edit(two.theirs, BOTH, 3, description="Theirs.")
    edit(two.theirs, THEIRS, 4, cost_note="A pound a night.")
    verify(two.theirs, THEIRS, Found("phone", frozenset({"hours"})), Author("TM"), date(2026, 11, 20))
    Experience(two.theirs.folder).leave(THEIRS, "Bring a letter.", ON, local=False)
    two.send()
    return two


@pytest.fixture
def make(qtbot: QtBot, theme: object, keeping: Keeping, tmp_path: Path) -> Callable[[], CopiesView]:
    """A view whose dialogs answer with a file for a copy, and with the colleague's."""
    assert theme

    def made() -> CopiesView:
        view = CopiesView(keeping, Dialog(tmp_path / "out.sqlite"), lambda *_: tmp_path / "from-the-hub.sqlite")
        qtbot.addWidget(view)
        view.resize(1200, 700)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        view.open()
        view.enter()
        return view

    return made


@pytest.fixture
def view(qtbot: QtBot, two: Two, make: Callable[[], CopiesView]) -> CopiesView:
    """The colleague's copy, opened."""
    assert two.copy.exists()
    view = make()
    view.start.open.click()
    qtbot.waitUntil(view.compare.isVisible, timeout=WAIT_MS)
    return view


def listed(view: CopiesView) -> list[str]:
    return [line.key for line in view.compare.list.rows.lines]


def accepted(view: CopiesView) -> dict[str, Any]:
    assert view.compare.choices is not None
    return {listing_id: dict(sides) for listing_id, sides in view.compare.choices.accepted.items()}


def test_conflicts_come_first_and_nothing_is_accepted_beforehand(view: CopiesView) -> None:
    assert listed(view) == [BOTH, THEIRS, OURS]
    assert not accepted(view)
    assert view.compare.take.isHidden()
    assert not view.unsaved
    lines = view.compare.list.rows.lines
    assert lines[0].lines[0] == ("To decide: What it is", "warn")
    assert lines[1].lines[0][0] == "Theirs is taken: About the cost"
    assert "by phone: opening hours" in lines[1].spoken
    assert lines[2].lines == (("Yours stays: Languages", "quiet"),)
    assert "copied on 23 November 2026" in view.compare.says.text()


def test_by_keyboard_alone_what_both_changed_is_decided_and_taken(qtbot: QtBot, view: CopiesView, two: Two) -> None:
    assert view.compare.list.hasFocus()
    QTest.keyClick(view.compare.list, Qt.Key.Key_Space)
    assert "Decide first whose to take: What it is" in view.told.text()
    assert not accepted(view)
    assert view.compare.detail is not None
    focus = QApplication.focusWidget()
    assert focus is view.compare.detail.fields["description"].buttons["ours"]
    assert focus.accessibleName() == "What it is, Yours: Ours."
    view.compare.detail.fields["description"].buttons["theirs"].setFocus()
    QTest.keyClick(view.compare.detail.fields["description"].buttons["theirs"], Qt.Key.Key_Space)
    assert accepted(view) == {BOTH: {"description": "theirs"}}
    view.compare.plain.setFocus()
    QTest.keyClick(view.compare.plain, Qt.Key.Key_Space)
    assert view.compare.take.hasFocus()
    assert view.compare.take.text() == "Take 2 listings"
    view.compare.tips.setChecked(True)
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        QTest.keyClick(view.compare.take, Qt.Key.Key_Space)
    sentence, batch = said.args
    assert sentence == "Taken: 2 listings, 1 check and 1 tip."
    assert now_there(two.ours, BOTH).description == "Theirs."
    assert now_there(two.ours, THEIRS).cost_note == "A pound a night."
    assert [tip.text for tip in Experience(two.ours.folder).tips(THEIRS, ON)] == ["Bring a letter."]
    assert backups(two.ours)[0].why == "before-taking-over"
    qtbot.waitUntil(lambda: listed(view) == [OURS], timeout=WAIT_MS)
    assert not view.unsaved
    assert view.compare.list.hasFocus()
    view.keeping.change(
        lambda store, author: undo(store, batch, author), owner=view, success=lambda _: None, failure=lambda _: None
    )
    qtbot.waitUntil(lambda: set(listed(view)) == {BOTH, THEIRS, OURS}, timeout=WAIT_MS)


def test_while_editing_is_off_nothing_can_be_taken_and_what_was_chosen_stays(view: CopiesView) -> None:
    view.compare.plain.click()
    assert accepted(view) == {THEIRS: {}}
    view.keeping.editing.turn(on=False)
    assert view.compare.take.isHidden()
    assert view.compare.off.isVisible()
    view.keeping.editing.turn(on=True)
    assert view.compare.take.isVisible()
    assert accepted(view) == {THEIRS: {}}
    view.compare.none.click()
    assert not accepted(view)


def test_leaving_with_something_accepted_asks_once(view: CopiesView) -> None:
    assert view.may_leave()
    view.compare.plain.click()
    assert view.unsaved
    assert not view.may_leave()
    assert view.stay.hasFocus()
    view.stay.click()
    assert not view.may_leave()
    view.leave.click()
    assert view.start.isVisible()
    assert view.may_leave()


def test_what_was_changed_meanwhile_is_compared_again_with_the_same_choices(
    qtbot: QtBot, view: CopiesView, two: Two
) -> None:
    view.compare.plain.click()
    edit(two.ours, BOTH, 5, description="Ours, again.")
    view.compare._toggle(OURS)
    view.keeping.changed.emit()
    qtbot.waitUntil(lambda: not view._busy, timeout=WAIT_MS)
    assert accepted(view) == {THEIRS: {}, OURS: {}}
    assert view.compare.detail is not None
    assert "Ours, again." in view.compare.detail.fields["description"].buttons["ours"].accessibleName()


def test_a_place_that_becomes_confidential_leads_on_to_its_purge(
    qtbot: QtBot, two: Two, make: Callable[[], CopiesView]
) -> None:
    edit(two.theirs, THEIRS, 6, locations=[{"confidential": True}])
    two.send()
    view = make()
    view.start.open.click()
    qtbot.waitUntil(view.compare.isVisible, timeout=WAIT_MS)
    view.compare.plain.click()
    with qtbot.waitSignal(view.said, timeout=WAIT_MS):
        view.compare.take.click()
    link = view.purge.findChild(Link)
    assert isinstance(link, Link)
    with qtbot.waitSignal(view.view_asked) as asked:
        link.click()
    assert asked.args == ["confidential", (THEIRS, "1")]


@pytest.mark.parametrize("content", [None, b"not a directory"])
def test_a_file_that_is_no_copy_is_told_in_a_sentence(
    qtbot: QtBot, make: Callable[[], CopiesView], tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "from-the-hub.sqlite").write_bytes(content)
    view = make()
    view.start.open.click()
    qtbot.waitUntil(lambda: "from-the-hub.sqlite" in view.told.text(), timeout=WAIT_MS)
    assert view.start.isVisible()
    assert view.start.open.isEnabled()


def test_a_copy_is_made_and_said(qtbot: QtBot, make: Callable[[], CopiesView], store: Store, tmp_path: Path) -> None:
    kept = Experience(store.folder)
    kept.leave(BOTH, "For us only.", ON)
    view = make()
    view.keeping.editing.turn(on=False)
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        view.start.send.click()
    assert str(said.args[0]).startswith(f"Saved as {tmp_path / 'out.sqlite'}: 158 listings, 0 tips,")
    assert b"For us only" not in (tmp_path / "out.sqlite").read_bytes()


def test_a_newer_directory_that_came_with_navigator_is_offered(
    qtbot: QtBot, make: Callable[[], CopiesView], store: Store
) -> None:
    edit(store, BOTH, phones=[{"number": "020 7946 0000"}])
    with closing(sqlite3.connect(store.own)) as own, own:
        own.execute("UPDATE directory_fact SET value = '2020-01-01' WHERE name = 'compiled'")
    view = make()
    qtbot.waitUntil(view.start.newer.isVisible, timeout=WAIT_MS)
    view.start.see_newer.click()
    qtbot.waitUntil(view.compare.isVisible, timeout=WAIT_MS)
    assert view.compare.says.text().startswith("The directory that came with Navigator, compiled on")
    assert listed(view) == [BOTH]
