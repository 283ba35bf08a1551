"""Each filter against listings written for it, filters together, and the counts beside their choices."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import pytest

from navigator.directory.form import ListingForm
from navigator.find import Filters, Fits, Hours, Search
from navigator.find.facts import Said
from navigator.find.filters import choices, sieve

MakeListing: TypeAlias = Callable[..., ListingForm]
OpenSearch: TypeAlias = Callable[..., Search]
Facts: TypeAlias = Mapping[str, Any]

CAMBERWELL = {"postal_code": "SE5 8AZ", "latitude": 51.46848, "longitude": -0.0864}
CATFORD = {"postal_code": "SE6 4RU", "latitude": 51.4452, "longitude": -0.0207}
OFFICE = "Mo-Fr 09:00-17:00"
SOURCE = 1


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rule(facet: str, kind: str, *values: str, strength: str = "hard") -> Facts:
    return {"eligibility": [{"facet": facet, "rule": kind, "strength": strength, "values": values, "source": SOURCE}]}


def hours(text: str, **more: Any) -> Facts:
    return {"hours": {"opening_hours": text}, **more}


def at(*places: Facts) -> Facts:
    return {"locations": places}


def found(search: Search, filters: Filters, text: str = "") -> tuple[set[str], set[str]]:
    """The names of those that say yes to all the filters, and of those that do not say; said first, and counted."""
    page = search.first(text, filters)
    rest = search.rest(page)
    assert len(set(rest.keys)) == len(rest.keys)
    lines = search.lines(rest.keys, page)
    said, silent = lines[: rest.said], lines[rest.said :]
    assert not any(line.not_said for line in said)
    assert all(line.not_said and set(line.not_said) <= set(filters.chosen()) for line in silent)
    assert [result.key for result in page.results] == list(rest.keys[: len(page.results)])
    return {line.name for line in said}, {line.name for line in silent}


def expected(outcomes: Mapping[str, str], outcome: str) -> set[str]:
    return {name for name, its in outcomes.items() if its == outcome}


def check(search: Search, filters: Filters, outcomes: Mapping[str, str], *, some: bool = False) -> None:
    """Every listing is where it belongs, among ``yes``, ``silent`` or ``no``, with and without the silent ones.

    The outcomes are those of all listings, or of ``some``.
    """
    yes, silent = expected(outcomes, "yes"), expected(outcomes, "silent")
    said, unsaid = found(search, filters)
    only_said, none = found(search, replace(filters, silent=False))
    assert only_said == said
    assert none == set()
    asked = set(outcomes) if some else said | unsaid
    assert (said & asked, unsaid & asked) == (yes, silent)


CASES: Mapping[str, tuple[Filters, Mapping[str, tuple[str, Facts]]]] = {
    "need": (
        Filters(need=("alcohol",)),
        {
            "Named": ("yes", {"needs": ["housing", "alcohol"]}),
            "Others": ("no", {"needs": ["housing"]}),
            "Nothing": ("silent", {"needs": []}),
        },
    ),
    "type": (
        Filters(type=("day-centre",)),
        {
            "Named": ("yes", {"service_types": ["advice", "day-centre"]}),
            "Others": ("no", {"service_types": ["advice"]}),
            "Nothing": ("silent", {"service_types": []}),
        },
    ),
    "area": (
        Filters(area=("lambeth",)),
        {
            "Borough": ("yes", {"areas": ["Southwark", "Lambeth"]}),
            "London": ("yes", {"areas": ["London"]}),
            "England": ("yes", {"areas": ["England"]}),
            "Kingdom": ("yes", {"areas": ["UK"]}),
            "Elsewhere": ("no", {"areas": ["Southwark"]}),
            "Not here": ("no", {"areas": ["London"], **rule("area", "excludes", "Lambeth")}),
            "Nothing": ("silent", {}),
        },
    ),
    "area of several words": (
        Filters(area=("kingston-upon-thames",)),
        {
            "Borough": ("yes", {"areas": ["Kingston upon Thames"]}),
            "Elsewhere": ("no", {"areas": ["Richmond upon Thames"]}),
        },
    ),
    "a wider area": (
        Filters(area=("england",)),
        {
            "Borough": ("no", {"areas": ["Lambeth"]}),
            "London": ("no", {"areas": ["London"]}),
            "England": ("yes", {"areas": ["England"]}),
            "Kingdom": ("yes", {"areas": ["UK"]}),
        },
    ),
    "route": (
        Filters(route=("gp",)),
        {
            "Named": ("yes", {"referral_routes": ["self", "gp"]}),
            "Others": ("no", {"referral_routes": ["self"]}),
            "Nothing": ("silent", {}),
        },
    ),
    "stance": (
        Filters(stance=("accepts",)),
        {
            "Named": ("yes", {"dual_diagnosis": {"stance": "accepts"}}),
            "Others": ("no", {"dual_diagnosis": {"stance": "excludes"}}),
            "Nothing": ("silent", {}),
        },
    ),
    "stance asked for where it is not stated": (
        Filters(stance=("not-stated",)),
        {"Named": ("no", {"dual_diagnosis": {"stance": "accepts"}}), "Nothing": ("yes", {})},
    ),
    "cost": (
        Filters(cost=("free",)),
        {
            "Free": ("yes", {"cost": "free"}),
            "Mixed": ("no", {"cost": "mixed"}),
            "Note": ("silent", {"cost_note": "Lunch is a pound."}),
            "Nothing": ("silent", {}),
        },
    ),
    "language": (
        Filters(language=("tigrinya",)),
        {
            "Named": ("yes", {"languages": ["Spanish", "Tigrinya"]}),
            "Others": ("no", {"languages": ["Spanish"]}),
            "Interpreters": ("silent", {"interpreting": "By phone."}),
        },
    ),
    "accessibility": (
        Filters(accessibility=("step-free",)),
        {
            "Second place": ("yes", at({"name": "Hall"}, {"name": "Annexe", "accessibility": ["lift", "step-free"]})),
            "Others": ("no", at({"accessibility": ["lift"]})),
            "Nothing": ("silent", at({"name": "Hall"})),
        },
    ),
    "drop-in": (
        Filters(drop_in=True),
        {
            "Route": ("yes", {"referral_routes": ["gp", "drop-in"]}),
            "Kind": ("yes", {"service_types": ["drop-in"]}),
            "By referral": ("no", {"referral_routes": ["gp"]}),
            "Nothing": ("silent", {}),
        },
    ),
    "women only": (
        Filters(women_only=True),
        {
            "Kind": ("yes", {"service_types": ["women-only"]}),
            "Rule": ("yes", rule("gender", "requires", "woman", "trans")),
            "No men": ("yes", rule("gender", "excludes", "man")),
            "Both": ("no", rule("gender", "requires", "woman", "man")),
            "Men": ("no", rule("gender", "requires", "man")),
            "No women": ("no", rule("gender", "excludes", "woman")),
            "Women first": ("no", rule("gender", "prioritises", "woman", strength="discretionary")),
            "Nothing": ("silent", {}),
        },
    ),
    "no recourse": (
        Filters(no_recourse=True),
        {
            "Rule": ("yes", rule("recourse", "requires", "public-funds", "no-recourse")),
            "First": ("yes", rule("recourse", "prioritises", "no-recourse", strength="discretionary")),
            "Anyone": ("yes", {"open_access": True}),
            "Benefits": ("no", rule("recourse", "requires", "public-funds")),
            "Shut out": ("no", rule("recourse", "excludes", "no-recourse")),
            "Anyone but": ("no", {"open_access": True, **rule("recourse", "excludes", "no-recourse")}),
            "Another shut out": ("silent", rule("recourse", "excludes", "refugee")),
            "Nothing": ("silent", {}),
        },
    ),
    "open now": (
        Filters(open=("now",)),
        {
            "Office": ("yes", hours(OFFICE)),
            "Always": ("yes", hours("24/7")),
            "Evenings": ("no", hours("Mo-Su 18:00-22:00")),
            "Closed down": ("no", hours("24/7", status="closed")),
            "Unclear": ("silent", hours(OFFICE, status="unclear")),
            "Unclear and shut": ("silent", hours("Sa 10:00-12:00", status="unclear")),
            "Words": ("silent", hours("weekday mornings")),
            "School terms": ("silent", hours("Mo-Fr 09:00-17:00; SH off")),
            "Note": ("silent", {"hours": {"note": "Ring first."}}),
            "Nothing": ("silent", {}),
        },
    ),
    "evenings": (
        Filters(open=("evenings",)),
        {
            "Late": ("yes", hours("Th 12:00-19:00")),
            "All night": ("yes", hours("Mo-Su 22:00-06:00")),
            "Office": ("no", hours("Mo-Fr 09:00-18:00")),
            "Saturday night": ("no", hours("Sa 18:00-22:00")),
            "Unclear": ("silent", hours("Th 12:00-19:00", status="unclear")),
            "Nothing": ("silent", {}),
        },
    ),
    "weekends": (
        Filters(open=("weekends",)),
        {
            "Sunday": ("yes", hours("Su 10:00-12:00")),
            "First Saturday": ("yes", hours("Sa[1] 10:00-12:00")),
            "Office": ("no", hours(OFFICE)),
            "Unclear": ("silent", hours("Su 10:00-12:00", status="unclear")),
            "Nothing": ("silent", {}),
        },
    ),
}


@pytest.fixture(scope="module")
def all_cases(listing: MakeListing, open_search: OpenSearch) -> Search:
    """One directory with the listings of every case, each under its case and its name there."""
    return open_search(
        *(
            listing(f"{name} of {case}", **facts)
            for case, (_, listings) in CASES.items()
            for name, (_, facts) in listings.items()
        )
    )


@pytest.mark.parametrize("case", CASES)
def test_a_filter_tells_yes_from_no_from_silence(all_cases: Search, case: str) -> None:
    filters, listings = CASES[case]
    check(all_cases, filters, {f"{name} of {case}": outcome for name, (outcome, _) in listings.items()}, some=True)


@pytest.fixture(scope="module")
def timed(listing: MakeListing, open_search: OpenSearch) -> Search:
    return open_search(
        listing("Office", **hours(OFFICE)),
        listing("Lunch", **hours("Mo-Fr 12:00-14:00; PH off")),
        listing("Night", **hours("Mo-Fr 22:00-06:00; PH 12:00-13:00")),
    )


@pytest.mark.parametrize(
    ("time", "names"),
    [
        ("2026-11-23 08:59", set()),
        ("2026-11-23 09:00", {"Office"}),
        ("2026-11-23 12:30", {"Office", "Lunch"}),
        ("2026-11-23 17:00", set()),
        ("2026-11-23 23:30", {"Night"}),
        ("2026-11-24 05:00", {"Night"}),
        ("2026-11-28 12:30", set()),
        ("2026-12-25 12:30", {"Office", "Night"}),  # a Friday, and Christmas Day
        ("2026-12-28 12:30", {"Office", "Night"}),  # the Monday in place of Boxing Day
        ("2027-03-29 12:30", {"Office", "Night"}),  # Easter Monday
    ],
)
def test_open_now_is_about_the_time_asked_for(timed: Search, time: str, names: set[str]) -> None:
    let_through = sieve(Filters(open=("now",)), timed.facts, Hours(moment(time)))
    everyone = timed.lines(timed.rest(timed.first("")).keys)
    assert {line.name for line in everyone if let_through.said >> line.key & 1} == names
    assert not let_through.silent


def test_near_measures_from_the_place_asked_for(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Here", **at(CAMBERWELL)),
        listing("There", **at(CATFORD)),
        listing("Both", **at(CATFORD, CAMBERWELL)),
        listing("Confidential", **at({"city": "London", "confidential": True})),
        listing("Confidential with an office there", **at({"confidential": True}, CATFORD)),
        listing("No map", **at({"postal_code": "SE5 8AZ"})),
        listing("Nowhere"),
    )
    silent = {"Confidential", "No map", "Nowhere"}
    outcomes = dict.fromkeys(silent, "silent") | {"Here": "yes", "Both": "yes"}
    place = search.places.find("SE5 8AZ")
    assert place is not None
    check(search, Filters(near=place, miles=1.0), outcomes)
    farther = outcomes | {"There": "yes", "Confidential with an office there": "yes"}
    check(search, Filters(near=place, miles=5.0), farther)


def test_a_distance_is_the_nearest_known_place_and_none_where_no_place_is_known(
    listing: MakeListing, open_search: OpenSearch
) -> None:
    search = open_search(
        listing("Both", **at(CATFORD, CAMBERWELL)), listing("Confidential", **at({"confidential": True}))
    )
    place = search.places.find("SE5 8")
    page = search.first("", Filters(near=place))
    distances = {result.name: result.distance_m for result in page.results}
    assert distances["Confidential"] is None
    assert distances["Both"] == pytest.approx(0, abs=1)


def test_the_edge_of_a_distance_lies_where_the_distance_says(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        *(listing(f"Place {n}", **at({"latitude": 51.4 + n / 50, "longitude": -0.1})) for n in range(8))
    )
    place = search.places.find("SE5 8AZ")
    measured = {r.name: r.distance_m for r in search.first("", Filters(near=place, miles=50)).results}
    for name, metres in measured.items():
        assert metres is not None
        just_in, just_out = (metres + 1) / 1609.344, (metres - 1) / 1609.344
        assert name in found(search, Filters(near=place, miles=just_in))[0]
        assert name not in found(search, Filters(near=place, miles=just_out))[0]


def test_a_borough_has_no_point_so_that_nobody_says_to_be_near(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(listing("Here", **at(CAMBERWELL)))
    check(search, Filters(near=search.places.find("Lambeth")), {"Here": "silent"})


@pytest.mark.parametrize(
    ("months", "yes"),
    [
        (1, {"Lately"}),
        (6, {"Lately", "Half a year"}),
        (12, {"Lately", "Half a year", "Day before that"}),
        (24, {"Lately", "Half a year", "Day before that"}),
    ],
)
def test_checked_is_about_the_last_time_somebody_asked_and_never_silent(
    listing: MakeListing, open_search: OpenSearch, months: int, yes: set[str]
) -> None:
    names = ("Lately", "Half a year", "Day before that", "Long ago", "Never")
    checked = {"lately": "2026-11-20", "half-a-year": "2026-05-23", "day-before-that": "2026-05-22"}
    search = open_search(*map(listing, names), checked=checked | {"long-ago": "2019-01-01"})
    check(search, Filters(checked=months), dict.fromkeys(yes, "yes"))


def test_months_are_counted_by_the_calendar(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Last day"), listing("Day before"), checked={"last-day": "2027-02-28", "day-before": "2027-02-27"},
        at=moment("2027-08-31 10:00"),
    )  # fmt: skip
    check(search, Filters(checked=6), {"Last day": "yes"})


def test_two_filters_let_through_what_passes_both(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("Both", needs=["alcohol"], cost="free", areas=["Lambeth"]),
        listing("Silent on one", needs=["alcohol"], areas=["Lambeth"]),
        listing("Not the other", needs=["alcohol"], cost="charged", areas=["Lambeth"]),
        listing("Not one", needs=["food"], cost="free", areas=["Lambeth"]),
        listing("Silent on two", needs=["alcohol"]),
    )
    check(
        search,
        Filters(need=("alcohol",), cost=("free",), area=("lambeth",)),
        {"Both": "yes", "Silent on one": "silent", "Silent on two": "silent"},
    )
    page = search.first("", Filters(need=("alcohol",), cost=("free",), area=("lambeth",)))
    assert {r.name: r.not_said for r in page.results} == {
        "Both": (),
        "Silent on one": ("cost",),
        "Silent on two": ("area", "cost"),
    }


def test_several_choices_of_one_filter_mean_any_of_them(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(
        listing("First", cost="free", **hours("Su 10:00-12:00")),
        listing("Second", cost="mixed", **hours("Mo 10:00-22:00")),
        listing("Third", cost="charged", **hours(OFFICE)),
        listing("Silent"),
    )
    check(search, Filters(cost=("free", "mixed")), {"First": "yes", "Second": "yes", "Silent": "silent"})
    check(search, Filters(open=("evenings", "weekends")), {"First": "yes", "Second": "yes", "Silent": "silent"})


def test_a_choice_of_stance_beside_not_stated_is_no_silence(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(listing("Accepts", dual_diagnosis={"stance": "accepts"}), listing("Nothing"))
    check(search, Filters(stance=("accepts", "not-stated")), {"Accepts": "yes", "Nothing": "yes"})


def test_those_that_do_not_say_come_after_all_that_do_whatever_the_words_say(
    listing: MakeListing, open_search: OpenSearch
) -> None:
    search = open_search(
        listing("Food Bank"),
        listing("Aardvark", description="A place with food.", cost="free"),
        listing("Zebra", description="A place with food.", cost="free"),
        listing("Food", cost="charged"),
    )
    page = search.first("food", Filters(cost=("free",)))
    assert [r.name for r in page.results] == ["Aardvark", "Zebra", "Food Bank"]
    assert search.rest(page).said == 2
    assert [r.name for r in search.first("food", Filters(cost=("free",), silent=False)).results] == [
        "Aardvark",
        "Zebra",
    ]


@pytest.mark.parametrize("code", ['a"b', "alcohol OR food", "", "é", "need:alcohol", "\0", "ALCOHOL", "x" * 1_000])
@pytest.mark.parametrize("name", ["need", "type", "area", "route", "stance", "cost", "language", "accessibility"])
def test_a_code_that_no_listing_carries_lets_nothing_through_but_silence(shipped: Search, name: str, code: str) -> None:
    page = shipped.first("", Filters(**{name: (code,), "silent": False}))  # type: ignore[arg-type]
    wider = name == "area"
    assert bool(page.results) is wider
    assert all({"London", "England", "UK"}.intersection(result.areas) for result in page.results)


def test_open_now_is_what_the_line_says(shipped_at: Callable[[datetime], Search]) -> None:
    week = [moment("2026-11-23 03:00") + timedelta(hours=31 * n) for n in range(5)]
    for time in week:
        search = shipped_at(time)
        said, silent = found(search, Filters(open=("now",)))
        lines = search.lines(search.rest(search.first("")).keys)
        assert said == {line.name for line in lines if line.open.state == "open"}
        assert silent == {line.name for line in lines if line.open.state == "unknown"}


BASES: list[Any] = [
    pytest.param("", Filters(), id="nothing"),
    pytest.param("", Filters(area=("lambeth",), open=("now",), drop_in=True), id="filters"),
    pytest.param("", Filters(need=("housing", "alcohol"), silent=False), id="said only"),
    pytest.param("alcohol", Filters(), id="words"),
    pytest.param("somewhere to sleep tonight", Filters(area=("southwark",), women_only=True), id="words and filters"),
    pytest.param("hearing voices", Filters(type=("helpline",), cost=("free",), silent=False), id="words, said only"),
]


@pytest.mark.parametrize(("text", "filters"), BASES)
def test_a_count_is_what_choosing_it_gives(shipped: Search, text: str, filters: Filters) -> None:
    counts = shipped.rest(shipped.first(text, filters)).counts
    wrong = {}
    for name, code, count in _choices(counts):
        value: Any = True if code == "yes" else int(code) if name == "checked" else (code,)
        page = shipped.first(text, replace(filters, **{name: value}))
        given = sum(name not in line.not_said for line in shipped.lines(shipped.rest(page).keys, page))
        if given != count:
            wrong[name, code] = (count, given)
    assert not wrong


def _choices(counts: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, int]]:
    for name, its in counts.items():
        for code, count in its.items():
            yield name, code, count


def test_every_filter_with_choices_has_counts(shipped: Search) -> None:
    counts = shipped.rest(shipped.first("")).counts
    assert counts.keys() == {f.name for f in fields(Filters)} - {"near", "miles", "fits", "silent"}
    coded = [its for name, its in counts.items() if name not in {"open", "checked"}]
    assert all(its and all(count > 0 for count in its.values()) for its in coded)


def test_a_filter_that_chooses_nothing_is_not_chosen() -> None:
    assert Filters(miles=5.0, silent=False).chosen() == ()
    assert Filters(open=("now",), drop_in=True, checked=3).chosen() == ("open", "drop_in", "checked")


def test_there_are_counts_of_those_checked_lately(listing: MakeListing, open_search: OpenSearch) -> None:
    checked = {"lately": "2026-11-20", "in-summer": "2026-07-01", "in-spring": "2026-04-01"}
    search = open_search(*map(listing, ("Lately", "In summer", "In spring", "Never")), checked=checked)
    counts = search.rest(search.first("", Filters(checked=3))).counts
    assert counts["checked"] == {"3": 1, "6": 2, "12": 3}


def test_what_a_filter_chooses_is_told_as_codes(shipped: Search) -> None:
    filters = Filters(area=("lambeth", "sutton"), near=shipped.places.find("se5 8az"), drop_in=True, checked=6)
    codes = {name: filters.codes(name) for name in filters.chosen()}
    assert codes == {"area": ("lambeth", "sutton"), "near": ("SE5 8",), "drop_in": ("yes",), "checked": ("6",)}
    assert all(Filters().codes(name) == () for name in ("need", "near", "women_only", "checked"))


def test_the_areas_a_directory_is_about_come_first(listing: MakeListing, open_search: OpenSearch) -> None:
    areas = {"Southwark": 4, "Lambeth": 2, "Bexley": 1, "Croydon": 1}
    search = open_search(
        *(listing(f"{area} {n}", areas=[area]) for area, listings in areas.items() for n in range(listings))
    )
    assert choices(search.facts)["area"] == ("lambeth", "southwark", "bexley", "croydon")


def test_the_day_of_a_check_is_the_day_it_was_made(listing: MakeListing, open_search: OpenSearch) -> None:
    today = date.fromisoformat("2026-11-23")
    search = open_search(listing("Today"), checked={"today": today.isoformat()})
    check(search, Filters(checked=1), {"Today": "yes"})


# What one person said -------------------------------------------------------------------------------------------------


class Judges:
    """Holds listings against answers: for each, the keys of those whose rules are met and those worth asking."""

    def __init__(self, **by_answers: tuple[set[int], set[int]]) -> None:
        self.by_answers = by_answers

    def __call__(self, answers: str) -> Said:
        meets, asks = self.by_answers[answers]
        return Said(sum(1 << key for key in meets), sum(1 << key for key in asks))


@pytest.fixture
def judges() -> Judges:
    return Judges(one=({1, 2}, {3}), other=({4}, set()))


@pytest.fixture
def judged(listing: MakeListing, open_search: OpenSearch, judges: Judges) -> Search:
    return open_search(
        listing("Kitchen", description="Hot lunches.", needs=["food"], cost="free"),
        listing("Pantry", description="Hot lunches.", needs=["alcohol"]),
        listing("Larder", description="Hot lunches.", needs=["food"], cost="free"),
        listing("Scullery", description="Hot lunches.", needs=["food"], cost="free"),
        judge=judges,
    )


@pytest.mark.parametrize("text", ["", "lunches"])
def test_those_whose_rules_say_no_are_left_out_and_those_worth_asking_come_last(judged: Search, text: str) -> None:
    assert found(judged, Filters(fits=Fits("one")), text) == ({"Kitchen", "Pantry"}, {"Larder"})
    assert found(judged, Filters(fits=Fits("other")), text) == ({"Scullery"}, set())
    assert found(judged, Filters(fits=Fits("one"), silent=False), text) == ({"Kitchen", "Pantry"}, set())


def test_what_a_person_said_goes_with_other_filters(judged: Search) -> None:
    assert found(judged, Filters(need=("food",), fits=Fits("one"))) == ({"Kitchen"}, {"Larder"})
    assert found(judged, Filters(cost=("free",), fits=Fits("one"))) == ({"Kitchen"}, {"Pantry", "Larder"})
    counts = judged.rest(judged.first("", Filters(fits=Fits("one")))).counts
    assert (counts["need"]["food"], counts["need"]["alcohol"], counts["cost"]["free"]) == (2, 1, 2)


def test_each_result_says_where_it_stands(judged: Search) -> None:
    page = judged.first("", Filters(cost=("free",), fits=Fits("one")))
    stands = {result.name: (result.outcome, result.not_said) for result in page.results}
    assert stands == {
        "Kitchen": ("meets-rules", ()),
        "Pantry": ("meets-rules", ("cost",)),
        "Larder": ("worth-asking", ("fits",)),
    }
    assert {result.outcome for result in judged.first("").results} == {""}


def test_the_listings_are_judged_anew_when_the_directory_has_changed(
    judged: Search, judges: Judges, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = Filters(fits=Fits("one"))
    assert judged.total("", fits) == 3
    judges.by_answers["one"] = ({4}, set())
    monkeypatch.setattr(judged, "_data_version", lambda: -1)
    assert found(judged, fits) == ({"Scullery"}, set())


def test_listings_that_this_search_does_not_know_yet_are_left_out(judged: Search, judges: Judges) -> None:
    judges.by_answers["one"] = ({1, 2, 70_000}, {3, 80_000})
    assert found(judged, Filters(fits=Fits("one"))) == ({"Kitchen", "Pantry"}, {"Larder"})


def test_with_nobody_to_judge_everything_is_worth_asking(listing: MakeListing, open_search: OpenSearch) -> None:
    search = open_search(listing("Kitchen"), listing("Pantry"))
    assert found(search, Filters(fits=Fits("one"))) == (set(), {"Kitchen", "Pantry"})


def test_what_a_person_said_is_told_as_one_choice_and_never_shown() -> None:
    filters = Filters(need=("food",), fits=Fits("sleeping rough"))
    assert filters.chosen() == ("need", "fits")
    assert filters.codes("fits") == ("yes",)
    assert Filters().codes("fits") == ()
    assert "rough" not in repr(filters) + str(filters) + f"{filters.fits}"
    assert filters == replace(filters, fits=Fits("sleeping rough"))
    assert filters != replace(filters, fits=Fits("in a hostel"))
