"""The models say what the tables are: the migrations make them, and writing goes by the models."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TypeAlias

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from navigator.directory import models
from navigator.directory.migrations import migrate

TABLES = sorted(
    str(model.__tablename__)
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and model is not SQLModel
)
TYPES = {"VARCHAR": "TEXT", "FLOAT": "REAL"}
"""What SQLAlchemy calls the types of our tables."""
Pair: TypeAlias = tuple[sqlite3.Connection, sqlite3.Connection]


@pytest.fixture(scope="module")
def migrated_and_modelled() -> Iterator[Pair]:
    """Two empty directories: one that the migrations made, one that SQLAlchemy made of the models."""
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as migrated,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as modelled,
    ):
        migrate(migrated)
        engine = create_engine("sqlite://", creator=lambda: modelled, poolclass=StaticPool)
        SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables[name] for name in TABLES])
        yield migrated, modelled


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """Name, type, whether it may be empty and place in the key; SQLite notes no NOT NULL for a key that implies it."""
    rows = connection.execute('SELECT name, type, "notnull" OR pk, pk FROM pragma_table_info(?)', (table,))
    return [(name, TYPES.get(kind, kind), needed, place) for name, kind, needed, place in rows]


def _foreign_keys(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    keys: dict[int, list[object]] = {}
    for number, *key in connection.execute(
        'SELECT id, "table", on_delete, "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq', (table,)
    ):
        keys.setdefault(number, []).extend(key)
    return {tuple(key) for key in keys.values()}


def _indexed(connection: sqlite3.Connection, table: str, *, unique: bool) -> set[tuple[str, ...]]:
    indexes = connection.execute('SELECT name FROM pragma_index_list(?) WHERE "unique" = ?', (table, unique))
    return {
        tuple(column for (column,) in connection.execute("SELECT name FROM pragma_index_info(?)", index))
        for index in indexes.fetchall()
    }


def test_every_ordinary_table_has_a_model_and_every_model_a_table(migrated_and_modelled: Pair) -> None:
    migrated, _ = migrated_and_modelled
    rows = migrated.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert set(TABLES) == {name for (name,) in rows}


@pytest.mark.parametrize("table", TABLES)
def test_a_model_and_its_table_have_the_same_columns(table: str, migrated_and_modelled: Pair) -> None:
    migrated, modelled = migrated_and_modelled
    assert _columns(modelled, table)
    assert _columns(modelled, table) == _columns(migrated, table)


@pytest.mark.parametrize("table", TABLES)
def test_a_model_and_its_table_point_at_the_same_rows(table: str, migrated_and_modelled: Pair) -> None:
    migrated, modelled = migrated_and_modelled
    assert _foreign_keys(modelled, table) == _foreign_keys(migrated, table)


def test_keys_of_one_and_of_two_columns_are_compared(migrated_and_modelled: Pair) -> None:
    assert _foreign_keys(migrated_and_modelled[0], "attribute") == {
        ("service", "CASCADE", "service_key", "key"),
        ("taxonomy_term", "NO ACTION", "taxonomy", "taxonomy", "taxonomy_term", "NO ACTION", "code", "code"),
    }


@pytest.mark.parametrize("unique", [True, False])
@pytest.mark.parametrize("table", TABLES)
def test_what_a_model_indexes_its_table_does_too(table: str, unique: bool, migrated_and_modelled: Pair) -> None:  # noqa: FBT001
    migrated, modelled = migrated_and_modelled
    prefixes = {
        columns[:length]
        for columns in _indexed(migrated, table, unique=unique)
        for length in ([len(columns)] if unique else range(1, len(columns) + 1))
    }
    assert _indexed(modelled, table, unique=unique) <= prefixes
