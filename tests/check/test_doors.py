"""How soon somebody can get to a service by themselves."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from navigator.check.doors import Doors
from navigator.directory import read_listing
from navigator.find import Hours, way_in
from navigator.find.facts import Facts
from tests.check.conftest import Connect
from tests.find.conftest import AT, MakeListing

PHONE = [{"number": "020 7946 0000"}]
HERE = [{"name": "The hall"}]
EVERY_DAY = {"opening_hours": "Mo-Su 09:00-17:00"}
TUESDAYS = {"opening_hours": "Tu 09:00-17:00"}
NIGHT = datetime.fromisoformat("2026-11-23 22:00")

TierOf = Callable[..., int]
WALK_IN, REFER_YOURSELF, LINE, ANOTHER_DAY, THROUGH_A_WORKER, OTHERS = range(6)


@pytest.fixture
def doors_to(connect: Connect, listing: MakeListing) -> Callable[..., Doors]:
    """The doors to one service with these facts."""

    def open_over(*, at: datetime = AT, **facts: Any) -> Doors:
        connection = connect(listing("Night Stop", **facts))
        return Doors(connection, Facts(connection), Hours(at))

    return open_over


def tier_of(doors: Doors) -> int:
    (tier,) = [number for number, services in enumerate(doors.tiers) if services]
    return tier


@pytest.mark.parametrize(
    ("facts", "tier", "places"),
    [
        ({"referral_routes": ["drop-in"], "hours": EVERY_DAY}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"]}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"], "hours": {"opening_hours": "most afternoons"}}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"], "hours": TUESDAYS}, ANOTHER_DAY, 1),
        ({"referral_routes": ["drop-in"], "status": "unclear"}, ANOTHER_DAY, 1),
        ({"service_types": ["drop-in"]}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"], "areas": ["London"]}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"], "areas": ["England"], "locations": HERE}, WALK_IN, 1),
        ({"referral_routes": ["drop-in"], "areas": ["England"]}, REFER_YOURSELF, 1),
        ({"referral_routes": ["drop-in"], "areas": ["UK"]}, REFER_YOURSELF, 1),
        ({"service_types": ["drop-in"], "areas": ["UK"]}, OTHERS, 0),
        ({"service_types": ["drop-in"], "referral_routes": ["professional"]}, THROUGH_A_WORKER, 1),
        ({"referral_routes": ["self"]}, REFER_YOURSELF, 1),
        ({"referral_routes": ["self", "gp"], "hours": TUESDAYS}, REFER_YOURSELF, 1),
        ({"service_types": ["hostel"], "referral_routes": ["drop-in"]}, REFER_YOURSELF, 1),
        ({"open_access": True}, REFER_YOURSELF, 1),
        ({"anyone_may_apply": True, "referral_routes": ["council"]}, REFER_YOURSELF, 1),
        ({"service_types": ["helpline"], "delivery": ["phone"], "phones": PHONE}, LINE, 0),
        ({"service_types": ["helpline"], "phones": PHONE, "referral_routes": ["self"]}, LINE, 0),
        ({"delivery": ["online"], "referral_routes": ["self"]}, LINE, 0),
        (
            {"service_types": ["helpline"], "delivery": ["phone"], "phones": PHONE, "referral_routes": ["self"]}
            | {"hours": TUESDAYS},
            ANOTHER_DAY,
            0,
        ),
        ({"delivery": ["phone", "in-person"], "referral_routes": ["self"]}, REFER_YOURSELF, 1),
        ({"referral_routes": ["professional"]}, THROUGH_A_WORKER, 1),
        ({"referral_routes": ["outreach-team", "council"]}, THROUGH_A_WORKER, 1),
        ({"phones": PHONE}, THROUGH_A_WORKER, 1),
        ({"phones": PHONE, "referral_routes": ["gp"]}, OTHERS, 0),
        ({"referral_routes": ["prison", "police", "hospital"]}, OTHERS, 0),
        ({}, OTHERS, 0),
    ],
)
def test_the_soonest_door_counts(
    doors_to: Callable[..., Doors], facts: dict[str, Any], tier: int, places: int
) -> None:
    doors = doors_to(**facts)
    assert tier_of(doors) == tier
    assert doors.reachable.bit_count() == places


def test_a_door_that_has_shut_for_today_is_one_of_another_day(doors_to: Callable[..., Doors]) -> None:
    assert tier_of(doors_to(referral_routes=["drop-in"], hours=EVERY_DAY, at=NIGHT)) == ANOTHER_DAY
    assert tier_of(doors_to(referral_routes=["drop-in"], hours=EVERY_DAY, at=AT.replace(hour=7))) == WALK_IN


def test_a_closed_service_has_no_door(doors_to: Callable[..., Doors]) -> None:
    doors = doors_to(status="closed", referral_routes=["drop-in"], open_access=True)
    assert not any(doors.tiers)
    assert doors.reachable == 0


def test_every_shipped_service_that_runs_has_one_door(shipped_connection: sqlite3.Connection) -> None:
    facts = Facts(shipped_connection)
    doors = Doors(shipped_connection, facts, Hours(AT))
    assert sum(tier.bit_count() for tier in doors.tiers) == (facts.everyone & ~facts.code("status:closed")).bit_count()
    assert 0 < doors.reachable.bit_count() < facts.everyone.bit_count()
    assert doors.reachable & doors.lines == 0


def test_where_people_walk_in_is_as_the_listing_says(shipped_connection: sqlite3.Connection) -> None:
    doors = Doors(shipped_connection, Facts(shipped_connection), Hours(AT))
    found = set[tuple[bool, bool]]()
    for key, service_id in shipped_connection.execute("SELECT key, id FROM service").fetchall():
        one = read_listing(shipped_connection, service_id)
        assert one is not None
        way = way_in(one.referral_routes, one.service_types, one.delivery, has_phone=bool(one.phones))
        somewhere = bool(one.locations) or {"England", "UK"}.isdisjoint(one.areas)
        assert bool(doors._walk_in >> key & 1) is (way == "walk-in" and somewhere), one.id
        found.add((way == "walk-in", somewhere))
    assert {(True, True), (True, False), (False, True)} <= found


@pytest.mark.parametrize(
    ("areas", "nearby"),
    [([], True), (["Lambeth"], True), (["London"], True), (["England"], False), (["UK"], False)],
)
def test_what_covers_the_whole_country_is_not_nearby(
    doors_to: Callable[..., Doors], areas: list[str], *, nearby: bool
) -> None:
    doors = doors_to(areas=areas, referral_routes=["self"])
    assert doors.reachable
    assert bool(doors.nearby) is nearby
    line = doors_to(areas=areas, service_types=["helpline"], delivery=["phone"], phones=PHONE)
    assert not line.nearby
