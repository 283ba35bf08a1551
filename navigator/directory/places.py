"""Where things are: London's postcodes, neighbourhoods and boroughs, and how far it is from one to another.

The readers serve the builder of the directory; `Places` answers from the directory it built.
"""

import csv
import json
import math
import re
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from navigator.errors import NavigatorError
from navigator.text import normal

Kind: TypeAlias = Literal["sector", "district", "neighbourhood", "borough"]
Shares: TypeAlias = tuple[tuple[str, float], ...]
"""Boroughs with the part of an area in each, from 0 to 1, largest first."""

_EARTH_M: Final = 6_371_008.8  # mean radius
_MILE_M: Final = 1_609.344
_COLUMNS: Final = ["sector", "latitude", "longitude", "spread_m", "postcodes", "boroughs"]
_KEYS: Final = frozenset({"name", "also", "sectors", "boroughs"})
_MOST_SECTORS: Final = 6
_SHARE_ROUNDING: Final = 0.02

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
class Borough:
    """A borough and its outline, a GeoJSON geometry."""

    name: str
    outline: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A place as people name it: its other names, its centre, the sectors at its heart, its boroughs (main first)."""

    name: str
    also: tuple[str, ...]
    point: Point
    sectors: tuple[str, ...]
    boroughs: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The normal form of the name and of each other name."""
        return tuple(normal(name) for name in (self.name, *self.also))


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
    point = _centre(sectors)
    total = sum(sector.postcodes for sector in sectors)
    squares = sum(sector.postcodes * (sector.spread_m**2 + distance_m(point, sector.point) ** 2) for sector in sectors)
    weights: defaultdict[str, float] = defaultdict(float)
    for sector in sectors:
        for borough, share in sector.boroughs:
            weights[borough] += share * sector.postcodes / total
    shares = ((borough, round(weight, 4)) for borough, weight in weights.items())
    return Place(name, kind, point, tuple(sorted(shares, key=_largest_first)), round(math.sqrt(squares / total)))


def _largest_first(share: tuple[str, float]) -> tuple[float, str]:
    return -share[1], share[0]


def _centre(sectors: Sequence[Sector]) -> Point:
    """The mean of the sectors' centres, weighted by their postcodes, to a tenth of a metre."""
    total = sum(sector.postcodes for sector in sectors)
    return Point(
        round(sum(sector.point.latitude * sector.postcodes for sector in sectors) / total, 6),
        round(sum(sector.point.longitude * sector.postcodes for sector in sectors) / total, 6),
    )


def read_sectors(path: Path) -> Iterator[Sector]:
    """The sectors in a CSV file with the columns of `postcode-sectors.csv`, in its order.

    NavigatorError names the file and the line that is wrong.
    """
    rows = csv.reader(_text(path).splitlines())
    seen: set[str] = set()
    try:
        _need(next(rows, None) == _COLUMNS, "the columns must be " + ", ".join(_COLUMNS))
        for row in rows:
            sector = _sector(row)
            _need(sector.name not in seen, f"{sector.name} is there twice")
            seen.add(sector.name)
            yield sector
    except (ValueError, csv.Error) as problem:
        raise NavigatorError(f"{path.name}, line {rows.line_num}: {problem}.") from problem


def _sector(row: Sequence[str]) -> Sector:
    _need(len(row) == len(_COLUMNS), f"{len(_COLUMNS)} values are needed")
    name, latitude, longitude, spread_m, postcodes, boroughs = row
    _need(sector_of(name) == name, f"{name!r} is not a postcode sector")
    sector = Sector(name, Point(float(latitude), float(longitude)), int(spread_m), int(postcodes), _shares(boroughs))
    _need(abs(sector.point.latitude) <= 90, "the latitude must be in degrees")  # noqa: PLR2004 - the pole
    _need(abs(sector.point.longitude) <= 180, "the longitude must be in degrees")  # noqa: PLR2004 - the date line
    _need(sector.spread_m >= 0 and sector.postcodes > 0, "the spread must be 0 or more, and the postcodes 1 or more")
    return sector


