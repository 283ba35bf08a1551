"""One rule: what it comes to for what is known, and how areas and ages are read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import OLDEST, Answers
from navigator.check.rules import COVERS, Rule, rules_of
from navigator.directory import Criterion
from tests.check.generated import BOROUGHS, PLACE, RULES_OUT, SCOPE, VALUES, answers, criteria, known_of


def read(criterion: Criterion) -> Rule:
    (rule,) = rules_of(replace(PLACE, eligibility=(criterion,)), SCOPE)
    return rule


def holds(criterion: Criterion, said: Answers) -> bool | None:
    return read(criterion).holds(known_of(said))


def rule(kind: str, *values: str, facet: str = "housing") -> Criterion:
    return Criterion(facet, kind, "hard", values, None, None, None, 1)


def ages(kind: str, minimum: int | None, maximum: int | None) -> Criterion:
    return Criterion("age", kind, "hard", (), minimum, maximum, None, 1)


def said(facet: str, yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> Answers:
    return Answers().with_values(facet, yes, no)


@pytest.mark.parametrize(
    ("yes", "no", "held"),
    [
        ((), (), {"requires": None, "excludes": None}),
        (("has-children",), (), {"requires": True, "excludes": False}),
        (("has-children",), ("pregnant",), {"requires": True, "excludes": False}),
        ((), ("has-children",), {"requires": None, "excludes": None}),
        ((), ("has-children", "pregnant"), {"requires": False, "excludes": True}),
        (("with-pet",), (), {"requires": None, "excludes": None}),
    ],
)
def test_a_rule_with_values(yes: tuple[str, ...], no: tuple[str, ...], held: dict[str, bool | None]) -> None:
    given_ = said("family", yes, no)
    assert {kind: holds(rule(kind, "has-children", "pregnant", facet="family"), given_) for kind in held} == held


def test_another_way_of_living_says_no_where_only_one_can_be() -> None:
    assert holds(rule("requires", "hostel"), said("housing", ("rough-sleeping",))) is False
    assert holds(rule("excludes", "hostel"), said("housing", ("rough-sleeping",))) is True


@given(st.integers(0, OLDEST), st.integers(0, OLDEST), st.integers(0, OLDEST))
def test_the_ends_of_an_age_are_included(low: int, more: int, age: int) -> None:
    high = low + more
    inside = low <= age <= high
    assert holds(ages("requires", low, high), Answers(age=age)) is inside
    assert holds(ages("excludes", low, high), Answers(age=age)) is not inside
    assert holds(ages("requires", low, None), Answers(age=age)) is (age >= low)
    assert holds(ages("requires", None, high), Answers(age=age)) is (age <= high)


def test_no_age_is_not_known() -> None:
    assert holds(ages("requires", 18, None), Answers()) is None
    assert holds(ages("excludes", 18, None), Answers().decline("age")) is None


@given(criteria(), answers())
def test_what_shuts_out_is_the_opposite_of_what_asks_for_the_same(criterion: Criterion, given_: Answers) -> None:
    asks, shuts = (replace(criterion, rule=kind) for kind in ("requires", "excludes"))
    rule = read(asks)
    one, other = holds(asks, given_), holds(shuts, given_)
    if not rule.everywhere:
        assert one is None if other is None else one is not other


@given(criteria(), answers(), st.sampled_from(sorted(VALUES)))
def test_a_rule_asks_about_its_own_facet_only(criterion: Criterion, given_: Answers, facet: str) -> None:
    if facet != criterion.facet:
        assert holds(criterion, given_) is holds(criterion, given_.without(facet))


def test_areas_are_boroughs() -> None:
    (rule,) = rules_of(replace(PLACE, areas=("London",)), SCOPE)
    assert (rule.rule, rule.values, rule.hard) == (COVERS, BOROUGHS, True)
    assert rule.holds(known_of(Answers())) is None
    assert rule.holds(known_of(said("area", ("Lambeth",)))) is True
    (rule,) = rules_of(replace(PLACE, areas=("Lambeth", "Southwark")), SCOPE)
    assert rule.holds(known_of(said("area", ("Lambeth", "Camden")))) is True
    assert rule.holds(known_of(said("area", ("Camden",)))) is False


@pytest.mark.parametrize("areas", [("England",), ("UK",), ("Lambeth", "England"), ()])
def test_everywhere_is_no_rule(areas: tuple[str, ...]) -> None:
    assert rules_of(replace(PLACE, areas=areas), SCOPE) == ()


@pytest.mark.parametrize("facet", ["gender", "housing", "recourse", "gp"])
def test_what_asks_for_any_value_there_is_takes_everybody_yet_is_not_known_until_one_is_said(facet: str) -> None:
    every = rule("requires", *VALUES[facet], facet=facet)
    assert read(every).everybody
    assert not read(every).everywhere
    for nothing in (Answers(), Answers().decline(facet), Answers().skip(facet)):
        assert holds(every, nothing) is None
    for value in VALUES[facet]:
        assert holds(every, said(facet, (value,))) is True
    assert holds(every, said(facet, no=VALUES[facet])) is False
    assert not read(rule("excludes", *VALUES[facet], facet=facet)).everybody
    assert not read(rule("prioritises", *VALUES[facet], facet=facet)).everybody
    assert not read(rule("requires", *VALUES[facet][1:], facet=facet)).everybody


@pytest.mark.parametrize("facet", sorted(VALUES.keys() - {"gender", "housing", "recourse", "gp"}))
def test_nobody_has_to_have_any_value_of_other_facets(facet: str) -> None:
    every = read(rule("requires", *VALUES[facet], facet=facet))
    assert not every.everybody
    assert every.holds(known_of(said(facet, no=VALUES[facet]))) is False


@pytest.mark.parametrize("areas", [("England",), ("UK",), ("Lambeth", "UK")])
def test_what_asks_for_somewhere_in_the_country_is_met_with_nothing_said(areas: tuple[str, ...]) -> None:
    anywhere = read(rule("requires", *areas, facet="area"))
    assert anywhere.everywhere
    for given_ in (Answers(), Answers().decline("area"), said("area", ("Camden",)), said("area", no=BOROUGHS)):
        assert anywhere.holds(known_of(given_)) is True
    assert not read(rule("requires", "London", facet="area")).everybody


def test_what_only_a_note_tells_is_decided_by_no_answer() -> None:
    for facet in ("other", "housing"):
        criterion = Criterion(facet, "requires", "hard", (), None, None, "Case by case.", 1)
        (rule,) = rules_of(replace(PLACE, eligibility=(criterion,)), SCOPE)
        assert not rule.computed
        assert rule.holds(known_of(said("housing", ("hostel",)))) is None


def test_a_rule_knows_its_page() -> None:
    (rule,) = rules_of(replace(PLACE, eligibility=(ages("requires", 18, None),)), SCOPE)
    assert rule.source == PLACE.sources[0]


def test_the_rules_of_the_questions_name_values_there_are() -> None:
    for (facet, value), out in RULES_OUT.items():
        assert {value, *out} <= set(VALUES[facet])
