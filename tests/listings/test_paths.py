"""The ways of a listing, from as it shipped to edited, checked and restored: told in its history, found as it is.

A listing of each kind of service goes all the way, every field of it changed; all that ship go there and back at once.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.examine import faults, private_copy
from navigator.directory.fields import ATTRIBUTES
from navigator.directory.form import ListingForm
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.changes.history import FIRST, fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.form.reference import Reference
from navigator.listings.past.entries import history as in_words
from navigator.listings.past.restoring import restore
from navigator.listings.past.undoing import undo
from navigator.resources import resource
from tests.listings.three import history, now_there, read, was
from tests.terminal import Say, hundred_columns, say

__all__ = ["hundred_columns", "say"]

AUTHOR, ON = Author("KB", "They rang."), date(2026, 11, 20)
SEED = 7
KINDS = ["verify", "undo", "undo", "restore", "verify", "edit"]
"""What the history says at the end of the way, the newest first."""


@cache
def _one_of_each_kind() -> dict[str, str]:
    """The id of a listing for each kind of service, another for each where there are enough."""
    with closing(Store(Path("none"), resource("services.sqlite")).connect()) as connection:
        rows = connection.execute(
            "SELECT a.code, s.id FROM attribute a JOIN service s ON s.key = a.service_key WHERE a.taxonomy = 'type' "
            "ORDER BY a.code, s.id"
        ).fetchall()
    chance, found = Random(SEED), dict[str, str]()
    for kind in dict.fromkeys(kind for kind, _ in rows):
        ids = [service_id for each, service_id in rows if each == kind and service_id not in found.values()]
        if ids:
            found[kind] = chance.choice(ids)
    return found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store over the directory that ships; after all that was done to it, it is whole and its index agrees."""
    store = Store(tmp_path_factory.mktemp("paths") / "data", resource("services.sqlite"))
    yield store
    assert _faults(store) == ()


@pytest.fixture(scope="module")
def another(shared: Store) -> "Another":
    with closing(shared.connect()) as connection:
        return Another(Reference.read(connection))


