"""Every service at once: the engine agrees with what each service says by itself, and both with DESIGN.md."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navigator.check.answers import Answers
from navigator.check.engine import Engine, Standing
from navigator.check.known import Known
from navigator.check.result import OUTCOMES, evaluate
from navigator.check.rules import Scope
from navigator.directory import Criterion, Listing, Places, Vocabulary, read_listing
from navigator.find.facts import Facts
from tests.check.conftest import Connect
from tests.check.design import judge
from tests.check.generated import PAIRS, RULES_OUT, VALUES, answers, known_of, meetings, written
from tests.find.conftest import MakeListing


@pytest.fixture(scope="module")
def scope(shipped_connection: sqlite3.Connection, vocabulary: Vocabulary) -> Scope:
    """What rules are read against in a directory with all of London's boroughs."""
    return Scope.of(vocabulary, Places(shipped_connection).boroughs())


Agrees = Callable[[Answers], None]


@pytest.fixture(scope="module")
def shipped_listings(shipped_connection: sqlite3.Connection) -> dict[int, Listing]:
    """Every listing of the shipped directory by its key."""
    rows = shipped_connection.execute("SELECT key, id FROM service").fetchall()
    found = {key: read_listing(shipped_connection, service_id) for key, service_id in rows}
    return {key: listing for key, listing in found.items() if listing is not None}


def outcome_of(standing: Standing, key: int) -> str:
    """The one outcome a service has; "" where it is in none."""
    sets = (standing.meets_rules, standing.worth_asking, standing.says_no)
    found = [str(name) for name, services in zip(OUTCOMES, sets, strict=True) if services >> key & 1]
    assert len(found) <= 1
    return "".join(found)


def assert_agrees(
    engine: Engine, listings_by_key: Mapping[int, Listing], known: Known, vocabulary: Vocabulary, scope: Scope
) -> None:
    standing = engine.standing(known)
    for key, listing in listings_by_key.items():
        if listing.status == "closed":
            assert outcome_of(standing, key) == ""
            continue
        result = evaluate(listing, known, vocabulary, scope)
        assert outcome_of(standing, key) == result.outcome, listing.id
        unknown = {facet for facet, services in standing.unknown.items() if services >> key & 1}
        assert unknown == {one.rule.facet for one in result.unknown if not one.rule.everybody}, listing.id
        assert bool(standing.takes_anyone >> key & 1) == result.takes_anyone, listing.id
        assert bool(standing.hard >> key & 1) == any(one.rule.hard for one in result.unmet), listing.id
        assert bool(standing.soft >> key & 1) == any(not one.rule.hard for one in result.unmet), listing.id
        judgement = judge(listing, known.answers, scope.boroughs)
        assert judgement.outcome == result.outcome, listing.id
        assert judgement.takes_anyone == result.takes_anyone, listing.id
        assert judgement.unknown == unknown, listing.id
        assert judgement.to_settle == {one.rule.facet for one in result.to_settle}, listing.id
        assert judgement.hard == bool(standing.hard >> key & 1), listing.id
        assert judgement.soft == bool(standing.soft >> key & 1), listing.id
    assert standing.open == standing.meets_rules | standing.takes_anyone
    assert standing.takes_anyone & ~standing.worth_asking == 0
    assert [standing.of(outcome) for outcome in OUTCOMES] == [
        standing.meets_rules, standing.worth_asking, standing.says_no,
    ]  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(met=meetings())
def test_the_engine_agrees_with_every_service(
    connect: Connect,
    listing: MakeListing,
    vocabulary: Vocabulary,
    scope: Scope,
    met: tuple[list[Listing], list[Answers]],
) -> None:
    places, people = met
    forms = [
        listing(
            f"Place {number}",
            status=place.status,
            areas=list(place.areas),
            open_access=place.open_access,
            anyone_may_apply=place.anyone_may_apply,
            eligibility=[written(one) for one in place.eligibility],
        )
        for number, place in enumerate(places)
    ]
    connection = connect(*forms)
    rows = connection.execute("SELECT key, id FROM service").fetchall()
    by_key = {key: read_listing(connection, service_id) for key, service_id in rows}
    engine = Engine(connection, scope)
    for said in people:
        assert_agrees(
            engine, {key: one for key, one in by_key.items() if one is not None}, known_of(said), vocabulary, scope
        )


