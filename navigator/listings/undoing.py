"""Undoing whatever was changed as one, by its number: edits, merges, checks and tries, what a colleague sent."""

from contextlib import closing

from navigator.directory import Store
from navigator.listings import taking
from navigator.listings.editor import NOBODY, Author, Editor, Saved
from navigator.listings.guarding import guard
from navigator.listings.history import KINDS_OF_TEXT, changes_in
from navigator.listings.verifying import take_back


def undo(store: Store, batch: int, author: Author = NOBODY) -> Saved | None:
    """Take back what was changed as one, all of it or nothing; None where nothing is to be changed for that.

    Raises NavigatorError where there was no such change, it was taken back already, or one of its listings was changed
    since.
    """
    with closing(store.connect()) as connection:
        changes = changes_in(connection, batch)
    kinds = {change.kind for change in changes}
    if kinds <= KINDS_OF_TEXT - {"update"}:
        return Editor(store).undo(batch, author)
    guard(store, len({change.service_id for change in changes}))
    return taking.undo(Editor(store), batch, author) if "update" in kinds else take_back(store, batch, author)
