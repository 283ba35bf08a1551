"""``show``: one whole listing with its sources, in the order a person making a referral needs it."""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict

from navigator.cli.found import opening
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store, Vocabulary, read_listing
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import NavigatorError
from navigator.find.nearest import nearest, offer
from navigator.find.number import NextNumber, next_number
from navigator.find.sheet import opening_of, sheet

_MOST_OFFERED = 3


def run(options: argparse.Namespace) -> None:
    """Print the listing with the id asked for. Raises ``NavigatorError``, with the likeliest ids, if there is none."""
    store = Store.open(options.data)
    with explained(store.path), closing(store.connect()) as connection:
        listing = read_listing(connection, options.id)
        if listing is None:
            raise NavigatorError(_no_such(options.id, connection))
        vocabulary = read_labels(connection)
        instead = next_number(connection, listing)
    if options.json:
        write_json(asdict(listing) | {"open": opening(opening_of(listing))})
    else:
        write(_lines(listing, vocabulary, instead))


def _no_such(service_id: str, connection: sqlite3.Connection) -> str:
    ids = [found for (found,) in connection.execute("SELECT id FROM service ORDER BY id")]
    return f"There is no listing '{service_id}'.{offer(nearest(service_id, ids, _MOST_OFFERED))}"


def _lines(listing: Listing, vocabulary: Vocabulary, instead: NextNumber | None) -> Iterator[str]:
    shown = sheet(listing, vocabulary, instead=instead)
    yield shown.name
    yield ""
    yield shown.does
    for section in shown.sections:
        yield ""
        yield section.heading
        for line in section.lines:
            yield f"  {line}"
