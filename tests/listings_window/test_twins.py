"""Pairs are found and read, noted as two services or merged as shown, and no confidential address comes out of it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.listings.changes.history import FIRST
from navigator.listings.past.undoing import undo
from navigator.listings.twins.apart import apart_pairs
from navigator.listings.twins.comparing import compare
from navigator.resources import resource
from tests.listings.small import store_of
from tests.listings.three import edit, listing, now_there, read
from ui.listings.keeping import Keeping
from ui.listings.twins.merge_view import MergeView
from ui.listings.twins.pairs_view import PairsView

PAIR = ("cove", "cove-again")
NUMBER = "020 7946 0000"


def _place(street: str) -> dict[str, Any]:
    return {"name": "House", "address_1": street, "postal_code": "SE1 1AA"}


def _forms(*, hidden: bool = False) -> list[Any]:
    """Twice the same service, with another that looks like it, and one that leads to the second."""
    phones = [{"number": NUMBER}]
    newer = [{"number": 1, "title": "Council page", "page_date": "2026-01"}]
    place = {"name": "House", "confidential": True} if hidden else _place("1 Pier Road")
    twin = {"name": "Harbour Advise", "email": "b@example.org", "sources": newer, "locations": [_place("1 Pier Road")]}
    return [
        listing("cove", name="Harbour Advice", phones=phones, email="a@example.org", locations=[place]),
        listing("cove-again", phones=phones, **twin),
        listing("dock", name="Harbour Advice Dock", phones=phones),
        listing("quay", name="Quay", links=[{"to": "cove-again", "kind": "refers-to"}]),
    ]


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    made = store_of(tmp_path, _forms(hidden="hides" in request.node.name))
    return Store(made.folder, made.shipped)  # one that waits for whoever writes


@pytest.fixture
def pairs(qtbot: QtBot, keeping: Keeping) -> PairsView:
    view = PairsView(keeping)
    qtbot.addWidget(view)
    view.resize(1300, 800)
    view.show()
    view.open()
    qtbot.waitUntil(lambda: view.chosen.sides.shown is not None and view.chosen.sides.done)
    return view


def _ids(view: PairsView) -> list[str]:
    return [line.key for line in view.list.rows.rows.lines]


@pytest.fixture
def merge(qtbot: QtBot, keeping: Keeping) -> MergeView:
    view = MergeView(keeping)
    qtbot.addWidget(view)
    view.resize(1300, 800)
    view.show()
    view.open(*PAIR)
    qtbot.waitUntil(lambda: bool(view.sides.rows) and view.sides.done)
    return view


def _taken(view: MergeView) -> dict[str, str]:
    return {
        field: choice
        for field, row in view.sides.rows.items()
        for choice, button in row.choices.items()
        if button.isChecked()
    }


def test_the_likeliest_pair_is_first_and_read_side_by_side(pairs: PairsView, keeping: Keeping) -> None:
    first = pairs.list.rows.rows.lines[0]
    assert first.key == "cove|cove-again"
    assert any(NUMBER in text for text, _ in first.lines)
    rows = pairs.chosen.sides.rows
    assert "email" in rows
    assert "phones" not in rows  # both say the same
    assert not rows["email"].choices
    assert not pairs.chosen.merge.isHidden()
    keeping.editing.turn(on=False)
    assert pairs.chosen.merge.isHidden()
    assert pairs.chosen.apart.isHidden()
    assert not pairs.list.isHidden()


def test_two_services_leave_the_list_at_once_and_come_back(qtbot: QtBot, pairs: PairsView, store: Store) -> None:
    before = _ids(pairs)
    said = QSignalSpy(pairs.said)
    pairs.chosen.apart.click()
    qtbot.waitUntil(lambda: _ids(pairs) == before[1:])
    with closing(store.connect()) as connection:
        assert apart_pairs(connection) == {PAIR}
    qtbot.waitUntil(lambda: not pairs.take_back.isHidden())
    assert said.at(0) == ["", 0]
    pairs.take_back.click()
    qtbot.waitUntil(lambda: _ids(pairs) == before)


def test_the_other_one_may_stay(qtbot: QtBot, pairs: PairsView) -> None:
    asked = QSignalSpy(pairs.view_asked)
    pairs.chosen.merge.click()
    pairs.chosen.swap.click()
    pairs.chosen.merge.click()
    assert [asked.at(n) for n in range(asked.count())] == [["merge", PAIR], ["merge", PAIR[::-1]]]
    qtbot.waitUntil(lambda: pairs.chosen.sides.shown is not None and pairs.chosen.sides.shown.keep.id == "cove-again")


def test_the_pairs_of_one_listing_and_none(qtbot: QtBot, pairs: PairsView) -> None:
    pairs.open("dock")
    qtbot.waitUntil(lambda: bool(_ids(pairs)) and all("dock" in key for key in _ids(pairs)))
    pairs.open("quay")
    qtbot.waitUntil(lambda: not pairs.empty.isHidden())
    assert "Quay" in pairs.empty.accessibleName()
    pairs.empty.button.click()
    qtbot.waitUntil(lambda: "cove|cove-again" in _ids(pairs))


def test_enter_reads_a_pair_and_escape_goes_back_where_they_take_turns(pairs: PairsView) -> None:
    pairs.resize(400, 600)
    assert pairs.chosen.isHidden()
    pairs.enter()
    QTest.keyClick(pairs.list.rows, Qt.Key.Key_Return)
    assert not pairs.list.isVisible()
    assert pairs.chosen.isVisible()
    QTest.keyClick(pairs.chosen.sides.reading, Qt.Key.Key_Escape)
    assert pairs.list.isVisible()
    assert not pairs.chosen.isVisible()


def test_what_is_looked_for_can_be_left(qtbot: QtBot, keeping: Keeping) -> None:
    view = PairsView(keeping)
    qtbot.addWidget(view)
    view.open()
    with qtbot.waitSignal(view.left):
        view.waiting.button.click()


def test_a_merge_takes_what_was_chosen_and_the_pair_is_gone(
    qtbot: QtBot, pairs: PairsView, merge: MergeView, store: Store, keeping: Keeping
) -> None:
    assert _taken(merge)["email"] == "drop"  # its page is newer
    assert not merge.unsaved
    merge.sides.rows["email"].choices["keep"].click()
    assert merge.unsaved
    keeping.editing.by = "KB"
    merge.why.setText("the same service")
    said, left = QSignalSpy(merge.said), QSignalSpy(merge.left)
    merge.merge.click()
    qtbot.waitUntil(lambda: left.count() == 1)
    stays, gone = now_there(store, "cove"), now_there(store, "cove-again")
    assert stays.email == "a@example.org"
    assert "Harbour Advise" in stays.alternate_names
    assert gone.status == "closed"
    assert [(link.to, link.kind) for link in gone.links] == [("cove", "replaced-by")]
    assert [link.to for link in now_there(store, "quay").links] == ["cove"]
    assert not merge.unsaved
    qtbot.waitUntil(lambda: "cove|cove-again" not in _ids(pairs))
    undo(store, said.at(0)[1])
    assert now_there(store, "cove-again").status == "active"


def test_choices_turn_with_the_listings_and_stay_while_editing_is_off(
    qtbot: QtBot, merge: MergeView, keeping: Keeping
) -> None:
    merge.sides.rows["email"].choices["keep"].click()
    merge.swap.click()
    qtbot.waitUntil(lambda: merge.sides.done and _taken(merge).get("email") == "drop")
    keeping.editing.turn(on=False)
    assert not merge.merge.isVisible()
    assert _taken(merge)["email"] == "drop"


def test_what_was_changed_since_is_looked_at_again(qtbot: QtBot, merge: MergeView, store: Store) -> None:
    merge.sides.rows["name"].choices["drop"].click()
    edit(store, "cove", email="new@example.org")
    merge.merge.click()
    qtbot.waitUntil(lambda: "changed since" in merge._wrong.text())
    assert now_there(store, "cove-again").status == "active"
    qtbot.waitUntil(lambda: merge._planned is not None and merge._planned.sides.editions != (FIRST, FIRST))
    assert _taken(merge)["name"] == "drop"


def test_a_listing_that_hides_its_address_gives_none_away(qtbot: QtBot, merge: MergeView, store: Store) -> None:
    asked = QSignalSpy(merge.view_asked)
    row = merge.sides.rows["locations"]
    assert [choice for choice, button in row.choices.items() if not button.isHidden()] == ["keep"]
    assert "locations" not in _taken(merge)
    merge.merge.click()
    assert not row.problem.isHidden()
    assert now_there(store, "cove-again").status == "active"
    merge.hide_place.click()
    assert asked.at(0) == ["confidential", ("cove-again", "1")]
    row.choices["keep"].click()
    with qtbot.waitSignal(merge.left):
        merge.merge.click()
    assert now_there(store, "cove-again").status == "closed"
    assert [place.address_1 for place in now_there(store, "cove").locations] == [None]


def test_two_that_were_merged_already_are_told(qtbot: QtBot, merge: MergeView) -> None:
    merge.open("cove", "nowhere")
    qtbot.waitUntil(merge.cannot.isVisible)


def test_the_core_says_so_where_nothing_tells_which_is_better(store: Store) -> None:
    one, other = (
        replace(read(store, service_id), email=f"{service_id}@example.org") for service_id in ("cove", "dock")
    )
    words = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
    row = next(row for row in compare(one, other, words) if row.field == "email")
    assert row.undecided
