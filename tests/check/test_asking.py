import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.asking import (
    BOTH_NEEDS,
    NO_RULES,
    PHRASES,
    STILL_RUNNING,
    TAKE_APPLICATION,
    ask,
)
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.check.result import evaluate
from navigator.check.rules import Scope
from navigator.directory import Criterion, Flexibility, Hours, Listing, Organization, Stance, Vocabulary
from navigator.directory.vocabulary import read_vocabulary
from navigator.resources import resource

VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
SCOPE = Scope.of(VOCABULARY, ("Lambeth", "Lewisham", "Southwark"))
RULES_OUT = read_questions().rules_out
FACETS = [facet for facet in VOCABULARY.codes("facet") if VOCABULARY.codes(f"value.{facet}")]
PAIRS = [(facet, value) for facet in FACETS for value in VOCABULARY.codes(f"value.{facet}")]
BOTH = {("mental-health", "common-problem"), ("substance-use", "drugs-current")}

PLACE = Listing(
    id="night-stop", name="Night Stop", alternate_names=(), organization=Organization("Harbour", "charity", None),
    description="A warm place.", status="active", needs=("homelessness",), service_types=("hostel",), areas=(),
    delivery=(), referral_routes=(), how_to_refer=None, url=None, email=None, phones=(), locations=(),
    hours=Hours(None, None, None), hours_date="", cost=None, cost_note=None, languages=(), interpreting=None,
    required_documents=(), open_access=True, anyone_may_apply=False, eligibility=(),
    stance=Stance("accepts", None, None), approaches=(), flexibility=Flexibility(), transitions=(), links=(),
    verifications=(), sources=(),
)  # fmt: skip


def rule(
    facet: str, *values: str, kind: str = "requires", strength: str = "hard", note: str | None = None
) -> Criterion:
    return Criterion(facet, kind, strength, values, None, None, note, 1)


def ages(minimum: int | None, maximum: int | None, strength: str = "hard") -> Criterion:
    return Criterion("age", "requires", strength, (), minimum, maximum, None, 1)


