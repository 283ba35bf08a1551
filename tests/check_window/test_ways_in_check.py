"""Ways in and catch-22s below the reasons of a place that says no: asked for when they are opened, and forgotten."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.directory import Store
from navigator.errors import NavigatorError
from tests.check_window.samples import advice, card, detail, other_place, statement
from tests.pathways_window.samples import CATCH22S
from tests.pathways_window.ways import WALL, route, step, ways
from ui.check.awaited import Awaited
from ui.check.page import CheckPage
from ui.check.reasons import Reasons
from ui.find.desk import Desk
from ui.shell.folding import Fold
from ui.shell.parts import Link
from ui.shell.work import Work

WAIT_MS = 10_000
WOMEN = statement("Only for: women. You said: man.", "unmet")
NIGHT_STOP = detail(card("Night Stop", "says-no"), [WOMEN], advice=advice())
SLEEPS_ROUGH = (
    Answers(age=34)
    .with_values("area", ["Lambeth"])
    .with_values("housing", ["rough-sleeping"])
    .with_values("mental-health", ["severe-illness"])
)
IN_A_HOSTEL = SLEEPS_ROUGH.with_values("housing", ["hostel"])
HOSTEL_NURSES = "three-boroughs-hostel-nursing"
SHELTER = "lambeth-swep"


@pytest.fixture
def reasons(qtbot: QtBot) -> Reasons:
    made = Reasons()
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def fold(reasons: Reasons) -> Awaited:
    assert reasons.ways is not None
    return reasons.ways


def said(reasons: Reasons) -> list[str]:
    """What can be read in the fold."""
    return [label.text() for label in fold(reasons).findChildren(QLabel) if label.isVisibleTo(reasons)]


def presses(reasons: Reasons) -> list[str]:
    """What can be opened in the fold."""
    return [one.text() for one in fold(reasons).findChildren(Fold)]


def test_a_place_that_says_no_offers_ways_in_below_what_to_do(reasons: Reasons) -> None:
    reasons.show_detail(NIGHT_STOP)
    assert fold(reasons).press.text() == "Ways in through other services"
    (other,) = [one for one in reasons.findChildren(Link) if one.text() == other_place().name]
    assert fold(reasons).mapTo(reasons, QPoint()).y() > other.mapTo(reasons, QPoint()).y()
    reasons.show_detail(detail(card("Night Stop", "worth-asking"), [WOMEN]))
    assert reasons.ways is None
    reasons.show_ways(ways(route()), ())
    assert not reasons.findChildren(Awaited)


def test_nothing_is_asked_before_it_is_opened_and_then_once(reasons: Reasons) -> None:
    asked = QSignalSpy(reasons.ways_asked)
    reasons.show_detail(NIGHT_STOP)
    assert asked.count() == 0
    fold(reasons).press.click()
    assert (asked.count(), asked.at(0)) == (1, ["night-stop"])
    assert said(reasons) == ["Looking for ways in."]
    reasons.show_ways(ways(route()), [CATCH22S["gp-needs-address"]])
    assert "Way in 1: this usually works" in said(reasons)
    assert CATCH22S["gp-needs-address"].name in presses(reasons)
    for _ in range(2):
        fold(reasons).press.click()
    assert asked.count() == 1


def test_a_link_leads_to_the_reasons_of_that_place(reasons: Reasons, qtbot: QtBot) -> None:
    reasons.show_detail(NIGHT_STOP)
    fold(reasons).press.click()
    reasons.show_ways(ways(route(step("Mill Practice"))), ())
    (link,) = fold(reasons).findChildren(Link)
    with qtbot.waitSignal(reasons.place_asked) as asked:
        link.click()
    assert asked.args == ["mill-practice"]


def test_what_comes_for_another_place_or_a_closed_fold_is_not_shown(reasons: Reasons) -> None:
    reasons.show_detail(NIGHT_STOP)
    reasons.show_ways(ways(route()), ())
    fold(reasons).press.click()
    assert said(reasons) == ["Looking for ways in."]
    reasons.show_ways(ways(route(), id="spires"), ())
    assert said(reasons) == ["Looking for ways in."]
    reasons.fail_ways("It could not be read.")
    assert said(reasons) == ["It could not be read."]


def test_other_answers_ask_anew_where_it_is_open(reasons: Reasons) -> None:
    reasons.show_detail(NIGHT_STOP)
    reasons.renew()
    asked = QSignalSpy(reasons.ways_asked)
    fold(reasons).press.click()
    reasons.show_ways(ways(route()), ())
    reasons.renew()
    assert asked.count() == 2
    assert "Way in 1: this usually works" in said(reasons)
    reasons.show_ways(ways(wall=WALL), ())
    assert WALL[0] in said(reasons)
    reasons.show_detail(detail(card("Night Stop", "says-no"), [WOMEN, WOMEN], advice=advice()))
    assert asked.count() == 3
    assert fold(reasons).opened
    reasons.show_detail(detail(card("Eaves", "says-no"), [WOMEN], advice=advice()))
    assert not fold(reasons).opened


def test_it_forgets(reasons: Reasons) -> None:
    reasons.show_detail(NIGHT_STOP)
    fold(reasons).press.click()
    reasons.show_ways(ways(route()), ())
    reasons.forget()
    assert reasons.ways is None
    assert "Mill" not in "".join(label.text() for label in reasons.findChildren(QLabel) if label.isVisible())


# In the room, over the directory that ships


class _Counting(Desk):
    """A desk that counts what is asked of pathways; where it is damaged, it says so."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.asked = 0
        self.damaged = False

    def pathways(self, look_up: Callable[[Any], Any]) -> Any:
        self.asked += 1
        if self.damaged:
            raise NavigatorError("The list of changes cannot be read.")
        return super().pathways(look_up)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Work[Desk], list[_Counting]]]:
    """Work on a desk, and the desk once it was opened."""
    opened: list[_Counting] = []

    def make() -> Desk:
        opened.append(_Counting(Store.open(tmp_path)))
        return opened[0]

    work: Work[Desk] = Work(make)
    yield work, opened
    work.close()


