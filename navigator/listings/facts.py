"""What a listing says, field by field, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from navigator.directory import Listing, Location, Vocabulary
from navigator.find.rules import rule_sentence
from navigator.find.wording import joined
from navigator.listings.status import STATUS

Says: TypeAlias = Callable[[Listing, Vocabulary], Iterable[str | None]]
"""What a listing says in a field, a line for each."""
Shape: TypeAlias = Literal["one", "text", "many"]
"""Whether a field holds one fact, words that may stand together, or many facts."""
REPLACED_BY: Final = "replaced-by"
"""The kind of link from a closed listing to the one that took its place."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the form, what people read, its shape, what of a check covers it, and how it is said."""

    name: str
    label: str
    shape: Shape
    covered_by: str
    says: Says


def hides_a_place(listing: Listing) -> bool:
    """Whether the address of one of its places is confidential."""
    return any(place.confidential for place in listing.locations)


def _text(name: str) -> Says:
    return lambda listing, _: (getattr(listing, name),)


def _texts(name: str) -> Says:
    return lambda listing, _: getattr(listing, name)


def _codes(name: str, taxonomy: str) -> Says:
    return lambda listing, words: (words.label(taxonomy, code) for code in getattr(listing, name))


def _yes(name: str) -> Says:
    return lambda listing, _: ("Yes" if getattr(listing, name) else None,)


def _bends(name: str) -> Says:
    return lambda listing, _: (getattr(listing.flexibility, name),)


def _places(listing: Listing, _: Vocabulary) -> Iterable[str]:
    return map(place_line, listing.locations)


def place_line(place: Location) -> str:
    """A place in one line; a confidential one says so and no more."""
    if place.confidential:
        return joined(place.name or "A place", "the address is confidential")
    return ", ".join(filter(None, (place.name, place.address_1, place.city, place.postal_code)))


def _stance(listing: Listing, words: Vocabulary) -> Iterable[str | None]:
    stance = listing.stance
    return (words.label("stance", stance.stance) if stance.stance != "not-stated" else None, stance.note)


def _links(listing: Listing, words: Vocabulary) -> Iterable[str]:
    return (f"{words.label('link-kind', link.kind)} {link.name}" for link in listing.links)


FIELDS: Final = (
    Field("name", "Name", "one", "contacts", _text("name")),
    Field("alternate_names", "Also called", "many", "contacts", _texts("alternate_names")),
    Field("organization", "Who runs it", "one", "contacts", lambda listing, _: (listing.organization.name,)),
    Field("status", "Status", "one", "runs", lambda one, _: (STATUS.get(one.status, one.status),)),
    Field("description", "What it is", "text", "rules", _text("description")),
    Field("needs", "Helps with", "many", "rules", _codes("needs", "need")),
    Field("service_types", "Kind of help", "many", "rules", _codes("service_types", "type")),
    Field("areas", "Area", "many", "rules", _texts("areas")),
    Field("delivery", "How help is given", "many", "rules", _codes("delivery", "delivery")),
    Field("referral_routes", "Ways in", "many", "rules", _codes("referral_routes", "route")),
    Field("how_to_refer", "How to refer", "text", "rules", _text("how_to_refer")),
    Field("phones", "Phone", "many", "contacts", lambda one, _: (joined(p.number, p.note) for p in one.phones)),
    Field("email", "Email", "one", "contacts", _text("email")),
    Field("url", "Web page", "one", "contacts", _text("url")),
    Field("locations", "Where", "many", "contacts", _places),
    Field("hours", "When", "one", "hours", lambda one, _: (one.hours.opening_hours, one.hours.note)),
    Field("cost", "Cost", "one", "rules", lambda one, words: (one.cost and words.label("cost", one.cost),)),
    Field("cost_note", "About the cost", "text", "rules", _text("cost_note")),
    Field("languages", "Languages", "many", "rules", _codes("languages", "language")),
    Field("interpreting", "Interpreting", "text", "rules", _text("interpreting")),
    Field("required_documents", "What to bring", "many", "rules", _texts("required_documents")),
    Field("open_access", "Anyone may come", "one", "rules", _yes("open_access")),
    Field("anyone_may_apply", "Anyone may apply", "one", "rules", _yes("anyone_may_apply")),
    Field("eligibility", "Its rules", "many", "rules", lambda one, w: (rule_sentence(r, w) for r in one.eligibility)),
    Field("dual_diagnosis", "For someone with both needs", "one", "rules", _stance),
    Field("approaches", "How it works", "many", "rules", _codes("approaches", "approach")),
    Field("transitions", "At times of change", "many", "rules", _codes("transitions", "transition")),
    Field("flexibility.drop_in", "Dropping in", "text", "rules", _bends("drop_in")),
    Field("flexibility.out_of_hours", "Outside office hours", "text", "hours", _bends("out_of_hours")),
    Field("flexibility.missed_appointments", "Missed appointments", "text", "rules", _bends("missed_appointments")),
    Field("flexibility.re_entry", "Coming back later", "text", "rules", _bends("re_entry")),
    Field("flexibility.time_limit", "Time limit", "text", "rules", _bends("time_limit")),
    Field("flexibility.wait_time", "Wait", "text", "rules", _bends("wait_time")),
    Field("links", "Works with", "many", "rules", _links),
)
"""Every field that two listings are compared in; their sources are always both kept."""
LABELS: Final[Mapping[str, str]] = {
    **{field.name: field.label for field in FIELDS if "." not in field.name},
    "id": "Id",
    "hours": "Hours",
    "eligibility": "Rule",
    "flexibility": "How it bends",
    "sources": "Source",
    "organization_name": "Name of the organisation",
    "organization_kind": "Kind of organisation",
    "organization_website": "Website of the organisation",
}
"""What people call each field of the form, and what all listings of an organisation share, in the history."""
