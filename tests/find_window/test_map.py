"""The maps: pins with the list's numbers, moved by keys and by a pointer, and never a confidential place."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Place, Point, distance_m, read_listing
from navigator.directory.atlas import Atlas, read_atlas
from navigator.find import Search
from navigator.resources import resource
from ui.find.atlas import Chart, Kept, Seen, Taken, View, fitted, project
from ui.find.map_view import MapView, Pin
from ui.find.pins import gathered, label_box
from ui.find.place_map import PlaceMap
from ui.shell.text import Text
from ui.shell.theme import DARK, LIGHT, line_height, palette

CAMBERWELL, BRIXTON, LEWISHAM, PECKHAM = (
    Point(51.474, -0.093),
    Point(51.462, -0.115),
    Point(51.461, -0.014),
    Point(51.472, -0.069),
)
PINS = (
    Pin(2, "night-stop", "Night Stop", CAMBERWELL),
    Pin(3, "day-centre", "Day Centre", BRIXTON),
    Pin(7, "drop-in", "Drop In", LEWISHAM),
    Pin(9, "same-door", "Same Door", LEWISHAM),
)
SE5 = Place("SE5 8", "sector", PECKHAM, (("Southwark", 1.0),), 500)
IN_LAMBETH = Place("Lambeth", "borough", None, (("Lambeth", 1.0),), 0)
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONDON = st.builds(Point, st.floats(51.3, 51.68), st.floats(-0.49, 0.26))


@pytest.fixture(scope="module")
def shipped() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{resource('services.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)) as made:
        yield made


@pytest.fixture(scope="module")
def atlas(shipped: sqlite3.Connection) -> Atlas:
    return read_atlas(shipped)


@pytest.fixture(scope="module")
def chart(atlas: Atlas) -> Chart:
    return Chart(atlas)


@pytest.fixture
def map_view(qtbot: QtBot, atlas: Atlas) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show_atlas(atlas)
    view.show_pins(PINS, 40)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.canvas.setFocus()
    qtbot.waitUntil(view.canvas.hasFocus)
    return view


@pytest.fixture
def told(map_view: MapView) -> list[tuple[str, str]]:
    """What the map told the page, in order."""
    heard: list[tuple[str, str]] = []
    map_view.chosen.connect(lambda service: heard.append(("chosen", service)))
    map_view.opened.connect(lambda service: heard.append(("opened", service)))
    map_view.hovered.connect(lambda service: heard.append(("hovered", service)))
    map_view.left.connect(lambda: heard.append(("left", "")))
    return heard


@pytest.fixture
def at(map_view: MapView) -> Callable[[str], QPoint]:
    """Where a service's pin is on the canvas."""

    def find(service: str) -> QPoint:
        canvas = map_view.canvas
        spot = next(spot for spot in canvas.spots() if service in spot.services)
        return canvas.box(spot).center().toPoint()

    return find


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# The plane ------------------------------------------------------------------------------------------------------------


@given(LONDON, LONDON)
def test_the_plane_keeps_distances_across_london(a: Point, b: Point) -> None:
    apart = project(a) - project(b)
    assert (apart.x() ** 2 + apart.y() ** 2) ** 0.5 == pytest.approx(distance_m(a, b) / 1000, rel=0.01, abs=0.001)


@given(st.lists(LONDON, min_size=1, max_size=8), st.integers(100, 1500), st.integers(100, 1500))
def test_a_fitted_view_shows_all_of_what_it_fits(points: list[Point], width: int, height: int) -> None:
    spots = [project(point) for point in points]
    xs, ys = sorted(spot.x() for spot in spots), sorted(spot.y() for spot in spots)
    size = QSizeF(width, height)
    view = fitted(QRectF(QPointF(xs[0], ys[0]), QPointF(xs[-1], ys[-1])), size, 20)
    for spot in spots:
        shown = view.transform(size).map(spot)
        assert 19 <= shown.x() <= width - 19
        assert 19 <= shown.y() <= height - 19


