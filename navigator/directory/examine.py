"""Looking a directory file through: is it whole, does every key lead somewhere, does the index hold what it should."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final, Literal

from navigator.directory.files import BUSY_TIMEOUT_S, copy

INDEXES: Final = ("search_index", "name_index")
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong inside a directory file: its kind, and a sentence."""

    kind: Literal["damaged", "keys", "index"]
    what: str


@contextmanager
def private_copy(source: sqlite3.Connection, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Iterator[sqlite3.Connection]:
    """All that an open file holds, in a database of one's own that goes when closed.

    It can be looked through with any statement: nobody else waits for it, and what is read-only stays as it is.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as private:
        copy(source, private, busy_timeout_s)
        yield private


def faults(private: sqlite3.Connection) -> tuple[Fault, ...]:
    """What is wrong in a database of one's own (checking an index needs one that may be written to)."""
    try:
        return tuple(_faults(private))
    except sqlite3.DatabaseError as error:
        return (Fault("damaged", f"The file is damaged: {error}."),)


def _faults(private: sqlite3.Connection) -> Iterator[Fault]:
    damage = [said for (said,) in private.execute(f"PRAGMA integrity_check({_MOST})") if said != "ok"]
    if damage:
        yield Fault("damaged", f"The file is damaged: {'; '.join(damage)}.")
        return
    astray = private.execute("PRAGMA foreign_key_check").fetchall()
    if astray:
        tables = ", ".join(sorted({table for table, *_ in astray}))
        yield Fault("keys", f"{len(astray)} rows name others that are not there (in {tables}).")
    if not _has(private, "search_entry"):
        return
    for sql, says in _COUNTS.items():
        (count,) = private.execute(sql).fetchone()
        if count:
            yield Fault("index", says.format(count))
    for index in INDEXES:
        try:
            private.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - fixed
        except sqlite3.DatabaseError:
            yield Fault("index", f"The index for searching ({index}) does not agree with the listings.")


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


_COUNTS: Final = {
    "SELECT count(*) FROM service WHERE key NOT IN (SELECT key FROM search_entry)": "{} listings are not in the index.",
    "SELECT count(*) FROM search_entry WHERE key NOT IN (SELECT key FROM service)": "{} rows of the index are astray.",
}
"""Questions whose answer is none, and what else is said."""
