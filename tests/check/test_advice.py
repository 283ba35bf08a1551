import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.advice import (
    ANYONE_MAY_APPLY,
    ASK_IN_WRITING,
    ASK_THEM,
    BESIDES,
    MOST_OTHERS,
    PARTNERS,
    Advice,
    Adviser,
    Candidate,
    shuts_out,
)
from navigator.check.answers import Answers
from navigator.check.changes import DOCUMENT, ROUTE, read_changes
from navigator.check.guidance import read_guidance
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.check.result import OUTCOME_LABELS, evaluate
from navigator.check.rules import Scope
from navigator.directory import Criterion, Flexibility, Hours, Listing, Organization, Phone, Stance, Vocabulary
from navigator.directory.vocabulary import read_vocabulary
from navigator.find.number import NextNumber
from navigator.resources import resource

VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
SCOPE = Scope.of(VOCABULARY, ("Lambeth", "Lewisham", "Southwark"))
RULES_OUT = read_questions().rules_out
ADVISER = Adviser(read_guidance(), read_changes(), VOCABULARY)
FACETS = [facet for facet in VOCABULARY.codes("facet") if VOCABULARY.codes(f"value.{facet}")]
PAIRS = [(facet, value) for facet in FACETS for value in VOCABULARY.codes(f"value.{facet}")]
PSYCHOSIS, DRUGS = ("mental-health", "severe-illness"), ("substance-use", "drugs-current")
UNSAFE = re.compile(
    r"\b(stop|stops|stopped|quit|give up|come off|cut down|abstain\w*|abstinen\w*|sober|clean|dry|detox\w*"
    r"|sleep rough|sleep out|bed down|get worse|worsen\w*|arrested|in custody|pretend|claim to be|say you are)\b",
    re.IGNORECASE,
)
"""What no advice may say."""
NOBODY: tuple[Listing, ...] = ()
LINE = Phone("0800 000 000", None)
INSTEAD = NextNumber("0808 1", "", "Streetwise", "Harbour", "streetwise", "the same organisation")

PLACE = Listing(
    id="night-stop", name="Night Stop", alternate_names=(), organization=Organization("Harbour", "charity", None),
    description="A warm place.", status="active", needs=("homelessness",), service_types=("hostel",), areas=(),
    delivery=(), referral_routes=(), how_to_refer=None, url=None, email=None, phones=(), locations=(),
    hours=Hours(None, None, None), hours_date="", cost=None, cost_note=None, languages=(), interpreting=None,
    required_documents=(), open_access=False, anyone_may_apply=False, eligibility=(),
    stance=Stance("not-stated", None, None), approaches=(), flexibility=Flexibility(), transitions=(), links=(),
    verifications=(), sources=(),
)  # fmt: skip


def rule(facet: str, *values: str, kind: str = "requires", strength: str = "hard") -> Criterion:
    return Criterion(facet, kind, strength, values, None, None, None, 1)


ONLY_WOMEN = rule("gender", "woman")
ONLY_MEN = rule("gender", "man")
NO_DRUGS = rule("substance-use", "drugs-current", kind="excludes", strength="contested")
ASKS_FOR_NO_USE = rule("substance-use", "abstinent")


def place(name: str, *criteria: Criterion, **facts: object) -> Listing:
    """An open place with a number, unless it is said otherwise."""
    given_facts = {"phones": (LINE,), "open_access": not criteria} | facts
    return replace(PLACE, id=name, name=name.title(), eligibility=criteria, **given_facts)  # type: ignore[arg-type]


def knowing(*yes: tuple[str, str], needs: tuple[str, ...] = ()) -> Known:
    return Known.of(Answers(yes=frozenset(yes), needs=needs), RULES_OUT)


class Town:
    """The places of a test, in their order; notes what it was asked for."""

    def __init__(self, known: Known, places: Sequence[Listing]) -> None:
        self.known, self.places = known, places
        self.sought: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def __call__(self, needs: Sequence[str], types: Sequence[str]) -> Iterator[Candidate]:
        self.sought.append((tuple(needs), tuple(types)))
        for one in self.places:
            needed = not needs or set(needs) & set(one.needs)
            if needed and (not types or set(types) & set(one.service_types)):
                yield candidate(one, self.known)


def candidate(listing: Listing, known: Known) -> Candidate:
    return Candidate(listing, evaluate(listing, known, VOCABULARY, SCOPE))


def advice(
    refused: Listing, known: Known, places: Sequence[Listing] = NOBODY, instead: NextNumber | None = None
) -> Advice:
    return ADVISER.advise(candidate(refused, known), known, Town(known, places), instead)


def names(others: Iterable[object]) -> list[str]:
    return [other.id for other in others]  # type: ignore[attr-defined]


MAN = knowing(("gender", "man"))