Room = tuple[CheckPage, _Counting]


@pytest.fixture
def room(qtbot: QtBot, desks: tuple[Work[Desk], list[_Counting]]) -> Room:
    """The room, with the answers of somebody who sleeps rough."""
    work, opened = desks
    page = CheckPage(work)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    page.enter()
    qtbot.waitUntil(lambda: page.talk.step is not None, timeout=WAIT_MS)
    page.person.answers = SLEEPS_ROUGH
    qtbot.waitUntil(lambda: page.shows(SLEEPS_ROUGH), timeout=WAIT_MS)
    return page, opened[0]


def read(qtbot: QtBot, page: CheckPage, service_id: str) -> Reasons:
    """Show the reasons of a place."""
    page.places._ask(service_id)
    reasons = page.places.reasons
    qtbot.waitUntil(lambda: reasons.detail is not None and reasons.detail.card.line.id == service_id, timeout=WAIT_MS)
    return reasons


def wait_for(qtbot: QtBot, reasons: Reasons, words: str) -> None:
    qtbot.waitUntil(lambda: any(words in text for text in said(reasons)), timeout=WAIT_MS)


def test_ways_into_a_real_service_lead_to_services_that_do_not_say_no(qtbot: QtBot, room: Room) -> None:
    page, desk = room
    reasons = read(qtbot, page, HOSTEL_NURSES)
    assert desk.asked == 0
    fold(reasons).press.setFocus()
    QTest.keyClick(fold(reasons).press, Qt.Key.Key_Space)
    wait_for(qtbot, reasons, "Way in 1")
    assert desk.asked == 1
    link = fold(reasons).findChildren(Link)[0]
    named = link.text()
    link.click()
    qtbot.waitUntil(
        lambda: reasons.detail is not None and reasons.detail.card.line.id != HOSTEL_NURSES, timeout=WAIT_MS
    )
    assert reasons.detail is not None
    assert reasons.detail.card.outcome != "says-no"
    assert reasons.detail.card.line.name.text in named


def test_other_answers_change_what_is_open(qtbot: QtBot, room: Room) -> None:
    page, desk = room
    page.person.answers = IN_A_HOSTEL
    reasons = read(qtbot, page, SHELTER)
    fold(reasons).press.click()
    wait_for(qtbot, reasons, "No way in was found")
    assert CATCH22S["verified-rough-sleeper"].name in presses(reasons)
    page.person.answers = SLEEPS_ROUGH
    qtbot.waitUntil(lambda: reasons.ways is None, timeout=WAIT_MS)
    assert reasons.detail is not None
    assert reasons.detail.card.outcome != "says-no"
    assert desk.asked >= 1


def test_what_cannot_be_read_is_said_there_and_the_reasons_stay(qtbot: QtBot, room: Room) -> None:
    page, desk = room
    reasons = read(qtbot, page, HOSTEL_NURSES)
    desk.damaged = True
    fold(reasons).press.click()
    wait_for(qtbot, reasons, "The list of changes cannot be read.")
    assert page.places.isVisible()


def test_clearing_forgets_the_ways_in_at_once_and_what_is_still_on_its_way(qtbot: QtBot, room: Room) -> None:
    page, _desk = room
    reasons = read(qtbot, page, HOSTEL_NURSES)
    fold(reasons).press.click()
    page.forget()
    assert reasons.ways is None
    assert reasons.detail is None
    qtbot.waitUntil(lambda: page.shows(Answers()), timeout=WAIT_MS)
    assert not page.places.reading
