"""The search for ways to one service that says no: over what is known of somebody and what they have gained.

A state follows from another by one gain, at a service that can be gone to in it. There are few of them, so all are
looked at, breadth-first, until the service can be gone to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from navigator.pathways.entries import Entries, Waived
from navigator.pathways.gains import SURE, Gain, Gains
from navigator.pathways.states import State, after

MOST_STEPS: Final = 4
"""Longer ways are not looked for: each step may take weeks."""


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """Gains that follow one another, each from the state at the same place; the last state is where it leads."""

    states: tuple[State, ...]
    gains: tuple[Gain, ...]

    @property
    def maybes(self) -> int:
        """How many of the gains are not usual."""
        return sum(gain.sure != SURE[0] for gain in self.gains)


class Ground:
    """Every state that can be reached from one, on the way to one service."""

    def __init__(self, entries: Entries, gains: Gains, target: int, near: int) -> None:
        """Of the services of ``entries``, towards the one with this key; ``near`` are those that cover its areas."""
        self.entries: Final = entries
        self.target: Final = target
        self.near: Final = near
        self._gains = gains
        self._helpers: dict[str, int] = {}

    def without(self, waived: Waived) -> "Ground":
        """The same with some rules taken away."""
        return Ground(self.entries.without(waived), self._gains, self.target, self.near)

    @property
    def each(self) -> Sequence[Gain]:
        """Every gain there is."""
        return self._gains.each

    def helpers(self, gain: Gain) -> int:
        """The services that can bring a gain, but the one that says no."""
        if gain.id not in self._helpers:
            found = self.entries.helpers(gain) & ~(1 << self.target)
            self._helpers[gain.id] = found & self.near if gain.local else found
        return self._helpers[gain.id]

    def open(self, gain: Gain, state: State) -> int:
        """The services that can bring a gain, and that can be gone to."""
        return self.helpers(gain) & self.entries.open(state)

    def arrived(self, state: State) -> bool:
        """Whether nothing stands in the way at the service any more."""
        return not self.entries.obstacles(self.target, state)

    def after(self, state: State, gain: Gain) -> State | None:
        """The state once something was gained; None where it is not for this person, or changes nothing."""
        return after(state, gain, self.entries.rules_out)

    def onward(self, state: State) -> Iterator[tuple[Gain, State]]:
        """Every gain there is for this person at a service they can go to, and the state it leads to."""
        for gain in self.each:
            then = self.after(state, gain)
            if then is not None and self.open(gain, state):
                yield gain, then

    def ways(self, start: State) -> list[Way]:
        """Every way from a state on which nothing could be left out, the shortest first, then the surest."""
        led, arrived = self._led(start)
        if not arrived:
            return []
        import networkx as nx

        graph = nx.DiGraph(list(led))
        paths = map(tuple, nx.all_simple_paths(graph, start, arrived, cutoff=MOST_STEPS))
        found = (Way(states, tuple(led[pair] for pair in pairwise(states))) for states in paths)
        needed = filter(self._all_needed, found)
        return sorted(needed, key=lambda way: (len(way.gains), way.maybes, [self._rank[one.id] for one in way.gains]))

    def reached(self, start: State) -> tuple[State, ...]:
        """Every state that can be reached from one, itself first."""
        led, _ = self._led(start)
        return tuple(dict.fromkeys((start, *(then for _, then in led))))

    def _led(self, start: State) -> tuple[dict[tuple[State, State], Gain], list[State]]:
        """What leads from one state to another, and the states in which nothing stands in the way any more."""
        led: dict[tuple[State, State], Gain] = {}
        seen, edge, arrived = {start}, [start], list[State]()
        for _ in range(MOST_STEPS):
            further = list[State]()
            for state in edge:
                for gain, then in self.onward(state):
                    led.setdefault((state, then), gain)
                    if then not in seen:
                        seen.add(then)
                        (arrived if self.arrived(then) else further).append(then)
            edge = further
        return led, arrived

    def _all_needed(self, way: Way) -> bool:
        """Whether no gain could be left out."""
        return not any(
            self._holds(way.states[0], (*way.gains[:place], *way.gains[place + 1 :])) for place in range(len(way.gains))
        )

    def _holds(self, state: State, gains: Sequence[Gain]) -> bool:
        """Whether gains in this order lead to the service."""
        for gain in gains:
            then = self.after(state, gain)
            if then is None or not self.open(gain, state):
                return False
            state = then
        return self.arrived(state)

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {gain.id: place for place, gain in enumerate(self.each)}
