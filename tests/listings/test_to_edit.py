"""What saving a form would do: what is wrong, what changes, and what to know first."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from navigator.listings.changes.editor import NOBODY
from navigator.listings.listings import Listings
from navigator.listings.to_edit import Start, problems_of, start, weigh, write
from navigator.refer.experience import Experience
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import now_there

PLACE = {"name": "The house", "address_1": "12 Quay Street", "postal_code": "SE5 8AF"}
HIDDEN: dict[str, Any] = {"name": "The refuge", "confidential": True}


@pytest.fixture
def listings(tmp_path: Path) -> Iterator[Listings]:
    store = bare_store(tmp_path, [listing("cove", locations=[PLACE], phones=[{"number": "+442079460000"}])])
    with closing(store.connect()) as connection:
        yield Listings(connection, Experience(store.folder))


@pytest.fixture
def begun(listings: Listings) -> Start:
    return start(listings, "cove")


def places(begun: Start, *made: dict[str, Any]) -> dict[str, Any]:
    empty = dict.fromkeys(begun.fields["locations"][0])
    return {**begun.fields, "locations": [empty | {"confidential": False, "accessibility": []} | one for one in made]}


def test_only_what_changed_is_told_and_saved(tmp_path: Path, listings: Listings, begun: Start) -> None:
    phones = [dict(begun.fields["phones"][0]) | {"number": "020 7946 0958"}]
    weighed = weigh({**begun.fields, "phones": phones, "description": "By the water."}, begun, listings)
    assert not weighed.blocked
    assert {line.field for line in weighed.lines} == {"phones", "description"}
    store = bare_store(tmp_path / "again", [listing("cove", locations=[PLACE], phones=[{"number": "+442079460000"}])])
    assert write(store, NOBODY, begun, weighed) is not None
    assert now_there(store, "cove").description == "By the water."


def test_what_blocks_saving_leaves_nothing_to_be_said_of_changes(listings: Listings, begun: Start) -> None:
    weighed = weigh({**begun.fields, "name": None}, begun, listings)
    assert weighed.blocked
    assert weighed.lines == ()
    assert "name" in {problem.field for problem in weighed.problems}


def test_a_doubt_that_was_there_before_is_not_told_again(listings: Listings, begun: Start) -> None:
    there = dict(begun.fields["phones"][0])
    assert "phones.1.number" in {problem.field for problem in problems_of(begun.fields, begun, begun.reference)}
    weighed = weigh({**begun.fields, "phones": [there, there | {"number": "+442079460958"}]}, begun, listings)
    assert {problem.field for problem in weighed.doubts} == {"phones.2.number"}


@pytest.mark.parametrize(
    ("made", "warned"),
    [((PLACE,), False), ((HIDDEN,), True), ((PLACE, HIDDEN), False), ((), False)],
)
def test_that_the_history_keeps_an_address_is_told_where_a_hidden_place_came_for_an_open_one(
    listings: Listings, made: tuple[dict[str, Any], ...], *, warned: bool
) -> None:
    begun = start(listings, "cove")
    assert bool(weigh(places(begun, *made), begun, listings).warning) == warned
