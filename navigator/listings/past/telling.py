"""What changes between some fields and the same later, in the words of the directory, with its names of listings."""

import sqlite3
from collections.abc import Mapping

from navigator.directory.labels import read_labels
from navigator.listings.changes.history import Fields
from navigator.listings.past.linked import names_of
from navigator.listings.past.saying import Line, lines


def changed_lines(connection: sqlite3.Connection, before: Fields, after: Fields) -> tuple[Line, ...]:
    """What changes in one listing, in the order of the form."""
    return lines(before, after, read_labels(connection), names_of(connection, (before, after)))


def each_changed_lines(
    connection: sqlite3.Connection, changes: Mapping[str, tuple[Fields, Fields]]
) -> Mapping[str, tuple[Line, ...]]:
    """The same of several listings, by id; ``changes`` are the fields of each before and after."""
    words = read_labels(connection)
    services = names_of(connection, (fields for both in changes.values() for fields in both))
    return {service_id: lines(*both, words, services) for service_id, both in changes.items()}
