"""One field of many listings to be changed: what they hold, what may be chosen, what is wrong, and each difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from navigator.directory.fields import OF_ORGANIZATION, read_fields
from navigator.find.wording import plain_date
from navigator.listings.form.contacts import web_problem
from navigator.listings.form.typed import Problem
from navigator.listings.many.fields import ManyField, Wish
from navigator.listings.past.saying import Line
from navigator.listings.past.telling import each_changed_lines
from navigator.listings.status import STATUS

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.listings import Listings
    from navigator.listings.many.bulk import Effect, Preview

_NAMED: Final[Mapping[str, tuple[tuple[Any, str], ...]]] = {
    "yes": ((True, "Yes"), (False, "No")),
    "status": tuple(STATUS.items()),
}
"""What may be chosen in a field, where that is not a taxonomy's."""
_MOST_HELD: Final = 300
_LONGEST: Final = 48
_NOTHING: Final = "nothing"
_FILL_IN: Final = "Fill this in."
_MOST_FOUND: Final = 50
_NO_LISTING: Final = "No listing is called “{}”, so this will stand there as a name only."
_SEVERAL: Final = "Several listings are called that. Give the id of the one that is meant."


@dataclass(frozen=True, slots=True)
class Held:
    """A value that a field of so many of the listings holds now, and how it is told; ``value`` None for nothing."""

    value: Any
    says: str
    count: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the listings hold now, the most frequent first, and what may be chosen: values with their labels."""

    held: tuple[Held, ...]
    choices: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a typed value, what is asked for with what it stands for, and what else could be meant."""

    wish: Wish
    problems: tuple[Problem, ...]
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a change would do to one listing, in words, and what to look at then; or why it cannot be changed so."""

    id: str
    name: str
    changes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    refused: str = ""


def names_of(listings: "Listings", ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The ids of those that are there, each with its name."""
    found = read_fields(listings.connection, ids, {"name"})
    return tuple((service_id, found[service_id]["name"]) for service_id in ids if service_id in found)


def open_places(listings: "Listings", ids: Sequence[str]) -> tuple[tuple[tuple[str, str], str], ...]:
    """Each place whose address can be read: its listing and its number in it, and what both are called."""
    found = read_fields(listings.connection, ids, {"name", "locations"})
    return tuple(
        ((service_id, str(n)), f"{found[service_id]['name']}: {place['address_1'] or place['postal_code']}")
        for service_id in ids
        if service_id in found
        for n, place in enumerate(found[service_id]["locations"], 1)
        if place["address_1"] or place["postal_code"]
    )


def offer(listings: "Listings", ids: Sequence[str], field: ManyField) -> Offered:
    """What there is to choose from for a field."""
    there = read_fields(listings.connection, ids, {field.name}).values()
    counts = Counter(value for fields in there for value in set(_values(fields[field.name], field)))
    most = sorted(counts.items(), key=lambda found: (-found[1], str(found[0])))[:_MOST_HELD]
    told = _telling(listings, field, [value for value, _ in most])
    held = tuple(Held(value, told.get(value, _shortened(value)), count) for value, count in most)
    return Offered(held, _choices(listings, field))


def check(listings: "Listings", wish: Wish) -> Checked:
    """What is wrong with what was typed, as in a form of one listing; names of listings become their ids."""
    from navigator.listings.form.checking import check_fields

    field, value = wish.field, wish.value
    if not _needs_value(wish):
        return Checked(wish, ())
    if value is None:
        return Checked(wish, (Problem(field.checked, _FILL_IN, blocks=True),))
    if field.path == "links.to":
        return _check_link(listings, wish)
    if field.path == "organization_website":
        return Checked(wish, tuple(filter(None, [web_problem(field.path, value)])))
    if field.name in OF_ORGANIZATION:
        return Checked(wish, ())
    found = check_fields(field.fields(value), listings.reference)
    return Checked(wish, tuple(problem for problem in found if problem.field == field.checked))


def foresee(store: "Store", ids: Sequence[str], wish: Wish) -> "tuple[Preview, tuple[Told, ...]]":
    """What a change would do to each listing that it changes, and nothing changed: those that it cannot change first.

    Raises NavigatorError where it means nothing.
    """
    from navigator.listings.many.bulk import preview

    with store.reading() as connection:
        seen = preview(connection, ids, wish.change())
        lines = each_changed_lines(connection, seen.changes)
    refused = (Told(one.id, one.name, refused=" ".join(one.why)) for one in seen.refused)
    changed = sorted(seen.differences, key=lambda one: not one.doubts)
    return seen, (*refused, *(_told(one, lines[one.id]) for one in changed))


def _told(one: "Effect", lines: Sequence[Line]) -> Told:
    changes = tuple(line.says for line in _became(lines))
    return Told(one.id, one.name, changes, tuple(doubt.says for doubt in one.doubts))


def _became(told: Sequence[Line]) -> Sequence[Line]:
    """What went and what came in its place as one line, where each has a counterpart."""
    gone, come = [one for one in told if not one.after], [one for one in told if not one.before]
    if len(told) != len(gone) + len(come) or len(gone) != len(come):
        return told
    return [replace(was, after=now.after) for was, now in zip(gone, come, strict=True)]


def _needs_value(wish: Wish) -> bool:
    return wish.way not in {"remove", "empty"}


def _values(held: Any, field: ManyField) -> Iterator[Any]:
    """What one listing holds in a field."""
    if field.shape == "list":
        yield from held
    elif field.shape in {"row", "page"}:
        part = "url" if field.shape == "page" else field.part
        yield from (row[part] for row in held if row[part] is not None)
    elif field.path.count("."):
        yield held[field.part]
    else:
        yield held


def _telling(listings: "Listings", field: ManyField, values: Iterable[Any]) -> dict[Any, str]:
    """How values are told, where not as they are written."""
    words = listings.vocabulary
    if field.path == "links.to":
        return dict(names_of(listings, [value for value in values if value in listings.reference.listed]))
    if field.taxonomy in _NAMED:
        return dict(_NAMED[field.taxonomy])
    told = {None: _NOTHING}
    if field.taxonomy and field.taxonomy not in {"organization", "area"}:
        told |= {value: words.label(field.taxonomy, value) for value in values if value is not None}
    return told


def _choices(listings: "Listings", field: ManyField) -> tuple[tuple[Any, str], ...]:
    if field.taxonomy in _NAMED:
        return _NAMED[field.taxonomy]
    if field.taxonomy == "organization":
        return tuple((name, name) for name in sorted(listings.reference.organizations, key=str.casefold))
    if field.taxonomy == "area":
        return tuple((name, name) for name in listings.reference.areas)
    words = listings.vocabulary
    return tuple((code, words.label(field.taxonomy, code)) for code in words.codes(field.taxonomy))


def _check_link(listings: "Listings", wish: Wish) -> Checked:
    """The listing that is called as was typed, or has that id; else the words as they are."""
    typed = str(wish.value)
    if typed in listings.reference.listed:
        return Checked(wish, ())
    table = listings.table
    rows = table.rows(table.keys(text=typed)[:_MOST_FOUND]).values()
    names = tuple(row.name for row in rows)
    meant = [row.id for row in rows if row.name.casefold() == typed.casefold()]
    if len(meant) == 1:
        return Checked(replace(wish, value=meant[0]), (), names)
    several = _SEVERAL if meant else _NO_LISTING.format(typed)
    return Checked(wish, (Problem(wish.field.checked, several, blocks=bool(meant)),), names)


def _shortened(value: Any) -> str:
    text = " ".join(plain_date(str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
