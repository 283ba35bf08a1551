"""What goes into the built program, and the check of it. Building it is `make app`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools import bundle
from ui.listings.views import KINDS

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "build_app.spec"
HELD = bundle.held
AS_BUILT = """
import importlib, json, os, sys
sys.modules.update(dict.fromkeys(json.loads(sys.argv[1])))  # None: importing it fails
opened = []
sys.addaudithook(lambda event, told: opened.append(os.fsdecode(told[0]))
    if event in {"open", "sqlite3.connect"} and isinstance(told[0], (str, bytes)) else None)
for name in json.loads(sys.argv[2]):
    importlib.import_module(name)
from ui.__main__ import main
home = os.path.expanduser("~")
with open(os.path.join(home, "answers"), "w") as file:
    file.write('{"gp": ["not-registered"], "area": ["Southwark"]}')
os.chdir(home)
for words in (
    "find methodone", "find --counts --near SE5", "show samaritans", "now overdose", "check --answers answers",
    "pathways rough-sleeping-both", "routes quay-health-social-prescribing --answers answers",
    "transition prison-release --date 2026-11-27 --ics reminders.ics",
    *(f"refer manna-society-day-centre --for person --out sheet.{kind}" for kind in ("pdf", "html", "txt", "ics")),
    "refer manna-society-day-centre --for person --discreet --out list.pdf",
    "listings review --minutes 60", "listings edit manna-society-day-centre --set phones.1.number=+442079460000",
    "listings verify manna-society-day-centre --how phone --confirmed all", "listings history manna-society-day-centre",
    "listings add --name Kitchen --organization Crisis --set description=Meals. sources.1.title=Page",
    "listings edit --undo 1", "listings duplicates", "listings report", "listings send copy.sqlite",
    "listings take copy.sqlite", "backup", "restore", "doctor",
):
    assert main(words.split()) == 0, words
sys.stderr.write(json.dumps(opened))
"""


def test_the_recipe_is_python_and_asks_for_what_there_is() -> None:
    recipe = SPEC.read_text(encoding="utf-8")
    compile(recipe, SPEC, "exec")
    asked = set(re.findall(r"\bbundle\.(\w+)", recipe)) - {"py"}
    assert len(asked) > 1
    assert all(hasattr(bundle, name) for name in asked)
    assert "upx=True" not in recipe


def test_the_executables_are_two_names_on_every_system() -> None:
    assert sorted(bundle.EXECUTABLES.values()) == [False, True]
    assert not bundle.same_but_for_case(Path(name) for name in bundle.EXECUTABLES)


@pytest.fixture(scope="module")
def as_built(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files that commands open, run without what is left out, after importing all that is reached."""
    command = [sys.executable, "-c", AS_BUILT, json.dumps(bundle.left_out()), json.dumps(bundle.ours())]
    done = bundle.run(command, tmp_path_factory.mktemp("home"), ROOT)
    assert not done.returncode, done.stderr
    opened: list[str] = json.loads(done.stderr)
    return opened


def test_every_file_read_at_run_time_is_taken_along(as_built: list[str]) -> None:
    read = {Path(unquote(urlsplit(name).path) if name.startswith("file:") else name) for name in as_built}
    kept = {path for path in read for folder in ("navigator", "resources", "ui") if path.is_relative_to(ROOT / folder)}
    data = {path for path in kept if path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts}
    assert ROOT / "resources" / "services.sqlite" in data
    assert data <= {Path(path) for path, _ in bundle.data_files()}


def test_files_go_where_the_program_looks_for_them() -> None:
    for path, folder in bundle.data_files():
        assert Path(path) == ROOT / folder / Path(path).name


def test_nothing_the_program_imports_is_left_out() -> None:
    used = bundle.reached()
    assert used >= {"ui.find.page", "navigator.find.search", "navigator.directory.store", "PySide6.QtWidgets"}
    assert not used & set(bundle.left_out())


def test_what_is_imported_by_its_name_comes_along() -> None:
    kinds = KINDS.values()
    assert {kind.module for kind in kinds} <= set(bundle.ours())
    assert all(hasattr(import_module(kind.module), kind.name) for kind in kinds)


