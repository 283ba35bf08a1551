"""Changing one field of many: whatever is offered can be asked for, and each difference is told."""

from contextlib import closing
from pathlib import Path

from navigator.directory import Store
from navigator.listings.listings import Listings
from navigator.listings.many.fields import MANY_FIELDS, ManyField, Wish
from navigator.listings.to_change_many import check, foresee, offer
from navigator.refer.experience import Experience
from navigator.resources import resource

_VALUES = {
    "phones.number": "020 7946 0111",
    "sources.page_date": "2026-01",
    "email": "a@example.org",
    "organization": None,
}


def _value(listings: Listings, field: ManyField) -> object:
    """Something that may stand in a field."""
    choices = [value for value, _ in offer(listings, (), field).choices]
    if choices:
        return choices[-1]
    return _VALUES.get(field.path, "https://example.org" if field.path.endswith(("url", "website")) else "Words")


def test_every_field_that_is_offered_can_be_changed_in_every_way(tmp_path: Path) -> None:
    store = Store(tmp_path / "data", resource("services.sqlite"))
    with closing(store.connect()) as connection:
        listings = Listings(connection, Experience(tmp_path))
        ids = [found for (found,) in connection.execute("SELECT id FROM service ORDER BY key LIMIT 40")]
        for field in (field for field in MANY_FIELDS.values() if field.ways):
            held = [one.value for one in offer(listings, ids, field).held]
            for way in field.ways:
                was = held[0] if held and way in {"replace", "remove"} else None
                wish = Wish(field, way, None if way in {"remove", "empty"} else _value(listings, field), was)
                checked = check(listings, wish)
                assert not [problem for problem in checked.problems if problem.blocks], (field.path, way)
                _, told = foresee(store, ids, checked.wish)
                assert told or field.taxonomy == "yes", (field.path, way)
