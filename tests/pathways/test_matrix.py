"""The map of who to talk to: every service in its cells once, gaps where nobody helps, a table that is only text."""

import csv
import io
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navigator.check import Answers, Check
from navigator.find import Filters, Search
from navigator.pathways import Cell, CellService, Matrix, Pathways, Row, to_csv
from navigator.pathways.matrix import MOST, WIDE
from navigator.pathways.steps import NOBODY
from tests.check.conftest import Connect
from tests.check.generated import VOCABULARY, answers, facets
from tests.find.conftest import AT, MakeListing
from tests.pathways.opened import covers, opened, running

NEEDS = VOCABULARY.codes("need")
WIDER = ("London", "England", "UK")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
MAN = Answers().with_values("gender", ["man"])
WOMEN = {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 1}


@pytest.fixture
def drawn(connect: Connect) -> Callable[..., Matrix]:
    """The map of some listings."""
    return lambda *forms, said=NOBODY: opened(connect(*forms)).who_to_talk_to(said)


def cells(matrix: Matrix) -> dict[tuple[str, str], Cell]:
    return {(row.need, name): cell for row in matrix.rows for name, cell in zip(matrix.columns, row.cells, strict=True)}


def oracle(connection: sqlite3.Connection, matrix: Matrix, allowed: set[str] | None = None) -> dict[Any, set[str]]:
    """The services of each cell, found by reading every listing."""
    found: dict[Any, set[str]] = {key: set() for key in cells(matrix)}
    for one in running(connection):
        for need in one.needs:
            for name in matrix.columns:
                inside = covers(one, "London") if name == WIDE else covers(one, name)
                inside = inside and (name != WIDE or not set(WIDER).isdisjoint(one.areas))
                if (need, name) in found and inside and (allowed is None or one.id in allowed):
                    found[need, name].add(one.id)
    return found


def test_the_shipped_map_counts_every_service_in_its_cells_once(
    shipped_connection: sqlite3.Connection, shipped: tuple[Check, Pathways]
) -> None:
    matrix = shipped[1].who_to_talk_to()
    assert matrix.columns == ("Lambeth", "Lewisham", "Southwark", WIDE)
    assert len(matrix.rows) == 20
    assert not matrix.told
    found = oracle(shipped_connection, matrix)
    assert {key: cell.count for key, cell in cells(matrix).items()} == {key: len(ids) for key, ids in found.items()}
    for key, cell in cells(matrix).items():
        assert {one.id for one in cell.services} <= found[key]
        assert len({one.id for one in cell.services}) == len(cell.services) == min(MOST, cell.count)
        assert cell.gap == (not found[key])
        assert all(one.outcome == "" for one in cell.services)
    assert {(row.need, name) for row, name in matrix.gaps} == {key for key, ids in found.items() if not ids}
    anywhere = {one.id for one in running(shipped_connection)}
    placed = set().union(*oracle(shipped_connection, matrix).values())
    assert matrix.elsewhere == len(anywhere - placed)


@settings(max_examples=15)
@given(said=answers())
def test_a_cell_leaves_out_those_that_say_no_and_counts_the_rest_as_check_does(
    shipped_connection: sqlite3.Connection, shipped: tuple[Check, Pathways], said: Answers
) -> None:
    check, pathways = shipped
    said = replace(said, skipped=said.skipped or frozenset({"gp"}))  # something was asked
    matrix = pathways.who_to_talk_to(said)
    anybody = replace(said, needs=())
    outcomes = {one.listing.id: "meets-rules" for one in check.each(anybody, "meets-rules")}
    outcomes |= {one.listing.id: "worth-asking" for one in check.each(anybody, "worth-asking")}
    left, everybody = oracle(shipped_connection, matrix, set(outcomes)), oracle(shipped_connection, matrix)
    for key, cell in cells(matrix).items():
        assert cell.count == len(left[key])
        assert cell.refused == len(everybody[key]) - len(left[key])
        assert cell.meets == sum(outcomes[one] == "meets-rules" for one in left[key])
        assert all(one.outcome == outcomes[one.id] for one in cell.services)
    assert "You said" not in repr(matrix)


@settings(max_examples=20)
@given(said=answers(), facet=facets, picked=st.integers(0, 5), how=st.sampled_from(["yes", "no"]))
def test_knowing_more_never_adds_a_service(
    shipped: tuple[Check, Pathways], said: Answers, facet: str, picked: int, how: str
) -> None:
    _, pathways = shipped
    values = shipped[0].allowed.values[facet]
    if facet in said.facets | said.declined:
        return
    value = values[picked % len(values)]
    more = said.with_values(facet, [value]) if how == "yes" else said.with_values(facet, [], [value])
    before, after = (cells(pathways.who_to_talk_to(each)) for each in (said, more))
    for key, cell in before.items():
        assert after[key].count <= cell.count
        assert after[key].count + after[key].refused == cell.count + cell.refused


