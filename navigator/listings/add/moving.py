"""A listing changed and moved to an organisation that is not in the directory yet: one change, undone as one.

Undoing it takes the organisation out again unless it runs another by then (``undoing``); undoing that brings it back.
"""

from dataclasses import replace
from typing import Final

from navigator.directory.as_form import as_kept
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.listings.add.organization import NewOrganization, meant, organization_problems
from navigator.listings.changes.editor import (
    NOBODY,
    Author,
    Edit,
    Editor,
    Record,
    Saved,
    changing,
    delta_of,
    note,
)
from navigator.listings.form.reference import Reference

_IS_THERE: Final = "SELECT EXISTS (SELECT 1 FROM organization WHERE name = ?)"
_REFUSED: Final = "It cannot be moved so. {}"


def save_with(
    editor: Editor, edit: Edit, organization: NewOrganization | None = None, author: Author = NOBODY
) -> Saved | None:
    """Save a listing as ``Editor.save`` does, and add who runs it where that is new: one batch of the history.

    ``organization`` is added only where the listing names it and the directory does not have it. Gives None where
    nothing would change. Raises ConflictError where somebody changed the listing meanwhile, else NavigatorError.
    """
    with editor.reading() as connection:
        reference = Reference.read(connection)
    new = meant({"organization": edit.form.organization}, organization)
    if new is None or new.form.name in reference.organizations:
        return editor.save([edit], author)
    if wrong := [problem.named for problem in organization_problems(new, reference)]:
        raise NavigatorError(_REFUSED.format(" ".join(wrong)))
    return _move(editor, edit, new, author)


def _move(editor: Editor, edit: Edit, new: NewOrganization, author: Author) -> Saved:
    from navigator.directory.write import add_organizations, replace_listings

    kept = replace(edit, form=as_kept(edit.form))
    with changing(editor.store) as (session, connection):
        before, after = delta_of(connection, kept)
        (there,) = connection.execute(_IS_THERE, (new.form.name,)).fetchone()
        after |= {} if there else new.noted
        add_organizations(session, [new.form])
        session.flush()
        replace_listings(session, [kept.form], read_labels(connection))
        return note(connection, [Record(kept.form.id, "edit", before, after)], author, editor.now())
