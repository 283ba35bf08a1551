"""A small directory to change: the shipped words, three listings, and an editor whose clock stands still."""

from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from navigator.directory import Listing, Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.build import add_vocabulary, create, settle
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.store import transaction
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.directory.write import add_listings, add_organizations
from navigator.listings.changes.editor import Edit, Editor
from navigator.listings.changes.history import Change, as_it_was, changes_of
from navigator.resources import resource
from tests.listings import small

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
IDS = ("cove", "dock", "quay")


def listing(listing_id: str = "cove", **facts: Any) -> ListingForm:
    """A listing that advises, with the fewest facts a form takes, and those given."""
    sources = [{"number": 1, "title": "Their page", "page_date": "2024-06"}]
    usual: dict[str, Any] = {"service_types": ["advice"], "sources": sources}
    return small.listing(listing_id, **(usual | facts))


def write_directory(path: Path) -> None:
    """A directory file with three listings."""
    path.write_bytes(_three())


@cache
def _three() -> bytes:
    terms = read_vocabulary(resource("vocabulary.toml"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "three.sqlite"
        create(path)
        with transaction(path) as session:
            add_vocabulary(session, terms, ())
            add_organizations(session, [OrganizationForm(name=name, kind="charity") for name in ("Harbour", "Pier")])
            add_listings(session, map(listing, IDS), Vocabulary(terms))
        settle(path)
        return path.read_bytes()


def editor(store: Store) -> Editor:
    """An editor at ``NOW``."""
    return Editor(store, lambda: NOW)


def read(store: Store, listing_id: str) -> Listing:
    """A listing as it is read from the directory."""
    with closing(store.connect()) as connection:
        found = read_listing(connection, listing_id)
    assert found is not None
    return found


def now_there(store: Store, listing_id: str = "cove") -> ListingForm:
    """A listing as the directory has it."""
    return form_of(read(store, listing_id))


def changed(store: Store, listing_id: str = "cove", **facts: Any) -> ListingForm:
    """A listing as the directory has it but for some facts."""
    return ListingForm.model_validate(now_there(store, listing_id).model_dump() | facts)


def edit(store: Store, listing_id: str, **facts: Any) -> None:
    """Save other facts of a listing, now."""
    assert Editor(store).save([Edit(changed(store, listing_id, **facts))]) is not None


def history(store: Store, listing_id: str = "cove") -> tuple[Change, ...]:
    """The changes to a listing, the newest first."""
    with closing(store.connect()) as connection:
        return changes_of(connection, listing_id)


def was(store: Store, change: int, listing_id: str = "cove") -> ListingForm:
    """A listing as it was just before a change."""
    with closing(store.connect()) as connection:
        return as_it_was(connection, listing_id, change)
