import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navigator.check import Answers, Check, read_questions
from navigator.directory.form import ListingForm
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.find import Search
from navigator.pathways.loops import NOT_TOGETHER, ROUND, THEIR_CHOICE
from navigator.pathways.routes import MOST_ROUTES, Route, Ways, WaysIn
from navigator.pathways.search import MOST_STEPS
from tests.check.conftest import Connect
from tests.find.conftest import AT, MakeListing

QUESTIONS = read_questions()
NOBODY = "No service listed here that helps with that takes this person."
GP, SEEN_BY_A_TEAM, FUNDS = "registered-locally", "under-secondary-care", "public-funds"
WORSE = re.compile(
    r"\b(stop|quit|give up|come off|abstain\w*|abstinen\w*|sober|detox\w*|sleep rough|worse)\b", re.IGNORECASE
)
NOT_REGISTERED = Answers().with_values("gp", ["not-registered"])
SLEEPS_ROUGH = NOT_REGISTERED.with_values("housing", ["rough-sleeping"])


class Place:
    """A directory of some listings, the ways in through it, and Check over it."""

    def __init__(self, connection: Any) -> None:
        labels, search = read_labels(connection), Search(connection, AT)
        self.check = Check(search, connection, labels, QUESTIONS, AT)
        now = self.check.now()
        self.ways = Ways(connection, now.services, now.doors, labels, QUESTIONS)

    def to(self, service_id: str, answers: Answers) -> WaysIn:
        return self.ways.to(service_id, answers)


OpenPlace = Callable[..., Place]


@pytest.fixture(scope="session")
def open_place(connect: Connect) -> OpenPlace:
    return lambda *forms: Place(connect(*forms))


def rule(facet: str, *values: str, kind: str = "requires", strength: str = "hard", **more: Any) -> dict[str, Any]:
    return {"facet": facet, "rule": kind, "strength": strength, "values": list(values), "source": 1, **more}


def target(
    listing: MakeListing, *rules: dict[str, Any], routes: tuple[str, ...] = ("self",), **facts: Any
) -> ListingForm:
    return listing("Night Stop", referral_routes=list(routes), eligibility=list(rules), **facts)


def practice(
    listing: MakeListing, *rules: dict[str, Any], name: str = "High Street Practice", **facts: Any
) -> ListingForm:
    least = {"service_types": ["primary-care"], "needs": ["physical-health"], "referral_routes": ["self"]}
    return listing(name, eligibility=list(rules), **(least | facts))


def council(listing: MakeListing, **facts: Any) -> ListingForm:
    least = {"service_types": ["assessment"], "needs": ["homelessness"], "anyone_may_apply": True}
    return listing("Housing Options", **(least | facts))


def hostel(listing: MakeListing, *rules: dict[str, Any]) -> ListingForm:
    return listing("Mill Hostel", service_types=["hostel"], referral_routes=["self"], eligibility=list(rules))


def team(listing: MakeListing, *rules: dict[str, Any], routes: tuple[str, ...] = ("self",)) -> ListingForm:
    facts = {"service_types": ["community-mental-health"], "needs": ["mental-health"], "referral_routes": list(routes)}
    return listing("Harbour Team", eligibility=list(rules), **facts)


def ids(route: Route) -> list[str]:
    return [step.id for step in route.steps]


def outcome(place: Place, service_id: str, answers: Answers) -> str:
    return place.check.detail(service_id, answers).card.outcome


def replays(place: Place, found: WaysIn, route: Route, said: Answers) -> bool:
    """Whether Check lets somebody into each place on a route as they come to it, and at the end of it."""
    for step in route.steps:
        if outcome(place, step.id, said) == "says-no":
            return False
        if step.gives:
            facet, value = step.gives
            others = () if QUESTIONS.question(facet).one_answer else said.of(facet)[0] - {"none"}
            said = said.with_values(facet, {value, *others}, said.of(facet)[1])
    return outcome(place, found.id, said) != "says-no"


def test_a_service_for_local_patients_is_reached_through_a_practice(
    open_place: OpenPlace, listing: MakeListing
) -> None:
    place = open_place(target(listing, rule("gp", GP)), practice(listing))
    found = place.to("night-stop", NOT_REGISTERED)
    (route,) = found.routes
    (step,) = route.steps
    assert (step.id, step.gives, step.sure, route.sure) == ("high-street-practice", ("gp", GP), "usually", "usually")
    assert step.source
    assert not step.caution
    assert [finding.rule.facet for finding in found.blocked_by] == ["gp"]
    assert not found.loop
    assert not found.wall


