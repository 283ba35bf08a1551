"""What does not belong in a data folder: copies that a sync tool set aside, and files that were never finished."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from navigator.directory.backups import leftovers, open_backup
from navigator.directory.files import BESIDE, UNFINISHED
from navigator.directory.store import Store


def conflict_copies(folder: Path, name: str) -> tuple[Path, ...]:
    """Files beside one that are copies of it under another name.

    Sync tools make them where two computers changed the file at once: ``services (KB's conflicted copy).sqlite``
    (Dropbox), ``services-LAPTOP.sqlite`` (OneDrive), ``services (1).sqlite`` (Google Drive), ``services 2.sqlite``
    (iCloud), ``services.sync-conflict-20261123-064500-ABCDEFG.sqlite`` (Syncthing).
    """
    stem, ending = name.casefold().rsplit(".", 1)
    own = {name, *(name + beside for beside in BESIDE)}
    found = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            folded = path.name.casefold()
            alike = _names(folded, stem) and f".{ending}" in folded
            if alike and path.name not in own and UNFINISHED not in path.suffix and path.is_file():
                found.append(path)
    return tuple(found)


def _names(text: str, stem: str) -> bool:
    """Whether a text holds a word, and not only as the beginning or the end of another."""
    before, found, after = text.partition(stem)
    return bool(found) and not before[-1:].isalpha() and not after[:1].isalpha()


def changes_only_in(path: Path, own: Path) -> int | None:
    """How many changes a copy of the directory holds that the directory has not; None where it cannot be read."""
    try:
        return len(_changes(path) - _changes(own))
    except sqlite3.Error:
        return None


def _changes(path: Path) -> set[tuple[str, str, str, str]]:
    with closing(open_backup(path)) as connection:
        return set(connection.execute("SELECT service_id, kind, made_at, after FROM change"))


def unfinished_files(store: Store, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Files that a Navigator that was stopped never finished writing."""
    return tuple(path for folder in (store.folder, *folders) for path in leftovers(folder))
