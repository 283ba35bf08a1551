"""``refer --counts``: what happened after referrals, as a table for commissioners."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from navigator.refer.experience import Experience
from navigator.refer.outcomes import What
from tests.terminal import Say, Told, hundred_columns, say, told

__all__ = ["hundred_columns", "say", "told"]

ID, NAME = "manna-society-day-centre", "Manna"
DAY = date(2026, 11, 23)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder where seven people were taken on, and three refused."""
    experience = Experience(tmp_path / "data")
    for what, times in ((What("taken-on"), 7), (What("refused", "no-space"), 3)):
        for _ in range(times):
            experience.record(ID, what, DAY)
    return tmp_path / "data"


def test_the_counts_are_written_and_what_is_under_five_is_not_told(say: Say, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "referral-counts.csv"
    printed = say("refer", "--counts", str(out), "--data", str(data))
    assert f"Written: {out}" in " ".join(printed.split())
    assert "any under five is withheld" in printed
    assert "headings" not in printed
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    figures = {(row[3], row[4]): row[5] for row in rows if row[0] == ID}
    assert all(NAME in row[1] for row in rows[1:])
    assert figures["taken on", ""].startswith("5")
    assert {figure for (outcome, _), figure in figures.items() if outcome == "refused"} == {"fewer than 5"}


def test_where_nothing_was_noted_the_table_says_so(say: Say, tmp_path: Path) -> None:
    out = tmp_path / "counts.CSV"
    found = json.loads(say("refer", "--counts", str(out), "--json"))
    assert found["written"] == str(out)
    assert "only its headings" in found["notes"][0]
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ((), "Name a service"),
        (("--counts", "counts.txt"), "ends in .csv"),
        ((ID, "--counts", "counts.csv"), "no id"),
        (("--counts", "counts.csv", "--out", "sheet.pdf"), "no --out"),
    ],
)
def test_what_does_not_go_together_is_said_in_one_line(told: Told, argv: tuple[str, ...], says: str) -> None:
    status, line = told("refer", *argv)
    assert status == 2
    assert says in line


def test_a_table_that_cannot_be_written_is_said_in_one_line(told: Told, data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    status, line = told("refer", "--counts", str(tmp_path / "file" / "counts.csv"), "--data", str(data))
    assert status == 1
    assert "cannot be written" in line
