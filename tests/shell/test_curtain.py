"""One key hides the whole window behind a plain clock, and brings back exactly what was there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QDateTime, QEvent, QPoint, Qt, QTime
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.shell.curtain import Curtain
from ui.shell.everywhere import Everywhere
from ui.shell.theme import Theme

AT = QDateTime(QDate(2026, 11, 23), QTime(14, 5, 30))
LONG_MS = 5_000


class Room(QMainWindow):
    """A window with a box, a button and a few keys."""

    def __init__(self) -> None:
        super().__init__()
        self.now = AT
        self.pressed: list[str] = []
        self.box, self.button, self.choices = QLineEdit("hostel"), QPushButton("&Press"), QComboBox()
        self.choices.addItems(["one", "two"])
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        content = QWidget()
        layout = QHBoxLayout(content)
        for part in (self.box, self.button, self.choices):
            layout.addWidget(part)
        self.setCentralWidget(content)
        self.setWindowTitle("Navigator")
        self.hide_it = self._key("F9")
        closes = self._key("Ctrl+Q")
        self._key("F8")
        self._key("/")
        self.curtain = Curtain(self, content, (self.hide_it, closes), "F9 goes back", lambda: self.now)
        self.hide_it.triggered.connect(self.curtain.toggle)
        Everywhere(self.hide_it)

    def _key(self, keys: str) -> QAction:
        action = self.addAction(keys)
        action.setShortcut(keys)
        action.triggered.connect(lambda: self.pressed.append(keys))
        return action


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    before = QGuiApplication.applicationDisplayName()
    QGuiApplication.setApplicationDisplayName("Navigator")
    made = Room()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.box.setFocus()
    yield made
    QGuiApplication.setApplicationDisplayName(before)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the keyboard sends it."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, modifier)


def pixels(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_one_key_hides_it_and_brings_it_back(room: Room) -> None:
    before = pixels(room)
    press(Qt.Key.Key_F9)
    assert room.curtain.is_down
    assert room.curtain.geometry() == room.rect()
    assert not room.box.isVisible()
    assert pixels(room) == pixels(room.curtain) != before
    press(Qt.Key.Key_F9)
    assert not room.curtain.is_down
    assert pixels(room) == before


def test_the_keyboard_and_what_is_selected_stay_where_they_were(room: Room) -> None:
    room.box.setSelection(1, 3)
    press(Qt.Key.Key_F9)
    assert room.curtain.hasFocus()
    press(Qt.Key.Key_F9)
    assert room.box.hasFocus()
    assert (room.box.selectedText(), room.box.cursorPosition()) == ("ost", 4)


def test_no_key_reaches_what_is_under_it(room: Room) -> None:
    press(Qt.Key.Key_F9)
    before = pixels(room)
    room.pressed.clear()
    for key in (Qt.Key.Key_F8, Qt.Key.Key_Slash, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(key)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        press(key)
        assert room.curtain.hasFocus()
    press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert room.pressed == []
    assert room.box.text() == "hostel"
    assert pixels(room) == before


def test_falling_or_rising_twice_is_once(room: Room) -> None:
    room.curtain.rise()
    for _ in range(2):
        room.curtain.fall()
    assert room.windowTitle() == "Clock"
    for _ in range(2):
        room.curtain.rise()
    assert room.windowTitle() == "Navigator"
    assert room.box.hasFocus()


def test_it_can_be_closed(room: Room) -> None:
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert room.pressed == ["F9", "Ctrl+Q"]


def test_nothing_under_it_takes_the_keyboard_meanwhile(room: Room) -> None:
    press(Qt.Key.Key_F9)
    room.button.setFocus()
    room.box.setText("forgotten")
    press(Qt.Key.Key_X)
    assert room.curtain.hasFocus()
    assert room.box.text() == "forgotten"
    press(Qt.Key.Key_F9)
    assert room.box.hasFocus()


def test_what_had_the_keyboard_may_be_gone(room: Room) -> None:
    press(Qt.Key.Key_F9)
    room.box.hide()
    press(Qt.Key.Key_F9)
    assert not room.curtain.is_down
    assert room.button.isVisible()
    press(Qt.Key.Key_F8)
    assert "F8" in room.pressed


def test_the_window_is_called_a_clock_for_so_long(room: Room) -> None:
    press(Qt.Key.Key_F9)
    assert (room.windowTitle(), QGuiApplication.applicationDisplayName()) == ("Clock", "Clock")
    press(Qt.Key.Key_F9)
    assert (room.windowTitle(), QGuiApplication.applicationDisplayName()) == ("Navigator", "Navigator")


def test_a_screen_reader_finds_a_clock_and_nothing_else(room: Room) -> None:
    press(Qt.Key.Key_F9)
    clock, box = (QAccessible.queryAccessibleInterface(widget) for widget in (room.curtain, room.box))
    assert clock is not None
    assert box is not None
    assert clock.text(QAccessible.Text.Name) == "Clock"
    assert clock.text(QAccessible.Text.Description) == "14:05, Monday 23 November. F9 goes back"
    assert clock.state().focused
    assert box.state().invisible


def test_it_goes_on_with_the_time(room: Room) -> None:
    press(Qt.Key.Key_F9)
    first = pixels(room)
    assert 0 < room.curtain._tick.interval() <= 30_001
    room.now = AT.addSecs(30)
    room.curtain._go_on()
    assert room.curtain.accessibleDescription().startswith("14:06, ")
    assert pixels(room) != first
    assert 0 < room.curtain._tick.interval() <= 60_001
    press(Qt.Key.Key_F9)
    assert not room.curtain._tick.isActive()


def test_it_is_as_large_as_the_window(room: Room, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F9)
    room.resize(1000, 640)
    qtbot.waitUntil(lambda: room.curtain.size() == room.size())


def test_a_menu_is_closed_with_the_key_that_hides_everything(room: Room, qtbot: QtBot) -> None:
    menu = QMenu(room)
    menu.addAction("Rough sleeping")
    menu.popup(room.mapToGlobal(QPoint(5, 5)))
    qtbot.waitUntil(menu.isVisible)
    press(Qt.Key.Key_F9)
    assert room.curtain.is_down
    assert not menu.isVisible()
    assert QApplication.activePopupWidget() is None


def test_a_list_of_choices_is_closed(room: Room, qtbot: QtBot) -> None:
    room.choices.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    room.curtain.fall()
    assert QApplication.activePopupWidget() is None


def test_a_dialog_is_hidden_with_the_same_key_and_comes_back(room: Room, qtbot: QtBot) -> None:
    dialog = QDialog(room)
    typed = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    typed.setFocus()
    press(Qt.Key.Key_F9)
    assert room.curtain.is_down
    assert not dialog.isVisible()
    room.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is room)
    press(Qt.Key.Key_F9)
    assert not room.curtain.is_down
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.focusWidget() is typed
    dialog.close()


def test_a_dialog_that_was_deleted_meanwhile_does_not_come_back(room: Room, qtbot: QtBot) -> None:
    dialog = QDialog(room)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    room.curtain.fall()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    room.curtain.rise()
    assert room.box.isVisible()


def test_a_tooltip_goes_and_none_comes(room: Room, qtbot: QtBot) -> None:
    room.button.setToolTip("Rough sleeping")
    QToolTip.showText(room.mapToGlobal(QPoint(50, 50)), "Rough sleeping", room.button)
    qtbot.waitUntil(QToolTip.isVisible)
    room.curtain.fall()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=LONG_MS)
    at = room.button.mapTo(room, room.button.rect().center())
    QApplication.sendEvent(room.curtain, QHelpEvent(QEvent.Type.ToolTip, at, room.mapToGlobal(at)))
    assert not QToolTip.isVisible()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("size", [(320, 240), (800, 500), (1280, 800)])
def test_the_day_fits_at_every_size(room: Room, theme: Theme, scale: float, size: tuple[int, int]) -> None:
    theme.set_scale(scale)
    room.now = QDateTime(QDate(2026, 9, 23), QTime(20, 58))
    room.resize(*size)
    press(Qt.Key.Key_F9)
    image = pixels(room.curtain)
    ground = image.pixel(0, 0)
    edges = {image.pixel(x, y) for x in (0, image.width() - 1) for y in range(image.height())}
    assert edges == {ground}
    rows = [y for y in range(image.height()) if image.pixel(image.width() // 2, y) != ground]
    assert 0 < min(rows) < max(rows) < image.height() - 1


def test_it_draws_in_the_colours_there_are(room: Room, theme: Theme) -> None:
    theme.set_scheme("dark")
    press(Qt.Key.Key_F9)
    assert pixels(room).pixelColor(0, 0) == room.palette().window().color()
