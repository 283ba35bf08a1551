"""What to know before sending someone: graded in words, with numbers to ring, and notes that nothing keeps."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.check_window.asking import shown_whole, words_in
from tests.refer_window.shortlisted import TODAY, before, caution, stop
from ui.refer.before_view import BeforeView
from ui.shell.copying import Copy
from ui.shell.text import Button
from ui.shell.theme import Theme

KNOWN = before("one", caution("stop", "It has closed."), caution("first", "It is old."), caution("know", "It waits."))


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[BeforeView]:
    assert theme.scale == 1
    made = BeforeView(lambda: TODAY)
    shown_whole(qtbot, made, (640, 900))
    made.show_stop(stop("one"), KNOWN)
    yield made
    QGuiApplication.clipboard().clear()


def test_cautions_stand_by_weight_each_under_its_words(view: BeforeView) -> None:
    words = words_in(view)
    order = [
        "Do not send yet",
        "It has closed.",
        "Ring first",
        "It is old.",
        "Good to know",
        "It waits.",
        "020 7946 0000",
    ]
    assert [words.index(one) for one in order] == sorted(words.index(one) for one in order)
    assert "• Are you <u>still</u> running?" in words


def test_what_a_listing_says_is_never_interpreted(view: BeforeView) -> None:
    assert "Service <b>one</b> & co" in words_in(view)
    assert {one.textFormat() for one in view.findChildren(QLabel) if "<" in one.text()} == {Qt.TextFormat.PlainText}


def test_nothing_against_it_is_said_too(view: BeforeView) -> None:
    view.show_stop(stop("one"), before("one"))
    assert "nothing that stands against it" in words_in(view)


def test_the_same_again_is_not_built_again(view: BeforeView) -> None:
    (reads,) = (one for one in view.findChildren(Button) if "listing" in one.text())
    view.show_stop(stop("one"), KNOWN)
    assert reads in view.findChildren(Button)


def test_its_listing_can_be_read_unless_it_is_gone(view: BeforeView, qtbot: QtBot) -> None:
    (reads,) = (one for one in view.findChildren(Button) if "listing" in one.text())
    with qtbot.waitSignal(view.listing_asked) as asked:
        reads.click()
    assert asked.args == ["one"]
    view.show_stop(stop("two"), before("two", gone=True))
    assert not [one for one in view.findChildren(Button) if "listing" in one.text() and one.isVisible()]


def test_what_was_copied_leaves_the_clipboard_when_it_is_forgotten(view: BeforeView) -> None:
    view.findChildren(Copy)[0].click()
    assert QGuiApplication.clipboard().text() == "02079460000"
    view.forget()
    assert not QGuiApplication.clipboard().text()
    assert "020" not in words_in(view)


def test_a_note_is_told_as_it_is_typed_and_forgotten(view: BeforeView, qtbot: QtBot) -> None:
    view.note.box.setFocus()
    with qtbot.waitSignal(view.noted, check_params_cb=lambda words: words == "ab"):
        QTest.keyClicks(view.note.box, "ab")
    view.note.box.selectAll()
    assert not view.note.box.textCursor().hasSelection()
    view.forget()
    view.note.box.undo()
    assert not view.note.box.toPlainText()


def test_an_appointment_has_a_day_and_a_time(view: BeforeView) -> None:
    told: list[object] = []
    view.met.connect(told.append)
    view.appointment.day.pick(TODAY)
    assert told == []
    QTest.keyClicks(view.appointment.time, "2.30pm")
    at = datetime(2026, 11, 23, 14, 30)  # noqa: DTZ001 - London's
    assert told[-1] == at
    assert "Monday 23 November 2026, 14:30" in view.appointment.says.text()
    view.show_stop(stop("two"), None)
    assert view.appointment.day.day is None
    assert not view.appointment.time.text()


def test_a_half_typed_appointment_stays_while_something_else_of_the_stop_changes(view: BeforeView) -> None:
    view.appointment.day.pick(TODAY)
    view.show_stop(stop("one"), before("one"))
    assert view.appointment.day.day == TODAY
