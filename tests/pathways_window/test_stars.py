"""Stars in Pathways: beside the name of every service that can take a step or helps with a transition."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.check_window.asking import shown_whole
from tests.pathways_window.samples import PRISON, SITUATIONS, TODAY, service, situation_view, transition_view
from ui.pathways.steps_list import StepsList
from ui.pathways.timeline_list import TimelineList
from ui.shell.parts import Link
from ui.shell.star import Star, press_near
from ui.shell.starred import Starred

FIRST = next(iter(SITUATIONS.values()))


@pytest.fixture
def starred(qapp: QApplication) -> Starred:
    return Starred(qapp)


@pytest.fixture
def steps(qtbot: QtBot, starred: Starred) -> StepsList:
    made = StepsList()
    made.starred = starred
    shown_whole(qtbot, made)
    made.show_view(situation_view(FIRST, [service("Ace of Clubs"), service("Spires")]), {})
    return made


def stars(within: StepsList | TimelineList) -> list[Star]:
    return [one for one in within.findChildren(Star) if one.isVisibleTo(within)]


def test_every_service_on_a_step_has_its_star(steps: StepsList, starred: Starred) -> None:
    assert [one.accessibleName() for one in stars(steps)] == ["Shortlist: Ace of Clubs", "Shortlist: Spires"]
    QTest.mouseClick(stars(steps)[1], Qt.MouseButton.LeftButton)
    assert starred.ids == ("spires",)
    steps.rows.open(2)
    assert [one.isChecked() for one in stars(steps)] == [False, True], "it is the same service on every step"


def test_the_name_that_has_the_keyboard_can_be_starred(steps: StepsList, starred: Starred) -> None:
    (link,) = (one for one in steps.findChildren(Link) if one.accessibleName() == "Ace of Clubs")
    assert press_near(link)
    assert starred.ids == ("ace-of-clubs",)
    assert not press_near(steps.rows.rows[0])


def test_a_service_of_a_transition_has_its_star(qtbot: QtBot, starred: Starred) -> None:
    made = TimelineList(lambda: TODAY)
    made.starred = starred
    shown_whole(qtbot, made)
    made.show_view(transition_view(PRISON), {}, told=False)
    made.tabs["Who can help"].click()
    (star,) = stars(made)
    star.click()
    assert starred.ids == ("ace-of-clubs",)


def test_no_shortlist_means_no_stars(qtbot: QtBot) -> None:
    made = StepsList()
    shown_whole(qtbot, made)
    made.show_view(situation_view(FIRST, [service()]), {})
    assert not stars(made)
