import re
from pathlib import Path

import pytest

from navigator.check import Answers
from navigator.check.guidance import CHECK, OUR_REASONING
from navigator.check.questions import read_questions
from navigator.directory import Vocabulary
from navigator.directory.vocabulary import read_vocabulary
from navigator.errors import NavigatorError
from navigator.pathways.gains import SURE, Gain, read_gains
from navigator.pathways.states import State, after, with_value
from navigator.resources import resource
from tests.check.test_changes import UNSAFE

GAINS = read_gains()
RULES_OUT = read_questions().rules_out
VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
MAY_GIVE = {
    ("gp", "registered-locally"): set(),
    ("housing", "hostel"): {"rough-sleeping"},
    ("housing", "temporary-accommodation"): {"rough-sleeping", "sofa-surfing", "at-risk"},
    ("mental-health", "under-secondary-care"): {
        "severe-illness", "common-problem", "personality-difficulty", "crisis", "undiagnosed",
    },
    ("recourse", "public-funds"): {"no-recourse"},
}  # fmt: skip
"""Reviewed by hand: what a service may change, and only for whom; nothing here is worse than before."""
LEAST = "title = 'a'\nchanges = 'b'\ndo = 'c'\ntypes = ['advice']\nsure = 'maybe'\nconfidence = 'derived'\n"

each_gain = pytest.mark.parametrize("gain", GAINS.each, ids=lambda gain: gain.id)


def gain_of(gain_id: str) -> Gain:
    return next(gain for gain in GAINS.each if gain.id == gain_id)


def test_nothing_is_changed_but_what_was_reviewed() -> None:
    assert {gain.gives: set(gain.only_for) for gain in GAINS.each if gain.gives} == MAY_GIVE


@each_gain
def test_a_gain_asks_nobody_to_be_worse_off_and_says_where_it_comes_from(gain: Gain) -> None:
    assert not UNSAFE.search(f"{gain.title} {gain.changes} {gain.do}")
    assert gain.sure in SURE
    assert all(page.url.startswith("https://") for page in gain.sources)
    assert gain.sources or (gain.source_says, gain.mark) == (OUR_REASONING, CHECK)
    assert re.fullmatch(r"[A-Z].*\.", gain.changes)


@each_gain
def test_a_gain_speaks_in_the_codes_of_the_vocabulary(gain: Gain) -> None:
    assert set(gain.types) <= set(VOCABULARY.codes("type"))
    assert set(gain.needs) <= set(VOCABULARY.codes("need"))
    assert set(gain.refers) <= set(VOCABULARY.codes("route"))
    values = VOCABULARY.codes(f"value.{gain.facet}") if gain.facet else ()
    assert {*gain.only_for, *(gain.gives or ())[1:]} <= set(values)


def test_a_gain_is_only_for_those_it_is_better_for() -> None:
    council = gain_of("council-accommodation")
    for housing in VOCABULARY.codes("value.housing"):
        then = after(State(Answers().with_values("housing", [housing])), council, RULES_OUT)
        assert (then is not None) == (housing in {"rough-sleeping", "sofa-surfing", "at-risk"})
    assert after(State(Answers()), council, RULES_OUT) is None


def test_what_is_gained_takes_the_place_of_what_it_rules_out() -> None:
    said = Answers(age=30).with_values("housing", ["rough-sleeping"], ["settled"]).with_values("gp", ["not-registered"])
    then = after(State(said), gain_of("hostel"), RULES_OUT)
    assert then is not None
    assert then.answers == said.with_values("housing", ["hostel"], ["settled"])


def test_what_goes_together_stays() -> None:
    said = Answers().with_values("mental-health", ["severe-illness", "crisis"], ["under-secondary-care"])
    then = with_value(said, ("mental-health", "under-secondary-care"), RULES_OUT)
    assert then == Answers().with_values("mental-health", ["severe-illness", "crisis", "under-secondary-care"])


def test_nothing_is_gained_twice() -> None:
    doctor, referral = gain_of("gp"), gain_of("council-referral")
    assert after(State(Answers().with_values("gp", ["registered-locally"])), doctor, RULES_OUT) is None
    assert after(State(Answers(), frozenset({"council"})), referral, RULES_OUT) is None
    then = after(State(Answers()), referral, RULES_OUT)
    assert then is not None
    assert then.referrals == {"council"}


def test_who_stands_behind_somebody_can_refer_already() -> None:
    said = Answers().with_values("criminal-justice", ["on-probation"]).with_values("gp", ["registered-elsewhere"])
    assert set(GAINS.referring(said)) == {"gp", "probation"}
    assert GAINS.referring(Answers()) == {}


def test_a_state_shows_nothing_of_what_was_said() -> None:
    assert repr(State(Answers(age=41).with_values("housing", ["hostel"]))) == "State(...)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("facet = 'substance-use'\nvalue = 'abstinent'\n", "'facet' is 'substance-use'; allowed are gp, housing"),
        ("facet = 'gender'\nvalue = 'woman'\n", "'facet' is 'gender'"),
        ("", "it needs a 'facet' and a 'value', or 'refers'"),
        ("refers = ['gp']\nsurely = 'yes'\n", "unknown key 'surely'"),
        ("facet = 'gp'\n", "'value' must be a text"),
    ],
)
def test_a_malformed_file_names_the_place(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "changes.toml"
    path.write_text(f"[[gain]]\nid = 'x'\n{text}{LEAST}", encoding="utf-8")
    with pytest.raises(NavigatorError, match=re.escape(problem)):
        read_gains(path)
