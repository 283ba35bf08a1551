"""The services of one directory as they are now, held against what is known of somebody."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from navigator.check.advice import Candidate
from navigator.check.answers import Allowed, Answers
from navigator.check.bits import union
from navigator.check.choosing import Chooser
from navigator.check.doors import Doors
from navigator.check.engine import Engine, Standing
from navigator.check.known import Known
from navigator.check.order import Order
from navigator.check.questions import Questions
from navigator.check.result import OUTCOMES, Outcome, hold
from navigator.check.rules import Rule, Scope, rules_of
from navigator.directory import Listing, Places, Vocabulary, read_listing
from navigator.directory.entry import area_code
from navigator.find.facts import Facts

_KEPT: Final = 1_000
_AREA: Final = "area"
_OFTEN_ASKED: Final = ("need:", "stance:")
"""What is read at once, so that no answer has to wait for it."""
_NOT_LISTED: Final = frozenset({"age", "other"})


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of somebody, where every service stands for them, and the services for what they came for."""

    known: Known
    standing: Standing
    services: int

    def of(self, outcome: Outcome) -> int:
        """The services shown under an outcome: those that take anyone are shown with those whose rules are met."""
        standing = self.standing
        shown = standing.open, standing.worth_asking & ~standing.takes_anyone, standing.says_no
        return self.services & shown[OUTCOMES.index(outcome)]


class _Read(NamedTuple):
    """A listing and its rules."""

    listing: Listing
    rules: tuple[Rule, ...]


class Services:
    """Reads the rules once, and a listing when it is first asked for; sees no later change."""

    def __init__(
        self, connection: sqlite3.Connection, facts: Facts, vocabulary: Vocabulary, questions: Questions
    ) -> None:
        """Of the directory behind a connection, which has these facts."""
        self._connection = connection
        self._vocabulary = vocabulary
        self._rules_out = questions.rules_out
        self._boroughs = Places(connection).boroughs()
        self._kept: dict[int, _Read] = {}
        self.facts: Final = facts
        self._scope = Scope.of(vocabulary, self._boroughs)
        self.engine: Final = Engine(connection, self._scope)
        self._questions = questions
        self.chooser = Chooser(self.engine, questions)
        for code in facts.codes:
            if code.startswith(_OFTEN_ASKED):
                facts.code(code)
        self._order = Order(connection, facts, self.engine, self._scope)

    def forget(self) -> None:
        """Let go of what was worked out from the last answers."""
        self.engine.forget()
        self.chooser = Chooser(self.engine, self._questions)

    @cached_property
    def allowed(self) -> Allowed:
        """What may be answered: the values of the vocabulary, and the boroughs by name."""
        codes = self._vocabulary.codes
        listed = (facet for facet in codes("facet") if facet not in _NOT_LISTED)
        values = {facet: self._boroughs if facet == _AREA else codes(f"value.{facet}") for facet in listed}
        return Allowed(values, codes("need"))

    @cached_property
    def boroughs(self) -> tuple[str, ...]:
        """The boroughs by name, those that most services of this directory name first."""
        held = self.facts.held
        return tuple(sorted(self._boroughs, key=lambda name: (-held.get(f"area:{area_code(name)}", 0), name)))

    def case(self, answers: Answers) -> Case:
        """Where everything stands for somebody who gave these answers."""
        known = Known.of(answers, self._rules_out)
        return Case(known, self.engine.standing(known), self._for(answers.needs))

    def _for(self, needs: Sequence[str]) -> int:
        """Every service that runs, or those that help with one of some needs."""
        return self.engine.offered & (union(self.facts.code(f"need:{need}") for need in needs) if needs else -1)

    def best(self, services: int, case: Case, doors: Doors) -> Iterator[int]:
        """The keys of some services, best first, each found when it is asked for."""
        return self._order.best(services, case.known, case.standing, doors.tiers)

    def before(self, key: int, case: Case, doors: Doors) -> int:
        """The services that come before one whatever else is said."""
        return self._order.before(key, case.known, doors.tiers)

    def candidate(self, key: int, known: Known) -> Candidate | None:
        """One service and what it says; None where it has gone since."""
        read = self._read(key)
        return read and Candidate(read.listing, hold(*read, known, self._vocabulary))

    def named(self, service_id: str, known: Known) -> Candidate | None:
        """The same of the service with that id; None where there is none."""
        row = self._connection.execute("SELECT key FROM service WHERE id = ?", (service_id,)).fetchone()
        return self.candidate(row[0], known) if row else None

    def _read(self, key: int) -> _Read | None:
        if key not in self._kept:
            row = self._connection.execute("SELECT id FROM service WHERE key = ?", (key,)).fetchone()
            listing = read_listing(self._connection, row[0]) if row else None
            if listing is None:
                return None
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = _Read(listing, rules_of(listing, self._scope))
        return self._kept[key]
