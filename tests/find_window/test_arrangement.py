"""Where everything stands: narrow and wide, small and large text, other colours, and the keys that lead about."""

from itertools import groupby

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.find_window.conftest import (
    CTRL,
    LONG_MS,
    USUAL,
    Search,
    has_keyboard,
    press,
    wait_for_answer,
    wait_for_listing,
)
from ui.find.page import FindPage
from ui.shell.colours import SETS
from ui.shell.main_window import MainWindow
from ui.shell.theme import SCALES, Scheme, Theme, palette

NARROW = QSize(800, 600)
MOST_TABS = 80
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "contrast")


def within(window: QWidget, widget: QWidget) -> bool:
    """Whether all of a widget is inside the window, across."""
    left = widget.mapTo(window, widget.rect().topLeft()).x()
    return left >= 0 and left + widget.width() <= window.width()


def letters(window: MainWindow) -> list[str]:
    """The letters that stand for something in sight when they are pressed with Alt."""
    words = [one.text() for one in window.findChildren(QWidget) if one.isVisible() and hasattr(one, "text")]
    marked = [text.replace("&&", "").partition("&")[2][:1].upper() for text in words if isinstance(text, str)]
    return [letter for letter in marked if letter.isalnum()]


# Narrow and wide


@pytest.mark.parametrize(("size", "scale"), [(NARROW, 1.0), (NARROW, 2.0), (QSize(1280, 800), 2.0)])
def test_results_and_listing_take_turns_where_it_is_narrow(  # noqa: PLR0913 - how narrow, by window and by text
    window: MainWindow, page: FindPage, search: Search, theme: Theme, qtbot: QtBot, *, size: QSize, scale: float
) -> None:
    theme.set_scale(scale)
    window.resize(size)
    search("samaritans")
    assert not page.listing.isVisible()
    assert page.panel is None or not page.panel.isVisible()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "samaritans")
    assert not page.results.isVisible()
    QTest.mouseClick(page.listing.back, Qt.MouseButton.LeftButton)
    assert page.results.isVisible()
    assert page.results.hasFocus()
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "samaritans")
    press(Qt.Key.Key_Escape)
    assert page.results.hasFocus()
    theme.usual()
    window.resize(USUAL)
    qtbot.waitUntil(page.listing.isVisible)
    assert page.results.isVisible()
    assert not page.listing.back.isVisible()


def test_filters_come_and_go_where_it_is_narrow(window: MainWindow, page: FindPage, qtbot: QtBot) -> None:
    window.resize(NARROW)
    QApplication.processEvents()
    press(Qt.Key.Key_L, CTRL)
    assert page.panel is not None
    assert has_keyboard(page.panel)
    assert page.bar.filters.isChecked()
    before = page.model.rowCount()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, times=2)
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters.need
    assert page.model.rowCount() < before
    press(Qt.Key.Key_Escape)
    assert page.results.isVisible() or page.box.hasFocus()
    assert page.bar.filters.text() == "Fi&lters (1)"
    press(Qt.Key.Key_Down)
    assert has_keyboard(page.results)


def test_everything_fits_into_a_small_screen(window: MainWindow, theme: Theme, search: Search, qtbot: QtBot) -> None:
    crowded = []
    for scale in (0.8, 1.0, 1.5, 2.0):
        theme.set_scale(scale)
        window.resize(NARROW)
        for text in ("", "methodone", "want to die", "kangaroo"):
            search(text)
            qtbot.wait(20)
            least = window.minimumSizeHint()
            if least.boundedTo(NARROW) != least:
                crowded.append((scale, text, least.toTuple()))
    assert crowded == []


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_everything_stays_inside_the_window(
    window: MainWindow, page: FindPage, theme: Theme, search: Search, scale: float
) -> None:
    theme.set_scale(scale)
    window.resize(NARROW)
    search("samaritans")
    QApplication.processEvents()
    shown = [page.box, page.bar, page.bar.filters, page.bar.map, page.bar.order, page.panes, *window.rail.buttons]
    assert [one for one in shown if not within(window, one)] == []
    assert page.results.isVisible()
    assert page.results.viewport().height() >= page.results.row_height / 2
    assert page.results.horizontalScrollBar().maximum() == 0


# Keys that lead about


