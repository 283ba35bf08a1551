"""Which listings are due to be checked, and which to check first: harm if wrong, times use, times age.

What each of these weighs is reviewed data (``intervals``). Everything is read for all listings at once, and told in
words for those that are shown.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, TypeVar

from navigator.directory import Vocabulary
from navigator.directory.entry import area_code
from navigator.directory.labels import read_labels
from navigator.find.facts import Facts
from navigator.find.orders import keys_in
from navigator.find.wording import lower_first, plain_date
from navigator.listings.found import NO_TRIES, all_tries
from navigator.listings.intervals import Harm, Intervals, months_after, read_intervals
from navigator.listings.weighing import Ages, Few, fewest

_Value = TypeVar("_Value")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What workers met at a service: what was reported wrong, in words, and whether refusals make a figure."""

    wrong: tuple[str, ...] = ()
    refusals: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One listing that is due to be checked, and why; ``number`` is the one to ring, "" for none.

    ``due_on`` is the ISO day it is due since, "" where nobody ever checked it. ``value`` only compares: a higher one
    comes first. ``why`` is told from the check to what was reported, in short phrases.
    """

    key: int
    id: str
    name: str
    organization: str
    number: str
    harm: str
    due_on: str
    value: float
    why: tuple[str, ...]

    @property
    def says(self) -> str:
        """Why, in one line: ``"Never checked; a crisis service; page of 2012; reported wrong: phone"``."""
        told = "; ".join(self.why)
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class _Checks:
    """The checks of one service: the last day of any, what the last was, and when it is due by them (ISO)."""

    last: str
    method: str
    due_on: str


class DueList:
    """The listings of a directory that are due on a day, the first to check first."""

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
        self._facts = Facts(connection)
        self._reported = self._by_key(reported or {})
        self._tries = self._by_key(all_tries(connection))

    def __len__(self) -> int:
        return len(self._ordered)

    def first(self, count: int | None = None) -> tuple[Due, ...]:
        """The first to check, or all of them."""
        return tuple(self._told([key for _, key in self._ordered[:count]]))

    def for_calls(self, count: int = 200) -> tuple[Due, ...]:
        """The first to check, with whatever else of the same organisations is due: one call can cover it."""
        first = [key for _, key in self._ordered[:count]]
        mates = set(self._mates(first))
        return tuple(self._told([*first, *(key for _, key in self._ordered[count:] if key in mates)]))

    def harm(self, key: int) -> Harm:
        """What goes wrong where the listing of a key is wrong."""
        return self._harm(key)

    @property
    def lapses(self) -> Mapping[int, str]:
        """The day (ISO) on which the last check no longer holds, by the key of every listing that was ever checked."""
        return {key: checks.due_on for key, checks in self._checks.items()}

    @cached_property
    def _ordered(self) -> Sequence[tuple[float, int]]:
        """The value, negative, and the key of each listing that is due, in order."""
        weights = [harm.weight for harm in self._intervals.harms]
        harm_of, checks, ages = self._harm_of, self._checks, self._ages
        closed = set(keys_in(self._facts.code("status:closed")))
        odd = {**self._fewest, **self._reported, **self._tries, **checks}.keys()
        found = []
        for key, fresh in self._connection.execute("SELECT key, fresh FROM search_entry"):
            if key in closed:
                continue
            if key not in odd:
                value = weights[harm_of[key]] * ages[fresh]
            elif self._is_due(key):
                age = ages[checks[key].last if key in checks else fresh]
                value = weights[harm_of[key]] * age * self._use(key) * self._met(key)
            else:
                continue
            found.append((-value, key))
        found.sort()
        return found

    @cached_property
    def _ages(self) -> Ages:
        return Ages(self._today, self._intervals)

    @cached_property
    def _harm_of(self) -> bytearray:
        """For each key the place of its harm among them all."""
        harms = self._intervals.harms
        held = bytearray([len(harms) - 1]) * self._facts.size
        for at in reversed(range(len(harms) - 1)):
            bits = 0
            for code in harms[at].codes:
                bits |= self._facts.code(code)
            for key in keys_in(bits):
                held[key] = at
        return held

    @cached_property
    def _checks(self) -> Mapping[int, _Checks]:
        found: dict[int, _Checks] = {}
        for key, day, method, confirmed, next_due in self._connection.execute(_CHECKS):
            due_on = next_due or self._lapses(key, day, whole=method != "website" and confirmed == "all")
            before = found.get(key)
            if before is not None and not next_due:
                due_on = max(due_on, before.due_on)
            found[key] = _Checks(day, method, due_on)
        return found

    def _lapses(self, key: int, day: str, *, whole: bool) -> str:
        """When a check no longer holds."""
        months = self._harm(key).months
        return months_after(
            date.fromisoformat(day), months if whole else -(-months // self._intervals.part)
        ).isoformat()

    def _is_due(self, key: int) -> bool:
        report, checks = self._reported.get(key), self._checks.get(key)
        if report is not None and (report.wrong or not self._heard(checks)):
            return True
        if self._waits(key):
            return False
        return checks is None or checks.due_on <= self._today.isoformat()

    def _heard(self, checks: _Checks | None) -> bool:
        """Whether a check is so recent that it was told of refusals."""
        since = months_after(self._today, -self._intervals.heard_months)
        return checks is not None and checks.method != "website" and checks.last >= since.isoformat()

    def _waits(self, key: int) -> bool:
        """Whether somebody just rang, and nobody answered."""
        days = self._tries.get(key, NO_TRIES).days
        return bool(days) and date.fromisoformat(days[-1]) + timedelta(self._intervals.tried_days) > self._today

    def _met(self, key: int) -> int:
        """How many times it counts for what workers met there."""
        report, numbers = self._reported.get(key, Report()), self._intervals
        refused = report.refusals and not self._heard(self._checks.get(key))
        return (numbers.wrong if report.wrong else 1) * (numbers.refusals if refused else 1)

    def _use(self, key: int) -> int:
        """How many times it counts for being one of few."""
        if key not in self._fewest:
            return 1
        return self._intervals.only if self._fewest[key].count == 1 else self._intervals.one_of_few

    @cached_property
    def _fewest(self) -> Mapping[int, Few]:
        return fewest(self._facts, self._intervals.few)

    def _harm(self, key: int) -> Harm:
        return self._intervals.harms[self._harm_of[key]]

    def _told(self, keys: Sequence[int]) -> Iterator[Due]:
        """The listings of some keys, in their order, in words."""
        values = {key: -value for value, key in self._ordered}
        rows = {row[0]: row for some in _some(keys) for row in self._read(_LISTINGS, some)}
        for key in keys:
            _, service, name, organization, number, fresh = rows[key]
            due_on = self._checks[key].due_on if key in self._checks else ""
            why = tuple(self._why(key, fresh))
            yield Due(key, service, name, organization, number, self._harm(key).code, due_on, values[key], why)

    def _why(self, key: int, fresh: str) -> Iterator[str]:
        checks = self._checks.get(key)
        if checks is None:
            yield "never checked"
        elif checks.method == "website":
            yield f"only its website was read, on {plain_date(checks.last)}"
        else:
            yield f"last checked on {plain_date(checks.last)}"
        yield self._harm(key).name
        if checks is None:
            yield f"page of {plain_date(fresh)}" if fresh else "undated page"
        if key in self._fewest:
            few = self._fewest[key]
            which = "the only one" if few.count == 1 else f"one of {few.count}"
            yield f"{which} listed for {lower_first(self._labels.label('need', few.need))} in {self._places[few.place]}"
        yield from _reports(self._reported.get(key, Report()))
        if said := self._tries.get(key, NO_TRIES).says:
            yield said

    @cached_property
    def _labels(self) -> Vocabulary:
        return read_labels(self._connection)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        names = self._connection.execute("SELECT name FROM borough UNION SELECT name FROM service_area")
        return {area_code(name): name for (name,) in names}

    def _mates(self, keys: Sequence[int]) -> Iterator[int]:
        """The keys of all services of the organisations that run some."""
        for some in _some(keys):
            yield from (key for (key,) in self._read(_MATES, some))

    def _by_key(self, by_id: Mapping[str, _Value]) -> Mapping[int, _Value]:
        """The same by the key of the service; what the directory does not hold is left out."""
        found = (row for some in _some(list(by_id)) for row in self._read(_KEYS_OF, some))
        return {key: by_id[service_id] for key, service_id in found}

    def _read(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        return self._connection.execute(sql.format(",".join("?" * len(values))), values)


def _reports(report: Report) -> Iterator[str]:
    if report.wrong:
        yield f"reported wrong: {', '.join(report.wrong)}"
    if report.refusals:
        yield "people were refused there"


def _some(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """The values, as many at a time as one question may hold."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


_CHECKS: Final = """
SELECT service_key, checked_on, method, confirmed, next_due FROM verification ORDER BY checked_on, key
"""
_LISTINGS: Final = """
SELECT s.key, s.id, s.name, o.name, coalesce(p.number, ''), e.fresh
FROM service s JOIN organization o ON o.key = s.organization_key JOIN search_entry e ON e.key = s.key
LEFT JOIN phone p ON p.service_key = s.key AND p.position = 0 WHERE s.key IN ({})
"""
_MATES: Final = """
SELECT key FROM service WHERE organization_key IN (SELECT organization_key FROM service WHERE key IN ({}))
"""
_KEYS_OF: Final = "SELECT key, id FROM service WHERE id IN ({})"