def _shares(text: str) -> Shares:
    """Shares from ``"Lambeth:0.8;Southwark:0.2"``."""
    pairs = [part.rpartition(":") for part in text.split(";")]
    shares = tuple(sorted(((name, float(share)) for name, _, share in pairs), key=_largest_first))
    _need(all(name and 0 < share <= 1 for name, share in shares), "each borough needs a name and a share of at most 1")
    _need(abs(sum(share for _, share in shares) - 1) <= _SHARE_ROUNDING, "the shares must add up to 1")
    return shares


def read_boroughs(path: Path) -> Iterator[Borough]:
    """The boroughs in a GeoJSON file whose features have a ``name``. NavigatorError names the file and the feature."""
    try:
        collection = json.loads(_text(path))
    except ValueError as problem:
        raise NavigatorError(f"{path.name} is not JSON: {problem}.") from problem
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise NavigatorError(f"{path.name} is not a GeoJSON feature collection.")
    for number, feature in enumerate(features, 1):
        match feature:
            case {
                "properties": {"name": str(name)},
                "geometry": {"type": "Polygon" | "MultiPolygon", "coordinates": [_, *_]} as outline,
            } if name:
                yield Borough(name, outline)
            case _:
                raise NavigatorError(f"{path.name}, feature {number}: a name and a Polygon or MultiPolygon are needed.")


def read_neighbourhoods(path: Path, sectors: Iterable[Sector]) -> Iterator[Neighbourhood]:
    """The neighbourhoods in a TOML file with the form of `places.toml`, placed by these sectors.

    NavigatorError names the file and the place that is wrong: an unknown sector or borough, or a name that is taken by
    another place or by a borough.
    """
    try:
        entries = tomllib.loads(_text(path)).get("place")
    except tomllib.TOMLDecodeError as problem:
        raise NavigatorError(f"{path.name}: {problem}.") from problem
    if not isinstance(entries, list):
        raise NavigatorError(f"{path.name}: it lists no [[place]].")
    known = {sector.name: sector for sector in sectors}
    boroughs = {borough for sector in known.values() for borough, _ in sector.boroughs}
    taken = {normal(borough) for borough in boroughs}
    for number, entry in enumerate(entries, 1):
        try:
            place = _read_neighbourhood(entry, known, boroughs)
            for name in place.names:
                _need(name not in taken, f"the name {name!r} is taken")
                taken.add(name)
        except ValueError as problem:
            label = entry.get("name", number) if isinstance(entry, dict) else number
            raise NavigatorError(f"{path.name}, place {label}: {problem}.") from problem
        yield place


def _read_neighbourhood(entry: object, known: Mapping[str, Sector], boroughs: set[str]) -> Neighbourhood:
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(name, str):
        raise ValueError("a name is needed")  # noqa: TRY004 - a fault of the file, told like the others
    also, sectors, lies_in = (_strings(entry, key) for key in ("also", "sectors", "boroughs"))
    _need(entry.keys() <= _KEYS, "it may have only " + ", ".join(sorted(_KEYS)))
    _need(all(map(normal, (name, *also))), "a name has no letters")
    _need(1 <= len(sectors) <= _MOST_SECTORS, f"one to {_MOST_SECTORS} sectors are needed")
    _need(bool(lies_in), "a borough is needed")
    strangers = [sector for sector in sectors if sector not in known]
    strangers += [borough for borough in lies_in if borough not in boroughs]
    _need(not strangers, f"{', '.join(strangers)} is not known")
    return Neighbourhood(name, also, _centre([known[sector] for sector in sectors]), sectors, lies_in)


def _strings(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{key} must be a list of texts")
    _need(len(set(values)) == len(values), f"{key} says something twice")
    return tuple(values)


def _need(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the one thing it is asked
    if not holds:
        raise ValueError(otherwise)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise NavigatorError(f"{path.name} cannot be read: {problem}.") from problem
