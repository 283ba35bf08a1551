"""Which sheet is wanted, and the making of it from what is known of the stops."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from navigator.check.answers import Answers
from navigator.refer.shortlist import Stop

if TYPE_CHECKING:
    from navigator.directory import Place
    from navigator.refer.blocks import Sheet
    from navigator.refer.discreet import Entry
    from navigator.refer.in_my_words import Words
    from navigator.refer.stop_facts import StopFacts

Kind = Literal["worker", "person", "discreet", "words", "calendar"]

KINDS: Final[tuple[tuple[Kind, str, str], ...]] = (
    ("worker", "For the worker", "All that a referral needs, with sources and dates."),
    ("person", "For the person", "Large print and plain words: where to go first."),
    ("discreet", "Discreet", "A name you choose and a number. Nothing that tells."),
    ("words", "In my words", "What the person would like said once, in their words."),
    ("calendar", "For a calendar", "Appointments and dates, as reminders that name nothing."),
)
"""Every kind of sheet, what it is called, and what it is in a line."""
FEW: Final = 3
"""How many stops the person's sheet has if nobody chose: the first and two others."""


NOBODY: Final = Answers()
"""Nobody in particular."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """A sheet somebody wants of some stops.

    ``origin`` is where the person sets out from: it is never printed. ``most`` is how many stops are on the person's
    sheet; ``tell`` says which rules are met on the worker's, which tells what the person said. ``names`` are what the
    worker approved for a discreet sheet, None for the names it offers; ``words`` what the person would like known.
    """

    kind: Kind
    stops: tuple[Stop, ...] = ()
    answers: Answers = NOBODY
    origin: "Place | None" = None
    most: int = FEW
    tell: bool = False
    names: "tuple[Entry, ...] | None" = None
    words: "Words | None" = None

    def __repr__(self) -> str:
        """Nothing of what was said or written."""
        return f"Wish({self.kind!r})"


def sheet_of(wish: Wish, facts: "Sequence[StopFacts]") -> "Sheet":
    """The sheet that is wished for, of the facts of its stops.

    Raises UsageError where a name on a discreet sheet tells, and ValueError for a calendar, which is no sheet.
    """
    from navigator.refer.discreet import discreet_sheet, entries
    from navigator.refer.in_my_words import Words, words_sheet
    from navigator.refer.person import person_sheet
    from navigator.refer.worker import worker_sheet

    dated = facts[0].dated if facts else ""
    match wish.kind:
        case "worker":
            return worker_sheet(facts, tell=wish.tell)
        case "person":
            return person_sheet(facts, most=wish.most)
        case "discreet":
            return discreet_sheet(entries(facts) if wish.names is None else wish.names, dated)
        case "words":
            return words_sheet(wish.words or Words(), dated)
        case "calendar":
            raise ValueError(wish.kind)
