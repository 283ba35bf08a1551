"""Checking a listing with its provider: what was confirmed and how, tries that nobody answered, and taking both back.

To edit is not to check: nothing here changes what a listing says but whether it runs. The third try in a row that
nobody answers makes it unclear; asking a provider that says it runs makes an unclear one active again. Each is one
batch of the history, and searched and shown at once.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from navigator.directory import Store
from navigator.directory.as_form import form_of
from navigator.directory.labels import read_labels
from navigator.directory.records import Listing
from navigator.errors import NavigatorError
from navigator.find.wording import listed, plain_date
from navigator.listings.changes.editor import NOBODY, Author, Record, Saved, changing, note
from navigator.listings.changes.history import KINDS_OF_TEXT, Change, Kind, changes_in, listing_there
from navigator.listings.checks.found import TRIES, Found, standing, tries
from navigator.listings.checks.rows import remove_check, write_check
from navigator.listings.checks.settling import unsettle

if TYPE_CHECKING:
    from sqlmodel import Session


def verify(store: Store, service_id: str, found: Found, author: Author, on: date) -> Saved:
    """Note that a listing was checked with its provider on a day, without editing it.

    Raises NavigatorError where there is no such listing, nothing was confirmed, or the next check would be before this.
    """
    if not found.groups:
        raise NavigatorError("Nothing was confirmed, so there is nothing to note. Say what they confirmed.")
    if found.next_due is not None and found.next_due <= on:
        raise NavigatorError("The next check must be on a later day than this one.")
    with changing(store) as (session, connection):
        listing, row = listing_there(connection, service_id), _row(found, on)
        lines = [Record(service_id, "verify", {}, write_check(connection, service_id, row, author.by), author.why)]
        if found.runs and listing.status == "unclear":
            lines.append(_set_status((session, connection), listing, "active", "They said that it runs."))
        return note(connection, lines, author, datetime.now(UTC))


def no_answer(store: Store, service_id: str, author: Author, on: date) -> Saved:
    """Note a try that nobody answered; the third in a row since the last check makes the listing unclear.

    A closed service stays closed. Raises NavigatorError where there is no such listing.
    """
    return no_answers(store, (service_id,), author, on)


def no_answers(store: Store, service_ids: Sequence[str], author: Author, on: date) -> Saved:
    """Note, as one, a try that nobody answered for each of the services that one call was to cover."""
    with changing(store) as (session, connection):
        lines = [line for one in service_ids for line in _tried(session, connection, one, (author, on))]
        return note(connection, lines, author, datetime.now(UTC))


def take_back(store: Store, batch: int, author: Author = NOBODY) -> Saved:
    """Take back checks and tries that were noted as one, and what followed from them, all of it or nothing.

    What a check settled is reported wrong again. Raises NavigatorError where it was taken back already, or one of its
    listings was changed since. Whatever else was changed is undone by ``undoing``, which takes these too.
    """
    with changing(store) as (session, connection):
        changes = changes_in(connection, batch)
        lines = [_taken_back(session, connection, change) for change in changes]
        saved = note(connection, lines, author, datetime.now(UTC))
        unsettle(store, changes)
        return saved


def _tried(
    session: "Session", connection: sqlite3.Connection, service_id: str, noted: tuple[Author, date]
) -> Iterator[Record]:
    author, on = noted
    listing = listing_there(connection, service_id)
    days = (*tries(connection, service_id).days, on.isoformat())
    yield Record(service_id, "no-answer", {}, {"on": on.isoformat(), "try": len(days)}, author.why)
    if len(days) >= TRIES and listing.status == "active":
        why = f"Nobody answered in {len(days)} tries: {listed([plain_date(day) for day in days], 'and')}."
        yield _set_status((session, connection), listing, "unclear", why)


def _taken_back(session: "Session", connection: sqlite3.Connection, change: Change) -> Record:
    """Take back one change of a batch; a check or a try leaves a line of its own kind, with nothing after it."""
    listing = listing_there(connection, change.service_id)
    if change.kind in KINDS_OF_TEXT:
        if listing.status != change.after["status"]:
            raise NavigatorError(f"'{listing.name}' was changed since. Nothing was undone.")
        return _set_status((session, connection), listing, change.before["status"], "", "undo")
    if change.key not in standing(connection, change.service_id):
        raise NavigatorError(f"This was taken back already: '{listing.name}'. Nothing was undone.")
    if change.kind == "verify":
        remove_check(connection, change.after)
    return Record(change.service_id, change.kind, dict(change.after) | {"line": change.key}, {}, "")


def _set_status(
    under: "tuple[Session, sqlite3.Connection]", listing: Listing, status: str, why: str, kind: Kind = "edit"
) -> Record:
    from navigator.directory.write import replace_listings

    session, connection = under
    form = form_of(listing).model_copy(update={"status": status})
    replace_listings(session, [form], read_labels(connection))
    return Record(listing.id, kind, {"status": listing.status}, {"status": status}, why)


def _row(found: Found, on: date) -> dict[str, Any]:
    """A check as its table and the history hold it."""
    day = found.next_due
    told = asdict(found) | {"confirmed": " ".join(found.groups), "note": found.note.strip() or None}
    return {"checked_on": on.isoformat()} | told | {"next_due": day.isoformat() if day else None}
