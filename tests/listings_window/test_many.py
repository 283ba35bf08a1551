"""One field of many listings is changed as it was looked at, and only so, and taken back as one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.listings.many.fields import CONFIDENTIAL, MANY_FIELDS, Way
from navigator.listings.past.undoing import undo
from tests.listings.small import store_of
from tests.listings.three import edit, listing, now_there
from ui.listings.keeping import Keeping
from ui.listings.many.view import ManyView

OLD, NEW = "020 7946 0000", "020 7946 0111"
IDS = ("cove", "dock", "quay")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    place = {"name": "House", "address_1": "1 Pier Road", "postal_code": "SE1 1AA"}
    links = [{"to": "cove", "kind": "refers-to"}]
    forms = [
        listing("cove", phones=[{"number": OLD, "note": "Desk"}], locations=[place]),
        listing("dock", phones=[{"number": OLD}, {"number": NEW}], areas=["Lambeth"], links=links),
        listing("quay", phones=[{"number": "116 123"}], organization="Pier", links=links),
    ]
    made = store_of(tmp_path, forms)
    return Store(made.folder, made.shipped)  # one that waits for whoever writes


@pytest.fixture
def view(qtbot: QtBot, keeping: Keeping) -> ManyView:
    made = ManyView(keeping)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.open(*IDS)
    qtbot.waitUntil(lambda: made.form.was_box.count() > 0)
    return made


def _ask(qtbot: QtBot, view: ManyView, path: str, way: Way) -> None:
    """Choose a field and a way, as somebody would."""
    view.form.field_box.show_value(path)
    view.form.field_box.chosen.emit()
    view.form.way_box.show_value(way)
    view.form.way_box.chosen.emit()
    offered = view.form.was_box if way in {"replace", "remove"} else view.form.choice_box
    if way in {"replace", "remove"} or MANY_FIELDS[path].taxonomy:
        qtbot.waitUntil(lambda: offered.count() > 0)


def _look(qtbot: QtBot, view: ManyView) -> None:
    view.look.click()
    qtbot.waitUntil(view.preview.isVisible)


def _apply(qtbot: QtBot, view: ManyView) -> int:
    said = QSignalSpy(view.said)
    view.preview.apply.click()
    qtbot.waitUntil(lambda: said.count() == 1)
    assert not view.unsaved
    return int(said.at(0)[1])


def test_a_number_is_replaced_wherever_it_stands_and_put_back_as_one(
    qtbot: QtBot, view: ManyView, store: Store
) -> None:
    assert view.form.was_box.currentText() == f"{OLD} · in 2"
    view.form.line.setText("020 7946 0222")
    assert view.unsaved
    _look(qtbot, view)
    assert [line.key for line in view.preview.list.rows.lines] == ["cove", "dock"]
    assert view.preview.list.rows.lines[0].lines == ((f"Phone: {OLD}: Desk became 020 7946 0222: Desk", "text"),)
    assert view.preview.apply.text() == "Change 2 listings"
    batch = _apply(qtbot, view)
    assert [phone.number for phone in now_there(store, "dock").phones] == ["020 7946 0222", NEW]
    assert now_there(store, "cove").phones[0].note == "Desk"
    undo(store, batch)
    assert now_there(store, "cove").phones[0].number == OLD


def test_what_is_typed_is_checked_and_nothing_wrong_is_looked_at(qtbot: QtBot, view: ManyView) -> None:
    view.form.line.setText("12")
    qtbot.waitUntil(lambda: bool(view.form.messages.shown))
    assert view.form.messages.shown[0].blocks
    view.look.click()
    qtbot.waitUntil(lambda: not view._looking)
    assert not view.preview.isVisible()
    view.form.line.clear()
    view.look.click()
    qtbot.waitUntil(lambda: bool(view.form.messages.shown) and "Fill this in" in view.form.messages.shown[0].says)
    view.form.line.setText("02079460222")
    qtbot.waitUntil(lambda: bool(view.form.messages.shown) and bool(view.form.messages.shown[0].offer))
    view.form.messages.offered.emit(view.form.messages.shown[0].offer)
    assert view.form.line.text() == "020 7946 0222"


def test_those_that_cannot_be_changed_are_left_out_or_nothing_is_changed(
    qtbot: QtBot, view: ManyView, store: Store
) -> None:
    view.open("cove", "nowhere")
    _ask(qtbot, view, "areas", "add")
    view.form.choice_box.show_value("Camden")
    _look(qtbot, view)
    assert view.preview.list.rows.lines[0].key == "nowhere"
    assert not view.preview.apply.isVisible()
    view.preview.leave_out.click()
    assert view.preview.apply.isVisible()
    _apply(qtbot, view)
    assert now_there(store, "cove").areas == ("Camden",)


def test_only_what_was_looked_at_can_be_made(qtbot: QtBot, view: ManyView, keeping: Keeping) -> None:
    _ask(qtbot, view, "status", "set")
    view.form.choice_box.show_value("unclear")
    _look(qtbot, view)
    keeping.editing.turn(on=False)
    assert not view.preview.apply.isVisible()
    keeping.editing.turn(on=True)
    QTest.keyClick(view.preview.list, Qt.Key.Key_Escape)
    assert not view.preview.isVisible()
    assert view.form.choice_box.value == "unclear"


def test_a_listing_changed_since_is_not_written_over(qtbot: QtBot, view: ManyView, store: Store) -> None:
    _ask(qtbot, view, "status", "set")
    view.form.choice_box.show_value("unclear")
    _look(qtbot, view)
    edit(store, "dock", status="closed")
    view.preview.apply.click()
    qtbot.waitUntil(lambda: "changed since" in view._wrong.text())
    assert now_there(store, "cove").status == "active"
    qtbot.waitUntil(lambda: "closed" in str(view.preview.list.rows.lines).casefold())
    _apply(qtbot, view)
    assert {now_there(store, each).status for each in IDS} == {"unclear"}


def test_a_service_that_others_work_with_is_named_and_replaced(qtbot: QtBot, view: ManyView, store: Store) -> None:
    _ask(qtbot, view, "links.to", "replace")
    assert view.form.was_box.currentText() == "Cove · in 2"
    view.form.line.setText("quay")
    _look(qtbot, view)
    told = {line.key: line.lines for line in view.preview.list.rows.lines}
    assert "Quay" in told["dock"][0][0]
    assert "not linked to itself" in told["quay"][0][0]
    view.preview.leave_out.click()
    _apply(qtbot, view)
    assert [link.to for link in now_there(store, "dock").links] == ["quay"]


def test_a_confidential_address_is_hidden_one_place_at_a_time(qtbot: QtBot, view: ManyView) -> None:
    asked = QSignalSpy(view.view_asked)
    view.form.field_box.show_value(CONFIDENTIAL)
    view.form.field_box.chosen.emit()
    qtbot.waitUntil(view.hiding.press.isVisible)
    assert not view.look.isVisible()
    view.hiding.press.click()
    assert asked.at(0) == ["confidential", ("cove", "1")]
