"""``check``, run as a program is: where every service stands for one person or many, and what is refused."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from navigator.check import OUTCOMES
from navigator.cli import main
from tests.terminal import Say, Told, TypeIn, hundred_columns, say, told, type_in

__all__ = ["hundred_columns", "say", "told", "type_in"]

ROOT = Path(__file__).parent.parent
MONDAY = ("--at", "2026-11-23 14:00")
KEYS = {"services", "next_question", "counts"}
SERVICE = {"id", "outcome", "met", "unmet", "unknown", "ask"}
RULE = {"facet", "rule", "why", "source", "strength"}
MAN = {"age": 34, "gender": ["man"], "area": ["Lambeth"], "housing": ["rough-sleeping"]}
PRIVACY = "Navigator saves nothing about a person. What you print or copy is yours to look after."

CheckOne = Callable[..., dict[str, Any]]


@pytest.fixture
def check(say: Say, type_in: TypeIn) -> CheckOne:
    """Where everything stands for one person, as one JSON document."""

    def run(answers: object, *argv: str) -> dict[str, Any]:
        type_in(json.dumps(answers).encode())
        found: dict[str, Any] = json.loads(say("check", "--answers", "-", "--json", *MONDAY, *argv))
        return found

    return run


def outcomes(found: dict[str, Any]) -> list[str]:
    return [service["outcome"] for service in found["services"]]


# One person -----------------------------------------------------------------------------------------------------------


def test_a_document_has_the_keys_it_promises(check: CheckOne) -> None:
    found = check(MAN)
    assert found.keys() >= KEYS
    assert set(found["counts"]) == set(OUTCOMES)
    assert {outcome: outcomes(found).count(outcome) for outcome in OUTCOMES} == found["counts"]
    for service in found["services"]:
        assert service.keys() >= SERVICE
        for rule in (*service["met"], *service["unmet"], *service["unknown"]):
            assert rule.keys() >= RULE
            assert rule["rule"] in {"requires", "excludes", "covers"}
            assert rule["strength"] in {"hard", "discretionary", "contested"}
            assert rule["why"]
            assert rule["source"].keys() == {"title", "url", "date"}
            assert ("minimum" in rule) is (rule["facet"] == "age")
    assert all(isinstance(question, str) for service in found["services"] for question in service["ask"])


def test_services_come_best_first_and_each_once(check: CheckOne) -> None:
    found = check(MAN)
    assert outcomes(found) == sorted(outcomes(found), key=OUTCOMES.index)
    ids = [service["id"] for service in found["services"]]
    assert len(ids) == len(set(ids)) > 100


def test_a_no_gives_the_rule_what_was_said_and_the_source(check: CheckOne) -> None:
    refused = {one["id"]: one for one in check(MAN)["services"] if one["outcome"] == "says-no"}
    assert refused
    for service in refused.values():
        assert any(rule["strength"] == "hard" for rule in service["unmet"])
        assert all("You said" in rule["why"] for rule in service["unmet"])
    assert any(rule["why"] == "Only for: women. You said: man." for one in refused.values() for rule in one["unmet"])


def test_the_next_question_or_that_enough_is_known(check: CheckOne) -> None:
    asked = check({"need": ["housing"]})["next_question"]
    assert asked.keys() >= {"facet", "text", "why", "would_settle"}
    assert asked["would_settle"] > 0
    every = ["age", "gender", "area", "housing", "recourse", "substance-use", "mental-health", "criminal-justice"]
    every += ["domestic-abuse", "exploitation", "family", "gp", "identity", "risk"]
    assert check({"need": ["housing"], "declined": every})["next_question"] is None


def test_a_need_leaves_only_services_for_it(check: CheckOne) -> None:
    everything = check({})
    housing = check({"need": ["housing"]})
    assert 0 < len(housing["services"]) < len(everything["services"])
    assert housing["services"] == check({}, "--need", "Housing")["services"]
    both = check({"need": ["housing"]}, "--need", "legal")
    assert both["services"] == check({}, "--need", "housing", "--need", "legal")["services"]
    assert len(both["services"]) > len(housing["services"])
    assert both["need"] == ["housing", "legal"]


def test_declining_everything_says_no_to_nobody(check: CheckOne) -> None:
    found = check({"declined": ["age", "gender", "area", "recourse", "housing", "risk"]})
    assert found["counts"] == check({})["counts"]
    assert found["counts"]["says-no"] == 0
    assert found["counts"]["meets-rules"] > 0


def test_a_limit_is_of_each_group(check: CheckOne) -> None:
    some, every = check(MAN, "--limit", "2"), check(MAN)
    assert some["counts"] == every["counts"]
    assert outcomes(some) == [outcome for outcome in OUTCOMES for _ in range(min(2, every["counts"][outcome]))]


def test_names_of_boroughs_are_read_in_any_case(check: CheckOne) -> None:
    assert check({"area": ["LAMBETH"]}) == check({"area": ["Lambeth"]})


def test_answers_are_read_from_a_file(say: Say, check: CheckOne, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(MAN, indent=2).encode())
    assert json.loads(say("check", "--answers", str(path), "--json", *MONDAY)) == check(MAN)


# For people -----------------------------------------------------------------------------------------------------------


def test_people_read_where_to_try_what_to_ask_and_why_not(say: Say, type_in: TypeIn, check: CheckOne) -> None:
    counts = check(MAN)["counts"]
    type_in(json.dumps(MAN).encode())
    printed = " ".join(say("check", "--answers", "-", *MONDAY).split())
    to_try = int(printed.removeprefix("Places to try: ").partition(".")[0])
    assert f"Places to try: {to_try}. The first 10: 1. " in printed
    assert counts["meets-rules"] <= to_try
    assert f"Worth asking: {counts['meets-rules'] + counts['worth-asking'] - to_try}" in printed
    assert f"Their rules say no: {counts['says-no']}" in printed
    assert "You said: man." in printed
    assert "Source: " in printed
    assert "Ask: “" in printed
    assert "Ring: 0" in printed
    assert "Instead: " in printed
    assert "Nobody has checked any of these with the service." in printed
    assert printed.endswith(PRIVACY)
    assert "eligible" not in printed.casefold()


def test_people_read_the_next_question(say: Say, type_in: TypeIn, check: CheckOne) -> None:
    asked = check({"need": ["housing"]})["next_question"]
    type_in(b'{"need": ["housing"]}')
    printed = " ".join(say("check", "--answers", "-", "--limit", "1").split())
    assert f"Next question: {asked['text']}" in printed
    assert f"Why we ask: {asked['why']}" in printed
    type_in(json.dumps({"need": ["housing"], "declined": ["area"]} | {"age": 34}).encode())
    assert PRIVACY in " ".join(say("check", "--answers", "-", "--limit", "1").split())


# Many people ----------------------------------------------------------------------------------------------------------


def test_a_batch_is_one_line_out_for_each_line_in(say: Say, type_in: TypeIn, check: CheckOne) -> None:
    people: list[dict[str, Any]] = [MAN, {}, {"gender": ["woman"], "need": ["housing"]}, MAN]
    type_in("".join(f"{json.dumps(person)}\r\n" for person in people).encode())
    lines = say("check", "--batch", "-", *MONDAY).splitlines()
    assert [json.loads(line) for line in lines] == [check(person) for person in people]


def test_a_batch_needs_no_last_line_end_and_may_be_empty(say: Say, type_in: TypeIn) -> None:
    type_in(b'{}\n{"age": 34}')
    assert len(say("check", "--batch", "-", "--limit", "1").splitlines()) == 2
    type_in(b"")
    assert say("check", "--batch", "-") == ""


@pytest.mark.parametrize("line", [b"", b"  ", b"{", b'{"houses": []}', b"\xff{}", b'{"age": -1}'])
def test_a_bad_line_is_named_and_those_before_it_are_out(
    type_in: TypeIn, capsys: pytest.CaptureFixture[str], line: bytes
) -> None:
    type_in(b'{}\n{"age": 34}\n' + line + b"\n{}\n")
    status = main(("check", "--batch", "-", "--limit", "1"))
    said = capsys.readouterr()
    assert status == 1
    assert len(said.out.splitlines()) == 2
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("Standard input, line 3")


def test_an_answer_is_out_before_the_next_person_is_in() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui", "check", "--batch", "-", "--limit", "1"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for age in (17, 34):
            program.stdin.write(b'{"age": %d}\n' % age)
            program.stdin.flush()
            assert json.loads(program.stdout.readline()).keys() >= KEYS


# What cannot be meant -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "named", "allowed"),
    [
        ('{"houses": ["hostel"]}', "'houses'", "housing"),
        ('{"housing": ["castle"]}', "'castle'", "rough-sleeping"),
        ('{"area": ["Atlantis"]}', "'Atlantis'", "Lambeth"),
        ('{"need": ["gold"]}', "'gold'", "money-and-benefits"),
        ('{"age": -1}', "age", "0 to 120"),
        ('{"age": "34"}', "age", "0 to 120"),
        ('{"recourse": ["no-recourse"], "declined": ["recourse"]}', "'recourse'", "one of them"),
        ('{"housing": ["hostel"], "no": {"housing": ["hostel"]}}', "'hostel'", "one of them"),
        ('{"age": 3', "line 1, character", "not JSON"),
        ("[]", "object", '{"age": 34'),
        ("", "line 1", "not JSON"),
    ],
)
def test_answers_that_cannot_be_meant_name_the_place_and_what_is_allowed(
    told: Told, tmp_path: Path, answers: str, named: str, allowed: str
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(answers)
    for form in ((), ("--json",)):
        status, said = told("check", "--answers", str(path), *form)
        assert status == 1
        assert said.startswith(str(path))
        assert named in said
        assert allowed in said


def test_a_file_that_cannot_be_read_is_named(told: Told, tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        for option in ("--answers", "--batch"):
            status, said = told("check", option, str(path))
            assert status == 1
            assert str(path) in said
    binary = tmp_path / "binary.json"
    binary.write_bytes(b'{"age": 3\xff}')
    status, said = told("check", "--answers", str(binary))
    assert (status, "byte 10 is not UTF-8" in said) == (1, True)


def test_a_need_there_is_not_names_those_there_are(told: Told) -> None:
    status, said = told("check", "--answers", "-", "--need", "gold")
    assert status == 2
    assert "'gold'" in said
    assert "housing" in said


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("--answers", "a", "--batch", "b"),
        ("--answers",),
        ("--answers", "-", "x"),
        ("--answers", "-", "--limit", "0"),
        ("--answers", "-", "--at", "today"),
        ("--answers", "-", "--gender", "man"),
    ],
)
def test_a_command_given_wrongly_is_refused(told: Told, argv: tuple[str, ...]) -> None:
    status, _ = told("check", *argv)
    assert status == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(content=st.binary(max_size=60))
def test_no_file_does_more_than_be_refused(type_in: TypeIn, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    type_in(content)
    status = main(("check", "--answers", "-", "--limit", "1"))
    said = capsys.readouterr()
    assert status == 1
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
