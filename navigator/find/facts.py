"""Which services carry which fact, as bit sets: one Python integer a fact, bit ``key`` set for each service.

Three-valued: for each choice of a filter a listing says yes, says something else, or does not say.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeAlias

from navigator.directory import Place, Point, distance_m
from navigator.find.hours import Hours

_WIDER: Final = ("london", "england", "uk")
"""What may be covered beside boroughs: each holds those before it, and all boroughs."""
_METRES_A_DEGREE: Final = 111_000


@dataclass(frozen=True, slots=True)
class Said:
    """The services that say yes to a choice, and those that do not say, as bit sets."""

    yes: int
    silent: int = 0


Judge: TypeAlias = Callable[[Any], Said]
"""Says, for what one person said, which services' published rules are met, and which are worth asking."""


def nobody(_answers: Hashable) -> Said:
    """Judges nothing: everything is worth asking."""
    return Said(0, -1)


_Asks: TypeAlias = Callable[[Hours, str], bool | None]


class Facts:
    """The bit sets of one directory, read when first asked for and kept."""

    def __init__(self, connection: sqlite3.Connection, judge: Judge = nobody) -> None:
        """Read from the directory behind this connection; ``judge`` holds its services against answers."""
        self._connection = connection
        self._judge = judge
        self._bits: dict[str, int] = {}
        self._any: dict[str, int] = {}
        self._checked: dict[date, int] = {}
        self._hours: Hours | None = None
        self._by_asking: dict[_Asks, Said] = {}
        self.size: int = connection.execute("SELECT coalesce(max(key), 0) FROM search_entry").fetchone()[0] + 1

    @cached_property
    def everyone(self) -> int:
        """All services."""
        return self.bits_of(key for (key,) in self._connection.execute("SELECT key FROM search_entry"))

    @cached_property
    def held(self) -> dict[str, int]:
        """Every code that some service carries, such as ``need:alcohol``, in order, and how many carry it."""
        return dict(
            self._connection.execute("SELECT word, services FROM search_word WHERE word LIKE '%:%' ORDER BY word")
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that some service carries, in order."""
        return tuple(self.held)

    def bits_of(self, keys: Iterable[int]) -> int:
        """The bit set of some keys; one that was added since this was read is left out."""
        held = bytearray(self.size // 8 + 1)
        for key in keys:
            if key < self.size:
                held[key >> 3] |= 1 << (key & 7)
        return int.from_bytes(held, "little")

    def holds(self, bits: int) -> Callable[[int], bool]:
        """Asks whether a bit set holds a key; a key newer than the bit sets is not held."""
        held = bits.to_bytes(self.size // 8 + 1, "little")
        bytes_held = len(held)

        def has(key: int) -> bool:
            return key >> 3 < bytes_held and bool(held[key >> 3] >> (key & 7) & 1)

        return has

    def code(self, code: str) -> int:
        """The services that carry a code; a code nobody carries gives the empty set."""
        if code not in self._bits:
            self._bits[code] = self._carriers(code) if code in self.held else 0
        return self._bits[code]

    def _carriers(self, code: str) -> int:
        rows = self._connection.execute(
            "SELECT rowid FROM search_index WHERE search_index MATCH ?", (f'codes : "{code}"',)
        )
        return self.bits_of(key for (key,) in rows)

    def any_of(self, prefix: str) -> int:
        """The services that carry any code of a taxonomy or facet."""
        if prefix not in self._any:
            self._any[prefix] = 0
            for code in self.held:
                if code.startswith(f"{prefix}:"):
                    self._any[prefix] |= self.code(code)
        return self._any[prefix]

    def stated(self, taxonomy: str, code: str) -> Said:
        """A choice of a plain filter; a listing with nothing in the taxonomy does not say."""
        return Said(self.code(f"{taxonomy}:{code}"), self.everyone & ~self.any_of(taxonomy))

    def area(self, code: str) -> Said:
        """Services that cover a borough, or all of a wider area it lies in, and do not leave it out by name."""
        covering = self.code(f"area:{code}")
        for wider in _WIDER[_WIDER.index(code) :] if code in _WIDER else _WIDER:
            covering |= self.code(f"area:{wider}")
        yes = covering & ~self.code(f"not-area:{code}")
        return Said(yes, self.everyone & ~self.any_of("area") & ~self.code(f"not-area:{code}"))

    def stance(self, code: str) -> Said:
        """What a service says to someone with both needs."""
        silent = 0 if code == "not-stated" else self.code("stance:not-stated")
        return Said(self.code(f"stance:{code}"), silent)

    def drop_in(self) -> Said:
        """Services a person can walk into; one that names other routes only has said no."""
        yes = self.code("route:drop-in") | self.code("type:drop-in")
        return Said(yes, self.everyone & ~self.any_of("route") & ~yes)

    def women_only(self) -> Said:
        """Services for women only: called so, or with a rule that lets in women and not men, or shuts out men."""
        rule = self.code("only:gender") & self.code("gender:woman") & ~self.code("gender:man")
        shut_out = self.code("not-gender:man") & ~self.code("not-gender:woman")
        yes = rule | shut_out | self.code("type:women-only")
        return Said(yes, self.everyone & ~self.any_of("gender") & ~self.any_of("not-gender") & ~yes)

    def no_recourse(self) -> Said:
        """Services that say people with no recourse to public funds may come, or that anyone may."""
        shut_out = self.code("not-recourse:no-recourse")
        yes = (self.code("recourse:no-recourse") | self.code("access:open")) & ~shut_out
        return Said(yes, self.everyone & ~self.any_of("recourse") & ~shut_out & ~yes)

    def checked_since(self, day: date) -> Said:
        """Services somebody checked with the provider on or after a day; no check is a plain no."""
        if day not in self._checked:
            rows = self._connection.execute(
                "SELECT DISTINCT service_key FROM verification WHERE checked_on >= ? AND method <> 'website'",
                (day.isoformat(),),
            )
            self._checked[day] = self.bits_of(key for (key,) in rows)
        return Said(self._checked[day])

    def near(self, place: Place, metres: float) -> Said:
        """Services with a known point within so many metres of a place; no known point does not say."""
        if place.point is None:
            return Said(0, self.everyone)
        origin, reach = place.point, metres / _METRES_A_DEGREE
        rows = self._connection.execute(
            "SELECT s.service_key, l.latitude, l.longitude FROM location l "
            "JOIN service_at_location s ON s.location_key = l.key "
            "WHERE l.latitude BETWEEN ? AND ? AND l.longitude BETWEEN ? AND ?",
            (
                origin.latitude - reach,
                origin.latitude + reach,
                origin.longitude - 2 * reach,
                origin.longitude + 2 * reach,
            ),
        )
        yes = self.bits_of(key for key, *point in rows if distance_m(origin, Point(*point)) <= metres)
        return Said(yes, self.everyone & ~self._placed)

    def fits(self, answers: Hashable) -> Said:
        """Services whose published rules are met by what one person said; those worth asking do not say."""
        found = self._judge(answers)
        yes = found.yes & self.everyone
        return Said(yes, found.silent & self.everyone & ~yes)

    def open(self, hours: Hours) -> Said:
        """Services open at the moment of ``hours``; unclear listings and hours nobody can read do not say."""
        return self._by_hours(hours, Hours.is_open)

    def evenings(self, hours: Hours) -> Said:
        """Services open on some weekday evening."""
        return self._by_hours(hours, Hours.evenings)

    def weekends(self, hours: Hours) -> Said:
        """Services open at some time on a Saturday or Sunday."""
        return self._by_hours(hours, Hours.weekends)

    def _by_hours(self, hours: Hours, asks: _Asks) -> Said:
        """What the hours of all services answer, kept for as long as the same ``hours`` are asked."""
        if self._hours is not hours:
            self._hours, self._by_asking = hours, {}
        if asks not in self._by_asking:
            self._by_asking[asks] = self._asked(hours, asks)
        return self._by_asking[asks]

    def _asked(self, hours: Hours, asks: _Asks) -> Said:
        answered: defaultdict[bool | None, list[int]] = defaultdict(list)
        for text, keys in self._schedules.items():
            answered[asks(hours, text)] += keys
        yes, no = (self.bits_of(answered[answer]) & self.code("status:active") for answer in (True, False))
        return Said(yes, self.everyone & ~yes & ~no & ~self.code("status:closed"))

    @cached_property
    def _schedules(self) -> "dict[str, array[int]]":
        """The keys of the services that have the same opening hours."""
        keys: dict[str, array[int]] = {}
        rows = self._connection.execute(
            "SELECT opening_hours, service_key FROM schedule WHERE opening_hours IS NOT NULL"
        )
        for text, key in rows:
            keys.setdefault(text, array("q")).append(key)
        return keys

    @cached_property
    def _placed(self) -> int:
        rows = self._connection.execute(
            "SELECT DISTINCT s.service_key FROM service_at_location s JOIN location l ON l.key = s.location_key "
            "WHERE l.latitude IS NOT NULL"
        )
        return self.bits_of(key for (key,) in rows)
