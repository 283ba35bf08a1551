"""Listings that look like one that is being added are found by its name as it is typed, who runs it and its page."""

from contextlib import closing

import pytest

from navigator.directory import Store
from navigator.listings.add.lookalikes import MOST, Lookalike, likely_twins
from tests.listings.bare import bare_store
from tests.listings.small import listing

URL = "https://www.pier.example.org/kitchen"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    pages = [{"number": 1, "title": "Its page", "url": f"{URL}/"}]
    gone = [{"to": "st-mungos-day-centre", "kind": "replaced-by"}]
    return bare_store(
        tmp_path_factory.mktemp("lookalikes"),
        [
            listing("st-mungos-day-centre", "St Mungo's Day Centre", organization="St Mungo's"),
            listing("old-day-centre", "St Mungo's Day Centre (old)", organization="St Mungo's", links=gone),
            listing("evening-meals", alternate_names=["Quay Street Kitchen"], url=URL, status="closed"),
            listing("pier-advice", "Advice on the Pier", sources=pages, organization="Pier"),
            *(listing(f"advice-{n}", "Advice Line", url="https://advice.example.org") for n in range(9)),
        ],
    )


def _ids(store: Store, *asked: str) -> list[str]:
    return [one.id for one in _found(store, *asked)]


def _found(store: Store, *asked: str) -> tuple[Lookalike, ...]:
    with closing(store.connect()) as connection:
        return likely_twins(connection, *asked)


@pytest.mark.parametrize(
    "typed",
    ["St Mungo's Day Centre", "saint mungos day ctr", "St. Mungos day cen", "mungo day", "St Mungoes Day Centre"],
)
def test_a_name_is_known_however_it_is_written_and_while_it_is_typed(store: Store, typed: str) -> None:
    assert _ids(store, typed) == ["st-mungos-day-centre"]


def test_it_says_why(store: Store) -> None:
    (mungos,) = _found(store, "St Mungo's Day Centre", "St Mungos")
    assert mungos.reasons == ("same name", "both run by St Mungo's")
    (meals,) = _found(store, "Quay Kitchen")
    assert (meals.status, meals.reasons) == ("closed", ("it also goes by a name like this",))


def test_a_page_tells_which_it_is_unless_many_have_it(store: Store) -> None:
    found = _found(store, "Something Else", "", "http://pier.example.org/kitchen#top")
    assert [one.id for one in found] == ["evening-meals", "pier-advice"]
    assert found[0].reasons == ("same web page http://pier.example.org/kitchen#top",)
    assert _ids(store, "Something Else", "", "https://advice.example.org") == []
    assert _ids(store, "Something Else", "", "https://www.pier.example.org/kitche_") == []


@pytest.mark.parametrize("typed", ["", "Zebra", "Harbour Night Shelter", '"', "zebra OR"])
def test_what_nothing_is_like_finds_nothing(store: Store, typed: str) -> None:
    assert _ids(store, typed) == []


def test_no_more_are_offered_than_can_be_looked_at(store: Store) -> None:
    assert len(_ids(store, "Advice Line", "Harbour")) == MOST
