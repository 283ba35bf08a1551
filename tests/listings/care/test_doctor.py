"""The doctor: each thing that can be wrong is told, with where it is and what to do; nothing is told of a sound one."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from navigator.directory import Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.backups import back_up, backups, folder_of
from navigator.directory.restoring import restore
from navigator.listings.care.doctor import EXPERIENCE, Checkup, Finding, Remedy, check_up
from navigator.listings.care.strays import conflict_copies
from navigator.listings.changes.editor import Edit, Editor
from navigator.resources import resource

ROOT = Path(__file__).parents[3]
COPIES = [
    "services (conflicted copy).sqlite",
    "services (KB's conflicted copy 2026-11-23).sqlite",
    "services-LAPTOP.sqlite",
    "services (1).sqlite",
    "services 2.sqlite",
    "services.sync-conflict-20261123-064500-ABCDEFG.sqlite",
    "services_conflict-20261123.sqlite",
    "Copy of services.sqlite",
]


@pytest.fixture(scope="module")
def once_edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of the user's own with one change, for copying only."""
    store = Store(tmp_path_factory.mktemp("once"), resource("services.sqlite"))
    _edit(store, "One")
    return store.own


@pytest.fixture
def store(once_edited: Path, tmp_path: Path) -> Store:
    made = Store(tmp_path / "data", resource("services.sqlite"), busy_timeout_s=0)
    made.folder.mkdir()
    copyfile(once_edited, made.own)
    return made


def _edit(store: Store, name: str) -> None:
    with closing(store.connect()) as connection:
        listing = read_listing(connection, "samaritans")
    assert listing is not None
    Editor(store).save([Edit(form_of(replace(listing, name=name)))])


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _kinds(found: Checkup) -> list[tuple[str, bool]]:
    return [(one.kind, one.serious) for one in found.problems]


def _only(problems: Iterable[Finding]) -> Finding:
    (problem,) = problems
    assert problem.what.endswith(".")
    assert problem.remedy.act != "yourself" or problem.remedy.says
    return problem


def test_nothing_is_wrong_with_a_directory_that_was_never_changed(tmp_path: Path) -> None:
    found = check_up(Store(tmp_path / "data", resource("services.sqlite")))
    assert (found.ok, found.problems, found.backups) == (True, (), ())
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_nothing_is_wrong_after_changes_backups_and_a_restore(journal: str, store: Store) -> None:
    used = replace(store, journal="wal" if journal == "wal" else "delete")
    _edit(used, "Two")
    with closing(used.connect()) as window:
        window.execute("SELECT * FROM service").fetchone()
        _edit(used, "Three")
        found = check_up(used)
        assert (found.ok, found.problems, len(found.backups)) == (True, (), 1)
        restore(used, found.backups[0])
        assert check_up(used).problems == ()
        _edit(used, "Four")
        assert check_up(used).problems == ()


INSIDE: dict[str, tuple[tuple[str, ...], str]] = {
    "keys": (("UPDATE phone SET service_key = 99999 WHERE rowid = 1",), "name others that are not there (in phone)"),
    "not in the index": (("DELETE FROM search_entry WHERE key = 3",), "1 listings are not in the index"),
    "out of step": (
        ("DROP TRIGGER search_entry_changed", "UPDATE search_entry SET name = 'x' WHERE key = 3"),
        "(search_index) does not agree with the listings",
    ),
    "stale": (("UPDATE service SET name = 'Renamed' WHERE id = 'samaritans'",), "what the listings say (samaritans)"),
    "counts": (("UPDATE search_word SET services = 7 WHERE word = 'samaritans'",), "counts 1 words wrongly"),
}


@pytest.mark.parametrize("fault", INSIDE)
def test_what_is_wrong_inside_is_told_and_the_index_is_mended(fault: str, store: Store) -> None:
    statements, says = INSIDE[fault]
    made = back_up(store)
    assert made is not None
    _sql(store.own, "PRAGMA foreign_keys = OFF", *statements)
    found = check_up(store)
    assert not found.ok
    problem = next(one for one in found.problems if says in one.what)
    assert problem.where == str(store.own)
    if fault == "keys":
        assert problem.remedy.backup == made.name
    else:
        assert problem.remedy == Remedy("mend")
        mended = check_up(store, mend=True)
        assert (mended.problems, len(mended.mended)) == ((), 1)


@pytest.mark.parametrize("content", [b"", b"Dear diary, " * 1000])
def test_a_directory_that_cannot_be_read_is_told_with_the_backup_to_restore(content: bytes, store: Store) -> None:
    made = back_up(store)
    assert made is not None
    store.own.write_bytes(content)
    problem = next(one for one in check_up(store).problems if one.kind == "unreadable")
    assert problem.serious
    assert problem.remedy == Remedy("restore", backup=made.name)
    restore(store, made)
    assert check_up(store).ok


