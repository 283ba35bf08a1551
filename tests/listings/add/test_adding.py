"""A listing is added through the checks that a change passes, with who runs it, and undone and brought back whole."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.directory.examine import faults, private_copy
from navigator.errors import NavigatorError
from navigator.listings.add.adding import add, begin, check, id_for
from navigator.listings.add.moving import save_with
from navigator.listings.add.organization import NewOrganization, knowing
from navigator.listings.care.doctor import check_up
from navigator.listings.changes.editor import Author, ConflictError, Edit, Saved
from navigator.listings.changes.history import edition
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.form.checking import check_fields
from navigator.listings.form.reference import Reference
from navigator.listings.many.bulk import apply, preview
from navigator.listings.many.field_change import FieldChange
from navigator.listings.past.entries import history as in_words
from navigator.listings.past.undoing import undo
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import edit, editor, history, now_there

NEW: dict[str, Any] = {
    "name": "Quay Street Kitchen",
    "organization": "Harbour",
    "description": " Hot meals. ",
    "needs": ["homelessness"],
    "service_types": ["advice"],
    "url": "https://harbour.example.org/kitchen",
    "sources": [{"number": 1, "title": "Its page", "url": "https://harbour.example.org/kitchen", "page_date": "2026"}],
}
PIER = NewOrganization("Pier", "charity", "https://pier.example.org")
AUTHOR = Author("KB", "They rang.")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return bare_store(tmp_path, [listing("cove"), listing("old-dock", links=[{"to": "quay", "kind": "co-located"}])])


def _reference(store: Store) -> Reference:
    with closing(store.connect()) as connection:
        return Reference.read(connection)


def _organizations(store: Store) -> list[tuple[str, str, str | None]]:
    with closing(store.connect()) as connection:
        return connection.execute("SELECT name, kind, website FROM organization ORDER BY name").fetchall()


def _found(store: Store, words: str) -> list[str]:
    """The ids of the listings that search finds by words of their names; the index agrees with what is there."""
    with closing(store.connect()) as connection, private_copy(connection) as private:
        assert faults(private) == ()
        sql = "SELECT id FROM service WHERE key IN (SELECT rowid FROM name_index WHERE name_index MATCH ?)"
        return [service_id for (service_id,) in connection.execute(sql, (words,))]


def _with(organization: NewOrganization = PIER, **facts: Any) -> tuple[dict[str, Any], Author, NewOrganization]:
    return NEW | {"organization": organization.name} | facts, AUTHOR, organization


def _undone(store: Store, saved: Saved) -> Saved:
    undone = undo(store, saved.batch, AUTHOR)
    assert undone is not None
    return undone


def test_a_listing_is_added_as_it_was_typed_and_found_at_once(store: Store) -> None:
    saved = add(editor(store), begin(NEW), AUTHOR)
    assert saved.ids == ("quay-street-kitchen",)
    (change,) = history(store, *saved.ids)
    assert (change.kind, change.by, change.why, dict(change.before)) == ("add", "KB", "They rang.", {})
    there = now_there(store, *saved.ids)
    assert (there.name, there.description, there.status) == (NEW["name"], "Hot meals.", "active")
    assert there.model_dump(mode="json") == dict(change.after)
    assert _found(store, "kitchen") == ["quay-street-kitchen"]
    assert check_up(store).ok


def test_its_history_says_that_it_was_added(store: Store) -> None:
    saved = add(editor(store), *_with())
    with closing(store.connect()) as connection:
        (entry,) = in_words(connection, *saved.ids)
    assert entry.says == "Added (23 November 2026 at 10:00, KB): They rang."
    assert "Kind of organisation: Charity was added" in [line.says for line in entry.lines]


def test_who_runs_it_is_added_with_it(store: Store) -> None:
    add(editor(store), *_with())
    assert _organizations(store) == [("Harbour", "charity", None), ("Pier", "charity", "https://pier.example.org")]
    assert _found(store, "kitchen") == ["quay-street-kitchen"]


def test_who_runs_it_is_left_out_where_it_is_there_or_not_meant(store: Store) -> None:
    add(editor(store), *_with())
    add(editor(store), *_with(NewOrganization("Pier", "council"), name="Second Kitchen"))
    add(editor(store), NEW | {"name": "Third Kitchen"}, AUTHOR, NewOrganization("Nobody", "council"))
    assert [name for name, _, _ in _organizations(store)] == ["Harbour", "Pier"]
    assert _organizations(store)[1][1] == "charity"


def test_undoing_takes_it_out_and_undoing_that_brings_it_back(store: Store) -> None:
    saved = add(editor(store), *_with(links=[{"to": "cove", "kind": "refers-to"}]))
    there = now_there(store, *saved.ids)
    undone = _undone(store, saved)
    assert undone.ids == saved.ids
    assert _found(store, "kitchen") == []
    assert [name for name, _, _ in _organizations(store)] == ["Harbour"]
    assert [(one.kind, one.by, one.before["name"]) for one in history(store, *saved.ids)[:1]] == [
        ("undo", "KB", "Quay Street Kitchen")
    ]
    with pytest.raises(NavigatorError, match="changed since"):
        undo(store, saved.batch)
    back = _undone(store, undone)
    assert now_there(store, *saved.ids) == there
    assert _found(store, "kitchen") == ["quay-street-kitchen"]
    assert _organizations(store)[1] == ("Pier", "charity", "https://pier.example.org")
    _undone(store, back)
    assert _found(store, "kitchen") == []
    assert check_up(store).ok


def test_a_listing_moves_to_an_organisation_that_is_new_and_back_as_one(store: Store) -> None:
    with closing(store.connect()) as connection:
        started = edition(connection, "cove")
    there = now_there(store, "cove")
    moved = there.model_copy(update={"organization": "Pier", "description": "Advice by the water."})
    saved = save_with(editor(store), Edit(moved, started), PIER, AUTHOR)
    assert saved is not None
    assert now_there(store, "cove") == moved
    assert _organizations(store)[1] == ("Pier", "charity", "https://pier.example.org")
    with closing(store.connect()) as connection:
        (entry,) = in_words(connection, "cove")
    assert [line.says for line in entry.lines if line.field.startswith("organization")] == [
        "Who runs it: Harbour became Pier",
        "Kind of organisation: Charity was added",
        "Website of the organisation: https://pier.example.org was added",
    ]
    undone = _undone(store, saved)
    assert now_there(store, "cove") == there
    assert [name for name, _, _ in _organizations(store)] == ["Harbour"]
    back = _undone(store, undone)
    assert (now_there(store, "cove"), len(_organizations(store))) == (moved, 2)
    add(editor(store), NEW | {"organization": "Pier"})
    _undone(store, back)
    assert (now_there(store, "cove"), len(_organizations(store))) == (there, 2)
    assert check_up(store).ok


def test_a_listing_is_moved_only_from_how_somebody_saw_it_to_what_may_be_added(store: Store) -> None:
    with closing(store.connect()) as connection:
        started = edition(connection, "cove")
    moved = now_there(store, "cove").model_copy(update={"organization": "Pier"})
    with pytest.raises(NavigatorError, match=r"new_organization.kind: .*Did you mean charity\?"):
        save_with(editor(store), Edit(moved, started), NewOrganization("Pier", "charty"))
    edit(store, "cove", description="Changed meanwhile.")
    with pytest.raises(ConflictError):
        save_with(editor(store), Edit(moved, started), PIER)
    assert [name for name, _, _ in _organizations(store)] == ["Harbour"]
    with pytest.raises(NavigatorError, match="'Pier' is not in the directory"):
        save_with(editor(store), Edit(moved), NewOrganization("Another", "charity"))


def test_an_organisation_that_runs_another_by_now_stays(store: Store) -> None:
    saved = add(editor(store), *_with())
    add(editor(store), NEW | {"name": "Second Kitchen", "organization": "Pier"})
    _undone(store, saved)
    assert [name for name, _, _ in _organizations(store)] == ["Harbour", "Pier"]


@pytest.mark.parametrize("how", ["edited", "checked", "its organisation"])
def test_what_was_changed_or_checked_since_stays(store: Store, how: str) -> None:
    saved = add(editor(store), *_with())
    (service_id,) = saved.ids
    if how == "edited":
        edit(store, service_id, description="Hot meals and company.")
    elif how == "checked":
        verify(store, service_id, Found("phone", frozenset({"hours"})), AUTHOR, editor(store).now().date())
    else:
        with closing(store.connect()) as connection:
            seen = preview(connection, [service_id], FieldChange("organization_kind", "set", "council"))
        assert apply(editor(store), seen)
    with pytest.raises(NavigatorError, match="'Quay Street Kitchen' was changed since"):
        undo(store, saved.batch)
    assert _found(store, "kitchen") == [service_id]


@pytest.mark.parametrize(
    ("facts", "organization", "says"),
    [
        ({"name": ""}, None, "name: Fill this in: every listing needs it"),
        ({"organization": "Harbur"}, None, "Did you mean Harbour?"),
        ({"sources": []}, None, "sources: Name at least one page"),
        ({"phones": [{"number": "12"}]}, None, "phones.1.number"),
        (
            {"organization": "harbour "},
            NewOrganization("harbour", "charity"),
            "There is an organisation called Harbour",
        ),
        ({"organization": "Pier"}, NewOrganization("Pier", "charty"), "new_organization.kind: .*Did you mean charity?"),
        ({"organization": "Pier"}, NewOrganization("Pier", "charity", "pier"), "new_organization.website: A web addr"),
    ],
)
def test_what_cannot_be_saved_is_not_added(
    store: Store, facts: dict[str, Any], organization: NewOrganization | None, says: str
) -> None:
    with pytest.raises(NavigatorError, match=f"It cannot be added so. .*{says}"):
        add(editor(store), NEW | facts, AUTHOR, organization)
    assert not _organizations(store)[1:]
    assert _found(store, "kitchen") == []


def test_a_listing_that_begins_is_checked_as_any_other_as_it_is_typed(store: Store) -> None:
    reference = _reference(store)
    blank = {problem.field for problem in check({}, reference) if problem.blocks}
    assert blank == {"name", "organization", "description", "sources"}
    assert [problem.field for problem in check(NEW, reference)] == []
    pier = begin(NEW | {"organization": "Pier"})
    assert [problem.field for problem in check(pier, reference) if problem.blocks] == ["organization"]
    assert not check(pier, reference, PIER)
    assert not check_fields(pier, knowing(reference, PIER))


def test_what_begins_has_every_field_of_a_form_and_nothing_else(store: Store) -> None:
    form = now_there(store).model_dump(mode="json")
    assert begin({"name": "Pier", "new_organization": {}}).keys() == form.keys()
    assert begin(form | {"id": "another"}) == form | {"id": begin({})["id"]}


def test_an_id_never_comes_to_mean_another(store: Store) -> None:
    saved = add(editor(store), NEW)
    _undone(store, saved)
    assert add(editor(store), NEW | {"id": "cove"}).ids == ("quay-street-kitchen-2",)


@pytest.mark.parametrize(
    ("name", "organization", "found"),
    [
        ("St Mungo's: The Spot", "", "st-mungos-the-spot"),
        ("Café D&A", "", "cafe-da"),
        ("Samaritans", "Samaritans", "samaritans-service"),
        ("Hub", "Change Grow Live", "hub-change-grow-live"),
        ("", "", "new-service"),
        ("مركز", "Harbour", "new-harbour"),
        ("A place to go for people who have nowhere else to go", "", "a-place-to-go-for-people-who-have-nowhere-else"),
        ("Night Stop", "", "night-stop-3"),
    ],
)
def test_an_id_is_read_as_the_name(name: str, organization: str, found: str) -> None:
    assert id_for(name, {"night-stop", "night-stop-2"}, organization) == found


@given(st.text(max_size=120), st.text(max_size=60), st.integers(0, 3))
def test_an_id_is_free_stable_and_in_form(name: str, organization: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others + 1):
        found = id_for(name, taken, organization)
        assert found not in taken
        assert found == id_for(name, taken, organization)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", found)
        assert len(found) <= 60
        taken.add(found)
