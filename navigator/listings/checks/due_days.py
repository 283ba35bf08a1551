"""On which day each listing is due to be checked, for all of a large directory at once.

Here are the rules: when a check lapses, and what a report or a try that nobody answered does. ``due`` tells why, and in
which order.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from navigator.listings.checks.found import NO_TRIES, Tries, all_tries
from navigator.listings.checks.intervals import Harm, Intervals, months_after, read_intervals

if TYPE_CHECKING:
    from navigator.refer.experience import Experience

_Value = TypeVar("_Value")
CheckRow = tuple[int, str, str, str, str | None]
"""A check: the key of its listing, its ISO day, how, what was confirmed, and when to check again if that was said."""


@dataclass(frozen=True, slots=True)
class Report:
    """What workers met at a service: what was reported wrong, in words, and whether refusals make a figure."""

    wrong: tuple[str, ...] = ()
    refusals: bool = False


def reports_of(experience: "Experience", today: date) -> Mapping[str, Report]:
    """What workers met, by the id of the service. Raises NavigatorError where that cannot be read."""
    return {one.id: Report(one.wrong, one.refusals) for one in experience.reported(today)}


class Lapse(NamedTuple):
    """The last check of a listing: its ISO day, how, and the ISO day the next is due by all its checks."""

    last: str
    method: str
    due_on: str


class DueDays:
    """What is due in a directory on a day, as the directory is when it is first asked."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date,
        reported: Mapping[str, Report] | None = None,
        intervals: Intervals | None = None,
    ) -> None:
        """Read from the directory; ``reported`` is what workers met, by the id of the service."""
        self._connection = connection
        self._today = today
        self._intervals = intervals or read_intervals()
        self._by_id = reported or {}

    @cached_property
    def reported(self) -> Mapping[int, Report]:
        """What workers met, by the key of the service; of services that the directory holds."""
        return self._by_key(self._by_id)

    @cached_property
    def tries(self) -> Mapping[int, Tries]:
        """The tries since the last check that nobody answered, by the key of the service."""
        return self._by_key(all_tries(self._connection))

    @cached_property
    def lapses(self) -> Mapping[int, Lapse]:
        """When each listing that was ever checked is due, by key."""
        months: dict[int, int] = {}
        for codes, held in reversed(self._holds):
            months |= dict.fromkeys((key for (key,) in self._connection.execute(_CARRY, (_any_of(codes),))), held)
        return lapses(self._connection.execute(_CHECKS.format("")), months, self._intervals)

    def lapses_of(self, codes: Mapping[int, Collection[str]]) -> Mapping[int, Lapse]:
        """The same for some listings, by key; ``codes`` are those that the index has of each."""
        months = {key: self._months(held) for key, held in codes.items()}
        rows = self._connection.execute(_CHECKS.format(_OF_THESE), (json.dumps(list(codes)),))
        return lapses(rows, months, self._intervals)

    def due_on(self, key: int, lapse: Lapse | None) -> str:
        """The ISO day a service that is not closed is due; "" where no check says so, or it is due before that."""
        ahead = lapse is not None and lapse.due_on > self._today.isoformat()
        return "" if lapse is None or (ahead and self.is_due(key, lapse)) else lapse.due_on

    def is_due(self, key: int, lapse: Lapse | None) -> bool:
        """Whether a service that is not closed is due; ``lapse`` is its own, None where nobody ever checked it."""
        report = self.reported.get(key)
        if report is not None and (report.wrong or not self.heard(lapse)):
            return True
        return not self._waits(key) and (lapse is None or lapse.due_on <= self._today.isoformat())

    def heard(self, lapse: Lapse | None) -> bool:
        """Whether the last check is so recent that it was told of refusals."""
        since = months_after(self._today, -self._intervals.heard_months).isoformat()
        return lapse is not None and lapse.method != "website" and lapse.last >= since

    def due(self, running: set[int]) -> set[int]:
        """Those of some services, none of them closed, that are due."""
        now, lapses = self._today.isoformat(), self.lapses
        odd = {*self.reported, *self.tries}
        ahead = odd.union(key for key, lapse in lapses.items() if lapse.due_on > now)
        return (running - ahead) | {key for key in odd & running if self.is_due(key, lapses.get(key))}

    def _months(self, codes: Collection[str]) -> int:
        usual = self._intervals.harms[-1].months
        return next((months for some, months in self._holds if not some.isdisjoint(codes)), usual)

    @cached_property
    def _holds(self) -> Sequence[tuple[frozenset[str], int]]:
        """How many months a check holds of a listing with some code, the first that names one."""
        return [(frozenset(codes), months) for codes, months in _by_months(self._intervals.harms)]

    def _waits(self, key: int) -> bool:
        """Whether somebody just rang, and nobody answered."""
        days = self.tries.get(key, NO_TRIES).days
        return bool(days) and date.fromisoformat(days[-1]) + timedelta(self._intervals.tried_days) > self._today

    def _by_key(self, by_id: Mapping[str, _Value]) -> Mapping[int, _Value]:
        rows = self._connection.execute(_KEYS_OF, (json.dumps(list(by_id)),)) if by_id else ()
        return {key: by_id[service_id] for key, service_id in rows}


def lapses(rows: Iterable[CheckRow], months: Mapping[int, int], intervals: Intervals) -> dict[int, Lapse]:
    """When listings are due by their checks, by key; the checks of each stand in their order.

    ``months`` are those that a check holds where that is not as usual.
    """
    usual, part = intervals.harms[-1].months, intervals.part
    found: dict[int, Lapse] = {}
    for key, day, method, confirmed, next_due in rows:
        holds = months.get(key, usual)
        if method == "website" or confirmed != "all":
            holds = -(-holds // part)
        due_on, before = next_due or _lapses_on(day, holds), found.get(key)
        if before is not None and not next_due:
            due_on = max(due_on, before.due_on)
        found[key] = _lapse(day, method, due_on)
    return found


def _by_months(harms: Sequence[Harm]) -> Iterator[tuple[Sequence[str], int]]:
    """The codes of harms whose checks hold as long, one after another; a listing belongs to the first it carries."""
    for months, some in groupby(harms, lambda harm: harm.months):
        if codes := [code for harm in some for code in harm.codes]:
            yield codes, months


def _any_of(codes: Collection[str]) -> str:
    quoted = (f'"{code}"' for code in sorted(codes))
    return f"codes : ({' OR '.join(quoted)})"


@lru_cache(maxsize=8192)
def _lapse(last: str, method: str, due_on: str) -> Lapse:
    """The one of those that are alike: many are, and each that is held takes Python time to walk past."""
    return Lapse(last, method, due_on)


@lru_cache(maxsize=8192)
def _lapses_on(day: str, months: int) -> str:
    return months_after(date.fromisoformat(day), months).isoformat()


_CARRY: Final = """
SELECT rowid FROM search_index WHERE search_index MATCH ? AND +rowid IN (SELECT service_key FROM verification)
"""
"""The plus keeps SQLite from looking into the index once for each of them."""
_OF_THESE: Final = "WHERE service_key IN (SELECT value FROM json_each(?))"
_CHECKS: Final = """
SELECT service_key, checked_on, method, confirmed, next_due FROM verification {} ORDER BY checked_on, key
"""
_KEYS_OF: Final = "SELECT key, id FROM service WHERE id IN (SELECT value FROM json_each(?))"
