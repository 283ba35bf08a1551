"""Putting a backup back as the user's own directory."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from navigator.directory.backups import (
    Backup,
    back_up,
    folder_of,
    free_name,
    open_backup,
    read_backup,
    utc,
)
from navigator.directory.examine import faults, private_copy
from navigator.directory.files import (
    BESIDE,
    copy,
    copy_to,
    explained,
    is_directory,
    is_there,
    open_file,
    saved,
    unfinished,
)
from navigator.directory.migrations import form_of, migrate, newest, refuse_newer
from navigator.errors import NavigatorError

if TYPE_CHECKING:
    from navigator.directory.store import Store


def restore(store: "Store", backup: Backup, now: Callable[[], datetime] = utc) -> Backup | None:
    """Put a backup back, all of it or nothing.

    Whoever has the directory open sees it as it was or as it becomes, never in between. What was there is backed up
    first, and that backup is given back: restoring it undoes this. A file too damaged for that is set aside among the
    backups, as one that is not verified. Gives None where there was nothing. Raises ``NavigatorError`` where the backup
    is not whole, or the directory is in use for longer than a moment; nothing is changed then.
    """
    with explained(backup.path), closing(open_backup(backup.path)) as source, private_copy(source) as content:
        _refuse_unsound(content, backup)
        migrate(content)
        with saved(store.own), explained(store.own):
            before = _put_by(store, now)
            if before is None:
                store.folder.mkdir(parents=True, exist_ok=True)
                copy_to(content, store.own, store.busy_timeout_s)
            else:
                _put_in_place(content, store)
    return before


def _refuse_unsound(content: sqlite3.Connection, backup: Backup) -> None:
    """Raise ``NavigatorError`` unless a backup can take the directory's place."""
    if not is_directory(content):
        raise NavigatorError(f"{backup.name} is no backup of a directory. Choose another; nothing was changed.")
    refuse_newer(content)
    wrong = faults(content)
    if wrong:
        raise NavigatorError(f"{backup.name} cannot be restored. {wrong[0].what} Choose another; nothing was changed.")


def _put_by(store: "Store", now: Callable[[], datetime]) -> Backup | None:
    """Back up what is there, or copy it as it is where it is too damaged for that; None where there is nothing."""
    if not is_there(store.own):
        return None
    try:
        return back_up(store, "before-restore", now)
    except NavigatorError:
        if not _is_damaged(store.own):
            raise
    path = free_name(folder_of(store), "damaged", now())
    with unfinished(path) as copied:
        shutil.copyfile(store.own, copied)
        copied.replace(path)
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            shutil.copyfile(_beside(store.own, ending), _beside(path, ending))
    return read_backup(path)


def _is_damaged(path: Path) -> bool:
    """Whether a file, and not what is around it, is why it cannot be copied."""
    try:
        with closing(open_file(path, "mode=ro", 0)) as source, private_copy(source, 0) as private:
            return not is_directory(private) or form_of(private) > newest() or bool(faults(private))
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True


def _put_in_place(content: sqlite3.Connection, store: "Store") -> None:
    """Write into the live file, in one transaction; put another in its place where that is no longer a database."""
    try:
        with closing(open_file(store.own, "mode=rw", store.busy_timeout_s)) as live:
            copy(content, live, store.busy_timeout_s)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        with unfinished(store.own) as path:
            with closing(sqlite3.connect(path)) as whole:
                copy(content, whole)
            for ending in BESIDE:
                with suppress(FileNotFoundError):  # these belong to what is no more
                    _beside(store.own, ending).unlink()
            path.replace(store.own)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
