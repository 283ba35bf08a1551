"""Which services somebody can go to in one state, what stands in the way of the others, and how they get in."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from navigator.check.advice import Candidate
from navigator.check.answers import Answers
from navigator.check.bits import union
from navigator.check.doors import Doors
from navigator.check.questions import Questions
from navigator.check.result import OUTCOMES, Finding
from navigator.check.rules import Rule
from navigator.check.services import Case, Services
from navigator.directory import Listing
from navigator.directory.entry import area_code
from navigator.errors import NavigatorError
from navigator.pathways.gains import Gain
from navigator.pathways.states import State

_THROUGH_A_WORKER: Final = frozenset({"professional", "outreach-team"})
TURN_UP: Final = "They can turn up."
REFER_THEMSELVES: Final = "They can refer themselves."
APPLY: Final = "Anyone may apply."
A_WORKER: Final = "A worker can refer them."
RING: Final = "Ring them."
ASK: Final = "Their page does not say how to get in. Ask them."
GONE: Final = "The directory has changed. Try again."
_NOTHING_SAID: Final = State(Answers())

Waived = Mapping[int, Collection[Rule | None]]
"""Rules that are taken not to be there, by the key of their service; None stands for who has to refer."""


@dataclass(frozen=True, slots=True, repr=False)
class Obstacle:
    """One thing that stands in the way at a service: a rule that says no, or, for None, that others have to refer."""

    finding: Finding | None

    @property
    def rule(self) -> Rule | None:
        """The rule; None where others have to refer."""
        return self.finding.rule if self.finding else None

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Obstacle({self.finding!r})"


class Entries:
    """The services of one directory, as one person can go to them in one state or another; to be dropped after use."""

    def __init__(self, services: Services, doors: Doors, questions: Questions, waived: Waived | None = None) -> None:
        """Through the ways in there are now; ``waived`` are rules to be taken as not there."""
        self.services: Final = services
        self.rules_out: Final = questions.rules_out
        self._questions = questions
        self._doors = doors
        self._waived = waived or {}
        self._open: dict[State, int] = {}
        self._cases: dict[State, Case] = {}

    def without(self, waived: Waived) -> "Entries":
        """The same services with some rules taken away."""
        return Entries(self.services, self._doors, self._questions, waived)

    def open(self, state: State) -> int:
        """The services that do not say no and that can be entered: a bit set."""
        if state not in self._open:
            standing = self.case(state).standing
            found = (standing.meets_rules | standing.worth_asking) & self._entered(state)
            self._open[state] = found | union(1 << key for key in self._waived if not self.obstacles(key, state))
        return self._open[state]

    def case(self, state: State) -> Case:
        """Where everything stands for somebody in this state."""
        if state not in self._cases:
            self._cases[state] = self.services.case(state.answers)
        return self._cases[state]

    def candidate(self, key: int, state: State) -> Candidate:
        """One service and what it says to somebody in this state. Raises NavigatorError where it has gone since."""
        one = self.services.candidate(key, self.case(state).known)
        if one is None:
            raise NavigatorError(GONE)
        return one

    def listing(self, key: int) -> Listing:
        """One service. Raises NavigatorError where it has gone since."""
        return self.candidate(key, _NOTHING_SAID).listing

    def obstacles(self, key: int, state: State) -> tuple[Obstacle, ...]:
        """What stands in the way at one service: its rules, and that others have to refer, where its page says so."""
        one = self.candidate(key, state)
        says_no = one.result.outcome == OUTCOMES[-1]
        found = [Obstacle(finding) for finding in one.result.decided_by] if says_no else []
        if not self._entered(state) >> key & 1:
            found.append(Obstacle(None))
        waived = self._waived.get(key, ())
        return tuple(obstacle for obstacle in found if obstacle.rule not in waived)

    def best(self, services: int, state: State) -> Iterator[int]:
        """Some services in Check's order: those that meet their rules, those worth asking, those that say no."""
        case = self.case(state)
        standing = case.standing
        for group in (standing.meets_rules, standing.worth_asking, standing.says_no):
            yield from self.services.best(services & group, case, self._doors)

    def helpers(self, gain: Gain) -> int:
        """The services that can bring a gain, whether or not anybody can go to them."""
        facts = self.services.facts
        found = self.services.engine.offered & self.having("type", gain.types) & self.having("need", gain.needs)
        return found & facts.code("access:anyone-may-apply") if gain.applied_to else found

    def having(self, taxonomy: str, codes: Collection[str]) -> int:
        """The services with any of some codes; all where there are none."""
        return self._any(taxonomy, codes) if codes else self.services.facts.everyone

    def covering(self, listing: Listing) -> int:
        """The services that cover one of the areas a listing covers, or do not say what they cover."""
        if not listing.areas:
            return self.services.facts.everyone
        found = (self.services.facts.area(area_code(area)) for area in listing.areas)
        return union(said.yes | said.silent for said in found)

    def _entered(self, state: State) -> int:
        return self._doors_open | self._any("route", state.referrals)

    @cached_property
    def _doors_open(self) -> int:
        """Where somebody can go by themselves, by ringing, or with a worker's referral; silence shuts no door."""
        *soon, _others = self._doors.tiers
        facts = self.services.facts
        return union(soon) | facts.everyone & ~facts.any_of("route")

    def _any(self, taxonomy: str, codes: Collection[str]) -> int:
        return union(self.services.facts.code(f"{taxonomy}:{code}") for code in codes)


def way_in(listing: Listing, referring: Mapping[str, str]) -> str:
    """How somebody gets in, in one sentence; ``referring`` are those who can refer them, by way in, in words."""
    return next(_ways(listing, referring), RING if listing.phones else ASK)


def _ways(listing: Listing, referring: Mapping[str, str]) -> Iterator[str]:
    routes = set(listing.referral_routes)
    if listing.open_access or "drop-in" in routes:
        yield TURN_UP
    if "self" in routes:
        yield REFER_THEMSELVES
    if listing.anyone_may_apply:
        yield APPLY
    if routes & _THROUGH_A_WORKER:
        yield A_WORKER
    for route in listing.referral_routes:
        if route in referring:
            yield referring[route]
