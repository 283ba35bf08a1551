"""The list of results on the screen: what a row shows at any width, and what keyboard and mouse do in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QHelpEvent, QImage, QMouseEvent, QTextCharFormat
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from navigator.directory import Point
from navigator.find.line import Line, Marked
from ui.find.model import ResultsModel
from ui.find.results import ResultsView
from ui.find.row import Plan, RowDelegate
from ui.shell.row_grid import Grid
from ui.shell.theme import colours_of

SHORT = Line(1, "a", Marked("A"), "", "B", "", Marked(""), "", "not-stated", "", "unknown", "", "", "", "", ())
FULL = Line(
    key=2,
    id="full",
    name=Marked("Brixton drug and alcohol street outreach team", ((8, 12),)),
    mark="Check it still runs",
    organization="South London and Maudsley NHS Foundation Trust",
    areas="Lambeth, Southwark and Lewisham",
    does=Marked("Meets people sleeping rough or using drugs, and walks with them to what helps. " * 4, ((13, 27),)),
    ways="Refer yourself, turn up or through a professional",
    stance="integrated",
    both="Both needs: helps with both together",
    state="open",
    opening="Walk in now, until 17:00 (hours from April 2013 to April 2025, some undated)",
    distance="about 0.6 miles",
    checked="Never checked; page of April 2025",
    unsaid="Does not say: cost or languages",
    points=(Point(51.46, -0.11),),
)
MakeView = Callable[..., ResultsView]


@pytest.fixture
def make_view(qtbot: QtBot) -> Iterator[MakeView]:
    kept: list[ResultsModel] = []

    def make(*lines: Line, width: int = 520) -> ResultsView:
        model = ResultsModel()
        kept.append(model)
        model.show(tuple(line.key for line in lines), lines)
        view = ResultsView(model)
        qtbot.addWidget(view)
        view.resize(width, 700)
        view.show()
        qtbot.waitExposed(view)
        return view

    yield make
    kept.clear()


@pytest.fixture
def view(make_view: MakeView) -> ResultsView:
    made = make_view(*(_like(FULL, key) for key in range(1, 40)))
    made.activateWindow()
    made.enter()
    return made


def _like(line: Line, key: int) -> Line:
    return replace(line, key=key, id=f"service-{key}")


def _rows(view: ResultsView) -> RowDelegate:
    delegate = view.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    return delegate


def _move_to(view: ResultsView, at: QPoint) -> None:
    nothing, where = Qt.MouseButton.NoButton, view.viewport().mapToGlobal(at)
    moved = QMouseEvent(QEvent.Type.MouseMove, at, where, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), moved)


def _said(plan: Plan) -> list[str]:
    words = [layout.text() for layout, _, _ in plan.layouts]
    return words + [text.text() for _, text, _, _ in plan.texts]


def _colours(view: ResultsView) -> set[str]:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {
        QColor(image.pixel(across, down)).name()
        for across in range(0, image.width(), 2)
        for down in range(0, min(image.height(), 200), 2)
    }


def test_a_wide_row_says_everything(make_view: MakeView) -> None:
    plan = _rows(make_view(FULL, width=2600)).plan(FULL)
    said = _said(plan)
    assert plan.layouts[0][0].text() == FULL.name.text
    for words in (FULL.mark, FULL.organization, FULL.areas, FULL.both, FULL.ways, FULL.distance, FULL.checked):
        assert words in said
    assert {"Walk in now, until 17:00", "(hours from April 2013 to April 2025, some undated)", FULL.unsaid} <= set(said)
    assert {name for name, _, _ in plan.icons} == {"open", "integrated"}


def test_a_narrow_row_keeps_what_decides(make_view: MakeView) -> None:
    plain = replace(FULL, unsaid="")
    plan = _rows(make_view(plain, width=400)).plan(plain)
    said = _said(plan)
    assert plan.cut
    assert "Walk in now, until 17:00" in said
    assert "Helps with both together" in said
    assert plain.distance in said
    assert any(words.endswith("…") for words in said)


def test_words_that_answer_are_set_apart_by_more_than_colour(make_view: MakeView) -> None:
    plan = _rows(make_view(FULL)).plan(FULL)
    (name, *_), (does, *_) = plan.layouts
    underlined, bold = name.formats()[0], does.formats()[0]
    assert (underlined.start, underlined.length) == (8, 4)
    assert underlined.format.fontUnderline()
    assert (bold.start, bold.length) == (13, 14)
    assert bold.format.fontWeight() > does.font().weight()


def test_marks_stand_right_after_characters_that_qt_counts_twice(make_view: MakeView) -> None:
    line = replace(FULL, name=Marked("🏠 home", ((2, 6),)))
    (made,) = _rows(make_view(line)).plan(line).layouts[0][0].formats()
    assert (made.start, made.length) == (3, 4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    width=st.integers(120, 1400),
    scale=st.sampled_from((0.8, 1.0, 2.0)),
    words=st.lists(st.text("aiW …\n🏠é", max_size=60), min_size=7, max_size=7),
)
def test_nothing_is_ever_drawn_outside_its_row(qapp: QApplication, width: int, scale: float, words: list[str]) -> None:
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    grid = Grid(font, width)
    name, mark, organization, areas, does, ways, distance = words
    line = Line(
        1, "x", Marked(name), mark, organization, areas, Marked(does), ways, "excludes", "Both needs: no", "closed",
        "Opens today (hours from 2019)", distance, "Never checked; undated page", "Does not say: cost", (),
    )  # fmt: skip
    for one in (line, SHORT, FULL):
        plan = Plan(one, grid, (QTextCharFormat(), QTextCharFormat()))
        for layout, at, _ in plan.layouts:
            for number in range(layout.lineCount()):
                drawn = layout.lineAt(number).naturalTextRect().translated(at)
                assert drawn.bottom() <= grid.height
                assert drawn.right() <= width
        for its_font, text, at, _ in plan.texts:
            metrics = QFontMetricsF(its_font)
            assert at.y() + metrics.height() <= grid.height
            assert at.x() + metrics.horizontalAdvance(text.text()) <= width


def test_every_row_has_one_height_but_the_one_under_the_heading(make_view: MakeView) -> None:
    lines = tuple(_like(FULL, key) for key in range(1, 7))
    plain = tuple(replace(line, unsaid="") for line in lines[:3])
    view = make_view(*plain, *lines[3:])
    band = _rows(view).grid.band
    assert [view.rowHeight(row) - view.row_height for row in range(6)] == [0, 0, 0, band, 0, 0]
    model = view.model()
    assert isinstance(model, ResultsModel)
    model.extend(tuple(range(1, 10)), 5)
    assert [view.rowHeight(row) - view.row_height for row in range(7)] == [0, 0, 0, 0, 0, band, 0]
    model.show((1,), plain[:1])
    model.extend(tuple(range(1, 10)), 9)
    assert {view.rowHeight(row) for row in range(9)} == {view.row_height}


def test_rows_follow_the_font_and_keep_the_top_row(view: ResultsView) -> None:
    view.scrollTo(view.model().index(20, 0), view.ScrollHint.PositionAtTop)
    top, height = view.rowAt(1), view.row_height
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    assert view.row_height > 1.3 * height
    assert view.rowHeight(5) == view.row_height
    assert view.rowAt(1) == top


def test_rows_follow_the_palette(make_view: MakeView) -> None:
    view = make_view(FULL)
    palette = view.palette()
    colours = colours_of(palette)
    assert colours.mark in _colours(view)
    palette.setColor(palette.ColorRole.Window, QColor("black" if colours.window > "#888888" else "white"))
    view.setPalette(palette)
    assert colours_of(palette) != colours
    assert colours.mark not in _colours(view)


def test_keys_move_open_and_leave(view: ResultsView) -> None:
    chosen, opened, left = QSignalSpy(view.chosen), QSignalSpy(view.opened), QSignalSpy(view.left)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
    assert chosen.at(0) == ["service-2"]
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() > 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 38
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.at(0) == ["service-1"]
    assert left.count() == 0
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert left.count() == 2


@pytest.mark.parametrize(
    ("key", "modifier", "typed"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, ["a"]),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, ["a"]),
        (Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, ["7"]),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier, None),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, None),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, None),
        (Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier, None),
    ],
)
def test_typing_goes_to_the_search_box(
    view: ResultsView, key: Qt.Key, modifier: Qt.KeyboardModifier, typed: list[str] | None
) -> None:
    told = QSignalSpy(view.typed)
    QTest.keyClick(view, key, modifier)
    assert [told.at(number) for number in range(told.count())] == ([typed] if typed else [])
    assert view.currentIndex().row() == 0


def test_the_mouse_says_what_it_is_over(view: ResultsView) -> None:
    hovered = QSignalSpy(view.hovered)
    for row in (2, 2, 3):
        _move_to(view, view.visualRect(view.model().index(row, 0)).center())
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert [hovered.at(number)[0] for number in range(hovered.count())] == ["service-3", "service-4", ""]


def test_a_row_can_be_pointed_at_from_elsewhere(view: ResultsView) -> None:
    edge = colours_of(view.palette()).edge
    area = view.visualRect(view.model().index(1, 0))

    def framed() -> bool:
        image = view.viewport().grab(area).toImage()
        return QColor(image.pixel(area.width() - 1 - area.width() // 3, 0)).name() == edge

    hovered = QSignalSpy(view.hovered)
    assert not framed()
    view.set_hovered("service-2")
    assert framed()
    view.set_hovered("")
    assert not framed()
    assert hovered.count() == 0


def test_a_tooltip_says_all_of_a_row_that_was_cut_and_nothing_of_one_that_was_not(make_view: MakeView) -> None:
    view = make_view(FULL, SHORT)
    for row, said in ((1, False), (0, True)):
        index: QModelIndex = view.model().index(row, 0)
        at = view.visualRect(index).center()
        event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        option = QStyleOptionViewItem()
        option.rect = view.visualRect(index)
        assert _rows(view).helpEvent(event, view, option, index) == said
    assert "Walk in now" in QToolTip.text()
    QToolTip.hideText()


def test_a_row_speaks(view: ResultsView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Results"
    said = {interface.child(number).text(QAccessible.Text.Name) for number in range(interface.childCount())}
    assert _like(FULL, 1).spoken in said
