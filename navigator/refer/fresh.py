"""How old what a listing says is, and whether anyone has checked it with the service, in one sentence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from navigator.check.asking import STILL_RUNNING
from navigator.check.statements import checked
from navigator.directory import Listing, Verification
from navigator.find.ages import is_old, origin_of_hours
from navigator.find.wording import plain_date
from navigator.refer.ringing import pages

Kind = Literal["checked", "unclear", "old-hours", "old", "unchecked"]

HOURS_NOW: Final = "What are your hours this week?"
_A_PAGE: Final = "pages of "
_LINE: Final = "helpline"


@dataclass(frozen=True, slots=True)
class Age:
    """How old it is: ``says`` in a sentence; ``ask`` what ringing is for, or "", and ``questions`` what to read out.

    ``grade`` is that of a caution; ``source`` the page or pages with their dates.
    """

    kind: Kind
    grade: Literal["first", "know"]
    says: str
    source: str = ""
    url: str = ""
    ask: str = ""
    questions: tuple[str, ...] = ()


def age(listing: Listing, today: date) -> Age:
    """How old a listing that has not closed is on a day; a check within two years vouches for it.

    A line to ring is no less worth ringing for an old page: that is good to know, and nothing to ring about first.
    """
    found = _age(listing, today)
    line = listing.status == "active" and listing.service_types[:1] == (_LINE,) and bool(listing.phones)
    return replace(found, grade="know", ask="", questions=()) if line else found


def _age(listing: Listing, today: date) -> Age:
    source, url = pages(listing)
    if listing.status == "unclear":
        says = f"It may no longer run. {_newest(listing)}{_and_unchecked(listing, 'it')}."
        return Age("unclear", "first", says, source, url, "ask whether it still runs", (STILL_RUNNING,))
    if listing.asked and not is_old(listing.asked.checked_on, today):
        return Age("checked", "know", checked(listing))
    newest = _last_dated(listing)
    old = not newest or is_old(newest, today)
    if listing.hours.opening_hours and listing.hours_date and is_old(listing.hours_date, today):
        says = f"Hours are {_origin(listing.hours_date)}{_and_unchecked(listing, 'them')}."
        page, address = pages(listing, listing.hours.source)
        questions = (STILL_RUNNING, HOURS_NOW) if old else (HOURS_NOW,)
        return Age("old-hours", "first", says, page, address, "ask what its hours are this week", questions)
    if old:
        says = f"{_newest(listing)}{_and_unchecked(listing, 'it')}."
        return Age("old", "first", says, source, url, "ask whether it all still holds", (STILL_RUNNING,))
    unchecked = _last_checked(listing.asked) if listing.asked else "Nobody has checked it with the service"
    return Age("unchecked", "know", f"{unchecked}. {_newest(listing)}.", source, url)


def _origin(dates: str) -> str:
    """Where hours are from: ``"from a 2012 page"``, ``"from pages of 2012 to December 2023, some undated"``."""
    if dates.startswith("an "):
        return origin_of_hours(dates)
    one = dates.removeprefix(_A_PAGE)
    if not one.replace("-", "").isdigit():
        return origin_of_hours(dates)
    dated = plain_date(one)
    if not dates[:1].isdigit():
        return f"from pages of {dated}"
    return f"from {'an' if dated.startswith('A') else 'a'} {dated} page"


def _last_dated(listing: Listing) -> str:
    """The date of its newest page, "" where none has one."""
    return max((source.page_date for source in listing.sources if source.page_date), default="")


def _newest(listing: Listing) -> str:
    newest = _last_dated(listing)
    if newest:
        return f"Its {'newest page' if listing.sources[1:] else 'page'} is from {plain_date(newest)}"
    return "None of its pages has a date" if listing.sources[1:] else "Its page has no date"


def _last_checked(found: Verification) -> str:
    return f"It was last checked with the service on {plain_date(found.checked_on)}"


def _and_unchecked(listing: Listing, what: str) -> str:
    if not listing.asked:
        return f", and nobody has checked {what}"
    return f"; it was last checked on {plain_date(listing.asked.checked_on)}"
