"""What is known before a place is made confidential, and doing it: both are slow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from navigator.directory.backups import folder_of
from navigator.directory.records import read_listing
from navigator.errors import NavigatorError
from navigator.listings.confidential.hiding import Secret
from navigator.listings.facts import place_line

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author
    from navigator.listings.confidential.purge import Purged, PurgePlan


@dataclass(frozen=True, slots=True)
class PlaceThere:
    """A place of a listing in a line, and whether it is confidential."""

    line: str
    confidential: bool

    def __repr__(self) -> str:
        """Nothing of the address."""
        return f"PlaceThere({self.confidential})"


@dataclass(frozen=True, slots=True, repr=False)
class Facing:
    """A listing with its places, and what making one of them confidential would take away.

    ``plan`` is None where no place was chosen yet. ``changes`` is how many changes in the history tell the address,
    ``names`` the names of other listings that do, by id.
    """

    id: str
    name: str
    places: tuple[PlaceThere, ...]
    plan: "PurgePlan | None"
    changes: int
    names: Mapping[str, str]

    def __repr__(self) -> str:
        """Nothing of the address."""
        return f"Facing({self.id!r})"

    @property
    def address(self) -> str:
        """What will go, to be read once more: the place, or what is still told of one that is confidential already."""
        if self.plan is None:
            return ""
        if self.plan.place["confidential"]:
            return "; ".join(sorted(self.plan.secret.addresses | self.plan.secret.postcodes))
        return self.places[self.plan.number - 1].line

    @property
    def needless(self) -> bool:
        """Whether the place is confidential already, and nothing that is kept tells where it is."""
        plan = self.plan
        return plan is not None and plan.place["confidential"] and not plan.secret and not plan.also

    @property
    def others(self) -> bool:
        """Whether the listing has other places that are not confidential."""
        here = self.plan.number if self.plan else 0
        return any(not place.confidential for number, place in enumerate(self.places, 1) if number != here)


def look(store: "Store", service_id: str, number: int) -> Facing:
    """What making a place, counted from 1, confidential would take away; the only one where 0 is given.

    Raises NavigatorError where there is no such listing or place.
    """
    from navigator.listings.confidential.purge import purge_plan

    with store.reading() as connection:
        listing = read_listing(connection, service_id)
    if listing is None:
        raise NavigatorError("This listing is no longer in the directory.")
    places = tuple(PlaceThere(place_line(place) or "no address", place.confidential) for place in listing.locations)
    if not places:
        raise NavigatorError(f"{listing.name} has no place.")
    number = number or (1 if len(places) == 1 else 0)
    if not number:
        return Facing(service_id, listing.name, places, None, 0, {})
    plan = purge_plan(store, service_id, number, folder_of(store))
    others = {one.service_id for one in plan.also} - {service_id}
    return Facing(
        service_id, listing.name, places, plan, _changes(store, service_id, plan.secret), _names(store, others)
    )


def do(store: "Store", author: "Author", plan: "PurgePlan", *, blank: bool) -> "Purged":
    """Make it confidential. Raises NavigatorError where it cannot be done, or not all of it; it can be repeated."""
    from navigator.listings.confidential.purge import purge

    return purge(store, plan, author, blank=blank)


def _changes(store: "Store", service_id: str, secret: Secret) -> int:
    """How many changes of a listing's history hold a place that must go."""
    from navigator.listings.changes.history import changes_of

    def tells(fields: Mapping[str, Any]) -> bool:
        places = fields.get("locations")
        return isinstance(places, list) and any(map(secret.is_of, places))

    with store.reading() as connection:
        return sum(tells(one.before) or tells(one.after) for one in changes_of(connection, service_id))


def _names(store: "Store", ids: Iterable[str]) -> Mapping[str, str]:
    with store.reading() as connection:
        found = {one: read_listing(connection, one) for one in ids}
    return {one: listing.name for one, listing in found.items() if listing is not None}