class Another:
    """Changes every field of a listing, so that it is still one."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def __call__(self, form: ListingForm) -> ListingForm:
        fields = fields_of(form)
        source = max(each["number"] for each in fields["sources"]) + 1
        changed: dict[str, Any] = {name: self._other(taxonomy, fields[name]) for name, taxonomy in ATTRIBUTES.items()}
        changed |= {
            "name": f"{form.name} Zebracrossing",
            "organization": next(name for name in ("Crisis", "Samaritans") if name != form.organization),
            "status": "active" if form.status == "closed" else "closed",
            "description": "Another description.",
            "how_to_refer": "Ring on a Monday.",
            "url": "https://zebra.example.org",
            "email": "zebra@example.org",
            "cost": next(cost for cost in ("free", "mixed") if cost != form.cost),
            "cost_note": "Another note.",
            "interpreting": "By telephone, on asking.",
            "open_access": not form.open_access,
            "anyone_may_apply": not form.anyone_may_apply,
            "hours": {"opening_hours": "Mo 10:00-11:15", "note": "Ring the bell.", "source": source},
            "flexibility": dict.fromkeys(fields["flexibility"], "It bends."),
            "dual_diagnosis": {
                "stance": self._other("stance", [form.dual_diagnosis.stance])[0],
                "note": "They said so.",
                "source": source,
            },
            "eligibility": [self._rule(source), *fields["eligibility"][1:]],
            "links": [{"to": "Zebra House", "kind": "refers-to", "source": source}],
            "sources": [*fields["sources"], {"number": source, "title": "Told by the service", "page_date": "2026-11"}],
        }
        changed |= {name: [*fields[name], "Another"] for name in ("alternate_names", "languages", "required_documents")}
        changed["areas"] = self._other("area", fields["areas"])
        changed["phones"] = [{"number": "020 7946 0000", "note": "Front desk"}, *fields["phones"]]
        if not any(place.confidential for place in form.locations):  # what is confidential stays as it is
            changed["locations"] = [*fields["locations"], {"address_1": "1 Zebra Street", "postal_code": "SE5 8AF"}]
        return ListingForm.model_validate(fields | changed)

    def _other(self, taxonomy: str, held: list[str]) -> list[str]:
        return [next(code for code in self._reference.codes(taxonomy) if code not in held)]

    def _rule(self, source: int) -> dict[str, Any]:
        return {"facet": "age", "rule": "requires", "strength": "hard", "min": 17, "source": source}


def _found_as(store: Store, listing_id: str) -> tuple[Any, ...]:
    """All that search reads of a listing."""
    with closing(store.connect()) as connection:
        sql = "SELECT e.* FROM search_entry e JOIN service s ON s.key = e.key WHERE s.id = ?"
        return tuple(connection.execute(sql, (listing_id,)).fetchone())


def _named(store: Store, word: str) -> list[str]:
    with closing(store.connect()) as connection:
        sql = "SELECT id FROM service WHERE key IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)"
        return [service_id for (service_id,) in connection.execute(sql, (word,))]


def _words_counted(store: Store) -> list[tuple[str, int]]:
    with closing(store.connect()) as connection:
        return connection.execute("SELECT word, services FROM search_word ORDER BY word").fetchall()


def _faults(store: Store) -> tuple[Any, ...]:
    with closing(store.connect()) as connection, private_copy(connection) as private:
        return faults(private)


@pytest.mark.parametrize("kind", _one_of_each_kind())
def test_a_listing_goes_from_shipped_to_edited_checked_and_restored(kind: str, shared: Store, another: Another) -> None:
    listing_id, store, editor = _one_of_each_kind()[kind], shared, Editor(shared)
    shipped, read_so = now_there(store, listing_id), _found_as(store, listing_id)
    wanted = another(shipped)
    differing = {name for name in fields_of(shipped) if getattr(shipped, name) != getattr(wanted, name)}
    assert differing >= ListingForm.model_fields.keys() - {"id", "locations"}

    edited = editor.save([Edit(wanted, FIRST)], AUTHOR)
    assert edited is not None
    assert now_there(store, listing_id) == wanted
    assert _named(store, "zebracrossing") == [listing_id]
    (change,) = history(store, listing_id)
    assert (change.kind, set(change.after)) == ("edit", differing)

    checked = verify(store, listing_id, Found("phone", frozenset({"all"}), "Ask for Jo."), AUTHOR, ON)
    assert now_there(store, listing_id) == wanted
    (check,) = read(store, listing_id).verifications
    assert (check.checked_on, check.note) == (ON.isoformat(), "Ask for Jo.")

    restored = restore(editor, listing_id, change.key, AUTHOR)
    assert (now_there(store, listing_id), _found_as(store, listing_id)) == (shipped, read_so)
    assert read(store, listing_id).verifications == (check,), "what was found on checking it stays"
    assert _named(store, "zebracrossing") == []

    undone = undo(store, restored.batch, AUTHOR)
    assert undone is not None
    assert now_there(store, listing_id) == wanted
    undo(store, undone.batch, AUTHOR)
    undo(store, checked.batch, AUTHOR)
    assert (now_there(store, listing_id), _found_as(store, listing_id)) == (shipped, read_so)
    assert read(store, listing_id).verifications == ()
    changes = history(store, listing_id)
    assert [one.kind for one in changes] == KINDS
    assert {(one.by, one.why) for one in changes} == {("KB", "They rang.")}
    assert was(store, change.key, listing_id) == shipped


def test_its_history_says_each_step(store: Store, another: Another) -> None:
    listing_id, editor = "samaritans", Editor(store)
    editor.save([Edit(another(now_there(store, listing_id)))], AUTHOR)
    verify(store, listing_id, Found("phone", frozenset({"all"})), AUTHOR, ON)
    restored = restore(editor, listing_id, history(store, listing_id)[-1].key, AUTHOR)
    undo(store, restored.batch, AUTHOR)
    with closing(store.connect()) as connection:
        entries = in_words(connection, listing_id)
    assert [entry.title.partition(" on ")[0] for entry in entries] == ["Undone", "Restored", "Checked", "Changed"]
    assert all((entry.by, entry.why) == ("KB", "They rang.") for entry in entries)
    forth, back = entries[3].lines, entries[1].lines
    assert "Name: Samaritans became Samaritans Zebracrossing" in [line.says for line in forth]
    assert "Name: Samaritans Zebracrossing became Samaritans" in [line.says for line in back]
    assert {line.field for line in forth} == {line.field for line in back} == {line.field for line in entries[0].lines}


def test_all_that_ship_go_there_and_back_at_once(store: Store, another: Another) -> None:
    with closing(store.connect()) as connection:
        ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service ORDER BY id")]
    shipped = {listing_id: (now_there(store, listing_id), _found_as(store, listing_id)) for listing_id in ids}
    words = _words_counted(store)
    wanted = [another(form) for form, _ in shipped.values()]
    saved = Editor(store).save([Edit(form, FIRST) for form in wanted], AUTHOR)
    assert saved is not None
    assert sorted(saved.ids) == ids
    assert [now_there(store, listing_id) for listing_id in ids] == wanted
    assert sorted(_named(store, "zebracrossing")) == ids
    assert _faults(store) == ()
    undo(store, saved.batch, AUTHOR)
    there = {listing_id: (now_there(store, listing_id), _found_as(store, listing_id)) for listing_id in ids}
    assert there == shipped
    assert (_named(store, "zebracrossing"), _words_counted(store)) == ([], words)
    assert _faults(store) == ()


def test_the_same_way_by_commands(say: Say, tmp_path: Path) -> None:
    def run(*argv: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(say(*argv, "--data", str(tmp_path / "data"), "--json"))
        return answer

    def listing() -> dict[str, Any]:
        shown = run("show", "samaritans")
        return {name: shown[name] for name in ("name", "phones", "languages", "verifications")}

    author = ("--by", "KB", "--why", "They rang.")
    shipped = listing()
    settings = ("name=Zebracrossing", "languages+=Zulu", "phones.1.number=020 7946 0000")
    run("listings", "edit", "samaritans", "--set", *settings, *author)
    edited = listing()
    assert (edited["name"], edited["languages"][-1]) == ("Zebracrossing", "Zulu")
    assert [one["id"] for one in run("find", "zebracrossing")["results"]] == ["samaritans"]
    checked = run("listings", "verify", "samaritans", "--how", "phone", "--confirmed", "all", "--by", "KB")
    assert len(listing()["verifications"]) == 1
    (edit,) = (one for one in run("listings", "history", "samaritans")["changes"] if one["kind"] == "edit")
    restored = run("listings", "restore", "samaritans", str(edit["change"]), *author)
    assert listing() == shipped | {"verifications": listing()["verifications"]}
    run("listings", "edit", "--undo", str(restored["batch"]), *author)
    run("listings", "edit", "--undo", str(checked["batch"]), *author)
    assert listing() == edited
    kinds = [one["kind"] for one in run("listings", "history", "samaritans")["changes"]]
    assert kinds == ["verify", "undo", "restore", "verify", "edit"]
    assert run("doctor")["ok"]
