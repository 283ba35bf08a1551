"""Migrations: numbered without gaps, each tested, and each done in whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from navigator.directory import migrations as module
from navigator.directory.migrations import APPLICATION_ID, form_of, migrate, migrations, newest, refuse_newer
from navigator.errors import NavigatorError

BEFORE = migrations()
MAKES: dict[int, set[str]] = {
    1: {
        *("directory_fact", "taxonomy_term", "glossary_entry", "organization", "service", "source", "alternate_name"),
        *("attribute", "service_area", "location", "address", "accessibility", "service_at_location", "phone"),
        *("schedule", "cost_option", "language", "required_document", "criterion", "criterion_value", "stance"),
        *("flexibility", "link", "verification"),
    },
    2: {"borough", "postcode_sector", "sector_borough", "place", "place_name", "place_borough"},
    3: {"search_entry", "search_word", "english_word"},
    4: {"phrase"},
    5: {"change", "apart", "sent_copy"},
    6: set(),
}
"""The tables that each migration adds. One without a line here fails the suite."""


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def with_migrations(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts other migrations, given as SQL, after the first so many real ones."""

    def use(*scripts: str, after: int = len(BEFORE)) -> None:
        added = tuple((number, f"{number:04}.sql", sql) for number, sql in enumerate(scripts, after + 1))
        monkeypatch.setattr(module, "migrations", lambda: (*BEFORE[:after], *added))

    return use


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


def _tables(connection: sqlite3.Connection) -> set[str]:
    """The ordinary tables: not the virtual ones, nor those that hold their indexes."""
    rows = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {name for (name,) in rows}


def test_the_numbers_have_no_gap_and_begin_the_files_names() -> None:
    assert [number for number, _, _ in migrations()] == list(range(1, newest() + 1))
    assert all(name.startswith(f"{number:04}_") for number, name, _ in migrations())


def test_every_migration_has_a_test() -> None:
    assert set(MAKES) == {number for number, _, _ in migrations()}


