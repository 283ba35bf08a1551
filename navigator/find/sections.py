"""The sections of a listing, in the order a person making a referral needs them, and what each of them says.

What no page says is left out, and said once, in one sentence. A fact from an old page says so beside it, once for all
that follow from the same page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from navigator.directory import Link, Listing, Location, Source, Vocabulary
from navigator.find.ages import age_of
from navigator.find.checks import check_words
from navigator.find.hours import Hours
from navigator.find.number import NextNumber
from navigator.find.parts import NEEDS_A_NETWORK, Part, Section
from navigator.find.ringing import ringing
from navigator.find.rules import rule_sentence
from navigator.find.timetable import opening_parts
from navigator.find.wording import joined, listed, plain_date

_UNCHECKED: Final = "Nobody has checked this with the service."
_PAGES_NEED_A_NETWORK: Final = "Opening these pages needs a network."


@dataclass(frozen=True, slots=True)
class View:
    """A listing and all that its words depend on; ``distance`` is how far it is, and from where, or ""."""

    listing: Listing
    vocabulary: Vocabulary
    hours: Hours
    distance: str
    instead: NextNumber | None

    @property
    def closed(self) -> bool:
        """Whether the service has closed."""
        return self.listing.status == "closed"

    @property
    def today(self) -> date:
        """The day it is shown on."""
        return self.hours.at.date()

    def label(self, taxonomy: str, code: str) -> str:
        """What a person reads for a code."""
        return self.vocabulary.label(taxonomy, code)

    def labels(self, taxonomy: str, codes: Iterable[str], last: str) -> str:
        """The labels of codes as a list in words."""
        return listed([self.label(taxonomy, code) for code in codes], last, lower=True)

    def aged(self, number: int | None, parts: Iterable[Part]) -> Iterator[Part]:
        """The same, the first saying how old their page is where it is old."""
        age = age_of(self.listing.source(number), self.today)
        return (replace(part, note=age) if age and at == 0 else part for at, part in enumerate(parts))

    def sourced(self, number: int | None, parts: Iterable[Part]) -> Iterator[Part]:
        """The same, with the page they are from."""
        source = self.listing.source(number)
        yield from self.aged(number, parts)
        if source is not None:
            dated = "" if age_of(source, self.today) else f" ({_dated(source)})"
            yield Part("quiet", f"From: {source.title}{dated}")


def sections(view: View) -> Iterator[Section]:
    """The sections of a listing in order; those with nothing to say are left out."""
    for code, heading, told in _SECTIONS:
        parts = tuple(told(view))
        if parts:
            yield Section(code, heading, parts)


def _access(view: View) -> Iterator[Part]:
    listing = view.listing
    if view.closed:
        yield Part("warning", "This service has closed. Do not send anyone here.")
        return
    if listing.status == "unclear":
        yield Part("warning", "Check that it still runs before sending anyone: nobody has confirmed it lately.")
    if listing.open_access:
        yield Part("text", "Anyone may come.")
    if listing.anyone_may_apply:
        yield Part("text", "Anyone may apply. Ask for the decision in writing.")
    for route in listing.referral_routes:
        yield Part("text", view.label("route", route))


def _refer(view: View) -> Iterator[Part]:
    yield from _texts(view.listing.how_to_refer)


def _when(view: View) -> Iterator[Part]:
    if not view.closed:
        yield from opening_parts(view.listing, view.hours)
        yield from _texts(view.listing.hours.note)


def _where(view: View) -> Iterator[Part]:
    listing = view.listing
    for place in listing.locations:
        yield Part("warning" if place.confidential else "text", _address(place))
        if place.accessibility:
            yield Part("text", view.labels("accessibility", place.accessibility, "and"))
    yield from _texts(view.distance[:1].upper() + view.distance[1:])
    if listing.delivery:
        yield Part("text", view.labels("delivery", listing.delivery, "or"))
    if listing.areas:
        yield Part("text", f"For {listed(listing.areas, 'and')}.")


def _address(place: Location) -> str:
    if place.confidential:
        return f"{place.name or 'A place'}: the address is confidential. Ask the service, and never pass it on."
    return ", ".join(filter(None, (place.name, place.address_1, place.city, place.postal_code)))


def _phone(view: View) -> Iterator[Part]:
    return ringing(view.listing, view.instead)


def _online(view: View) -> Iterator[Part]:
    if view.listing.email:
        yield Part("email", view.listing.email, NEEDS_A_NETWORK, view.listing.email)
    yield from _web(view.listing.url)


def _bring(view: View) -> Iterator[Part]:
    yield from _texts(*view.listing.required_documents)


def _cost(view: View) -> Iterator[Part]:
    listing = view.listing
    cost = view.label("cost", listing.cost) if listing.cost else ""
    yield from _texts(joined(cost, listing.cost_note) if cost else listing.cost_note)
    if listing.languages:
        yield Part("text", f"Languages: {', '.join(view.label('language', code) for code in listing.languages)}")
    yield from _texts(listing.interpreting)


def _both(view: View) -> Iterator[Part]:
    stance = view.listing.stance
    said = list(_texts(stance.note))
    if stance.stance != "not-stated":
        terms = view.vocabulary.terms("stance")
        means = next((term.means for term in terms if term.code == stance.stance), "")
        said.insert(0, Part("text", joined(view.label("stance", stance.stance), means, ". ")))
    if said:
        yield from view.sourced(stance.source, said)


def _rules(view: View) -> Iterator[Part]:
    for number, rules in groupby(view.listing.eligibility, key=lambda rule: rule.source):
        yield from view.sourced(number, (Part("text", rule_sentence(rule, view.vocabulary)) for rule in rules))


def _missed(view: View) -> Iterator[Part]:
    yield from _texts(view.listing.flexibility.missed_appointments)


def _bends(view: View) -> Iterator[Part]:
    flexibility = view.listing.flexibility
    for name, said in (
        ("Dropping in", flexibility.drop_in),
        ("Outside office hours", flexibility.out_of_hours),
        ("Coming back later", flexibility.re_entry),
    ):
        if said:
            yield Part("text", f"{name}: {said}")


def _waits(view: View) -> Iterator[Part]:
    flexibility = view.listing.flexibility
    if flexibility.wait_time:
        yield Part("text", f"Wait: {flexibility.wait_time}")
    if flexibility.time_limit:
        yield Part("text", f"Time limit: {flexibility.time_limit}")


def _links(view: View) -> Iterator[Part]:
    """What it does with each other service: ``"Passes people to Shelter"``; each once."""
    order = list(dict.fromkeys(link.kind for link in view.listing.links))
    links = sorted(view.listing.links, key=lambda link: order.index(link.kind))
    each = {(link.kind, link.name): link for link in reversed(links)}
    told = [each[key] for key in dict.fromkeys((link.kind, link.name) for link in links)]
    for number, run in groupby(told, key=lambda link: link.source):
        yield from view.aged(number, (_link(view, link) for link in run))


def _link(view: View, link: Link) -> Part:
    text = f"{view.label('link-kind', link.kind)} {link.name}"
    return Part("listing", text, target=link.id) if link.id else Part("text", text)


def _helps(view: View) -> Iterator[Part]:
    listing = view.listing
    for taxonomy, codes, name in (
        ("need", listing.needs, "Helps with"),
        ("type", listing.service_types, "Kind of help"),
        ("approach", listing.approaches, "How it works"),
        ("transition", listing.transitions, "At times of change"),
    ):
        if codes:
            yield Part("text", f"{name}: {view.labels(taxonomy, codes, 'and')}")


def _unsaid(view: View) -> Iterator[Part]:
    """One kind sentence for all that no page says; a closed service need not say anything."""
    listing = view.listing
    away = listing.delivery and "in-person" not in listing.delivery
    asked = (
        (listing.referral_routes or listing.how_to_refer, "how to refer"),
        (listing.hours.opening_hours or listing.hours.note, "opening hours"),
        (listing.locations or away, "the address"),
        (listing.required_documents, "what to bring"),
        (listing.stance.note or listing.stance.stance != "not-stated", "what happens for someone with both needs"),
        (listing.eligibility or listing.open_access, "who it takes"),
        (listing.flexibility.wait_time, "how long the wait is"),
    )
    missing = [name for said, name in asked if not said]
    if missing and not view.closed:
        yield Part("quiet", f"We found nothing about {listed(missing, 'or')}. It is fine to ask them.")


def _provider(view: View) -> Iterator[Part]:
    organization = view.listing.organization
    yield Part("text", joined(organization.name, view.label("organization-kind", organization.kind)))
    yield from _web(organization.website)
    if view.listing.alternate_names:
        yield Part("text", f"Also called: {', '.join(view.listing.alternate_names)}")


def _checked(view: View) -> Iterator[Part]:
    if view.listing.asked is None:
        yield Part("text", _UNCHECKED)
    for found in view.listing.verifications:
        yield Part("text", joined(check_words(found), found.note, ". "))


def _sources(view: View) -> Iterator[Part]:
    """Its pages, each with its date; that opening them needs a network is said once."""
    if any(source.url for source in view.listing.sources):
        yield Part("quiet", _PAGES_NEED_A_NETWORK)
    for source in view.listing.sources:
        if source.url:
            yield Part("web", source.title, _dated(source), source.url)
        else:
            yield Part("text", f"{source.title} ({_dated(source)})")


def _dated(source: Source) -> str:
    return plain_date(source.page_date) if source.page_date else "undated"


def _web(address: str | None) -> Iterator[Part]:
    if address:
        yield Part("web", address, NEEDS_A_NETWORK, address)


def _texts(*texts: str | None) -> Iterator[Part]:
    return (Part("text", text) for text in texts if text)


_SECTIONS: Final[tuple[tuple[str, str, Callable[[View], Iterator[Part]]], ...]] = (
    ("access", "Can they go?", _access),
    ("refer", "How to refer", _refer),
    ("when", "When", _when),
    ("where", "Where", _where),
    ("phone", "Phone", _phone),
    ("online", "Email and web", _online),
    ("bring", "What to bring", _bring),
    ("cost", "Cost and language", _cost),
    ("both", "For someone with both needs", _both),
    ("rules", "Its rules", _rules),
    ("missed", "If an appointment is missed", _missed),
    ("bends", "Room to bend", _bends),
    ("wait", "How long it takes", _waits),
    ("links", "Works with", _links),
    ("helps", "What it helps with", _helps),
    ("unsaid", "Not stated", _unsaid),
    ("provider", "Who runs it", _provider),
    ("checked", "Checked with the service", _checked),
    ("sources", "Where this comes from", _sources),
)
