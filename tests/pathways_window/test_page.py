"""The room over the directory that ships: everything in two presses, by keyboard, and nothing of it kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.errors import NavigatorError
from navigator.find.filters import Filters
from navigator.pathways.checklist import checklist
from navigator.pathways.situations import read_principles
from navigator.pathways.transitions import DAY_0
from tests.check_window.asking import press, shown_whole
from tests.pathways_window.samples import (
    CATCH22S,
    FRIDAY,
    SITUATIONS,
    TODAY,
    TRANSITIONS,
    focused,
    read_on,
    transition_view,
    type_day,
)
from ui.find.desk import Desk
from ui.pathways.catch22_view import Catch22View
from ui.pathways.page import PathwaysPage
from ui.pathways.saving import document
from ui.pathways.steps_list import StepsList
from ui.pathways.timeline_list import TimelineList
from ui.shell.application import open_desk
from ui.shell.theme import Theme
from ui.shell.work import Work

WIDE = QSize(1280, 800)
NARROW = QSize(620, 600)
WAIT_MS = 10_000
PRISON = ("situation", "leaving-prison-with-both")
RELEASE = ("transition", "prison-release")
LOOP = ("catch-22", "mh-wants-less-substance-first")
WOMAN = Answers(age=30).with_values("gender", frozenset({"woman"}), frozenset({"man"}))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work[Desk]]:
    made = Work(lambda: open_desk(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, work: Work[Desk], theme: Theme) -> PathwaysPage:
    assert theme.scale == 1
    return opened(qtbot, work, WIDE)


@pytest.fixture
def narrow(qtbot: QtBot, work: Work[Desk], theme: Theme) -> PathwaysPage:
    assert theme.scale == 1
    return opened(qtbot, work, NARROW)


def opened(qtbot: QtBot, work: Work[Desk], size: QSize) -> PathwaysPage:
    made = PathwaysPage(work, lambda: TODAY)
    shown_whole(qtbot, made, (size.width(), size.height()))
    made.enter()
    qtbot.waitUntil(lambda: made.shown is not None, timeout=WAIT_MS)
    return made


def show(qtbot: QtBot, page: PathwaysPage, kind: str, item_id: str) -> Any:
    """Press an entry of the menu, and wait for what it shows."""
    (entry,) = (one for one in page.menu.entries if one[:2] == (kind, item_id))
    page.menu.show_chosen(entry.kind, entry.id)
    page.menu.list.opened.emit()
    return seen(qtbot, page, kind, item_id)


def seen(qtbot: QtBot, page: PathwaysPage, kind: str, item_id: str) -> Any:
    """Wait until something is shown; gives its view."""
    qtbot.waitUntil(lambda: page.shown == (kind, item_id), timeout=WAIT_MS)
    return _view(page)


def _view(page: PathwaysPage) -> Any:
    return next(
        view for kind in (StepsList, TimelineList, Catch22View) for view in page.findChildren(kind) if view.isVisible()
    )


def test_the_menu_names_everything_there_is(page: PathwaysPage) -> None:
    named = [(entry.kind, entry.id) for entry in page.menu.entries]
    assert named == [
        *(("situation", one) for one in SITUATIONS),
        *(("transition", one) for one in TRANSITIONS),
        *(("catch-22", one) for one in CATCH22S),
        ("principles", ""),
    ]


@pytest.mark.parametrize("one", ["situation", "transition", "catch-22"])
def test_every_entry_is_shown_by_one_press(qtbot: QtBot, page: PathwaysPage, one: str) -> None:
    for entry in [entry for entry in page.menu.entries if entry.kind == one]:
        view = show(qtbot, page, entry.kind, entry.id)
        assert entry.name in read_on(view)
    assert not page.head.back.isVisible()


def test_principles_are_shown_by_one_press(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, "principles", "")
    assert all(claim.text in read_on(view) for claim in read_principles())


def test_arrow_keys_in_the_menu_show_what_they_come_to(qtbot: QtBot, page: PathwaysPage) -> None:
    assert page.menu.list.hasFocus()
    second = page.menu.entries[1]
    press(Qt.Key.Key_Down)
    view = seen(qtbot, page, second.kind, second.id)
    assert second.name in read_on(view)
    assert page.menu.list.hasFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.isAncestorOf(focused()))
    press(Qt.Key.Key_Escape)
    assert page.menu.list.hasFocus()


def test_headings_are_passed_over(qtbot: QtBot, page: PathwaysPage) -> None:
    for _ in range(len(SITUATIONS)):
        press(Qt.Key.Key_Down)
    first = next(iter(TRANSITIONS))
    seen(qtbot, page, "transition", first)


def test_words_shorten_the_menu(qtbot: QtBot, page: PathwaysPage) -> None:
    page.menu.box.setFocus()
    QTest.keyClicks(page.menu.box, "prison")
    names = [entry.name for entry in page.menu.entries]
    assert "Leaving prison with mental ill-health and substance use" in names
    assert len(names) < 10
    press(Qt.Key.Key_Return)
    seen(qtbot, page, page.menu.entries[0].kind, page.menu.entries[0].id)
    QTest.keyClicks(page.menu.box, "kangaroo")
    assert not page.menu.entries
    page.menu.box.setFocus()
    press(Qt.Key.Key_Escape)
    assert len(page.menu.entries) > 40


def test_what_is_selected_in_the_drawing_is_selected_in_the_list_and_back(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *PRISON)
    drawing = page.panes.drawing
    assert drawing is not None
    assert drawing.canvas.chosen == 1, "the step that is open"
    drawing.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert drawing.canvas.chosen == view.rows.current == view.rows.opened == 3
    view.rows.rows[3].click()
    assert drawing.canvas.chosen == view.rows.current == 4
    drawing.setFocus()
    press(Qt.Key.Key_Return)
    assert view.rows.row(4).hasFocus()


def test_a_day_makes_dates_and_a_drawing_of_them(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *RELEASE)
    assert not page.panes.has_drawing
    assert view.days[DAY_0].boxes[0].hasFocus()
    type_day("27/11/2026")
    qtbot.waitUntil(lambda: page.panes.has_drawing, timeout=WAIT_MS)
    assert view.days[DAY_0].boxes[2].hasFocus()
    assert "That day is a Friday." in read_on(view)
    assert set(view.saves.names) == {
        "Print the checklist",
        "Save reminders for a calendar (.ics)",
        "Print the drawing",
        "Save the drawing (PNG or SVG)",
    }


def test_a_day_stays_with_its_transition_until_the_room_is_cleared(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *RELEASE)
    view.days[DAY_0].today.click()
    qtbot.waitUntil(lambda: page.panes.has_drawing, timeout=WAIT_MS)
    show(qtbot, page, *LOOP)
    assert show(qtbot, page, *RELEASE).dates == {DAY_0: TODAY}
    assert not show(qtbot, page, "transition", "eviction").dates
    page.clear()
    qtbot.waitUntil(page.menu.list.hasFocus)
    assert page.shown is None or page.shown[0] == "situation"
    assert not show(qtbot, page, *RELEASE).dates


def test_answers_are_told_and_can_be_left_out(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *PRISON)
    page.take_answers(WOMAN)
    qtbot.waitUntil(lambda: any(one.outcome for one in view.view.steps[0].services), timeout=WAIT_MS)
    assert page.head.answered.isVisible()
    assert page.head.answered.text() == "For the answers given in Check."
    page.head.drop.click()
    qtbot.waitUntil(lambda: not any(one.outcome for one in view.view.steps[0].services), timeout=WAIT_MS)
    assert not page.head.answered.isVisible()


def test_only_guidance_that_fits_is_quoted_to_somebody(qtbot: QtBot, page: PathwaysPage) -> None:
    page.take_answers(Answers().with_values("mental-health", frozenset({"none"}), frozenset()))
    view = show(qtbot, page, *LOOP)
    assert "None of the guidance here is written for what was said in Check." in read_on(view)


def test_clearing_forgets_the_answers(qtbot: QtBot, page: PathwaysPage) -> None:
    page.take_answers(WOMAN)
    page.clear()
    view = show(qtbot, page, *PRISON)
    assert not any(one.outcome for one in view.view.steps[0].services)
    assert not page.head.answered.isVisible()


def test_a_link_leads_to_a_step_and_back_leads_back(qtbot: QtBot, page: PathwaysPage) -> None:
    loop = show(qtbot, page, *LOOP)
    loop.item_asked.emit("situation", "rough-sleeping-both", 4)
    view = seen(qtbot, page, "situation", "rough-sleeping-both")
    assert view.rows.opened == 4
    assert view.rows.row(4).hasFocus()
    assert page.panes.drawing is not None
    assert page.panes.drawing.canvas.chosen == 4
    page.go_back()
    seen(qtbot, page, *LOOP)
    page.go_back()
    assert page.menu.list.hasFocus()


def test_who_to_talk_to_takes_all_the_room(qtbot: QtBot, page: PathwaysPage) -> None:
    page.menu.who.click()
    qtbot.waitUntil(lambda: page.shown == ("who", ""), timeout=WAIT_MS)
    assert not page.menu.isVisible()
    with qtbot.waitSignal(page.find_asked) as asked:
        press(Qt.Key.Key_Return)
    assert isinstance(asked.args[0], Filters)
    page.head.back.click()
    assert page.menu.isVisible()


def test_right_now_is_at_hand(qtbot: QtBot, page: PathwaysPage) -> None:
    with qtbot.waitSignal(page.right_now_asked):
        page.menu.urgent.click()


def test_what_is_asked_for_elsewhere_is_told(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *PRISON)
    with qtbot.waitSignal(page.listing_asked) as listing:
        view.listing_asked.emit("ace-of-clubs")
    assert listing.args == ["ace-of-clubs"]


def test_keys_go_from_part_to_part(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *PRISON)
    assert page.panes.drawing is not None
    for part in (page.menu, page.panes.drawing, view):
        page.next_part()
        assert part.isAncestorOf(focused())


def test_narrow_windows_take_turns(qtbot: QtBot, narrow: PathwaysPage) -> None:
    assert narrow.menu.isVisible()
    view = show(qtbot, narrow, *PRISON)
    assert view.isVisible()
    assert not narrow.menu.isVisible()
    assert narrow.panes.drawing is None, "nothing is drawn that is out of sight"
    narrow.head.turn.click()
    assert narrow.panes.drawing is not None
    assert narrow.panes.drawing.isVisible()
    assert not view.isVisible()
    narrow.panes.drawing.opened.emit(2)
    assert view.rows.row(2).hasFocus()
    narrow.head.back.click()
    assert narrow.menu.list.hasFocus()


def test_a_directory_that_cannot_be_read_is_told_calmly(qtbot: QtBot, theme: Theme) -> None:
    assert theme.scale == 1

    def fail() -> Desk:
        raise NavigatorError("The directory is not there.")

    work = Work(fail)
    made = PathwaysPage(work, lambda: TODAY)
    shown_whole(qtbot, made, (WIDE.width(), WIDE.height()))
    made.enter()
    qtbot.waitUntil(lambda: "The directory is not there." in read_on(made), timeout=WAIT_MS)
    assert "F8" in read_on(made)
    work.close()


def test_reminders_are_saved_under_a_name_that_says_nothing(
    qtbot: QtBot, page: PathwaysPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr("ui.shell.saving.QFileDialog.getSaveFileName", choose)
    view = show(qtbot, page, *RELEASE)
    view.days[DAY_0].show_day(FRIDAY)
    view.picked.emit()
    qtbot.waitUntil(lambda: page.panes.has_drawing, timeout=WAIT_MS)
    view.saves.menu().actions()[1].trigger()
    assert offered == ["reminders.ics"]
    assert (tmp_path / "reminders.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "reminders.ics" in page.head.told.text()
    monkeypatch.setattr("ui.shell.saving.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.ics"), ""))
    view.saves.menu().actions()[1].trigger()
    assert "cannot be written" in page.head.told.text()


def test_what_is_printed_has_every_box_and_every_line(page: PathwaysPage) -> None:
    made = checklist(transition_view(TRANSITIONS["prison-release"]).timeline)
    printed = document(made, page).toPlainText()
    assert printed.splitlines() == [line.rstrip("\n") for line in "\n".join(made.lines()).splitlines()]
    assert printed.count("[ ]") == len(TRANSITIONS["prison-release"].actions)


def test_a_date_far_back_is_one_calm_line(qtbot: QtBot, page: PathwaysPage) -> None:
    view = show(qtbot, page, *RELEASE)
    view.days[DAY_0].show_day(date(2025, 11, 3))
    view.picked.emit()
    qtbot.waitUntil(lambda: "That day has passed" in read_on(view), timeout=WAIT_MS)
