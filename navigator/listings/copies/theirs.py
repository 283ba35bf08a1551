"""Opening a directory that came from somebody else: read with suspicion, and nothing in it is ever run.

The file must be whole and hold what a directory of its form holds and no more, so that no view, trigger or index of
another's making is met. An older one is brought up to date in a private copy; the file itself is never written to.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from navigator.directory.examine import private_copy
from navigator.directory.files import is_directory, open_file
from navigator.directory.migrations import form_of, migrate, newest
from navigator.errors import NavigatorError
from navigator.listings.care.made import lacks, strays

_LONGEST: Final = 5_000_000
"""Bytes of the longest row that is read."""
_FIRST: Final = 3
"""The first form of a directory that holds what search reads."""
_DAMAGED: Final = "{} is damaged, or is no directory of Navigator's. Ask for it again; nothing was changed."


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to another's directory, in the form that this program reads.

    Raises NavigatorError, also for what is met while reading: a file that is none, damaged, newer, or not as made.
    """
    try:
        if not path.is_file():
            raise NavigatorError(f"There is no file at {path}.")
        with closing(open_file(path, "mode=ro&immutable=1", 0)) as connection:
            _distrust(connection)
            _refuse(connection, path)
            if form_of(connection) == newest():
                yield connection
                return
            with private_copy(connection) as private:
                _distrust(private)
                migrate(private)
                yield private
    except (sqlite3.Error, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NavigatorError(_DAMAGED.format(path.name)) from error


def _distrust(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)


def _refuse(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NavigatorError unless the file is a whole directory of a form this program knows, and nothing else."""
    if not is_directory(connection):
        raise NavigatorError(f"{path.name} is not a Navigator directory. Choose another file; nothing was changed.")
    form = form_of(connection)
    if form > newest():
        raise NavigatorError(f"{path.name} was made by a newer Navigator. Update Navigator to open it.")
    if form < _FIRST or strays(connection, form) or lacks(connection, form):
        raise NavigatorError(
            f"{path.name} does not hold what a Navigator directory holds, so it was not opened. Ask for it again."
        )
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise NavigatorError(_DAMAGED.format(path.name))
