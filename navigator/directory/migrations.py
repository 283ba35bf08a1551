"""Bringing a directory file up to the form this program reads, by numbered SQL files.

The number of the last file applied is the database's ``user_version``. Each file runs in one transaction, so a
directory is never left between two forms.
"""

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from navigator.errors import NavigatorError

APPLICATION_ID: Final = 0x4E415647
"""Marks a SQLite file as a Navigator directory ("NAVG")."""
_SCHEMA: Final = Path(__file__).resolve().parent / "schema"
_PHRASES: Final = 4
"""The migration whose tables are filled from others by stems, which SQL does not know."""


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Every migration as (number, file name, SQL), in order of number."""
    paths = sorted(_SCHEMA.glob("*.sql"))
    return tuple((int(path.name[:4]), path.name, path.read_text(encoding="utf-8")) for path in paths)


def newest() -> int:
    """The form this program reads and writes."""
    return migrations()[-1][0]


def form_of(connection: sqlite3.Connection) -> int:
    """The form of an open directory file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> list[str]:
    """Apply what is missing, each file in one transaction; the names of the files applied.

    The connection must be in autocommit mode (``isolation_level=None``). Raises ``NavigatorError`` for a directory
    newer than the program.
    """
    refuse_newer(connection)
    return [name for number, name, sql in migrations() if _apply(connection, number, sql)]


def _apply(connection: sqlite3.Connection, number: int, sql: str) -> bool:
    """Run one migration unless the directory has it, which is asked again once no other program can write to it."""
    if number <= form_of(connection):
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        missing = number > form_of(connection)
        if missing:
            for statement in _statements(sql):
                connection.execute(statement)
            if number == _PHRASES:
                _index_phrases(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise
    return missing


def _index_phrases(connection: sqlite3.Connection) -> None:
    from navigator.directory.phrases import index_phrases

    index_phrases(connection)


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Raise ``NavigatorError`` when the directory was written by a newer program."""
    found = form_of(connection)
    if found > newest():
        raise NavigatorError(
            f"This directory was made by a newer Navigator (form {found}; this one reads up to {newest()}). "
            "Update Navigator to open it; nothing was changed."
        )


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; a trigger's body counts as one statement."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError("the last statement of a migration has no end")
