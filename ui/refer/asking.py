"""What is looked up for the sheets, away from the window, where what is slow to import is imported too."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.refer.paper import Made, make

if TYPE_CHECKING:
    from navigator.pathways import Timeline
    from navigator.refer.discreet import Entry, Remember
    from navigator.refer.papers import Paper
    from navigator.refer.refer import Refer
    from navigator.refer.stop_facts import StopFacts
    from navigator.refer.wish import Wish


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A sheet; ``tells`` says that it names a service for people fleeing harm."""

    made: Made
    tells: bool

    def __repr__(self) -> str:
        """Nothing of what is on it."""
        return f"Answer({self.made!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Offered:
    """The numbers there are for a discreet sheet, a sentence for each stop without one, and one to remember."""

    entries: "tuple[Entry, ...]"
    left_out: tuple[str, ...]
    remember: "Remember"

    def __repr__(self) -> str:
        """Nothing of whom it is for."""
        return f"Offered({len(self.entries)} numbers)"


@dataclass(frozen=True, slots=True, repr=False)
class Reminders:
    """A calendar file, and what it holds in words."""

    says: str
    ics: bytes
    file_name: str

    def __repr__(self) -> str:
        """Nothing of when somebody is expected."""
        return "Reminders(...)"


def answer(refer: "Refer", wish: "Wish", paper: "Paper") -> Answer:
    """The sheet that is wished for, laid out."""
    from navigator.refer.before import is_discreet
    from navigator.refer.wish import sheet_of

    facts = _facts(refer, wish)
    named = facts[: wish.most] if wish.kind == "person" else facts
    return Answer(make(sheet_of(wish, facts), paper), any(is_discreet(one.listing) for one in named))


def offered(refer: "Refer", wish: "Wish") -> Offered:
    """What a discreet sheet can have on it."""
    from navigator.refer.discreet import entries, left_out, remember

    facts = _facts(refer, wish)
    found = entries(facts)
    return Offered(found, left_out(facts), remember(found))


def reminders(refer: "Refer", wish: "Wish", timeline: "Timeline | None") -> Reminders:
    """What a calendar file can have in it, from now on."""
    from navigator.find.hours import london_now
    from navigator.refer.reminders import FILE_NAME, in_words, to_ics

    facts, now = _facts(refer, wish), london_now()
    return Reminders(in_words(facts, now, timeline), to_ics(facts, now, timeline), FILE_NAME)


def _facts(refer: "Refer", wish: "Wish") -> "tuple[StopFacts, ...]":
    return refer.read(wish.stops, wish.answers, wish.origin)
