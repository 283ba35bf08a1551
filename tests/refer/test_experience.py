"""The file of outcomes and tips: made when first written, whole or not at all, refused in one sentence."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from navigator.errors import NavigatorError, UsageError
from navigator.refer.experience import Experience
from navigator.refer.outcomes import Met, What

TODAY = date(2026, 11, 23)
PHONE = What("wrong", "phone")
RISK = What("refused", "risk")


@pytest.fixture
def kept(tmp_path: Path) -> Experience:
    return Experience(tmp_path / "data", busy_timeout_s=0.05)


def record(kept: Experience, what: What, times: int = 1, on: date = TODAY, service: str = "a") -> None:
    for _ in range(times):
        kept.record(service, what, on)


def rows(kept: Experience, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(kept.path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def change(path: Path, *statements: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_reading_where_there_is_nothing_makes_nothing(kept: Experience) -> None:
    assert kept.met("a") == Met()
    assert kept.tips("a", TODAY) == ()
    assert kept.reported(TODAY) == ()
    assert kept.shared(TODAY) == {}
    kept.take_back("a", RISK, TODAY)
    kept.settle("a", "1")
    kept.unsettle("a", "1")
    kept.remove(1)
    assert kept.to_csv({}).count(b"\n") == 1
    assert not kept.path.parent.exists()


def test_one_row_holds_a_count_and_nothing_else(kept: Experience) -> None:
    record(kept, RISK, 6)
    kept.take_back("a", RISK, TODAY)
    record(kept, What("taken-on"), 2)
    assert rows(kept, "noted") == [("a", "2026-Q4", "refused", "risk", 5), ("a", "2026-Q4", "taken-on", "", 2)]
    with closing(sqlite3.connect(kept.path)) as connection, pytest.raises(sqlite3.OperationalError, match="rowid"):
        connection.execute("SELECT rowid FROM noted")
    assert [path.name for path in kept.path.parent.iterdir()] == ["experience.sqlite"]


def test_what_is_taken_back_leaves_no_row(kept: Experience) -> None:
    record(kept, RISK)
    for _ in range(2):
        kept.take_back("a", RISK, TODAY)
    assert rows(kept, "noted") == []


def test_figures_are_of_one_service_and_one_quarter(kept: Experience) -> None:
    record(kept, What("taken-on"), 5)
    record(kept, What("taken-on"), 4, date(2026, 9, 30))
    record(kept, What("taken-on"), 9, service="b")
    (quarter,) = kept.met("a").quarters
    assert (quarter.quarter, str(quarter.taken_on)) == ("2026-Q4", "5 to 9")


def test_a_coordinator_sees_what_is_wrong_and_refusals_that_make_a_figure(kept: Experience) -> None:
    record(kept, PHONE)
    record(kept, RISK, 4)
    record(kept, RISK, 4, service="few")
    record(kept, RISK, 5, date(2026, 8, 1), service="many")
    record(kept, RISK, 5, date(2026, 5, 1), service="past")
    assert [(one.id, one.wrong, one.refusals) for one in kept.reported(TODAY)] == [
        ("a", ("phone",), False),
        ("many", (), True),
    ]
    kept.settle("a", "1")
    assert [one.id for one in kept.reported(TODAY)] == ["many"]
    assert len(rows(kept, "noted")) == 4, "what happened to people is still counted"


def test_what_a_check_settled_is_counted_again_once_it_is_taken_back(kept: Experience) -> None:
    record(kept, PHONE, 2, date(2026, 9, 30))
    record(kept, PHONE)
    record(kept, What("wrong", "hours"))
    record(kept, PHONE, service="b")
    before = rows(kept, "noted")
    kept.settle("a", "1", ["phone"])
    assert kept.met("a").wrong == ("hours",)
    record(kept, PHONE)
    kept.settle("a", "2")
    kept.unsettle("a", "another")
    assert (kept.met("a").wrong, kept.met("b").wrong) == ((), ("phone",))
    kept.unsettle("a", "1")
    kept.unsettle("a", "1")
    assert kept.met("a").wrong == ("phone",)
    kept.unsettle("a", "2")
    kept.take_back("a", PHONE, TODAY)
    assert rows(kept, "noted") == before
    assert rows(kept, "settled") == []


def test_the_table_is_written_whole(kept: Experience, tmp_path: Path) -> None:
    record(kept, What("taken-on"), 5)
    kept.save_csv(tmp_path / "figures.csv", {"a": "Ace of Clubs"})
    assert b"a,Ace of Clubs,2026-Q4,taken on,,5 to 9" in (tmp_path / "figures.csv").read_bytes()
    with pytest.raises(NavigatorError, match="cannot be written"):
        kept.save_csv(tmp_path / "none" / "figures.csv", {})


def test_tips_are_newest_first_and_fade_and_go(kept: Experience) -> None:
    kept.leave("a", "old", date(2026, 5, 22))
    kept.leave("a", "new", date(2026, 11, 2), local=False)
    kept.leave("a", "gone", date(2025, 11, 22))
    kept.leave("b", "other", TODAY)
    assert [(tip.text, tip.fading, tip.local) for tip in kept.tips("a", TODAY)] == [
        ("new", False, False),
        ("old", True, True),
    ]
    assert len(rows(kept, "tip")) == 4, "what is not shown is kept"
    assert {service: [tip.text for tip in tips] for service, tips in kept.shared(TODAY).items()} == {"a": ["new"]}


def test_the_same_words_again_are_newer_words(kept: Experience) -> None:
    kept.leave("a", "ring early", date(2026, 1, 1))
    kept.leave("a", " ring  early ", TODAY)
    assert [(tip.text, tip.age) for tip in kept.tips("a", TODAY)] == [("ring early", "today")]


def test_a_tip_that_cannot_be_kept_makes_no_file(kept: Experience) -> None:
    with pytest.raises(UsageError):
        kept.leave("a", " ", TODAY)
    assert not kept.path.exists()


def test_the_words_of_a_removed_tip_are_gone_from_the_file(kept: Experience) -> None:
    kept.leave("a", "Ask for Kleopatra", TODAY)
    kept.leave("a", "Ring early", TODAY)
    assert b"Kleopatra" in kept.path.read_bytes()
    kept.remove(next(tip.key for tip in kept.tips("a", TODAY) if "Kleopatra" in tip.text))
    assert b"Kleopatra" not in kept.path.read_bytes()
    assert [tip.text for tip in kept.tips("a", TODAY)] == ["Ring early"]


def test_an_empty_file_is_one_not_yet_begun(kept: Experience) -> None:
    kept.path.parent.mkdir()
    kept.path.touch()
    assert kept.met("a") == Met()
    record(kept, PHONE)
    assert kept.met("a").wrong == ("phone",)


def refused(kept: Experience) -> str:
    """The one sentence with which a file is refused, the same for reading and writing; the file stays as it was."""
    before = kept.path.read_bytes()
    said = set()
    for use in (lambda: kept.met("a"), lambda: kept.tips("a", TODAY), lambda: kept.record("a", PHONE, TODAY)):
        with pytest.raises(NavigatorError) as error:
            use()
        said.add(str(error.value))
    assert kept.path.read_bytes() == before
    (sentence,) = said
    assert "\n" not in sentence
    assert str(kept.path) in sentence
    return sentence


def test_a_foreign_file_is_refused_and_left_alone(kept: Experience) -> None:
    change(kept.path, "CREATE TABLE mine (words TEXT)")
    assert "is not a file of outcomes and tips" in refused(kept)


def test_a_newer_file_is_refused(kept: Experience) -> None:
    record(kept, PHONE)
    change(kept.path, "PRAGMA user_version = 2")
    assert "newer Navigator" in refused(kept)


def test_a_damaged_file_is_refused(kept: Experience) -> None:
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"not a database, and long enough to look like one" * 40)
    assert "is damaged" in refused(kept)


def test_a_file_without_its_tables_is_damaged(kept: Experience) -> None:
    record(kept, PHONE)
    change(kept.path, "DROP TABLE noted", "DROP TABLE tip")
    assert "is damaged" in refused(kept)


@pytest.mark.parametrize("row", ["('a', '2026-Q4', 'praised', '', 1)", "('a', '2026-Q4', 'refused', 'the moon', 1)"])
def test_a_row_that_makes_no_sense_is_damage(kept: Experience, row: str) -> None:
    record(kept, PHONE)
    change(kept.path, f"INSERT INTO noted VALUES {row}")  # noqa: S608
    with pytest.raises(NavigatorError, match="is damaged"):
        kept.met("a")


def test_a_file_in_use_is_said_to_be_and_nothing_is_half_done(kept: Experience) -> None:
    record(kept, PHONE)
    with closing(sqlite3.connect(kept.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NavigatorError, match="in use by another program"):
            kept.record("a", RISK, TODAY)
        assert kept.met("a").wrong == ("phone",)
    assert len(rows(kept, "noted")) == 1


def test_a_folder_that_is_a_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("here")
    kept = Experience(tmp_path / "data")
    assert kept.met("a") == Met()
    with pytest.raises(NavigatorError, match="could not be saved"):
        kept.record("a", PHONE, TODAY)


def test_a_change_cut_short_leaves_no_half(kept: Experience, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Experience, "_check", cut_short)
        with pytest.raises(KeyboardInterrupt):
            kept.record("a", PHONE, TODAY)
    assert kept.met("a") == Met()
    record(kept, PHONE)
    assert kept.met("a").wrong == ("phone",)
