"""``refer``, run as a program is: each form of sheet, what is printed beside it, and what is refused."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from navigator.pathways.checklist import PAPER
from tests.terminal import Say, Told, TypeIn, hundred_columns, say, told, type_in

__all__ = ["hundred_columns", "say", "told", "type_in"]

CENTRE, SAMARITANS, FLEEING = "manna-society-day-centre", "samaritans", "refuge-southwark"
MONDAY = ("--at", "2026-11-23 10:00")
MEETING = ("--appointment", f"{CENTRE}=2026-11-27 10:30")
ANSWERS = {"age": 34, "housing": ["rough-sleeping"], "area": ["Southwark"]}
ORIGIN = "SE5 8"

Refer = Callable[..., dict[str, Any]]


@pytest.fixture
def refer(say: Say) -> Refer:
    """What to know and what was written, as one JSON document."""

    def run(*argv: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(say("refer", "--json", *MONDAY, *argv))
        return found

    return run


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """A file with one person's answers."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return str(path)


def test_without_a_file_only_what_to_know_is_said(refer: Refer) -> None:
    found = refer(CENTRE, SAMARITANS, CENTRE)
    assert (found["written"], found["notes"]) == (None, [])
    assert [one["id"] for one in found["services"]] == [CENTRE, SAMARITANS]
    assert found["warnings"]
    assert {one["id"] for one in found["warnings"]} <= {CENTRE, SAMARITANS}
    for warning in found["warnings"]:
        assert warning.keys() >= {"id", "kind", "grade", "says", "do", "source", "url"}
        assert warning["grade"] in {"stop", "first", "know"}
    assert all(one["discreet"] is False for one in found["services"])
    assert refer(FLEEING)["services"][0]["discreet"] is True


def test_people_read_the_same(say: Say, refer: Refer) -> None:
    text = " ".join(say("refer", CENTRE, *MONDAY).split())
    assert text.startswith("1. ")
    assert all(warning["says"] in text for warning in refer(CENTRE)["warnings"])
    assert PAPER not in text


@pytest.mark.parametrize(
    ("audience", "ending", "begins"),
    [
        ("worker", ".pdf", b"%PDF-"),
        ("person", ".PDF", b"%PDF-"),
        ("person", ".html", b"<!DOCTYPE html>"),
        ("person", ".txt", b"Where you can get help"),
    ],
)
def test_a_sheet_is_written_in_the_form_its_name_ends_in(
    say: Say, tmp_path: Path, audience: str, ending: str, begins: bytes
) -> None:
    path = tmp_path / f"sheet{ending}"
    text = say("refer", CENTRE, "--for", audience, "--out", str(path), *MONDAY)
    assert text.startswith(f"Written: {path}\n")
    assert PAPER in " ".join(text.split())
    assert path.read_bytes().startswith(begins)


def test_what_is_left_out_is_noted(refer: Refer, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    found = refer(CENTRE, SAMARITANS, "--for", "person", "--most", "1", "--out", str(path))
    assert found["written"] == str(path)
    (note,) = found["notes"]
    assert note.startswith("Not on the sheet: Samaritans")
    assert "Samaritans" not in path.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("audience", ["worker", "person"])
def test_where_the_person_sets_out_is_never_in_a_file(refer: Refer, tmp_path: Path, audience: str) -> None:
    for ending in ("txt", "html"):
        path = tmp_path / f"sheet.{ending}"
        found = refer(CENTRE, "--for", audience, "--from", ORIGIN, "--out", str(path))
        assert ORIGIN not in path.read_text(encoding="utf-8")
        assert ORIGIN not in json.dumps(found)


def test_what_was_said_is_told_only_where_it_is_asked_for(refer: Refer, tmp_path: Path, answers: str) -> None:
    path, sheets = tmp_path / "sheet.txt", list[str]()
    for more in ((), ("--answers", answers), ("--answers", answers, "--tell")):
        refer(CENTRE, "quay-health-social-prescribing", "--out", str(path), *more)
        sheets.append(path.read_text(encoding="utf-8"))
    assert sheets[0] == sheets[1] != sheets[2]


def test_answers_may_come_from_standard_input(refer: Refer, type_in: TypeIn, answers: str) -> None:
    type_in(json.dumps(ANSWERS).encode())
    assert refer(CENTRE, "--answers", "-") == refer(CENTRE, "--answers", answers)


def test_another_role_has_other_ways_in(refer: Refer) -> None:
    found = {role: refer("quay-health-social-prescribing", "--as", role) for role in ("professional", "gp")}
    assert found["professional"]["warnings"] != found["gp"]["warnings"]


def test_a_discreet_file_tells_nothing_and_a_name_that_does_is_noted(refer: Refer, tmp_path: Path) -> None:
    quiet, loud = tmp_path / "numbers.html", tmp_path / "refuge-southwark.html"
    discreet = (FLEEING, "--for", "person", "--discreet", "--out")
    assert refer(*discreet, str(quiet))["notes"] == []
    (note,) = refer(*discreet, str(loud))["notes"]
    assert note.startswith("The name of the file tells: ")
    assert "refuge" in note
    assert quiet.read_bytes() == loud.read_bytes()
    assert not {"refuge", "southwark"} & set(quiet.read_text(encoding="utf-8").casefold().split())


def test_a_calendar_file_reminds_of_an_appointment_and_names_nothing(refer: Refer, tmp_path: Path) -> None:
    path = tmp_path / "days.ics"
    (note,) = refer(CENTRE, SAMARITANS, *MEETING, "--out", str(path))["notes"]
    assert "27 November 2026" in note
    assert b"manna" not in path.read_bytes().lower()
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Reminder 1 of 1"


def test_without_an_appointment_it_reminds_of_the_first_stop(refer: Refer, tmp_path: Path) -> None:
    path = tmp_path / "days.ics"
    (note,) = refer(CENTRE, SAMARITANS, "--out", str(path))["notes"]
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event.decoded("DTSTART")).startswith("2026-11-24 08:30")
    assert "24 November 2026" in note


