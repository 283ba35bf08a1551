"""The store: the shipped file is only read, the first change makes the user's own copy, a change is one transaction."""

import errno
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from navigator.directory import Store, data_folder, migrations, read_listing
from navigator.directory import models as m
from navigator.directory.backups import backups
from navigator.directory.files import copy_to
from navigator.directory.migrations import form_of, newest
from navigator.directory.store import BUSY_TIMEOUT_S
from navigator.errors import NavigatorError
from navigator.resources import resource

NAMES = ["a b", "100%", "50%20off", "#1", "what?mode=rwc", "a&b=c;d", "Zoë’s Überblick", "日本語", "שלום", "🧭", "it's"]


def _add(session: Session, name: str) -> None:
    session.add(m.Organization(name=name, kind="charity"))


def _names(store: Store) -> set[str]:
    with closing(store.connect()) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM organization")}


def _state(store: Store) -> tuple[bytes, int, list[str]]:
    """Everything that would show that the shipped file or its folder was written to."""
    folder = store.shipped.parent
    return store.shipped.read_bytes(), store.shipped.stat().st_mtime_ns, sorted(path.name for path in folder.iterdir())


def test_the_usual_store_is_the_users_folder_over_the_shipped_directory() -> None:
    store = Store.open()
    assert store == Store(data_folder(), resource("services.sqlite"), BUSY_TIMEOUT_S)
    assert store.path == store.shipped
    with closing(store.connect()) as connection:
        assert read_listing(connection, "akt") is not None


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    assert Store.open(tmp_path).own == tmp_path / "services.sqlite"


def test_reading_makes_nothing_and_writes_nothing(store: Store) -> None:
    before = _state(store)
    with closing(store.connect()) as connection:
        assert read_listing(connection, "night-stop") is not None
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM service")
    assert _state(store) == before
    assert not store.folder.exists()


def test_the_first_change_makes_the_users_own_copy(store: Store) -> None:
    before = _state(store)
    with store.change() as session:
        _add(session, "Lantern")
    assert store.path == store.own
    assert _names(store) == {"Harbour", "Lantern"}
    assert _state(store) == before
    assert [path.name for path in store.folder.iterdir()] == ["services.sqlite"]


def test_the_users_own_copy_is_read_only_to_a_reader(store: Store) -> None:
    with store.change() as session:
        _add(session, "Lantern")
    with closing(store.connect()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM service")


def test_readers_and_writers_wait_as_long_as_they_were_told(store: Store) -> None:
    patient = replace(store, busy_timeout_s=1.5)
    with patient.change() as session:
        assert session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 1500
    with closing(patient.connect()) as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (1500,)


def test_a_second_change_goes_into_the_same_copy(store: Store) -> None:
    for name in ("Lantern", "Beacon"):
        with store.change() as session:
            _add(session, name)
    assert _names(store) == {"Harbour", "Lantern", "Beacon"}


@pytest.mark.parametrize("error", [ValueError, NavigatorError, KeyboardInterrupt, FileNotFoundError])
def test_a_change_that_ends_in_an_error_leaves_nothing_and_passes_the_error_on(
    error: type[BaseException], store: Store
) -> None:
    def change() -> None:
        with store.change() as session:
            _add(session, "Lantern")
            session.flush()
            raise error("as it is")

    with pytest.raises(error, match=r"^as it is$"):
        change()
    assert _names(store) == {"Harbour"}


def test_a_key_that_points_nowhere_is_refused(store: Store) -> None:
    def change() -> None:
        with store.change() as session:
            _add(session, "Lantern")
            session.add(m.Phone(service_key=999, position=0, number="1"))

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        change()
    assert _names(store) == {"Harbour"}


def test_two_stores_over_one_folder_see_each_others_changes(store: Store) -> None:
    other = replace(store)
    with closing(other.connect()) as early:
        with store.change() as session:
            _add(session, "Lantern")
        assert early.execute("SELECT count(*) FROM organization").fetchone() == (1,), "it reads the shipped directory"
    with other.change() as session:
        _add(session, "Beacon")
    assert _names(store) == _names(other) == {"Harbour", "Lantern", "Beacon"}


def test_first_changes_made_at_once_are_all_kept(store: Store) -> None:
    names = [f"Lantern {number}" for number in range(6)]
    patient = replace(store, busy_timeout_s=BUSY_TIMEOUT_S)
    barrier = Barrier(len(names))

    def change(name: str) -> None:
        barrier.wait()
        with patient.change() as session:
            _add(session, name)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(change, names))
    assert _names(store) == {"Harbour", *names}
    assert {path.name for path in store.folder.iterdir()} - {"backups"} == {"services.sqlite"}, "no part is left behind"


