"""The next best number: whose it is, and that it is never one a person should not be given."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from navigator.directory import Listing, Store, read_listing
from navigator.directory.form import ListingForm
from navigator.find.number import NextNumber, next_number
from tests.find.conftest import MakeListing, WriteDirectory

Next = Callable[..., NextNumber | None]
SILENT = {"organization": "Quay", "areas": ["Lambeth"], "service_types": ["hostel"]}
RINGS = {"organization": "Quay", "areas": ["Lambeth"], "phones": [{"number": "020 7946 0000", "note": "Desk"}]}
LINE = {"service_types": ["helpline", "hostel"], "delivery": ["phone"], "areas": ["UK"], "organization": "Line"}
RULE = {"rule": "requires", "strength": "hard", "source": 1}


@pytest.fixture(scope="module")
def next_of(listing: MakeListing, write_directory: WriteDirectory) -> Iterator[Next]:
    """Finds the next best number for a silent listing with some facts, among others."""
    with ExitStack() as stack:

        def find(*others: ListingForm, **facts: Any) -> NextNumber | None:
            path = write_directory(listing("Silent", **SILENT | facts), *others)
            connection = stack.enter_context(closing(Store(path.parent / "none", path).connect()))
            silent = read_listing(connection, "silent")
            assert silent is not None
            return next_number(connection, silent)

        yield find


@pytest.fixture
def other(listing: MakeListing) -> Callable[..., ListingForm]:
    """Makes another service that has a number, runs in Lambeth and belongs to the same organization."""

    def make(name: str = "Rings", **facts: Any) -> ListingForm:
        return listing(name, **{"service_types": ["hostel"]} | RINGS | facts)

    return make


Other = Callable[..., ListingForm]


def test_another_service_of_the_same_organization_comes_first(next_of: Next, other: Other) -> None:
    found = next_of(other(), other("Linked", organization="Else"), links=[{"to": "linked", "kind": "refers-to"}])
    assert found == NextNumber("020 7946 0000", "Desk", "Rings", "Quay", "rings", "the same organisation")


def test_then_one_it_works_with(next_of: Next, other: Other) -> None:
    linked = other("Linked", organization="Else", phones=[{"number": "111"}])
    found = next_of(linked, other("Stranger", organization="Else"), links=[{"to": "linked", "kind": "joint-working"}])
    assert found == NextNumber("111", "", "Linked", "Else", "linked", "works with it")


def test_one_it_only_works_with_must_be_of_the_same_kind(next_of: Next, other: Other) -> None:
    advice = other("Advice", organization="Else", service_types=["advice"])
    assert next_of(advice, links=[{"to": "advice", "kind": "joint-working"}]) is None
    assert next_of(advice, links=[{"to": "advice", "kind": "receives-from"}]) is not None


def test_then_where_anyone_in_the_area_may_apply(next_of: Next, other: Other) -> None:
    council = other("Council", organization="Borough", service_types=["assessment"], anyone_may_apply=True)
    found = next_of(council, other("Line", **LINE))
    assert found is not None
    assert (found.id, found.why) == ("council", "where anyone in this area may apply")
    assert next_of(council, needs=["food", "homelessness"]) is None


def test_then_a_helpline_for_the_same_need_and_kind_of_help(next_of: Next, other: Other) -> None:
    found = next_of(other("Line", **LINE))
    assert found is not None
    assert (found.id, found.why) == ("line", "a helpline for the same need")
    assert next_of(other("Line", **LINE), service_types=["advice"]) is None
    assert next_of(other("Line", **LINE | {"delivery": ["text"]})) is None
    assert next_of(other("Line", **LINE | {"needs": ["food", "homelessness"]})) is None


@pytest.mark.parametrize(
    "unfit",
    [
        {"status": "closed"},
        {"status": "unclear"},
        {"phones": []},
        {"areas": ["Southwark"]},
        {"needs": ["food"]},
        {"service_types": ["advice"]},
        {"locations": [{"name": "Refuge", "confidential": True}]},
        {"eligibility": [RULE | {"facet": "gender", "values": ["woman"]}]},
        {"eligibility": [RULE | {"facet": "identity", "rule": "prioritises", "values": ["lgbtq"]}]},
        {"eligibility": [RULE | {"facet": "age", "max": 21}]},
        {"eligibility": [RULE | {"facet": "recourse", "values": ["no-recourse"]}]},
    ],
    ids=str,
)
def test_a_number_that_would_not_help_is_never_given(next_of: Next, other: Other, unfit: dict[str, Any]) -> None:
    links = [{"to": "rings", "kind": "joint-working"}]
    assert next_of(other(), links=links) is not None
    assert next_of(other(**unfit), links=links) is None


def test_one_for_the_same_people_is_given(next_of: Next, other: Other) -> None:
    women = [RULE | {"facet": "gender", "values": ["woman"]}]
    assert next_of(other(eligibility=women), eligibility=women) is not None


@pytest.mark.parametrize(
    ("areas", "reach", "given"),
    [
        (["Lambeth"], ["Lambeth", "Southwark"], True),
        (["Lambeth", "Southwark"], ["Lambeth"], False),
        (["Lambeth"], ["London"], True),
        (["London"], ["Lambeth"], False),
        (["London"], ["England"], True),
        (["UK"], ["England"], False),
        (["Lambeth", "London"], ["London"], True),
    ],
)
def test_it_reaches_everywhere_the_listing_does(
    next_of: Next, other: Other, areas: list[str], reach: list[str], *, given: bool
) -> None:
    assert (next_of(other(areas=reach), areas=areas) is not None) is given


def test_lines_for_everybody_come_before_others_and_local_ones_before_wide_ones(next_of: Next, other: Other) -> None:
    line = LINE | {"organization": "Quay"}
    found = next_of(other("Aaa"), other("Wide", **line), other("Local", **line | {"areas": ["Lambeth"]}))
    assert found is not None
    assert found.id == "local"


def test_a_helpline_is_named_as_itself(next_of: Next, other: Other) -> None:
    found = next_of(other(), other("Line", **LINE))
    assert found is not None
    assert (found.name, found.organization, found.why) == ("Line", "Line", "the number this organisation gives")


def test_a_listing_with_a_number_or_without_needs_gets_none(next_of: Next, other: Other) -> None:
    assert next_of(other(), phones=[{"number": "111"}]) is None
    assert next_of(other(), needs=[]) is None


def test_a_listing_that_is_not_in_the_directory_gets_none(shipped_connection: sqlite3.Connection) -> None:
    assert read_listing(shipped_connection, "nothing") is None
    silent = next(listing for listing in _silent(shipped_connection) if next_number(shipped_connection, listing))
    gone = Listing(**{name: getattr(silent, name) for name in silent.__slots__} | {"id": "nothing"})
    assert next_number(shipped_connection, gone) is None


def test_the_real_numbers_are_those_of_services_that_run_and_keep_no_place_confidential(
    shipped_connection: sqlite3.Connection,
) -> None:
    found = {listing.id: next_number(shipped_connection, listing) for listing in _silent(shipped_connection)}
    given = {service_id: number for service_id, number in found.items() if number}
    assert len(given) >= len(found) // 3
    for number in given.values():
        owner = read_listing(shipped_connection, number.id)
        assert owner is not None
        assert owner.status == "active"
        assert not any(place.confidential for place in owner.locations)
        assert number.number in {phone.number for phone in owner.phones}


@pytest.mark.parametrize(
    ("service_id", "expected"),
    [
        ("999-club-gateway", "lewisham-council-housing-options"),
        ("the-harbour-lambeth", "lambeth-consortium-lorraine-hewitt-house"),
        ("lambeth-single-point-of-access", "slam-crisis-line"),
        ("thames-reach-martha-jones-house", "lambeth-vulnerable-adults-pathway"),
        ("salvation-army-springfield-lodge", "southwark-housing-solutions"),
        ("no-second-night-out-london", "streetlink"),
        ("womans-trust-counselling", None),
        ("cgl-southwark", None),
        ("we-care-deptford-food-hub", None),
        ("reconnect-care-after-custody", "nacro-justice-housing-and-wellbeing"),
    ],
)
def test_what_a_worker_would_be_glad_of(
    shipped_connection: sqlite3.Connection, service_id: str, expected: str | None
) -> None:
    listing = read_listing(shipped_connection, service_id)
    assert listing is not None
    found = next_number(shipped_connection, listing)
    assert (found and found.id) == expected


def _silent(connection: sqlite3.Connection) -> list[Listing]:
    ids = connection.execute("SELECT id FROM service WHERE key NOT IN (SELECT service_key FROM phone)").fetchall()
    return [listing for (service_id,) in ids if (listing := read_listing(connection, service_id))]
