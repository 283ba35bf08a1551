"""The sheet for the worker: how to refer, what to ask, what to pass on, what to say to a no, and what it rests on.

By default it tells nothing of the person: it is the same whatever anybody answered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from navigator.check import Answers
from navigator.check.advice import ASK_IN_WRITING, ASK_THEM
from navigator.check.asking import ask
from navigator.check.guidance import Challenges, read_guidance
from navigator.check.known import Known
from navigator.check.result import hold
from navigator.check.statements import NO_DATE, checked
from navigator.directory import Source
from navigator.errors import NavigatorError
from navigator.find.ages import origin_of_hours
from navigator.find.parts import Part
from navigator.find.parts import Section as ToldSection
from navigator.find.sheet import sheet as told_of
from navigator.find.wording import ended, listed, plain_date
from navigator.pathways.checklist import PAPER
from navigator.pathways.days import day_words
from navigator.pathways.situations import Situation, read_situations
from navigator.refer.blocks import Block, Fact, Facts, Fill, Items, Paragraph, Section, Sheet
from navigator.refer.handing_over import hand_overs
from navigator.refer.quotes import Quotes
from navigator.refer.standing import in_order, stated, stood
from navigator.refer.stop_facts import StopFacts
from navigator.refer.week import week

NOTHING: Final = "There is no service on the list yet. Star one first."
KEEP_SAFE: Final = "Where the person stands, by what they said. Keep this as safe as any notes about them."
NO_PROMISE: Final = "Nothing here says that a place is free."
THEIRS: Final = "Rules are as a service's pages state them. The service decides."
NO_RULES: Final = "Its pages state no rules. It is fine to ask."
UNSAID: Final = "Its pages do not say."
PATHWAYS: Final = "For someone with both needs, what the pathways say to pass on"
NOBODY: Final = Known(Answers(), frozenset(), somewhere=False)
"""What is known of nobody."""
_TOLD: Final = {
    "access": "Ways in",
    "refer": "How to refer",
    "phone": "Ring",
    "online": "Email and web",
    "where": "Where",
    "bring": "Papers needed",
    "cost": "Cost and language",
    "wait": "How long it takes",
    "bends": "Room to bend",
    "missed": "If an appointment is missed",
    "both": "For someone with both needs",
}
"""The sections of a listing that a worker acts on, by code, and what they are called on the sheet."""
_BRIEF: Final = frozenset({"online", "bring"})
"""Those that are no sentences."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheet quotes from beside the directory."""

    situations: tuple[Situation, ...]
    quotes: Quotes
    tell: bool


def worker_sheet(
    facts: Sequence[StopFacts],
    *,
    tell: bool = False,
    challenges: Challenges | None = None,
    situations: Sequence[Situation] | None = None,
) -> Sheet:
    """The sheet of some stops in order, also those that have closed, which it says.

    ``tell``: it also says which rules are met and which are to be asked about, which tells what somebody said. Raises
    NavigatorError for no stops, and where a file of reviewed text is missing or malformed.
    """
    if not facts:
        raise NavigatorError(NOTHING)
    quotes = Quotes(challenges or read_guidance())
    book = _Book(tuple(situations if situations is not None else read_situations()), quotes, tell)
    sections = [_service(n, one, book) for n, one in enumerate(facts, start=1)]
    names = [one.listing.name for one in facts]
    return Sheet(
        title=f"Referring to {names[0]}" if len(names) == 1 else f"Referring to {len(names)} services",
        opening=(Paragraph(f"As on {day_words(facts[0].hours.at.date())}. {NO_PROMISE} {THEIRS}"),),
        sections=(*sections, *_behind(quotes)),
        foot=PAPER,
        dated=plain_date(facts[0].dated),
        file_name="referral-notes",
    )


def _service(n: int, one: StopFacts, book: _Book) -> Section:
    told = told_of(one.listing, one.vocabulary, at=one.hours.at, instead=one.instead)
    parts = {section.code: section for section in told.sections}
    blocks = (*_opening(one), Facts(tuple(_facts(one, parts))))
    if one.listing.status == "closed":
        return Section(f"{n}. {one.listing.name}", blocks, (_sources(one),))
    sections = (
        Section("Its rules", tuple(_rules(one, tell=book.tell))),
        Section("Ask them", _items(_asks(one, tell=book.tell))),
        _hand_over(one, book, parts.get("links")),
        Section("If they say no", _items(book.quotes.to_say(one.listing, _known(one, book)))),
        Section("", (Fill("Your record: spoken to, when, what they said and what happens next", 2),)),
        _sources(one),
    )
    said = tuple(section for section in sections if section.blocks or section.sections)
    return Section(f"{n}. {one.listing.name}", blocks, said, whole=n > 1)


def _known(one: StopFacts, book: _Book) -> Known:
    return one.known if book.tell else NOBODY


