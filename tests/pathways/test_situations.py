import re
from itertools import product
from pathlib import Path

import pytest

from navigator.check.guidance import CHECK
from navigator.pathways.claims import Cited, Claim
from navigator.pathways.situations import LANES, Situation, Step, read_principles, read_situations
from tests.pathways.collected import (
    BLAMES,
    GUIDANCE,
    VOCABULARY,
    collected,
    copied,
    needs_collected,
    numbers,
    quotable,
    refused,
    sources_of,
    texts_of,
)

SITUATIONS = read_situations()
STEPS = [(situation, step) for situation in SITUATIONS for step in situation.steps]
PRINCIPLES = read_principles()

each_situation = pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.id)
each_step = pytest.mark.parametrize(
    ("situation", "step"), STEPS, ids=[f"{situation.id} {step.n}" for situation, step in STEPS]
)


@needs_collected
def test_every_situation_is_carried_over_with_every_step() -> None:
    facts = collected("dual_diagnosis_pathways")
    assert [situation.id for situation in SITUATIONS] == [fact["id"] for fact in facts]
    for situation, fact in zip(SITUATIONS, facts, strict=True):
        assert numbers(situation.name, situation.starting) == numbers(fact["name"], fact["starting_situation"])
        assert [step.n for step in situation.steps] == [step["n"] for step in fact["steps"]]


@needs_collected
def test_every_step_keeps_its_figures_sources_and_confidence() -> None:
    facts = [step for fact in collected("dual_diagnosis_pathways") for step in fact["steps"]]
    for (_, step), fact in zip(STEPS, facts, strict=True):
        for key in ("role", "do", "hand_over", "risk_of_gap"):
            assert numbers(getattr(step, key)) == numbers(fact[key]), fact[key]
        assert (step.types, step.needs) == (tuple(fact["service_types"]), tuple(fact["needs"]))
        assert step.sources == sources_of(fact)
        assert (step.confidence, step.scope) == (fact["confidence"], fact.get("scope", ""))


@needs_collected
def test_what_to_do_when_refused_keeps_its_figures_and_adds_only_those_of_its_guidance() -> None:
    facts = [step for fact in collected("dual_diagnosis_pathways") for step in fact["steps"]]
    for (_, step), fact in zip(STEPS, facts, strict=True):
        pages = (f"{piece.page.title} {piece.page.date}" for piece in map(GUIDANCE.__getitem__, step.guidance))
        said, had = set(numbers(step.if_refused)), set(numbers(fact["if_refused"]))
        assert had <= said, fact["if_refused"]
        assert said <= had | set(numbers(*pages)), step.if_refused


@needs_collected
def test_every_principle_is_carried_over() -> None:
    for principle, fact in zip(PRINCIPLES, collected("principles"), strict=True):
        assert numbers(principle.text) == numbers(fact["text"])
        assert principle.sources == sources_of(fact)
        assert (principle.confidence, principle.scope) == (fact["confidence"], fact.get("scope", ""))


@each_situation
def test_every_code_is_one_of_the_vocabulary(situation: Situation) -> None:
    for facet, values in situation.condition:
        assert set(values) <= set(VOCABULARY.codes(f"value.{facet}"))
    assert set(situation.transitions) <= set(VOCABULARY.codes("transition"))
    for step in situation.steps:
        assert set(step.types) <= set(VOCABULARY.codes("type"))
        assert set(step.needs) <= set(VOCABULARY.codes("need"))


@each_situation
def test_a_situation_is_of_somebody_with_both_needs_and_short_enough_to_draw(situation: Situation) -> None:
    assert {"mental-health", "substance-use"} <= {facet for facet, _ in situation.condition}
    assert 3 <= len(situation.steps) <= 12
    assert len({step.lane for step in situation.steps}) > 1
    assert set(situation.sources) == {source for step in situation.steps for source in step.sources}


@each_step
def test_every_step_says_all_there_is_to_say(situation: Situation, step: Step) -> None:
    assert step.lane in LANES
    for text in (step.do, step.hand_over, step.if_refused, step.risk_of_gap, situation.starting):
        assert text.endswith(".")
    assert step.role[0].isupper() or step.role[0].isdigit()
    assert step.sources or step.confidence == "unsourced"
    assert step.caution == ("" if step.confidence == "seen" else CHECK)


@each_step
def test_only_guidance_for_this_condition_is_quoted(situation: Situation, step: Step) -> None:
    facets = [[(facet, value) for value in values] for facet, values in situation.condition]
    fits = [quotable(*yes) for yes in product(*facets)]
    assert set(step.guidance) <= set().union(*fits)


