"""What a service says to a person: the three outcomes, and the rules that led to each."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.result import OUTCOME_LABELS, OUTCOMES, Result
from navigator.directory import Criterion, Listing
from tests.check.design import judge
from tests.check.generated import BOROUGHS, PAIRS, PLACE, RULES_OUT, VALUES, answers, judged, known_of, listings

WOMAN, MAN = (Answers().with_values("gender", [gender]) for gender in ("woman", "man"))


def rule(facet: str, *values: str, kind: str = "requires", strength: str = "hard") -> Criterion:
    return Criterion(facet, kind, strength, values, None, None, None, 1)


def place(*rules: Criterion, **facts: object) -> Listing:
    return replace(PLACE, eligibility=rules, **facts)  # type: ignore[arg-type]


FOR_WOMEN = rule("gender", "woman")


@pytest.mark.parametrize(
    ("listing", "said", "outcome"),
    [
        (place(FOR_WOMEN), MAN, "says-no"),
        (place(FOR_WOMEN), WOMAN, "meets-rules"),
        (place(FOR_WOMEN), Answers(), "worth-asking"),
        (place(FOR_WOMEN), Answers().decline("gender"), "worth-asking"),
        (place(FOR_WOMEN, status="unclear"), WOMAN, "worth-asking"),
        (place(FOR_WOMEN, status="unclear"), MAN, "says-no"),
        (place(rule("gender", "woman", strength="discretionary")), MAN, "worth-asking"),
        (place(rule("gender", "woman", strength="contested")), MAN, "worth-asking"),
        (place(FOR_WOMEN, anyone_may_apply=True), MAN, "worth-asking"),
        (place(), WOMAN, "worth-asking"),
        (place(open_access=True), Answers(), "meets-rules"),
        (place(open_access=True, status="unclear"), Answers(), "worth-asking"),
        (place(open_access=True, areas=("Lambeth",)), Answers(), "worth-asking"),
        (place(open_access=True, areas=("England",)), Answers(), "meets-rules"),
        (place(areas=("Lambeth",)), Answers().with_values("area", ["Lambeth"]), "worth-asking"),
        (place(areas=("Lambeth",)), Answers().with_values("area", ["Camden"]), "says-no"),
        (place(FOR_WOMEN, areas=("Lambeth",)), WOMAN.with_values("area", ["Lambeth"]), "meets-rules"),
        (place(rule("other")), WOMAN, "worth-asking"),
        (place(rule("other", strength="discretionary")), WOMAN, "meets-rules"),
        (place(rule("gender", "woman", kind="prioritises")), MAN, "worth-asking"),
        (place(rule("gender", "woman", kind="prioritises"), open_access=True), MAN, "meets-rules"),
    ],
)
def test_the_outcome_is_the_first_that_holds(listing: Listing, said: Answers, outcome: str) -> None:
    assert judged(listing, said).outcome == outcome


@given(listings(), answers())
def test_a_service_says_what_the_design_says(listing: Listing, said: Answers) -> None:
    result, judgement = judged(listing, said), judge(listing, said, BOROUGHS)
    assert result.outcome == judgement.outcome
    assert result.takes_anyone == judgement.takes_anyone
    assert {finding.rule.facet for finding in result.to_settle} == judgement.to_settle
    assert {one.rule.facet for one in result.unknown if not one.rule.everybody} == judgement.unknown


EVERY_STATUS = rule("recourse", *VALUES["recourse"])
LAMBETH, CAMDEN = (Answers().with_values("area", [name]) for name in ("Lambeth", "Camden"))


@pytest.mark.parametrize(
    ("listing", "said", "outcome", "takes_anyone"),
    [
        (place(EVERY_STATUS), Answers(), "worth-asking", True),
        (place(EVERY_STATUS), Answers().decline("recourse"), "worth-asking", True),
        (place(EVERY_STATUS), Answers().with_values("recourse", ["refugee"]), "meets-rules", False),
        (place(EVERY_STATUS), Answers().with_values("recourse", [], VALUES["recourse"]), "says-no", False),
        (place(EVERY_STATUS, status="unclear"), Answers(), "worth-asking", False),
        (place(EVERY_STATUS, FOR_WOMEN), Answers(), "worth-asking", False),
        (place(EVERY_STATUS, FOR_WOMEN), WOMAN, "worth-asking", True),
        (place(EVERY_STATUS, rule("other")), WOMAN, "worth-asking", False),
        (place(EVERY_STATUS, rule("other", strength="discretionary")), WOMAN, "worth-asking", True),
        (place(EVERY_STATUS, areas=("Lambeth",)), Answers(), "worth-asking", False),
        (place(EVERY_STATUS, areas=("Lambeth",)), LAMBETH, "worth-asking", True),
        (place(open_access=True, areas=("Lambeth",)), Answers(), "worth-asking", True),
        (place(open_access=True, areas=("Lambeth",)), Answers().decline("area"), "worth-asking", True),
        (place(open_access=True, areas=("Lambeth",)), LAMBETH, "meets-rules", False),
        (place(open_access=True, areas=("Lambeth",)), CAMDEN, "says-no", False),
        (place(rule("area", "Lambeth"), open_access=True, areas=("Lambeth",)), Answers(), "worth-asking", False),
        (place(areas=("Lambeth",)), Answers(), "worth-asking", False),
        (place(rule("exploitation", *VALUES["exploitation"])), Answers(), "worth-asking", False),
        (place(rule("area", "England")), Answers(), "meets-rules", False),
        (
            place(rule("gender", "man", strength="discretionary"), open_access=True, areas=("Lambeth",)), WOMAN,
            "worth-asking", False,
        ),
        (
            place(FOR_WOMEN, EVERY_STATUS, anyone_may_apply=True), MAN,
            "worth-asking", False,
        ),
    ],
)  # fmt: skip
def test_what_nobody_has_to_say_stands_in_nobodys_way(
    listing: Listing, said: Answers, outcome: str, *, takes_anyone: bool
) -> None:
    result = judged(listing, said)
    assert (result.outcome, result.takes_anyone) == (outcome, takes_anyone)


@given(listings(), answers())
def test_what_is_to_be_settled_is_not_known_and_takes_nobody_on_trust(listing: Listing, said: Answers) -> None:
    result = judged(listing, said)
    assert set(result.to_settle) <= set(result.unknown)
    if result.takes_anyone:
        assert result.outcome == "worth-asking"
        assert result.unknown
        assert not result.to_settle
        assert not result.unmet
        assert not result.silent
        assert not result.unclear


def test_no_outcome_is_called_eligible() -> None:
    assert list(OUTCOME_LABELS) == list(OUTCOMES)
    assert not any("eligible" in label.casefold() for label in OUTCOME_LABELS.values())


def test_every_rule_is_in_one_place() -> None:
    listing = place(
        FOR_WOMEN,
        rule("housing", "hostel"),
        rule("family", "has-children"),
        rule("other"),
        rule("identity", "veteran", kind="prioritises"),
        rule("identity", "deaf", kind="prioritises"),
        areas=("Lambeth",),
    )
    said = WOMAN.with_values("housing", ["rough-sleeping"]).with_values("identity", ["veteran"])
    result = judged(listing, said)
    parts = (result.met, result.unmet, result.unknown, result.also_ask, result.first_for)
    assert [[one.rule.facet for one in part] for part in parts] == [
        ["gender"],
        ["housing"],
        ["family", "area"],
        ["other"],
        ["identity"],
    ]


@pytest.mark.parametrize(
    ("listing", "said", "sentence"),
    [
        (place(FOR_WOMEN), MAN, "You said: man."),
        (place(FOR_WOMEN), Answers().with_values("gender", [], ["woman"]), "You said no to: woman."),
        (place(FOR_WOMEN), Answers(), ""),
        (place(FOR_WOMEN), Answers().decline("gender"), "You would rather not say."),
        (place(Criterion("age", "requires", "hard", (), 18, None, None, 1)), Answers(age=17), "You said: 17."),
        (place(rule("housing", "hostel")), Answers().with_values("housing", ["rough-sleeping"]),
         "You said: sleeping rough."),
        (place(areas=("Lambeth",)), Answers().with_values("area", ["Camden", "Lewisham"]),
         "You said: Camden and Lewisham."),
        (place(EVERY_STATUS), Answers().with_values("recourse", ["no-recourse"]),
         "You said: no recourse to public funds."),
        (place(EVERY_STATUS), Answers().decline("recourse"), "You would rather not say."),
        (place(rule("area", "England")), LAMBETH, ""),
        (place(rule("area", "England")), Answers().decline("area"), ""),
        (place(rule("other")), MAN, ""),
    ],
)  # fmt: skip
def test_a_finding_says_what_was_said(listing: Listing, said: Answers, sentence: str) -> None:
    result = judged(listing, said)
    (finding,) = (*result.met, *result.unmet, *result.unknown, *result.also_ask)
    assert finding.said == sentence


@given(listings(), answers(), st.tuples(st.sampled_from(PAIRS), st.booleans()))
def test_knowing_more_never_turns_a_no_into_anything_else(
    listing: Listing, said: Answers, learnt: tuple[tuple[str, str], bool]
) -> None:
    pair, is_so = learnt
    facet, value = pair
    known = known_of(said)
    assume(known.said(facet, value) is None)
    yes, no = said.of(facet)
    if is_so:
        # A yes that rules out what was said yes to before is another answer, not more of it.
        assume(not set(RULES_OUT.get(pair, ())) & yes)
        more = said.with_values(facet, {*yes, value}, no)
    else:
        more = said.with_values(facet, yes, {*no, value})
    assume(facet not in said.declined | said.skipped)
    if judged(listing, said).outcome == "says-no":
        assert judged(listing, more).outcome == "says-no"


@given(listings(), answers().filter(lambda said: said.age is None), st.integers(0, 100))
def test_an_age_never_turns_a_no_into_anything_else(listing: Listing, said: Answers, age: int) -> None:
    if judged(listing, said).outcome == "says-no":
        assert judged(listing, said.with_age(age)).outcome == "says-no"


@given(listings(), answers(), st.sampled_from([*sorted(VALUES), "age"]))
def test_declining_changes_no_outcome(listing: Listing, said: Answers, facet: str) -> None:
    unsaid = said.without(facet)
    assert judged(listing, unsaid.decline(facet)).outcome == judged(listing, unsaid).outcome
    assert judged(listing, unsaid.skip(facet)).outcome == judged(listing, unsaid).outcome


@given(listings(), answers())
def test_what_was_not_said_never_says_no(listing: Listing, said: Answers) -> None:
    for finding in judged(listing, said).unmet:
        facet = finding.rule.facet
        assert facet not in said.declined | said.skipped
        assert facet in said.facets


@given(listings(), answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(listing: Listing, said: Answers, random: object) -> None:
    facets = sorted({*said.facets, *said.declined, *said.skipped})
    random.shuffle(facets)  # type: ignore[attr-defined]
    again = Answers(needs=said.needs)
    for facet in facets:
        if facet in said.declined:
            again = again.decline(facet)
        elif facet in said.skipped:
            again = again.skip(facet)
        elif facet == "age":
            assert said.age is not None
            again = again.with_age(said.age)
        else:
            again = again.with_values(facet, *said.of(facet))
    assert again == said
    assert judged(listing, again) == judged(listing, said)


def without(listing: Listing, *gone: Criterion | None) -> Listing:
    """The same without some rules, None standing for the areas it covers."""
    kept = tuple(one for one in listing.eligibility if not any(one is each for each in gone))
    return replace(listing, eligibility=kept, areas=() if None in gone else listing.areas)


def decided(result: Result) -> list[Criterion | None]:
    return [finding.rule.criterion for finding in result.decided_by]


@given(listings(), answers())
def test_the_rules_that_decided_are_the_ones_named(listing: Listing, said: Answers) -> None:
    result = judged(listing, said)
    named = decided(result)
    if result.outcome == "meets-rules":
        return
    assert named or result.silent or result.unclear
    after = judged(without(listing, *named), said)
    if result.outcome == "says-no":
        assert named
        assert after.outcome != "says-no"
        for one in named:
            others = [each for each in named if each is not one]
            assert judged(without(listing, *others), said).outcome == "says-no"
    elif named and not after.silent and not after.unclear:
        assert after.outcome == "meets-rules"


@given(listings(), answers(), st.data())
def test_rules_that_are_not_named_change_nothing(listing: Listing, said: Answers, data: st.DataObject) -> None:
    result = judged(listing, said)
    named = decided(result)
    others = [one for one in listing.eligibility if not any(one is each for each in named)]
    gone = data.draw(st.lists(st.sampled_from(others), unique_by=id)) if others else []
    after = judged(without(listing, *gone), said)
    if not after.silent or result.outcome != "meets-rules":
        assert after.outcome == result.outcome


@given(listings(), answers())
def test_a_contested_rule_never_says_no(listing: Listing, said: Answers) -> None:
    soft = tuple(replace(one, strength="contested") for one in listing.eligibility)
    assert judged(replace(listing, eligibility=soft, areas=()), said).outcome != "says-no"


@given(listings(), answers())
def test_where_anyone_may_apply_nobody_is_told_no(listing: Listing, said: Answers) -> None:
    assert judged(replace(listing, anyone_may_apply=True), said).outcome != "says-no"


@given(listings(), answers())
def test_what_only_gives_priority_changes_no_outcome(listing: Listing, said: Answers) -> None:
    rest = tuple(one for one in listing.eligibility if one.rule != "prioritises")
    assert judged(listing, said).outcome == judged(replace(listing, eligibility=rest), said).outcome


@given(listings(), answers())
def test_findings_never_show_what_was_said(listing: Listing, said: Answers) -> None:
    result = judged(listing, said)
    for finding in (*result.met, *result.unmet, *result.unknown):
        assert not finding.said or finding.said not in repr(result)
