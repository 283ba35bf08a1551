"""A directory that cannot be read or written is told in a sentence of its own, and never otherwise."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from navigator.directory import Store, read_listing
from navigator.directory import models as m
from navigator.directory.folder import Journal
from navigator.directory.labels import read_labels
from navigator.directory.migrations import APPLICATION_ID, newest
from navigator.directory.store import explained
from navigator.errors import NavigatorError

NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="modes and tmpfs are for POSIX systems")


def _read(store: Store) -> list[object]:
    """Read every table, through the index too."""
    with explained(store.path), closing(store.connect()) as connection:
        ids = [found for (found,) in connection.execute("SELECT id FROM service")]
        found = connection.execute("SELECT rowid, * FROM search_index WHERE search_index MATCH 'night OR harbour'")
        return [*found, *(read_listing(connection, each) for each in ids), read_labels(connection)]


def _change(store: Store, size: int = 1) -> None:
    with store.change() as session:
        session.add(m.DirectoryFact(name=token_hex(), value="x" * size))


def _said(use: Callable[[Store], object], store: Store) -> str:
    with pytest.raises(NavigatorError) as caught:
        use(store)
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


@pytest.fixture
def edited(store: Store) -> Store:
    """A store with a copy of the user's own."""
    _change(store)
    return store


