"""Who to talk to on the screen: its cells and where they lead, how gaps look, what it is saved as and forgets."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.find import Filters, Fits
from navigator.pathways import Cell, CellService, Matrix, Row, to_csv
from ui.pathways.matrix_layout import Looks
from ui.pathways.matrix_view import MatrixView
from ui.pathways.matrix_words import counts, gaps, pieces, short, spoken, stances, summary
from ui.shell.colours import SETS, palette
from ui.shell.contrast import PART, contrast
from ui.shell.tabbing import step, tab_stops
from ui.shell.theme import scaled

WIDE = "All London or national"
COLUMNS = ("Lambeth", "Lewisham", WIDE)
SAID = Fits(Answers().with_age(34))


def service(name: str, **given: str) -> CellService:
    usual = {"organization": "Org", "mark": "", "stance": "not-stated", "both": "", "way_in": "Refer yourself"}
    return CellService(id=name.lower().replace(" ", "-"), name=name, local=True, **{**usual, **given})  # type: ignore[arg-type]


SPIRES = service("Spires", stance="accepts", both="Both needs: takes people with both", mark="Check it still runs")
SEVERAL = (SPIRES, service("Ace of Clubs", way_in="Ring 020 7732 2008"), service("Manna Centre"))


def cell(need: str, area: str, services: tuple[CellService, ...], *, local: int = 0, said: Fits | None = None) -> Cell:
    return Cell(
        count=len(services),
        local=local,
        national=len(services) - local,
        services=services,
        meets=1 if said and services else 0,
        refused=2 if said else 0,
        filters=Filters(need=(need,), area=(area,), fits=said),
        wide=area == "london",
    )


def made(said: Fits | None = None) -> Matrix:
    """Housing everywhere, sexual health with no local service in Lewisham, and nobody for carers in Lambeth."""

    def row(need: str, label: str, group: str, *each: tuple[tuple[CellService, ...], int]) -> Row:
        areas = zip(("lambeth", "lewisham", "london"), each, strict=True)
        return Row(need, label, group, tuple(cell(need, area, of, local=n, said=said) for area, (of, n) in areas))

    one = SEVERAL[:1]
    rows = (
        row("housing", "Housing", "A home", (SEVERAL, 2), (one, 1), (one, 0)),
        row("sexual-health", "Sexual health", "Health", (one, 1), (SEVERAL, 0), (SEVERAL, 0)),
        row("carers", "Carers", "Daily life", ((), 0), (one, 1), (one, 0)),
    )
    return Matrix(rows, COLUMNS, "2026-11-22", told=said is not None, elsewhere=0)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., MatrixView]:
    def shown(matrix: Matrix | None = None, width: int = 1200, height: int = 760) -> MatrixView:
        view = MatrixView()
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show_matrix(matrix or made())
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.enter()
        return view

    return shown


def read(view: MatrixView) -> str:
    """All the words in sight around the map."""
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def press(view: MatrixView, row: int, column: int) -> None:
    at = view.table.visualRect(view.table.model().index(row, column)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_cell_says_how_many_help_and_the_best_of_them() -> None:
    told = [piece.text for piece in pieces(made().rows[0].cells[0])]
    assert told == [
        "3 services, 2 local",
        *("Spires", "Check it still runs", "Refer yourself"),
        *("Ace of Clubs", "Ring 020 7732 2008"),
    ]


def test_every_kind_of_gap_is_said() -> None:
    matrix = made()
    assert counts(matrix.rows[2].cells[0]) == "Gap: no service in this directory."
    assert counts(matrix.rows[1].cells[1]) == "No local service. 3 for all London or the country."
    assert [short(one)[0] for one in matrix.rows[1].cells] == [
        "1 service, 1 local",
        "3 services, none local",
        "3 services",
    ]
    assert gaps(matrix) == (
        "No service in this directory: carers in Lambeth. No local service: sexual health in Lewisham."
    )
    assert gaps(replace(matrix, rows=matrix.rows[:1])) == "Each of these needs has a local service in every borough."


def test_with_answers_a_gap_is_not_said_to_be_one_of_the_directory() -> None:
    matrix = made(SAID)
    assert counts(matrix.rows[2].cells[0]) == "Gap: nobody who may take this person. 2 whose rules say no."
    assert counts(matrix.rows[0].cells[0]).endswith("1 with rules met, 2 worth asking, 2 whose rules say no.")
    assert "no service in this directory" not in gaps(matrix).lower()


def test_what_the_map_is_of() -> None:
    assert summary(made()) == "3 needs, 2 boroughs. Directory compiled 22 November 2026."
    assert stances(made()) == {"accepts": "takes people with both"}


def test_screen_reader_hears_the_cell_and_its_headings(make: Callable[..., MatrixView]) -> None:
    view = make()
    model, told = view.table.model(), Qt.ItemDataRole.AccessibleTextRole
    matrix = made()
    says = model.index(0, 0).data(told)
    assert says == spoken(matrix.rows[0], "Lambeth", matrix.rows[0].cells[0])
    assert says.startswith(
        "Housing, Lambeth. 3 services, 2 local. Spires: check it still runs, both needs: takes people"
    )
    assert model.headerData(0, Qt.Orientation.Vertical, told) == "Housing. A home"
    assert model.headerData(1, Qt.Orientation.Horizontal, told) == "Lewisham"
    accessible = QAccessible.queryAccessibleInterface(view.table)
    assert accessible.role() == QAccessible.Role.Table
    children = [accessible.child(n) for n in range(accessible.childCount())]
    assert says in [child.text(QAccessible.Text.Name) for child in children]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_arrows_go_from_cell_to_cell_and_enter_opens_one_in_find(make: Callable[..., MatrixView], key: Qt.Key) -> None:
    view = make()
    spy = QSignalSpy(view.find_asked)
    for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(view.table, arrow)
    QTest.keyClick(view.table, key)
    assert [spy.at(0)[0]] == [Filters(need=("sexual-health",), area=("lewisham",))]


def test_press_opens_a_cell_in_find_with_the_answers(make: Callable[..., MatrixView]) -> None:
    view = make(made(SAID))
    spy = QSignalSpy(view.find_asked)
    press(view, 0, 1)
    assert spy.count() == 1
    assert spy.at(0)[0] == Filters(need=("housing",), area=("lewisham",), fits=SAID)


def test_chosen_cell_is_told_in_full_and_leads_to_listings_and_to_find(make: Callable[..., MatrixView]) -> None:
    view = make()
    listings, finds = QSignalSpy(view.listing_asked), QSignalSpy(view.find_asked)
    assert [link.accessibleName() for link in view.detail.links] == ["Spires", "Ace of Clubs", "Manna Centre"]
    assert "Both needs: takes people with both" in read(view)
    view.detail.links[1].click()
    view.detail.button.click()
    assert listings.at(0) == ["ace-of-clubs"]
    assert finds.at(0)[0] == made().rows[0].cells[0].filters
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    assert [link.accessibleName() for link in view.detail.links] == ["Spires"]
    assert view.detail.button.text() == "See it in Find"


def test_gap_leads_nowhere_but_says_so(make: Callable[..., MatrixView]) -> None:
    view = make()
    view.table.choose(view.table.model().index(2, 0))
    assert "Gap: no service in this directory." in read(view)
    assert not view.detail.links
    assert not view.detail.button.isVisible()


def test_mouse_that_rests_on_a_cell_shows_it_and_one_that_passes_does_not(
    make: Callable[..., MatrixView], qtbot: QtBot
) -> None:
    view = make()
    _hover(view, 1, 1)
    _hover(view, 2, 1)
    qtbot.waitUntil(lambda: view.detail.accessibleName() == "Carers, Lewisham")
    view.detail.links[0].setFocus()
    with qtbot.waitSignal(view.table.rested):
        _hover(view, 0, 0)
    assert view.detail.accessibleName() == "Carers, Lewisham"


def _hover(view: MatrixView, row: int, column: int) -> None:
    at = QPointF(view.table.visualRect(view.table.model().index(row, column)).center())
    none = Qt.MouseButton.NoButton
    globally = QPointF(view.table.viewport().mapToGlobal(at.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.table.viewport(), event)


def test_answers_are_said_and_can_be_left_out(make: Callable[..., MatrixView]) -> None:
    view = make(made(SAID))
    spy = QSignalSpy(view.answers_dropped)
    assert "Narrowed to what one person said." in read(view)
    view.drop.click()
    assert spy.count() == 1
    view.show_matrix(made())
    assert "Narrowed" not in read(view)
    assert not view.drop.isVisible()


def test_same_need_and_borough_stay_chosen_on_another_map(make: Callable[..., MatrixView]) -> None:
    view = make()
    view.table.choose(view.table.model().index(2, 1))
    matrix = made(SAID)
    view.show_matrix(replace(matrix, rows=matrix.rows[1:]))
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, 1)
    assert view.detail.accessibleName() == "Carers, Lewisham"


def test_nothing_is_kept_of_what_was_shown(make: Callable[..., MatrixView], tmp_path: Path) -> None:
    view = make(made(SAID))
    view.clear()
    assert view.matrix is None
    assert view.table.model().rowCount() == 0
    every = [label.text() for label in view.findChildren(QLabel)] + [
        one.text() for one in view.findChildren(QPushButton)
    ]
    assert not [text for text in every if "Spires" in text or "Housing" in text]
    view.save_table(tmp_path / "never.csv")
    assert not list(tmp_path.iterdir())


def test_empty_map_says_so(make: Callable[..., MatrixView]) -> None:
    view = make(replace(made(), rows=()))
    assert "nothing to map" in read(view)
    assert not view.table.isVisible()


def test_names_are_in_the_cells_when_asked_for(make: Callable[..., MatrixView]) -> None:
    view = make()
    before = [words.text for words in view.table.laid(0, 0).words]
    assert before == ["3 services, 2 local"]
    QTest.keyClick(view.names, Qt.Key.Key_Space)
    assert "Spires" in [words.text for words in view.table.laid(0, 0).words]
    assert "takes people with both" in view.legend.accessibleName()


@pytest.mark.parametrize("names", ["", "names"])
@pytest.mark.parametrize("scheme", SETS)
def test_gaps_look_different_and_stand_out(make: Callable[..., MatrixView], scheme: str, names: str) -> None:
    colours = SETS[scheme]
    view = make()
    view.setPalette(palette(colours))
    view.names.setChecked(bool(names))
    picture = view.table.viewport().grab().toImage()
    assert contrast(colours.warn, colours.base) >= PART
    areas = {at: view.table.visualRect(view.table.model().index(*at)) for at in ((2, 0), (1, 1), (2, 1))}
    sides = {
        at: _part(picture, QRect(area.x() + 3, area.y(), 1, area.height()), colours.warn) for at, area in areas.items()
    }
    assert sides[2, 0] > 0.7 > sides[1, 1] > sides[2, 1] == 0
    right = {at: area.adjusted(area.width() * 3 // 4, 6, -6, -6) for at, area in areas.items()}
    hatches = {at: _part(picture, area, colours.edge) for at, area in right.items()}
    assert hatches[2, 0] > 0
    assert hatches[1, 1] == hatches[2, 1] == 0


def _part(picture: QImage, area: QRect, colour: str) -> float:
    points = (QPoint(x, y) for x in range(area.left(), area.right() + 1) for y in range(area.top(), area.bottom() + 1))
    return sum(picture.pixelColor(point) == QColor(colour) for point in points) / (area.width() * area.height())


def test_keyboard_is_seen_in_the_map(make: Callable[..., MatrixView]) -> None:
    view = make()
    with_ring = view.table.viewport().grab().toImage()
    view.names.setFocus()
    assert view.table.viewport().grab().toImage() != with_ring


def test_rows_grow_with_the_text(make: Callable[..., MatrixView]) -> None:
    view = make()
    before = view.table.rowHeight(0)
    view.setFont(scaled(view.font(), 2))
    assert view.table.rowHeight(0) >= 1.8 * before
    assert view.table.verticalHeader().isVisible()
    assert view.table.horizontalHeader().height() >= view.table.rowHeight(0) / 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    names=st.lists(st.text(max_size=60), max_size=3),
    ways=st.text(max_size=80),
    width=st.integers(60, 700),
    size=st.sampled_from((0.8, 1.0, 2.0)),
)
def test_no_word_leaves_its_cell_or_touches_another(
    qapp: QApplication, names: list[str], ways: str, width: int, size: float
) -> None:
    looks = Looks(scaled(qapp.font(), size))
    services = tuple(service(name, way_in=ways, stance="integrated") for name in names)
    laid = looks.lay(pieces(cell("housing", "lambeth", services)), width)
    room = max(width, looks.across + looks.indent + 8 * looks.character)
    lines = [words.y for words in laid.words]
    assert lines == sorted(set(lines))
    assert all(later - earlier >= looks.letters["fact"].face.metrics.ascent() for earlier, later in pairwise(lines))
    assert all(words.y <= laid.height for words in laid.words)
    assert all(words.x + words.width <= room for words in laid.words)


def test_where_there_is_little_room_map_and_cell_take_turns(make: Callable[..., MatrixView]) -> None:
    view = make(width=520, height=500)
    assert (view.table.isVisible(), view.detail.isVisible()) == (True, False)
    view.turn.click()
    assert (view.table.isVisible(), view.detail.isVisible()) == (False, True)
    assert view.back()
    assert view.table.hasFocus()
    assert not view.back()


def test_tab_goes_through_everything_that_can_be_pressed(make: Callable[..., MatrixView]) -> None:
    view = make(made(SAID))
    stops = {stop for part in view.parts for stop in tab_stops(part)}
    assert {view.drop, view.names, view.table, view.picture, view.sheet, view.detail.button} <= stops
    for stop in stops:
        assert stop.accessibleName() or (isinstance(stop, (QPushButton, QLabel)) and stop.text())
    view.table.setFocus()
    for _ in stops:
        step(view.parts, on=True)
    assert view.table.hasFocus()


# Saving ---------------------------------------------------------------------------------------------------------------


def test_picture_is_whole_and_on_white_whatever_the_window_looks_like(
    make: Callable[..., MatrixView], tmp_path: Path
) -> None:
    view = make()
    view.setPalette(palette(SETS["dark"]))
    view.save_picture(tmp_path / "map.png")
    picture = QImage(str(tmp_path / "map.png"))
    assert picture.pixelColor(2, 2) == QColor("white")
    assert picture.width() > 800
    assert f"Saved as {tmp_path / 'map.png'}." in read(view)


def test_svg_has_its_title_date_legend_and_all_of_its_cells_as_text(
    make: Callable[..., MatrixView], tmp_path: Path
) -> None:
    matrix = made()
    strange = service("<b>R & R</b>")
    cells = (replace(matrix.rows[0].cells[0], services=(strange,)), *matrix.rows[0].cells[1:])
    view = make(replace(matrix, rows=(replace(matrix.rows[0], cells=cells), *matrix.rows[1:])))
    view.save_picture(tmp_path / "map.svg")
    root = ET.fromstring((tmp_path / "map.svg").read_text())  # noqa: S314 - written a moment ago
    told = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    wanted = (
        "Who to talk to",
        "3 needs, 2 boroughs. Directory compiled 22 November 2026.",
        *COLUMNS,
        "Carers",
        "<b>R & R</b>",
    )
    assert set(wanted) <= set(told)
    assert "takes people with both" in told
    assert told.count("Gap: no service in this directory") == 2


def test_table_is_the_cores_and_opens_in_a_spreadsheet(make: Callable[..., MatrixView], tmp_path: Path) -> None:
    view = make()
    view.save_table(tmp_path / "map.csv")
    content = (tmp_path / "map.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == to_csv(made())
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == 10


@pytest.mark.parametrize("name", ["missing/map.png", "missing/map.svg", "map.gif"])
def test_picture_that_cannot_be_written_is_one_clear_line(
    make: Callable[..., MatrixView], tmp_path: Path, name: str
) -> None:
    view = make()
    view.save_picture(tmp_path / name)
    assert "cannot be written" in view.status.text()
    assert "\n" not in view.status.text()
    assert not list(tmp_path.iterdir())


def test_file_of_that_name_stays_where_nothing_can_be_written(make: Callable[..., MatrixView], tmp_path: Path) -> None:
    (tmp_path / "map.csv").mkdir()
    view = make()
    view.save_table(tmp_path / "map.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["map.csv"]


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        (("map", "SVG drawing (*.svg)"), "map.svg"),
        (("map", ""), "map.png"),
        (("map.svg", "PNG picture (*.png)"), "map.svg"),
    ],
)
def test_button_asks_where_and_gives_the_name_its_ending(
    make: Callable[..., MatrixView],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[str, str],
    written: str,
) -> None:
    name, kind = answer
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / name), kind))
    make().picture.click()
    assert [path.name for path in tmp_path.iterdir()] == [written]


def test_nothing_is_written_where_nobody_names_a_file(
    make: Callable[..., MatrixView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: ("", ""))
    monkeypatch.chdir(tmp_path)
    view = make()
    view.sheet.click()
    assert not list(tmp_path.iterdir())
    assert not view.status.isVisible()
