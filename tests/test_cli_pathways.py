"""``pathways``, run as a program is: the list, a situation with its local services, and what is refused."""

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
from navigator.pathways import Situation
from navigator.pathways.situations import read_principles, read_situations
from tests.terminal import Say, Told, TypeIn, hundred_columns, say, told, type_in

__all__ = ["hundred_columns", "say", "told", "type_in"]

ROOT = Path(__file__).parent.parent
SITUATIONS = read_situations()
IDS = [situation.id for situation in SITUATIONS]
MONDAY = ("--at", "2026-11-23 14:00")
MAN = {"age": 34, "gender": ["man"], "area": ["Lambeth"], "substance-use": ["alcohol-current"]}
STEP = {"n", "role", "do", "hand_over", "if_refused", "risk_of_gap", "services", "source", "confidence", "caution"}
SERVICE = {"id", "outcome", "name", "stance", "way_in", "because", "local"}
PRIVACY = "Navigator saves nothing about a person. What you print or copy is yours to look after."

Follow = Callable[..., dict[str, Any]]


@pytest.fixture
def follow(say: Say, type_in: TypeIn) -> Follow:
    """A situation as one JSON document, for somebody where answers are given."""

    def run(situation: str, answers: object = None, *argv: str) -> dict[str, Any]:
        given = () if answers is None else ("--answers", "-")
        type_in(json.dumps(answers).encode())
        found: dict[str, Any] = json.loads(say("pathways", situation, "--json", *given, *MONDAY, *argv))
        return found

    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_list_has_every_situation_and_what_holds_in_all(say: Say) -> None:
    found = json.loads(say("pathways", "--json"))
    assert [one["id"] for one in found["situations"]] == IDS
    assert [one["name"] for one in found["situations"]] == [one.name for one in SITUATIONS]
    assert [one["text"] for one in found["principles"]] == [claim.text for claim in read_principles()]
    text = flat(say("pathways"))
    for situation in SITUATIONS:
        assert f"{situation.name} navigator pathways {situation.id}" in text
    for claim in read_principles():
        assert claim.text in text
        assert flat(claim.source_says) in text


@pytest.mark.parametrize("situation", SITUATIONS, ids=IDS)
def test_a_situation_has_the_keys_it_promises(follow: Follow, situation: Situation) -> None:
    found = follow(situation.id)
    assert found.keys() >= {"steps", "catch_22s"}
    assert [each["n"] for each in found["steps"]] == [step.n for step in situation.steps]
    for each, step in zip(found["steps"], situation.steps, strict=True):
        assert each.keys() >= STEP
        assert (each["do"], each["confidence"]) == (step.do, step.confidence)
        assert bool(each["caution"]) == (each["confidence"] != "seen")
        assert (each["source"] is None) == (each["confidence"] == "unsourced")
        assert len(each["services"]) == min(5, each["total"])
        for service in each["services"]:
            assert service.keys() >= SERVICE
            assert service["outcome"] is None
        assert (each["gap"] is None) == any(service["local"] for service in each["services"])
        assert {one["id"] for one in found["catch_22s"] if step.n in one["steps"]} == set(each["catch_22s"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=IDS)
def test_people_read_all_of_it_with_its_sources(say: Say, situation: Situation) -> None:
    text = say("pathways", situation.id, *MONDAY)
    assert text.startswith(situation.name)
    assert max(map(len, text.splitlines())) <= 100
    read = flat(text)
    for step in situation.steps:
        for part in (step.role, step.do, step.hand_over, step.if_refused, step.risk_of_gap):
            assert flat(part) in read
        for source in step.sources:
            assert flat(source.says) in read
    assert read.count("Check before relying on this.") >= sum(bool(step.caution) for step in situation.steps)
    assert PRIVACY not in read


def test_with_answers_each_service_has_its_outcome(follow: Follow, say: Say, type_in: TypeIn) -> None:
    found = follow("woman-fleeing-abuse-both", MAN, "--limit", "50")
    assert found["boroughs"] == ["Lambeth"]
    said_no = 0
    for each in found["steps"]:
        outcomes = [service["outcome"] for service in each["services"]]
        assert set(outcomes) <= set(OUTCOMES)
        refused = [outcome == "says-no" for outcome in outcomes]
        assert refused == sorted(refused)
        assert sum(refused) == each["refused"]
        assert all(service["because"] for service in each["services"])
        said_no += sum(refused)
    assert said_no
    type_in(json.dumps(MAN).encode())
    text = flat(say("pathways", "woman-fleeing-abuse-both", "--answers", "-", *MONDAY))
    assert "Their rules say no. Only for: women. You said: man." in text
    assert "whose rules say no" in text
    assert "GAP: No service in this directory takes this step in Lambeth." in text
    assert text.endswith(PRIVACY)


def test_a_gap_names_whom_to_ask(follow: Follow, say: Say, type_in: TypeIn) -> None:
    havering = {"area": ["Havering"]}
    gaps = [each["gap"] for each in follow("leaving-prison-with-both", havering)["steps"] if each["gap"]]
    assert {gap["kind"] for gap in gaps} <= {"nobody", "far", "refused"}
    (ask,) = {json.dumps(gap["ask"]) for gap in gaps if gap["ask"]}
    assert json.loads(ask)["confidence"] == "seen"
    type_in(json.dumps(havering).encode())
    text = flat(say("pathways", "leaving-prison-with-both", "--answers", "-", *MONDAY))
    assert text.count("GAP: ") == len(gaps)
    assert f"Ask: “{json.loads(ask)['words']}” Source: " in text


def test_a_file_of_answers_is_read(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(MAN), encoding="utf-8-sig")
    found = json.loads(say("pathways", IDS[0], "--answers", str(path), "--json", *MONDAY))
    assert all(service["outcome"] for each in found["steps"] for service in each["services"])


def test_a_limit_is_how_many_services_a_step_has(follow: Follow) -> None:
    found = follow(IDS[0], None, "--limit", "1")
    assert all(len(each["services"]) == min(1, each["total"]) for each in found["steps"])


def test_an_unknown_situation_is_one_line_with_the_nearest_and_the_list(told: Told) -> None:
    status, line = told("pathways", "rough-sleeping")
    assert status == 2
    assert "There is no situation 'rough-sleeping'. Did you mean rough-sleeping-both" in line
    assert all(one in line for one in IDS)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.text(min_size=1).filter(lambda text: not text.startswith("-")))
