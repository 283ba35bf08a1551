"""The rows of checks with providers: written with a change, and taken away where that is taken back."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

_WRITE: Final = """
INSERT INTO verification (service_key, checked_on, method, confirmed, note, next_due, made_by)
VALUES ((SELECT key FROM service WHERE id = :id), :checked_on, :method, :confirmed, :note, :next_due, :by)
"""
_REMOVE: Final = "DELETE FROM verification WHERE key = :key AND checked_on = :checked_on"


def write_check(connection: sqlite3.Connection, service_id: str, row: Mapping[str, Any], by: str) -> dict[str, Any]:
    """Write a check of a listing, in the caller's transaction; gives it as the history notes it."""
    key = connection.execute(_WRITE, {**row, "id": service_id, "by": by or None}).lastrowid
    return {"key": key, **row}


def remove_check(connection: sqlite3.Connection, noted: Mapping[str, Any]) -> bool:
    """Take a check away that the history notes so, in the caller's transaction; False where it is not there."""
    return connection.execute(_REMOVE, dict(noted)).rowcount > 0
