"""Ways on from nothing found: each gives what it says, the nearest first, and there is always one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.directory import Vocabulary
from navigator.directory.form import ListingForm
from navigator.find import Filters, Fits, Search
from navigator.find.facts import Said
from navigator.find.loosen import Loosening, loosenings

MakeListing: TypeAlias = Callable[..., ListingForm]
OpenSearch: TypeAlias = Callable[..., Search]

CAMBERWELL = {"latitude": 51.46848, "longitude": -0.0864}
BRIXTON = {"latitude": 51.4613, "longitude": -0.1156}


@pytest.fixture(scope="module")
def small(listing: MakeListing, open_search: OpenSearch) -> Search:
    return open_search(
        listing("Kitchen", description="Hot lunches.", areas=["Lambeth"], cost="free", locations=[BRIXTON]),
        listing("Pantry", description="Hot lunches.", areas=["Lambeth"], cost="charged", locations=[CAMBERWELL]),
        listing("Larder", description="Hot lunches.", areas=["Sutton"], needs=["food"]),
        listing("Scullery", description="Advice on debt.", areas=["Lambeth"], cost="free"),
    )


def says(ways: tuple[Loosening, ...]) -> list[str]:
    return [way.says for way in ways]


def check(search: Search, text: str, filters: Filters, ways: tuple[Loosening, ...], *, exact: bool = False) -> None:
    """Each gives what it says, and more than there was."""
    found = search.first(text, filters, exact=exact).total
    assert found is not None
    assert len(ways) <= 5
    assert len({(way.text, way.filters) for way in ways}) == len(ways)
    for way in ways:
        assert found < way.total == search.first(way.text, way.filters).total
        assert way.says.endswith("1 service" if way.total == 1 else f"{way.total} services")


def test_each_filter_that_stands_in_the_way_is_named(small: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(checked=3)
    ways = loosenings(small, "lunches", filters, vocabulary)
    assert says(ways) == ["Without “Checked within 3 months”: 3 services"]
    check(small, "lunches", filters, ways)


def test_a_filter_with_several_choices_is_left_out_as_a_whole(small: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(area=("croydon", "bexley"))
    ways = loosenings(small, "lunches", filters, vocabulary)
    assert says(ways) == ["Without “Croydon” or “Bexley”: 3 services"]
    check(small, "lunches", filters, ways)


def test_the_filter_whose_loss_gives_most_comes_first_and_all_of_them_last(
    small: Search, vocabulary: Vocabulary
) -> None:
    filters = Filters(area=("sutton",), cost=("free",), silent=False)
    ways = loosenings(small, "lunches", filters, vocabulary)
    assert says(ways) == [
        "With those that do not say: 1 service",
        "Without “Sutton”: 1 service",
        "Without “Free”: 1 service",
        "Without any filter: 3 services",
    ]
    check(small, "lunches", filters, ways)


def test_those_that_do_not_say_are_offered_where_they_are_left_out(small: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(language=("spanish",), silent=False)
    ways = loosenings(small, "lunches", filters, vocabulary)
    assert says(ways)[0] == "With those that do not say: 3 services"
    assert ways[0].filters == replace(filters, silent=True)
    check(small, "lunches", filters, ways)


def test_a_longer_way_is_offered_before_no_matter_where(small: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(near=small.places.find("SE5 8"), miles=0.5, cost=("free",), silent=False)
    ways = loosenings(small, "lunches", filters, vocabulary)
    longer = says(ways).index("Within 5 miles of SE5 8: 1 service")
    assert ways[longer].filters == replace(filters, miles=5.0)
    assert longer < says(ways).index("Without “Within half a mile of SE5 8”: 1 service")
    check(small, "lunches", filters, ways)


def test_a_word_that_no_listing_holds_may_be_another(small: Search, vocabulary: Vocabulary) -> None:
    """“Punches” is a word the glossary knows, so that it is not put right by itself."""
    filters = Filters(cost=("free",), silent=False)
    ways = loosenings(small, "punches", filters, vocabulary)
    assert says(ways) == ["Did you mean “lunches”? 1 service", "Without “punches”: 2 services"]
    assert (ways[0].text, ways[0].filters) == ("lunches", filters)
    check(small, "punches", filters, ways)


def test_a_word_that_listings_hold_is_meant(small: Search) -> None:
    assert [small.meant(word) for word in ("lunches", "lunch", "kitchens")] == [(), (), ()]
    assert small.meant("panty") == ("pantry",)


def test_a_slip_is_put_right_where_the_words_were_taken_as_typed(small: Search, vocabulary: Vocabulary) -> None:
    ways = loosenings(small, "lunchez", Filters(), vocabulary, exact=True)
    assert says(ways)[0] == "With the spelling put right: 3 services"
    assert ways[0].text == "lunchez"
    check(small, "lunchez", Filters(), ways, exact=True)


def test_a_word_may_be_left_out(small: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(area=("sutton",), silent=False)
    ways = loosenings(small, "zzzzqx", filters, vocabulary)
    assert says(ways) == ["Without “zzzzqx”: 1 service"]
    assert (ways[0].text, ways[0].filters) == ("", filters)
    check(small, "zzzzqx", filters, ways)


@pytest.mark.parametrize(
    ("text", "filters", "way"),
    [
        ("zzzzqx", Filters(), "The whole directory: 4 services"),
        ("", Filters(checked=1), "The whole directory: 4 services"),
        ("zzzzqx vvvvx", Filters(area=("lambeth",), checked=1), "Everything for Lambeth: 3 services"),
        ("zzzzqx vvvvx", Filters(area=("croydon",), silent=False), "The whole directory: 4 services"),
    ],
)
def test_where_nothing_helps_everything_is_offered(
    small: Search, vocabulary: Vocabulary, text: str, filters: Filters, way: str
) -> None:
    ways = loosenings(small, text, filters, vocabulary)
    assert says(ways) == [way]
    check(small, text, filters, ways)


def test_an_empty_directory_has_no_way_on(open_search: OpenSearch, vocabulary: Vocabulary) -> None:
    assert loosenings(open_search(), "food", Filters(drop_in=True), vocabulary) == ()


def test_what_a_person_said_may_be_left_out(
    listing: MakeListing, open_search: OpenSearch, vocabulary: Vocabulary
) -> None:
    search = open_search(
        listing("Kitchen", description="Hot lunches."),
        listing("Pantry", description="Hot lunches."),
        listing("Larder", description="Advice."),
        judge=lambda _answers: Said(1 << 3),
    )
    filters = Filters(fits=Fits("sleeping rough"))
    ways = loosenings(search, "lunches", filters, vocabulary)
    assert says(ways) == ["Without “Fits the answers given”: 2 services", "Without “lunches”: 1 service"]
    assert [way.filters for way in ways] == [Filters(), filters]
    check(search, "lunches", filters, ways)


WORDS = st.lists(st.sampled_from(("food", "zzzzqx", "framed", "hostel", "in", "for", "17", "peckham", "no", "id")))
FILTERS = st.builds(
    Filters,
    area=st.sampled_from([(), ("lambeth",), ("barnet",)]),
    need=st.sampled_from([(), ("carers",)]),
    language=st.sampled_from([(), ("spanish",)]),
    open=st.sampled_from([(), ("now",)]),
    women_only=st.booleans(),
    checked=st.sampled_from([None, 3]),
    silent=st.booleans(),
)


@given(typed=WORDS, filters=FILTERS, near=st.booleans())
@settings(max_examples=40)
def test_there_is_always_a_way_on_from_nothing_in_ten_searches_at_most(
    shipped: Search, vocabulary: Vocabulary, typed: list[str], filters: Filters, *, near: bool
) -> None:
    filters = replace(filters, near=shipped.places.find("SE5 8") if near else None)
    text = " ".join(typed)
    with pytest.MonkeyPatch.context() as monkeypatch:
        asked: list[str] = []
        total = shipped.total

        def counted(text: str, filters: Filters, *, exact: bool = False) -> int:
            asked.append(text)
            return total(text, filters, exact=exact)

        monkeypatch.setattr(shipped, "total", counted)
        ways = loosenings(shipped, text, filters, vocabulary)
    assert len(asked) <= 10
    assert ways or shipped.total(text, filters)
    check(shipped, text, filters, ways)
