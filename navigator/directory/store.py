"""Where the directory is and how it is opened: the shipped file in place, the user's own copy once they edit.

The shipped file is never written to. The first change makes a copy in the data folder, by SQLite's backup API, and
from then on that copy is the directory.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from navigator.directory.migrations import APPLICATION_ID, form_of, migrate, newest, refuse_newer
from navigator.errors import NavigatorError
from navigator.resources import resource

if TYPE_CHECKING:
    from sqlmodel import Session

BUSY_TIMEOUT_S: Final = 5.0
FILE_NAME: Final = "services.sqlite"


def data_folder() -> Path:
    """The folder for the user's own directory, by the custom of the operating system."""
    from platformdirs import user_data_path

    return user_data_path("Navigator", appauthor=False)


@dataclass(frozen=True, slots=True)
class Store:
    """A directory on disk: the shipped file, and the folder that holds the user's own copy if there is one.

    ``busy_timeout_s`` is how many seconds to wait for another program that is writing to the user's own copy.
    """

    folder: Path
    shipped: Path
    busy_timeout_s: float = BUSY_TIMEOUT_S

    @classmethod
    def open(cls, folder: Path | None = None) -> "Store":
        """The store of a data folder (the user's usual one by default), over the shipped directory."""
        return cls(folder or data_folder(), resource(FILE_NAME))

    @property
    def own(self) -> Path:
        """Where the user's own copy is, or would be."""
        return self.folder / FILE_NAME

    @property
    def path(self) -> Path:
        """The file that is the directory now."""
        return self.own if _is_there(self.own) else self.shipped

    def connect(self) -> sqlite3.Connection:
        """A read-only connection to the directory; raises ``NavigatorError`` where it cannot be read.

        What is read over it may still meet damage further into the file: read inside ``explained``.
        """
        path = self.path
        if not _is_there(path):
            raise NavigatorError(f"There is no directory at {path}. Install Navigator again to put it back.")
        if self._is_shipped(path):
            return self._open(path, "mode=ro&immutable=1")
        self._bring_up_to_date()
        return self._open(path, "mode=ro")

    @contextmanager
    def change(self) -> Iterator["Session"]:
        """A transaction on the user's own copy, made first if need be; all of it happens or nothing does."""
        self._make_own()
        with transaction(self.own, self.busy_timeout_s) as session:
            yield session

    def _is_shipped(self, path: Path) -> bool:
        try:
            return path.samefile(self.shipped)
        except OSError:
            return path == self.shipped

    def _open(self, path: Path, options: str) -> sqlite3.Connection:
        with explained(path):
            connection = _sqlite(path, options, self.busy_timeout_s)
            try:
                check_readable(connection, path)
            except BaseException:
                connection.close()
                raise
        return connection

    def _make_own(self) -> None:
        """See that the user's own copy is there and in the newest form: a copy of the shipped directory at first."""
        if not _is_there(self.own):
            with saved(self.own), explained(self.own), closing(self.connect()) as shipped:
                self.folder.mkdir(parents=True, exist_ok=True)
                _copy(shipped, self.own, replace=False)
        if self._is_shipped(self.own):
            raise NavigatorError(
                f"{self.folder} holds the directory that ships with Navigator, which is never changed. "
                "Choose another folder with --data."
            )
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Apply missing migrations to the user's own copy, after setting a backup beside it.

        Opening it for writing also undoes a change that was cut short, which a read-only connection may not.
        """
        with (
            saved(self.own),
            explained(self.own),
            closing(_sqlite(self.own, "mode=rw", self.busy_timeout_s)) as connection,
        ):
            if is_directory(connection) and form_of(connection) < newest():
                _copy(connection, self.own.with_suffix(".before-update"), replace=True)
                migrate(connection)
            check_readable(connection, self.own)


@contextmanager
def transaction(path: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Iterator["Session"]:
    """A session on a directory file that may be written to, in one transaction and with foreign keys on."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool
    from sqlmodel import Session

    def connect() -> sqlite3.Connection:
        connection = _sqlite(path, "mode=rw", busy_timeout_s)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with explained(path), Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


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


def _is_there(path: Path) -> bool:
    """Whether there is a file, also one that nobody may look at: opening it then says so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _sqlite(path: Path, options: str, busy_timeout_s: float) -> sqlite3.Connection:
    uri = _uri(path, options)
    return sqlite3.connect(uri, uri=True, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False)


def _uri(path: Path, options: str) -> str:
    """A path as SQLite takes it: anything quoted that a URI gives a meaning to, and no host, which it refuses."""
    text = path.absolute().as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote(os.fsencode(text), safe='/:')}?{options}"


def _copy(source: sqlite3.Connection, target: Path, *, replace: bool) -> None:
    """Copy an open directory to a file that is whole from the moment it has its name.

    Without ``replace``, a target that another Navigator made in the meantime is left alone.
    """
    unfinished = target.with_name(f"{target.name}.{os.urandom(4).hex()}.new")
    try:
        unfinished.touch(exist_ok=False)
        with closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
        if replace:
            unfinished.replace(target)
        else:
            _name(unfinished, target)
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _name(unfinished: Path, target: Path) -> None:
    try:
        target.hardlink_to(unfinished)
    except FileExistsError:
        return
    except OSError:  # some disks know no hard links
        unfinished.replace(target)
