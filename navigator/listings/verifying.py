"""Checking a listing with its provider: what was confirmed and how, tries that nobody answered, and taking both back.

To edit is not to check: nothing here changes what a listing says but whether it runs. The third try in a row that
nobody answers makes it unclear; asking a provider that says it runs makes an unclear one active again. Each is one
batch of the history, and searched and shown at once.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from navigator.directory import Store
from navigator.directory.as_form import form_of
from navigator.directory.labels import read_labels
from navigator.directory.records import Listing, read_listing
from navigator.errors import NavigatorError
from navigator.find.wording import listed, plain_date
from navigator.listings.editor import NOBODY, Author, Saved
from navigator.listings.found import Found, standing, tries
from navigator.listings.history import KINDS_OF_TEXT, Change, Fields, Kind, changes_in

if TYPE_CHECKING:
    from sqlmodel import Session

TRIES: Final = 3
"""How many tries in a row, since the last check, make a listing unclear when nobody answers."""


def verify(store: Store, service_id: str, found: Found, author: Author, on: date) -> Saved:
    """Note that a listing was checked with its provider on a day, without editing it.

    Raises NavigatorError where there is no such listing, nothing was confirmed, or the next check would be before this.
    """
    if not found.groups:
        raise NavigatorError("Nothing was confirmed, so there is nothing to note. Say what they confirmed.")
    if found.next_due is not None and found.next_due <= on:
        raise NavigatorError("The next check must be on a later day than this one.")
    with _changing(store) as (session, connection):
        listing, row = _listing(connection, service_id), _row(found, on)
        values = service_id, *row.values(), author.by or None
        key = connection.execute(_VERIFIED, values).lastrowid
        lines = [_Line(service_id, "verify", {}, {"key": key} | row, author.why)]
        if found.runs and listing.status == "unclear":
            lines.append(_set_status(session, listing, "active", "They said that it runs."))
        return _note(connection, lines, author)


def no_answer(store: Store, service_id: str, author: Author, on: date) -> Saved:
    """Note a try that nobody answered; the third in a row since the last check makes the listing unclear.

    A closed service stays closed. Raises NavigatorError where there is no such listing.
    """
    with _changing(store) as (session, connection):
        listing = _listing(connection, service_id)
        days = (*tries(connection, service_id).days, on.isoformat())
        lines = [_Line(service_id, "no-answer", {}, {"on": on.isoformat(), "try": len(days)}, author.why)]
        if len(days) >= TRIES and listing.status == "active":
            why = f"Nobody answered in {len(days)} tries: {listed([plain_date(day) for day in days], 'and')}."
            lines.append(_set_status(session, listing, "unclear", why))
        return _note(connection, lines, author)


def take_back(store: Store, batch: int, author: Author = NOBODY) -> Saved:
    """Take back checks and tries that were noted as one, and what followed from them, all of it or nothing.

    Raises NavigatorError where it was taken back already, or one of its listings was changed since. Whatever else was
    changed is undone by ``undoing``, which takes these too.
    """
    with _changing(store) as (session, connection):
        lines = [_taken_back(session, connection, change) for change in changes_in(connection, batch)]
        return _note(connection, lines, author)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the history to write."""

    service_id: str
    kind: Kind
    before: Fields
    after: Fields
    why: str


def _taken_back(session: "Session", connection: sqlite3.Connection, change: Change) -> _Line:
    """Take back one change of a batch; a check or a try leaves a line of its own kind, with nothing after it."""
    listing = _listing(connection, change.service_id)
    if change.kind in KINDS_OF_TEXT:
        if listing.status != change.after["status"]:
            raise NavigatorError(f"'{listing.name}' was changed since. Nothing was undone.")
        return _set_status(session, listing, change.before["status"], "", "undo")
    if change.key not in standing(connection, change.service_id):
        raise NavigatorError(f"This was taken back already: '{listing.name}'. Nothing was undone.")
    if change.kind == "verify":
        connection.execute("DELETE FROM verification WHERE key = ? AND checked_on = ?", _place_of(change))
    return _Line(change.service_id, change.kind, dict(change.after) | {"line": change.key}, {}, "")


def _place_of(change: Change) -> tuple[int, str]:
    return change.after["key"], change.after["checked_on"]


def _set_status(session: "Session", listing: Listing, status: str, why: str, kind: Kind = "edit") -> _Line:
    from navigator.directory.write import replace_listings

    form = form_of(listing).model_copy(update={"status": status})
    replace_listings(session, [form], read_labels(_connection(session)))
    return _Line(listing.id, kind, {"status": listing.status}, {"status": status}, why)


def _row(found: Found, on: date) -> dict[str, Any]:
    """A check as its table and the history hold it."""
    day = found.next_due
    told = asdict(found) | {"confirmed": " ".join(found.groups), "note": found.note.strip() or None}
    return {"checked_on": on.isoformat()} | told | {"next_due": day.isoformat() if day else None}


def _listing(connection: sqlite3.Connection, service_id: str) -> Listing:
    listing = read_listing(connection, service_id)
    if listing is None:
        raise NavigatorError(f"There is no listing '{service_id}'.")
    return listing


@contextmanager
def _changing(store: Store) -> "Iterator[tuple[Session, sqlite3.Connection]]":
    with store.change() as session:
        yield session, _connection(session)


def _connection(session: "Session") -> sqlite3.Connection:
    return cast("sqlite3.Connection", session.connection().connection.driver_connection)


def _note(connection: sqlite3.Connection, lines: Iterable[_Line], author: Author) -> Saved:
    """Write lines of the history, as one batch."""
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM change").fetchone()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    told = tuple(lines)
    for line in told:
        before, after = (json.dumps(fields, ensure_ascii=False) for fields in (line.before, line.after))
        why = line.why or author.why or None
        connection.execute(_NOTED, (line.service_id, line.kind, at, author.by or None, why, last + 1, before, after))
    return Saved(last + 1, tuple(dict.fromkeys(line.service_id for line in told)))


_VERIFIED: Final = """
INSERT INTO verification (service_key, checked_on, method, confirmed, note, next_due, made_by)
VALUES ((SELECT key FROM service WHERE id = ?), ?, ?, ?, ?, ?, ?)
"""
_NOTED: Final = """
INSERT INTO change (service_id, kind, made_at, made_by, why, batch, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
