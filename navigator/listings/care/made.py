"""What the file of a directory is made of: tables, indexes and triggers as the migrations make them, and no others."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Final, TypeAlias

from navigator.directory.migrations import migrations

TIPS: Final = "shared_tip"
"""The table of the tips in a copy for a colleague, which no other directory has."""
TIPS_TABLE: Final = "CREATE TABLE shared_tip (service_id TEXT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL)"

_Objects: TypeAlias = Mapping[tuple[str, str], str]
"""Statements by kind and name."""


def strays(connection: sqlite3.Connection, form: int) -> tuple[tuple[str, str], ...]:
    """What a file holds beside that, or otherwise than it is made, by kind and name; tips may be there."""
    known = {**_made(form), ("table", TIPS): _plain(TIPS_TABLE)}
    return tuple(which for which, sql in _held(connection).items() if known.get(which) != sql)


def lacks(connection: sqlite3.Connection, form: int) -> bool:
    """Whether a file is without something a directory of its form has."""
    return not _made(form).keys() <= _held(connection).keys()


def drop_strays(connection: sqlite3.Connection, form: int) -> None:
    """Take away what does not belong: nothing that somebody added to a directory goes along with it."""
    while found := strays(connection, form):
        kind, name = max(found, key=lambda one: (one[0] != "table", -len(one[1])))
        quoted = name.replace('"', '""')
        connection.execute(f'DROP {kind} "{quoted}"')


@cache
def _made(form: int) -> _Objects:
    with closing(sqlite3.connect(":memory:")) as fresh:
        for number, _, sql in migrations():
            if number <= form:
                fresh.executescript(sql)
        return _held(fresh)


def _held(connection: sqlite3.Connection) -> _Objects:
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    return {(kind, name): _plain(sql) for kind, name, sql in rows if not name.startswith("sqlite_")}


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()
