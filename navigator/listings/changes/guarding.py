"""A backup before what is hard to take back by hand; what cannot be backed up is not changed."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Final

from navigator.directory import Store
from navigator.directory.backups import Why, back_up, newest_backup, open_backup
from navigator.errors import NavigatorError
from navigator.listings.changes.history import Kind

_BEFORE: Final[Mapping[Kind, Why | None]] = {
    "merge": "before-merge",
    "update": "before-taking-over",
    "undo": None,
}
"""Why a backup is made before a change, however few listings it changes.

None before an undo: what it goes back to is in the backup that was made before what it takes back.
"""
_STATE: Final = """
SELECT (SELECT max(key) FROM change), (SELECT count(*) FROM service), (SELECT max(key) FROM verification),
  (SELECT count(*) FROM verification), (SELECT max(key) FROM sent_copy), (SELECT count(*) FROM apart),
  (SELECT max(noted_at) FROM apart)
"""
"""Differs between two files of which one was changed since it was a copy of the other: each change has its line."""


def guard(store: Store, count: int, kind: Kind = "edit") -> None:
    """Back up before so many listings are changed as one; call it before the change begins, since nobody waits then.

    A backup of the directory as it is now will do: it can be made ahead, while somebody looks at what would change.
    Raises NavigatorError where none can be made: then nothing may be changed.
    """
    why = _BEFORE.get(kind, "before-bulk-change" if count > 1 else None)
    if why is not None:
        try:
            if not _is_backed_up(store):
                back_up(store, why)
        except NavigatorError as error:
            raise NavigatorError(f"Nothing was changed. {error}") from error


def _is_backed_up(store: Store) -> bool:
    """Whether the newest backup holds what the user's own directory holds."""
    backup = newest_backup(store)
    if backup is None:
        return False
    try:
        with closing(open_backup(backup.path)) as copied, closing(store.connect()) as own:
            states = [connection.execute(_STATE).fetchone() for connection in (copied, own)]
    except (sqlite3.Error, NavigatorError):  # a backup of an older form, or a file that only a new backup can judge
        return False
    return bool(states[0] == states[1])
