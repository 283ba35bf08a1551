"""The listings commands: what is due, noting checks, editing one or many, the history, twins and what is missing."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from navigator.cli import main
from navigator.directory import Store
from navigator.directory.backups import backups
from navigator.find.hours import london_now
from navigator.refer.experience import Experience
from navigator.refer.outcomes import What
from tests.terminal import Say, Told, hundred_columns, say, told

__all__ = ["hundred_columns", "say", "told"]

ONE, OTHER = "samaritans", "slam-crisis-line"
HIDDEN = "praxis-migrant-advice"
STREET = b"pott street"
Run = Callable[..., dict[str, Any]]
Line = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(say: Say, folder: Path) -> Run:
    """What a command prints with --json."""

    def ask(*argv: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(say("listings", "--data", str(folder), *argv, "--json"))
        return answer

    return ask


@pytest.fixture
def line(say: Say, folder: Path) -> Line:
    """What a command prints for people, on one line."""
    return lambda *argv: " ".join(say("listings", "--data", str(folder), *argv).split())


@pytest.fixture
def wrong(told: Told, folder: Path) -> Callable[..., tuple[int, str]]:
    return lambda *argv: told("listings", *argv, "--data", str(folder))


def _fields(run: Run, *argv: str) -> list[str]:
    return [change["field"] for change in run("edit", *argv)["changes"]]


def test_the_help_says_what_the_lock_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["listings", "--help"])
    assert "the account is the lock" in " ".join(capsys.readouterr().out.split())


# review and verify --------------------------------------------------------------------------------------------------


def test_what_is_due_can_be_seen_whole_by_view_or_as_calls(run: Run, line: Line) -> None:
    due = run("review", "--limit", "3")
    assert len(due["listings"]) == 3 < due["total"]
    assert due["listings"][0].keys() == {"id", "name", "organization", "number", "harm", "due_on", "why", "says"}
    hour = run("review", "--minutes", "30")
    assert (hour["minutes"] + hour["spare"], hour["minutes"]) == (30, sum(call["minutes"] for call in hour["calls"]))
    assert due["total"] == hour["left"] + sum(len(call["services"]) for call in hour["calls"])
    phoneless = run("review", "--view", "No phone")
    assert {row["phone"] for row in phoneless["listings"]} == {None}
    lambeth = run("review", "--view", "borough:lambeth")
    assert all("Lambeth" in row["areas"] for row in lambeth["listings"])
    assert f"{due['total']} listings due for a check" in line("review")
    assert "1 call" in line("review", "--minutes", "7")
    assert "No call fits into 1 minute." in line("review", "--minutes", "1")
    assert "add --limit" in line("review", "--view", "never-checked")


def test_a_check_and_tries_are_noted_and_taken_back(run: Run, line: Line) -> None:
    checked = run("verify", ONE, "--how", "phone", "--confirmed", "all", "--by", "KB", "--note", "Ask for Jo.")
    assert (checked["confirmed"], checked["how"], checked["status"]) == (["all"], "phone", "active")
    tries = [run("verify", ONE, "--no-answer") for _ in range(3)]
    assert [one["tries"] for one in tries] == [1, 2, 3]
    assert (tries[2]["was"], tries[2]["status"]) == ("active", "unclear")
    assert "Nobody answered" in line("history", ONE)
    assert run("edit", "--undo", str(tries[2]["batch"]))["ids"] == [ONE]
    assert run("verify", ONE, "--no-answer")["status"] == "unclear"
    said = line("verify", ONE, "--how", "visit", "--confirmed", "runs,hours")
    assert "Confirmed: that it runs and opening hours. Its listing says again that it runs." in said


def test_what_workers_reported_comes_first_and_is_settled_by_a_check_of_it(run: Run, folder: Path) -> None:
    Experience(folder).record(ONE, What("wrong", "phone"), london_now().date())
    assert run("review", "--view", "reported")["listings"][0]["id"] == ONE
    assert run("verify", ONE, "--how", "phone", "--confirmed", "hours")["reported"] == ["phone"]
    assert run("review", "--view", "reported")["total"] == 1
    noted = run("verify", ONE, "--how", "phone", "--confirmed", "all")
    assert noted["reported"] == []
    assert not run("review", "--view", "reported")["listings"]
    run("edit", "--undo", str(noted["batch"]))
    assert run("review", "--view", "reported")["total"] == 1


@pytest.mark.parametrize(
    ("argv", "status", "says"),
    [
        ([], 2, "Name what to do with the listings: review, "),
        (["review", "--view", "no-phne"], 2, "Did you mean no-phone? Allowed: all, "),
        (["review", "--view", "borough:Lambth"], 2, "Did you mean borough:Lambeth?"),
        (["review", "--minutes", "30", "--limit", "2"], 2, "--minutes fills your time"),
        (["verify", "samaritan", "--no-answer"], 1, "Did you mean samaritans?"),
        (["verify", ONE], 2, "Say how it was checked"),
        (["verify", ONE, "--how", "phone", "--confirmed", "all,phones"], 2, "no choice 'phones'. Allowed: runs, "),
        (["verify", ONE, "--no-answer", "--confirmed", "all"], 2, "leave out what goes with an answer"),
        (["verify", ONE, "--how", "website", "--confirmed", "runs"], 1, "Nothing was confirmed"),
        (["edit", ONE], 2, "Name what to edit: "),
        (["edit", ONE, "--ids", OTHER, "--set", "name=X"], 2, "Name what to edit: "),
        (["edit", ONE, "--set", "nme=X"], 2, "Did you mean name?"),
        (["edit", ONE, "--set", "phones.1.number=12"], 2, "phones.1.number: "),
        (["edit", ONE, "--set", "sources.1.page_date=2026-13"], 2, "“2026-13” is not a date: write it as 2024, "),
        (["edit", ONE, "--set", "organization=Harbour Trust"], 2, "To add an organisation too, give --kind: "),
        (["edit", ONE, "--set", "organization=Harbour Trust", "--kind", "charty"], 2, "Did you mean charity?"),
        (["edit", ONE, "--set", "name=X", "--kind", "charity"], 2, "an organisation called Samaritans already"),
        (["edit", "--ids", ONE, "--set", "organization=Harbour Trust", "--kind", "charity"], 2, "--kind and --website"),
        (["edit", "--ids", f"{ONE},nobody", "--set", "cost=free"], 1, "There is no listing 'nobody'."),
        (["edit", "--ids", ONE, "--set", "cost=free", "how_to_refer=Ring"], 2, "one field at a time"),
        (["edit", "--ids", ONE, "--set", "phones.1.number=1"], 2, "Rows are not counted here"),
        (["edit", "--ids", f"{ONE},{OTHER}", "--set", "email=no"], 1, "Nothing was changed. samaritans cannot be"),
        (["edit", "--undo", "7"], 1, "There is no change 7 to undo."),
        (["edit", HIDDEN, "--set", "locations.1.confidential=yes"], 2, f"confidential {HIDDEN} --place 1"),
        (["edit", HIDDEN, "--set", "locations.1.longitude=1e400"], 2, "locations.1.longitude: "),
        (["restore", ONE, "7"], 1, "There is no change 7"),
        (["merge", ONE, ONE], 1, "is one listing, not two"),
        (["merge", ONE, OTHER, "--choose", "name=mine"], 2, "Write FIELD=keep"),
        (["duplicates", ONE, "--apart", ONE, OTHER], 2, "go alone"),
        (["report", "--changes", "2026-11-01", "--by", "need"], 2, "--by groups gaps"),
        (["take", "nowhere.sqlite"], 1, "There is no file"),
        (["confidential", ONE], 2, "has no place"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_one_line_that_says_what_can(
    argv: list[str], status: int, says: str, wrong: Callable[..., tuple[int, str]], folder: Path
) -> None:
    found, line = wrong(*argv)
    assert found == status
    assert says in line
    assert not folder.exists() or not backups(Store.open(folder))


def test_a_check_is_never_of_a_day_to_come(wrong: Callable[..., tuple[int, str]]) -> None:
    day = (london_now().date() + timedelta(1)).isoformat()
    status, says = wrong("verify", ONE, "--how", "phone", "--confirmed", "all", "--on", day)
    assert (status, says) == (2, f"--on {day} is still to come. Give the day it was checked.\n")


# edit, history and restore ------------------------------------------------------------------------------------------


def test_a_listing_is_edited_told_in_words_undone_and_restored(run: Run, line: Line, folder: Path) -> None:
    assert _fields(run, ONE, "--set", "name=Sam", "--dry-run") == ["name"]
    assert not folder.exists()
    edited = run("edit", ONE, "--set", "name=Sam", "areas+=Lambeth", "--by", "KB", "--why", "they rang")
    assert [change["says"] for change in edited["changes"]] == [
        "Name: Samaritans became Sam",
        "Area: Lambeth was added",
    ]
    assert "says that already" in line("edit", ONE, "--set", "name=Sam")
    (change,) = run("history", ONE)["changes"]
    assert (change["by"], change["why"], change["batch"]) == ("KB", "they rang", edited["batch"])
    assert [each["field"] for each in change["lines"]] == ["name", "areas"]
    assert f"navigator listings restore {ONE} CHANGE" in line("history", ONE)
    assert "Would restore, and did not: Samaritans" in line("restore", ONE, str(change["change"]), "--dry-run")
    restored = run("restore", ONE, str(change["change"]))
    assert restored["name"] == "Samaritans"
    undone = run("edit", "--undo", str(restored["batch"]))
    assert run("review", "--view", "changed")["listings"][0]["name"] == "Sam"
    assert f"--undo {undone['batch'] + 1}" in line("edit", "--undo", str(edited["batch"]))
    assert run("history", ONE)["total"] == 4
    assert "is as it came" in line("history", OTHER)


def test_a_listing_is_moved_to_an_organisation_that_is_new_and_back(run: Run, line: Line) -> None:
    move = (
        "edit",
        ONE,
        "--set",
        "organization=Harbour Trust",
        "--kind",
        "charity",
        "--website",
        "https://h.example.org",
    )
    assert "Kind of organisation: Charity was added" in line(*move, "--dry-run")
    moved = run(*move)
    assert moved["new_organization"] == {"name": "Harbour Trust", "kind": "charity", "website": "https://h.example.org"}
    assert run("review", "--view", "organisation:Harbour Trust")["listings"][0]["id"] == ONE
    run("edit", "--undo", str(moved["batch"]))
    assert [change["kind"] for change in run("history", ONE)["changes"]] == ["undo", "edit"]
    assert run(*move, "--dry-run")["changes"] == moved["changes"]


def test_one_field_of_many_is_changed_as_one_after_a_backup(run: Run, line: Line, folder: Path) -> None:
    view = run("review", "--view", "organisation:Spires")
    ids = {row["id"] for row in view["listings"]}
    assert len(ids) > 1
    change = ("edit", "--all-of", "organisation:spires", "--set", "cost_note=Nobody pays.")
    seen = run(*change, "--dry-run")
    assert (seen["batch"], {one["id"] for one in seen["listings"]}) == (None, ids)
    assert not folder.exists()
    run("edit", ONE, "--set", "name=Sam")
    made = run(*change)
    assert [backup.why for backup in backups(Store.open(folder))] == ["before-bulk-change"]
    assert run(*change)["same"] == [one["id"] for one in made["listings"]]
    number = ("edit", "--ids", f"{ONE},{OTHER}", "--set", "phones.number=020 7946 0000", "--was", "116 123")
    assert [one["id"] for one in run(*number, "--dry-run")["listings"]] == [ONE]
    assert f"Undone in {len(ids)} listings" in line("edit", "--undo", str(made["batch"]))


# duplicates, merge and report ---------------------------------------------------------------------------------------


def test_twins_are_offered_until_they_are_noted_as_two(run: Run, line: Line) -> None:
    found = run("duplicates")
    pair = found["pairs"][0]
    ids = pair["one"]["id"], pair["other"]["id"]
    assert run("duplicates", ids[0])["total"] >= 1
    assert f"navigator listings duplicates --apart {ids[0]} {ids[1]}" in line("duplicates")
    assert run("duplicates", "--apart", *ids)["changed"]
    assert run("duplicates")["total"] == found["total"] - 1
    assert "Known already" in line("duplicates", "--apart", *reversed(ids))
    assert "may be one service" in line("duplicates", "--not-apart", *ids)
    assert run("duplicates") == found


def test_two_listings_are_merged_as_chosen_and_parted_again(run: Run, line: Line, folder: Path) -> None:
    seen = line("merge", ONE, OTHER, "--choose", "phones=both", "--dry-run")
    assert "Would merge, and did not: Samaritans stays" in seen
    assert "Phone: both. You chose it." in seen
    assert not folder.exists()
    merged = run("merge", ONE, OTHER, "--choose", "phones=both")
    assert {field["field"]: field["taken"] for field in merged["fields"]}["phones"] == "both"
    assert OTHER in {row["id"] for row in run("review", "--view", "not-running")["listings"]}
    assert "Changed by a merge" in line("history", OTHER)
    assert set(run("edit", "--undo", str(merged["batch"]))["ids"]) == {ONE, OTHER, *merged["pointing"]}


def test_gaps_and_changes_are_reported_and_written_as_tables(run: Run, line: Line, tmp_path: Path) -> None:
    gaps = run("report", "--by", "need")
    assert gaps["all"]["services"] >= max(group["services"] for group in gaps["groups"])
    assert gaps["all"]["have"]["phone"]["of"] == gaps["all"]["services"]
    assert gaps["worst"][0]["says"]
    table, changes = tmp_path / "gaps.csv", tmp_path / "changes.csv"
    assert "To complete first:" in line("report", "--by", "listing", "--limit", "2", "--csv", str(table))
    assert table.read_text("utf-8-sig").startswith("Listing,Name,Organisation,")
    run("edit", ONE, "--set", "name==Sam")
    since = run("report", "--changes", "2026-11-01", "--csv", str(changes))
    assert [(change["id"], change["kind"]) for change in since["changes"]] == [(ONE, "edit")]
    assert "=Sam" in line("report", "--changes", "2026-11-01")
    assert "\n1,samaritans,'=Sam," in changes.read_text("utf-8-sig").replace("\r", "")


# send, take and confidential ----------------------------------------------------------------------------------------


def test_what_a_colleague_changed_is_seen_taken_and_undone(run: Run, line: Line, folder: Path, tmp_path: Path) -> None:
    theirs, copy = ("--data", str(tmp_path / "theirs")), str(tmp_path / "copy.sqlite")
    run("edit", ONE, "--set", "name=Sam", *theirs)
    run("verify", OTHER, "--how", "phone", "--confirmed", "all", *theirs)
    assert run("send", copy, *theirs)["written"] == copy
    seen = run("take", copy)
    assert {one["id"]: one["kind"] for one in seen["differences"]} == {ONE: "changed", OTHER: "checked"}
    assert seen["taken"] is None
    said = line("take", copy)
    assert "Name: Samaritans became Sam" in said
    assert "Theirs is taken: name." in said
    assert not folder.exists()
    taken = run("take", copy, "--accept", "all")["taken"]
    assert (set(taken["ids"]), taken["checks"]) == ({ONE, OTHER}, 1)
    assert "nothing that is not here" in line("take", copy)
    assert set(run("edit", "--undo", str(taken["batch"]))["ids"]) == {ONE, OTHER}
    assert run("take", copy, "--choose", f"{ONE}:name=theirs")["taken"]["ids"] == [ONE]


def test_a_link_that_a_colleague_added_is_told_by_the_name_of_the_service(run: Run, line: Line, tmp_path: Path) -> None:
    theirs, copy = ("--data", str(tmp_path / "theirs")), str(tmp_path / "copy.sqlite")
    run("edit", ONE, "--set", "links.1.kind=refers-to", f"links.1.to={OTHER}", *theirs)
    run("send", copy, *theirs)
    said = line("take", copy)
    assert f"{run('history', OTHER)['name']} was added" in said
    assert OTHER not in said


def test_a_confidential_address_is_purged_only_after_asking(run: Run, line: Line, folder: Path) -> None:
    planned = line("confidential", HIDDEN)
    assert "To do it, add --yes." in planned
    assert not folder.exists()
    run("edit", HIDDEN, "--set", "name=Praxis")
    said = line("confidential", HIDDEN, "--place", "1", "--yes")
    assert "Place 1 of Praxis is confidential. Its address went from the listing, the search, the history," in said
    assert "The directory that comes with Navigator tells it too" in said
    done = run("confidential", HIDDEN, "--place", "1", "--yes")
    assert (done["done"], done["left"]) == (True, [])
    assert STREET not in (folder / "services.sqlite").read_bytes().lower()
    assert "made confidential" in line("report", "--changes", "2026-11-01")
