"""``listings verify``: note that a listing was checked with its provider, or that nobody answered."""

import argparse
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from navigator.cli.listings_there import listing_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store
from navigator.errors import NavigatorError, UsageError
from navigator.find.hours import london_now
from navigator.listings.checks.found import Found, Topic, tries
from navigator.listings.checks.noting import Noted, note_check, note_tries


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
    noted = _note(store, before.id, found, options, on)
    if noted.unsettled.failed:
        raise NavigatorError(noted.says)
    with store.reading() as connection:
        now, count = listing_of(connection, before.id), tries(connection, before.id).count
    if options.json:
        write_json(_document(noted, found, on, _Then(before, now, count)))
    else:
        write([noted.says, *undo_lines(noted.saved)], options.data)


@dataclass(frozen=True, slots=True)
class _Then:
    """A listing before and after, and the tries since its last check."""

    before: Listing
    now: Listing
    tries: int


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


def _note(store: Store, service_id: str, found: Found | None, options: argparse.Namespace, on: date) -> Noted:
    from navigator.listings.changes.editor import Author

    by = options.by.strip()
    if found is None:
        return note_tries(store, (service_id,), Author(by, options.note.strip()), on)
    return note_check(store, service_id, found, Author(by), on)


def _document(noted: Noted, found: Found | None, on: date, then: _Then) -> dict[str, Any]:
    return {
        "id": then.now.id,
        "name": then.now.name,
        "batch": noted.batch,
        "on": on.isoformat(),
        "how": found.method if found else None,
        "confirmed": list(found.groups) if found else [],
        "next_due": found.next_due.isoformat() if found and found.next_due else None,
        "tries": then.tries,
        "status": then.now.status,
        "was": then.before.status,
        "reported": list(noted.unsettled.wrong),
    }
