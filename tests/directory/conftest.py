"""Directories and listings made for a test."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeAlias

import pytest

from navigator.directory import Store, Term, Vocabulary
from navigator.directory.build import add_vocabulary, create, settle
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.store import transaction
from navigator.directory.vocabulary import read_vocabulary
from navigator.directory.write import add_listings, add_organizations
from navigator.resources import resource

MakeListing: TypeAlias = Callable[..., ListingForm]
Fill: TypeAlias = Callable[[Path, Iterable[ListingForm]], None]


@pytest.fixture(scope="session")
def terms() -> tuple[Term, ...]:
    """The shipped vocabulary's terms."""
    return read_vocabulary(resource("vocabulary.toml"))


@pytest.fixture(scope="session")
def vocabulary(terms: tuple[Term, ...]) -> Vocabulary:
    """The shipped vocabulary."""
    return Vocabulary(terms)


@pytest.fixture(scope="session")
def make_listing() -> MakeListing:
    """Makes a listing with the fewest facts a form takes, and those given."""

    def make(listing_id: str = "night-stop", **facts: Any) -> ListingForm:
        least = {
            "id": listing_id,
            "name": "Night Stop",
            "organization": "Harbour",
            "status": "active",
            "description": "A warm place at night.",
            "needs": ["homelessness"],
            "service_types": ["winter-shelter"],
            "sources": [{"number": 1, "title": "Night Stop", "page_date": "2024-06"}],
        }
        return ListingForm.model_validate(least | facts)

    return make


@pytest.fixture(scope="session")
def full_listing(make_listing: MakeListing) -> ListingForm:
    """A listing with something in every field."""
    return make_listing(
        "harbour-house",
        name="Harbour House",
        alternate_names=["The House", "HH"],
        areas=["Lambeth", "London"],
        delivery=["in-person"],
        referral_routes=["self", "gp"],
        how_to_refer="Ring, or come by.",
        url="https://example.org",
        email="team@example.org",
        cost="free",
        cost_note="Lunch is a pound.",
        approaches=["peer-led"],
        transitions=["eviction"],
        languages=["Spanish"],
        interpreting="By phone.",
        required_documents=["Proof of address"],
        open_access=True,
        anyone_may_apply=True,
        hours={"opening_hours": "Mo-Fr 09:00-17:00", "note": "Not at lunch.", "source": 2},
        flexibility={"drop_in": "Every day", "re_entry": "After a talk", "wait_time": "2 weeks"},
        dual_diagnosis={"stance": "accepts", "note": "Both are fine.", "source": 1},
        phones=[{"number": "020 7946 0000", "note": "Front desk"}, {"number": "020 7946 0001"}],
        locations=[
            {"name": "Hall", "address_1": "1 Quay St", "city": "London", "postal_code": "SE5 8AZ"}
            | {"latitude": 51.46848, "longitude": -0.0864, "accessibility": ["lift", "step-free"]},
            {"name": "Refuge", "city": "London", "confidential": True},
        ],
        eligibility=[
            {"facet": "age", "rule": "requires", "strength": "hard", "min": 18, "source": 2},
            {"facet": "housing", "rule": "excludes", "strength": "discretionary", "values": ["settled", "hostel"]}
            | {"note": "Case by case.", "source": 1},
        ],
        links=[
            {"to": "night-stop", "kind": "refers-to", "source": 2},
            {"to": "Somebody unlisted", "kind": "joint-working"},
        ],
        sources=[
            {"number": 1, "url": "https://example.org/1", "title": "One", "page_date": "2023"},
            {"number": 2, "title": "Two", "page_date": "2024-06-30"},
        ],
    )


@pytest.fixture(scope="session")
def fill(terms: tuple[Term, ...], vocabulary: Vocabulary) -> Fill:
    """Makes a directory file that holds the vocabulary and some listings."""

    def make(path: Path, listings: Iterable[ListingForm]) -> None:
        create(path)
        forms = list(listings)
        kinds = {form.organization: OrganizationForm(name=form.organization, kind="charity") for form in forms}
        with transaction(path) as session:
            add_vocabulary(session, terms, ())
            add_organizations(session, kinds.values())
            add_listings(session, forms, vocabulary)
        settle(path)

    return make


@pytest.fixture(scope="session")
def directory(
    tmp_path_factory: pytest.TempPathFactory, fill: Fill, make_listing: MakeListing, full_listing: ListingForm
) -> Path:
    """A small directory file, for reading and copying only."""
    path = tmp_path_factory.mktemp("directory") / "services.sqlite"
    fill(path, [make_listing(), full_listing])
    return path


@pytest.fixture
def store(directory: Path, tmp_path: Path) -> Store:
    """A store over a small shipped directory, without a copy of the user's own, that waits for nobody."""
    shipped = tmp_path / "shipped" / "services.sqlite"
    shipped.parent.mkdir()
    copyfile(directory, shipped)
    return Store(tmp_path / "data", shipped, busy_timeout_s=0)


@pytest.fixture
def working(directory: Path, tmp_path: Path) -> Path:
    """A small directory file to write to."""
    path = tmp_path / "working.sqlite"
    copyfile(directory, path)
    return path


@pytest.fixture
def connection(directory: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a small directory, for reading only."""
    with closing(Store(directory.parent / "none", directory).connect()) as connection:
        yield connection
