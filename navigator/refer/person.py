"""The sheet for the person: one place to try first, others after it, and who to call tonight.

It says nothing of what somebody said, and never where they set out from: of a distance only how long the way is on
foot, coarsely.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from navigator.directory import Listing, Phone
from navigator.errors import NavigatorError
from navigator.find.ages import is_old, origin_of_hours
from navigator.find.number import NextNumber
from navigator.find.wording import ended, listed, plain_date
from navigator.pathways.days import day_words
from navigator.refer import arriving
from navigator.refer.blocks import Block, Fact, Facts, Fill, Number, Paragraph, Section, Sheet
from navigator.refer.saying import Sayings, clauses, is_doubtful, plain, read_sayings, sentences
from navigator.refer.stop_facts import StopFacts
from navigator.refer.tonight import tonight
from navigator.refer.week import clock, week
from navigator.right_now import RightNow

MOST: Final = 3
"""How many places stand on it: one to try first, and two others."""
CLOSED: Final = "It has closed."
A_MEETING: Final = "It is a meeting of workers: nobody goes there for themselves."
NO_ROOM: Final = "It is further down the list. The sheet has the first {most}."
NOTHING_LEFT: Final = (
    "There is nowhere on the list to send somebody: each has closed, or is a meeting of workers. Star another first."
)
NOTHING: Final = "There is no service on the list yet. Star one first."
APPOINTMENT: Final = "Your appointment: day, time and who to ask for"
_NOT_TO_RING: Final = ("not for referrals", "not a referral line")
_MORE_NUMBERS: Final = 1
_NOTES_IN_SHORT: Final = 1
_LEAST_LINES: Final = 4
_RING: Final = "Ring them"
WHEN: Final = "When"
NOBODY_CHECKED: Final = "Nobody has checked this."
AFTER_USE: Final = "Had a drink or used drugs?"
_PANEL: Final = ("panel",)
_MOST_TYPED: Final = 40
_NO_NUMBER: Final = "We have no number for this place."
_UNCLEAR: Final = "Ring first. We are not sure that it still runs."
_UNCLEAR_SILENT: Final = "Ask your worker to check first. We are not sure that it still runs."
_OLD_NUMBER: Final = "This number may be old. If it does not work, tell your worker."
_WAY_IN: Final = {
    "walk-in": "You can walk in.",
    "phone": "They answer the phone.",
    "text": "They answer texts.",
    "refer-yourself": "Staff are there. Ask before you go.",
    "staffed": "Staff are there. Do not just turn up.",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A service on the list that is not on the person's sheet, and why, in a sentence."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Ringing:
    """Whom to ring: blocks in order, whether there is a number at all, and whether it is another's."""

    blocks: tuple[Block, ...]
    any: bool
    instead: bool


def left_out(facts: Sequence[StopFacts], most: int = MOST) -> tuple[LeftOut, ...]:
    """The services that a person's sheet of these does not have, in order, each with why."""
    shown = {one.stop.id for one in _shown(facts, most)}
    return tuple(
        LeftOut(one.stop.id, one.listing.name, _why_not(one) or NO_ROOM.format(most=most))
        for one in facts
        if one.stop.id not in shown
    )


def person_sheet(
    facts: Sequence[StopFacts], *, most: int = MOST, sayings: Sayings | None = None, right_now: RightNow | None = None
) -> Sheet:
    """The sheet of some stops in order, the first that somebody can go to as the one to try first.

    Raises NavigatorError where there is none, and where a file of reviewed text is missing or malformed.
    """
    shown = _shown(facts, most)
    if not shown:
        raise NavigatorError(NOTHING_LEFT if facts else NOTHING)
    sayings = sayings or read_sayings()
    first, *others = shown
    return Sheet(
        title="Where you can get help",
        opening=(Paragraph("It is up to you. You can ask someone to come with you."),),
        sections=(
            _first(first, sayings),
            *(_other(one, sayings) for one in others),
            tonight(shown, sayings, right_now or RightNow(), first.hours),
            Section("", (Fill("Room to write", _LEAST_LINES, rest=True),)),
        ),
        foot="",
        dated=plain_date(first.dated),
        file_name="where-to-get-help",
        large=True,
    )


def _shown(facts: Sequence[StopFacts], most: int) -> list[StopFacts]:
    return [one for one in facts if not _why_not(one)][:most]


def _why_not(one: StopFacts) -> str:
    """Why a service can never stand on a person's sheet; "" where it can."""
    if one.listing.status == "closed":
        return CLOSED
    return A_MEETING if one.listing.service_types == _PANEL else ""


