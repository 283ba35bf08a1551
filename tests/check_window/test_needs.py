"""What would help most: one press goes on, and somebody who comes back can choose another too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from tests.check_window.asking import WORDS, buttons, press, said, shown_whole, words_in
from ui.check.needs import NeedsStep
from ui.shell.choice import Choices, Tiles

HOME, FOOD = (need.label for need in WORDS.needs)


def step(qtbot: QtBot, answers: Answers, told: list[Answers]) -> NeedsStep:
    made = NeedsStep(answers, WORDS)
    shown_whole(qtbot, made)
    made.answered.connect(told.append)
    return made


def test_one_press_chooses_and_goes_on(qtbot: QtBot) -> None:
    told: list[Answers] = []
    made = step(qtbot, Answers(age=20), told)
    QTest.mouseClick(buttons(made)[FOOD], Qt.MouseButton.LeftButton)
    assert told == [Answers(age=20, needs=("food",))]
    assert not made.goes_on


def test_so_does_its_key(qtbot: QtBot) -> None:
    told: list[Answers] = []
    made = step(qtbot, Answers(), told)
    assert made.press_key("1")
    assert not made.press_key("3")
    assert [each.needs for each in told] == [("homelessness", "housing")]


def test_who_comes_back_sees_what_was_chosen_and_adds_to_it(qtbot: QtBot) -> None:
    told: list[Answers] = []
    made = step(qtbot, Answers(needs=("food",)), told)
    assert said(made) == {HOME: None, FOOD: True}
    assert made.goes_on
    made.press_key("1")
    assert told == []
    made.go_on()
    assert told == [Answers(needs=("homelessness", "housing", "food"))]


def test_what_was_chosen_can_be_let_go_of(qtbot: QtBot) -> None:
    told: list[Answers] = []
    made = step(qtbot, Answers(needs=("food",)), told)
    with qtbot.waitSignal(made.ready) as ready:
        made.press_key("2")
    assert ready.args == [False]
    made.go_on()
    assert told == []


def test_it_says_that_anything_can_be_left_out(qtbot: QtBot) -> None:
    assert WORDS.leave_out in words_in(step(qtbot, Answers(), []))


# The big buttons


def test_labels_are_shown_and_spoken_as_they_are(qtbot: QtBot) -> None:
    made = step(qtbot, Answers(), [])
    interface = QAccessible.queryAccessibleInterface(buttons(made)["Food & money"])
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Food & money"
    assert interface.text(QAccessible.Text.Description) == "Key 2."
    assert interface.role() == QAccessible.Role.Button


def test_a_tick_is_spoken(qtbot: QtBot) -> None:
    made = step(qtbot, Answers(needs=("food",)), [])
    interface = QAccessible.queryAccessibleInterface(buttons(made)[FOOD])
    assert interface is not None
    assert interface.state().checked
    assert interface.state().checkable


def test_enter_and_space_press_the_one_with_the_keyboard(qtbot: QtBot) -> None:
    told: list[int] = []
    choices = Choices(["One", "Two"])
    choices.pressed.connect(told.append)
    shown_whole(qtbot, choices)
    choices.buttons[1].setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter):
        press(key)
    assert told == [1, 1, 1]


def test_a_double_click_is_one_press(qtbot: QtBot) -> None:
    told: list[int] = []
    choices = Choices(["One", "Two"])
    choices.pressed.connect(told.append)
    shown_whole(qtbot, choices)
    middle = choices.buttons[0].rect().center()
    QTest.mouseClick(choices.buttons[0], Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(choices.buttons[0], Qt.MouseButton.LeftButton, pos=middle)
    assert told == [0]


@pytest.mark.parametrize(("count", "width", "columns"), [(7, 900, 1), (8, 900, 2), (8, 300, 1), (19, 1600, 3)])
def test_many_choices_stand_in_columns_where_there_is_room(qtbot: QtBot, count: int, width: int, columns: int) -> None:
    choices = Choices([f"Choice {number}" for number in range(count)])
    shown_whole(qtbot, choices, (width, 1000))
    assert len({button.x() for button in choices.buttons}) == columns
    assert choices.buttons[-1].geometry().right() <= choices.width()


def test_long_words_wrap_and_are_never_cut(qtbot: QtBot) -> None:
    words = "Somewhere to sleep or live, tonight or for longer, alone or with those who are with you"
    choices = Choices([words])
    shown_whole(qtbot, choices, (260, 400))
    (button,) = choices.buttons
    room = button.fontMetrics().boundingRect(button._words(button.width()), int(Qt.TextFlag.TextWordWrap), words)
    assert room.height() <= button.height()
    assert button.heightForWidth(200) > button.heightForWidth(800)


def test_the_columns_are_a_layout_like_others(qtbot: QtBot) -> None:
    choices = Choices(["One", "Two"])
    shown_whole(qtbot, choices)
    tiles = choices.layout()
    assert isinstance(tiles, Tiles)
    assert (tiles.count(), tiles.itemAt(2)) == (2, None)
    item = tiles.takeAt(0)
    assert item is not None
    assert item.widget() is choices.buttons[0]
    assert (tiles.count(), tiles.takeAt(5)) == (1, None)


def test_there_is_a_key_for_each_of_many(qtbot: QtBot) -> None:
    choices = Choices([str(number) for number in range(40)])
    qtbot.addWidget(choices)
    keys = [button.key for button in choices.buttons]
    assert keys[:12] == [*"1234567890ab"]
    assert keys[36:] == [""] * 4