@each_step
def test_what_is_written_for_some_of_them_only_is_quoted_with_a_condition(situation: Situation, step: Step) -> None:
    facets = [[(facet, value) for value in values] for facet, values in situation.condition]
    for_all = set.intersection(*(quotable(*yes) for yes in product(*facets)))
    assert set(step.guidance) <= for_all or re.search(r"[Ww]here they|severe mental illness", step.if_refused)


def test_the_guideline_for_severe_illness_is_never_quoted_for_depression() -> None:
    for situation in SITUATIONS:
        if ("mental-health", ("common-problem",)) in situation.condition:
            quoted = {piece for step in situation.steps for piece in step.guidance}
            assert quoted.isdisjoint({"nice-qs188-exclusion", "nice-ng58", "nice-cg120"})
            assert not any("QS188" in step.if_refused for step in situation.steps)


def test_no_word_blames_a_person() -> None:
    for text in texts_of((SITUATIONS, PRINCIPLES)):
        assert not BLAMES.search(text), text


def test_ids_are_unique() -> None:
    assert len({situation.id for situation in SITUATIONS}) == len(SITUATIONS)
    assert len({situation.name for situation in SITUATIONS}) == len(SITUATIONS)


def test_a_claim_says_where_it_comes_from_and_whether_somebody_read_it() -> None:
    page = Cited("The report", None, "2022", "4.1")
    assert page.says == "The report, section 4.1 (2022)"
    assert Cited("A page", "https://a.example", "", "").says == "A page (no date)"
    read, remembered = Claim("So.", (page,), "seen"), Claim("So.", (page,), "memory")
    assert (read.sure, read.caution, read.source_says) == (True, "", page.says)
    assert (remembered.sure, remembered.caution) == (False, CHECK)
    assert (Claim("So.").caution, Claim("So.").source_says) == (CHECK, "Our reasoning.")


_STEP = '[[situation.step]]\nrole = "Low-threshold alcohol service (easy to walk into)"\n'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('lane = "substance-use"', 'lane = "both"', "situation 1, step 1: 'lane' is 'both'; allowed are mental-health"),
        (_STEP, _STEP + 'colour = "red"\n', "situation 1, step 1: unknown key 'colour'"),
        ('types = ["primary-care"]', "types = []", "situation 1, step 2: 'types' is empty"),
        ('hand_over = "Copy', 'hand_ove = "Copy', "situation 1, step 2: unknown key 'hand_ove'"),
        ('if_refused = "No ID', 'if_refused = ""\nrole2 = "No ID', "situation 1, step 2: unknown key 'role2'"),
        ('id = "psychosis-crack', 'id = "drinking-low-mood-told-to-cut-down"\nx = "', "situation 2: unknown key 'x'"),
        ('id = "psychosis-crack-cannabis"', 'id = "drinking-low-mood-told-to-cut-down"', "the id is there twice"),
        ("condition = {", "condition = 3 # {", "situation 1.condition: a table was expected"),
        ('mental-health = ["common-problem"]', "mental-health = []", "situation 1.condition: 'mental-health' is empty"),
        ("\n[[principle]]\n", "\n[[scene]]\n", "top: unknown key 'scene'"),
        ("\n[[situation]]\n", "\n[situation]\n", "not a readable TOML file"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in refused(read_situations, copied(tmp_path, "situations.toml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sources = ["nice-qs188-exclusion"]', 'sources = ["a-friend"]', "principle 3: 'sources' has 'a-friend'"),
        ('scope = "severe-mental-illness"', 'scope = "all"', "principle 3: 'scope' is 'all'"),
        ('confidence = "seen"', 'confidence = "hoped"', "principle 1: 'confidence' is 'hoped'"),
        ('confidence = "seen"', 'confidence = "unsourced"', "principle 1: a claim has 'sources', or its confidence"),
        ('sources = ["nice-qs188-exclusion"]\n', "", "principle 3: a claim has 'sources', or its confidence"),
        ('text = "Co', 'words = "Co', "principle 1: unknown key 'words'"),
    ],
)
def test_a_claim_without_its_source_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in refused(read_principles, copied(tmp_path, "situations.toml", old, new))


def test_a_file_without_its_sources_is_refused(tmp_path: Path) -> None:
    path = copied(tmp_path, "situations.toml", "[[situation]]", "[[situation]]")
    (tmp_path / "sources.toml").write_text("[source.a]\ntitle = 'A'\nlink = 'b'", encoding="utf-8")
    assert "source.a: unknown key 'link'" in refused(read_situations, path)
    (tmp_path / "sources.toml").unlink()
    assert "could not be read" in refused(read_situations, path)
