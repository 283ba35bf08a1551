from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check import Answers, read_questions
from navigator.refer.before import Before, before
from navigator.refer.cautions import Caution
from navigator.refer.pairs import clash_of
from navigator.refer.refer import Refer
from navigator.refer.ways import WORKER_WAYS
from tests.find.conftest import MakeListing
from tests.refer.opened import OpenRefer, facts_of, rule, stops

RULES_OUT = read_questions().rules_out

Pair = Callable[..., tuple[list[Caution], list[Caution]]]


def ages(least: int | None, most: int | None) -> dict[str, Any]:
    return {"facet": "age", "rule": "requires", "min": least, "max": most, "strength": "hard", "source": 1}


def seen(refer: Refer, *ids: str) -> tuple[Before, ...]:
    return before(stops(*ids), facts_of(refer, *ids), WORKER_WAYS)


@pytest.fixture
def pair(open_refer: OpenRefer, listing: MakeListing) -> Pair:
    """The cautions about two services at once, for each of them, where each has one rule."""

    def of(here: dict[str, Any], there: dict[str, Any], **both: Any) -> tuple[list[Caution], list[Caution]]:
        refer = open_refer(listing("Here", eligibility=[here], **both), listing("There", eligibility=[there], **both))
        one, other = ([each for each in it.cautions if each.kind == "pair"] for it in seen(refer, "here", "there"))
        return one, other

    return of


def test_one_that_is_gone_is_told_in_its_place(shipped_refer: Refer) -> None:
    first, lost, last = seen(shipped_refer, "samaritans", "no-such-service", "streetlink")
    assert (first.name, last.name) == ("Samaritans", "StreetLink")
    assert lost.gone
    assert lost.headline == "Do not send yet: no-such-service is no longer in the directory"
    assert not lost.ring
    assert not lost.asks


def test_whom_to_ring_and_whether_it_can_be_used_now(shipped_refer: Refer) -> None:
    (found,) = seen(shipped_refer, "manna-society-day-centre")
    assert [part.text for part in found.ring if part.kind == "phone"] == ["020 7403 1931", "020 7357 9363"]
    assert found.opening == "Walk in now, until 13:30"


def test_one_that_has_closed_is_told_once(open_refer: OpenRefer, listing: MakeListing) -> None:
    (found,) = seen(open_refer(listing("Here", status="closed")), "here")
    assert not found.opening
    assert [one.kind for one in found.cautions] == ["closed"]


@pytest.mark.parametrize(
    ("service", "discreet"),
    [("refuge-southwark", True), ("spires-streetlink", True), ("kch-havens-camberwell", True), ("samaritans", False)],
)
def test_a_name_that_may_put_somebody_at_risk_is_marked(shipped_refer: Refer, service: str, *, discreet: bool) -> None:
    assert seen(shipped_refer, service)[0].discreet is discreet


def test_two_that_nobody_fits_say_so_of_each_other(pair: Pair) -> None:
    here, there = pair(rule("substance-use", ["alcohol-current"]), rule("substance-use", ["abstinent"]))
    assert here[0].says == (
        "This and There rule each other out at any one time. "
        "Here: Only for: drinking now. There: Only for: not drinking or using."
    )
    assert there[0].says.startswith("This and Here rule each other out at any one time.")
    assert (here[0].grade, here[0].label, here[0].source) == ("first", "Not both", "Their page, June 2024")


def test_a_rule_that_bends_leaves_room(pair: Pair) -> None:
    drinking = ["alcohol-current"]
    here, _ = pair(rule("substance-use", drinking), rule("substance-use", drinking, "discretionary", "excludes"))
    assert here[0].grade == "know"
    assert "usually rule each other out" in here[0].says


NEVER_BOTH = (
    (rule("gender", ["woman"]), rule("gender", ["man"])),
    (rule("housing", ["rough-sleeping"]), rule("housing", ["hostel", "settled"])),
    (ages(16, 25), ages(26, None)),
    (rule("area", ["Lambeth"], note="lives-in"), rule("area", ["Southwark"], note="lives-in: now")),
    (rule("risk", ["arson"]), rule("risk", ["arson", "weapons"], how="excludes")),
)
MAY_BE_BOTH = (
    (rule("gender", ["woman"]), rule("gender", ["trans", "non-binary"])),
    (rule("housing", ["rough-sleeping", "hostel"]), rule("housing", ["hostel", "settled"])),
    (rule("substance-use", ["alcohol-current", "opioid-prescription"]), rule("substance-use", ["abstinent"])),
    (rule("substance-use", ["alcohol-current"]), rule("substance-use", ["alcohol-current"], "contested", "excludes")),
    (rule("mental-health", ["crisis", "undiagnosed"]), rule("mental-health", ["crisis"], how="excludes")),
    (ages(16, 25), ages(25, None)),
    (rule("area", ["Lambeth"], note="lives-in"), rule("area", ["Southwark"], note="lives-in or gp-in")),
    (rule("area", ["Lambeth"], note="local-connection"), rule("area", ["Southwark"], note="local-connection")),
    (rule("area", ["Lambeth"]), rule("area", ["Lambeth"], how="excludes")),
    (rule("recourse", ["no-recourse"]), rule("gender", ["man"])),
)


