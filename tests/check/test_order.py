"""The order of services that stand alike."""

from typing import Any

import pytest

from navigator.check import Answers, Outcome
from tests.check.conftest import OpenCheck
from tests.find.conftest import MakeListing

BOTH = Answers().with_values("mental-health", ["severe-illness"]).with_values("substance-use", ["drugs-current"])
OPEN = {"open_access": True, "referral_routes": ["self"]}
MEETS: Outcome = "meets-rules"


def requires(facet: str, *values: str, rule: str = "requires", **more: Any) -> dict[str, Any]:
    return {"facet": facet, "rule": rule, "strength": "hard", "values": list(values), "source": 1} | more


@pytest.fixture
def ordered(open_check: OpenCheck, listing: MakeListing) -> Any:
    """The names of services with these facts, best first, for somebody who gave some answers."""

    def order(
        *facts: dict[str, Any], said: Answers = Answers(), outcome: Outcome = MEETS, **more: Any  # noqa: B008
    ) -> list[str]:
        check = open_check(*(listing(**one) for one in facts), **more)
        return [one.listing.name for one in check.each(said, outcome)]

    return order


def test_what_can_be_reached_sooner_comes_first(ordered: Any) -> None:
    for_men = [requires("gender", "man")]
    assert ordered(
        {"name": "Prison", "referral_routes": ["prison"], "eligibility": for_men},
        {"name": "Worker", "referral_routes": ["professional"], "eligibility": for_men},
        {"name": "Line", **OPEN, "service_types": ["helpline"], "delivery": ["phone"]},
        {"name": "Yourself", **OPEN},
        {"name": "Door", "open_access": True, "referral_routes": ["drop-in"]},
        said=Answers().with_values("gender", ["man"]),
    ) == ["Door", "Yourself", "Line", "Worker", "Prison"]


def test_what_is_said_to_someone_with_both_needs_counts_only_for_them(ordered: Any) -> None:
    places = [
        {"name": f"{number} {stance}", **OPEN, "dual_diagnosis": {"stance": stance}}
        for number, stance in enumerate(
            ["excludes", "stabilise-first", "not-stated", "joint-working", "accepts", "integrated"]
        )
    ]
    best = [place["name"] for place in reversed(places)]
    assert ordered(*places, said=BOTH) == best
    assert ordered(*places) == best[::-1]
    assert ordered(*places, said=BOTH.without("substance-use").with_values("substance-use", ["none"])) == best[::-1]


def test_those_who_put_somebody_first_come_first(ordered: Any) -> None:
    veterans = requires("identity", "veteran", rule="prioritises")
    young = requires("age", rule="prioritises", values=[], max=25)
    local = requires("area", "Lambeth", rule="prioritises")
    places = [{"name": "A", **OPEN}] + [
        {"name": name, **OPEN, "eligibility": [rule]} for name, rule in (("B", veterans), ("C", young), ("D", local))
    ]
    assert ordered(*places) == ["A", "B", "C", "D"]
    assert ordered(*places, said=Answers(age=25))[0] == "C"
    assert ordered(*places, said=Answers(age=26))[0] == "A"
    assert ordered(*places, said=Answers().with_values("identity", ["veteran"]))[0] == "B"
    assert ordered(*places, said=Answers().with_values("area", ["Lambeth"]))[0] == "D"


def test_fewer_things_to_ask_come_first(ordered: Any) -> None:
    asks = [requires("gender", "man"), requires("family", "pregnant"), requires("identity", "veteran")]
    may_refuse = requires("gender", "woman", strength="contested")
    assert ordered(
        {"name": "Three", **OPEN, "eligibility": asks},
        {"name": "Two", **OPEN, "eligibility": asks[:2]},
        {"name": "One", **OPEN, "eligibility": [requires("gp", "not-registered")]},
        said=Answers(),
        outcome="worth-asking",
    ) == ["One", "Two", "Three"]
    assert ordered(
        {"name": "Asks two", **OPEN, "eligibility": [requires("gp", "not-registered"), asks[1]]},
        {"name": "May refuse", **OPEN, "eligibility": [may_refuse]},
        said=Answers().with_values("gender", ["man"]),
        outcome="worth-asking",
    ) == ["May refuse", "Asks two"]


