"""A copy for a colleague: what it holds, what it never tells, and what the sender remembers of it."""

import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY
from navigator.listings.changes.history import changes_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.copies.sending import send_copy
from navigator.listings.copies.theirs import opened
from navigator.listings.twins.apart import note_apart
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import edit

ON = date(2026, 11, 23)
OPEN = {"address_1": "12 Quay Street", "postal_code": "SE5 8AF", "latitude": 51.473512345, "longitude": -0.09}
HIDDEN = {"name": "The house", "confidential": True}


@dataclass(frozen=True)
class Tip:
    """A tip that may be sent on."""

    text: str
    day: date


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return bare_store(tmp_path, [listing("refuge", locations=[OPEN]), listing("cove")])


def rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_it_holds_listings_checks_history_and_the_tips_that_may_be_sent_on(store: Store, tmp_path: Path) -> None:
    edit(store, "cove", description="Warmer.")
    verify(store, "cove", Found("phone", frozenset({"all"})), NOBODY, date(2026, 11, 1))
    note_apart(store, "cove", "refuge")
    target = tmp_path / "for-ada.sqlite"

    sent = send_copy(store, target, {"cove": [Tip("Ring before nine.", ON)]}, ON)

    assert (sent.listings, sent.tips, sent.size) == (2, 1, target.stat().st_size)
    with opened(target) as copy:
        assert [change.kind for change in changes_of(copy, "cove")] == ["verify", "edit"]
        assert copy.execute("SELECT description FROM service WHERE id = 'cove'").fetchone() == ("Warmer.",)
        assert copy.execute("SELECT count(*) FROM verification").fetchone() == (1,)
        assert copy.execute("SELECT * FROM apart").fetchall()[0][:2] == ("cove", "refuge")
    assert rows(target, "SELECT * FROM shared_tip") == [("cove", "Ring before nine.", "2026-11-23")]
    assert rows(target, "SELECT value FROM directory_fact WHERE name = 'copied'") == [("2026-11-23",)]


def test_the_sender_remembers_it_and_the_copy_does_not(store: Store, tmp_path: Path) -> None:
    edit(store, "cove", description="Warmer.")
    for name in ("for-ada.sqlite", "for-bo.sqlite"):
        send_copy(store, tmp_path / name, {}, ON)
    assert rows(store.own, "SELECT sent_at, name FROM sent_copy ORDER BY key") == [
        ("2026-11-23", "for-ada.sqlite"),
        ("2026-11-23", "for-bo.sqlite"),
    ]
    assert b"for-ada" not in (tmp_path / "for-bo.sqlite").read_bytes()


def test_sending_the_shipped_directory_makes_no_own_copy(store: Store, tmp_path: Path) -> None:
    send_copy(store, tmp_path / "for-ada.sqlite", {}, ON)
    assert not store.own.exists()


def test_what_is_known_of_the_computer_stays_there(store: Store, tmp_path: Path) -> None:
    edit(store, "cove", description="Warmer.")
    with store.change() as session:
        for statement in (
            "INSERT INTO directory_fact VALUES ('computer', 'LAPTOP-7')",
            "CREATE TABLE mine (a)",
            "INSERT INTO mine VALUES ('LAPTOP-7')",
            "CREATE VIRTUAL TABLE searched USING fts5 (a)",
            "CREATE VIEW seen AS SELECT * FROM mine",
        ):
            session.connection().exec_driver_sql(statement)
    send_copy(store, tmp_path / "for-ada.sqlite", {}, ON)
    assert b"LAPTOP-7" not in (tmp_path / "for-ada.sqlite").read_bytes()
    with opened(tmp_path / "for-ada.sqlite") as copy:
        assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name IN ('mine', 'searched', 'seen')").fetchall()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_an_address_that_became_confidential_is_nowhere_in_it(store: Store, tmp_path: Path, journal: Any) -> None:
    store = replace(store, journal=journal)
    edit(store, "refuge", locations=[OPEN | {"address_1": "14 Quay Street"}])
    edit(store, "refuge", locations=[HIDDEN])  # not purged: history and free pages still hold it
    target = tmp_path / "for-ada.sqlite"
    send_copy(store, target, {}, ON)
    content = target.read_bytes().lower()
    for way in (b"quay street", b"se5 8af", b"se58af", struct.pack(">d", 51.473512345).lower()):
        assert way not in content
    assert "Quay Street" in str(rows(store.own, "SELECT before FROM change")), "the sender's own is left as it is"


@pytest.mark.parametrize(
    ("listing_id", "facts"),
    [
        ("refuge", {"description": "At 12 Quay St."}),
        ("refuge", {"how_to_refer": "Write to se58af."}),
        ("cove", {"description": "Beside 12 Quay Street."}),
    ],
)
def test_a_copy_that_would_tell_it_in_words_is_not_made(
    store: Store, tmp_path: Path, listing_id: str, facts: dict[str, Any]
) -> None:
    edit(store, "refuge", locations=[HIDDEN])
    edit(store, listing_id, **facts)
    with pytest.raises(NavigatorError, match=r"it would tell an address that is confidential, in '(Refuge|Cove)'"):
        send_copy(store, tmp_path / "for-ada.sqlite", {}, ON)
    assert list(tmp_path.glob("for-ada*")) == []


def test_a_tip_that_would_tell_it_stops_it_too(store: Store, tmp_path: Path) -> None:
    edit(store, "refuge", locations=[HIDDEN])
    with pytest.raises(NavigatorError, match="it would tell"):
        send_copy(store, tmp_path / "for-ada.sqlite", {"refuge": [Tip("Knock at 12 Quay Street", ON)]}, ON)


def test_an_address_that_another_service_gives_openly_is_no_secret(tmp_path: Path) -> None:
    store = bare_store(tmp_path, [listing("refuge", locations=[OPEN]), listing("cove", locations=[OPEN])])
    edit(store, "refuge", locations=[HIDDEN])
    assert send_copy(store, tmp_path / "for-ada.sqlite", {}, ON).listings == 2


def test_it_is_not_written_over_navigators_own_files(store: Store, tmp_path: Path) -> None:
    edit(store, "cove", description="Warmer.")
    before = store.own.read_bytes()
    for target in (store.own, store.folder / "copy.sqlite", store.shipped, store.folder / "backups" / "x.sqlite"):
        with pytest.raises(NavigatorError, match="among Navigator's own files"):
            send_copy(store, target, {}, ON)
    with pytest.raises(NavigatorError, match="it is a folder"):
        send_copy(store, tmp_path, {}, ON)
    assert store.own.read_bytes() == before


def test_what_was_there_stays_until_the_copy_is_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "for-ada.sqlite"
    target.write_text("old")

    def stopped(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("navigator.listings.copies.sending._verify", stopped)
        with pytest.raises(NavigatorError, match="disk is full"):
            send_copy(store, target, {}, ON)
    assert target.read_text() == "old"
    assert list(tmp_path.glob("*.new*")) == []
    send_copy(store, target, {}, ON)
    assert rows(target, "SELECT count(*) FROM service") == [(2,)]


def test_a_folder_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="nowhere"):
        send_copy(store, tmp_path / "nowhere" / "for-ada.sqlite", {}, ON)
