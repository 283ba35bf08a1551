"""Opens the room over a directory, as the window and the command line do."""

import sqlite3
from collections.abc import Iterator

from navigator.check import Check
from navigator.check.questions import read_questions
from navigator.directory import Listing, read_listing
from navigator.directory.labels import read_labels
from navigator.find import Search
from navigator.pathways import Pathways
from tests.find.conftest import AT

QUESTIONS = read_questions()


def checked(connection: sqlite3.Connection) -> tuple[Check, Pathways]:
    """Check, and the room beside it, over a directory at ``AT``."""
    search, vocabulary = Search(connection, AT), read_labels(connection)
    check = Check(search, connection, vocabulary, QUESTIONS, AT)
    return check, Pathways(search, connection, check)


def opened(connection: sqlite3.Connection) -> Pathways:
    """The room over a directory at ``AT``."""
    return checked(connection)[1]


def running(connection: sqlite3.Connection) -> Iterator[Listing]:
    """Every listing that has not closed."""
    for (service_id,) in connection.execute("SELECT id FROM service WHERE status <> 'closed'").fetchall():
        found = read_listing(connection, service_id)
        assert found is not None
        yield found


def covers(listing: Listing, borough: str) -> bool:
    """Whether a listing names a borough, or all of London or more, and does not leave it out by name."""
    excluding = (rule for rule in listing.eligibility if (rule.facet, rule.rule) == ("area", "excludes"))
    left_out = {value for rule in excluding for value in rule.values}
    return borough not in left_out and not {borough, "London", "England", "UK"}.isdisjoint(listing.areas)
