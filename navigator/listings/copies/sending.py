"""A copy of the directory for a colleague: one file, with its history, and nothing that is this computer's own.

It holds the listings, what was found on checking them, every change to them, and the tips that may be sent on. Where
other copies went is left out, and so is whatever a place that is confidential ever told of where it is.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from navigator.directory import Store
from navigator.directory.backups import folder_of
from navigator.directory.examine import faults, private_copy
from navigator.directory.files import explained, is_there, open_file, saved, unfinished
from navigator.directory.migrations import newest
from navigator.errors import NavigatorError
from navigator.listings.care.made import TIPS, TIPS_TABLE, drop_strays, lacks
from navigator.listings.confidential.hiding import Secret
from navigator.listings.confidential.scrubbing import (
    hide_past,
    hiding_services,
    places_of,
    rebuild_index,
    told_of,
    write_clean,
)

COPIED: Final = "copied"
"""The fact of a directory that it is a copy for a colleague: the ISO day it was made."""
_FACTS: Final = ("compiled", "geography", COPIED)
"""What a directory may say of itself in a copy."""


class SharedTip(Protocol):
    """A tip that may be sent on: its words, and the day it was left."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def day(self) -> date:
        """When it was left."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A copy that was made: where it is, its size in bytes, and how many listings and tips it holds."""

    path: Path
    size: int
    listings: int
    tips: int


def send_copy(store: Store, path: Path, tips: Mapping[str, Iterable[SharedTip]], on: date) -> Sent:
    """Write a copy of the directory for a colleague, in place of a file of that name, whole or not at all.

    ``tips`` are those that may be sent on, by the id of their listing. The user's own directory remembers the copy; the
    shipped one does not. Raises NavigatorError where it cannot be written, or would tell a confidential address.
    """
    _refuse_place(store, path)
    with explained(store.path), closing(store.connect()) as source, private_copy(source) as private:
        secret, who = _strip(private, on)
        told = _put_tips(private, tips)
        (listings,) = private.execute("SELECT count(*) FROM service").fetchone()
        with saved(path), unfinished(path) as written:
            write_clean(private, written)
            _verify(written, secret, who)
            written.replace(path)
    _remember(store, path, on)
    return Sent(path, path.stat().st_size, listings, told)


def _refuse_place(store: Store, path: Path) -> None:
    """Raise NavigatorError for a file that is not to be written over, or a folder where a copy is taken for ours."""
    whole = path.resolve()
    own = [folder.resolve() for folder in (store.folder, folder_of(store))]
    if whole.parent in own or whole == store.shipped.resolve():
        raise NavigatorError(f"{path} is among Navigator's own files. Choose another folder for the copy.")
    if path.exists() and not path.is_file():
        raise NavigatorError(f"{path} cannot be written: it is a folder. Give the copy a name.")


def _strip(private: sqlite3.Connection, on: date) -> tuple[Secret, tuple[str, ...]]:
    """Leave out what is this computer's own, and what may not be told; gives that, and whose it is."""
    drop_strays(private, newest())
    if lacks(private, newest()):
        raise NavigatorError("No copy could be made: the directory is not as Navigator makes it. Run: navigator doctor")
    private.execute("BEGIN")
    private.execute("DELETE FROM sent_copy")
    private.execute(f"DELETE FROM directory_fact WHERE name NOT IN ({','.join('?' * len(_FACTS))})", _FACTS)  # noqa: S608
    private.execute("INSERT OR REPLACE INTO directory_fact VALUES (?, ?)", (COPIED, on.isoformat()))
    who = hiding_services(private)
    secret = Secret()
    for service_id in who:
        places = places_of(private, service_id)
        found = told_of(private, service_id, places)
        hide_past(private, service_id, found, places)
        secret |= found
    rebuild_index(private)
    private.execute("COMMIT")
    return secret, who


def _put_tips(private: sqlite3.Connection, tips: Mapping[str, Iterable[SharedTip]]) -> int:
    private.execute(f"DROP TABLE IF EXISTS {TIPS}")
    private.execute(TIPS_TABLE)
    rows = sorted((service, tip.text, tip.day.isoformat()) for service, some in tips.items() for tip in some)
    private.executemany(f"INSERT INTO {TIPS} VALUES (?, ?, ?)", rows)  # noqa: S608 - a fixed name
    return len(rows)


def _verify(path: Path, secret: Secret, who: tuple[str, ...]) -> None:
    """Open what was written, look it through, and search its bytes."""
    with closing(open_file(path, "mode=ro&immutable=1", 0)) as written:
        with private_copy(written) as content:
            if wrong := faults(content):
                raise NavigatorError(f"No copy could be made. {wrong[0].what} Run: navigator doctor")
        untold = secret.but(_others(written, who)).sure()
        names = dict(written.execute("SELECT id, name FROM service"))
        telling = _telling(written, untold)
    if telling:
        raise NavigatorError(
            f"No copy was made: it would tell an address that is confidential, in '{names.get(telling, telling)}'. "
            "Purge that address from its listing first."
        )
    if untold and untold.in_bytes(path.read_bytes()):
        raise NavigatorError("No copy was made: it would tell an address that is confidential. Run: navigator doctor")


def _others(connection: sqlite3.Connection, who: tuple[str, ...]) -> Iterator[dict[str, str | None]]:
    """What listings without a confidential place tell openly."""
    for address, code in connection.execute(_OPEN, (json.dumps(who),)):
        yield {"address_1": address, "postal_code": code}


def _telling(connection: sqlite3.Connection, secret: Secret) -> str:
    """The id of a listing that tells the secret, "" for none."""
    if secret:
        for service_id, *said in connection.execute(_SAID):
            if any(secret.told_by(text) for text in said if text):
                return str(service_id)
    return ""


def _remember(store: Store, path: Path, on: date) -> None:
    if is_there(store.own):
        with store.change() as session:
            row = on.isoformat(), path.name
            session.connection().exec_driver_sql("INSERT INTO sent_copy (sent_at, name) VALUES (?, ?)", row)


_OPEN: Final = """
SELECT address_1, postal_code FROM address WHERE location_key NOT IN (
  SELECT location_key FROM service_at_location a JOIN service s ON s.key = a.service_key
  WHERE s.id IN (SELECT value FROM json_each(?)))
"""
_SAID: Final = """
SELECT s.id, s.description, s.application_process, e.also, e.description, e.details, e.place FROM service s
JOIN search_entry e ON e.key = s.key
UNION ALL SELECT service_id, before, after, why, NULL, NULL, NULL FROM change
UNION ALL SELECT service_id, text, NULL, NULL, NULL, NULL, NULL FROM shared_tip
UNION ALL SELECT s.id, v.note, NULL, NULL, NULL, NULL, NULL FROM verification v JOIN service s ON s.key = v.service_key
"""
"""Every text of a listing that may tell where one of its places is, with the listing's id."""
