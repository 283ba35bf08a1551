"""What happened, in two presses, and what others met: by mouse, by keyboard and for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from navigator.refer.outcomes import CHOICES, Met, What, met
from tests.check_window.asking import press, shown_whole
from tests.pathways_window.samples import focused
from ui.refer.happened import Happened

EVERY = [what for _, choices in CHOICES for what in choices]


@pytest.fixture
def happened(qtbot: QtBot) -> Happened:
    made = Happened()
    made.show_met(Met())
    shown_whole(qtbot, made)
    return made


def read(happened: Happened) -> list[str]:
    return [one.text() for one in happened.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize("what", EVERY, ids=lambda what: f"{what.outcome}-{what.detail}")
def test_everything_is_noted_in_two_presses(qtbot: QtBot, happened: Happened, what: What) -> None:
    happened.press.click()
    button = happened.panel.buttons[what]
    assert button.isVisible()
    with qtbot.waitSignal(happened.chosen) as told:
        button.click()
    assert told.args == [what]
    assert not happened.panel.isVisible()
    assert not happened.said.isVisible(), "nothing is said before it was kept"


def test_the_keyboard_goes_there_and_back(qtbot: QtBot, happened: Happened) -> None:
    happened.press.setFocus()
    press(Qt.Key.Key_Space)
    assert focused() is happened.panel.buttons[What("taken-on")]
    press(Qt.Key.Key_Escape)
    assert focused() is happened.press
    assert not happened.panel.isVisible()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(happened.chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [What("waiting")]
    assert focused() is happened.press


def test_what_was_noted_can_be_undone_once(qtbot: QtBot, happened: Happened) -> None:
    what = What("refused", "papers")
    happened.noted(what)
    assert "Noted: refused because of no ID or papers." in read(happened)
    assert happened.said.undo.accessibleName() == "Undo: refused because of no ID or papers"
    with qtbot.waitSignal(happened.taken_back) as told:
        happened.said.undo.click()
    assert told.args == [what]
    assert not happened.said.isVisible()


def test_what_could_not_be_kept_is_said_with_nothing_to_undo(happened: Happened) -> None:
    happened.noted(What("waiting"))
    happened.failed("The disk is full.")
    assert "The disk is full." in read(happened)
    assert not happened.said.undo.isVisible()


def test_another_service_has_nothing_to_undo_and_nothing_open(happened: Happened) -> None:
    happened.noted(What("waiting"))
    happened.forget()
    assert not happened.said.isVisible()
    happened.press.click()
    happened.forget()
    assert not happened.panel.isVisible()


def test_what_others_met_is_told_in_figures_taken_on_first(happened: Happened) -> None:
    counts = {What("taken-on"): 12, What("refused", "risk"): 7, What("wrong", "hours"): 2}
    happened.show_met(met({"2026-Q4": counts}))
    shown = read(happened)
    assert "Reported wrong: hours. Nobody has checked this yet." in shown
    start = shown.index("October to December 2026")
    assert shown[start + 1 : start + 4] == [
        "Taken on: 10 to 14",
        "Waiting: fewer than 5",
        "Refused: 5 to 9, most often for risk",
    ]
    taken_on, refused = (
        next(one for one in happened.findChildren(QLabel) if one.text().startswith(word))
        for word in ("Taken on: ", "Refused: ")
    )
    assert taken_on.font() == refused.font()
    assert taken_on.palette().windowText() == refused.palette().windowText()


def test_little_looks_like_nothing(happened: Happened) -> None:
    happened.show_met(met({"2026-Q4": {What("refused", "risk"): 4}}))
    little = read(happened)
    happened.show_met(Met())
    assert read(happened) == little


def test_every_choice_has_a_name_of_its_own_for_a_screen_reader(happened: Happened) -> None:
    names = [button.accessibleName() for button in happened.panel.buttons.values()]
    assert len(set(names)) == len(EVERY)
    assert "The listing is wrong: phone" in names
