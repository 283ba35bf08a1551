"""The local services that can take each step of a situation, and what to do where none can."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final, Literal

from navigator.check import Answers, Outcome
from navigator.check.bits import union
from navigator.check.guidance import Guidance
from navigator.check.now import Now
from navigator.check.services import Case
from navigator.check.statements import because
from navigator.directory import Vocabulary
from navigator.find.facts import Facts
from navigator.find.line import Line, line
from navigator.find.search import Search
from navigator.pathways.catch22s import Catch22, on_step
from navigator.pathways.here import AREA, Here, door
from navigator.pathways.situations import Situation, Step

NOBODY: Final = Answers()
"""Nothing said by anybody."""
MOST: Final = 5
"""How many services stand beside a step."""
BOTH: Final = ("mental-health", "substance-use")
"""The needs of everybody in a situation."""
FRAMEWORK: Final = "delivery-framework"
"""The piece of guidance that says who answers locally for help with both needs."""
_SPOKEN_OF: Final = frozenset({*BOTH, "alcohol", "drugs"})
"""The needs that the framework speaks of."""

Short = Literal["nobody", "refused", "far"]
"""Why a step lacks a service: nobody takes it, all that do say no, or no service that names these boroughs does."""

_GAPS: Final[dict[Short, str]] = {
    "nobody": "No service in this directory takes this step in {where}. That is a gap in the services, and nothing "
    "the person has done. Ask again when you refer: there may be one that is not listed. Tell the commissioners, who "
    "pay for services, what was needed and that nobody offers it.",
    "refused": "Every service for {where} that takes this step says no by its published rules. Open each in Check for "
    "what to say. If the answer stays no, tell the commissioners, who pay for services: this is a gap too.",
    "far": "No service of {where} takes this step: only services for a wider area do. Ask them who works locally.",
}


@dataclass(frozen=True, slots=True, repr=False)
class StepService:
    """A service that can take a step.

    ``local``: it names a borough that was asked about. ``outcome`` and ``because`` are "" where nobody's answers were
    asked with.
    """

    line: Line
    way_in: str
    local: bool
    outcome: Outcome | Literal[""] = ""
    because: str = ""

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"StepService({self.line.id!r})"


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a step lacks a service, in words; ``ask`` is the guidance that says who answers for it, where one does."""

    kind: Short
    text: str
    ask: Guidance | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with the services that can take it.

    ``services`` are the first of ``total``, those that say no last: ``refused`` counts them. ``gap`` is None where a
    local service can take it. ``quotes`` is the guidance to quote when refused, and ``catch_22s`` are what bites here.
    """

    step: Step
    services: tuple[StepService, ...]
    total: int
    refused: int
    gap: Gap | None
    quotes: tuple[Guidance, ...]
    catch_22s: tuple[Catch22, ...]


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation with the services of this directory on every step.

    ``boroughs`` are those the services are for. ``catch_22s`` are all that bite on its steps, each once.
    """

    situation: Situation
    boroughs: tuple[str, ...]
    steps: tuple[StepView, ...]
    catch_22s: tuple[Catch22, ...]


def able(step: Step, facts: Facts) -> int:
    """The services with any of a step's types and any of its needs, as a bit set."""
    of_types = union(facts.code(f"type:{code}") for code in step.types)
    return of_types & union(facts.code(f"need:{code}") for code in step.needs)


