"""A listing is checked as it is typed: what is wrong is said beside its field, and what nothing blocks can be saved."""

from collections.abc import Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.known import Known
from navigator.directory import Criterion, Store, read_listing
from navigator.directory.as_form import as_kept, form_of
from navigator.directory.form import ListingForm, check_codes
from navigator.listings.changes.history import fields_of
from navigator.listings.form.checking import check_fields, ready
from navigator.listings.form.contradictions import Placed, impossible, read_rule
from navigator.listings.form.phones import digits_of, usual_form
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem
from navigator.listings.form.whereabouts import located, usual_postcode
from tests.listings.three import listing

RULE = {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 1}
AGES = {"facet": "age", "rule": "requires", "strength": "hard", "source": 1}


def _fields(**facts: Any) -> dict[str, Any]:
    least = {"organization": "Samaritans", "url": "https://example.org"}
    return fields_of(listing()) | least | facts


def _said(reference: Reference, **facts: Any) -> dict[str, Problem]:
    fields = _fields(**facts)
    fields["organization"] = facts.get("organization", next(iter(sorted(reference.organizations))))
    return {problem.field: problem for problem in check_fields(fields, reference)}


def test_a_listing_in_order_has_no_problem(reference: Reference) -> None:
    assert _said(reference) == {}


def test_no_shipped_listing_is_kept_from_being_saved(reference: Reference) -> None:
    with closing(Store.open(Path("none")).connect()) as connection:
        for (service_id,) in connection.execute("SELECT id FROM service").fetchall():
            found = read_listing(connection, service_id)
            assert found
            fields = fields_of(form_of(found))
            assert [problem for problem in check_fields(fields, reference) if problem.blocks] == [], service_id
            assert ready(fields, reference) == fields