def test_what_is_written_with_comes_along_once_tables_do() -> None:
    used = {"navigator.directory.store", "sqlmodel", "sqlalchemy", "pydantic", "PySide6.QtNetwork"}
    assert set(bundle.left_out(used)) >= bundle._WRITING
    writing = bundle.left_out(used | {"navigator.directory.models"})
    assert not (used | bundle._WRITING) & set(writing)


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_modules_reached_are_found_wherever_they_are_imported(tmp_path: Path) -> None:
    _write(
        tmp_path,
        {
            "start.py": "import json\nfrom house import late\ndef go():\n    from house.room import chair\n",
            "house/__init__.py": "DEN = 'house.den'\n",
            "house/late.py": "import os.path\ntry:\n    import csv\nexcept ImportError:\n    import zlib\n",
            "house/room.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import house.never\n",
            "house/den.py": "import wave\n",
            "house/never.py": "import antigravity\n",
        },
    )
    names = bundle.reached("start", tmp_path)
    assert {"json", "house", "house.late", "house.room", "house.den", "os", "os.path", "csv", "wave", "zlib"} <= names
    assert not names & {"house.never", "antigravity"}


def test_names_that_a_package_gives_when_asked_are_reached(tmp_path: Path) -> None:
    lazy = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.room import chair\n"
    _write(
        tmp_path,
        {
            "start.py": "from house import chair\n",
            "house/__init__.py": f"{lazy}__getattr__ = lambda name: None\n",
            "house/room.py": "import wave\n",
        },
    )
    assert "wave" in bundle.reached("start", tmp_path)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "resources/services.sqlite",
        "navigator/plugins.py",
    ],
)
def test_what_a_window_needs_is_kept(place: str) -> None:
    assert bundle.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6\\plugins\\imageformats\\qpdf.dll",
        "PySide6/Qt/translations/qt_cy.qm",
        "PySide6\\opengl32sw.dll",
    ],
)
def test_what_no_window_here_needs_is_left_out(place: str) -> None:
    assert not bundle.is_wanted(place)


def test_libraries_that_only_unwanted_plugins_use_go_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    uses = {
        "/q/libqvnc.so": ["libQt6Network.so.6", "libQt6Core.so.6"],
        "/q/libqxcb.so": ["libQt6XcbQpa.so.6"],
        "/q/libQt6XcbQpa.so.6": ["libQt6Core.so.6", "libc.so.6"],
        "/q/libQt6Network.so.6": ["libQt6Core.so.6", "libssl.so.3"],
    }
    entries = [
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/q/libqvnc.so", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/q/libqxcb.so", "BINARY"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/q/libQt6Core.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6XcbQpa.so.6", "/q/libQt6XcbQpa.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Network.so.6", "/q/libQt6Network.so.6", "BINARY"),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK"),
        ("libssl.so.3", "/usr/lib/libssl.so.3", "BINARY"),
        ("libpython3.11.so", "/usr/lib/libpython3.11.so", "BINARY"),
        ("resources/right-now.toml", "/r/right-now.toml", "DATA"),
    ]
    kept = [Path(place).name for place, _, _ in bundle.trimmed(entries, lambda path: uses.get(path, []))]
    assert kept == ["libqxcb.so", "libQt6Core.so.6", "libQt6XcbQpa.so.6", "libpython3.11.so", "right-now.toml"]


def test_files_are_told_by_size(tmp_path: Path) -> None:
    _write(tmp_path, {"small": "1", "in/large": "12345", "in/b": "123", "in/a": "123"})
    if os.name != "nt":
        (tmp_path / "link").symlink_to("in/large")
    told = [(path.as_posix(), size) for path, size in bundle.files(tmp_path)]
    assert told == [("in/large", 5), ("in/a", 3), ("in/b", 3), ("small", 1)]


def test_twins_that_differ_in_capitals_are_told() -> None:
    paths = [Path(name) for name in ("navigator", "lib/a", "Navigator", "lib/A", "lib/b")]
    assert set(bundle.same_but_for_case(paths)) == set(paths) - {Path("lib/b")}


posix = pytest.mark.skipif(os.name == "nt", reason="the pretended program is a shell script")
GOOD = """
case "$1" in
find) echo '{"results": [{"id": "a"}]}' ;;
show) echo Samaritans ;;
now) echo 'Ring 999.' ;;
check) [ -s "$3" ] && echo '{"services": [{"id": "a"}]}' ;;
pathways) echo '{"steps": [{"n": 1}]}' ;;
routes) [ -s "$4" ] && echo '{"routes": [{"steps": []}]}' ;;
transition) echo BEGIN:VCALENDAR > "$6" ;;
refer) case "$6" in
    *.pdf) echo '%PDF-1.4' > "$6" ;;
    *.html) echo '<!DOCTYPE html>' > "$6" ;;
    *.txt) echo 'Manna Society Day Centre' > "$6" ;;
    esac ;;
listings) case "$*" in
    *add*) echo '{"id": "quay-street-kitchen"}' ;;
    *review*) echo '{"listings": [{"id": "a"}]}' ;;
    *--set*) echo '{"changes": [{"field": "phones"}]}' ;;
    *--undo*) echo '{"ids": ["a"]}' ;;
    esac ;;
doctor) echo '{"problems": []}' ;;
open) [ "$QT_QPA_PLATFORM" = offscreen ] && [ -z "$PYTHONPATH" ] && [ "$PWD" = "$HOME" ] ;;
esac
"""


