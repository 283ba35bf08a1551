"""All that a sheet, a warning or a comparison says of one shortlisted service, read at one moment."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from navigator.check import Answers, Check, Result, Statement
from navigator.check.advice import Candidate
from navigator.check.asking import ask
from navigator.check.known import Known
from navigator.check.statements import statements
from navigator.directory import Listing, Place, Vocabulary
from navigator.find.hours import Hours
from navigator.find.number import NextNumber, next_number
from navigator.find.sheet import Sheet as Told
from navigator.find.sheet import sheet as told_of
from navigator.pathways import Catch22, Pathways
from navigator.refer.shortlist import Stop


@dataclass(frozen=True, slots=True, repr=False)
class StopFacts:
    """One stop: its listing as it is now, and what follows from it.

    ``told`` is the listing in words, which also has how far it is without saying from where; ``hours`` the moment it is
    seen at; ``instead`` the number to ring where it has none. ``result`` is where it stands by the answers given, of
    which ``known`` is what follows; ``statements`` are its rules in words, with what was said about each; ``asks`` the
    questions to put to it; ``catch_22s`` what its rules are half of; ``dated`` the directory's own ISO day.
    """

    stop: Stop
    listing: Listing
    told: Told
    hours: Hours
    instead: NextNumber | None
    known: Known
    result: Result
    statements: tuple[Statement, ...]
    asks: tuple[str, ...]
    catch_22s: tuple[Catch22, ...]
    vocabulary: Vocabulary
    dated: str

    def __repr__(self) -> str:
        """Nothing of what was said or written."""
        return f"StopFacts({self.stop!r})"


class Reader:
    """Reads stops from one directory, as at a moment: by default, each time, now."""

    def __init__(
        self, connection: sqlite3.Connection, check: Check, pathways: Pathways, at: datetime | None = None
    ) -> None:
        """Over the directory that is checked and followed over a connection."""
        self._connection = connection
        self._check = check
        self._pathways = pathways
        self._at = at

    def read(self, stops: Sequence[Stop], answers: Answers, origin: Place | None = None) -> tuple[StopFacts, ...]:
        """The facts of those that the directory still holds, in order; ``origin`` is where somebody sets out from."""
        now = self._check.now()
        case = _Case(Known.of(answers, self._check.questions.rules_out), Hours(self._at), origin, now.dated)
        named = ((stop, now.services.named(stop.id, case.known)) for stop in stops)
        return tuple(self._facts(stop, one, case) for stop, one in named if one)

    def _facts(self, stop: Stop, one: Candidate, case: "_Case") -> StopFacts:
        listing, vocabulary, hours = one.listing, self._check.vocabulary, case.hours
        instead = next_number(self._connection, listing)
        return StopFacts(
            stop=stop,
            listing=listing,
            told=told_of(listing, vocabulary, at=hours.at, origin=case.origin, instead=instead),
            hours=hours,
            instead=instead,
            known=case.known,
            result=one.result,
            statements=statements(one.result, vocabulary),
            asks=ask(one.result, listing, case.known),
            catch_22s=self._pathways.biting(stop.id, case.known.answers),
            vocabulary=vocabulary,
            dated=case.dated,
        )


@dataclass(frozen=True, slots=True, repr=False)
class _Case:
    """For whom, when, from where, and by a directory of which day."""

    known: Known
    hours: Hours
    origin: Place | None
    dated: str
