"""Two listings of one service side by side, field by field: what each says, from where, and which is the better.

A fact checked with the service since the other's page counts most, then the newer page, then the one that says more.
Nothing is decided here for anyone: what is better is what a merge takes where nobody chooses otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from navigator.directory import Listing, Location, Vocabulary
from navigator.find.rules import rule_sentence
from navigator.find.wording import joined, plain_date
from navigator.listings.status import STATUS

Choice: TypeAlias = Literal["keep", "drop", "both"]
"""Whose fact to take: that of the listing that stays, of the one that goes, or what both say."""
Says: TypeAlias = Callable[[Listing, Vocabulary], Iterable[str | None]]
"""What a listing says in a field, a line for each."""
Shape: TypeAlias = Literal["one", "text", "many"]
"""Whether a field holds one fact, words that may stand together, or many facts."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one listing says in a field, a line for each; nothing where it does not say.

    ``source`` is the title of its page and ``dated`` the page's date, "2019", "2024-06" or "" for none; of a fact that
    names no page, the listing's newest. ``checked`` is the ISO day it was last checked with the service, or "".
    """

    lines: tuple[str, ...]
    source: str
    dated: str
    checked: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both listings, which of them to take, and why in a sentence.

    It is ``undecided`` where neither is the better by anything that is known: somebody has to ask.
    """

    field: str
    label: str
    keep: Fact
    drop: Fact
    better: Choice
    why: str
    undecided: bool = False

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.keep.lines == self.drop.lines


def compare(keep: Listing, drop: Listing, vocabulary: Vocabulary) -> tuple[Row, ...]:
    """The fields that either listing says something in; ``keep`` is the one that would stay."""
    rows = (_row(field, keep, drop, vocabulary) for field in FIELDS)
    return tuple(row for row in rows if row.keep.lines or row.drop.lines)


def hides_a_place(listing: Listing) -> bool:
    """Whether the address of one of its places is confidential."""
    return any(place.confidential for place in listing.locations)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the form, what people read, its shape, what of a check covers it, and how it is said."""

    name: str
    label: str
    shape: Shape
    covered_by: str
    says: Says


def _row(field: Field, keep: Listing, drop: Listing, vocabulary: Vocabulary) -> Row:
    first, second = _fact(field, keep, vocabulary), _fact(field, drop, vocabulary)
    better, why = _better(field, first, second)
    if field.name == "name" and first.lines != second.lines:
        better, why = "keep", "The other name is kept beside it."
    if field.name == "locations" and hides_a_place(keep) != hides_a_place(drop):
        better, why = ("keep" if hides_a_place(keep) else "drop"), _CONFIDENTIAL
    return Row(field.name, field.label, first, second, better, why, undecided=why == _UNDECIDED)


def _fact(field: Field, listing: Listing, vocabulary: Vocabulary) -> Fact:
    lines = tuple(line for line in field.says(listing, vocabulary) if line)
    sources = [listing.source(number) for number in _sources_of(field.name, listing)]
    named = [source for source in sources if source] or (listing.sources if lines else ())
    newest = max(named, key=lambda source: source.page_date or "", default=None)
    checks = (found.checked_on for found in listing.verifications if _covers(found.confirmed, field.covered_by))
    return Fact(
        lines,
        newest.title if newest else "",
        (newest.page_date or "") if newest else "",
        max(checks, default="") if lines else "",
    )


def _better(field: Field, keep: Fact, drop: Fact) -> tuple[Choice, str]:
    if keep.lines == drop.lines:
        return "keep", _ALIKE
    if not (keep.lines and drop.lines):
        return ("keep" if keep.lines else "drop"), "The other does not say."
    one_place = field.name == "locations" and len(keep.lines) == len(drop.lines) == 1
    if field.shape == "many" and not one_place:
        return _of_many(keep.lines, drop.lines)
    sides: tuple[tuple[Choice, Fact, Fact], ...] = (("keep", keep, drop), ("drop", drop, keep))
    for judge in (_checked_since, _newer, _fuller) if field.shape == "text" else (_checked_since, _newer):
        for choice, fact, other in sides:
            if why := judge(fact, other):
                return choice, why
    return ("both" if one_place else "keep"), _UNDECIDED


def _checked_since(fact: Fact, other: Fact) -> str:
    if fact.checked > other.checked and _later(fact.checked, other.dated):
        return f"It was checked with the service on {plain_date(fact.checked)}."
    return ""


def _newer(fact: Fact, other: Fact) -> str:
    return f"Its page is newer ({plain_date(fact.dated)})." if _later(fact.dated, other.dated) else ""


def _fuller(fact: Fact, other: Fact) -> str:
    long, short = (sum(map(len, each.lines)) for each in (fact, other))
    return "It says more." if long > _MORE * short else ""


def _of_many(keep: Sequence[str], drop: Sequence[str]) -> tuple[Choice, str]:
    if set(keep) == set(drop):
        return "keep", _ALIKE
    if set(keep) > set(drop):
        return "keep", "It has all that the other has, and more."
    if set(drop) > set(keep):
        return "drop", "It has all that the other has, and more."
    return "both", "Each has something that the other has not."


def _later(one: str, other: str) -> bool:
    """Whether a date is after another, as exact as both are; any is after none."""
    exact = min(len(one), len(other))
    return bool(one) and (not other or one[:exact] > other[:exact])


def _sources_of(field: str, listing: Listing) -> Iterable[int | None]:
    """The numbers of the pages that a field's facts are from."""
    match field:
        case "hours":
            return (listing.hours.source,)
        case "dual_diagnosis":
            return (listing.stance.source,)
        case "eligibility":
            return (rule.source for rule in listing.eligibility)
        case "links":
            return (link.source for link in listing.links)
        case _:
            return ()


def _covers(confirmed: str, covered_by: str) -> bool:
    """Whether what was confirmed takes in some fields: ``"contacts, hours"`` does ``"hours"``, ``"all"`` everything."""
    told = confirmed.casefold()
    return covered_by in told or "all" in told.replace(",", " ").split()


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


_ALIKE: Final = "Both say the same."
_UNDECIDED: Final = "Nothing tells which is better. Ring to ask."
_MORE: Final = 1.3
"""A text that is longer than another by this says more."""
_CONFIDENTIAL: Final = "One of the two keeps an address confidential, so no address is taken from the other."
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
