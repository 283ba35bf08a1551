"""The directory as the search thread holds it open: what was changed, and what is another file now, is seen."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from navigator.directory import Store
from navigator.listings.changes.editor import Edit, Editor
from navigator.resources import resource
from tests.listings.three import changed
from ui.find.desk import Desk

ID = "samaritans"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, resource("services.sqlite"))


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with closing(Desk(store)) as made:
        yield made


def test_it_is_stale_once_there_is_a_copy_of_the_users_own(desk: Desk, store: Store) -> None:
    assert not desk.stale
    Editor(store).save([Edit(changed(store, ID, description="Rings back."))])
    assert desk.stale
    with closing(Desk(store)) as anew:
        assert not anew.stale
        assert anew.sheet(ID, None).id == ID


def test_what_was_changed_is_read_at_once_in_every_room(store: Store) -> None:
    Editor(store).save([Edit(changed(store, ID, description="Rings back."))])
    with closing(Desk(store)) as desk:
        before = desk.consult(lambda check: check)
        assert desk.listings(lambda listings: listings.listing(ID).description) == "Rings back."
        Editor(store).save([Edit(changed(store, ID, status="closed"))])
        assert not desk.stale
        assert desk.listings(lambda listings: listings.listing(ID).status) == "closed"
        assert desk.consult(lambda check: check) is not before


def test_a_file_that_a_sync_tool_put_in_its_place_is_opened(store: Store, tmp_path: Path) -> None:
    Editor(store).save([Edit(changed(store, ID, description="Rings back."))])
    with closing(Desk(store)) as desk:
        other = tmp_path / "other.sqlite"
        copyfile(store.own, other)
        other.replace(store.own)
        assert desk.stale