def asked(
    place: Listing,
    yes: set[tuple[str, str]] | None = None,
    no: set[tuple[str, str]] | None = None,
    age: int | None = None,
    declined: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    answers = Answers(age, frozenset(yes or ()), frozenset(no or ()) - frozenset(yes or ()), declined)
    known = Known.of(answers, RULES_OUT)
    return ask(evaluate(place, known, VOCABULARY, SCOPE), place, known)


def with_rules(*criteria: Criterion, **facts: object) -> Listing:
    return replace(PLACE, eligibility=criteria, **facts)  # type: ignore[arg-type]


def test_every_value_of_the_vocabulary_can_be_said() -> None:
    assert list(PHRASES) == PAIRS
    assert {phrase.partition(" ")[0] for phrase in PHRASES.values()} == {"be", "have"}


@pytest.mark.parametrize(
    ("criterion", "question"),
    [
        (ages(18, None), "Do you have an age limit? Your page says 18 or over."),
        (ages(16, 25), "Do you have an age limit? Your page says 16 to 25."),
        (ages(None, 25), "Do you have an age limit? Your page says 25 or under."),
        (rule("gender", "woman"), "Do you only take women? Your page says so."),
        (
            rule("housing", "rough-sleeping", "hostel", strength="discretionary"),
            "Do you only take people who are sleeping rough or staying in a hostel? Your page says usually.",
        ),
        (
            rule("mental-health", "severe-illness", "under-secondary-care"),
            (
                "Do you only take people who have a severe mental illness or are under a mental health team? "
                "Your page says so."
            ),
        ),
        (
            rule("substance-use", "drugs-current", kind="excludes", strength="contested"),
            "Do you turn away people who are using drugs? Your page says you may.",
        ),
        (rule("area", "Lambeth"), "What counts as a link to Lambeth? Your page asks for one."),
        (
            rule("area", "Lambeth", "Lewisham", "Southwark"),
            "Do you only take people from London? Your page says so.",
        ),
        (
            rule("other", note="Voucher from a professional"),
            "Your page asks for this: voucher from a professional. Is that still so, and what do you need from us?",
        ),
    ],
)
def test_what_is_not_known_is_asked_as_the_page_says_it(criterion: Criterion, question: str) -> None:
    assert asked(with_rules(criterion)) == (question,)


def test_a_link_to_all_of_london_is_not_asked_about_as_one_to_a_borough_is() -> None:
    boroughs = ("Lambeth", "Lewisham", "Southwark")
    place = with_rules(rule("area", *boroughs, strength="discretionary"))
    assert asked(place) == ("Do you only take people from London? Your page says usually.",)
    told = asked(place, no={("area", borough) for borough in boroughs})
    assert told == ("Could you take someone from outside London? Your page usually does not.",)


@pytest.mark.parametrize(
    ("criterion", "question"),
    [
        (
            rule("housing", "rough-sleeping", strength="discretionary"),
            (
                "Could you take someone who is not sleeping rough? "
                "Your page says it is usually people who are sleeping rough."
            ),
        ),
        (
            rule("gender", "woman", "trans", strength="discretionary"),
            "Could you take someone who is not a woman or trans? Your page says it is usually women or trans people.",
        ),
        (
            rule("housing", "settled", kind="excludes", strength="discretionary"),
            "Could you take someone who has a settled home? Your page says usually not.",
        ),
        (
            rule("housing", "settled", kind="excludes", strength="contested"),
            "Could you take someone who has a settled home? Your page says you may not.",
        ),
        (
            rule("area", "Lewisham", strength="discretionary"),
            "Could you take someone with no link to Lewisham? Your page usually asks for one.",
        ),
        (ages(16, 25, "discretionary"), "Could you take someone outside your usual ages? Your page says 16 to 25."),
    ],
)
def test_what_is_not_met_is_asked_about_someone(criterion: Criterion, question: str) -> None:
    person = {("housing", "settled"), ("gender", "man"), ("area", "Lambeth")}
    assert asked(with_rules(criterion), person, {("gender", "trans")}, age=40) == (question,)


def test_the_age_of_the_person_is_never_in_a_question() -> None:
    assert not any("41" in question for question in asked(with_rules(ages(16, 25, "discretionary")), age=41))


def test_a_hard_rule_that_says_no_is_not_asked_about_and_the_others_are() -> None:
    place = with_rules(rule("gender", "woman"), ages(18, None))
    assert asked(place, {("gender", "man")}) == ("Do you have an age limit? Your page says 18 or over.",)


def test_a_listing_that_may_be_out_of_date_is_asked_first_whether_it_runs() -> None:
    assert asked(with_rules(ages(18, None), status="unclear"))[0] == STILL_RUNNING


def test_where_people_have_to_be_from_is_asked_about_once() -> None:
    covers = "Which areas do you take people from? Your page says Lambeth and Southwark."
    link = "What counts as a link to Lambeth? Your page asks for one."
    local = with_rules(ages(18, None), areas=("Lambeth", "Southwark"), open_access=False)
    assert asked(local, age=30) == (covers,)
    tied = replace(local, eligibility=(rule("area", "Lambeth"),))
    assert asked(tied) == (link,)
    assert asked(tied, {("area", "Lambeth")}) == asked(tied, {("area", "Lewisham")}) == ()
    assert asked(replace(local, open_access=True), age=30) == ()
    assert asked(replace(tied, open_access=True)) == (link,)


def test_where_no_rule_is_stated_the_question_is_who_they_take() -> None:
    assert asked(with_rules(open_access=False)) == (NO_RULES,)


def test_a_place_where_anyone_may_apply_is_asked_to_take_the_application() -> None:
    assert TAKE_APPLICATION in asked(with_rules(ages(18, None), anyone_may_apply=True), age=17)


def test_both_needs_are_asked_about_once_where_the_page_says_nothing() -> None:
    silent = with_rules(stance=Stance("not-stated", None, None))
    assert asked(silent, BOTH) == (BOTH_NEEDS,)
    assert asked(silent, {("mental-health", "common-problem")}) == ()
    assert asked(silent, {("mental-health", "common-problem"), ("substance-use", "abstinent")}) == ()
    assert asked(PLACE, BOTH) == ()
    assert asked(replace(silent, needs=("food",)), BOTH) == ()


def test_both_needs_are_not_asked_about_again_where_a_rule_speaks_of_one() -> None:
    wary = rule("substance-use", "drugs-current", kind="excludes", strength="contested")
    assert BOTH_NEEDS not in asked(with_rules(wary, stance=Stance("not-stated", None, None)), BOTH)


def test_there_is_nothing_to_ask_a_service_whose_rules_are_met() -> None:
    assert asked(with_rules(ages(18, None)), age=30) == ()


RULES = st.builds(
    lambda pair, kind, strength: rule(*pair, kind=kind, strength=strength),
    st.sampled_from(PAIRS),
    st.sampled_from(["requires", "excludes", "prioritises"]),
    st.sampled_from(["hard", "discretionary", "contested"]),
)
SAID = st.sets(st.sampled_from(PAIRS), max_size=8)


@given(st.lists(RULES, max_size=5), SAID, SAID, st.sampled_from(["active", "unclear"]), st.booleans())
def test_every_service_worth_asking_has_a_question_and_each_is_one(
    rules: list[Criterion],
    yes: set[tuple[str, str]],
    no: set[tuple[str, str]],
    status: str,
    open_access: bool,  # noqa: FBT001
) -> None:
    place = with_rules(*rules, status=status, open_access=open_access)
    known = Known.of(Answers(yes=frozenset(yes), no=frozenset(no - yes)), RULES_OUT)
    result = evaluate(place, known, VOCABULARY, SCOPE)
    questions = ask(result, place, known)
    assert len(set(questions)) == len(questions)
    assert all("?" in question and "{" not in question for question in questions)
    assert questions or result.outcome != "worth-asking"


@given(st.lists(RULES, min_size=1, max_size=5), st.sampled_from(FACETS))
def test_of_a_facet_somebody_declined_nothing_is_said_about_someone(rules: list[Criterion], facet: str) -> None:
    others = {pair for pair in PAIRS if pair[0] != facet}
    theirs = {phrase.partition(" ")[2] for (its, _), phrase in PHRASES.items() if its == facet}
    for question in asked(with_rules(*rules), no=others, declined=frozenset({facet})):
        someone = re.search(r"someone who (?:is|has|does not have|is not) (.*?)\?", question)
        assert someone is None or someone[1] not in theirs
