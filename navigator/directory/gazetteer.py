"""The reviewed geography files that the directory is built from: postcode sectors, outlines, neighbourhoods."""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from navigator.directory.places import Point, Sector, Shares, centre, largest_first, sector_of
from navigator.errors import NavigatorError
from navigator.text import normal

_COLUMNS: Final = ["sector", "latitude", "longitude", "spread_m", "postcodes", "boroughs"]
_KEYS: Final = frozenset({"name", "also", "sectors", "boroughs"})
_MOST_SECTORS: Final = 6
_SHARE_ROUNDING: Final = 0.02


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
    shares = tuple(sorted(((name, float(share)) for name, _, share in pairs), key=largest_first))
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
    return Neighbourhood(name, also, centre([known[sector] for sector in sectors]), sectors, lies_in)


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