@pytest.fixture(scope="module")
def engine(shipped_connection: sqlite3.Connection, scope: Scope) -> Engine:
    """The rules of the shipped directory, asked many times."""
    return Engine(shipped_connection, scope)


@pytest.fixture(scope="module")
def agrees(engine: Engine, shipped_listings: dict[int, Listing], vocabulary: Vocabulary, scope: Scope) -> Agrees:
    """Asserts that the shipped services agree; hypothesis would print all of them were they arguments of a test."""
    return lambda said: assert_agrees(engine, shipped_listings, known_of(said), vocabulary, scope)


@settings(max_examples=60)
@given(said=answers())
def test_the_engine_agrees_with_every_shipped_service(agrees: Agrees, said: Answers) -> None:
    agrees(said)


@given(people=st.lists(answers(), min_size=2, max_size=5))
def test_what_was_asked_before_changes_nothing(
    engine: Engine, shipped_connection: sqlite3.Connection, scope: Scope, people: list[Answers]
) -> None:
    for said in people:
        engine.standing(known_of(said))
    assert engine.standing(known_of(people[0])) == Engine(shipped_connection, scope).standing(known_of(people[0]))


@given(said=answers())
def test_every_service_that_runs_is_counted_once(engine: Engine, said: Answers) -> None:
    standing = engine.standing(known_of(said))
    counts = standing.among(engine.offered)
    assert sum(counts.values()) == engine.offered.bit_count()
    assert standing.meets_rules | standing.worth_asking | standing.says_no == engine.offered
    assert standing.among(0) == dict.fromkeys(OUTCOMES, 0)


@given(said=answers(), learnt=st.tuples(st.sampled_from(PAIRS), st.booleans()))
def test_knowing_more_never_takes_a_service_out_of_those_that_say_no(
    engine: Engine, said: Answers, learnt: tuple[tuple[str, str], bool]
) -> None:
    pair, is_so = learnt
    facet, value = pair
    known = known_of(said)
    yes, no = said.of(facet)
    if known.said(facet, value) is not None or (is_so and set(RULES_OUT.get(pair, ())) & yes):
        return
    more = said.with_values(facet, {*yes, value}, no) if is_so else said.with_values(facet, yes, {*no, value})
    before, after = engine.standing(known).says_no, engine.standing(known_of(more)).says_no
    assert before & ~after == 0


@given(said=answers(), facet=st.sampled_from([*sorted(VALUES), "age"]))
def test_declining_moves_nothing(engine: Engine, said: Answers, facet: str) -> None:
    unsaid = said.without(facet)
    assert engine.standing(known_of(unsaid.decline(facet))) == engine.standing(known_of(unsaid))


def test_closed_services_are_never_offered(
    engine: Engine, shipped_connection: sqlite3.Connection, shipped_listings: dict[int, Listing]
) -> None:
    closed = Facts(shipped_connection).code("status:closed")
    assert closed
    assert engine.offered & closed == 0
    assert engine.offered.bit_count() == sum(one.status != "closed" for one in shipped_listings.values())


def test_two_rules_alike_are_two_rules(
    connect: Connect, listing: MakeListing, vocabulary: Vocabulary, scope: Scope
) -> None:
    def asks(*values: str) -> dict[str, object]:
        return dict(written(Criterion("family", "requires", "hard", values, None, None, None, 1)))

    connection = connect(listing("Both", eligibility=[asks("has-children"), asks("pregnant")]))
    engine, place = Engine(connection, scope), read_listing(connection, "both")
    assert place is not None
    one, two = (Answers().with_values("family", values) for values in (["pregnant"], ["pregnant", "has-children"]))
    for said, outcome in ((one, "worth-asking"), (two, "meets-rules")):
        assert outcome_of(engine.standing(known_of(said)), 1) == outcome
        assert evaluate(place, known_of(said), vocabulary, scope).outcome == outcome


def test_an_empty_directory_has_nowhere_to_go(connect: Connect, scope: Scope) -> None:
    engine = Engine(connect(), scope)
    standing = engine.standing(known_of(Answers(age=34)))
    assert engine.offered == standing.meets_rules == standing.worth_asking == standing.says_no == 0
    assert replace(standing) == standing
