"""Two listings of one service side by side, field by field: what each says, from where, and which is the better.

A fact checked with the service since the other's page counts most, then the newer page, then the one that says more.
Nothing is decided here for anyone: what is better is what a merge takes where nobody chooses otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from navigator.directory import Listing, Vocabulary
from navigator.find.wording import plain_date
from navigator.listings.facts import FIELDS, Field, hides_a_place

Choice: TypeAlias = Literal["keep", "drop", "both"]
"""Whose fact to take: that of the listing that stays, of the one that goes, or what both say."""


@dataclass(frozen=True, slots=True)
class Said:
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
    keep: Said
    drop: Said
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


def _row(field: Field, keep: Listing, drop: Listing, vocabulary: Vocabulary) -> Row:
    first, second = _fact(field, keep, vocabulary), _fact(field, drop, vocabulary)
    better, why = _better(field, first, second)
    if field.name == "name" and first.lines != second.lines:
        better, why = "keep", "The other name is kept beside it."
    if field.name == "locations" and hides_a_place(keep) != hides_a_place(drop):
        better, why = ("keep" if hides_a_place(keep) else "drop"), _CONFIDENTIAL
    return Row(field.name, field.label, first, second, better, why, undecided=why == _UNDECIDED)


def _fact(field: Field, listing: Listing, vocabulary: Vocabulary) -> Said:
    lines = tuple(line for line in field.says(listing, vocabulary) if line)
    sources = [listing.source(number) for number in _sources_of(field.name, listing)]
    named = [source for source in sources if source] or (listing.sources if lines else ())
    newest = max(named, key=lambda source: source.page_date or "", default=None)
    checks = (found.checked_on for found in listing.verifications if _covers(found.confirmed, field.covered_by))
    return Said(
        lines,
        newest.title if newest else "",
        (newest.page_date or "") if newest else "",
        max(checks, default="") if lines else "",
    )


def _better(field: Field, keep: Said, drop: Said) -> tuple[Choice, str]:
    if keep.lines == drop.lines:
        return "keep", _ALIKE
    if not (keep.lines and drop.lines):
        return ("keep" if keep.lines else "drop"), "The other does not say."
    one_place = field.name == "locations" and len(keep.lines) == len(drop.lines) == 1
    if field.shape == "many" and not one_place:
        return _of_many(keep.lines, drop.lines)
    sides: tuple[tuple[Choice, Said, Said], ...] = (("keep", keep, drop), ("drop", drop, keep))
    for judge in (_checked_since, _newer, _fuller) if field.shape == "text" else (_checked_since, _newer):
        for choice, fact, other in sides:
            if why := judge(fact, other):
                return choice, why
    return ("both" if one_place else "keep"), _UNDECIDED


def _checked_since(fact: Said, other: Said) -> str:
    if fact.checked > other.checked and _later(fact.checked, other.dated):
        return f"It was checked with the service on {plain_date(fact.checked)}."
    return ""


def _newer(fact: Said, other: Said) -> str:
    return f"Its page is newer ({plain_date(fact.dated)})." if _later(fact.dated, other.dated) else ""


def _fuller(fact: Said, other: Said) -> str:
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


_ALIKE: Final = "Both say the same."
_UNDECIDED: Final = "Nothing tells which is better. Ring to ask."
_MORE: Final = 1.3
"""A text that is longer than another by this says more."""
_CONFIDENTIAL: Final = "One of the two keeps an address confidential, so no address is taken from the other."
