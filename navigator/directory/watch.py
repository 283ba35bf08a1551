"""Noticing that a directory file was changed, replaced or taken away while it is open."""

import sqlite3
from pathlib import Path
from typing import Literal, TypeAlias

Seen: TypeAlias = Literal["same", "changed", "replaced", "gone"]


class Watch:
    """Looks after one open connection: whether what it reads is still what its path names.

    A sync tool does not write into a file, it puts another in its place: the connection then goes on reading the old
    one, and whoever writes over it writes into nothing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Over a connection that was just opened to the file of that path."""
        self._connection = connection
        self._path = path
        self._file = _identity(path)
        self._version = self._data_version()

    @property
    def edition(self) -> tuple[tuple[int, int] | None, int]:
        """What was there at the last look: another after each change, and of each file."""
        return self._file, self._version

    def look(self) -> Seen:
        """What became of the file since the last look.

        Changed by another connection, which this one reads from now on; or replaced by another file, or gone: open it
        again.
        """
        file = _identity(self._path)
        if file is None:
            return "gone"
        if file != self._file:
            return "replaced"
        version = self._data_version()
        changed, self._version = version != self._version, version
        return "changed" if changed else "same"

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from any other that bears its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
