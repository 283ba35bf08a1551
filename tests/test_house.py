"""The rules of the house that only a running program can show."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

ROOT = Path(__file__).parent.parent
QT = {"PySide6", "shiboken6"}
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic"}
ROOMS = ("check", "pathways", "refer", "listings")
UNUSED = tuple(f"{floor}.{room}" for floor in ("navigator", "ui") for room in ROOMS)
WINDOW = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from ui.shell import application

class Probe(application._Probe):
    def __init__(self, window):
        self.window, self.seen = window, []
        super().__init__(window)

    def _press(self):
        self.seen.append(sorted(sys.modules))
        self.ready()

    def ready(self):
        if self.window.find_page.inquiry.answered is None:
            QTimer.singleShot(20, self.ready)
        else:
            self.use()

    def use(self):
        page = self.window.find_page
        page.show_filters(True)
        page.bar.map.click()
        page.box.entered.emit()
        self.wait()

    def wait(self):
        if self.window.find_page.listing.shown is None:
            QTimer.singleShot(20, self.wait)
            return
        self.seen.append(sorted(sys.modules))
        QCoreApplication.exit(0)
        print(json.dumps(self.seen), file=sys.stderr)

application._Probe, application._LONGEST_START_MS = Probe, 10_000
assert application.open_window(Path("FOLDER"), until_painted=True) == 0
"""
REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"


def _last_line(code: str) -> Any:
    """What a new Python that ran the code wrote last to standard error, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1])


def _tops(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def _modules_after(code: str) -> set[str]:
    """The top-level modules loaded in a new Python that ran the code."""
    return _tops(_last_line(f"{code}\n{REPORT}"))


@pytest.mark.parametrize("module", ["navigator.directory", "navigator.find", "navigator.cli", "ui.__main__"])
def test_importing_the_core_brings_no_window_and_no_writer(module: str) -> None:
    assert not _modules_after(f"import {module}") & (QT | HEAVY)


@pytest.mark.parametrize(
    "words",
    [
        ["find", "housing", "--json"],
        ["find", "housing"],
        ["now"],
        ["listings", "review", "--json"],
        ["listings", "review", "--view", "no-phone"],
        ["listings", "history", "samaritans"],
        ["listings", "duplicates"],
        ["listings", "report", "--changes", "2026-11-01"],
        ["restore"],
    ],
)
def test_a_command_that_reads_brings_no_window_and_no_writer(words: list[str]) -> None:
    assert not _modules_after(f"from ui.__main__ import main; assert main({words!r}) == 0") & (QT | HEAVY)


def test_asking_for_a_display_brings_no_window() -> None:
    assert not _modules_after("from ui.shell.display import has_display; has_display()") & QT


def test_a_window_that_only_reads_brings_no_writer() -> None:
    assert not _modules_after("import ui.shell.application, ui.shell.main_window") & HEAVY


def test_a_window_brings_no_core_before_its_first_paint_and_never_a_writer(tmp_path: Path) -> None:
    painted, used = _last_line(WINDOW.replace("FOLDER", str(tmp_path)))
    assert _tops(painted) >= QT
    assert not {"navigator.find.search", "navigator.directory", "ui.find.desk", "sqlite3"} & set(painted)
    assert {"navigator.find.search", "ui.find.map_view", "ui.find.panel", "ui.find.sheet_page"} <= set(used)
    assert not [name for name in used if name.startswith(UNUSED)]
    assert not _tops(used) & HEAVY


def test_a_window_in_which_nothing_is_starred_brings_no_shortlist() -> None:
    code = "from ui.shell.starred import Starred; one = Starred(); one.clear(); assert not (one.ids or one.has('a'))"
    assert not [name for name in _last_line(f"{code}\n{REPORT}") if name.startswith("navigator")]


def test_the_main_window_only_composes_and_connects() -> None:
    assert len((ROOT / "ui" / "shell" / "main_window.py").read_text(encoding="utf-8").splitlines()) < 400


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
