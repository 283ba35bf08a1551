"""Backups: whole, verified, named by day and reason, kept as long as they should be, and put back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from navigator.directory import Store
from navigator.directory import models as m
from navigator.directory.backups import (
    LAST,
    Backup,
    back_up,
    back_up_daily,
    backups,
    faults_of,
    folder_of,
    kept,
    leftovers,
)
from navigator.directory.folder import Journal
from navigator.directory.migrations import newest
from navigator.directory.restoring import restore
from navigator.directory.watch import Watch
from navigator.errors import NavigatorError

MORNING = datetime(2026, 11, 23, 6, 45, tzinfo=UTC)


def _at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _change(store: Store, name: str) -> None:
    with store.change() as session:
        session.add(m.Organization(name=name, kind="charity"))


def _names(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM organization")} - {"Harbour"}


def _held(store: Store) -> set[str]:
    with closing(store.connect()) as connection:
        return _names(connection)


@pytest.fixture
def edited(store: Store) -> Store:
    """A store with a copy of the user's own."""
    _change(store, "Lantern")
    return store


@pytest.fixture(params=["delete", "wal"])
def either(request: pytest.FixtureRequest, store: Store) -> Store:
    """The same with either journal."""
    journal: Journal = request.param
    chosen = replace(store, journal=journal)
    _change(chosen, "Lantern")
    with closing(chosen.connect()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == (journal,)
    return chosen


def _made(store: Store, moment: datetime = MORNING) -> Backup:
    made = back_up(store, "asked", _at(moment))
    assert made is not None
    return made


def test_the_shipped_directory_needs_no_backup(store: Store) -> None:
    assert back_up(store) is None
    assert back_up_daily(store) is None
    assert backups(store) == ()
    assert not store.folder.exists()


def test_a_backup_is_one_whole_file_named_by_day_and_reason(either: Store) -> None:
    made = back_up(either, "before-merge", _at(MORNING))
    assert made is not None
    assert made.name == "2026-11-23T064500Z-before-merge.sqlite"
    assert (made.why, made.made_at, made.listings, made.verified) == ("before-merge", MORNING, 2, True)
    assert made.size == made.path.stat().st_size
    assert backups(either) == (made,)
    assert faults_of(made) == ()
    assert [path.name for path in folder_of(either).iterdir()] == [made.name]
    with closing(sqlite3.connect(f"file:{made.path}?mode=ro&immutable=1", uri=True)) as connection:
        assert _names(connection) == {"Lantern"}
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_holds_what_is_still_in_the_log_and_nothing_that_is_not_committed(either: Store) -> None:
    with closing(either.connect()), either.change() as session:
        session.add(m.Organization(name="Beacon", kind="charity"))
        session.flush()
        made = _made(either)
    restore(either, made)
    assert _held(either) == {"Lantern"}


def test_backups_made_in_one_second_sort_as_they_were_made(edited: Store) -> None:
    made = [back_up(edited, why, _at(MORNING)) for why in ("before-merge", "asked", "before-bulk-change")]
    assert list(backups(edited)) == made[::-1]


def test_a_backup_is_not_made_of_what_is_not_whole_and_older_ones_stay(edited: Store) -> None:
    made = _made(edited)
    with closing(sqlite3.connect(edited.own)) as connection, connection:
        connection.execute("DROP TRIGGER search_entry_changed")
        connection.execute("UPDATE search_entry SET name = 'something else'")
    with pytest.raises(NavigatorError, match=r"No backup could be made\. The index .*navigator doctor"):
        back_up(edited, "asked", _at(MORNING))
    assert backups(edited) == (made,)
    assert [path.name for path in folder_of(edited).iterdir()] == [made.name]


def test_a_file_that_somebody_writes_to_is_not_waited_for_without_end(store: Store) -> None:
    _change(store, "Lantern")
    with closing(sqlite3.connect(store.own, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NavigatorError, match="in use by another program"):
            back_up(store)
    assert backups(store) == ()


def test_the_first_change_of_a_day_is_made_after_a_backup(either: Store) -> None:
    assert backups(either) == (), "what was just copied from the shipped directory needs none"
    _change(either, "Beacon")
    _change(either, "Pier")
    (made,) = backups(either)
    assert made.why == "daily"
    restore(either, made)
    assert _held(either) == {"Lantern"}


def test_a_day_has_one_backup_of_its_own(edited: Store) -> None:
    days = [MORNING + timedelta(hours=hours) for hours in (5, 6, 24, 26)]
    assert [back_up_daily(edited, _at(day)) is not None for day in days] == [True, False, True, False]


# Which are kept -----------------------------------------------------------------------------------------------------


def _backup(made_at: datetime) -> Backup:
    return Backup(Path(f"{made_at:%Y-%m-%dT%H%M%SZ}-daily.sqlite"), made_at, "daily", 2, 1, verified=True)


def test_the_last_ten_are_kept_and_one_a_week_for_three_months() -> None:
    every = [_backup(MORNING - timedelta(days=days)) for days in range(200)]
    some = kept(every)
    assert some[:LAST] == tuple(every[:LAST])
    ages = [(MORNING - one.made_at).days for one in some[LAST:]]
    assert ages == list(range(15, 91, 7)), "Sundays, each the newest of its week"


def test_what_is_kept_day_by_day_is_what_would_be_kept_of_all() -> None:
    every = [_backup(MORNING + timedelta(hours=31 * number)) for number in range(150)]
    held: list[Backup] = []
    for number, one in enumerate(every, 1):
        held = list(kept([*held, one]))
        assert set(held) == set(kept(every[:number]))
    assert len(held) <= LAST + 13


def test_older_backups_go_only_once_a_newer_is_there(edited: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(LAST + 3):
        _made(edited, MORNING - timedelta(days=200 - day))
    before = backups(edited)
    assert len(before) == LAST
    with monkeypatch.context() as patch:
        patch.setattr("navigator.directory.backups.faults", lambda _: (_ for _ in ()).throw(sqlite3.OperationalError))
        with pytest.raises(sqlite3.OperationalError):
            back_up(edited, "asked", _at(MORNING))
    assert backups(edited) == before
    _made(edited)
    assert len(backups(edited)) == LAST


def test_a_backup_that_is_not_whole_takes_no_place_and_is_left_alone(edited: Store) -> None:
    broken = _made(edited)
    broken.path.write_bytes(broken.path.read_bytes()[:5000])
    for number in range(LAST + 1):
        _made(edited, MORNING + timedelta(days=number, hours=1))
    every = backups(edited)
    assert [one.verified for one in every] == [True] * LAST + [False]
    assert every[-1].path == broken.path


def test_what_was_never_finished_goes_with_the_next_backup(edited: Store) -> None:
    old = folder_of(edited) / "backup.12ab.new"
    _made(edited)
    old.write_bytes(b"half")
    assert leftovers(folder_of(edited)) == (), "it may be being written"
    assert leftovers(folder_of(edited), older_than_s=0) == (old,)


# Putting one back ---------------------------------------------------------------------------------------------------


def test_a_restore_is_seen_by_whoever_has_the_directory_open_and_can_be_undone(either: Store) -> None:
    made = _made(either)
    _change(either, "Beacon")
    with closing(either.connect()) as window:
        watch = Watch(window, either.own)
        assert _names(window) == {"Lantern", "Beacon"}
        before = restore(either, made, _at(MORNING))
        assert watch.look() == "changed"
        assert watch.look() == "same"
        assert _names(window) == {"Lantern"}
        found = window.execute("SELECT count(*) FROM search_index WHERE search_index MATCH 'night'").fetchone()
        assert found == (2,)
        assert before is not None
        assert (before.why, before.verified) == ("before-restore", True)
        restore(either, before)
        assert _names(window) == {"Lantern", "Beacon"}
        assert window.execute("PRAGMA journal_mode").fetchone() == (either.journal,)


def test_a_reader_in_the_middle_sees_the_whole_old_directory(store: Store) -> None:
    logged = replace(store, journal="wal")
    _change(logged, "Lantern")
    made = _made(logged)
    _change(logged, "Beacon")
    with closing(logged.connect()) as window:
        window.execute("BEGIN")
        assert _names(window) == {"Lantern", "Beacon"}
        restore(logged, made)
        assert _names(window) == {"Lantern", "Beacon"}
        window.execute("COMMIT")
        assert _names(window) == {"Lantern"}


def test_a_restore_while_somebody_reads_is_told_and_changes_nothing(store: Store) -> None:
    _change(store, "Lantern")
    made = _made(store)
    _change(store, "Beacon")
    with closing(store.connect()) as window:
        rows = window.execute("SELECT * FROM taxonomy_term")
        next(rows)
        with pytest.raises(NavigatorError, match="in use by another program"):
            restore(store, made)
        rows.close()
        assert _names(window) == {"Lantern", "Beacon"}


def test_a_backup_of_an_older_form_is_brought_up_to_date(edited: Store) -> None:
    made = _made(edited)
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.executescript("DROP TABLE change; DROP TABLE apart; DROP TABLE sent_copy; PRAGMA user_version = 4;")
        for index in ("criterion_source", "stance_source", "schedule_source", "link_source", "link_to"):
            connection.execute(f"DROP INDEX {index}")
        connection.execute("DROP INDEX service_at_location_location")
        connection.execute("DROP TRIGGER search_entry_renamed")
        connection.execute("ALTER TABLE verification DROP COLUMN next_due")
        connection.execute("ALTER TABLE verification DROP COLUMN made_by")
    content = made.path.read_bytes()
    restore(edited, made)
    with closing(edited.connect()) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest(),)
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)
    assert made.path.read_bytes() == content


@pytest.mark.parametrize("length", [0, 4096, 9000])
def test_a_backup_that_is_not_whole_is_not_restored(length: int, edited: Store) -> None:
    made = _made(edited)
    made.path.write_bytes(made.path.read_bytes()[:length])
    with pytest.raises(NavigatorError):
        restore(edited, made)
    assert _held(edited) == {"Lantern"}
    assert faults_of(made) or length == 0


def test_a_restore_brings_back_a_directory_that_is_gone(either: Store) -> None:
    made = _made(either)
    for path in either.folder.glob("services*"):
        path.unlink()
    assert restore(either, made) is None
    assert _held(either) == {"Lantern"}


@pytest.mark.parametrize("junk", [b"Dear diary, " * 1000, b""])
def test_a_restore_replaces_what_is_damaged_and_keeps_it(junk: bytes, edited: Store) -> None:
    made = _made(edited)
    edited.own.write_bytes(junk)
    before = restore(edited, made)
    assert _held(edited) == {"Lantern"}
    assert before is not None
    assert (before.why, before.verified, before.path.read_bytes()) == ("damaged", False, junk)
    assert not list(edited.folder.glob("*.new"))


def test_a_directory_damaged_further_in_is_restored_in_place(either: Store) -> None:
    made = _made(either)
    content = bytearray(either.own.read_bytes())
    content[8192:12288] = bytes(4096)
    either.own.write_bytes(content)
    restore(either, made)
    assert _held(either) == {"Lantern"}


# A file replaced underneath -----------------------------------------------------------------------------------------


def test_a_file_replaced_or_gone_underneath_is_noticed(edited: Store, tmp_path: Path) -> None:
    with closing(edited.connect()) as window:
        watch = Watch(window, edited.own)
        assert watch.look() == "same"
        other = tmp_path / "other.sqlite"
        copyfile(edited.own, other)
        other.replace(edited.own)
        assert watch.look() == "replaced"
        edited.own.unlink()
        assert watch.look() == "gone"
