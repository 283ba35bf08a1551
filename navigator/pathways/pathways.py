"""The one thing the window and the command line ask of this room."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Protocol, TypeVar

from navigator.check import Answers, Card, Check
from navigator.check.guidance import Guidance, read_guidance
from navigator.check.known import Known
from navigator.check.now import Now
from navigator.errors import UsageError
from navigator.find.nearest import nearest, offer
from navigator.find.search import Search
from navigator.pathways.beside import beside
from navigator.pathways.catch22s import Catch22, on_candidate, on_transition, read_catch22s
from navigator.pathways.claims import Claim
from navigator.pathways.matrix import Matrix, who_to_talk_to
from navigator.pathways.routes import Ways, WaysIn
from navigator.pathways.situations import Situation, read_principles, read_situations
from navigator.pathways.steps import MOST, NOBODY, Follower, SituationView
from navigator.pathways.timeline import Timeline, timeline
from navigator.pathways.transitions import Transition, read_transitions


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_One = TypeVar("_One", bound=_Named)
_BESIDE: Final = 12
"""How many services stand beside a transition."""


@dataclass(frozen=True, slots=True)
class TransitionView:
    """A transition on the days of one calendar, the services that say they help with it, and what bites there."""

    timeline: Timeline
    services: tuple[Card, ...]
    catch_22s: tuple[Catch22, ...]


class Pathways:
    """What to do for somebody with both needs, over one directory; keeps nothing of whom it was asked about.

    It belongs to the thread of its connection, and sees the changes that its search sees. Each of its files is read
    when it is first asked for. Any method raises NavigatorError where its file is missing or malformed.
    """

    def __init__(self, search: Search, connection: sqlite3.Connection, check: Check) -> None:
        """Over the directory that is searched over a connection and checked, as at the moment of ``check``."""
        self._search = search
        self._connection = connection
        self._check = check
        self._ways: tuple[Now, Ways] | None = None

    def situations(self) -> tuple[Situation, ...]:
        """The situations of people with both needs."""
        return self._situations

    def principles(self) -> tuple[Claim, ...]:
        """What holds in every situation."""
        return self._principles

    def transitions(self) -> tuple[Transition, ...]:
        """The points where support falls away."""
        return self._transitions

    def catch_22s(self) -> tuple[Catch22, ...]:
        """The rules that block one another."""
        return self._catch_22s

    def guidance(self, ids: Iterable[str]) -> tuple[Guidance, ...]:
        """The pieces of guidance with these ids, in their order; KeyError for one there is not."""
        return tuple(map(self._guidance.__getitem__, ids))

    def situation(self, situation_id: str, answers: Answers = NOBODY, most: int = MOST) -> SituationView:
        """One situation, with up to ``most`` services on each step for somebody who gave some answers.

        Raises UsageError, naming those there are, for an id that no situation has.
        """
        found = _chosen(situation_id, self._situations, "situation")
        return self._follower.follow(found, self._check.now(), answers, most)

    def transition(
        self,
        transition_id: str,
        day: date,
        today: date,
        answers: Answers = NOBODY,
        anchors: Mapping[str, date] | None = None,
    ) -> TransitionView:
        """One transition on the days counted from its day 0, with the first services for somebody.

        ``anchors`` are other days it counts from, where they are known. Raises UsageError, naming those there are, for
        an id that no transition has.
        """
        found = _chosen(transition_id, self._transitions, "transition")
        return TransitionView(
            timeline=timeline(found, day, today, anchors),
            services=beside(self._check, found.id, answers, _BESIDE),
            catch_22s=on_transition(self._catch_22s, found.id),
        )

    def routes(self, service_id: str, answers: Answers) -> WaysIn:
        """The ways into one service, for somebody whom its rules may shut out.

        Raises NavigatorError, with the likeliest ids, where there is no such service.
        """
        now, check = self._check.now(), self._check
        if self._ways is None or self._ways[0] is not now:
            self._ways = now, Ways(self._connection, now.services, now.doors, check.vocabulary, check.questions)
        return self._ways[1].to(service_id, answers)

    def biting(self, service_id: str, answers: Answers = NOBODY) -> tuple[Catch22, ...]:
        """The catch-22s of which something a service says is half; none for a service there is not.

        For somebody who gave some answers, those whose half is a rule they do not meet come first, and those whose
        rules they all meet are left out.
        """
        known = Known.of(answers, self._check.questions.rules_out)
        one = self._check.now().services.named(service_id, known)
        return on_candidate(self._catch_22s, one) if one else ()

    def forget(self) -> None:
        """Keep nothing that was worked out from anybody's answers."""
        self._check.forget()

    def who_to_talk_to(self, answers: Answers = NOBODY) -> Matrix:
        """Needs down the side, boroughs along the top, and who helps; for somebody who gave some answers."""
        return who_to_talk_to(self._search, self._check.vocabulary, self._check.now(), answers)

    @cached_property
    def _situations(self) -> tuple[Situation, ...]:
        return read_situations()

    @cached_property
    def _principles(self) -> tuple[Claim, ...]:
        return read_principles()

    @cached_property
    def _transitions(self) -> tuple[Transition, ...]:
        return read_transitions()

    @cached_property
    def _catch_22s(self) -> tuple[Catch22, ...]:
        return read_catch22s()

    @cached_property
    def _guidance(self) -> dict[str, Guidance]:
        return {piece.id: piece for piece in read_guidance().guidance}

    @cached_property
    def _follower(self) -> Follower:
        return Follower(self._search, self._check.vocabulary, self._guidance.values(), self._catch_22s)


def _chosen(wanted: str, some: Iterable[_One], kind: str) -> _One:
    """The one with that id; raises UsageError naming the nearest and all there are."""
    by_id = {one.id: one for one in some}
    found = by_id.get(wanted.strip().casefold())
    if found is None:
        meant = offer(nearest(wanted, by_id, 2))
        raise UsageError(f"There is no {kind} '{wanted}'.{meant} Use one of: {', '.join(by_id)}.")
    return found
