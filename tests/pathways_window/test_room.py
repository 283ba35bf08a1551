"""The room in the whole window: by keyboard, with the other rooms, over the directory that ships and broken ones."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.errors import NavigatorError
from navigator.pathways import Pathways
from navigator.pathways.situations import read_principles
from navigator.pathways.transitions import DAY_0
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    PLAIN,
    SHIFT,
    Key,
    OpenWindow,
    _nothing_leads_outside,
    _shared,
    bring_to_front,
    has_keyboard,
    open_window,
    press,
    tab_to,
    theme,
    type_words,
    window,
)
from tests.pathways_window.samples import CATCH22S, SITUATIONS, TRANSITIONS, focused, read_on
from ui.pathways import page as room
from ui.pathways.catch22_view import Catch22View
from ui.pathways.matrix_view import MatrixView
from ui.pathways.page import PathwaysPage
from ui.pathways.row import ItemRow
from ui.pathways.steps_list import StepsList
from ui.pathways.timeline_list import TimelineList
from ui.shell.folding import Fold
from ui.shell.main_window import MainWindow
from ui.shell.parts import Link
from ui.shell.theme import SCALES, Theme

__all__ = ["_nothing_leads_outside", "_shared", "open_window", "theme", "window"]

ENTER, ESCAPE, DOWN, HOME, TAB = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_Tab,
)
DELETE = Qt.Key.Key_Delete
CHECK_FIRST = "Check before relying on this"
ROUGH = ("situation", "rough-sleeping-both")
PRISON = ("transition", "prison-release")
LOOP = ("catch-22", "gp-needs-address")
WHO = ("who", "")
FRIDAY = date(2026, 11, 27)
MINUTES = 10
SAID = Answers(age=30).with_values("gender", ["woman"], ["man"]).with_values("area", ["Lambeth"])
Choose = Callable[[str], Path]
OUTCOMES = ("Meets their published rules", "Worth asking", "Their rules say no")


@pytest.fixture(scope="module")
def _views(_shared: MainWindow) -> None:
    """Every view is there before the first test: they stay for all of them, with their menus."""
    _shared.show_pathways()
    page = _shared.pathways_page
    assert page is not None
    for item in (ROUGH, PRISON, LOOP, WHO):
        page.open(*item)
        deadline = QDeadlineTimer(LONG_MS)
        while page.shown != item and not deadline.hasExpired():
            QTest.qWait(10)


@pytest.fixture
def page(_views: None, window: MainWindow, qtbot: QtBot) -> Iterator[PathwaysPage]:
    """The room, with nothing picked and its list in front."""
    made = entered(window, qtbot)
    made.clear()
    made.menu.list.setCurrentRow(-1)
    press(HOME)
    first = next(iter(SITUATIONS))
    qtbot.waitUntil(lambda: made.shown == ("situation", first), timeout=LONG_MS)
    yield made
    window.forget_answers()


def entered(window: MainWindow, qtbot: QtBot) -> PathwaysPage:
    press(Qt.Key.Key_3, ALT)
    made = window.pathways_page
    assert made is not None
    qtbot.waitUntil(lambda: made.menu.filled, timeout=LONG_MS)
    return made


def come_to(page: PathwaysPage, qtbot: QtBot, item: tuple[str, str]) -> QWidget:
    """Go to something by its name, as it is typed, and open it; gives its view, which has the keyboard."""
    if item == WHO:
        page.menu.who.setFocus()
        press(ENTER)
    else:
        (name,) = (entry.name for entry in page.menu.entries if entry[:2] == item)
        page.menu.box.setFocus()
        page.menu.box.clear()
        type_words(name)
        press(ENTER)
    view = seen(page, qtbot, item)
    qtbot.waitUntil(lambda: has_keyboard(page.panes.reader), timeout=LONG_MS)
    page.menu.box.forget()
    page.menu._shorten()
    return view


def seen(page: PathwaysPage, qtbot: QtBot, item: tuple[str, str]) -> QWidget:
    qtbot.waitUntil(lambda: page.shown == item, timeout=LONG_MS)
    view = page.panes.reader.currentWidget()
    assert view is not None
    return view


def pick_friday(page: PathwaysPage, qtbot: QtBot) -> TimelineList:
    """Type a day, as a person does."""
    view = come_to(page, qtbot, PRISON)
    assert isinstance(view, TimelineList)
    type_words("27/11/2026")
    qtbot.waitUntil(lambda: page.panes.has_drawing, timeout=LONG_MS)
    assert view.dates == {DAY_0: FRIDAY}
    return view


def says(window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    """Say something in Check."""
    press(Qt.Key.Key_2, ALT)
    check = window.check_page
    assert check is not None
    qtbot.waitUntil(lambda: check.talk.step is not None, timeout=LONG_MS)
    check.person.answers = answers
    qtbot.waitUntil(lambda: check.shows(answers), timeout=LONG_MS)


def read_all(view: QWidget) -> str:
    """All that can be read, in one line, once what is folded has been opened."""
    for fold in view.findChildren(Fold):
        if fold.isVisible() and not fold.isChecked():
            fold.click()
    return re.sub(r"\s+", " ", read_on(view))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def seen_focus(window: MainWindow) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert window.isAncestorOf(focus)


# Everything in two presses, with where it comes from ------------------------------------------------------------------


def walked(page: PathwaysPage, qtbot: QtBot, kind: str) -> Iterator[tuple[str, QWidget]]:
    """Everything of one kind, from the first to the last, by the down arrow."""
    page.enter()
    press(HOME)
    for entry in page.menu.entries:
        if page.menu.list.current != entry:
            press(DOWN)
        assert page.menu.list.current == entry
        if entry.kind == kind:
            yield entry.id, seen(page, qtbot, (entry.kind, entry.id))


def test_every_step_of_every_situation_is_one_press_away_with_its_source(page: PathwaysPage, qtbot: QtBot) -> None:
    for item_id, view in walked(page, qtbot, "situation"):
        assert isinstance(view, StepsList)
        situation = SITUATIONS[item_id]
        assert situation.starting in read_on(view)
        for step in situation.steps:
            row = view.rows.row(step.n)
            assert row is not None
            assert step.do in row.words
            assert (CHECK_FIRST in row.words) == bool(step.caution)
            if view.rows.opened != step.n:
                row.click()
            told = read_all(view)
            for text in (step.hand_over, step.if_refused, step.risk_of_gap):
                assert flat(text) in told
            for source in step.sources:
                assert flat(source.says) in told
            assert step.sources or "Our reasoning." in told


def test_every_right_red_flag_and_loop_of_every_transition_is_two_presses_away(
    page: PathwaysPage, qtbot: QtBot
) -> None:
    for item_id, view in walked(page, qtbot, "transition"):
        assert isinstance(view, TimelineList)
        transition = TRANSITIONS[item_id]
        for row in view.rows.rows:
            (action,) = (one for one in transition.actions if one.action in row.words)
            assert (CHECK_FIRST in row.words) == bool(action.caution)
        for name, claims in (("Rights", transition.rights), ("Red flags", transition.red_flags)):
            view.tabs[name].click()
            told = read_all(view)
            for claim in claims:
                assert flat(claim.text) in told
                assert (CHECK_FIRST in told) or not claim.caution
                assert all(flat(source.says) in told for source in claim.sources)
        bites = [one for one in CATCH22S.values() if item_id in one.bites.transitions]
        if bites:
            view.tabs["Catch-22s"].click()
            told = read_all(view)
            assert all(flat(one.how_to_break_it) in told for one in bites)
        view.tabs["What to do"].click()


def test_every_catch_22_and_principle_is_one_press_away(page: PathwaysPage, qtbot: QtBot) -> None:
    for item_id, view in walked(page, qtbot, "catch-22"):
        one, told = CATCH22S[item_id], read_all(view)
        assert flat(one.how_to_break_it) in told
        assert (CHECK_FIRST in told) or not one.caution
        assert all(flat(source.says) in told for source in one.sources)
        assert one.sources or "Our reasoning." in told
    for _, view in walked(page, qtbot, "principles"):
        told = read_all(view)
        for claim in read_principles():
            assert flat(claim.text) in told
            assert (CHECK_FIRST in told) or not claim.caution


# By keyboard ----------------------------------------------------------------------------------------------------------


def test_f6_goes_round_and_the_drawing_and_the_list_select_in_one_another(page: PathwaysPage, qtbot: QtBot) -> None:
    view = come_to(page, qtbot, ROUGH)
    assert isinstance(view, StepsList)
    for part in (page.menu, page.panes.drawn, page.panes.reader):
        press(Qt.Key.Key_F6)
        assert has_keyboard(part)
    press(DOWN)
    assert page.panes.drawing is not None
    while not isinstance(focused(), ItemRow):
        press(DOWN)
    assert page.panes.drawing.canvas.chosen == view.rows.current > 1
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F6)
    press(DOWN)
    assert view.rows.opened == page.panes.drawing.canvas.chosen > 2
    press(ENTER)
    assert has_keyboard(view)


def test_the_first_key_of_the_list_leads_to_its_top(page: PathwaysPage) -> None:
    press(Qt.Key.Key_End)
    assert page.menu.list.current == page.menu.entries[-1]
    press(HOME)
    assert page.menu.list.current == page.menu.entries[0]


def test_alt_left_goes_back_from_a_link_and_from_a_cell(page: PathwaysPage, qtbot: QtBot) -> None:
    come_to(page, qtbot, LOOP)
    tab_to("Step 5 of: Rough sleeping", link=True)
    press(ENTER)
    view = seen(page, qtbot, ROUGH)
    assert isinstance(view, StepsList)
    qtbot.waitUntil(lambda: view.rows.opened == 5, timeout=LONG_MS)
    press(Qt.Key.Key_Left, ALT)
    seen(page, qtbot, LOOP)
    press(Qt.Key.Key_Left, ALT)
    assert page.menu.list.hasFocus()
    matrix = come_to(page, qtbot, WHO)
    assert isinstance(matrix, MatrixView)
    tab_to("", link=True)
    assert has_keyboard(matrix.detail)
    press(Qt.Key.Key_Left, ALT)
    assert matrix.table.hasFocus()
    press(Qt.Key.Key_Left, ALT)
    assert page.menu.who.hasFocus()
    assert page.shown == WHO
    press(Qt.Key.Key_F6)
    assert matrix.table.hasFocus()


def test_a_clock_or_an_emergency_leads_back_to_where_one_was(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    pick_friday(page, qtbot)
    before = focused()
    for key in (Qt.Key.Key_F9, Qt.Key.Key_F8):
        press(key)
        assert not has_keyboard(page)
        press(key)
        assert focused() is before
    assert not window.is_hidden


# With the other rooms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", [MainWindow.show_find, MainWindow.show_right_now])
@pytest.mark.parametrize("item", [ROUGH, PRISON])
def test_what_comes_after_one_left_takes_the_keyboard_when_one_is_back(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot, item: tuple[str, str], leave: Callable[[MainWindow], None]
) -> None:
    page.open(*item)
    leave(window)
    elsewhere = focused()
    seen(page, qtbot, item)
    assert focused() is elsewhere
    seen_focus(window)
    press(Qt.Key.Key_3, ALT)
    assert has_keyboard(page.panes.reader)
    seen_focus(window)


def test_a_menu_that_comes_after_one_left_leaves_the_keyboard_alone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.find_page.inquiry.answered is not None, timeout=LONG_MS)
    window.show_pathways()
    window.show_find()
    page = window.pathways_page
    assert page is not None
    qtbot.waitUntil(lambda: page.shown is not None, timeout=LONG_MS)
    assert has_keyboard(window.find_page)
    seen_focus(window)


def test_a_step_opens_its_services_in_find_and_the_way_back_leads_to_the_step(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    come_to(page, qtbot, ROUGH)
    tab_to("See all ")
    press(ENTER)
    find = window.find_page
    qtbot.waitUntil(lambda: find.inquiry.answered == find.inquiry.asked and has_keyboard(find), timeout=LONG_MS)
    step = SITUATIONS[ROUGH[1]].steps[0]
    filters = find.inquiry.asked.filters
    assert filters is not None
    assert (filters.need, filters.type) == (step.needs, step.types)
    assert filters.area == ("lambeth", "lewisham", "southwark")
    press(Qt.Key.Key_3, ALT)
    back = focused()
    assert isinstance(back, QAbstractButton)
    assert back.text().startswith("See all ")


def test_a_cell_opens_its_services_in_find_and_the_way_back_leads_to_the_map(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    matrix = come_to(page, qtbot, WHO)
    assert isinstance(matrix, MatrixView)
    press(DOWN)
    press(Qt.Key.Key_Right)
    press(ENTER)
    find = window.find_page
    qtbot.waitUntil(lambda: find.inquiry.answered == find.inquiry.asked and has_keyboard(find), timeout=LONG_MS)
    filters = find.inquiry.asked.filters
    assert filters is not None
    assert (filters.need, filters.area) == (("substance-use",), ("lewisham",))
    press(Qt.Key.Key_3, ALT)
    assert page.shown == WHO
    assert matrix.table.hasFocus()
    assert (matrix.table.currentIndex().row(), matrix.table.currentIndex().column()) == (1, 1)


def test_a_service_opens_its_listing_and_the_way_back_leads_to_it(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    view = come_to(page, qtbot, ROUGH)
    assert isinstance(view, StepsList)
    assert view.view is not None
    line = view.view.steps[0].services[0].line
    tab_to(line.name.text, link=True)
    press(ENTER)
    listing = window.find_page.listing
    qtbot.waitUntil(lambda: listing.shown == line.id and has_keyboard(listing), timeout=LONG_MS)
    press(Qt.Key.Key_3, ALT)
    assert isinstance(focused(), Link)
    assert line.name.text in focused().accessibleName()


def test_coming_to_the_room_from_itself_leads_to_what_there_is(page: PathwaysPage, qtbot: QtBot) -> None:
    come_to(page, qtbot, ROUGH)
    press(Qt.Key.Key_3, ALT)
    assert page.menu.list.hasFocus()
    assert page.shown == ROUGH


def test_answers_given_in_check_are_carried_over_and_can_be_left_out(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    view = come_to(page, qtbot, ROUGH)
    assert not any(outcome in read_on(view) for outcome in OUTCOMES)
    says(window, SAID, qtbot)
    press(Qt.Key.Key_3, ALT)
    assert isinstance(view, StepsList)
    qtbot.waitUntil(lambda: any(outcome in read_on(view) for outcome in OUTCOMES), timeout=LONG_MS)
    assert "Services for Lambeth." in read_on(view)
    assert page.head.drop.isVisible()
    page.head.drop.setFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: not any(outcome in read_on(view) for outcome in OUTCOMES), timeout=LONG_MS)
    assert not page.head.drop.isVisible()
    seen_focus(window)


def test_answers_given_before_the_room_was_ever_entered_hold_in_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.find_page.inquiry.answered is not None, timeout=LONG_MS)
    says(window, SAID, qtbot)
    page = entered(window, qtbot)
    qtbot.waitUntil(lambda: page.shown is not None and page.head.drop.isVisible(), timeout=LONG_MS)


# Forgetting -----------------------------------------------------------------------------------------------------------


class Time:
    """Seconds, as the test has them."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def holds(widget: QWidget) -> str:
    """Everything that is written anywhere on a widget, in sight or not."""
    boxes = [one.text() for one in widget.findChildren(QLineEdit)]
    return "\n".join([*boxes, *(one.text() for one in widget.findChildren(QLabel))])


