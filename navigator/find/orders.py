"""The orders that answers may be shown in: the best first, the nearest first, or the latest checked first."""

import math
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from navigator.directory import Place, Point
from navigator.find.facts import Facts
from navigator.find.filters import Sieve
from navigator.find.query import Query
from navigator.find.ranking import Scored

Order: TypeAlias = Literal["best", "nearest", "checked"]
_NOWHERE: Final = 5.0
"""Farther than any two points of a ball of radius 1 can be, by the square of their distance."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Every answer by key, in an order; how many say yes to every filter; and all that match, filters aside."""

    keys: tuple[int, ...]
    said: int
    matching: int


class Orders:
    """Where the services of one directory are and when somebody checked them, read when first asked for and kept."""

    def __init__(self, connection: sqlite3.Connection, facts: Facts) -> None:
        """Read from the directory behind this connection, which has these facts."""
        self._connection = connection
        self._facts = facts
        self._measured: tuple[Point, array[float]] | None = None

    def listed(  # noqa: PLR0913, PLR0917 - what a question came to, and the order
        self,
        query: Query,
        ranked: Sequence[int],
        scored: Sequence[Scored],
        matching: int,
        chosen: Sieve,
        order: Order,
        origin: Place | None,
    ) -> Listed:
        """All that match and pass the filters: those that say yes to every one first, then those that do not say.

        ``ranked`` are the keys of the best of them, best first, as far as they were ``scored`` with their scores. Those
        that are equal in an order stay in the order of the best.
        """
        others = matching & chosen.passing & ~self._facts.bits_of(ranked)
        tiers = (self._facts.everyone,) if order == "best" else self._tiers(query, scored)

        def arranged(bits: int) -> list[int]:
            best_first = [*(key for key in ranked if bits >> key & 1), *keys_in(others & bits)]
            return self._arranged(best_first, order, origin)

        said = [key for tier in tiers for key in arranged(chosen.said & tier)]
        silent = [key for tier in tiers for key in arranged(chosen.silent & tier)]
        return Listed((*said, *silent), len(said), matching)

    def _tiers(self, query: Query, scored: Sequence[Scored]) -> tuple[int, ...]:
        """What comes before what in any order but the best: those for all that was asked, for some of it, closed ones.

        Otherwise what is merely near, or was lately checked, would come before what was asked for.
        """
        asked = {concept.typed for concept in query.concepts if concept.place is None}
        partly = self._facts.bits_of(
            found.entry.key for found in scored if not asked <= {match.typed for match in found.matches}
        )
        closed = self._facts.code("status:closed")
        return ~(partly | closed), partly & ~closed, closed

    def _arranged(self, keys: list[int], order: Order, origin: Place | None) -> list[int]:
        if order == "nearest" and origin is not None and origin.point is not None:
            return sorted(keys, key=self._far(origin.point).__getitem__)
        return sorted(keys, key=self._latest.__getitem__) if order == "checked" else keys

    def _far(self, origin: Point) -> Sequence[float]:
        """How far each service is from a point, by key: squares of straight distances through a ball of radius 1."""
        if self._measured is None or self._measured[0] != origin:
            x, y, z = _on_ball(origin)
            far = array("d", [_NOWHERE]) * self._facts.size
            for key, east, north, up in zip(*self._spots, strict=True):
                squared = (east - x) ** 2 + (north - y) ** 2 + (up - z) ** 2
                if squared < far[key]:  # noqa: PLR1730 - min() would take twice as long
                    far[key] = squared
            self._measured = origin, far
        return self._measured[1]

    @cached_property
    def _spots(self) -> "tuple[array[int], array[float], array[float], array[float]]":
        """The key of each service at a known point, and the point on a ball of radius 1."""
        rows = self._connection.execute(
            "SELECT s.service_key, l.latitude, l.longitude FROM location l "
            "JOIN service_at_location s ON s.location_key = l.key WHERE l.latitude IS NOT NULL"
        )
        keys, spots = array("q"), (array("d"), array("d"), array("d"))
        for key, *point in rows:
            if key < self._facts.size:
                keys.append(key)
                for axis, value in zip(spots, _on_ball(Point(*point)), strict=True):
                    axis.append(value)
        return keys, *spots

    @cached_property
    def _latest(self) -> Sequence[int]:
        """By key a number that is lower the later somebody checked with the provider, then the newer its pages are."""
        pages = dict(self._connection.execute(_PAGES))
        checks = dict(self._connection.execute(CHECKS))
        page_at, check_at = _places_of(pages.values()), _places_of(checks.values())
        latest = array("q", bytes(8 * self._facts.size))
        for held, at, step in ((pages, page_at, 1), (checks, check_at, len(page_at) + 1)):
            for key, day in held.items():
                if key < self._facts.size:
                    latest[key] -= step * at[day]
        return latest


_PAGES: Final = "SELECT service_key, max(page_date) FROM source WHERE page_date IS NOT NULL GROUP BY service_key"
CHECKS: Final = "SELECT service_key, max(checked_on) FROM verification WHERE method <> 'website' GROUP BY service_key"
"""The key of each service somebody asked, and the last day they did; to read its website is not to ask it."""
READINGS: Final = "SELECT service_key, max(checked_on) FROM verification WHERE method = 'website' GROUP BY service_key"
"""The key of each service whose website somebody read to check it, and the last day they did."""


def feasible(order: Order, origin: Place | None) -> Order:
    """The order, or the best first where it is by distance and there is no one point to measure from."""
    return "best" if order == "nearest" and (origin is None or origin.point is None) else order


def _places_of(days: Iterable[str]) -> dict[str, int]:
    """Each different day with its place among them, the earliest 1."""
    return {day: at for at, day in enumerate(sorted(set(days)), start=1)}


def _on_ball(point: Point) -> tuple[float, float, float]:
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    along = math.cos(latitude)
    return along * math.cos(longitude), along * math.sin(longitude), math.sin(latitude)


def keys_in(bits: int) -> Iterator[int]:
    """The keys in a bit set, ascending."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
