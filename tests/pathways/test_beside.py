import sqlite3
from collections.abc import Callable
from functools import partial

import pytest

from navigator.check import OUTCOMES, Answers, Card
from navigator.directory import read_listing
from navigator.pathways.beside import beside
from navigator.pathways.transitions import read_transitions
from tests.check.conftest import Connect
from tests.find.conftest import MakeListing
from tests.pathways.opened import checked

IDS = "SELECT id FROM service"
PRISON = "prison-release"
MAN = Answers(age=34, yes=frozenset({("gender", "man")}))

Beside = Callable[..., tuple[Card, ...]]


def over_directory(connection: sqlite3.Connection) -> Beside:
    return partial(beside, checked(connection)[0])


@pytest.fixture
def over(connect: Connect) -> Callable[..., Beside]:
    """Finds what stands beside a transition among some listings."""
    return lambda *forms: over_directory(connect(*forms))


def criterion(values: list[str], facet: str = "gender") -> dict[str, object]:
    return {"facet": facet, "rule": "requires", "values": values, "strength": "hard", "source": 1}


def test_every_service_that_says_so_stands_beside_and_no_other(shipped_connection: sqlite3.Connection) -> None:
    found = over_directory(shipped_connection)
    shown = 0
    for transition in read_transitions():
        listings = (read_listing(shipped_connection, one) for (one,) in shipped_connection.execute(IDS))
        says = [each.id for each in listings if each and transition.id in each.transitions and each.status != "closed"]
        cards = found(transition.id)
        assert sorted(card.line.id for card in cards) == sorted(says)
        shown += len(cards)
    assert shown > 30
    assert found("no-such-thing") == ()


def test_what_was_said_orders_them_and_leaves_none_out(shipped_connection: sqlite3.Connection) -> None:
    found = over_directory(shipped_connection)
    before, after = found(PRISON), found(PRISON, MAN)
    assert {card.line.id for card in before} == {card.line.id for card in after}
    ranks = [OUTCOMES.index(card.outcome) for card in after]
    assert ranks == sorted(ranks)
    assert {"worth-asking", "says-no"} <= {card.outcome for card in after}
    assert all(card.because for card in after)


def test_the_first_are_those_whose_rules_are_met_then_those_to_ask(
    over: Callable[..., Beside], listing: MakeListing
) -> None:
    women = listing("Alpha", transitions=[PRISON], eligibility=[criterion(["woman"])])
    men = listing("Beta", transitions=[PRISON], eligibility=[criterion(["man"])])
    silent = listing("Gamma", transitions=[PRISON])
    other = listing("Delta", transitions=["eviction"])
    found = over(women, men, silent, other)
    assert [card.line.id for card in found(PRISON, MAN)] == ["beta", "gamma", "alpha"]
    assert [card.outcome for card in found(PRISON, MAN)] == ["meets-rules", "worth-asking", "says-no"]
    assert [card.line.id for card in found(PRISON, MAN, most=1)] == ["beta"]


def test_what_somebody_came_for_leaves_none_out(over: Callable[..., Beside], listing: MakeListing) -> None:
    found = over(listing("Alpha", transitions=[PRISON]))
    assert found(PRISON, Answers(needs=("food",)))


def test_a_closed_service_is_never_there(over: Callable[..., Beside], listing: MakeListing) -> None:
    found = over(listing("Alpha", transitions=[PRISON], status="closed"), listing("Beta", transitions=[PRISON]))
    assert [card.line.id for card in found(PRISON)] == ["beta"]


def test_a_printed_card_tells_nothing_of_what_was_said(shipped_connection: sqlite3.Connection) -> None:
    assert "34" not in repr(over_directory(shipped_connection)(PRISON, MAN))
