"""What a merge would do, as it is looked at first; and the merge itself, unless either listing was changed since."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from navigator.directory import Listing
from navigator.errors import NavigatorError
from navigator.listings.changes.history import edition, listing_there
from navigator.listings.facts import FIELDS, hides_a_place
from navigator.listings.twins.comparing import Choice, Row
from navigator.listings.twins.sides import Sides, read_sides

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author, Saved

PLACES: Final = "locations"
_ONE_EACH: Final = frozenset(field.name for field in FIELDS if field.shape == "one")
_MERGED: Final = "One of the two is not there any more, or was merged already."
_CHANGED: Final = "One of the two was changed since you looked. Nothing was merged: look at both again."
_HIDDEN: Final = "One of the two keeps an address confidential, so only its places can be taken."


@dataclass(frozen=True, slots=True)
class Planned:
    """Two listings that may be merged, and the names of the others whose links will lead to the one that stays.

    ``hiding`` is whose places are taken, since only that one keeps an address confidential. ``guarded`` is why somebody
    must say so first, "" for no reason; ``giving`` is then the listing and the number of the place that gives it away.
    """

    sides: Sides
    pointing: tuple[str, ...]
    hiding: Choice | None
    guarded: str = ""
    giving: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Picking:
    """What may be chosen in a field, and what is; ``problem`` is told beside it."""

    offered: tuple[Choice, ...]
    taken: Choice | None
    problem: str = ""


def read_plan(connection: sqlite3.Connection, keep_id: str, drop_id: str) -> Planned:
    """What there is to choose. Raises NavigatorError where the two cannot be merged."""
    from navigator.listings.twins.merging import plan

    sides = read_sides(connection, keep_id, drop_id)
    if sides is None:
        raise NavigatorError(_MERGED)
    keep, drop = listing_there(connection, keep_id), listing_there(connection, drop_id)
    hiding: Choice | None = None
    if hides_a_place(keep) != hides_a_place(drop):
        hiding = "keep" if hides_a_place(keep) else "drop"
    guarded = ""
    try:
        edits = plan(connection, keep_id, drop_id, {})
    except NavigatorError as error:
        if hiding is None:
            raise
        edits = plan(connection, keep_id, drop_id, {PLACES: hiding})
        guarded = str(error)
    pointing = tuple(edit.form.name for edit in edits[2:])
    giving = _giving(drop if hiding == "keep" else keep) if guarded else None
    return Planned(sides, pointing, hiding, guarded, giving)


def pickings(planned: Planned, chosen: Mapping[str, Choice], told: Mapping[str, str]) -> dict[str, Picking]:
    """What may be chosen of each field that differs, and what is; ``told`` is what to say beside a field."""
    found = {}
    for row in planned.sides.rows:
        if not row.same:
            offered = _offered(row, planned)
            taken = chosen.get(row.field) if chosen.get(row.field) in offered else _usual(row, planned)
            says = told.get(row.field, _HIDDEN if row.field == PLACES and planned.hiding else "")
            found[row.field] = Picking(offered, taken, says)
    return found


def merge_as_seen(store: "Store", author: "Author", planned: Planned, taken: Mapping[str, Choice]) -> "Saved":
    """Merge what was looked at. Raises NavigatorError where either was changed since, or the merge is refused."""
    from navigator.listings.changes.editor import Editor
    from navigator.listings.twins.merging import merge

    editor, sides = Editor(store), planned.sides
    ids = sides.keep.id, sides.drop.id
    with editor.reading() as connection:
        if tuple(edition(connection, service_id) for service_id in ids) != sides.editions:
            raise NavigatorError(_CHANGED)
    return merge(editor, *ids, taken, author)


def _offered(row: Row, planned: Planned) -> tuple[Choice, ...]:
    if row.field == PLACES and planned.hiding:
        return (planned.hiding,)
    return ("keep", "drop") if row.field in _ONE_EACH else ("keep", "drop", "both")


def _usual(row: Row, planned: Planned) -> Choice | None:
    """What is taken where nobody chose; None where somebody must."""
    return None if row.field == PLACES and planned.guarded else row.better


def _giving(listing: Listing) -> tuple[str, str] | None:
    """The listing and the number of its first place whose address can be read."""
    places = enumerate(listing.locations, 1)
    return next(((listing.id, str(n)) for n, place in places if place.address_1 or place.postal_code), None)
