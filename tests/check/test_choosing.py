"""The next question: what opens most doors, never what was declined, and nothing once you know enough."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.answers import OLDEST, Answers
from navigator.check.choosing import THREE, Aim, Chooser, Next
from navigator.check.engine import Engine
from navigator.check.questions import Questions
from navigator.check.rules import Rule, rules_of
from navigator.directory import Criterion, Listing
from navigator.directory.build import create
from tests.check.generated import PLACE, QUESTIONS, SCOPE, VALUES, answers, judged, known_of, listings

FACETS = [question.facet for question in QUESTIONS.questions]
SENSITIVE = {question.facet for question in QUESTIONS.questions if question.sensitive}
MOST_TOGETHER = 2

several = st.lists(listings(), min_size=1, max_size=6)
aims: st.SearchStrategy[Aim] = st.sampled_from(["places", "settle"])


class Room:
    """A few services, all for what the person came for, and the questions about them."""

    def __init__(self, engine: Engine, questions: Questions = QUESTIONS, unreachable: Sequence[int] = ()) -> None:
        self.engine = engine
        self.chooser = Chooser(engine, questions)
        self.places = engine.offered & ~sum(1 << key for key in unreachable)

    def next(self, said: Answers, aim: Aim = "places", *, safe: bool | None = True) -> Next | None:
        known = known_of(said)
        standing = self.engine.standing(known)
        return self.chooser.next(known, standing, self.engine.offered, self.places, aim=aim, safe=safe)

    def facet(self, said: Answers, aim: Aim = "places", *, safe: bool | None = True) -> str | None:
        found = self.next(said, aim, safe=safe)
        return found.facet if found else None

    def met(self, said: Answers) -> int:
        return (self.engine.standing(known_of(said)).meets_rules & self.places).bit_count()


OpenRoom = Callable[..., Room]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> OpenRoom:
    """Opens a room on a directory, in memory, that holds of some listings what decides an outcome."""
    path = tmp_path_factory.mktemp("schema") / "empty.sqlite"
    create(path)

    def open_room(*services: Listing, **more: Any) -> Room:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(path.read_bytes())
            for key, listing in enumerate(services, 1):
                write(connection, key, listing)
            return Room(Engine(connection, SCOPE), **more)

    return open_room


def write(connection: sqlite3.Connection, key: int, listing: Listing) -> None:
    connection.execute(
        "INSERT INTO service (key, id, organization_key, name, description, status, open_access, anyone_may_apply) "
        "VALUES (?, ?, 1, ?, '', ?, ?, ?)",
        (key, str(key), str(key), listing.status, listing.open_access, listing.anyone_may_apply),
    )
    areas = ((key, place, name) for place, name in enumerate(listing.areas))
    connection.executemany("INSERT INTO service_area VALUES (?, ?, ?)", areas)
    for position, each in enumerate(listing.eligibility):
        row = connection.execute(
            "INSERT INTO criterion (service_key, position, facet, rule, strength, minimum, maximum, source_key) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            (key, position, each.facet, each.rule, each.strength, each.minimum, each.maximum),
        ).lastrowid
        values = ((row, place, value) for place, value in enumerate(each.values))
        connection.executemany("INSERT INTO criterion_value VALUES (?, ?, ?)", values)


def service(*rules: Criterion) -> Listing:
    return replace(PLACE, eligibility=rules)


def only(facet: str, *values: str) -> Criterion:
    return Criterion(facet, "requires", "hard", values, None, None, None, 1)


HOSTEL, WOMEN, VETERANS = only("housing", "hostel"), only("gender", "woman"), only("identity", "veteran")
FLEEING = only("domestic-abuse", "current")
NOTHING = Answers()


# What is chosen


def test_the_question_that_most_places_wait_for_comes_first(room: OpenRoom) -> None:
    asked = room(service(HOSTEL), service(WOMEN), service(WOMEN)).next(NOTHING)
    assert asked is not None
    assert (asked.facet, asked.would_settle, asked.sensitive) == ("gender", 2, False)


def test_a_place_one_answer_away_counts_for_more_than_one_that_needs_several(room: OpenRoom) -> None:
    locals_in_hostels = service(only("gp", "registered-locally"), HOSTEL)
    assert room(service(WOMEN), locals_in_hostels, locals_in_hostels).facet(NOTHING) == "gender"
    assert room(locals_in_hostels, locals_in_hostels).facet(NOTHING) == "gp"


def test_of_questions_that_do_as_much_the_least_intrusive_comes_first_and_then_the_first_of_the_list(
    room: OpenRoom,
) -> None:
    either = service(only("gender", "woman", "man"))
    status = service(only("recourse", "public-funds", "no-recourse"))
    abuse = service(only("domestic-abuse", "current", "past"))
    turned = replace(QUESTIONS, questions=QUESTIONS.questions[::-1])
    for questions in (QUESTIONS, turned):
        assert room(either, status, questions=questions).facet(NOTHING) == "gender"
        assert room(abuse, either, questions=questions).facet(NOTHING) == "gender"
    assert room(status, abuse).facet(NOTHING) == "domestic-abuse"
    assert room(status, abuse, questions=turned).facet(NOTHING) == "recourse"


def test_three_places_are_enough_and_more_questions_only_settle_the_rest(room: OpenRoom) -> None:
    said = NOTHING.with_values("gender", ["woman"], ["man", "trans", "non-binary"])
    two, three = (room(*[service(WOMEN)] * count, service(HOSTEL)) for count in (THREE - 1, THREE))
    assert two.facet(said) == "housing"
    assert three.facet(said) is None
    assert three.facet(said, "settle") == "housing"


ANYONE = replace(service(), areas=("Lambeth",), open_access=True)
EVERY_STATUS = service(only("recourse", *VALUES["recourse"]))


@pytest.mark.parametrize("facet", ["gender", "gp", "housing", "recourse"])
@pytest.mark.parametrize("aim", ["places", "settle"])
def test_nobody_is_asked_for_what_shuts_nobody_out(room: OpenRoom, facet: str, aim: Aim) -> None:
    takes_anyone = service(only(facet, *VALUES[facet]))
    assert room(takes_anyone).next(NOTHING, aim) is None
    also_for_veterans = service(only(facet, *VALUES[facet]), VETERANS)
    assert room(also_for_veterans).facet(NOTHING, aim) == "identity"
    assert room(also_for_veterans).facet(NOTHING.decline(facet), aim) == "identity"
    assert room(also_for_veterans).next(NOTHING.decline("identity"), aim) is None


@pytest.mark.parametrize("aim", ["places", "settle"])
def test_where_somebody_is_may_be_asked_for_a_place_where_anyone_may_come(room: OpenRoom, aim: Aim) -> None:
    assert room(ANYONE).facet(NOTHING, aim) == "area"
    assert room(ANYONE).next(NOTHING.decline("area"), aim) is None
    assert room(replace(ANYONE, areas=("England",))).next(NOTHING, aim) is None
    any_status = replace(ANYONE, eligibility=EVERY_STATUS.eligibility)
    assert room(any_status).facet(NOTHING, aim) == "area"
    assert room(any_status).next(NOTHING.with_values("area", ["Lambeth"]), aim) is None


def test_places_that_take_anyone_are_not_yet_three_that_meet_their_rules(room: OpenRoom) -> None:
    opened = room(*[ANYONE] * THREE, service(WOMEN))
    assert opened.facet(NOTHING) == "area"
    assert opened.facet(NOTHING.decline("area")) == "gender"
    in_lambeth, in_camden = (NOTHING.with_values("area", [name]) for name in ("Lambeth", "Camden"))
    assert (opened.met(NOTHING), opened.met(in_lambeth), opened.met(in_camden)) == (0, THREE, 0)
    assert opened.facet(in_lambeth) is None
    assert opened.facet(in_camden) == opened.facet(in_lambeth, "settle") == "gender"
    assert room(*[EVERY_STATUS] * THREE, service(WOMEN)).facet(NOTHING) == "gender"


def test_a_place_nobody_could_reach_asks_for_nothing(room: OpenRoom) -> None:
    places = service(HOSTEL), service(WOMEN), service(WOMEN)
    assert room(*places, unreachable=(2, 3)).facet(NOTHING) == "housing"
    assert room(*places, unreachable=(1, 2, 3)).facet(NOTHING) is None
    assert room(*places, unreachable=(1, 2, 3)).facet(NOTHING, "settle") == "gender"


@pytest.mark.parametrize(
    "stuck",
    [
        service(HOSTEL, Criterion("other", "requires", "hard", (), None, None, "Ready to change.", 1)),
        replace(service(HOSTEL), status="unclear"),
        service(HOSTEL, only("gender", "man")),
        service(HOSTEL, only("recourse", "refugee")),
        service(HOSTEL, Criterion("gender", "excludes", "contested", ("woman",), None, None, None, 1)),
    ],
    ids=["asks as well", "unclear", "says no", "declined", "contested"],
)
def test_a_place_that_cannot_come_to_meet_its_rules_asks_for_nothing(room: OpenRoom, stuck: Listing) -> None:
    said = NOTHING.with_values("gender", ["woman"]).decline("recourse")
    assert room(stuck).facet(said) is None


def test_a_sensitive_question_only_opens_doors(room: OpenRoom) -> None:
    refuge = room(service(FLEEING))
    asked = refuge.next(NOTHING, safe=None)
    assert asked is not None
    assert asked.sensitive
    assert refuge.next(NOTHING, safe=False) is None
    shut = room(service(FLEEING, Criterion("gender", "requires", "discretionary", ("woman",), None, None, None, 1)))
    man = NOTHING.with_values("gender", ["man"])
    assert shut.facet(NOTHING.with_values("gender", ["woman"]), "settle") == "domestic-abuse"
    assert shut.facet(man, "settle") is None
    assert room(service(FLEEING), unreachable=(1,)).facet(NOTHING, "settle") is None


def test_only_choices_that_matter_are_read_out_where_none_of_these_can_be_said(room: OpenRoom) -> None:
    asked = room(service(VETERANS), service(only("identity", "care-experienced"))).next(NOTHING)
    assert asked is not None
    assert asked.values == ("care-experienced", "veteran")
    stuck = replace(ANYONE, areas=("Southwark",), status="unclear")
    areas = room(service(only("area", "Lewisham")), ANYONE, stuck).next(NOTHING)
    assert areas is not None
    assert areas.values == ("Lambeth", "Lewisham")


@pytest.mark.parametrize("facet", ["housing", "mental-health", "gender"])
def test_other_lists_are_read_out_whole(room: OpenRoom, facet: str) -> None:
    asked = room(service(only(facet, VALUES[facet][0]))).next(NOTHING)
    assert asked is not None
    assert asked.values == tuple(choice.value for choice in QUESTIONS.question(facet).choices)


def test_what_was_left_of_a_question_may_be_asked(room: OpenRoom) -> None:
    trans = room(service(only("gender", "trans")))
    asked = trans.next(NOTHING.with_values("gender", ["woman"]))
    assert asked is not None
    assert asked.values == ("non-binary", "trans")
    assert trans.facet(NOTHING.with_values("gender", ["woman"], ["trans"])) is None


# What always holds


@given(services=several, said=answers(), aim=aims, safe=st.sampled_from([True, False, None]))
def test_nothing_comes_again_and_nothing_sensitive_where_it_is_not_safe(
    room: OpenRoom, services: Sequence[Listing], said: Answers, aim: Aim, *, safe: bool | None
) -> None:
    asked = room(*services).next(said, aim, safe=safe)
    if asked is None:
        return
    known = known_of(said)
    assert asked.facet not in said.declined | said.skipped
    assert asked.sensitive == (asked.facet in SENSITIVE)
    assert not (safe is False and asked.sensitive)
    assert not asked.sensitive or room(*services).next(said, aim, safe=False) is None
    assert asked.would_settle > 0
    if asked.facet == "age":
        assert said.age is None
        assert asked.values == ()
    else:
        assert asked.values
        assert all(known.said(asked.facet, value) is None for value in asked.values)


@given(services=several, said=answers(), safe=st.booleans())
def test_it_stops_only_where_no_question_can_add_a_place(
    room: OpenRoom, services: Sequence[Listing], said: Answers, *, safe: bool
) -> None:
    opened = room(*services)
    if opened.next(said, safe=safe) is not None or opened.met(said) >= THREE:
        return
    for listing in services:
        if not fits(listing, said):
            assert not fits(listing, at_best(listing, said, safe=safe))


def fits(listing: Listing, said: Answers) -> bool:
    """Whether it meets its rules, as far as anybody is asked about them."""
    result = judged(listing, said)
    return result.outcome == "meets-rules" or (
        result.takes_anyone and all(finding.rule.everybody for finding in result.unknown)
    )


def at_best(listing: Listing, said: Answers, *, safe: bool) -> Answers:
    """The answers, with what may still be asked answered as the service would have it."""
    rules = rules_of(listing, SCOPE)
    for facet in FACETS:
        about = [rule for rule in rules if rule.facet == facet and rule.rule != "prioritises"]
        if facet not in said.declined | said.skipped and (safe or facet not in SENSITIVE):
            said = next((way for way in ways(said, facet, about) if meets(about, way)), said)
    return said


def meets(rules: Sequence[Rule], said: Answers) -> bool:
    return all(rule.holds(known_of(said)) for rule in rules if rule.computed)


def ways(said: Answers, facet: str, rules: Sequence[Rule]) -> Iterator[Answers]:
    yield said
    if facet == "age":
        yield from (said.with_age(age) for age in range(OLDEST) if said.age is None)
        return
    known = known_of(said)
    yes, no = said.of(facet)
    left = {value for rule in rules for value in rule.values if known.said(facet, value) is None}
    for count in range(MOST_TOGETHER + 1):
        for chosen in combinations(sorted(left), count):
            yield said.with_values(facet, yes | set(chosen), no | (left - set(chosen)))


@given(several, answers(), aims, st.randoms(use_true_random=False))
def test_a_talk_ends_and_asks_no_facet_twice(
    room: OpenRoom, services: Sequence[Listing], said: Answers, aim: Aim, random: Random
) -> None:
    opened, asked = room(*services), list[str]()
    while (found := opened.next(said, aim)) is not None:
        assert found.facet not in asked
        asked.append(found.facet)
        said = replied(said, found, random)


def replied(said: Answers, found: Next, random: Random) -> Answers:
    """The answers after some reply: an age, any of the choices with no to the rest, or none of that."""
    how = random.random()
    if how < 0.2:
        return said.decline(found.facet) if how < 0.1 else said.skip(found.facet)
    if not found.values:
        return said.with_age(random.randint(0, OLDEST))
    yes, no = said.of(found.facet)
    chosen = {value for value in found.values if random.random() < 0.4}
    return said.with_values(found.facet, yes | chosen, no | (set(found.values) - chosen))


@given(several, answers(), st.lists(answers(), max_size=3), aims)
def test_what_was_said_before_does_not_matter(
    room: OpenRoom, services: Sequence[Listing], said: Answers, before: Sequence[Answers], aim: Aim
) -> None:
    used, fresh = room(*services), room(*services)
    for earlier in before:
        used.next(earlier, aim)
    assert used.next(said, aim) == fresh.next(said, aim)


@given(several, answers(), aims, st.randoms(use_true_random=False))
def test_the_order_of_the_listings_does_not_matter(
    room: OpenRoom, services: Sequence[Listing], said: Answers, aim: Aim, random: Random
) -> None:
    mixed = random.sample(services, len(services))
    assert room(*services).next(said, aim) == room(*mixed).next(said, aim)


@given(several, answers())
def test_nothing_said_stays_once_it_is_taken_back(room: OpenRoom, services: Sequence[Listing], said: Answers) -> None:
    opened = room(*services)
    opened.next(said, "settle")
    opened.next(NOTHING, "settle")
    assert not opened.chooser._said
