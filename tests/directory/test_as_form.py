"""A listing that was read is a form that can be written again, and nothing is lost or changed on the way."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from navigator.directory import Store, Vocabulary, read_listing
from navigator.directory.as_form import as_kept, form_of
from navigator.directory.form import ListingForm, OrganizationForm, read_listings
from navigator.directory.store import transaction
from navigator.directory.write import add_organizations, replace_listings
from navigator.resources import resource

MakeListing: TypeAlias = Callable[..., ListingForm]
Fill: TypeAlias = Callable[..., None]


def _forms(path: Path) -> dict[str, ListingForm]:
    with closing(Store(path.parent / "none", path).connect()) as connection:
        ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service")]
        listings = [read_listing(connection, service_id) for service_id in ids]
        return {listing.id: form_of(listing) for listing in listings if listing}


def test_every_shipped_listing_comes_back_as_it_was_reviewed() -> None:
    reviewed = {form.id: as_kept(form) for form in read_listings(resource("listings"))}
    assert _forms(resource("services.sqlite")) == reviewed


def test_every_shipped_listing_written_in_place_is_as_it_was(
    tmp_path: Path, fill: Fill, vocabulary: Vocabulary
) -> None:
    path = tmp_path / "d.sqlite"
    reviewed = read_listings(resource("listings"))
    fill(path, reviewed)
    before = _forms(path)
    with transaction(path) as session:
        replace_listings(session, before.values(), vocabulary)
    assert _forms(path) == before
    assert len(before) == len(reviewed)


@pytest.mark.parametrize(
    "facts",
    [
        {"needs": ["alcohol", "homelessness", "alcohol"], "approaches": ["peer-led", "peer-led"]},
        {"sources": [{"number": 9, "title": "Nine"}, {"number": 2, "title": "Two"}]},
        {"hours": {"source": 1}},
        {"hours": {"note": "By arrangement.", "source": 1}},
        {"locations": [{}, {"accessibility": ["lift"]}, {"city": "London", "confidential": True}]},
        {"links": [{"to": "night-stop", "kind": "refers-to"}, {"to": "nobody-here", "kind": "co-located"}]},
        {"areas": ["London", "London"], "languages": ["Spanish", "Spanish"], "alternate_names": ["A", "A"]},
        {"cost_note": "A pound."},
        {"dual_diagnosis": {"stance": "accepts", "note": "Yes."}},
        {"flexibility": {"wait_time": "None"}, "phones": [{"number": "116 123"}, {"number": "116 123"}]},
        {"organization": "Pier", "status": "closed", "name": "  Spaced  "},
    ],
)
def test_a_form_comes_back_as_it_is_kept(
    facts: dict[str, Any], working: Path, make_listing: MakeListing, vocabulary: Vocabulary
) -> None:
    form = make_listing(**facts)
    with transaction(working) as session:
        add_organizations(session, [OrganizationForm(name="Pier", kind="charity")])
        replace_listings(session, [form], vocabulary)
    assert _forms(working)["night-stop"] == as_kept(form)
    assert as_kept(as_kept(form)) == as_kept(form)
