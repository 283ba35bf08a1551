"""A whole listing in words, as plain text, for a page on the screen or the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from navigator.directory import Listing, Location, Place, Point, Vocabulary, distance_m, say_distance
from navigator.find.hours import Hours
from navigator.find.number import NextNumber
from navigator.find.parts import Kind, Part, Section
from navigator.find.sections import View, sections
from navigator.find.timetable import opening_of

__all__ = ["Kind", "Part", "Section", "Sheet", "opening_of", "sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One whole listing in words.

    ``mark`` warns that it has closed or may have, else "". ``points`` are where it can be visited, as far as that may
    be known; ``distance`` how far the nearest is from the place asked for, else "".
    """

    id: str
    name: str
    mark: str
    organization: str
    does: str
    sections: tuple[Section, ...]
    points: tuple[Point, ...]
    areas: tuple[str, ...]
    distance: str


def sheet(
    listing: Listing,
    vocabulary: Vocabulary,
    *,
    at: datetime | None = None,
    origin: Place | None = None,
    instead: NextNumber | None = None,
) -> Sheet:
    """A listing in words as at a moment, by default now, and as seen from a place.

    ``instead`` is the number to ring where the listing has none of its own.
    """
    points = tuple(filter(None, map(_point, listing.locations)))
    distance = _distance(points, origin)
    return Sheet(
        id=listing.id,
        name=listing.name,
        mark="" if listing.status == "active" else vocabulary.label("status", listing.status),
        organization=listing.organization.name,
        does=listing.description,
        sections=tuple(sections(View(listing, vocabulary, Hours(at), distance, instead))),
        points=points,
        areas=listing.areas,
        distance=distance.partition(" from ")[0],
    )


def _point(place: Location) -> Point | None:
    known = not place.confidential and place.latitude is not None and place.longitude is not None
    return Point(place.latitude or 0.0, place.longitude or 0.0) if known else None


def _distance(points: Iterable[Point], origin: Place | None) -> str:
    """How far the nearest point is: ``"about 0.6 miles from Camberwell"``."""
    if origin is None or origin.point is None:
        return ""
    metres = min((distance_m(origin.point, point) for point in points), default=None)
    return "" if metres is None else f"{say_distance(metres)} from {origin.name}"
