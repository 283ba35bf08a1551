"""Stars in Check: on every place and its reasons, for one stop of the Tab key, and gone with what was shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.refer.shortlist import Stop
from tests.check_window.asking import shown_whole
from tests.check_window.samples import card, detail
from tests.check_window.test_places import FULL, NAMES, on, press, side, texts
from ui.check.page import CheckPage
from ui.check.place_row import PlaceRow
from ui.check.places_side import PlacesSide
from ui.find.desk import Desk
from ui.shell.star import HELD, Star
from ui.shell.starred import Starred
from ui.shell.tabbing import tab_stops
from ui.shell.word_row import Looks
from ui.shell.work import Work

__all__ = ["side"]


@pytest.fixture
def starred(qapp: QApplication) -> Starred:
    return Starred(qapp)


@pytest.fixture
def places(side: PlacesSide, starred: Starred) -> PlacesSide:
    side.follow_stars(starred)
    side.show_view(FULL, answered=True)
    QApplication.processEvents()
    return side


def star(places: PlacesSide, row: int) -> Star:
    made = places.places.rows[row].star
    assert made is not None
    return made


def test_every_place_has_its_star(places: PlacesSide, starred: Starred) -> None:
    QTest.mouseClick(star(places, 1), Qt.MouseButton.LeftButton)
    assert starred.ids == ("spires",)
    assert not places.reading
    assert [star(places, row).isChecked() for row in range(3)] == [False, True, False]
    starred.clear()
    assert not star(places, 1).isChecked()


def test_a_star_stands_beside_the_words_at_any_width(qtbot: QtBot, starred: Starred) -> None:
    row = PlaceRow(Looks(QApplication.font()))
    qtbot.addWidget(row)
    row.follow_stars(starred)
    row.show_card(card())
    row.show()
    assert row.star is not None
    for width in (200, 560, 1200):
        row.resize(width, row.heightForWidth(width))
        QApplication.processEvents()
        place = row.star.geometry()
        assert row.rect().contains(place)
        words = [one.layout.boundingRect().translated(at).right() for one, at, _ in row._at(width).words]
        assert max(words) <= place.left()


def test_a_row_says_that_it_has_a_star(places: PlacesSide, starred: Starred) -> None:
    spoken = QAccessible.queryAccessibleInterface(places.places.rows[0])
    assert HELD not in spoken.text(QAccessible.Text.Description)
    starred.toggle("ace-of-clubs", "Ace of Clubs")
    assert spoken.text(QAccessible.Text.Description).startswith(f"{HELD}. ")


def test_tab_comes_to_one_row_and_its_star_and_arrows_go_on_from_there(places: PlacesSide, starred: Starred) -> None:
    places.enter()
    stops = [one for one in tab_stops(places) if isinstance(one, PlaceRow | Star)]
    assert stops == [places.places.rows[0], star(places, 0)]
    star(places, 0).setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Space)
    assert starred.ids == ("ace-of-clubs",)
    press(Qt.Key.Key_Down)
    assert on(places) == "Spires"
    stops = [one for one in tab_stops(places) if isinstance(one, PlaceRow | Star)]
    assert stops == [places.places.rows[1], star(places, 1)]
    QTest.mouseClick(star(places, 2), Qt.MouseButton.LeftButton)
    stops = [one for one in tab_stops(places) if isinstance(one, PlaceRow | Star)]
    assert stops == [places.places.rows[2], star(places, 2)]


def test_what_has_the_keyboard_or_is_read_can_be_starred(places: PlacesSide) -> None:
    assert places.in_hand is None
    places.enter()
    assert places.in_hand == ("ace-of-clubs", "Ace of Clubs")
    star(places, 0).setFocus(Qt.FocusReason.TabFocusReason)
    assert places.in_hand == ("ace-of-clubs", "Ace of Clubs")
    places.places.rows[2].click()
    places.show_detail(detail(card(NAMES[2])))
    assert places.in_hand == ("manna-centre", "Manna Centre")


def test_the_reasons_have_a_star_too(places: PlacesSide) -> None:
    places.places.rows[1].click()
    places.show_detail(detail(card("Spires")))
    pressed = places.reasons.star
    assert pressed is not None
    assert pressed.accessibleName() == "Shortlist: Spires"
    pressed.click()
    assert star(places, 1).isChecked()


def test_nothing_is_kept_of_what_was_shown(places: PlacesSide) -> None:
    places.places.rows[1].click()
    places.show_detail(detail(card("Spires")))
    places.clear()
    assert not [text for text in texts(places) if "Spires" in text or "Ace of" in text]


def test_the_key_stars_the_place_in_hand(qtbot: QtBot, starred: Starred) -> None:
    work = Work[Desk](lambda: pytest.fail("nothing is asked"))
    page = CheckPage(work)
    shown_whole(qtbot, page)
    page.resize(1280, 800)
    page.places.show_view(FULL, answered=True)
    page.places.enter()
    assert not page.star(), "there is no shortlist yet"
    page.follow_stars(starred)
    assert page.star()
    assert starred.shortlist.stops == (Stop("ace-of-clubs", "Ace of Clubs"),)
    page.setFocus()
    assert not page.star(), "no place is in hand"
    work.close()


def test_no_shortlist_means_no_stars(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    assert not side.findChildren(Star)
    assert side.reasons.star is None