def test_a_contested_rule_is_challenged_with_the_guidance_that_fits() -> None:
    (challenge,) = advice(place("clinic", NO_DRUGS), knowing(PSYCHOSIS, DRUGS)).challenges
    assert challenge.do == ASK_IN_WRITING
    assert [finding.rule.facet for finding in challenge.findings] == ["substance-use"]
    assert challenge.guidance[0].id == "nice-qs188-exclusion"
    assert challenge.words[0] == challenge.guidance[0].words


def test_where_another_rule_says_no_as_well_the_challenge_says_so() -> None:
    known = knowing(PSYCHOSIS, DRUGS, ("gender", "man"))
    (challenge,) = advice(place("clinic", NO_DRUGS, ONLY_WOMEN), known).challenges
    assert challenge.do == f"{ASK_IN_WRITING} {BESIDES}"


def test_a_rule_nobody_contests_is_not_challenged() -> None:
    assert not advice(place("refuge", ONLY_WOMEN), MAN).challenges


def test_where_anyone_may_apply_the_act_is_quoted() -> None:
    council = place("council", ONLY_WOMEN, anyone_may_apply=True)
    (challenge,) = advice(council, MAN).challenges
    assert challenge.do == ANYONE_MAY_APPLY
    assert challenge.application
    assert "Housing Act 1996" in challenge.application.page.title
    assert challenge.words == (challenge.application.words,)


def test_others_are_of_the_same_kind_first_and_never_the_place_itself() -> None:
    refused = place("hostel", ONLY_WOMEN)
    town = [refused, place("advice", service_types=("advice",)), place("annexe"), place("closed", status="closed")]
    found = advice(refused, MAN, town).others
    assert names(found) == ["annexe", "advice"]
    assert "The same kind of help: hostel." in found[0].reason
    assert found[0].reason.startswith(OUTCOME_LABELS["meets-rules"])
    assert found[0].phone == LINE


def test_others_that_say_no_or_cannot_be_reached_are_left_out() -> None:
    town = [place("women", ONLY_WOMEN), place("silent", phones=(), open_access=False)]
    assert not advice(place("hostel", ONLY_WOMEN), MAN, town).others


def test_at_most_three_others_and_one_of_them_meets_its_rules() -> None:
    town = [place(f"ask{number}", status="unclear") for number in range(5)]
    refused = place("hostel", ONLY_WOMEN)
    assert names(advice(refused, MAN, town).others) == ["ask0", "ask1", "ask2"]
    town.append(place("sure", service_types=("advice",)))
    assert names(advice(refused, MAN, town).others) == ["ask0", "ask1", "sure"]


def test_others_are_for_what_the_person_came_for() -> None:
    refused = place("centre", ONLY_WOMEN, needs=("homelessness", "food"))
    town = [place("beds"), place("meals", needs=("food",))]
    assert names(advice(refused, knowing(("gender", "man"), needs=("food",)), town).others) == ["meals"]
    assert names(advice(refused, MAN, town).others) == ["beds"]


def test_a_joint_appointment_is_with_a_service_for_the_other_need() -> None:
    known = knowing(PSYCHOSIS, DRUGS)
    both = rule("mental-health", "severe-illness", kind="excludes", strength="contested")
    clinic = place("clinic", both, NO_DRUGS, needs=("mental-health",))
    treatment = place("treatment", needs=("substance-use",), service_types=("assessment",))
    meetings = place("meetings", needs=("alcohol",), service_types=("mutual-aid",))
    joint = advice(clinic, known, [meetings, treatment]).joint
    assert joint
    assert names(joint.partners) == ["treatment"]
    assert joint.change.id == "joint-appointment"


def test_a_service_that_asks_for_no_use_is_asked_for_a_joint_appointment_and_nobody_to_give_up() -> None:
    treatment = place("treatment", needs=("drugs",), service_types=("prescribing",))
    home = place("home", ASKS_FOR_NO_USE)
    known = Known.of(Answers(yes=frozenset({DRUGS}), no=frozenset({("substance-use", "abstinent")})), RULES_OUT)
    found = advice(home, known, [treatment])
    assert found.joint
    assert names(found.joint.partners) == ["treatment"]
    assert not found.changes


def test_there_is_no_joint_appointment_where_something_else_says_no() -> None:
    assert advice(place("hostel", ONLY_WOMEN), MAN).joint is None
    psychosis = place("team", rule("mental-health", "severe-illness"), needs=("mental-health",))
    known = Known.of(Answers(no=frozenset({PSYCHOSIS})), RULES_OUT)
    assert advice(psychosis, known).joint is None