def test_any_other_word_is_one_line(told: Told, wanted: str) -> None:
    status, line = told("pathways", wanted)
    assert status == 2
    assert line.startswith("There is no situation")


@pytest.mark.parametrize(
    ("argv", "status", "says"),
    [
        (("--limit", "3"), 2, "--limit goes with a situation. Use one of: "),
        (("--answers", "-"), 2, "--answers goes with a situation."),
        ((IDS[0], "--limit", "0"), 2, "'0' is not a whole number"),
        ((IDS[0], "--answers", "no-such-file"), 1, "no-such-file cannot be read"),
        ((IDS[0], "--answers", ""), 1, "cannot be read"),
        ((IDS[0], "--need", "food"), 2, "there is no option --need"),
        ((IDS[0], IDS[1]), 2, "is one too many here"),
    ],
)
def test_what_it_refuses_it_says_in_one_line(told: Told, argv: tuple[str, ...], status: int, says: str) -> None:
    found, line = told("pathways", *argv)
    assert found == status
    assert says in line


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "not JSON"), (b"\xff", "byte 1 is not UTF-8 text"), (b'{"colour": ["red"]}', "colour"), (b"", "not JSON")],
)
def test_answers_that_cannot_be_read_are_one_line(told: Told, type_in: TypeIn, content: bytes, says: str) -> None:
    type_in(content)
    status, line = told("pathways", IDS[0], "--answers", "-")
    assert status == 1
    assert says in line


def test_the_list_needs_no_directory(say: Say, tmp_path: Path) -> None:
    (tmp_path / "services.sqlite").write_bytes(b"not a directory at all" * 100)
    assert json.loads(say("pathways", "--json", "--data", str(tmp_path)))["situations"]


def test_a_damaged_directory_is_one_line(told: Told, tmp_path: Path) -> None:
    (tmp_path / "services.sqlite").write_bytes(b"not a directory at all" * 100)
    status, _ = told("pathways", IDS[0], "--data", str(tmp_path))
    assert status == 1


def test_it_brings_no_window_and_nothing_that_writes() -> None:
    code = (
        "import json, sys\nfrom navigator.cli import main\n"
        f"main(['pathways', '{IDS[0]}', '--json'])\n"
        "print(json.dumps([name.partition('.')[0] for name in sys.modules]), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert not {"PySide6", "sqlmodel", "sqlalchemy", "pydantic"} & set(json.loads(ran.stderr.splitlines()[-1]))
