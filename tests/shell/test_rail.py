"""The rail: what is urgent, the rooms and the rest, by mouse, by keyboard and for a screen reader."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.actions import Actions
from ui.shell.colours import SETS, colours_of
from ui.shell.rail import Rail, RailButton
from ui.shell.theme import Scheme, Theme

NAMES = ["Right now", "Find", "Check", "Look", "Commands"]


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.rail, self.box = Rail(), QLineEdit()
        actions = Actions(self)

        def act(text: str, key: str) -> Callable[[], None]:
            return lambda: self.done.append(text + key)

        add = actions.add
        self.urgent = add("Right now", act("Right now", ""), keys=["F8"], says="What to do in an emergency.")
        self.finding = add("Find", act("Find", ""), keys=["Ctrl+F"], says="Find a service.")
        self.check = add("Check", act("Check", ""))
        self.rail.add_tool("Look", "look", add("Text and colours", act("Look", "")))
        self.rail.add_room("Find", "find", self.finding)
        self.rail.add_room("Check", "commands", self.check)
        self.rail.add_tool("Commands", "commands", add("All commands", act("Commands", "")))
        self.rail.add_urgent("Right now", "urgent", self.urgent)
        self.finding.setChecked(True)
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.addWidget(self.rail)
        layout.addWidget(self.box)
        self.setCentralWidget(page)

    def button(self, name: str) -> RailButton:
        return self.rail.buttons[NAMES.index(name)]


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Window:
    theme.set_scheme("light")
    made = Window()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_what_is_urgent_is_first_and_tools_are_last(window: Window) -> None:
    assert [button.text() for button in window.rail.buttons] == NAMES
    tops = [button.mapTo(window, button.rect().topLeft()).y() for button in window.rail.buttons]
    assert tops == sorted(tops)


@pytest.mark.parametrize("name", NAMES)
def test_a_press_does_its_action(window: Window, name: str) -> None:
    QTest.mouseClick(window.button(name), Qt.MouseButton.LeftButton)
    assert window.done == [name]


def test_the_room_one_is_in_is_the_chosen_one(window: Window) -> None:
    assert [button.isChecked() for button in window.rail.buttons] == [False, True, False, False, False]
    QTest.mouseClick(window.button("Check"), Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in window.rail.buttons] == [False, False, True, False, False]
    QTest.mouseClick(window.button("Check"), Qt.MouseButton.LeftButton)
    assert window.button("Check").isChecked()
    window.finding.trigger()
    assert window.button("Find").isChecked()
    assert not window.button("Check").isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_arrows_lead_through_it_and_a_key_presses(window: Window, key: Qt.Key) -> None:
    window.button("Right now").setFocus()
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    assert window.button("Find").hasFocus()
    QTest.keyClick(window.focusWidget(), key)
    assert window.done == ["Find"]


def test_arrows_stop_at_its_ends(window: Window) -> None:
    for key, last in ((Qt.Key.Key_Up, "Right now"), (Qt.Key.Key_Down, "Commands")):
        window.button("Find").setFocus()
        for _ in range(9):
            QTest.keyClick(window.focusWidget(), key)
        assert window.button(last).hasFocus()


def test_tab_goes_through_its_buttons_and_on(window: Window) -> None:
    reached = set()
    window.box.setFocus()
    for _ in NAMES:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        reached |= {name for name in NAMES if window.button(name).hasFocus()}
    assert reached == set(NAMES)
    for _ in NAMES:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.box.hasFocus()


def test_an_action_that_cannot_be_done_cannot_be_pressed(window: Window) -> None:
    window.check.setEnabled(False)
    assert not window.button("Check").isEnabled()
    window.check.setEnabled(True)
    assert window.button("Check").isEnabled()


def test_a_screen_reader_hears_its_name_what_it_does_and_its_key(window: Window) -> None:
    button = window.button("Find")
    spoken = QAccessible.queryAccessibleInterface(button)
    assert spoken.text(QAccessible.Text.Name) == "Find"
    assert spoken.text(QAccessible.Text.Description) == "Find a service. Ctrl+F"
    assert spoken.state().checked


def column(image: QImage, x: int) -> set[str]:
    return {image.pixelColor(x, y).name() for y in range(image.height())}


@pytest.mark.parametrize("scheme", SETS)
def test_the_chosen_room_has_a_bar_and_bold_words(theme: Theme, window: Window, qtbot: QtBot, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    qtbot.waitUntil(lambda: colours_of(window.rail.buttons[0].palette()) is SETS[scheme])
    find, check = (window.button(name).grab().toImage() for name in ("Find", "Check"))
    assert SETS[scheme].accent in column(find, 2)
    assert SETS[scheme].accent not in column(check, 2)
    dark = SETS[scheme].text
    before = sum(column(check, x) >= {dark} for x in range(check.width()))
    window.check.trigger()
    after = window.button("Check").grab().toImage()
    assert sum(column(after, x) >= {dark} for x in range(after.width())) > before


@pytest.mark.parametrize("scheme", SETS)
def test_what_is_urgent_has_its_colour_and_the_keyboard_a_ring(
    theme: Theme, window: Window, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.set_scheme(scheme)
    qtbot.waitUntil(lambda: colours_of(window.rail.buttons[0].palette()) is SETS[scheme])
    urgent = window.button("Right now")
    window.box.setFocus()
    image = urgent.grab().toImage()
    assert image.pixelColor(image.width() // 2, 2) == QColor(SETS[scheme].urgent)
    urgent.setFocus()
    focused = urgent.grab().toImage()
    assert focused != image


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_words_are_whole_at_every_size_of_text(theme: Theme, window: Window, qtbot: QtBot, scale: float) -> None:
    theme.set_scale(scale)
    window.resize(800, 600)

    def check() -> None:
        for button in window.rail.buttons:
            font = button.font()
            font.setPointSizeF(font.pointSizeF() * 0.9)
            font.setBold(True)
            assert button.width() >= QFontMetricsF(font).horizontalAdvance(button.text())
            assert button.height() >= QFontMetricsF(font).height()

    qtbot.waitUntil(check)
    assert window.height() == 600


def test_icons_give_way_in_a_low_window(window: Window, qtbot: QtBot) -> None:
    button = window.button("Check")
    tall = button.height()
    window.resize(900, window.minimumSizeHint().height())
    qtbot.waitUntil(lambda: button.height() < tall)
    assert button.height() >= button.minimumSizeHint().height()
    low = button.grab().toImage()
    ink = QColor(SETS["light"].text)
    rows = [y for y in range(low.height()) if any(low.pixelColor(x, y) == ink for x in range(low.width()))]
    assert rows
    assert rows[-1] - rows[0] < QFontMetricsF(button.font()).height()
