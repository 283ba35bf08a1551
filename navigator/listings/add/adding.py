"""Adding a listing, and who runs it where that is new too: one change, through the checks that every change passes.

Undoing it takes the listing out again, and an organisation that came with it, as long as nobody changed or checked it
since: the same as with a listing that was taken from a colleague (``undoing``). All its words stay in the history, and
undoing that brings them back.
"""

import re
import sqlite3
from collections.abc import Collection, Mapping
from itertools import accumulate, chain, count
from typing import Any, Final

from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.listings.add.organization import NewOrganization, knowing, meant, organization_problems
from navigator.listings.changes.editor import NOBODY, Author, Editor, Record, Saved, changing, note
from navigator.listings.changes.history import fields_of
from navigator.listings.copies.accepted import form_from
from navigator.listings.form.checking import check_fields, ready
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem
from navigator.text import words

_LONGEST: Final = 48
"""Letters of an id before a number is put to it: as many whole words of the name as fit."""
_LEAST_WORDS: Final = 2
_LONGEST_WORD: Final = 24
_NOT_IN_AN_ID: Final = re.compile(r"[^a-z0-9]")
_PROVISIONAL: Final = "new-listing"
_TAKEN: Final = "SELECT id FROM service UNION SELECT service_id FROM change"


def begin(known: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of a new listing as JSON has them: what is known of it, and nothing in the others.

    It runs, unless known otherwise. Its id is a provisional one; ``add`` gives it its own.
    """
    from navigator.directory.form import ListingForm

    texts: dict[str, Any] = {"id": _PROVISIONAL, "name": "", "organization": "", "status": "active", "description": ""}
    lists: dict[str, Any] = {"needs": (), "service_types": (), "sources": ()}
    empty = fields_of(ListingForm.model_construct(**texts, **lists))
    return empty | {name: value for name, value in known.items() if name in empty and name != "id"}


def check(
    fields: Mapping[str, Any], reference: Reference, organization: NewOrganization | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a new listing as it is typed, and with the organisation that is added with it.

    Fields of the organisation are called ``new_organization.name``, ``.kind`` and ``.website``.
    """
    new = meant(fields, organization)
    own = tuple(organization_problems(new, reference)) if new else ()
    known = knowing(reference, new)
    said = {name: value for name, value in ready(begin(fields), known).items() if value is not None}
    return (*check_fields(said, known), *own)


def add(
    editor: Editor,
    fields: Mapping[str, Any],
    author: Author = NOBODY,
    organization: NewOrganization | None = None,
) -> Saved:
    """Add a listing, and who runs it where that is new: both in one transaction, as one batch of the history.

    ``fields`` are those of a listing's form as JSON has them, as ``begin`` gives them; what is left out is empty. Its
    id is made here of its name, whatever stands in ``id``, and is ``ids[0]`` of what is given back. ``organization`` is
    added only where the field ``organization`` names it and the directory does not have it.

    Raises NavigatorError, and adds nothing, where ``check`` finds a problem that blocks.
    """
    from navigator.directory.write import add_listings, add_organizations

    with changing(editor.store) as (session, connection):
        reference = Reference.read(connection)
        new = meant(fields, organization)
        if new is not None and new.name.strip() in reference.organizations:
            new = None
        _refuse(check(fields, reference, new))
        wanted = ready(begin(fields), knowing(reference, new))
        form = form_from(wanted | {"id": id_for(wanted["name"], taken_ids(connection), wanted["organization"])})
        after = fields_of(form)
        if new is not None:
            add_organizations(session, [new.form])
            session.flush()
            after |= new.noted
        add_listings(session, [form], read_labels(connection))
        return note(connection, [Record(form.id, "add", {}, after)], author, editor.now())


def id_for(name: str, taken: Collection[str], organization: str = "") -> str:
    """An id for a listing of that name that no other has: its words, or as many as are short enough.

    The same name gives the same id. A name of one word is followed by those of the organisation; where the id is
    taken, a number is put to it: ``"st-mungos-the-spot-2"``.
    """
    parts = _parts(name) or ["new"]
    if len(parts) < _LEAST_WORDS:
        parts += [part for part in _parts(organization) if part not in parts] or ["service"]
    starts = list(accumulate(parts, "{}-{}".format))
    found = max(starts[_LEAST_WORDS - 1], *(start for start in starts if len(start) <= _LONGEST), key=len)
    return next(free for free in chain((found,), (f"{found}-{n}" for n in count(2))) if free not in taken)


def taken_ids(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids that listings have, and those that the history knows others by: an id never comes to mean another."""
    return frozenset(found for (found,) in connection.execute(_TAKEN))


def _parts(text: str) -> list[str]:
    """The words of a text that can stand in an id."""
    return [part[:_LONGEST_WORD] for word in words(text) if (part := _NOT_IN_AN_ID.sub("", word))]


def _refuse(problems: Collection[Problem]) -> None:
    """Raise NavigatorError where one of the problems blocks."""
    said = [problem.named for problem in problems if problem.blocks]
    if said:
        raise NavigatorError(f"It cannot be added so. {' '.join(said)}")
