"""How soon somebody can reach a service themselves: by walking in, by referring themselves, by phone, through others.

A bit stands for a service, as in ``navigator.find.facts``.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Final

from navigator.check.bits import union
from navigator.find.facts import Facts
from navigator.find.hours import APPOINTMENTS, STAYS, Hours

_IN_PERSON: Final = ("in-person", "outreach", "home-visit", "in-reach")
_AT_A_DISTANCE: Final = ("phone", "online", "text")
_THROUGH_A_WORKER: Final = ("professional", "outreach-team")
_BY_ONESELF: Final = ("self", "drop-in")
_THE_COUNTRY: Final = ("england", "uk")
_FOR_ANYONE: Final = ("open", "anyone-may-apply")


class Doors:
    """The ways into the services of one directory at one moment, worked out when first asked for and kept."""

    def __init__(self, connection: sqlite3.Connection, facts: Facts, hours: Hours) -> None:
        """Of the directory behind this connection, which has these facts, at the moment of ``hours``."""
        self._connection = connection
        self._facts = facts
        self._hours = hours

    @property
    def at(self) -> datetime:
        """The moment, by London's clocks."""
        return self._hours.at

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """Every service that has not closed, once, those that can be reached soonest first.

        Doors open at some time left of today, or with no hours said; where people refer themselves; lines that are
        answered; doors and lines of another day; what a worker can refer to; and what only a GP, a hospital, a prison,
        the police, probation or a council can.
        """
        rung = self._phoned & ~self._facts.any_of("route")
        by_oneself = self._walk_in | self._any("route", _BY_ONESELF) | self._any("access", _FOR_ANYONE)
        order = (
            self._walk_in & self._today,
            by_oneself & ~self._walk_in & ~self.lines,
            self.lines & self._today & (by_oneself | rung),
            by_oneself,
            rung | self._any("route", _THROUGH_A_WORKER),
        )
        left, tiers = self._facts.everyone & ~self._facts.code("status:closed"), []
        for door in order:
            tiers.append(left & door)
            left &= ~door
        return (*tiers, left)

    @cached_property
    def reachable(self) -> int:
        """Places a person could get to by themselves or with a worker's referral; a line to ring is not a place."""
        *soon, _others = self.tiers
        return union(soon) & ~self.lines

    @cached_property
    def nearby(self) -> int:
        """Those of them that do not cover the whole country: what everybody shares is shown without being found."""
        return self.reachable & ~self._any("area", _THE_COUNTRY)

    @cached_property
    def lines(self) -> int:
        """What is given by phone, online or by text, and in no other way."""
        present, distant = self._any("delivery", _IN_PERSON), self._any("delivery", _AT_A_DISTANCE)
        unsaid = self._facts.everyone & ~self._facts.any_of("delivery")
        return (distant & ~present) | (unsaid & self._facts.code("type:helpline"))

    @cached_property
    def _walk_in(self) -> int:
        """Where the door is open to whoever comes, as ``navigator.find.way_in`` says, and it is known which door."""
        facts = self._facts
        helpline = facts.code("type:helpline")
        unsaid = facts.everyone & ~facts.any_of("delivery")
        answered = helpline & self._phoned & (unsaid | facts.code("delivery:phone"))
        texted = helpline & facts.code("delivery:text")
        unrouted = facts.everyone & ~facts.any_of("route")
        invited = facts.code("route:drop-in") | (facts.code("type:drop-in") & (unrouted | facts.code("route:self")))
        indoors = invited & (unsaid | facts.code("delivery:in-person"))
        there = self._placed | ~self._any("area", _THE_COUNTRY)
        return indoors & there & ~self._any("type", STAYS | APPOINTMENTS) & ~answered & ~texted

    @cached_property
    def _today(self) -> int:
        """Open at some time left of today, or with no hours anybody can read; never a listing that is unclear."""
        later = 0
        for text, services in self._by_hours.items():
            if not self._opens_today(text):
                later |= services
        return self._facts.code("status:active") & ~later

    def _opens_today(self, text: str) -> bool:
        opening = self._hours.opening(text, "walk-in", "active")
        if opening.state == "closed":
            return opening.opens is not None and opening.opens.date() == self._hours.at.date()
        return True

    @cached_property
    def _by_hours(self) -> dict[str, int]:
        keys: dict[str, list[int]] = {}
        for text, key in self._connection.execute(_HOURS):
            keys.setdefault(text, []).append(key)
        return {text: self._facts.bits_of(found) for text, found in keys.items()}

    @cached_property
    def _placed(self) -> int:
        """What has a place: of what covers the whole country without one, nobody knows which door is meant."""
        return self._facts.bits_of(key for (key,) in self._connection.execute(_PLACED))

    @cached_property
    def _phoned(self) -> int:
        return self._facts.bits_of(key for (key,) in self._connection.execute(_PHONED))

    def _any(self, taxonomy: str, codes: Iterable[str]) -> int:
        return union(self._facts.code(f"{taxonomy}:{code}") for code in codes)


_HOURS: Final = "SELECT opening_hours, service_key FROM schedule WHERE opening_hours IS NOT NULL"
_PLACED: Final = "SELECT DISTINCT service_key FROM service_at_location"
_PHONED: Final = "SELECT DISTINCT service_key FROM phone"