def test_points_lie_in_their_boroughs(chart: Chart) -> None:
    assert [chart.borough_at(point) for point in (CAMBERWELL, BRIXTON, LEWISHAM, Point(51.0, 0.0))] == [
        "Southwark", "Lambeth", "Lewisham", "",
    ]  # fmt: skip


@pytest.mark.parametrize("scale", [8, 25, 60, 120, 300])
@pytest.mark.parametrize("middle", [CAMBERWELL, Point(51.51, -0.09), Point(51.60, 0.1)])
def test_no_name_lies_over_another_or_over_a_pin(qapp: QApplication, chart: Chart, middle: Point, scale: int) -> None:
    spot = project(middle)
    seen = Seen(View(spot.x(), spot.y(), scale), QRectF(0, 0, 700, 600))
    pins = [QRectF(300, 250, 90, 30), QRectF(100, 80, 30, 30)]
    taken = Taken(pins)
    boroughs = chart.borough_names(chart.shapes, seen, qapp.font(), taken)
    sectors = chart.sector_names(seen, qapp.font(), taken)
    boxes = [*pins, *(name.box for name in (*boroughs, *sectors))]
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))
    assert all(seen.room.contains(box) for box in boxes)
    assert boroughs or scale in {8, 300}
    assert bool(sectors) == (scale >= 120)


def test_a_quiet_name_lies_inside_its_borough(qapp: QApplication, chart: Chart) -> None:
    seen = Seen(fitted(chart.bounds(), QSizeF(1400, 1000), 10), QRectF(0, 0, 1400, 1000))
    names = chart.borough_names(chart.shapes, seen, qapp.font(), Taken())
    assert len(names) > 20
    for name in names:
        assert chart.shapes[name.text.replace("\n", " ")].contains(seen.back.mapRect(name.box))


def test_a_name_that_must_be_there_may_cross_an_edge(qapp: QApplication, chart: Chart) -> None:
    seen = Seen(fitted(chart.bounds(), QSizeF(300, 200), 5), QRectF(0, 0, 300, 200))
    assert chart.borough_names(["City of London"], seen, qapp.font(), Taken()) == []
    (name,) = chart.borough_names(["City of London"], seen, qapp.font(), Taken(), always=True)
    assert name.loud


# Pins on the same spot ------------------------------------------------------------------------------------------------


@given(st.lists(LONDON | st.just(CAMBERWELL), max_size=60), st.floats(3, 400))
def test_pins_share_marks_that_do_not_overlap(points: list[Point], scale: float) -> None:
    pins = [Pin(number, f"s{number}", "Name", point) for number, point in enumerate(points, 1)]
    spots = gathered(pins, scale, QFontMetricsF(QFont()))
    assert sorted(pin.number for spot in spots for pin in spot.pins) == list(range(1, len(pins) + 1))
    assert not any(a.box.intersects(b.box) for a, b in itertools.combinations(spots, 2))
    firsts = [spot.pins[0].number for spot in spots]
    assert firsts == sorted(firsts)
    assert all([pin.number for pin in spot.pins] == sorted(pin.number for pin in spot.pins) for spot in spots)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([3], "3"), ([7, 3], "3, 7"), ([9, 3, 7], "3, 7, 9"), ([1, 2, 3, 4, 5], "1, 2 +3"), ([4, 4], "4")],
)
def test_a_mark_names_its_numbers(qapp: QApplication, numbers: list[int], text: str) -> None:
    pins = [Pin(number, f"s{number}", "Name", CAMBERWELL) for number in numbers]
    (spot,) = gathered(pins, 30, QFontMetricsF(qapp.font()))
    assert spot.text == text


@given(st.floats(0, 700), st.floats(0, 600))
def test_a_label_lies_in_the_picture(x: float, y: float) -> None:
    room, mark = QRectF(0, 0, 700, 600), QRectF(x - 10, y - 10, 20, 20)
    box = label_box(mark, "Camberwell Road", QFontMetricsF(QFont()), room, [])
    assert room.contains(box)
    assert not box.intersects(mark)


# By keyboard ----------------------------------------------------------------------------------------------------------


