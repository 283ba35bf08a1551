"""Whom to ring about a listing: its own numbers, or the next best and whose it is."""

from collections.abc import Iterator

from navigator.directory import Listing
from navigator.find.number import NextNumber
from navigator.find.parts import Part
from navigator.find.wording import joined, listed


def ringing(listing: Listing, instead: NextNumber | None) -> Iterator[Part]:
    """Its numbers; or, once, that it has none, and the next best to ring or where else to ask."""
    closed = listing.status == "closed"
    for phone in listing.phones:
        yield Part("phone", phone.number, phone.note or "", _digits(phone.number))
    if listing.phones or (closed and instead is None):
        return
    none = "Here is another number to ring." if closed else "We found no number of its own."
    if instead is None:
        yield Part("text", f"{none} {_other_ways(listing)}")
        return
    whose = instead.name if instead.organization in instead.name else f"{instead.name}, {instead.organization}"
    yield Part("text", none if closed else f"{none} The next best to ring:")
    yield Part("phone", instead.number, joined(f"{whose} ({instead.why})", instead.note, ". "), _digits(instead.number))
    yield Part("listing", f"See {instead.name}", target=instead.id)


def _other_ways(listing: Listing) -> str:
    website = listing.url or listing.organization.website
    ways = [name for way, name in ((listing.email, "email"), (website, "website")) if way]
    if not ways:
        return "If it cannot wait, look in Right now."
    return f"Ask through its {listed(ways, 'or')}. If it cannot wait, look in Right now."


def _digits(number: str) -> str:
    """What to dial: ``"0800 112 4052"`` gives ``"08001124052"``."""
    return "".join(letter for letter in number if letter.isdigit() or letter == "+")