def test_each_step_opens_the_next(open_place: OpenPlace, listing: MakeListing) -> None:
    not_outdoors = rule("housing", "rough-sleeping", kind="excludes")
    place = open_place(target(listing, rule("gp", GP)), practice(listing, not_outdoors), council(listing))
    found = place.to("night-stop", SLEEPS_ROUGH)
    assert [ids(route) for route in found.routes] == [["housing-options", "high-street-practice"]]
    assert found.routes[0].sure == "maybe"
    assert replays(place, found, found.routes[0], SLEEPS_ROUGH)


def test_there_are_up_to_three_with_different_services(open_place: OpenPlace, listing: MakeListing) -> None:
    practices = [practice(listing, name=f"Practice {name}") for name in ("Ash", "Birch", "Cedar", "Damson")]
    found = open_place(target(listing, rule("gp", GP)), *practices).to("night-stop", NOT_REGISTERED)
    assert len(found.routes) == MOST_ROUTES
    assert len({tuple(ids(route)) for route in found.routes}) == MOST_ROUTES


def test_another_service_is_named_where_only_one_of_two_ways_has_more(
    open_place: OpenPlace, listing: MakeListing
) -> None:
    indoors = rule("housing", "hostel", "temporary-accommodation")
    mills = [listing(f"Mill {n}", service_types=["hostel"], referral_routes=["self"]) for n in (1, 2, 3)]
    found = open_place(target(listing, indoors), council(listing), *mills).to("night-stop", SLEEPS_ROUGH)
    routes = [ids(route) for route in found.routes]
    assert len(routes) == MOST_ROUTES
    assert ["housing-options"] in routes


def test_the_shortest_comes_first_and_no_step_is_one_too_many(open_place: OpenPlace, listing: MakeListing) -> None:
    forms = target(listing, rule("gp", GP)), practice(listing), council(listing), hostel(listing), team(listing)
    found = open_place(*forms).to("night-stop", SLEEPS_ROUGH)
    assert [ids(route) for route in found.routes] == [["high-street-practice"]]


def test_a_practice_of_another_borough_is_none_of_there(open_place: OpenPlace, listing: MakeListing) -> None:
    forms = target(listing, rule("gp", GP), areas=["Lewisham"]), practice(listing, areas=["Lambeth"])
    found = open_place(*forms).to("night-stop", NOT_REGISTERED)
    assert not found.routes
    assert found.wall[0].startswith("Registering with a GP there could change this rule")


def test_who_has_a_gp_is_referred_by_them(open_place: OpenPlace, listing: MakeListing) -> None:
    seen = Answers().with_values("mental-health", ["common-problem"], [SEEN_BY_A_TEAM]).with_values("gp", [GP])
    place = open_place(target(listing, rule("mental-health", SEEN_BY_A_TEAM)), team(listing, routes=("gp",)))
    (route,) = place.to("night-stop", seen).routes
    assert [step.door for step in route.steps] == ["Their GP can refer them."]
    unseen = seen.with_values("gp", ["not-registered"])
    assert not place.to("night-stop", unseen).routes


def test_a_referral_is_a_step_where_people_are_only_taken_through_others(
    open_place: OpenPlace, listing: MakeListing
) -> None:
    forms = target(listing, rule("gp", GP), routes=("council",)), practice(listing), council(listing)
    routes = open_place(*forms).to("night-stop", NOT_REGISTERED).routes
    assert {tuple(ids(route)) for route in routes} == {
        ("high-street-practice", "housing-options"),
        ("housing-options", "high-street-practice"),
    }
    assert {route.door for route in routes} == {"Housing Options can refer them."}


def test_no_service_brings_a_referral_from_a_hospital(open_place: OpenPlace, listing: MakeListing) -> None:
    forms = target(listing, rule("gp", GP), routes=("hospital",)), practice(listing), council(listing)
    found = open_place(*forms).to("night-stop", NOT_REGISTERED)
    assert not found.routes
    assert found.wall == (
        "They only take people who are referred through a hospital. Nothing on the reviewed list brings that referral.",
    )


LOOP = {
    "night-stop": rule("gp", GP),
    "high-street-practice": rule("housing", "rough-sleeping", kind="excludes"),
    "mill-hostel": rule("gp", GP),
}