def test_what_cannot_be_written_is_one_line_and_leaves_the_old_file(told: Told, tmp_path: Path) -> None:
    folder = tmp_path / "sheet.pdf"
    folder.mkdir()
    (folder / "old").write_text("old", encoding="utf-8")
    for path in (folder, tmp_path / "none" / "sheet.pdf"):
        status, line = told("refer", CENTRE, "--out", str(path))
        assert status == 1
        assert "cannot be written" in line
    assert (folder / "old").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="other systems keep files otherwise")
def test_a_full_disk_leaves_the_old_file(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(os, "fsync", full)
    status, line = told("refer", CENTRE, "--out", str(path))
    assert (status, path.read_text(encoding="utf-8")) == (1, "old")
    assert "No space left on device" in line
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("argv", "status", "named"),
    [
        (["manna"], 1, ["There is no listing 'manna'.", CENTRE]),
        (["samaritan"], 1, ["'samaritan'", "Did you mean samaritans"]),
        ([""], 1, ["There is no listing ''."]),
        (["'; DROP TABLE service; --"], 1, ["There is no listing"]),
        (["../../etc/passwd"], 1, ["There is no listing"]),
        (["%s{{ 7*7 }}<script>"], 1, ["There is no listing '%s{{ 7*7 }}<script>'."]),
        ([CENTRE.upper()], 1, ["There is no listing", CENTRE]),
        ([CENTRE, "kangaroo-hospital"], 1, ["'kangaroo-hospital'"]),
        ([f"one-{number}" for number in range(21)], 2, ["A shortlist holds 20 services, and here are 21."]),
        ([CENTRE, "--out", "sheet.docx"], 2, [".pdf", ".html", ".txt", ".ics", "'sheet.docx'"]),
        ([CENTRE, "--out", "sheet"], 2, ["'sheet'"]),
        ([CENTRE, "--discreet"], 2, ["--discreet goes with --for person."]),
        ([CENTRE, "--tell"], 2, ["--tell goes with --for worker and --answers"]),
        ([CENTRE, "--for", "person", "--answers", "-", "--tell"], 2, ["--tell goes with --for worker"]),
        ([CENTRE, "--for", "client"], 2, ["--for", "worker", "person"]),
        ([CENTRE, "--as", "wizard"], 2, ["--as", "gp"]),
        ([CENTRE, "--most", "0"], 2, ["--most"]),
        ([CENTRE, "--paper", "A3"], 2, ["--paper", "A4", "Letter"]),
        ([CENTRE, "--from", "Atlantis"], 2, ["Atlantis"]),
        ([CENTRE, "--appointment", CENTRE], 2, ["--appointment"]),
        ([CENTRE, "--appointment", "samaritans=2026-11-27 10:30"], 2, ["'samaritans'", "not among the services"]),
        ([CENTRE, "--pdf", "x"], 2, ["there is no option --pdf"]),
    ],
    ids=lambda part: " ".join(part[-2:])[:40] if isinstance(part, list) else None,
)
def test_misuse_is_answered_by_what_is_allowed(told: Told, argv: list[str], status: int, named: list[str]) -> None:
    found, line = told("refer", *argv)
    assert found == status, line
    assert all(name in line for name in named), line
