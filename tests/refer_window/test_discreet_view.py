"""Whether paper is safe comes first; then only names that tell nothing can be printed."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.refer.discreet import PAPER_ANSWERS, Entry, Remember
from tests.check_window.asking import words_in
from ui.refer.asking import Offered
from ui.refer.discreet_view import DiscreetView

ENTRIES = (
    Entry("haven", "First number", "020 7946 0000", "The Haven", frozenset({"haven"})),
    Entry("other", "Second number", "020 7946 0001", "Another place"),
)
REMEMBER = Remember("020 7946 0000", ("020", "7946", "0000"), "oh two oh, seven nine", "Three parts.", "The Haven")


@pytest.fixture
def view(qtbot: QtBot) -> DiscreetView:
    view = DiscreetView()
    qtbot.addWidget(view)
    view.show_offered(Offered(ENTRIES, ("The Shed is left out.",), REMEMBER))
    view.show()
    qtbot.waitExposed(view)
    return view


def test_the_question_comes_first_and_nothing_may_be_printed(view: DiscreetView) -> None:
    assert "Is paper safe? Who might see it?" in words_in(view)
    assert [button.label for button in view.answers.values()] == [one.says for one in PAPER_ANSWERS]
    assert view.approved is None
    assert "The Haven" not in words_in(view)


def test_names_stand_under_their_numbers_and_may_be_printed_as_offered(qtbot: QtBot, view: DiscreetView) -> None:
    with qtbot.waitSignal(view.answered) as answered:
        view.answers["seen"].click()
    assert answered.args == ["seen"]
    assert view.approved == ENTRIES
    assert "The Shed is left out." in words_in(view)
    assert view.names[0].box.accessibleName() == "020 7946 0000 is called"


@pytest.mark.parametrize(("typed", "word"), [("The Haven", "haven"), ("rehab", "rehab")])
def test_a_name_that_tells_is_named_and_cannot_be_printed(view: DiscreetView, typed: str, word: str) -> None:
    view.answers["seen"].click()
    box = view.names[1].box
    box.selectAll()
    box.setText(typed)
    assert view.settle()
    assert word in view.refused
    assert view.approved is None
    assert view.refused in words_in(view)
    assert "Exactly this is printed" not in words_in(view)


def test_what_is_typed_is_told_once_it_rests(qtbot: QtBot, view: DiscreetView) -> None:
    view.answers["seen"].click()
    view.names[0].box.setText("")
    with qtbot.waitSignal(view.changed):
        QTest.keyClicks(view.names[0].box, "Cousin")
    assert view.approved is not None
    assert [entry.name for entry in view.approved] == ["Cousin", "Second number"]


def test_one_number_to_remember_and_nothing_to_print(view: DiscreetView) -> None:
    view.answers["unsafe"].click()
    assert "020   7946   0000" in words_in(view)
    assert "Nothing is printed or saved." in words_in(view)
    assert view.approved is None


def test_it_can_be_asked_again_and_is_forgotten(view: DiscreetView) -> None:
    view.answers["seen"].click()
    view.again.click()
    assert "Is paper safe?" in words_in(view)
    view.answers["seen"].click()
    view.forget()
    assert view.offered is None
    assert not view.names
    assert "020" not in words_in(view)