MADE = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NEEDS[:4]), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(["Lambeth", "Camden", "Croydon", *WIDER]), max_size=3, unique=True),
        st.sampled_from(["active", "active", "unclear", "closed"]),
    ),
    max_size=6,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=MADE)
def test_any_directory_has_its_services_in_their_cells(connect: Connect, listing: MakeListing, made: list[Any]) -> None:
    forms = [
        listing(f"Place {number}", needs=needs, areas=areas, status=status)
        for number, (needs, areas, status) in enumerate(made)
    ]
    connection = connect(*forms)
    matrix = opened(connection).who_to_talk_to()
    found = oracle(connection, matrix)
    held = cells(matrix)
    assert {key: cell.count for key, cell in held.items()} == {key: len(ids) for key, ids in found.items()}
    for (_, name), cell in held.items():
        assert cell.local + cell.national == cell.count
        assert cell.gap == (cell.kind == "none")
        assert (cell.kind == "local") == (name != WIDE and cell.count > 0 and cell.local == 0)
        assert bool(cell.says) == bool(cell.kind)
    placed = set().union(set(), *found.values())
    assert matrix.elsewhere == len({one.id for one in running(connection)} - placed)


def test_a_gap_that_only_a_national_line_fills_is_shown_as_such(
    drawn: Callable[..., Matrix], listing: MakeListing
) -> None:
    matrix = drawn(
        listing("Line", needs=["alcohol"], areas=["UK"]),
        listing("Place", needs=["housing"], areas=["Lambeth"]),
        listing("Farther", needs=["drugs"], areas=["Camden"], status="closed"),
    )
    assert matrix.columns == ("Camden", "Lambeth", WIDE)
    held = cells(matrix)
    assert (held["alcohol", "Lambeth"].kind, held["alcohol", "Lambeth"].gap) == ("local", False)
    assert held["alcohol", "Lambeth"].says == "No local service: only for all London or the country"
    assert held["alcohol", WIDE].kind == held["housing", "Lambeth"].kind == ""
    assert held["housing", WIDE].kind == held["drugs", "Camden"].kind == "none"
    assert held["housing", "Camden"].says == "No service in this directory"


def test_a_borough_that_a_service_leaves_out_is_not_counted(drawn: Callable[..., Matrix], listing: MakeListing) -> None:
    rule = {"facet": "area", "rule": "excludes", "strength": "hard", "values": ["Lambeth"], "source": 1}
    held = cells(drawn(listing("A", areas=["London"], eligibility=[rule]), listing("B", areas=["Lambeth"])))
    assert [one.name for one in held["homelessness", "Lambeth"].services] == ["B"]
    assert [one.name for one in held["homelessness", WIDE].services] == ["A"]


def test_local_services_come_first_and_each_has_its_stance_and_a_way_in(
    drawn: Callable[..., Matrix], listing: MakeListing
) -> None:
    stance = {"stance": "integrated", "note": "Both at once.", "source": 1}
    matrix = drawn(
        listing("Wide Door", areas=["London"], referral_routes=["drop-in"], open_access=True),
        listing("Near", areas=["Lambeth"], referral_routes=["gp"], dual_diagnosis=stance),
        listing("Rung", areas=["Lambeth"], phones=[{"number": "020 7946 0000"}], status="unclear"),
        listing("Silent", areas=["Lambeth"]),
    )
    cell = cells(matrix)["homelessness", "Lambeth"]
    assert (cell.count, cell.local, cell.national) == (4, 3, 1)
    assert [(one.name, one.local) for one in cell.services] == [("Rung", True), ("Near", True), ("Silent", True)]
    by_name = {one.name: one for one in cell.services}
    assert by_name["Near"].both == "Both needs: helps with both together"
    assert by_name["Near"].way_in == "Through a GP"
    assert by_name["Rung"].way_in == "Ring 020 7946 0000"
    assert by_name["Rung"].mark
    assert by_name["Silent"].way_in == "Does not say how to refer"


def test_boroughs_somebody_named_are_columns_too(drawn: Callable[..., Matrix], listing: MakeListing) -> None:
    forms = [listing(f"L{n}", areas=["Lambeth"]) for n in range(3)] + [listing("C", areas=["Croydon"])]
    assert drawn(*forms).columns == ("Lambeth", WIDE)
    assert drawn(*forms).elsewhere == 1
    said = Answers().with_values("area", ["Croydon"])
    matrix = drawn(*forms, said=said)
    assert matrix.columns == ("Lambeth", "Croydon", WIDE)
    held = cells(matrix)
    assert (held["homelessness", "Lambeth"].count, held["homelessness", "Lambeth"].refused) == (0, 3)
    assert held["homelessness", "Lambeth"].says == "The rules of every service in this directory say no"
    assert held["homelessness", "Croydon"].count == 1