class Follower:
    """Follows a situation through one directory, as it is now, for somebody who gave some answers."""

    def __init__(
        self, search: Search, vocabulary: Vocabulary, guidance: Collection[Guidance], catch22s: Sequence[Catch22]
    ) -> None:
        """With the lines of a search, and what may be quoted and bites."""
        self._search = search
        self._vocabulary = vocabulary
        self._guidance = {piece.id: piece for piece in guidance}
        self._catch22s = catch22s

    def follow(self, situation: Situation, now: Now, answers: Answers = NOBODY, most: int = MOST) -> SituationView:
        """A situation with up to ``most`` services on each step.

        They are for the boroughs that somebody named, else for those this directory is about. What they came for does
        not narrow them: the step says which need it is about.
        """
        case = now.services.case(replace(answers, needs=BOTH))
        here = Here.of(sorted(answers.of(AREA)[0]) or now.boroughs, now.facts)
        standing = _Standing(now, case, here, told=answers != NOBODY)
        steps = tuple(self._step(situation, step, standing, most) for step in situation.steps)
        bites = dict.fromkeys(one.id for step in steps for one in step.catch_22s)
        return SituationView(situation, here.boroughs, steps, tuple(one for one in self._catch22s if one.id in bites))

    def _step(self, situation: Situation, step: Step, standing: "_Standing", most: int) -> StepView:
        services = standing.offered & able(step, standing.now.facts)
        refused = services & standing.refusing
        return StepView(
            step=step,
            services=tuple(islice(self._services(services, step, standing), most)),
            total=services.bit_count(),
            refused=refused.bit_count(),
            gap=self._gap(step, services, refused, standing.here),
            quotes=tuple(self._quotes(step, standing.case.known.age)),
            catch_22s=on_step(self._catch22s, situation.id, step.n),
        )

    def _services(self, services: int, step: Step, standing: "_Standing") -> Iterator[StepService]:
        for key in standing.best(services, step):
            (result,) = self._search.lines((key,))
            found = line(result, self._vocabulary)
            one = StepService(found, door(found, result), bool(standing.here.local >> key & 1))
            held = standing.now.services.candidate(key, standing.case.known) if standing.told else None
            if held:
                reason = because(held.result, self._vocabulary)
                one = replace(one, outcome=held.result.outcome, because=reason)
            yield one

    def _quotes(self, step: Step, age: int | None) -> Iterator[Guidance]:
        """What to quote at a step; nothing that was not written for somebody so young."""
        for piece in map(self._guidance.__getitem__, step.guidance):
            if age is None or age >= piece.from_age:
                yield piece

    def _gap(self, step: Step, services: int, refused: int, here: Here) -> Gap | None:
        taking = services & ~refused
        if taking & here.local:
            return None
        kind: Short = "far" if taking else "refused" if services else "nobody"
        ask = None if _SPOKEN_OF.isdisjoint(step.needs) else self._guidance.get(FRAMEWORK)
        return Gap(kind, _GAPS[kind].format(where=here.says or "any borough"), ask)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where every service stands, in some boroughs, for somebody; ``told`` where anything was said."""

    now: Now
    case: Case
    here: Here
    told: bool

    @property
    def offered(self) -> int:
        """Every service that runs and covers the boroughs."""
        return self.now.services.engine.offered & self.here.covering

    @property
    def refusing(self) -> int:
        """Those that say no; none where nothing was said."""
        return self.case.standing.says_no if self.told else 0

    def best(self, services: int, step: Step) -> Iterator[int]:
        """The keys of some services, best first.

        Those that say no come last; local ones first; then by outcome where anything was said; then those that somebody
        or their worker can reach, before what only a hospital, the police and such can refer to; then those that help
        with most of what the step is about; then as in Check.
        """
        standing, local, facts = self.case.standing, self.here.local, self.now.facts
        through_others = self.now.doors.tiers[-1]
        outcomes = (standing.meets_rules, standing.worth_asking) if self.told else (~self.refusing,)
        ranks = [near & outcome for near in (local, ~local) for outcome in outcomes]
        ranks += [near & self.refusing for near in (local, ~local)]
        fullest = by_number([facts.code(f"need:{need}") for need in step.needs])
        for rank, way_in, helping in product(ranks, (~through_others, through_others), fullest):
            yield from self.now.services.best(services & rank & way_in & helping, self.case, self.now.doors)


def by_number(sets: Sequence[int]) -> tuple[int, ...]:
    """The services that are in all of some sets, in all but one, and so on to one of them; disjoint bit sets."""
    at_least = [-1, *(0 for _ in sets), 0]
    for some in sets:
        for count in range(len(sets), 0, -1):
            at_least[count] |= at_least[count - 1] & some
    return tuple(at_least[count] & ~at_least[count + 1] for count in range(len(sets), 0, -1))
