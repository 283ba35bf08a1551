"""Whom to ring before sending someone, and where what a listing says comes from."""

from navigator.directory import Listing, Source
from navigator.find.wording import plain_date
from navigator.refer.stop_facts import StopFacts


def first_label(facts: StopFacts) -> str:
    """What to do first, in two words: ``"Ring first"``, or "Write first" where there is nobody to ring."""
    if facts.listing.phones or facts.instead:
        return "Ring first"
    return "Write first" if facts.listing.email else "Ask first"


def to_ring(facts: StopFacts, what_for: str = "") -> str:
    """Whom to ring, or how else to ask: ``"Ring 020 7946 0000 and ask whether it still runs."``.

    Where it has no number, the next best, whose it is and why that one.
    """
    phones = facts.listing.phones
    if not phones:
        return f"We found no number of its own. {next_best(facts, what_for)}"
    return f"Ring {phones[0].number}{_and(what_for)}."


def next_best(facts: StopFacts, what_for: str = "") -> str:
    """Whom to ring for a service that has no number, or how else to ask it."""
    listing, instead = facts.listing, facts.instead
    if instead:
        return f"Ring {instead.name} instead: {instead.number} ({instead.why})."
    if listing.email:
        return f"Write to {listing.email}{_and(what_for)}."
    if listing.url or listing.organization.website:
        return f"Use its website{_and(what_for)}."
    return "No email or website either. If it cannot wait, look in Right now."


def _and(what_for: str) -> str:
    return f" and {what_for}" if what_for else ""


def pages(listing: Listing, number: int | None = None) -> tuple[str, str]:
    """The page with that number, or all that a listing is from where nobody noted which; and its address, or ""."""
    known = listing.source(number)
    each = (known,) if known else listing.sources
    if len(each) == 1:
        return _dated(each[0]), each[0].url or ""
    dates = sorted(source.page_date for source in each if source.page_date)
    if not dates:
        return f"{len(each)} pages, none with a date" if each else "", ""
    span = plain_date(dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}")
    return f"{len(each)} pages, {span}{', some undated' if len(dates) < len(each) else ''}", ""


def _dated(source: Source) -> str:
    return f"{source.title}, {plain_date(source.page_date) if source.page_date else 'date not known'}"
