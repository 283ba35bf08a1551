"""How near the next question is to the best that can be asked, worked out exactly on a few services.

Every answer to a question is as likely as the next, for the questions asked and for the best alike.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from navigator.check.answers import Answers
from navigator.check.bits import union
from navigator.check.choosing import AGES, Chooser
from navigator.check.engine import Engine
from navigator.check.known import Known
from navigator.check.questions import Question, Questions

SERVICES, FACETS = 12, 8


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What some answers to a question have in common: how likely, whose rules are unmet, and one such answer."""

    share: float
    hard: int
    soft: int
    example: Answers


@dataclass(frozen=True, slots=True)
class Directory:
    """What to draw samples from: ``services`` are those that any answers can settle."""

    engine: Engine
    questions: Questions
    boroughs: Sequence[str]
    services: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A few services of a directory, and the facets that may be asked about."""

    directory: Directory
    services: int
    facets: tuple[str, ...]


def samples(directory: Directory, count: int, seed: int) -> Iterator[Sample]:
    """Draw so many samples, of services that have rules."""
    random, rules = Random(seed), directory.engine.rules
    ruled = directory.services & union(some.services for facet in rules for some in rules[facet])
    keys = [key for key in range(directory.engine.size) if ruled >> key & 1]
    for _ in range(count):
        services = union(1 << key for key in random.sample(keys, SERVICES))
        yield Sample(directory, services, tuple(random.sample(sorted(rules), FACETS)))


def expected_questions(sample: Sample) -> tuple[float, float]:
    """The mean number of questions until all that can be settled is settled: as Check asks, and at best."""
    tree = _Tree(sample)
    return tree.asked(), tree.best()


class _Tree:
    """Everything that can be said about a sample.

    A state is the facets asked, as a bit set of their places, and the services with a hard and with another rule unmet.
    """

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self._chooser = Chooser(sample.directory.engine, sample.directory.questions)
        self._questions = [sample.directory.questions.question(facet) for facet in sample.facets]
        others = frozenset(question.facet for question in sample.directory.questions.questions) - frozenset(
            sample.facets
        )
        self._start = Answers(declined=others)
        self._outcomes = [tuple(self._outcomes_of(question)) for question in self._questions]
        rules = sample.directory.engine.rules
        matter = {facet: [some for some in rules[facet] if not some.idle] for facet in rules}
        self._any = [union(some.services for some in matter[facet]) for facet in sample.facets]
        self._hard = [union(some.services for some in matter[facet] if some.hard) for facet in sample.facets]
        self._never = union(some.services for facet in matter if facet in others for some in matter[facet])

    def asked(self) -> float:
        """The mean number of questions as Check asks them."""
        return self._asked({}, 0, 0, 0, self._start)

    def best(self) -> float:
        """The least mean number of questions."""

        @cache
        def least(asked: int, hard: int, soft: int) -> float:
            return min(
                (
                    1 + sum(each.share * least(*self._after(asked, hard, soft, place, each)) for each in outcomes)
                    for place, outcomes in enumerate(self._outcomes)
                    if self._useful(asked, hard, soft, place)
                ),
                default=0.0,
            )

        return least(0, 0, 0)

    def _asked(
        self, known: dict[tuple[int, int, int], float], asked: int, hard: int, soft: int, answers: Answers
    ) -> float:
        state = (asked, hard, soft)
        if state not in known:
            facet = self._next(answers)
            place = -1 if facet is None else self._sample.facets.index(facet)
            known[state] = (
                0.0
                if facet is None
                else 1
                + sum(
                    each.share
                    * self._asked(known, *self._after(*state, place, each), _joined(answers, facet, each.example))
                    for each in self._outcomes[place]
                )
            )
        return known[state]

    def _next(self, answers: Answers) -> str | None:
        sample = self._sample
        known = Known.of(answers, sample.directory.questions.rules_out)
        standing = sample.directory.engine.standing(known)
        found = self._chooser.next(known, standing, sample.services, sample.services, aim="settle", safe=True)
        return found.facet if found else None

    def _after(self, asked: int, hard: int, soft: int, place: int, each: _Outcome) -> tuple[int, int, int]:
        hard |= each.hard
        return asked | 1 << place, hard, (soft | each.soft) & ~hard

    def _useful(self, asked: int, hard: int, soft: int, place: int) -> bool:
        """Whether a question can still settle something; a sensitive one only what it can settle with a yes."""
        if asked >> place & 1:
            return False
        open_still = self._sample.services & ~hard
        to_yes = open_still & ~soft & ~self._never & self._any[place]
        return bool(to_yes or (open_still & self._hard[place] and not self._questions[place].sensitive))

    def _outcomes_of(self, question: Question) -> Iterator[_Outcome]:
        found: Counter[tuple[int, int]] = Counter()
        examples: dict[tuple[int, int], Answers] = {}
        for answers in self._answers(question):
            known = Known.of(answers, self._sample.directory.questions.rules_out)
            hard = soft = 0
            for some in self._sample.directory.engine.rules[question.facet]:
                unmet, _ = some.split(known, question.facet)
                hard, soft = (hard | unmet, soft) if some.hard else (hard, soft | unmet)
            state = hard & self._sample.services, soft & self._sample.services
            found[state] += 1
            examples[state] = answers
        for state, times in found.items():
            yield _Outcome(times / found.total(), *state, examples[state])

    def _answers(self, question: Question) -> Iterator[Answers]:
        if question.facet == "age":
            yield from (Answers(age=age) for age in AGES)
            return
        choices = [choice.value for choice in question.choices] or sorted(self._sample.directory.boroughs)
        for value in choices:
            yield Answers().with_values(question.facet, [value], choices)
        if question.none:
            yield Answers().with_values(question.facet, [], choices)


def _joined(answers: Answers, facet: str, more: Answers) -> Answers:
    return answers.with_age(more.age) if more.age is not None else answers.with_values(facet, *more.of(facet))
