"""Where the directory is and how it is opened: the shipped file in place, the user's own copy once they edit.

The shipped file is never written to. The first change makes a copy in the data folder, by SQLite's backup API, and
from then on that copy is the directory.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.directory.files import (
    BUSY_TIMEOUT_S,
    check_readable,
    copy_to,
    explained,
    is_directory,
    is_there,
    open_file,
    saved,
)
from navigator.directory.folder import Journal, journal_of
from navigator.directory.migrations import form_of, migrate, newest
from navigator.errors import NavigatorError
from navigator.resources import resource

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["BUSY_TIMEOUT_S", "FILE_NAME", "Store", "data_folder", "explained", "is_directory", "saved", "transaction"]

FILE_NAME: Final = "services.sqlite"


def data_folder() -> Path:
    """The folder for the user's own directory, by the custom of the operating system."""
    from platformdirs import user_data_path

    return user_data_path("Navigator", appauthor=False)


@dataclass(frozen=True, slots=True)
class Store:
    """A directory on disk: the shipped file, and the folder that holds the user's own copy if there is one.

    ``busy_timeout_s`` is how many seconds to wait for another program that is writing to the user's own copy. How that
    copy is written follows from what keeps its folder (``journal_of``), unless ``journal`` says it.
    """

    folder: Path
    shipped: Path
    busy_timeout_s: float = BUSY_TIMEOUT_S
    journal: Journal | None = None

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
        return self.own if is_there(self.own) else self.shipped

    def connect(self) -> sqlite3.Connection:
        """A read-only connection to the directory; raises ``NavigatorError`` where it cannot be read.

        What is read over it may still meet damage further into the file: read inside ``explained``.
        """
        path = self.path
        if not is_there(path):
            raise NavigatorError(f"There is no directory at {path}. Install Navigator again to put it back.")
        if self._is_shipped(path) or _is_sealed(path):
            return self._open(path, "mode=ro&immutable=1")
        self._bring_up_to_date()
        return self._open(path, "mode=ro")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection to the directory, closed after; damage met over it is told as ``connect`` tells it."""
        with explained(self.path), closing(self.connect()) as connection:
            yield connection

    @contextmanager
    def change(self) -> Iterator["Session"]:
        """A transaction on the user's own copy, made first if need be; all of it happens or nothing does.

        Before the first change of a day to what was there already, that is backed up.
        """
        from navigator.directory.backups import back_up_daily

        was_there = is_there(self.own)
        self._make_own()
        with transaction(self.own, self.busy_timeout_s) as session:
            if was_there:
                session.connection()  # from here on nobody else writes
                back_up_daily(self)
            yield session

    def _is_shipped(self, path: Path) -> bool:
        try:
            return path.samefile(self.shipped)
        except OSError:
            return path == self.shipped

    def _open(self, path: Path, options: str) -> sqlite3.Connection:
        with explained(path):
            connection = open_file(path, options, self.busy_timeout_s)
            try:
                check_readable(connection, path)
            except BaseException:
                connection.close()
                raise
        return connection

    def _make_own(self) -> None:
        """See that the user's own copy is there and in the newest form: a copy of the shipped directory at first."""
        if not is_there(self.own):
            with saved(self.own), explained(self.own), closing(self.connect()) as shipped:
                self.folder.mkdir(parents=True, exist_ok=True)
                copy_to(shipped, self.own, self.busy_timeout_s)
        if self._is_shipped(self.own):
            raise NavigatorError(
                f"{self.folder} holds the directory that ships with Navigator, which is never changed. "
                "Choose another folder with --data."
            )
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Apply missing migrations to the user's own copy, after a backup, and see that it has the right journal.

        Opening it for writing also undoes a change that was cut short, which a read-only connection may not.
        """
        with (
            saved(self.own),
            explained(self.own),
            closing(open_file(self.own, "mode=rw", self.busy_timeout_s)) as connection,
        ):
            if is_directory(connection) and form_of(connection) < newest():
                from navigator.directory.backups import back_up

                back_up(self, "before-update")
                migrate(connection)
            check_readable(connection, self.own)
            self._settle_journal(connection)

    def _settle_journal(self, connection: sqlite3.Connection) -> None:
        """Give the user's own copy the right journal; not now, where it is read-only or somebody else has it open."""
        journal = self.journal or journal_of(self.folder, data_folder())
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != journal:
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()


def _is_sealed(path: Path) -> bool:
    """Whether a file is read-only with its folder, and needs a log that can be made nowhere though nothing is in it."""
    if os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return False
    log = path.with_name(f"{path.name}-wal")
    with suppress(OSError), path.open("rb") as file:
        return file.read(_VERSION + 1)[_VERSION:] == _LOGGED and not (is_there(log) and log.stat().st_size)
    return False


_VERSION: Final = 18
"""Where in a SQLite file it stands how it is written to."""
_LOGGED: Final = b"\x02"


@contextmanager
def transaction(path: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Iterator["Session"]:
    """A session on a directory file that may be written to, in one transaction and with foreign keys on."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool
    from sqlmodel import Session

    def connect() -> sqlite3.Connection:
        connection = open_file(path, "mode=rw", busy_timeout_s)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with explained(path), Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()
