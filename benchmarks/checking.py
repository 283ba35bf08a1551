"""How few questions Check asks, beside a list asked in order and a list asked at random, and how quick it is."""

import sqlite3
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from time import perf_counter
from typing import Final

from benchmarks.optimum import Directory, expected_questions, samples
from benchmarks.people import Person, people
from benchmarks.typing import WEDNESDAY_MORNING
from benchmarks.window import Measured
from navigator.check.answers import Answers
from navigator.check.choosing import Chooser, Next
from navigator.check.doors import Doors
from navigator.check.engine import Engine, Standing
from navigator.check.known import Known
from navigator.check.questions import Questions, read_questions
from navigator.check.rules import Scope
from navigator.directory.labels import read_labels
from navigator.directory.places import Places
from navigator.find import Hours
from navigator.find.facts import Facts

EXPERT: Final = (
    "area", "age", "gender", "housing", "substance-use", "mental-health", "recourse", "family", "gp",
    "criminal-justice", "domestic-abuse", "identity", "exploitation", "risk",
)  # fmt: skip
"""The order in which an experienced worker would go through a form that asks everything."""
_MS: Final = 1_000


@dataclass(frozen=True)
class Asking:
    """One directory to ask about, with all that Check reads of it."""

    connection: sqlite3.Connection

    @cached_property
    def questions(self) -> Questions:
        """The shipped questions."""
        return read_questions()

    @cached_property
    def boroughs(self) -> tuple[str, ...]:
        """Every borough, by name."""
        return tuple(Places(self.connection).boroughs())

    @cached_property
    def engine(self) -> Engine:
        """The rules of the directory."""
        return Engine(self.connection, Scope.of(read_labels(self.connection), self.boroughs))

    @cached_property
    def chooser(self) -> Chooser:
        """Chooses among the questions."""
        return Chooser(self.engine, self.questions)

    @cached_property
    def facts(self) -> Facts:
        """What services are for."""
        return Facts(self.connection)

    @cached_property
    def reachable(self) -> int:
        """The services somebody could get to."""
        return Doors(self.connection, self.facts, Hours(WEDNESDAY_MORNING)).reachable

    @property
    def settled_by_answers(self) -> int:
        """The services whose outcome is certain once everything is known, and may be any."""
        asked = self.engine.settled_by_asking | self.facts.code("access:anyone-may-apply")
        return self.engine.offered & ~asked

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Everything each facet's question may offer."""
        named = {each.facet: tuple(choice.value for choice in each.choices) for each in self.questions.questions}
        return named | {"area": self.boroughs}

    def services(self, need: str) -> int:
        """The services for a need that have not closed."""
        return self.facts.code(f"need:{need}") & self.engine.offered

    def known(self, answers: Answers) -> Known:
        """What follows from some answers."""
        return Known.of(answers, self.questions.rules_out)


Choice = Callable[[Next, Standing, Sequence[str]], tuple[str, Sequence[str]]]
"""Chooses a facet and what to offer, from the next question, where services stand, and the facets asked already."""


def fewer(asking: Asking, count: int, seed: int) -> Iterator[Measured]:
    """Questions until three places meet somebody's needs, or no question can add one, by how they are chosen.

    All stop at the same moment. The lists are those on paper: they do not know which places are left. ``skipping``
    is the fixed list without the questions that no service for the need is waiting for.
    """
    some = people(count, seed, asking.questions, asking.boroughs)
    random = Random(seed)
    talks = {
        "asked": [_asked(asking, person, _chosen) for person in some],
        "fixed": [_asked(asking, person, _listed(asking, EXPERT)) for person in some],
        "fixed, skipping": [_asked(asking, person, _skipping(asking, EXPERT, person)) for person in some],
        "random": [_asked(asking, person, _listed(asking, random.sample(EXPERT, len(EXPERT)))) for person in some],
    }
    means = {name: statistics.fmean(map(len, found)) for name, found in talks.items()}
    private = {f"private ones, {name}": _private(asking, talks[name]) for name in ("asked", "fixed")}
    yield Measured("questions to three places, in times of a fixed list's", means["asked"] / means["fixed"], means)
    yield Measured("questions to three places, in times of a random list's", means["asked"] / means["random"], private)


