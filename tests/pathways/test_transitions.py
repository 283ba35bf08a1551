from collections.abc import Iterator
from pathlib import Path

import pytest

from navigator.check.guidance import CHECK, CONFIDENCES
from navigator.pathways.claims import Claim
from navigator.pathways.transitions import DAY_0, DUTIES, Action, Caution, Transition, read_transitions
from tests.pathways.collected import (
    BLAMES,
    VOCABULARY,
    collected,
    copied,
    needs_collected,
    numbers,
    refused,
    sources_of,
    texts_of,
)

TRANSITIONS = read_transitions()
each_transition = pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.id)


def claims_of(transition: Transition) -> Iterator[Action | Claim]:
    yield from transition.actions
    yield from transition.rights
    yield from transition.red_flags
    yield transition.holds_both_ends


def test_every_transition_of_the_vocabulary_is_there_once() -> None:
    assert [transition.id for transition in TRANSITIONS] == list(VOCABULARY.codes("transition"))


@needs_collected
def test_every_transition_is_carried_over_with_its_texts() -> None:
    facts = collected("transition_points")
    assert [transition.id for transition in TRANSITIONS] == [fact["id"] for fact in facts]
    for transition, fact in zip(TRANSITIONS, facts, strict=True):
        for ours, theirs in (
            (transition.name, fact["name"]),
            (transition.who, fact["who"]),
            (transition.day_0, fact["day_0"]),
            (transition.why_it_fails, fact["why_it_fails"]),
            (transition.holds_both_ends.text, fact["overlap"]),
        ):
            assert numbers(ours) == numbers(theirs)
        assert [source.section for source in transition.report] == [fact["seed_quote_ref"]]
        for said, had in zip(transition.red_flags, fact["red_flags"], strict=True):
            assert numbers(said.text) == numbers(had)
        for paper, had in zip(transition.papers, fact["documents_to_have"], strict=True):
            assert numbers(paper) == numbers(had)


@needs_collected
def test_every_action_keeps_its_days_duty_source_and_confidence() -> None:
    for transition, fact in zip(TRANSITIONS, collected("transition_points"), strict=True):
        for action, had in zip(transition.actions, fact["timeline"], strict=True):
            assert numbers(action.when) == numbers(had["when"])
            assert numbers(action.action) == numbers(had["action"])
            assert numbers(action.who) == numbers(had["who_acts"])
            days = (had["anchor"], had["offset_days_min"], had["offset_days_max"])
            last = round(action.until_years * 365.25) if action.until_years else action.last
            assert (action.anchor, action.first, last) == days
            assert action.duty == had["duty"]
            assert action.sources == sources_of(had)
            assert (action.confidence, action.scope) == (had["confidence"], had.get("scope", ""))


@needs_collected
def test_a_number_of_days_is_a_rule_only_where_its_source_sets_it() -> None:
    facts = [had for fact in collected("transition_points") for had in fact["timeline"]]
    actions = [action for transition in TRANSITIONS for action in transition.actions]
    for action, had in zip(actions, facts, strict=True):
        basis = had["offset_basis"]
        assert action.basis == (basis if basis in {"rule", "planning"} else "")


@needs_collected
def test_every_right_keeps_its_figures_source_and_confidence() -> None:
    for transition, fact in zip(TRANSITIONS, collected("transition_points"), strict=True):
        for right, had in zip(transition.rights, fact["rights"], strict=True):
            assert numbers(right.text) == numbers(had["text"])
            assert right.sources == sources_of(had)
            assert (right.confidence, right.scope) == (had["confidence"], had.get("scope", ""))


@needs_collected
def test_every_fact_to_check_before_a_release_is_a_caution_beside_a_transition() -> None:
    cautions = {caution for transition in TRANSITIONS for caution in transition.cautions}
    facts = collected("meta")["check_before_release"]
    assert len(cautions) == len(facts)
    for fact in facts:
        alike = [one for one in cautions if one.seen == (fact["latest_seen"] or "")]
        assert any(set(numbers(fact["fact"].replace("(s7)", "(7)"))) <= set(numbers(one.text)) for one in alike), fact


