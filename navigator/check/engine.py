"""Every service held against what is known of one person, at once: bit sets in Python integers.

A bit stands for a service, as in ``navigator.find.facts``: bit ``key``. One answer works out one facet anew and puts
all facets together again, which takes far below a millisecond for 100,000 services.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from navigator.check.bits import union
from navigator.check.known import Known
from navigator.check.result import OUTCOMES, Outcome
from navigator.check.rules import COVERS, Scope

Range = tuple[int | None, int | None]
"""The lowest and the highest age, ends included."""
Value = str | Range
_AGE, _AREA = "age", "area"


@dataclass(frozen=True, slots=True)
class Rules:
    """One rule each of many services on one facet: who has it, and who has it with which value (or range of ages).

    ``idle``: whoever is asked meets it, so that nobody has to say anything for it. ``open``: the area that a place
    covers where anyone may come, which shuts out nobody who has not said where they are.
    """

    rule: str
    hard: bool
    idle: bool
    open: bool
    services: int
    by_value: Mapping[Value, int]

    def split(self, known: Known, facet: str) -> tuple[int, int]:
        """The services whose rule is unmet, and those where that is not known."""
        met = may = 0
        for value, services in self.by_value.items():
            said = _said(known, facet, value)
            if said:
                met |= services
            elif said is None:
                may |= services
        unknown = may & ~met
        return (met if self.rule == "excludes" else self.services & ~met & ~may), unknown


@dataclass(frozen=True, slots=True)
class Part:
    """What one facet comes to: the services with a hard rule unmet, another rule unmet, and a rule not known.

    ``open`` has those where a rule is not known and no doubt follows from it. It may still be worth asking about: then
    they are among the ``unknown`` too, while ``doubt`` has the others of them.
    """

    hard: int = 0
    soft: int = 0
    unknown: int = 0
    doubt: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every service stands; three bit sets with no service in two, and none that has closed in any.

    ``unknown`` has, for each facet, the services with a rule on it that is not known and could matter. ``takes_anyone``
    are those worth asking in name only, as ``Result.takes_anyone`` says; ``hard`` and ``soft`` those with a hard rule
    unmet, and with another.
    """

    meets_rules: int
    worth_asking: int
    says_no: int
    unknown: Mapping[str, int]
    takes_anyone: int
    hard: int
    soft: int

    @property
    def open(self) -> int:
        """The services to try first: those whose rules are met, and those that take anyone."""
        return self.meets_rules | self.takes_anyone

    def of(self, outcome: Outcome) -> int:
        """The services with an outcome."""
        return {"meets-rules": self.meets_rules, "worth-asking": self.worth_asking, "says-no": self.says_no}[outcome]

    def among(self, services: int) -> dict[str, int]:
        """How many of some services have each outcome."""
        return {outcome: (self.of(outcome) & services).bit_count() for outcome in OUTCOMES}


class Engine:
    """The rules of a whole directory, read once; sees no later change."""

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        """Read the rules of the directory behind a connection."""
        self.size: int = connection.execute("SELECT coalesce(max(key), 0) FROM service").fetchone()[0] + 1
        self.rules: Mapping[str, tuple[Rules, ...]] = _read(connection, scope, self.size)
        self._services = _Services.read(connection, self.size)
        self._parts: dict[str, tuple[object, Part]] = {}

    @property
    def offered(self) -> int:
        """Every service but those that have closed."""
        return self._services.offered

    @property
    def settled_by_asking(self) -> int:
        """The services that no answer makes meet their rules: they have to be asked whatever is known."""
        return self._services.asks

    def standing(self, known: Known) -> Standing:
        """Where every service stands for somebody of whom this is known."""
        parts = {facet: self._part(facet, rules, known) for facet, rules in self.rules.items()}
        hard = soft = doubt = is_open = 0
        for part in parts.values():
            hard |= part.hard
            soft |= part.soft
            doubt |= part.doubt
            is_open |= part.open
        services = self._services
        says_no = hard & ~services.anyone
        doubts = hard | soft | doubt | services.asks
        return Standing(
            meets_rules=services.offered & ~doubts & ~is_open,
            worth_asking=services.offered & (doubts | is_open) & ~says_no,
            says_no=services.offered & says_no,
            unknown={facet: part.unknown for facet, part in parts.items()},
            takes_anyone=services.offered & is_open & ~doubts,
            hard=hard,
            soft=soft,
        )

    def forget(self) -> None:
        """Keep nothing that was worked out from anybody's answers."""
        self._parts.clear()

    def _part(self, facet: str, rules: tuple[Rules, ...], known: Known) -> Part:
        state = _state(known, facet)
        held = self._parts.get(facet)
        if held is None or held[0] != state:
            held = self._parts[facet] = (state, _part(facet, rules, known))
        return held[1]


def _state(known: Known, facet: str) -> object:
    """All that is known of a facet."""
    if facet == _AGE:
        return known.age
    return known.answers.of(facet), frozenset(value for its, value in known.ruled_out if its == facet)


