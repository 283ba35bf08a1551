"""Small directories for a test: forms with the fewest facts and those given, and a store over them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from navigator.directory import Store
from navigator.directory.build import add_places, add_vocabulary, create
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.store import transaction
from navigator.directory.vocabulary import Vocabulary, read_glossary, read_vocabulary
from navigator.directory.write import add_listings, add_organizations
from navigator.resources import resource


def listing(listing_id: str, name: str = "", **facts: Any) -> ListingForm:
    """A listing with the fewest facts a form takes, and those given."""
    least = {
        "id": listing_id,
        "name": name or listing_id.replace("-", " ").title(),
        "organization": "Harbour",
        "status": "active",
        "description": "A warm place.",
        "needs": ["homelessness"],
        "service_types": ["day-centre"],
        "sources": [{"number": 1, "title": "Its page", "page_date": "2024-06"}],
    }
    return ListingForm.model_validate(least | facts)


@cache
def _empty() -> bytes:
    """A directory file with words and places and no listing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        create(path)
        with transaction(path) as session:
            add_vocabulary(
                session, read_vocabulary(resource("vocabulary.toml")), read_glossary(resource("glossary.toml"))
            )
            add_places(session, resource("geo"))
        return path.read_bytes()


def store_of(folder: Path, forms: Iterable[ListingForm]) -> Store:
    """A store over a new shipped directory that holds these listings."""
    forms = list(forms)
    path = folder / "shipped" / "services.sqlite"
    path.parent.mkdir(parents=True)
    path.write_bytes(_empty())
    terms = read_vocabulary(resource("vocabulary.toml"))
    with transaction(path) as session:
        add_organizations(session, [OrganizationForm(name=o, kind="charity") for o in {f.organization for f in forms}])
        add_listings(session, forms, Vocabulary(terms))
    return Store(folder / "data", path, busy_timeout_s=0)
