"""List and map of the same results, in step with one another."""

from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.find.line import Line
from tests.find_window.conftest import (
    CTRL,
    LONG_MS,
    Search,
    answered,
    has_keyboard,
    press,
    type_words,
    wait_for_answer,
    wait_for_listing,
)
from ui.find.map_view import MapView
from ui.find.page import FindPage
from ui.shell.main_window import MainWindow


@pytest.fixture
def view(page: FindPage, search: Search, qtbot: QtBot) -> MapView:
    """The map of some results, beside them, with the keyboard still in the box."""
    search("food lambeth")
    press(Qt.Key.Key_M, CTRL)
    assert page.map is not None
    made = page.map
    qtbot.waitUntil(lambda: bool(made._pins) and bool(made.canvas.spots()), timeout=LONG_MS)
    return made


def move_to(widget: QWidget, at: QPoint) -> None:
    """Put the pointer there."""
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, moved)


def pin_of(view: MapView, service_id: str) -> QPoint:
    """Where the pin of a service is drawn."""
    spot = next(spot for spot in view.canvas.spots() if service_id in spot.services)
    return view.canvas.box(spot).center().toPoint()


def alone(view: MapView) -> list[str]:
    """The services that share their pin with no other, by number."""
    return [spot.services[0] for spot in view.canvas.spots() if len(spot.services) == 1]


def test_the_map_comes_and_goes_with_one_key_and_the_list_stays(page: FindPage, view: MapView) -> None:
    assert view.isVisible()
    assert page.results.isVisible()
    assert page.bar.map.isChecked()
    assert page.box.hasFocus()
    press(Qt.Key.Key_M, CTRL)
    assert not view.isVisible()
    assert not page.bar.map.isChecked()
    assert page.listing.isVisible()


def test_pins_have_the_numbers_of_the_list(page: FindPage, view: MapView, qtbot: QtBot) -> None:
    def lines() -> list[Line | None]:
        return [page.model.line(row) for row in range(page.model.rowCount())]

    qtbot.waitUntil(lambda: None not in lines(), timeout=LONG_MS)
    by_id = {line.id: row + 1 for row, line in enumerate(lines()) if line is not None}
    assert len(view._pins) > 3
    for pin in view._pins.values():
        assert pin.number == by_id[pin.id]


def test_hovering_in_one_shows_it_in_the_other(page: FindPage, view: MapView) -> None:
    service_id = alone(view)[0]
    row = page.model.row_of(service_id)
    assert row is not None
    move_to(view.canvas, pin_of(view, service_id))
    assert page.results._rows.hovered == service_id
    move_to(view.canvas, QPoint(1, 1))
    assert page.results._rows.hovered == ""
    page.results.scrollTo(page.model.index(row, 0))
    move_to(page.results.viewport(), page.results.visualRect(page.model.index(row, 0)).center())
    assert view.canvas._under == service_id
    QApplication.sendEvent(page.results.viewport(), QEvent(QEvent.Type.Leave))
    assert view.canvas._under == ""


def test_choosing_in_one_chooses_in_the_other(page: FindPage, view: MapView) -> None:
    first, second = alone(view)[:2]
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=pin_of(view, second))
    assert page.results.currentIndex().row() == page.model.row_of(second)
    assert view.isVisible()
    row = page.model.row_of(first)
    assert row is not None
    page.results.choose(row)
    assert view._chosen == first
    assert view.isVisible()


def test_the_map_is_used_by_keyboard_alone(page: FindPage, view: MapView, qtbot: QtBot) -> None:
    page.enter()
    press(Qt.Key.Key_F6, times=3)
    assert has_keyboard(view)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    chosen = view._chosen
    assert chosen
    assert page.results.currentIndex().row() == page.model.row_of(chosen)
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, chosen)
    assert not view.isVisible()
    assert page.listing.back.isVisible()
    press(Qt.Key.Key_Escape)
    assert view.isVisible()


def test_the_map_follows_the_results(page: FindPage, view: MapView, qtbot: QtBot) -> None:
    before = set(view._pins)
    page.enter()
    type_words("detox")
    wait_for_answer(qtbot, page)
    qtbot.waitUntil(lambda: set(view._pins) != before, timeout=LONG_MS)
    page.inquiry.find_place("SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    qtbot.waitUntil(lambda: "Searched near SE5 8" in view.canvas.accessibleDescription(), timeout=LONG_MS)


def test_confidential_places_are_never_on_the_map(view: MapView, search: Search, qtbot: QtBot) -> None:
    before = set(view._pins)
    search("")
    qtbot.waitUntil(lambda: set(view._pins) != before, timeout=LONG_MS)
    with closing(Store.open().connect()) as connection:
        hidden = "SELECT s.id FROM service s JOIN service_at_location a ON a.service_key = s.key "
        hidden += "JOIN location l ON l.key = a.location_key GROUP BY s.id HAVING min(l.confidential)"
        confidential = {service_id for (service_id,) in connection.execute(hidden)}
        places = "SELECT latitude, longitude FROM location WHERE NOT confidential AND latitude IS NOT NULL"
        known = set(connection.execute(places))
    assert len(confidential) >= 5
    assert not confidential & set(view._pins)
    pins = [pin for spot in view.canvas.spots() for pin in spot.pins]
    assert {(pin.point.latitude, pin.point.longitude) for pin in pins} == known
    assert len(view._pins) > 30


def test_where_it_is_narrow_list_and_map_take_turns(
    window: MainWindow, page: FindPage, view: MapView, qtbot: QtBot
) -> None:
    window.resize(QSize(800, 600))
    qtbot.waitUntil(lambda: not page.results.isVisible())
    assert view.isVisible()
    press(Qt.Key.Key_Down)
    assert has_keyboard(view)
    press(Qt.Key.Key_Home)
    chosen = view._chosen
    assert chosen
    press(Qt.Key.Key_Return)
    wait_for_listing(qtbot, page, chosen)
    assert not view.isVisible()
    press(Qt.Key.Key_Escape)
    assert view.isVisible()
    press(Qt.Key.Key_M, CTRL)
    assert page.results.isVisible()
    assert not view.isVisible()
