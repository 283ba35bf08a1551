"""The index against the listings: what it should hold is derived from them once more, and put right where asked."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from navigator.directory.entry import FIELDS, entry_words, search_entry
from navigator.directory.examine import INDEXES
from navigator.directory.labels import read_labels
from navigator.directory.records import read_listing

_COLUMNS: Final = (*FIELDS, "codes", "fresh", "line")
_ENTRY: Final = f"SELECT {', '.join(_COLUMNS)} FROM search_entry WHERE key = ?"  # noqa: S608 - fixed names
_PUT: Final = (
    f"INSERT INTO search_entry (key, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)}) "  # noqa: S608 - fixed
    f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)


@dataclass(frozen=True, slots=True)
class Stale:
    """A listing whose entry in the index is not what follows from it; ``as_derived`` is what it should be."""

    key: int
    id: str
    as_derived: tuple[str, ...]


def stale_entries(connection: sqlite3.Connection) -> Iterator[Stale]:
    """The listings whose entries are not what follows from them, or that cannot be read at all."""
    from navigator.directory.as_form import form_of

    vocabulary = read_labels(connection)
    for key, service_id in connection.execute("SELECT key, id FROM service ORDER BY key").fetchall():
        held = connection.execute(_ENTRY, (key,)).fetchone()
        listing = read_listing(connection, service_id)
        if listing is None:
            yield Stale(key, service_id, ())
            continue
        entry = search_entry(form_of(listing), vocabulary)
        derived = tuple(entry[name] for name in _COLUMNS)
        if held != derived:
            yield Stale(key, service_id, derived)


def miscounted_words(connection: sqlite3.Connection) -> dict[str, int]:
    """The words whose number of services is not what the entries say, with the number that is."""
    counted = _counted(connection)
    held = dict(connection.execute("SELECT word, services FROM search_word WHERE services <> 0"))
    return {word: counted[word] for word in counted.keys() | held.keys() if counted[word] != held.get(word, 0)}


def reindex(connection: sqlite3.Connection) -> None:
    """Derive the whole index anew, inside the caller's transaction."""
    _rebuild(connection)
    connection.execute("DELETE FROM search_entry WHERE key NOT IN (SELECT key FROM service)")
    blank = ("",) * (len(_COLUMNS) - 1)
    missing = connection.execute("SELECT key FROM service WHERE key NOT IN (SELECT key FROM search_entry)").fetchall()
    connection.executemany(_PUT, ((key, *blank, "{}") for (key,) in missing))
    connection.executemany(_PUT, ((one.key, *one.as_derived) for one in list(stale_entries(connection))))
    _rebuild(connection)
    connection.executemany(
        "INSERT INTO search_word (word, services) VALUES (?, ?) "
        "ON CONFLICT (word) DO UPDATE SET services = excluded.services",
        sorted(miscounted_words(connection).items()),
    )
    connection.execute("DELETE FROM search_word WHERE services <= 0 AND NOT known")


def _rebuild(connection: sqlite3.Connection) -> None:
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - fixed names


def _counted(connection: sqlite3.Connection) -> Counter[str]:
    names = (*FIELDS, "codes")
    rows = connection.execute(f"SELECT {', '.join(names)} FROM search_entry")  # noqa: S608 - fixed names
    return Counter(word for row in rows for word in entry_words(dict(zip(names, row, strict=True))))
