"""What is hard to take back by hand is backed up before, and not done where it cannot be backed up."""

from pathlib import Path

import pytest

from navigator.directory import Store
from navigator.directory.backups import back_up, backups, folder_of
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import Edit
from navigator.listings.changes.guarding import guard
from navigator.listings.changes.history import Kind
from navigator.listings.past.undoing import undo
from tests.listings.three import changed, editor, now_there, write_directory


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One that was changed before, on a day that has its backup."""
    path = tmp_path / "shipped.sqlite"
    write_directory(path)
    store = Store(tmp_path / "data", path)
    editor(store).save([_edit(store, "quay", "Changed before.")])
    back_up(store, "daily")
    editor(store).save([_edit(store, "quay", "Changed since.")])
    return store


def _edit(store: Store, listing_id: str, description: str) -> Edit:
    return Edit(changed(store, listing_id, description=description))


def _whys(store: Store) -> list[str]:
    return [backup.why for backup in reversed(backups(store))]


@pytest.mark.parametrize(
    ("kind", "ids", "why"),
    [
        ("edit", ["cove"], []),
        ("edit", ["cove", "dock"], ["before-bulk-change"]),
        ("merge", ["cove"], ["before-merge"]),
        ("update", ["cove", "dock"], ["before-taking-over"]),
    ],
)
def test_a_backup_is_made_before_what_is_hard_to_take_back(
    kind: Kind, ids: list[str], why: list[str], store: Store
) -> None:
    saved = editor(store).save([_edit(store, each, "New.") for each in ids], kind=kind)
    assert _whys(store) == ["daily", *why]
    assert saved
    undo(store, saved.batch)
    assert _whys(store) == ["daily", *why], "what an undo goes back to is backed up"


def test_a_backup_made_while_somebody_looks_at_what_would_change_will_do(store: Store) -> None:
    guard(store, 2)
    editor(store).save([_edit(store, each, "New.") for each in ("cove", "dock")])
    assert _whys(store) == ["daily", "before-bulk-change"]
    editor(store).save([_edit(store, each, "Newer.") for each in ("cove", "dock")])
    assert _whys(store) == ["daily", "before-bulk-change", "before-bulk-change"]


def test_a_backup_that_is_not_whole_will_not_do(store: Store) -> None:
    guard(store, 2)
    newest = backups(store)[0].path
    newest.write_bytes(newest.read_bytes()[:-4096])
    editor(store).save([_edit(store, each, "New.") for each in ("cove", "dock")])
    assert len(backups(store)) == 3


def test_what_cannot_be_backed_up_is_not_changed_and_one_listing_is(store: Store) -> None:
    for backup in backups(store):
        backup.path.unlink()
    folder_of(store).rmdir()
    folder_of(store).write_text("In the way.")
    edits = [_edit(store, each, "New.") for each in ("cove", "dock")]
    with pytest.raises(NavigatorError, match=r"^Nothing was changed\. The directory at .* could not be saved"):
        editor(store).save(edits)
    assert now_there(store).description == "A warm place."
    editor(store).save(edits[:1])
    assert now_there(store).description == "New."