def looped(listing: MakeListing, without: set[str] = frozenset()) -> list[ListingForm]:  # type: ignore[assignment]
    stop, surgery, mill = ([one] if name not in without else [] for name, one in LOOP.items())
    return [target(listing, *stop), practice(listing, *surgery), hostel(listing, *mill)]


def test_rules_that_block_one_another_are_named(open_place: OpenPlace, listing: MakeListing) -> None:
    found = open_place(*looped(listing)).to("night-stop", SLEEPS_ROUGH)
    assert not found.routes
    *told, last = found.loop
    assert last == ROUND
    assert [line.partition(". ")[0] for line in told] == [
        "Night Stop",
        "For registering with a GP there: High Street Practice",
        "For a place in a hostel: Mill Hostel",
    ]
    assert {name for name, _ in found.loop_rules} == {"high-street-practice", "mill-hostel"}
    assert not found.wall


@pytest.mark.parametrize("without", [{"high-street-practice"}, {"mill-hostel"}])
def test_without_a_rule_of_the_loop_there_is_a_way(
    open_place: OpenPlace, listing: MakeListing, without: set[str]
) -> None:
    assert open_place(*looped(listing, without)).to("night-stop", SLEEPS_ROUGH).routes


def test_a_team_for_those_it_sees_already_is_a_loop_of_one(open_place: OpenPlace, listing: MakeListing) -> None:
    seen_already = rule("mental-health", SEEN_BY_A_TEAM)
    said = Answers().with_values("mental-health", ["severe-illness"], [SEEN_BY_A_TEAM])
    found = open_place(target(listing, seen_already), team(listing, seen_already)).to("night-stop", said)
    assert [name for name, _ in found.loop_rules] == ["harbour-team"]


def test_a_loop_with_an_age_in_it_is_a_wall(open_place: OpenPlace, listing: MakeListing) -> None:
    young = {"facet": "age", "rule": "requires", "strength": "hard", "max": 25, "source": 1}
    forms = target(listing, rule("gp", GP)), practice(listing, rule("gp", GP), young)
    found = open_place(*forms).to("night-stop", NOT_REGISTERED.with_age(40))
    assert not found.loop
    assert found.wall == (f"Registering with a GP there could change this rule: GP. {NOBODY}",)


def test_what_changes_one_rule_may_turn_another_against_somebody(open_place: OpenPlace, listing: MakeListing) -> None:
    outdoors = rule("housing", "rough-sleeping")
    not_outdoors = rule("housing", "rough-sleeping", kind="excludes")
    forms = target(listing, rule("gp", GP), outdoors), practice(listing, not_outdoors), council(listing)
    found = open_place(*forms).to("night-stop", SLEEPS_ROUGH)
    assert (found.routes, found.loop, found.wall) == ((), (), (NOT_TOGETHER,))


def test_a_rule_about_using_now_names_a_detox_only_as_a_choice_of_ones_own(
    open_place: OpenPlace, listing: MakeListing
) -> None:
    dry = rule("substance-use", "alcohol-current", kind="excludes")
    drinks = Answers().with_values("substance-use", ["alcohol-current"])
    found = open_place(target(listing, dry)).to("night-stop", drinks)
    assert found.routes == ()
    assert found.wall == (
        f"Going through another service does not change this rule: alcohol and drug use. {THEIR_CHOICE}",
    )


def test_an_age_is_a_wall_and_another_service_is_named(open_place: OpenPlace, listing: MakeListing) -> None:
    young = {"facet": "age", "rule": "requires", "strength": "hard", "max": 25, "source": 1}
    other = listing("Day Stop", phones=[{"number": "020 7000 0000"}])
    found = open_place(target(listing, young), other).to("night-stop", Answers(age=40))
    assert found.wall == ("Going through another service does not change this rule: age.",)
    assert [one.id for one in found.instead] == ["day-stop"]