@pytest.mark.parametrize("number", sorted(MAKES))
def test_a_directory_of_each_form_is_brought_to_the_newest(
    number: int, connection: sqlite3.Connection, with_migrations: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migrations(after=number)
    migrate(connection)
    assert form_of(connection) == number
    assert _tables(connection) == set().union(*(MAKES[made] for made in range(1, number + 1)))
    connection.execute("INSERT INTO organization (name, kind) VALUES ('Harbour', 'charity')")
    monkeypatch.undo()
    assert migrate(connection) == [name for made, name, _ in migrations() if made > number]
    assert form_of(connection) == newest()
    assert _tables(connection) == set().union(*MAKES.values())
    assert connection.execute("SELECT name FROM organization").fetchall() == [("Harbour",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_empty_file_becomes_a_directory_and_bears_its_mark(connection: sqlite3.Connection) -> None:
    assert migrate(connection) == [name for _, name, _ in migrations()]
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_phrases_and_known_words_come_from_the_words_a_directory_had(
    connection: sqlite3.Connection, with_migrations: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migrations(after=3)
    migrate(connection)
    entry = ("OST", "substitution treatments", "", '["script"]', *["[]"] * 4)
    connection.execute("INSERT INTO glossary_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry)
    connection.execute("INSERT INTO taxonomy_term VALUES ('need', 'alcohol', 0, 'Drinking', NULL, '[]', '[]')")
    connection.execute("INSERT INTO search_word VALUES ('script', 2), ('lantern', 1)")
    monkeypatch.undo()
    migrate(connection)
    assert set(connection.execute("SELECT roots, entry, code FROM phrase")) == {
        ("ost", "OST", None),
        ("substitut treatment", "OST", None),
        ("script", "OST", None),
        ("drink", None, "need:alcohol"),
    }
    assert set(connection.execute("SELECT * FROM search_word")) == {
        ("script", 2, 1),
        ("lantern", 1, 0),
        *((word, 0, 1) for word in ("ost", "substitution", "treatments", "drinking")),
    }


def test_a_directory_in_the_newest_form_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = _schema(connection)
    assert migrate(connection) == []
    assert _schema(connection) == before


@pytest.mark.parametrize(
    "fault",
    ["SELECT * FROM no_such_table;", "CREATE TABLE service (key);", "CREATE TABLE unended (", "-- a word too late"],
)
def test_a_migration_that_fails_leaves_everything_as_it_was(
    fault: str, connection: sqlite3.Connection, with_migrations: Callable[..., None]
) -> None:
    migrate(connection)
    before = _schema(connection)
    with_migrations(
        "CREATE TABLE first_of_all (x);", f"CREATE TABLE extra (x);\nINSERT INTO extra VALUES (1);\n{fault}"
    )
    with pytest.raises((sqlite3.Error, ValueError)):
        migrate(connection)
    assert form_of(connection) == len(BEFORE) + 1, "the migration before it holds"
    assert {name for _, name, _, _ in _schema(connection) - before} == {"first_of_all"}
    assert not connection.in_transaction


def test_a_trigger_in_a_migration_is_one_statement(
    connection: sqlite3.Connection, with_migrations: Callable[..., None]
) -> None:
    with_migrations(
        "CREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a WHERE x = 1;\n"
        "  DELETE FROM a WHERE x = 2;\nEND;\nINSERT INTO a VALUES (1), (3);",
        after=0,
    )
    migrate(connection)
    assert connection.execute("SELECT x FROM a").fetchall() == [(3,)]


def test_a_full_disk_is_what_is_told_and_not_what_follows_from_it(
    tmp_path: Path, with_migrations: Callable[..., None]
) -> None:
    with_migrations("CREATE TABLE big (x);\nINSERT INTO big VALUES (zeroblob(4000000));")
    with closing(sqlite3.connect(tmp_path / "small.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA max_page_count = 300")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            migrate(connection)
        assert form_of(connection) == len(BEFORE)


def test_two_programs_that_start_at_once_both_find_the_newest_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shared.sqlite"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as one,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        asked: list[int] = []

        def form_before_the_other(connection: sqlite3.Connection) -> int:
            found = form_of(connection)
            if connection is one and not asked:
                asked.append(found)
            elif connection is one and len(asked) == 1:
                asked.append(found)
                migrate(other)
            return found

        monkeypatch.setattr(module, "form_of", form_before_the_other)
        assert migrate(one) == []
        assert form_of(one) == form_of(other) == newest()


def test_a_newer_directory_is_refused_and_not_touched(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute(f"PRAGMA user_version = {newest() + 1}")
    before = _schema(connection)
    with pytest.raises(NavigatorError, match=rf"newer Navigator \(form {newest() + 1}; .*Update Navigator"):
        migrate(connection)
    with pytest.raises(NavigatorError, match="newer Navigator"):
        refuse_newer(connection)
    assert _schema(connection) == before


@pytest.mark.parametrize(("column", "search", "names"), [("fresh", 0, 0), ("details", 1, 0), ("name", 1, 1)])
def test_only_an_index_of_what_changed_is_written_again(
    column: str, search: int, names: int, connection: sqlite3.Connection
) -> None:
    migrate(connection)
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(search_entry)") if name != "key"]
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        f"INSERT INTO search_entry (key, {', '.join(columns)}) VALUES (1{', ?' * len(columns)})",  # noqa: S608
        ["lantern"] * len(columns),
    )
    before = _parts(connection)
    connection.execute(f"UPDATE search_entry SET {column} = 'beacon'")  # noqa: S608
    written = [int(was != now) for was, now in zip(before, _parts(connection), strict=True)]
    assert written == [search, names]
    for index, times in (("search_index", search), ("name_index", names)):
        found = connection.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH 'beacon'").fetchall()  # noqa: S608
        assert found == [(1,)] * times
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def _parts(connection: sqlite3.Connection) -> list[list[tuple[bytes]]]:
    """All that the two indexes hold."""
    return [connection.execute(f"SELECT block FROM {name}_data").fetchall() for name in ("search_index", "name_index")]  # noqa: S608
