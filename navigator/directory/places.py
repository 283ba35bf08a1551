"""Where things are: London's postcodes, neighbourhoods and boroughs, and how far it is from one to another."""

import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from navigator.text import normal

Kind: TypeAlias = Literal["sector", "district", "neighbourhood", "borough"]
Shares: TypeAlias = tuple[tuple[str, float], ...]
"""Boroughs with the part of an area in each, from 0 to 1, largest first."""

_EARTH_M: Final = 6_371_008.8  # mean radius
_MILE_M: Final = 1_609.344

# A first half is an area of one or two letters, a digit and perhaps one more digit or letter. A second half is a digit
# and two letters that are never C, I, K, M, O or V (Royal Mail, Programmers' Guide to the Postcode Address File).
_SECOND: Final = "([0-9][ABD-HJLNP-UW-Z]{0,2})?"
_READINGS: Final = (
    re.compile(f"([A-Z]{{1,2}}[0-9][0-9A-Z]?) ?{_SECOND}"),
    re.compile(f"([A-Z]{{1,2}}[0-9][0-9A-Z]??) ?{_SECOND}"),
)

_BOROUGH_FORMS: Final = (
    "{}", "{} borough", "borough of {}", "london borough of {}", "royal borough of {}", "city of {}", "lb {}",
    "lb of {}",
)  # fmt: skip
_NOT_PLACES: Final = frozenset({
    "borough", "guys",  # everyday words: they name a place only when nothing else is said
    "bromley road",
    "guys and st thomas", "kings college london", "kings health partners", "richmond fellowship",
    "south london and maudsley", "westminster drug project",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A spot on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Sector:
    """A postcode sector, such as ``SE5 8``: its centre, how far its postcodes lie from it in metres, and how many."""

    name: str
    point: Point
    spread_m: int
    postcodes: int
    boroughs: Shares


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody meant by a postcode, a neighbourhood or a borough.

    A borough is an area and has no point. Shares of a sector or district are shares of its postcodes; those of a
    neighbourhood are equal parts, main borough first, because nothing says more. ``spread_m`` is how far a sector's or
    district's postcodes typically lie from the point, and 0 for the others.
    """

    name: str
    kind: Kind
    point: Point | None
    boroughs: Shares
    spread_m: int


def distance_m(a: Point, b: Point) -> float:
    """Metres between two points over the ground as the crow flies (haversine, on a sphere)."""
    north, east = math.radians(b.latitude - a.latitude), math.radians(b.longitude - a.longitude)
    squared = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude)) * math.sin(east / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(min(1.0, squared + math.sin(north / 2) ** 2)))


def say_distance(metres: float) -> str:
    """A distance in words, never more exact than postcode sectors allow: ``"about 0.6 miles"``."""
    miles = round(metres / _MILE_M, 1)
    if metres < _MILE_M / 10:
        return "less than 0.1 miles"
    if miles == 1:
        return "about 1 mile"
    return f"about {miles:.0f} miles" if miles >= 10 else f"about {miles:g} miles"  # noqa: PLR2004 - the rule itself


def postcode_parts(text: str) -> tuple[str, str] | None:
    """The two halves of a whole or part postcode: ``("SE5", "8AZ")``, ``("SE5", "8")``, ``("SE5", "")``.

    Without a space the first half is read as long as it can be: ``"SE13"`` is ``("SE13", "")``. None for anything not
    shaped like a postcode. The shape says nothing of whether the postcode exists.
    """
    return next(_readings(normal(text)), None)


def sector_of(postcode: str) -> str | None:
    """The sector a postcode lies in, ``"SE5 8AZ"`` giving ``"SE5 8"``; None when the text does not say."""
    outward, inward = postcode_parts(postcode) or ("", "")
    return f"{outward} {inward[0]}" if inward else None


def _readings(phrase: str) -> Iterator[tuple[str, str]]:
    """The ways to read normal text as a postcode, the longest first half first ("se13" is SE13, and might be SE1 3)."""
    for pattern in _READINGS:
        if match := pattern.fullmatch(phrase.upper()):
            yield match[1], match[2] or ""


class Places:
    """Finds places in a built directory. Never guesses: what the directory does not know is None.

    The connection is only read, and only when something is asked; an instance belongs to its connection's thread.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, text: str) -> Place | None:
        """The place a text names as a whole: a postcode, sector, district, neighbourhood or borough."""
        return self._lookup(normal(text))

    def in_text(self, words: Sequence[str]) -> list[tuple[int, int, Place]]:
        """Start, end and place of the places named among folded words, in order and without overlaps.

        Longer names win over shorter ones, so "brixton hill" is not Brixton and a hospital trust is not a hospital.
        """
        free = [True] * len(words)
        found = []
        for length in range(min(self._most_words, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                if not all(free[start:end]):
                    continue
                phrase = " ".join(words[start:end])
                other = phrase in _NOT_PLACES
                place = None if other and length < len(words) else self._lookup(phrase)
                if place:
                    found.append((start, end, place))
                if place or other:
                    free[start:end] = [False] * length
        return sorted(found, key=lambda span: span[0])

    def names(self) -> tuple[str, ...]:
        """Every neighbourhood and borough name in normal form, sorted: what a misspelt place may have meant."""
        neighbourhoods = {name for name, (kind, _) in self._named.items() if kind == "neighbourhood"}
        return tuple(sorted(neighbourhoods.union(*map(_short_forms, self.boroughs()))))

    def boroughs(self) -> tuple[str, ...]:
        """The boroughs' names as they are written, sorted."""
        return tuple(name for (name,) in self._connection.execute("SELECT name FROM borough ORDER BY name"))

    def outline(self, borough: str) -> dict[str, Any]:
        """A borough's outline as a GeoJSON geometry. KeyError for a name that is not in `boroughs`."""
        row = self._connection.execute("SELECT outline FROM borough WHERE name = ?", (borough,)).fetchone()
        if row is None:
            raise KeyError(borough)
        geometry: dict[str, Any] = json.loads(row[0])
        return geometry

    @cached_property
    def _named(self) -> dict[str, tuple[Kind, str]]:
        named: dict[str, tuple[Kind, str]] = {
            form: ("neighbourhood", place)
            for form, place in self._connection.execute("SELECT name, place FROM place_name")
        }
        for borough in self.boroughs():
            for short in _short_forms(borough):
                named.update((form.format(short), ("borough", borough)) for form in _BOROUGH_FORMS)
        return named

    @cached_property
    def _most_words(self) -> int:
        return max(phrase.count(" ") + 1 for phrase in (*self._named, *_NOT_PLACES))

    def _lookup(self, phrase: str) -> Place | None:
        kind, name = self._named.get(phrase, (None, ""))
        if kind == "borough":
            return Place(name, kind, None, ((name, 1.0),), 0)
        if kind:
            return self._neighbourhood(name)
        return next(filter(None, (self._postcode(*reading) for reading in _readings(phrase))), None)

    def _neighbourhood(self, name: str) -> Place:
        latitude, longitude = self._connection.execute(
            "SELECT latitude, longitude FROM place WHERE name = ?", (name,)
        ).fetchone()
        boroughs = self._connection.execute(
            "SELECT borough FROM place_borough WHERE place = ? ORDER BY position", (name,)
        ).fetchall()
        shares = tuple((borough, 1 / len(boroughs)) for (borough,) in boroughs)
        return Place(name, "neighbourhood", Point(latitude, longitude), shares, 0)

    def _postcode(self, outward: str, inward: str) -> Place | None:
        if inward:
            name = f"{outward} {inward[0]}"
            return _area(name, "sector", self._sectors(name))
        # Some districts exist only in lettered parts: "W1" is W1A to W1W.
        sectors = self._sectors(f"{outward} *") or self._sectors(f"{outward}[A-Z] *")
        # A sector whose postcodes share one spot is a sorting office's, often outside the district it is named for.
        return _area(outward, "district", [sector for sector in sectors if sector.spread_m] or sectors)

    def _sectors(self, pattern: str) -> list[Sector]:
        shares: dict[str, list[tuple[str, float]]] = {}
        for sector, borough, share in self._connection.execute(
            "SELECT sector, borough, share FROM sector_borough WHERE sector GLOB ? ORDER BY share DESC, borough",
            (pattern,),
        ):
            shares.setdefault(sector, []).append((borough, share))
        rows = self._connection.execute(
            "SELECT sector, latitude, longitude, spread_m, postcodes FROM postcode_sector WHERE sector GLOB ?",
            (pattern,),
        )
        return [
            Sector(name, Point(latitude, longitude), spread_m, postcodes, tuple(shares.get(name, ())))
            for name, latitude, longitude, spread_m, postcodes in rows
        ]


def _short_forms(borough: str) -> set[str]:
    """How a borough's name is written: in whole, without "and", without "upon Thames"."""
    name = normal(borough)
    return {name, name.replace(" and ", " "), name.removesuffix(" upon thames")}


def _area(name: str, kind: Kind, sectors: Sequence[Sector]) -> Place | None:
    """One place made of sectors, each counting by its postcodes; None when there are none."""
    if not sectors:
        return None
    point = centre(sectors)
    total = sum(sector.postcodes for sector in sectors)
    squares = sum(sector.postcodes * (sector.spread_m**2 + distance_m(point, sector.point) ** 2) for sector in sectors)
    weights: defaultdict[str, float] = defaultdict(float)
    for sector in sectors:
        for borough, share in sector.boroughs:
            weights[borough] += share * sector.postcodes / total
    shares = ((borough, round(weight, 4)) for borough, weight in weights.items())
    return Place(name, kind, point, tuple(sorted(shares, key=largest_first)), round(math.sqrt(squares / total)))


def largest_first(share: tuple[str, float]) -> tuple[float, str]:
    """The order of shares: the largest first, equal ones by name."""
    return -share[1], share[0]


def centre(sectors: Sequence[Sector]) -> Point:
    """The mean of the sectors' centres, weighted by their postcodes, to a tenth of a metre."""
    total = sum(sector.postcodes for sector in sectors)
    return Point(
        round(sum(sector.point.latitude * sector.postcodes for sector in sectors) / total, 6),
        round(sum(sector.point.longitude * sector.postcodes for sector in sectors) / total, 6),
    )
