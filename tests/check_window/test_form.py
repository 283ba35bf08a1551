"""The form: every choice in three states, applied at once; what is private is behind a press and a question."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from tests.check_window.asking import (
    BOROUGHS,
    FAMILY,
    WORDS,
    buttons,
    of,
    press,
    said,
    shown_whole,
    type_words,
    words_in,
)
from ui.check.form import AgePart, Form
from ui.check.say_row import SayRow
from ui.shell.text import Reading

Page = tuple[Form, list[Answers]]
Open = Callable[..., Page]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    """The form on a page that scrolls; every edit comes back to it, as the room does it."""

    kept: list[QWidget] = []

    def make(answers: Answers | None = None, *, safe: bool | None = None, width: int = 620) -> Page:
        told: list[Answers] = []
        form = Form(WORDS, BOROUGHS, answers or Answers(), safe=safe)
        form.edited.connect(told.append)
        form.edited.connect(form.show_answers)
        page = Reading()
        page.show_content(form, "All questions")
        shown_whole(qtbot, page, (width, 760))
        qtbot.waitUntil(lambda: "Just you" in names(form))
        kept.append(page)
        return form, told

    return make


def names(form: QWidget) -> set[str]:
    return {one.text() for one in form.findChildren(QAbstractButton) if one.isVisibleTo(form)}


def rows(form: Form) -> dict[str, SayRow]:
    return {one.label: one for one in form.findChildren(SayRow) if one.isVisibleTo(form)}


def button(form: Form, begins: str, ends: str = "") -> QAbstractButton:
    seen = [one for one in form.findChildren(QAbstractButton) if one.isVisibleTo(form)]
    (found,) = (one for one in seen if one.text() == begins and one.accessibleName().endswith(ends))
    return found


def age_part(form: Form) -> AgePart:
    (found,) = form.findChildren(AgePart)
    return found


def test_every_question_is_there_but_the_private_ones(opened: Open) -> None:
    form, _ = opened()
    shown = words_in(form)
    assert [each.facet for each in WORDS.questions if each.text in shown] == [
        each.facet for each in WORDS.questions if not each.sensitive
    ]
    assert "Out of prison" not in rows(form)


def test_what_was_said_is_shown(opened: Open) -> None:
    before = (
        Answers(age=34, needs=("food",))
        .with_values("mental-health", {"low"}, {"voices"})
        .with_values("area", {"Enfield"})
        .decline("family")
    )
    form, _ = opened(before)
    assert {label: row.said for label, row in rows(form).items() if row.said is not None} == {
        "Low a lot": True,
        "Hearing voices": False,
    }
    assert [label for label, one in said(form).items() if one] == ["Food & money", "Enfield"]
    assert age_part(form).box.age == 34
    assert button(form, "Rather not say", FAMILY.text).isChecked()


# Three states


def test_arrows_go_through_the_states_and_stop_at_the_ends(opened: Open) -> None:
    form, told = opened()
    row = rows(form)["A dog"]
    row.setFocus()
    states = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        press(key)
        states.append(row.said)
    assert states == [None, False, True, True, False]
    assert [of(each, "family") for each in told] == [
        (set(), {"pet"}),
        ({"pet"}, set()),
        (set(), {"pet"}),
    ]


@pytest.mark.parametrize(
    ("key", "is_said"),
    [(Qt.Key.Key_Y, True), (Qt.Key.Key_N, False), (Qt.Key.Key_Space, True), (Qt.Key.Key_Enter, True)],
)
def test_so_do_letters_and_space(opened: Open, key: Qt.Key, is_said: bool) -> None:  # noqa: FBT001
    form, _ = opened()
    row = rows(form)["A dog"]
    row.setFocus()
    press(key)
    assert row.said is is_said
    press(Qt.Key.Key_Delete)
    assert row.said is None


@pytest.mark.parametrize("width", [620, 260])
def test_a_press_on_a_state_says_it(opened: Open, width: int) -> None:
    form, _ = opened(width=width)
    row = rows(form)["A dog"]
    for number, is_said in enumerate((True, False, None)):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row._segments()[number].center())
        assert row.said is is_said
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert row.said is None


def test_a_row_is_spoken_with_its_state(opened: Open) -> None:
    form, _ = opened()
    row = rows(form)["A dog"]
    interface = QAccessible.queryAccessibleInterface(row)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "A dog: Not said"
    row.setFocus()
    press(Qt.Key.Key_Y)
    assert interface.text(QAccessible.Text.Name) == "A dog: Yes"


def test_a_row_wraps_where_there_is_little_room(opened: Open) -> None:
    form, _ = opened(width=260)
    for row in rows(form).values():
        assert row.geometry().right() <= form.width()
        assert row.height() >= row.heightForWidth(row.width()) > row.heightForWidth(600)


def test_a_yes_takes_the_place_of_one_that_rules_it_out(opened: Open) -> None:
    form, told = opened(Answers().with_values("housing", {"hostel"}))
    rows(form)["At home"].setFocus()
    press(Qt.Key.Key_Y)
    assert of(told[-1], "housing") == ({"home"}, set())
    assert rows(form)["In a hostel"].said is None


def test_what_is_taken_back_is_as_if_never_asked(opened: Open) -> None:
    form, told = opened()
    rows(form)["A dog"].setFocus()
    press(Qt.Key.Key_Y)
    press(Qt.Key.Key_Delete)
    assert told[0].skipped == {"family"}
    assert told[1] == Answers()


def test_none_of_them_says_no_to_all(opened: Open) -> None:
    form, told = opened()
    button(form, "Just you").click()
    assert of(told[-1], "family") == (set(), {"children", "pet"})


def test_rather_not_say_can_be_taken_back(opened: Open) -> None:
    form, told = opened(Answers().with_values("family", {"pet"}))
    decline = button(form, "Rather not say", FAMILY.text)
    decline.click()
    assert told[-1] == Answers().decline("family")
    assert rows(form)["A dog"].said is None
    decline.click()
    assert told[-1] == Answers()


# What is typed


def test_an_age_is_taken_while_it_is_typed(opened: Open) -> None:
    form, told = opened()
    age_part(form).box.setFocus()
    type_words("345")
    assert [each.age for each in told] == [3, 34, None]
    press(Qt.Key.Key_Return)
    assert "from 0 to 120" in words_in(form)
    press(Qt.Key.Key_Backspace)
    assert told[-1].age == 34
    assert "from 0 to 120" not in words_in(form)


def test_an_age_said_elsewhere_comes_in_unless_somebody_types(opened: Open) -> None:
    form, _ = opened()
    form.show_answers(Answers(age=20))
    assert age_part(form).box.text() == "20"
    age_part(form).box.setFocus()
    form.show_answers(Answers(age=30))
    assert age_part(form).box.text() == "20"


def test_boroughs_are_chosen_and_typed_for(opened: Open) -> None:
    form, told = opened()
    buttons(form)["Lambeth"].click()
    button(form, "", "Somewhere else").click()
    assert [of(each, "area") for each in told] == [({"Lambeth"}, set()), (set(), set(BOROUGHS))]


def test_needs_are_chosen_and_let_go_of(opened: Open) -> None:
    form, told = opened()
    for label in ("Food & money", "Somewhere to live", "Food & money"):
        buttons(form)[label].click()
    assert [each.needs for each in told] == [
        ("food",),
        ("food", "homelessness", "housing"),
        ("homelessness", "housing"),
    ]


# What is private


def private(form: Form) -> None:
    form.private.setFocus()
    press(Qt.Key.Key_Space)


def test_whether_it_is_safe_comes_before_what_is_private(opened: Open, qtbot: QtBot) -> None:
    form, _ = opened()
    private(form)
    assert WORDS.safety.why in words_in(form)
    assert buttons(form)[WORDS.safety.yes].hasFocus()
    with qtbot.waitSignal(form.safe_said) as safe:
        press(Qt.Key.Key_Return)
    assert safe.args == [True]
    assert "Out of prison" in rows(form)
    assert WORDS.safety.why not in words_in(form)
    focus = QApplication.focusWidget()
    assert isinstance(focus, SayRow)
    assert focus.label == "Out of prison"


def test_not_here_leaves_it_closed_and_it_can_be_asked_again(opened: Open, qtbot: QtBot) -> None:
    form, _ = opened()
    private(form)
    with qtbot.waitSignal(form.safe_said) as safe:
        buttons(form)[WORDS.safety.no].click()
    assert safe.args == [False]
    assert "Out of prison" not in rows(form)
    assert WORDS.not_here in words_in(form)
    assert form.private.hasFocus()
    private(form)
    assert WORDS.not_here not in words_in(form)
    assert buttons(form)[WORDS.safety.yes].isVisibleTo(form)


def test_where_it_is_known_to_be_safe_one_press_opens(opened: Open) -> None:
    form, told = opened(Answers().with_values("criminal-justice", {"leaver"}), safe=True)
    private(form)
    assert rows(form)["Out of prison"].said is True
    press(Qt.Key.Key_Delete)
    assert told == [Answers()]


# Whatever is pressed

STATES = st.sampled_from((Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right))
LABELS = ("On the street", "In a hostel", "At home", "Low a lot", "Hearing voices", "All right", "A dog")
STEPS = st.lists(st.tuples(st.sampled_from(LABELS), STATES) | st.just((FAMILY.text, Qt.Key.Key_Space)), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_form_shows_what_the_answers_say_and_they_never_contradict(
    opened: Open, steps: list[tuple[str, Qt.Key]]
) -> None:
    form, told = opened()
    for label, key in steps:
        target = button(form, "Rather not say", label) if label == FAMILY.text else rows(form)[label]
        target.setFocus()
        press(key)
    answers = told[-1] if told else Answers()
    assert not answers.yes & answers.no
    assert not answers.facets & answers.declined
    shown = {label: row.said for label, row in rows(form).items()}
    for each in WORDS.questions:
        for choice in each.choices:
            pair = (each.facet, choice.value)
            expected = True if pair in answers.yes else False if pair in answers.no else None
            assert shown.get(choice.label, expected) is expected
