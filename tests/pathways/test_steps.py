"""The services that can take each step of a situation, in order, and what is said where none can."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.check import OUTCOMES, Answers, Check
from navigator.check.guidance import read_guidance
from navigator.directory.form import ListingForm
from navigator.find import Search
from navigator.pathways import Catch22, Pathways, Situation, Step, StepView
from navigator.pathways.catch22s import Bites, read_catch22s
from navigator.pathways.situations import read_situations
from navigator.pathways.steps import FRAMEWORK, MOST, NOBODY, Follower, by_number
from tests.check.conftest import Connect
from tests.check.generated import VOCABULARY, answers
from tests.find.conftest import AT, MakeListing
from tests.pathways.opened import QUESTIONS, covers, running

ALL = 1_000
SITUATIONS = read_situations()
IDS = [situation.id for situation in SITUATIONS]
GUIDANCE = read_guidance().guidance
MAN = Answers().with_values("gender", ["man"])
WOMEN = {"facet": "gender", "rule": "requires", "strength": "hard", "values": ["woman"], "source": 1}


def step(types: tuple[str, ...] = ("hostel",), needs: tuple[str, ...] = ("housing",), **more: Any) -> Step:
    least: dict[str, Any] = {
        "n": 1, "role": "Worker", "do": "Do it.", "hand_over": "To them.", "if_refused": "Ask.", "risk_of_gap": "None.",
        "sources": (), "confidence": "unsourced", "scope": "", "lane": "housing", "guidance": (),
    }  # fmt: skip
    return Step(types=types, needs=needs, **(least | more))


@pytest.fixture
def follow(connect: Connect) -> Callable[..., StepView]:
    """One step over some listings, for somebody."""

    def over(one: Step, *forms: ListingForm, said: Answers = NOBODY, catch22s: tuple[Catch22, ...] = ()) -> StepView:
        connection = connect(*forms)
        search = Search(connection, AT)
        now = Check(search, connection, VOCABULARY, QUESTIONS, AT).now()
        situation = Situation("it", "It", "It starts.", (one,), (), ())
        return Follower(search, VOCABULARY, GUIDANCE, catch22s).follow(situation, now, said).steps[0]

    return over


def names(view: StepView) -> list[str]:
    return [one.line.name.text for one in view.services]


# The shipped directory ------------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(said=answers(), situation=st.sampled_from(SITUATIONS))
def test_every_service_that_can_take_a_step_stands_beside_it_once(
    shipped_connection: sqlite3.Connection, shipped: tuple[Check, Pathways], said: Answers, situation: Situation
) -> None:
    check, pathways = shipped
    view = pathways.situation(situation.id, said, ALL)
    assert view.boroughs == (tuple(sorted(said.of("area")[0])) or ("Lambeth", "Lewisham", "Southwark"))
    for found in view.steps:
        able = {
            one.id
            for one in running(shipped_connection)
            if not set(found.step.types).isdisjoint(one.service_types)
            and not set(found.step.needs).isdisjoint(one.needs)
            and any(covers(one, borough) for borough in view.boroughs)
        }
        ids = [one.line.id for one in found.services]
        assert len(ids) == len(set(ids)) == found.total
        assert set(ids) == able
        refused = [one.outcome == OUTCOMES[-1] for one in found.services]
        assert refused == sorted(refused)
        assert found.refused == sum(refused)
        taking = [one for one in found.services if one.outcome != OUTCOMES[-1]]
        assert [one.local for one in taking] == sorted((one.local for one in taking), reverse=True)
        assert (found.gap is None) == any(one.local for one in taking)
        for one in found.services[:2]:
            card = check.detail(one.line.id, said).card
            assert (one.outcome, one.because) == ((card.outcome, card.because) if said != NOBODY else ("", ""))
    assert "You said" not in repr(view)


@pytest.mark.parametrize("situation", IDS)
def test_the_first_of_them_are_shown(shipped: tuple[Check, Pathways], situation: str) -> None:
    few, every = (shipped[1].situation(situation, MAN, most) for most in (MOST, ALL))
    for some, all_of_them in zip(few.steps, every.steps, strict=True):
        assert some.services == all_of_them.services[:MOST]
        assert (some.total, some.refused, some.gap) == (all_of_them.total, all_of_them.refused, all_of_them.gap)
        assert all(one.way_in for one in some.services)


@pytest.mark.parametrize("situation", SITUATIONS, ids=IDS)
def test_what_bites_and_what_to_quote_stand_with_each_step(
    shipped: tuple[Check, Pathways], situation: Situation
) -> None:
    view = shipped[1].situation(situation.id)
    assert view.situation == situation
    for one, found in zip(situation.steps, view.steps, strict=True):
        assert found.step == one
        assert tuple(piece.id for piece in found.quotes) == one.guidance
        assert all((situation.id, one.n) in loop.bites.steps for loop in found.catch_22s)
    bites = {loop.id for loop in read_catch22s() for name, _ in loop.bites.steps if name == situation.id}
    assert {loop.id for loop in view.catch_22s} == bites


def test_what_somebody_came_for_does_not_narrow_a_step(shipped: tuple[Check, Pathways]) -> None:
    _, pathways = shipped
    plain, came = (pathways.situation(IDS[0], Answers(needs=needs)) for needs in ((), ("food",)))
    assert [one.total for one in plain.steps] == [one.total for one in came.steps]


# Small directories ----------------------------------------------------------------------------------------------------


def test_a_step_that_nobody_takes_says_so_and_whom_to_ask(
    follow: Callable[..., StepView], listing: MakeListing
) -> None:
    other = listing("Other", service_types=["advice"], needs=["housing"], areas=["Lambeth"])
    gone = listing("Gone", service_types=["hostel"], needs=["housing"], areas=["Lambeth"], status="closed")
    view = follow(step(), other, gone)
    assert (view.services, view.total) == ((), 0)
    assert view.gap is not None
    assert view.gap.kind == "nobody"
    assert view.gap.text.startswith("No service in this directory takes this step in Lambeth. That is a gap")
    assert "commissioners" in view.gap.text
    assert view.gap.ask is None
    spoken_of = follow(step(needs=("alcohol",)), other).gap
    assert spoken_of is not None
    assert spoken_of.ask is not None
    assert (spoken_of.ask.id, spoken_of.ask.confidence) == (FRAMEWORK, "seen")


def test_a_directory_of_nowhere_has_gaps_too(follow: Callable[..., StepView]) -> None:
    gap = follow(step()).gap
    assert gap is not None
    assert "takes this step in any borough." in gap.text


def test_services_that_say_no_come_last_with_their_reason(
    follow: Callable[..., StepView], listing: MakeListing
) -> None:
    facts = {"service_types": ["hostel"], "needs": ["housing"], "areas": ["Lambeth"]}
    women = listing("A Womens House", eligibility=[WOMEN], referral_routes=["drop-in"], **facts)
    anyone = listing("Open House", open_access=True, **facts)
    view = follow(step(), women, anyone, said=MAN)
    assert names(view) == ["Open House", "A Womens House"]
    assert view.services[-1].because == "Only for: women. You said: man."
    assert (view.total, view.refused, view.gap) == (2, 1, None)
    refused = follow(step(), women, said=MAN).gap
    assert refused is not None
    assert refused.kind == "refused"
    assert follow(step(), women).gap is None
    assert follow(step(), women).services[0].outcome == ""


def test_local_services_come_first_and_a_service_from_afar_leaves_a_gap(
    follow: Callable[..., StepView], listing: MakeListing
) -> None:
    facts = {"service_types": ["hostel"], "needs": ["housing"], "open_access": True}
    line = listing("Line", areas=["UK"], referral_routes=["drop-in"], **facts)
    silent = listing("Silent", referral_routes=["drop-in"], **facts)
    near = listing("Near", areas=["Lambeth"], referral_routes=["gp"], **facts)
    asks = listing("Asks", areas=["Lambeth"], service_types=["hostel"], needs=["housing"])
    elsewhere = listing("Elsewhere", areas=["Camden"], **facts)
    lambeth = Answers().with_values("area", ["Lambeth"])
    view = follow(step(), line, silent, near, asks, elsewhere, said=lambeth)
    assert names(view)[:2] == ["Near", "Asks"]
    assert set(names(view)[2:]) == {"Line", "Silent"}
    assert view.gap is None
    far = follow(step(), line, elsewhere, said=lambeth)
    assert names(far) == ["Line"]
    assert far.gap is not None
    assert far.gap.kind == "far"
    assert far.gap.text.startswith("No service of Lambeth takes this step: only services for a wider area do.")


def test_more_of_the_step_and_then_both_needs_together_come_first(
    follow: Callable[..., StepView], listing: MakeListing
) -> None:
    facts = {"service_types": ["drop-in"], "areas": ["Lambeth"], "open_access": True}
    stance = {"stance": "integrated", "note": "Both at once.", "source": 1}
    forms = [
        listing("One", needs=["alcohol"], **facts),
        listing("One Integrated", needs=["drugs"], dual_diagnosis=stance, **facts),
        listing("Two", needs=["alcohol", "drugs"], **facts),
    ]
    assert names(follow(step(("drop-in",), ("alcohol", "drugs")), *forms)) == ["Two", "One Integrated", "One"]


def test_what_only_a_hospital_refers_to_comes_after_what_anybody_can_reach(
    follow: Callable[..., StepView], listing: MakeListing
) -> None:
    facts = {"service_types": ["advice"], "areas": ["Lambeth"]}
    both = ["alcohol", "drugs"]
    hospital = listing("Ward Team", needs=both, referral_routes=["hospital"], **facts)
    worker = listing("Team", needs=both, referral_routes=["professional"], **facts)
    oneself = listing("House", needs=["alcohol"], referral_routes=["self"], **facts)
    far = listing("Line", service_types=["advice"], areas=["UK"], needs=both, referral_routes=["self"])
    view = follow(step(("advice",), ("alcohol", "drugs")), hospital, far, oneself, worker)
    assert names(view) == ["Team", "House", "Ward Team", "Line"]


def test_nothing_is_quoted_that_was_not_written_for_somebody_so_young(follow: Callable[..., StepView]) -> None:
    pieces = tuple(piece.id for piece in GUIDANCE)
    young = min(piece.from_age for piece in GUIDANCE if piece.from_age) - 1
    one = step(guidance=pieces)
    assert tuple(piece.id for piece in follow(one).quotes) == pieces
    quoted = follow(one, said=Answers(age=young)).quotes
    assert quoted == tuple(piece for piece in GUIDANCE if not piece.from_age)
    assert len(quoted) < len(pieces)


def test_a_loop_stands_only_with_the_steps_it_bites_on(follow: Callable[..., StepView]) -> None:
    loops = [
        Catch22(f"loop-{n}", "Loop", ("a", "b"), "Break it.", (), (), "seen", "", Bites((("it", n),), (), ()))
        for n in (1, 2)
    ]
    assert [one.id for one in follow(step(), catch22s=tuple(loops)).catch_22s] == ["loop-1"]


@given(sets=st.lists(st.integers(0, 255), max_size=4))
def test_services_are_told_apart_by_how_many_sets_they_are_in(sets: list[int]) -> None:
    tiers = by_number(sets)
    assert len(tiers) == len(sets)
    for bit in range(8):
        held = sum(some >> bit & 1 for some in sets)
        assert [tier >> bit & 1 for tier in tiers] == [held == count for count in range(len(sets), 0, -1)]
