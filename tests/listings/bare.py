"""A store over the words of the vocabulary and some listings, without places on a map: quick to make and to copy."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from navigator.directory import Store
from navigator.directory.build import add_vocabulary, create, settle
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.store import transaction
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.directory.write import add_listings, add_organizations
from navigator.resources import resource


@cache
def _words_only() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.sqlite"
        create(path)
        with transaction(path) as session:
            add_vocabulary(session, read_vocabulary(resource("vocabulary.toml")), ())
        settle(path)
        return path.read_bytes()


@cache
def _directory(forms: tuple[str, ...]) -> bytes:
    listings = [ListingForm.model_validate_json(form) for form in forms]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "services.sqlite"
        path.write_bytes(_words_only())
        with transaction(path) as session:
            names = {form.organization for form in listings}
            add_organizations(session, [OrganizationForm(name=name, kind="charity") for name in names])
            add_listings(session, listings, Vocabulary(read_vocabulary(resource("vocabulary.toml"))))
        return path.read_bytes()


def bare_store(folder: Path, forms: Sequence[ListingForm]) -> Store:
    """A store over a new shipped directory that holds these listings."""
    path = folder / "shipped" / "services.sqlite"
    path.parent.mkdir(parents=True)
    path.write_bytes(_directory(tuple(form.model_dump_json() for form in forms)))
    return Store(folder / "data", path, busy_timeout_s=0)
