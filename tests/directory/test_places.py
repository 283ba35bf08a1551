"""Places: the shipped geography is sound, and a text is read as the place it names or as none."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory.gazetteer import Neighbourhood, read_boroughs, read_neighbourhoods, read_sectors
from navigator.directory.places import (
    Place,
    Places,
    Point,
    Sector,
    distance_m,
    postcode_parts,
    say_distance,
    sector_of,
)
from navigator.errors import NavigatorError
from navigator.resources import resource
from navigator.text import normal, words

SCHEMA = """
CREATE TABLE postcode_sector(sector TEXT PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL, spread_m INTEGER NOT NULL, postcodes INTEGER NOT NULL);
CREATE TABLE sector_borough(sector TEXT NOT NULL REFERENCES postcode_sector(sector), borough TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (sector, borough));
CREATE TABLE borough(name TEXT PRIMARY KEY, outline TEXT NOT NULL);
CREATE TABLE place(name TEXT PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL);
CREATE TABLE place_name(name TEXT PRIMARY KEY, place TEXT NOT NULL REFERENCES place(name));
CREATE TABLE place_borough(place TEXT NOT NULL REFERENCES place(name), borough TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (place, borough));
"""  # noqa: E501 - as the directory has it
HEADER = "sector,latitude,longitude,spread_m,postcodes,boroughs\n"
ROW = "SE5 8,51.46848,-0.08640,572,235,Southwark:0.96;Lambeth:0.04\n"

SECTORS = {sector.name: sector for sector in read_sectors(resource("geo", "postcode-sectors.csv"))}
NEIGHBOURHOODS = tuple(read_neighbourhoods(resource("geo", "places.toml"), SECTORS.values()))


def build() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    for sector in SECTORS.values():
        row = (sector.name, sector.point.latitude, sector.point.longitude, sector.spread_m, sector.postcodes)
        connection.execute("INSERT INTO postcode_sector VALUES (?, ?, ?, ?, ?)", row)
        shares = [(sector.name, borough, share) for borough, share in sector.boroughs]
        connection.executemany("INSERT INTO sector_borough VALUES (?, ?, ?)", shares)
    for borough in read_boroughs(resource("geo", "boroughs.geojson")):
        connection.execute("INSERT INTO borough VALUES (?, ?)", (borough.name, json.dumps(borough.outline)))
    for place in NEIGHBOURHOODS:
        centre = (place.name, place.point.latitude, place.point.longitude)
        connection.execute("INSERT INTO place VALUES (?, ?, ?)", centre)
        connection.executemany("INSERT INTO place_name VALUES (?, ?)", [(name, place.name) for name in place.names])
        rows = [(place.name, borough, position) for position, borough in enumerate(place.boroughs)]
        connection.executemany("INSERT INTO place_borough VALUES (?, ?, ?)", rows)
    return connection


@pytest.fixture(scope="module")
def places() -> Iterator[Places]:
    connection = build()
    yield Places(connection)
    connection.close()


def found(place: Place | None) -> Place:
    assert place is not None
    return place


def named(places: Places, text: str) -> list[str]:
    return [place.name for _, _, place in places.in_text(words(text))]


# The shipped geography


def test_all_sectors_and_boroughs_are_there() -> None:
    boroughs = {borough.name for borough in read_boroughs(resource("geo", "boroughs.geojson"))}
    assert len(SECTORS) == 1311
    assert len(boroughs) == 33
    assert {borough for sector in SECTORS.values() for borough, _ in sector.boroughs} == boroughs


def test_sectors_are_in_and_around_london() -> None:
    for sector in SECTORS.values():
        assert 51.2 < sector.point.latitude < 51.75, sector
        assert -0.6 < sector.point.longitude < 0.4, sector


@pytest.mark.parametrize("place", NEIGHBOURHOODS, ids=lambda place: place.name)
def test_a_neighbourhood_agrees_with_its_sectors(place: Neighbourhood) -> None:
    sectors = [SECTORS[name] for name in place.sectors]
    for sector in sectors:
        assert sector.boroughs[0][0] in place.boroughs, f"{sector.name} is mostly in {sector.boroughs[0][0]}"
    for borough in place.boroughs:
        assert any(dict(sector.boroughs).get(borough, 0) > 0 for sector in sectors), f"no sector touches {borough}"
    assert max(dict(sector.boroughs).get(place.boroughs[0], 0) for sector in sectors) >= 0.3, "the main borough"
    for one, other in itertools.combinations(sectors, 2):
        assert distance_m(one.point, other.point) < 2500, f"{one.name} is far from {other.name}"


def test_the_gazetteer_covers_the_three_boroughs() -> None:
    main = [place.boroughs[0] for place in NEIGHBOURHOODS]
    assert all(main.count(borough) >= 25 for borough in ("Lambeth", "Southwark", "Lewisham"))


def test_the_owners_of_the_data_are_named() -> None:
    text = resource("geo", "ATTRIBUTION.txt").read_text(encoding="utf-8")
    for owner in ("OS data © Crown copyright", "Royal Mail copyright", "National Statistics data", "Open Government"):
        assert owner in text


# Finding one place


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("SE5 8AZ", "SE5 8", "sector"),
        ("se58az", "SE5 8", "sector"),
        ("  SE5-8AZ. ", "SE5 8", "sector"),
        ("SE5 8", "SE5 8", "sector"),
        ("se58", "SE5 8", "sector"),
        ("se99", "SE9 9", "sector"),
        ("SE5 8A", "SE5 8", "sector"),
        ("SE5", "SE5", "district"),
        ("se13", "SE13", "district"),
        ("SE1 3", "SE1 3", "sector"),
        ("SE13 6", "SE13 6", "sector"),
        ("se136", "SE13 6", "sector"),
        ("SE1 3QP", "SE1 3", "sector"),
        ("SE13 6LH", "SE13 6", "sector"),
        ("e11aa", "E1 1", "sector"),
        ("E1", "E1", "district"),
        ("E1W", "E1W", "district"),
        ("W1D 6AQ", "W1D 6", "sector"),
        ("w1d6aq", "W1D 6", "sector"),
        ("sw1p", "SW1P", "district"),
        ("SW1", "SW1", "district"),
        ("ec1", "EC1", "district"),
        ("EC1A1BB", "EC1A 1", "sector"),
        ("Camberwell", "Camberwell", "neighbourhood"),
        ("the OVAL", "Oval", "neighbourhood"),
        ("Elephant & Castle", "Elephant and Castle", "neighbourhood"),
        ("borough", "Borough", "neighbourhood"),
        ("Knights Hill", "Knight's Hill", "neighbourhood"),
        ("king's", "King's College Hospital", "neighbourhood"),
        ("St. Thomas’", "St Thomas' Hospital", "neighbourhood"),
        ("Lewisham hospital", "Lewisham Hospital", "neighbourhood"),
        ("hmp brixton", "HMP Brixton", "neighbourhood"),
        ("lewisham town centre", "Lewisham town centre", "neighbourhood"),
        ("lewisham", "Lewisham", "borough"),
        ("London Borough of Lambeth", "Lambeth", "borough"),
        ("southwark borough", "Southwark", "borough"),
        ("City of Westminster", "Westminster", "borough"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea", "borough"),
        ("Richmond", "Richmond upon Thames", "borough"),
        ("city of london", "City of London", "borough"),
    ],
)
def test_find(places: Places, text: str, name: str, kind: str) -> None:
    place = found(places.find(text))
    assert (place.name, place.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    ["", " ", "SE5 3AZ", "SE5 8CI", "SE138", "SE53", "M1 1AE", "SE", "8AZ", "Brixtn", "Brixton advice", "London", "5",
     "SE5 8AZ SE5 8AZ", "*", "SE*", "S[A-Z]1", "' OR 1=1 --"],
)  # fmt: skip
def test_what_is_not_known_is_none(places: Places, text: str) -> None:
    assert places.find(text) is None


def test_every_sector_is_found_as_it_is(places: Places) -> None:
    for sector in SECTORS.values():
        expected = Place(sector.name, "sector", sector.point, sector.boroughs, sector.spread_m)
        assert places.find(sector.name) == expected
        assert places.find(sector.name + "AA") == expected


def test_every_name_finds_its_place(places: Places) -> None:
    for neighbourhood in NEIGHBOURHOODS:
        for name in (neighbourhood.name, *neighbourhood.also):
            place = found(places.find(name))
            assert (place.name, place.point) == (neighbourhood.name, neighbourhood.point)
            assert [borough for borough, _ in place.boroughs] == list(neighbourhood.boroughs)
            assert sum(share for _, share in place.boroughs) == pytest.approx(1)


def test_a_district_is_the_mean_of_its_sectors_by_postcodes(places: Places) -> None:
    sectors = [sector for name, sector in SECTORS.items() if name.startswith("SE5 ")]
    total = sum(sector.postcodes for sector in sectors)
    place = found(places.find("SE5"))
    point = found_point(place)
    assert point.latitude == pytest.approx(sum(s.point.latitude * s.postcodes for s in sectors) / total, abs=1e-6)
    assert point.longitude == pytest.approx(sum(s.point.longitude * s.postcodes for s in sectors) / total, abs=1e-6)
    assert [borough for borough, _ in place.boroughs] == ["Southwark", "Lambeth"]
    assert sum(share for _, share in place.boroughs) == pytest.approx(1, abs=0.01)
    assert max(sector.spread_m for sector in sectors) < place.spread_m < 1500


def test_a_sorting_office_does_not_move_a_district(places: Places) -> None:
    office = SECTORS["W12 6"]
    assert office.spread_m == 0
    assert distance_m(found_point(found(places.find("W12"))), SECTORS["W12 0"].point) < 1500
    assert distance_m(office.point, SECTORS["W12 0"].point) > 5000
    assert found(places.find("CR90")).point == SECTORS["CR90 9"].point


def found_point(place: Place) -> Point:
    assert place.point is not None
    return place.point


def test_a_borough_is_an_area_without_a_point(places: Places) -> None:
    assert places.find("Lambeth") == Place("Lambeth", "borough", None, (("Lambeth", 1.0),), 0)


def test_names_are_for_spelling(places: Places) -> None:
    names = places.names()
    assert list(names) == sorted(set(names))
    assert {"brixton", "lambeth", "elephant castle", "kensington and chelsea"} <= set(names)
    assert all(name == normal(name) and places.find(name) for name in names)
    assert not any("london borough" in name for name in names)


def test_boroughs_and_their_outlines(places: Places) -> None:
    boroughs = places.boroughs()
    assert len(boroughs) == 33
    for borough in boroughs:
        outline = places.outline(borough)
        assert outline["type"] == "MultiPolygon"
        assert all(ring[0] == ring[-1] for polygon in outline["coordinates"] for ring in polygon)
    with pytest.raises(KeyError):
        places.outline("Atlantis")


# Places in a text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("peckham food bank", ["Peckham"]),
        ("brixton hill", ["Brixton Hill"]),
        ("hostel near elephant and castle", ["Elephant and Castle"]),
        ("detox SE5 8AZ tonight", ["SE5 8"]),
        ("detox se58az", ["SE5 8"]),
        ("se1 3 drop-in", ["SE1 3"]),
        ("SE13", ["SE13"]),
        ("between deptford and new cross gate", ["Deptford", "New Cross Gate"]),
        ("homeless patient kings hospital", ["King's College Hospital"]),
        ("hackney wick or bromley-by-bow", ["Hackney Wick", "Bromley-by-Bow"]),
        ("chelsea and westminster", ["Chelsea and Westminster Hospital"]),
        ("london borough of lewisham housing", ["Lewisham"]),
        ("lambeth borough, not southwark", ["Lambeth", "Southwark"]),
        ("out of borough placement", []),
        ("borough", ["Borough"]),
        ("borough market day centre", ["Borough"]),
        ("young guys", []),
        ("353 bromley road", []),
        ("south london and maudsley", []),
        ("south london and maudsley in brixton", ["Brixton"]),
        ("kings health partners homeless team", []),
        ("section 117 aftercare", []),
        ("panic attacks", []),
        ("", []),
    ],
)
def test_in_text(places: Places, text: str, names: list[str]) -> None:
    assert named(places, text) == names


def test_in_text_says_where_the_words_are(places: Places) -> None:
    spans = places.in_text(["food", "near", "se5", "8az", "or", "tulse", "hill", "today"])
    assert [(start, end, place.name) for start, end, place in spans] == [(2, 4, "SE5 8"), (5, 7, "Tulse Hill")]


def test_an_empty_directory_names_nothing_but_postcode_shapes_do_no_harm() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    empty = Places(connection)
    assert empty.find("Brixton") is None
    assert empty.in_text(["se5", "8az", "brixton"]) == []
    assert (empty.names(), empty.boroughs()) == ((), ())
    connection.close()


SCRAPS = st.sampled_from(
    ["se5", "8az", "se13", "brixton", "hill", "south", "london", "and", "maudsley", "borough", "of"]
)


@given(st.text())
def test_no_text_is_too_odd(places: Places, text: str) -> None:
    places.find(text)
    places.in_text(words(text))
    parts = postcode_parts(text)
    assert (sector_of(text) is None) == (parts is None or not parts[1])


@given(st.lists(st.one_of(st.text(max_size=8), SCRAPS), max_size=12))
def test_spans_are_in_order_and_apart(places: Places, some: list[str]) -> None:
    spans = places.in_text(some)
    ends = [0, *(end for _, end, _ in spans)]
    assert all(last <= start < end <= len(some) for last, (start, end, _) in zip(ends, spans, strict=False))
    for start, end, place in spans:
        assert places.find(" ".join(some[start:end])) == place


# Postcodes by their shape


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SE5 8AZ", ("SE5", "8AZ")),
        ("se58az", ("SE5", "8AZ")),
        ("SE5 8", ("SE5", "8")),
        ("SE5", ("SE5", "")),
        ("SE13", ("SE13", "")),
        ("SE1 3", ("SE1", "3")),
        ("SE136LH", ("SE13", "6LH")),
        ("W1D6AQ", ("W1D", "6AQ")),
        ("EC1A", ("EC1A", "")),
        ("SW1P 4EG", ("SW1P", "4EG")),
        ("M1 1AE", ("M1", "1AE")),
        ("SE5 8AZ London", None),
        ("SE5 8OZ", None),
        ("8AZ", None),
        ("SEE5", None),
        ("hostel", None),
        ("", None),
    ],
)
def test_postcode_parts(text: str, parts: tuple[str, str] | None) -> None:
    assert postcode_parts(text) == parts


def test_sector_of() -> None:
    assert sector_of("SE5 8AZ") == "SE5 8"
    assert sector_of("w1d6aq") == "W1D 6"
    assert sector_of("SE5") is None
    assert sector_of("Camberwell") is None


# Distance

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_distance_is_right() -> None:
    waterloo, brixton = Point(51.5031, -0.1132), Point(51.4627, -0.1145)
    assert distance_m(waterloo, brixton) == pytest.approx(4493, rel=0.005)
    assert distance_m(Point(0, 0), Point(0, 180)) == pytest.approx(20_015_115, rel=1e-4)


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_never_negative(a: Point, b: Point) -> None:
    assert distance_m(a, b) == distance_m(b, a) >= 0


@given(POINTS)
def test_a_point_is_where_it_is(point: Point) -> None:
    assert distance_m(point, point) == 0


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "less than 0.1 miles"),
        (160, "less than 0.1 miles"),
        (161, "about 0.1 miles"),
        (1000, "about 0.6 miles"),
        (1609, "about 1 mile"),
        (3219, "about 2 miles"),
        (4000, "about 2.5 miles"),
        (16_050, "about 10 miles"),
        (30_000, "about 19 miles"),
    ],
)
def test_say_distance(metres: float, said: str) -> None:
    assert say_distance(metres) == said


# Malformed data


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 0"),
        ("sector,latitude\n", "line 1"),
        (HEADER + "SE5 8,51.4\n", "line 2"),
        (HEADER + ROW + ROW, "line 3: SE5 8 is there twice"),
        (HEADER + ROW.replace("SE5 8", "SE5"), "line 2: 'SE5' is not a postcode sector"),
        (HEADER + ROW.replace("51.46848", "north"), "line 2"),
        (HEADER + ROW.replace("51.46848", "nan"), "line 2"),
        (HEADER + ROW.replace("51.46848", "151"), "line 2"),
        (HEADER + ROW.replace(",572,", ",-1,"), "line 2"),
        (HEADER + ROW.replace(",235,", ",0,"), "line 2"),
        (HEADER + ROW.replace("0.04", "0.5"), "line 2: the shares"),
        (HEADER + ROW.replace("Lambeth:0.04", "Lambeth"), "line 2"),
        (HEADER + ROW.replace("Lambeth:0.04", ":0.04"), "line 2"),
        (HEADER + ROW + "x" * 200_000, "line 3"),
    ],
)
def test_a_bad_sector_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "sectors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError, match=f"sectors.csv, {where}"):
        list(read_sectors(path))


def test_a_good_sector_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sectors.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    shares = (("Southwark", 0.96), ("Lambeth", 0.04))
    assert list(read_sectors(path)) == [Sector("SE5 8", Point(51.46848, -0.0864), 572, 235, shares)]


def features(name: str, kind: str, coordinates: list[int]) -> str:
    geometry = {"type": kind, "coordinates": coordinates}
    return json.dumps({"features": [{"properties": {"name": name}, "geometry": geometry}]})


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a GeoJSON"),
        ('{"features": 3}', "is not a GeoJSON"),
        ('{"features": [null]}', "feature 1"),
        (features("", "Polygon", [1]), "feature 1"),
        (features("X", "Point", [1]), "feature 1"),
        (features("X", "Polygon", []), "feature 1"),
    ],
)
def test_a_bad_outline_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "outlines.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError, match=f"outlines.geojson.*{where}"):
        list(read_boroughs(path))


PLACE = '[[place]]\nname = "A"\nsectors = ["SE5 8"]\nboroughs = ["Southwark"]\n'


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("place = [}", "line 1"),
        ("", "lists no"),
        ("place = 3", "lists no"),
        ("place = [3]", "place 1: a name"),
        (PLACE.replace('"A"', "1"), "place 1: a name"),
        (PLACE.replace('"A"', '"&"'), "place &: a name has no letters"),
        (PLACE + PLACE, "place A: the name 'a' is taken"),
        (PLACE.replace('"A"', '"Lambeth"'), "place Lambeth: the name 'lambeth' is taken"),
        (PLACE + 'also = ["a."]', "place A: the name 'a' is taken"),
        (PLACE + 'sector = ["SE5 8"]', "place A: it may have only"),
        (PLACE + 'also = "B"', "place A: also must be a list"),
        (PLACE + "also = [3]", "place A: also must be a list"),
        (PLACE.replace('["SE5 8"]', "[]"), "place A: one to 6 sectors"),
        (PLACE.replace('["Southwark"]', "[]"), "place A: a borough is needed"),
        (PLACE.replace('["SE5 8"]', '["SE5 8", "SE5 8"]'), "place A: sectors says something twice"),
        (PLACE.replace("SE5 8", "SE5 3"), "place A: SE5 3 is not known"),
        (PLACE.replace('"Southwark"', '"Southwork"'), "place A: Southwork is not known"),
    ],
)
def test_a_bad_neighbourhood_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "places.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError, match=f"places.toml.*{where}"):
        list(read_neighbourhoods(path, [SECTORS["SE5 8"]]))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("café".encode("latin-1"))
    with pytest.raises(NavigatorError, match=r"latin\.csv cannot be read"):
        list(read_sectors(path))
    with pytest.raises(NavigatorError, match=r"missing\.toml cannot be read"):
        list(read_neighbourhoods(tmp_path / "missing.toml", []))
