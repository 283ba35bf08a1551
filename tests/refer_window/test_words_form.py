"""What a person typed is here and nowhere else, and gone when it is to be."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.refer.in_my_words import ASKS, Words
from ui.refer.words_form import WordsForm

CANARY = "zanzibar"


@pytest.fixture
def form(qtbot: QtBot) -> WordsForm:
    form = WordsForm()
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    form.enter()
    qtbot.waitUntil(form.boxes["know"].hasFocus)
    return form


def test_each_part_is_asked_for_and_named(form: WordsForm) -> None:
    assert [box.accessibleName() for box in form.boxes.values()] == [label for _, label, _ in ASKS]


def test_what_is_typed_is_told_once_typing_rests(qtbot: QtBot, form: WordsForm) -> None:
    with qtbot.waitSignal(form.rested):
        QTest.keyClicks(form.boxes["know"], "Mornings are hard.")
    assert form.words == Words(know="Mornings are hard.")
    assert not form.settle()


def test_tab_goes_from_box_to_box(form: WordsForm) -> None:
    QTest.keyClick(form.boxes["know"], Qt.Key.Key_Tab)
    assert form.boxes["rather_not"].hasFocus()


def test_clear_forgets_the_words_what_would_bring_them_back_and_what_was_copied(qtbot: QtBot, form: WordsForm) -> None:
    box = form.boxes["helps"]
    QTest.keyClicks(box, CANARY)
    box.selectAll()
    box.copy()
    assert QGuiApplication.clipboard().text() == CANARY
    assert form.settle(), "somebody was typing"
    with qtbot.waitSignal(form.cleared):
        form.clear_button.click()
    assert form.empty
    assert not form.words
    box.undo()
    assert form.empty
    assert QGuiApplication.clipboard().text() == ""
    assert form.boxes["know"].hasFocus()


def test_what_somebody_copied_elsewhere_stays(form: WordsForm) -> None:
    QGuiApplication.clipboard().setText("020 7946 0000")
    QTest.keyClicks(form.boxes["know"], CANARY)
    form.forget()
    assert QGuiApplication.clipboard().text() == "020 7946 0000"
    QGuiApplication.clipboard().clear()
