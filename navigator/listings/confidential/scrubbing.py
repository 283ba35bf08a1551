"""Taking the whereabouts of confidential places out of an open directory: row, history and index.

Each works inside the caller's transaction on a connection that may write. What a place was before is found by itself,
so that what was cut short is finished by doing it again.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from navigator.directory.examine import INDEXES
from navigator.directory.fields import read_fields
from navigator.directory.labels import read_labels
from navigator.listings.confidential.hiding import Place, Secret, blanked, gone, hidden, without


def places_of(connection: sqlite3.Connection, service_id: str) -> list[Place]:
    """The places of a listing, none where it is not there."""
    found: list[Place] = read_fields(connection, [service_id], {"locations"}).get(service_id, {}).get("locations", [])
    return found


def hiding_services(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The ids of the listings with a confidential place."""
    return tuple(service_id for (service_id,) in connection.execute(_HIDING))


def told_of(connection: sqlite3.Connection, service_id: str, now: list[Place]) -> Secret:
    """What a directory tells of the places of a listing, that it may not where the listing has these ``now``."""
    return gone([places_of(connection, service_id), *_past_places(connection, service_id)], now)


def past_texts(connection: sqlite3.Connection, service_id: str) -> Iterator[tuple[str, str]]:
    """Every text of the history of a listing but its places, with where it stands."""
    for _, before, after, why in connection.execute(_LINES, (service_id,)):
        yield "why", why or ""
        for fields in (before, after):
            yield from ((name, value) for name, value in json.loads(fields).items() if name != "locations")


def hide_place(connection: sqlite3.Connection, service_id: str, places: list[Place]) -> None:
    """Write the places of a listing anew."""
    from navigator.directory.rewrite import rewrite

    rewrite(connection, {service_id: {"locations": places}}, read_labels(connection))


def hide_past(
    connection: sqlite3.Connection, service_id: str, secret: Secret, places: list[Place], *, blank: bool = False
) -> None:
    """Take out of the history what a listing with these places no longer tells; ``blank`` takes it out of texts too.

    Where the history of another listing has the same place, which it does not tell now either, it goes from there too.
    """
    now = {service_id: places}
    for key, service, *columns, why in connection.execute(_ALL_LINES).fetchall():
        mine = service == service_id
        if not mine and not any(_may_tell(secret, text) for text in columns):
            continue
        if service not in now:
            now[service] = places_of(connection, service)
        kept = [_scrubbed(json.loads(column), now[service], secret, mine=mine, blank=blank) for column in columns]
        said = secret.blanked(why) if why and mine and blank else why
        written = [json.dumps(fields, ensure_ascii=False, separators=(",", ":")) for fields in kept]
        if said != why or any(json.loads(old) != new for old, new in zip(columns, kept, strict=True)):
            connection.execute("UPDATE change SET before = ?, after = ?, why = ? WHERE key = ?", (*written, said, key))


def _scrubbed(fields: Mapping[str, Any], now: list[Place], secret: Secret, *, mine: bool, blank: bool) -> Any:
    kept = dict(fields)
    if isinstance(places := fields.get("locations"), list):
        kept["locations"] = hidden(places, now) if mine else without(places, secret.but(now))
    return blanked(kept, secret) if mine and blank else kept


def _may_tell(secret: Secret, text: str) -> bool:
    return secret.told_by(text.replace("\\n", " "))


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the indexes anew, so that they hold no word that no listing has; a word can be left in one after it went."""
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - fixed names


def write_clean(private: sqlite3.Connection, target: Path) -> None:
    """Write all that a database holds to a new file, without the pages it no longer uses, and to the disk at once.

    Without ``secure_delete``, what is unused within a page is whatever the memory held before.
    """
    private.execute("PRAGMA secure_delete = ON")
    forget_samples(private)
    private.execute("VACUUM INTO ?", (os.fspath(target),))
    with target.open("rb+") as opened:
        os.fsync(opened.fileno())


def forget_samples(connection: sqlite3.Connection) -> None:
    """Take away what SQLite noted of the values of columns, which may be coordinates."""
    for table in ("sqlite_stat1", "sqlite_stat4"):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
    connection.execute("ANALYZE")


def _past_places(connection: sqlite3.Connection, service_id: str) -> Iterator[list[Place]]:
    for _, before, after, _ in connection.execute(_LINES, (service_id,)):
        for text in (before, after):
            places = json.loads(text).get("locations")
            if isinstance(places, list):
                yield places


_HIDING: Final = """
SELECT DISTINCT s.id FROM location l JOIN service_at_location a ON a.location_key = l.key
JOIN service s ON s.key = a.service_key WHERE l.confidential ORDER BY s.id
"""
_LINES: Final = "SELECT key, before, after, why FROM change WHERE service_id = ? ORDER BY key"
_ALL_LINES: Final = "SELECT key, service_id, before, after, why FROM change ORDER BY key"
