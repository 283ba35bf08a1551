"""The ways into a service that says no, as parts of a page: the steps in order, and what stands there without any."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from navigator.pathways import Catch22, WaysIn
from tests.pathways_window.samples import CATCH22S, read_on
from tests.pathways_window.ways import LOOP, WALL, route, step, ways
from ui.pathways.ways_in import WaysInPage
from ui.shell.copying import Copy
from ui.shell.folding import Folding
from ui.shell.parts import Link, Toned, stack

NO_ROUTE = "No way in was found"
BLOCK = "These rules block one another"

Show = Callable[..., QWidget]


@pytest.fixture
def opened() -> list[str]:
    """The ids of the services whose links were pressed."""
    return []


@pytest.fixture
def show(qtbot: QtBot, opened: list[str]) -> Show:
    """Shows the ways in on a page of their own."""
    pages: list[QWidget] = []

    def shown(found: WaysIn, catch_22s: Sequence[Catch22] = ()) -> QWidget:
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        stack(page, QVBoxLayout(page), WaysInPage(lambda _text: None, opened.append).blocks(found, catch_22s))
        page.resize(560, 900)
        page.show()
        qtbot.waitExposed(page)
        return page

    return shown


@pytest.fixture(autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def lines(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def folds(page: QWidget) -> list[Folding]:
    return page.findChildren(Folding)


def test_a_route_says_where_to_go_what_that_changes_and_how_sure_it_is(show: Show, opened: list[str]) -> None:
    page = show(ways(route(step(), step("Harbour Team", sure="maybe", phone=None))))
    told = lines(page)
    assert told[0] == "Way in 1: this may work"
    for words in (
        "Usually: they are registered with a GP there.",
        "They can turn up. Ask to be registered.",
        "020 7946 0003",
        "From: BMA: patient registration (27 January 2022).",
    ):
        assert words in told
    assert told[-2:] == ["3. Then Night Stop", "They can refer themselves."]
    links = page.findChildren(Link)
    assert [one.text() for one in links] == ["1. Mill Practice, The Mill", "2. Harbour Team, The Mill"]
    links[1].click()
    assert opened == ["harbour-team"]
    assert len(page.findChildren(Copy)) == 1


def test_what_nobody_read_in_a_source_says_so(show: Show) -> None:
    page = show(ways(route(step(source="Our reasoning.", caution="Check before relying on this."))))
    assert [one.text() for one in page.findChildren(Toned)] == ["Check before relying on this."]
    assert "Our reasoning." in lines(page)


def test_other_routes_are_behind_a_press_that_names_their_services(show: Show) -> None:
    page = show(ways(route(), route(step("Ash", sure="maybe"), step("Elm")), route(step("Oak"))))
    assert [fold.press.text() for fold in folds(page)] == [
        "Way in 2: this may work (Ash, then Elm)",
        "Way in 3: this usually works (Oak)",
    ]
    assert "Ash" not in read_on(page)
    folds(page)[0].press.click()
    assert "1. Ash, The Mill" in read_on(page)
    assert "2. Elm, The Mill" in read_on(page)


@pytest.mark.parametrize(("title", "why"), [(BLOCK, LOOP), (NO_ROUTE, WALL)])
def test_without_a_route_it_says_which_rules_stand_in_the_way(show: Show, title: str, why: tuple[str, ...]) -> None:
    told = lines(show(ways(loop=why) if why is LOOP else ways(wall=why)))
    assert told[: 1 + len(why)] == [title, *why]
    assert "not about the person" in told[-1]


def test_a_service_that_says_no_no_more_needs_no_way_round(show: Show) -> None:
    assert lines(show(ways(blocked_by=()))) == ["Their rules do not say no, so no way round is needed."]


def test_catch_22s_are_named_and_say_how_to_break_them_once_pressed(show: Show) -> None:
    some = [CATCH22S["verified-rough-sleeper"], CATCH22S["mh-wants-less-substance-first"]]
    page = show(ways(wall=WALL), some)
    assert [fold.press.text() for fold in folds(page)] == [one.name for one in some]
    for fold, one in zip(folds(page), some, strict=True):
        assert one.how_to_break_it not in read_on(page)
        fold.press.click()
        told = read_on(page)
        assert one.how_to_break_it in told
        assert all(part in told for part in one.loop)
        assert one.caution in told
        assert all(source.title in told for source in one.sources)


def test_nothing_is_taken_for_markup_and_all_can_be_pressed_by_keyboard(show: Show) -> None:
    page = show(ways(route(step("<b>Mill</b> & Co")), route(step("Elm"))))
    assert "1. <b>Mill</b> & Co, The Mill" in [one.accessibleName() for one in page.findChildren(Link)]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    for one in page.findChildren(QAbstractButton):
        assert one.accessibleName() or one.text()
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