def test_f6_goes_round_the_parts_of_the_room(page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("samaritans")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    page.enter()
    for part in (page.panel, page.results, page.listing, page.box, page.panel):
        press(Qt.Key.Key_F6)
        assert has_keyboard(part)


def test_f6_goes_on_where_nothing_is_found(page: FindPage, search: Search) -> None:
    search("kangaroo")
    for part in (page.panel, page.nothing, page.box):
        press(Qt.Key.Key_F6)
        assert has_keyboard(part)


def test_escape_leads_back_step_by_step(page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("samaritans")
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, "samaritans")
    press(Qt.Key.Key_Escape)
    assert page.results.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.box.hasFocus()
    press(Qt.Key.Key_F6)
    assert has_keyboard(page.panel)
    press(Qt.Key.Key_Escape)
    assert page.box.hasFocus()
    assert page.box.text() == "samaritans"
    press(Qt.Key.Key_Escape)
    wait_for_answer(qtbot, page)
    assert page.box.text() == ""
    press(Qt.Key.Key_Escape)
    assert page.box.hasFocus()


def test_tab_goes_through_the_window_in_the_order_it_is_read(
    window: MainWindow, page: FindPage, search: Search, qtbot: QtBot
) -> None:
    search("methodone")
    page.inquiry.toggle("area", "lambeth")
    wait_for_answer(qtbot, page)
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    qtbot.wait(100)
    page.enter()
    parts = [page.box, page.chips, page.bar, page.panel, page.results, page.listing, window.rail]
    walked = []
    for _ in range(MOST_TABS):
        press(Qt.Key.Key_Tab)
        walked += [number for number, part in enumerate(parts) if has_keyboard(part)]
        if page.box.hasFocus():
            break
    assert [number for number, _ in groupby(walked)] == [1, 2, 3, 4, 5, 6, 0]


def test_every_letter_chosen_with_alt_stands_for_one_thing(window: MainWindow, page: FindPage, search: Search) -> None:
    search("want to die")
    chosen = letters(window)
    assert {"F", "L", "M", "O", "N"} <= set(chosen)
    assert sorted(chosen) == sorted(set(chosen))
    assert page.isVisible()


# Size of text and colours


def test_text_grows_and_shrinks_everywhere_at_once(
    window: MainWindow, page: FindPage, theme: Theme, search: Search, qtbot: QtBot
) -> None:
    search("want to die")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8)
    qtbot.wait(100)

    def sizes() -> dict[QWidget, float]:
        return {one: one.font().pointSizeF() for one in window.findChildren(QWidget) if not one.isWindow()}

    before, row = sizes(), page.results.row_height
    for _ in SCALES:
        press(Qt.Key.Key_Equal, CTRL)
    after = sizes()
    assert theme.scale == 2.0
    assert len(before) > 150
    stuck = [one for one, size in before.items() if abs(after.get(one, 2 * size) - 2 * size) > 0.05 * size]
    assert [(type(one).__name__, one.accessibleName() or getattr(one, "text", str)()) for one in stuck] == []
    assert page.results.row_height > 1.5 * row
    for _ in SCALES:
        press(Qt.Key.Key_Minus, CTRL)
    assert theme.scale == 0.8
    press(Qt.Key.Key_0, CTRL)
    assert theme.scale == 1.0
    now = sizes()
    assert {one: now.get(one) for one in before} == before
    assert page.results.row_height == row


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_switch_everywhere_at_once(
    window: MainWindow, page: FindPage, theme: Theme, search: Search, scheme: Scheme
) -> None:
    search("want to die")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8)
    theme.set_scheme(next(other for other in SCHEMES if other != scheme))
    theme.set_scheme(scheme)
    QApplication.processEvents()
    wanted = palette(SETS[scheme])
    roles = (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Text, QPalette.ColorRole.Highlight)
    labels = window.findChildren(QLabel)
    assert len(labels) > 25
    colours = [wanted.color(role) for role in roles]
    shown = [window, page, page.box, page.results, page.listing, *labels]
    stuck = [one for one in shown if [one.palette().color(role) for role in roles] != colours]
    assert [(type(one).__name__, getattr(one, "text", str)()) for one in stuck] == []


def test_colours_are_chosen_from_the_commands(window: MainWindow, theme: Theme) -> None:
    by_name = {action.text(): action for action in window.commands.items()}
    for name, scheme in (("Dark colours", "dark"), ("High contrast", "contrast"), ("Colours as the system", "system")):
        by_name[name].trigger()
        assert theme.scheme == scheme


def test_a_key_offers_size_and_colours(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Comma, CTRL)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert theme.scale > 1
    assert window.isVisible()


@pytest.mark.usefixtures("window")
def test_f10_offers_every_action_in_menus(theme: Theme, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QMenu)
    menus = ["Go to", "Find", "Refer", "Listings", "Help", "Privacy", "Look"]
    assert [action.text() for action in offered.actions()] == menus
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return):  # Look, Larger text
        press(key)
    assert QApplication.activePopupWidget() is None
    assert theme.scale > 1
