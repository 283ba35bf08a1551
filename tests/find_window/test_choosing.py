"""Choosing: filters, a place and chips, by keyboard and by mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.find import Filters
from navigator.find.menu import Choice, Subject
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    SHIFT,
    Search,
    answered,
    button,
    has_keyboard,
    names,
    press,
    shown_text,
    tab_to,
    type_words,
    wait_for_answer,
    ways_on,
)
from ui.find.choices import Fold
from ui.find.page import FindPage
from ui.find.panel import FilterPanel
from ui.shell.chip_button import ChipButton

MOST_ROWS = 400

Choose = Callable[[str], Choice]


@pytest.fixture
def panel(page: FindPage) -> FilterPanel:
    assert page.panel is not None, "there is room for the filters"
    return page.panel


@pytest.fixture
def choose(page: FindPage, panel: FilterPanel, qtbot: QtBot) -> Choose:
    """Goes down the filters with the keyboard, opening each subject on the way, and chooses one; gives it as it was."""

    def walk_to(label: str) -> Choice:
        if not has_keyboard(panel):
            page.enter()
            press(Qt.Key.Key_F6)
        assert panel.tree.hasFocus()
        press(Qt.Key.Key_Home)
        for _ in range(MOST_ROWS):
            entry = panel.tree.choices.entry(panel.tree.currentIndex())
            if isinstance(entry, Choice) and entry.label == label:
                press(Qt.Key.Key_Space)
                wait_for_answer(qtbot, page)
                return entry
            if isinstance(entry, Fold) and entry.hidden:
                press(Qt.Key.Key_Space)
                press(Qt.Key.Key_Home)
            if isinstance(entry, Subject) and not panel.tree.isExpanded(panel.tree.currentIndex()):
                press(Qt.Key.Key_Right)
            press(Qt.Key.Key_Down)
        pytest.fail(f"{label} is not among the filters")

    return walk_to


def chips(page: FindPage) -> list[ChipButton]:
    seen = [one for one in page.chips.findChildren(ChipButton) if one.isVisible()]
    return sorted(seen, key=lambda one: (one.y(), one.x()))


def chip_names(page: FindPage) -> list[str]:
    return [one.accessibleName() for one in chips(page)]


def test_choices_narrow_the_results_and_their_counts_follow(page: FindPage, choose: Choose) -> None:
    before = page.model.rowCount()
    lewisham = choose("Lewisham")
    assert page.inquiry.filters == Filters(area=("lewisham",))
    assert 0 < page.model.rowCount() < before
    food = choose("Food")
    assert page.inquiry.filters == Filters(area=("lewisham",), need=("food",))
    assert lewisham.count is not None
    assert food.count is not None
    assert food.count < lewisham.count
    assert f"{food.count}" in page.bar.said.text()
    assert page.bar.filters.text() == "Fi&lters (2)"
    again = choose("Food")
    assert again.chosen
    assert again.count == food.count
    assert page.inquiry.filters == Filters(area=("lewisham",))


def test_those_that_do_not_say_come_after_a_divider_unless_they_are_left_out(
    page: FindPage, panel: FilterPanel, choose: Choose, qtbot: QtBot
) -> None:
    weekends = choose("Open at weekends")
    said, rows = weekends.count, page.model.rowCount()
    assert said is not None
    assert page.model.divider == said
    assert page.bar.said.text() == f"{said} fit what you chose. {rows - said} do not say: worth asking."
    press(Qt.Key.Key_Tab)
    assert panel.silent.hasFocus()
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert not page.inquiry.filters.silent
    assert page.model.divider is None
    assert page.model.rowCount() == said
    assert page.bar.said.text() == f"{said} services."
    assert "Remove Only those that say" in chip_names(page)
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert page.model.rowCount() == rows


def test_a_choice_that_would_give_nothing_is_not_chosen(page: FindPage, choose: Choose) -> None:
    asked = page.inquiry.asked
    assert choose("Checked within 3 months").count == 0
    assert page.inquiry.asked == asked


def test_chips_name_what_is_chosen_and_one_press_removes_each(page: FindPage, choose: Choose, qtbot: QtBot) -> None:
    assert not page.chips.isVisible()
    for label in ("Food", "Lewisham", "Open at weekends"):
        choose(label)
    assert chip_names(page) == ["Remove Food", "Remove Lewisham", "Remove Open at weekends", "Clear all filters"]
    page.enter()
    tab_to("Remove Lewisham")
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters == Filters(need=("food",), open=("weekends",))
    assert chip_names(page) == ["Remove Food", "Remove Open at weekends", "Clear all filters"]
    assert has_keyboard(page.chips)
    QTest.mouseClick(chips(page)[0], Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters == Filters(open=("weekends",))
    press(Qt.Key.Key_Delete)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters == Filters()
    assert not page.chips.isVisible()
    assert page.box.hasFocus()


def test_clear_all_lets_go_of_every_filter_and_keeps_the_words(
    page: FindPage, panel: FilterPanel, search: Search, choose: Choose, qtbot: QtBot
) -> None:
    found = search("shelter")
    choose("Food")
    near(panel, "Camberwell")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    page.enter()
    tab_to("Clear all")
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters == Filters()
    assert names(page) == found
    assert panel.nearby.place.text() == ""
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()


def test_start_again_forgets_words_and_filters(
    page: FindPage, panel: FilterPanel, search: Search, choose: Choose, qtbot: QtBot
) -> None:
    search("shelter")
    choose("Food")
    near(panel, "SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters == Filters()
    assert page.inquiry.asked.text == page.box.text() == panel.nearby.place.text() == ""
    assert page.model.rowCount() == 158
    assert page.box.hasFocus()


def near(panel: FilterPanel, text: str) -> None:
    """Go to the place box with its key, and say where."""
    press(Qt.Key.Key_N, ALT)
    assert panel.nearby.place.hasFocus()
    panel.nearby.place.selectAll()
    type_words(text)
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "place"),
    [("SE5 8", "SE5 8"), ("se58az", "SE5 8"), ("Camberwell", "Camberwell")],
)
def test_a_place_is_understood_and_the_nearest_can_come_first(
    page: FindPage, panel: FilterPanel, qtbot: QtBot, typed: str, place: str
) -> None:
    near(panel, typed)
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    assert page.inquiry.origin is not None
    assert page.inquiry.origin.name == place
    assert f"Near {place}" in shown_text(panel)
    assert "Remove Within 2 miles of " + place in chip_names(page)
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    assert any(line is not None and "mile" in line.distance for line in lines)
    press(Qt.Key.Key_2, CTRL)
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.order == "nearest"
    assert page.inquiry.page is not None
    is_open = [result for result in page.inquiry.page.results if result.status != "closed"]
    known = [result.distance_m for result in is_open if result.distance_m is not None]
    assert len(known) > 5
    assert known == sorted(known)


def test_a_borough_in_the_place_box_is_chosen_as_one(page: FindPage, panel: FilterPanel, qtbot: QtBot) -> None:
    near(panel, "southwark")
    qtbot.waitUntil(lambda: page.inquiry.filters.area == ("southwark",) and answered(page), timeout=LONG_MS)
    assert "Services for Southwark." in shown_text(panel)
    assert chip_names(page) == ["Remove Southwark"]
    near(panel, "lewisham")
    qtbot.waitUntil(lambda: "lewisham" in page.inquiry.filters.area and answered(page), timeout=LONG_MS)


def test_a_place_nobody_knows_changes_nothing_and_is_said_kindly(
    page: FindPage, panel: FilterPanel, qtbot: QtBot
) -> None:
    asked = page.inquiry.asked
    near(panel, "xyzzyplugh")
    qtbot.waitUntil(lambda: "No place is called" in shown_text(panel), timeout=LONG_MS)
    assert page.inquiry.filters == Filters()
    assert page.inquiry.asked._replace(filters=None) == asked
    assert page.model.rowCount() == 158
    near(panel, "ZZ99 9ZZ")
    qtbot.waitUntil(lambda: "not a London postcode" in shown_text(panel), timeout=LONG_MS)


def test_emptying_the_place_box_lets_go_of_the_place(page: FindPage, panel: FilterPanel, qtbot: QtBot) -> None:
    near(panel, "SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.inquiry.origin is None and answered(page), timeout=LONG_MS)
    assert not page.chips.isVisible()
    assert "Near SE5 8" not in shown_text(panel)


def test_how_far_is_chosen_by_keyboard(page: FindPage, panel: FilterPanel, qtbot: QtBot) -> None:
    near(panel, "SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    before = page.model.divider or page.model.rowCount()
    press(Qt.Key.Key_I, ALT)
    press(Qt.Key.Key_Home)
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters.miles == 0.5
    assert (page.model.divider or page.model.rowCount()) < before
    assert chip_names(page) == ["Remove Within half a mile of SE5 8"]


def test_nothing_found_for_filters_offers_to_loosen_them(
    page: FindPage, panel: FilterPanel, choose: Choose, search: Search, qtbot: QtBot
) -> None:
    choose("Women only")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert panel.silent.isChecked()
    assert search("food bank") == []
    qtbot.waitUntil(lambda: bool(ways_on(page)), timeout=LONG_MS)
    way = button(page.nothing, "Without “Women only”")
    total = int(way.text().partition(": ")[2].partition(" ")[0])
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, page)
    assert page.model.rowCount() == total > 0
    assert chip_names(page) == ["Remove Only those that say"]
    assert page.box.text() == "food bank"


def test_the_same_place_in_other_words_is_no_mistake(page: FindPage, panel: FilterPanel, qtbot: QtBot) -> None:
    near(panel, "SE5 8")
    qtbot.waitUntil(lambda: page.inquiry.origin is not None and answered(page), timeout=LONG_MS)
    told: list[tuple[str, bool]] = []
    page.inquiry.place_read.connect(lambda says, known: told.append((says, known)))
    near(panel, "se58az")
    qtbot.waitUntil(lambda: bool(told), timeout=LONG_MS)
    assert [known for _, known in told] == [True]
    wait_for_answer(qtbot, page)
