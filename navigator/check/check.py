"""The one thing the window and the command line ask: where every service stands for somebody, and what to ask next."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Final

from navigator.check.advice import Advice, Adviser, Candidate
from navigator.check.answers import Allowed, Answers
from navigator.check.asking import ask
from navigator.check.bits import union
from navigator.check.changes import read_changes
from navigator.check.choosing import THREE, Aim, Next
from navigator.check.doors import Doors
from navigator.check.guidance import read_guidance
from navigator.check.now import Now
from navigator.check.questions import Choice, Questions, read_questions
from navigator.check.result import OUTCOME_LABELS, OUTCOMES, Outcome
from navigator.check.services import Case, Services
from navigator.check.statements import because, checked, statements
from navigator.check.view import Ask, Card, Detail, Group, Held, View
from navigator.directory import Vocabulary
from navigator.errors import NavigatorError
from navigator.find.facts import Said
from navigator.find.hours import Hours, london_now
from navigator.find.line import line
from navigator.find.number import NextNumber, next_number
from navigator.find.ringing import ringing
from navigator.find.search import Search
from navigator.find.wording import lower_first

MOST: Final = 12
"""How many places of each group are shown at first."""
_A_WHILE: Final = timedelta(minutes=5)
_AREA: Final = "area"
_COMPILED: Final = "SELECT value FROM directory_fact WHERE name = 'compiled'"


class Check:
    """Holds the services of one directory against what somebody said; keeps nothing of whom it was asked about.

    It belongs to the thread of its connection, and sees the changes that its search sees.
    """

    def __init__(
        self,
        search: Search,
        connection: sqlite3.Connection,
        vocabulary: Vocabulary,
        questions: Questions | None = None,
        at: datetime | None = None,
    ) -> None:
        """Check the directory that ``search`` searches over a connection, as at a moment (by default, each time, now).

        Raises NavigatorError where the questions cannot be read.
        """
        self._search = search
        self._connection = connection
        self.vocabulary: Final = vocabulary
        self._at = at
        self.questions: Final = questions or read_questions()
        self._held: Now | None = None

    @property
    def allowed(self) -> Allowed:
        """What may be answered."""
        return self._services.allowed

    @property
    def boroughs(self) -> tuple[str, ...]:
        """The boroughs by name, those that this directory is most about first."""
        return self._services.boroughs

    def view(self, answers: Answers, *, safe: bool | None = None, most: int = MOST, thorough: bool = False) -> View:
        """Where everything stands, with up to ``most`` places of each group, and what to ask next.

        ``safe``: whether it is safe to talk, None where nobody has asked; when False nothing sensitive comes.
        ``thorough`` goes on asking once enough is known, while an answer can settle anything.
        """
        self._refresh()
        case = self._services.case(answers)
        aim: Aim = "settle" if thorough or not answers.needs else "places"
        chosen = self._next(case, aim, safe=safe)
        counts = case.standing.among(case.services)
        groups = (
            Group(each, OUTCOME_LABELS[each], case.of(each).bit_count(), self._cards(case, each, 0, most))
            for each in OUTCOMES
        )
        return View(
            groups=tuple(groups),
            counts=counts,
            next=self._ask(chosen) if chosen else None,
            safety_first=chosen is not None and chosen.sensitive and safe is None,
            found=sum(counts.values()),
            enough="" if chosen else self.questions.enough,
            more=chosen is None and aim == "places" and self._next(case, "settle", safe=safe) is not None,
        )

    def group(self, answers: Answers, outcome: Outcome, start: int, count: int) -> tuple[Card, ...]:
        """More of the places of one outcome: ``count`` of them from number ``start`` (from 0), best first."""
        self._refresh()
        return self._cards(self._services.case(answers), outcome, start, count)

    def each(self, answers: Answers, outcome: Outcome) -> Iterator[Held]:
        """The services of one outcome, best first, each read when it is asked for."""
        self._refresh()
        case = self._services.case(answers)
        for one in self._candidates(case.services & case.standing.of(outcome), case):
            yield Held(one.listing, one.result, ask(one.result, one.listing, case.known))

    def detail(self, service_id: str, answers: Answers) -> Detail:
        """One place in full. Raises NavigatorError where there is no such listing any more."""
        self._refresh()
        case = self._services.case(answers)
        row = self._connection.execute("SELECT key FROM service WHERE id = ?", (service_id,)).fetchone()
        one = self._services.candidate(row[0], case.known) if row else None
        if one is None:
            raise NavigatorError(f"There is no listing '{service_id}' any more.")
        instead = next_number(self._connection, one.listing)
        return Detail(
            card=self._card(row[0], one, case),
            statements=statements(one.result, self.vocabulary),
            asks=ask(one.result, one.listing, case.known),
            ring=tuple(ringing(one.listing, instead)),
            advice=self._advice(one, case, instead),
            checked=checked(one.listing),
            unchecked=one.listing.asked is None,
        )

    def fits(self, answers: Answers) -> Said:
        """The services to try, as in ``View``, and those worth asking, whatever the need."""
        standing = self._services.case(answers).standing
        return Said(standing.open, standing.worth_asking & ~standing.takes_anyone)

    def forget(self) -> None:
        """Keep nothing that was worked out from anybody's answers."""
        if self._held is not None:
            self._held.services.forget()

    def now(self) -> Now:
        """What the directory holds now, with what another connection changed taken in; the same until that changes."""
        self._refresh()
        return self._now

    def cards(self, keys: Iterable[int], case: Case) -> Iterator[Card]:
        """The cards of some services, each read when it is asked for; none for a service that has gone since."""
        for key in keys:
            one = self._services.candidate(key, case.known)
            if one is not None:
                yield self._card(key, one, case)

    def _refresh(self) -> None:
        """Let the search take in what another connection changed, and its facts be those used here."""
        self._search.lines(())

    @property
    def _services(self) -> Services:
        return self._now.services

    @property
    def _doors(self) -> Doors:
        return self._now.doors

    @property
    def _now(self) -> Now:
        """What the directory holds, read anew where it has changed or time has passed."""
        facts, held = self._search.facts, self._held
        services = held.services if held else None
        if services is None or services.facts is not facts:
            services, held = Services(self._connection, facts, self.vocabulary, self.questions), None
        if held is None or (self._at is None and london_now() - held.doors.at >= _A_WHILE):
            doors = Doors(self._connection, facts, Hours(self._at))
            (dated,) = self._connection.execute(_COMPILED).fetchone() or ("",)
            held = Now(services, doors, dated)
        self._held = held
        return held

    def _next(self, case: Case, aim: Aim, *, safe: bool | None) -> Next | None:
        """What to ask: while somebody looks for places, only what can put one before the first that were found."""
        places = case.services & self._doors.reachable
        if aim == "settle":
            return self._choose(case, places, aim, safe=safe)
        nearby = places & self._doors.nearby
        best = self._services.best(case.standing.meets_rules & nearby, case, self._doors)
        found = tuple(islice(best, THREE))
        if len(found) == THREE:
            return self._choose(case, nearby & self._services.before(found[-1], case, self._doors), aim, safe=safe)
        first = self._choose(case, nearby, aim, safe=safe)
        if first is None or first.sensitive:
            calm = self._choose(case, places, aim, safe=False)
            return calm or first or self._choose(case, places, aim, safe=safe)
        return first

    def _choose(self, case: Case, places: int, aim: Aim, *, safe: bool | None) -> Next | None:
        return self._services.chooser.next(case.known, case.standing, case.services, places, aim=aim, safe=safe)

    def _ask(self, chosen: Next) -> Ask:
        question = self.questions.question(chosen.facet)
        choices = question.choices
        if chosen.facet == _AREA:
            choices = tuple(Choice(name, name) for name in self._services.boroughs)
        return Ask(
            question=question,
            choices=tuple(choice for choice in choices if choice.value in chosen.values),
            would_settle=chosen.would_settle,
            about=lower_first(self.vocabulary.label("facet", chosen.facet)),
        )

    def _cards(self, case: Case, outcome: Outcome, start: int, count: int) -> tuple[Card, ...]:
        best = self._services.best(case.of(outcome), case, self._doors)
        return tuple(self.cards(islice(best, start, start + count), case))

    def _card(self, key: int, one: Candidate, case: Case) -> Card:
        (result,) = self._search.lines((key,))
        return Card(
            line=line(result, self.vocabulary),
            outcome=one.result.outcome,
            because=because(one.result, self.vocabulary),
            asks=len(ask(one.result, one.listing, case.known)),
            takes_anyone=one.result.takes_anyone,
        )

    def _candidates(self, services: int, case: Case) -> Iterator[Candidate]:
        keys = self._services.best(services, case, self._doors)
        return filter(None, (self._services.candidate(key, case.known) for key in keys))

    def _advice(self, one: Candidate, case: Case, instead: NextNumber | None) -> Advice | None:
        """What to do where a rule says no, or may be used to against guidance; None where none does."""
        if all(finding.rule.strength == "discretionary" for finding in one.result.unmet):
            return None

        def places(needs: Sequence[str], types: Sequence[str]) -> Iterable[Candidate]:
            offered = case.standing.open, case.standing.worth_asking & ~case.standing.takes_anyone
            wanted = self._with("need", needs) & self._with("type", types)
            return (found for some in offered for found in self._candidates(some & wanted, case))

        return self._adviser.advise(one, case.known, places, instead)

    def _with(self, taxonomy: str, codes: Sequence[str]) -> int:
        """The services with any of some codes; all where there are none."""
        facts = self._services.facts
        return union(facts.code(f"{taxonomy}:{code}") for code in codes) if codes else facts.everyone

    @cached_property
    def _adviser(self) -> Adviser:
        return Adviser(read_guidance(), read_changes(), self.vocabulary)
