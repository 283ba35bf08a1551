"""The boxes one types in: what they emit, and on which key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Place, Point
from navigator.find import Filters
from ui.find.box import SearchBox
from ui.find.nearby import Nearby

BRIXTON = Place("Brixton", "neighbourhood", Point(51.46, -0.11), (("Lambeth", 1.0),), 0)


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    made = SearchBox()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def nearby(qtbot: QtBot) -> Nearby:
    made = Nearby()
    qtbot.addWidget(made)
    return made


def shown(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_down_and_enter_lead_to_the_results(box: SearchBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.down):
        QTest.keyClick(box, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(box.entered):
            QTest.keyClick(box, key)


def test_escape_clears_and_is_silent_when_there_is_nothing_to_clear(box: SearchBox, qtbot: QtBot) -> None:
    box.setText("detox")
    with qtbot.waitSignal(box.textChanged, check_params_cb=lambda text: text == ""):
        QTest.keyClick(box, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(box.textChanged), qtbot.assertNotEmitted(box.entered):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def test_the_box_says_what_can_be_typed_and_its_clear_button_has_a_name(box: SearchBox) -> None:
    assert box.placeholderText()
    button = box.findChild(QToolButton)
    assert button is not None
    spoken = QAccessible.queryAccessibleInterface(button)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name) == "Clear"


def test_the_box_is_bigger_than_other_text_in_every_size_of_text(box: SearchBox, nearby: Nearby) -> None:
    assert box.font().pointSizeF() > nearby.place.font().pointSizeF()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_tells_the_place_at_once_and_once(nearby: Nearby, qtbot: QtBot, key: Qt.Key) -> None:
    told: list[str] = []
    nearby.place_typed.connect(told.append)
    QTest.keyClicks(nearby.place, " se58az")
    QTest.keyClick(nearby.place, key)
    assert told == ["se58az"]
    qtbot.wait(500)
    assert told == ["se58az"]


def test_a_place_is_told_when_typing_rests(nearby: Nearby, qtbot: QtBot) -> None:
    with qtbot.waitSignal(nearby.place_typed, check_params_cb=lambda text: text == "Camberwell"):
        QTest.keyClicks(nearby.place, "Camberwell")


def test_escape_lets_go_of_the_place_at_once(nearby: Nearby) -> None:
    told: list[str] = []
    nearby.show_filters(Filters(near=BRIXTON))
    nearby.place_typed.connect(told.append)
    QTest.keyClick(nearby.place, Qt.Key.Key_Escape)
    assert told == [""]
    QTest.keyClick(nearby.place, Qt.Key.Key_Escape)
    assert told == [""]


def test_the_distance_is_chosen_with_the_keyboard(nearby: Nearby, qtbot: QtBot) -> None:
    assert nearby.miles.currentData() == Filters().miles
    with qtbot.waitSignal(nearby.miles_chosen, check_params_cb=lambda miles: miles == 3.0):
        QTest.keyClick(nearby.miles, Qt.Key.Key_Down)


def test_what_was_chosen_elsewhere_is_shown_and_not_told(nearby: Nearby, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(nearby.place_typed, wait=500), qtbot.assertNotEmitted(nearby.miles_chosen):
        nearby.show_filters(Filters(near=BRIXTON, miles=5.0))
    assert nearby.place.text() == "Brixton"
    assert nearby.miles.currentData() == 5.0
    nearby.say("Near Brixton.", ok=True)
    nearby.show_filters(Filters())
    assert nearby.place.text() == ""
    assert "Near Brixton." not in shown(nearby)
    assert nearby.miles.currentData() == Filters().miles


def test_what_is_being_typed_is_left_alone(nearby: Nearby, qtbot: QtBot) -> None:
    nearby.show()
    nearby.activateWindow()
    nearby.show_filters(Filters(near=BRIXTON))
    nearby.place.setFocus()
    qtbot.waitUntil(nearby.place.hasFocus)
    QTest.keyClick(nearby.place, Qt.Key.Key_Escape)
    QTest.keyClicks(nearby.place, "SE5")
    nearby.show_filters(Filters())
    assert nearby.place.text() == "SE5"


def test_a_place_that_is_not_known_stays_in_the_box(nearby: Nearby) -> None:
    nearby.place.setText("Kamberwel")
    nearby.show_filters(Filters())
    assert nearby.place.text() == "Kamberwel"


def test_what_was_not_understood_is_marked_in_more_than_colour(nearby: Nearby) -> None:
    nearby.say("Near Camberwell.", ok=True)
    assert "Near Camberwell." in shown(nearby)
    nearby.say("No place is called <b>Kamberwel</b>.", ok=False)
    (sentence,) = [text for text in shown(nearby) if "Kamberwel" in text]
    assert sentence.startswith("\N{WARNING SIGN}")
    assert sentence.endswith("No place is called <b>Kamberwel</b>.")
    assert nearby.place.accessibleDescription() == "No place is called <b>Kamberwel</b>."
    nearby.say("", ok=True)
    assert not any("Kamberwel" in text for text in shown(nearby))