@each_transition
def test_a_rule_has_a_source_and_a_number_of_days(transition: Transition) -> None:
    for action in transition.actions:
        if action.basis == "rule":
            assert action.sources
            assert (action.first, action.last) != (None, None)
        if not action.basis:
            assert (action.first, action.last) in ((None, None), (0, 0))
            assert action.until_years is None


def test_a_number_of_years_is_only_where_the_words_give_an_age() -> None:
    (care,) = (transition for transition in TRANSITIONS if transition.id == "leaving-care")
    assert care.day_0 == "18th birthday"
    aged = [action for transition in TRANSITIONS for action in transition.actions if action.until_years]
    assert [(action.until_years, "Up to 25" in action.when) for action in aged] == [(25 - 18, True)] * 2
    assert set(aged) <= set(care.actions)


@each_transition
def test_what_nobody_read_is_marked(transition: Transition) -> None:
    for claim in claims_of(transition):
        assert claim.confidence in CONFIDENCES
        assert bool(claim.sources) == (claim.confidence != "unsourced")
        assert claim.caution == ("" if claim.confidence == "seen" else CHECK)


@each_transition
def test_every_transition_says_all_there_is_to_say(transition: Transition) -> None:
    assert transition.actions
    assert transition.rights
    assert transition.red_flags
    assert transition.papers
    assert transition.report
    for text in (transition.who, transition.why_it_fails, transition.holds_both_ends.text):
        assert text.endswith(".")
    assert len(set(transition.papers)) == len(transition.papers)
    for action in transition.actions:
        assert action.action.endswith((".", "?"))
        assert action.duty in DUTIES
        assert action.counted_from
        assert action.anchor != DAY_0 or action.counted_from == transition.day_0
    assert set(transition.report) <= set(transition.sources)


def test_no_word_blames_a_person() -> None:
    for text in texts_of(TRANSITIONS):
        assert not BLAMES.search(text), text


def test_a_caution_says_when_it_was_last_seen() -> None:
    assert Caution("It may change.", "2025-12").says == f"It may change. Last seen December 2025. {CHECK}"
    assert Caution("It is not here.", "").says == f"It is not here. {CHECK}"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('basis = "rule"', 'basis = "law"', "transition 1, action 1: 'basis' is 'law'; allowed are rule, planning"),
        ('basis = "rule"\n', "", "transition 1, action 1: days need a 'basis'"),
        ("first = -180", "first = -18", "transition 1, action 1: 'first' comes after 'last'"),
        ("first = -180", "first = '180'", "transition 1, action 1: 'first' must be a whole number"),
        ("last = -42", "last = -42\nuntil_years = 1", "action 1: 'until_years' must be 1 or more, and takes the place"),
        ("last = -42", "until_years = 0", "transition 1, action 1: 'until_years' must be 1 or more"),
        ("last = -42", "last = true", "transition 1, action 1: 'last' must be a whole number"),
        ('duty = "good-practice"', 'duty = "habit"', "transition 1, action 1: 'duty' is 'habit'"),
        ('anchor = "scheduled-release"', 'anchor = "noon"', "'anchor' is 'noon', which [anchor] does not explain"),
        ('report = ["systems-change-4-1"]', 'report = ["x"]', "transition 1: 'report' has 'x'"),
        ("red_flags = [", "red_flags = [] # [", "not a readable TOML file"),
        ('id = "psychiatric-discharge"', 'id = "prison-release"', "transition 'prison-release': the id is there twice"),
        ('transitions = ["asylum-decision"]', 'transitions = ["x"]', "top: a caution is for 'x'"),
        ("\n[[caution]]\n", "\n[[warning]]\n", "top: unknown key 'warning'"),
        ("[[transition.right]]", "[[transition.wrong]]", "transition 1: unknown key 'wrong'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in refused(read_transitions, copied(tmp_path, "transitions.toml", old, new))