def test_no_more_is_claimed_than_the_rules_say(open_refer: OpenRefer, listing: MakeListing) -> None:
    pairs = [*NEVER_BOTH, *MAY_BE_BOTH]
    forms = [
        listing(f"{side} {n}", eligibility=[each])
        for n, both in enumerate(pairs)
        for side, each in zip("AB", both, strict=True)
    ]
    read = facts_of(open_refer(*forms), *(form.id for form in forms))
    found = [clash_of(one, other, RULES_OUT) for one, other in zip(read[::2], read[1::2], strict=True)]
    assert [clash is not None and clash.hard for clash in found[: len(NEVER_BOTH)]] == [True] * len(NEVER_BOTH)
    assert found[len(NEVER_BOTH) :] == [None] * len(MAY_BE_BOTH)


def test_a_stay_at_one_that_closes_the_other(pair: Pair) -> None:
    outside = rule("housing", ["rough-sleeping"])
    here, there = pair(outside, outside, service_types=["hostel"])
    assert here[0].says.startswith("Once somebody stays here, There may no longer take them.")
    assert (here[0].grade, there[0].grade) == ("know", "know")


def test_two_that_may_send_somebody_to_and_fro(open_refer: OpenRefer, listing: MakeListing) -> None:
    minds = listing(
        "Minds",
        needs=["mental-health"],
        eligibility=[rule("substance-use", ["drugs-current"], "contested", "excludes")],
    )
    drugs = listing(
        "Drugs", needs=["drugs"], eligibility=[rule("mental-health", ["severe-illness"], "contested", "excludes")]
    )
    for found in seen(open_refer(minds, drugs), "minds", "drugs"):
        (one,) = (each for each in found.cautions if each.kind == "pair")
        assert "may each send somebody with both needs to the other" in one.says
        assert one.do == "Ask the two of them for a joint appointment."


def test_what_answers_say_no_to_already_is_not_said_twice(shipped_refer: Refer) -> None:
    ids = ("phoenix-futures-knatchbull-road", "equinox-aspinden-wood-centre")
    sober = Answers(yes=frozenset({("substance-use", "abstinent")}))
    for found in before(stops(*ids), facts_of(shipped_refer, *ids, answers=sober), WORKER_WAYS):
        assert "pair" not in [one.kind for one in found.cautions]


def test_a_closed_service_rules_nothing_out(shipped_refer: Refer) -> None:
    for found in seen(shipped_refer, "hope-house-clapham", "equinox-aspinden-wood-centre"):
        assert "pair" not in [one.kind for one in found.cautions]


def test_shipped_pairs(shipped_refer: Refer) -> None:
    dry, wet = seen(shipped_refer, "phoenix-futures-knatchbull-road", "equinox-aspinden-wood-centre")
    assert "Not both" in {one.label for one in dry.cautions} & {one.label for one in wet.cautions}
    for found in seen(shipped_refer, "samaritans", "streetlink", "manna-society-day-centre", "cgl-southwark"):
        assert "pair" not in [one.kind for one in found.cautions]


@given(st.data())
def test_a_clash_is_a_clash_from_either_side(shipped_refer: Refer, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from(SOME), min_size=2, max_size=2, unique=True))
    one, other = facts_of(shipped_refer, *ids)
    here, there = clash_of(one, other, RULES_OUT), clash_of(other, one, RULES_OUT)
    assert (here is None) == (there is None)
    if here and there:
        assert here.hard == there.hard


SOME = (
    "equinox-aspinden-wood-centre",
    "phoenix-futures-knatchbull-road",
    "maytree-respite-centre",
    "mens-advice-line",
    "gaia-centre-lambeth",
    "refuge-athena-lewisham",
    "slam-crisis-recovery-houses",
    "slam-lewisham-talking-therapies",
    "lambeth-swep",
    "three-boroughs-hostel-nursing",
)
