"""The tools around the program: what they say is missing, and what is pinned."""

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import system

ROOT = Path(__file__).parent.parent
LDD_OUTPUT = """
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f)
/venv/PySide6/Qt/lib/libQt6Widgets.so.6:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ],
)
def test_a_library_names_its_debian_package(library: str, package: str) -> None:
    assert system.package_of(library) == package


def test_libraries_not_found_are_read_from_ldd() -> None:
    assert system.not_found(LDD_OUTPUT) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_a_machine_without_a_font_is_told_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "QT_FILES", ())
    monkeypatch.setattr(system, "FONT_FOLDERS", (str(tmp_path / "none"), str(tmp_path)))
    assert system.missing_for_window() == {"a font": "fonts-dejavu-core"}
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Plain.TTF").touch()
    assert system.missing_for_window() == {}


def test_building_takes_the_tools_of_binutils(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {"strip": "/usr/bin/strip"}.get)
    assert system.missing_for_app() == {"objdump": "binutils"}
    monkeypatch.setattr(shutil, "which", "/usr/bin/{}".format)
    assert system.missing_for_app() == {}


def test_only_ci_must_have_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {"Xvfb": "/usr/bin/Xvfb", "google-chrome": "/opt/chrome"}.get)
    monkeypatch.delenv("CI", raising=False)
    assert system.missing_for_tests() == {"pdftotext": "poppler-utils"}
    monkeypatch.setenv("CI", "true")
    assert system.missing_for_tests() == {"pdftotext": "poppler-utils", "npm": "npm"}
    monkeypatch.setattr(shutil, "which", {}.get)
    assert list(system.missing_for_tests().values()) == ["xvfb", "poppler-utils", "chromium", "npm"]


class Machine:
    """A pretended Linux on which Xvfb is missing until its apt-get, if it has one, installs it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin")
        monkeypatch.setattr(system, "CHECKS", {"tests": self._missing})
        monkeypatch.setattr(sys, "platform", "linux")

    def add_apt_get(self, script: str) -> None:
        program = self.folder / "apt-get"
        program.write_text(f'#!/bin/sh\ncd "{self.folder}"\necho "$@" >> log\n{script}\n', encoding="utf-8")
        program.chmod(0o755)

    def log(self) -> list[str]:
        log = self.folder / "log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def _missing(self) -> dict[str, str]:
        return {} if (self.folder / "installed").exists() else {"Xvfb": "xvfb"}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)


INSTALL = "install --yes --no-install-recommends xvfb"


@pytest.mark.usefixtures("root")
def test_nothing_is_said_where_all_is_there(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.add_apt_get("")
    (machine.folder / "installed").touch()
    assert system.main(["tests"]) == 0
    assert capsys.readouterr() == ("", "")
    assert machine.log() == []


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_nothing_is_looked_for_on_other_systems(
    machine: Machine, platform: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert system.main(["tests"]) == 0
    assert capsys.readouterr() == ("", "")
    assert machine.log() == []


@pytest.mark.usefixtures("user")
def test_a_user_is_told_the_one_command(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.add_apt_get("touch installed")
    assert system.main(["tests"]) == 1
    said = capsys.readouterr().err
    assert said.endswith(f"Please type: sudo apt-get {INSTALL}\n")
    assert said.count("\n") == 1
    assert machine.log() == []


@pytest.mark.usefixtures("user")
def test_other_linuxes_are_told_what_is_missing(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.main(["tests"]) == 1
    assert "needs Xvfb" in capsys.readouterr().err
    assert machine.log() == []


posix = pytest.mark.skipif(os.name == "nt", reason="the pretended apt-get is a shell script")


@posix
@pytest.mark.usefixtures("root")
def test_root_gets_it_installed(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.add_apt_get("touch installed")
    assert system.main(["tests"]) == 0
    assert machine.log() == [INSTALL]
    assert capsys.readouterr().out.count("\n") == 1


@posix
@pytest.mark.usefixtures("root")
def test_lists_of_packages_are_fetched_only_when_needed(machine: Machine) -> None:
    machine.add_apt_get(
        '[ "$1" = update ] && touch lists; [ -e lists ] || exit 100; [ "$1" = update ] || touch installed'
    )
    assert system.main(["tests"]) == 0
    assert machine.log() == [INSTALL, "update", INSTALL]


@posix
@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("outcome", ["exit 100", "exit 0"])
def test_root_is_told_the_command_that_did_not_help(
    machine: Machine, outcome: str, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.add_apt_get(outcome)
    assert system.main(["tests"]) == 1
    assert capsys.readouterr().err.endswith(f"Please type: apt-get {INSTALL}\n")


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def _needed(requirement: str, seen: set[str]) -> Iterator[str]:
    """The package and all it brings, on any system we name and any Python from 3.11 on."""
    parsed = Requirement(requirement)
    name = canonicalize_name(parsed.name)
    if name in seen or not _wanted(parsed):
        return
    seen.add(name)
    yield name
    try:
        brought = requires(name) or []
    except PackageNotFoundError:  # of another system
        return
    for line in brought:
        yield from _needed(line, seen)


def _wanted(requirement: Requirement) -> bool:
    systems = [("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")]
    return not requirement.marker or any(
        requirement.marker.evaluate(
            {"sys_platform": platform, "platform_system": name, "os_name": os, "python_version": python, "extra": ""}
        )
        for (platform, name, os), python in product(systems, ["3.11", "3.12", "3.13", "3.14"])
    )


def test_everything_needed_is_pinned_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    seen: set[str] = set()
    roots = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert sorted(name for line in roots for name in _needed(line, seen)) == sorted(_pins())


def test_pins_are_exact_and_name_no_address() -> None:
    assert all(re.fullmatch(r"\d[\w.+]*", version) for version in _pins().values())
    assert "PySide6" not in _pins()
    for name in ["constraints.txt", "pyproject.toml", "Makefile"]:
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name
