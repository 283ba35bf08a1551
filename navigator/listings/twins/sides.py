"""Two listings side by side, as they are read: who they are, field by field what each says, and the edition of each."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from navigator.directory import Listing, read_listing
from navigator.directory.labels import read_labels
from navigator.find.checks import check_words
from navigator.find.wording import joined, plain_date
from navigator.listings.changes.history import Edition, edition
from navigator.listings.facts import REPLACED_BY
from navigator.listings.status import STATUS
from navigator.listings.twins.comparing import Row, Said, compare

_NEVER: Final = "Never checked with the service."
_NO_PAGE: Final = "No page is named"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two listings; ``checked`` says in a sentence when it was last checked, or that it never was."""

    id: str
    name: str
    organization: str
    status: str
    checked: str
    ever_checked: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Two listings, the one that stays where they are merged first; ``editions`` are those that were read."""

    keep: Side
    drop: Side
    rows: tuple[Row, ...]
    editions: tuple[Edition, Edition]


def read_sides(connection: sqlite3.Connection, keep_id: str, drop_id: str) -> Sides | None:
    """Both side by side; None where one of them is not there any more, or another took its place."""
    found = [read_listing(connection, service_id) for service_id in (keep_id, drop_id)]
    there = [one for one in found if one and not any(link.kind == REPLACED_BY for link in one.links)]
    if len(there) < len(found):
        return None
    keep, drop = there
    editions = edition(connection, keep_id), edition(connection, drop_id)
    return Sides(_side(keep), _side(drop), compare(keep, drop, read_labels(connection)), editions)


def origin(fact: Said, side: Side) -> str:
    """From where a fact is and of when; "" where nothing is said.

    Of a listing that was ever checked it says of each fact whether that was.
    """
    if not fact.lines:
        return ""
    page = f"{fact.source} ({plain_date(fact.dated) if fact.dated else 'no date'})" if fact.source else _NO_PAGE
    checked = f"checked on {plain_date(fact.checked)}" if fact.checked else "not checked" if side.ever_checked else ""
    return f"{joined(page, checked, ', ')}."


def _side(listing: Listing) -> Side:
    status = STATUS.get(listing.status, listing.status)
    return Side(
        listing.id, listing.name, listing.organization.name, status, _checked(listing), bool(listing.verifications)
    )


def _checked(listing: Listing) -> str:
    newest = max(listing.verifications, key=lambda found: found.checked_on, default=None)
    return f"Checked on {joined(check_words(newest), newest.note)}." if newest else _NEVER
