"""``show``: one whole listing with its sources, in the order a person making a referral needs it."""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta

from navigator.cli.found import opening
from navigator.cli.nearest import nearest, offer
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store, Vocabulary, read_listing
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import NavigatorError
from navigator.find import Hours
from navigator.find.sheet import opening_of, sections

_MOST_OFFERED = 3


def run(options: argparse.Namespace) -> None:
    """Print the listing with the id asked for. Raises ``NavigatorError``, with the likeliest ids, if there is none."""
    store = Store.open(options.data)
    with explained(store.path), closing(store.connect()) as connection:
        listing = read_listing(connection, options.id)
        if listing is None:
            raise NavigatorError(_no_such(options.id, connection))
        vocabulary = read_labels(connection)
    if options.json:
        write_json(asdict(listing) | {"open": opening(opening_of(listing))})
    else:
        write(_lines(listing, vocabulary))


def _no_such(service_id: str, connection: sqlite3.Connection) -> str:
    ids = [found for (found,) in connection.execute("SELECT id FROM service ORDER BY id")]
    return f"There is no listing '{service_id}'.{offer(nearest(service_id, ids, _MOST_OFFERED))}"


def _lines(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    hours = Hours()
    today = hours.at.date()
    week = hours.week(listing.hours.opening_hours, today - timedelta(days=today.weekday()))
    yield listing.name
    yield ""
    yield listing.description
    for section in sections(listing, vocabulary, opening_of(listing), week):
        yield ""
        yield section.heading
        for line in section.lines:
            yield f"  {line}"
