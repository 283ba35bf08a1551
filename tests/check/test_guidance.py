from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.guidance import CHECK, CONFIDENCES, Guidance, fitting, read_guidance
from navigator.check.known import Known
from navigator.check.questions import read_questions
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.errors import NavigatorError
from navigator.resources import resource

SHIPPED = read_guidance()
QUESTIONS = read_questions()
VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
SEVERE_ONLY = {"nice-qs188-exclusion", "nice-ng58", "nice-cg120"}
GENERAL = {piece.id for piece in SHIPPED.guidance if not piece.fits}
SEVERE, COMMON = ("mental-health", "severe-illness"), ("mental-health", "common-problem")
DRINKS, USES = ("substance-use", "alcohol-current"), ("substance-use", "drugs-current")
METHADONE = ("substance-use", "opioid-prescription")

each_piece = pytest.mark.parametrize("piece", SHIPPED.guidance, ids=lambda piece: piece.id)


def known(*yes: tuple[str, str], age: int | None = None) -> Known:
    return Known.of(Answers(age=age, yes=frozenset(yes)), QUESTIONS.rules_out)


def quoted(*yes: tuple[str, str], age: int | None = None, services: tuple[str, ...] | None = None) -> list[str]:
    return [piece.id for piece in fitting(SHIPPED.guidance, known(*yes, age=age), services)]


@each_piece
def test_every_condition_is_one_of_the_vocabulary(piece: Guidance) -> None:
    said = [(facet, value) for condition in piece.fits for facet, values in condition for value in values]
    assert all(value in VOCABULARY.codes(f"value.{facet}") for facet, value in said)
    assert set(piece.services) <= set(VOCABULARY.codes("type"))


@each_piece
def test_every_piece_has_a_page_a_date_and_words(piece: Guidance) -> None:
    assert piece.page.title
    assert piece.page.url.startswith("https://")
    assert piece.page.date
    assert piece.says.endswith(".")
    assert piece.words.endswith((".", "?"))
    assert piece.confidence in CONFIDENCES


@each_piece
def test_what_nobody_read_is_marked(piece: Guidance) -> None:
    assert piece.mark == ("" if piece.confidence == "seen" else CHECK)


@pytest.mark.parametrize("substance", [DRINKS, USES, METHADONE])
def test_psychosis_with_any_substance_gets_the_guidance_for_severe_illness(substance: tuple[str, str]) -> None:
    assert quoted(SEVERE, substance)[:3] == ["nice-qs188-exclusion", "nice-ng58", "nice-cg120"]


def test_drinking_with_depression_gets_the_alcohol_guidelines_and_none_for_severe_illness() -> None:
    found = quoted(COMMON, DRINKS)
    assert "alcohol-guidelines-18" in found
    assert SEVERE_ONLY.isdisjoint(found)
    assert "phe-2017-drugs" not in found


def test_depression_with_drugs_gets_the_guide_of_2017() -> None:
    found = quoted(COMMON, USES)
    assert "phe-2017-drugs" in found
    assert (SEVERE_ONLY | {"alcohol-guidelines-18"}).isdisjoint(found)


def test_the_guide_for_talking_therapies_is_for_talking_therapies_alone() -> None:
    assert quoted(COMMON, METHADONE, services=("talking-therapy",))[0] == "talking-therapy-and-methadone"
    assert not any(name.startswith("talking") for name in quoted(COMMON, METHADONE, services=("prescribing",)))


def test_guidance_for_one_illness_within_a_group_says_so() -> None:
    pieces = {piece.id: piece for piece in fitting(SHIPPED.guidance, known(COMMON, USES))}
    assert "PTSD" in pieces["nice-ng116"].only_if


@pytest.mark.parametrize("said", [(), (SEVERE,), (USES,), (("mental-health", "under-secondary-care"), USES)])
def test_where_the_condition_is_not_said_only_what_holds_for_everybody(said: tuple[tuple[str, str], ...]) -> None:
    assert set(quoted(*said)) == GENERAL


@pytest.mark.parametrize(("age", "there"), [(13, False), (14, True), (None, True)])
def test_a_child_too_young_for_a_guideline_is_not_told_of_it(*, age: int | None, there: bool) -> None:
    assert ("nice-qs188-exclusion" in quoted(SEVERE, USES, age=age)) is there


@pytest.mark.parametrize("facet", ["mental-health", "substance-use"])
def test_nothing_is_quoted_to_somebody_with_one_need(facet: str) -> None:
    assert not quoted(SEVERE if facet == "substance-use" else USES, (facet, "none"))


FACETS = ("mental-health", "substance-use", "housing")
SAID = st.sets(st.sampled_from([(facet, value) for facet in FACETS for value in VOCABULARY.codes(f"value.{facet}")]))


@given(SAID)
def test_no_piece_is_for_another_condition(said: set[tuple[str, str]]) -> None:
    for piece in fitting(SHIPPED.guidance, known(*said)):
        met = [all(any((facet, one) in said for one in values) for facet, values in some) for some in piece.fits]
        assert any(met) or not met
        assert piece.id not in SEVERE_ONLY or SEVERE in said


@given(SAID)
def test_the_most_specific_comes_first_and_the_general_last(said: set[tuple[str, str]]) -> None:
    general = [not piece.fits for piece in fitting(SHIPPED.guidance, known(*said))]
    assert general == sorted(general)


def test_a_council_and_a_safeguarding_team_have_an_act_to_quote() -> None:
    assert "Housing Act 1996" in SHIPPED.application(("homelessness",)).page.title
    assert "Care Act 2014" in SHIPPED.application(("domestic-abuse", "exploitation")).page.title
    assert SHIPPED.application(("food",)).mark == CHECK


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("guidance = 3", "must be a list of tables"),
        ("[[guidance]]\nid = 'a'\ncolour = 'red'", "unknown key 'colour'"),
        ("[[guidance]]\nid = 'a'\ntitle = 'b'\nconfidence = 'hoped'\nsays = 'c'\nwords = 'd'", "'confidence'"),
        ("[[guidance]]\nid = ''", "'id' must be a text"),
        ("[[guidance]", "not a readable TOML file"),
        ("[[guidance]]\nid='a'\ntitle='b'\nconfidence='seen'\nsays='c'\nwords='d'\nfrom_age='14'", "whole number"),
        ("[[guidance]]\nid='a'\ntitle='b'\nconfidence='seen'\nsays='c'\nwords='d'\n[[guidance.for]]\nx=[]", "empty"),
    ],
)
def test_a_malformed_file_names_the_place(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "guidance.toml"
    last = "\n[[application]]\ntitle = 'a'\nconfidence = 'seen'\nsays = 'b'\nwords = 'c'\n"
    path.write_text(text + last, encoding="utf-8")
    with pytest.raises(NavigatorError, match=problem) as caught:
        read_guidance(path)
    assert "guidance.toml" in str(caught.value)


def test_a_missing_file_and_one_without_a_last_resort_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="could not be read"):
        read_guidance(tmp_path / "guidance.toml")
    path = tmp_path / "guidance.toml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(NavigatorError, match="application"):
        read_guidance(path)
