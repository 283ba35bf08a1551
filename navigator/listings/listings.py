"""The one thing the window asks of this room, to read: the table, a listing as a form, what is due."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from navigator.directory import Listing, Vocabulary, read_listing
from navigator.errors import NavigatorError
from navigator.find.hours import london_now
from navigator.listings.changes.history import Edition, edition, fields_of
from navigator.listings.checks.due import DueList
from navigator.listings.checks.due_days import Report, reports_of
from navigator.listings.checks.intervals import Intervals, read_intervals
from navigator.listings.table.table import Table

if TYPE_CHECKING:
    from navigator.listings.checks.hour import Hour
    from navigator.listings.checks.run_through import RunThrough
    from navigator.listings.form.reference import Reference
    from navigator.refer.experience import Experience

_GONE: Final = "This listing is no longer in the directory."


@dataclass(frozen=True, slots=True)
class Opened:
    """A listing to be changed: its fields, the edition they are of, and what they are held against."""

    listing: Listing
    fields: Mapping[str, Any]
    edition: Edition
    reference: "Reference"


class Listings:
    """Reads one directory for a coordinator, over one read-only connection and in its thread; sees its changes.

    ``experience`` is what workers noted of services; ``unread`` says why that could not be read last time, if so, and
    all else goes on without it. What is slow to work out for a large directory (duplicates, gaps)
    is not here: that wants a connection of its own.
    """

    def __init__(self, connection: sqlite3.Connection, experience: "Experience") -> None:
        """Over the directory behind a connection."""
        self.connection: Final = connection
        self.experience: Final = experience
        self.unread = ""
        self._made: tuple[Mapping[str, Report], Table] | None = None
        self._read: tuple[int, Reference] | None = None

    @property
    def table(self) -> Table:
        """All listings, in views and orders."""
        reported = self.reported
        if self._made is None or self._made[0] != reported:
            self._made = reported, Table(self.connection, reported=reported)
        return self._made[1]

    @property
    def reported(self) -> Mapping[str, Report]:
        """What workers met at services, by id; nothing where that cannot be read."""
        self.unread = ""
        try:
            return reports_of(self.experience, self.today)
        except NavigatorError as error:
            self.unread = str(error)
            return {}

    @property
    def today(self) -> date:
        """London's day."""
        return london_now().date()

    @property
    def reference(self) -> "Reference":
        """What a listing is held against while it is typed."""
        from navigator.listings.form.reference import Reference

        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        if self._read is None or self._read[0] != version:
            self._read = version, Reference.read(self.connection)
        return self._read[1]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the directory."""
        return self.reference.vocabulary

    @cached_property
    def intervals(self) -> Intervals:
        """How long a check holds, and what weighs how much."""
        return read_intervals()

    @property
    def due(self) -> DueList:
        """What is due for a check today, the first to check first."""
        return DueList(self.connection, self.today, self.reported, self.intervals)

    def listing(self, service_id: str) -> Listing:
        """A whole listing. Raises NavigatorError where there is none any more."""
        found = read_listing(self.connection, service_id)
        if found is None:
            raise NavigatorError(_GONE)
        return found

    def opened(self, service_id: str) -> Opened:
        """A listing to be changed. Raises NavigatorError where there is none any more."""
        from navigator.directory.as_form import form_of

        listing = self.listing(service_id)
        return Opened(listing, fields_of(form_of(listing)), edition(self.connection, service_id), self.reference)

    def hour(self, minutes: int) -> "Hour":
        """The calls that fit into some minutes, those worth most by the minute first."""
        from navigator.listings.checks.hour import hour_of

        return hour_of(self.due, minutes, self.intervals.minutes)

    def run(self, service_id: str) -> "RunThrough":
        """What to go through with the provider of a listing. Raises NavigatorError where there is none any more."""
        from navigator.find.number import next_number
        from navigator.listings.checks.run_through import run_through

        listing = self.listing(service_id)
        instead = None if listing.phones else next_number(self.connection, listing)
        return run_through(listing, self.vocabulary, instead)
