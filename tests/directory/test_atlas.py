"""The map: what the shipped directory holds of it, and the forms an outline may come in."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store
from navigator.directory.atlas import Atlas, Outline, SectorSpot, read_atlas
from navigator.directory.places import Places, Point
from navigator.resources import resource

SQUARE = [[-0.1, 51.4], [-0.1, 51.5], [0.0, 51.5], [0.0, 51.4], [-0.1, 51.4]]
HOLE = [[-0.07, 51.44], [-0.05, 51.44], [-0.05, 51.46], [-0.07, 51.44]]


def points(ring: list[list[float]]) -> tuple[Point, ...]:
    return tuple(Point(latitude, longitude) for longitude, latitude in ring)


@pytest.fixture
def directory() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("""
            CREATE TABLE borough (name TEXT PRIMARY KEY, outline TEXT NOT NULL);
            CREATE TABLE postcode_sector (sector TEXT PRIMARY KEY, latitude REAL, longitude REAL, spread_m INTEGER,
                                          postcodes INTEGER);
        """)
        yield connection


@pytest.fixture(scope="module")
def shipped() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{resource('services.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)) as made:
        yield made


@pytest.mark.parametrize(
    ("geometry", "rings"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, (points(SQUARE), points(HOLE))),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}, (points(SQUARE), points(HOLE))),
        ({"type": "Polygon", "coordinates": [[[*spot, 12.0] for spot in SQUARE]]}, (points(SQUARE),)),
        ({"type": "Polygon", "coordinates": [SQUARE, [HOLE[0], HOLE[1], HOLE[0]]]}, (points(SQUARE),)),
    ],
    ids=["polygon with a hole", "two polygons", "heights are ignored", "a line is no ring"],
)
def test_an_outline_is_all_its_rings(
    directory: sqlite3.Connection, geometry: dict[str, Any], rings: tuple[tuple[Point, ...], ...]
) -> None:
    directory.execute("INSERT INTO borough VALUES ('Lambeth', ?)", (json.dumps(geometry),))
    assert read_atlas(directory) == Atlas((Outline("Lambeth", rings),), ())


def test_a_sorting_office_is_not_a_spot_on_the_map(directory: sqlite3.Connection) -> None:
    rows = [("SE5 9", 51.47, -0.09, 400, 80), ("SE5 8", 51.46, -0.08, 572, 235), ("SE1P 4", 51.5, -0.1, 0, 60)]
    directory.executemany("INSERT INTO postcode_sector VALUES (?, ?, ?, ?, ?)", rows)
    assert read_atlas(directory).sectors == (
        SectorSpot("SE5 8", Point(51.46, -0.08)),
        SectorSpot("SE5 9", Point(51.47, -0.09)),
    )


def test_the_shipped_map_is_every_borough_and_its_sectors(shipped: sqlite3.Connection) -> None:
    atlas = read_atlas(shipped)
    assert tuple(outline.name for outline in atlas.outlines) == Places(shipped).boroughs()
    assert len(atlas.outlines) == 33
    assert len(atlas.sectors) > 1_000
    for outline in atlas.outlines:
        assert outline.rings
        assert all(len(ring) > 3 and ring[0] == ring[-1] for ring in outline.rings)


def test_the_store_lends_its_map(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path).connect()) as connection:
        assert "SE5 8" in {sector.name for sector in read_atlas(connection).sectors}
