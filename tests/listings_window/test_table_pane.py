"""The table side: views with counts, filters, orders, one listing or several chosen, and nothing lost by a change."""

from array import array
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.find.hours import london_now
from navigator.listings.changes.editor import NOBODY
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.table.rows import Row
from navigator.listings.table.table import ORDERS
from navigator.listings.table.views import EVERYTHING, FIXED, View
from navigator.refer.experience import Experience
from navigator.refer.outcomes import What
from ui.listings.keeping import Keeping
from ui.listings.table.chosen_pane import MOST_RUN
from ui.listings.table.columns import COLUMNS, short_date
from ui.listings.table.model import WINDOW, TableModel
from ui.listings.table.pane import TablePane
from ui.shell.theme import CONTRAST, DARK, LIGHT, Theme, characters

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ID, NAME = "samaritans", "Samaritans"
TODAY = london_now().date()
Show = Callable[..., TablePane]


@pytest.fixture
def show(qtbot: QtBot, keeping: Keeping, theme: Theme) -> Show:
    """Makes the table and waits for its rows; ``wide`` in characters."""
    assert theme.scale

    def made(wide: int = 150) -> TablePane:
        pane = TablePane(keeping)
        qtbot.addWidget(pane)
        pane.resize(characters(pane, wide), 700)
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        asked(qtbot, pane, pane.look_up)
        return pane

    return made


def asked(qtbot: QtBot, pane: TablePane, do: Callable[[], object]) -> None:
    with qtbot.waitSignal(pane.answered):
        do()


def choose(qtbot: QtBot, pane: TablePane, service_id: str) -> None:
    pane.choose(service_id)
    qtbot.waitUntil(lambda: pane.chosen == service_id and pane.pane.shown == service_id)


def names(pane: TablePane) -> list[str]:
    rows = (pane.model.row(number) for number in range(pane.model.rowCount()))
    return [row.name for row in rows if row is not None]


def count_of(pane: TablePane, view: View) -> int:
    model = pane.views.views.counted
    return next(model.counted(row).count for row in range(model.rowCount()) if model.counted(row).view == view)


def check(store: Store, service_id: str = ID, method: str = "phone") -> None:
    verify(store, service_id, Found(method, frozenset({"all"})), NOBODY, TODAY)  # type: ignore[arg-type]


def test_all_listings_are_there_with_every_view_counted(qtbot: QtBot, show: Show) -> None:
    pane = show()
    total = pane.model.rowCount()
    assert total > WINDOW
    qtbot.waitUntil(lambda: pane.views.organizations.counted.rowCount() > 0)
    assert (count_of(pane, EVERYTHING), count_of(pane, View("reported"))) == (total, 0)
    assert [pane.views.views.counted.counted(row).view for row in range(len(FIXED))] == list(FIXED)
    pane.views.search.setText("999 cl")
    one = pane.views.organizations.counted.counted(0)
    assert (one.view, pane.views.organizations.counted.rowCount()) == (View("organization", "999 Club"), 1)
    QTest.keyClick(pane.views.search, Key.Key_Down)
    qtbot.waitUntil(lambda: pane.model.rowCount() == one.count)
    lambeth = pane.views.borough._row_of(View("borough", "Lambeth"))
    asked(qtbot, pane, lambda: pane.views.borough.activated.emit(lambeth))
    assert not pane.views.organizations.selectionModel().hasSelection()
    assert pane.views.borough.currentText() == f"Lambeth ({pane.model.rowCount()})"


def test_a_listing_is_shown_in_words_with_what_can_be_done(qtbot: QtBot, show: Show, keeping: Keeping) -> None:
    pane, wanted = show(), list[tuple[str, tuple[str, ...]]]()
    pane.view_asked.connect(lambda name, what: wanted.append((name, what)))
    pane.listing_asked.connect(lambda service_id: wanted.append(("find", (service_id,))))
    assert pane.chosen == ""
    choose(qtbot, pane, ID)
    for button in pane.pane.acts.values():
        assert button.isVisible()
        button.click()
    assert wanted == [(name, (ID,)) for name in ("verify", "form", "run", "history", "pairs", "find")]
    keeping.editing.turn(on=False)
    assert [name for name, act in pane.pane.acts.items() if act.isVisible()] == ["history", "pairs", "find"]
    assert "Edit listings" in pane.pane._says.text()


