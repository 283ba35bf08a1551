"""``listings confidential``: make a place confidential, and purge its address from everything that is kept."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from navigator.cli.listings_there import author_of, listing_of
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store
from navigator.directory.backups import folder_of
from navigator.errors import UsageError
from navigator.find.wording import listed
from navigator.listings.confidential.words import outside, still, was, where
from navigator.listings.facts import place_line

if TYPE_CHECKING:
    from navigator.listings.confidential.purge import AlsoSays, Purged, PurgePlan


def run(options: argparse.Namespace) -> None:
    """Say what will go, or purge it. Raises ``NavigatorError`` where there is no such place, or it cannot be purged."""
    from navigator.listings.confidential.purge import purge, purge_plan

    store = Store.open(options.data)
    with store.reading() as connection:
        listing = listing_of(connection, options.id)
    plan = purge_plan(store, listing.id, _place(listing, options.place), folder_of(store))
    done = purge(store, plan, author_of(options), blank=options.texts) if options.yes else None
    if options.json:
        write_json(_purge_document(plan, done))
    elif done is None:
        write(_plan_lines(plan, listing, texts=options.texts))
    else:
        write(_purged_lines(plan, done, texts=options.texts))


def _place(listing: Listing, number: int | None) -> int:
    """The number of the place meant, the only one if none was given."""
    places = listing.locations
    if number is None and len(places) == 1:
        return 1
    if number is None or not 1 <= number <= len(places):
        told = "; ".join(f"{n}: {place_line(place) or 'no address'}" for n, place in enumerate(places, 1))
        raise UsageError(f"Say which place with --place N. {listing.name} has {told or 'no place'}.")
    return number


def _plan_lines(plan: "PurgePlan", listing: Listing, *, texts: bool) -> Iterator[str]:
    yield f"To be made confidential: {listing.name}, place {plan.number}:"
    yield f"  {place_line(listing.locations[plan.number - 1]) or 'no address'}"
    yield "Its address will go from the listing, from search, from the history and from these files, for good:"
    yield from (f"  {path.name} (written anew without it)" for path in plan.rewritten)
    yield from (f"  {path.name} (cannot be read, so it is removed)" for path in plan.removed)
    yield from [] if plan.rewritten or plan.removed else ["  no backup or copy holds it"]
    yield from _outside(plan, texts=texts)
    yield ""
    yield "Nothing was changed. This cannot be undone. To do it, add --yes."


def _purged_lines(plan: "PurgePlan", done: "Purged", *, texts: bool) -> Iterator[str]:
    yield from was(plan, done)
    yield from still(done, also=any(_stays(plan, texts=texts)))
    yield from _outside(plan, texts=texts)


def _stays(plan: "PurgePlan", *, texts: bool) -> Iterator["AlsoSays"]:
    return (one for one in plan.also if not (one.blanks and texts))


def _outside(plan: "PurgePlan", *, texts: bool) -> Iterator[str]:
    """What stays, and is for somebody to look after."""
    for service_id, some in groupby(_stays(plan, texts=texts), key=attrgetter("service_id")):
        each = dict.fromkeys(f"{where(one)} (--texts takes it out)" if one.blanks else where(one) for one in some)
        yield f"Also tells it, and stays: {service_id}: {listed(each, 'and')}."
    yield from outside(plan)


def _purge_document(plan: "PurgePlan", done: "Purged | None") -> dict[str, Any]:
    """What will go or went, without the address."""
    files = done or plan
    return {
        "id": plan.service_id,
        "name": plan.name,
        "place": plan.number,
        "done": done is not None,
        "rewritten": _names(files.rewritten),
        "removed": _names(files.removed),
        "left": _names(done.left) if done else [],
        "also": [_also(one) for one in plan.also],
        "sent": [{"on": day, "name": name} for day, name in plan.sent],
        "shipped": plan.shipped,
    }


def _also(one: "AlsoSays") -> dict[str, Any]:
    return {"id": one.service_id, "in": one.kind, "field": one.path or None, "blanks": one.blanks}


def _names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths]
