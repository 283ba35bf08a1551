"""A listing can be put back as it was: from shipped to edited to verified to restored, and each of it undone."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import permutations
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.form import ListingForm
from navigator.directory.write import remove_listing
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Author, Edit
from navigator.listings.changes.history import fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.form.checking import check_fields
from navigator.listings.form.reference import Reference
from navigator.listings.past.restoring import restore, version
from tests.listings.three import editor, history, listing, now_there


@pytest.fixture
def store(shipped: Path, tmp_path: Path) -> Store:
    copyfile(shipped, tmp_path / "services.sqlite")
    return Store(tmp_path, shipped)


def _change(store: Store, **facts: Any) -> int:
    form = ListingForm.model_validate(fields_of(now_there(store)) | facts)
    saved = editor(store).save([Edit(form)])
    assert saved
    return history(store)[0].key


def _verify(store: Store) -> int:
    verify(store, "cove", Found("phone", frozenset({"all"})), Author("KB"), date(2026, 11, 20))
    return history(store)[0].key


def _edit(store: Store) -> int:
    return _change(store, name=now_there(store).name + "!")


def _put_back(store: Store) -> None:
    texts = [change for change in history(store) if change.kind != "verify"]
    if texts:
        restore(editor(store), "cove", texts[-1].key)


STEPS: dict[str, Callable[[Store], object]] = {
    "edit": _edit,
    "verify": _verify,
    "restore": _put_back,
}


@pytest.mark.parametrize("path", sorted(set(permutations(["edit", *STEPS]))), ids=" ".join)
def test_every_path_from_shipped_to_edited_to_verified_to_restored(path: tuple[str, ...], store: Store) -> None:
    seen = [now_there(store)]
    for step in path:
        STEPS[step](store)
        seen.append(now_there(store))
    changes = history(store)
    texts = [change for change in changes if change.kind != "verify"]
    assert sum(change.kind == "verify" for change in changes) == _checks(store) == 1
    for change in texts:
        before = version_of(store, change.key)
        assert before in seen
        if before != now_there(store):
            kept = now_there(store)
            saved = restore(editor(store), "cove", change.key, Author("KB"))
            assert now_there(store) == before
            assert history(store)[0].kind == "restore"
            editor(store).undo(saved.batch)
            assert now_there(store) == kept
    assert _checks(store) == 1


def version_of(store: Store, change: int) -> ListingForm:
    with closing(store.connect()) as connection:
        return version(connection, "cove", change).form


def _checks(store: Store) -> int:
    with closing(store.connect()) as connection:
        return int(connection.execute("SELECT count(*) FROM verification").fetchone()[0])


def test_a_listing_is_put_back_as_it_was_before_a_change(store: Store) -> None:
    keys = [_change(store, name=name) for name in ("A", "B", "C")]
    check = _verify(store)
    assert version_of(store, keys[1]).name == "A"
    assert version_of(store, check).name == "C"
    saved = restore(editor(store), "cove", keys[2], Author("KB", "It was right"))
    assert saved.ids == ("cove",)
    (made, *_) = history(store)
    assert (made.kind, made.by, made.why, now_there(store).name) == ("restore", "KB", "It was right", "B")


def test_what_cannot_be_put_back_says_why(store: Store) -> None:
    key = _change(store, name="A")
    restore(editor(store), "cove", key)
    with pytest.raises(NavigatorError, match="is as it was then already"):
        restore(editor(store), "cove", key)
    with pytest.raises(NavigatorError, match="There is no change 99"):
        restore(editor(store), "cove", 99)
    with pytest.raises(NavigatorError, match="There is no listing 'nowhere'"):
        restore(editor(store), "nowhere", key)


HIDDEN = {"name": "Refuge", "confidential": True}
OPEN = {"name": "Refuge", "address_1": "1 High St", "postal_code": "SE5 8AZ", "latitude": 51.4, "longitude": -0.1}


def test_a_place_that_is_confidential_now_stays_so_and_nothing_tells_where_it_is(store: Store) -> None:
    _change(store, locations=[OPEN], description="At SE5 8AZ, a warm place.", name="Old")
    key = _change(store, locations=[HIDDEN], description="A warm place.", name="New")
    with closing(store.connect()) as connection:
        found = version(connection, "cove", key)
    assert found.stays == ("locations", "description")
    restore(editor(store), "cove", key)
    form = now_there(store)
    assert (form.name, form.description) == ("Old", "A warm place.")
    assert [(place.confidential, place.postal_code) for place in form.locations] == [(True, None)]


def test_a_place_is_not_made_confidential_by_the_way(store: Store) -> None:
    _change(store, locations=[HIDDEN])
    key = _change(store, locations=[OPEN])
    with pytest.raises(NavigatorError, match="Mark it confidential first"):
        restore(editor(store), "cove", key)
    assert now_there(store).locations[0].postal_code == "SE5 8AZ"


def test_a_link_to_a_listing_that_is_gone_stays_as_a_name(store: Store) -> None:
    _change(store, links=[{"to": "dock", "kind": "refers-to"}])
    key = _change(store, links=[])
    with store.change() as session:
        remove_listing(session, "dock")
    restore(editor(store), "cove", key)
    assert [(link.to, link.kind) for link in now_there(store).links] == [("dock", "refers-to")]
    with closing(store.connect()) as connection:
        assert connection.execute("SELECT to_id, to_name FROM link").fetchall() == [(None, "dock")]


def test_what_may_not_be_saved_is_not_restored(store: Store) -> None:
    key = _change(store, name="A")
    with closing(sqlite3.connect(store.own)) as own, own:
        own.execute('UPDATE change SET before = \'{"phones": [{"number": "ring us", "note": null}]}\'')
    with pytest.raises(NavigatorError, match=r"It cannot be restored: phones\.1\.number\. This is not a phone number"):
        restore(editor(store), "cove", key)


def test_a_problem_that_a_listing_has_already_does_not_forbid_it(store: Store) -> None:
    _change(store, phones=[{"number": "ring us"}])
    key = _change(store, name="A")
    with closing(store.connect()) as connection:
        assert any(problem.blocks for problem in check_fields(fields_of(now_there(store)), Reference.read(connection)))
    restore(editor(store), "cove", key)
    assert now_there(store) == listing(phones=[{"number": "ring us"}])
