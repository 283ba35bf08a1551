import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from navigator.cli import main

BLOCKED = "quay-health-social-prescribing"
PERSON = {"gp": ["not-registered"], "area": ["Southwark"], "need": ["housing"]}
MONDAY = ("--at", "2026-11-23 10:00")
ABOUT = {"id", "name", "organization", "outcome"}
KEYS = ABOUT | {"blocked_by", "challenge", "routes", "loop", "wall", "instead", "next_step"}
STEP = ABOUT - {"id"} | {"service", "changes", "gives", "referral", "do", "door", "phone", "sure", "source", "caution"}

Routes = Callable[..., tuple[int, str, str]]


@pytest.fixture
def routes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Routes:
    """Runs the command for a service and some answers: its status, what it prints and what it says went wrong."""

    def run(service_id: str, answers: Any, *more: str) -> tuple[int, str, str]:
        path = tmp_path / "answers.json"
        content = answers if isinstance(answers, bytes) else json.dumps(answers).encode()
        path.write_bytes(content)
        status = main(["routes", service_id, "--answers", str(path), *MONDAY, *more])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_way_in_for_programs(routes: Routes) -> None:
    status, out, err = routes(BLOCKED, PERSON, "--json")
    answer = json.loads(out)
    assert (status, err, set(answer)) == (0, "", KEYS)
    assert [rule["facet"] for rule in answer["blocked_by"]] == ["gp"]
    assert answer["blocked_by"][0]["source"]["url"]
    step = answer["routes"][0]["steps"][0]
    assert set(step) == STEP
    assert step["gives"] == {"gp": "registered-locally"}


def test_a_way_in_for_people(routes: Routes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    status, out, _ = routes(BLOCKED, PERSON)
    assert status == 0
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0].endswith(": their rules say no.")
    assert "Way in 1: this usually works" in lines
    assert "Usually: They are registered with a GP there, who can also refer them." in lines
    assert lines[-1].startswith("Navigator saves nothing about a person.")


def test_where_there_is_none_the_rule_is_named_and_another_service(routes: Routes) -> None:
    status, out, _ = routes("akt", {"age": 40, "need": ["housing"]})
    assert status == 0
    assert "No way in was found." in out
    assert "Going through another service does not change this rule: age." in out
    assert "Instead: " in out


def test_a_service_that_does_not_say_no_is_one_line(routes: Routes) -> None:
    status, out, _ = routes("samaritans", PERSON)
    assert (status, len(out.splitlines())) == (0, 1)
    assert out.startswith("Samaritans does not say no")
    answer = json.loads(routes("samaritans", PERSON, "--json")[1])
    assert (answer["routes"], answer["blocked_by"]) == ([], [])


def test_answers_come_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(PERSON).encode())))
    assert main(["routes", BLOCKED, "--answers", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == BLOCKED


@pytest.mark.parametrize(
    ("service_id", "answers", "told"),
    [
        ("quay-helth-social", PERSON, "There is no listing 'quay-helth-social'. Did you mean quay-health"),
        (BLOCKED, {"age": -1}, "-1 is not an age"),
        (BLOCKED, {"colour": ["red"]}, "there is no facet called 'colour'"),
        (BLOCKED, b"{", "not JSON at line 1"),
        (BLOCKED, b"\xff{}", "byte 1 is not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_one_line(routes: Routes, service_id: str, answers: Any, told: str) -> None:
    status, out, err = routes(service_id, answers)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert told in err


def test_answers_that_are_not_there_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["routes", BLOCKED, "--answers", str(tmp_path / "none.json")]) == 1
    assert "none.json cannot be read" in capsys.readouterr().err


def test_misuse_says_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["routes", BLOCKED])
    assert ended.value.code == 2
    assert "--answers" in capsys.readouterr().err
