"""One question at a time: what a press says, what it leaves unsaid, and how it is spoken."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers, read_questions
from tests.check_window.asking import (
    BOROUGHS,
    FEELING,
    HOUSING,
    WORDS,
    ask,
    buttons,
    of,
    press,
    said,
    shown_whole,
    type_words,
    words_in,
)
from ui.check.question import AgeStep, AreaStep, Pick, Step, question_step, safety_step, with_yes
from ui.shell.fields import Field

Told = list[Answers]
Open = Callable[..., tuple[Step, Told]]
FEELINGS = [choice.value for choice in FEELING.choices]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    def make(facet: str, answers: Answers | None = None, **other: str) -> tuple[Step, Told]:
        told: Told = []
        step = question_step(ask(facet), answers or Answers(), WORDS, **other)
        step.answered.connect(told.append)
        shown_whole(qtbot, step)
        step.entry.setFocus()
        return step, told

    return make


def test_the_words_stand_in_their_order_and_the_note_before_them(opened: Open) -> None:
    step, _ = opened("housing", note="That is fine.")
    assert words_in(step).splitlines() == ["That is fine.", HOUSING.text, HOUSING.why, WORDS.choose_one]


def test_the_line_for_the_worker_is_behind_a_press(opened: Open) -> None:
    step, _ = opened("housing")
    step.tell_worker()
    assert HOUSING.worker in words_in(step)
    step.tell_worker()
    assert HOUSING.worker not in words_in(step)


def test_the_keyboard_begins_at_the_words_which_are_spoken_with_their_reason(opened: Open) -> None:
    step, _ = opened("housing")
    assert step.heading.hasFocus()
    interface = QAccessible.queryAccessibleInterface(step.heading)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == HOUSING.text
    assert interface.text(QAccessible.Text.Description) == HOUSING.why


def test_the_words_are_less_large_where_there_is_little_room(opened: Open, qtbot: QtBot) -> None:
    step, _ = opened("housing")
    large = step.heading.font().pointSizeF()
    step.resize(200, 700)
    qtbot.waitUntil(lambda: step.heading.font().pointSizeF() < large)
    step.resize(620, 700)
    qtbot.waitUntil(lambda: step.heading.font().pointSizeF() == large)


# One answer


def test_one_press_answers_and_there_is_no_next(opened: Open) -> None:
    step, told = opened("housing")
    assert not step.goes_on
    assert step.press_key("2")
    assert [of(each, "housing") for each in told] == [({"hostel"}, set())]


def test_another_press_takes_the_place_of_an_answer(opened: Open) -> None:
    step, told = opened("housing", Answers().with_values("housing", {"hostel"}))
    assert step.goes_on
    assert said(step) == {"On the street": None, "In a hostel": True, "At home": None}
    step.press_key("1")
    assert of(told[0], "housing") == ({"street"}, set())


def test_the_same_answer_can_be_kept(opened: Open) -> None:
    step, told = opened("housing", Answers().with_values("housing", {"hostel"}))
    step.go_on()
    assert of(told[0], "housing") == ({"hostel"}, set())


# Any that fit


def test_each_press_ticks_one_and_what_is_not_ticked_is_left(opened: Open, qtbot: QtBot) -> None:
    step, told = opened("family")
    step.go_on()
    assert told == []
    with qtbot.waitSignal(step.ready) as ready:
        step.press_key("1")
    assert ready.args == [True]
    step.press_key("2")
    step.press_key("2")
    step.go_on()
    assert of(told[0], "family") == ({"children"}, set())
    assert told[0].skipped == {"family"}


def test_none_of_them_says_no_to_all_and_goes_on(opened: Open) -> None:
    step, told = opened("family")
    QTest.mouseClick(buttons(step)["Just you"], Qt.MouseButton.LeftButton)
    assert of(told[0], "family") == (set(), {"children", "pet"})


def test_none_of_them_is_shown_to_who_comes_back(opened: Open) -> None:
    step, _ = opened("family", Answers().with_values("family", (), {"children", "pet"}))
    assert said(step) == {"Children with you": False, "A dog": False, "Just you": True}


def test_what_cannot_be_so_together_is_let_go_of(opened: Open) -> None:
    step, _ = opened("mental-health")
    for key in "123":
        step.press_key(key)
    assert said(step) == {"Low a lot": None, "Hearing voices": None, "All right": True}
    step.press_key("2")
    assert said(step) == {"Low a lot": None, "Hearing voices": True, "All right": None}


def test_a_no_said_before_is_shown_and_kept_until_it_is_a_yes(opened: Open) -> None:
    before = Answers().with_values("mental-health", {"low"}, {"voices"})
    step, told = opened("mental-health", before)
    assert said(step)["Hearing voices"] is False
    assert buttons(step)["Hearing voices"].accessibleDescription() == "You said no. Key 2."
    step.go_on()
    step.press_key("2")
    step.go_on()
    assert [of(each, "mental-health") for each in told] == [({"low"}, {"voices"}), ({"low", "voices"}, set())]


def test_values_that_are_not_offered_stay_as_they_were(qtbot: QtBot) -> None:
    whole = ask("family")
    step = question_step(
        replace(whole, choices=whole.choices[1:]), Answers().with_values("family", {"children"}), WORDS
    )
    shown_whole(qtbot, step)
    told: Told = []
    step.answered.connect(told.append)
    step.press_key("1")
    step.go_on()
    assert of(told[0], "family") == ({"children", "pet"}, set())


@given(presses=st.lists(st.sampled_from(FEELINGS), max_size=8))
def test_no_ticks_contradict_each_other(presses: list[str]) -> None:
    yes: frozenset[str] = frozenset()
    out = {choice.value: choice.rules_out for choice in FEELING.choices}
    for value in presses:
        yes = with_yes(FEELING, yes, value)
        assert value in yes
        assert not any(other in out[one] for one in yes for other in yes)


# Age


def test_digits_typed_anywhere_go_into_the_box_and_enter_takes_them(opened: Open) -> None:
    step, told = opened("age")
    assert isinstance(step, AgeStep)
    assert step.box.hasFocus()
    step.heading.setFocus()
    assert step.press_key("3")
    assert not step.press_key("x")
    type_words("4")
    press(Qt.Key.Key_Return)
    assert [each.age for each in told] == [34]


@pytest.mark.parametrize("typed", ["130", "old", "-1", "1 2"])
def test_a_wrong_age_is_told_in_a_sentence_and_stays(opened: Open, typed: str) -> None:
    step, told = opened("age")
    assert isinstance(step, AgeStep)
    type_words(typed)
    press(Qt.Key.Key_Enter)
    assert told == []
    assert "from 0 to 120" in words_in(step)
    assert (step.box.text(), step.box.hasFocus()) == (typed, True)
    press(Qt.Key.Key_Backspace)
    assert "from 0 to 120" not in words_in(step)


def test_no_age_is_told_too(opened: Open) -> None:
    step, told = opened("age")
    step.go_on()
    assert told == []
    assert "leave it out" in words_in(step)


def test_an_age_said_before_is_there(opened: Open) -> None:
    step, told = opened("age", Answers(age=0))
    step.go_on()
    assert told == [Answers(age=0)]


def test_the_box_is_named_by_the_question(opened: Open) -> None:
    step, _ = opened("age")
    interface = QAccessible.queryAccessibleInterface(step.entry)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == step.heading.text()


# Boroughs


def test_the_first_boroughs_are_there_and_the_others_are_typed_for(opened: Open) -> None:
    step, told = opened("area")
    assert isinstance(step, AreaStep)
    assert list(buttons(step)) == [*BOROUGHS[:10], "Somewhere else"]
    step.boroughs.box.setFocus()
    type_words("ham")
    assert list(buttons(step))[11:] == ["Hammersmith and Fulham", "Waltham Forest"]
    press(Qt.Key.Key_Return)
    assert step.boroughs.box.text() == ""
    assert said(step)["Hammersmith and Fulham"] is True
    step.press_key("1")
    press(Qt.Key.Key_Return)
    assert of(told[0], "area") == ({"Lambeth", "Hammersmith and Fulham"}, set())


def test_a_name_that_begins_with_the_letters_comes_before_one_that_only_has_them(opened: Open) -> None:
    step, _ = opened("area")
    assert isinstance(step, AreaStep)
    step.boroughs.box.setFocus()
    type_words("EN")
    press(Qt.Key.Key_Return)
    assert step.boroughs.yes == {"Enfield"}


def test_a_name_that_is_not_there_is_told_in_a_sentence_and_stays(opened: Open) -> None:
    step, told = opened("area")
    assert isinstance(step, AreaStep)
    step.boroughs.box.setFocus()
    type_words("paris")
    press(Qt.Key.Key_Return)
    assert (told, step.boroughs.box.text()) == ([], "paris")
    assert "no borough like that" in words_in(step)


def test_a_borough_can_be_let_go_of(opened: Open, qtbot: QtBot) -> None:
    step, _ = opened("area", Answers().with_values("area", {"Lambeth", "Enfield"}))
    assert said(step)["Enfield"] is True
    buttons(step)["Enfield"].click()
    assert "Enfield" not in buttons(step)
    with qtbot.waitSignal(step.ready) as ready:
        step.press_key("1")
    assert ready.args == [False]
    step.go_on()


def test_somewhere_else_says_no_to_all(opened: Open) -> None:
    step, told = opened("area")
    step.press_key("a")
    assert of(told[0], "area") == (set(), set(BOROUGHS))


def test_somewhere_else_is_shown_to_who_comes_back(opened: Open) -> None:
    step, _ = opened("area", Answers().with_values("area", (), BOROUGHS))
    assert [label for label, one in said(step).items() if one] == ["Somewhere else"]


# Boxes keep nothing


@pytest.fixture
def box(qtbot: QtBot) -> Field:
    made = Field()
    shown_whole(qtbot, made)
    made.setFocus()
    return made


def test_an_emptied_box_brings_nothing_back(box: Field) -> None:
    type_words("canary")
    press(Qt.Key.Key_Escape)
    box.undo()
    assert (box.text(), box.isUndoAvailable(), box.isRedoAvailable()) == ("", False, False)


def test_nothing_typed_reaches_the_clipboard(box: Field) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    type_words("canary")
    box.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_X):
        press(key, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseDClick(box, Qt.MouseButton.LeftButton)
    assert (box.selectedText(), clipboard.text()) == ("", "before")
    assert clipboard.text(clipboard.Mode.Selection) != "canary"


def test_input_methods_learn_nothing_and_there_is_no_menu(box: Field) -> None:
    assert box.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    assert box.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu


# Safety, and the questions that ship


def test_safety_has_two_answers(qtbot: QtBot) -> None:
    step: Pick = safety_step(WORDS.safety)
    shown_whole(qtbot, step)
    assert list(buttons(step)) == [WORDS.safety.yes, WORDS.safety.no]
    with qtbot.waitSignal(step.picked) as picked:
        step.press_key("2")
    assert picked.args == [1]
    step.forget()


@pytest.mark.parametrize("facet", [each.facet for each in read_questions().questions if each.choices])
def test_every_choice_that_ships_has_a_key_and_fits(qtbot: QtBot, facet: str) -> None:
    words = read_questions()
    asked = replace(ask("housing"), question=words.question(facet), choices=words.question(facet).choices)
    step = question_step(asked, Answers(), words)
    shown_whole(qtbot, step, (420, 1400))
    for button in buttons(step).values():
        assert button.key
        assert button.geometry().right() <= step.width()
        assert button.height() >= button.heightForWidth(button.width())


def test_tab_goes_through_the_choices(opened: Open) -> None:
    step, _ = opened("housing")
    reached: list[QWidget | None] = []
    for _ in range(4):
        press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached[1:] == list(buttons(step).values())
