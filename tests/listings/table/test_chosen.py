"""What is told of a chosen listing: when it is to be checked and why, what was met there, and what conflicts."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from navigator.directory import Store
from navigator.listings.changes.editor import NOBODY
from navigator.listings.checks.due_days import Report
from navigator.listings.checks.found import Found, Topic
from navigator.listings.checks.intervals import read_intervals
from navigator.listings.checks.verifying import no_answer, verify
from navigator.listings.table.chosen import Chosen, chosen, ids_of, key_of
from navigator.listings.table.table import Table
from tests.listings.small import listing, store_of

TODAY = date(2026, 11, 23)
FORMS = (
    listing("quay-house", "Quay House", service_types=["crisis"], description="Ring 020 7525 9999.",
            phones=[{"number": "020 7525 1234"}]),
    listing("cove", "Cove", sources=[{"number": 1, "title": "Its page"}]),
    listing("dock", "Dock", status="closed"),
)  # fmt: skip
_ALL: frozenset[Topic] = frozenset({"all"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_of(tmp_path, FORMS)


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    verify(store, "dock", Found("phone", frozenset({"hours"})), NOBODY, date(2020, 1, 1))  # the user's own copy
    with closing(store.connect()) as connection:
        yield connection


def _told(connection: Connection, service_id: str, report: Report | None = None) -> Chosen:
    table = Table(connection, TODAY, {service_id: report} if report else None)
    key = key_of(connection, service_id)
    assert key is not None
    return chosen(connection, table.rows([key])[key], report or Report(), read_intervals())


def test_it_says_when_and_why_and_what_conflicts(store: Store, connection: Connection) -> None:
    told = _told(connection, "quay-house", Report(("phone",), refusals=True))
    assert (told.check, told.report.wrong) == ("Due for a check.", ("phone",))
    assert told.says == "Never checked; a crisis service; page of June 2024"
    assert [conflict.kind for conflict in told.conflicts] == ["phone"]
    no_answer(store, "cove", NOBODY, TODAY)
    told = _told(connection, "cove")
    assert told.check == "No check is due for now."
    assert told.says == "Never checked; a housing service; undated page; nobody answered on 23 November 2026"
    assert _told(connection, "dock").check == "Closed: no check is due."


def test_to_read_a_website_is_no_check(store: Store, connection: Connection) -> None:
    verify(store, "cove", Found("website", _ALL), NOBODY, date(2026, 11, 1))
    told = _told(connection, "cove")
    assert told.says.startswith("Never checked with them, only its website was read on 1 November 2026")
    verify(store, "cove", Found("phone", _ALL), NOBODY, date(2026, 10, 1))
    told = _told(connection, "cove")
    assert told.says == "Last checked on 1 October 2026; its website was read on 1 November 2026; a housing service"
    assert told.check.startswith("Next check due on ")
    verify(store, "quay-house", Found("phone", _ALL), NOBODY, date(2024, 10, 1))
    assert _told(connection, "quay-house").check.startswith("Due for a check since ")


def test_what_was_reported_is_due_before_its_day_and_first_by_that(store: Store, connection: Connection) -> None:
    verify(store, "cove", Found("phone", _ALL), NOBODY, TODAY)
    told = _told(connection, "cove", Report(("phone",)))
    assert (told.check, told.row.due, told.row.due_on) == ("Due for a check.", True, "")
    for reported in ({}, {"cove": Report(("phone",))}):
        table = Table(connection, TODAY, reported)
        keys = list(table.keys(order="due"))
        rows = table.rows(keys)
        by_due = [rows[key].due_on for key in keys if rows[key].status != "closed"]
        assert by_due == sorted(by_due)
        assert rows[keys[-1]].status == "closed"


def test_ids_are_in_the_order_of_their_keys_and_those_gone_left_out(connection: Connection) -> None:
    keys = [key_of(connection, one) for one in ("dock", "quay-house", "cove")]
    assert ids_of(connection, [*(key for key in keys if key), 999]) == ("dock", "quay-house", "cove")
    assert key_of(connection, "none") is None
