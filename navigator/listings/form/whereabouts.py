"""Where a service is, checked as it is typed: postcodes, the point on the map, and places that stay confidential."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Final

from navigator.directory import Point, distance_m, say_distance
from navigator.directory.places import postcode_parts, sector_of
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem, rows_in, text_in

_WHOLE: Final = 3
_FAR_M: Final = 2_000
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.ASCII)
_WHEREABOUTS: Final = ("address_1", "postal_code", "latitude", "longitude")
_MAY_TELL: Final = ("name", "description", "how_to_refer")


def place_problems(fields: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    """What is wrong with the places of a listing."""
    for place, row in rows_in(fields, "locations"):
        if row.get("confidential") is True:
            yield from _kept(place, row)
        else:
            yield from _postcode(place, row, reference)
    yield from _told_elsewhere(fields)


def usual_postcode(text: str) -> str:
    """A whole postcode as it is written: ``"se58az"`` gives ``"SE5 8AZ"``; "" for what is none."""
    packed = "".join(text.split())
    for spaced in (f"{packed[:-_WHOLE]} {packed[-_WHOLE:]}", text):
        outward, inward = postcode_parts(spaced) or ("", "")
        if len(inward) == _WHOLE:
            return f"{outward} {inward}"
    return ""


def located(row: Mapping[str, Any], reference: Reference) -> dict[str, Any]:
    """A place with its postcode as it is written, on the map at the centre of the postcode's sector.

    A point of its own stays; one that is the centre of another sector came from a postcode that was there before.
    """
    found = dict(row)
    usual = usual_postcode(text_in(row, "postal_code"))
    if not usual or row.get("confidential") is True:
        return found
    found["postal_code"] = usual
    centre, point = reference.sectors.get(sector_of(usual) or ""), _point(row)
    none = row.get("latitude") is None and row.get("longitude") is None
    if none or (point != centre and point in reference.sectors.values()):
        found["latitude"], found["longitude"] = (centre.latitude, centre.longitude) if centre else (None, None)
    return found


def _postcode(place: str, row: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    typed, field = text_in(row, "postal_code"), f"{place}.postal_code"
    if not typed:
        return
    usual = usual_postcode(typed)
    if not usual:
        yield Problem(field, "A postcode looks like SE5 8AZ. Give it whole, or leave it empty.", blocks=True)
        return
    if usual != typed:
        yield Problem(field, f"Written {usual}.", blocks=False, offer=usual)
    centre = reference.sectors.get(sector_of(usual) or "")
    if centre is None:
        yield Problem(
            field,
            f"Navigator does not know {sector_of(usual)}, so it cannot say how far away this is. "
            "Check it: postcodes outside London, or made since 2014, are not in its table.",
            blocks=False,
        )
    elif (point := _point(row)) and (away := distance_m(point, centre)) > _FAR_M:
        says = f"The point on the map is {say_distance(away)} from this postcode. Clear it to use the postcode's."
        yield Problem(f"{place}.latitude", says, blocks=False)


def _point(row: Mapping[str, Any]) -> Point | None:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if isinstance(latitude, (int, float)) and isinstance(longitude, (int, float)):
        return Point(float(latitude), float(longitude)) if isfinite(latitude) and isfinite(longitude) else None
    return None


def _kept(place: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    for name in _WHEREABOUTS:
        if row.get(name) not in (None, ""):
            yield Problem(f"{place}.{name}", "A confidential place keeps no address. Clear this.", blocks=True)
    for name in ("name", "city"):
        if _POSTCODE.search(text_in(row, name).upper()):
            yield Problem(f"{place}.{name}", "This tells where a confidential place is. Take it out.", blocks=True)


def _told_elsewhere(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Postcodes in the words of a listing with a confidential place, but those of its open places."""
    places = [row for _, row in rows_in(fields, "locations")]
    if not any(row.get("confidential") is True for row in places):
        return
    public = {usual_postcode(text_in(row, "postal_code")) for row in places if row.get("confidential") is not True}
    for name in _MAY_TELL:
        found = {usual_postcode(code) for code in _POSTCODE.findall(text_in(fields, name).upper())}
        if found - public:
            yield Problem(name, "This holds a postcode, and a place here is confidential. Take it out.", blocks=False)
