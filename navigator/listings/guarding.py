"""A backup before what is hard to take back by hand; what cannot be backed up is not changed."""

from collections.abc import Mapping
from typing import Final

from navigator.directory import Store
from navigator.directory.backups import Why, back_up
from navigator.errors import NavigatorError
from navigator.listings.history import Kind

_BEFORE: Final[Mapping[Kind, Why]] = {"merge": "before-merge", "update": "before-taking-over"}
"""Why a backup is made before a change, however few listings it changes."""


def guard(store: Store, count: int, kind: Kind = "edit") -> None:
    """Back up before so many listings are changed as one; call it before the change begins, since nobody waits then.

    Raises NavigatorError where that cannot be done: then nothing may be changed.
    """
    why = _BEFORE.get(kind, "before-bulk-change" if count > 1 else None)
    if why is not None:
        try:
            back_up(store, why)
        except NavigatorError as error:
            raise NavigatorError(f"Nothing was changed. {error}") from error
