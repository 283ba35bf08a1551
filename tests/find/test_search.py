"""The search as a whole: any text, names, places, corrections, order, changes, and directories too large to rank."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import navigator.find.candidates
import navigator.find.search
from navigator.directory import Point, Store, Vocabulary, distance_m, read_listing
from navigator.directory.form import ListingForm
from navigator.directory.write import add_listings, remove_listing
from navigator.find import Filters, Hours, Page, Rest, Search
from navigator.find.filters import sieve
from navigator.text import words

MakeListing: TypeAlias = Callable[..., ListingForm]
OpenSearch: TypeAlias = Callable[..., Search]
WriteDirectory: TypeAlias = Callable[..., Path]
Names: TypeAlias = Mapping[str, Sequence[str]]

AT = datetime.fromisoformat("2026-11-23 10:00")
WITHIN = 3
SHOWN = 50


def ids(page: Page) -> list[str]:
    return [result.id for result in page.results]


def names(page: Page) -> list[str]:
    return [result.name for result in page.results]


def consistent(search: Search, text: str, filters: Filters | None = None, *, exact: bool = False) -> tuple[Page, Rest]:
    """The page and the rest of a query, which agree with one another and with the filters."""
    page = search.first(text, filters, exact=exact)
    rest = search.rest(page)
    keys = [result.key for result in page.results]
    assert len(set(rest.keys)) == len(rest.keys)
    assert keys == list(rest.keys[: len(keys)])
    assert len(keys) == min(SHOWN, rest.total) or page.total is None
    assert page.total in {None, rest.total}
    let_through = sieve(page.filters, search.facts, search._hours)
    assert all(let_through.passing >> key & 1 for key in rest.keys)
    assert all(let_through.said >> key & 1 for key in rest.keys[: rest.said])
    assert not any(let_through.said >> key & 1 for key in rest.keys[rest.said :])
    return page, rest


SYNTAX = (
    '"', "'", "''", '""', "(", ")", "*", "^", ":", "-", "+", "{", "}", "AND", "OR", "NOT", "NEAR(", "NEAR/2", "name:",
    "codes : ", "need:alcohol", "area:lambeth", "{name also} :", "--", ";", "%", "_", "\\", "\0", "\x1a", "\ufeff",
    "\u202e", "\u200f", "\u200d", "\u0301", "\u0327", "\ud800", "👩\u200d👧", "🏳️\u200d🌈", "1️⃣", "مأوى", "מקלט", "ﷺ",
    "ß", "ǆ", "İ", "ı", "½", "²", "٣", "\U0001d523\U0001d52c\U0001d521", "\uff46\uff4f\uff44", "A&E", "24/7", "LGBT+",
    "St Mungo's", "drop-in", "se5", "8az", "17 year old", "aged 99", "food", "the", "a", "alcohol", "brixton", " ",
    "  ", "\t", "\n",
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=4)), max_size=14).map("".join),
    st.lists(st.sampled_from(SYNTAX), max_size=14).map(" ".join),
)


@given(text=ANY_TEXT, exact=st.booleans())
@example(text="", exact=False)
@example(text='"', exact=False)
@example(text='NEAR("a" "b", 2) AND NOT name:*', exact=False)
@example(text="A&E", exact=False)
@example(text="\ud800", exact=False)
@settings(max_examples=150)
def test_any_text_is_searched_for_and_none_is_an_error(shipped: Search, *, text: str, exact: bool) -> None:
    page, _ = consistent(shipped, text, exact=exact)
    assert page.query.text == text
    assert not (exact and page.query.corrections)


@given(text=ANY_TEXT, silent=st.booleans(), women_only=st.booleans(), area=st.sampled_from(["lambeth", "london"]))
@settings(max_examples=60)
def test_any_text_beside_filters_gives_only_what_they_let_through(
    shipped: Search, *, text: str, silent: bool, women_only: bool, area: str
) -> None:
    consistent(shipped, text, Filters(area=(area,), women_only=women_only, silent=silent))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 50_000, id="one word"),
        pytest.param("food " * 10_000, id="the same word"),
        pytest.param("schitzophrenia hallusinating " * 1_700, id="misspelt words"),
        pytest.param("\U0001f9d1" * 50_000, id="emoji"),
        pytest.param("\u0301" * 50_000, id="combining marks"),
        pytest.param("ﷺ" * 50_000, id="letters that unfold"),
        pytest.param('"*(' * 16_666, id="syntax"),
        pytest.param(" " * 49_996 + "food", id="blanks first"),
        pytest.param("1 " * 25_000, id="digits"),
    ],
)
def test_a_very_long_text_is_searched_for_too(shipped: Search, text: str) -> None:
    consistent(shipped, text)


@pytest.mark.parametrize("text", ["", "   ", "\0", "!?", "👩\u200d👧", "\u0301", "-", '"'])
def test_nothing_to_look_for_gives_everything_by_name_closed_last(shipped: Search, text: str) -> None:
    page, rest = consistent(shipped, text)
    lines = shipped.lines(rest.keys)
    assert len(lines) == shipped.facts.everyone.bit_count()
    statuses = [line.status == "closed" for line in lines]
    assert statuses == sorted(statuses)
    assert not any(result.matched for result in page.results)


@pytest.mark.parametrize("limit", [0, 1, 10, 1_000])
def test_a_page_is_as_long_as_asked(shipped: Search, limit: int) -> None:
    page = shipped.first("housing", limit=limit)
    rest = shipped.rest(page)
    assert [result.key for result in page.results] == list(rest.keys[:limit])
    assert page.total == rest.total


def test_the_same_query_gives_the_same_answer_twice(shipped: Search, shipped_connection: sqlite3.Connection) -> None:
    texts = ("rough sleeping hearing voices brixton", "fod bank lewishm", "", "dv", "se5 8az", "the")
    first = [(page, shipped.rest(page)) for page in map(shipped.first, texts)]
    again = [(page, shipped.rest(page)) for page in map(shipped.first, texts)]
    fresh = Search(shipped_connection, AT)
    assert first == again == [(page, fresh.rest(page)) for page in map(fresh.first, texts)]


def test_typing_letter_by_letter_is_never_inconsistent(shipped: Search) -> None:
    text = "somewhere dry in SE5 8AZ, hearing voices"
    for end in range(len(text) + 1):
        consistent(shipped, text[:end])


# Names ----------------------------------------------------------------------------------------------------------------


def places_of_names(search: Search, all_names: Names) -> dict[str, int]:
    """Where the service that bears a name stands among those found for the name, for every name."""
    bearers: dict[str, set[str]] = {}
    for service_id, its in all_names.items():
        for name in its:
            bearers.setdefault(name, set()).add(service_id)
    found = {name: ids(search.first(name)) for name in bearers}
    return {
        name: next((place for place, service in enumerate(found[name]) if service in bearers[name]), 999)
        for name in bearers
    }


@pytest.fixture(scope="module")
def named(shipped: Search, shipped_names: Names) -> dict[str, int]:
    return places_of_names(shipped, shipped_names)


def test_a_service_asked_for_by_any_of_its_names_is_among_the_first(named: Mapping[str, int]) -> None:
    assert not {name: place for name, place in named.items() if place >= WITHIN}


def test_a_service_asked_for_by_any_of_its_names_comes_first(named: Mapping[str, int]) -> None:
    assert not {name: place for name, place in named.items() if place > 0}


def test_a_name_still_being_typed_finds_its_service(shipped: Search, shipped_names: Names) -> None:
    far = {}
    for service_id, (name, *_) in shipped_names.items():
        if len(name) < 8:
            continue
        typed = name[:-2]
        found = ids(shipped.first(typed))[:WITHIN]
        if service_id not in found:
            far[typed] = found
    assert not far


@pytest.mark.parametrize(
    ("typed", "service_id"),
    [
        ("sam", "samaritans"),
        ("samarit", "samaritans"),
        ("ace of c", "ace-of-clubs"),
        ("narcotics anon", "narcotics-anonymous-uk"),
        ("st giles foot", "st-giles-footsteps"),
        ("deptford rea", "thames-reach-deptford-reach"),
        ("rhea proj", "solace-rhea-southwark"),
        ("maytr", "maytree-respite-centre"),
        ("webber s", "lcm-webber-street"),
    ],
)
def test_the_beginning_of_a_name_is_enough(shipped: Search, typed: str, service_id: str) -> None:
    assert service_id in ids(shipped.first(typed))[:WITHIN]


def test_a_name_is_found_before_the_same_words_elsewhere(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Lantern", description="Hot meals, near Harbour House, with Harbour House staff from Harbour House."),
        listing("Harbour House"),
        listing("Beacon", alternate_names=["Harbour House annexe"]),
    )
    assert names(search.first("harbour house"))[:2] == ["Harbour House", "Beacon"]
    assert names(search.first("harbour house annexe"))[0] == "Beacon"


@pytest.mark.parametrize("typed", ["St Mungo's", "st mungos", "ST MUNGO’S", "stmungos", "st. mungo's!", "mungos"])
def test_a_name_is_found_however_it_is_written(listing: MakeListing, open_search: OpenSearch, typed: str) -> None:
    search = open_search(listing("Lantern"), listing("St Mungo’s hub", id="hub"), listing("St Giles centre"))
    assert ids(search.first(typed))[0] == "hub"


# Places ---------------------------------------------------------------------------------------------------------------

CAMBERWELL = {"postal_code": "SE5 8AZ", "latitude": 51.46848, "longitude": -0.0864}
LEWISHAM = {"postal_code": "SE13 6LH", "latitude": 51.4538, "longitude": -0.0178}


@pytest.fixture(scope="module")
def two_places(listing: MakeListing, open_search: OpenSearch) -> Search:
    return open_search(
        listing("Far", description="Food.", locations=[CAMBERWELL]),
        listing("Near", description="Food.", locations=[LEWISHAM]),
    )


@pytest.mark.parametrize("typed", ["se13 6lj", "SE136LJ", "SE13 6LJ ", "SE13 6", "se136l", "se13  6lj"])
def test_a_postcode_is_read_however_it_is_written(two_places: Search, typed: str) -> None:
    place = two_places.read(typed).place
    assert place is not None
    assert (place.name, place.kind) == ("SE13 6", "sector")
    for text in (typed, f"food {typed}", f"{typed} food"):
        page = two_places.first(text)
        assert names(page)[0] == "Near"
        assert not page.query.corrections
        measured = page.results[0].distance_m
        assert place.point is not None
        assert measured == pytest.approx(distance_m(place.point, Point(51.4538, -0.0178)))


def test_the_first_half_of_a_postcode_is_its_whole_district(shipped: Search) -> None:
    place = shipped.read("SE13").place
    assert place is not None
    assert (place.name, place.kind) == ("SE13", "district")
    page = shipped.first("SE13")
    assert all(result.distance_m is not None for result in page.results[:5])


def test_distances_are_measured_from_the_place_in_the_query_unless_one_is_chosen(
    listing: MakeListing, open_search: OpenSearch
) -> None:
    search = open_search(listing("Food hall", locations=[LEWISHAM]), listing("Food line"))
    chosen = search.places.find("SE5 8AZ")
    assert [r.distance_m is not None for r in search.first("food").results] == [False, False]
    from_query = {r.name: r.distance_m for r in search.first("food se13 6").results}
    from_choice = {r.name: r.distance_m for r in search.first("food se13 6", Filters(near=chosen, miles=50)).results}
    assert from_query["Food line"] is from_choice["Food line"] is None
    assert from_query["Food hall"] is not None
    assert from_choice["Food hall"] is not None
    assert from_query["Food hall"] < from_choice["Food hall"]


@pytest.mark.parametrize(
    "order", [("Alder", "Birch", "Cedar"), ("Cedar", "Birch", "Alder"), ("Birch", "Cedar", "Alder")]
)
def test_the_borough_asked_for_comes_first(
    listing: MakeListing, open_search: OpenSearch, order: tuple[str, str, str]
) -> None:
    here, wider, elsewhere = order
    search = open_search(
        listing(here, description="Food.", areas=["Lambeth"]),
        listing(wider, description="Food.", areas=["London"]),
        listing(elsewhere, description="Food.", areas=["Southwark"]),
    )
    for text in ("food lambeth", "Lambeth food", "food in the borough of lambeth"):
        found = names(search.first(text))
        assert found[:2] == [here, wider]


@pytest.mark.parametrize("borough", ["Lambeth", "Southwark", "Lewisham"])
def test_services_of_a_borough_come_before_those_of_others(shipped: Search, borough: str) -> None:
    found = shipped.first(f"advice {borough}", limit=10).results
    assert all({borough, "London", "England", "UK"}.intersection(result.areas) for result in found)


# Order ----------------------------------------------------------------------------------------------------------------

TWO_ORDERS = pytest.mark.parametrize("pair", [("Alder", "Birch"), ("Birch", "Alder")])


def first_of(search: Search, text: str = "food") -> list[str]:
    return names(search.first(text))


@TWO_ORDERS
def test_a_listing_that_is_unclear_comes_after_the_same_that_is_not(
    listing: MakeListing, open_search: OpenSearch, pair: tuple[str, str]
) -> None:
    better, worse = pair
    search = open_search(
        listing(worse, description="Food.", status="unclear"), listing(better, description="Food.", status="active")
    )
    assert first_of(search) == [better, worse]


@TWO_ORDERS
def test_a_closed_service_comes_last_and_is_marked(
    listing: MakeListing, open_search: OpenSearch, pair: tuple[str, str]
) -> None:
    opened, shut = pair
    search = open_search(
        listing(shut, description="Food, food bank, food hall.", needs=["food"], status="closed"),
        listing(opened, description="Sometimes food.", status="unclear"),
    )
    page = search.first("food")
    assert names(page) == [opened, shut]
    assert page.results[1].status == page.results[1].open.state == "closed"
    assert "closed" in page.results[1].open.says


def test_a_closed_service_comes_first_when_it_is_named(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(listing("Amber Lodge", status="closed"), listing("Lodge", description="Not Amber Lodge."))
    page = search.first("amber lodge")
    assert (page.results[0].name, page.results[0].status) == ("Amber Lodge", "closed")


@TWO_ORDERS
def test_what_can_be_reached_today_comes_before_what_cannot(
    listing: MakeListing, open_search: OpenSearch, pair: tuple[str, str]
) -> None:
    better, worse = pair
    search = open_search(
        listing(worse, description="Food.", referral_routes=["gp"]),
        listing(better, description="Food.", referral_routes=["drop-in"]),
    )
    assert first_of(search) == [better, worse]


def dated(day: str) -> dict[str, Any]:
    return {"sources": [{"number": 1, "title": "Page", "page_date": day}, {"number": 2, "title": "Undated"}]}


@TWO_ORDERS
def test_an_older_page_only_breaks_ties(listing: MakeListing, open_search: OpenSearch, pair: tuple[str, str]) -> None:
    fresh, stale = pair
    search = open_search(
        listing(stale, description="Food.", **dated("2012-04")),
        listing(fresh, description="Food.", **dated("2026")),
        listing("Food bank", **dated("2010")),
        listing("Undated food", sources=[{"number": 1, "title": "Page"}]),
    )
    found = first_of(search)
    assert found.index(fresh) < found.index(stale)
    assert found[:2] == ["Food bank", "Undated food"]


def test_what_is_equal_in_all_else_is_in_order_of_names(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(*(listing(name, description="Food.") for name in ("Cedar", "Alder", "Birch")))
    assert first_of(search) == ["Alder", "Birch", "Cedar"]


# Words ----------------------------------------------------------------------------------------------------------------


def test_words_that_say_nothing_are_searched_for_when_there_are_no_others(shipped: Search) -> None:
    page, rest = consistent(shipped, "the and of ")
    assert rest.total > 0
    assert {match.typed for result in page.results for match in result.matched} <= {"the", "and", "of"}


@pytest.mark.parametrize("text", ["I need some food please ", "is there any food? ", "FOOD ", "…food… "])
def test_words_that_say_nothing_do_not_change_what_is_found(shipped: Search, text: str) -> None:
    assert ids(shipped.first(text)) == ids(shipped.first("food "))


@pytest.mark.parametrize(
    ("typed", "corrections", "first"),
    [
        ("schitzophrenia", {"schitzophrenia": "schizophrenia"}, None),
        ("alchoholics anonomous", {"alchoholics": "alcoholics", "anonomous": "anonymous"}, "alcoholics-anonymous-gb"),
        ("clapam day centre", {"clapam": "clapham"}, "ace-of-clubs"),
        ("councelling", {"councelling": "counselling"}, None),
        ("samaratins", {"samaratins": "samaritans"}, "samaritans"),
        ("food bank lewishm", {"lewishm": "lewisham"}, None),
        ("homless", {"homless": "homeless"}, None),
    ],
)
def test_a_misspelling_is_put_right_and_reported(
    shipped: Search, typed: str, corrections: Mapping[str, str], first: str | None
) -> None:
    page = shipped.first(typed)
    assert {correction.typed: correction.to for correction in page.query.corrections} == corrections
    assert page.results
    assert first in {None, page.results[0].id}
    hows = {match.how for match in page.results[0].matched if match.typed in corrections}
    assert hows <= {"corrected", "expanded", "code"}


@pytest.mark.parametrize("typed", ["schitzophrenia", "alchoholics anonomous", "clapam day centre"])
def test_searching_exactly_corrects_nothing(shipped: Search, typed: str) -> None:
    page, _ = consistent(shipped, typed, exact=True)
    assert not page.query.corrections
    assert not any(match.how == "corrected" for result in page.results for match in result.matched)


@pytest.mark.parametrize("typed", ["avoid", "pencil", "football", "umbrella"])
def test_plain_english_is_not_a_misspelling(shipped: Search, typed: str) -> None:
    assert not shipped.first(f"{typed} ").query.corrections


@pytest.mark.parametrize(
    ("typed", "among", "code"),
    [
        ("script", {"methadone", "opioid substitution treatment"}, "need:drugs"),
        ("his script please", {"methadone", "opioid substitution treatment"}, "need:drugs"),
        ("dv", {"domestic abuse"}, "need:domestic-abuse"),
        ("dv ", {"domestic abuse"}, "need:domestic-abuse"),
        ("fleeing dv", {"domestic abuse"}, "need:domestic-abuse"),
    ],
)
def test_words_of_the_field_are_expanded_and_reported(shipped: Search, typed: str, among: set[str], code: str) -> None:
    page = shipped.first(typed)
    shown = {word.casefold() for expansion in page.query.expansions for word in expansion.to}
    assert shown & among
    carriers = shipped.facts.code(code)
    assert sum(carriers >> result.key & 1 for result in page.results[:5]) >= 4


def test_two_letters_that_stand_for_something_are_understood(shipped: Search) -> None:
    for typed in ("dv", "aa", "na", "mh"):
        assert shipped.first(typed).results, typed


def test_a_match_says_what_was_found_how_and_where(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Lantern kitchen", description="Clothing and showers.", locations=[{"name": "Hall", "city": "London"}])
    )

    def reasons(text: str) -> list[tuple[str, str, str, str]]:
        return [(m.typed, m.found, m.how, m.field) for m in search.first(text).results[0].matched]

    assert reasons("lantern ") == [("lantern", "lantern", "typed", "name")]
    assert reasons("lantren ") == [("lantren", "lantern", "corrected", "name")]
    assert reasons("kitchens ") == [("kitchens", "kitchen", "inflected", "name")]
    assert reasons("lante") == [("lante", "lantern", "completed", "name")]
    assert reasons("hall ") == [("hall", "hall", "typed", "place")]
    assert reasons("clothing lantern ") == [
        ("clothing", "clothing", "typed", "description"),
        ("lantern", "lantern", "typed", "name"),
    ]


# Changes --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, listing: MakeListing, write_directory: WriteDirectory) -> Store:
    """A store whose directory is the user's own copy already."""
    shipped = write_directory(listing("Lantern", description="Food."), listing("Beacon", description="Food."))
    (tmp_path / "data").mkdir()
    copyfile(shipped, tmp_path / "data" / "services.sqlite")
    return Store(tmp_path / "data", shipped)