@pytest.mark.parametrize(
    ("facts", "field", "says", "blocks"),
    [
        ({"name": ""}, "name", "Fill this in", True),
        ({"name": "a\x00b"}, "name", "cannot be seen", True),
        ({"colour": "red"}, "colour", "There is no such field", True),
        ({"status": "gone"}, "status", "Choose active, closed or unclear.", True),
        ({"organization": "Nobody at all, really"}, "organization", "There is no “Nobody at all, really”", True),
        ({"description": ""}, "description", "Fill this in", True),
        ({"description": "word " * 200}, "description", "999 letters", False),
        ({"needs": []}, "needs", "Choose at least one need", False),
        ({"needs": ["alchol"]}, "needs.1", "Did you mean alcohol?", True),
        ({"areas": ["Lambeth", "Lambth"]}, "areas.2", "Did you mean Lambeth?", True),
        ({"areas": ["Lambeth", "Lambeth"]}, "areas.2", "here twice", False),
        ({"alternate_names": ["COVE"]}, "alternate_names.1", "its name already", False),
        ({"cost_note": "A pound"}, "cost", "choose free, charged or mixed", False),
        ({"url": None}, "phones", "no phone, email or web address", False),
        ({"url": "www.example.org"}, "url", "Write https://www.example.org.", True),
        ({"url": "javascript:alert(1)"}, "url", "begins with https://", True),
        ({"url": "file:///etc/passwd"}, "url", "begins with https://", True),
        ({"url": "https://localhost/x"}, "url", "names no site", True),
        ({"url": "https://me:pass@example.org"}, "url", "names no site", True),
        ({"url": "https://exa mple.org"}, "url", "no spaces", True),
        ({"url": "http://[oops"}, "url", "not a web address", True),
        ({"email": "team at example.org"}, "email", "looks like team@example.org", True),
        ({"email": "team@example"}, "email", "looks like team@example.org", True),
        ({"email": "mailto:team@example.org"}, "email", "Leave out", True),
        ({"phones": [{"number": "020 79"}]}, "phones.1.number", "too many or too few digits", True),
        ({"phones": [{"number": "020 7946 0000 / 020 7946 0001"}]}, "phones.1.number", "more than one number", True),
        ({"phones": [{"number": "ask Jo"}]}, "phones.1.number", "not a phone number", True),
        ({"phones": [{"number": "02079460000"}]}, "phones.1.number", "020 7946 0000", False),
        ({"phones": [{"number": "12345"}]}, "phones.1.number", "short number", False),
        ({"phones": [{"number": "06079460000"}]}, "phones.1.number", "looks like this", False),
        ({"phones": [{"number": "0909 879 0000"}]}, "phones.1.number", "costs a lot", False),
        ({"phones": [{"number": "999"}, {"number": "9 9 9"}]}, "phones.2.number", "as number 1", False),
        ({"phones": [{}]}, "phones.1.number", "Fill this in", True),
        ({"phones": ["999"]}, "phones.1", "is needed", True),
        ({"hours": {"opening_hours": "Mo-Fri 9-5", "source": 1}}, "hours.opening_hours", "never count as open", False),
        ({"hours": {"opening_hours": "24/7"}}, "hours.source", "on which page", False),
        ({"hours": {"opening_hours": "24/7", "source": 3}}, "hours.source", "There is no source 3", True),
        ({"dual_diagnosis": {"stance": "accept"}}, "dual_diagnosis.stance", "Did you mean accepts?", True),
        ({"locations": [{"postal_code": "SE5 8A"}]}, "locations.1.postal_code", "looks like SE5 8AZ", True),
        ({"locations": [{"postal_code": "se58az"}]}, "locations.1.postal_code", "SE5 8AZ", False),
        ({"locations": [{"postal_code": "ZE1 0AA"}]}, "locations.1.postal_code", "does not know ZE1 0", False),
        (
            {"locations": [{"postal_code": "SE5 8AZ", "latitude": 51.6, "longitude": -0.3}]},
            "locations.1.latitude",
            "miles from this postcode",
            False,
        ),
        ({"locations": [{"latitude": 51.6}]}, "locations.1", "go together", True),
        ({"locations": [{"latitude": 151.6, "longitude": 0}]}, "locations.1.latitude", "cannot be above 90", True),
        ({"locations": [{"confidential": True, "address_1": "1 St"}]}, "locations.1.address_1", "Clear this", True),
        ({"locations": [{"confidential": True, "name": "By SE5 8AZ"}]}, "locations.1.name", "Take it out", True),
        ({"locations": [{"confidential": True}], "description": "Near se5 8az."}, "description", "a postcode", False),
        ({"locations": [{"accessibility": ["lifts"]}]}, "locations.1.accessibility.1", "Did you mean lift?", True),
        ({"links": [{"to": "cove", "kind": "refers-to"}]}, "links.1.to", "not linked to itself", True),
        ({"links": [{"to": "samaritans-uk", "kind": "refers-to"}]}, "links.1.to", "Did you mean samaritans?", False),
        ({"links": [{"to": "samaritans", "kind": "refer-to"}]}, "links.1.kind", "Did you mean refers-to?", True),
        ({"sources": []}, "sources", "at least one page", True),
        ({"sources": [{"number": 1, "title": "A"}]}, "sources.1.page_date", "Say of when", False),
        ({"sources": [{"number": 1, "title": "A", "page_date": "2999"}]}, "sources.1.page_date", "still to come", True),
        ({"sources": [{"number": 1, "title": "A", "page_date": "May"}]}, "sources.1.page_date", "not a date", True),
        (
            {"sources": [{"number": 1, "title": "A", "page_date": "2026-13"}]},
            "sources.1.page_date",
            "“2026-13” is not a date: write it as 2024, 2024-06 or 2024-06-30.",
            True,
        ),
        ({"sources": [{"number": 1, "title": "A", "page_date": "2999-02-30"}]}, "sources.1.page_date", "not a", True),
        ({"eligibility": [{**RULE, "facet": "gendr"}]}, "eligibility.1.facet", "Did you mean gender?", True),
        ({"eligibility": [{**RULE, "values": ["women"]}]}, "eligibility.1.values.1", "Did you mean woman?", True),
        ({"eligibility": [{**RULE, "values": []}]}, "eligibility.1", "needs values, an age or a note", True),
        ({"eligibility": [{**RULE, "source": 4}]}, "eligibility.1.source", "There is no source 4", True),
        ({"eligibility": [{**RULE, "min": 18}]}, "eligibility.1.min", "Only a rule about age", True),
        ({"eligibility": [{**RULE, "strength": "contested"}]}, "eligibility.1.strength", "can be contested", False),
        ({"eligibility": [RULE, RULE]}, "eligibility.2", "here twice", False),
        ({"eligibility": [{**AGES, "note": "Young"}]}, "eligibility.1.min", "lowest or the highest age", True),
        ({"eligibility": [{**AGES, "min": 30, "max": 20}]}, "eligibility.1.max", "age is below the lowest.", True),
        ({"eligibility": [{**RULE, "facet": None}]}, "eligibility.1.facet", "Choose what this rule is about.", True),
        ({"eligibility": [{**RULE, "source": None}]}, "eligibility.1.source", "on which page this rule was", True),
        ({"eligibility": [{**AGES, "min": 121}]}, "eligibility.1.min", "cannot be above 120", True),
        ({"eligibility": [{**AGES, "min": 18}, {**AGES, "max": 17}]}, "eligibility.2", "rule 1 (“Only for", True),
        ({"eligibility": [RULE, {**RULE, "values": ["man"]}]}, "eligibility.1", "rule 2 (“Only for: men”)", True),
        ({"eligibility": [RULE, {**RULE, "rule": "excludes"}]}, "eligibility.1", "Nobody could meet", True),
        (
            {"eligibility": [{**RULE, "strength": "discretionary"}, {**RULE, "rule": "excludes"}]},
            "eligibility.2",
            "which rule 1 requires",
            False,
        ),
        (
            {
                "areas": ["Lambeth"],
                "eligibility": [{**RULE, "rule": "excludes", "facet": "area", "values": ["Lambeth"]}],
            },
            "eligibility.1",
            "the areas it covers",
            True,
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    facts: dict[str, Any], field: str, says: str, *, blocks: bool, reference: Reference
) -> None:
    problem = _said(reference, **facts).get(field)
    assert problem, _said(reference, **facts)
    assert says in problem.says
    assert problem.blocks == blocks
    assert problem.says.endswith((".", "?"))


def test_a_whole_is_not_said_to_be_missing_where_something_in_it_is_wrong(reference: Reference) -> None:
    for facts in (
        {"sources": [{"number": 1, "title": "A", "page_date": "2026-02-31"}]},
        {"sources": [{"number": 1, "title": "", "page_date": "2026"}]},
    ):
        (field,) = _said(reference, **facts)
        assert field.startswith("sources.1.")


@pytest.mark.parametrize(
    "fine",
    [
        {"phones": [{"number": number} for number in ("999", "111", "116 123", "85258", "0800 1111", "0808 808 4994")]},
        {"phones": [{"number": "0800 6 404 404"}, {"number": "+33 1 42 68 53 00"}]},
        {"url": "http://www.example.co.uk/a?b=c#d", "email": "a.b+c@x-y.nhs.uk"},
        {"eligibility": [RULE, {**RULE, "values": ["trans"]}]},
        {"eligibility": [{**RULE, "facet": "area", "values": [area]} for area in ("Lambeth", "Southwark")]},
        {"areas": ["London"], "eligibility": [{**RULE, "rule": "excludes", "facet": "area", "values": ["Lambeth"]}]},
        {"eligibility": [RULE, {**RULE, "values": ["man"], "strength": "discretionary"}]},
        {"locations": [{"confidential": True, "city": "London"}, {"postal_code": "SE5 8AZ"}]},
    ],
)
def test_what_is_right_is_left_alone(fine: dict[str, Any], reference: Reference) -> None:
    assert _said(reference, **fine) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 130) | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(["Lambeth", "alcohol", "gender", "woman", "requires", "hard", "SE5 8AZ", "999", "2024", "age"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ListingForm.model_fields,
        "number", "facet", "rule", "strength", "values", "min", "max", "source", "postal_code", "to", "kind", "title",
        "confidential", "stance", "opening_hours"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150)
@given(facts=st.dictionaries(st.sampled_from(list(ListingForm.model_fields)), JSON, max_size=4))
def test_whatever_is_typed_is_answered_and_what_nothing_blocks_can_be_saved(
    facts: dict[str, Any], reference: Reference
) -> None:
    for fields in (_fields(**facts), ready(_fields(**facts), reference)):
        problems = check_fields(fields, reference)
        assert not [problem for problem in problems if "Input should" in problem.says or "should have" in problem.says]
        if not any(problem.blocks for problem in problems):
            form = ListingForm.model_validate(fields)
            allowed = {term: set(reference.codes(term)) for term in ("need", "type", "area", "facet", "value.gender")}
            check_codes([form], allowed)
            assert form.organization in reference.organizations
            assert as_kept(form).id == form.id


CRITERIA = st.lists(
    st.one_of(
        *(
            st.builds(
                Criterion,
                st.just(facet),
                st.sampled_from(["requires", "excludes"]),
                st.sampled_from(["hard", "hard", "discretionary"]),
                st.lists(st.sampled_from(values), min_size=1, max_size=4, unique=True).map(tuple),
                st.none(),
                st.none(),
                st.none(),
                st.just(1),
            )
            for facet, values in (
                ("gender", ["woman", "man", "trans", "non-binary"]),
                ("substance-use", ["alcohol-current", "drugs-current", "reducing", "abstinent", "none"]),
                ("gp", ["not-registered", "registered-elsewhere", "registered-locally"]),
            )
        ),
        st.builds(
            Criterion,
            st.just("age"),
            st.sampled_from(["requires", "excludes"]),
            st.just("hard"),
            st.just(()),
            st.none() | st.integers(0, 120),
            st.none() | st.integers(0, 120),
            st.none(),
            st.just(1),
        ),
    ),
    max_size=5,
)


@settings(max_examples=120)
@given(criteria=CRITERIA)
def test_rules_are_called_impossible_exactly_where_no_answers_meet_them(
    criteria: Sequence[Criterion], reference: Reference
) -> None:
    placed = [Placed(f"eligibility.{n}", read_rule(one, reference.scope)) for n, one in enumerate(criteria, 1)]
    clashes = list(impossible(placed, reference.rules_out, reference.scope))
    facets = {core[0].rule.facet for core in clashes}
    for facet in ("gender", "substance-use", "gp", "age"):
        hard = [each for each in placed if each.rule.facet == facet and each.rule.hard]
        assert (facet in facets) == (not _somebody(hard, facet, reference))
    for core in clashes:
        assert not _somebody(core, core[0].rule.facet, reference)
        for each in core:
            assert _somebody([other for other in core if other is not each], each.rule.facet, reference)


def _somebody(rules: Sequence[Placed], facet: str, reference: Reference) -> bool:
    """Whether there are answers that meet the rules, tried one by one."""
    return any(all(rule.holds(known) for _, rule in rules) for known in _everybody(facet, reference))


def _everybody(facet: str, reference: Reference) -> list[Known]:
    if facet == "age":
        return [Known.of(Answers(age=age), reference.rules_out) for age in range(121)]
    values = sorted(reference.scope.values[facet])
    found = []
    for count in range(len(values) + 1):
        for yes in combinations(values, count):
            apart = any(other in reference.rules_out.get((facet, value), ()) for value in yes for other in yes)
            if not apart and (yes or facet == "substance-use"):
                answers = Answers().with_values(facet, yes, set(values) - set(yes))
                found.append(Known.of(answers, reference.rules_out))
    return found


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("+442079460000", "020 7946 0000"),
        ("(020) 79460000", "020 7946 0000"),
        ("116123", "116 123"),
        ("116 123", "116 123"),
        ("85258", "85258"),
        ("+33142685300", "+33 1 42 68 53 00"),
        ("nonsense", ""),
    ],
)
def test_a_number_has_one_usual_form(typed: str, usual: str) -> None:
    assert usual_form(typed) == usual
    assert digits_of(typed) == "".join(letter for letter in usual if letter.isdigit())


