"""Purging a confidential address: the bytes of every file are searched for it afterwards, however it is written."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.directory import Store
from navigator.directory.backups import back_up, backups, faults_of, folder_of
from navigator.directory.labels import read_labels
from navigator.directory.restoring import restore
from navigator.errors import NavigatorError
from navigator.listings.care.doctor import check_up
from navigator.listings.changes.editor import NOBODY, Author
from navigator.listings.changes.history import fields_of
from navigator.listings.checks.found import Found
from navigator.listings.checks.verifying import verify
from navigator.listings.confidential import purge as purging
from navigator.listings.confidential.hiding import WITHHELD, Secret, hidden
from navigator.listings.confidential.purge import Purged, PurgePlan, purge, purge_plan
from navigator.listings.confidential.words import excerpt, where
from navigator.listings.copies.differences import compare_file
from navigator.listings.copies.sending import send_copy
from navigator.listings.past.clashes import compare
from navigator.listings.past.entries import history as entries
from navigator.listings.past.undoing import undo
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import edit, history, now_there

STREET, CODE, TOWN = "12 Quay Street", "SE5 8AF", "Camberwell"
TELLING = (b"12 quay st", b"se5 8af", b"se58af", b"se5  8af", b"quay street", struct.pack(">d", 51.473512345).lower())
REFUGE: dict[str, Any] = {
    "name": "The house",
    "address_1": STREET,
    "city": TOWN,
    "postal_code": CODE,
    "latitude": 51.473512345,
    "longitude": -0.0935,
}
OFFICE = {"name": "Office", "address_1": "1 Pier Road", "postal_code": "SE15 5DQ"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    forms = [
        listing("refuge", locations=[OFFICE, REFUGE]),
        listing("cove", locations=[OFFICE]),
    ]
    return bare_store(tmp_path, forms)


def plan_of(store: Store) -> PurgePlan:
    return purge_plan(store, "refuge", 2, folder_of(store))


def done(store: Store, *, blank: bool = False) -> Purged:
    return purge(store, plan_of(store), Author("KB"), blank=blank)


def files(store: Store) -> Iterator[Path]:
    return (path for path in store.folder.rglob("*") if path.is_file())


def telling(store: Store) -> list[tuple[str, bytes]]:
    """The files that tell the address, and how it is written there."""
    return [(path.name, way) for path in files(store) for way in TELLING if way in path.read_bytes().lower()]


def lived_in(store: Store) -> None:
    """A directory that has been used: the address was changed, in history, backups and free pages."""
    edit(store, "refuge", locations=[OFFICE, REFUGE | {"address_1": "12 Quay St."}])
    back_up(store)
    edit(store, "refuge", locations=[OFFICE, REFUGE], description="A house for women.")
    edit(store, "cove", description="Another.")
    back_up(store)


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_no_byte_of_any_file_tells_the_address_afterwards(store: Store, journal: Any) -> None:
    store = replace(store, journal=journal)
    lived_in(store)
    assert telling(store)

    result = done(store)

    assert telling(store) == []
    assert result.left == ()
    assert len(result.rewritten) == len(backups(store)) >= 2
    place = now_there(store, "refuge").locations[1]
    assert (place.confidential, place.city, place.name) == (True, TOWN, "The house")
    assert now_there(store, "refuge").locations[0].address_1 == OFFICE["address_1"]


def test_what_is_left_is_whole_and_remembers_the_rest(store: Store) -> None:
    lived_in(store)
    done(store)

    assert not [problem for problem in check_up(store).problems if problem.serious]
    assert all(not faults_of(backup) for backup in backups(store))
    changes = history(store, "refuge")
    assert (changes[0].by, changes[0].why) == ("KB", purging.WHY)
    assert [change.after.get("description") for change in changes] == [None, "A house for women.", None]
    restore(store, backups(store)[-1])
    assert now_there(store, "refuge").locations[1].confidential
    assert telling(store) == []


def test_the_history_says_what_was_done_and_it_cannot_be_undone(store: Store) -> None:
    done(store)
    with store.reading() as connection:
        (entry,) = entries(connection, "refuge")
    assert entry.title == "Made confidential"
    with pytest.raises(NavigatorError, match="cannot be undone"):
        undo(store, entry.batch)


def test_the_first_change_makes_an_own_copy_and_the_shipped_one_is_named(store: Store) -> None:
    plan = plan_of(store)
    assert plan.shipped
    assert STREET not in repr(plan)
    assert repr(plan.secret) == "Secret()"
    purge(store, plan, NOBODY)
    assert telling(store) == []


def test_what_else_says_it_is_shown_and_blanked_only_if_asked(store: Store) -> None:
    edit(
        store,
        "refuge",
        description="A house at 12, Quay St, se58af. Ring first.",
        how_to_refer="Post to SE5-8AF.",
        alternate_names=["Quay Street House"],
        url="https://example.org/12-quay-street",
    )
    edit(store, "cove", description="Next to 12 Quay Street.")
    found = Found("phone", frozenset({"all"}), "They moved to 12 Quay Street.")
    verify(store, "refuge", found, NOBODY, date(2026, 1, 1))

    plan = plan_of(store)
    also = {(one.service_id, one.kind, one.path): (one.blanks, where(one)) for one in plan.also}
    assert also == {
        ("refuge", "listing", "description"): (True, "What it is"),
        ("refuge", "listing", "how_to_refer"): (True, "How to refer"),
        ("refuge", "listing", "url"): (False, "Web page"),
        ("refuge", "check", ""): (True, "A note on a check"),
        ("refuge", "history", "description"): (True, "History, what it is"),
        ("refuge", "history", "how_to_refer"): (True, "History, how to refer"),
        ("refuge", "history", "note"): (True, "History, note"),
        ("cove", "listing", "description"): (False, "What it is"),
    }
    assert purge(store, plan, NOBODY).left
    assert now_there(store, "refuge").description.startswith("A house at 12")

    purge(store, plan, NOBODY, blank=True)
    assert now_there(store, "refuge").description == "A house at (address kept confidential). Ring first."
    assert now_there(store, "cove").description == "Next to 12 Quay Street."


def test_blanking_leaves_nothing_of_it_anywhere(store: Store) -> None:
    edit(store, "refuge", description=f"A house at {STREET}, {CODE.lower()}.")
    back_up(store)
    result = done(store, blank=True)
    assert result.left == ()
    assert telling(store) == []


def test_it_is_finished_by_doing_it_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lived_in(store)

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name in ("_rewrite", "_clean_file"):
        with monkeypatch.context() as patch:
            patch.setattr(purging, name, stopped)
            with pytest.raises(KeyboardInterrupt):
                done(store)
        assert telling(store)
    (store.folder / "services.sqlite.0a0b.new").write_text(STREET)
    (folder_of(store) / "backup.0a0b.new-journal").write_text(CODE)
    assert plan_of(store).secret == Secret(frozenset({STREET, "12 Quay St."}), frozenset({CODE}))
    done(store)
    assert telling(store) == []


def test_a_backup_that_cannot_be_read_goes_and_is_named_first(store: Store) -> None:
    lived_in(store)
    broken = folder_of(store) / "2026-01-01T000000Z-damaged.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + STREET.encode())
    assert plan_of(store).removed == (broken,)
    assert done(store).removed == (broken,)
    assert not broken.exists()


def test_a_copy_set_aside_by_a_sync_tool_is_cleaned_too(store: Store) -> None:
    lived_in(store)
    aside = store.folder / "services-LAPTOP.sqlite"
    with closing(sqlite3.connect(store.own)) as own, closing(sqlite3.connect(aside)) as copied:
        own.backup(copied)
    assert aside in plan_of(store).rewritten
    done(store)
    assert telling(store) == []


def test_copies_that_were_sent_are_named(store: Store, tmp_path: Path) -> None:
    lived_in(store)
    send_copy(store, tmp_path / "for-ada.sqlite", {}, date(2026, 11, 23))
    assert plan_of(store).sent == (("2026-11-23", "for-ada.sqlite"),)
    assert done(store).sent == (("2026-11-23", "for-ada.sqlite"),)


def test_no_older_copy_of_a_colleague_brings_it_back(store: Store, tmp_path: Path) -> None:
    edit(store, "refuge", description=f"Ring at {STREET}.", how_to_refer="Ask at se5 8af.")
    verify(store, "refuge", Found("visit", frozenset({"hours"}), f"Went to {STREET}."), NOBODY, date(2026, 11, 20))
    older = tmp_path / "older.sqlite"
    send_copy(store, older, {}, date(2026, 11, 21))
    done(store, blank=True)
    found = compare_file(store, older, date(2026, 11, 23))
    assert STREET not in repr(found.differences)
    assert found.counts["same"] == len(found.differences), "what was blanked is no difference"


def test_who_has_the_form_open_meanwhile_does_not_bring_it_back(store: Store) -> None:
    edit(store, "refuge", description=f"Ring at {STREET}.", how_to_refer=f"Write to {STREET}.")
    base = fields_of(now_there(store, "refuge"))
    yours = base | {"description": f"Ring twice at {STREET}."}
    done(store, blank=True)
    theirs = fields_of(now_there(store, "refuge"))
    with store.reading() as connection:
        both = compare(base, yours, theirs, read_labels(connection))
    assert [(clash.field, clash.side) for clash in both.clashes] == [("description", None), ("locations", "theirs")]
    merged = both.merged({"description": "yours", "locations": "theirs"})
    assert merged["description"] == f"Ring twice at {WITHHELD}."
    assert not any(way in repr((both.clashes, merged)).lower().encode() for way in TELLING)


def test_a_place_that_changed_meanwhile_is_not_purged(store: Store) -> None:
    plan = plan_of(store)
    edit(store, "refuge", locations=[REFUGE, OFFICE])
    with pytest.raises(NavigatorError, match="changed meanwhile"):
        purge(store, plan, NOBODY)
    assert now_there(store, "refuge").locations[1].address_1 == OFFICE["address_1"]


def test_another_window_that_reads_the_old_file_is_told_of(store: Store) -> None:
    store = replace(store, journal="wal")
    lived_in(store)
    with closing(sqlite3.connect(store.own, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM service").fetchone()
        with pytest.raises(NavigatorError, match=r"another|in use"):
            done(store)
    done(store)
    assert telling(store) == []


@pytest.mark.parametrize(("listing_id", "number"), [("nobody", 1), ("refuge", 3), ("refuge", 0)])
def test_what_is_not_there_cannot_be_purged(store: Store, listing_id: str, number: int) -> None:
    with pytest.raises(NavigatorError, match=r"There is no listing|has no place"):
        purge_plan(store, listing_id, number, folder_of(store))


@pytest.mark.parametrize(
    "text", ["at 12 quay street", "12, Quay St.", "12 QUAY STREET", "se58af", "SE5 8AF", "(SE5\u00a08AF)", "Se5-8aF"]
)
def test_an_address_is_known_however_it_is_written(text: str) -> None:
    secret = Secret.of([REFUGE])
    assert secret.told_by(text)
    assert not secret.told_by(secret.blanked(text))


@pytest.mark.parametrize("text", ["112 Quay Street", "Quay Streets", "SE5 8AFX", "SE5 8A", "12 Pier Road", ""])
def test_other_addresses_are_not_taken_for_it(text: str) -> None:
    assert not Secret.of([REFUGE]).told_by(text)


PLACES = st.lists(
    st.fixed_dictionaries({
        "name": st.none(),
        "address_1": st.sampled_from([None, "1 A Road", "2 B Road"]),
        "postal_code": st.sampled_from([None, "SE1 1AA", "SE2 2BB"]),
        "latitude": st.none(),
        "longitude": st.none(),
        "confidential": st.just(False),  # noqa: FBT003
    }),
    max_size=3,
)  # fmt: skip


@given(PLACES, PLACES)
def test_beside_a_confidential_place_only_what_is_open_now_is_told(past: list[Any], now: list[Any]) -> None:
    secret_place = {"name": None, "address_1": None, "postal_code": None, "confidential": True}
    told = {(place["address_1"], place["postal_code"]) for place in now}
    kept = hidden(past, [*now, secret_place])
    assert len(kept) == len(past)
    for place in kept:
        where = place["address_1"], place["postal_code"]
        assert where in told or where == (None, None)
    assert hidden(past, now) == past


def test_of_a_long_text_the_words_around_the_address_are_shown() -> None:
    text = f"One two three four five six seven eight {STREET} nine ten eleven twelve thirteen fourteen fifteen"
    told = excerpt(text, text.replace(STREET, "(address kept confidential)"))
    assert told == f"“… three four five six seven eight {STREET} nine ten eleven twelve thirteen fourteen …”"