@pytest.fixture
def own_search(own: Store) -> Iterator[Search]:
    with closing(own.connect()) as connection:
        yield Search(connection, AT)


def test_a_search_that_is_open_sees_what_others_change(
    own: Store, own_search: Search, listing: MakeListing, vocabulary: Vocabulary
) -> None:
    assert names(own_search.first("food")) == ["Beacon", "Lantern"]
    assert not own_search.first("zanzibar").results
    with own.change() as session:
        add_listings(session, [listing("Zanzibar", description="Food.", cost="free")], vocabulary)
        remove_listing(session, "lantern")
    page, rest = consistent(own_search, "food")
    assert names(page) == ["Beacon", "Zanzibar"]
    assert rest.counts["cost"] == {"free": 1}
    assert names(own_search.first("zanzibr ")) == ["Zanzibar"]
    assert not own_search.first("lantern ").results
    assert names(consistent(own_search, "")[0]) == ["Beacon", "Zanzibar"]


def test_a_change_between_a_page_and_its_rest_is_no_error(
    own: Store, own_search: Search, listing: MakeListing, vocabulary: Vocabulary
) -> None:
    pages = [own_search.first("food"), own_search.first("", Filters(cost=("free",)))]
    with own.change() as session:
        add_listings(session, [listing(f"New {n}", description="Food.", cost="free") for n in range(20)], vocabulary)
        remove_listing(session, "lantern")
    for page in pages:
        rest = own_search.rest(page)
        lines = own_search.lines(rest.keys, page)
        assert "Beacon" in {line.name for line in lines}
        assert "Lantern" not in {line.name for line in lines}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Asia/Tokyo", "UTC"])