def _chosen(found: Next, _standing: Standing, _asked: Sequence[str]) -> tuple[str, Sequence[str]]:
    return found.facet, found.values


def _listed(asking: Asking, order: Sequence[str]) -> Choice:
    def choose(_found: Next, _standing: Standing, asked: Sequence[str]) -> tuple[str, Sequence[str]]:
        facet = next(facet for facet in order if facet not in asked)
        return facet, asking.choices[facet]

    return choose


def _skipping(asking: Asking, order: Sequence[str], person: Person) -> Choice:
    services = asking.services(person.need)

    def choose(found: Next, standing: Standing, asked: Sequence[str]) -> tuple[str, Sequence[str]]:
        waiting = standing.worth_asking & services
        left = [facet for facet in order if standing.unknown.get(facet, 0) & waiting]
        return _listed(asking, left)(found, standing, asked)

    return choose


def _asked(asking: Asking, person: Person, choice: Choice) -> list[str]:
    """The facets somebody is asked about until it is enough."""
    services = asking.services(person.need)
    answers, asked = Answers(needs=(person.need,)), list[str]()
    while True:
        known = asking.known(answers)
        standing = asking.engine.standing(known)
        found = asking.chooser.next(known, standing, services, services & asking.reachable, safe=True)
        if found is None:
            return asked
        facet, values = choice(found, standing, asked)
        answers = person.asked(answers, facet, values)
        asked.append(facet)


def _private(asking: Asking, talks: Iterable[Sequence[str]]) -> float:
    """The mean number of sensitive questions asked."""
    return statistics.fmean(sum(asking.questions.question(facet).sensitive for facet in talk) for talk in talks)


def near_the_best(asking: Asking, count: int, seed: int) -> Iterator[Measured]:
    """Questions until everything is settled that can be, on a few services and facets, beside the exact optimum."""
    directory = Directory(asking.engine, asking.questions, asking.boroughs, asking.settled_by_answers)
    found = [expected_questions(sample) for sample in samples(directory, count, seed)]
    asked, best = (statistics.fmean(means) for means in zip(*found, strict=True))
    worst = max(mean / least for mean, least in found if least)
    beside = {"asked": asked, "best": best, "worst sample": worst, "samples": len(found)}
    yield Measured("questions to settle 12 services, in times of the least", asked / best, beside)


def quickness(asking: Asking, count: int, seed: int) -> Iterator[Measured]:
    """The time from one more answer to every outcome and their counts, and to the next question.

    Among all services and until everything is settled, so that there is always much to choose between.
    """
    services, nothing = asking.engine.offered, asking.known(Answers())
    standing, chooser, places = asking.engine.standing(nothing), asking.chooser, asking.reachable
    started = perf_counter()
    chooser.next(nothing, standing, services, places, aim="settle", safe=True)
    first = (perf_counter() - started) * _MS
    outcomes, questions = list[float](), list[float]()
    random = Random(seed)
    for person in people(count, seed, asking.questions, asking.boroughs):
        said = Answers()
        asking.engine.standing(nothing)
        for facet in random.sample(EXPERT, len(EXPERT)):
            said = person.asked(said, facet, asking.choices[facet])
            started = perf_counter()
            known = asking.known(said)
            standing = asking.engine.standing(known)
            standing.among(services)
            outcomes.append((perf_counter() - started) * _MS)
            started = perf_counter()
            chooser.next(known, standing, services, places, aim="settle", safe=True)
            questions.append((perf_counter() - started) * _MS)
    yield Measured("every outcome after one answer, with counts, p95 ms", *_spread(outcomes))
    yield Measured("next question, p95 ms", *_spread(questions, {"the first of all": first}))


def _spread(times: list[float], more: dict[str, float] | None = None) -> tuple[float, dict[str, float]]:
    cuts = statistics.quantiles(times, n=20)
    return cuts[18], {"p50": cuts[9], "worst": max(times), "goes": len(times)} | (more or {})
