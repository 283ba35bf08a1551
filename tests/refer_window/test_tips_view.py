"""Tips: read apart from facts, left with a reminder, taken away and brought back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from navigator.refer.tips import HEADING, LONGEST, REMINDER, Tip
from tests.check_window.asking import press, shown_whole, type_words
from tests.pathways_window.samples import focused
from ui.refer.tips_view import TipsView
from ui.shell.tabbing import tab_stops
from ui.shell.theme import QUIET

NEW = Tip(1, "Ring <b>early</b>", date(2026, 11, 2), "3 weeks ago", fading=False, local=True)
OLD = Tip(2, "Lift is broken", date(2026, 3, 2), "8 months ago", fading=True, local=False)


@pytest.fixture
def view(qtbot: QtBot) -> TipsView:
    made = TipsView()
    made.show_tips((NEW, OLD))
    shown_whole(qtbot, made)
    return made


def read(view: TipsView) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def label(view: TipsView, text: str) -> QLabel:
    return next(one for one in view.findChildren(QLabel) if one.text() == text)


def test_tips_are_told_with_their_day_under_words_that_say_nobody_checked(view: TipsView) -> None:
    assert read(view)[:5] == [
        HEADING,
        "Ring <b>early</b>",
        "Left 3 weeks ago, on 2 November 2026. Stays on this computer.",
        "Lift is broken",
        "Left 8 months ago, on 2 March 2026. May no longer hold.",
    ]
    assert label(view, NEW.text).textFormat() == Qt.TextFormat.PlainText


def test_a_fading_tip_is_paler(view: TipsView) -> None:
    assert label(view, OLD.text).foregroundRole() == QUIET
    assert label(view, NEW.text).foregroundRole() != QUIET


def test_a_tip_is_left_by_keyboard_and_stays_here_unless_somebody_says_otherwise(qtbot: QtBot, view: TipsView) -> None:
    assert REMINDER in read(view)
    assert view.box.accessibleDescription() == REMINDER
    assert not view.leave.isEnabled()
    view.box.setFocus()
    type_words("ring early")
    with qtbot.waitSignal(view.left) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["ring early", True]
    assert view.box.text() == "ring early", "it stays there until it was kept"
    view.stays.setChecked(False)
    with qtbot.waitSignal(view.left) as told:
        view.leave.click()
    assert told.args == ["ring early", False]
    view.was_left()
    assert not view.box.text()
    assert "Tip left. Thank you." in read(view)


def test_what_may_be_about_a_person_reminds_and_forbids_nothing(qtbot: QtBot, view: TipsView) -> None:
    view.box.setText("Ask for Janet")
    assert "name" in view.think.text()
    assert view.think.isVisible()
    with qtbot.waitSignal(view.left):
        view.leave.click()
    view.box.setText("Ring early")
    assert not view.think.isVisible()


def test_no_more_than_a_tip_may_have_can_be_typed(view: TipsView) -> None:
    assert view.box.maxLength() == LONGEST


def test_a_tip_is_removed_and_brought_back(qtbot: QtBot, view: TipsView) -> None:
    assert view.removes[1].accessibleName() == "Remove the tip Lift is broken"
    with qtbot.waitSignal(view.removed) as told:
        view.removes[1].click()
    assert told.args == [OLD]
    view.show_tips((NEW,))
    view.was_removed(OLD)
    assert focused() is view.said.undo
    with qtbot.waitSignal(view.put_back) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [OLD]
    assert not view.said.isVisible()


def test_what_could_not_be_kept_is_said_and_what_was_typed_stays(view: TipsView) -> None:
    view.box.setText("Ring early")
    view.failed("The disk is full.")
    assert "The disk is full." in read(view)
    assert not view.said.undo.isVisible()
    assert view.box.text() == "Ring early"


def test_another_service_finds_nothing_typed_and_nothing_to_undo(view: TipsView) -> None:
    view.box.setText("Ask for Janet")
    view.stays.setChecked(False)
    view.was_removed(OLD)
    view.forget()
    assert not view.box.text()
    assert view.stays.isChecked()
    assert not view.think.isVisible()
    assert not view.said.isVisible()
    assert not view.said.undo.accessibleName()


def test_where_there_are_none_it_says_so(view: TipsView) -> None:
    view.show_tips(())
    assert "No tips yet." in read(view)
    assert view.removes == ()


def test_keys_go_through_tips_before_the_line_to_leave_one_also_when_they_are_new(view: TipsView) -> None:
    view.show_tips((OLD, NEW))
    stops = tab_stops(view)
    assert [stops.index(one) for one in view.removes] == sorted(stops.index(one) for one in view.removes)
    assert stops.index(view.removes[-1]) < stops.index(view.box) < stops.index(view.stays)
