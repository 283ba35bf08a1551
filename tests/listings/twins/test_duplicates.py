from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import twins
from navigator.directory import Store
from navigator.directory.form import ListingForm
from navigator.listings.twins.apart import forget_apart, note_apart
from navigator.listings.twins.cards import Writing, dialled, page_of, street_of
from navigator.listings.twins.duplicates import Pair, find_pairs
from navigator.listings.twins.pairing import MOST
from navigator.resources import resource
from tests.listings.small import listing, store_of

HOME: dict[str, Any] = {
    "organization": "St Mungo's",
    "areas": ["Lambeth"],
    "phones": [{"number": "020 7946 0018"}],
    "url": "https://www.mungos.org/spring-house/",
    "locations": [{"address_1": "12 Quay Street", "postal_code": "SE5 8AZ"}],
}
ELSEWHERE: dict[str, Any] = HOME | {
    "areas": ["Lewisham"],
    "phones": [{"number": "020 7946 0999"}],
    "url": "https://www.mungos.org/deptford/",
    "locations": [{"address_1": "4 Mill Hill", "postal_code": "SE8 4PA"}],
}
WRITTEN = Writing({"cmht": ("community", "mental", "health", "team")})


def pairs(store: Store, of: str | None = None) -> tuple[Pair, ...]:
    with closing(store.connect()) as connection:
        return find_pairs(connection, of)


def found(tmp_path: Path, *forms: ListingForm) -> list[tuple[str, str]]:
    others = [listing(f"other-{n}", f"{word} Row", areas=["Camden"]) for n, word in enumerate(("Ada", "Elm", "Oak"))]
    return [(pair.one.id, pair.other.id) for pair in pairs(store_of(tmp_path, [*forms, *others]))]


@pytest.mark.parametrize(
    "name",
    ["St. Mungos Spring House", "Saint Mungo’s Spring Hse", "ST MUNGO'S SPRING HOUSE", "Spring Huose (St Mungos)"],
)
def test_one_service_written_another_way_is_found(tmp_path: Path, name: str) -> None:
    again = HOME | {"organization": "St. Mungo's", "url": "http://mungos.org/spring-house"}
    again |= {"phones": [{"number": "+44 (0)20 7946 0018"}], "locations": [{"postal_code": "se58az"}]}
    assert found(tmp_path, listing("one", "St Mungo's Spring House", **HOME), listing("two", name, **again)) == [
        ("one", "two")
    ]


def test_a_service_that_moved_is_found(tmp_path: Path) -> None:
    moved = HOME | {"locations": [{"address_1": "4 Mill Hill", "postal_code": "SE24 0AA"}]}
    assert found(tmp_path, listing("one", "Spring House", **HOME), listing("two", "The Spring House", **moved))


def test_two_services_at_one_place_are_told_apart(tmp_path: Path) -> None:
    law = HOME | {"service_types": ["advice"], "needs": ["legal"], "url": "https://www.mungos.org/law"}
    assert not found(tmp_path, listing("one", "Spring House", **HOME), listing("two", "Tenants' law advice", **law))


def test_one_name_at_two_sites_is_told_apart(tmp_path: Path) -> None:
    assert not found(tmp_path, listing("one", "Spring House", **HOME), listing("two", "Spring House", **ELSEWHERE))


def test_numbers_in_names_tell_services_apart(tmp_path: Path) -> None:
    one, two = (listing(f"ward-{n}", f"Spring House Care Suite {n}", **HOME) for n in (1, 2))
    assert not found(tmp_path, one, two)


