"""Directories to search: small ones made of listings written in the test, and the one that ships."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeAlias

import pytest

from navigator.directory import Store, Vocabulary
from navigator.directory.build import add_english, add_places, add_vocabulary, create
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.models import Verification
from navigator.directory.store import transaction
from navigator.directory.vocabulary import read_glossary, read_vocabulary
from navigator.directory.write import add_listings, add_organizations
from navigator.find import Search
from navigator.find.facts import Judge, nobody
from navigator.resources import resource
from navigator.text import normal

AT = datetime.fromisoformat("2026-11-23 10:00")
"""A Monday morning, for every search whose test does not choose a time."""

MakeListing: TypeAlias = Callable[..., ListingForm]
WriteDirectory: TypeAlias = Callable[..., Path]
OpenSearch: TypeAlias = Callable[..., Search]


@pytest.fixture(scope="session")
def listing() -> MakeListing:
    """Makes a listing with the fewest facts a form takes, and those given; its id follows its name."""

    def make(name: str = "Night Stop", **facts: Any) -> ListingForm:
        least = {
            "id": "-".join(name.casefold().split()),
            "name": name,
            "organization": "Harbour",
            "status": "active",
            "description": "A warm place.",
            "needs": ["homelessness"],
            "service_types": ["advice"],
            "sources": [{"number": 1, "title": "Their page", "page_date": "2024-06"}],
        }
        return ListingForm.model_validate(least | facts)

    return make


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return Vocabulary(read_vocabulary(resource("vocabulary.toml")))


@pytest.fixture(scope="session")
def empty_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the shipped words and places, and no listing; to be copied, never changed."""
    return _empty_in(tmp_path_factory.getbasetemp())


@cache
def _empty_in(folder: Path) -> Path:
    """Made once for all packages of tests, each of which has fixtures of its own."""
    path = folder / "empty.sqlite"
    create(path)
    with transaction(path) as session:
        add_vocabulary(session, read_vocabulary(resource("vocabulary.toml")), read_glossary(resource("glossary.toml")))
        add_places(session, resource("geo"))
        add_english(session, resource("english", "words.txt"))
        add_organizations(session, [OrganizationForm(name="Harbour", kind="charity")])
    return path


@pytest.fixture(scope="session")
def write_directory(
    empty_directory: Path, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> WriteDirectory:
    """Makes a directory of some listings; ``checked`` gives the ISO day on which listings were checked, by id."""
    numbers, folder = count(1), tmp_path_factory.mktemp("directories")

    def make(*forms: ListingForm, checked: Mapping[str, str] | None = None) -> Path:
        path = folder / f"services-{next(numbers)}.sqlite"
        copyfile(empty_directory, path)
        organizations = {form.organization: OrganizationForm(name=form.organization, kind="charity") for form in forms}
        with transaction(path) as session:
            add_organizations(session, organizations.values())
            add_listings(session, forms, vocabulary)
            keys = {form.id: key for key, form in enumerate(forms, 1)}
            for service_id, day in (checked or {}).items():
                session.add(
                    Verification(service_key=keys[service_id], checked_on=day, method="phone", confirmed="hours")
                )
        return path

    return make


@pytest.fixture(scope="session")
def open_search(write_directory: WriteDirectory) -> Iterator[OpenSearch]:
    """Opens a search over some listings, at ``AT`` unless told; ``judge`` holds them against answers."""
    with ExitStack() as stack:

        def open_over(
            *forms: ListingForm, at: datetime = AT, checked: Mapping[str, str] | None = None, judge: Judge = nobody
        ) -> Search:
            path = write_directory(*forms, checked=checked)
            return Search(stack.enter_context(closing(Store(path.parent / "none", path).connect())), at, judge=judge)

        yield open_over


@pytest.fixture(scope="session")
def shipped_connection() -> Iterator[sqlite3.Connection]:
    """A read-only connection to the shipped directory."""
    with closing(Store(Path("none"), resource("services.sqlite")).connect()) as connection:
        yield connection


@pytest.fixture(scope="session")
def shipped(shipped_connection: sqlite3.Connection) -> Search:
    """A search of the shipped directory, at ``AT``."""
    return Search(shipped_connection, AT)


@pytest.fixture(scope="session")
def shipped_at(shipped_connection: sqlite3.Connection) -> Callable[[datetime], Search]:
    """Opens a search of the shipped directory at a chosen time."""
    return lambda at: Search(shipped_connection, at)


@pytest.fixture(scope="session")
def shipped_names(shipped_connection: sqlite3.Connection) -> dict[str, Iterable[str]]:
    """Each service's name and other names in the shipped directory, by id."""
    names: dict[str, list[str]] = {}
    for service_id, name in shipped_connection.execute(
        "SELECT id, name FROM service UNION ALL "
        "SELECT s.id, a.name FROM alternate_name a JOIN service s ON s.key = a.service_key"
    ):
        names.setdefault(service_id, []).append(normal(name))
    return {service_id: tuple(found) for service_id, found in names.items()}
