"""A small directory as it was shipped, stores over the one that ships, and what a listing is checked against."""

from contextlib import closing
from pathlib import Path

import pytest

from navigator.directory import Store
from navigator.listings.form.reference import Reference
from navigator.resources import resource
from tests.listings.three import write_directory


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped directory of three listings."""
    path = tmp_path_factory.mktemp("shipped") / "services.sqlite"
    write_directory(path)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store over the directory that ships."""
    return Store(tmp_path, resource("services.sqlite"))


@pytest.fixture(scope="session")
def reference() -> Reference:
    """What listings are checked against, as it ships."""
    with closing(Store.open(Path("none")).connect()) as connection:
        return Reference.read(connection)
