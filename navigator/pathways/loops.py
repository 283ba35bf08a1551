"""Why there is no way in: rules that block one another, named, or rules that nothing on the reviewed list changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final

from navigator.check.changes import Change
from navigator.check.rules import Rule
from navigator.check.statements import why
from navigator.directory import Vocabulary
from navigator.find.wording import joined, listed, lower_first
from navigator.pathways.entries import Obstacle
from navigator.pathways.gains import Gain
from navigator.pathways.search import Ground
from navigator.pathways.states import State

ROUND: Final = "So each waits for another. Ask one of them to go first, and ask for any refusal in writing."
NOTHING: Final = "Going through another service does not change this rule: {}."
THEIR_CHOICE: Final = (
    "Nobody has to give anything up to be helped: go elsewhere. A planned detox is only ever the person's own choice. "
    "Stopping suddenly can be dangerous: see Detox to aftercare in Pathways, also for what has to be ready afterwards."
)
"""Said where a rule is about using now; a detox is never the price of another service."""
NO_REFERRAL: Final = "They only take people who are referred {}. Nothing on the reviewed list brings that referral."
MAY_HELP: Final = "No service can promise to change this rule: {}. {}: {}"
NOBODY: Final = "{} could change this rule: {}. No service listed here that helps with that takes this person."
NOBODY_REFERS: Final = "They only take people who are referred {}. No service listed here that could takes this person."
NOT_TOGETHER: Final = "What would change one of their rules turns another against this person."
_NO_NEED: Final = "none"
_USE: Final = "substance-use"
_USING: Final = ("alcohol-current", "drugs-current")


@dataclass(frozen=True, slots=True, repr=False)
class Loop:
    """Rules that block one another: in sentences, and by the id of the service; None stands for who has to refer."""

    sentences: tuple[str, ...]
    rules: tuple[tuple[str, Rule | None], ...]


@dataclass(frozen=True, slots=True, repr=False)
class _Knot:
    """A service, what it is needed for (None at the end of the way), and what stands in the way there.

    ``waits_for`` has the obstacles by the id of the gain that would change them.
    """

    key: int
    gain: Gain | None
    waits_for: Mapping[str, tuple[Obstacle, ...]]


_Knots = Mapping[str, _Knot]
"""By the id of the gain; "" is the service at the end of the way."""


@dataclass(frozen=True, repr=False)
class Blocked:
    """A service that no way leads to, from a state; ``advised`` is what Check says could change a no."""

    ground: Ground
    start: State
    vocabulary: Vocabulary
    advised: tuple[Change, ...]

    def loop(self) -> Loop | None:
        """The rules that block one another, None where they do not.

        It is only a loop where a way opens once its rules are taken away.
        """
        target = self.ground.target
        if any(self._change(target, obstacle, self.ground.each) is None for obstacle in self._stuck(target)):
            return None
        return next(filter(None, map(self._among, self._choices())), None)

    def walls(self) -> tuple[str, ...]:
        """What stands in the way and nothing changes, in sentences: its rules, then who has to refer."""
        return tuple(dict.fromkeys(map(self._wall, self._stuck(self.ground.target)))) or (NOT_TOGETHER,)

    @cached_property
    def _states(self) -> tuple[State, ...]:
        """Every state that can be reached."""
        return self.ground.reached(self.start)

    def _stuck(self, key: int) -> list[Obstacle]:
        """What stands in the way at a service, and does so in every state that can be reached."""
        obstacles = self.ground.entries.obstacles
        always = frozenset.intersection(
            *(frozenset(one.rule for one in obstacles(key, state)) for state in self._states)
        )
        return [one for one in obstacles(key, self.start) if one.rule in always]

    def _choices(self) -> Iterator[list[Gain]]:
        """The gains there could be for this person, of each facet one or none, as some stand in each other's way."""
        by_facet: dict[str, list[Gain]] = {}
        referrals: list[Gain] = []
        for gain in self.ground.each:
            if self.ground.helpers(gain) and self.ground.after(self.start, gain):
                (by_facet.setdefault(gain.facet, []) if gain.facet else referrals).append(gain)
        for chosen in product(*([*some, None] for some in by_facet.values())):
            yield [gain for gain in (*chosen, *referrals) if gain]

    def _among(self, gains: Iterable[Gain]) -> Loop | None:
        """The loop in which some gains wait for one another."""
        knots = self._knots(*self._supported(gains))
        waived = _round(knots)
        if not waived or not self.ground.without(waived).ways(self.start):
            return None
        named = ((key, rule) for key, rules in waived.items() for rule in rules)
        rules = tuple((self.ground.entries.listing(key).id, rule) for key, rule in named)
        return Loop((*self._told(knots), ROUND), rules)

    def _supported(self, gains: Iterable[Gain]) -> tuple[list[Gain], State]:
        """The gains that could be had if all of them were had already, and the state with them."""
        left = list(gains)
        while True:
            state, had = self.start, list[Gain]()
            for gain in left:
                then = self.ground.after(state, gain)
                if then is not None:
                    state = then
                    had.append(gain)
            kept = [gain for gain in had if self.ground.open(gain, state)]
            if len(kept) == len(left):
                return kept, state
            left = kept

    def _knots(self, supported: Collection[Gain], state: State) -> _Knots:
        """The services that would lead to the one that says no; none where nothing would."""
        ground = self.ground
        knots: dict[str, _Knot] = {}
        waiting: list[Gain | None] = [None] if ground.arrived(state) else []
        while waiting:
            gain = waiting.pop(0)
            name = gain.id if gain else ""
            if name in knots:
                continue
            key = ground.target if gain is None else next(ground.entries.best(ground.open(gain, state), state))
            waits_for: dict[str, tuple[Obstacle, ...]] = {}
            for obstacle in self._stuck(key):
                change = self._change(key, obstacle, supported)
                if change is None:
                    return {}
                waits_for[change.id] = (*waits_for.get(change.id, ()), obstacle)
                waiting.append(change)
            knots[name] = _Knot(key, gain, waits_for)
        return knots

    def _change(self, key: int, obstacle: Obstacle, gains: Iterable[Gain]) -> Gain | None:
        """The first gain that takes an obstacle away."""
        for gain in gains:
            then = self.ground.after(self.start, gain)
            if then and all(one.rule != obstacle.rule for one in self.ground.entries.obstacles(key, then)):
                return gain
        return None

    def _told(self, knots: _Knots) -> Iterator[str]:
        """Each service that waits and what it asks for: the one that says no, what would change it, and so on."""
        for knot in knots.values():
            if knot.waits_for:
                asks = [self._asks(knot.key, one) for found in knot.waits_for.values() for one in found]
                name = self.ground.entries.listing(knot.key).name
                yield f"{f'For {knot.gain.title}: ' if knot.gain else ''}{name}. {' '.join(dict.fromkeys(asks))}"

    def _asks(self, key: int, obstacle: Obstacle) -> str:
        """What a service asks for, without what was said of it."""
        if obstacle.finding is None:
            return f"Only for people who are referred {self._routes(key)}."
        return why(replace(obstacle.finding, said=""), self.vocabulary)

    def _wall(self, obstacle: Obstacle) -> str:
        target = self.ground.target
        change = self._change(target, obstacle, self.ground.each)
        if obstacle.rule is None:
            return (NOBODY_REFERS if change else NO_REFERRAL).format(self._routes(target))
        label = lower_first(self.vocabulary.label("facet", obstacle.rule.facet))
        if change:
            return NOBODY.format(change.title[:1].upper() + change.title[1:], label)
        without = (obstacle.rule.facet, _NO_NEED) in self.start.answers.yes
        advised = next((one for one in self.advised if one.answers(obstacle.rule) and not without), None)
        if advised:
            return MAY_HELP.format(label, advised.title, advised.do)
        uses = obstacle.rule.facet == _USE and any((_USE, value) in self.start.answers.yes for value in _USING)
        return joined(NOTHING.format(label), THEIR_CHOICE if uses else "", between=" ")

    def _routes(self, key: int) -> str:
        routes = self.ground.entries.listing(key).referral_routes
        return listed((lower_first(self.vocabulary.label("route", route)) for route in routes), "or")


def _round(knots: _Knots) -> dict[int, tuple[Rule | None, ...]]:
    """The rules that wait for one another, by the key of their service."""
    import networkx as nx

    graph = nx.DiGraph([(name, change) for name, knot in knots.items() for change in knot.waits_for])
    rules: dict[int, tuple[Rule | None, ...]] = {}
    for part in nx.strongly_connected_components(graph):
        for name in part:
            knot = knots[name]
            within = [one.rule for change, found in knot.waits_for.items() if change in part for one in found]
            if within:
                rules[knot.key] = tuple(dict.fromkeys((*rules.get(knot.key, ()), *within)))
    return rules
