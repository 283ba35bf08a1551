"""A listing can be seen as it was at any time, and whatever was done to it can be undone step by step."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.directory.form import ListingForm
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Edit
from navigator.listings.changes.history import FIRST, as_it_was, changes_in, changes_since, difference, edition
from tests.listings.three import IDS, editor, history, now_there, was


def _rename(store: Store, name: str, listing_id: str = "cove") -> None:
    form = now_there(store, listing_id)
    editor(store).save([Edit(form.model_copy(update={"name": name}))])


def _note_check(store: Store) -> None:
    with closing(sqlite3.connect(store.own)) as connection, connection:
        connection.execute(
            "INSERT INTO change (service_id, kind, made_at, batch, before, after) "
            """VALUES ('cove', 'verify', '2026-11-24T09:00:00+00:00', 50, '{}', '{"name": "not a name"}')"""
        )


def test_a_listing_is_seen_as_it_was_before_each_change(shipped: Path, tmp_path: Path) -> None:
    store = Store(tmp_path, shipped)
    for name in ("A", "B", "C"):
        _rename(store, name)
    assert [was(store, change.key).name for change in history(store)] == ["B", "A", "Cove"]


def test_a_check_with_the_provider_changes_nothing_a_listing_says(shipped: Path, tmp_path: Path) -> None:
    store = Store(tmp_path, shipped)
    _rename(store, "A")
    with closing(store.connect()) as connection:
        before = edition(connection, "cove")
    _note_check(store)
    _rename(store, "B")
    last, check, first = history(store)
    assert [was(store, change.key).name for change in (last, check, first)] == ["A", "A", "Cove"]
    with closing(store.connect()) as connection:
        assert before == (first.key, first.made_at)
        assert edition(connection, "cove") == (last.key, last.made_at)
        assert edition(connection, "dock") == FIRST


def test_changes_are_told_by_listing_by_what_was_done_as_one_and_by_day(shipped: Path, tmp_path: Path) -> None:
    store = Store(tmp_path, shipped)
    edits = [Edit(now_there(store, each).model_copy(update={"organization": "Pier"})) for each in IDS]
    saved = editor(store).save(edits)
    assert saved
    _rename(store, "A")
    _note_check(store)
    with closing(store.connect()) as connection:
        assert {change.service_id for change in changes_in(connection, saved.batch)} == set(IDS)
        assert [change.kind for change in changes_since(connection, "2026-11-24")] == ["verify"]
        assert len(changes_since(connection, "2026-11-23")) == 5
        keys = [change.key for change in changes_since(connection, "2000-01-01")]
    assert keys == sorted(keys, reverse=True)


def test_there_is_no_past_of_what_is_not_there(shipped: Path, tmp_path: Path) -> None:
    store = Store(tmp_path, shipped)
    _rename(store, "A", "dock")
    (other,) = history(store, "dock")
    with closing(store.connect()) as connection:
        with pytest.raises(NavigatorError, match="There is no listing 'nowhere'"):
            as_it_was(connection, "nowhere", 1)
        with pytest.raises(NavigatorError, match=f"There is no change {other.key} to the listing 'cove'"):
            as_it_was(connection, "cove", other.key)


def test_a_difference_names_only_what_differs() -> None:
    assert difference({"a": 1, "b": [2]}, {"a": 1, "b": [3], "c": None}) == ({"b": [2]}, {"b": [3]})


SOME_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Cove", "Bay", "الملجأ", "x" * 300]),
        "needs": st.lists(st.sampled_from(["homelessness", "alcohol", "legal"]), max_size=3),
        "hours": st.fixed_dictionaries(
            {}, optional={"opening_hours": st.just("24/7"), "note": st.just("n"), "source": st.just(1)}
        ),
        "phones": st.lists(st.builds(dict, number=st.sampled_from(["116 123", "999"])), max_size=2),
        "locations": st.lists(st.sampled_from([{"city": "London"}, {"confidential": True}, {}]), max_size=2),
        "eligibility": st.lists(
            st.builds(
                dict,
                facet=st.just("gender"),
                rule=st.sampled_from(["requires", "excludes"]),
                strength=st.just("hard"),
                values=st.lists(st.sampled_from(["man", "woman"]), min_size=1, max_size=2),
                source=st.just(1),
            ),
            max_size=2,
        ),
        "links": st.lists(st.builds(dict, to=st.sampled_from([*IDS, "x"]), kind=st.just("refers-to")), max_size=2),
        "sources": st.permutations([{"number": 1, "title": "One"}, {"number": 2, "title": "Two"}]),
    },
)


@settings(max_examples=12)
@given(
    steps=st.lists(
        st.lists(st.tuples(st.sampled_from(IDS[:2]), SOME_FACTS), min_size=1, max_size=2, unique_by=lambda x: x[0]),
        max_size=5,
    )
)
def test_any_run_of_changes_undone_backwards_gives_the_first_listings(
    steps: list[list[tuple[str, dict[str, Any]]]], shipped: Path
) -> None:
    with TemporaryDirectory() as folder:
        copyfile(shipped, Path(folder) / "services.sqlite")
        store = Store(Path(folder), shipped)
        seen = [_all(store)]
        batches = []
        for step in steps:
            edits = [Edit(ListingForm.model_validate(seen[-1][each].model_dump() | facts)) for each, facts in step]
            if saved := editor(store).save(edits):
                batches.append(saved.batch)
                seen.append(_all(store))
        for each in IDS[:2]:
            for change in history(store, each):
                assert was(store, change.key, each) == seen[batches.index(change.batch)][each]
        for batch, before in zip(reversed(batches), seen[-2::-1], strict=True):
            editor(store).undo(batch)
            assert _all(store) == before


def _all(store: Store) -> dict[str, ListingForm]:
    return {each: now_there(store, each) for each in IDS[:2]}