def test_what_was_reported_stands_by_the_listing_with_why_it_is_due(qtbot: QtBot, store: Store, show: Show) -> None:
    Experience(store.folder).record(ID, What("wrong", "phone"), TODAY)
    pane = show()
    choose(qtbot, pane, ID)
    qtbot.waitUntil(lambda: pane.pane._told is not None)
    told = pane.pane._told
    assert told is not None
    assert (told.check, told.report.wrong) == ("Due for a check.", ("phone",))
    assert told.says.startswith("Never checked")
    said = [part.text() for part in pane.pane._band.findChildren(type(pane.pane._title))] if pane.pane._band else []
    assert "Reported wrong" in said
    asked(qtbot, pane, lambda: pane._show_view(View("reported")))
    assert names(pane) == [NAME]


def test_an_order_is_chosen_by_heading_or_box_and_kept_for_its_view(qtbot: QtBot, show: Show) -> None:
    pane = show()
    first = names(pane)[0]
    header = pane.table.horizontalHeader()
    asked(qtbot, pane, lambda: header.sectionClicked.emit(0))
    assert (pane.top.last_first.isChecked(), header.sortIndicatorOrder()) == (True, Qt.SortOrder.DescendingOrder)
    assert names(pane)[0] != first
    phone = next(n for n, column in enumerate(COLUMNS) if column.order is None)
    header.sectionClicked.emit(phone)
    assert pane.question.order == "name"
    asked(qtbot, pane, lambda: pane._show_view(View("due")))
    assert (pane.question.order, pane.question.descending) == ("due", False)
    pane.top.order.setCurrentIndex(list(ORDERS).index("borough"))
    asked(qtbot, pane, lambda: pane.top.order.activated.emit(pane.top.order.currentIndex()))
    asked(qtbot, pane, lambda: pane._show_view(EVERYTHING))
    assert (pane.question.order, pane.question.descending) == ("name", True)
    asked(qtbot, pane, lambda: pane._show_view(View("due")))
    assert (pane.question.order, pane.top.order.currentText()) == ("borough", ORDERS["borough"])


def test_typing_filters_and_an_empty_view_says_so(qtbot: QtBot, show: Show) -> None:
    pane = show()
    total = pane.model.rowCount()
    pane.enter()
    QTest.keyClicks(pane.table, "s")
    assert pane.top.filter.hasFocus()
    QTest.keyClicks(pane.top.filter, "amaritans")
    qtbot.waitUntil(lambda: names(pane) == [NAME])
    assert pane.top._count.text() == "1 listing"
    QTest.keyClick(pane.top.filter, Key.Key_Down)
    qtbot.waitUntil(lambda: pane.chosen == ID)
    asked(qtbot, pane, lambda: pane._show_view(View("changed")))
    assert pane.empty.isVisible()
    assert pane.empty.says == "Nothing in “Changed this month” matches “samaritans”."
    assert pane.empty.button.hasFocus()
    asked(qtbot, pane, lambda: pane.top.filter.setText(""))
    assert pane.empty.says == "No listing was changed this month."
    asked(qtbot, pane, lambda: QTest.mouseClick(pane.empty.button, Qt.MouseButton.LeftButton))
    assert (pane.model.rowCount(), pane.table.isVisible()) == (total, True)


def test_several_listings_are_changed_or_gone_through_together(qtbot: QtBot, show: Show, keeping: Keeping) -> None:
    pane, wanted = show(), list[tuple[str, tuple[str, ...]]]()
    pane.view_asked.connect(lambda name, what: wanted.append((name, what)))
    pane.enter()
    for _ in range(2):
        QTest.keyClick(pane.table, Key.Key_Down, Shift)
    qtbot.waitUntil(lambda: pane.pane._title.text() == "3 listings")
    assert pane.chosen == ""
    pane.pane.many["many"].click()
    qtbot.waitUntil(lambda: bool(wanted))
    pane.pane.many["run"].click()
    qtbot.waitUntil(lambda: len(wanted) == 2)
    rows = [pane.model.row(number) for number in range(3)]
    assert wanted == [(name, tuple(row.id for row in rows if row)) for name in ("many", "run")]
    keeping.editing.turn(on=False)
    assert not any(act.isVisible() for act in pane.pane.many.values())
    keeping.editing.turn(on=True)
    QTest.keyClick(pane.table, Key.Key_A, Ctrl)
    qtbot.waitUntil(lambda: pane.pane._count == pane.model.rowCount())
    pane.pane.show_several(MOST_RUN + 1)
    assert [name for name, act in pane.pane.many.items() if act.isVisible()] == ["many"]
    QTest.keyClick(pane.table, Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.pane.shown != "")


