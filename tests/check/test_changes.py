import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.changes import DOCUMENT, ROUTE, Change, read_changes
from navigator.check.guidance import CHECK, OUR_REASONING
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.check.result import evaluate
from navigator.check.rules import Rule, Scope
from navigator.directory import Criterion, Flexibility, Hours, Listing, Organization, Stance, Vocabulary
from navigator.directory.vocabulary import read_vocabulary
from navigator.errors import NavigatorError
from navigator.resources import resource

CHANGES = read_changes()
VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
SCOPE = Scope.of(VOCABULARY, ("Lambeth", "Lewisham"))
RULES_OUT = read_questions().rules_out
FACETS = [facet for facet in VOCABULARY.codes("facet") if VOCABULARY.codes(f"value.{facet}")]
PAIRS = [(facet, value) for facet in FACETS for value in VOCABULARY.codes(f"value.{facet}")]

MAY_CHANGE = {
    ("gp", "registered-locally"),
    ("mental-health", "severe-illness"),
    ("mental-health", "under-secondary-care"),
    ("recourse", "public-funds"),
}
"""Reviewed by hand: to have a doctor, to be assessed, to get advice about rights."""
UNSAFE = re.compile(
    r"\b(stop|stops|stopped|quit|give up|come off|cut down|abstain\w*|abstinen\w*|sober|clean|dry|detox\w*"
    r"|sleep rough|sleep out|bed down|get worse|worsen\w*|arrested|in custody|pretend|claim to be|say you are)\b",
    re.IGNORECASE,
)
"""What no advice may say."""

each_change = pytest.mark.parametrize("change", [*CHANGES.each, CHANGES.joint], ids=lambda change: change.id)


def listing(
    *eligibility: Criterion,
    routes: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    open_access: bool = False,
) -> Listing:
    return Listing(
        id="night-stop", name="Night Stop", alternate_names=(), organization=Organization("Harbour", "charity", None),
        description="A warm place.", status="active", needs=("homelessness",), service_types=("hostel",), areas=(),
        delivery=(), referral_routes=routes, how_to_refer=None, url=None, email=None, phones=(), locations=(),
        hours=Hours(None, None, None), hours_date="", cost=None, cost_note=None, languages=(), interpreting=None,
        required_documents=documents, open_access=open_access, anyone_may_apply=False,
        eligibility=eligibility, stance=Stance("not-stated", None, None), approaches=(), flexibility=Flexibility(),
        transitions=(), links=(), verifications=(), sources=(),
    )  # fmt: skip


def rule(facet: str, *values: str, kind: str = "requires", strength: str = "hard") -> Criterion:
    return Criterion(facet, kind, strength, values, None, None, None, 1)


def offered(place: Listing, yes: set[tuple[str, str]], no: set[tuple[str, str]] | None = None) -> list[str]:
    known = Known.of(Answers(yes=frozenset(yes), no=frozenset(no or ()) - frozenset(yes)), RULES_OUT)
    result = evaluate(place, known, VOCABULARY, SCOPE)
    return [change.id for change in CHANGES.answering(result, place)]


def as_rule(facet: str, value: str, kind: str) -> Rule:
    return Rule(facet, kind, "hard", (value,), None, None, None, None)


@pytest.mark.parametrize("kind", ["requires", "excludes", "covers"])
@pytest.mark.parametrize(("facet", "value"), PAIRS)
def test_for_no_value_of_any_facet_is_anything_offered_but_what_was_reviewed(facet: str, value: str, kind: str) -> None:
    asked = any(change.answers(as_rule(facet, value, kind)) for change in CHANGES.each)
    assert asked == (kind == "requires" and (facet, value) in MAY_CHANGE)


@each_change
def test_no_change_asks_anybody_to_be_worse_off_or_to_give_anything_up(change: Change) -> None:
    assert not UNSAFE.search(f"{change.title} {change.do}")


@each_change
def test_every_change_says_where_it_comes_from_or_that_it_is_our_reasoning(change: Change) -> None:
    assert change.do.endswith(".")
    assert all(page.title and page.url.startswith("https://") for page in change.sources)
    assert change.source_says == OUR_REASONING or change.sources
    assert change.sources or change.mark == CHECK
    assert {*change.needs} <= {*VOCABULARY.codes("need")}
    assert {*change.types} <= {*VOCABULARY.codes("type")}


@each_change
def test_every_value_a_change_brings_is_one_of_the_vocabulary(change: Change) -> None:
    if change.facet in FACETS:
        assert set(change.values) <= set(VOCABULARY.codes(f"value.{change.facet}"))
    elif change.facet == ROUTE:
        assert set(change.values) <= set(VOCABULARY.codes("route"))
    else:
        assert change.facet in {DOCUMENT, ""}


