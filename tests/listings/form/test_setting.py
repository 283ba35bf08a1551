"""Fields are set from text, as on the command line, and held against the same checks as in a window."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.form import ListingForm
from navigator.errors import UsageError
from navigator.listings.changes.history import fields_of
from navigator.listings.form.reference import Reference
from navigator.listings.form.setting import set_field, set_fields
from tests.listings.three import listing

RULE = {"facet": "age", "rule": "requires", "strength": "hard", "values": [], "min": 18, "max": None}
RULE |= {"note": None, "source": 1}
FULL: dict[str, Any] = {
    "organization": "Samaritans",
    "areas": ["Lambeth", "Lewisham"],
    "alternate_names": ["The House, upstairs"],
    "phones": [{"number": "020 7946 0000", "note": "Desk"}, {"number": "999"}],
    "locations": [{"postal_code": "SE5 8AZ"}],
    "eligibility": [RULE],
    "url": "https://example.org",
}


def _fields() -> dict[str, Any]:
    return fields_of(listing(**FULL))


@pytest.mark.parametrize(
    ("setting", "changed"),
    [
        ("name=New = name", {"name": "New = name"}),
        (" name =  New name ", {"name": "New name"}),
        ("description=Two\nlines", {"description": "Two\nlines"}),
        ("url=", {"url": None}),
        ("open_access=Yes", {"open_access": True}),
        ("open_access=", {}),
        ("hours.opening_hours=24/7", {"hours": {"opening_hours": "24/7", "note": None, "source": None}}),
        ("hours.source=1", {"hours": {"opening_hours": None, "note": None, "source": 1}}),
        ("areas=London", {"areas": ["London"]}),
        ("areas=Lambeth, Southwark,", {"areas": ["Lambeth", "Southwark"]}),
        ("areas=", {"areas": []}),
        ("areas+=Southwark", {"areas": ["Lambeth", "Lewisham", "Southwark"]}),
        ("areas-=Lambeth", {"areas": ["Lewisham"]}),
        ("areas.2=Croydon", {"areas": ["Lambeth", "Croydon"]}),
        ("areas.3=Croydon", {"areas": ["Lambeth", "Lewisham", "Croydon"]}),
        ("areas.1=", {"areas": ["Lewisham"]}),
        ("alternate_names+=A, B; C", {"alternate_names": ["The House, upstairs", "A, B", "C"]}),
        ("phones.2.note=Emergency", {"phones": [FULL["phones"][0], {"number": "999", "note": "Emergency"}]}),
        ("phones.1.note=", {"phones": [{"number": "020 7946 0000", "note": None}, {"number": "999", "note": None}]}),
        ("phones.2=", {"phones": [FULL["phones"][0]]}),
        ("phones-=999", {"phones": [FULL["phones"][0]]}),
        ("phones=", {"phones": []}),
        ("phones+=111", {"phones": [FULL["phones"][0], {"number": "999", "note": None}, {"number": "111"}]}),
        ("phones.3.number=111", {"phones": [FULL["phones"][0], {"number": "999", "note": None}, {"number": "111"}]}),
        ("eligibility.1.min=21", {"eligibility": [RULE | {"min": 21}]}),
        ("eligibility-=requires hard age 18-; source 1", {"eligibility": []}),
        ("eligibility.1=excludes hard age 65-; source 1", {"eligibility": [RULE | {"rule": "excludes", "min": 65}]}),
    ],
)
def test_one_field_is_set_and_no_other(setting: str, changed: dict[str, Any]) -> None:
    before = _fields()
    after = set_field(before, setting)
    assert before == _fields()
    wanted = before | changed
    assert ListingForm.model_validate(after) == ListingForm.model_validate(wanted)
    assert [name for name in before if after[name] != before[name]] == list(changed)


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("name", "Write FIELD=VALUE"),
        ("nmae=x", "Did you mean name?"),
        ("hours.open=x", "Did you mean opening_hours? Allowed: opening_hours, note, source."),
        ("id=other", "never changes"),
        ("hours=24/7", "hours.opening_hours, hours.note, hours.source"),
        ("name.1=x", "name has no fields of its own. Write name="),
        ("name+=x", "name is not a list. Write name="),
        ("open_access=maybe", "yes or no"),
        ("hours.source=one", "is a number, not “one”"),
        ("phones.4.number=1", "there are 2, and phones.3 adds another"),
        ("phones.0.number=1", "There is no phones.0"),
        ("phones.first.number=1", "There is no phones.first"),
        ("phones=020", "phones+="),
        ("areas.1.name=x", "list of texts"),
        ("areas.1+=x", "areas+="),
        ("areas-=Lambet", "Did you mean Lambeth?"),
        ("phones-=111", "It holds: 020 7946 0000, 999"),
        ("eligibility+=women", "is not a rule"),
        ("eligibility-=requires hard age 19-; source 1", "does not hold"),
    ],
)
def test_what_cannot_be_set_is_told_with_what_can(setting: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        set_field(_fields(), setting)
    assert says in str(caught.value)


def test_settings_are_made_in_order_and_a_new_postcode_moves_the_place(reference: Reference) -> None:
    settings = [
        "locations.1.postal_code=se136lh",
        "sources+=Their new page",
        "sources.2.page_date=2026-11",
        "links+=samaritans",
        "links.1.kind=refers-to",
        "eligibility+=requires hard gender: Women; source 2",
    ]
    after, doubts = set_fields(_fields(), settings, reference)
    place = after["locations"][0]
    centre = reference.sectors["SE13 6"]
    assert (place["postal_code"], place["latitude"], place["longitude"]) == (
        "SE13 6LH",
        centre.latitude,
        centre.longitude,
    )
    assert after["sources"][1] == {"number": 2, "title": "Their new page", "page_date": "2026-11"}
    assert after["eligibility"][1]["values"] == ["woman"]
    assert ListingForm.model_validate(after).links[0].to == "samaritans"
    assert doubts == ()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("url=example", "url: A web address"),
        ("name=", "name: Fill this in"),
        ("status=gone", "status: Choose active"),
        ("areas+=Lambeht", "areas.3: There is no “Lambeht” to choose here. Did you mean Lambeth?"),
        ("eligibility+=requires hard age -17; source 1", "Nobody could meet this together with rule 1"),
        ("eligibility+=requires hard gendre: woman; source 1", "Did you mean gender?"),
        ("phones.1.number=", "phones.1.number: Fill this in"),
    ],
)
def test_what_could_not_be_saved_is_refused(setting: str, says: str, reference: Reference) -> None:
    with pytest.raises(UsageError) as caught:
        set_fields(_fields(), [setting], reference)
    assert says in str(caught.value)


def test_what_was_wrong_before_keeps_nobody_from_mending_something_else(reference: Reference) -> None:
    wrong = _fields() | {"url": "nowhere"}
    after, doubts = set_fields(wrong, ["name=Better", "phones+=02079460009"], reference)
    assert after["name"] == "Better"
    assert [(doubt.field, doubt.offer) for doubt in doubts] == [("phones.3.number", "020 7946 0009")]


def test_any_field_of_any_shipped_listing_can_be_set_to_what_it_is(reference: Reference) -> None:
    with closing(Store.open(Path("none")).connect()) as connection:
        for service_id in ("samaritans", "akt", "mosaic-clubhouse"):
            found = read_listing(connection, service_id)
            assert found
            fields = fields_of(form_of(found))
            settings = [f"{name}={value}" for name, value in fields.items() if isinstance(value, str) and name != "id"]
            settings += [f"{name}={', '.join(fields[name])}" for name in ("needs", "areas", "delivery")]
            assert set_fields(fields, settings, reference) == (fields, ())


STEPS = st.lists(
    st.sampled_from([*ListingForm.model_fields, "number", "note", "source", "min", "values", "1", "2", "9", "x", ""]),
    min_size=1,
    max_size=3,
)


@given(steps=STEPS, does=st.sampled_from(["=", "+=", "-="]), value=st.text(max_size=10) | st.just("1"))
def test_any_setting_changes_its_field_or_is_refused_in_words(steps: list[str], does: str, value: str) -> None:
    before = _fields()
    with suppress(UsageError):
        after = set_field(before, f"{'.'.join(steps)}{does}{value}")
        assert {name for name in before if after.get(name) != before[name]} <= {steps[0]}
    assert before == _fields()