def test_a_change_is_seen_and_what_is_chosen_and_in_sight_stays(qtbot: QtBot, store: Store, show: Show) -> None:
    check(store, "akt")  # the user's own copy, before it is read
    pane = show()
    asked(qtbot, pane, lambda: pane._show_view(View("never-checked")))
    choose(qtbot, pane, ID)
    seen, total = pane.table.verticalScrollBar().value(), pane.model.rowCount()
    assert seen
    first = pane.model.row(pane.table.first)
    check(store, "999-club-night-shelter")
    asked(qtbot, pane, pane.look_up)
    assert pane.model.rowCount() == total - 1
    assert (pane.chosen, pane.model.row(pane.table.first)) == (ID, first)
    qtbot.waitUntil(lambda: count_of(pane, View("never-checked")) == total - 1)
    pane.table.selectAll()
    check(store)
    asked(qtbot, pane, pane.look_up)
    assert pane.table.count == pane.model.rowCount() == total - 2
    asked(qtbot, pane, pane.clear)
    assert (pane.question.view, pane.chosen) == (EVERYTHING, "")


def test_a_listing_that_the_view_does_not_hold_is_chosen_among_all(qtbot: QtBot, show: Show) -> None:
    pane = show()
    asked(qtbot, pane, lambda: pane._show_view(View("not-running")))
    choose(qtbot, pane, ID)
    assert pane.question.view == EVERYTHING
    asked(qtbot, pane, lambda: pane.top.filter.setText("akt"))
    assert pane.chosen == ""
    qtbot.waitUntil(lambda: pane.pane.shown == "")
    choose(qtbot, pane, ID)
    assert pane.top.filter.text() == ""


def test_keys_go_through_rows_and_parts(qtbot: QtBot, show: Show) -> None:
    pane = show()
    pane.enter()
    last = pane.model.rowCount() - 1
    for key, modifier, row in ((Key.Key_End, Ctrl, last), (Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0)):
        QTest.keyClick(pane.table, key, modifier)
        assert (pane.table.currentIndex().row(), pane.table.count) == (row, 1)
    QTest.keyClick(pane.table, Key.Key_End, Shift)
    assert pane.table.count == last + 1
    QTest.keyClick(pane.table, Key.Key_Home)
    qtbot.waitUntil(lambda: pane.pane.shown != "")
    QTest.keyClick(pane.table, Key.Key_Return)
    assert pane.pane._reading.hasFocus()
    pane.next_part()
    assert pane.views.views.hasFocus()
    asked(qtbot, pane, lambda: QTest.keyClick(pane.views.views, Key.Key_Down))
    assert pane.question.view == FIXED[1]
    QTest.keyClick(pane.views.views, Key.Key_Return)
    assert pane.table.hasFocus()
    QTest.keyClick(pane.table, Key.Key_Up)
    assert pane.top.filter.hasFocus()


def test_names_leave_room_for_what_tells_whether_a_listing_can_be_trusted(
    qtbot: QtBot, theme: Theme, show: Show
) -> None:
    pane = show(160)
    table = pane.table
    assert table.columnViewportPosition(2) + table.columnWidth(2) <= table.viewport().width() < table.columnWidth(0) * 3
    table.setColumnWidth(2, 2 * table.columnWidth(2))
    kept, wide = table.widths.chosen, table.columnWidth(2)
    assert kept == [0, 0, 200, 0, 0, 0, 0, 0]
    theme.set_scale(2)
    qtbot.waitUntil(lambda: table.columnWidth(2) > 1.8 * wide)
    for nonsense in ([], [1], [-5, *kept[1:]], [5_000, *kept[1:]]):
        table.widths.chosen = kept
        table.widths.chosen = nonsense
        assert not any(table.widths.chosen)


def test_with_little_room_the_filter_stays_in_sight(qtbot: QtBot, theme: Theme, show: Show) -> None:
    pane = show(60)
    theme.set_scale(2)
    pane.resize(540, 470)
    pane.top.below.findChildren(QComboBox)[-1].setFocus()
    pane.enter()
    bar = pane._scrolled.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert not pane.top.filter.visibleRegion().isEmpty()
    assert pane.top.filter.visibleRegion().boundingRect() == pane.top.filter.rect()
    assert pane.table.visibleRegion().boundingRect().bottom() == pane.table.rect().bottom()