def test_the_reasons_say_what_is_shared_and_what_is_not(tmp_path: Path) -> None:
    other = HOME | {"locations": [{"address_1": "4 Mill Hill", "postal_code": "SE24 0AA"}]}
    store = store_of(
        tmp_path,
        [listing("one", "St Mungo's Spring House", **HOME), listing("two", "St. Mungos Spring House", **other)],
    )
    (pair,) = pairs(store)
    assert pair.reasons == (
        "same name, written another way",
        "same phone number 020 7946 0018",
        "same web page mungos.org/spring-house",
        "both run by St Mungo's",
        "the same kind of help with the same needs",
        "the same area: Lambeth",
    )
    assert pair.differences == ("another postcode: SE5 8AZ; SE24 0AA",)
    assert 0 < pair.score < 1


def test_a_pair_noted_as_two_services_is_not_given_until_that_is_taken_back(tmp_path: Path) -> None:
    store = store_of(tmp_path, [listing("one", "Spring House", **HOME), listing("two", "Spring House", **HOME)])
    assert len(pairs(store)) == 1
    note_apart(store, "two", "one")
    assert not pairs(store)
    forget_apart(store, "one", "two")
    assert len(pairs(store)) == 1


def test_only_the_pairs_of_one_listing_are_given_where_it_is_named(tmp_path: Path) -> None:
    names = {"a": "Spring House", "b": "Spring House", "c": "Tideway Kitchen", "d": "Tideway Kitchen"}
    store = store_of(
        tmp_path, [listing(key, name, **(HOME if key < "c" else ELSEWHERE)) for key, name in names.items()]
    )
    assert [(pair.one.id, pair.other.id) for pair in pairs(store, of="d")] == [("c", "d")]
    assert len(pairs(store)) == 2


def test_two_closed_listings_need_no_merging(tmp_path: Path) -> None:
    closed = HOME | {"status": "closed"}
    assert not found(tmp_path, listing("one", "Spring House", **closed), listing("two", "Spring House", **closed))


def test_a_number_and_a_host_that_many_share_make_no_pairs_and_say_how_many_share_them(tmp_path: Path) -> None:
    names = [f"{first}{last}" for first in ("Bar", "Cro", "Dul", "Fen", "Gri") for last in ("combe", "dale", "wick")]
    shared = HOME | {"url": "https://www.lambeth.gov.uk", "locations": []}
    forms = [listing(f"at-{n}", f"{name} Row", **shared) for n, name in enumerate(names * (MOST // 15 + 1))]
    twin = listing("twin", "Barcombe Row", **(shared | {"areas": ["Lambeth"]}))
    store = store_of(
        tmp_path, [*forms[:15], twin, *(listing(f"more-{n}", f"Ox{n}bury Gate", **shared) for n in range(20))]
    )
    (pair,) = pairs(store)
    assert (pair.one.id, pair.other.id) == ("at-0", "twin")
    assert "same phone number 020 7946 0018 (34 other listings too)" in pair.reasons


def test_planted_copies_of_shipped_listings_are_found() -> None:
    scored = twins.score(resource("services.sqlite"), seed=3, copies=30)
    assert scored.recall >= 0.9
    assert scored.precision >= 0.8


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("020 7946 0018", "02079460018"),
        ("+44 (0)20 7946 0018", "02079460018"),
        ("0044 20 7946 0018", "02079460018"),
        ("111", "111"),
        ("none", ""),
    ],
)
def test_a_number_is_what_is_dialled(number: str, digits: str) -> None:
    assert dialled(number) == digits


def test_addresses_are_known_however_they_are_written() -> None:
    assert page_of("http://www.Mungos.org/spot/#top") == page_of("https://mungos.org/spot") == "mungos.org/spot"
    assert page_of(None) == ""
    assert street_of("12 Quay St.") == street_of("12, Quay Street")


def test_short_forms_are_written_out() -> None:
    assert WRITTEN.words("The Lambeth CMHT") == WRITTEN.words("Lambeth Community Mental Health Teams")


@given(st.text(max_size=30))
def test_any_text_has_folded_words_and_digits(text: str) -> None:
    assert all(word == word.casefold() for word in WRITTEN.words(text))
    assert dialled(dialled(text)) == dialled(text)
