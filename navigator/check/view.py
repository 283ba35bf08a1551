"""What Check shows: the groups of places, the next question, and one place in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from navigator.check.questions import Choice, Question
from navigator.check.result import Outcome, Result
from navigator.check.statements import Statement
from navigator.directory import Listing
from navigator.find.line import Line
from navigator.find.parts import Part

if TYPE_CHECKING:
    from navigator.check.advice import Advice


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """One service held against what is known of a person, and the questions to put to it."""

    listing: Listing
    result: Result
    asks: tuple[str, ...]

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Held({self.listing.id!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """One place in a list; ``because`` is the one thing that decided, ``asks`` how many questions to put to it.

    ``takes_anyone``: it is worth asking in name only, and is shown with the places to try.
    """

    line: Line
    outcome: Outcome
    because: str
    asks: int
    takes_anyone: bool = False

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Card({self.line.id!r})"


@dataclass(frozen=True, slots=True)
class Group:
    """The services shown under an outcome: how many there are, and the first of them, best first.

    Those that take anyone are shown with those that meet their rules.
    """

    outcome: Outcome
    label: str
    total: int
    places: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """The question to ask next.

    ``choices`` are those to read out: of area, the boroughs most of this directory is about first; none for age.
    ``would_settle`` counts the services that have a rule on it which is not known; ``about`` names its facet.
    """

    question: Question
    choices: tuple[Choice, ...]
    would_settle: int
    about: str


@dataclass(frozen=True, slots=True)
class View:
    """Where everything stands, and what to ask next.

    ``groups`` are places to try, worth asking and those that say no. ``counts`` are by outcome, and ``found`` all of
    them together. ``next`` is None when enough is known, which ``enough`` then says; ``more`` that there is still
    something to ask for those who want to. ``safety_first``: ask whether it is safe to talk before this question.
    """

    groups: tuple[Group, ...]
    counts: Mapping[str, int]
    next: Ask | None
    safety_first: bool
    found: int
    enough: str
    more: bool


@dataclass(frozen=True, slots=True, repr=False)
class Detail:
    """One place in full: every rule in words, what to ask it, whom to ring, and what to do about a no.

    ``checked`` says when somebody last asked the service, or that nobody has: it is ``unchecked``.
    """

    card: Card
    statements: tuple[Statement, ...]
    asks: tuple[str, ...]
    ring: tuple[Part, ...]
    advice: "Advice | None"
    checked: str
    unchecked: bool

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return f"Detail({self.card!r})"
