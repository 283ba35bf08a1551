"""What search reads of a listing, derived from the listing itself whenever it is written."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from navigator.directory.fields import ATTRIBUTES
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
_CODES_KEPT: Final = 4_096


def search_entry(form: "ListingForm", vocabulary: "Vocabulary") -> dict[str, str]:
    """The columns of ``search_entry`` for a listing: folded words by field, codes, and the line a list shows.

    Codes are single tokens such as ``need:alcohol``, ``area:lambeth`` or ``housing:rough-sleeping``; no word a person
    types can equal one, since folded words hold letters and digits only.
    """
    columns = {column: derive(form, vocabulary) for column, derive in _DERIVED.items()}
    return columns | {"line": _as_text({part: derive(form) for part, derive in _LINE.items()})}


def search_entry_again(
    entry: Mapping[str, str], form: "ListingForm", vocabulary: "Vocabulary", names: Collection[str]
) -> dict[str, str]:
    """The columns of a search entry that some fields of its listing bear on, after these changed.

    Of the form, only the fields that ``read_beside`` gives for ``names`` are looked at.
    """
    changed = {
        column: derive(form, vocabulary) for column, derive in _DERIVED.items() if not FED_BY[column].isdisjoint(names)
    }
    if parts := [part for part, fields in LINE_FED_BY.items() if not fields.isdisjoint(names)]:
        changed["line"] = _as_text(json.loads(entry["line"]) | {part: _LINE[part](form) for part in parts})
    return changed


def read_beside(names: Collection[str]) -> frozenset[str]:
    """Some fields of a listing, and those that its search entry is made from together with them."""
    together = [fields for fields in (*FED_BY.values(), *LINE_FED_BY.values()) if not fields.isdisjoint(names)]
    return frozenset(names).union(*together)


FIELDS: Final = ("name", "also", "organization", "kinds", "place", "description", "details")
"""The fields of folded words, in the order of the index's columns; ``codes`` follows them."""


def area_code(name: str) -> str:
    """The code of a borough or wider area: "Kensington and Chelsea" gives "kensington-and-chelsea"."""
    return _code_of(name)


def entry_words(entry: Mapping[str, str]) -> set[str]:
    """Every word and code that a search entry holds."""
    held = {word for field in (*FIELDS, "codes") for word in entry[field].split(" ")}
    return held - {"", ALIAS_BREAK}


@lru_cache(maxsize=_CODES_KEPT)
def _code_of(text: str) -> str:
    return "-".join(words(text))


def _as_text(line: Mapping[str, Any]) -> str:
    return _ENCODER.encode(line)


def _words(texts: Iterable[str]) -> str:
    return " ".join([word[:LONGEST_WORD] for word in words("\n".join(texts))])


def _kinds(form: "ListingForm", vocabulary: "Vocabulary") -> str:
    return _words(vocabulary.label("type", code) for code in form.service_types)


def _place(form: "ListingForm") -> str:
    places = (
        part
        for place in form.locations
        for part in (place.name, place.address_1, place.city, place.postal_code)
        if part
    )
    return _words([*places, *form.areas])


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
    yield from (f"{taxonomy}:{code}" for field, taxonomy in ATTRIBUTES.items() for code in getattr(form, field))
    yield from (f"area:{area_code(area)}" for area in form.areas)
    for criterion in form.eligibility:
        yield from _rule_codes(criterion)
    yield from (f"language:{_code_of(language)}" for language in form.languages)
    yield from (f"accessibility:{code}" for place in form.locations for code in place.accessibility)
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
        yield f"{prefix}{criterion.facet}:{_code_of(value)}"
    if criterion.rule == "requires" and criterion.min is not None:
        yield f"age-from:{criterion.min}"
    if criterion.rule == "requires" and criterion.max is not None:
        yield f"age-to:{criterion.max}"
    if criterion.rule == "requires" and criterion.strength == "hard":
        yield f"only:{criterion.facet}"
        if criterion.max is not None and criterion.max <= YOUNG:
            yield "only:young"


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


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DERIVED: Final[Mapping[str, Callable[["ListingForm", "Vocabulary"], str]]] = {
    "name": lambda form, _: _words([form.name]),
    "also": lambda form, _: f" {ALIAS_BREAK} ".join(_words([name]) for name in form.alternate_names),
    "organization": lambda form, _: _words([form.organization]),
    "kinds": _kinds,
    "place": lambda form, _: _place(form),
    "description": lambda form, _: _words([form.description]),
    "details": lambda form, _: _words(_details(form)),
    "codes": lambda form, _: " ".join(dict.fromkeys(_codes(form))),
    "fresh": lambda form, _: max((source.page_date for source in form.sources if source.page_date), default=""),
}
"""The columns of a search entry but ``line``, and what each is made by."""
_LINE: Final[Mapping[str, Callable[["ListingForm"], Any]]] = {
    "id": lambda form: form.id,
    "name": lambda form: form.name,
    "organization": lambda form: form.organization,
    "description": lambda form: form.description,
    "status": lambda form: form.status,
    "areas": lambda form: list(form.areas),
    "stance": lambda form: form.dual_diagnosis.stance,
    "routes": lambda form: list(form.referral_routes),
    "types": lambda form: list(form.service_types),
    "delivery": lambda form: list(form.delivery),
    "phone": lambda form: form.phones[0].number if form.phones else None,
    "hours": lambda form: form.hours.opening_hours,
    "hours_date": _hours_date,
    "points": lambda form: [
        [place.latitude, place.longitude]
        for place in form.locations
        if place.latitude is not None and place.longitude is not None
    ],
}
"""What a list shows of a service and what ranking asks of it, and what each is made by."""


def _fields(names: str) -> frozenset[str]:
    return frozenset(names.split())


FED_BY: Final[Mapping[str, frozenset[str]]] = {
    "name": _fields("name"),
    "also": _fields("alternate_names"),
    "organization": _fields("organization"),
    "kinds": _fields("service_types"),
    "place": _fields("locations areas"),
    "description": _fields("description"),
    "details": _fields(
        "how_to_refer hours cost_note interpreting dual_diagnosis flexibility languages required_documents eligibility "
        "phones email"
    ),
    "codes": _fields(
        "needs service_types delivery referral_routes approaches transitions areas eligibility languages locations "
        "dual_diagnosis status cost open_access anyone_may_apply"
    ),
    "fresh": _fields("sources"),
}
"""The fields of a listing that each column of its search entry but ``line`` is made from."""
LINE_FED_BY: Final[Mapping[str, frozenset[str]]] = {
    "id": _fields("id"),
    "name": _fields("name"),
    "organization": _fields("organization"),
    "description": _fields("description"),
    "status": _fields("status"),
    "areas": _fields("areas"),
    "stance": _fields("dual_diagnosis"),
    "routes": _fields("referral_routes"),
    "types": _fields("service_types"),
    "delivery": _fields("delivery"),
    "phone": _fields("phones"),
    "hours": _fields("hours"),
    "hours_date": _fields("hours sources"),
    "points": _fields("locations"),
}
"""The fields of a listing that each part of the line a list shows is made from."""
