"""What keeps a folder, and how changes are written there."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from navigator.directory import Store, data_folder, folder
from navigator.directory import models as m
from navigator.directory.folder import JOURNAL_VARIABLE, Keeper, journal_of, keeper

SYNCED = {
    "OneDrive": "OneDrive",
    "OneDrive - Southwark Council": "OneDrive",
    "Dropbox": "Dropbox",
    "Dropbox (Personal)": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive-kb@example.org": "Google Drive",
    "My Drive": "Google Drive",
    "iCloud Drive": "iCloud",
    "iCloudDrive": "iCloud",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud",
    "Library/CloudStorage/Other-kb": "a sync tool",
    "Nextcloud": "Nextcloud",
}


@pytest.mark.parametrize("name", SYNCED)
def test_the_folders_of_sync_tools_are_known_by_name(name: str, tmp_path: Path) -> None:
    assert keeper(tmp_path / name / "work" / "navigator") == Keeper(SYNCED[name])


@pytest.mark.parametrize("name", ["Boxes", "onedrives", "My Drives", "Navigator", "dropboxes", "Sandbox"])
def test_other_folders_are_this_computers(name: str, tmp_path: Path) -> None:
    assert keeper(tmp_path / name) is None


@pytest.mark.parametrize(
    ("mark", "tool"), [(".dropbox.cache/", "Dropbox"), (".stfolder/", "Syncthing"), (".dropbox", "Dropbox")]
)
def test_the_marks_of_sync_tools_are_known(mark: str, tool: str, tmp_path: Path) -> None:
    if mark.endswith("/"):
        (tmp_path / mark).mkdir()
    else:
        (tmp_path / mark).touch()
    assert keeper(tmp_path / "work") == Keeper(tool)


def test_the_settings_of_dropbox_in_a_home_are_no_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert keeper(tmp_path / "work") is None


def test_the_environment_names_such_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Council"))
    assert keeper(tmp_path / "Council" / "work") == Keeper("OneDrive")


def test_a_network_is_known_by_its_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [(Path("/"), "ext4"), (tmp_path, "cifs"), (tmp_path / "here", "ext4")]
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(folder, "_mounts", lambda: iter(mounts))
    assert keeper(tmp_path / "work") == Keeper("a network", network=True)
    assert keeper(tmp_path / "here" / "work") is None


def test_a_log_is_for_the_local_data_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local, synced = tmp_path / "local", tmp_path / "OneDrive" / "local"
    assert journal_of(local, local) == "wal"
    assert journal_of(tmp_path / "other", local) == "delete"
    assert journal_of(synced, synced) == "delete"
    monkeypatch.setenv(JOURNAL_VARIABLE, "WAL")
    assert journal_of(synced, synced) == "wal"
    monkeypatch.setenv(JOURNAL_VARIABLE, "delete")
    assert journal_of(local, local) == "delete"


def _journal(store: Store, name: str) -> str:
    with store.change() as session:
        session.add(m.Organization(name=name, kind="charity"))
    with closing(store.connect()) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_the_journal_follows_the_folder(store: Store) -> None:
    assert _journal(replace(store, folder=data_folder()), "Lantern") == "wal"
    assert _journal(store, "Lantern") == "delete"


def test_a_directory_with_a_log_is_given_a_rollback_journal_where_it_needs_one(store: Store) -> None:
    assert _journal(replace(store, journal="wal"), "Lantern") == "wal"
    assert _journal(store, "Beacon") == "delete"
    assert not list(store.folder.glob("*-wal"))
    with closing(store.connect()) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM organization")}
    assert names == {"Harbour", "Lantern", "Beacon"}


def test_the_journal_is_left_as_it_is_while_somebody_has_the_directory_open(store: Store) -> None:
    logged = replace(store, journal="wal")
    _journal(logged, "Lantern")
    with closing(logged.connect()) as window:
        window.execute("SELECT * FROM service").fetchone()
        assert _journal(store, "Beacon") == "wal"
    assert _journal(store, "Pier") == "delete"