@pytest.mark.parametrize(
    ("blocking", "said"),
    [
        (rule("substance-use", "abstinent"), ("substance-use", ["alcohol-current"], ["abstinent"])),
        (rule("substance-use", "drugs-current", kind="excludes"), ("substance-use", ["drugs-current"], [])),
        (rule("housing", "rough-sleeping"), ("housing", ["settled"], [])),
        (rule("housing", "temporary-accommodation"), ("housing", ["settled"], [])),
        (rule("housing", "hostel"), ("housing", ["supported-housing"], [])),
        (rule("mental-health", "crisis"), ("mental-health", ["common-problem"], ["crisis"])),
        (rule("mental-health", SEEN_BY_A_TEAM), ("mental-health", ["none"], [])),
        (rule("recourse", "no-recourse"), ("recourse", ["public-funds"], [])),
        (rule("gp", "not-registered"), ("gp", ["registered-locally"], [])),
        (rule("gender", "woman"), ("gender", ["man"], [])),
    ],
    ids=lambda given: "-".join(given["values"]) if isinstance(given, dict) else "",
)
def test_no_way_in_is_through_being_worse_off_giving_up_or_being_somebody_else(
    open_place: OpenPlace, listing: MakeListing, blocking: dict[str, Any], said: tuple[str, list[str], list[str]]
) -> None:
    detox = listing("Detox Unit", service_types=["detox"], needs=["substance-use"], referral_routes=["self"])
    others = detox, practice(listing), council(listing), hostel(listing), team(listing)
    found = open_place(target(listing, blocking), *others).to("night-stop", Answers().with_values(*said))
    assert found.blocked_by
    assert not found.routes
    assert not found.loop
    assert found.wall


def test_what_check_advises_is_said_where_no_service_can_promise_it(
    open_place: OpenPlace, listing: MakeListing
) -> None:
    said = Answers().with_values("mental-health", [], ["severe-illness"])
    (wall,) = open_place(target(listing, rule("mental-health", "severe-illness"))).to("night-stop", said).wall
    assert "Ask for a mental health assessment" in wall


def test_a_service_that_does_not_say_no_has_no_ways_in(open_place: OpenPlace, listing: MakeListing) -> None:
    found = open_place(target(listing, rule("gp", GP)), practice(listing)).to("night-stop", Answers())
    assert not found.says_no
    assert (found.routes, found.loop, found.wall, found.instead) == ((), (), (), ())


def test_a_closed_service_has_none_either(open_place: OpenPlace, listing: MakeListing) -> None:
    place = open_place(target(listing, rule("gp", GP), status="closed"), practice(listing))
    assert not place.to("night-stop", NOT_REGISTERED).says_no


def test_a_contested_rule_is_to_be_challenged(open_place: OpenPlace, listing: MakeListing) -> None:
    drinks = Answers().with_values("substance-use", ["alcohol-current"]).with_values("gp", ["not-registered"])
    contested = rule("substance-use", "alcohol-current", kind="excludes", strength="contested")
    place = open_place(target(listing, contested), practice(listing))
    found = place.to("night-stop", drinks)
    assert found.challenge
    assert not found.blocked_by
    both = open_place(target(listing, contested, rule("gp", GP)), practice(listing)).to("night-stop", drinks)
    assert both.challenge
    assert both.routes


def test_an_unknown_id_is_answered_with_the_nearest(open_place: OpenPlace, listing: MakeListing) -> None:
    with pytest.raises(NavigatorError, match=r"no listing 'nihgt-stop'. Did you mean night-stop\?"):
        open_place(target(listing)).to("nihgt-stop", Answers())


def test_nothing_that_was_said_is_in_a_repr(open_place: OpenPlace, listing: MakeListing) -> None:
    place = open_place(*looped(listing, {"mill-hostel"}))
    shown = repr(place.to("night-stop", SLEEPS_ROUGH.with_age(43))) + repr(place.ways)
    assert "WaysIn('night-stop')" in shown
    assert not re.search(r"rough|registered|hostel|43", shown)


