"""What a person reads of a service: the line in a list, and the whole listing in the order a referral needs it.

Everything here is plain text. What no page says is left out, and said once, in one sentence, at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, zip_longest
from typing import Final

from navigator.directory import Criterion, Listing, Location, Source, Vocabulary, say_distance
from navigator.find.hours import Hours, Opening, Span, way_in
from navigator.find.query import Query
from navigator.find.search import Result

Week = Sequence[tuple[date, Sequence[Span]]]
"""Seven days, each with the spans that begin on it, as ``Hours.week`` gives them."""

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO: Final = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_ALL_DAY: Final = "00:00 to 00:00"
_MOST_EXPANSIONS: Final = 4
_UNCHECKED: Final = "Nobody has checked this with the service."

_PREFIXES: Final = {
    ("requires", "hard"): "Only for",
    ("requires", "discretionary"): "Usually only for",
    ("excludes", "hard"): "Not for",
    ("excludes", "discretionary"): "Usually not for",
    ("excludes", "contested"): "May refuse because of",
    ("requires", "contested"): "May insist on",
}
_FIRST: Final = "First for"
_CAN_BE_CHALLENGED: Final = "This can be challenged: national guidance says one need is no reason to refuse the other."

# A rule about an area begins its note with the tie it asks for; the code is ours, the rest the page's own words.
_TIES: Final = {
    "lives-in": ("people who live in", "lives there"),
    "local-connection": ("people with a local connection to", "has a local connection"),
    "gp-in": ("people with a GP in", "has a GP there"),
    "rough-sleeping-in": ("people sleeping rough in", "sleeps rough there"),
}
_TIE: Final = re.compile("|".join(sorted(_TIES, key=len, reverse=True)))
_LEADING_TIES: Final = re.compile(rf"({_TIE.pattern})(?: or ({_TIE.pattern}))?[\s;:.,]*(.*)", re.DOTALL)
_PROPER: Final = frozenset({"identity"})


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a listing: a short code that never changes, the heading a person reads, and lines of plain text."""

    code: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One service as a list shows it, in words.

    ``mark`` warns that it has closed or may have; ``who`` is who runs it and where; ``facts`` are the few short ones
    worth comparing; ``unsaid`` names the filters its listing says nothing about, "" for none.
    """

    id: str
    name: str
    mark: str
    who: str
    does: str
    facts: tuple[str, ...]
    unsaid: str

    @property
    def spoken(self) -> str:
        """All of it as sentences, for a screen reader."""
        parts = (self.name, self.mark, self.who, self.does, *self.facts, self.unsaid)
        return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def line(result: Result, vocabulary: Vocabulary) -> Line:
    """A search result in words."""
    return Line(
        id=result.id,
        name=result.name,
        mark="" if result.status == "active" else vocabulary.label("status", result.status),
        who=" · ".join(filter(None, (result.organization, listed(result.areas, "and")))),
        does=result.description,
        facts=tuple(_facts(result, vocabulary)),
        unsaid=f"Does not say: {_filters(result.not_said)}" if result.not_said else "",
    )


def _facts(result: Result, vocabulary: Vocabulary) -> Iterator[str]:
    if result.status == "closed":
        return
    if result.open.state != "unknown":
        yield opening_words(result.open)
    if result.distance_m is not None:
        yield say_distance(result.distance_m)
    if result.stance != "not-stated":
        yield f"Both needs: {_lower_first(vocabulary.label('stance', result.stance))}"
    if result.routes:
        yield listed([vocabulary.label("route", route) for route in result.routes], "or", lower=True)


def _filters(names: Sequence[str]) -> str:
    return listed([name.replace("_", " ") for name in names], "or")


def opening_words(opening: Opening) -> str:
    """Whether it is open, and the date of the page that says so: ``"Walk in now, until 17:00 (hours from 2019)"``."""
    dated = plain_date(opening.as_of).removeprefix("pages of ")
    return f"{opening.says} (hours from {dated})" if dated and opening.state != "unknown" else opening.says


def plain_date(text: str) -> str:
    """The same text with ISO dates as people say them: ``"pages of 2024-06"`` gives ``"pages of June 2024"``."""

    def said(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        named = f"{_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= len(_MONTHS) else found[0]
        return f"{int(day)} {named}" if day else named

    return _ISO.sub(said, text)


def understood(query: Query) -> str:
    """What was taken for the words typed, in one line; empty where they were taken as they are."""
    corrected = [correction.to for correction in query.corrections]
    turns = zip_longest(*(expansion.to for expansion in query.expansions))
    also = list(dict.fromkeys(word for turn in turns for word in turn if word))[:_MOST_EXPANSIONS]
    said = []
    if corrected:
        said.append(f"Showing results for {listed([f'“{word}”' for word in corrected], 'and')}.")
    if also:
        said.append(f"Also looked for: {', '.join(also)}.")
    return " ".join(said)


def opening_of(listing: Listing, at: datetime | None = None) -> Opening:
    """Whether a listed service can be used at a moment, by default now."""
    way = way_in(listing.referral_routes, listing.service_types, listing.delivery, has_phone=bool(listing.phones))
    return Hours(at).opening(listing.hours.opening_hours, way, listing.status, listing.hours_date)


def sections(listing: Listing, vocabulary: Vocabulary, opening: Opening, week: Week = ()) -> tuple[Section, ...]:
    """The whole listing, in the order a person making a referral needs it; parts with nothing to say are left out.

    With ``week``, as ``Hours.week`` gives it, opening hours are spelled out day by day.
    """
    every = (
        Section("access", "Can they go?", tuple(_access(listing, vocabulary))),
        Section("refer", "How to refer", _stated(listing.how_to_refer)),
        Section("when", "When", tuple(_when(listing, opening, week))),
        Section("where", "Where", tuple(_where(listing, vocabulary))),
        Section("phone", "Phone", tuple(_joined(phone.number, phone.note) for phone in listing.phones)),
        Section("online", "Email and web", tuple(filter(None, (listing.email, listing.url)))),
        Section("bring", "What to bring", listing.required_documents),
        Section("cost", "Cost and language", tuple(_cost(listing, vocabulary))),
        Section("both", "For someone with both needs", tuple(_both(listing, vocabulary))),
        Section("rules", "Its rules", tuple(_rules(listing, vocabulary))),
        Section("bends", "Room to bend", tuple(_bends(listing))),
        Section("wait", "How long it takes", tuple(_waits(listing))),
        Section("links", "Works with", tuple(_links(listing, vocabulary))),
        Section("helps", "What it helps with", tuple(_helps(listing, vocabulary))),
        Section("unsaid", "Not stated", tuple(_unsaid(listing))),
        Section("provider", "Who runs it", tuple(_provider(listing, vocabulary))),
        Section("checked", "Checked with the service", tuple(_checked(listing))),
        Section("sources", "Where this comes from", tuple(_source_lines(listing))),
    )
    return tuple(section for section in every if section.lines)


def _access(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    if listing.status == "closed":
        yield "This service has closed. Do not send anyone here."
        return
    if listing.status == "unclear":
        yield "Check that it still runs before sending anyone: no recent page says so."
    if listing.open_access:
        yield "Anyone may come."
    if listing.anyone_may_apply:
        yield "Anyone may apply. Ask for the decision in writing."
    for route in listing.referral_routes:
        yield vocabulary.label("route", route)


def _when(listing: Listing, opening: Opening, week: Week) -> Iterator[str]:
    hours = listing.hours
    if listing.status == "closed":
        return
    if hours.opening_hours:
        if opening.state != "unknown" or listing.status != "active":
            yield f"{opening.says}."
        days = list(_days(week))
        yield from days or [hours.opening_hours]
        if listing.hours_date:
            yield f"Hours from {plain_date(listing.hours_date)}."
    yield from _stated(hours.note)


def _days(week: Week) -> Iterator[str]:
    """Days with the same spans, run together: ``"Monday to Friday: 09:00 to 17:00"``."""
    if not any(spans for _, spans in week):
        return
    told = [(day, ", ".join(f"{start:%H:%M} to {stop:%H:%M}" for start, stop in spans)) for day, spans in week]
    for times, run in groupby(told, key=lambda pair: pair[1]):
        days = [_DAYS[day.weekday()] for day, _ in run]
        if times:
            name = "Every day" if len(days) == len(_DAYS) else " to ".join(dict.fromkeys((days[0], days[-1])))
            yield f"{name}: {'day and night' if times == _ALL_DAY else times}"


def _where(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    for place in listing.locations:
        yield _place(place)
        if place.accessibility:
            yield listed([vocabulary.label("accessibility", code) for code in place.accessibility], "and")
    if listing.delivery:
        yield listed([vocabulary.label("delivery", code) for code in listing.delivery], "or", lower=True)
    if listing.areas:
        yield f"For {listed(listing.areas, 'and')}."


def _place(place: Location) -> str:
    if place.confidential:
        return f"{place.name or 'A place'}: the address is confidential. Ask the service, and never pass it on."
    return ", ".join(filter(None, (place.name, place.address_1, place.city, place.postal_code)))


def _cost(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    if listing.cost:
        yield _joined(vocabulary.label("cost", listing.cost), listing.cost_note)
    else:
        yield from _stated(listing.cost_note)
    if listing.languages:
        yield f"Languages: {', '.join(vocabulary.label('language', code) for code in listing.languages)}"
    yield from _stated(listing.interpreting)


def _both(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    stance = listing.stance
    said = stance.stance != "not-stated"
    if said:
        label = vocabulary.label("stance", stance.stance)
        means = next((term.means for term in vocabulary.terms("stance") if term.code == stance.stance), "")
        yield _joined(label, means, between=". ")
    yield from _stated(stance.note)
    if said or stance.note:
        yield from _from(listing.source(stance.source))


def _rules(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    for number, rules in groupby(listing.eligibility, key=lambda rule: rule.source):
        for rule in rules:
            yield _rule(rule, vocabulary)
        yield from _from(listing.source(number))


def _rule(rule: Criterion, vocabulary: Vocabulary) -> str:
    prefix = _FIRST if rule.rule == "prioritises" else _PREFIXES.get((rule.rule, rule.strength), "Rule")
    who, note = _whom(rule, vocabulary)
    said = f"{prefix}: {who}" if who else f"{prefix}: {note}"
    more = note if who else ""
    told = _joined(said, more, between=". ")
    return _joined(told, _CAN_BE_CHALLENGED, between=". ") if rule.strength == "contested" else _ended(told)


def _whom(rule: Criterion, vocabulary: Vocabulary) -> tuple[str, str]:
    """Whom a rule speaks of, and what its note adds."""
    note = rule.note or ""
    if rule.facet == "age":
        return _ages(rule.minimum, rule.maximum), note
    if rule.facet == "area":
        return _residents(listed(rule.values, "or"), note)
    labels = [vocabulary.label(f"value.{rule.facet}", value) for value in rule.values]
    return listed(labels if rule.facet in _PROPER else map(_lower_first, labels), "or"), note


def _ages(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"people aged {least} to {most}"
    if least is not None:
        return f"people aged {least} or over"
    return f"people aged {most} or under" if most is not None else ""


def _residents(places: str, note: str) -> tuple[str, str]:
    found = _LEADING_TIES.fullmatch(note)
    if found is None:
        return places, note
    first, second, rest = found.groups()
    whom = f"{_TIES[first][0]} {places}" + (f", or {_TIES[second][1]}".replace("has", "have") if second else "")
    rest = _TIE.sub(lambda tie: _TIES[tie[0]][1], rest)
    return whom, rest[:1].upper() + rest[1:]


def _bends(listing: Listing) -> Iterator[str]:
    flexibility = listing.flexibility
    for name, said in (
        ("Dropping in", flexibility.drop_in),
        ("Outside office hours", flexibility.out_of_hours),
        ("If an appointment is missed", flexibility.missed_appointments),
        ("Coming back later", flexibility.re_entry),
    ):
        if said:
            yield f"{name}: {said}"


def _waits(listing: Listing) -> Iterator[str]:
    if listing.flexibility.wait_time:
        yield f"Wait: {listing.flexibility.wait_time}"
    if listing.flexibility.time_limit:
        yield f"Time limit: {listing.flexibility.time_limit}"


def _links(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    kinds = dict.fromkeys(link.kind for link in listing.links)
    for kind in kinds:
        names = dict.fromkeys(link.name for link in listing.links if link.kind == kind)
        yield f"{vocabulary.label('link-kind', kind)}: {'; '.join(names)}"


def _helps(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    for taxonomy, codes, name in (
        ("need", listing.needs, "Helps with"),
        ("type", listing.service_types, "Kind of help"),
        ("approach", listing.approaches, "How it works"),
        ("transition", listing.transitions, "At times of change"),
    ):
        if codes:
            yield f"{name}: {listed([vocabulary.label(taxonomy, code) for code in codes], 'and', lower=True)}"


def _unsaid(listing: Listing) -> Iterator[str]:
    """One kind sentence for all that no page says; a closed service need not say anything."""
    if listing.status == "closed":
        return
    asked = (
        (listing.referral_routes or listing.how_to_refer, "how to refer"),
        (listing.hours.opening_hours or listing.hours.note, "opening hours"),
        (listing.locations or listing.delivery and "in-person" not in listing.delivery, "the address"),  # noqa: RUF021 - "and" first, as read
        (listing.phones, "a phone number"),
        (listing.required_documents, "what to bring"),
        (listing.stance.note or listing.stance.stance != "not-stated", "what happens for someone with both needs"),
        (listing.eligibility or listing.open_access, "who it takes"),
        (listing.flexibility.wait_time, "how long the wait is"),
    )
    missing = [name for said, name in asked if not said]
    if missing:
        yield f"We found nothing about {listed(missing, 'or')}. It is fine to ask them."


def _provider(listing: Listing, vocabulary: Vocabulary) -> Iterator[str]:
    organization = listing.organization
    yield _joined(organization.name, vocabulary.label("organization-kind", organization.kind))
    yield from _stated(organization.website)
    if listing.alternate_names:
        yield f"Also called: {', '.join(listing.alternate_names)}"


def _checked(listing: Listing) -> Iterator[str]:
    if not listing.verifications:
        yield _UNCHECKED
    for found in listing.verifications:
        told = f"{plain_date(found.checked_on)}, by {found.method.replace('-', ' ')}: {found.confirmed}"
        yield _joined(told, found.note, between=". ")


def _source_lines(listing: Listing) -> Iterator[str]:
    for source in listing.sources:
        yield f"{source.title} ({_dated(source)})"
        yield from _stated(source.url)


def _from(source: Source | None) -> Iterator[str]:
    if source is not None:
        yield f"From: {source.title} ({_dated(source)})"


def _dated(source: Source) -> str:
    return plain_date(source.page_date) if source.page_date else "undated"


def listed(items: Iterable[str], last: str, *, lower: bool = False) -> str:
    """Things as people list them: ``"a, b and c"``; with ``lower``, only the first keeps its capital letter."""
    told = list(items)
    if lower:
        told = [*told[:1], *map(_lower_first, told[1:])]
    return f" {last} ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def _lower_first(text: str) -> str:
    """Without its capital letter, unless the first word is an abbreviation or a name: ``"GP in the area"``."""
    first = text.partition(" ")[0].partition("-")[0]
    return text if any(letter.isupper() for letter in first[1:]) or first in _NAMES else text[:1].lower() + text[1:]


_NAMES: Final = frozenset(
    {"Black", "British", "East", "Eastern", "Gypsy", "Irish", "Jewish", "Latin", "Muslim", "South"}
)


def _stated(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _joined(text: str, more: str | None, between: str = ": ") -> str:
    """Two parts with the mark between them that fits; a text that already ends a sentence needs no second stop."""
    if not more:
        return text
    return f"{text} {more}" if between == ". " and text.endswith((".", "!", "?")) else f"{text}{between}{more}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
