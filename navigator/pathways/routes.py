"""Ways in: how somebody could come to a service whose rules say no, through other services that take them.

First whether the refusal should be challenged; then the services that could change what blocks it, in order; and where
there are none, the rules that block one another, or that nothing changes, with another service. Each step is one the
person can take when they come to it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import Final

from navigator.check.advice import Adviser, Candidate, Challenge, NextStep, Other
from navigator.check.answers import Answers, Value
from navigator.check.changes import Changes, read_changes
from navigator.check.doors import Doors
from navigator.check.guidance import read_guidance
from navigator.check.questions import Questions
from navigator.check.result import OUTCOMES, Finding
from navigator.check.rules import Rule
from navigator.check.services import Services
from navigator.directory import Phone, Vocabulary
from navigator.errors import NavigatorError
from navigator.find.nearest import nearest, offer
from navigator.find.number import next_number
from navigator.pathways.entries import Entries, way_in
from navigator.pathways.gains import SURE, Gain, Gains, Sure, read_gains
from navigator.pathways.loops import Blocked
from navigator.pathways.search import Ground, Way
from navigator.pathways.states import State

MOST_ROUTES: Final = 3
_MOST_OFFERED: Final = 3
_NOBODY: Final = Answers()
_COMPARED: Final = 12
"""So many ways are compared by how much they ask; the shortest and surest come first."""


@dataclass(frozen=True, slots=True, repr=False)
class RouteStep:
    """One service on the way: what going there changes, what to do there, and how to get in.

    ``gives`` is the facet and value that becomes a yes, None where it is only a referral; ``referral`` the ways in it
    can refer through. ``asks`` is how many of its rules are not known; ``caution`` "" where somebody read the source.
    """

    id: str
    name: str
    organization: str
    outcome: str
    changes: str
    do: str
    door: str
    gives: Value | None
    referral: tuple[str, ...]
    sure: Sure
    source: str
    caution: str
    phone: Phone | None
    asks: int

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"RouteStep({self.id!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Route:
    """Services to go to, in order, before the one that says no; ``door`` is how to get into that one then."""

    steps: tuple[RouteStep, ...]
    door: str

    @property
    def sure(self) -> Sure:
        """As sure as the least sure of its steps."""
        return max((step.sure for step in self.steps), key=SURE.index)

    @property
    def asks(self) -> int:
        """How much is to be asked on the way."""
        return sum(step.asks for step in self.steps)

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Route({', '.join(step.id for step in self.steps)})"


@dataclass(frozen=True, slots=True, repr=False)
class WaysIn:
    """All about the ways into one service, for somebody.

    ``blocked_by`` are the rules that say no, none where it does not say no. ``challenge`` comes first. ``loop`` are the
    rules that block one another, in sentences; ``loop_rules`` the same by the id of the service, None standing for who
    has to refer. ``wall`` says, where there is neither route nor loop, what nothing on the list changes. ``instead``
    are other services, and ``next_step`` what is left without them.
    """

    id: str
    name: str
    organization: str
    status: str
    outcome: str
    blocked_by: tuple[Finding, ...]
    challenge: tuple[Challenge, ...]
    routes: tuple[Route, ...] = ()
    loop: tuple[str, ...] = ()
    loop_rules: tuple[tuple[str, Rule | None], ...] = ()
    wall: tuple[str, ...] = ()
    instead: tuple[Other, ...] = ()
    next_step: NextStep | None = None

    @property
    def says_no(self) -> bool:
        """Whether its rules say no."""
        return bool(self.blocked_by)

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"WaysIn({self.id!r})"


@dataclass(frozen=True, repr=False)
class Ways:
    """Finds the ways into the services of one directory, as they are now; keeps nothing of whom it was asked about."""

    connection: sqlite3.Connection
    services: Services
    doors: Doors
    vocabulary: Vocabulary
    questions: Questions

    def to(self, service_id: str, answers: Answers) -> WaysIn:
        """The ways into one service.

        Raises NavigatorError, with the likeliest ids, where there is none, or where the reviewed list cannot be read.
        """
        row = self.connection.execute("SELECT key FROM service WHERE id = ?", (service_id,)).fetchone()
        entries = Entries(self.services, self.doors, self.questions)
        start = State(answers, frozenset(self._gains.referring(answers)))
        if row is None:
            raise NavigatorError(self._no_such(service_id))
        try:
            one = entries.candidate(row[0], start)
            found = self._about(one, entries, start)
            return self._with_routes(found, one, row[0], entries, start) if found.says_no else found
        finally:
            self.services.case(_NOBODY)  # the engine remembers the last it was asked about

    def _about(self, one: Candidate, entries: Entries, start: State) -> WaysIn:
        """What is so of a service before any way to it is looked for."""
        listing, result = one.listing, one.result
        says_no = result.outcome == OUTCOMES[-1] and listing.status != "closed"
        contested = any(finding.rule.strength == "contested" for finding in result.unmet)
        advice = None
        if says_no or contested:
            places = _Places(entries, start)
            advice = self._adviser.advise(one, entries.case(start).known, places, next_number(self.connection, listing))
        return WaysIn(
            id=listing.id,
            name=listing.name,
            organization=listing.organization.name,
            status=listing.status,
            outcome=result.outcome,
            blocked_by=result.decided_by if says_no else (),
            challenge=advice.challenges if advice else (),
            instead=advice.others if advice else (),
            next_step=advice.next_step if advice else None,
        )

    def _with_routes(self, found: WaysIn, one: Candidate, key: int, entries: Entries, start: State) -> WaysIn:
        ground = Ground(entries, self._gains, key, entries.covering(one.listing))
        routes = self._routes(ground, start)
        if routes:
            return replace(found, routes=routes)
        blocked = Blocked(ground, start, self.vocabulary, self._changes.each)
        loop = blocked.loop()
        if loop:
            return replace(found, loop=loop.sentences, loop_rules=loop.rules)
        return replace(found, wall=blocked.walls())

    def _routes(self, ground: Ground, start: State) -> tuple[Route, ...]:
        """Up to three: the shortest, then the surest, then those that ask least; with other services where few."""
        ways = ground.ways(start)[:_COMPARED]
        best = sorted((self._route(ground, way, 0) for way in ways), key=_rank)
        others = (self._route(ground, way, place) for place in range(1, MOST_ROUTES) for way in ways[:MOST_ROUTES])
        return tuple(sorted(islice(_each_once(chain(best, others)), MOST_ROUTES), key=_rank))

    def _route(self, ground: Ground, way: Way, place: int) -> Route:
        """A way with the services to go to: at each step the best, or the one at this place, from 0, where so many."""
        referring = self._gains.referring(way.states[0].answers)
        steps = []
        for state, gain in zip(way.states, way.gains, strict=False):
            step = self._step(ground, state, gain, place, referring)
            referring |= {route: self._gains.words(route) or f"{step.name} can refer them." for route in gain.refers}
            steps.append(step)
        return Route(tuple(steps), way_in(ground.entries.listing(ground.target), referring))

    def _step(self, ground: Ground, state: State, gain: Gain, place: int, referring: dict[str, str]) -> RouteStep:
        best = list(islice(ground.entries.best(ground.open(gain, state), state), place + 1))
        one = ground.entries.candidate(best[-1], state)
        listing, result = one.listing, one.result
        return RouteStep(
            id=listing.id,
            name=listing.name,
            organization=listing.organization.name,
            outcome=result.outcome,
            changes=gain.changes,
            do=gain.do,
            door=way_in(listing, referring),
            gives=gain.gives,
            referral=gain.refers,
            sure=gain.sure,
            source=gain.source_says,
            caution=gain.mark,
            phone=listing.phones[0] if listing.phones else None,
            asks=len(result.unknown) + len(result.also_ask),
        )

    def _no_such(self, service_id: str) -> str:
        ids = [found for (found,) in self.connection.execute("SELECT id FROM service ORDER BY id")]
        return f"There is no listing '{service_id}'.{offer(nearest(service_id, ids, _MOST_OFFERED))}"

    @cached_property
    def _gains(self) -> Gains:
        return read_gains()

    @cached_property
    def _adviser(self) -> Adviser:
        """What Check advises, but the changes: they are the steps of the routes."""
        return Adviser(read_guidance(), replace(self._changes, each=()), self.vocabulary)

    @cached_property
    def _changes(self) -> Changes:
        return read_changes()


@dataclass(frozen=True, slots=True, repr=False)
class _Places:
    """Finds services for one person, as advice asks for them."""

    entries: Entries
    state: State

    def __call__(self, needs: Sequence[str], types: Sequence[str]) -> Iterator[Candidate]:
        """Those that do not say no, best first."""
        wanted = self.entries.having("need", needs) & self.entries.having("type", types)
        standing = self.entries.case(self.state).standing
        found = self.entries.best(wanted & (standing.meets_rules | standing.worth_asking), self.state)
        return (self.entries.candidate(key, self.state) for key in found)


def _rank(route: Route) -> tuple[int, int, int]:
    """The shortest come first, then the surest, then those that ask least."""
    return len(route.steps), sum(step.sure != SURE[0] for step in route.steps), route.asks


def _each_once(routes: Iterable[Route]) -> Iterator[Route]:
    """Every route that does not do the same at the same services as one before it."""
    seen = set()
    for route in routes:
        names = tuple((step.id, step.changes) for step in route.steps)
        if names not in seen:
            seen.add(names)
            yield route