CHANGE = [
    rule("gp", GP),
    rule("housing", "rough-sleeping", kind="excludes"),
    rule("housing", "hostel", "temporary-accommodation"),
    rule("mental-health", SEEN_BY_A_TEAM),
    rule("mental-health", "severe-illness", SEEN_BY_A_TEAM),
    rule("recourse", FUNDS),
    rule("recourse", "no-recourse", kind="excludes"),
]
NEVER = [
    rule("gp", "not-registered"),
    rule("housing", "rough-sleeping"),
    rule("substance-use", "abstinent"),
    rule("gender", "woman"),
]
KINDS: list[dict[str, Any]] = [
    {"service_types": ["primary-care"], "needs": ["physical-health"]},
    {"service_types": ["community-mental-health"], "needs": ["mental-health"]},
    {"service_types": ["advice"], "needs": ["immigration"]},
    {"service_types": ["assessment"], "needs": ["homelessness"], "anyone_may_apply": True},
    {"service_types": ["hostel"], "needs": ["homelessness"]},
    {"service_types": ["detox"], "needs": ["substance-use"]},
]
one_of = st.sampled_from
doors = st.lists(one_of(["self", "self", "professional", "gp", "council", "hospital"]), max_size=2, unique=True)
rules = st.lists(one_of(CHANGE), max_size=1)
seldom = one_of([[], [], [], [], *([one] for one in NEVER)])
people = st.builds(
    lambda gp, housing, health, recourse, substances: (
        Answers()
        .with_values("gp", [gp])
        .with_values("housing", [housing])
        .with_values("mental-health", [health], [SEEN_BY_A_TEAM])
        .with_values("recourse", [recourse])
        .with_values("substance-use", [substances], ["abstinent"])
    ),
    one_of(["not-registered", "not-registered", "registered-elsewhere", GP]),
    one_of(["rough-sleeping", "rough-sleeping", "sofa-surfing", "settled", "hostel"]),
    one_of(["severe-illness", "undiagnosed", "undiagnosed", "none"]),
    one_of(["no-recourse", "no-recourse", FUNDS]),
    one_of(["alcohol-current", "drugs-current"]),
)


@st.composite
def directories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What listings are made from, the first a service whose rules say no more often than not."""
    first: dict[str, Any] = {
        "name": "Night Stop",
        "eligibility": draw(st.lists(one_of(CHANGE), min_size=1, max_size=2)) + draw(seldom),
    }
    kinds = draw(st.lists(one_of(KINDS), min_size=3, max_size=7))
    rest = [{"name": f"Place {n}", "eligibility": draw(rules) + draw(seldom), **kind} for n, kind in enumerate(kinds)]
    every: list[dict[str, Any]] = [first, *rest]
    return [facts | {"referral_routes": draw(doors)} for facts in every]


BETTER = {
    ("gp", GP): {"not-registered", "registered-elsewhere"},
    ("housing", "temporary-accommodation"): {"rough-sleeping", "sofa-surfing", "at-risk"},
    ("housing", "hostel"): {"rough-sleeping"},
    ("mental-health", SEEN_BY_A_TEAM): {"severe-illness", "undiagnosed"},
    ("recourse", FUNDS): {"no-recourse"},
}
"""All that may be gained, and from what."""


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=directories(), said=people)
def test_ways_in_hold_whatever_the_rules(
    open_place: OpenPlace, listing: MakeListing, made: list[dict[str, Any]], said: Answers
) -> None:
    forms = [listing(**facts) for facts in made]
    place = open_place(*forms)
    found = place.to("night-stop", said)
    assert len(found.routes) <= MOST_ROUTES
    assert found.says_no == (outcome(place, "night-stop", said) == "says-no")
    assert bool(found.routes) + bool(found.loop) + bool(found.wall) == found.says_no
    lengths = [len(route.steps) for route in found.routes]
    assert all(1 <= length <= MOST_STEPS for length in lengths)
    for route in found.routes:
        assert replays(place, found, route, said)
        for step in route.steps:
            assert not WORSE.search(f"{step.changes} {step.do}")
            assert step.id != "night-stop"
            if step.gives:
                assert said.of(step.gives[0])[0] & BETTER[step.gives]
    again = replace(place.ways).to("night-stop", said)
    assert [ids(route) for route in again.routes] == [ids(route) for route in found.routes]
    assert (again.loop, again.wall) == (found.loop, found.wall)
    if found.loop:
        assert open_place(*map(listing_without(found), forms)).to("night-stop", said).routes


def listing_without(found: WaysIn) -> Callable[[ListingForm], ListingForm]:
    """Takes the rules of a loop from a listing, and who has to refer where that is one of them."""

    def changed(form: ListingForm) -> ListingForm:
        loop = [rule for name, rule in found.loop_rules if name == form.id]
        gone = {(one.facet, one.rule, one.values) for one in loop if one}
        left = [one for one in form.eligibility if (one.facet, one.rule, tuple(one.values)) not in gone]
        routes = ["self"] if None in loop else form.referral_routes
        return form.model_copy(update={"eligibility": left, "referral_routes": routes})

    return changed


def test_the_answers_are_those_of_the_person_afterwards(open_place: OpenPlace, listing: MakeListing) -> None:
    said = replace(SLEEPS_ROUGH, needs=("housing",))
    open_place(*looped(listing)).to("night-stop", said)
    assert said == replace(SLEEPS_ROUGH, needs=("housing",))