@given(st.text(max_size=12) | st.text("0123456789 +()/", max_size=16))
def test_any_number_typed_is_answered(number: str) -> None:
    usual = usual_form(number)
    assert usual_form(usual) == usual or usual.startswith("+")


@pytest.mark.parametrize(
    ("typed", "usual"),
    [("se58az", "SE5 8AZ"), (" SE13 6lh", "SE13 6LH"), ("w1a1aa", "W1A 1AA"), ("SE5", ""), ("SE5 8", ""), ("x", "")],
)
def test_a_postcode_has_one_usual_form(typed: str, usual: str) -> None:
    assert usual_postcode(typed) == usual


def test_a_place_is_put_on_the_map_by_its_postcode(reference: Reference) -> None:
    old, new = reference.sectors["SE5 8"], reference.sectors["SE13 6"]
    placed = located({"postal_code": "se5 8az"}, reference)
    assert (placed["postal_code"], placed["latitude"]) == ("SE5 8AZ", old.latitude)
    moved = located(placed | {"postal_code": "SE13 6LH"}, reference)
    assert (moved["latitude"], moved["longitude"]) == (new.latitude, new.longitude)
    unknown = located(moved | {"postal_code": "ZE1 0AA"}, reference)
    assert (unknown["latitude"], unknown["longitude"]) == (None, None)
    own = {"postal_code": "SE5 8AZ", "latitude": 51.4701, "longitude": -0.0911}
    assert located(own, reference) == own
    secret = {"postal_code": "SE5 8AZ", "confidential": True}
    assert located(secret, reference) == secret


def test_what_says_nothing_is_left_out_when_it_is_saved(reference: Reference) -> None:
    typed = _fields(
        name=" Cove ", url="", alternate_names=["", "Bay "], phones=[{"number": "", "note": ""}], hours={"note": " "}
    )
    saved = ready(typed, reference)
    assert (saved["name"], saved["url"], saved["alternate_names"], saved["phones"]) == ("Cove", None, ["Bay"], [])
    assert saved["hours"] == {"note": None}
