"""Merging two listings of one service, because somebody said so: one change, undone as one.

The listing that stays takes the better fact of each field with its source. The other is closed and stays findable by
its name, with a link to the one that took its place; what was found on checking it stays with it. Links of other
listings to it point to the one that stays.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from navigator.directory import Listing, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.form import ListingForm
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY, Author, Edit, Editor, Saved
from navigator.listings.changes.history import edition, fields_of, listing_there
from navigator.listings.facts import FIELDS, REPLACED_BY, hides_a_place
from navigator.listings.twins.comparing import Choice, compare
from navigator.listings.twins.uniting import united


def merge(
    editor: Editor,
    keep_id: str,
    drop_id: str,
    choices: Mapping[str, Choice] | None = None,
    author: Author = NOBODY,
) -> Saved:
    """Merge one listing into another; ``choices`` say by field whose fact to take, else the better one is taken.

    Raises NavigatorError where either is not there or was merged before, for a field or a choice that there is not, or
    where a confidential address might come out; ConflictError where one was changed meanwhile.
    """
    with editor.reading() as connection:
        edits = plan(connection, keep_id, drop_id, choices or {})
    saved = editor.save(edits, author, "merge")
    if saved is None:
        raise NavigatorError("There is nothing to merge.")
    return saved


def plan(connection: sqlite3.Connection, keep_id: str, drop_id: str, choices: Mapping[str, Choice]) -> tuple[Edit, ...]:
    """What a merge would change: the listing that stays first, the one that goes second, then those that link to it.

    Each remembers its edition, so that saving it later finds out what somebody else changed in the meantime.
    """
    if keep_id == drop_id:
        raise NavigatorError(f"'{keep_id}' is one listing, not two.")
    keep, drop = _listing(connection, keep_id), _listing(connection, drop_id)
    ours, theirs = fields_of(form_of(keep)), fields_of(form_of(drop))
    stays = united(ours, theirs, _all_choices(keep, drop, choices, connection))
    gone = theirs | {"status": "closed", "links": [{"to": keep_id, "kind": REPLACED_BY, "source": None}]}
    changed = [stays, gone, *_pointed(connection, keep_id, drop_id)]
    return tuple(Edit(ListingForm.model_validate(form), edition(connection, form["id"])) for form in changed)


def _listing(connection: sqlite3.Connection, service_id: str) -> Listing:
    listing = listing_there(connection, service_id)
    if taker := next((link.name for link in listing.links if link.kind == REPLACED_BY), None):
        raise NavigatorError(f"'{listing.name}' was replaced by '{taker}' already.")
    return listing


def _all_choices(
    keep: Listing, drop: Listing, choices: Mapping[str, Choice], connection: sqlite3.Connection
) -> dict[str, Choice]:
    """A choice for every field: as chosen, else the better."""
    known = {field.name for field in FIELDS}
    for field, choice in choices.items():
        if field not in known:
            raise NavigatorError(f"There is no field '{field}' to choose in. There are {', '.join(sorted(known))}.")
        if choice not in _CHOICES:
            raise NavigatorError(f"'{choice}' is no choice for {field}. Choose keep, drop or both.")
    if "locations" not in choices and _may_give_away(keep, drop):
        raise NavigatorError(
            f"'{keep.name}' and '{drop.name}' do not agree on what is confidential: one of them gives an address. "
            "Mark that place confidential first, or choose whose places to keep."
        )
    better = {row.field: row.better for row in compare(keep, drop, read_labels(connection))}
    return dict.fromkeys(known, _KEEP) | better | dict(choices)


def _may_give_away(keep: Listing, drop: Listing) -> bool:
    """Whether one keeps an address confidential and the other gives one that the first does not."""
    if hides_a_place(keep) == hides_a_place(drop):
        return False
    hiding, giving = (keep, drop) if hides_a_place(keep) else (drop, keep)
    known = {place.postal_code for place in hiding.locations} | {place.address_1 for place in hiding.locations}
    return any({place.postal_code, place.address_1} - known for place in giving.locations)


def _pointed(connection: sqlite3.Connection, keep_id: str, drop_id: str) -> Iterator[dict[str, Any]]:
    """The other listings that link to the one that goes, with links to the one that stays instead."""
    for (service_id,) in connection.execute(_LINKING, (drop_id, keep_id, drop_id)).fetchall():
        listing = read_listing(connection, service_id)
        if listing is not None:
            form = fields_of(form_of(listing))
            yield form | {"links": _instead(form["links"], drop_id, keep_id)}


def _instead(links: Sequence[Mapping[str, Any]], old: str, new: str) -> list[Mapping[str, Any]]:
    """Links with one listing in place of another, each once."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for link in links:
        to = new if link["to"] == old else link["to"]
        found.setdefault((to, link["kind"]), {**link, "to": to})
    return list(found.values())


_KEEP: Final[Choice] = "keep"
_CHOICES: Final = frozenset({"keep", "drop", "both"})
_LINKING: Final = """
SELECT DISTINCT s.id FROM link l JOIN service s ON s.key = l.service_key
WHERE l.to_id = ? AND s.id NOT IN (?, ?) ORDER BY s.id
"""
