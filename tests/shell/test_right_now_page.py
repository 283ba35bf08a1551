"""Right now: every emergency by keyboard, in big steps and numbers, at every size of window and text."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from navigator.right_now import RightNow
from ui.shell.copying import Copy
from ui.shell.right_now import UNREADABLE, RightNowPage, RightNowPanel
from ui.shell.text import Digits, Reading
from ui.shell.theme import Theme

RIGHT_NOW = RightNow()


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> RightNowPage:
    theme.set_scheme("light")
    made = RightNowPage(RIGHT_NOW)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.enter()
    return made


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def names(page: RightNowPage) -> QListWidget:
    return page.findChildren(QListWidget)[0]


def reading(page: RightNowPage) -> Reading:
    return page.findChildren(Reading)[0]


@pytest.mark.parametrize("place", range(len(RIGHT_NOW.situations)))
def test_every_emergency_is_reached_by_keyboard(page: RightNowPage, place: int) -> None:
    for _ in range(place):
        QTest.keyClick(names(page), Qt.Key.Key_Down)
    situation = RIGHT_NOW.situations[place]
    shown = said(page)
    assert situation.title in shown
    assert all(step in shown for step in situation.do)
    assert all(phone.number in shown for contact in situation.services for phone in contact.phones)
    assert all(source.says in shown for source in situation.sources)


def test_one_press_copies_a_number(page: RightNowPage) -> None:
    page.enter("suicidal")
    numbers = [phone.number for contact in RIGHT_NOW.situation("suicidal").services for phone in contact.phones]
    copies = reading(page).findChildren(Copy)
    assert [copy.copies for copy in copies] == numbers
    copies[1].setFocus()
    QTest.keyClick(copies[1], Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == numbers[1]


def test_numbers_are_big(page: RightNowPage) -> None:
    page.enter("suicidal")
    sizes = {number.font().pointSizeF() for number in reading(page).findChildren(Digits)}
    assert min(sizes) > 1.8 * page.font().pointSizeF()


@pytest.mark.parametrize("row", [0, 3])
def test_escape_goes_back_from_everywhere(page: RightNowPage, qtbot: QtBot, row: int) -> None:
    names(page).setCurrentRow(row)
    for focused in (names(page), reading(page), *reading(page).findChildren(Copy)[:1]):
        focused.setFocus()
        with qtbot.waitSignal(page.left):
            QTest.keyClick(focused, Qt.Key.Key_Escape)


def test_the_chosen_emergency_is_bold(page: RightNowPage) -> None:
    QTest.keyClick(names(page), Qt.Key.Key_Down)
    bold = [names(page).item(row).font().bold() for row in range(names(page).count())]
    assert bold == [row == 1 for row in range(names(page).count())]


def press(page: RightNowPage, text: str) -> None:
    (button,) = (button for button in page.findChildren(QPushButton) if button.text() == text and button.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("scale", "size"), [(1.0, QSize(500, 600)), (2.0, QSize(800, 600)), (2.0, QSize(640, 480))])
def test_with_little_room_the_list_and_the_page_take_turns(
    theme: Theme, page: RightNowPage, qtbot: QtBot, scale: float, size: QSize
) -> None:
    theme.set_scale(scale)
    page.resize(size)
    qtbot.waitUntil(lambda: not reading(page).isVisible())
    assert page.size() == size
    QTest.keyClick(names(page), Qt.Key.Key_Down)
    QTest.keyClick(names(page), Qt.Key.Key_Return)
    assert not names(page).isVisible()
    assert reading(page).hasFocus()
    assert RIGHT_NOW.situations[1].do[0] in said(page)
    press(page, "Others")
    assert names(page).hasFocus()
    assert not reading(page).isVisible()
    page.enter("suicidal")
    assert reading(page).hasFocus()
    assert "Thinking of ending their life" in said(page)
    page.enter()
    assert names(page).hasFocus()
    page.resize(1280 * 2, 800)
    assert reading(page).isVisible()
    assert names(page).isVisible()


def test_a_press_on_a_name_opens_it(page: RightNowPage) -> None:
    page.resize(500, 600)
    place = names(page).visualItemRect(names(page).item(2)).center()
    QTest.mouseClick(names(page).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert RIGHT_NOW.situations[2].title in said(page)
    assert reading(page).isVisible()


def test_without_its_file_it_says_to_call_999(qtbot: QtBot) -> None:
    page = RightNowPage(None)
    qtbot.addWidget(page)
    for width in (1280, 400):
        page.resize(width, 600)
        page.show()
        qtbot.waitExposed(page)
        page.enter()
        assert UNREADABLE in said(page)
        assert not names(page).isVisible()
    press(page, "Back (Esc)")


def test_the_panel_shows_an_emergency_in_few_lines_and_leads_to_the_rest(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme("light")
    panel = RightNowPanel()
    qtbot.addWidget(panel)
    situation = RIGHT_NOW.situation("suicidal")
    panel.show_situation(situation)
    panel.fit(900, 800)
    panel.resize(900, 300)
    qtbot.waitExposed(panel)
    assert "1. " + situation.do[0] in said(panel)
    assert "116 123" in said(panel)
    (more,) = panel.findChildren(QPushButton)
    with qtbot.waitSignal(panel.asked) as asked:
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert asked.args == ["suicidal"]
    panel.show_situation(None)
    assert not panel.isVisible()