def _opening(one: StopFacts) -> Iterator[Block]:
    listing = one.listing
    if listing.status == "closed":
        yield Paragraph("This service has closed. Do not send anyone here.", "warning")
    elif listing.status == "unclear":
        yield Paragraph("Ring first: no recent page says that it still runs.", "warning")
    runs = "" if listing.organization.name in listing.name else f"Run by {ended(listing.organization.name)} "
    yield Paragraph(f"{runs}{listing.description}")
    if one.stop.appointment:
        made = one.stop.appointment
        yield Paragraph(f"Appointment: {day_words(made.date())} at {made:%H:%M}.", "strong")
    if one.stop.note:
        yield Paragraph(f"Your note: {one.stop.note}", "strong")


def _facts(one: StopFacts, parts: Mapping[str, ToldSection]) -> Iterator[Fact]:
    """What to act on, the hours after the numbers to ring; of a service that closed only whom to ring instead."""
    for code, term in _TOLD.items():
        if code in parts and (code == "phone" or one.listing.status != "closed"):
            lines = tuple(line for part in parts[code].parts if _is_said(code, part) for line in part.lines)
            yield Fact(term, _together(code, lines) if lines else (UNSAID,))
        if code == "online" and one.listing.status != "closed":
            yield from _hours(one)


def _together(code: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """What is short as one line; numbers to ring, each on its own."""
    if code == "phone":
        return lines
    if code in _BRIEF:
        return ("; ".join(lines),)
    if code != "access":
        return (" ".join(map(ended, lines)),)
    routes = [line for line in lines if not line.endswith(".")]
    said = [line for line in lines if line.endswith(".")]
    return (" ".join([*said, *((ended(listed(routes, "or", lower=True)),) if routes else ())]),)


def _is_said(code: str, part: Part) -> bool:
    """Whether a part belongs on paper: not what only opens a listing, nor the warning that stands above already."""
    return part.kind != "listing" and (code, part.kind) != ("access", "warning")


def _hours(one: StopFacts) -> Iterator[Fact]:
    listing = one.listing
    found = week(listing.hours.opening_hours, one.hours)
    if found is None:
        said = tuple(filter(None, (listing.hours.opening_hours, listing.hours.note)))
        yield Fact("Hours", said or (UNSAID,))
        return
    origin = f"These hours are {origin_of_hours(listing.hours_date)}." if listing.hours_date else ""
    unsure = "Hours not confirmed." if listing.status == "unclear" else ""
    days, known = " ".join(filter(None, (unsure, *found.usual))), " ".join(filter(None, (listing.hours.note, origin)))
    lines = filter(None, (days, *found.holidays, known))
    yield Fact("Hours" if found.always else f"Hours, {found.dates}", tuple(lines))


def _rules(one: StopFacts, *, tell: bool) -> Iterator[Block]:
    """The rules as the listing states them; where it may be told, by where the person stands to them."""
    if tell:
        yield Paragraph(KEEP_SAFE, "warning")
        yield Facts(tuple(Fact(name, lines) for name, lines in stood(one.result, one.vocabulary)))
        return
    lines = tuple(stated(one.listing, one.vocabulary))
    yield Items(lines, quiet=True) if lines else Paragraph(NO_RULES)


def _asks(one: StopFacts, *, tell: bool) -> tuple[str, ...]:
    """What to ask; by default what would be asked for anybody, of the rules it states."""
    if tell:
        return one.asks
    rules = [rule for rule in in_order(one.result, one.listing) if rule.criterion]
    anybody = hold(one.listing, rules, NOBODY, one.vocabulary)
    return ask(anybody, one.listing, NOBODY)


def _hand_over(one: StopFacts, book: _Book, links: ToldSection | None) -> Section:
    """Whom its pages say it works with, and what the pathways say to pass on."""
    says = (Facts((Fact("It says it works with others", links.lines),)),) if links else ()
    points = hand_overs(one.listing, book.situations, _known(one, book))
    passing = Facts(tuple(Fact(point.role, (f"{point.text} {point.source}",)) for point in points))
    return Section("Hand over", says, (Section(PATHWAYS, (passing,)),) if points else ())


def _sources(one: StopFacts) -> Section:
    """Whether anybody checked it with the service, and the pages it comes from."""
    listing = one.listing
    pages = "; ".join(map(_page, listing.sources))
    told = f"{checked(listing)} From these pages: {ended(pages)}" if pages else checked(listing)
    return Section("Where this comes from", (Paragraph(told, "quiet"),))


def _page(source: Source) -> str:
    dated = plain_date(source.page_date) if source.page_date else NO_DATE
    return f"{source.title} ({dated})"


def _items(texts: Iterable[str]) -> tuple[Block, ...]:
    found = tuple(texts)
    return (Items(found),) if found else ()


def _behind(quotes: Quotes) -> Iterator[Section]:
    facts = tuple(Fact(letter, (" ".join(map(ended, lines)),)) for letter, lines in quotes.behind())
    resting = (Section("What the words to say rest on", (Facts(facts),)),) if facts else ()
    yield Section("Whoever says no", (Items((ASK_IN_WRITING, ASK_THEM)),), resting)
