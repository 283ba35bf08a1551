"""What a coordinator has before them to check a listing: whom to ring, what it says, and what is known of it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from navigator.directory import Listing
from navigator.find.checks import check_words
from navigator.find.number import next_number
from navigator.find.parts import NEEDS_A_NETWORK, Part
from navigator.find.ringing import ringing
from navigator.find.timetable import opening_of
from navigator.find.wording import ended, joined, plain_date
from navigator.listings.checks.due_days import CheckRow, Report, lapses
from navigator.listings.checks.found import TRIES, Found, Tries, tries
from navigator.listings.checks.intervals import Harm, Intervals
from navigator.listings.checks.run_through import RunThrough
from navigator.listings.status import STATUS

if TYPE_CHECKING:
    from navigator.listings.listings import Listings

_NEVER: Final = "Nobody has checked this with the service."
_NO_NUMBER: Final = "No number is listed. Write, or read its website."
_OTHER_NUMBER: Final = "No number of its own is listed. This is another of the same organisation."
_NOWHERE: Final = "No number, email or website is listed."
_ACTIVE: Final = "active"
_ONE: Final = 0
"""The key of the one listing that is looked at."""


@dataclass(frozen=True, slots=True)
class NextCheck:
    """When the next check of one listing is due: how much its kind matters, and the checks there are."""

    harm: Harm
    checks: tuple[CheckRow, ...]
    intervals: Intervals

    def usual(self, found: Found, on: date) -> date:
        """The day it is due after one more check, where nobody says otherwise; what was not confirmed counts too."""
        return _due(self, sorted([*self.checks, _row(found, on)], key=lambda row: row[1]))

    def says(self, found: Found, on: date) -> str:
        """The same in words: ``"In 3 months, on 22 February 2027. Every 3 months is usual: a crisis service."``."""
        day, alone = self.usual(found, on), _due(self, [_row(found, on)])
        held = (alone.year - on.year) * 12 + alone.month - on.month
        told = f"on {plain_date(day.isoformat())}"
        first = f"In {_months(held)}, {told}." if day == alone else f"{told.capitalize()}, as an earlier check has it."
        usual = f"Every {_months(self.harm.months)} is usual: {self.harm.name}."
        return f"{first} {usual}" + (" Part of it holds less long." if held < self.harm.months else "")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """One listing to check; ``run`` has whom to ring and the facts.

    ``ring`` is whom to ask: its own numbers, another of the same organisation, or else where to write. ``state`` warns
    that it has closed or may have, else "". ``checked`` is the last time somebody asked, in words, ``opening`` whether
    it can be used now, "" where that is not known.
    """

    run: RunThrough
    ring: tuple[Part, ...]
    status: str
    state: str
    opening: str
    checked: str
    tries: Tries
    report: Report
    next: NextCheck
    today: date

    @property
    def rings(self) -> bool:
        """Whether there is a number to ring."""
        return any(part.kind == "phone" for part in self.ring)

    @property
    def has_number(self) -> bool:
        """Whether it has a number of its own."""
        return self.ring[0].kind == "phone"

    @property
    def reported(self) -> str:
        """What workers met there, in a sentence; "" for nothing."""
        wrong = f"Reported wrong: {', '.join(self.report.wrong)}." if self.report.wrong else ""
        return " ".join(filter(None, (wrong, "People were refused there." if self.report.refusals else "")))

    @property
    def tried(self) -> str:
        """The tries that nobody answered, in a sentence; "" for none."""
        said = self.tries.says
        return ended(f"{said[:1].upper()}{said[1:]}") if said else ""

    @property
    def one_more_try(self) -> str:
        """What follows where nobody answers now."""
        number = self.tries.count + 1
        if self.status == "closed":
            return f"This is try {number}. A closed service stays closed."
        if self.status != _ACTIVE:
            return f"This is try {number}. The listing is unclear already."
        if number >= TRIES:
            return f"This is try {number}: the listing becomes unclear, and says so."
        return f"This is try {number}. With try {TRIES} in a row the listing becomes unclear."


def to_check(listings: "Listings", service_id: str) -> ToCheck:
    """What is known of a listing before it is checked. Raises NavigatorError where there is none any more."""
    listing = listings.listing(service_id)
    return ToCheck(
        run=listings.run(service_id),
        ring=tuple(_ring(listings.connection, listing)),
        status=listing.status,
        state="" if listing.status == _ACTIVE else STATUS.get(listing.status, listing.status),
        opening=_opening(listing),
        checked=_checked(listing),
        tries=tries(listings.connection, service_id),
        report=listings.reported.get(service_id, Report()),
        next=_next_check(listings.connection, listing, listings.intervals),
        today=listings.today,
    )


def _ring(connection: sqlite3.Connection, listing: Listing) -> Iterator[Part]:
    """Whom to ask about it; a helpline for the same need, or anybody else's, is not bothered with that."""
    if listing.phones:
        yield from ringing(listing, None)
        return
    instead = next_number(connection, listing)
    if instead is not None and instead.organization == listing.organization.name:
        yield Part("text", _OTHER_NUMBER)
        yield Part("phone", instead.number, instead.name, instead.number.replace(" ", ""))
        return
    website = listing.url or listing.organization.website
    yield Part("text", _NO_NUMBER if listing.email or website else _NOWHERE)
    if listing.email:
        yield Part("email", listing.email, target=f"mailto:{listing.email}")
    if website:
        yield Part("web", website, NEEDS_A_NETWORK, website)


def _next_check(connection: sqlite3.Connection, listing: Listing, intervals: Intervals) -> NextCheck:
    row = connection.execute(_CODES, (listing.id,)).fetchone()
    harm = intervals.harm_of(row[0].split() if row else ())
    checks = tuple(
        (_ONE, found.checked_on, found.method, found.confirmed, found.next_due) for found in listing.verifications[::-1]
    )
    return NextCheck(harm, checks, intervals)


def _row(found: Found, on: date) -> CheckRow:
    return (_ONE, on.isoformat(), found.method, " ".join(found.groups), None)


def _due(check: NextCheck, rows: list[CheckRow]) -> date:
    return date.fromisoformat(lapses(rows, {_ONE: check.harm.months}, check.intervals)[_ONE].due_on)


def _months(count: int) -> str:
    return "month" if count == 1 else f"{count} months"


def _opening(listing: Listing) -> str:
    """Whether it can be used now; nothing where there are no hours to tell it from."""
    opening = opening_of(listing)
    return ended(opening.says) if opening.state != "unknown" else ""


def _checked(listing: Listing) -> str:
    """The last check with the provider, or that nobody ever asked, and what was only read."""
    told = listing.asked or next(iter(listing.verifications), None)
    last = ended(f"Last checked: {joined(check_words(told), told.note, '. ')}") if told else ""
    return last if listing.asked else " ".join(filter(None, (_NEVER, last)))


_CODES: Final = "SELECT e.codes FROM search_entry e JOIN service s ON s.key = e.key WHERE s.id = ?"
