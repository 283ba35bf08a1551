"""One field of many listings is changed as it was looked at, as one, and taken back as one."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.directory.as_form import form_of
from navigator.directory.entry import ALIAS_BREAK
from navigator.directory.fields import NAMES, read_fields
from navigator.directory.form import ListingForm
from navigator.directory.labels import read_labels
from navigator.directory.records import read_listing
from navigator.directory.store import transaction
from navigator.directory.write import add_listings, remove_listing, replace_fields
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Author
from navigator.listings.changes.history import as_it_was, fields_of
from navigator.listings.many.bulk import Preview, apply, preview
from navigator.listings.many.field_change import FieldChange
from navigator.resources import resource
from tests.listings.three import IDS, editor, history, now_there


@pytest.fixture
def store(shipped: Path, tmp_path: Path) -> Store:
    return Store(tmp_path / "data", shipped)


def _seen(store: Store, change: FieldChange, *ids: str) -> Preview:
    with closing(store.connect()) as connection:
        return preview(connection, ids or IDS, change)


def _content(path: Path) -> dict[str, list[str]]:
    """Every row of a directory but its history, apart from keys that only join tables, and its words."""
    with closing(sqlite3.connect(path)) as connection:
        listings = [row for (row,) in connection.execute("SELECT id FROM service ORDER BY key")]
        fields = read_fields(connection, listings, NAMES | {"organization_kind", "organization_website"})
        return {
            "listings": [json.dumps(fields[each]) for each in listings],
            "entries": [str(row) for row in connection.execute("SELECT * FROM search_entry ORDER BY key")],
            "words": [str(row) for row in connection.execute("SELECT * FROM search_word WHERE services ORDER BY word")],
            "keys": [str(row) for row in connection.execute("SELECT id, key FROM service ORDER BY id")],
        }


def _assert_true(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for index in ("search_index", "name_index"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        indexed = dict(connection.execute("SELECT term, doc FROM search_vocabulary"))
        indexed.pop(ALIAS_BREAK, None)
        assert dict(connection.execute("SELECT word, services FROM search_word WHERE services <> 0")) == indexed


def _phone(number: str, note: str | None = None) -> dict[str, str | None]:
    return {"number": number, "note": note}


@pytest.mark.parametrize(
    ("change", "now", "becomes"),
    [
        (FieldChange("areas", "add", "Lambeth"), [], ["Lambeth"]),
        (FieldChange("areas", "add", "Lambeth"), ["Lambeth"], ["Lambeth"]),
        (FieldChange("areas", "remove", "Lambeth"), ["Lambeth", "Camden"], ["Camden"]),
        (FieldChange("areas", "replace", "Lambeth", "Camden"), ["Lambeth", "Barnet", "Camden"], ["Camden", "Barnet"]),
        (FieldChange("status", "set", "closed"), "active", "closed"),
        (FieldChange("status", "replace", "unclear", "closed"), "active", "active"),
        (FieldChange("email", "remove", "a@b.org"), "a@b.org", None),
        (FieldChange("phones.number", "replace", "1", "2"), [_phone("1"), _phone("3")], [_phone("2"), _phone("3")]),
        (FieldChange("phones", "remove", {"number": "1"}), [_phone("1", "Old"), _phone("3")], [_phone("3")]),
        (
            FieldChange("sources", "replace", {"url": "https://a.org"}, {"page_date": "2026-11"}),
            [{"url": "https://a.org", "page_date": None}, {"url": None, "page_date": None}],
            [{"url": "https://a.org", "page_date": "2026-11"}, {"url": None, "page_date": None}],
        ),
        (
            FieldChange("hours.note", "set", "Ring first."),
            {"opening_hours": "24/7", "note": None},
            {"opening_hours": "24/7", "note": "Ring first."},
        ),
    ],
)
def test_what_a_change_makes_of_a_field(change: FieldChange, now: Any, becomes: Any) -> None:
    assert change.of(now) == becomes


def test_every_difference_is_shown_and_nothing_is_written(store: Store) -> None:
    seen = _seen(store, FieldChange("phones", "add", {"number": "020 7946 0000"}), "cove", "dock", "nowhere")
    assert [(each.id, each.before, each.after) for each in seen.differences] == [
        (each, [], [{"number": "020 7946 0000", "note": None}]) for each in ("cove", "dock")
    ]
    assert [(each.id, each.why) for each in seen.refused] == [("nowhere", ("There is no such listing.",))]
    assert not store.own.exists()


def test_no_listing_is_linked_to_itself(store: Store) -> None:
    seen = _seen(store, FieldChange("links", "add", {"to": "quay", "kind": "refers-to"}), "dock", "quay")
    assert [each.id for each in seen.differences] == ["dock"]
    assert [(each.id, each.why) for each in seen.refused] == [("quay", ("A service is not linked to itself.",))]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (FieldChange("phones", "add", {"number": "12"}), ""),
        (FieldChange("needs", "add", "nonsense"), "There is no “nonsense”"),
        (FieldChange("url", "set", "not an address"), ""),
        (FieldChange("name", "set", ""), ""),
        (FieldChange("sources", "remove", {"number": 1}), ""),
        (FieldChange("organization", "set", "Nobody"), "There is no “Nobody”"),
        (FieldChange("organization_name", "set", "Pier"), "There is a “Pier” already"),
        (FieldChange("organization_kind", "set", "nonsense"), "There is no kind"),
        (FieldChange("organization_website", "set", "nonsense"), ""),
    ],
)
def test_what_may_not_stand_there_is_refused_with_a_reason(change: FieldChange, says: str, store: Store) -> None:
    seen = _seen(store, change)
    assert seen.differences == ()
    assert [each.id for each in seen.refused] == list(IDS)
    assert all(each.why and each.why[0].startswith(says) for each in seen.refused)
    assert apply(editor(store), seen) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (FieldChange("nothing", "set", 1), "There is no field 'nothing'"),
        (FieldChange("id", "set", "x"), "There is no field 'id'"),
        (FieldChange("phones.colour", "set", "x"), "The field 'phones' has no part 'colour'"),
        (FieldChange("name.first", "set", "x"), "it has no parts"),
        (FieldChange("status", "add", "x"), "nothing can be added"),
        (FieldChange("phones", "add", "020 7946 0000"), "name the parts: number, note"),
    ],
)
def test_a_change_that_means_nothing_is_told(change: FieldChange, says: str, store: Store) -> None:
    with pytest.raises(NavigatorError, match=says):
        _seen(store, change)


def test_a_change_is_made_as_one_and_taken_back_as_one(store: Store, shipped: Path) -> None:
    before = _content(shipped)
    saved = apply(editor(store), _seen(store, FieldChange("areas", "add", "London")), Author("KB", "new contract"))
    assert saved
    assert saved.ids == IDS
    assert [now_there(store, each).areas for each in IDS] == [("London",)] * 3
    assert {history(store, each)[0].batch for each in IDS} == {saved.batch}
    _assert_true(store.own)
    assert editor(store).undo(saved.batch)
    _assert_true(store.own)
    assert _content(store.own) == before


def test_what_was_changed_after_it_was_looked_at_is_not_written_over(store: Store) -> None:
    seen = _seen(store, FieldChange("status", "set", "unclear"))
    apply(editor(store), _seen(store, FieldChange("status", "set", "closed"), "dock"))
    with pytest.raises(NavigatorError, match=r"'Dock' was changed since. Nothing was saved"):
        apply(editor(store), seen)
    assert now_there(store, "cove").status == "active"


def test_what_an_organisation_shares_is_changed_for_all_its_listings(store: Store, shipped: Path) -> None:
    before = _content(shipped)
    batches = []
    for field, value in (("organization_name", "Harbour CIO"), ("organization_website", "https://harbour.example.org")):
        saved = apply(editor(store), _seen(store, FieldChange(field, "set", value), "cove"))
        assert saved
        assert saved.ids == IDS
        batches.append(saved.batch)
        _assert_true(store.own)
    with closing(store.connect()) as connection:
        for each in IDS:
            listing = read_listing(connection, each)
            assert listing
            assert (listing.organization.name, listing.organization.website) == (
                "Harbour CIO",
                "https://harbour.example.org",
            )
        found = connection.execute("SELECT count(*) FROM search_index WHERE search_index MATCH 'organization:cio'")
        assert found.fetchone() == (3,)
        assert as_it_was(connection, "cove", 1).organization == "Harbour CIO"
    for batch in reversed(batches):
        editor(store).undo(batch)
    _assert_true(store.own)
    assert _content(store.own) == before


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with closing(Store(Path("none"), resource("services.sqlite")).connect()) as connection:
        yield connection


@pytest.fixture(scope="module")
def listed(connection: sqlite3.Connection) -> dict[str, ListingForm]:
    ids = [row for (row,) in connection.execute("SELECT id FROM service ORDER BY id")]
    listings = [read_listing(connection, each) for each in ids]
    return {listing.id: form_of(listing) for listing in listings if listing}


def test_many_listings_are_read_at_once_as_each_is_by_itself(
    connection: sqlite3.Connection, listed: dict[str, ListingForm]
) -> None:
    assert set(ListingForm.model_fields) == NAMES
    assert read_fields(connection, [*listed, "nowhere"], NAMES) == {
        each: fields_of(form) for each, form in listed.items()
    }


@settings(max_examples=6)
@given(data=st.data())
def test_writing_some_fields_comes_to_the_same_as_adding_anew_and_back_again(
    data: st.DataObject, listed: dict[str, ListingForm]
) -> None:
    """Facts move from one shipped listing to another, any fields of it, and go back."""
    ids = sorted(listed)
    changes = {}
    for each in data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True), "changed"):
        other = fields_of(listed[data.draw(st.sampled_from(ids), "like")])
        names = set(data.draw(st.sets(st.sampled_from(sorted(NAMES - {"id"})), min_size=1, max_size=3), "fields"))
        if names & {"hours", "dual_diagnosis", "eligibility", "links", "sources"}:
            names |= {"hours", "dual_diagnosis", "eligibility", "links", "sources"}
        changes[each] = {name: other[name] for name in names}
    with closing(sqlite3.connect(resource("services.sqlite"))) as connection:
        labels = read_labels(connection)
    with TemporaryDirectory() as folder:
        quick, anew = Path(folder) / "quick.sqlite", Path(folder) / "anew.sqlite"
        for path in (quick, anew):
            copyfile(resource("services.sqlite"), path)
        before = _content(quick)
        with transaction(quick) as session:
            replace_fields(session, changes, labels)
        with transaction(anew) as session:
            for each, fields in changes.items():
                remove_listing(session, each)
                add_listings(session, [ListingForm.model_validate(fields_of(listed[each]) | fields)], labels)
        _assert_true(quick)
        first, second = _content(quick), _content(anew)
        assert sorted(first["listings"]) == sorted(second["listings"])
        assert sorted(_keyless(first["entries"])) == sorted(_keyless(second["entries"]))
        assert first["words"] == second["words"]
        assert first["keys"] == before["keys"]
        back = {each: {name: fields_of(listed[each])[name] for name in fields} for each, fields in changes.items()}
        with transaction(quick) as session:
            replace_fields(session, back, labels)
        _assert_true(quick)
        assert _content(quick) == before


def _keyless(rows: list[str]) -> list[str]:
    return [row.partition(", ")[2] for row in rows]


def test_a_value_out_of_form_is_refused_before_anything_is_written(tmp_path: Path, shipped: Path) -> None:
    path = tmp_path / "d.sqlite"
    copyfile(shipped, path)
    with closing(sqlite3.connect(path)) as connection:
        labels = read_labels(connection)
    wrongs: list[dict[str, Any]] = [{"hours": {"opening_hours": "24/7", "source": 9}}, {"name": ""}, {"sources": []}]
    for wrong in wrongs:
        with pytest.raises(NavigatorError, match="cove cannot be written so"), transaction(path) as session:
            replace_fields(session, {"dock": {"name": "New"}, "cove": wrong}, labels)
    assert _content(path) == _content(shipped)
