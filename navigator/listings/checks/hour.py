"""I have an hour: the calls that fit it, those that are worth most by the minute first.

One call covers all services that have the same number, and those of the same organisation that have none. Whatever
fits and is worth most by the minute comes next, until nothing fits; so the time is never overrun, and of two that take
as long the one worth less is never taken instead of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from navigator.find.wording import listed, plural
from navigator.listings.checks.due import Due, DueList
from navigator.listings.checks.intervals import Minutes


@dataclass(frozen=True, slots=True)
class Call:
    """One call and the services to ask about in it, the first first; ``number`` is "" where there is none to ring."""

    number: str
    services: tuple[Due, ...]
    minutes: int

    @property
    def value(self) -> float:
        """What it is worth, in all."""
        return sum(due.value for due in self.services)

    @property
    def who(self) -> str:
        """Whom to ring: ``"020 7946 0000, Harbour"``."""
        who = listed(dict.fromkeys(due.organization for due in self.services), "and")
        return f"{self.number}, {who}" if self.number else f"{who} (no number: write, or read its website)"

    @property
    def covers(self) -> str:
        """How much it is: ``"2 services, about 9 minutes"``."""
        return f"{plural(len(self.services), 'service')}, about {self.minutes} minutes"

    @property
    def says(self) -> str:
        """In words: ``"020 7946 0000, Harbour: 2 services, about 9 minutes"``."""
        return f"{self.who}: {self.covers}"


@dataclass(frozen=True, slots=True)
class Hour:
    """The calls that fit, the most urgent first; ``left`` is how many listings are due that they do not cover.

    ``minutes`` is how long they take, and ``spare`` how much of the time is left.
    """

    calls: tuple[Call, ...]
    minutes: int
    spare: int
    left: int


def hour_of(due: DueList, minutes: int, costs: Minutes) -> Hour:
    """The calls that fit so many minutes, out of all that a directory has due."""
    found = fill(due.for_calls(), minutes, costs)
    return replace(found, left=len(due) - sum(len(call.services) for call in found.calls))


def fill(due: Sequence[Due], minutes: int, costs: Minutes) -> Hour:
    """The calls that fit so many minutes, out of what is due."""
    groups = _grouped(due)
    taken, spare = [0] * len(groups), minutes
    offers = [offer for at, group in enumerate(groups) if (offer := _offer(group, at, 0, spare, costs))]
    heapify(offers)
    while offers:
        offer = heappop(offers)
        if offer.minutes <= spare:
            taken[offer.at] += offer.services
            spare -= offer.minutes
        again = _offer(groups[offer.at], offer.at, taken[offer.at], spare, costs)
        if again is not None:
            heappush(offers, again)
    calls = [_call(group, taken[at], costs) for at, group in enumerate(groups) if taken[at]]
    calls.sort(key=lambda call: -call.services[0].value)
    services = sum(map(len, groups))
    return Hour(tuple(calls), minutes - spare, spare, services - sum(taken))


class _Offer(NamedTuple):
    """The next services of a call, as many as are worth most by the minute; the lowest is the best."""

    by_minute: float
    value: float
    at: int
    services: int
    minutes: int


def _offer(group: Sequence[Due], at: int, taken: int, spare: int, costs: Minutes) -> _Offer | None:
    """What is best to add to a call beyond the services already in it, in that time; None where nothing fits."""
    best, value, cost = None, 0.0, 0
    for count, due in enumerate(group[taken:], start=1):
        value, cost = value - due.value, cost + _cost(group, taken + count - 1, costs)
        if cost > spare:
            break
        offer = _Offer(value / cost, value, at, count, cost)
        best = min(best or offer, offer)
    return best


def _cost(group: Sequence[Due], place: int, costs: Minutes) -> int:
    """How many minutes the service at some place of a call takes."""
    if place:
        return costs.further
    return costs.first if _number(group) else costs.no_number


def _number(group: Sequence[Due]) -> str:
    return next((due.number for due in group if due.number), "")


def _call(group: Sequence[Due], count: int, costs: Minutes) -> Call:
    """The call to the first so many of those that it could cover."""
    cost = sum(_cost(group, place, costs) for place in range(count))
    return Call(_number(group), tuple(group[:count]), cost)


def _grouped(due: Sequence[Due]) -> list[tuple[Due, ...]]:
    """What one call covers, each with the most urgent first."""
    each = sorted({one.id: one for one in due}.values(), key=lambda one: -one.value)
    groups: dict[str, list[Due]] = {}
    for one, call in zip(each, calls_of([(one.number, one.organization) for one in each]), strict=True):
        groups.setdefault(call, []).append(one)
    return list(map(tuple, groups.values()))


def calls_of(services: Sequence[tuple[str, str]]) -> list[str]:
    """What marks the call that covers each of some services, given its number and its organisation.

    What has no number goes with the first of its organisation's that has one.
    """
    main: dict[str, str] = {}
    for number, organization in services:
        if number:
            main.setdefault(organization, _digits(number))
    return [_digits(number) or main.get(organization, "") or organization for number, organization in services]


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