def _built(folder: Path, script: str = GOOD) -> Path:
    for name in bundle.EXECUTABLES:
        _write(folder, {name: f"#!/bin/sh\n{script}"})
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def _as_fast_as_from_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "start_ratio", lambda *_: 1.0)
    monkeypatch.setattr(bundle, "held", lambda _: set(bundle.ours()))


@posix
def test_a_good_program_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert bundle.main(["check", str(_built(tmp_path))]) == 0
    said = capsys.readouterr()
    assert "navigator-window" in said.out
    assert not said.err


@posix
@pytest.mark.parametrize(
    ("script", "says"),
    [
        (GOOD.replace('{"id": "a"}', ""), "not the answer expected"),
        (GOOD.replace("[{", "["), "not the answer expected"),
        (GOOD.replace("Samaritans", "Sunday"), "show samaritans: not the answer expected"),
        (GOOD.replace("999", "us"), "now overdose: not the answer expected"),
        (GOOD.replace('"services": [{"id": "a"}]', '"services": []'), "--json: not the answer expected"),
        (GOOD.replace('{"n": 1}', ""), "pathways rough-sleeping-both --json: not the answer expected"),
        (GOOD.replace('"routes": [{"steps": []}]', '"routes": []'), "--json: not the answer expected"),
        (GOOD.replace("BEGIN", "END"), "--ics reminders.ics: not the answer expected"),
        (GOOD.replace('echo BEGIN:VCALENDAR > "$6"', ":"), "--ics reminders.ics: not the answer expected"),
        (GOOD.replace("%PDF", "PDF"), "--out sheet.pdf: not the answer expected"),
        (GOOD.replace("<!DOCTYPE", "<!"), "--out sheet.html: not the answer expected"),
        (GOOD.replace("Manna", "Hannah"), "--out sheet.txt: not the answer expected"),
        (GOOD.replace('{"listings": [{"id": "a"}]}', '{"listings": []}'), "listings review --json: not the answer"),
        (GOOD.replace('{"field": "phones"}', ""), "020 7946 0000 --json: not the answer expected"),
        (GOOD.replace('{"ids": ["a"]}', '{"ids": []}'), "edit --undo 1 --json: not the answer expected"),
        (GOOD.replace('{"id": "quay-street-kitchen"}', '{"id": ""}'), "title=Its page: not the answer expected"),
        (GOOD.replace('{"problems": []}', '{"problems": [{}]}'), "doctor --json: not the answer expected"),
        (GOOD.replace("open)", "open) echo no screen >&2; exit 3"), "exit status 3: no screen"),
        ("exit 1", "exit status 1: nothing said"),
    ],
)
def test_a_program_that_answers_wrongly_fails(
    tmp_path: Path, script: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bundle.main(["check", str(_built(tmp_path, script))]) == 1
    assert says in capsys.readouterr().err


@posix
def test_a_program_that_is_not_whole_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (_built(tmp_path) / "navigator-window").unlink()
    assert bundle.main(["check", str(tmp_path)]) == 1
    assert "No such file" in capsys.readouterr().err


@posix
def test_a_program_that_lacks_a_module_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "held", lambda _: set(bundle.ours()) - {"ui.listings.gaps.view"})
    assert bundle.main(["check", str(_built(tmp_path))]) == 1
    assert capsys.readouterr().err == "ui.listings.gaps.view is not in it\n"


def test_what_was_not_built_holds_nothing(tmp_path: Path) -> None:
    assert HELD(_built(tmp_path) / bundle.NAME) == set()


@posix
def test_a_program_that_is_too_large_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "MOST_MB", 0)
    assert bundle.main(["check", str(_built(tmp_path))]) == 1
    assert "is more than 0 MB" in capsys.readouterr().err


@posix
def test_a_program_that_is_slow_to_start_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "start_ratio", lambda *_: 1.6)
    assert bundle.main(["check", str(_built(tmp_path))]) == 1
    assert "takes 1.60 x the time from source" in capsys.readouterr().err


@posix
def test_a_program_that_does_not_end_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(command: list[str], *_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(bundle, "run", never)
    assert all("timed out" in line for line in bundle.problems(_built(tmp_path), tmp_path))


def test_nothing_built_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bundle.main(["check", str(tmp_path)]) == 1
    assert "make app" in capsys.readouterr().err
