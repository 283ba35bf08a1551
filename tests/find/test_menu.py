"""The menu of the filters: subjects, choices and their words, chips, choosing and letting go, and the place box."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Vocabulary
from navigator.directory.form import ListingForm
from navigator.find import Filters, Fits, Search
from navigator.find.filters import choices
from navigator.find.menu import Choice, Group, chips, read_place, subjects, toggled

MakeListing: TypeAlias = Callable[..., ListingForm]
OpenSearch: TypeAlias = Callable[..., Search]


@pytest.fixture(scope="module")
def boroughs(shipped: Search) -> tuple[str, ...]:
    return shipped.places.boroughs()


def menu(search: Search, vocabulary: Vocabulary, filters: Filters | None = None) -> dict[str, Group]:
    """The groups of the menu of a search, by filter, with their counts."""
    filters = filters or Filters()
    counts = search.rest(search.first("", filters)).counts
    shown = subjects(filters, counts, choices(search.facts), vocabulary, search.places.boroughs())
    return {group.filter: group for subject in shown for group in subject.groups}


def labels(items: Iterable[Choice]) -> list[str]:
    return [item.label for item in items]


def test_the_subjects_are_in_the_order_a_worker_thinks(shipped: Search, vocabulary: Vocabulary) -> None:
    shown = subjects(Filters(), None, choices(shipped.facts), vocabulary, shipped.places.boroughs())
    assert [(subject.heading, [group.filter for group in subject.groups]) for subject in shown] == [
        ("What for", ["need", "type"]),
        ("Where", ["area"]),
        ("When", ["open"]),
        ("How to get in", ["drop_in", "route"]),
        ("Who it takes", ["stance", "women_only", "no_recourse", "language", "accessibility", "cost"]),
        ("Trust", ["checked"]),
    ]
    assert all(choice.count is None for subject in shown for group in subject.groups for choice in group.choices)


def test_every_choice_has_words_and_its_count(shipped: Search, vocabulary: Vocabulary) -> None:
    counts = shipped.rest(shipped.first("")).counts
    for name, group in menu(shipped, vocabulary).items():
        assert group.choices
        assert group.heading
        for choice in group.choices:
            assert choice.count == counts[name][choice.code]
            assert choice.label[0].isupper()
            assert "-" not in choice.label or " " in choice.label
            assert not choice.chosen


def test_codes_nobody_carries_are_left_out_and_so_are_those_another_choice_says_better(
    listing: MakeListing, open_search: OpenSearch, vocabulary: Vocabulary
) -> None:
    search = open_search(
        listing(needs=["food", "alcohol"], service_types=["advice", "drop-in", "women-only"], areas=["London"]),
        listing(
            "Other", needs=["alcohol"], referral_routes=["drop-in", "gp"], areas=["Sutton"], languages=["Tigrinya"]
        ),
    )
    groups = menu(search, vocabulary)
    assert labels(groups["need"].choices) == ["Alcohol", "Food"]
    assert labels(groups["type"].choices) == ["Advice"]
    assert labels(groups["route"].choices) == ["Through a GP"]
    assert labels(groups["area"].choices) == ["Sutton"]
    assert labels(groups["language"].choices) == ["Tigrinya"]
    assert not {"stance", "cost", "accessibility"} & groups.keys()


def test_choices_stand_as_the_vocabulary_has_them(shipped: Search, vocabulary: Vocabulary) -> None:
    for name in ("need", "type", "route", "stance", "cost"):
        its = [choice.code for choice in menu(shipped, vocabulary)[name].choices]
        assert its == [code for code in vocabulary.codes(name) if code in its]


def test_the_boroughs_of_the_directory_come_first(shipped: Search, vocabulary: Vocabulary) -> None:
    shown = labels(menu(shipped, vocabulary)["area"].choices)
    assert shown[:3] == ["Lambeth", "Lewisham", "Southwark"]
    assert shown[3:] == sorted(shown[3:])


def test_what_is_chosen_is_marked_even_where_nobody_carries_it(shipped: Search, vocabulary: Vocabulary) -> None:
    filters = Filters(area=("lambeth", "uk"), open=("now",), drop_in=True, checked=1, language=("tigrinya",))
    groups = menu(shipped, vocabulary, filters)
    chosen = {name: labels(c for c in group.choices if c.chosen) for name, group in groups.items()}
    assert {name: its for name, its in chosen.items() if its} == {
        "area": ["Lambeth", "The UK"],
        "open": ["Open now"],
        "drop_in": ["People can turn up"],
        "language": ["Tigrinya"],
        "checked": ["Checked within 1 month"],
    }


def test_chips_say_everything_that_is_chosen(
    shipped: Search, vocabulary: Vocabulary, boroughs: tuple[str, ...]
) -> None:
    filters = Filters(
        need=("mental-health",), area=("kensington-and-chelsea", "lambeth"), near=shipped.places.find("se58az"),
        open=("now", "weekends"), drop_in=True, route=("self",), stance=("integrated",), women_only=True,
        language=("spanish",), cost=("free",), checked=12, silent=False,
    )  # fmt: skip
    assert [chip.label for chip in chips(filters, vocabulary, boroughs)] == [
        "Mental health", "Kensington and Chelsea", "Lambeth", "Within 2 miles of SE5 8", "Open now", "Open at weekends",
        "People can turn up", "Refer yourself", "Both needs: helps with both together", "Women only", "Spanish spoken",
        "Free", "Checked within 12 months", "Only those that say",
    ]  # fmt: skip
    assert chips(Filters(), vocabulary, boroughs) == ()


@pytest.mark.parametrize(("miles", "says"), [(0.5, "half a mile"), (1.0, "1 mile"), (1.5, "1.5 miles"), (5, "5 miles")])
def test_a_chip_says_how_far(
    shipped: Search, vocabulary: Vocabulary, boroughs: tuple[str, ...], miles: float, says: str
) -> None:
    (chip,) = chips(Filters(near=shipped.places.find("Camberwell"), miles=miles), vocabulary, boroughs)
    assert chip.label == f"Within {says} of Camberwell"


def test_what_a_person_said_is_one_chip_before_all_others_and_one_press_lets_go_of_it(
    vocabulary: Vocabulary, boroughs: tuple[str, ...]
) -> None:
    filters = Filters(area=("lambeth",), fits=Fits("sleeping rough"))
    first, second = chips(filters, vocabulary, boroughs)
    assert (first.label, second.label) == ("Fits the answers given", "Lambeth")
    assert toggled(filters, first.filter, first.code) == Filters(area=("lambeth",))


def test_only_one_number_of_months_is_chosen() -> None:
    filters = toggled(toggled(Filters(), "checked", "3"), "checked", "12")
    assert filters == Filters(checked=12)
    assert toggled(filters, "checked", "12") == Filters()


CHOICES = st.sampled_from([
    ("need", "alcohol"), ("need", "housing"), ("type", "advice"), ("area", "lambeth"), ("area", "sutton"),
    ("open", "now"), ("open", "evenings"), ("drop_in", "yes"), ("women_only", "yes"), ("no_recourse", "yes"),
    ("route", "gp"), ("stance", "accepts"), ("cost", "free"), ("language", "spanish"), ("checked", "6"),
    ("accessibility", "lift"), ("silent", "no"),
])  # fmt: skip


@st.composite
def chosen(draw: st.DrawFn) -> Filters:
    filters = Filters()
    for name, code in draw(st.lists(CHOICES, max_size=12)):
        filters = toggled(filters, name, code)
    return filters


@given(filters=chosen(), choice=CHOICES)
def test_toggling_twice_gives_the_same_filters(filters: Filters, choice: tuple[str, str]) -> None:
    once = toggled(filters, *choice)
    assert once != filters
    assert toggled(once, *choice) == filters


@given(data=st.data(), filters=chosen(), near=st.sampled_from(["", "SE5", "Camberwell"]))
def test_removing_every_chip_in_any_order_leaves_nothing_chosen(
    shipped: Search, vocabulary: Vocabulary, data: st.DataObject, filters: Filters, near: str
) -> None:
    boroughs = shipped.places.boroughs()
    filters = replace(filters, near=shipped.places.find(near) if near else None)
    shown = chips(filters, vocabulary, boroughs)
    assert all(chip.label for chip in shown)
    for chip in data.draw(st.permutations(shown)):
        assert chip in chips(filters, vocabulary, boroughs)
        filters = toggled(filters, chip.filter, chip.code)
    assert filters == Filters()


# The place box --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("SE5 8", "SE5 8", "Near SE5 8, in Southwark and Lambeth."),
        (" se58az ", "SE5 8", "Near SE5 8, in Southwark and Lambeth."),
        ("SE5", "SE5", "Near SE5, in Southwark and Lambeth."),
        ("camberwell", "Camberwell", "Near Camberwell, in Southwark and Lambeth."),
        ("12 Denmark Hill, London SE5 8AZ", "SE5 8", "Near SE5 8, in Southwark and Lambeth."),
        ("near Peckham", "Peckham", "Near Peckham, in Southwark."),
    ],
)
def test_a_place_is_read_however_it_is_written(shipped: Search, text: str, name: str, says: str) -> None:
    filters = Filters(area=("sutton",), miles=5.0)
    found = read_place(text, filters, shipped.places)
    assert found.place is not None
    assert found.place.name == name
    assert found.filters == replace(filters, near=found.place)
    assert found.says == says


def test_a_borough_is_chosen_as_an_area(shipped: Search) -> None:
    filters = Filters(area=("sutton",), near=shipped.places.find("SE5"))
    for text in ("Lambeth", "london borough of lambeth"):
        found = read_place(text, filters, shipped.places)
        assert found.place is not None
        assert found.filters == Filters(area=("lambeth", "sutton"))
        assert found.says == "Services for Lambeth."
        assert read_place(text, found.filters, shipped.places).filters == found.filters


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Camberwel", "No place is called “Camberwel”. Did you mean Camberwell?"),
        ("Pekham", "No place is called “Pekham”. Did you mean Peckham, Peckham Rye or Beckenham?"),
        ("qqq", "No place is called “qqq”."),
        ("?", "No place is called “?”."),
        ("ls1 4ap", "LS1 4AP is not a London postcode."),
        ("the house of my friend " * 20, "No London place is named there."),
    ],
)
def test_a_place_nobody_knows_leaves_the_filters(shipped: Search, text: str, says: str) -> None:
    filters = Filters(near=shipped.places.find("SE5"))
    found = read_place(text, filters, shipped.places)
    assert (found.place, found.filters) == (None, filters)
    assert found.says == says


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_text_lets_go_of_the_place(shipped: Search, text: str) -> None:
    filters = Filters(near=shipped.places.find("SE5"), miles=5.0, drop_in=True)
    found = read_place(text, filters, shipped.places)
    assert (found.place, found.says) == (None, "")
    assert found.filters == replace(filters, near=None)


@given(text=st.text(max_size=200))
def test_any_text_is_read_as_a_place_or_said_not_to_be(shipped: Search, text: str) -> None:
    filters = Filters(near=shipped.places.find("SE5"))
    found = read_place(text, filters, shipped.places)
    assert bool(found.says) == bool(text.strip())
    assert found.place or not text.strip() or found.filters == filters
