"""When a place can be used, in words for the person, and how sure that is."""

from collections.abc import Iterator
from typing import Final

from navigator.find.ages import is_old, origin_of_hours
from navigator.find.wording import plain_date
from navigator.refer import arriving
from navigator.refer.blocks import Fact
from navigator.refer.saying import is_doubtful, plain
from navigator.refer.stop_facts import StopFacts
from navigator.refer.week import week

WHEN: Final = "When"
NOBODY_CHECKED: Final = "Nobody has checked this."
_NOTES_IN_SHORT: Final = 1
_WAY_IN: Final = {
    "walk-in": "You can walk in.",
    "phone": "They answer the phone.",
    "text": "They answer texts.",
    "refer-yourself": "Staff are there. Ask before you go.",
    "staffed": "Staff are there. Do not just turn up.",
}


def when(one: StopFacts) -> Fact:
    """The days of a week with their times, and how old they are."""
    term, lines, notes = _times(one)
    way, first, *days = lines
    opening = (way, first) if days else (f"{way} {first}".strip(),)
    return Fact.of(term, *opening, *days, " ".join((*notes, *_how_old_hours(one))))


def when_in_short(one: StopFacts) -> Fact:
    """The same in one text, with how sure we are of it all: told of the times where these are old."""
    _, lines, notes = _times(one)
    old = tuple(_how_old_hours(one))
    dated = one.listing.asked or not any(" from " in said for said in old)
    sure = (*old, how_sure(one)) if dated else (NOBODY_CHECKED, *old)
    if one.listing.phones and is_doubtful(one.listing.phones[0].note):
        sure = (*sure, "The number may be old.")
    return Fact.of(WHEN, " ".join(filter(None, (*lines, *notes[:_NOTES_IN_SHORT], *sure))))


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


def how_sure(one: StopFacts) -> str:
    """When anybody checked with the service what is said of it, or how old its newest page is."""
    listing = one.listing
    if listing.asked:
        return f"Someone checked this with them on {plain_date(listing.asked.checked_on)}."
    dates = [source.page_date for source in listing.sources if source.page_date]
    newest = f"Newest page: {plain_date(max(dates))}." if dates else "Our pages have no date."
    return f"{NOBODY_CHECKED} {newest}"