def test_a_gp_is_the_answer_to_a_service_for_local_patients() -> None:
    assert offered(listing(rule("gp", "registered-locally")), {("gp", "not-registered")}) == ["gp"]


def test_an_assessment_is_offered_and_never_a_crisis() -> None:
    no = {("mental-health", value) for value in VOCABULARY.codes("value.mental-health")}
    team = rule("mental-health", "under-secondary-care")
    assert offered(listing(team), set(), no) == ["mental-health-assessment"]
    assert offered(listing(rule("mental-health", "crisis")), set(), no) == []


def test_advice_about_status_is_offered_and_nothing_to_lose_it() -> None:
    without, funded = ("recourse", "no-recourse"), ("recourse", "public-funds")
    assert offered(listing(rule("recourse", "public-funds")), {without}) == ["status-advice"]
    assert offered(listing(rule("recourse", "no-recourse")), {funded}) == []


def test_only_what_blocks_is_answered() -> None:
    place = listing(rule("gp", "registered-locally"), rule("recourse", "public-funds"))
    assert offered(place, {("gp", "registered-locally"), ("recourse", "no-recourse")}) == ["status-advice"]


def test_what_is_asked_of_everybody_is_named_where_nothing_else_stands_in_the_way() -> None:
    routes, documents = ("professional",), ("Proof of address or ID", "Bank statement")
    doctor, hostel = rule("gp", "registered-locally"), rule("housing", "hostel")
    person = {("gp", "not-registered"), ("housing", "settled")}
    open_to_all = listing(doctor, routes=routes, documents=documents)
    assert offered(open_to_all, person) == ["gp", "referral", "identification", "bank-account"]
    assert offered(listing(doctor, hostel, routes=routes, documents=documents), person) == ["gp"]


@pytest.mark.parametrize(
    ("routes", "documents", "open_access", "found"),
    [
        (("professional", "self"), (), False, set()),
        (("professional", "drop-in"), (), False, set()),
        (("gp",), (), False, {"referral"}),
        (("gp",), (), True, set()),
        ((), ("Signed consent", "Candid photograph"), False, set()),
        ((), ("Some form of ID",), False, {"identification"}),
    ],
)
def test_a_service_is_asked_for_what_its_page_asks_for(
    *,
    routes: tuple[str, ...],
    documents: tuple[str, ...],
    open_access: bool,
    found: set[str],
) -> None:
    place = listing(routes=routes, documents=documents, open_access=open_access)
    assert {change.id for change in CHANGES.each if change.asked_by(place)} == found


CRITERIA = st.builds(
    lambda pair, kind, strength: rule(*pair, kind=kind, strength=strength),
    st.sampled_from(PAIRS),
    st.sampled_from(["requires", "excludes", "prioritises"]),
    st.sampled_from(["hard", "discretionary", "contested"]),
)
SAID = st.sets(st.sampled_from(PAIRS), max_size=8)


@given(st.lists(CRITERIA, max_size=5), SAID, SAID)
def test_no_change_is_for_a_facet_that_does_not_block(
    criteria: list[Criterion], yes: set[tuple[str, str]], no: set[tuple[str, str]]
) -> None:
    place = listing(*criteria, routes=("professional",))
    known = Known.of(Answers(yes=frozenset(yes), no=frozenset(no - yes)), RULES_OUT)
    result = evaluate(place, known, VOCABULARY, SCOPE)
    for change in CHANGES.answering(result, place):
        blocking = {finding.rule.facet for finding in result.unmet if finding.rule.strength != "contested"}
        assert change.facet in {ROUTE, DOCUMENT} | blocking


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[change]]\nid = 'a'\nfacet = 'gp'\nvalues = []", "'values' is empty"),
        ("[[change]]\nid = 'a'\nfacets = 'gp'", "unknown key 'facets'"),
        ("[[change]]\nid = 'a'\nfacet = 'gp'\nvalues = 'none'", "list of texts"),
    ],
)
def test_a_malformed_file_names_the_place(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "changes.toml"
    joint = "\n[joint]\nid = 'joint'\ntitle = 'a'\ndo = 'b'\nconfidence = 'seen'\n"
    path.write_text(text + joint, encoding="utf-8")
    with pytest.raises(NavigatorError, match=problem):
        read_changes(path)


def test_a_file_without_the_joint_appointment_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "changes.toml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(NavigatorError, match="joint"):
        read_changes(path)
