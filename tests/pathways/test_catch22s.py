from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from navigator.check.guidance import CHECK
from navigator.directory import Criterion, Listing
from navigator.pathways.catch22s import AREA, DOCUMENT, STANCE, Catch22, Half, on_step, on_transition, read_catch22s
from navigator.pathways.situations import read_situations
from navigator.pathways.transitions import read_transitions
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

CATCH22S = read_catch22s()
BY_ID = {one.id: one for one in CATCH22S}
SITUATIONS = {situation.id: situation for situation in read_situations()}
PEOPLE = set(VOCABULARY.codes("facet")) - {AREA, "age", "other"}

each_catch22 = pytest.mark.parametrize("catch22", CATCH22S, ids=lambda one: one.id)


def rule(facet: str, kind: str, *values: str, note: str | None = None) -> Criterion:
    return Criterion(facet, kind, "hard", values, None, None, note, 0)


def listing(
    *rules: Criterion, types: tuple[str, ...] = (), papers: tuple[str, ...] = (), stance: str = "not-stated"
) -> Listing:
    said = {"service_types": types, "required_documents": papers, "eligibility": rules}
    return cast("Listing", SimpleNamespace(**said, stance=SimpleNamespace(stance=stance)))


@needs_collected
def test_every_catch_22_is_carried_over_with_its_figures_sources_and_confidence() -> None:
    facts = collected("catch_22s")
    assert [one.id for one in CATCH22S] == [fact["id"] for fact in facts]
    for one, fact in zip(CATCH22S, facts, strict=True):
        assert len(one.loop) == len(fact["loop"])
        assert numbers(one.name, *one.loop) == numbers(fact["name"], *fact["loop"])
        assert numbers(one.how_to_break_it) == numbers(fact["how_to_break_it"])
        assert one.sources == sources_of(fact)
        assert (one.confidence, one.scope) == (fact["confidence"], fact.get("scope", ""))


@each_catch22
def test_every_place_where_it_bites_is_there(catch22: Catch22) -> None:
    for situation, n in catch22.bites.steps:
        assert n in {step.n for step in SITUATIONS[situation].steps}
    assert set(catch22.bites.transitions) <= {transition.id for transition in read_transitions()}
    for half in catch22.bites.halves:
        assert set(half.types) <= set(VOCABULARY.codes("type"))
        if half.facet == STANCE:
            assert set(half.values) <= set(VOCABULARY.codes("stance"))
        elif half.facet not in {AREA, DOCUMENT}:
            assert half.facet in PEOPLE
            assert set(half.values) <= set(VOCABULARY.codes(f"value.{half.facet}"))


@each_catch22
def test_every_catch_22_bites_on_a_step_or_at_a_transition(catch22: Catch22) -> None:
    shown = [step for step in catch22.bites.steps if catch22 in on_step(CATCH22S, *step)]
    at = [transition for transition in catch22.bites.transitions if catch22 in on_transition(CATCH22S, transition)]
    assert shown or at


@each_catch22
def test_a_source_and_how_sure_it_is_are_said(catch22: Catch22) -> None:
    assert len(catch22.loop) >= 2
    assert catch22.how_to_break_it.endswith(".")
    assert bool(catch22.sources) == (catch22.confidence != "unsourced")
    assert catch22.caution == ("" if catch22.confidence == "seen" else CHECK)


@each_catch22
def test_on_each_step_there_is_guidance_that_fits_or_none_is_quoted(catch22: Catch22) -> None:
    assert set(catch22.guidance) <= GUIDANCE.keys()
    for situation, _ in catch22.bites.steps:
        said = [(facet, value) for facet, values in SITUATIONS[situation].condition for value in values]
        assert not catch22.guidance or not quotable(*said).isdisjoint(catch22.guidance), situation


def test_ids_and_names_are_unique() -> None:
    assert len(BY_ID) == len(CATCH22S) == len({one.name for one in CATCH22S})


def test_no_word_blames_a_person() -> None:
    for text in texts_of(CATCH22S):
        assert not BLAMES.search(text), text