def test_with_little_room_views_are_a_box_and_the_listing_takes_the_tables_place(qtbot: QtBot, show: Show) -> None:
    pane = show(60)
    assert (pane.views.isVisible(), pane.pane.isVisible(), pane.top.views.isVisible()) == (False, False, True)
    pane.enter()
    qtbot.waitUntil(lambda: pane.pane.shown != "")
    QTest.keyClick(pane.table, Key.Key_Return)
    assert (pane.pane.isVisible(), pane.table.isVisible(), pane.pane.back.isVisible()) == (True, False, True)
    QTest.keyClick(pane.pane._reading, Key.Key_Escape)
    assert pane.table.hasFocus()
    QTest.keyClick(pane.table, Key.Key_Down, Shift)
    qtbot.waitUntil(pane.top.several.isVisible)
    pane.top.several.click()
    assert (pane.pane._title.text(), pane.pane.many["many"].isVisible()) == ("2 listings", True)
    pane.pane.back.click()
    due = pane.top.views._row_of(View("due"))
    asked(qtbot, pane, lambda: pane.top.views.activated.emit(due))
    qtbot.waitUntil(lambda: pane.views.organizations.counted.rowCount() > 0)
    pane.top.views.activated.emit(pane.top.views.findText("An organisation..."))
    assert (pane.views.search.hasFocus(), pane.table.isVisible()) == (True, False)
    QTest.keyClicks(pane.views.search, "samaritans")
    QTest.keyClick(pane.views.search, Key.Key_Return)
    qtbot.waitUntil(lambda: names(pane) == [NAME])
    assert (pane.table.isVisible(), pane.top.views.currentText()) == (True, NAME)
    pane.resize(characters(pane, 150), 700)
    assert (pane.views.isVisible(), pane.pane.isVisible(), pane.top.views.isVisible()) == (True, True, False)


def test_to_read_a_website_is_never_told_as_a_check() -> None:
    day = "2026-11-30"
    row = Row(1, "a", "A", "B", (), "active", "", "", "2026-11-22", "2024-06", f"{day}T23:30:00+00:00", "", due=True)
    said = {column.heading: (column.says(row), column.explains(row)) for column in COLUMNS}
    assert said[ORDERS["checked"]][0] == "Website only"
    assert said[ORDERS["checked"]][1].startswith("Nobody ever checked this with them.")
    assert (said[ORDERS["newest"]][0], said[ORDERS["changed"]][0]) == ("Jun 2024", "30 Nov 2026")
    assert [short_date(text) for text in ("2026-05-01", "2019", "2025-09")] == ["1 May 2026", "2019", "Sep 2025"]
    later = (TODAY + timedelta(100)).isoformat()
    checked = Row(1, "a", "A", "B", (), "closed", "1", "2026-11-22", "", "", "", later, due=False)
    assert [column.says(checked) for column in COLUMNS[1:4]] == ["None: closed", "Closed", "22 Nov 2026"]


def test_rows_are_fetched_when_painted_and_cells_are_spoken_with_their_heading(qtbot: QtBot, show: Show) -> None:
    model = TableModel()
    model.show(array("q", range(1, 1001)), {})
    with qtbot.waitSignal(model.wanted):
        assert model.data(model.index(700, 0)) == "…"
    assert model.missing() == array("q", range(641, 705))
    model.fill(dict.fromkeys(model.missing()))
    assert model.missing() == array("q")
    pane = show()
    cell = pane.model.index(0, 3)
    assert str(pane.model.data(cell, Qt.ItemDataRole.AccessibleTextRole)).startswith("Checked: Never")
    assert pane.model.data(cell, Qt.ItemDataRole.AccessibleDescriptionRole) == f"Row 1 of {pane.model.rowCount()}"
    assert pane.model.headerData(3, Qt.Orientation.Horizontal) == "Checked"
    pane.table.verticalScrollBar().setValue(pane.table.verticalScrollBar().maximum())
    last = pane.model.rowCount() - 1
    qtbot.waitUntil(lambda: pane.model.row(last) is not None)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK), ("contrast", CONTRAST)])
def test_it_is_drawn_in_every_set_of_colours(
    scheme: str, colours: object, qtbot: QtBot, theme: Theme, show: Show
) -> None:
    theme.set_scheme(scheme)  # type: ignore[arg-type]
    pane = show()
    choose(qtbot, pane, ID)
    picture, bar = pane.table.viewport().grab().toImage(), pane.table.visualRect(pane.table.currentIndex())
    drawn = picture.pixelColor(bar.left(), bar.center().y() + bar.height() // 3)
    assert drawn == QColor(getattr(colours, "accent"))  # noqa: B009
