"""The rules of the house that only a running program can show."""

import json
import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

ROOT = Path(__file__).parent.parent
QT = {"PySide6", "shiboken6"}
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic"}
REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"


def _modules_after(code: str) -> set[str]:
    """The top-level modules loaded in a new Python that ran the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{REPORT}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


@pytest.mark.parametrize("module", ["navigator.directory", "navigator.find", "navigator.cli", "ui.__main__"])
def test_importing_the_core_brings_no_window_and_no_writer(module: str) -> None:
    assert not _modules_after(f"import {module}") & (QT | HEAVY)


@pytest.mark.parametrize(
    "words",
    [
        ["find", "housing", "--json"],
        ["find", "housing"],
        ["now"],
    ],
)
def test_a_command_that_reads_brings_no_window_and_no_writer(words: list[str]) -> None:
    assert not _modules_after(f"from ui.__main__ import main; assert main({words!r}) == 0") & (QT | HEAVY)


def test_asking_for_a_display_brings_no_window() -> None:
    assert not _modules_after("from ui.shell.display import has_display; has_display()") & QT


def test_a_window_that_only_reads_brings_no_writer() -> None:
    assert not _modules_after("import ui.shell.application, ui.shell.main_window") & HEAVY


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "find", "housing", "--json"], cwd=ROOT, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["total"] > 0


@pytest.mark.parametrize(
    "place",
    [
        platformdirs.user_data_path,
        platformdirs.user_config_path,
        platformdirs.user_cache_path,
        platformdirs.user_state_path,
        platformdirs.user_log_path,
        platformdirs.user_runtime_path,
        platformdirs.user_documents_path,
        Path.home,
    ],
)
def test_no_test_reaches_the_folders_of_the_person_running_it(
    place: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert callable(place)
    assert place().is_relative_to(tmp_path_factory.getbasetemp())
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(tmp_path_factory.getbasetemp())