def test_keys_go_through_the_numbers(map_view: MapView, told: list[tuple[str, str]]) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(map_view.canvas, key)
    assert told == [("chosen", id_) for id_ in ("night-stop", "day-centre", "same-door", "drop-in", "night-stop")]


def test_keys_go_to_the_pin_on_that_side(map_view: MapView, told: list[tuple[str, str]]) -> None:
    map_view.choose("day-centre")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(map_view.canvas, key)
    assert told == [("chosen", "night-stop"), ("chosen", "drop-in"), ("chosen", "night-stop")]


def test_enter_opens_and_escape_leaves(map_view: MapView, told: list[tuple[str, str]]) -> None:
    QTest.keyClick(map_view.canvas, Qt.Key.Key_Return)
    map_view.choose("drop-in")
    QTest.keyClick(map_view.canvas, Qt.Key.Key_Enter)
    QTest.keyClick(map_view.canvas, Qt.Key.Key_Escape)
    assert told == [("opened", "drop-in"), ("left", "")]


def test_entering_chooses_the_first_pin_or_keeps_the_chosen(map_view: MapView, told: list[tuple[str, str]]) -> None:
    map_view.enter()
    map_view.enter()
    assert told == [("chosen", "night-stop")]


def test_zooming_and_fitting_by_key(map_view: MapView) -> None:
    canvas = map_view.canvas
    whole = canvas._view
    QTest.keyClicks(canvas, "++")
    assert canvas._view.scale == pytest.approx(whole.scale * 1.4**2)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas._view.x > whole.x
    QTest.keyClicks(canvas, "-")
    assert canvas._view.scale == pytest.approx(whole.scale * 1.4)
    QTest.keyClicks(canvas, "0")
    assert canvas._view == whole


@pytest.mark.parametrize(("name", "after"), [("Zoom in", 1.4**3), ("Zoom out", 1 / 1.4)])
def test_space_and_enter_press_buttons_and_open_nothing(
    map_view: MapView, told: list[tuple[str, str]], name: str, after: float
) -> None:
    buttons = {button.accessibleName(): button for button in map_view.findChildren(QAbstractButton)}
    assert list(buttons) == ["Zoom in", "Zoom out", "Show all pins"]
    map_view.choose("drop-in")
    whole = map_view.canvas._view
    map_view.canvas.zoom(1.4)
    buttons[name].setFocus()
    QTest.keyClick(buttons[name], Qt.Key.Key_Space)
    QTest.keyClick(buttons[name], Qt.Key.Key_Return)
    assert map_view.canvas._view.scale == pytest.approx(whole.scale * after)
    buttons["Show all pins"].click()
    assert map_view.canvas._view == whole
    QTest.keyClick(buttons[name], Qt.Key.Key_Escape)
    assert told == [("left", "")]


def test_the_window_keeps_its_own_keys(map_view: MapView) -> None:
    whole = map_view.canvas._view
    QTest.keyClick(map_view.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert map_view.canvas._view == whole


# By pointer -----------------------------------------------------------------------------------------------------------


def test_a_press_chooses_and_another_goes_to_the_next_there(
    map_view: MapView, told: list[tuple[str, str]], at: Callable[[str], QPoint]
) -> None:
    for service in ("day-centre", "drop-in", "drop-in", "drop-in"):
        QTest.mouseClick(map_view.canvas, _LEFT, _NO_KEY, at(service))
    assert [heard for heard in told if heard[0] == "chosen"] == [
        ("chosen", "day-centre"), ("chosen", "drop-in"), ("chosen", "same-door"), ("chosen", "drop-in"),
    ]  # fmt: skip


def test_a_double_press_opens_a_pin_of_one_service_only(
    map_view: MapView, told: list[tuple[str, str]], at: Callable[[str], QPoint]
) -> None:
    for service in ("day-centre", "drop-in"):
        QTest.mouseDClick(map_view.canvas, _LEFT, _NO_KEY, at(service))
    assert [heard for heard in told if heard[0] == "opened"] == [("opened", "day-centre")]


def test_hovering_tells_once_and_names_the_services(
    map_view: MapView, qtbot: QtBot, told: list[tuple[str, str]], at: Callable[[str], QPoint]
) -> None:
    for where in (at("drop-in"), at("drop-in") + QPoint(2, 0), QPoint(5, 5)):
        QTest.mouseMove(map_view.canvas, where)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("hovered", "drop-in"), ("hovered", "")]


