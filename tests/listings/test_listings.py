"""What the window asks of the room: read over one connection, and as it is after a change."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Author, Edit
from navigator.listings.changes.history import fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.listings import Listings
from navigator.listings.table.views import EVERYTHING
from navigator.refer.experience import Experience
from navigator.refer.outcomes import What
from tests.listings.three import changed, editor

KB = Author("KB")
ID = "samaritans"


@pytest.fixture
def own(store: Store) -> Store:
    """A store with the user's own copy."""
    editor(store).save([Edit(changed(store, ID, description="Rings back."))])
    return store


@pytest.fixture
def listings(own: Store) -> Iterator[Listings]:
    with closing(own.connect()) as connection:
        yield Listings(connection, Experience(own.folder))


def test_a_listing_is_opened_with_its_edition_and_what_it_is_held_against(listings: Listings, own: Store) -> None:
    opened = listings.opened(ID)
    assert opened.fields == fields_of(changed(own, ID))
    assert opened.listing.description == "Rings back."
    assert opened.reference is listings.reference, "it is read once"
    editor(own).save([Edit(changed(own, ID, description="Rings back soon."), opened.edition)])
    again = listings.opened(ID)
    assert again.edition > opened.edition
    assert again.fields["description"] == "Rings back soon."
    assert again.reference is not opened.reference


def test_a_listing_that_is_not_there_is_told(listings: Listings) -> None:
    with pytest.raises(NavigatorError, match="no longer in the directory"):
        listings.opened("nobody")
    with pytest.raises(NavigatorError, match="no longer in the directory"):
        listings.run("nobody")


def test_what_is_due_follows_checks_and_what_was_reported(listings: Listings, own: Store) -> None:
    due = len(listings.due)
    assert listings.table is listings.table
    verify(own, ID, Found("phone", frozenset({"all"})), KB, listings.today)
    assert len(listings.due) == due - 1
    before = listings.table
    listings.experience.record(ID, What("wrong", "phone"), listings.today)
    assert listings.table is not before
    assert len(listings.due) == due
    assert listings.reported[ID].wrong


def test_all_goes_on_without_reports_that_cannot_be_read(listings: Listings, own: Store) -> None:
    due = len(listings.due)
    listings.experience.record(ID, What("wrong", "phone"), listings.today)
    whole = listings.experience.path.read_bytes()
    listings.experience.path.write_bytes(b"no database" * 100)
    assert listings.table.count(EVERYTHING)
    assert len(listings.due) == due
    assert str(own.folder / "experience.sqlite") in listings.unread
    assert "Move it away" in listings.unread
    listings.experience.path.write_bytes(whole)
    assert listings.reported[ID].wrong
    assert not listings.unread


def test_an_hour_holds_calls_and_says_what_is_left(listings: Listings) -> None:
    found = listings.hour(60)
    covered = sum(len(call.services) for call in found.calls)
    assert found.minutes <= 60
    assert found.left == len(listings.due) - covered
