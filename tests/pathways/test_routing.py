"""The benchmark's own measure of the ways in: it takes what holds, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.routing import Directory, holding, quickness
from navigator.check import Answers
from navigator.directory import Store
from navigator.resources import resource

PERSON = Answers().with_values("gp", ["not-registered"]).with_values("area", ["Southwark"])
BLOCKED = "quay-health-social-prescribing"
SHIPPED = resource("services.sqlite")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(Store(Path("none"), SHIPPED).connect()) as connection:
        yield connection


def test_a_route_holds_that_check_takes_and_no_other(connection: sqlite3.Connection) -> None:
    directory = Directory(connection)
    found = directory.ways.to(BLOCKED, PERSON)
    route = found.routes[0]
    assert directory.replays(found, route, PERSON)
    assert not directory.replays(found, replace(route, steps=()), PERSON)
    assert not directory.replays(found, replace(route, steps=(replace(route.steps[0], gives=None),)), PERSON)
    assert not directory.replays(found, replace(route, steps=(replace(route.steps[0], referral=()),)), PERSON)
    elsewhere = replace(route.steps[0], id="lewisham-rough-sleepers-gp-clinics")
    settled = PERSON.with_values("housing", ["settled"])
    assert not directory.replays(found, replace(route, steps=(elsewhere,)), settled)


def test_the_figures_are_those_of_the_table(connection: sqlite3.Connection) -> None:
    held, opened = holding(connection, SHIPPED, 3, 1)
    assert (held.value, opened.value) == (0, 0)
    assert held.beside["people"] == 3
    assert [one.name for one in quickness(connection, 2, 1)] == ["ways into one service, p95 ms"]
