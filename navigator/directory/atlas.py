"""The map that the directory itself holds: the boroughs' outlines and the centres of the postcode sectors."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Final

from navigator.directory.places import Point

_LEAST_POINTS: Final = 4


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a borough: closed rings, of which those inside another are holes."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class SectorSpot:
    """The centre of a postcode sector, such as ``SE5 8``."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a map of London is drawn from, each part sorted by name."""

    outlines: tuple[Outline, ...]
    sectors: tuple[SectorSpot, ...]


def read_atlas(connection: sqlite3.Connection) -> Atlas:
    """Read the map from a directory: a few hundredths of a second, so not on the thread of the window.

    A sector whose postcodes share one spot is a sorting office's, often far from where its letters go: it is left out.
    sqlite3.Error when the directory cannot be read.
    """
    outlines = connection.execute("SELECT name, outline FROM borough ORDER BY name")
    sectors = connection.execute(
        "SELECT sector, latitude, longitude FROM postcode_sector WHERE spread_m > 0 ORDER BY sector"
    )
    return Atlas(
        tuple(Outline(name, _rings(geometry)) for name, geometry in outlines),
        tuple(SectorSpot(name, Point(latitude, longitude)) for name, latitude, longitude in sectors),
    )


def _rings(geometry: str) -> tuple[tuple[Point, ...], ...]:
    """The rings of a GeoJSON Polygon or MultiPolygon, longitude first; with fewer than four points one is a line."""
    outline = json.loads(geometry)
    coordinates = outline["coordinates"]
    polygons = coordinates if outline["type"] == "MultiPolygon" else [coordinates]
    rings = (ring for polygon in polygons for ring in polygon if len(ring) >= _LEAST_POINTS)
    return tuple(tuple(Point(latitude, longitude) for longitude, latitude, *_ in ring) for ring in rings)
