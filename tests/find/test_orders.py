"""The orders of answers: by distance, by when they were checked, always the same answers, silence after the rest."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeAlias, get_args

import pytest

import navigator.cli.options
import navigator.find.candidates
import navigator.find.search
from navigator.directory import Place, Store, Vocabulary
from navigator.directory.form import ListingForm
from navigator.directory.models import Verification
from navigator.directory.write import add_listings
from navigator.find import Filters, Page, Result, Search
from navigator.find.orders import Order
from tests.find.conftest import AT

MakeListing: TypeAlias = Callable[..., ListingForm]
OpenSearch: TypeAlias = Callable[..., Search]
WriteDirectory: TypeAlias = Callable[..., Path]

CAMBERWELL = {"latitude": 51.46848, "longitude": -0.0864}
OVAL = {"latitude": 51.4816, "longitude": -0.1133}
CATFORD = {"latitude": 51.4452, "longitude": -0.0207}
ORDERS: tuple[Order, ...] = get_args(Order)


def at(*places: Mapping[str, Any]) -> dict[str, Any]:
    return {"locations": list(places)}


def dated(*dates: str | None) -> dict[str, Any]:
    return {"sources": [{"number": n, "title": "Page", "page_date": day} for n, day in enumerate(dates, 1)]}


def place(search: Search, text: str) -> Place:
    found = search.places.find(text)
    assert found is not None
    return found


def names(search: Search, page: Page) -> list[str]:
    """The names of all answers, which the first page begins, and which go on in its order."""
    rest = search.rest(page)
    assert [result.key for result in page.results] == list(rest.keys[: len(page.results)])
    return [line.name for line in search.lines(rest.keys, page)]


@pytest.fixture(scope="module")
def around(listing: MakeListing, open_search: OpenSearch) -> Search:
    """Services at some distance, by a name that tells where they are."""
    return open_search(
        listing("Nowhere Food", description="Food food."),
        listing("Catford Food", **at(CATFORD)),
        listing("Closed Food", status="closed", **at(CAMBERWELL)),
        listing("Oval Food", **at(OVAL), cost="free"),
        listing("Camberwell Food", **at(CAMBERWELL)),
        listing("Catford and Oval Food", **at(CATFORD, OVAL), cost="charged"),
        listing("Camberwell", description="Advice.", **at(CAMBERWELL)),
    )


def test_the_nearest_come_first_and_those_with_no_known_point_last_but_for_closed_ones(around: Search) -> None:
    filters = Filters(near=place(around, "SE5 8"), miles=20)
    page = around.first("", filters, order="nearest")
    said = ["Camberwell", "Camberwell Food", "Catford and Oval Food", "Oval Food", "Catford Food", "Closed Food"]
    assert names(around, page) == [*said, "Nowhere Food"]
    assert page.order == "nearest"


def test_the_place_in_the_words_is_measured_from_where_no_other_was_chosen(around: Search) -> None:
    page = around.first("food camberwell", order="nearest")
    assert names(around, page)[:3] == ["Camberwell Food", "Oval Food", "Catford and Oval Food"]
    page = around.first("food camberwell", Filters(near=place(around, "SE6 4"), miles=20), order="nearest")
    assert names(around, page)[0] in {"Catford Food", "Catford and Oval Food"}


def test_what_is_only_near_comes_after_what_was_asked_for(around: Search) -> None:
    found = names(around, around.first("food camberwell", order="nearest"))
    assert found.index("Camberwell") > found.index("Oval Food")
    assert found[-1] == "Closed Food"


def test_those_that_do_not_say_stay_after_the_divider(around: Search) -> None:
    filters = Filters(near=place(around, "SE5 8"), miles=20, cost=("free",))
    page = around.first("food", filters, order="nearest")
    assert around.rest(page).said == 1
    assert names(around, page)[:3] == ["Oval Food", "Camberwell Food", "Catford Food"]
    page = around.first("food", replace(filters, silent=False), order="nearest")
    assert names(around, page) == ["Oval Food"]


@pytest.mark.parametrize("text", ["food", "food lambeth", ""])
def test_with_no_point_to_measure_from_the_best_come_first(around: Search, text: str) -> None:
    for filters in (Filters(), Filters(near=place(around, "Lambeth"))):
        page = around.first(text, filters, order="nearest")
        assert page == around.first(text, filters)
        assert page.order == "best"


def test_the_latest_checked_come_first_then_those_with_the_newest_page(
    listing: MakeListing, open_search: OpenSearch
) -> None:
    search = open_search(
        listing("A year", **dated("2019-02")),
        listing("A month", **dated("2019")),
        listing("A month with a newer page", **dated("2019", "2020-01")),
        listing("Undated", **dated(None)),
        listing("Spring page", **dated("2025-04", "2001")),
        listing("Page of that year", **dated("2025")),
        listing("Summer page", **dated(None, "2025-07")),
        listing("Closed", status="closed", **dated("2026-11")),
        checked={"a-year": "2025-11-20", "a-month": "2026-10-20", "a-month-with-a-newer-page": "2026-10-20"},
    )
    page = search.first("", order="checked")
    assert names(search, page) == [
        "A month with a newer page", "A month", "A year", "Summer page", "Spring page", "Page of that year",
        "Undated", "Closed",
    ]  # fmt: skip


def test_equal_ones_stay_in_the_order_of_the_best(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Ajar", description="A place with food.", **at(CAMBERWELL)),
        listing("Food bank", description="Food.", **at(CAMBERWELL)),
        listing("Zebra food", description="Food.", **at(CAMBERWELL)),
    )
    best = names(search, search.first("food"))
    assert best[-1] == "Ajar"
    for order in ORDERS:
        assert names(search, search.first("food", Filters(near=place(search, "SE5 8")), order=order)) == best


def test_a_change_of_the_directory_is_seen_in_every_order(
    listing: MakeListing, write_directory: WriteDirectory, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    path = write_directory(listing("First", **at(OVAL)), listing("Second"), checked={"second": "2026-01-01"})
    copyfile(path, tmp_path / "services.sqlite")
    store = Store(tmp_path, path)
    with closing(store.connect()) as connection:
        search = Search(connection, AT)
        near = Filters(near=place(search, "SE5 8"))
        assert names(search, search.first("", order="checked")) == ["Second", "First"]
        assert names(search, search.first("", near, order="nearest")) == ["First", "Second"]
        with store.change() as session:
            add_listings(session, [listing("Third", **at(CAMBERWELL))], vocabulary)
            session.add(Verification(service_key=1, checked_on="2026-02-01", method="phone", confirmed="hours"))
        assert names(search, search.first("", order="checked")) == ["First", "Second", "Third"]
        assert names(search, search.first("", near, order="nearest")) == ["Third", "First", "Second"]


QUERIES = ("", "food bank", "housing peckham", "night shelter lewisham", "a", "zzzzqx", "womens refuge", "se5", "the")


@pytest.fixture(scope="module")
def large(shipped_connection: sqlite3.Connection) -> Search:
    return Search(shipped_connection, AT)


@pytest.fixture(params=["whole", "bounded"])
def either(request: pytest.FixtureRequest, shipped: Search, large: Search, monkeypatch: pytest.MonkeyPatch) -> Search:
    """A search that ranks every answer, and one that takes the shipped directory for too large to."""
    if request.param == "whole":
        return shipped
    for module in (navigator.find.candidates, navigator.find.search):
        monkeypatch.setattr(module, "EVERY", 20)
    monkeypatch.setattr(navigator.find.candidates, "MOST", 40)
    return large


@pytest.mark.parametrize("chosen", [{}, {"area": ("lambeth",)}, {"drop_in": True, "open": ("now",)}])
@pytest.mark.parametrize("text", QUERIES)
def test_every_order_has_the_same_answers(either: Search, text: str, chosen: dict[str, Any]) -> None:
    filters = Filters(near=place(either, "SE5 8"), **chosen)
    best = either.rest(either.first(text, filters))
    for order in ORDERS:
        page = either.first(text, filters, 10, order=order)
        rest = either.rest(page)
        assert page.order == order
        assert page.total in {None, rest.total}
        assert [result.key for result in page.results] == list(rest.keys[:10])
        assert (sorted(rest.keys), rest.said, rest.counts) == (sorted(best.keys), best.said, best.counts)
        assert sorted(rest.keys[: rest.said]) == sorted(best.keys[: best.said])


@pytest.mark.parametrize("text", ["", "housing", "food bank", "alcohol"])
def test_distances_and_dates_follow_the_order(either: Search, text: str) -> None:
    filters = Filters(near=place(either, "SE5 8"), silent=False, miles=6)
    nearest, latest = (active(either, text, filters, order) for order in ("nearest", "checked"))
    distances = [result.distance_m for result in nearest if result.distance_m is not None]
    assert len(distances) > 5
    assert distances == sorted(distances)
    assert [r.newest for r in latest] == sorted((r.newest for r in latest), reverse=True)


def active(search: Search, text: str, filters: Filters, order: Order) -> list[Result]:
    page = search.first(text, filters, order=order)
    return [line for line in search.lines(search.rest(page).keys, page) if line.status != "closed"]


def test_why_a_service_answers_is_told_in_every_order(either: Search) -> None:
    best = {result.key: result.matched for result in either.first("food bank brixton").results}
    page = either.first("food bank brixton", order="nearest")
    assert any(result.matched for result in page.results)
    assert all(best.get(result.key, result.matched) == result.matched for result in page.results)


def test_the_command_line_offers_the_orders_there_are() -> None:
    options = navigator.cli.options.build_parser().parse_args(["find", "food", "--order", "checked"])
    assert options.order == "checked"
    assert navigator.cli.options._ORDERS == ORDERS
