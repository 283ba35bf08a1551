"""Where the directory is and how it is opened: the shipped file in place, the user's own copy once they edit.

The shipped file is never written to. The first change makes a copy in the data folder, by SQLite's backup API, and
from then on that copy is the directory.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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
    """A directory on disk: the shipped file, and the folder that holds the user's own copy if there is one."""

    folder: Path
    shipped: Path

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
        return self.own if self.own.exists() else self.shipped

    def connect(self) -> sqlite3.Connection:
        """A read-only connection to the directory; raises ``NavigatorError`` where it cannot be read."""
        path = self.path
        if not path.exists():
            raise NavigatorError(f"There is no directory at {path}. Install Navigator again to put it back.")
        if path == self.own:
            self._bring_up_to_date()
        uri = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if path == self.shipped else ''}"
        with explained(path):
            connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
            try:
                check_readable(connection, path)
            except BaseException:
                connection.close()
                raise
        return connection

    @contextmanager
    def change(self) -> Iterator["Session"]:
        """A transaction on the user's own copy, made first if need be; all of it happens or nothing does."""
        from sqlalchemy import event
        from sqlalchemy.pool import NullPool
        from sqlmodel import Session, create_engine

        self._make_own()
        engine = create_engine(
            f"sqlite:///{self.own.as_posix()}",
            poolclass=NullPool,
            connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None},
        )
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        try:
            with explained(self.own), Session(engine) as session, session.begin():
                yield session
        finally:
            engine.dispose()

    def _make_own(self) -> None:
        """Copy the shipped directory beside its final name, bring it up to date, and only then give it that name."""
        if self.own.exists():
            self._bring_up_to_date()
            return
        unfinished = self.own.with_suffix(".new")
        with explained(self.own):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                unfinished.unlink(missing_ok=True)
                with closing(self.connect()) as shipped, closing(sqlite3.connect(unfinished)) as copy:
                    shipped.backup(copy)
                unfinished.replace(self.own)
            finally:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Apply missing migrations to the user's own copy, after setting a backup beside it."""
        uri = f"{self.own.resolve().as_uri()}?mode="
        with explained(self.own):
            with closing(sqlite3.connect(uri + "ro", uri=True, timeout=BUSY_TIMEOUT_S)) as connection:
                if form_of(connection) >= newest() or not is_directory(connection):
                    return
            options: dict[str, Any] = {"uri": True, "timeout": BUSY_TIMEOUT_S, "isolation_level": None}
            with (
                closing(sqlite3.connect(uri + "rw", **options)) as connection,
                closing(sqlite3.connect(self.own.with_suffix(".before-update"))) as copy,
            ):
                connection.backup(copy)
                migrate(connection)


def is_directory(connection: sqlite3.Connection) -> bool:
    """Whether the open SQLite file bears a directory's mark."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def check_readable(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``NavigatorError`` unless the open file is a directory in the form this program reads."""
    if not is_directory(connection):
        raise NavigatorError(
            f"{path} is not a Navigator directory. Move it away to use the one that ships with Navigator."
        )
    refuse_newer(connection)
    if form_of(connection) < newest():
        raise NavigatorError(f"{path} was made by an older Navigator. Install Navigator again to put it right.")
    connection.execute("SELECT count(*) FROM search_entry").fetchone()


_CAUSES: Final = (
    ("locked", "is in use by another program. Close that program, or wait a moment, and try again."),
    ("readonly", "cannot be changed: the file or its folder is read-only. Choose another folder with --data."),
    ("full", "could not be saved: the disk is full. Free some space and try again; nothing was lost."),
    ("unable to open", "cannot be opened. Check that the file and its folder may be read."),
    ("malformed", "is damaged. Move it away to use the directory that ships with Navigator, or restore a backup."),
    ("not a database", "is damaged. Move it away to use the directory that ships with Navigator, or restore a backup."),
    ("disk i/o", "could not be read or written: the disk reports an error. Check the disk, then try again."),
    ("no such table", "is damaged. Move it away to use the directory that ships with Navigator, or restore a backup."),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the operating system says about a directory file into a sentence a person can act on."""
    try:
        yield
    except NavigatorError:
        raise
    except OSError as error:
        reason = "the disk is full" if error.errno == 28 else (error.strerror or "the system refused")
        raise NavigatorError(f"The directory at {path} could not be saved: {reason}. Nothing was lost.") from error
    except Exception as error:
        cause = error if isinstance(error, sqlite3.Error) else getattr(error, "orig", None)
        if not isinstance(cause, sqlite3.OperationalError | sqlite3.DatabaseError):
            raise
        said = str(cause).casefold()
        why = next((words for mark, words in _CAUSES if mark in said), None)
        if why is None:
            raise
        raise NavigatorError(f"The directory at {path} {why}") from error