def test_what_somebody_came_for_are_the_rows(drawn: Callable[..., Matrix], listing: MakeListing) -> None:
    forms = [listing("A", needs=["housing", "alcohol"]), listing("B", needs=["food"])]
    assert [(row.need, row.group) for row in drawn(*forms).rows] == [
        ("alcohol", "Mental health, alcohol and drugs"), ("housing", "A home"), ("food", "Daily life"),
    ]  # fmt: skip
    assert [row.need for row in drawn(*forms, said=Answers(needs=("food",))).rows] == ["food"]
    assert len(drawn(*forms, said=Answers(needs=("carers",))).rows) == 3


def test_every_need_of_the_vocabulary_has_a_group(drawn: Callable[..., Matrix], listing: MakeListing) -> None:
    rows = drawn(listing("All", needs=list(NEEDS), areas=["Lambeth"])).rows
    assert sorted(row.need for row in rows) == sorted(NEEDS)
    assert "Other needs" not in {row.group for row in rows}
    groups = [row.group for row in rows]
    assert groups == sorted(groups, key=groups.index)


def test_an_empty_directory_is_an_empty_map(drawn: Callable[..., Matrix]) -> None:
    matrix = drawn()
    assert (matrix.rows, matrix.columns, matrix.elsewhere) == ((), (WIDE,), 0)
    assert len(to_csv(matrix).splitlines()) == 1


@settings(max_examples=8)
@given(said=st.sampled_from([NOBODY, MAN]), at=st.integers(0, 79))
def test_a_cell_opens_in_find(
    shipped_connection: sqlite3.Connection, shipped: tuple[Check, Pathways], said: Answers, at: int
) -> None:
    check, pathways = shipped
    held = list(cells(pathways.who_to_talk_to(said)).values())
    cell = held[at % len(held)]
    search = Search(shipped_connection, AT, judge=check.fits)
    page = search.first("", cell.filters, 1_000)
    found = [one.id for one in page.results if one.status != "closed"]
    assert len(found) == cell.count
    assert {one.id for one in cell.services} <= set(found)


# The table ------------------------------------------------------------------------------------------------------------

texts = st.one_of(st.text(max_size=12), st.builds("".join, st.tuples(st.sampled_from(FORMULA), st.text(max_size=6))))


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    columns = tuple(draw(st.lists(texts, min_size=1, max_size=3, unique=True)))
    told = draw(st.booleans())

    def cell() -> Cell:
        names = draw(st.lists(texts, max_size=2))
        services = tuple(
            CellService(name, name, draw(texts), draw(texts), "accepts", draw(texts), draw(texts), local=True)
            for name in names
        )
        local, national = draw(st.integers(0, 9)), draw(st.integers(0, 9))
        return Cell(local + national, local, national, services, 0, 1, Filters(), wide=False)

    count = draw(st.integers(0, 3))
    rows = tuple(Row(draw(texts), draw(texts), draw(texts), tuple(cell() for _ in columns)) for _ in range(count))
    return Matrix(rows, columns, draw(texts), told=told, elsewhere=0)


def plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


@given(matrix=matrices())
def test_a_table_is_read_back_and_no_cell_begins_a_formula(matrix: Matrix) -> None:
    head, *lines = csv.reader(io.StringIO(to_csv(matrix), newline=""))
    assert len(lines) == len(matrix.rows) * len(matrix.columns)
    assert len(head) == (12 if matrix.told else 9)
    expected = [(row, name, cell) for row in matrix.rows for name, cell in zip(matrix.columns, row.cells, strict=True)]
    for line, (row, name, cell) in zip(lines, expected, strict=True):
        assert len(line) == len(head)
        assert not any(field.startswith(FORMULA) for field in line)
        assert line[:4] == [plain(row.group), plain(row.label), plain(name), str(cell.count)]
        assert line[6] == cell.says
        assert all(one.name in line[7] for one in cell.services)
        assert line[8] == plain(matrix.dated)


def test_the_shipped_table_says_its_date_and_its_gaps(shipped: tuple[Check, Pathways]) -> None:
    matrix = shipped[1].who_to_talk_to()
    lines = list(csv.DictReader(io.StringIO(to_csv(matrix), newline="")))
    assert {line["Directory compiled"] for line in lines} == {"2026-11-22"}
    none = [(line["Need"], line["Borough"]) for line in lines if line["Gap"] == "No service in this directory"]
    assert none == [(row.label, name) for row, name in matrix.gaps]
    assert all(bool(line["First services"]) == (line["Services"] != "0") for line in lines)
    told = list(csv.DictReader(io.StringIO(to_csv(shipped[1].who_to_talk_to(MAN)), newline="")))
    assert any(line["Their rules say no"] != "0" for line in told)
    for line in told:
        assert int(line["Services"]) == int(line["Meet their published rules"]) + int(line["Worth asking"])
