"""Pairs of listings that look alike and are two services: noted once, never offered as twins again until taken back."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from navigator.directory import Store
from navigator.errors import NavigatorError


def apart_pairs(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """The ids of every pair noted as two services, the smaller first in each."""
    return frozenset(connection.execute("SELECT one, other FROM apart"))


def note_apart(store: Store, one: str, other: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> bool:
    """Remember that two listings are two services, in whatever order they are named; False where that was known.

    Raises NavigatorError for a listing that is not there, or the same one twice.
    """
    pair = _ordered(one, other)
    with store.change() as session:
        connection = session.connection()
        for service_id in pair:
            if connection.exec_driver_sql(_IS_THERE, (service_id,)).first() is None:
                raise NavigatorError(f"There is no listing '{service_id}'.")
        at = now().astimezone(UTC).isoformat(timespec="seconds")
        return connection.exec_driver_sql(_NOTE, (*pair, at)).rowcount > 0


def forget_apart(store: Store, one: str, other: str) -> bool:
    """Take that back, so that the two may be offered as twins again; False where it was not noted."""
    with store.change() as session:
        return session.connection().exec_driver_sql(_FORGET, _ordered(one, other)).rowcount > 0


def _ordered(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise NavigatorError(f"'{one}' is one listing, not two.")
    return min(one, other), max(one, other)


_IS_THERE: Final = "SELECT 1 FROM service WHERE id = ?"
_NOTE: Final = "INSERT INTO apart (one, other, noted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_FORGET: Final = "DELETE FROM apart WHERE one = ? AND other = ?"
