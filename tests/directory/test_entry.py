"""What search reads of a listing: folded words by field, codes, and the line a list shows."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from navigator.directory import Vocabulary
from navigator.directory.entry import ALIAS_BREAK, FIELDS, LONGEST_WORD, entry_words, search_entry
from navigator.directory.form import ListingForm
from navigator.text import normal

MakeListing: TypeAlias = Callable[..., ListingForm]
Entry: TypeAlias = Callable[..., dict[str, str]]


@pytest.fixture
def entry(make_listing: MakeListing, vocabulary: Vocabulary) -> Entry:
    """The entry of a listing with these facts."""
    return lambda **facts: search_entry(make_listing(**facts), vocabulary)


def _line(entry: dict[str, str]) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(entry["line"])
    return line


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"name": "St Mungo's A&E Café"}, "name", "st mungos ae cafe"),
        ({"alternate_names": ["The Drop-in", "TDI"]}, "also", f"the drop in {ALIAS_BREAK} tdi"),
        ({"organization": "Harbour & Co"}, "organization", "harbour co"),
        ({"areas": ["Lambeth", "UK"]}, "place", "lambeth uk"),
        ({"locations": [{"name": "Hall", "postal_code": "SE5 8AZ"}], "areas": ["UK"]}, "place", "hall se5 8az uk"),
        ({"description": "Open “24/7”, naïve."}, "description", "open 24 7 naive"),
        ({"phones": [{"number": "020 7946"}]}, "details", "020 7946 0207946"),
        ({"how_to_refer": "Ring.", "email": "a@b.org"}, "details", "ring a b org"),
        ({"hours": {"note": "Not Mondays"}}, "details", "not mondays"),
        ({"cost_note": "A pound"}, "details", "a pound"),
        ({"languages": ["Spanish"], "interpreting": "Yes"}, "details", "yes spanish"),
        ({"flexibility": {"re_entry": "After talks", "drop_in": "Daily"}}, "details", "daily after talks"),
        ({"dual_diagnosis": {"stance": "accepts", "note": "Both"}}, "details", "both"),
        ({"required_documents": ["ID"]}, "details", "id"),
        ({}, "details", ""),
    ],
)
def test_each_field_holds_its_words(facts: dict[str, Any], field: str, words: str, entry: Entry) -> None:
    assert entry(**facts)[field] == words


def test_the_notes_of_rules_are_searched(entry: Entry) -> None:
    rule = {"facet": "age", "rule": "requires", "strength": "hard", "note": "Proof needed", "source": 1}
    assert entry(eligibility=[rule])["details"] == "proof needed"


def test_kinds_are_the_labels_of_types(entry: Entry, vocabulary: Vocabulary) -> None:
    kinds = entry(needs=["alcohol"], service_types=["hostel", "odd-code"], delivery=["phone"])["kinds"]
    assert kinds == f"{normal(vocabulary.label('type', 'hostel'))} odd code", "a code without a label is read as words"


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"needs": ["alcohol", "alcohol"], "service_types": ["detox"]}, {"need:alcohol", "type:detox"}),
        ({"delivery": ["phone"], "referral_routes": ["gp"]}, {"delivery:phone", "route:gp"}),
        ({"approaches": ["peer-led"], "transitions": ["eviction"]}, {"approach:peer-led", "transition:eviction"}),
        ({"areas": ["Kingston upon Thames", "UK"]}, {"area:kingston-upon-thames", "area:uk"}),
        ({"languages": ["Spanish"]}, {"language:spanish"}),
        ({"locations": [{"accessibility": ["lift"]}]}, {"accessibility:lift"}),
        ({"dual_diagnosis": {"stance": "accepts"}}, {"stance:accepts"}),
        ({"status": "closed"}, {"status:closed"}),
        ({"cost": "free"}, {"cost:free"}),
        ({"open_access": True}, {"access:open"}),
        ({"anyone_may_apply": True}, {"access:anyone-may-apply"}),
    ],
)
def test_codes_say_what_filters_ask(facts: dict[str, Any], codes: set[str], entry: Entry) -> None:
    made = entry(**facts)["codes"].split(" ")
    assert codes <= set(made)
    assert len(made) == len(set(made))


def test_a_listing_that_says_little_carries_few_codes(entry: Entry) -> None:
    assert set(entry()["codes"].split(" ")) == {
        "need:homelessness",
        "type:winter-shelter",
        "stance:not-stated",
        "status:active",
    }


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ({"facet": "housing", "values": ["hostel", "sofa-surfing"]}, {"housing:hostel", "housing:sofa-surfing"}),
        ({"facet": "housing", "values": ["hostel"], "rule": "excludes"}, {"not-housing:hostel"}),
        ({"facet": "housing", "values": ["hostel"], "rule": "prioritises"}, {"housing:hostel"}),
        ({"facet": "gender", "values": ["woman"], "strength": "hard"}, {"gender:woman", "only:gender"}),
        ({"facet": "gender", "values": ["woman"], "strength": "hard", "rule": "excludes"}, {"not-gender:woman"}),
        ({"facet": "area", "values": ["Lambeth"]}, {"area:lambeth"}),
        ({"facet": "age", "min": 18, "max": 25}, {"age-from:18", "age-to:25"}),
        ({"facet": "age", "min": 0}, {"age-from:0"}),
        ({"facet": "age", "min": 18, "rule": "prioritises"}, set()),
        ({"facet": "other", "note": "Ask."}, set()),
    ],
)
def test_rules_say_whom_they_let_in_and_whom_they_shut_out(rule: dict[str, Any], codes: set[str], entry: Entry) -> None:
    whole = {"rule": "requires", "strength": "discretionary", "source": 1} | rule
    made = set(entry(eligibility=[whole])["codes"].split(" "))
    assert made - set(entry()["codes"].split(" ")) == codes


def test_no_word_that_is_typed_can_equal_a_code(full_listing: ListingForm, vocabulary: Vocabulary) -> None:
    made = search_entry(full_listing, vocabulary)
    words = {word for field in FIELDS for word in made[field].split()} - {ALIAS_BREAK}
    assert all(word.isalnum() for word in words)
    assert all(":" in code for code in made["codes"].split(" "))


def test_the_words_of_an_entry_are_all_its_words_and_codes(full_listing: ListingForm, vocabulary: Vocabulary) -> None:
    made = search_entry(full_listing, vocabulary)
    words = entry_words(made)
    assert {"harbour", "house", "hh", "se5", "lunch", "need:homelessness", "area:lambeth"} <= words
    assert not words & {"", ALIAS_BREAK}
    assert words == {word for field in (*FIELDS, "codes") for word in made[field].split()} - {ALIAS_BREAK}


def test_a_word_without_end_is_cut(entry: Entry) -> None:
    assert entry(description="x" * 100_000)["description"] == "x" * LONGEST_WORD


def test_the_line_holds_what_a_list_shows(full_listing: ListingForm, vocabulary: Vocabulary) -> None:
    assert _line(search_entry(full_listing, vocabulary)) == {
        "id": "harbour-house",
        "name": "Harbour House",
        "organization": "Harbour",
        "description": "A warm place at night.",
        "status": "active",
        "areas": ["Lambeth", "London"],
        "stance": "accepts",
        "routes": ["self", "gp"],
        "types": ["winter-shelter"],
        "delivery": ["in-person"],
        "phone": "020 7946 0000",
        "hours": "Mo-Fr 09:00-17:00",
        "hours_date": "2024-06-30",
        "points": [[51.46848, -0.0864]],
    }


def test_the_line_of_a_listing_that_says_little_claims_nothing(entry: Entry) -> None:
    line = _line(entry())
    assert (line["phone"], line["hours"], line["points"]) == (None, None, [])
    assert line["areas"] == line["routes"] == line["delivery"] == []


def test_a_place_on_the_equator_and_the_meridian_has_a_point(entry: Entry) -> None:
    assert _line(entry(locations=[{"latitude": 0.0, "longitude": 0.0}]))["points"] == [[0.0, 0.0]]


def test_a_confidential_place_has_no_point_and_no_address_in_the_entry(entry: Entry) -> None:
    made = entry(locations=[{"name": "Refuge", "city": "London", "confidential": True}])
    assert made["place"] == "refuge london"
    assert _line(made)["points"] == []


@pytest.mark.parametrize(
    ("dates", "fresh"), [(["2023-12-31", "2024", None], "2024"), ([None], ""), (["2024", "2024-02"], "2024-02")]
)
def test_a_listing_is_as_fresh_as_its_newest_page(dates: list[str | None], fresh: str, entry: Entry) -> None:
    sources = [{"number": number, "title": "x", "page_date": date} for number, date in enumerate(dates, 1)]
    assert entry(sources=sources)["fresh"] == fresh


@pytest.mark.parametrize(
    ("dates", "source", "says"),
    [
        (["2023", "2024-06"], 2, "2024-06"),
        (["2023", None], 2, "an undated page"),
        ([None, None], None, "undated pages"),
        (["2023"], None, "pages of 2023"),
        (["2023", "2023"], None, "pages of 2023"),
        (["2024-06", "2023"], None, "pages of 2023 to 2024-06"),
        (["2023", None], None, "pages of 2023, some undated"),
        (["2024-06", None, "2023"], None, "pages of 2023 to 2024-06, some undated"),
    ],
)
def test_the_date_of_the_hours_is_that_of_their_page_or_what_is_known_of_all(
    dates: list[str | None], source: int | None, says: str, entry: Entry
) -> None:
    sources = [{"number": number, "title": "x", "page_date": date} for number, date in enumerate(dates, 1)]
    hours = {"opening_hours": "Mo-Fr 09:00-17:00", "source": source}
    assert _line(entry(sources=sources, hours=hours))["hours_date"] == says
