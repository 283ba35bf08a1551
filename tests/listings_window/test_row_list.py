"""Rows of words: the first time they are laid out some at a time, and from then on all at once."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from ui.listings.row_list import Line, RowList

LINES = [Line(str(n), f"Row {n}", (("What it says, in some words.", "quiet"),)) for n in range(120)]
LONG_MS = 10_000
Mode = QListView.LayoutMode


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    made = RowList("Rows")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_lines(LINES)
    qtbot.waitUntil(lambda: made.visualRect(made.rows.index(len(LINES) - 1)).isValid(), timeout=LONG_MS)
    return made


def _top(rows: RowList) -> int:
    return rows.indexAt(QPoint(5, 5)).row()


def test_rows_are_laid_out_some_at_a_time_until_all_are_known(rows: RowList, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: rows.layoutMode() == Mode.SinglePass)
    rows.show_lines([line._replace(name=f"Other {line.name}") for line in LINES])
    assert rows.layoutMode() == Mode.Batched
    qtbot.waitUntil(lambda: rows.layoutMode() == Mode.SinglePass, timeout=LONG_MS)


def test_a_list_keeps_its_place_where_few_rows_are_others(rows: RowList, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: rows.layoutMode() == Mode.SinglePass)
    rows.choose("100")
    seen = _top(rows)
    assert seen > 50
    rows.show_lines([*LINES[:40], LINES[40]._replace(name="Another name"), *LINES[41:]])
    assert rows.layoutMode() == Mode.SinglePass
    rows.executeDelayedItemsLayout()
    assert (_top(rows), rows.current) == (seen, "100")
