"""A situation as a list: what to do, who can, what if they refuse, and what nobody takes on, said as a finding."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.check.guidance import CHECK
from navigator.find.filters import Filters
from navigator.pathways.situations import Situation
from tests.check_window.asking import shown_whole
from tests.pathways_window.samples import NOBODY, SITUATIONS, read_on, service, situation_view
from ui.pathways.steps_list import StepsList
from ui.shell.folding import Fold
from ui.shell.parts import Link
from ui.shell.text import Button

DRINKING = SITUATIONS["drinking-low-mood-told-to-cut-down"]
NAMES = {"detox-to-aftercare": "Detox to aftercare"}


@pytest.fixture
def steps(qtbot: QtBot) -> StepsList:
    made = StepsList()
    shown_whole(qtbot, made)
    made.show_view(situation_view(DRINKING, [service()]), NAMES)
    return made


def fold(steps: StepsList, words: str) -> Fold:
    return next(one for one in steps.findChildren(Fold) if words in one.text() and one.isVisibleTo(steps))


def link(steps: StepsList, words: str) -> Link:
    return next(one for one in steps.findChildren(Link) if words in one.accessibleName() and one.isVisibleTo(steps))


@pytest.mark.parametrize("one", SITUATIONS.values(), ids=SITUATIONS)
def test_every_word_of_every_step_is_read(qtbot: QtBot, one: Situation) -> None:
    made = StepsList()
    shown_whole(qtbot, made)
    made.show_view(situation_view(one), {})
    assert one.name in read_on(made)
    assert one.starting in read_on(made)
    for step in one.steps:
        made.rows.open(step.n)
        read = read_on(made)
        for words in (step.role, step.do, step.hand_over, step.if_refused, step.risk_of_gap):
            assert words in read
        assert all(source.says in read for source in step.sources)
        assert (CHECK in made.rows.rows[step.n - 1].words) == (step.confidence != "seen")


def test_the_first_step_is_open_with_who_can_take_it(steps: StepsList) -> None:
    assert steps.rows.opened == 1
    read = read_on(steps)
    assert "Ace of Clubs" in read
    assert "Both needs: takes people with both" in read
    assert "Turn up or refer yourself." in read
    assert "Meets their" not in read, "nobody has said anything"


def test_where_somebody_stands_is_told_in_words(steps: StepsList) -> None:
    known = service(outcome="says-no", because="Only for women.")
    steps.show_view(situation_view(DRINKING, [known], refused=1), NAMES)
    assert "Their rules say no. Only for women." in read_on(steps)
    assert "1 service can take this step; 1 of them says no." in steps.rows.rows[0].words


def test_a_step_nobody_takes_is_a_finding(steps: StepsList) -> None:
    steps.show_view(situation_view(DRINKING, gap=NOBODY), NAMES)
    assert all("Nobody in this directory takes this step here" in row.words for row in steps.rows.rows)
    assert NOBODY.text in read_on(steps)


def test_one_step_is_open_at_a_time(qtbot: QtBot, steps: StepsList) -> None:
    with qtbot.waitSignal(steps.selected) as told:
        QTest.mouseClick(steps.rows.rows[1], Qt.MouseButton.LeftButton)
    assert told.args == [2]
    assert [row.isChecked() for row in steps.rows.rows][:3] == [False, True, False]
    assert DRINKING.steps[1].hand_over in read_on(steps)
    assert DRINKING.steps[0].hand_over not in read_on(steps)
    steps.rows.rows[1].click()
    assert DRINKING.steps[1].hand_over not in read_on(steps)


def test_keys_go_through_the_steps_and_open_one(qtbot: QtBot, steps: StepsList) -> None:
    steps.rows.open(0)
    steps.enter()
    assert steps.rows.rows[0].hasFocus()
    with qtbot.waitSignal(steps.selected):
        QTest.keyClick(steps.rows.rows[0], Qt.Key.Key_Down)
    assert steps.rows.rows[1].hasFocus()
    QTest.keyClick(steps.rows.rows[1], Qt.Key.Key_Return)
    assert steps.rows.opened == 2
    assert steps.rows.rows[1].hasFocus()


def test_what_is_selected_elsewhere_opens_and_the_keyboard_stays(qtbot: QtBot, steps: StepsList) -> None:
    steps.enter()
    with qtbot.assertNotEmitted(steps.selected):
        steps.select(3)
    assert steps.rows.opened == 3
    assert steps.rows.current == 3
    assert steps.rows.rows[0].hasFocus()


def test_what_is_selected_comes_into_sight(qtbot: QtBot, steps: StepsList) -> None:
    last = steps.rows.rows[-1]
    steps.select(last.item.n)

    def in_sight() -> bool:
        return steps.viewport().rect().contains(last.mapTo(steps.viewport(), last.rect().center()))

    qtbot.waitUntil(in_sight)
    steps.select(1)
    qtbot.waitUntil(lambda: not in_sight())


def test_what_goes_does_not_take_the_keyboard_with_it(steps: StepsList) -> None:
    link(steps, "Ace of Clubs").setFocus()
    steps.rows.open(2)
    assert steps.rows.rows[0].hasFocus()


def test_the_same_situation_stays_where_it_was_read_to(steps: StepsList) -> None:
    steps.rows.open(2)
    steps.enter(2)
    steps.show_view(situation_view(DRINKING, [service(outcome="worth-asking")]), NAMES)
    assert steps.rows.opened == 2
    assert QApplication.focusWidget() is steps.rows.row(2)
    steps.show_view(situation_view(SITUATIONS["rough-sleeping-both"]), {})
    assert steps.rows.opened == 1


def test_guidance_is_behind_a_press_with_words_to_say(steps: StepsList) -> None:
    quotes = situation_view(DRINKING).steps[0].quotes
    assert quotes[0].words not in read_on(steps)
    fold(steps, "Guidance to quote").click()
    assert quotes[0].words in read_on(steps)
    assert any(quotes[0].page.title in one.accessibleName() for one in steps.findChildren(Link))


def test_catch_22s_are_shown_where_they_bite(qtbot: QtBot) -> None:
    made = StepsList()
    shown_whole(qtbot, made)
    view = situation_view(SITUATIONS["psychosis-crack-cannabis"])
    made.show_view(view, {})
    (loop, *_) = view.steps[0].catch_22s
    assert loop.how_to_break_it not in read_on(made)
    fold(made, loop.name).click()
    assert loop.how_to_break_it in read_on(made)


def test_a_service_opens_its_listing_and_all_of_them_open_in_find(qtbot: QtBot, steps: StepsList) -> None:
    steps.show_view(situation_view(DRINKING, [service()], total=26), NAMES)
    with qtbot.waitSignal(steps.listing_asked) as listing:
        link(steps, "Ace of Clubs").click()
    assert listing.args == ["ace-of-clubs"]
    with qtbot.waitSignal(steps.find_asked) as found:
        next(one for one in steps.findChildren(Button) if one.text().startswith("See all")).click()
    step = DRINKING.steps[0]
    boroughs = ("lambeth", "lewisham", "southwark")
    assert found.args == [Filters(need=step.needs, type=step.types, area=boroughs)]


def test_more_services_are_behind_a_press(steps: StepsList) -> None:
    five = [service(f"Place {number}") for number in range(5)]
    steps.show_view(situation_view(DRINKING, five), NAMES)
    assert "Place 2" in read_on(steps)
    assert "Place 3" not in read_on(steps)
    fold(steps, "2 more").click()
    assert "Place 4" in read_on(steps)


def test_transition_points_on_its_way_are_a_press_away(qtbot: QtBot, steps: StepsList) -> None:
    with qtbot.waitSignal(steps.item_asked) as asked:
        link(steps, "Detox to aftercare").click()
    assert asked.args == ["transition", "detox-to-aftercare", 0]


def test_a_screen_reader_hears_each_step_and_its_state(steps: StepsList) -> None:
    row = steps.rows.rows[0]
    heard = QAccessible.queryAccessibleInterface(row)
    assert heard is not None
    name = heard.text(QAccessible.Text.Name)
    assert name.startswith(f"Step 1. {DRINKING.steps[0].role}.")
    assert DRINKING.steps[0].do in name
    assert "Open." in row.accessibleDescription()
    row.click()
    assert "Press for more." in row.accessibleDescription()


def test_it_forgets(steps: StepsList) -> None:
    steps.forget()
    assert DRINKING.name not in read_on(steps)
    assert not steps.rows.rows
    assert steps.view is None
