"""Which listings are due to be checked, and which to check first: harm if wrong, times use, times age.

What each of these weighs is reviewed data (``intervals``); what is due, and since when, is for ``due_days`` to say.
Everything is read for all listings at once, and told in words for those that are shown.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from navigator.directory import Vocabulary
from navigator.directory.entry import area_code
from navigator.directory.labels import read_labels
from navigator.find.facts import Facts
from navigator.find.orders import keys_in
from navigator.find.wording import lower_first, plain_date
from navigator.listings.checks.due_days import DueDays, Lapse, Report
from navigator.listings.checks.found import NO_TRIES
from navigator.listings.checks.intervals import Harm, Intervals, read_intervals
from navigator.listings.checks.weighing import Ages, Few, fewest


@dataclass(frozen=True, slots=True)
class Due:
    """One listing that is due to be checked, and why; ``number`` is the one to ring, "" for none.

    ``due_on`` is the ISO day it is due since, "" where no check says so: nobody ever checked it, or it was reported
    before that. ``harm`` is the code of what goes wrong. ``value`` only compares: a higher one comes first. ``why`` is
    told from the check to what was reported, in short phrases.
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
        self._intervals = intervals or read_intervals()
        self._days = DueDays(connection, today, reported, self._intervals)
        self._ages = Ages(today, self._intervals)
        self._facts = Facts(connection)

    def __len__(self) -> int:
        return len(self._ordered)

    def first(self, count: int | None = None) -> tuple[Due, ...]:
        """The first to check, or all of them."""
        return tuple(self._told([key for _, key in self._ordered[:count]]))

    def for_calls(self, count: int = 200) -> tuple[Due, ...]:
        """The first to check, with whatever else of the same organisations is due: one call can cover it."""
        first = [key for _, key in self._ordered[:count]]
        mates = {key for (key,) in self._connection.execute(_MATES, (json.dumps(first),))}
        return tuple(self._told([*first, *(key for _, key in self._ordered[count:] if key in mates)]))

    def harm(self, key: int) -> Harm:
        """What goes wrong where the listing of a key is wrong."""
        return self._intervals.harms[self._harm_of[key]]

    @property
    def lapses(self) -> Mapping[int, str]:
        """The day (ISO) on which the last check no longer holds, by the key of every listing that was ever checked."""
        return {key: lapse.due_on for key, lapse in self._days.lapses.items()}

    @cached_property
    def _ordered(self) -> Sequence[tuple[float, int]]:
        """The value, negative, and the key of each listing that is due, in order."""
        weights, harm_of, ages = [harm.weight for harm in self._intervals.harms], self._harm_of, self._ages
        days: dict[int, str] = dict(self._connection.execute("SELECT key, fresh FROM search_entry").fetchall())
        due = self._days.due(days.keys() - keys_in(self._facts.code("status:closed")))
        days.update((key, lapse.last) for key, lapse in self._days.lapses.items())
        odd = self._fewest.keys() | self._days.reported.keys()
        found = []
        for key in due:
            value = weights[harm_of[key]] * ages[days[key]]
            if key in odd:
                value = value * self._use(key) * self._met(key)
            found.append((-value, key))
        found.sort()
        return found

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

    def _met(self, key: int) -> int:
        """How many times it counts for what workers met there."""
        report, numbers = self._days.reported.get(key, Report()), self._intervals
        refused = report.refusals and not self._days.heard(self._days.lapses.get(key))
        return (numbers.wrong if report.wrong else 1) * (numbers.refusals if refused else 1)

    def _use(self, key: int) -> int:
        """How many times it counts for being one of few."""
        if key not in self._fewest:
            return 1
        return self._intervals.only if self._fewest[key].count == 1 else self._intervals.one_of_few

    @cached_property
    def _fewest(self) -> Mapping[int, Few]:
        return fewest(self._facts, self._intervals.few)

    def _told(self, keys: Sequence[int]) -> Iterator[Due]:
        """The listings of some keys, in their order, in words."""
        values = {key: -value for value, key in self._ordered}
        rows = {row[0]: row for row in self._connection.execute(_LISTINGS, (json.dumps(keys),))}
        for key in keys:
            _, service, name, organization, number, fresh = rows[key]
            lapse = self._days.lapses.get(key)
            due_on = self._days.due_on(key, lapse)
            why = tuple(self._why(key, lapse, fresh))
            yield Due(key, service, name, organization, number, self.harm(key).code, due_on, values[key], why)

    def _why(self, key: int, lapse: Lapse | None, fresh: str) -> Iterator[str]:
        if lapse is None:
            yield "never checked"
        elif lapse.method == "website":
            yield f"only its website was read, on {plain_date(lapse.last)}"
        else:
            yield f"last checked on {plain_date(lapse.last)}"
        yield self.harm(key).name
        if lapse is None:
            yield f"page of {plain_date(fresh)}" if fresh else "undated page"
        if key in self._fewest:
            few = self._fewest[key]
            which = "the only one" if few.count == 1 else f"one of {few.count}"
            yield f"{which} listed for {lower_first(self._labels.label('need', few.need))} in {self._places[few.place]}"
        yield from _reports(self._days.reported.get(key, Report()))
        if said := self._days.tries.get(key, NO_TRIES).says:
            yield said

    @cached_property
    def _labels(self) -> Vocabulary:
        return read_labels(self._connection)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        names = self._connection.execute("SELECT name FROM borough UNION SELECT name FROM service_area")
        return {area_code(name): name for (name,) in names}


def _reports(report: Report) -> Iterator[str]:
    if report.wrong:
        yield f"reported wrong: {', '.join(report.wrong)}"
    if report.refusals:
        yield "people were refused there"


_LISTINGS: Final = """
SELECT s.key, s.id, s.name, o.name, coalesce(p.number, ''), e.fresh
FROM service s JOIN organization o ON o.key = s.organization_key JOIN search_entry e ON e.key = s.key
LEFT JOIN phone p ON p.service_key = s.key AND p.position = 0 WHERE s.key IN (SELECT value FROM json_each(?))
"""
_MATES: Final = """
SELECT key FROM service
WHERE organization_key IN (SELECT organization_key FROM service WHERE key IN (SELECT value FROM json_each(?)))
"""
