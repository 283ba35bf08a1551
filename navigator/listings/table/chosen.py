"""What a coordinator is told of the listing they chose in the table, beside all that the listing itself says."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from navigator.find.wording import plain_date
from navigator.listings.checks.due_days import Report
from navigator.listings.checks.found import Tries, tries
from navigator.listings.checks.intervals import Intervals
from navigator.listings.table.conflicts import Conflict, conflicts_of
from navigator.listings.table.rows import Row


@dataclass(frozen=True, slots=True)
class Chosen:
    """A listing that was chosen: its row, when it is to be checked and why, what workers met, and what conflicts.

    ``check`` is when, in a sentence, and ``why`` what speaks for it, in short phrases.
    """

    row: Row
    check: str
    why: tuple[str, ...]
    report: Report
    conflicts: tuple[Conflict, ...]

    @property
    def says(self) -> str:
        """Why, in one line: ``"Never checked; a crisis service; page of 2012"``."""
        told = "; ".join(self.why)
        return told[:1].upper() + told[1:]


def chosen(connection: sqlite3.Connection, row: Row, report: Report, intervals: Intervals) -> Chosen:
    """All this of the listing of a row; ``report`` is what workers met there."""
    tried = tries(connection, row.id)
    why = tuple(_why(row, _harm(connection, row.key, intervals), tried))
    return Chosen(row, _check(row), why, report, conflicts_of(connection, row.key))


def key_of(connection: sqlite3.Connection, service_id: str) -> int | None:
    """The key of a listing; None where there is none of this id."""
    found = connection.execute("SELECT key FROM service WHERE id = ?", (service_id,)).fetchone()
    return None if found is None else int(found[0])


def ids_of(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[str, ...]:
    """The ids of some listings, in the order of their keys given; of those that are still there."""
    ids = dict(connection.execute(_IDS, (json.dumps(list(keys)),)).fetchall())
    return tuple(ids[key] for key in keys if key in ids)


def _check(row: Row) -> str:
    if row.due:
        return f"Due for a check since {plain_date(row.due_on)}." if row.due_on else "Due for a check."
    if row.status == "closed":
        return "Closed: no check is due."
    return f"Next check due on {plain_date(row.due_on)}." if row.due_on else "No check is due for now."


def _harm(connection: sqlite3.Connection, key: int, intervals: Intervals) -> str:
    """What goes wrong where the listing is wrong, in words; "" where nothing more than with any other."""
    (codes,) = connection.execute("SELECT codes FROM search_entry WHERE key = ?", (key,)).fetchone()
    harm = intervals.harm_of(codes.split(" "))
    return harm.name if harm.codes else ""


def _why(row: Row, harm: str, tried: Tries) -> Iterator[str]:
    read = f"its website was read on {plain_date(row.website_read)}"
    if row.checked:
        yield f"last checked on {plain_date(row.checked)}"
        if row.website_read > row.checked:
            yield read
    else:
        yield f"never checked with them, only {read}" if row.website_read else "never checked"
    if harm:
        yield harm
    if not row.checked:
        yield f"page of {plain_date(row.newest)}" if row.newest else "undated page"
    if tried.says:
        yield tried.says


_IDS: Final = "SELECT key, id FROM service WHERE key IN (SELECT value FROM json_each(?))"
