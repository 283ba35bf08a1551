"""A listing put back as it was before a change: a new change, through the same checks, that can be undone.

What must stay stays: its id, what was found on checking it, and whatever is confidential now. A link to a listing that
is gone stays as a name.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY, Author, Edit, Editor, Saved
from navigator.listings.changes.history import Edition, as_it_was, edition, fields_of, fields_there
from navigator.listings.confidential.hiding import count_hidden

if TYPE_CHECKING:
    from navigator.directory.form import ListingForm


@dataclass(frozen=True, slots=True)
class Version:
    """A listing as it would be restored, from which edition on, and the fields that stay as they are now."""

    form: "ListingForm"
    edition: Edition
    stays: tuple[str, ...]


def restore(editor: Editor, service_id: str, change: int, author: Author = NOBODY) -> Saved:
    """Put a listing back as it was just before a change.

    Raises NavigatorError where there is no such listing or change, where it is like that already, or where it may not
    be saved so; ConflictError where somebody changed it meanwhile.
    """
    with editor.reading() as connection:
        found = version(connection, service_id, change)
    saved = editor.save([Edit(found.form, found.edition)], author, "restore")
    if saved is None:
        raise NavigatorError(f"'{found.form.name}' is as it was then already. Nothing was changed.")
    return saved


def version(connection: sqlite3.Connection, service_id: str, change: int) -> Version:
    """What restoring would give, for showing it first; raises NavigatorError as ``restore`` does."""
    from navigator.directory.form import ListingForm

    was = fields_of(as_it_was(connection, service_id, change))
    now = fields_there(connection, service_id)
    stays = tuple(dict.fromkeys(_stays(connection, now, was)))
    fields = was | {name: now[name] for name in stays}
    _check(connection, now, fields)
    return Version(ListingForm.model_validate(fields), edition(connection, service_id), stays)


def _stays(connection: sqlite3.Connection, now: Mapping[str, Any], was: Mapping[str, Any]) -> Iterator[str]:
    """The fields that restoring leaves alone, so that no confidential address comes back."""
    from navigator.listings.form.reference import Reference
    from navigator.listings.form.whereabouts import place_problems

    hidden, hidden_then = (count_hidden(fields["locations"]) for fields in (now, was))
    if hidden < hidden_then:
        raise NavigatorError(
            f"A place of '{now['name']}' was confidential then and is not now. Mark it confidential first: that takes "
            "its address out of the history too."
        )
    if hidden:
        yield "locations"
        told = place_problems({**was, "locations": now["locations"]}, Reference.read(connection))
        yield from (problem.field for problem in told if problem.field in now)


def _check(connection: sqlite3.Connection, now: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Raise NavigatorError where it may not be saved so, and what forbids it does not hold of the listing now."""
    from navigator.listings.form.checking import check_fields
    from navigator.listings.form.reference import Reference

    reference = Reference.read(connection)
    there = {(problem.field, problem.says) for problem in check_fields(now, reference)}
    for problem in check_fields(fields, reference):
        if problem.blocks and (problem.field, problem.says) not in there:
            raise NavigatorError(f"It cannot be restored: {problem.field}. {problem.says}")
