"""Checks with a provider that another's directory holds, and ours does not."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, get_args

from navigator.listings.checks.found import TOPICS, Method
from navigator.listings.facts import FIELDS

COVERED_BY: Final = {field.name.partition(".")[0]: field.covered_by for field in FIELDS}
"""What of a check covers each field of a listing."""
_LONGEST: Final = 2_000
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Check:
    """A check with the provider, as the directory keeps it: what was confirmed is groups of facts, in order."""

    checked_on: str
    method: str
    confirmed: tuple[str, ...]
    note: str
    next_due: str
    made_by: str

    @property
    def known_by(self) -> tuple[Any, ...]:
        """What tells it from any other of its listing."""
        return self.checked_on, self.method, self.confirmed, self.note

    def covers(self, field: str) -> bool:
        """Whether it confirmed a field of the listing."""
        return "all" in self.confirmed or COVERED_BY.get(field, "") in self.confirmed

    def but(self, fields: Iterable[str]) -> "Check | None":
        """Without what it says of some fields; None where nothing is left."""
        gone = {COVERED_BY.get(field, "") for field in fields}
        groups = TOPICS if "all" in self.confirmed else self.confirmed
        if gone.isdisjoint(groups):
            return self
        left = tuple(group for group in groups if group not in gone)
        return Check(self.checked_on, self.method, left, self.note, self.next_due, self.made_by) if left else None


def checks_of(connection: sqlite3.Connection, service_id: str) -> tuple[Check, ...]:
    """The checks of one listing, the newest first."""
    rows = connection.execute(_CHECKS, (service_id,)).fetchall()
    return tuple(Check(str(on), str(how), _groups(said), *map(str, more)) for on, how, said, *more in rows)


def sound(checks: Iterable[Check], on: date) -> Iterator[Check]:
    """Those of another's checks that a directory could hold on a day; the rest were not made with Navigator."""
    for check in checks:
        words = (check.note, check.made_by)
        if (
            _is_day(check.checked_on)
            and check.checked_on <= on.isoformat()
            and (not check.next_due or (_is_day(check.next_due) and check.next_due > check.checked_on))
            and check.method in get_args(Method)
            and check.confirmed
            and {*check.confirmed} <= {*TOPICS, "all"}
            and all(len(text) <= _LONGEST and not _UNSEEN.search(text) for text in words)
        ):
            yield check


def _groups(confirmed: object) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[\s,]+", str(confirmed))))


def _is_day(text: object) -> bool:
    try:
        return date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False


_CHECKS: Final = """
SELECT v.checked_on, v.method, v.confirmed, coalesce(v.note, ''), coalesce(v.next_due, ''), coalesce(v.made_by, '')
FROM verification v JOIN service s ON s.key = v.service_key WHERE s.id = ? ORDER BY v.checked_on DESC, v.key DESC
"""
