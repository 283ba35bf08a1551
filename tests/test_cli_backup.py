"""The commands backup, restore and doctor, as a program runs them."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from navigator.directory import Store, read_listing
from navigator.directory import models as m
from navigator.directory.backups import backups
from tests.terminal import Say, Told, hundred_columns, say, told

__all__ = ["hundred_columns", "say", "told"]

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(say: Say, folder: Path) -> Run:
    """What a command prints with --json."""

    def ask(*argv: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(say(*argv, "--json", "--data", str(folder)))
        return answer

    return ask


def _change(folder: Path, name: str) -> None:
    with Store.open(folder).change() as session:
        session.add(m.Organization(name=name, kind="charity"))


def _has(folder: Path, name: str) -> bool:
    with closing(Store.open(folder).connect()) as connection:
        assert read_listing(connection, "samaritans") is not None
        return connection.execute("SELECT 1 FROM organization WHERE name = ?", (name,)).fetchone() is not None


def test_a_directory_as_it_came_needs_nothing(run: Run, say: Say, folder: Path) -> None:
    assert run("doctor") == {"ok": True, "problems": [], "backups": [], "mended": []}
    assert run("backup") == {"ok": True, "problems": [], "backups": [], "written": None}
    assert run("restore") == {"ok": True, "problems": [], "backups": []}
    assert "there is nothing of yours to back up" in say("backup", "--data", str(folder)).replace("\n", " ")
    assert "There is no backup yet." in say("restore", "--data", str(folder))
    assert not folder.exists()


def test_a_backup_is_made_and_put_back_and_that_is_undone(run: Run, folder: Path) -> None:
    _change(folder, "Lantern")
    made = run("backup")
    (one,) = made["backups"]
    assert one.keys() == {"name", "day", "made_at", "why", "listings", "size", "verified"}
    assert (one["why"], one["verified"], Path(made["written"]).name) == ("asked", True, one["name"])
    _change(folder, "Beacon")
    restored = run("restore", one["name"].removesuffix(".sqlite"))
    assert restored["restored"] == one["name"]
    assert not _has(folder, "Beacon")
    run("restore", restored["before"])
    assert _has(folder, "Beacon")
    assert run("doctor")["ok"]


def test_people_are_told_what_there_is_and_how_to_undo(say: Say, folder: Path) -> None:
    _change(folder, "Lantern")
    data = ("--data", str(folder))
    assert f"Backed up and verified:\n  {folder}" in say("backup", *data)
    (one,) = backups(Store.open(folder))
    listed = say("restore", *data)
    assert one.name in listed
    assert "somebody asked for it; " in listed
    done = say("restore", one.name, *data)
    before = backups(Store.open(folder))[0]
    assert f"    navigator restore {before.name}" in done
    assert say("doctor", *data).startswith("The directory is as it should be.\n")


def test_a_name_that_no_backup_has_is_told(told: Told, run: Run, folder: Path) -> None:
    _change(folder, "Lantern")
    for _ in range(2):
        run("backup")
    status, says = told("restore", "2026", "--data", str(folder))
    assert (status, says.startswith("2 backups begin with '2026'. Give the whole name of one: 2026-")) == (1, True)
    status, says = told("restore", "yesterday", "--data", str(folder))
    assert status == 1
    assert says.startswith("There is no backup 'yesterday'.")


def test_a_problem_is_told_with_where_and_what_to_do(run: Run, say: Say, folder: Path) -> None:
    _change(folder, "Lantern")
    made = run("backup")["backups"][0]["name"]
    (folder / "services.sqlite").write_bytes(b"Dear diary, " * 1000)
    found = run("doctor")
    assert not found["ok"]
    assert found["problems"][0].keys() == {"kind", "what", "where", "do", "serious"}
    says = say("doctor", "--data", str(folder))
    assert says.startswith("Something is wrong:\n")
    assert f"    Run: navigator restore {made}\n" in says
    assert "What was there was damaged. It is kept:\n" in say("restore", made, "--data", str(folder))
    assert run("doctor")["ok"]