def _sql(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return spoil


def _other_database(path: Path) -> None:
    path.unlink()
    _sql("CREATE TABLE recipe (x)")(path)


def _newer_and_broken(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (newest() + 1).to_bytes(4, "big")
    path.write_bytes(content)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is empty. If it is your own"),
    "text": (lambda path: path.write_text("Dear diary, " * 1000), "is damaged. If it is your own"),
    "zeros": (lambda path: path.write_bytes(bytes(9000)), "is damaged. If it is your own"),
    "another database": (_other_database, "is not a Navigator directory. If it is your own"),
    "newer": (_sql(f"PRAGMA user_version = {newest() + 1}"), "made by a newer Navigator"),
    "newer, by its bytes": (_newer_and_broken, "made by a newer Navigator"),
    "half gone": (lambda path: os.truncate(path, path.stat().st_size // 2), "is damaged. If it is your own"),
    "without a table": (_sql("DROP TABLE search_entry"), "is damaged. If it is your own"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("use", [_read, _change])
def test_each_fault_of_the_users_own_copy_is_told(use: Callable[[Store], object], fault: str, edited: Store) -> None:
    spoil, says = FAULTS[fault]
    spoil(edited.own)
    assert says in _said(use, edited)
    assert not list(edited.folder.glob("*.new"))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("use", [_read, _change])
def test_each_fault_of_the_shipped_directory_is_told(use: Callable[[Store], object], fault: str, store: Store) -> None:
    spoil, says = FAULTS[fault]
    spoil(store.shipped)
    assert says in _said(use, store)
    assert not store.folder.exists()


@pytest.mark.parametrize("use", [_read, _change])
def test_a_folder_in_place_of_the_users_own_copy_is_told(use: Callable[[Store], object], store: Store) -> None:
    store.own.mkdir(parents=True)
    assert "cannot be opened. Check that" in _said(use, store)


@pytest.mark.parametrize("use", [_read, _change])
def test_a_missing_directory_is_told(use: Callable[[Store], object], store: Store) -> None:
    store.shipped.unlink()
    assert "There is no directory at" in _said(use, store)
    assert not store.folder.exists()


def test_a_shipped_directory_of_an_older_form_is_told(store: Store) -> None:
    _sql(f"PRAGMA user_version = {newest() - 1}")(store.shipped)
    assert "made by an older Navigator. Install Navigator again" in _said(_read, store)


@pytest.mark.parametrize("of", ["own", "shipped"])
def test_a_file_cut_off_anywhere_is_told(of: str, edited: Store) -> None:
    path = edited.own if of == "own" else edited.shipped
    if of == "shipped":
        edited.own.unlink()
    whole = path.read_bytes()
    lengths = {*range(0, 200, 7), 511, 512, 513, 1024, 4095, 4096, 4097, *range(5000, len(whole), len(whole) // 60)}
    for length in sorted({*lengths, len(whole) - 4096, len(whole) - 1} - {len(whole)}):
        path.write_bytes(whole[:length])
        if length > len(whole) - 4096:  # SQLite reads what is missing of the last page as zeros
            _read_or_say(edited)
        else:
            assert "If it is your own copy" in _said(_read, edited), length


def _read_or_say(store: Store) -> None:
    try:
        _read(store)
    except NavigatorError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is well, anything else is not


@settings(max_examples=150, derandomize=True)
@given(
    where=st.floats(0, 1, exclude_max=True),
    junk=st.binary(min_size=1, max_size=200),
    of=st.sampled_from(["own", "shipped"]),
)
@example(where=0.0, junk=b"\xff" * 100, of="own")
def test_damage_anywhere_is_told_or_does_no_harm(where: float, junk: bytes, of: str, directory: Path) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "data", Path(folder) / "shipped.sqlite", busy_timeout_s=0)
        store.folder.mkdir()
        path = store.own if of == "own" else store.shipped
        content = bytearray(directory.read_bytes())
        start = int(where * len(content))
        content[start : start + len(junk)] = junk
        path.write_bytes(content)
        _read_or_say(store)


@pytest.mark.parametrize("use", [_read, _change])
def test_a_directory_that_another_program_holds_is_told(use: Callable[[Store], object], edited: Store) -> None:
    with closing(sqlite3.connect(edited.own, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is in use by another program" in _said(use, edited)
    _read(edited)


def test_a_change_while_another_is_under_way_is_told(edited: Store) -> None:
    with closing(sqlite3.connect(edited.own, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is in use by another program" in _said(_change, edited)
        _read(edited)


def test_a_change_while_somebody_reads_is_told_and_leaves_nothing(edited: Store) -> None:
    with closing(edited.connect()) as reader:
        rows = reader.execute("SELECT * FROM taxonomy_term")
        next(rows)
        before = edited.own.read_bytes()
        assert "is in use by another program" in _said(_change, edited)
        assert edited.own.read_bytes() == before
        rows.close()


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Root may do anything: be nobody for a while. Everything to import must have been imported."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_store(store: Store) -> Iterator[Store]:
    """A store in folders that anybody may look into, warmed up so that nothing is left to import."""
    _change(store)
    shutil.rmtree(store.folder)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shipped").mkdir()
        copied = Store(folder / "data", folder / "shipped" / "services.sqlite", busy_timeout_s=0)
        copyfile(store.shipped, copied.shipped)
        copied.folder.mkdir()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield copied
        gc.collect()
        for path in (folder, copied.folder):
            path.chmod(0o755)


@posix
def test_a_read_only_shipped_directory_is_read_in_place(open_store: Store) -> None:
    open_store.shipped.chmod(0o444)
    open_store.shipped.parent.chmod(0o555)
    with _without_privileges():
        assert _read(open_store)
    assert os.listdir(open_store.shipped.parent) == ["services.sqlite"]  # noqa: PTH208 - names are enough


@posix
def test_a_first_change_in_a_read_only_folder_is_told(open_store: Store) -> None:
    open_store.folder.chmod(0o555)
    with _without_privileges():
        assert "cannot be changed: the file or its folder is read-only" in _said(_change, open_store)
        assert _read(open_store)
    assert not list(open_store.folder.iterdir())


@posix
def test_a_data_folder_that_cannot_be_made_is_told(open_store: Store) -> None:
    open_store.folder.rmdir()
    with _without_privileges():
        assert "cannot be changed: the file or its folder is read-only" in _said(_change, open_store)
    open_store.folder.mkdir()


@posix
@pytest.mark.parametrize("journal", ["delete", "wal"])
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_a_change_to_a_read_only_copy_is_told_and_it_can_still_be_read(
    file_mode: int, folder_mode: int, journal: Journal, open_store: Store
) -> None:
    open_store = replace(open_store, journal=journal)
    _change(open_store)
    open_store.own.chmod(file_mode)
    open_store.folder.chmod(folder_mode)
    with _without_privileges():
        assert "cannot be changed: the file or its folder is read-only" in _said(_change, open_store)
        assert _read(open_store)


@posix
@pytest.mark.parametrize("use", [_read, _change])
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o000, 0o755), (0o644, 0o000)])
def test_a_copy_that_may_not_be_read_is_told(
    use: Callable[[Store], object], file_mode: int, folder_mode: int, open_store: Store
) -> None:
    _change(open_store)
    open_store.own.chmod(file_mode)
    open_store.folder.chmod(folder_mode)
    with _without_privileges():
        assert "cannot be opened. Check that the file and its folder may be read" in _said(use, open_store)


@posix
def test_an_update_of_a_read_only_copy_is_told(open_store: Store) -> None:
    _change(open_store)
    _sql(f"PRAGMA user_version = {newest() - 1}")(open_store.own)
    before = open_store.own.read_bytes()
    open_store.folder.chmod(0o555)
    with _without_privileges():
        assert "cannot be changed: the file or its folder is read-only" in _said(_read, open_store)
    assert open_store.own.read_bytes() == before


def test_a_file_in_place_of_the_data_folder_is_told(store: Store) -> None:
    store.folder.write_text("in the way")
    assert "could not be saved" in _said(_change, store)
    assert _read(store)
    assert store.folder.read_text() == "in the way"


MakeSmall = Callable[[Store, int], Store]


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Iterator[MakeSmall]:
    """Gives the same store with its data folder on a disk of so many bytes."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(store: Store, size: int) -> Store:
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
        if sys.platform != "linux" or shutil.which("mount") is None:
            pytest.skip("a small disk is mounted on Linux only")
        if subprocess.run(mounting, check=False, capture_output=True).returncode:
            pytest.skip("mounting a small disk is not permitted here")
        return Store(disk / "data", store.shipped, busy_timeout_s=0)

    yield mount
    gc.collect()
    if os.path.ismount(disk):
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - wherever the system keeps it


def test_a_full_disk_at_the_first_change_is_told_and_leaves_nothing(store: Store, on_small_disk: MakeSmall) -> None:
    small = on_small_disk(store, 64 * 1024)
    assert "the disk is full" in _said(_change, small)
    assert not list(small.folder.iterdir())
    assert small.path == small.shipped
    assert _read(small)


def test_a_full_disk_without_room_for_a_name_is_told(store: Store, on_small_disk: MakeSmall) -> None:
    small = on_small_disk(store, 64 * 1024)
    (small.folder.parent / "filler").write_bytes(bytes(64 * 1024))
    assert "the disk is full" in _said(_change, small)
    assert _read(small)


def test_a_full_disk_at_a_later_change_is_told_and_leaves_the_copy_as_it_was(
    store: Store, on_small_disk: MakeSmall
) -> None:
    small = on_small_disk(store, store.shipped.stat().st_size + 256 * 1024)
    _change(small)
    before = small.own.read_bytes()
    assert "the disk is full" in _said(lambda each: _change(each, 1_000_000), small)
    assert small.own.read_bytes() == before
    assert _read(small)
    _change(small)


def test_a_full_disk_at_an_update_is_told_and_leaves_the_copy_as_it_was(store: Store, on_small_disk: MakeSmall) -> None:
    small = on_small_disk(store, store.shipped.stat().st_size + 256 * 1024)
    _change(small)
    _sql(f"PRAGMA user_version = {newest() - 1}")(small.own)
    before = small.own.read_bytes()
    assert "the disk is full" in _said(_read, small)
    assert small.own.read_bytes() == before
    assert list(small.folder.iterdir()) == [small.own]


def test_a_disk_that_fails_is_told() -> None:
    memory = Path("/proc/self/mem")
    if not memory.exists():
        pytest.skip("no file here fails when it is read")
    with pytest.raises(NavigatorError, match="the disk reports an error"), explained(memory):  # noqa: SIM117
        with closing(sqlite3.connect("file:/proc/self/mem?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("SELECT * FROM sqlite_master")


def _fail(*statements: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in statements:
            connection.execute(statement).fetchall()


@pytest.mark.parametrize(
    "statements",
    [
        ["SELECT * FROM absent"],
        ["SELECT absent FROM sqlite_master"],
        ["SELECT json_extract('{', '$.a')"],
        ["SELECT CAST(x'ff' AS TEXT)"],
    ],
)
def test_what_only_a_damaged_directory_says_is_told_as_damage(statements: list[str], tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="is damaged"), explained(tmp_path):
        _fail(*statements)


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        (["CREATE TABLE a (x NOT NULL)", "INSERT INTO a VALUES (NULL)"], sqlite3.IntegrityError),
        (["SELEC 1"], sqlite3.OperationalError),
    ],
)
def test_what_is_no_fault_of_the_file_is_not_told_as_one(
    statements: list[str], error: type[sqlite3.Error], tmp_path: Path
) -> None:
    with pytest.raises(error), explained(tmp_path):
        _fail(*statements)


def test_a_query_that_was_stopped_is_not_a_fault(directory: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(directory)) as connection:
        connection.set_progress_handler(lambda: 1, 1)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"), explained(tmp_path):
            connection.execute("SELECT * FROM service, service, service").fetchall()
