"""``listings verify``: note that a listing was checked with its provider, or that nobody answered."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast, get_args

from navigator.cli.listings_there import listing_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store
from navigator.errors import NavigatorError, UsageError
from navigator.find.checks import CONFIRMED
from navigator.find.hours import london_now
from navigator.find.wording import listed, plain_date
from navigator.listings.checks.found import HOW, Found, Topic, tries
from navigator.listings.checks.settling import settle

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved


def run(options: argparse.Namespace) -> None:
    """Note it, and print what follows. Raises ``UsageError`` for what cannot be noted so, else ``NavigatorError``."""
    today = london_now().date()
    on = options.on or today
    if on > today:
        raise UsageError(f"--on {on.isoformat()} is still to come. Give the day it was checked.")
    found = _found(options)
    store = Store.open(options.data)
    with store.reading() as connection:
        before = listing_of(connection, options.id)
    saved = _note(store, before.id, found, options, on)
    wrong = _settle(store, saved, found) if found else ()
    with store.reading() as connection:
        now, count = listing_of(connection, before.id), tries(connection, before.id).count
    noted = _Noted(saved, found, on, before, now, count, wrong)
    if options.json:
        write_json(_document(noted))
    else:
        write([*_lines(noted), *undo_lines(saved)])


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was noted, with the listing before and after, the tries since the last check, and what is still wrong."""

    saved: "Saved"
    found: Found | None
    on: date
    before: Listing
    now: Listing
    tries: int
    wrong: tuple[str, ...]


def _found(options: argparse.Namespace) -> Found | None:
    """What was found; None where nobody answered."""
    if options.no_answer:
        if options.confirmed or options.next_due or options.how == "website":
            raise UsageError("--no-answer says that nobody could be asked: leave out what goes with an answer.")
        return None
    if options.how is None or not options.confirmed:
        raise UsageError(
            "Say how it was checked and what was confirmed, as --how phone --confirmed contacts,hours; or --no-answer."
        )
    words = [word.strip().casefold() for word in options.confirmed.split(",")]
    for word in words:
        if word not in get_args(Topic):
            raise UsageError(f"--confirmed has no choice '{word}'. Allowed: {', '.join(get_args(Topic))}.")
    return Found(options.how, frozenset(cast("list[Topic]", words)), options.note, options.next_due)


def _note(store: Store, service_id: str, found: Found | None, options: argparse.Namespace, on: date) -> "Saved":
    from navigator.listings.changes.editor import Author
    from navigator.listings.checks.verifying import no_answer, verify

    by = options.by.strip()
    if found is None:
        return no_answer(store, service_id, Author(by, options.note.strip()), on)
    return verify(store, service_id, found, Author(by), on)


def _settle(store: Store, check: "Saved", found: Found) -> tuple[str, ...]:
    try:
        return settle(store, check, found)
    except NavigatorError as error:
        raise NavigatorError(f"The check was noted, but what was reported wrong is still there. {error}") from error


def _lines(noted: _Noted) -> Iterator[str]:
    name, day = noted.now.name, plain_date(noted.on.isoformat())
    if noted.found is None:
        yield f"Noted: {name}: nobody answered on {day}."
        if noted.now.status == noted.before.status == "active":
            yield f"Tries since it was last checked: {noted.tries}. The third makes it unclear."
    else:
        what = listed([CONFIRMED[group] for group in noted.found.groups], "and")
        yield f"Noted: {name} was {HOW[noted.found.method]} on {day}. Confirmed: {what}."
    if noted.now.status != noted.before.status:
        yield f"Its listing is now {noted.now.status}; it was {noted.before.status}."
    if noted.wrong:
        yield f"Still reported wrong: {', '.join(noted.wrong)}."


def _document(noted: _Noted) -> dict[str, Any]:
    found = noted.found
    return {
        "id": noted.now.id,
        "name": noted.now.name,
        "batch": noted.saved.batch,
        "on": noted.on.isoformat(),
        "how": found.method if found else None,
        "confirmed": list(found.groups) if found else [],
        "next_due": found.next_due.isoformat() if found and found.next_due else None,
        "tries": noted.tries,
        "status": noted.now.status,
        "was": noted.before.status,
        "reported": list(noted.wrong),
    }