def test_time_passes_also_where_the_clock_is_not_londons(
    shipped_connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        search = Search(shipped_connection)
        now = datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None)
        search._hours = Hours(now - timedelta(minutes=5))
        search.first("")
        seen = search._hours
        assert abs(seen.at - now) < timedelta(minutes=2)
        search._hours = later = Hours(now + timedelta(minutes=5))
        search.first("")
        assert search._hours is later
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "TZ" not in os.environ or os.environ["TZ"] != zone


def test_lines_are_those_asked_for_in_their_order(shipped: Search) -> None:
    keys = shipped.rest(shipped.first("housing")).keys[:20][::-1]
    assert [line.key for line in shipped.lines([*keys, 10_000])] == list(keys)


def test_a_line_says_what_the_listing_says(shipped: Search, shipped_connection: sqlite3.Connection) -> None:
    for line in shipped.lines(shipped.rest(shipped.first("")).keys):
        whole = read_listing(shipped_connection, line.id)
        assert whole is not None
        assert (line.name, line.organization, line.status) == (whole.name, whole.organization.name, whole.status)
        assert (line.areas, line.routes, line.stance) == (whole.areas, whole.referral_routes, whole.stance.stance)
        assert line.phone == (whole.phones[0].number if whole.phones else None)


# Large directories ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def large(shipped_connection: sqlite3.Connection) -> Search:
    """A search of its own, for `bounded`."""
    return Search(shipped_connection, AT)


