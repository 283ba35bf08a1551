"""What is missing: bars with their numbers, the list of what to complete first, and both as CSV."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.listings.gaps.gaps import FACTS, Fact, Gap, Gaps, Group, Share
from tests.refer_window.printed import Dialog
from ui.listings.gaps.chart import draw_bar
from ui.listings.gaps.model import GapsModel, chart, told
from ui.listings.gaps.view import GapsView
from ui.listings.keeping import Keeping
from ui.shell.colours import SETS

TODAY = date(2026, 11, 23)
WAIT_MS = 10_000


def group(name: str, have: int, of: int) -> Group:
    return Group(name, of, tuple(Share(fact, have, of) for fact in FACTS))


def gap(listing_id: str, *missing: Fact) -> Gap:
    return Gap(listing_id, listing_id.title(), "Harbour", "a crisis service", missing, 1)


GAPS = Gaps(
    TODAY,
    group("All listings", 112, 158),
    (group("Barnet", 3, 12), group("Bexley", 0, 0)),
    (group("Alcohol", 5, 5),),
    (group("Harbour", 1, 4),),
    (gap("cove", "check", "hours"), gap("dock", "check")),
)


@pytest.fixture
def dialog(tmp_path: Path) -> Dialog:
    return Dialog(tmp_path / "a.csv")


@pytest.fixture
def view(qtbot: QtBot, theme: object, keeping: Keeping, dialog: Dialog) -> GapsView:
    assert theme
    view = GapsView(keeping, dialog)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.open()
    view.enter()
    qtbot.waitUntil(lambda: bool(view.model.rows), timeout=WAIT_MS)
    return view


def test_a_share_says_how_many_of_how_many_and_the_part() -> None:
    assert told(Share("phone", 112, 158)).replace("\N{NO-BREAK SPACE}", " ") == "112 of 158 (71 %)"


def test_all_listings_stand_above_those_groups_that_have_any() -> None:
    every, boroughs = chart(GAPS, "all"), chart(GAPS, "borough")
    assert [row.name for row in every.rows][:2] == ["A phone number", "Hours"]
    assert every.heads == ("All listings",)
    assert [(row.name, row.more) for row in boroughs.rows] == [
        ("All listings", "158 listings"),
        ("Barnet", "12 listings"),
    ]
    assert len(boroughs.heads) == len(FACTS)


@pytest.mark.usefixtures("qapp")
def test_a_screen_reader_is_told_whose_share_of_what_it_is() -> None:
    model = GapsModel()
    model.show(chart(GAPS, "borough"))
    says = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).replace("\N{NO-BREAK SPACE}", " ")
    assert says == "Barnet. 12 listings. A phone number. 3 of 12 (25 %)"


@pytest.mark.parametrize("scheme", SETS)
@pytest.mark.parametrize("have", [0, 1, 2, 4])
def test_a_bar_is_filled_as_far_as_the_share_goes(scheme: str, have: int) -> None:
    colours = SETS[scheme]
    image = QImage(102, 12, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_bar(painter, QRect(0, 0, 102, 12), Share("phone", have, 4), colours)
    painter.end()
    filled = sum(image.pixelColor(x, 6) == QColor(colours.accent) for x in range(1, 101))
    assert filled == 25 * have


def test_all_of_it_is_reached_by_keyboard(view: GapsView) -> None:
    assert view.list.hasFocus()
    assert view.model.rowCount() == len(FACTS)
    view.chart.setFocus()
    QTest.keyClick(view.chart, Qt.Key.Key_Down)
    assert view.chart.currentIndex().row() == 1
    view.by.setFocus()
    QTest.keyClick(view.by, Qt.Key.Key_Down)
    assert view.model.columnCount() == len(FACTS)
    assert not view.list.isVisible()
    assert view.model.rows[0].name == "All listings"


def test_the_list_leads_to_where_in_the_form_something_is_missing(qtbot: QtBot, view: GapsView) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []
    view.view_asked.connect(lambda name, what: asked.append((name, what)))
    view._take(GAPS)
    assert view.list.rows.lines[0].spoken == "Cove. Harbour. A crisis service without a check that holds, hours"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(view.list, key)
    assert asked == [("form", ("cove", "hours")), ("verify", ("dock",))]
    with qtbot.waitSignal(view.listing_asked) as seen:
        view.see.click()
    assert seen.args == ["dock"]


def test_both_are_saved_as_csv_and_what_cannot_be_is_said(
    qtbot: QtBot, view: GapsView, dialog: Dialog, tmp_path: Path
) -> None:
    view._take(GAPS)
    for button, line in ((view.save_shares, "Borough,Barnet,12,3"), (view.save_worst, "cove,Cove,Harbour")):
        with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
            button.click()
        assert said.args == [f"Saved as {tmp_path / 'a.csv'}.", 0]
        assert line in (tmp_path / "a.csv").read_text("utf-8-sig")
    dialog.path = tmp_path / "nowhere" / "a.csv"
    with qtbot.waitSignal(view.said, timeout=WAIT_MS) as said:
        view.save_worst.click()
    assert "cannot be written" in str(said.args)
    assert dialog.named[0] == "what-is-missing-2026-11-23"


def test_where_nothing_is_missing_it_says_so(view: GapsView) -> None:
    view._take(Gaps(TODAY, group("All listings", 2, 2), (), (), (), ()))
    assert view.worst.isVisible()
    assert not view.list.isVisible()
    assert not view.complete.isVisible()
