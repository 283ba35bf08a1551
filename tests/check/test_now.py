"""What Check holds of a directory: the same for all who ask, until the directory changes or time passes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from navigator.check import Check
from navigator.check import check as check_module
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import transaction
from navigator.find import Search
from tests.check.conftest import Connect, connect, empty_directory, listing, vocabulary, write_directory
from tests.find.conftest import AT, MakeListing, WriteDirectory

__all__ = ["connect", "empty_directory", "listing", "vocabulary", "write_directory"]


def check_over(connection: sqlite3.Connection, *, at: bool = False) -> Check:
    return Check(Search(connection), connection, read_labels(connection), at=AT if at else None)


@pytest.fixture
def years_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[Check], None]:
    """Lets a year pass."""

    def pass_by(check: Check) -> None:
        then = check.now().doors.at
        monkeypatch.setattr(check_module, "london_now", lambda: then.replace(year=then.year + 1))

    return pass_by


def test_it_is_the_same_for_all_who_ask(connect: Connect, listing: MakeListing) -> None:
    check = check_over(connect(listing("Place")))
    assert check.now() is check.now()


def test_once_time_has_passed_only_the_ways_in_are_read_anew(
    connect: Connect, listing: MakeListing, years_on: Callable[[Check], None]
) -> None:
    check = check_over(connect(listing("Place")))
    now = check.now()
    years_on(check)
    again = check.now()
    assert again is not now
    assert again.doors is not now.doors
    assert again.services is now.services


def test_at_one_moment_no_time_passes(
    connect: Connect, listing: MakeListing, years_on: Callable[[Check], None]
) -> None:
    check = check_over(connect(listing("Place")), at=True)
    now = check.now()
    assert now.doors.at.replace(tzinfo=None) == AT.replace(tzinfo=None)
    years_on(check)
    assert check.now() is now


def test_it_sees_the_changes_of_the_directory(
    tmp_path: Path, write_directory: WriteDirectory, listing: MakeListing
) -> None:
    path = write_directory(listing("Place")).rename(tmp_path / "services.sqlite")
    with closing(Store.open(tmp_path).connect()) as connection:
        check = check_over(connection)
        now = check.now()
        assert now.services.engine.offered
        with transaction(path) as session:
            session.connection().exec_driver_sql("UPDATE service SET status = 'closed'")
        again = check.now()
        assert not again.services.engine.offered
        assert again.doors is not now.doors
