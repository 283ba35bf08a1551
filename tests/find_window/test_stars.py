"""Stars in Find: on every result and in the listing, by mouse and by key, and in step with every other room."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from navigator.find.line import Line
from navigator.refer.shortlist import Stop
from tests.find_window.conftest import LONG_MS, button, has_keyboard, press, shown_text, type_words, wait_for_answer
from tests.find_window.test_listing import sheet
from tests.find_window.test_results import FULL, _like, _rows
from ui.find.listing import ListingView
from ui.find.model import ResultsModel
from ui.find.page import FindPage
from ui.find.results import ResultsView
from ui.shell.row_grid import Grid
from ui.shell.star import ADD, HELD
from ui.shell.starred import Starred
from ui.shell.theme import SCALES, scaled

LINES = tuple(_like(FULL, key) for key in range(1, 40))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def starred(qapp: QApplication) -> Starred:
    return Starred(qapp)


@pytest.fixture
def make(qtbot: QtBot, starred: Starred) -> Iterator[Callable[..., ResultsView]]:
    kept: list[ResultsModel] = []

    def made(*lines: Line, width: int = 520) -> ResultsView:
        model = ResultsModel()
        kept.append(model)
        model.show(tuple(line.key for line in lines), lines)
        model.follow_stars(starred)
        view = ResultsView(model)
        qtbot.addWidget(view)
        view.starred.connect(lambda service_id: starred.toggle(service_id, "A name"))
        view.resize(width, 700)
        view.show()
        qtbot.waitExposed(view)
        return view

    yield made
    kept.clear()


@pytest.fixture
def view(make: Callable[..., ResultsView]) -> ResultsView:
    return make(*LINES)


@pytest.fixture
def following(page: FindPage, starred: Starred) -> Iterator[FindPage]:
    """The room with a shortlist of its own."""
    own = page.starring.starred
    page.follow_stars(starred)
    yield page
    if own is not None:
        page.follow_stars(own)


def star(view: ResultsView, row: int) -> QPoint:
    """The middle of the star of a row."""
    area = _rows(view).star_area(view.visualRect(view.model().index(row, 0)), row)
    assert area.isValid()
    return area.center()


def drawn(view: ResultsView, row: int) -> QImage:
    area = _rows(view).star_area(view.visualRect(view.model().index(row, 0)), row)
    return view.viewport().grab(area).toImage()


# Results


def test_a_press_on_a_star_is_not_one_on_its_row(view: ResultsView, starred: Starred) -> None:
    opened, chosen = QSignalSpy(view.opened), QSignalSpy(view.chosen)
    QTest.mouseClick(view.viewport(), LEFT, pos=star(view, 2))
    assert starred.ids == ("service-3",)
    QTest.mouseDClick(view.viewport(), LEFT, pos=star(view, 2))
    assert starred.ids == ("service-3",), "two presses are two presses"
    QTest.mouseClick(view.viewport(), LEFT, pos=star(view, 2))
    assert not starred.has("service-3")
    assert (opened.count(), chosen.count()) == (0, 0)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(1, 0)).center())
    assert opened.at(0) == ["service-2"]


def test_a_press_that_ends_elsewhere_stars_nothing(view: ResultsView, starred: Starred) -> None:
    opened = QSignalSpy(view.opened)
    QTest.mousePress(view.viewport(), LEFT, pos=star(view, 2))
    QTest.mouseRelease(view.viewport(), LEFT, pos=star(view, 3))
    assert starred.ids == ()
    assert opened.count() == 0


def test_a_star_is_seen_without_colour_and_only_its_row_is_drawn_again(view: ResultsView, starred: Starred) -> None:
    model = view.model()
    outline, other = drawn(view, 1), drawn(view, 2)
    changed = QSignalSpy(model.dataChanged)
    starred.toggle("service-2", "A name")
    assert [changed.at(0)[0].row(), changed.at(0)[1].row(), changed.count()] == [1, 1, 1]
    filled = drawn(view, 1)
    middle = QPoint(filled.width() // 2, filled.height() // 2 + 1)
    assert filled.pixel(middle) != outline.pixel(middle)
    assert drawn(view, 2) == other
    starred.clear()
    assert drawn(view, 1) == outline


def test_a_star_is_heard_and_its_tip_says_what_a_press_does(view: ResultsView, starred: Starred) -> None:
    for held, says in ((False, "Put on the shortlist"), (True, HELD)):
        index = view.model().index(0, 0)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(f"{HELD}.") == held
        at, option = star(view, 0), QStyleOptionViewItem()
        option.rect = view.visualRect(index)
        event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        assert _rows(view).helpEvent(event, view, option, index)
        assert says in QToolTip.text()
        starred.toggle("service-1", "A name")
    QToolTip.hideText()


def test_the_star_under_the_heading_is_where_it_is_drawn(view: ResultsView, starred: Starred) -> None:
    assert isinstance(model := view.model(), ResultsModel)
    assert model.divider == 0, "all of these leave something unsaid"
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(star(view, 0).x(), star(view, 0).y() - _rows(view).grid.band))
    assert not starred.has("service-1")
    QTest.mouseClick(view.viewport(), LEFT, pos=star(view, 0))
    assert starred.ids == ("service-1",)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("width", [240, 330, 520, 1400])
def test_a_star_can_be_pressed_at_every_size_and_covers_no_words(qapp: QApplication, scale: float, width: int) -> None:
    grid = Grid(scaled(qapp.font(), scale), round(width * scale))
    area, shape = grid.star_area, grid.star[True].boundingRect()
    line = grid.text.metrics.lineSpacing()
    assert min(area.width(), area.height()) >= max(24, line)
    assert QRect(0, 0, grid.width, grid.height).contains(area)
    assert shape.right() < grid.text_left
    assert grid.tiny or grid.left == grid.text_left


def test_no_shortlist_means_no_stars(qtbot: QtBot) -> None:
    model = ResultsModel()
    model.show((1,), LINES[:1])
    view = ResultsView(model)
    qtbot.addWidget(view)
    view.resize(520, 300)
    view.show()
    assert not _rows(view).star_area(view.visualRect(model.index(0, 0)), 0).isValid()
    assert model.index(0, 0).data() == LINES[0].spoken


# The listing


def test_a_listing_has_its_star_below_its_name(qtbot: QtBot, starred: Starred) -> None:
    listing = ListingView()
    qtbot.addWidget(listing)
    listing.follow_stars(starred)
    listing.resize(560, 700)
    listing.show()
    listing.show_sheet(sheet())
    pressed = button(listing, "Shortlist")
    assert (pressed.text(), pressed.accessibleName()) == (ADD, "Shortlist: One Service")
    pressed.click()
    assert starred.shortlist.stops == (Stop("one", "One Service"),)
    assert pressed.text() == HELD
    listing.show_sheet(sheet(id="two", name="Two Service"))
    assert button(listing, "Shortlist").text() == ADD
    assert HELD not in shown_text(listing)


# The room


def test_the_key_stars_what_has_the_keyboard_or_is_shown(following: FindPage, starred: Starred, qtbot: QtBot) -> None:
    page = following
    type_words("rough sleeping")
    wait_for_answer(qtbot, page)
    page.results.selectionModel().clear()
    page.listing.clear()
    assert not page.star(), "nothing is chosen"
    assert page.stop is None
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    line = page.results.current
    assert line is not None
    assert page.star()
    assert starred.shortlist.stops == (Stop(line.id, line.name.text),)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_keyboard(page.listing) and page.listing.shown == line.id, timeout=LONG_MS)
    assert page.stop == Stop(line.id, line.name.text)
    assert page.star()
    assert starred.ids == ()


def test_a_star_in_the_list_is_one_in_the_listing(following: FindPage, starred: Starred, qtbot: QtBot) -> None:
    page = following
    page.box.entered.emit()
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    QTest.mouseClick(page.results.viewport(), LEFT, pos=star(page.results, 0))
    assert starred.ids == (page.listing.shown,)
    assert button(page.listing, HELD).isChecked()


def test_a_room_without_a_shortlist_stars_nothing(page: FindPage, qtbot: QtBot) -> None:
    own, page.starring.starred = page.starring.starred, None
    page.box.entered.emit()
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    assert not page.star()
    page.starring.starred = own
