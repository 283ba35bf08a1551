"""Every change to a listing, who made it, when and why, and the listing as it was at any time."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from navigator.directory.records import Listing, read_listing
from navigator.errors import NavigatorError

if TYPE_CHECKING:
    from navigator.directory.form import ListingForm

Kind = Literal["add", "edit", "verify", "no-answer", "merge", "restore", "undo", "update"]
Fields = Mapping[str, Any]
"""Fields of a listing's form by name, as JSON has them."""

Edition: TypeAlias = tuple[int, str]
"""The key of the last change to what a listing says, and when it was made.

The key alone would not do: in another file, or once a backup was put back, it may be that of another change.
"""
FIRST: Final[Edition] = (0, "")
"""That of a listing nobody has changed."""
KINDS_OF_TEXT: Final = frozenset({"add", "edit", "merge", "restore", "undo", "update"})
"""The kinds of change that change what a listing says."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the fields that changed, as they were and as they became.

    ``made_at`` is UTC in ISO form, to the second; ``by`` a role or initials, "" where nobody gave any; changes made as
    one have the same ``batch``. Of a check with the provider, ``after`` holds what was found.
    """

    key: int
    service_id: str
    kind: Kind
    made_at: str
    by: str
    why: str
    batch: int
    before: Fields
    after: Fields


def changes_of(connection: sqlite3.Connection, service_id: str) -> tuple[Change, ...]:
    """The changes to one listing, the newest first."""
    return tuple(_read(connection, "service_id = ?", (service_id,)))


def changes_in(connection: sqlite3.Connection, batch: int) -> tuple[Change, ...]:
    """The changes that were made as one, the newest first."""
    return tuple(_read(connection, "batch = ?", (batch,)))


def changes_since(connection: sqlite3.Connection, day: str) -> tuple[Change, ...]:
    """All changes from an ISO day on, the newest first."""
    return tuple(_read(connection, "made_at >= ?", (day,)))


def edition(connection: sqlite3.Connection, service_id: str) -> Edition:
    """Which edition of a listing the directory holds, by the last change to what it says."""
    marks = ",".join("?" * len(KINDS_OF_TEXT))
    sql = f"SELECT max(key), made_at FROM change WHERE service_id = ? AND kind IN ({marks})"  # noqa: S608 - marks only
    key, made_at = connection.execute(sql, (service_id, *sorted(KINDS_OF_TEXT))).fetchone()
    return (key, made_at) if key else FIRST


def listing_there(connection: sqlite3.Connection, service_id: str) -> Listing:
    """A listing as it is. Raises NavigatorError where there is none of that id."""
    listing = read_listing(connection, service_id)
    if listing is None:
        raise NavigatorError(f"There is no listing '{service_id}'.")
    return listing


def fields_there(connection: sqlite3.Connection, service_id: str) -> dict[str, Any]:
    """The fields of a listing as they are. Raises NavigatorError where there is none of that id."""
    from navigator.directory.as_form import form_of

    return fields_of(form_of(listing_there(connection, service_id)))


def as_it_was(connection: sqlite3.Connection, service_id: str, change: int) -> "ListingForm":
    """A listing as it was just before a change.

    Raises NavigatorError where there is no such listing, or no such change to it.
    """
    from navigator.directory.form import ListingForm

    fields = fields_there(connection, service_id)
    for one in changes_of(connection, service_id):
        if one.kind in KINDS_OF_TEXT:
            fields |= {name: value for name, value in one.before.items() if name in fields}
        if one.key == change:
            return ListingForm.model_validate(fields)
    raise NavigatorError(f"There is no change {change} to the listing '{service_id}'.")


def fields_of(form: "ListingForm") -> dict[str, Any]:
    """A listing's form as JSON has it, by field."""
    fields: dict[str, Any] = form.model_dump(mode="json")
    return fields


def difference(before: Fields, after: Fields) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they became."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _read(connection: sqlite3.Connection, which: str, values: Sequence[Any]) -> Iterator[Change]:
    for key, service_id, kind, made_at, by, why, batch, before, after in connection.execute(
        _CHANGES.format(which), values
    ):
        yield Change(key, service_id, kind, made_at, by, why, batch, json.loads(before), json.loads(after))


_CHANGES: Final = """
SELECT key, service_id, kind, made_at, coalesce(made_by, ''), coalesce(why, ''), batch, before, after
FROM change WHERE {} ORDER BY key DESC
"""
