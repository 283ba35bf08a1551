"""The history of a listing to look through: its entries, two versions side by side, and putting one back."""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from navigator.errors import NavigatorError
from navigator.find.wording import joined, plain_date
from navigator.listings.changes.history import KINDS_OF_TEXT, Fields, as_it_was, fields_of, fields_there
from navigator.listings.checks.found import standing
from navigator.listings.facts import LABELS
from navigator.listings.past.entries import Entry, history
from navigator.listings.past.saying import Line
from navigator.listings.past.telling import changed_lines

if TYPE_CHECKING:
    from navigator.directory import Listing, Store
    from navigator.listings.changes.editor import Author, Saved


@dataclass(frozen=True, slots=True)
class History:
    """The history of one listing, the newest first, and the pages that the listing is from.

    ``standing`` are the keys of the checks that were not taken back.
    """

    id: str
    name: str
    entries: tuple[Entry, ...]
    sources: tuple[str, ...]
    standing: frozenset[int]

    def entry(self, key: int) -> Entry | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def newer(self, key: int) -> int | None:
        """The key of the change that came after the one of a key; None where that is the newest."""
        return min((entry.key for entry in self.entries if entry.key > key), default=None)

    def undoes(self, entry: Entry) -> bool:
        """Whether an entry can be undone, as far as this history tells."""
        return bool(entry.lines) or entry.key in self.standing

    @staticmethod
    def puts_back(entry: Entry) -> bool:
        """Whether there is a listing from before an entry to put back."""
        return about_text(entry) and bool(entry.lines) and entry.kind != "add"


@dataclass(frozen=True, slots=True)
class Asked:
    """What putting a listing back would change, and what stays as it is since a place is confidential now."""

    lines: tuple[Line, ...]
    stays: tuple[str, ...]


def read_history(connection: sqlite3.Connection, listing: "Listing") -> History:
    """The history of a listing that is there."""
    pages = (
        joined(source.title, f"({plain_date(source.page_date) if source.page_date else 'no date'})", " ")
        for source in listing.sources
    )
    entries, found = history(connection, listing.id), standing(connection, listing.id)
    return History(listing.id, listing.name, entries, tuple(pages), found)


def about_text(entry: Entry) -> bool:
    """Whether a change is one of what the listing says, and no check."""
    return entry.kind in KINDS_OF_TEXT


def put_back_changes(store: "Store", service_id: str, change: int) -> Asked:
    """What having a listing as it was just before a change would change. Raises NavigatorError where that cannot be."""
    from navigator.listings.past.restoring import version

    with store.reading() as connection:
        found = version(connection, service_id, change)
        lines = changed_lines(connection, fields_there(connection, service_id), fields_of(found.form))
    return Asked(lines, tuple(LABELS.get(name, name) for name in found.stays))


def compare(store: "Store", service_id: str, older: int, newer: int | None) -> tuple[Line, ...]:
    """What differs between a listing just before a change and just before a newer one, None for now.

    Raises NavigatorError where there is no such listing or change.
    """
    with store.reading() as connection:
        after = fields_there(connection, service_id) if newer is None else _before(connection, service_id, newer)
        return changed_lines(connection, _before(connection, service_id, older), after)


def put_back(store: "Store", author: "Author", service_id: str, change: int) -> "Saved":
    """Have a listing as it was just before a change. Raises NavigatorError where that cannot be."""
    from navigator.listings.changes.editor import Editor
    from navigator.listings.past.restoring import restore

    return restore(Editor(store), service_id, change, author)


def take_back(store: "Store", author: "Author", batch: int) -> "Saved":
    """Undo what was changed as one. Raises NavigatorError where nothing is to be undone."""
    from navigator.listings.past.undoing import undo

    saved = undo(store, batch, author)
    if saved is None:
        raise NavigatorError("There is nothing to undo: it is as it was before that already.")
    return saved


def _before(connection: sqlite3.Connection, service_id: str, change: int) -> Fields:
    return fields_of(as_it_was(connection, service_id, change))