@pytest.fixture
def bounded(large: Search, monkeypatch: pytest.MonkeyPatch) -> Search:
    """A search that takes the shipped directory for one too large to rank whole."""
    for module in (navigator.find.candidates, navigator.find.search):
        monkeypatch.setattr(module, "EVERY", 20)
    monkeypatch.setattr(navigator.find.candidates, "MOST", 40)
    return large


QUERIES = (
    "rough sleeping hearing voices brixton", "food", "food lewisham", "methadone", "councelling southwark", "women",
    "se13 6lj", "housing", "lambeth", "drop-in", "a", "dv", "alcohol detox and housing for women in lambeth", "the",
    "", "zzzzqx",
)  # fmt: skip
CHOSEN = (
    Filters(),
    Filters(area=("lambeth",)),
    Filters(need=("housing",), cost=("free",)),
    Filters(drop_in=True, silent=False),
    Filters(women_only=True, open=("now", "evenings")),
)


@pytest.mark.parametrize("filters", CHOSEN, ids=lambda filters: "-".join(filters.chosen()) or "none")
@pytest.mark.parametrize("text", QUERIES)
def test_a_bounded_search_is_consistent_too(bounded: Search, text: str, filters: Filters) -> None:
    page, rest = consistent(bounded, text, filters)
    assert page == bounded.first(text, filters)
    assert rest.said <= rest.total