def test_a_copy_that_another_program_made_meanwhile_is_kept(store: Store) -> None:
    store.folder.mkdir()
    store.own.write_bytes(b"the other's")
    with closing(sqlite3.connect(store.shipped)) as connection:
        copy_to(connection, store.own)
    assert store.own.read_bytes() == b"the other's"
    assert list(store.folder.iterdir()) == [store.own]


def test_a_disk_without_hard_links_will_do(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with store.change() as session:
        _add(session, "Lantern")
    assert _names(store) == {"Harbour", "Lantern"}
    assert list(store.folder.iterdir()) == [store.own]


@pytest.mark.parametrize("name", NAMES)
def test_folders_may_have_any_name(name: str, directory: Path, tmp_path: Path) -> None:
    shipped = tmp_path / name / "shipped.sqlite"
    shipped.parent.mkdir()
    copyfile(directory, shipped)
    store = Store(tmp_path / name / "data", shipped, busy_timeout_s=0)
    assert _names(store) == {"Harbour"}
    with store.change() as session:
        _add(session, name)
    assert _names(store) == {"Harbour", name}
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([name, "data", "services.sqlite", shipped.name])


def test_a_folder_given_as_a_relative_path_will_do(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.folder.parent)
    with Store(Path("data"), Path("shipped/services.sqlite")).change() as session:
        _add(session, "Lantern")
    assert _names(store) == {"Harbour", "Lantern"}


def test_the_shipped_directory_is_never_taken_for_the_users_own(store: Store) -> None:
    before = _state(store)
    beside = Store(store.shipped.parent, store.shipped)
    assert _names(beside) == {"Harbour"}
    with pytest.raises(NavigatorError, match=r"never changed\. Choose another folder"), beside.change():
        pass
    assert _state(store) == before


def _update(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    """Pretend that a newer program brings one more migration."""
    longer = (*migrations.migrations(), (newest() + 1, "9999_more.sql", sql))
    monkeypatch.setattr(migrations, "migrations", lambda: longer)


def _change(store: Store) -> None:
    with store.change() as session:
        _add(session, "Beacon")


@pytest.mark.parametrize("use", [_names, _change])
def test_an_older_copy_is_brought_up_to_date_with_a_backup_beside_it(
    use: Callable[[Store], object], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.change() as session:
        _add(session, "Lantern")
    older = newest()
    _update(monkeypatch, "CREATE TABLE tip (words TEXT NOT NULL);")
    use(store)
    (backup,) = backups(store)
    assert (backup.why, backup.listings, backup.verified) == ("before-update", 2, True)
    assert sorted(store.folder.iterdir()) == sorted([backup.path.parent, store.own])
    for path, form, tables in ((backup.path, older, 0), (store.own, older + 1, 1)):
        with closing(sqlite3.connect(path)) as connection:
            assert form_of(connection) == form
            assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'tip'").fetchone() == (tables,)
            assert connection.execute("SELECT name FROM organization WHERE name = 'Lantern'").fetchone()


def test_an_update_that_fails_leaves_the_copy_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.change() as session:
        _add(session, "Lantern")
    before = store.own.read_bytes()
    _update(monkeypatch, "DELETE FROM organization;\nINSERT INTO service DEFAULT VALUES;")
    with pytest.raises(sqlite3.IntegrityError):
        store.connect()
    assert store.own.read_bytes() == before


def test_a_change_cut_short_by_a_crash_is_undone(store: Store) -> None:
    with store.change() as session:
        _add(session, "Lantern")
    crashed = replace(store, folder=store.folder.parent / "crashed")
    crashed.folder.mkdir()
    journal = store.own.with_name("services.sqlite-journal")
    with closing(sqlite3.connect(store.own, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM organization WHERE name = 'Lantern'")
        writer.execute("UPDATE taxonomy_term SET description = hex(randomblob(2000))")
        for path in (store.own, journal):
            copyfile(path, crashed.folder / path.name)
    assert crashed.own.read_bytes() != store.own.read_bytes()
    assert _names(crashed) == {"Harbour", "Lantern"}
    assert list(crashed.folder.iterdir()) == [crashed.own]
