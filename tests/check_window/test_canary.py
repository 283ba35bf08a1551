"""Nothing a person said is kept: a whole conversation is held in the real program, and everything it wrote is read."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from navigator.check import read_questions
from tests.check_window.conversation import AGE, BOROUGH, DAY, FRIEND, MET, NOTE, STARRED, START, STORY, TYPED
from tests.conftest import USER_FOLDERS

PROJECT = Path(__file__).parent.parent.parent
LONGEST_S = 240
QUESTIONS = read_questions()
CHOICES = [choice for question in QUESTIONS.questions for choice in question.choices]
WORDS = [
    *TYPED,
    *(NOTE, STORY, FRIEND, START),
    *STARRED,
    BOROUGH,
    *(f"{day:{form}}" for day in (DAY, MET) for form in ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")),
    f"{MET.day} {MET:%B %Y}",
    *(choice.label for choice in CHOICES),
    *(choice.value for choice in CHOICES if "-" in choice.value),
    *(need.label for need in QUESTIONS.needs),
]


@pytest.fixture(scope="module", params=["closed", "crashed"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One conversation in a process whose every folder is its own, which was closed, or which crashed."""
    folder = tmp_path_factory.mktemp("canary")
    folders = {name: folder / place for name, place in {**USER_FOLDERS, "TMPDIR": "temporary"}.items()}
    for place in folders.values():
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    crash = request.param == "crashed"
    done = subprocess.run(
        [sys.executable, "-m", "tests.check_window.conversation", *(["crash"] if crash else [])],
        env={**os.environ, **{name: str(place) for name, place in folders.items()}, "PYTHONPATH": str(PROJECT)},
        cwd=folders["TMPDIR"],
        capture_output=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == (-signal.SIGABRT if crash else 0), done.stderr.decode()
    seen, _, rest = done.stdout.decode().partition("\n")
    return {"folder": folder, "seen": json.loads(seen), "told": rest + done.stderr.decode(), "crash": crash}


def test_something_was_said_of_every_facet_that_is_asked_about(run: dict[str, Any]) -> None:
    asked = {question.facet for question in QUESTIONS.questions}
    assert set(run["seen"]["facets"]) == asked
    assert run["seen"]["values"] > len(asked)


def test_a_day_was_picked(run: dict[str, Any]) -> None:
    assert run["seen"]["days"] == [str(DAY)]


def test_every_sheet_was_made_that_something_is_typed_for(run: dict[str, Any]) -> None:
    assert STARRED[0] in run["seen"]["starred"]
    assert len(run["seen"]["starred"]) == 2
    assert run["seen"]["held"] == ["answers", "days", "shortlist", "words"]
    assert run["seen"]["printed"] == 2


def test_the_sheet_that_was_saved_on_purpose_holds_what_is_on_it_and_no_more(run: dict[str, Any]) -> None:
    sheet = Path(run["seen"]["saved"]).read_text(encoding="utf-8")
    assert [word for word in (NOTE, f"{MET.day} {MET:%B %Y}", STORY, FRIEND, START) if word in sheet] == [
        NOTE,
        f"{MET.day} {MET:%B %Y}",
    ]


def test_no_file_holds_anything_that_was_said(run: dict[str, Any]) -> None:
    saved = Path(run["seen"]["saved"])
    written = [path for path in run["folder"].rglob("*") if path.is_file() and path != saved]
    assert run["crash"] or written, "closing keeps how the window looked"
    for path in written:
        held = path.read_bytes().lower()
        for word in (*WORDS, *run["seen"]["starred"]):
            for encoding in ("utf-8", "utf-16-le"):
                assert word.lower().encode(encoding) not in held, f"{path.name} holds something that was said"


def test_settings_hold_how_the_window_looked_and_nothing_else(run: dict[str, Any]) -> None:
    for path in run["folder"].rglob("*.conf"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.partition("=")[2] not in {AGE, f'"{AGE}"'}


def test_neither_title_nor_clipboard_nor_report_of_a_fault_holds_it(run: dict[str, Any]) -> None:
    seen = json.dumps([run["seen"]["titles"], run["seen"]["clipboard"], run["told"]]).casefold()
    assert [word for word in WORDS if word.casefold() in seen] == []
    assert run["seen"]["titles"] == ["Clock", "Navigator"]
    assert run["seen"]["clipboard"] == ""
    assert AGE not in run["told"]
    assert ("KeyError" in run["told"]) == run["crash"]