def test_a_change_comes_with_who_can_help_with_it() -> None:
    surgery = place("surgery", needs=("physical-health",), service_types=("primary-care",))
    local = place("clinic", rule("gp", "registered-locally"))
    (offer,) = advice(local, knowing(("gp", "not-registered")), [surgery]).changes
    assert offer.change.id == "gp"
    assert names(offer.helpers) == ["surgery"]


def test_where_no_other_place_is_found_there_is_a_number() -> None:
    refused = place("hostel", ONLY_WOMEN, phones=())
    line = place("line", needs=("mental-health",), service_types=("helpline",))
    first, second, last = (
        advice(refused, MAN, places, instead).next_step
        for places, instead in (([line], INSTEAD), ([line], None), ([], None))
    )
    assert first
    assert second
    assert last
    assert (first.id, first.number) == ("streetwise", "0808 1")
    assert (second.id, second.number) == ("line", LINE.number)
    assert (last.text, last.id, last.number) == (ASK_THEM, "", "")


def test_advice_for_somebody_is_not_in_the_report_of_a_fault() -> None:
    found = advice(place("clinic", NO_DRUGS), knowing(PSYCHOSIS, DRUGS))
    assert "qs188" not in f"{found!r} {found.challenges!r}"


@pytest.mark.parametrize(("facet", "value"), [pair for pair in PAIRS if pair[0] not in PARTNERS])
def test_only_the_two_needs_shut_somebody_out_of_one(facet: str, value: str) -> None:
    known = knowing((facet, value))
    (finding,) = candidate(place("hostel", rule(facet, value, kind="excludes")), known).result.unmet
    assert not shuts_out(finding.rule)


RULES = st.builds(
    lambda pair, kind, strength: rule(*pair, kind=kind, strength=strength),
    st.sampled_from(PAIRS),
    st.sampled_from(["requires", "excludes", "prioritises"]),
    st.sampled_from(["hard", "discretionary", "contested"]),
)
SAID = st.sets(st.sampled_from(PAIRS), max_size=8)
CODES = {
    kind: st.lists(st.sampled_from(VOCABULARY.codes(kind)), min_size=1, max_size=2, unique=True).map(tuple)
    for kind in ("need", "type")
}
LISTINGS = st.builds(
    lambda number, criteria, needs, types, open_access, apply: replace(
        PLACE,
        id=f"place-{number}",
        eligibility=tuple(criteria),
        needs=needs,
        service_types=types,
        open_access=open_access,
        anyone_may_apply=apply,
        phones=(LINE,) if open_access else (),
    ),
    st.integers(0, 50),
    st.lists(RULES, max_size=4),
    CODES["need"],
    CODES["type"],
    st.booleans(),
    st.booleans(),
)


def texts(found: Advice) -> Iterator[str]:
    """Every sentence of ours in some advice, but those that name a place and what it does."""
    for challenge in found.challenges:
        yield challenge.do
        yield from challenge.words
        yield from (piece.says for piece in challenge.guidance)
        if challenge.application:
            yield challenge.application.says
    for change in [*(offer.change for offer in found.changes), *([found.joint.change] if found.joint else [])]:
        yield from (change.title, change.do)
    if found.next_step:
        yield found.next_step.text


@given(LISTINGS, st.lists(LISTINGS, max_size=6), SAID, SAID)
def test_advice_is_never_empty_never_unsafe_and_only_about_what_decided(
    refused: Listing, town: list[Listing], yes: set[tuple[str, str]], no: set[tuple[str, str]]
) -> None:
    known = Known.of(Answers(yes=frozenset(yes), no=frozenset(no - yes)), RULES_OUT)
    found = advice(refused, known, town)
    result = candidate(refused, known).result

    assert bool(found.others) != bool(found.next_step)
    assert not [text for text in texts(found) if UNSAFE.search(text)]

    contested = [finding for finding in result.unmet if finding.rule.strength == "contested"]
    assert len(found.challenges) == bool(contested) + result.anyone_may_apply
    assert all(challenge.findings or challenge.application for challenge in found.challenges)

    unmet = {finding.rule.facet for finding in result.unmet}
    assert {offer.change.facet for offer in found.changes} <= {ROUTE, DOCUMENT} | unmet
    assert not found.joint or unmet & set(PARTNERS)


@given(LISTINGS, st.lists(LISTINGS, max_size=6), SAID)
def test_whoever_is_named_may_take_the_person_and_can_be_reached(
    refused: Listing, town: list[Listing], yes: set[tuple[str, str]]
) -> None:
    known = knowing(*yes)
    found = advice(refused, known, town)
    named = [*found.others, *(found.joint.partners if found.joint else ())]
    named += [helper for offer in found.changes for helper in offer.helpers]
    assert len(found.others) <= MOST_OTHERS
    for other in named:
        assert other.id != refused.id
        assert other.outcome != "says-no"
        assert re.search(r"You can \w", other.reason)