def test_what_is_mainly_for_what_somebody_came_for_comes_before_what_is_nearer_to_hand(ordered: Any) -> None:
    places = [
        {"name": "Also food", "open_access": True, "referral_routes": ["drop-in"], "needs": ["housing", "food"]},
        {"name": "Food first", **OPEN, "needs": ["food", "housing"]},
    ]
    assert ordered(*places, said=Answers(needs=("food",))) == ["Food first", "Also food"]
    assert ordered(*places, said=Answers(needs=("housing",))) == ["Also food", "Food first"]
    assert ordered(*places, said=Answers(needs=("housing", "food"))) == ordered(*places) == ["Also food", "Food first"]


def test_less_to_ask_comes_before_what_can_be_reached_sooner(ordered: Any) -> None:
    one, two = requires("gp", "not-registered"), requires("family", "pregnant")
    assert ordered(
        {"name": "Door", "open_access": True, "referral_routes": ["drop-in"], "eligibility": [one, two]},
        {"name": "Worker", "referral_routes": ["professional"], "eligibility": [one]},
        outcome="worth-asking",
    ) == ["Worker", "Door"]


def test_a_hard_rule_unmet_comes_last_though_anyone_may_apply(ordered: Any) -> None:
    assert ordered(
        {"name": "Council", "anyone_may_apply": True, "referral_routes": ["drop-in"], "needs": ["housing"],
         "eligibility": [requires("gender", "woman")]},
        {"name": "Asks two", **OPEN, "needs": ["food", "housing"],
         "eligibility": [requires("gp", "not-registered"), requires("family", "pregnant")]},
        said=Answers(needs=("housing",)).with_values("gender", ["man"]),
        outcome="worth-asking",
    ) == ["Asks two", "Council"]  # fmt: skip


def test_what_nobody_has_to_say_is_nothing_to_ask(open_check: OpenCheck, listing: MakeListing) -> None:
    every = requires("recourse", "public-funds", "no-recourse", "asylum-seeking", "refugee")
    check = open_check(
        listing("Told", referral_routes=["professional"], eligibility=[requires("gender", "man")]),
        listing("Any status", **OPEN, eligibility=[every]),
        listing("Asks", open_access=True, referral_routes=["drop-in"], eligibility=[requires("gp", "not-registered")]),
    )
    to_try, worth_asking, _ = check.view(Answers().with_values("gender", ["man"])).groups
    assert [card.line.name.text for card in to_try.places] == ["Any status", "Told"]
    assert [card.line.name.text for card in worth_asking.places] == ["Asks"]


def test_an_open_place_comes_after_those_whose_rules_are_met_until_the_borough_is_said(
    open_check: OpenCheck, listing: MakeListing
) -> None:
    check = open_check(
        listing("Local door", open_access=True, referral_routes=["drop-in"], areas=["Lambeth"]),
        listing("Told", referral_routes=["professional"], eligibility=[requires("gender", "man")]),
    )
    man = Answers().with_values("gender", ["man"])
    in_lambeth = man.with_values("area", ["Lambeth"])
    for said, names in ((man, ["Told", "Local door"]), (in_lambeth, ["Local door", "Told"])):
        assert [card.line.name.text for card in check.view(said).groups[0].places] == names


def test_the_local_ones_come_before_the_wide(ordered: Any) -> None:
    said = Answers().with_values("area", ["Lambeth"])
    places = [
        {"name": name, **OPEN, "areas": areas}
        for name, areas in (("A", ["UK"]), ("B", ["England"]), ("C", ["London"]), ("D", ["Lambeth"]))
    ]
    assert ordered(*places, said=said) == ["D", "C", "B", "A"]


def test_then_the_latest_checked_then_the_newest_page_then_the_name(ordered: Any) -> None:
    pages = [{"number": 1, "title": "Their page", "page_date": "2026-01"}]
    assert ordered(
        {"name": "Bay", **OPEN},
        {"name": "Ark", **OPEN},
        {"name": "New page", **OPEN, "sources": pages},
        {"name": "Checked", **OPEN},
        {"name": "Checked later", **OPEN},
        checked={"checked": "2026-01-05", "checked-later": "2026-06-05"},
    ) == ["Checked later", "Checked", "New page", "Ark", "Bay"]


def test_many_that_are_alike_are_in_the_same_order_as_few(ordered: Any) -> None:
    names = [f"Place {number:03}" for number in range(450)]
    assert ordered(*({"name": name, **OPEN} for name in reversed(names))) == names