def _part(facet: str, rules: tuple[Rules, ...], known: Known) -> Part:
    hard = soft = unknown = doubt = is_open = 0
    for some in rules:
        unmet, not_known = some.split(known, facet)
        if some.hard:
            hard |= unmet
        else:
            soft |= unmet
        if not some.idle:
            unknown |= not_known
        if some.idle or some.open:
            is_open |= not_known
        else:
            doubt |= not_known
    return Part(hard, soft, unknown, doubt, is_open)


def _said(known: Known, facet: str, value: Value) -> bool | None:
    if isinstance(value, str):
        return known.said(facet, value)
    if known.age is None:
        return None
    least, most = value
    return (least is None or known.age >= least) and (most is None or known.age <= most)


@dataclass(frozen=True, slots=True)
class _Services:
    """What is so of a service whatever is known of a person."""

    offered: int
    anyone: int
    asks: int

    @classmethod
    def read(cls, connection: sqlite3.Connection, size: int) -> "_Services":
        offered, anyone, asks = (
            _bits((key for (key,) in connection.execute(sql)), size) for sql in (_OFFERED, _ANYONE, _ASKS)
        )
        return cls(offered, anyone, offered & asks)


class _Kind(NamedTuple):
    """What the rules in one set have in common."""

    facet: str
    rule: str
    hard: bool
    idle: bool = False
    open: bool = False


def _read(connection: sqlite3.Connection, scope: Scope, size: int) -> dict[str, tuple[Rules, ...]]:
    """The rules by facet. Where a service has two alike on one facet, the second is in a set of its own."""
    found: dict[tuple[_Kind, int], dict[Value, list[int]]] = {}
    turns: dict[tuple[int, _Kind], tuple[int, int]] = {}
    for criterion, service, kind, value in _rows(connection, scope):
        last, turn = turns.get((service, kind), (None, 0))
        if last != criterion:
            turn += 1
            turns[service, kind] = criterion, turn
        found.setdefault((kind, turn), {}).setdefault(value, []).append(service)
    rules: dict[str, list[Rules]] = {}
    for (kind, _), by_value in found.items():
        bits = {value: _bits(keys, size) for value, keys in by_value.items()}
        rules.setdefault(kind.facet, []).append(Rules(*kind[1:], union(bits.values()), bits))
    return {facet: tuple(some) for facet, some in rules.items()}


def _rows(connection: sqlite3.Connection, scope: Scope) -> Iterator[tuple[int, int, _Kind, Value]]:
    """Every value of every rule that answers decide, rule by rule; the areas a service covers are a rule 0 each.

    A rule that takes people from everywhere is left out.
    """
    for criterion, service, rule, hard, minimum, maximum in connection.execute(_AGES):
        yield criterion, service, _Kind(_AGE, rule, bool(hard)), (minimum, maximum)
    for criterion, service, facet, rule, hard, text in connection.execute(_VALUES):
        values, everybody = scope.read(facet, rule, text.split(_BREAK))
        if facet != _AREA or not everybody:
            kind = _Kind(facet, rule, bool(hard), everybody)
            for value in values:
                yield criterion, service, kind, value
    for service, open_access, areas in connection.execute(_AREAS):
        kind = _Kind(_AREA, COVERS, hard=True, open=bool(open_access))
        for value in scope.areas(areas.split(_BREAK)) or ():
            yield 0, service, kind, value


def _bits(keys: Iterable[int], size: int) -> int:
    held = bytearray(size // 8 + 1)
    for key in keys:
        held[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(held, "little")


_BREAK: Final = "\x1f"
_OFFERED: Final = "SELECT key FROM service WHERE status <> 'closed'"
_ANYONE: Final = "SELECT key FROM service WHERE anyone_may_apply"
_ASKS: Final = """
SELECT key FROM service WHERE status = 'unclear'
UNION
SELECT key FROM service s WHERE NOT open_access
  AND NOT EXISTS (SELECT 1 FROM criterion c WHERE c.service_key = s.key AND c.rule <> 'prioritises')
UNION
SELECT service_key FROM criterion c WHERE strength = 'hard' AND rule <> 'prioritises' AND facet <> 'age'
  AND (facet = 'other' OR NOT EXISTS (SELECT 1 FROM criterion_value v WHERE v.criterion_key = c.key))
"""
_AGES: Final = """
SELECT key, service_key, rule, strength = 'hard', minimum, maximum FROM criterion
WHERE facet = 'age' AND rule <> 'prioritises' ORDER BY service_key, key
"""
_VALUES: Final = """
SELECT c.key, c.service_key, c.facet, c.rule, c.strength = 'hard', group_concat(v.value, char(31))
FROM criterion c JOIN criterion_value v ON v.criterion_key = c.key
WHERE c.facet NOT IN ('age', 'other') AND c.rule <> 'prioritises' GROUP BY c.key ORDER BY c.service_key, c.key
"""
_AREAS: Final = """
SELECT service_key, open_access, group_concat(a.name, char(31))
FROM service_area a JOIN service s ON s.key = a.service_key GROUP BY service_key ORDER BY service_key
"""