def test_the_tip_of_a_pin_is_never_read_as_mark_up(map_view: MapView) -> None:
    from ui.find.map_canvas import _tip

    map_view.show_pins(tuple(Pin(n, f"s{n}", "<b>A & B</b>", CAMBERWELL) for n in range(1, 15)))
    (spot,) = map_view.canvas.spots()
    assert "1  &lt;b&gt;A &amp; B&lt;/b&gt;" in _tip(spot)
    assert "<b>" not in _tip(spot)
    assert "and 4 more" in _tip(spot)


def test_dragging_moves_the_map_and_chooses_nothing(
    map_view: MapView, told: list[tuple[str, str]], at: Callable[[str], QPoint]
) -> None:
    canvas, start = map_view.canvas, at("day-centre")
    whole = canvas._view
    QTest.mousePress(canvas, _LEFT, _NO_KEY, start)
    QTest.mouseMove(canvas, start + QPoint(60, 40))
    QTest.mouseRelease(canvas, _LEFT, _NO_KEY, start + QPoint(60, 40))
    assert at("day-centre") == start + QPoint(60, 40)
    assert canvas._view.scale == whole.scale
    assert not [heard for heard in told if heard[0] == "chosen"]


def test_the_wheel_zooms_about_the_pointer(map_view: MapView) -> None:
    canvas = map_view.canvas
    whole, where = canvas._view, QPointF(120, 90)
    under = canvas._transform().inverted()[0].map(where)
    turned = QWheelEvent(
        where, QPointF(canvas.mapToGlobal(where)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, _NO_KEY,
        Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
    )  # fmt: skip
    QApplication.sendEvent(canvas, turned)
    assert canvas._view.scale > whole.scale
    still = canvas._transform().map(under)
    assert (still - where).manhattanLength() < 0.01


# What the page shows --------------------------------------------------------------------------------------------------


def test_what_the_page_chooses_tells_nobody_and_comes_into_view(
    map_view: MapView, told: list[tuple[str, str]], at: Callable[[str], QPoint]
) -> None:
    map_view.canvas.zoom(12)
    assert not map_view.canvas.rect().contains(at("drop-in"))
    map_view.choose("drop-in")
    assert map_view.canvas.rect().contains(at("drop-in"))
    map_view.set_hovered("day-centre")
    assert told == []


def test_the_chosen_pin_is_told_by_more_than_colour(map_view: MapView, at: Callable[[str], QPoint]) -> None:
    canvas = map_view.canvas
    spot = next(spot for spot in canvas.spots() if "day-centre" in spot.services)
    above = at("day-centre") - QPoint(0, round(0.7 * spot.box.height()))
    before = picture(canvas)
    map_view.choose("day-centre")
    after = picture(canvas)
    assert after.pixelColor(above) != before.pixelColor(above)
    assert canvas._label
    text, box = canvas._label
    assert text == "3  Day Centre"
    assert not any(box.intersects(canvas.box(spot)) for spot in canvas.spots())


def test_the_chosen_pin_is_said(map_view: MapView) -> None:
    said = QAccessible.queryAccessibleInterface(map_view.canvas)
    assert said.text(QAccessible.Text.Name) == "Map of the results"
    assert said.text(QAccessible.Text.Description).startswith("No pin is chosen.")
    QTest.keyClick(map_view.canvas, Qt.Key.Key_End)
    assert said.text(QAccessible.Text.Description).startswith("Chosen: 9, Same Door.")
    map_view.set_origin(SE5)
    assert "Searched near SE5 8." in said.text(QAccessible.Text.Description)


def test_new_names_for_the_same_pins_leave_the_view(map_view: MapView) -> None:
    map_view.canvas.zoom(2)
    map_view.choose("drop-in")
    moved = map_view.canvas._view
    map_view.show_pins(tuple(Pin(pin.number, pin.id, "New", pin.point) for pin in PINS))
    assert map_view.canvas._view == moved
    assert map_view._chosen == "drop-in"
    map_view.show_pins(PINS[:2])
    assert map_view.canvas._view != moved
    assert map_view._chosen == ""


def test_all_pins_and_the_place_searched_near_are_in_view(map_view: MapView, at: Callable[[str], QPoint]) -> None:
    for size in ((380, 500), (900, 400)):
        map_view.resize(*size)
        QApplication.processEvents()
        assert all(map_view.canvas.rect().contains(at(pin.id)) for pin in PINS)
    far = Point(51.65, -0.2)
    map_view.set_origin(Place("EN5 1", "sector", far, (("Barnet", 1.0),), 500))
    assert map_view.canvas.rect().contains(map_view.canvas._transform().map(project(far)).toPoint())


def test_the_place_searched_near_is_marked(map_view: MapView) -> None:
    canvas = map_view.canvas
    map_view.set_origin(SE5)
    marked = canvas._transform().map(project(PECKHAM)).toPoint()
    assert picture(canvas).pixelColor(marked) == QColor(LIGHT.text)
    map_view.set_origin(IN_LAMBETH)
    inside = canvas._transform().map(project(Point(51.441, -0.122))).toPoint()
    assert picture(canvas).pixelColor(inside) == QColor(LIGHT.chosen)
    map_view.set_origin(None)
    assert picture(canvas).pixelColor(inside) == QColor(LIGHT.base)


@pytest.mark.parametrize(
    ("count", "total", "says"),
    [
        (4, 40, "4 of 40 services have a place on this map"),
        (1, 40, "1 of 40 services has a place on this map"),
        (1, 1, "1 of 1 service has a place on this map"),
        (2, None, "2 services have a place on this map"),
        (0, 40, "None of these services has a place on this map"),
    ],
)
def test_the_line_says_what_is_not_there(map_view: MapView, count: int, total: int | None, says: str) -> None:
    again = (Pin(PINS[0].number, PINS[0].id, PINS[0].name, PECKHAM),) if count else ()
    map_view.show_pins(PINS[:count] + again, total)
    (line,) = map_view.findChildren(Text)
    assert line.text() == f"{says}; confidential places are never shown. The list says the same."


def test_a_map_without_an_atlas_or_pins_can_be_used(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.enter()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_0, Qt.Key.Key_End):
        QTest.keyClick(view.canvas, key)
    assert not picture(view).isNull()
    view.show_pins(PINS)
    view.choose("drop-in")
    assert not picture(view).isNull()


def test_a_picture_is_kept_until_something_about_it_changes(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(100, 80)
    kept, drawn = Kept(widget), []

    def show(key: str) -> int:
        kept.picture(key, lambda painter: drawn.append(painter.isActive()))
        return len(drawn)

    assert [show("a"), show("a"), show("b")] == [1, 1, 2]
    widget.resize(120, 80)
    assert [show("b"), show("b")] == [3, 3]
    widget.setPalette(palette(DARK))
    assert [show("b"), show("b")] == [4, 4]
    widget.setFont(QFont("Serif", 31))
    assert [show("b"), show("b")] == [5, 5]
    assert all(drawn)


def test_moving_the_pointer_over_pins_draws_the_land_once(map_view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(map_view.canvas)
    drawn: list[object] = []
    monkeypatch.setattr(Chart, "draw_land", lambda *given: drawn.append(given))
    map_view.set_hovered("drop-in")
    picture(map_view.canvas)
    assert drawn == []
    map_view.canvas.zoom(1.2)
    picture(map_view.canvas)
    assert len(drawn) == 1


# The small map --------------------------------------------------------------------------------------------------------


@pytest.fixture
def place_map(qtbot: QtBot) -> PlaceMap:
    made = PlaceMap()
    qtbot.addWidget(made)
    made.setPalette(palette(LIGHT))
    made.resize(600, made.sizeHint().height())
    return made


@pytest.mark.parametrize(
    ("areas", "points", "says"),
    [
        (["Lambeth", "Southwark"], [CAMBERWELL], "Map: Night Stop, in Southwark; serves Lambeth and Southwark"),
        (["Bexley", "Brent", "Camden"], [], "Map: Night Stop; serves Bexley, Brent and Camden"),
        (["London"], [CAMBERWELL, BRIXTON], "Map: Night Stop, in Southwark and Lambeth; serves London"),
        ([], [], "Map: Night Stop"),
    ],
)
def test_the_small_map_says_what_it_shows(
    place_map: PlaceMap, atlas: Atlas, areas: list[str], points: list[Point], says: str
) -> None:
    place_map.show_place(atlas, areas, points, "Night Stop")
    assert place_map.accessibleName() == says
    assert not picture(place_map).isNull()


def colours(place_map: PlaceMap, chart: Chart, *spots: Point) -> list[str]:
    room = QRectF(place_map.rect())
    transform = fitted(place_map._bounds(chart), room.size(), line_height(place_map) / 2, 8.0).transform(room.size())
    shown = picture(place_map)
    return [shown.pixelColor(transform.map(project(spot)).toPoint()).name() for spot in spots]


def test_the_boroughs_covered_are_filled_and_the_place_is_a_dot(
    place_map: PlaceMap, atlas: Atlas, chart: Chart
) -> None:
    south_lambeth, south_lewisham = Point(51.435, -0.122), Point(51.43, -0.005)
    place_map.show_place(atlas, ["Lambeth", "Elsewhere"], [LEWISHAM], "Night Stop")
    assert colours(place_map, chart, south_lambeth, south_lewisham, LEWISHAM) == [
        LIGHT.chosen, LIGHT.base, LIGHT.accent,
    ]  # fmt: skip


@pytest.mark.parametrize("area", ["London", "England", "UK"])
def test_a_wider_area_is_every_borough(place_map: PlaceMap, atlas: Atlas, chart: Chart, area: str) -> None:
    place_map.show_place(atlas, [area], [], "Night Stop")
    assert place_map._covered == {outline.name for outline in atlas.outlines}
    assert colours(place_map, chart, Point(51.36, 0.05), Point(51.62, -0.2)) == [LIGHT.chosen] * 2


def test_the_small_map_is_a_picture_as_high_as_some_lines(place_map: PlaceMap, atlas: Atlas) -> None:
    place_map.show_place(atlas, ["Lambeth"], [], "Night Stop")
    assert place_map.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert place_map.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    for points in (9, 24):
        place_map.setFont(QFont("Sans Serif", points))
        assert place_map.sizeHint().height() == 14 * line_height(place_map)
        assert place_map.minimumSizeHint().height() == 10 * line_height(place_map)


# What must never be on a map ------------------------------------------------------------------------------------------


def test_no_confidential_place_is_on_the_map(map_view: MapView, shipped: sqlite3.Connection) -> None:
    results = Search(shipped).first("", limit=1_000).results
    pins = tuple(Pin(row, r.id, r.name, point) for row, r in enumerate(results, 1) for point in r.points)
    map_view.show_pins(pins, len(results))
    shown = {pin.id: {p.point for p in pins if p.id == pin.id} for s in map_view.canvas.spots() for pin in s.pins}
    confidential = set()
    for (service,) in shipped.execute("SELECT id FROM service"):
        listing = read_listing(shipped, service)
        assert listing
        known = {
            Point(place.latitude, place.longitude)
            for place in listing.locations
            if not place.confidential and place.latitude is not None and place.longitude is not None
        }
        assert shown.get(service, set()) == known
        if any(place.confidential for place in listing.locations):
            confidential.add(service)
    assert len(confidential) == 8
    only = {row[0] for row in shipped.execute(_ONLY_CONFIDENTIAL)}
    assert only
    assert not only & shown.keys()


_ONLY_CONFIDENTIAL = """
SELECT s.id FROM service s JOIN service_at_location a ON a.service_key = s.key JOIN location l ON l.key = a.location_key
GROUP BY s.key HAVING min(l.confidential) = 1
"""
