"""Undoing whatever was changed as one, by its number: edits, merges, checks and tries, what was added or taken over."""

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from navigator.directory import Store
from navigator.directory.fields import NAMES, OF_ORGANIZATION, read_fields
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY, Author, Editor, Record, Saved, changing, note
from navigator.listings.changes.history import KINDS_OF_TEXT, Change, Fields, changes_in
from navigator.listings.checks.rows import remove_check
from navigator.listings.checks.verifying import take_back
from navigator.listings.copies.accepted import form_from

if TYPE_CHECKING:
    from navigator.directory.form import OrganizationForm

_KIND: Final = "organization_kind"
_TAKEN_BACK: Final = "This was taken back already. Nothing was undone."
_PURGED: Final = "A place was made confidential, and its address was not kept. That cannot be undone."


def undo(store: Store, batch: int, author: Author = NOBODY) -> Saved | None:
    """Take back what was changed as one, all of it or nothing; None where nothing is to be changed for that.

    Raises NavigatorError where there was no such change, it was taken back already, it made a place confidential, or
    one of its listings was changed since.
    """
    with store.reading() as connection:
        changes = changes_in(connection, batch)
    if any(not (change.before or change.after) for change in changes):
        raise NavigatorError(_PURGED)
    kinds = {change.kind for change in changes}
    if any(not change.after for change in changes if change.kind not in KINDS_OF_TEXT):
        raise NavigatorError(_TAKEN_BACK)
    if "update" in kinds or any(_is_whole(change) or _came(change) or _went(change) for change in changes):
        return undo_whole(Editor(store), batch, author)
    return Editor(store).undo(batch, author) if kinds <= KINDS_OF_TEXT else take_back(store, batch, author)


def undo_whole(editor: Editor, batch: int, author: Author = NOBODY) -> Saved:
    """Take back what was taken from another's directory or added as one, all of it or nothing; or that this was done.

    A listing that was new goes, and so do checks that came with it. An organisation that came with a listing, new or
    moved to it, goes where it runs no other. All the words of a listing that goes stay in the history, and undoing that
    brings it back; a check does not come back.

    Raises NavigatorError where one of its listings was changed since.
    """
    from navigator.directory.write import add_listings, add_organizations, remove_listing, replace_listings

    with changing(editor.store) as (session, connection):
        changes = changes_in(connection, batch)
        lines = [_check_taken_back(connection, change) for change in changes if change.kind == "verify"]
        texts = [change for change in changes if change.kind in KINDS_OF_TEXT]
        if not texts and not lines:
            raise NavigatorError(f"There is no change {batch} to undo.")
        changed, back = [], []
        for change in texts:
            now = _unchanged_since(connection, change)
            if not change.before:
                remove_listing(session, change.service_id)
            elif not change.after:
                back.append(change.before)
            else:
                changed.append(form_from(now | _without_organization(change.before)))
            lines.append(Record(change.service_id, "undo", change.after, change.before))
        vocabulary = read_labels(connection)
        add_organizations(session, [_organization(change.before) for change in texts if _went(change)])
        session.flush()
        replace_listings(session, changed, vocabulary)
        unused = [(change.after["organization"],) for change in texts if _came(change)]
        connection.executemany(_REMOVE_UNUSED, unused)
        add_listings(session, [form_from(_without_organization(fields)) for fields in back], vocabulary)
        return note(connection, lines, author, editor.now())


def _is_whole(change: Change) -> bool:
    """Whether a listing came into being by a change, or went."""
    return change.kind in KINDS_OF_TEXT and not (change.before and change.after)


def _came(change: Change) -> bool:
    """Whether an organization came with a listing by a change."""
    return _KIND in change.after and _KIND not in change.before


def _went(change: Change) -> bool:
    """Whether an organization that came with a listing went again by a change."""
    return _KIND in change.before and _KIND not in change.after


def _organization(fields: Fields) -> "OrganizationForm":
    """The organization that came with a listing."""
    from navigator.directory.form import OrganizationForm

    website = fields["organization_website"]
    return OrganizationForm(name=fields["organization"], kind=fields[_KIND], website=website)


def _without_organization(fields: Fields) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in OF_ORGANIZATION}


def _check_taken_back(connection: sqlite3.Connection, change: Change) -> Record:
    if not change.after:
        raise NavigatorError(_TAKEN_BACK)
    if not remove_check(connection, change.after):
        raise NavigatorError(_TAKEN_BACK)
    return Record(change.service_id, "verify", dict(change.after) | {"line": change.key}, {})


def _unchanged_since(connection: sqlite3.Connection, change: Change) -> dict[str, Any]:
    """A listing as it is now, {} where it went; raises NavigatorError where what this changed was changed since."""
    now = read_fields(connection, [change.service_id], NAMES | OF_ORGANIZATION.keys()).get(change.service_id, {})
    later = connection.execute(_LATER, (change.service_id, change.key, change.batch)).fetchone()
    whole = not (change.before and change.after)
    if bool(now) != bool(change.after) or (whole and later) or any(now[n] != v for n, v in change.after.items()):
        raise NavigatorError(f"'{now.get('name', change.service_id)}' was changed since. Nothing was undone.")
    return _without_organization(now)


_LATER: Final = "SELECT 1 FROM change WHERE service_id = ? AND key > ? AND batch <> ?"
_REMOVE_UNUSED: Final = """
DELETE FROM organization
WHERE name = ? AND NOT EXISTS (SELECT 1 FROM service WHERE organization_key = organization.key)
"""
