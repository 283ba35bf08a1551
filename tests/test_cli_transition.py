"""``transition``, run as a program is: the list, a timeline on days, its calendar file, and what is refused."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from navigator.find.hours import london_now
from navigator.pathways.transitions import RULE, read_transitions
from tests.terminal import Say, Told, hundred_columns, say, told

__all__ = ["hundred_columns", "say", "told"]

IDS = [transition.id for transition in read_transitions()]
FRIDAY = ("--date", "2026-11-27", "--today", "2026-11-23")
ENTRY = {"date", "action", "who", "duty", "basis", "overdue"}
MORE = {"first", "last", "when", "anchor", "falls", "confidence", "caution", "source"}
KEYS = {"timeline", "services", "rights", "red_flags", "papers", "catch_22s", "friday", "past"}

Dates = Callable[..., dict[str, Any]]


@pytest.fixture
def dates(say: Say) -> Dates:
    """A transition on its days, as one JSON document."""

    def run(*argv: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(say("transition", "--json", *argv))
        return found

    return run


@pytest.mark.parametrize("transition", read_transitions(), ids=IDS)
def test_a_timeline_has_the_keys_it_promises(dates: Dates, transition: Any) -> None:
    found = dates(transition.id, *FRIDAY)
    assert found.keys() >= KEYS
    assert len(found["timeline"]) == len(transition.actions)
    for entry in found["timeline"]:
        assert entry.keys() >= ENTRY | MORE
        assert entry["overdue"] == (entry["last"] is not None and entry["last"] < "2026-11-23")
    on = [entry["date"] for entry in found["timeline"] if entry["date"]]
    assert on == sorted(on)
    rules = sum(action.basis == RULE for action in transition.actions)
    assert sum(entry["basis"] == "rule" for entry in found["timeline"]) == rules
    for claim in (*found["timeline"], *found["rights"], *found["red_flags"], *found["catch_22s"]):
        assert bool(claim["caution"]) == (claim["confidence"] != "seen")
        assert (claim["source"] is None) == (claim["confidence"] == "unsourced")


def test_a_friday_and_closed_days_are_said(dates: Dates) -> None:
    found = dates("prison-release", *FRIDAY)
    assert found["friday"].startswith("That day is a Friday.")
    falls = {entry["last"]: (entry["falls"], entry["next_working_day"]) for entry in found["timeline"]}
    assert falls["2026-12-25"] == ("Christmas Day (bank holiday)", "2026-12-29")
    (begins,) = found["timeline"][0]["shut"]
    assert begins == {"date": "2026-05-31", "falls": "Sunday", "before": "2026-05-29", "after": "2026-06-01"}
    assert dates("prison-release", "--date", "2026-11-25")["friday"] is None


def test_services_that_help_with_it_stand_beside(dates: Dates, say: Say) -> None:
    found = dates("psychiatric-discharge", *FRIDAY)
    assert found["services"]
    text = say("transition", "psychiatric-discharge", *FRIDAY)
    for service in found["services"]:
        assert service.keys() >= {"id", "name", "organization", "stance"}
        assert f"navigator show {service['id']}" in text
    assert "No service in this directory says so. That is a gap" in say("transition", "borough-move", *FRIDAY)


def test_people_read_the_days_the_cautions_and_what_is_overdue(say: Say) -> None:
    text = say("transition", "prison-release", *FRIDAY)
    assert text.startswith("Leaving prison")
    assert "When: Sunday 31 May 2026 to Friday 16 October 2026. Overdue: the last day has passed." in text
    assert "Check before relying on this." in text
    assert "No date yet: it is counted from the first night in CAS3." in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 100


def test_a_past_day_is_one_line_above_the_timeline(say: Say, dates: Dates) -> None:
    text = say("transition", "eviction", "--date", "2026-11-20", "--today", "2026-11-23")
    line = "That day has passed: 3 days ago. 3 things should have been done by now."
    assert text.index(line) < text.index("  1. [ ]")
    assert dates("eviction", "--date", "2026-11-20", "--today", "2026-11-23")["past"] == line
    assert dates("eviction", "--date", "2026-11-23", "--today", "2026-11-23")["past"] is None


def test_today_is_londons_unless_given(dates: Dates) -> None:
    before = london_now().date()
    found = dates("eviction", "--date", "2026-11-27")["today"]
    assert before.isoformat() <= found <= london_now().date().isoformat()


def test_another_day_dates_what_is_counted_from_it(dates: Dates, say: Say) -> None:
    before = dates("eviction", *FRIDAY)
    assert "written-notice" in [each["name"] for each in before["anchors"]]
    after = dates(
        "eviction", *FRIDAY, "--anchor", "Written-Notice=2026-11-02", "--anchor", "possession-hearing=2027-01-04"
    )
    assert [each["name"] for each in after["anchors"]] == ["crisis-treatment-ends", "council-decision-letter"]
    assert sum(bool(each["date"]) for each in after["timeline"]) > sum(
        bool(each["date"]) for each in before["timeline"]
    )
    assert after["timeline"][1]["date"] == "2026-11-02"
    assert "--anchor NAME=DAY" in say("transition", "eviction", *FRIDAY)


def test_the_list_names_every_transition(say: Say, dates: Dates) -> None:
    text = say("transition")
    assert all(f"navigator transition {one} --date DAY" in text for one in IDS)
    assert [one["id"] for one in dates()["transitions"]] == IDS


def test_a_calendar_file_has_the_numbers_of_the_list(say: Say, dates: Dates, tmp_path: Path) -> None:
    path = tmp_path / "days.ics"
    text = say("transition", "prison-release", *FRIDAY, "--ics", str(path))
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert f"{len(events)} reminders are in" in " ".join(text.split())
    found = dates("prison-release", *FRIDAY, "--ics", str(path))
    assert found["ics"] == str(path)
    dated = [entry["number"] for entry in found["timeline"] if entry["date"]]
    assert [str(event["SUMMARY"]) for event in events] == [f"Reminder {number} of 18" for number in dated]


def test_a_calendar_file_that_cannot_be_written_is_one_line(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "none" / "days.ics"
    status, line = told("transition", "eviction", *FRIDAY, "--ics", str(path))
    assert status == 1
    assert "cannot be written: No such file or directory." in line
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["evicton", *FRIDAY], ["'evicton'", "Allowed: eviction, ", "relationship-breakdown"]),
        (["prison", *FRIDAY], ["Allowed: prison-release, "]),
        (["", *FRIDAY], ["Allowed: prison-release, "]),
        (["eviction"], ["--date is needed: the day the home is lost", "2026-11-27"]),
        (["--date", "2026-11-27"], ["--date goes with a transition", "prison-release"]),
        (["eviction", "--date", "27/11/2026"], ["--date", "'27/11/2026'", "YYYY-MM-DD"]),
        (["eviction", "--date", "2026-02-30"], ["'2026-02-30'", "YYYY-MM-DD"]),
        (["eviction", "--date", "20261127"], ["YYYY-MM-DD"]),
        (["eviction", "--date", "2026-W48-5"], ["YYYY-MM-DD"]),
        (["eviction", "--date", "0026-11-27"], ["from 2000 to 2099"]),
        (["eviction", "--date", ""], ["''", "such as 2026-11-27"]),
        (["eviction", "--date", "2026-11-27", "--today", "yesterday"], ["--today", "'yesterday'"]),
        (["eviction", *FRIDAY, "--anchor", "admission=2026-11-20"], ["'admission'", "written-notice"]),
        (["eviction", *FRIDAY, "--anchor", "written-notice"], ["--anchor", "YYYY-MM-DD"]),
        (["change-of-worker", *FRIDAY, "--anchor", "x=2026-11-20"], ["Allowed: service-end-date."]),
        (["borough-move", *FRIDAY, "--anchor", "x=2026-11-20"], ["counts from no other day"]),
        (["eviction", *FRIDAY, "--icals", "x"], ["Did you mean --ics?"]),
    ],
    ids=lambda part: " ".join(part[:3]) if part and part[0] in {"eviction", "evicton"} else None,
)
def test_misuse_is_answered_by_what_is_allowed(told: Told, argv: list[str], named: list[str]) -> None:
    status, line = told("transition", *argv)
    assert status == 2
    assert all(name in line for name in named), line


@given(
    st.sampled_from(IDS), st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31))
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_days_give_a_timeline(dates: Dates, transition: str, day: date, today: date) -> None:
    found = dates(transition, "--date", day.isoformat(), "--today", today.isoformat())
    assert (found["date"], found["today"]) == (day.isoformat(), today.isoformat())
    assert bool(found["past"]) == (day < today)
