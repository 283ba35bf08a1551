"""Asking for a display, and drawing the window where there is none."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import ui.__main__ as program
from navigator.errors import NavigatorError
from ui.shell import display

ROOT = Path(__file__).parent.parent.parent
STATES = (
    *("start", "corrected", "search", "filtered", "map", "nothing", "emergency"),
    *("listing", "longest", "shortest", "right-now", "commands", "damaged"),
    *("check-needs", "check-question", "check-places", "check-reasons", "check-form", "hidden"),
    *("situation", "transition", "catch-22", "who"),
    *("refer-empty", "refer", "compare", "sheet", "discreet"),
    *("listings", "form", "verify", "hour", "run", "pairs", "gaps"),
)
LOOKS = ("light", "dark")
PNG = b"\x89PNG\r\n\x1a\n"

linux = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="a desktop is taken for granted there")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"]:
        monkeypatch.delenv(name, raising=False)


@linux
@pytest.mark.usefixtures("no_display")
def test_no_display_is_found_out_without_harm() -> None:
    assert display.has_display() is False


@linux
def test_the_display_that_tests_run_on_is_found() -> None:
    assert os.environ.get("DISPLAY")
    assert display.has_display() is True


@linux
@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("named", ["x", ":", ":x", ":63999", "localhost:1", "no-such-host.invalid:0"])
def test_a_display_that_is_named_but_not_there_counts_as_none(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", named)
    monkeypatch.setattr(display, "_FIRST_PORT_OF_X", 1)
    assert display.has_display() is False


@linux
@pytest.mark.usefixtures("no_display")
def test_a_display_on_another_machine_is_found_where_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("localhost", 0)) as server:
        monkeypatch.setattr(display, "_FIRST_PORT_OF_X", server.getsockname()[1] - 3)
        monkeypatch.setenv("DISPLAY", "localhost:3.0")
        assert display.has_display() is True
    assert display.has_display() is False


@linux
@pytest.mark.usefixtures("no_display")
def test_wayland_is_found_where_it_listens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display.has_display() is False
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("wayland-0")
        assert display.has_display() is True


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_display(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert display.has_display() is True


@linux
@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize(("platform", "found"), [("offscreen", True), ("minimal:x=1", True), ("xcb", False)])
def test_a_platform_that_draws_without_a_display_counts_as_one(
    platform: str, monkeypatch: pytest.MonkeyPatch, *, found: bool
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.has_display() is found


def test_pictures_go_elsewhere_when_the_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pictures").write_text("in the way", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(display, "_DRAW", "import sys; print(sys.argv[1] + '/one.png')")
    (picture,) = display.draw_pictures()
    assert picture.name == "one.png"
    assert picture.parent.is_dir()
    assert picture.parent.parent == tmp_path


def test_a_window_that_cannot_be_drawn_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(display, "_DRAW", "raise SystemExit('the disk is full')")
    with pytest.raises(NavigatorError, match="could not be drawn off-screen: the disk is full"):
        display.draw_pictures()


def test_a_window_that_cannot_be_drawn_fails_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> list[Path]:
        raise NavigatorError("The disk is full.")

    monkeypatch.setattr(display, "has_display", lambda: False)
    monkeypatch.setattr(display, "draw_pictures", fail)
    assert program.main([]) == 1
    assert capsys.readouterr().err == "The disk is full.\n"


@linux
@pytest.mark.usefixtures("no_display")
def test_the_program_draws_and_names_its_window_where_there_is_no_display(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said, *names = done.stdout.splitlines()
    assert "no display" in said
    assert {Path(name).name for name in names} == {f"{state}-{look}.png" for state in STATES for look in LOOKS}
    for name in names:
        picture = tmp_path / name
        assert picture.parent == tmp_path / "pictures"
        assert picture.read_bytes().startswith(PNG)
