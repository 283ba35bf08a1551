"""The chosen filters as small buttons: one press lets go of one, by mouse and by keyboard."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from navigator.find.menu import Chip
from ui.find.chips import Chips

LAMBETH = Chip("area", "lambeth", "Lambeth")
ALCOHOL = Chip("need", "alcohol", "Alcohol")
DRUGS = Chip("need", "drugs", "Drug use")
CHIPS = (ALCOHOL, DRUGS, LAMBETH)


@pytest.fixture
def chips(qtbot: QtBot) -> Chips:
    """Shown on their own, and answering each removal as the page does."""
    made = Chips()
    qtbot.addWidget(made)
    made.resize(400, 200)
    return made


def answer(chips: Chips) -> list[tuple[str, str]]:
    """Answer each removal with the chips that are left; gives what was asked for."""
    asked: list[tuple[str, str]] = []

    def remove(name: str, code: str) -> None:
        asked.append((name, code))
        chips.show_chips(tuple(chip for chip in chips._chips if (chip.filter, chip.code) != (name, code)))

    chips.removed.connect(remove)
    return asked


def buttons(chips: Chips) -> list[QPushButton]:
    return [button for button in chips._shown() if button.isVisibleTo(chips)]


def names(chips: Chips) -> list[str]:
    spoken = filter(None, map(QAccessible.queryAccessibleInterface, buttons(chips)))
    return [interface.text(QAccessible.Text.Name) for interface in spoken]


def focus(chips: Chips, number: int, qtbot: QtBot) -> None:
    chips.activateWindow()
    buttons(chips)[number].setFocus()
    qtbot.waitUntil(buttons(chips)[number].hasFocus)


def test_there_is_nothing_to_see_until_something_is_chosen(chips: Chips) -> None:
    assert chips.isHidden()
    chips.show_chips((LAMBETH,))
    assert not chips.isHidden()
    assert names(chips) == ["Remove Lambeth"]
    chips.show_chips(())
    assert chips.isHidden()


def test_everything_can_be_cleared_once_there_are_two(chips: Chips, qtbot: QtBot) -> None:
    chips.show_chips((ALCOHOL, LAMBETH))
    assert names(chips) == ["Remove Alcohol", "Remove Lambeth", "Clear all filters"]
    with qtbot.waitSignal(chips.cleared):
        buttons(chips)[-1].click()


def test_one_press_lets_go_of_one(chips: Chips) -> None:
    chips.show_chips(CHIPS)
    asked = answer(chips)
    QTest.mouseClick(buttons(chips)[1], Qt.MouseButton.LeftButton)
    assert asked == [("need", "drugs")]


def test_a_second_press_before_the_answer_asks_nothing_more(chips: Chips) -> None:
    chips.show_chips(CHIPS)
    asked: list[str] = []
    chips.removed.connect(lambda _name, code: asked.append(code))
    for _ in range(2):
        buttons(chips)[0].click()
    assert asked == ["alcohol"]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter]
)
def test_the_keyboard_stays_on_the_next_chip(chips: Chips, qtbot: QtBot, key: Qt.Key) -> None:
    chips.show_chips(CHIPS)
    chips.show()
    asked = answer(chips)
    focus(chips, 1, qtbot)
    QTest.keyClick(QApplication.focusWidget() or chips, key)
    assert asked == [("need", "drugs")]
    assert buttons(chips)[1].hasFocus()
    assert names(chips)[1] == "Remove Lambeth"
    QTest.keyClick(QApplication.focusWidget() or chips, key)
    assert asked[1:] == [("area", "lambeth")]
    assert buttons(chips)[0].hasFocus()


def test_the_last_one_says_that_the_keyboard_has_nowhere_to_be(chips: Chips, qtbot: QtBot) -> None:
    chips.show_chips((LAMBETH,))
    chips.show()
    answer(chips)
    focus(chips, 0, qtbot)
    with qtbot.waitSignal(chips.left):
        QTest.keyClick(buttons(chips)[0], Qt.Key.Key_Delete)


def test_delete_on_clear_all_does_nothing(chips: Chips, qtbot: QtBot) -> None:
    chips.show_chips(CHIPS)
    chips.show()
    focus(chips, 3, qtbot)
    with qtbot.assertNotEmitted(chips.cleared), qtbot.assertNotEmitted(chips.removed):
        QTest.keyClick(buttons(chips)[3], Qt.Key.Key_Delete)


def test_buttons_are_used_again(chips: Chips) -> None:
    chips.show_chips(CHIPS)
    before = set(chips.findChildren(QWidget))
    chips.show_chips((LAMBETH,))
    chips.show_chips((DRUGS, LAMBETH))
    assert set(chips.findChildren(QWidget)) == before
    assert names(chips)[0] == "Remove Drug use"


def test_words_are_shown_as_they_are(chips: Chips) -> None:
    chips.show_chips((Chip("type", "x", "<b>Drink & drugs"),))
    (button,) = buttons(chips)
    assert button.accessibleName() == "Remove <b>Drink & drugs"
    assert button.shortcut().isEmpty()
    assert "&lt;b&gt;Drink &amp; drugs" in button.toolTip()


@given(
    labels=st.lists(st.text(st.characters(categories=["L", "Zs"]), max_size=60), max_size=12),
    width=st.integers(60, 900),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_chips_never_overlap_and_never_leave_the_row(chips: Chips, labels: list[str], width: int) -> None:
    chips.show_chips(tuple(Chip("need", str(number), label) for number, label in enumerate(labels)))
    high = chips.heightForWidth(width)
    chips.resize(width, high)
    layout = chips.layout()
    assert layout is not None
    layout.activate()
    places = [button.geometry() for button in buttons(chips)]
    assert len(places) == len(labels) + (len(labels) > 1)
    assert all(place.left() >= 0 and place.right() < width for place in places)
    assert not any(one.intersects(other) for number, one in enumerate(places) for other in places[:number])
    assert high == max((place.bottom() + 1 for place in places), default=0)