@pytest.mark.parametrize(
    ("half", "criterion", "bites"),
    [
        (("substance-use", "excludes", "drugs-current"), rule("substance-use", "excludes", "drugs-current"), True),
        (("substance-use", "excludes", "drugs-current"), rule("substance-use", "requires", "drugs-current"), False),
        (("substance-use", "excludes", "drugs-current"), rule("mental-health", "excludes", "crisis"), False),
        (("housing", "requires", "rough-sleeping"), rule("housing", "requires", "rough-sleeping"), True),
        (("housing", "requires", "rough-sleeping"), rule("housing", "requires", "rough-sleeping", "hostel"), False),
        (("housing", "requires", "rough-sleeping"), rule("housing", "requires"), False),
        (("area", "requires", "local-connection"), rule("area", "requires", "Lambeth", note="Local-connection"), True),
        (("area", "requires", "local-connection"), rule("area", "requires", "Lambeth", note="lives-in"), False),
        (("area", "requires", "local-connection"), rule("area", "requires", "Lambeth"), False),
    ],
)
def test_a_rule_is_half_of_a_loop_where_it_shuts_out_or_takes_nobody_else(
    *, half: tuple[str, str, str], criterion: Criterion, bites: bool
) -> None:
    facet, kind, value = half
    assert Half(facet, kind, (value,), ()).is_rule(criterion) is bites


def test_a_loop_bites_on_the_listing_whose_rule_is_half_of_it() -> None:
    refuge, no_use = BY_ID["refuge-excludes-substance-use"].bites, rule("substance-use", "excludes", "drugs-current")
    assert refuge.on_listing(listing(no_use, types=("refuge", "women-only")))
    assert not refuge.on_listing(listing(no_use, types=("talking-therapy",)))
    assert not refuge.on_listing(listing(types=("refuge",)))
    assert refuge.on_rule(no_use, ("refuge",))
    assert not refuge.on_rule(no_use, ("hostel",))
    assert BY_ID["therapy-wants-abstinence"].bites.on_listing(listing(no_use, types=("talking-therapy",)))


def test_a_paper_or_a_stance_can_be_half_of_a_loop_too() -> None:
    identity, therapy = BY_ID["id-needs-address-address-needs-id"].bites, BY_ID["therapy-wants-abstinence"].bites
    assert identity.on_listing(listing(papers=("Passport or other ID",)))
    assert not identity.on_listing(listing(papers=("Hidden costs form",)))
    assert therapy.on_listing(listing(types=("talking-therapy",), stance="stabilise-first"))
    assert not therapy.on_listing(listing(types=("talking-therapy",), stance="integrated"))
    assert {"stance", "substance-use"} == therapy.facets


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rule = "excludes"', 'rule = "prefers"', "catch-22 1, half 1: 'rule' is 'prefers'; allowed are requires"),
        ('rule = "says"', 'rule = "requires"', "catch-22 1, half 3: 'rule' is 'requires'; allowed are says"),
        ('values = ["abstinent", "none"]', "values = []", "catch-22 1, half 2: 'values' is empty"),
        ("psychosis-crack-cannabis = [1, 2]", "psychosis-crack-cannabis = '1'", "must be a list of whole numbers"),
        ("psychosis-crack-cannabis = [1, 2]", "psychosis-crack-cannabis = []", "must be a list of whole numbers"),
        ("[catch-22.steps]", "[catch-22.stairs]", "catch-22 1: unknown key 'stairs'"),
        ("[[catch-22]]", "[[trap]]", "not a readable TOML file"),
        ('id = "su-wants-stability-first"', 'id = "mh-wants-less-substance-first"', "the id is there twice"),
        ('name = "Mental', 'label = "Mental', "catch-22 1: unknown key 'label'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in refused(read_catch22s, copied(tmp_path, "catch-22s.toml", old, new))


def test_a_loop_that_bites_nowhere_is_refused(tmp_path: Path) -> None:
    path = copied(tmp_path, "catch-22s.toml", "", "")
    text = "[[catch-22]]\nid = 'a'\nname = 'A'\nloop = ['b', 'c']\nhow_to_break_it = 'D.'\nconfidence = 'unsourced'\n"
    path.write_text(text, encoding="utf-8")
    assert "catch-22 1: it bites nowhere" in refused(read_catch22s, path)


def test_a_file_that_is_not_there_is_a_plain_sentence(tmp_path: Path) -> None:
    reader: Any = read_catch22s
    assert "could not be read" in refused(reader, tmp_path / "catch-22s.toml")