def _first(one: StopFacts, sayings: Sayings) -> Section:
    listing = one.listing
    ringing = _ringing(one, sayings)
    happens = "What happens when you ring" if arriving.is_rung(listing) else "What happens there"
    to_say = "What to say when you ring" if ringing.any else "What you can say"
    facts = (
        _fact("Where", *arriving.where(listing, sayings, one.vocabulary)),
        _fact("How far", arriving.nearby(one.told.distance, listing)),
        _when(one),
        _fact("What to bring", *arriving.brings(listing)),
        _fact(to_say, f"“{_said(one, sayings, ringing)}”"),
        _fact(happens, " ".join((arriving.way_in_for(listing, sayings), *arriving.happens(listing, sayings)))),
        _fact(AFTER_USE, arriving.after_use(listing)),
        _fact("How sure we are", _how_sure(one)),
    )
    blocks = (*_about(one, sayings, ringing), *ringing.blocks, Facts(tuple(fact for fact in facts if fact.lines)))
    return Section(f"Try first: {listing.name}", (*blocks, *_appointment(one.stop.appointment)))


def _other(one: StopFacts, sayings: Sayings) -> Section:
    """In short: what it is for, its first number, where and when, and in a line how to get in."""
    listing = one.listing
    ringing = _ringing(one, sayings)
    goes = bool(listing.locations) or not (arriving.is_rung(listing) or "helpline" in listing.service_types)
    facts = (
        _fact("Where", *(arriving.where(listing, sayings, one.vocabulary) if goes else ())),
        _fact("How far", arriving.nearby(one.told.distance, listing) if goes else ""),
        _when_in_short(one),
        _fact("How to get in", f"{arriving.way_in_for(listing, sayings)} {AFTER_USE} {arriving.after_use(listing)}"),
    )
    told = Facts(tuple(fact for fact in facts if fact.lines))
    made = _appointment(one.stop.appointment) if one.stop.appointment else ()
    blocks = (*_about(one, sayings, ringing, short=True), *_short(ringing.blocks), told, *made)
    return Section(f"Or try: {listing.name}", blocks, whole=True)


def _short(blocks: Iterable[Block]) -> Iterator[Block]:
    """What is said before the first number, and that number, without what its place or its own text says anyhow."""
    for block in blocks:
        if isinstance(block, Number):
            label, note = (said if said not in (_RING, _OLD_NUMBER) else "" for said in (block.label, block.note))
            yield replace(block, label=label, note=note)
            return
        yield block


def _about(one: StopFacts, sayings: Sayings, ringing: _Ringing, *, short: bool = False) -> Iterator[Block]:
    """What it is for, and first of all where nobody is sure that it still runs."""
    listing = one.listing
    if listing.status == "unclear":
        yield Paragraph(_UNCLEAR if ringing.any else _UNCLEAR_SILENT, "warning")
    told = [sayings.helps_with(listing.needs)]
    if not short:
        told.append(_in_short(listing))
        if listing.organization.name not in listing.name:
            told.insert(0, f"Run by {ended(listing.organization.name)}")
    yield Paragraph(" ".join(filter(None, told)) or _in_short(listing))


def _in_short(listing: Listing) -> str:
    """How its listing begins, where that is plain; what follows often cannot be read without it."""
    first, *_ = (*sentences(listing.description), "")
    return next(iter(plain(first)), "")


def _when(one: StopFacts) -> Fact:
    """The days of a week with their times, and how old they are."""
    term, lines, notes = _times(one)
    way, first, *days = lines
    opening = (way, first) if days else (f"{way} {first}".strip(),)
    return _fact(term, *opening, *days, " ".join((*notes, *_how_old_hours(one))))


def _when_in_short(one: StopFacts) -> Fact:
    """The same in one text, with how sure we are of it all: told of the times where these are old."""
    _, lines, notes = _times(one)
    old = tuple(_how_old_hours(one))
    dated = one.listing.asked or not any(" from " in said for said in old)
    sure = (*old, _how_sure(one)) if dated else (NOBODY_CHECKED, *old)
    if one.listing.phones and is_doubtful(one.listing.phones[0].note):
        sure = (*sure, "The number may be old.")
    return _fact(WHEN, " ".join(filter(None, (*lines, *notes[:_NOTES_IN_SHORT], *sure))))


