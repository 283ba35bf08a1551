"""Every change is told in words: each field of the form, what was done to it, by whom, when and why."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.directory.fields import OF_ORGANIZATION
from navigator.directory.form import ListingForm
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.changes.history import difference, fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import no_answer, take_back, verify
from navigator.listings.facts import LABELS
from navigator.listings.past import saying as told
from navigator.listings.past.entries import Entry, history
from navigator.listings.twins.merging import merge
from navigator.resources import resource
from tests.listings.three import IDS, editor, listing, now_there

TERMS = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
LONG = "They help people who sleep outside to find a bed, a doctor and a bit of quiet, and never ask for papers at all."
RULE = {"facet": "age", "rule": "requires", "strength": "hard", "min": 18, "source": 1}
PAGES = [{"number": 1, "title": "Their page", "page_date": "2024-06"}, {"number": 2, "title": "Another"}]
PLACE = {"name": "Hall", "address_1": "1 High St", "postal_code": "SE5 8AZ", "accessibility": ["step-free"]}


def _said(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    was, now = (fields_of(listing(**{"sources": PAGES} | facts)) for facts in (before, after))
    return [line.says for line in told.lines(*difference(was, now), TERMS)]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ({}, {"name": "Bay"}, ["Name: Cove became Bay"]),
        ({}, {"email": "a@b.uk"}, ["Email: a@b.uk was added"]),
        ({"url": "https://a.uk"}, {}, ["Web page: https://a.uk was removed"]),
        ({}, {"organization": "Pier"}, ["Who runs it: Harbour became Pier"]),
        ({}, {"status": "closed"}, ["Status: Running became Closed"]),
        ({}, {"open_access": True}, ["Anyone may come: no became yes"]),
        ({}, {"needs": ["homelessness", "alcohol"]}, ["Helps with: Alcohol was added"]),
        ({"areas": ["Lambeth", "Southwark"]}, {"areas": ["Southwark"]}, ["Area: Lambeth was removed"]),
        (
            {"languages": ["Farsi", "Dari"]},
            {"languages": ["Dari", "Farsi"]},
            ["Languages, in this order: Farsi, Dari became Dari, Farsi"],
        ),
        ({}, {"phones": [{"number": "020 7525 1234"}]}, ["Phone: 020 7525 1234 was added"]),
        (
            {"phones": [{"number": "999"}]},
            {"phones": [{"number": "999", "note": "at night"}]},
            ["Phone, 999: at night, note: at night was added"],
        ),
        (
            {"hours": {"opening_hours": "Mo-Fr 09:00-17:00", "source": 1}},
            {"hours": {"opening_hours": "Mo-Fr 10:00-16:00", "source": 2}},
            ["Hours: Mo-Fr 09:00-17:00 became Mo-Fr 10:00-16:00", "Hours, page: source 1 became source 2"],
        ),
        ({}, {"eligibility": [RULE]}, ["Rule: Only for: people aged 18 or over. was added"]),
        (
            {"eligibility": [RULE]},
            {"eligibility": [RULE | {"source": 2}]},
            ["Rule, Only for: people aged 18 or over., page: source 1 became source 2"],
        ),
        (
            {"eligibility": [RULE]},
            {"eligibility": [RULE | {"strength": "discretionary"}]},
            [
                "Rule: Only for: people aged 18 or over. was removed",
                "Rule: Usually only for: people aged 18 or over. was added",
            ],
        ),
        (
            {"eligibility": [RULE, RULE | {"source": 2}]},
            {"eligibility": [RULE | {"source": 2}, RULE]},
            ["Rule, in this order: 1, 2 became 2, 1"],
        ),
        ({}, {"locations": [PLACE]}, ["Where: Hall, 1 High St, SE5 8AZ was added"]),
        (
            {"locations": [PLACE]},
            {"locations": [PLACE | {"accessibility": []}]},
            ["Where, Hall, 1 High St, SE5 8AZ, access: Step-free was removed"],
        ),
        (
            {"locations": [PLACE]},
            {"locations": [{"name": "Hall", "confidential": True}]},
            ["Where: Hall, 1 High St, SE5 8AZ was removed", "Where: Hall: the address is confidential was added"],
        ),
        ({}, {"flexibility": {"wait_time": "a week"}}, ["Wait: a week was added"]),
        ({}, {"dual_diagnosis": {"stance": "not-stated", "note": "Ask."}}, [
            "For someone with both needs, note: Ask. was added"
        ]),
        ({}, {"links": [{"to": "dock", "kind": "refers-to"}]}, ["Works with: Passes people to dock was added"]),
        (
            {},
            {"sources": [*PAGES[:1], PAGES[1] | {"page_date": "2025-01-02"}]},
            ["Source, Another (2 January 2025), date: 2 January 2025 was added"],
        ),
        (
            {"description": LONG},
            {"description": LONG.replace("a doctor", "a nurse")},
            ["What it is: “… find a bed, a doctor and a bit of …” became “… find a bed, a nurse and a bit of …”"],
        ),
        (
            {"description": LONG},
            {"description": LONG.replace("outside to", "outside\nto")},
            [f"What it is: “{LONG}” became “{LONG}” with other spaces or lines"],
        ),
    ],
)  # fmt: skip
def test_a_change_to_a_field_in_words(before: dict[str, Any], after: dict[str, Any], says: list[str]) -> None:
    assert _said(before, after) == says


def test_every_field_and_part_of_the_form_has_words() -> None:
    assert set(LABELS) == set(told._FIELDS) == set(ListingForm.model_fields) | OF_ORGANIZATION.keys()
    parts = {
        part
        for name in ("phones", "locations", "links", "sources")
        for part in ListingForm.model_fields[name].annotation.__args__[0].model_fields  # type: ignore[union-attr]
    }
    assert parts - {"to"} <= set(told._PARTS)
    assert set(told._FLEXIBILITY) == set(ListingForm.model_fields["flexibility"].annotation.model_fields)  # type: ignore[union-attr]


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Cove", "Bay", LONG, LONG + " More."]),
        "needs": st.lists(st.sampled_from(["homelessness", "alcohol", "legal"]), max_size=3),
        "hours": st.sampled_from([{}, {"opening_hours": "24/7"}, {"note": "n", "source": 1}]),
        "phones": st.lists(st.sampled_from([{"number": "999"}, {"number": "999", "note": "n"}, {"number": "1"}])),
        "locations": st.lists(st.sampled_from([PLACE, {"city": "London"}, {"confidential": True}, {}]), max_size=3),
        "eligibility": st.lists(st.sampled_from([RULE, RULE | {"source": 2}, RULE | {"note": "n"}]), max_size=3),
        "links": st.lists(st.sampled_from([{"to": "x", "kind": "refers-to"}, {"to": "y", "kind": "refers-to"}])),
        "sources": st.permutations(PAGES),
    },
)


@given(FACTS, FACTS)
def test_whatever_changes_is_told_and_what_does_not_is_not(before: dict[str, Any], after: dict[str, Any]) -> None:
    was, now = (listing(**{"sources": PAGES} | facts) for facts in (before, after))
    changed, became = difference(fields_of(was), fields_of(now))
    lines = told.lines(changed, became, TERMS)
    assert {line.field for line in lines} == set(changed)
    assert all(line.before != line.after for line in lines)


# History


def test_linked_services_are_named_as_people_know_them(store: Store) -> None:
    links = [{"to": "dock", "kind": "refers-to"}, {"to": "gone-by-now", "kind": "refers-to"}]
    editor(store).save([Edit(listing("cove", links=links))])
    told = {line.says for line in _history(store)[0].lines if line.field == "links"}
    assert told == {
        f"Works with: Passes people to {now_there(store, 'dock').name} was added",
        "Works with: Passes people to gone-by-now was added",
    }


@pytest.fixture
def store(shipped: Path, tmp_path: Path) -> Store:
    return Store(tmp_path, shipped)


def _history(store: Store, listing_id: str = "cove") -> tuple[Entry, ...]:
    with closing(store.connect()) as connection:
        return history(connection, listing_id)


def test_the_history_tells_who_when_in_london_and_why(store: Store) -> None:
    edits = [Edit(now_there(store, each).model_copy(update={"organization": "Pier"})) for each in IDS]
    saved = editor(store).save(edits, Author("KB", "They moved"))
    assert saved
    editor(store).undo(saved.batch)
    undone, made = _history(store)
    assert made.says == "Changed (23 November 2026 at 10:00, KB): They moved. One of 3 changed together"
    assert (made.at.isoformat(), made.together, made.by) == ("2026-11-23T10:00:00", 3, "KB")
    assert [line.says for line in undone.lines] == ["Who runs it: Pier became Harbour"]
    assert undone.title == "Undone"


def test_summer_time_is_londons(store: Store) -> None:
    form = now_there(store).model_copy(update={"name": "Bay"})
    Editor(store, lambda: datetime(2026, 7, 31, 23, 30, tzinfo=UTC)).save([Edit(form)])
    (entry,) = _history(store)
    assert entry.says == "Changed (1 August 2026 at 00:30)"


def test_checks_tries_and_what_was_taken_back_are_told(store: Store) -> None:
    found = Found("phone", frozenset({"contacts", "hours"}), "Ask for Jo's desk", date(2027, 1, 4))
    saved = verify(store, "cove", found, Author("KB"), date(2026, 11, 3))
    no_answer(store, "cove", Author(), date(2026, 11, 5))
    take_back(store, saved.batch)
    titles = [entry.title for entry in reversed(_history(store))]
    assert titles[0] == (
        "Checked on 3 November 2026, by phone: how to reach it and opening hours. Not confirmed: who it takes: "
        "Ask for Jo's desk. Next check: 4 January 2027"
    )
    assert titles[1] == "Nobody answered on 5 November 2026, try 1"
    assert titles[2].startswith("Taken back: Checked on 3 November 2026, by phone")
    assert all(entry.lines == () for entry in _history(store))


def test_a_merge_is_told_on_both_sides(store: Store) -> None:
    merge(editor(store), "cove", "dock")
    (gone,) = _history(store, "dock")
    assert gone.says == "Changed by a merge (23 November 2026 at 10:00). One of 2 changed together"
    assert [line.says for line in gone.lines] == [
        "Status: Running became Closed",
        "Works with: Replaced by Cove was added",
    ]


def test_a_listing_that_is_not_there_has_no_history(store: Store) -> None:
    assert _history(store, "nowhere") == ()
