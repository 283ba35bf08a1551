"""Listings are changed in one transaction, with a line in the history, and nobody's change is written over."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.form import ListingForm
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Author, ConflictError, Edit, Editor
from navigator.listings.changes.history import FIRST, edition
from tests.listings.three import changed, editor, history, listing, now_there


@pytest.fixture
def store(shipped: Path, tmp_path: Path) -> Iterator[Store]:
    kept = shipped.read_bytes()
    yield Store(tmp_path / "data", shipped)
    assert shipped.read_bytes() == kept


def test_a_change_is_saved_and_says_who_when_what_and_why(store: Store) -> None:
    saved = editor(store).save([Edit(changed(store, name="New Cove"), FIRST)], Author("KB", "they moved"))
    assert saved is not None
    assert saved.ids == ("cove",)
    assert now_there(store).name == "New Cove"
    (change,) = history(store)
    assert (change.kind, change.by, change.why, change.made_at) == (
        "edit",
        "KB",
        "they moved",
        "2026-11-23T10:00:00+00:00",
    )
    assert (change.before, change.after, change.batch) == ({"name": "Cove"}, {"name": "New Cove"}, saved.batch)


def test_what_was_changed_is_found_by_its_new_name_only(store: Store) -> None:
    editor(store).save([Edit(changed(store, name="Zebra Crossing"))])
    with closing(store.connect()) as connection:
        sql = "SELECT count(*) FROM search_index WHERE search_index MATCH ?"
        assert connection.execute(sql, ("zebra",)).fetchone() == (1,)
        assert connection.execute(sql, ("name:cove",)).fetchone() == (0,)


@pytest.mark.parametrize(
    "same",
    [
        {},
        {"needs": ["homelessness", "homelessness"]},
        {"name": " Cove "},
        {"hours": {"source": 1}},
    ],
)
def test_where_nothing_changes_nothing_is_written(same: dict[str, Any], store: Store) -> None:
    assert editor(store).save([Edit(changed(store, **same), FIRST)]) is None
    assert history(store) == ()


def test_the_second_of_two_is_told_and_shown_both_and_nothing_is_saved(store: Store) -> None:
    mine, theirs = changed(store, name="Mine"), changed(store, name="Theirs")
    editor(store).save([Edit(theirs, FIRST)])
    with pytest.raises(ConflictError, match="'Theirs' was changed by somebody else") as caught:
        editor(store).save([Edit(changed(store, "dock", name="New Dock"), FIRST), Edit(mine, FIRST)])
    assert (caught.value.theirs, caught.value.yours) == (theirs, mine)
    assert now_there(store, "dock").name == "Dock"
    assert [change.after for change in history(store)] == [{"name": "Theirs"}]


def test_a_change_of_the_same_number_in_another_file_is_another_edition(store: Store, tmp_path: Path) -> None:
    editor(store).save([Edit(changed(store, name="Here"), FIRST)])
    with editor(store).reading() as connection:
        begun = edition(connection, "cove")
    elsewhere = Store(tmp_path / "elsewhere", store.shipped)
    Editor(elsewhere, lambda: datetime(2030, 1, 1, tzinfo=UTC)).save([Edit(changed(elsewhere, name="There"), FIRST)])
    elsewhere.own.replace(store.own)
    with pytest.raises(ConflictError, match="'There' was changed by somebody else"):
        editor(store).save([Edit(changed(store, description="Mine."), begun)])


def test_two_who_make_the_same_change_do_not_disagree(store: Store) -> None:
    same = changed(store, name="Same")
    editor(store).save([Edit(same, FIRST)])
    assert editor(store).save([Edit(same, FIRST)]) is None


def test_a_change_without_an_edition_is_made_to_whatever_is_there(store: Store) -> None:
    editor(store).save([Edit(changed(store, name="First"), FIRST)])
    editor(store).save([Edit(changed(store, description="Second."))])
    assert (now_there(store).name, now_there(store).description) == ("First", "Second.")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ([listing("nowhere")], "There is no listing 'nowhere'"),
        ([listing("dock", name="Changed"), listing(organization="Nobody")], "'Nobody' is not in the directory"),
        ([listing(name="One"), listing(name="Two")], "There are two changes to 'cove' at once"),
    ],
)
def test_all_is_saved_or_nothing(wrong: list[ListingForm], says: str, store: Store) -> None:
    with pytest.raises(NavigatorError, match=says):
        editor(store).save([Edit(changed(store, "quay", name="Changed")), *map(Edit, wrong)])
    assert [now_there(store, each).name for each in ("cove", "dock", "quay")] == ["Cove", "Dock", "Quay"]
    assert history(store, "quay") == ()


def test_what_was_changed_as_one_is_taken_back_as_one(store: Store) -> None:
    before = [now_there(store, each) for each in ("cove", "dock")]
    edits = [Edit(changed(store, each, organization="Pier"), FIRST) for each in ("cove", "dock")]
    saved = editor(store).save(edits)
    assert saved
    undone = editor(store).undo(saved.batch, Author("KB"))
    assert undone
    assert sorted(undone.ids) == ["cove", "dock"]
    assert [now_there(store, each) for each in ("cove", "dock")] == before
    assert [(change.kind, change.by) for change in history(store)] == [("undo", "KB"), ("edit", "")]


def test_taking_back_leaves_what_was_changed_elsewhere(store: Store) -> None:
    saved = editor(store).save([Edit(changed(store, name="New"))])
    assert saved
    editor(store).save([Edit(changed(store, description="Changed since."))])
    editor(store).undo(saved.batch)
    assert (now_there(store).name, now_there(store).description) == ("Cove", "Changed since.")


def test_what_was_taken_back_can_be_made_again(store: Store) -> None:
    saved = editor(store).save([Edit(changed(store, name="New"))])
    assert saved
    undone = editor(store).undo(saved.batch)
    assert undone
    editor(store).undo(undone.batch)
    assert now_there(store).name == "New"


@pytest.mark.parametrize(
    "since",
    [
        {"sources": [{"number": 1, "title": "Another"}]},
        {"hours": {"opening_hours": "24/7", "source": 2}},
    ],
    ids=["the same field", "something that needs it"],
)
def test_what_was_changed_since_is_not_taken_back(since: dict[str, Any], store: Store) -> None:
    two = [{"number": 1, "title": "Their page"}, {"number": 2, "title": "Hours"}]
    edits = [Edit(changed(store, sources=two)), Edit(changed(store, "dock", sources=two))]
    saved = editor(store).save(edits)
    assert saved
    editor(store).save([Edit(changed(store, **since))])
    with pytest.raises(NavigatorError, match=r"'Cove' was changed since. Nothing was undone"):
        editor(store).undo(saved.batch)
    assert len(now_there(store, "dock").sources) == 2


def test_a_change_of_many_fields_that_a_directory_keeps_otherwise_can_be_taken_back(store: Store) -> None:
    before = now_there(store)
    sources = [{"number": 2, "title": "Two"}, {"number": 1, "title": "One"}]
    saved = editor(store).save([Edit(changed(store, needs=["alcohol", "alcohol"], sources=sources))])
    assert saved
    editor(store).undo(saved.batch)
    assert now_there(store) == before


def test_what_was_never_changed_or_only_checked_is_not_taken_back(store: Store) -> None:
    editor(store).save([Edit(changed(store, name="New"))])
    with closing(sqlite3.connect(store.own)) as connection, connection:
        connection.execute(
            "INSERT INTO change (service_id, kind, made_at, batch, before, after) "
            """VALUES ('cove', 'verify', '2026-11-23T10:00:00+00:00', 50, '{}', '{"confirmed": "all"}')"""
        )
    for batch in (50, 99):
        with pytest.raises(NavigatorError, match=f"There is no change {batch} to undo"):
            editor(store).undo(batch)
    assert now_there(store).name == "New"
