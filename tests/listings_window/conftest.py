"""A store over the directory that ships, what reads and changes it for the views of Listings, and the look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from navigator.directory import Store
from navigator.resources import resource
from tests.pathways_window.conftest import theme
from ui.find.desk import Desk
from ui.listings.editing import Editing
from ui.listings.keeping import Keeping
from ui.shell.work import Work

__all__ = ["theme"]

MINUTES = 10


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store over the directory that ships."""
    return Store(tmp_path / "data", resource("services.sqlite"))


@pytest.fixture
def keeping(qapp: object, store: Store) -> Iterator[Keeping]:
    """What reads and changes the listings of the store, with the switch on."""
    assert qapp
    work = Work(lambda: Desk(store))
    kept = Keeping(work, Editing(MINUTES))
    kept.editing.turn(on=True)
    yield kept
    kept.editing.turn(on=False)
    work.close()
