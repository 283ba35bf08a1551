"""Edges between panes, moved by keyboard, named, and seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.shell.splitter import Splitter, SplitterHandle
from ui.shell.theme import ACCENT, Scheme, Theme, characters, colours_of

EDGES = ("Edge of the first", "Edge of the second")


def make(qtbot: QtBot, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> Splitter:
    splitter = Splitter(orientation, EDGES)
    for name in ("a", "b", "c"):
        splitter.addWidget(QLabel(name))
    splitter.resize(900, 900)
    qtbot.addWidget(splitter)
    splitter.show()
    qtbot.waitExposed(splitter)
    splitter.setSizes([300, 300, 300])
    return splitter


def edge(splitter: Splitter, number: int) -> SplitterHandle:
    handle = splitter.handle(number)
    assert isinstance(handle, SplitterHandle)
    return handle


def test_each_edge_has_its_name_and_says_how_it_moves(qtbot: QtBot) -> None:
    splitter = make(qtbot)
    for number, name in enumerate(EDGES, start=1):
        interface = QAccessible.queryAccessibleInterface(edge(splitter, number))
        assert interface.text(QAccessible.Text.Name) == name
        assert "Arrow keys" in interface.text(QAccessible.Text.Description)


def test_tab_reaches_an_edge_and_a_press_of_the_mouse_does_not_take_the_keyboard(qtbot: QtBot) -> None:
    splitter = make(qtbot)
    assert edge(splitter, 1).focusPolicy() == Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("orientation", "back", "on"),
    [
        (Qt.Orientation.Horizontal, Qt.Key.Key_Left, Qt.Key.Key_Right),
        (Qt.Orientation.Vertical, Qt.Key.Key_Up, Qt.Key.Key_Down),
    ],
)
def test_arrow_keys_move_an_edge_and_only_that_one(
    qtbot: QtBot, orientation: Qt.Orientation, back: Qt.Key, on: Qt.Key
) -> None:
    splitter = make(qtbot, orientation)
    before, step = splitter.sizes(), characters(splitter, 2)
    QTest.keyClick(edge(splitter, 1), on)
    assert splitter.sizes() == [before[0] + step, before[1] - step, before[2]]
    QTest.keyClick(edge(splitter, 1), back)
    assert splitter.sizes() == before


def test_other_keys_are_left_to_others(qtbot: QtBot) -> None:
    splitter = make(qtbot)
    before = splitter.sizes()
    QTest.keyClick(edge(splitter, 1), Qt.Key.Key_A)
    assert splitter.sizes() == before


def test_no_pane_can_be_closed_with_an_edge(qtbot: QtBot) -> None:
    splitter = make(qtbot)
    for _ in range(100):
        QTest.keyClick(edge(splitter, 1), Qt.Key.Key_Left)
    assert splitter.sizes()[0] > 0


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_an_edge_is_seen_and_the_keyboard_on_it_too(theme: Theme, qtbot: QtBot, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    splitter = make(qtbot)
    handle = edge(splitter, 1)

    def colours() -> set[str]:
        image = handle.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert QColor(colours_of(splitter.palette()).edge).name() in colours()
    splitter.activateWindow()
    handle.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(handle.hasFocus)
    assert colours() == {splitter.palette().color(ACCENT).name()}
