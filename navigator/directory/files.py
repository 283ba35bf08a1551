"""Opening, copying and naming SQLite files, and saying in a sentence what went wrong with one."""

import errno
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from json import JSONDecodeError
from pathlib import Path
from typing import Final
from urllib.parse import quote

from navigator.directory.migrations import APPLICATION_ID, form_of, newest, refuse_newer
from navigator.errors import NavigatorError

BUSY_TIMEOUT_S: Final = 5.0
BESIDE: Final = ("-journal", "-wal", "-shm")
"""How the files end that SQLite keeps beside one that is being written."""
UNFINISHED: Final = ".new"
"""How the names of files end that are being written; they are not used before they are whole."""
_TRY_AGAIN_S: Final = 0.02


def is_directory(connection: sqlite3.Connection) -> bool:
    """Whether the open SQLite file bears a directory's mark."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def check_readable(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``NavigatorError`` unless the open file is a directory in the form this program reads."""
    if not is_directory(connection):
        what = "is not a Navigator directory" if connection.execute("PRAGMA page_count").fetchone()[0] else "is empty"
        raise NavigatorError(f"{path} {what}. {_REMEDY}")
    refuse_newer(connection)
    if form_of(connection) < newest():
        raise NavigatorError(f"{path} was made by an older Navigator. Install Navigator again to put it right.")
    connection.execute("SELECT key FROM search_entry LIMIT 1").fetchone()


_REMEDY: Final = (
    "If it is your own copy, restore a backup or move it away; if it came with Navigator, install Navigator again."
)
_READ_ONLY: Final = "cannot be changed: the file or its folder is read-only. Choose another folder with --data."
_FULL: Final = "could not be saved: the disk is full. Free some space and try again; nothing was lost."
_BUSY: Final = "is in use by another program. Close that program, or wait a moment, and try again."
_DAMAGED: Final = f"is damaged. {_REMEDY}"
_CAUSES: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Check that the file and its folder may be read.",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk reports an error. Check the disk, then try again.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
"""What to say for SQLite's primary result codes, which are the last byte of the extended ones."""
_SIGNS_OF_DAMAGE: Final = ("no such ", "malformed ", "vtable constructor failed", "could not decode to utf-8")
"""How messages begin that bear no telling code and yet mean that a file with a directory's mark is not whole."""
_REFUSALS: Final[Mapping[int | None, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a directory file, itself or through SQLAlchemy, into a ``NavigatorError``.

    Text or JSON in it that is none counts as damage too. Whatever is no fault of the file, such as a broken rule of
    the tables or a query that was stopped, passes as it is.
    """
    try:
        yield
    except Exception as error:
        why = _why(getattr(error, "orig", error))
        if why is None:
            raise
        raise NavigatorError(f"The directory at {path} {why}") from error


def _why(error: object) -> str | None:
    if isinstance(error, JSONDecodeError | UnicodeDecodeError):
        return _DAMAGED
    if not isinstance(error, sqlite3.Error):
        return None
    if str(error).casefold().startswith(_SIGNS_OF_DAMAGE):
        return _DAMAGED
    return _CAUSES.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)


@contextmanager
def saved(path: Path) -> Iterator[None]:
    """Turn what the operating system says about writing a directory file into a ``NavigatorError``."""
    try:
        yield
    except OSError as error:
        said = f"could not be saved: {error.strerror or 'the system refused'}. Nothing was lost."
        raise NavigatorError(f"The directory at {path} {_REFUSALS.get(error.errno, said)}") from error


def is_there(path: Path) -> bool:
    """Whether there is a file, also one that nobody may look at: opening it then says so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def open_file(path: Path, options: str, busy_timeout_s: float) -> sqlite3.Connection:
    """A connection to a file by path, in autocommit mode; ``options`` are those of SQLite's URIs, such as mode=ro."""
    uri = _uri(path, options)
    return sqlite3.connect(uri, uri=True, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False)


def _uri(path: Path, options: str) -> str:
    """A path as SQLite takes it: anything quoted that a URI gives a meaning to, and no host, which it refuses."""
    text = path.absolute().as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(os.fsencode(text), safe='/:')}?{options}"


def copy(source: sqlite3.Connection, target: sqlite3.Connection, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
    """Put all that one open file holds in place of what another holds, in one transaction, by SQLite's backup API.

    Whoever has the other open sees the old or the new, never a mixture. Waits so long for those who use either.
    """
    until = time.monotonic() + busy_timeout_s

    def waited(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() >= until:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = status
            raise error

    source.backup(target, progress=waited, sleep=_TRY_AGAIN_S)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A new name beside a file, for writing what is to become that file; whatever still bears it is removed after."""
    path = target.with_name(f"{target.name}.{os.urandom(4).hex()}{UNFINISHED}")
    try:
        path.touch(exist_ok=False)
        yield path
    finally:
        with suppress(OSError):
            path.unlink()


def copy_to(source: sqlite3.Connection, target: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
    """Copy an open directory to a new file that is whole from the moment it has its name.

    A target that another Navigator made in the meantime is left alone.
    """
    with unfinished(target) as path:
        with closing(sqlite3.connect(path)) as written:
            copy(source, written, busy_timeout_s)
        with suppress(FileExistsError):
            name(path, target)


def name(path: Path, target: Path) -> None:
    """Give a finished file its name; raises ``FileExistsError`` where another file has it."""
    try:
        target.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError as error:  # some disks know no hard links
        if is_there(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
        path.replace(target)