@given(text=ANY_TEXT)
@settings(max_examples=60)
def test_a_bounded_search_takes_any_text_too(large: Search, text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for module in (navigator.find.candidates, navigator.find.search):
            monkeypatch.setattr(module, "EVERY", 20)
        monkeypatch.setattr(navigator.find.candidates, "MOST", 40)
        consistent(large, text)


def test_a_bounded_search_finds_named_services_too(
    bounded: Search, named: Mapping[str, int], shipped_names: Names
) -> None:
    found = places_of_names(bounded, shipped_names)
    assert not {name: place for name, place in found.items() if place > named[name]}


@pytest.mark.parametrize("text", ["methadone", "food bank lewisham", "schitzophrenia", "refuge for women", "clapam"])
def test_a_bounded_search_begins_as_the_whole_one(bounded: Search, shipped: Search, text: str) -> None:
    page = bounded.first(text)
    with pytest.MonkeyPatch.context() as monkeypatch:
        for module in (navigator.find.candidates, navigator.find.search):
            monkeypatch.setattr(module, "EVERY", 1_000)
        whole = shipped.first(text)
    assert ids(page)[0] == ids(whole)[0]


@pytest.mark.parametrize("filters", CHOSEN[1:], ids=lambda filters: "-".join(filters.chosen()))
def test_browsing_a_large_directory_gives_all_that_passes(bounded: Search, filters: Filters) -> None:
    page = bounded.first("", filters)
    rest = bounded.rest(page)
    assert rest.total == sieve(filters, bounded.facts, bounded._hours).passing.bit_count()
    silent = bounded.rest(bounded.first("", replace(filters, silent=False)))
    assert silent.keys == rest.keys[: rest.said]


@pytest.mark.parametrize(("start", "name"), [("s", "Shout"), ("sa", "Samaritans"), ("d", "Doctors of the World UK")])
def test_the_first_letters_of_a_name_already_find_it(shipped: Search, start: str, name: str) -> None:
    found = [result.name for result in shipped.first(start).results]
    assert name in found
    assert any(word.startswith(start) for word in words(found[0]))
