"""What somebody said: kept as it was said, read from JSON, and refused in one sentence where it cannot be meant."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import OLDEST, Allowed, Answers, read_answers
from navigator.errors import NavigatorError
from tests.check.generated import VALUES, answers

ALLOWED = Allowed(VALUES, ("housing", "mental-health"))
WOMAN = Answers().with_values("gender", ["woman"])


def refusal(document: object, where: str = "people.json") -> str:
    with pytest.raises(NavigatorError) as raised:
        read_answers(document, ALLOWED, where)
    said = str(raised.value)
    assert said.startswith(where)
    assert len(said.splitlines()) == 1
    return said


def as_document(said: Answers) -> dict[str, Any]:
    document: dict[str, Any] = {} if said.age is None else {"age": said.age}
    for facet in VALUES:
        yes, no = said.of(facet)
        if yes:
            document[facet] = sorted(yes)
        if no:
            document.setdefault("no", {})[facet] = sorted(no)
    return document | {"declined": sorted(said.declined), "need": list(said.needs)}


def test_the_form_of_the_design_is_read() -> None:
    said = read_answers(
        '{"age": 34, "gender": ["woman"], "housing": ["rough-sleeping"], "area": ["Lambeth"], '
        '"no": {"mental-health": ["crisis"]}, "declined": ["recourse"], "need": ["housing"]}',
        ALLOWED,
    )
    assert said.age == 34
    assert said.yes == {("gender", "woman"), ("housing", "rough-sleeping"), ("area", "Lambeth")}
    assert said.no == {("mental-health", "crisis")}
    assert said.declined == {"recourse"}
    assert said.needs == ("housing",)
    assert said.facets == {"age", "gender", "housing", "area", "mental-health"}


def test_nothing_said_is_an_answer_too() -> None:
    assert read_answers("{}", ALLOWED) == Answers()
    assert read_answers({}, ALLOWED) == Answers()
    assert read_answers({"declined": [], "no": {}, "housing": []}, ALLOWED) == Answers()


def test_names_are_read_in_any_case() -> None:
    said = read_answers({"area": ["lambeth", "LAMBETH"], "gender": ["Woman"], "need": ["Housing"]}, ALLOWED)
    assert said.yes == {("area", "Lambeth"), ("gender", "woman")}
    assert said.needs == ("housing",)


@given(answers())
def test_what_was_said_is_read_as_it_was_written(said: Answers) -> None:
    assert read_answers(json.dumps(as_document(said)), ALLOWED) == read_answers(as_document(said), ALLOWED)
    again = read_answers(as_document(said), ALLOWED)
    assert (again.age, again.yes, again.no, again.declined) == (said.age, said.yes, said.no, said.declined)


@pytest.mark.parametrize(
    ("document", "place", "allowed"),
    [
        ({"houses": []}, "houses", "housing"),
        ({"no": {"age": [3]}}, "no", "housing"),
        ({"no": {"houses": []}}, "no", "housing"),
        ({"other": ["x"]}, "other", "housing"),
        ({"housing": ["castle"]}, "housing", "rough-sleeping"),
        ({"no": {"housing": ["castle"]}}, "no.housing", "rough-sleeping"),
        ({"area": ["Atlantis"]}, "area", "Lambeth"),
        ({"need": ["gold"]}, "need", "mental-health"),
        ({"declined": ["houses"]}, "declined", "housing"),
        ({"housing": "hostel"}, "housing", "rough-sleeping"),
        ({"housing": [1]}, "housing", "rough-sleeping"),
        ({"housing": {"hostel": True}}, "housing", "rough-sleeping"),
        ({"housing": None}, "housing", "rough-sleeping"),
        ({"declined": "recourse"}, "declined", "recourse"),
        ({"age": -1}, "age", f"0 to {OLDEST}"),
        ({"age": OLDEST + 1}, "age", f"0 to {OLDEST}"),
        ({"age": "34"}, "age", f"0 to {OLDEST}"),
        ({"age": 34.5}, "age", f"0 to {OLDEST}"),
        ({"age": True}, "age", f"0 to {OLDEST}"),
        ({"age": None}, "age", f"0 to {OLDEST}"),
        ({"age": [34]}, "age", f"0 to {OLDEST}"),
        ({"age": float("nan")}, "age", f"0 to {OLDEST}"),
        ({"no": []}, "no", "object"),
        ([], "people.json", "object"),
        ("[]", "people.json", "object"),
        ("34", "people.json", "object"),
        ("null", "people.json", "object"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_place_and_what_is_allowed(
    document: object, place: str, allowed: str
) -> None:
    said = refusal(document)
    assert place in said
    assert allowed in said


def test_a_facet_is_answered_or_declined() -> None:
    assert "recourse" in refusal({"recourse": ["no-recourse"], "declined": ["recourse"]})
    assert "age" in refusal({"age": 34, "declined": ["age"]})
    assert "housing" in refusal({"no": {"housing": ["hostel"]}, "declined": ["housing"]})


def test_a_value_is_yes_or_no() -> None:
    said = refusal({"housing": ["hostel"], "no": {"housing": ["hostel"]}})
    assert "housing" in said
    assert "hostel" in said


@pytest.mark.parametrize("text", ["", " ", "{", '{"age": }', "{'age': 3}", '{"age": 3} x', "[" * 100_000])
def test_what_is_not_json_is_refused_with_the_place(text: str) -> None:
    assert "not JSON" in refusal(text)


def test_a_number_longer_than_any_is_refused() -> None:
    refusal('{"age": ' + "9" * 5_000 + "}")


def test_a_key_that_is_there_twice_is_refused() -> None:
    assert "'housing' is there twice" in refusal('{"housing": ["hostel"], "housing": ["settled"]}')


KEYS = st.sampled_from([*VALUES, "age", "no", "declined", "need"]) | st.text(max_size=5)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
)


@given(st.text(max_size=30) | DOCUMENTS)
def test_no_document_does_more_than_be_refused(document: object) -> None:
    try:
        said = read_answers(document, ALLOWED, "people.json")
    except NavigatorError as error:
        refused = str(error)
    else:
        refused = ""
        assert as_document(said).keys() >= {"declined", "need"}
    assert refused == "" or refused.startswith("people.json")


@given(answers(), st.sampled_from(sorted(VALUES)))
def test_declining_takes_back_what_was_said(said: Answers, facet: str) -> None:
    declined = said.decline(facet)
    assert declined.of(facet) == (frozenset(), frozenset())
    assert facet in declined.declined
    assert facet not in declined.facets
    assert declined.without(facet) == said.without(facet)


def test_declining_the_age_takes_it_back() -> None:
    assert WOMAN.with_age(34).decline("age").age is None


@given(answers(), st.sampled_from(sorted(VALUES)), st.data())
def test_an_answer_takes_the_place_of_the_one_before(said: Answers, facet: str, data: st.DataObject) -> None:
    yes = data.draw(st.frozensets(st.sampled_from(VALUES[facet])))
    no = data.draw(st.frozensets(st.sampled_from(VALUES[facet])))
    again = said.with_values(facet, yes, no)
    assert again.of(facet) == (yes, no - yes)
    assert facet not in again.declined | again.skipped
    assert again.without(facet) == said.without(facet)


def test_what_was_left_is_not_said() -> None:
    left = WOMAN.skip("gender")
    assert left.skipped == {"gender"}
    assert not left.facets


@given(answers(), st.sampled_from(sorted({*VALUES, "age"})))
def test_what_is_passed_over_keeps_what_was_said_of_it(said: Answers, facet: str) -> None:
    over = said.pass_over(facet)
    assert (over.age, over.yes, over.no) == (said.age, said.yes, said.no)
    assert (over.declined, over.needs) == (said.declined, said.needs)
    assert over.skipped == said.skipped | {facet}
    assert over.without(facet) == said.without(facet)
    assert said.without(facet).pass_over(facet) == said.skip(facet)


@given(answers())
def test_answers_never_show_what_was_said(said: Answers) -> None:
    shown = f"{said!r} {said}"
    assert not re.search("|".join(re.escape(value) for values in VALUES.values() for value in values), shown)
    assert not re.search(r"\d", shown)
