"""What stands behind a press: worth asking, and for the worker those whose rules say no."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.check_window.samples import group
from ui.check.others import Folded
from ui.shell.folding import Fold

NO = group("says-no", ("Eaves", "Hestia"))


@pytest.fixture
def folded(qtbot: QtBot) -> Folded:
    made = Folded("For the worker", "Each has what to do about it.")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_a_group_is_closed_until_it_is_pressed(folded: Folded) -> None:
    folded.show_group(NO)
    assert folded.press.isVisible()
    assert not folded.rows
    assert folded.places.isHidden()
    folded.press.click()
    assert [row.card.line.id for row in folded.rows if row.card] == ["eaves", "hestia"]
    assert folded.places.isVisible()
    folded.press.click()
    assert not folded.rows


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_press_it(folded: Folded, key: Qt.Key) -> None:
    folded.show_group(NO)
    QTest.keyClick(folded.press, key)
    assert folded.rows


def test_nothing_is_kept_where_it_is_closed(folded: Folded) -> None:
    folded.show_group(NO)
    folded.press.click()
    row = folded.rows[0]
    folded.press.click()
    assert row.card is None
    assert not row.accessibleName()
    assert not row.accessibleDescription()


def test_it_is_open_as_usual_until_somebody_chooses(folded: Folded) -> None:
    folded.show_group(NO, usually_open=True)
    assert folded.rows
    folded.show_group(NO, usually_open=False)
    assert not folded.rows
    folded.press.click()
    folded.show_group(NO, usually_open=False)
    assert folded.rows
    folded.press.click()
    folded.show_group(NO, usually_open=True)
    assert not folded.rows


def test_a_new_conversation_closes_it(folded: Folded) -> None:
    folded.show_group(NO)
    folded.press.click()
    folded.forget()
    assert folded.isHidden()
    folded.show_group(NO)
    assert not folded.press.isChecked()
    assert not folded.rows


def test_a_group_without_places_is_not_there(folded: Folded) -> None:
    folded.show_group(NO)
    folded.show_group(group("says-no", ()))
    assert folded.isHidden()


def test_other_places_come_while_it_is_open(folded: Folded) -> None:
    folded.show_group(NO)
    folded.press.click()
    folded.show_group(group("says-no", ("Hestia",)))
    assert [row.card.line.id for row in folded.rows if row.card] == ["hestia"]


def test_a_place_and_more_of_them_are_asked_for(folded: Folded, qtbot: QtBot) -> None:
    folded.show_group(group("says-no", ("Eaves",), total=9))
    folded.press.click()
    with qtbot.waitSignal(folded.opened) as opened:
        folded.rows[0].click()
    assert opened.args == ["eaves"]
    with qtbot.waitSignal(folded.more_asked):
        folded.places.more.click()


def test_a_press_is_heard_with_its_state(qtbot: QtBot) -> None:
    press = Fold("Worth asking")
    qtbot.addWidget(press)
    spoken = QAccessible.queryAccessibleInterface(press)
    assert spoken.text(QAccessible.Text.Name) == "Worth asking"
    assert spoken.text(QAccessible.Text.Description).startswith("Closed")
    press.click()
    assert spoken.state().checked
    assert spoken.text(QAccessible.Text.Description).startswith("Open")


def test_a_press_takes_as_many_lines_as_it_needs(qtbot: QtBot) -> None:
    press = Fold("For the worker: their rules say no")
    qtbot.addWidget(press)
    assert press.heightForWidth(120) > press.heightForWidth(900)


def test_an_open_press_and_the_keyboard_on_it_can_be_seen(qtbot: QtBot) -> None:
    press = Fold("Worth asking")
    qtbot.addWidget(press)
    press.resize(300, 40)
    press.show()
    press.activateWindow()
    qtbot.waitUntil(press.isActiveWindow)
    press.clearFocus()
    closed = press.grab().toImage()
    press.setChecked(True)
    opened = press.grab().toImage()
    press.setFocus()
    qtbot.waitUntil(press.hasFocus)
    assert closed != opened != press.grab().toImage()
