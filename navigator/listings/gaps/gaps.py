"""What the directory does not say yet: what share of its listings has each fact, and which to complete first."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Final, Literal

from navigator.directory.entry import area_code
from navigator.directory.labels import read_labels
from navigator.find.facts import Facts
from navigator.find.orders import keys_in
from navigator.listings.checks.due import DueList
from navigator.listings.checks.intervals import months_after
from navigator.uncollected import uncollected

Fact = Literal["phone", "hours", "rules", "stance", "check", "source"]

FACTS: Final[Mapping[Fact, str]] = {
    "phone": "a phone number",
    "hours": "hours",
    "rules": "rules",
    "stance": "a stance on both needs",
    "check": "a check that holds",
    "source": "a recent page",
}
"""What a listing should have, in words that follow "has". That anyone may come is a rule too."""
RECENT_MONTHS: Final = 24
"""How long a page is recent."""
MOST: Final = 200
"""How many organisations and listings are given, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many listings have a fact."""

    fact: Fact
    have: int
    of: int

    @property
    def part(self) -> float:
        """From 0 to 1; 1 where there are no listings."""
        return self.have / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """The listings of one borough, need or organisation, or all of them; shares stand in the order of ``FACTS``."""

    name: str
    services: int
    shares: tuple[Share, ...]

    @property
    def missing(self) -> int:
        """How many facts are missing in all."""
        return sum(share.of - share.have for share in self.shares)


@dataclass(frozen=True, slots=True)
class Gap:
    """A listing with what it lacks; ``harm`` says what it is, ``weight`` is that of the harm for each missing fact."""

    id: str
    name: str
    organization: str
    harm: str
    missing: tuple[Fact, ...]
    weight: int

    @property
    def says(self) -> str:
        """In one line: ``"A crisis service without a phone number, hours"``."""
        return f"{self.harm[:1].upper()}{self.harm[1:]} without {', '.join(FACTS[fact] for fact in self.missing)}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a directory on a day; closed services are left out.

    A borough's listings are those that name it, not those for all of London. Boroughs and needs stand in the order of
    their names, organisations and listings with the worst first, and of both only so many as were asked for.
    """

    today: date
    everything: Group
    boroughs: tuple[Group, ...]
    needs: tuple[Group, ...]
    organizations: tuple[Group, ...]
    worst: tuple[Gap, ...]


@uncollected()
def read_gaps(connection: sqlite3.Connection, today: date, most: int = MOST) -> Gaps:
    """The gaps of the directory behind a connection."""
    return _Reading(connection, today).gaps(most)


class _Reading:
    """Everything as bit sets by the key of the service, so that each share is one count."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        self._facts = Facts(connection)
        self._due = DueList(connection, today)
        self._open = self._facts.everyone & ~self._facts.code("status:closed")
        self._have = {fact: bits & self._open for fact, bits in self._all_facts()}
        self._lack = {fact: list(keys_in(self._open & ~have)) for fact, have in self._have.items()}

    def gaps(self, most: int) -> Gaps:
        labels = read_labels(self._connection)
        boroughs = (name for (name,) in self._connection.execute("SELECT name FROM borough ORDER BY name"))
        needs = sorted((labels.label("need", code), code) for code in labels.codes("need"))
        return Gaps(
            self._today,
            self._group("All listings", self._open),
            tuple(self._group(name, self._facts.code(f"area:{area_code(name)}")) for name in boroughs),
            tuple(self._group(label, self._facts.code(f"need:{code}")) for label, code in needs),
            tuple(self._organizations(most)),
            tuple(self._worst(most)),
        )

    def _all_facts(self) -> Iterable[tuple[Fact, int]]:
        day, recent = self._today.isoformat(), months_after(self._today, -RECENT_MONTHS).isoformat()
        yield "phone", self._keys("SELECT service_key FROM phone WHERE position = 0")
        yield "hours", self._keys("SELECT service_key FROM schedule")
        yield (
            "rules",
            self._keys("SELECT service_key FROM criterion WHERE position = 0") | self._facts.code("access:open"),
        )
        yield "stance", self._facts.everyone & ~self._facts.code("stance:not-stated")
        yield "check", self._facts.bits_of(key for key, lapses in self._due.lapses.items() if lapses > day)
        yield "source", self._keys(_RECENT, recent)

    def _keys(self, sql: str, *values: str) -> int:
        return self._facts.bits_of(key for (key,) in self._connection.execute(sql, values))

    def _group(self, name: str, bits: int) -> Group:
        listed = bits & self._open
        count = listed.bit_count()
        return Group(
            name, count, tuple(Share(fact, (have & listed).bit_count(), count) for fact, have in self._have.items())
        )

    def _organizations(self, most: int) -> Iterable[Group]:
        """The organisations that lack most."""
        run_by = dict(self._connection.execute("SELECT key, organization_key FROM service").fetchall())
        services = Counter(map(run_by.__getitem__, keys_in(self._open)))
        lacking: dict[int, Counter[str]] = defaultdict(Counter)
        for fact, keys in self._lack.items():
            for organization, count in Counter(map(run_by.__getitem__, keys)).items():
                lacking[organization][fact] = count
        total = {key: sum(counts.values()) for key, counts in lacking.items()}
        worst = nsmallest(most, total, key=lambda key: (-total[key], key))
        names = self._names("SELECT key, name FROM organization WHERE key = ?", worst)
        for key in worst:
            count = services[key]
            yield Group(names[key][0], count, tuple(Share(fact, count - lacking[key][fact], count) for fact in FACTS))

    def _worst(self, most: int) -> Iterable[Gap]:
        """The listings that lack most, weighed by the harm."""
        lacking = Counter[int]()
        for keys in self._lack.values():
            lacking.update(keys)
        weights = {key: count * self._due.harm(key).weight for key, count in lacking.items()}
        worst = nsmallest(most, weights, key=lambda key: (-weights[key], key))
        names = self._names(_LISTED, worst)
        for key in worst:
            missing = tuple(fact for fact, have in self._have.items() if not have >> key & 1)
            service_id, name, organization = names[key]
            yield Gap(service_id, name, organization, self._due.harm(key).name, missing, weights[key])

    def _names(self, sql: str, keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
        return {key: self._connection.execute(sql, (key,)).fetchone()[1:] for key in keys}


_RECENT: Final = """
SELECT key FROM search_entry
WHERE fresh || CASE length(fresh) WHEN 4 THEN '-12-31' WHEN 7 THEN '-28' ELSE '' END >= ?
"""
_LISTED: Final = """
SELECT s.key, s.id, s.name, o.name FROM service s JOIN organization o ON o.key = s.organization_key WHERE s.key = ?
"""
