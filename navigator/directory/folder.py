"""What keeps a folder: this computer alone, a tool that syncs it with others, or a network.

SQLite's write-ahead log needs files beside the directory that a sync tool would carry off one by one, and memory that
computers on a network do not share. It is used in the local data folder only; anywhere else a change is written with
a rollback journal, so that the directory is one file whenever nobody is writing.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Journal = Literal["wal", "delete"]
"""SQLite's names for a write-ahead log and a rollback journal."""

JOURNAL_VARIABLE: Final = "NAVIGATOR_JOURNAL"
"""The environment variable that settles the journal, whatever keeps the folder."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """What keeps a folder beside this computer: its ``name``, and whether it is a ``network`` or a sync tool."""

    name: str
    network: bool = False


def keeper(folder: Path) -> Keeper | None:
    """What syncs a folder or holds it on a network; None where it is this computer's own, as far as can be told."""
    whole = _whole(folder)
    if name := _synced(whole):
        return Keeper(name)
    return Keeper("a network", network=True) if _on_network(whole) else None


def journal_of(folder: Path, local: Path) -> Journal:
    """The journal for a directory in a folder: a write-ahead log in the ``local`` data folder, where nothing syncs it.

    The environment variable NAVIGATOR_JOURNAL, "wal" or "delete", says otherwise.
    """
    match os.environ.get(JOURNAL_VARIABLE, "").strip().casefold():
        case "wal":
            return "wal"
        case "delete" | "rollback":
            return "delete"
    return "wal" if _whole(folder) == _whole(local) and keeper(folder) is None else "delete"


def _whole(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _synced(folder: Path) -> str:
    """The name of the tool that syncs a folder, "" for none."""
    for path in (folder, *folder.parents):
        if name := _named(path.name) or _marked(path):
            return name
    for variable, name in _VARIABLES.items():
        root = os.environ.get(variable)
        if root and folder.is_relative_to(root):
            return name
    return _in_the_cloud(folder)


def _named(part: str) -> str:
    """The tool whose folder bears such a name, as "OneDrive - Southwark Council" or "GoogleDrive-kb@example.org"."""
    folded = part.casefold()
    for name, title in _NAMES.items():
        rest = folded.removeprefix(name)
        if folded.startswith(name) and (not rest or rest[0] in " -_(" or title == "iCloud"):
            return title
    return ""


def _marked(path: Path) -> str:
    """The tool that left its mark in a folder."""
    for mark, kind, title in _MARKS:
        with suppress(OSError):
            if kind((path / mark).lstat().st_mode):
                return title
    return ""


def _in_the_cloud(folder: Path) -> str:
    """Windows marks folders whose files a tool fetches when they are opened."""
    with suppress(OSError):
        found = folder.stat()
        if getattr(found, "st_file_attributes", 0) & _FETCHED or (
            getattr(found, "st_reparse_tag", 0) & _CLOUD_MASK == _CLOUD_TAG
        ):
            return "a sync tool"
    return ""


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        return folder.drive.startswith("\\\\") or _is_remote_drive(folder.anchor)
    if sys.platform == "darwin":
        return folder.is_relative_to("/Volumes") or folder.is_relative_to("/Network")
    return _file_system(folder) in _NETWORKED


def _is_remote_drive(root: str) -> bool:
    import ctypes

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(root)  # type: ignore[attr-defined,unused-ignore]
    return kind == _DRIVE_REMOTE


def _file_system(folder: Path) -> str:
    """The kind of file system that holds a folder on Linux, "" where that is not known."""
    best, found = -1, ""
    for mounted, kind in _mounts():
        if folder.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, found = len(mounted.parts), kind
    return found


def _mounts() -> Iterator[tuple[Path, str]]:
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            _, mounted, kind, *_ = line.split(" ")
            yield Path(mounted.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")), kind


_NAMES: Final[Mapping[str, str]] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a sync tool",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "synologydrive": "Synology Drive",
    "syncthing": "Syncthing",
    "sharepoint": "SharePoint",
}
"""How the folders of sync tools begin by name, folded."""
_MARKS: Final[tuple[tuple[str, Callable[[int], bool], str], ...]] = (
    (".dropbox", stat.S_ISREG, "Dropbox"),
    (".dropbox.cache", stat.S_ISDIR, "Dropbox"),
    (".tmp.drivedownload", stat.S_ISDIR, "Google Drive"),
    (".tmp.driveupload", stat.S_ISDIR, "Google Drive"),
    (".stfolder", stat.S_ISDIR, "Syncthing"),
    (".owncloudsync.log", stat.S_ISREG, "ownCloud"),
    (".nextcloudsync.log", stat.S_ISREG, "Nextcloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", stat.S_ISREG, "OneDrive"),
)
"""What sync tools leave at the top of the folders they keep."""
_VARIABLES: Final[Mapping[str, str]] = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
}
"""Variables of the environment that name such a folder."""
_FETCHED: Final = 0x00400000 | 0x00040000
"""FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS and FILE_ATTRIBUTE_RECALL_ON_OPEN."""
_CLOUD_TAG, _CLOUD_MASK = 0x9000001A, 0xFFFF0FFF
"""IO_REPARSE_TAG_CLOUD and all its kin."""
_DRIVE_REMOTE: Final = 4
_NETWORKED: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs", "fuse.davfs2",
    "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse", "vboxsf",
    "fuse.google-drive-ocamlfuse",
})  # fmt: skip
"""File systems of Linux whose files are elsewhere."""