def assert_forgotten(window: MainWindow, page: PathwaysPage) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.shown is None
    assert not page.days
    assert "2026" not in holds(page)
    assert window.conversation.known is not None
    assert not window.conversation.known.said
    assert not window.conversation.known.answers.facets


def test_one_key_forgets_days_and_answers_at_once(window: MainWindow, page: PathwaysPage, qtbot: QtBot) -> None:
    says(window, SAID, qtbot)
    press(Qt.Key.Key_3, ALT)
    pick_friday(page, qtbot)
    press(DELETE, CTRL | SHIFT)
    assert_forgotten(window, page)
    seen_focus(window)
    view = come_to(page, qtbot, PRISON)
    assert isinstance(view, TimelineList)
    assert view.dates == {}


def test_a_day_is_forgotten_when_nobody_touches_anything_though_nothing_was_said(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    assert window.conversation.forgetting is not None
    idle, time = window.conversation.forgetting.idle, Time()
    idle._now = time
    assert not idle.watching
    pick_friday(page, qtbot)
    assert idle.watching
    time.seconds += MINUTES * 60 - 30
    idle.look()
    assert window.conversation.forgetting.bar is not None
    assert "will be forgotten" in window.conversation.forgetting.bar.text
    time.seconds += 31
    idle.look()
    assert_forgotten(window, page)
    assert not idle.watching
    seen_focus(window)


def test_a_day_that_is_taken_back_leaves_nothing_to_forget(
    window: MainWindow, page: PathwaysPage, qtbot: QtBot
) -> None:
    view = pick_friday(page, qtbot)
    assert window.conversation.known is not None
    assert window.conversation.known.said
    for box in view.days[DAY_0].boxes:
        box.setFocus()
        press(ESCAPE)
    qtbot.waitUntil(lambda: not page.panes.has_drawing, timeout=LONG_MS)
    assert not window.conversation.known.said


def test_starting_again_in_the_room_forgets_its_days(window: MainWindow, page: PathwaysPage, qtbot: QtBot) -> None:
    pick_friday(page, qtbot)
    press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert not page.days
    assert window.conversation.known is not None
    assert not window.conversation.known.said
    assert page.menu.list.hasFocus()


# Saving ---------------------------------------------------------------------------------------------------------------


def saved(qtbot: QtBot, path: Path, told: QLabel) -> bytes:
    """What was written, once that is said."""
    qtbot.waitUntil(lambda: str(path) in told.text(), timeout=LONG_MS)
    assert "cannot" not in told.text()
    return path.read_bytes()


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Choose:
    """Whoever is asked for a file names this one."""

    def chosen(name: str) -> Path:
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        return path

    return chosen


def action(view: TimelineList, words: str) -> Callable[[], None]:
    (found,) = (one for one in view.saves.menu().actions() if words in one.text())
    return found.trigger


@pytest.mark.parametrize(
    "kind",
    [
        ("a.ics", "calendar", b"BEGIN:VCALENDAR"),
        ("a.svg", "drawing (PNG", b"<svg"),
        ("a.png", "drawing (PNG", b"\x89PNG"),
    ],
)
def test_a_transition_is_saved_for_a_calendar_and_as_a_drawing(
    page: PathwaysPage, qtbot: QtBot, choose: Choose, kind: tuple[str, str, bytes]
) -> None:
    name, words, begins = kind
    view, path = pick_friday(page, qtbot), choose(name)
    action(view, words)()
    assert begins in saved(qtbot, path, page.head.told)[:200]
    assert [one.name for one in path.parent.iterdir()] == [name]


@pytest.mark.parametrize("kind", [("m.png", b"\x89PNG"), ("m.svg", b"<svg"), ("m.csv", b"\xef\xbb\xbf")])
def test_the_map_is_saved_as_a_picture_and_as_a_table(
    page: PathwaysPage, qtbot: QtBot, choose: Choose, kind: tuple[str, bytes]
) -> None:
    name, begins = kind
    view, path = come_to(page, qtbot, WHO), choose(name)
    assert isinstance(view, MatrixView)
    (view.sheet if name.endswith("csv") else view.picture).click()
    assert begins in saved(qtbot, path, view.status)[:200]


def test_a_file_that_cannot_be_replaced_stays_whole_and_is_one_calm_line(
    page: PathwaysPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, choose: Choose
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    view = pick_friday(page, qtbot)
    for name, words in (("a.ics", "calendar"), ("a.png", "drawing (PNG"), ("a.svg", "drawing (PNG")):
        assert_refused(qtbot, choose(name), action(view, words), page.head.told)
    matrix = come_to(page, qtbot, WHO)
    assert isinstance(matrix, MatrixView)
    for name, button in (("m.png", matrix.picture), ("m.csv", matrix.sheet)):
        assert_refused(qtbot, choose(name), button.click, matrix.status)
    assert sorted(one.name for one in choose("").iterdir()) == ["a.ics", "a.png", "a.svg", "m.csv", "m.png"]


def assert_refused(qtbot: QtBot, path: Path, act: Callable[[], object], told: QLabel) -> None:
    path.write_bytes(b"before")
    act()
    qtbot.waitUntil(lambda: told.text().startswith(f"{path} cannot be written"), timeout=LONG_MS)
    assert "\n" not in told.text()
    assert path.read_bytes() == b"before"


# What cannot be read --------------------------------------------------------------------------------------------------


def notice(page: PathwaysPage) -> str:
    return "\n".join(label.text() for label in page._damaged.findChildren(QLabel) if label.isVisible())


def test_a_directory_that_cannot_be_read_says_so_and_trying_again_works(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "services.sqlite").write_bytes(b"not a directory")
    window = open_window()
    qtbot.waitUntil(lambda: window.find_page.broken, timeout=LONG_MS)
    press(Qt.Key.Key_3, ALT)
    page = window.pathways_page
    assert page is not None
    qtbot.waitUntil(lambda: "cannot be read" in notice(page), timeout=LONG_MS)
    assert "F8" in notice(page)
    for key in (Qt.Key.Key_F6, TAB, ESCAPE, Qt.Key.Key_3):
        press(key, ALT if key == Qt.Key.Key_3 else PLAIN)
        seen_focus(window)
    (tmp_path / "services.sqlite").unlink()
    page._damaged.button.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.menu.filled and page.shown is not None, timeout=LONG_MS)
    assert not page._damaged.isVisible()
    seen_focus(window)


@pytest.mark.parametrize("reads", ["situation", "transition"])
def test_texts_that_cannot_be_read_say_so_and_trying_again_works(
    page: PathwaysPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, reads: str
) -> None:
    def fail(*_: Any) -> Any:
        raise NavigatorError("situations.toml is missing.")

    item = ROUGH if reads == "situation" else PRISON
    with monkeypatch.context() as broken:
        broken.setattr(Pathways, reads, fail)
        page.open(*item)
        qtbot.waitUntil(lambda: "situations.toml is missing" in notice(page), timeout=LONG_MS)
        assert has_keyboard(page._damaged)
        press(Qt.Key.Key_F6)
        seen_focus(window)
    tab_to("Try again")
    press(Qt.Key.Key_Space)
    seen(page, qtbot, item)
    assert not page._damaged.isVisible()
    seen_focus(window)


def test_there_is_no_turning_to_a_drawing_that_cannot_be_read_and_starting_again_works(
    page: PathwaysPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise NavigatorError("situations.toml is missing.")

    window.resize(800, 600)
    come_to(page, qtbot, ROUGH)
    with monkeypatch.context() as broken:
        broken.setattr(Pathways, "situation", fail)
        page.look_again()
        qtbot.waitUntil(lambda: has_keyboard(page._damaged), timeout=LONG_MS)
        page.head.turn.setFocus()
        press(Qt.Key.Key_Space)
        assert has_keyboard(page._damaged)
        seen_focus(window)
    page.clear()
    assert page.menu.list.hasFocus()
    seen_focus(window)


def test_the_menu_asks_again_where_its_texts_could_not_be_read(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_pathways: Pathways) -> Any:
        raise NavigatorError("catch-22s.toml is missing.")

    window = open_window()
    qtbot.waitUntil(lambda: window.find_page.inquiry.answered is not None, timeout=LONG_MS)
    with monkeypatch.context() as broken:
        broken.setattr(room, "_words", fail)
        press(Qt.Key.Key_3, ALT)
        page = window.pathways_page
        assert page is not None
        qtbot.waitUntil(lambda: "catch-22s.toml is missing" in notice(page), timeout=LONG_MS)
        seen_focus(window)
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: page.menu.filled and page.shown is not None, timeout=LONG_MS)
    seen_focus(window)


# Whatever is done -----------------------------------------------------------------------------------------------------

KEYS: tuple[Key, ...] = (
    *((key, PLAIN) for key in (DOWN, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left, ENTER, ESCAPE, TAB, HOME)),
    *((key, PLAIN) for key in (Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_F6, Qt.Key.Key_PageDown)),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_F8, PLAIN),
    (Qt.Key.Key_3, ALT),
    (Qt.Key.Key_1, ALT),
    (DELETE, CTRL | SHIFT),
    (Qt.Key.Key_Backspace, CTRL | SHIFT),
)
ACTS = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("open"), st.sampled_from([ROUGH, PRISON, LOOP, WHO, ("principles", "")])),
    st.tuples(st.just("type"), st.sampled_from(["27/11/2026", "prison", "31.2.26", "x"])),
    st.tuples(st.just("size"), st.sampled_from([QSize(800, 600), QSize(1280, 800), QSize(1900, 1000)])),
    st.tuples(st.just("scale"), st.sampled_from(SCALES)),
    st.tuples(st.just("wait"), st.just(None)),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=12))
def test_whatever_is_done_something_in_sight_has_the_keyboard(
    window: MainWindow, page: PathwaysPage, theme: Theme, qtbot: QtBot, acts: list[tuple[str, Any]]
) -> None:
    theme.usual()
    window.resize(1280, 800)
    press(Qt.Key.Key_3, ALT)
    page.clear()
    for what, how in acts:
        match what:
            case "key":
                press(*how)
            case "open":
                window.show_pathways()
                page.open(*how)
                seen(page, qtbot, how)
            case "type":
                type_words(how)
            case "size":
                window.resize(how)
            case "scale":
                theme.set_scale(how)
            case _:
                qtbot.wait(20)
        if (over := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            over.close()
            bring_to_front(qtbot, window)
        seen_focus(window)
    window.show_pathways()
    page.open(*LOOP)
    view = seen(page, qtbot, LOOP)
    assert isinstance(view, Catch22View)
    qtbot.waitUntil(lambda: has_keyboard(view), timeout=LONG_MS)
    assert not page._damaged.isVisible()