def test_a_directory_that_is_gone_is_told(store: Store) -> None:
    back_up(store)
    store.own.unlink()
    assert _kinds(check_up(store)) == [("gone", True)]


def test_an_older_file_in_the_directorys_place_is_told(store: Store, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite"
    copyfile(store.own, older)
    _edit(store, "Two")
    made = back_up(store)
    assert made is not None
    older.replace(store.own)
    problem = _only(check_up(store).problems)
    assert (problem.kind, problem.serious) == ("replaced", True)
    assert problem.remedy.backup == made.name
    restore(store, made)
    assert check_up(store).ok


def test_a_damaged_backup_is_told(store: Store) -> None:
    for _ in range(2):
        back_up(store)
    short, spoilt = backups(store)
    short.path.write_bytes(short.path.read_bytes()[:5000])
    content = bytearray(spoilt.path.read_bytes())
    content[8192:12288] = bytes(4096)
    spoilt.path.write_bytes(content)
    found = check_up(store)
    assert _kinds(found) == [("backup", False)] * 2
    assert {one.where for one in found.problems} == {str(short.path), str(spoilt.path)}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_sync_tool_set_aside_is_known_by_its_name(name: str, tmp_path: Path) -> None:
    for each in (name, "services.sqlite", "services.sqlite-wal", "services.sqlite.12ab.new", "notes.sqlite"):
        (tmp_path / each).touch()
    (tmp_path / "backups").mkdir()
    assert conflict_copies(tmp_path, "services.sqlite") == (tmp_path / name,)
    assert conflict_copies(tmp_path, EXPERIENCE) == ()


def test_a_copy_is_told_with_what_only_it_holds(store: Store) -> None:
    copied = store.folder / "services-LAPTOP.sqlite"
    copyfile(store.own, copied)
    problem = _only(check_up(store).problems)
    assert (problem.kind, problem.serious, problem.where) == ("conflict", False, str(copied))
    assert "has every change it holds" in problem.what
    _edit(Store(copied.parent / "x", copied), "Elsewhere")
    copyfile(copied.parent / "x" / "services.sqlite", copied)
    problem = _only(check_up(store).problems)
    assert problem.serious
    assert "It holds 1 change that the directory has not." in problem.what


def test_what_was_never_finished_is_told_and_removed(store: Store) -> None:
    back_up(store)
    left = [store.folder / "services.sqlite.12ab.new", folder_of(store) / "backup.34cd.new-journal"]
    for path in left:
        path.write_bytes(b"half")
        os.utime(path, (time.time() - 3600,) * 2)
    fresh = folder_of(store) / "backup.56ef.new"
    fresh.write_bytes(b"being written")
    assert _kinds(check_up(store)) == [("leftover", False)] * 2
    found = check_up(store, mend=True)
    assert (found.problems, len(found.mended)) == ((), 2)
    assert not any(path.exists() for path in left)
    assert fresh.exists()


def test_a_folder_that_a_sync_tool_keeps_is_told(store: Store) -> None:
    synced = replace(store, folder=store.folder.parent / "OneDrive - Council" / "data")
    synced.folder.mkdir(parents=True)
    copyfile(store.own, synced.own)
    found = check_up(synced)
    assert _kinds(found) == [("synced", False)]
    assert found.ok
    assert "OneDrive" in found.problems[0].what


def test_a_disk_that_is_nearly_full_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 5_000_000, 5_000_000))
    problem = _only(check_up(store).problems)
    assert (problem.kind, problem.what) == ("disk", "The disk is nearly full: 5 MB are free.")


def test_a_read_only_folder_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert _kinds(check_up(store)) == [("read-only", False)]


def test_a_log_that_others_need_is_told(store: Store) -> None:
    used = replace(store, journal="wal")
    with closing(used.connect()) as window:
        window.execute("BEGIN")
        window.execute("SELECT * FROM service").fetchone()
        _edit(used, "Two")
        assert ("log", False) in _kinds(check_up(used))


@pytest.mark.parametrize("content", [b"Dear diary, " * 1000, b"other"])
def test_a_file_of_outcomes_that_is_none_is_told(content: bytes, store: Store) -> None:
    path = store.folder / EXPERIENCE
    _sql(path, "CREATE TABLE noted (x)", "PRAGMA application_id = 1312904773")
    assert check_up(store).problems == ()
    if content == b"other":
        _sql(path, "PRAGMA application_id = 5")
    else:
        path.write_bytes(content)
    problem = _only(check_up(store).problems)
    assert (problem.kind, problem.where) == ("experience", str(path))


# Stopped dead -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked on POSIX systems")
def test_nothing_is_lost_or_half_done_where_navigator_is_stopped_dead() -> None:
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    assert (found["kills"], found["wrong"], done.stderr) == (6, [], "")
    assert done.returncode == 0
