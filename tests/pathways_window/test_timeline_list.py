"""A transition as a list: things to do from a day that is picked, and beside them rights, red flags and papers."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.check.guidance import CHECK
from navigator.pathways.checklist import DUTIES
from navigator.pathways.timeline import anchors_of
from navigator.pathways.transitions import DAY_0, Transition
from tests.check_window.asking import shown_whole
from tests.pathways_window.samples import FRIDAY, PRISON, TODAY, TRANSITIONS, read_on, transition_view, type_day
from ui.pathways.timeline_list import TimelineList
from ui.shell.folding import Fold
from ui.shell.parts import Link


@pytest.fixture
def dates(qtbot: QtBot) -> TimelineList:
    made = TimelineList(lambda: TODAY)
    shown_whole(qtbot, made)
    return made


def words(dates: TimelineList) -> str:
    return "\n".join(row.words for row in dates.rows.rows)


def test_before_a_day_is_picked_each_thing_says_when_in_its_own_words(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON, TODAY), {}, told=False)
    assert "Nothing you pick is saved." in read_on(dates)
    assert all(action.when in words(dates) for action in PRISON.actions)
    assert "November 2026" not in words(dates)
    assert "Overdue" not in read_on(dates)
    assert "That day is" not in read_on(dates)


def test_a_day_that_is_picked_is_told(qtbot: QtBot, dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON, TODAY), {}, told=False)
    dates.enter()
    assert dates.days[DAY_0].boxes[0].hasFocus()
    with qtbot.waitSignal(dates.picked):
        dates.days[DAY_0].today.click()
    assert dates.dates == {DAY_0: TODAY}


def test_days_overdue_today_and_soon_are_told_in_words(dates: TimelineList) -> None:
    view = transition_view(PRISON)
    dates.show_view(view, {DAY_0: FRIDAY}, told=False)
    for row, dated in zip(dates.rows.rows, view.timeline.dated, strict=True):
        assert row.item.n == dated.number
        for says in (dated.days, dated.says, *dated.closing, dated.action.action, dated.action.who):
            assert says.rstrip(".") in row.words
        assert DUTIES[dated.action.duty] in row.words
        assert ("the days are a rule" in row.words) == (dated.action.basis == "rule")
        assert ("the days are suggested" in row.words) == (dated.action.basis == "planning")
        assert (CHECK in row.words) == (dated.action.confidence != "seen")
    assert "Overdue: 2" in read_on(dates)


def test_a_friday_is_flagged_and_a_day_that_has_passed_too(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {DAY_0: FRIDAY}, told=False)
    assert "That day is a Friday." in read_on(dates)
    gone = date(2026, 11, 17)
    dates.show_view(transition_view(PRISON, gone), {DAY_0: gone}, told=False)
    read = read_on(dates)
    assert "That day has passed: 6 days ago." in read
    assert "Friday" not in read.partition("That day")[0]


@pytest.mark.parametrize("one", TRANSITIONS.values(), ids=TRANSITIONS)
def test_all_of_every_transition_is_two_presses_away(dates: TimelineList, one: Transition) -> None:
    dates.show_view(transition_view(one), {}, told=False)
    assert one.name in read_on(dates)
    claims = {"Rights": one.rights, "Red flags": one.red_flags, "Who can help": (one.holds_both_ends,)}
    for tab, some in claims.items():
        dates.tabs[tab].click()
        read = read_on(dates)
        for claim in some:
            assert claim.text.rstrip(".") in read
            assert claim.source_says.split(";")[0] in read
            assert claim.sure or CHECK in read
    dates.tabs["Papers"].click()
    assert all(paper in read_on(dates) for paper in one.papers)
    dates.tabs["Why it fails"].click()
    read = read_on(dates)
    assert one.why_it_fails in read
    assert one.who in read
    assert all(caution.says in read for caution in one.cautions)
    assert ("Other days" in dates.tabs) == bool(anchors_of(one))
    dates.tabs["What to do"].click()
    assert all(action.action in read_on(dates) for action in one.actions)


def test_what_is_opened_says_how_binding_it_is_and_where_it_is_written(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {DAY_0: FRIDAY}, told=False)
    dated = dates.view.timeline.dated[0] if dates.view else None
    assert dated is not None
    dates.rows.rows[0].click()
    read = read_on(dates)
    assert "The number of days is a rule." in read
    assert all(source.says in read for source in dated.action.sources)


def test_other_days_are_asked_for_and_take_effect(qtbot: QtBot, dates: TimelineList) -> None:
    view = transition_view(PRISON)
    dates.show_view(view, {DAY_0: FRIDAY}, told=False)
    recall = next(name for name in anchors_of(PRISON) if "recall" in name)
    assert "No date yet: it is counted from the day of recall to prison." in words(dates)
    dates.tabs["Other days"].click()
    assert "The day of recall to prison" in read_on(dates)
    with qtbot.waitSignal(dates.picked):
        dates.days[recall].today.click()
    assert dates.dates == {DAY_0: FRIDAY, recall: TODAY}
    dates.show_view(transition_view(PRISON, FRIDAY, TODAY, **{recall.replace("-", "_"): TODAY}), {}, told=False)
    assert dates.days[recall].day == TODAY, "the boxes stay as they are"
    assert "the day of recall" not in words(dates)


def test_what_has_no_date_yet_leads_to_the_day_it_is_counted_from(dates: TimelineList) -> None:
    view = transition_view(PRISON)
    dates.show_view(view, {DAY_0: FRIDAY}, told=False)
    recall = next(name for name in anchors_of(PRISON) if "recall" in name)
    dates.select(next(one.number for one in view.timeline.dated if one.action.anchor == recall))
    next(one for one in dates.findChildren(Link) if one.accessibleName() == "Pick the day of recall to prison").click()
    assert dates.days[recall].boxes[0].hasFocus()
    assert dates.tabs["Other days"].isChecked()


def test_the_keyboard_stays_in_the_box_while_days_change(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON, TODAY), {}, told=False)
    dates.enter()
    type_day("27/11/2026")
    dates.show_view(transition_view(PRISON), dates.dates, told=False)
    assert dates.days[DAY_0].boxes[2].hasFocus()
    assert "Friday 27 November 2026" in words(dates)


def test_services_stand_beside_it_and_where_somebody_stands_only_when_they_said(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {}, told=False)
    dates.tabs["Who can help"].click()
    assert "Ace of Clubs" in read_on(dates)
    assert "Meets their published rules" not in read_on(dates)
    dates.forget()
    dates.show_view(transition_view(PRISON), {}, told=True)
    dates.tabs["Who can help"].click()
    assert "Meets their published rules. Anyone may come." in read_on(dates)


def test_a_service_opens_its_listing(qtbot: QtBot, dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {}, told=False)
    dates.tabs["Who can help"].click()
    with qtbot.waitSignal(dates.listing_asked) as asked:
        next(one for one in dates.findChildren(Link) if "Ace of Clubs" in one.accessibleName()).click()
    assert asked.args == ["ace-of-clubs"]


def test_catch_22s_are_shown_where_they_bite(dates: TimelineList) -> None:
    view = transition_view(PRISON)
    dates.show_view(view, {}, told=False)
    dates.tabs["Catch-22s"].click()
    next(one for one in dates.findChildren(Fold) if one.text() == view.catch_22s[0].name).click()
    assert view.catch_22s[0].how_to_break_it in read_on(dates)


def test_keys_go_through_the_parts(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {}, told=False)
    dates.tabs["What to do"].setFocus()
    QTest.keyClick(dates.tabs["What to do"], Qt.Key.Key_Right)
    assert dates.tabs["Who can help"].hasFocus()
    QTest.keyClick(dates.tabs["Who can help"], Qt.Key.Key_Space)
    assert dates.tabs["Who can help"].isChecked()
    assert "Who holds both ends" in read_on(dates)


def test_what_is_selected_elsewhere_opens(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {}, told=False)
    dates.tabs["Rights"].click()
    dates.select(4)
    assert dates.rows.isVisible()
    assert dates.rows.opened == 4


def test_it_forgets_the_days(dates: TimelineList) -> None:
    dates.show_view(transition_view(PRISON), {DAY_0: FRIDAY}, told=False)
    dates.forget()
    assert not dates.dates
    assert "November 2026" not in read_on(dates)
