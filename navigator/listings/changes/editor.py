"""Changing listings: each change in one transaction, with a line in the history, and undone as it was made.

The first change makes the user's own copy of the directory. Before listings are merged, several are changed at once
or a colleague's changes are taken over, that copy is backed up; what cannot be backed up is not changed.
Somebody else's change in the meantime is never written over: whoever comes second is told, and shown both.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from navigator.directory import Store
from navigator.directory.as_form import as_kept, form_of
from navigator.directory.fields import read_fields
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.listings.changes.guarding import guard
from navigator.listings.changes.history import (
    KINDS_OF_TEXT,
    Edition,
    Fields,
    Kind,
    changes_in,
    difference,
    edition,
    fields_of,
    listing_there,
)
from navigator.uncollected import uncollected

if TYPE_CHECKING:
    from sqlmodel import Session

    from navigator.directory.form import ListingForm


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and why: a role or initials, and a few words; both may be ""."""

    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One listing as somebody wants it; ``edition`` is the one they started from, None to change whatever is there."""

    form: "ListingForm"
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved as one: its number, by which it is undone, and the ids of the listings that changed."""

    batch: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """Some fields of one listing, as they must be now and as they are to become."""

    id: str
    before: Fields
    after: Fields


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the history to write; ``why`` is where it has another reason than what it was changed with."""

    service_id: str
    kind: Kind
    before: Fields
    after: Fields
    why: str = ""


class ConflictError(NavigatorError):
    """Somebody else changed the listing meanwhile: ``theirs`` is how it is now, ``yours`` what was not saved."""

    def __init__(self, theirs: "ListingForm", yours: "ListingForm") -> None:
        super().__init__(
            f"'{theirs.name}' was changed by somebody else while you were changing it. Nothing was saved: compare both."
        )
        self.theirs = theirs
        self.yours = yours


NOBODY: Final = Author()


class Editor:
    """Changes the listings of one store."""

    def __init__(self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Over a store; ``now`` is the moment that the history notes, with its zone."""
        self.store = store
        self.now = now

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A read-only connection to the directory as it is now."""
        return self.store.reading()

    def save(self, edits: Sequence[Edit], author: Author = NOBODY, kind: Kind = "edit") -> Saved | None:
        """Write listings in place of those with the same ids, all of them or none.

        Gives None where nothing would change. Raises ConflictError where another edition is there than one was started
        from, else NavigatorError.
        """
        from navigator.directory.write import replace_fields

        _once([edit.form.id for edit in edits])
        kept = [replace(edit, form=as_kept(edit.form)) for edit in edits]
        guard(self.store, len(kept), kind)
        with uncollected(), changing(self.store) as (session, connection):
            changed = [(edit, *delta) for edit in kept if any(delta := delta_of(connection, edit))]
            if not changed:
                return None
            replace_fields(session, {edit.form.id: after for edit, _, after in changed}, read_labels(connection))
            lines = [Record(edit.form.id, kind, before, after) for edit, before, after in changed]
            return note(connection, lines, author, self.now())

    def change(self, deltas: Sequence[Delta], author: Author = NOBODY) -> Saved | None:
        """Write some fields of many listings, all of them or none.

        Gives None where nothing would change. Raises NavigatorError where a listing is not as it must be before.
        """
        return self._change(deltas, author, "edit", "saved")

    def undo(self, batch: int, author: Author = NOBODY) -> Saved | None:
        """Take back what was changed as one, all of it or nothing; a check with the provider is never taken back.

        Raises NavigatorError where one of its listings was changed since.
        """
        with self.reading() as connection:
            changes = [change for change in changes_in(connection, batch) if change.kind in KINDS_OF_TEXT]
        if not changes:
            raise NavigatorError(f"There is no change {batch} to undo.")
        deltas = [Delta(change.service_id, change.after, change.before) for change in changes]
        return self._change(deltas, author, "undo", "undone")

    def _change(self, deltas: Sequence[Delta], author: Author, kind: Kind, done: str) -> Saved | None:
        from navigator.directory.rewrite import OutOfFormError
        from navigator.directory.write import replace_fields

        _once([delta.id for delta in deltas])
        guard(self.store, len(deltas), kind)
        names = frozenset({"name"}).union(*(delta.before.keys() | delta.after.keys() for delta in deltas))
        with uncollected(), changing(self.store) as (session, connection):
            there = read_fields(connection, [delta.id for delta in deltas], names)
            changed = []
            for delta in deltas:
                now = there.get(delta.id)
                if now is None:
                    raise NavigatorError(f"There is no listing '{delta.id}'.")
                if any(now[name] != value for name, value in delta.before.items()):
                    raise _changed_since(now, done)
                before, after = difference(now, delta.after)
                if after:
                    changed.append(Record(delta.id, kind, before, after))
            if not changed:
                return None
            try:
                replace_fields(session, {line.service_id: line.after for line in changed}, read_labels(connection))
            except OutOfFormError as error:
                raise _changed_since(there[error.service_id], done) from error
            return note(connection, changed, author, self.now())


@contextmanager
def changing(store: Store) -> "Iterator[tuple[Session, sqlite3.Connection]]":
    """A transaction on a store, and the connection below it: all of it happens or nothing does."""
    with store.change() as session:
        yield session, cast("sqlite3.Connection", session.connection().connection.driver_connection)


def note(connection: sqlite3.Connection, lines: Sequence[Record], author: Author, now: datetime) -> Saved:
    """Write lines of the history, as one batch, within the transaction that makes the changes."""
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM change").fetchone()
    at, by, why = now.astimezone(UTC).isoformat(timespec="seconds"), author.by or None, author.why or None
    connection.executemany(
        _INSERT,
        [
            (line.service_id, line.kind, at, by, line.why or why, last + 1, _json(line.before), _json(line.after))
            for line in lines
        ],
    )
    return Saved(last + 1, tuple(dict.fromkeys(line.service_id for line in lines)))


def _changed_since(listing: Fields, done: str) -> NavigatorError:
    return NavigatorError(f"'{listing['name']}' was changed since. Nothing was {done}.")


def _once(ids: Sequence[str]) -> None:
    """Raise NavigatorError for a listing that is there twice."""
    if len(set(ids)) < len(ids):
        twice = next(service_id for service_id in ids if ids.count(service_id) > 1)
        raise NavigatorError(f"There are two changes to '{twice}' at once. Make them one. Nothing was saved.")


def delta_of(connection: sqlite3.Connection, edit: Edit) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that an edit changes, as they are and as they become.

    Raises ConflictError where another edition is there than the edit was started from, and not what it makes.
    """
    now = form_of(listing_there(connection, edit.form.id))
    if edit.edition is not None and edition(connection, edit.form.id) != edit.edition and now != edit.form:
        raise ConflictError(now, edit.form)
    return difference(fields_of(now), fields_of(edit.form))


def _json(fields: Fields) -> str:
    return _ENCODER.encode(fields)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_INSERT: Final = """
INSERT INTO change (service_id, kind, made_at, made_by, why, batch, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
