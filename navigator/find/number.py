"""The next best number to ring for a service that gives none of its own, and whose it is.

A number is next best only where the person who answers can speak of the same help for the same people: the service
runs now, answers the main need, covers every area, and takes whoever the other takes. Where none does, there is none.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from navigator.directory import Listing

_WIDE: Final = ("london", "england", "uk")
"""The areas that hold every borough; each holds those before it."""
_WHO: Final = ("gender:", "identity:")
_FOR_SOME: Final = frozenset({
    "only:criminal-justice", "only:domestic-abuse", "only:exploitation", "only:family", "only:gender", "only:identity",
    "only:recourse", "only:young",
})  # fmt: skip
_ANYONE: Final = "access:anyone-may-apply"
_HELPLINE: Final = frozenset({"type:helpline", "delivery:phone"})
_COUNCILS_ANSWER: Final = frozenset({"homelessness", "housing"})

_SAME: Final = "the same organisation"
_GIVEN: Final = "the number this organisation gives"
_LINKED: Final = "works with it"
_COUNCIL: Final = "where anyone in this area may apply"
_LINE: Final = "a helpline for the same need"


@dataclass(frozen=True, slots=True)
class NextNumber:
    """A number to ring instead: what the line is, the service it belongs to, who runs that, and why this one.

    ``note`` is "" where the line needs no more words; ``why`` is a short phrase: ``"the same organisation"``.
    """

    number: str
    note: str
    name: str
    organization: str
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class _Codes:
    """What is compared of services: their codes as the index holds them, in the order of the listing."""

    all: frozenset[str]
    needs: tuple[str, ...]
    types: frozenset[str]
    areas: frozenset[str]

    @classmethod
    def read(cls, text: str) -> "_Codes":
        codes = text.split(" ")
        return cls(frozenset(codes), _of(codes, "need"), frozenset(_of(codes, "type")), frozenset(_of(codes, "area")))

    @property
    def for_everybody(self) -> bool:
        """Whether it is a line that anybody may ring, or somewhere anybody may apply."""
        return _ANYONE in self.all or self.all >= _HELPLINE

    @property
    def width(self) -> int:
        """How far it reaches: 0 for boroughs, then London, England and the United Kingdom."""
        return max((_WIDE.index(area) + 1 for area in self.areas if area in _WIDE), default=0)

    def answers(self, other: "_Codes") -> bool:
        """Whether it helps with the main need of the other, everywhere and for everyone the other does."""
        covers = self.width >= other.width if self.width else other.areas <= self.areas
        named = (code for code in self.all if code.startswith(_WHO))
        takes = self.all & _FOR_SOME <= other.all and other.all.issuperset(named)
        return other.needs[0] in self.needs and covers and takes

    def alike(self, other: "_Codes") -> bool:
        """Whether it is in some way the same kind of service."""
        return not self.types.isdisjoint(other.types)


@dataclass(frozen=True, slots=True)
class _Candidate:
    codes: _Codes
    fresh: str
    number: NextNumber


def next_number(connection: sqlite3.Connection, listing: Listing) -> NextNumber | None:
    """The number to ring for a listing that has none, or None where the directory holds none that fits.

    First another service of the same organization, then one it works with, then, for its area, a council service that
    anyone may apply to or a helpline. Never one that has closed, may have closed or keeps a place confidential. A
    number that is really a helpline's is given as the helpline's.
    """
    row = connection.execute(_WANTED, (listing.id,)).fetchone()
    if listing.phones or row is None or not listing.needs:
        return None
    key, organization, codes = row
    wanted = _Codes.read(codes)
    return (
        _best(_same_organization(connection, wanted, organization, key), wanted)
        or _best(_linked(connection, wanted, key), wanted)
        or _best(_doors(connection, wanted, key), wanted)
    )


def _same_organization(
    connection: sqlite3.Connection, wanted: _Codes, organization: int, key: int
) -> Iterator[_Candidate]:
    for found in _read(connection, "s.organization_key = ?", organization, key, why=_SAME):
        if found.codes.answers(wanted):
            one = found if found.codes.for_everybody else _owned(connection, found, key)
            if one.codes.for_everybody or one.codes.alike(wanted):
                yield one


def _linked(connection: sqlite3.Connection, wanted: _Codes, key: int) -> Iterator[_Candidate]:
    """Those it passes people to or takes them from, and those it works with that do the same."""
    passing = {to_id for (to_id,) in connection.execute(_PASSING, (key,))}
    for one in _read(connection, "s.id IN (SELECT to_id FROM link WHERE service_key = ?)", key, key, why=_LINKED):
        if one.codes.answers(wanted) and (one.number.id in passing or one.codes.alike(wanted)):
            yield one


def _doors(connection: sqlite3.Connection, wanted: _Codes, key: int) -> Iterator[_Candidate]:
    """Services for everybody whose own main need is the same."""
    need = wanted.needs[0]
    sought = f'codes : "need:{need}" AND codes : ("{_ANYONE}" OR "type:helpline")'
    for one in _read(connection, _INDEXED, sought, key, why=_LINE):
        fits = one.codes.for_everybody and one.codes.needs[0] == need and one.codes.answers(wanted)
        council = _ANYONE in one.codes.all
        if fits and (one.codes.alike(wanted) or (council and need in _COUNCILS_ANSWER)):
            yield replace(one, number=replace(one.number, why=_COUNCIL)) if council else one


def _owned(connection: sqlite3.Connection, one: _Candidate, key: int) -> _Candidate:
    """The same, or the helpline whose number it really gives."""
    digits = "".join(filter(str.isdigit, one.number.number))
    helplines = _read(connection, _INDEXED, f'codes : "type:helpline" AND details : "{digits}"', key, why=_GIVEN)
    return next((line for line in helplines if line.number.number == one.number.number), one)


def _best(found: Iterable[_Candidate], wanted: _Codes) -> NextNumber | None:
    """Lines for everybody first, then local ones, then those most alike, then the newest pages."""

    def rank(one: _Candidate) -> tuple[bool, int, int, int]:
        codes = one.codes
        return (
            not codes.for_everybody,
            codes.width,
            -len(codes.types & wanted.types),
            -len({*codes.needs} & {*wanted.needs}),
        )

    newest_first = sorted(found, key=lambda one: one.fresh, reverse=True)
    return min(newest_first, key=rank).number if newest_first else None


def _read(connection: sqlite3.Connection, which: str, value: str | int, key: int, why: str) -> Iterator[_Candidate]:
    """Other services that run, keep no place confidential and have a number: the first number of each."""
    rows = connection.execute(_OTHERS.format(which), (value, key))
    for codes, fresh, number, note, name, organization, service_id in rows:
        yield _Candidate(_Codes.read(codes), fresh, NextNumber(number, note, name, organization, service_id, why))


def _of(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    """The codes of one kind, without the kind."""
    return tuple(code.removeprefix(f"{kind}:") for code in codes if code.startswith(f"{kind}:"))


_WANTED: Final = """
SELECT s.key, s.organization_key, e.codes FROM service s JOIN search_entry e ON e.key = s.key WHERE s.id = ?
"""
_PASSING: Final = "SELECT to_id FROM link WHERE service_key = ? AND kind IN ('refers-to', 'receives-from')"
_INDEXED: Final = "s.key IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)"
_OTHERS: Final = """
SELECT e.codes, e.fresh, p.number, coalesce(p.description, ''), s.name, o.name, s.id
FROM service s JOIN organization o ON o.key = s.organization_key JOIN search_entry e ON e.key = s.key
JOIN phone p ON p.service_key = s.key AND p.position = (SELECT min(position) FROM phone WHERE service_key = s.key)
WHERE {} AND s.key <> ? AND s.status = 'active' AND NOT EXISTS (
  SELECT 1 FROM service_at_location a JOIN location l ON l.key = a.location_key
  WHERE a.service_key = s.key AND l.confidential
)
ORDER BY s.id
"""
