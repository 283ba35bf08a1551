"""What search reads of a listing, derived from the listing itself whenever it is written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from navigator.text import words

if TYPE_CHECKING:
    from navigator.directory.form import CriterionForm, ListingForm
    from navigator.directory.vocabulary import Vocabulary

YOUNG: Final = 25
"""Services whose highest age is no more than this are for young people only."""
ALIAS_BREAK: Final = "."
"""Stands between two names in ``also``, so that no phrase runs from one into the next."""

LONGEST_WORD: Final = 100
"""Letters that are kept of a word: no real one is as long, and the index cuts words of 32,768 bytes by itself."""


def search_entry(form: "ListingForm", vocabulary: "Vocabulary") -> dict[str, str]:
    """The columns of ``search_entry`` for a listing: folded words by field, codes, and the line a list shows.

    Codes are single tokens such as ``need:alcohol``, ``area:lambeth`` or ``housing:rough-sleeping``; no word a person
    types can equal one, since folded words hold letters and digits only.
    """
    kinds = (vocabulary.label(taxonomy, code) for taxonomy, code in form.codes() if taxonomy == "type")
    places = (
        part
        for place in form.locations
        for part in (place.name, place.address_1, place.city, place.postal_code)
        if part
    )
    return {
        "name": _words([form.name]),
        "also": f" {ALIAS_BREAK} ".join(_words([name]) for name in form.alternate_names),
        "organization": _words([form.organization]),
        "kinds": _words(kinds),
        "place": _words([*places, *form.areas]),
        "description": _words([form.description]),
        "details": _words(_details(form)),
        "codes": " ".join(dict.fromkeys(_codes(form))),
        "fresh": max((source.page_date for source in form.sources if source.page_date), default=""),
        "line": json.dumps(_line(form), ensure_ascii=False, separators=(",", ":")),
    }


FIELDS: Final = ("name", "also", "organization", "kinds", "place", "description", "details")
"""The fields of folded words, in the order of the index's columns; ``codes`` follows them."""


def area_code(name: str) -> str:
    """The code of a borough or wider area: "Kensington and Chelsea" gives "kensington-and-chelsea"."""
    return "-".join(words(name))


def entry_words(entry: Mapping[str, str]) -> set[str]:
    """Every word and code that a search entry holds."""
    held = {word for field in (*FIELDS, "codes") for word in entry[field].split(" ")}
    return held - {"", ALIAS_BREAK}


def _words(texts: Iterable[str]) -> str:
    return " ".join(word[:LONGEST_WORD] for text in texts for word in words(text))


def _details(form: "ListingForm") -> Iterator[str]:
    """The prose that is neither name nor description: how to refer, rules, hours, papers, links, numbers."""
    flexibility = form.flexibility
    for text in (
        form.how_to_refer,
        form.hours.note,
        form.cost_note,
        form.interpreting,
        form.dual_diagnosis.note,
        flexibility.drop_in,
        flexibility.out_of_hours,
        flexibility.missed_appointments,
        flexibility.re_entry,
        flexibility.time_limit,
        flexibility.wait_time,
        *form.languages,
        *form.required_documents,
        *(criterion.note for criterion in form.eligibility if criterion.rule != "excludes"),
        *(phone.number for phone in form.phones),
        *("".join(filter(str.isdigit, phone.number)) for phone in form.phones),
        form.email,
    ):
        if text:
            yield text


def _codes(form: "ListingForm") -> Iterator[str]:
    for taxonomy, code in form.codes():
        yield f"{taxonomy}:{code}"
    for area in form.areas:
        yield f"area:{area_code(area)}"
    for criterion in form.eligibility:
        yield from _rule_codes(criterion)
    for language in form.languages:
        yield f"language:{'-'.join(words(language))}"
    for place in form.locations:
        for code in place.accessibility:
            yield f"accessibility:{code}"
    yield f"stance:{form.dual_diagnosis.stance}"
    yield f"status:{form.status}"
    if form.cost:
        yield f"cost:{form.cost}"
    if form.open_access:
        yield "access:open"
    if form.anyone_may_apply:
        yield "access:anyone-may-apply"


def _rule_codes(criterion: "CriterionForm") -> Iterator[str]:
    """What a rule names: ``housing:hostel`` where it lets in or prefers, ``not-housing:hostel`` where it shuts out."""
    prefix = "not-" if criterion.rule == "excludes" else ""
    for value in criterion.values:
        yield f"{prefix}{criterion.facet}:{'-'.join(words(value))}"
    if criterion.rule == "requires" and criterion.min is not None:
        yield f"age-from:{criterion.min}"
    if criterion.rule == "requires" and criterion.max is not None:
        yield f"age-to:{criterion.max}"
    if criterion.rule == "requires" and criterion.strength == "hard":
        yield f"only:{criterion.facet}"
        if criterion.max is not None and criterion.max <= YOUNG:
            yield "only:young"


def _line(form: "ListingForm") -> dict[str, Any]:
    """What a list shows of a service, and what ranking asks of it."""
    return {
        "id": form.id,
        "name": form.name,
        "organization": form.organization,
        "description": form.description,
        "status": form.status,
        "areas": list(form.areas),
        "stance": form.dual_diagnosis.stance,
        "routes": list(form.referral_routes),
        "types": list(form.service_types),
        "delivery": list(form.delivery),
        "phone": form.phones[0].number if form.phones else None,
        "hours": form.hours.opening_hours,
        "hours_date": _hours_date(form),
        "points": [
            [place.latitude, place.longitude]
            for place in form.locations
            if place.latitude is not None and place.longitude is not None
        ],
    }


def _hours_date(form: "ListingForm") -> str:
    """When the page that gives the hours was dated; where nobody noted which page, what is known of all of them."""
    dates = {source.number: source.page_date for source in form.sources}
    if form.hours.source is not None:
        return dates[form.hours.source] or "an undated page"
    known = sorted(date for date in dates.values() if date)
    if not known:
        return "undated pages"
    span = f"pages of {known[0]}" if known[0] == known[-1] else f"pages of {known[0]} to {known[-1]}"
    return span if len(known) == len(dates) else f"{span}, some undated"
