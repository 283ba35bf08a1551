"""A timeline as a checklist to print: plain lines, with the numbers that the calendar has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from navigator.check.guidance import OUR_REASONING
from navigator.check.view import Card
from navigator.find.wording import ended, lower_first
from navigator.pathways.catch22s import Catch22
from navigator.pathways.claims import Cited, Claim
from navigator.pathways.days import day_words
from navigator.pathways.timeline import Dated, Timeline
from navigator.pathways.transitions import PLANNING, RULE

DUTIES: Final = {"statutory": "Legal duty", "guidance": "Guidance", "good-practice": "Good practice"}
BASES: Final = {RULE: "The number of days is a rule.", PLANNING: "The days are suggested, and may be changed."}
PAPER: Final = "Navigator saves nothing about a person. What you print is yours to look after."
_BOX: Final = "[ ]"
_UNDER: Final = "     "


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, as printed.

    ``days`` is when, ``says`` where today stands to it ("" where there is nothing to say), ``urgent`` whether it is
    overdue or for today; ``notes`` are sentences: how binding it is, what its days fall on, its source.
    """

    number: int
    text: str
    days: str
    says: str
    urgent: bool
    who: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs beside the things to do, each line a text of its own."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A page to print: ``opening`` are sentences, ``items`` the things to do, by date."""

    title: str
    opening: tuple[str, ...]
    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    foot: str

    def lines(self) -> Iterator[str]:
        """All of it as lines of text, each thing to do with a box to tick."""
        yield self.title
        yield from self.opening
        for item in self.items:
            yield ""
            yield f"{item.number:>3}. {_BOX} {item.text}"
            yield f"{_UNDER}When: {ended(item.days)} {item.says}".rstrip()
            yield f"{_UNDER}Who: {ended(item.who)}"
            for note in item.notes:
                yield _UNDER + note
        for section in self.sections:
            yield ""
            yield section.heading
            yield from (f"  {line}" for line in section.lines)
        yield from ("", self.foot)


def checklist(timeline: Timeline, catch22s: Sequence[Catch22] = (), services: Sequence[Card] = ()) -> Checklist:
    """The checklist of a timeline, with the catch-22s that bite at its transition and services that help with it."""
    transition = timeline.transition
    sections = (
        Section("Why support falls away", (ended(transition.why_it_fails), _sources(transition.report))),
        Section("Who holds both ends", tuple(_together((transition.holds_both_ends,)))),
        Section("Rights", tuple(_claims(transition.rights))),
        Section("Red flags", tuple(_together(transition.red_flags))),
        Section("Papers to have", tuple(map(ended, transition.papers))),
        Section("Rules that block one another", tuple(_loops(catch22s))),
        Section("May have changed", tuple(caution.says for caution in transition.cautions)),
        Section("Services that say they help with this", tuple(map(_service, services))),
    )
    return Checklist(
        title=transition.name,
        opening=tuple(_opening(timeline)),
        items=tuple(map(_item, timeline.dated)),
        sections=tuple(section for section in sections if section.lines),
        foot=PAPER,
    )


def _opening(timeline: Timeline) -> Iterator[str]:
    yield f"Day 0 is {day_words(timeline.day)}, the {ended(timeline.transition.day_0)}"
    yield f"This is how it stands on {day_words(timeline.today)}."
    yield from filter(None, (timeline.past, timeline.friday))


def _item(dated: Dated) -> Item:
    action = dated.action
    return Item(
        number=dated.number,
        text=action.action,
        days=dated.days,
        says=dated.says,
        urgent=dated.overdue or dated.today,
        who=action.who,
        notes=tuple(filter(None, _notes(dated))),
    )


def _notes(dated: Dated) -> Iterator[str]:
    action = dated.action
    yield from dated.closing
    when = f" {ended(action.when)}" if dated.on else ""
    yield f"{DUTIES[action.duty]}.{when} {BASES.get(action.basis, '')}".strip()
    yield f"{_sources(action.sources)} {action.caution}".strip()
    yield action.scope and f"This was {ended(action.scope)}"


def _claims(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield ended(claim.text)
        yield f"  {_sources(claim.sources)} {claim.caution}".rstrip()
        if claim.scope:
            yield f"  This was {ended(claim.scope)}"


def _together(claims: Sequence[Claim]) -> Iterator[str]:
    """Each in a line of its own, and once where they come from and how sure that is."""
    yield from (ended(claim.text) for claim in claims)
    yield from dict.fromkeys(f"{claim.source_says} {claim.caution}".rstrip() for claim in claims)


def _loops(catch22s: Iterable[Catch22]) -> Iterator[str]:
    for one in catch22s:
        yield f"{one.name}: {ended('; '.join(one.loop))}"
        yield f"  What to do: {ended(one.how_to_break_it)}"
        yield f"  {_sources(one.sources)} {one.caution}".rstrip()
        if one.scope:
            yield f"  This was {ended(one.scope)}"


def _service(card: Card) -> str:
    """A service in a line; what somebody said of themselves is not on the paper."""
    shown = card.line
    name = f"{shown.name.text} ({lower_first(shown.mark)})" if shown.mark else shown.name.text
    return " · ".join(filter(None, (name, shown.organization, shown.areas, shown.both)))


def _sources(sources: Iterable[Cited]) -> str:
    says = "; ".join(source.says for source in sources)
    return f"Source: {ended(says)}" if says else OUR_REASONING
