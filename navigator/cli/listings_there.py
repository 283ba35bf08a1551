"""What the ``listings`` commands have in common: the listing meant, who makes a change, and how to undo it."""

import argparse
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from navigator.directory import Listing, Store, read_listing
from navigator.errors import NavigatorError
from navigator.find.nearest import nearest, offer
from navigator.listings.checks.due_days import Report, reports_of

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Author, Saved
    from navigator.listings.form.reference import Reference
    from navigator.listings.past.saying import Line
    from navigator.refer.experience import Experience

_MOST_OFFERED: Final = 3


def listing_of(connection: sqlite3.Connection, service_id: str) -> Listing:
    """The listing with an id. Raises ``NavigatorError``, with the likeliest ids, if there is none."""
    listing = read_listing(connection, service_id)
    if listing is None:
        raise NavigatorError(no_such(connection, service_id))
    return listing


def no_such(connection: sqlite3.Connection, service_id: str) -> str:
    """That there is no listing with an id, and which may be meant."""
    ids = [found for (found,) in connection.execute("SELECT id FROM service ORDER BY id")]
    return f"There is no listing '{service_id}'.{offer(nearest(service_id, ids, _MOST_OFFERED))}"


def author_of(options: argparse.Namespace) -> "Author":
    """Who makes a change, and why, as far as they said."""
    from navigator.listings.changes.editor import Author

    return Author(options.by.strip(), options.why.strip())


def undo_lines(saved: "Saved | None") -> list[str]:
    """How to take back what was saved."""
    return [] if saved is None else ["", "To undo this:", f"    navigator listings edit --undo {saved.batch}"]


def to_add_too(reference: "Reference") -> str:
    """How to add an organisation that is not in the directory yet."""
    return f"To add an organisation too, give --kind: {', '.join(reference.codes('organization-kind'))}."


def batch_of(saved: "Saved | None") -> int | None:
    """The number by which what was saved is undone."""
    return None if saved is None else saved.batch


def changes(lines: Iterable["Line"]) -> list[dict[str, Any]]:
    """Lines of what changed, for a JSON document."""
    return [asdict(line) | {"says": line.says} for line in lines]


def reported(store: Store, today: date) -> Mapping[str, Report]:
    """What workers met, by the id of the service."""
    return reports_of(experience_of(store), today)


def experience_of(store: Store) -> "Experience":
    """The user's own file of outcomes and tips."""
    from navigator.refer.experience import Experience

    return Experience(store.folder)
