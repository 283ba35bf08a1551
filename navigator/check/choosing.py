"""The next question: the one expected to do most for the places somebody could reach.

Greedy, one question ahead, and every answer to a question is as likely as the next. Looking two steps ahead, or
learning from a caseload, bought nothing in trials.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from navigator.check.answers import Answers
from navigator.check.bits import union
from navigator.check.engine import Engine, Rules, Standing
from navigator.check.known import Known
from navigator.check.questions import Question, Questions

Aim = Literal["places", "settle"]

THREE: Final = 3
"""So many places that meet their rules are enough to try first."""
AGES: Final = range(16, 81)
"""The ages expected, in years, each as likely as the next."""
_ODDS: Final = 0.25
"""How likely a service's rules on another facet are to be met, once that is asked about too."""
_MOST_LATER: Final = 3
"""Services with so many other facets to ask about, or more, count alike."""
_DIGITS: Final = 9
"""Scores that are the same to so many digits are a tie."""
_AGE, _AREA = "age", "area"


@dataclass(frozen=True, slots=True)
class Next:
    """The question to ask.

    ``values`` are the choices worth offering, in the question's order; none for age. ``would_settle`` counts the
    services asked about that have a rule on the facet which is not known. A ``sensitive`` one is for where it is safe
    to talk.
    """

    facet: str
    values: tuple[str, ...]
    would_settle: int
    sensitive: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer to a question: how likely it is, whose rules on the facet it meets, and whose hard one it breaks."""

    share: float
    meets: int
    breaks: int


@dataclass(frozen=True, slots=True)
class _Outlook:
    """A facet as it stands: whose rule on it is unmet, whose hard rule is not known, and the answers still to come."""

    unmet: int
    hard_unknown: int
    answers: tuple[_Answer, ...]


@dataclass(frozen=True, slots=True)
class _Stakes:
    """What questions can still do: ``live`` services can come to meet their rules, ``open`` ones to say no."""

    live: int
    open: int
    places: int

    def on(self, question: Question, unknown: int, hard_unknown: int) -> int:
        """The services that a question can do something for; a sensitive one only opens doors."""
        if question.sensitive:
            return self.live & self.places & unknown
        return (self.live & unknown) | (self.open & hard_unknown)


class Chooser:
    """Chooses what to ask next, by the rules of one directory."""

    def __init__(self, engine: Engine, questions: Questions) -> None:
        """Choose among these questions, by the rules this engine holds."""
        self._engine = engine
        self._rules_out = questions.rules_out
        self._questions = {each.facet: each for each in questions.questions if each.facet in engine.rules}
        self._values = {facet: _values(each, engine.rules[facet]) for facet, each in self._questions.items()}
        self._unasked: dict[str, _Outlook] = {}
        self._said: dict[str, tuple[object, _Outlook]] = {}

    def next(  # noqa: PLR0913 - what is known, of whom it is asked, and how far to go
        self,
        known: Known,
        standing: Standing,
        services: int,
        places: int,
        *,
        aim: Aim = "places",
        safe: bool | None = None,
    ) -> Next | None:
        """The next question about some services, or None when you know enough.

        ``places`` are those of the ``services`` that somebody could reach. With the aim ``places`` it is enough when
        three of them meet their rules, or no question can add one; with ``settle``, when everything that can be settled
        is. Nothing said in full, declined or skipped is asked again. A sensitive question comes last, only while it can
        add a place, and never when ``safe`` is False; for None the caller first asks whether it is safe to talk.
        """
        outlooks = {facet: self._outlook(facet, known) for facet in self._questions}
        if aim == "places" and (standing.meets_rules & places).bit_count() >= THREE:
            return None
        passed = known.answers.declined | known.answers.skipped
        askable = [facet for facet, outlook in outlooks.items() if outlook.answers and facet not in passed]
        if safe is False:
            askable = [facet for facet in askable if not self._questions[facet].sensitive]
        live = self._live(standing, outlooks.values(), askable)
        if aim == "places":
            stakes = _Stakes(live & places, 0, places)
        else:
            stakes = _Stakes(live & services, standing.worth_asking & services, places)
        concerned = {
            facet: stakes.on(self._questions[facet], standing.unknown[facet], outlooks[facet].hard_unknown)
            for facet in askable
        }
        weighed = _weighed(stakes.live, (standing.unknown[facet] for facet in askable))
        scores = {facet: _score(outlooks[facet], some, weighed, stakes) for facet, some in concerned.items() if some}
        for facet in sorted(scores, key=lambda facet: self._rank(facet, scores[facet])):
            values = self._worth_offering(facet, known, concerned[facet])
            if values or facet == _AGE:
                would_settle = (standing.unknown[facet] & standing.worth_asking & services).bit_count()
                return Next(facet, values, would_settle, self._questions[facet].sensitive)
        return None

    def _rank(self, facet: str, score: float) -> tuple[bool, float, int]:
        """What is asked first: nothing sensitive before the rest, then what does most, then the less intrusive."""
        question = self._questions[facet]
        return question.sensitive, -score, question.intrusiveness

    def _live(self, standing: Standing, outlooks: Iterable[_Outlook], askable: Sequence[str]) -> int:
        """The services that come to meet their rules if all questions that may be asked go their way."""
        unmet = union(outlook.unmet for outlook in outlooks)
        left_open = union(unknown for facet, unknown in standing.unknown.items() if facet not in askable)
        return standing.worth_asking & ~(self._engine.settled_by_asking | unmet | left_open)

    def _worth_offering(self, facet: str, known: Known, services: int) -> tuple[str, ...]:
        """The values not said yet; where people may say "none of these", only those some service has a rule about."""
        values = [value for value in self._values[facet] if known.said(facet, value) is None]
        if self._questions[facet].none:
            rules = self._engine.rules[facet]
            values = [value for value in values if any(each.by_value.get(value, 0) & services for each in rules)]
        return tuple(values)

    def _outlook(self, facet: str, known: Known) -> _Outlook:
        """Worked out once for a facet nobody was asked about, and anew when what is said of it changes."""
        if facet not in known.answers.facets:
            self._said.pop(facet, None)
            if facet not in self._unasked:
                self._unasked[facet] = self._made(facet, known)
            return self._unasked[facet]
        said = known.age if facet == _AGE else known.answers.of(facet)
        held = self._said.get(facet)
        if held is None or held[0] != said:
            held = self._said[facet] = (said, self._made(facet, known))
        return held[1]

    def _made(self, facet: str, known: Known) -> _Outlook:
        rules = self._engine.rules[facet]
        hard, soft, hard_unknown, soft_unknown = _split(rules, known, facet)
        unknown = hard_unknown | soft_unknown
        ways: Counter[tuple[int, int]] = Counter()
        for answers in self._ways(facet, known):
            not_met = _split(rules, Known.of(answers, self._rules_out), facet)
            ways[unknown & ~union(not_met), unknown & not_met[0]] += 1
        total = ways.total()
        return _Outlook(hard | soft, hard_unknown, tuple(_Answer(times / total, *way) for way, times in ways.items()))

    def _ways(self, facet: str, known: Known) -> Iterator[Answers]:
        """What may be said of a facet next: any one of its values not said yet, or none of them."""
        if facet == _AGE:
            yield from (Answers(age=age) for age in AGES if known.age is None)
            return
        yes, no = known.answers.of(facet)
        left = frozenset(value for value in self._values[facet] if known.said(facet, value) is None)
        for value in sorted(left):
            yield Answers().with_values(facet, yes | {value}, no | (left - {value}))
        if left and self._questions[facet].none:
            yield Answers().with_values(facet, yes, no | left)


def _values(question: Question, rules: Iterable[Rules]) -> tuple[str, ...]:
    """What may be answered, in order; the boroughs are those that some rule names."""
    if question.facet == _AREA:
        return tuple(sorted({value for each in rules for value in each.by_value if isinstance(value, str)}))
    return tuple(choice.value for choice in question.choices)


def _split(rules: Iterable[Rules], known: Known, facet: str) -> tuple[int, int, int, int]:
    """The services with a hard rule unmet, another rule unmet, a hard rule not known, and another rule not known.

    A rule that whoever is asked meets is in neither of the last two.
    """
    unmet, unknown = {True: 0, False: 0}, {True: 0, False: 0}
    for each in rules:
        its_unmet, its_unknown = each.split(known, facet)
        unmet[each.hard] |= its_unmet
        if not each.idle:
            unknown[each.hard] |= its_unknown
    return unmet[True], unmet[False], unknown[True], unknown[False]


def _weighed(live: int, unknown: Iterable[int]) -> list[tuple[float, int]]:
    """The live services by how many other facets they wait for, and how likely those go their way."""
    at_least = [live] + [0] * (_MOST_LATER + 1)
    for services in unknown:
        for count in range(len(at_least) - 1, 0, -1):
            at_least[count] |= at_least[count - 1] & services
    exactly = (some ^ more for some, more in pairwise([*at_least[1:], 0]))
    return [(_ODDS**later, services) for later, services in enumerate(exactly) if services]


def _score(outlook: _Outlook, concerned: int, weighed: Iterable[tuple[float, int]], stakes: _Stakes) -> float:
    """How many services a question is expected to lead to a yes, with those that it settles with a no where open."""
    sets = [(weight, services & concerned) for weight, services in weighed]
    gains = (
        answer.share
        * (
            sum(weight * (services & answer.meets).bit_count() for weight, services in sets)
            + (stakes.open & concerned & answer.breaks).bit_count()
        )
        for answer in outlook.answers
    )
    return round(sum(gains), _DIGITS)
