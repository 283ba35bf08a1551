"""The room: a shortlist in order, what to know of each stop, and nothing of it kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.refer.outcomes import What
from tests.check_window.asking import ALT, PLAIN, press, shown_whole, words_in
from tests.refer_window.shortlisted import TODAY, Desk, Refer, shortlist, stop
from ui.refer.page import ReferPage
from ui.shell.application import open_desk
from ui.shell.person import Person
from ui.shell.starred import Starred
from ui.shell.tabbing import tab_stops
from ui.shell.text import Button
from ui.shell.theme import Theme
from ui.shell.work import Work

CTRL = Qt.KeyboardModifier.ControlModifier
WIDE, NARROW = (1280, 800), (600, 700)


@pytest.fixture
def refer() -> Refer:
    return Refer()


@pytest.fixture
def work(refer: Refer) -> Iterator[Work[Any]]:
    made: Work[Any] = Work(lambda: Desk(refer))
    yield made
    made.close()


@pytest.fixture
def starred() -> Starred:
    made = Starred()
    made.put(shortlist("one", "two", "three"))
    return made


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def page(qtbot: QtBot, work: Work[Any], starred: Starred, person: Person, theme: Theme) -> ReferPage:
    assert theme.scale == 1
    made = ReferPage(work, starred, person, lambda: TODAY)
    shown_whole(qtbot, made, WIDE)
    made.enter()
    qtbot.waitUntil(lambda: made.knowing.before("one") is not None)
    return made


def held(starred: Starred) -> list[str]:
    return list(starred.ids)


def test_the_first_stop_has_the_keyboard_and_what_to_know_is_beside_it(page: ReferPage) -> None:
    assert page.side.list.hasFocus()
    assert page.side.list.current == "one"
    assert "Do not send yet" in words_in(page.before)
    assert page.before.isVisible()


def test_stops_are_put_in_order_by_keyboard_without_asking_again(
    page: ReferPage, starred: Starred, refer: Refer
) -> None:
    press(Qt.Key.Key_Down, ALT)
    assert held(starred) == ["two", "one", "three"]
    assert page.side.list.current == "one"
    page.side.up.click()
    assert held(starred) == ["one", "two", "three"]
    assert len(refer.asked) == 1


def test_what_is_taken_off_can_be_put_back_where_it_was(page: ReferPage, starred: Starred) -> None:
    press(Qt.Key.Key_Down)
    page.before.note.box.setPlainText("Ask for Sam")
    press(Qt.Key.Key_Delete)
    assert held(starred) == ["one", "three"]
    assert page.head.told.text() == f"Removed {stop('two').name}."
    press(Qt.Key.Key_Z, CTRL)
    assert held(starred) == ["one", "two", "three"]
    assert starred.shortlist.stops[1].note == "Ask for Sam"
    assert page.side.list.current == "two"


def test_a_star_comes_off_and_on_and_only_the_stop_it_was_of(page: ReferPage, starred: Starred) -> None:
    assert page.star()
    assert held(starred) == ["two", "three"]
    assert page.star()
    assert held(starred) == ["one", "two", "three"]
    page.star()
    page.side.list.choose("three")
    page.star()
    assert held(starred) == ["two"]


def test_one_more_star_asks_once_and_what_is_known_of_others_stays_in_sight(
    page: ReferPage, starred: Starred, refer: Refer, qtbot: QtBot
) -> None:
    known = page.knowing.before("one")
    starred.toggle("four", "Service four")
    assert page.knowing.before("one") is known
    qtbot.waitUntil(lambda: page.knowing.before("four") is not None)
    assert [asked for asked, _, _ in refer.asked] == [("one", "two", "three"), ("one", "two", "three", "four")]


def test_answers_and_who_refers_change_what_is_asked(
    page: ReferPage, person: Person, refer: Refer, qtbot: QtBot
) -> None:
    person.answers = Answers(age=30)
    qtbot.waitUntil(lambda: len(refer.asked) == 2)
    page.head.role.setCurrentText("A GP")
    qtbot.waitUntil(lambda: len(refer.asked) == 3)
    _, answers, ways = refer.asked[-1]
    assert answers == Answers(age=30)
    assert "gp" in ways - refer.asked[0][2]


def test_nothing_is_asked_out_of_sight_and_all_of_it_on_coming_back(
    page: ReferPage, starred: Starred, refer: Refer, qtbot: QtBot
) -> None:
    page.hide()
    starred.put(shortlist("three", "four"))
    assert len(refer.asked) == 1
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: page.knowing.before("four") is not None)


def test_an_empty_shortlist_says_how_to_begin_and_leads_there(page: ReferPage, starred: Starred, qtbot: QtBot) -> None:
    starred.clear()
    assert "Ctrl+D" in words_in(page)
    assert page.views.empty.rooms[0].hasFocus()
    with qtbot.waitSignal(page.room_asked) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["find"]


def test_what_cannot_be_read_is_said_and_can_be_tried_again(
    page: ReferPage, refer: Refer, qtbot: QtBot, person: Person
) -> None:
    refer.broken = True
    person.answers = Answers(age=30)
    qtbot.waitUntil(lambda: "The directory is damaged." in words_in(page))
    assert not page.side.isVisible()
    refer.broken = False
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Button))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(page.side.isVisible)
    assert page.side.list.hasFocus()


def test_in_a_narrow_window_list_and_page_take_turns(page: ReferPage, qtbot: QtBot) -> None:
    page.resize(*NARROW)
    qtbot.waitUntil(page.before.isHidden)
    press(Qt.Key.Key_Return)
    assert page.before.isVisible()
    assert page.side.isHidden()
    assert page.head.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.side.list.hasFocus()
    rect = page.side.list.visualRect(page.side.list.stops.index(1))
    QTest.mouseClick(page.side.list.viewport(), Qt.MouseButton.LeftButton, PLAIN, rect.center())
    assert page.before.isVisible()


def test_comparing_by_keyboard_and_back(page: ReferPage, refer: Refer, qtbot: QtBot) -> None:
    page.compare()
    view = page.views.compare_view
    assert view is not None
    qtbot.waitUntil(view.table.hasFocus)
    assert refer.compared == [("one", "two", "three")]
    press(Qt.Key.Key_Escape)
    assert page.side.list.hasFocus()


def test_what_happened_is_counted_and_a_tip_is_left(page: ReferPage, refer: Refer, qtbot: QtBot) -> None:
    kept = page.experiences
    qtbot.waitUntil(kept.happened.isVisible)
    what = What("taken-on")
    kept.happened.chosen.emit(what)
    qtbot.waitUntil(lambda: refer.experience.recorded == [what])
    qtbot.waitUntil(lambda: what.says in words_in(kept.happened))
    kept.tips.box.setText("ring before half nine")
    kept.tips.leave.click()
    qtbot.waitUntil(lambda: "ring before half nine" in words_in(kept.tips))


def test_what_is_not_kept_because_nothing_could_be_read_is_said(page: ReferPage) -> None:
    page.experiences._experience = None
    page.experiences.happened.chosen.emit(What("waiting"))
    assert "This was not kept" in page.experiences.happened.said.text.text()


def test_every_part_can_be_reached_by_tab_in_reading_order(page: ReferPage) -> None:
    stops = [one for part in page.parts for one in tab_stops(part)]
    order = [page.head.sheet, page.head.role, page.side.list, page.side.down, page.before, page.before.note.box]
    assert [stops.index(one) for one in order] == sorted(stops.index(one) for one in order)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in stops)


def test_next_part_goes_between_the_list_and_the_page(page: ReferPage) -> None:
    page.next_part()
    assert page.before.hasFocus()
    page.next_part()
    assert page.side.list.hasFocus()


def test_over_the_directory_that_ships_every_stop_is_looked_at(
    qtbot: QtBot, tmp_path: Path, starred: Starred, person: Person, theme: Theme
) -> None:
    assert theme.scale == 1
    real = Work(lambda: open_desk(tmp_path))
    starred.put(shortlist("manna-society-day-centre", "samaritans", "no-such-service"))
    page = ReferPage(real, starred, person, lambda: TODAY)
    shown_whole(qtbot, page, WIDE)
    page.enter()
    try:
        qtbot.waitUntil(lambda: "Manna Centre" in words_in(page.before), timeout=10_000)
        assert [line.grade for line in page.side.list.stops.lines][2] == "stop"
        page.compare()
        view = page.views.comparison()
        qtbot.waitUntil(lambda: bool(view.model.rows), timeout=10_000)
        assert "Manna Centre" in view.model.names
    finally:
        real.close()


def test_forgetting_leaves_nothing_of_the_shortlist(page: ReferPage, starred: Starred, qtbot: QtBot) -> None:
    page.before.note.box.setPlainText("Ask for Sam")
    press(Qt.Key.Key_Delete)
    with qtbot.waitSignal(page.noted) as noted:
        page.forget()
    assert noted.args == [False]
    assert not starred.ids
    page.undo()
    assert not starred.ids
    assert not page.before.note.box.toPlainText()
    assert "Service" not in words_in(page.before) + words_in(page.head)
    assert page.knowing.before("two") is None
