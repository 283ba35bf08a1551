"""The table: what each view holds, in every order, found by a typed text, and seen anew after every change."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.listings.changes.editor import NOBODY, Edit
from navigator.listings.changes.history import KINDS_OF_TEXT
from navigator.listings.checks.due import DueList
from navigator.listings.checks.due_days import DueDays, Report
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import no_answer, verify
from navigator.listings.table.conflicts import conflicts_of
from navigator.listings.table.table import ORDERS, Order, Table
from navigator.listings.table.views import LABELS, View
from navigator.resources import resource
from navigator.text import words
from tests.listings.small import listing, store_of
from tests.listings.three import editor, now_there

TODAY = date(2026, 11, 23)
ONE, TWO = {"number": 1, "title": "Their page", "page_date": "2024-06"}, {"number": 2, "title": "Another"}


def _rule(rule: str, facet: str = "gender", **facts: Any) -> dict[str, Any]:
    return {"facet": facet, "rule": rule, "strength": "hard", "source": 1} | facts


FORMS = (
    listing("quay-house", "Quay House", organization="Pier", areas=["Southwark"], phones=[{"number": "020 7525 1234"}]),
    listing("cove", "Cove", organization="harbour", areas=["Lambeth", "London"], sources=[TWO]),
    listing("dock", "The Dock", organization="St Mungo's", status="closed", alternate_names=["Elephant drop-in"]),
    listing("reef", "Reef", organization="Pier", status="unclear", eligibility=[_rule("requires", values=["woman"])]),
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("shipped"), FORMS).shipped


@pytest.fixture
def store(shipped: Path, tmp_path: Path) -> Store:
    return Store(tmp_path, shipped, busy_timeout_s=0)


@pytest.fixture
def connection(store: Store) -> Iterator[sqlite3.Connection]:
    _rename(store, "reef", "Reef")  # the user's own copy, so that later changes are seen
    with closing(store.connect()) as connection:
        yield connection


def _rename(store: Store, service_id: str, name: str) -> None:
    form = now_there(store, service_id).model_copy(update={"name": name + " "})
    for one in (form, form.model_copy(update={"name": name})):
        editor(store).save([Edit(one)])


def _ids(table: Table, view: View | str = "all", text: str = "", order: Order = "name", **more: bool) -> list[str]:
    held = View(view) if isinstance(view, str) else view  # type: ignore[arg-type]
    keys = table.keys(held, text, order, **more)
    rows = table.rows(keys)
    return [rows[key].id for key in keys]


def test_a_row_tells_what_is_known_of_a_listing(store: Store, connection: sqlite3.Connection) -> None:
    table = Table(connection, TODAY)
    (key,) = table.keys(text="quay")
    verify(store, "quay-house", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 1))
    verify(store, "quay-house", Found("website", frozenset({"hours"})), NOBODY, date(2026, 11, 2))
    row = table.rows([key, 99])[key]
    assert (row.name, row.organization, row.areas, row.phone) == ("Quay House", "Pier", ("Southwark",), "020 7525 1234")
    assert (row.status, row.checked, row.website_read, row.newest) == ("active", "2026-11-01", "2026-11-02", "2024-06")
    assert (row.due_on, row.due, row.changed) == ("2027-05-01", False, "")
    assert len(table.rows([key, 99])) == 1


@pytest.mark.parametrize(
    ("order", "up", "down"),
    [
        ("name", "cove quay-house reef dock", "dock reef quay-house cove"),
        ("organization", "cove quay-house reef dock", "dock quay-house reef cove"),
        ("borough", "cove quay-house reef dock", "reef dock quay-house cove"),
        ("checked", "quay-house reef dock cove", "cove quay-house reef dock"),
        ("newest", "cove quay-house reef dock", "quay-house reef dock cove"),
        ("status", "cove quay-house reef dock", "dock reef cove quay-house"),
        ("changed", "cove quay-house dock reef", "reef cove quay-house dock"),
        ("due", "quay-house reef cove dock", "dock cove quay-house reef"),
    ],
)
def test_every_order_goes_both_ways_and_those_alike_go_by_name(
    order: Order, up: str, down: str, store: Store, connection: sqlite3.Connection
) -> None:
    verify(store, "cove", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 1))
    verify(store, "dock", Found("website", frozenset({"hours"})), NOBODY, date(2026, 11, 2))
    table = Table(connection, TODAY)
    assert set(ORDERS) == {"name", "organization", "borough", "checked", "newest", "status", "changed", "due"}
    assert _ids(table, order=order) == up.split()
    assert _ids(table, order=order, descending=True) == down.split()


def test_each_view_holds_what_it_says(store: Store, connection: sqlite3.Connection) -> None:
    verify(store, "cove", Found("website", frozenset({"hours"})), NOBODY, TODAY)
    verify(store, "reef", Found("phone", frozenset({"hours"})), NOBODY, TODAY)
    reported = {"cove": Report(("phone",)), "quay-house": Report(refusals=True), "gone": Report(("hours",))}
    table = Table(connection, TODAY, reported)
    held = {view.view.kind: _ids(table, view.view) for view in table.views()}
    assert {kind: " ".join(ids) for kind, ids in held.items()} == {
        "all": "cove quay-house reef dock",
        "due": "cove quay-house",
        "never-checked": "cove quay-house dock",
        "not-running": "reef dock",
        "no-phone": "cove reef dock",
        "no-rules": "cove quay-house dock",
        "reported": "cove",
        "changed": "reef",
        "conflicts": "",
    }
    assert {view.view.kind: view.count for view in table.views()} == {kind: len(ids) for kind, ids in held.items()}
    assert [view.label for view in (View("due"), View("borough", "Lambeth"))] == ["Due for a check", "Lambeth"]


def test_boroughs_and_organisations_are_views_with_their_counts(connection: sqlite3.Connection) -> None:
    table = Table(connection, TODAY)
    boroughs = {found.view.of: found.count for found in table.boroughs()}
    assert list(boroughs.items()) == [("Lambeth", 1), ("Southwark", 1), ("London", 1)]
    assert [found.view.of for found in table.organizations()] == ["harbour", "Pier", "St Mungo's"]
    for found in (*table.boroughs(), *table.organizations()):
        assert table.count(found.view) == found.count


def test_changed_this_month_is_by_londons_calendar_and_no_check_is_a_change(store: Store) -> None:
    _rename(store, "cove", "Cove")
    with closing(sqlite3.connect(store.own)) as own, own:
        for service_id, kind, at in (
            ("quay-house", "edit", "2026-07-31T23:00:00+00:00"),
            ("reef", "edit", "2026-07-31T22:59:59+00:00"),
            ("dock", "verify", "2026-08-02T09:00:00+00:00"),
        ):
            own.execute(_CHANGE, (service_id, kind, at))
        own.execute("DELETE FROM change WHERE service_id = 'cove'")
    with closing(store.connect()) as connection:
        assert _ids(Table(connection, date(2026, 8, 1)), "changed") == ["quay-house"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 4),
        (" !? ", 4),
        ("quay", "quay-house"),
        ("HOU", "quay-house"),
        ("mungos", "dock"),
        ("st mungo’s doc", "dock"),
        ("eleph", "dock"),
        ("pier re", "reef"),
        ("pier cove", ""),
        ("uay", ""),
        ("quay-house", "quay-house"),
        ('" OR *', ""),
        ("%", 4),
        ("السلام", ""),
    ],
)
def test_a_text_finds_the_beginnings_of_words(text: str, found: str | int, connection: sqlite3.Connection) -> None:
    ids = _ids(Table(connection, TODAY), text=text)
    assert len(ids) == found if isinstance(found, int) else ids == found.split()


@settings(max_examples=30)
@given(text=st.text(max_size=12), kind=st.sampled_from(sorted(LABELS)))
def test_whatever_is_typed_finds_some_of_the_view_in_its_order(text: str, kind: str, shipped: Path) -> None:
    with closing(Store(shipped.parent / "none", shipped).connect()) as connection:
        table = Table(connection, TODAY)
        view = View(kind, "Pier")  # type: ignore[arg-type]
        whole, some = list(table.keys(view)), list(table.keys(view, text))
        assert some == [key for key in whole if key in some]
        assert words(text) or some == whole


def test_a_change_is_seen_at_once(store: Store, connection: sqlite3.Connection) -> None:
    table = Table(connection, TODAY)
    assert _ids(table, text="lagoon") == []
    _rename(store, "cove", "Lagoon")
    assert _ids(table, text="lagoon") == ["cove"]
    assert table.rows(table.keys(text="lagoon")).popitem()[1].changed > "2026"


def test_what_is_no_change_to_a_listing_is_told_the_same_way_as_in_the_history() -> None:
    assert KINDS_OF_TEXT.isdisjoint({"verify", "no-answer"})


# Due


@settings(max_examples=15)
@given(
    checks=st.lists(
        st.tuples(
            st.sampled_from(["quay-house", "cove", "dock", "reef"]),
            st.dates(date(2025, 1, 1), TODAY),
            st.sampled_from(["phone", "website"]),
            st.sampled_from(["all", "hours"]),
            st.sampled_from([None, "2026-11-23", "2026-12-24"]),
        ),
        max_size=6,
    ),
    tried=st.lists(
        st.tuples(st.sampled_from(["cove", "reef"]), st.sampled_from(["2026-11-20", "2026-11-23"])), max_size=2
    ),
    wrong=st.sets(st.sampled_from(["quay-house", "dock"])),
    refused=st.sets(st.sampled_from(["cove", "reef"])),
)
def test_what_is_due_is_what_the_due_list_says(  # noqa: PLR0913, PLR0917 - drawn apart
    checks: list[tuple[str, date, str, str, str | None]],
    tried: list[tuple[str, str]],
    wrong: set[str],
    refused: set[str],
    shipped: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("due") / "services.sqlite"
    path.write_bytes(shipped.read_bytes())
    with closing(sqlite3.connect(path)) as own, own:
        for service_id, day, *rest in checks:
            own.execute(_CHECKED, (service_id, day.isoformat(), *rest))
        for n, (service_id, on) in enumerate(tried):
            own.execute(_TRIED, (service_id, n, f'{{"on": "{on}", "try": 1}}'))
    reported = dict.fromkeys(wrong, Report(("phone",))) | dict.fromkeys(refused, Report(refusals=True))
    with closing(Store(path.parent, path).connect()) as connection:
        table, listed = Table(connection, TODAY, reported), DueList(connection, TODAY, reported).first()
        assert sorted(table.keys(View("due"))) == sorted(due.key for due in listed)
        rows = table.rows(table.keys())
        assert {key for key, row in rows.items() if row.due} == {due.key for due in listed}
        for due in listed:
            assert rows[due.key].due_on == due.due_on
        lapses = DueDays(connection, TODAY).lapses
        assert all(rows[key].due_on in {lapse.due_on, ""} for key, lapse in lapses.items())


# Conflicts


def _conflicts(folder: Path, **facts: Any) -> list[str]:
    store = store_of(folder, [listing("cove", **facts), listing("dock", phones=[{"number": "999"}])])
    with closing(store.connect()) as connection:
        table = Table(connection, TODAY)
        (key,) = table.keys(text="cove")
        told = [conflict.says for conflict in conflicts_of(connection, key)]
        assert list(table.keys(View("conflicts"))) == ([key] if told else [])
        return told


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            {"eligibility": [_rule("requires", values=["woman"]), _rule("excludes", values=["man", "woman"])]},
            "Only for: women. (Its page, June 2024) But: Not for: men or women. (Its page, June 2024)",
        ),
        (
            {"eligibility": [_rule("requires", "age", max=25), _rule("requires", "age", min=26)]},
            "Only for: people aged 25 or under. (Its page, June 2024) But: Only for: people aged 26 or over. (",
        ),
        (
            {"open_access": True, "eligibility": [_rule("requires", "age", min=18)]},
            "It says that anyone may come. But: Only for: people aged 18 or over. (Its page, June 2024)",
        ),
        (
            {"phones": [{"number": "020 7525 1234"}], "description": "Ring (020) 7525 4321 first."},
            "Its phone is 020 7525 1234. But: Its description says (020) 7525 4321.",
        ),
        (
            {"locations": [{"postal_code": "SE5 8AZ"}], "description": "Come to SE58AF."},
            "It is at SE5 8AZ. But: Its description says SE5 8AF.",
        ),
        (
            {"links": [{"to": "dock", "kind": "replaced-by"}]},
            "It was replaced by Dock. But: It is marked ",
        ),
    ],
)
def test_facts_that_conflict_are_shown_both(facts: dict[str, Any], says: str, tmp_path: Path) -> None:
    (told,) = _conflicts(tmp_path, **facts)
    assert told.startswith(says)


@pytest.mark.parametrize(
    "facts",
    [
        {"eligibility": [_rule("requires", values=["woman"]), _rule("excludes", values=["man"])]},
        {"eligibility": [_rule("requires", "age", min=18), _rule("requires", "age", max=25)]},
        {"phones": [{"number": "020 7525 1234"}], "description": "Ring +44 20 7525 1234, or 999. Room 012."},
        {"description": "Ring 020 7525 1234."},
        {"locations": [{"postal_code": "SE5 8AZ"}], "description": "Come to se5 8az."},
        {"status": "closed", "links": [{"to": "dock", "kind": "replaced-by"}]},
    ],
)
def test_facts_that_agree_or_stand_alone_are_no_conflict(facts: dict[str, Any], tmp_path: Path) -> None:
    assert _conflicts(tmp_path, **facts) == []


def test_a_closed_listing_that_was_found_to_run_since_conflicts(store: Store, connection: sqlite3.Connection) -> None:
    verify(store, "dock", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 20))
    no_answer(store, "dock", NOBODY, TODAY)
    table = Table(connection, TODAY)
    (key,) = table.keys(View("conflicts"))
    (told,) = conflicts_of(connection, key)
    assert told.says == "It is marked closed. But: It was checked on 20 November 2026, by phone: everything listed."


def test_reading_the_table_and_the_history_brings_in_nothing_that_writes() -> None:
    code = (
        "import sys; from navigator.listings.past import entries; from navigator.listings.table import table; "
        "sys.exit(any(name in sys.modules for name in ('pydantic', 'sqlalchemy', 'sqlmodel')))"
    )
    root = resource("services.sqlite").parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


_CHANGE = """
INSERT INTO change (service_id, kind, made_at, batch, before, after)
VALUES (?, ?, ?, 1, '{}', '{"name": "x", "method": "phone"}')
"""
_TRIED = """
INSERT INTO change (service_id, kind, made_at, batch, before, after)
VALUES (?, 'no-answer', '2026-11-23T10:00:00+00:00', ?, '{}', ?)
"""
_CHECKED = """
INSERT INTO verification (service_key, checked_on, method, confirmed, next_due)
VALUES ((SELECT key FROM service WHERE id = ?), ?, ?, ?, ?)
"""
