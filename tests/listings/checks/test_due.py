import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.listings.changes.editor import NOBODY
from navigator.listings.checks.due import Due, DueList
from navigator.listings.checks.due_days import Report
from navigator.listings.checks.found import Found
from navigator.listings.checks.intervals import months_after, read_intervals
from navigator.listings.checks.verifying import no_answer, verify
from navigator.resources import resource

TODAY = date(2026, 11, 23)
CRISIS = "slam-crisis-line"
FOOD = "lewisham-foodbank"
ALL = Found("phone", frozenset({"all"}))


def listed(store: Store, reported: Mapping[str, Report] | None = None, today: date = TODAY) -> dict[str, Due]:
    with closing(store.connect()) as connection:
        return {due.id: due for due in DueList(connection, today, reported).first()}


def test_never_checked_is_due_at_once_by_harm_and_closed_never(store: Store) -> None:
    due = list(listed(store).values())
    with closing(store.connect()) as connection:
        running = {key for (key,) in connection.execute("SELECT id FROM service WHERE status <> 'closed'")}
    assert {one.id for one in due} == running
    assert [one.value for one in due] == sorted((one.value for one in due), reverse=True)
    assert due[0].harm == "crisis"
    assert due[-1].harm == "other"
    assert all(one.says.startswith("Never checked; ") for one in due)


def test_a_check_holds_for_its_interval_and_half_of_it_where_it_left_something_out(store: Store) -> None:
    verify(store, CRISIS, ALL, NOBODY, TODAY)
    verify(store, "samaritans", Found("phone", frozenset({"hours"})), NOBODY, TODAY)
    verify(store, "shout-85258", Found("website", frozenset({"all"})), NOBODY, TODAY)
    assert not {CRISIS, "samaritans", "shout-85258"} & listed(store).keys()
    after_two = listed(store, today=months_after(TODAY, 2))
    assert CRISIS not in after_two
    assert "samaritans" in after_two
    assert after_two["shout-85258"].says.startswith("Only its website was read, on 23 November 2026; ")
    again = listed(store, today=months_after(TODAY, 3))[CRISIS]
    assert (again.due_on, again.why[0]) == ("2027-02-23", "last checked on 23 November 2026")


def test_the_day_a_coordinator_set_wins(store: Store) -> None:
    verify(store, CRISIS, Found("phone", frozenset({"all"}), next_due=date(2027, 11, 1)), NOBODY, TODAY)
    assert CRISIS not in listed(store, today=date(2027, 10, 31))
    assert CRISIS in listed(store, today=date(2027, 11, 1))


def test_what_was_reported_brings_it_forward(store: Store) -> None:
    verify(store, FOOD, ALL, NOBODY, TODAY)
    told = listed(store, {FOOD: Report(("phone", "hours")), "nobody": Report(("phone",))})[FOOD]
    assert "reported wrong: phone, hours" in told.says
    assert told.due_on == "", "not since a day that is still to come"
    plain, worse = listed(store)["samaritans"], listed(store, {"samaritans": Report(refusals=True)})["samaritans"]
    assert worse.value == pytest.approx(2 * plain.value)
    assert "people were refused there" in worse.says


def test_a_check_has_heard_of_refusals(store: Store) -> None:
    verify(store, CRISIS, ALL, NOBODY, TODAY)
    report = {CRISIS: Report(refusals=True)}
    assert CRISIS not in listed(store, report)
    assert CRISIS in listed(store, report, today=months_after(TODAY, 2))


def test_a_number_nobody_answered_waits_and_then_says_so(store: Store) -> None:
    no_answer(store, CRISIS, NOBODY, TODAY)
    assert CRISIS not in listed(store)
    assert listed(store, today=date(2026, 11, 25))[CRISIS].says.endswith("nobody answered on 23 November 2026")
    assert CRISIS in listed(store, {CRISIS: Report(("phone",))})


def test_one_of_few_is_told(store: Store) -> None:
    told = [due.says for due in listed(store).values()]
    assert any("the only one listed for " in says for says in told)


def test_the_calls_bring_what_else_the_organisations_have_due(store: Store) -> None:
    with closing(store.connect()) as connection:
        due = DueList(connection, TODAY)
        first, calls = due.first(3), due.for_calls(3)
        organizations = {one.organization for one in first}
        assert calls[:3] == first
        assert {one.id for one in calls} == {one.id for one in due.first() if one.organization in organizations}


def test_months_end_where_a_month_ends() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 31), -2) == date(2025, 11, 30)


def test_the_reviewed_intervals_say_why(store: Store) -> None:
    harms = read_intervals().harms
    assert [harm.code for harm in harms[:4]] == ["crisis", "prescribing", "refuge", "tonight"]
    assert all(harm.why.endswith(".") for harm in harms)
    with closing(store.connect()) as connection:
        known = {f"{row[0]}:{row[1]}" for row in connection.execute("SELECT taxonomy, code FROM taxonomy_term")}
    assert {code for harm in harms for code in harm.codes} <= known


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("weight = 7", "weight = 9", "the worst must stand first"),
        ("months = 3", "months = 0", "'months' must be 1 or more"),
        ("first = 6", "first = 2", "'further' is more than 'first'"),
        ("[tried]", "[tired]", "unknown key 'tired'"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    path = tmp_path / "intervals.toml"
    path.write_text(resource("intervals.toml").read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(NavigatorError, match=says):
        read_intervals(path)


def test_to_read_what_is_due_imports_nothing_that_writes() -> None:
    code = "import sys, navigator.listings.checks.due, navigator.listings.checks.hour; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