def _times(one: StopFacts) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What they are called, how it is used and the days with their times, and what is said about them."""
    listing, found = one.listing, week(one.listing.hours.opening_hours, one.hours)
    notes = plain(listing.hours.note)
    if found is None:
        unknown = f"We do not know the {'times' if notes else 'hours'}: {_first_do(one)}."
        return WHEN, ("", " ".join((*notes, unknown))), ()
    way = _WAY_IN[arriving.way_of(listing)] if listing.status == "active" else ""
    return WHEN if found.always else f"{WHEN} ({found.dates})", (way, *found.lines), notes


def _how_old_hours(one: StopFacts) -> Iterator[str]:
    """That the times may have changed, and what to do about it; on a line that is answered, ringing finds out."""
    listing, dates = one.listing, one.listing.hours_date
    if week(listing.hours.opening_hours, one.hours) is None:
        return
    answered = arriving.way_of(listing) in arriving.AWAY
    do = "." if answered else f": {_first_do(one)}."
    if listing.status != "active":
        yield f"We are not sure of these times{do}"
    elif not dates or is_old(dates, one.hours.at.date()):
        origin = origin_of_hours(dates) if dates else "from an undated page"
        yield f"These times are {_without_dates(origin)}{do}"
    elif is_doubtful(listing.hours.note):
        yield f"These times may have changed{do}"


def _without_dates(origin: str) -> str:
    for said, plainly in (("an undated page", "a page"), ("undated pages", "pages"), ("some undated", "some")):
        origin = origin.replace(said, f"{plainly} with no date")
    return origin


def _first_do(one: StopFacts) -> str:
    return "ring first" if one.listing.phones else "ask first"


def _ringing(one: StopFacts, sayings: Sayings) -> _Ringing:
    phones = [phone for phone in one.listing.phones if not any(no in (phone.note or "") for no in _NOT_TO_RING)]
    if phones:
        return _Ringing(tuple(_numbers(phones)), any=True, instead=False)
    if one.instead:
        return _Ringing(tuple(_another(one.instead, sayings)), any=True, instead=True)
    return _Ringing((Paragraph(f"{_NO_NUMBER} {_other_ways(one.listing)}"),), any=False, instead=False)


def _numbers(phones: Sequence[Phone]) -> Iterator[Block]:
    """The first, with a square for a phone's camera, and another that is not in doubt."""
    first, others = phones[0], (phone for phone in phones[1:] if not is_doubtful(phone.note))
    label = _rung_as(first)
    yield Number(first.number, label, qr=not label.endswith(" to"), note=_OLD_NUMBER if is_doubtful(first.note) else "")
    yield from (Number(phone.number, _rung_as(phone)) for phone in islice(others, _MORE_NUMBERS))


def _rung_as(phone: Phone) -> str:
    note = "; ".join(clauses(phone.note))
    if note.startswith("Text "):
        return f"{note} to"
    return f"{_RING} ({note})" if note else _RING


def _another(number: NextNumber, sayings: Sayings) -> Iterator[Block]:
    """The next best number, clearly as another's."""
    why = sayings.instead.get(number.why, "")
    yield Paragraph(f"{_NO_NUMBER} You can ring {number.name} instead. {why}".rstrip())
    note = "; ".join(clauses(number.note))
    yield Number(number.number, f"Ring {number.name}", qr=True, note=note and ended(note))


def _other_ways(listing: Listing) -> str:
    address = listing.url or listing.organization.website
    ways = filter(None, (listing.email and f"write to {listing.email}", address and f"look at {_typed(address)}"))
    told = listed(ways, "or")
    return f"You can {told}." if told else "Ask your worker."


def _typed(address: str) -> str:
    """A web address as short as can be typed: ``"blackthrive.org"``."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _MOST_TYPED else bare.partition("/")[0]


def _said(one: StopFacts, sayings: Sayings, ringing: _Ringing) -> str:
    return arriving.words_to_say(one.listing, sayings, instead=ringing.instead)


def _how_sure(one: StopFacts) -> str:
    listing: Listing = one.listing
    if listing.asked:
        return f"Someone checked this with them on {plain_date(listing.asked.checked_on)}."
    dates = [source.page_date for source in listing.sources if source.page_date]
    newest = f"Newest page: {plain_date(max(dates))}." if dates else "Our pages have no date."
    return f"{NOBODY_CHECKED} {newest}"


def _appointment(at: datetime | None) -> tuple[Block, ...]:
    made = f"{day_words(at.date())} at {clock(at.time())}" if at else ""
    return (Fill(APPOINTMENT, 1 if made else 2, made),)


def _fact(term: str, *lines: str) -> Fact:
    return Fact(term, tuple(filter(None, lines)))
