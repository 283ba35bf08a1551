"""The window as a whole: from start to a copied number by keyboard alone, commands, and what it remembers."""

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QSplitterHandle,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.find_window.conftest import (
    CTRL,
    LONG_MS,
    OpenWindow,
    Search,
    answered,
    bring_to_front,
    names,
    press,
    shown_text,
    tab_to,
    type_words,
    wait_for_answer,
    wait_for_listing,
)
from ui.find.page import FindPage
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.theme import Theme

SERVICES = 158
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QSplitterHandle)
TO_THE_EYE = 5
"""Pixels: shares of the room are rounded."""


def test_the_box_has_the_keyboard_and_every_service_is_listed(page: FindPage) -> None:
    assert page.box.hasFocus()
    assert page.model.rowCount() == SERVICES
    assert page.bar.said.text() == f"{SERVICES} services."


def test_from_start_to_a_copied_phone_number_by_keyboard_alone(open_window: OpenWindow, qtbot: QtBot) -> None:
    """What the window is for, without waiting for it to be ready, and with no touch of it but the keys."""
    page = open_window().find_page
    QGuiApplication.clipboard().clear()
    type_words("hungry in clapham ace of clubs")
    wait_for_answer(qtbot, page)
    press(Qt.Key.Key_Down)
    assert page.results.hasFocus()
    assert page.results.currentIndex().row() == 0
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "ace-of-clubs")
    assert names(page)[0] in shown_text(page.listing)
    tab_to("Copy 020 7720 2811")
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "02077202811"
    press(Qt.Key.Key_Escape)
    assert page.results.hasFocus()
    press(Qt.Key.Key_Up)
    assert page.box.hasFocus()
    press(Qt.Key.Key_Escape)
    wait_for_answer(qtbot, page)
    assert page.box.text() == ""
    assert page.model.rowCount() == SERVICES


# Commands


def palette_has_keyboard() -> bool:
    palette, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return palette is not None and focus is not None and palette.isAncestorOf(focus)


def test_every_command_can_be_searched_and_run(fresh: MainWindow, qtbot: QtBot) -> None:
    page = fresh.find_page
    press(Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(palette_has_keyboard)
    type_words("recently")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.order == "checked"
    bring_to_front(qtbot, fresh)
    assert page.box.hasFocus()
    press(Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(palette_has_keyboard)
    press(Qt.Key.Key_Escape)
    bring_to_front(qtbot, fresh)
    assert page.box.hasFocus()


def test_every_command_says_what_it_does(window: MainWindow) -> None:
    actions = window.commands.items()
    assert len(actions) > 10
    assert all(action.toolTip() and action.toolTip() != action.text() for action in actions)
    assert len({action.text() for action in actions}) == len(actions)


# What is remembered


def test_nothing_that_was_asked_is_kept_anywhere(fresh: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = fresh.find_page
    page.box.setText("zebrafinch hearing voices brixton")
    page.inquiry.find_place("SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    page.inquiry.toggle("need", "mental-health")
    wait_for_answer(qtbot, page)
    assert fresh.windowTitle() == "Navigator"
    press(Qt.Key.Key_Plus, CTRL)
    fresh.close()
    QSettings().sync()
    assert {key.partition("/")[0] for key in QSettings().allKeys()} == {"window", "splitter", "look"}
    folders = [tmp_path, *(Path(os.environ[name]) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"))]
    folders += [Path(os.environ[name]) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")]
    kept = {path: path.read_bytes().lower() for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert Path(QSettings().fileName()) in kept
    for asked in (b"zebrafinch", b"voices", b"brixton", b"se5", b"mental"):
        assert [path for path, held in kept.items() if asked in held] == []


def test_how_the_window_looked_is_remembered(open_window: OpenWindow, fresh: MainWindow, theme: Theme) -> None:
    page = fresh.find_page
    fresh.resize(1400, 900)
    page.panes.setSizes([300, 500, 600])
    theme.set_scheme("dark")
    press(Qt.Key.Key_Minus, CTRL)
    shared = page.panes.sizes()
    fresh.close()
    assert (Settings().scale, Settings().scheme) == (theme.scale, "dark")
    assert theme.scale == 0.9
    again = open_window(size=None)
    assert (again.width(), again.height()) == (1400, 900)
    assert all(abs(one - other) < TO_THE_EYE for one, other in zip(again.find_page.panes.sizes(), shared, strict=True))


def test_the_width_of_filters_that_were_out_of_sight_is_remembered_too(
    open_window: OpenWindow, fresh: MainWindow, qtbot: QtBot
) -> None:
    page = fresh.find_page
    page.panes.setSizes([300, 500, 600])
    across, *_ = page.panes.sizes()
    press(Qt.Key.Key_L, CTRL)
    assert page.panel is not None
    assert not page.panel.isVisible()
    fresh.close()
    again = open_window(size=None).find_page
    qtbot.waitUntil(lambda: again.panel is not None and again.panel.isVisible(), timeout=LONG_MS)
    assert abs(again.panes.sizes()[0] - across) < TO_THE_EYE


# Every control


def seen_controls(window: MainWindow) -> list[QWidget]:
    found = [one for kind in CONTROLS for one in window.findChildren(kind)]
    return [one for one in found if one.isVisible() and not one.objectName().startswith("qt_")]


def test_every_control_has_a_name_and_can_be_reached(window: MainWindow, page: FindPage, search: Search) -> None:
    search("want to die")
    press(Qt.Key.Key_Down)
    controls = [one for one in seen_controls(window) if one.parent() is not page.box]
    controls = [one for one in controls if not isinstance(one.parent(), QLineEdit | QComboBox)]
    assert len(controls) > 12
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
        by_arrows = window.rail.isAncestorOf(control)
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus or by_arrows, control


# Whatever is typed


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60)
    | st.sampled_from(["NEAR(", "a AND", '"', "*", "name:foo", "x\0y", "\u202eabc", "x" * 50_000, "&amp; &", "\ud83d"])
)
def test_any_text_at_all_is_answered(page: FindPage, qtbot: QtBot, text: str) -> None:
    page.box.setText(text)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.text == page.box.text()
    assert not page.broken
