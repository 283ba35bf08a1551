"""What national guidance says to a service that shuts out one need because of the other, and what to say to it.

The text is ``resources/guidance.toml``, reviewed line by line. Guidance is written for some conditions and not for
others: only what fits this person's condition is ever quoted, and where the condition is not said, only what holds for
everybody with both needs.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.check.known import Known
from navigator.find.wording import plain_date
from navigator.resources import resource
from navigator.reviewed import Table

SEEN: Final = "seen"
CONFIDENCES: Final = (SEEN, "derived", "memory", "unsourced")
"""How sure a sentence is: its passage was read, worked out from it, remembered, or has no source."""
CHECK: Final = "Check before relying on this."
OUR_REASONING: Final = "Our reasoning."
_NEITHER: Final = (("mental-health", "none"), ("substance-use", "none"))

Condition = tuple[tuple[str, tuple[str, ...]], ...]
"""Facets with values, of which one must be said yes to in each."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where something is written; ``date`` is "2019", "2024-06" or "" where the page has none."""

    title: str
    url: str
    date: str

    @property
    def says(self) -> str:
        """The page in words: ``"NICE NG58 (November 2016)"``."""
        return f"{self.title} ({plain_date(self.date)})" if self.date else f"{self.title} (no date)"


@dataclass(frozen=True, slots=True)
class Guidance:
    """One piece of guidance: what it says in plain words, and ``words`` to say on the phone.

    ``fits`` are the conditions it is written for; none for everybody with both needs. ``services`` are the kinds of
    service it speaks to, none for all; ``from_age`` the youngest it speaks of, in years; ``only_if`` what must also be
    so and no answer tells, "" where nothing.
    """

    id: str
    page: Page
    confidence: str
    says: str
    words: str
    fits: tuple[Condition, ...] = ()
    services: tuple[str, ...] = ()
    from_age: int = 0
    only_if: str = ""

    @property
    def mark(self) -> str:
        """What to read beside it where nobody read the passage itself, else ""."""
        return mark_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Application:
    """What holds where anyone may apply, and the words to say there; ``needs`` none for all others."""

    needs: tuple[str, ...]
    page: Page
    confidence: str
    says: str
    words: str

    @property
    def mark(self) -> str:
        """What to read beside it where nobody read the passage itself, else ""."""
        return mark_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Challenges:
    """Everything there is to challenge a refusal with, in the order of the file."""

    guidance: tuple[Guidance, ...]
    applications: tuple[Application, ...]

    def application(self, needs: Collection[str]) -> Application:
        """What holds at a place where anyone may apply, by the needs it helps with, its main one first."""
        for need in needs:
            for one in self.applications:
                if need in one.needs:
                    return one
        return self.applications[-1]


def mark_of(confidence: str) -> str:
    """What to read beside a sentence nobody read in its source; "" where somebody did."""
    return "" if confidence == SEEN else CHECK


def fitting(guidance: Iterable[Guidance], known: Known, services: Sequence[str] | None = None) -> tuple[Guidance, ...]:
    """The pieces that fit what is known of a person's condition, the most specific first.

    ``services`` are the kinds of service of the place that refuses, None where that is not known. Nothing is quoted to
    somebody who has said that they have only one of the two needs.
    """
    if any(known.said(*value) for value in _NEITHER):
        return ()
    found = [(_specific(one, known), one) for one in guidance if _speaks_to(one, known, services)]
    found = [pair for pair in found if pair[0] is not None]
    return tuple(one for _, one in sorted(found, key=lambda pair: -(pair[0] or 0)))


def _speaks_to(one: Guidance, known: Known, services: Sequence[str] | None) -> bool:
    young = known.age is not None and known.age < one.from_age
    return not young and (not one.services or services is None or not set(one.services).isdisjoint(services))


def _specific(one: Guidance, known: Known) -> int | None:
    """How much of a condition it speaks of, 0 for everybody with both needs; None where it does not fit."""
    if not one.fits:
        return 0
    met = [len(condition) for condition in one.fits if _met(condition, known)]
    return max(met) + bool(one.services) if met else None


def _met(condition: Condition, known: Known) -> bool:
    return all(any(known.said(facet, value) for value in values) for facet, values in condition)


def read_guidance(path: Path | None = None) -> Challenges:
    """The guidance in a file, the shipped one for None.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top = Table.read(path or resource("guidance.toml"))
    top.only("guidance", "application")
    applications = tuple(map(_application, top.tables("application")))
    if not applications or applications[-1].needs:
        raise top.wrong("the last [[application]] must have no needs, so that it answers for all others")
    return Challenges(tuple(map(_guidance, top.tables("guidance"))), applications)


def _guidance(table: Table) -> Guidance:
    known = ("id", "title", "url", "date", "confidence", "says", "words", "for", "services", "from_age", "only_if")
    table.only(*known)
    return Guidance(
        id=table.text("id"),
        page=read_page(table),
        confidence=table.one_of("confidence", CONFIDENCES),
        says=table.text("says"),
        words=table.text("words"),
        fits=tuple(tuple(one.lists()) for one in table.tables("for")),
        services=table.texts("services"),
        from_age=table.number("from_age") or 0,
        only_if=table.text("only_if", needed=False),
    )


def _application(table: Table) -> Application:
    table.only("needs", "title", "url", "date", "confidence", "says", "words")
    return Application(
        needs=table.texts("needs"),
        page=read_page(table),
        confidence=table.one_of("confidence", CONFIDENCES),
        says=table.text("says"),
        words=table.text("words"),
    )


def read_page(table: Table) -> Page:
    """The page that a table's ``title``, ``url`` and ``date`` name."""
    return Page(table.text("title"), table.text("url", needed=False), table.text("date", needed=False))
