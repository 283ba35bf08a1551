"""Changing listings: each change in one transaction, with a line in the history, and undone as it was made.

The first change makes the user's own copy of the directory. Somebody else's change in the meantime is never written
over: whoever comes second is told, and shown both.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from navigator.directory import Store
from navigator.directory.as_form import form_of
from navigator.directory.labels import read_labels
from navigator.directory.records import read_listing
from navigator.errors import NavigatorError
from navigator.listings.history import Fields, Kind, changes_in, difference, edition, fields_of

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
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved as one: its number, by which it is undone, and the ids of the listings that changed."""

    batch: int
    ids: tuple[str, ...]


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
        self._store = store
        self._now = now

    def save(self, edits: Sequence[Edit], author: Author = NOBODY, kind: Kind = "edit") -> Saved | None:
        """Write listings in place of those with the same ids, all of them or none.

        Gives None where nothing would change. Raises ConflictError where another edition is there than one was started
        from, else NavigatorError.
        """
        from navigator.directory.write import replace_listings

        with self._changing() as (session, connection):
            changed = [(edit, *delta) for edit in edits if any(delta := _delta(connection, edit))]
            if not changed:
                return None
            replace_listings(session, (edit.form for edit, _, _ in changed), read_labels(connection))
            rows = ((edit.form.id, before, after) for edit, before, after in changed)
            return self._note(connection, rows, author, kind)

    def undo(self, batch: int, author: Author = NOBODY) -> Saved | None:
        """Take back what was changed as one, all of it or nothing.

        Raises NavigatorError where one of its listings was changed since.
        """
        from navigator.directory.form import ListingForm

        with self._reading() as connection:
            changes = changes_in(connection, batch)
            edits = []
            for change in changes:
                fields = fields_of(_form(connection, change.service_id))
                if any(fields[name] != value for name, value in change.after.items()):
                    raise NavigatorError(f"'{fields['name']}' was changed since. Nothing was undone.")
                form = ListingForm.model_validate(fields | dict(change.before))
                edits.append(Edit(form, edition(connection, change.service_id)))
        if not edits:
            raise NavigatorError(f"There is no change {batch} to undo.")
        return self.save(edits, author, "undo")

    def _note(
        self, connection: sqlite3.Connection, changed: Iterable[tuple[str, Fields, Fields]], author: Author, kind: Kind
    ) -> Saved:
        """Write lines of the history, as one batch."""
        (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM change").fetchone()
        at = self._now().astimezone(UTC).isoformat(timespec="seconds")
        rows = [
            (service_id, kind, at, author.by or None, author.why or None, last + 1, _json(before), _json(after))
            for service_id, before, after in changed
        ]
        connection.executemany(_INSERT, rows)
        return Saved(last + 1, tuple(row[0] for row in rows))

    @contextmanager
    def _changing(self) -> "Iterator[tuple[Session, sqlite3.Connection]]":
        with self._store.change() as session:
            yield session, cast("sqlite3.Connection", session.connection().connection.driver_connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = self._store.connect()
        try:
            yield connection
        finally:
            connection.close()


def _form(connection: sqlite3.Connection, service_id: str) -> "ListingForm":
    listing = read_listing(connection, service_id)
    if listing is None:
        raise NavigatorError(f"There is no listing '{service_id}'.")
    return form_of(listing)


def _delta(connection: sqlite3.Connection, edit: Edit) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that an edit changes, as they are and as they become."""
    now = _form(connection, edit.form.id)
    if edit.edition is not None and edition(connection, edit.form.id) != edit.edition and now != edit.form:
        raise ConflictError(now, edit.form)
    return difference(fields_of(now), fields_of(edit.form))


def _json(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


_INSERT: Final = """
INSERT INTO change (service_id, kind, made_at, made_by, why, batch, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
