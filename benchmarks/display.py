"""A display that nobody looks at, and child processes that open windows on it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PROJECT: Final = Path(__file__).parent.parent
_SCREEN: Final = "1600x1200x24"
_LONGEST_S: Final = 1_800


class NoDisplayError(Exception):
    """There is no display, and no Xvfb to make one with."""


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """The environment for windows: the display there is, or one of Xvfb that ends with this, and a home of its own.

    Raises ``NoDisplayError`` where there is neither.
    """
    with tempfile.TemporaryDirectory(prefix="navigator-home-") as home:
        folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
        mine = {**os.environ, **folders}
        if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
            yield mine
            return
        with _xvfb() as name:
            yield mine | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}


@contextmanager
def _xvfb() -> Iterator[str]:
    """A display of Xvfb's; it stays as it is while no window is on it, so that none is turned away."""
    if (program := shutil.which("Xvfb")) is None:
        raise NoDisplayError("There is no display to open windows on, and no Xvfb: apt-get install xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-noreset", "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                number = told.readline().strip()
            if not number:
                raise NoDisplayError("Xvfb did not start.")
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def data_folder(directory: Path | None) -> Iterator[Path]:
    """A data folder that holds this directory file; an empty one, over the shipped directory, for None."""
    with tempfile.TemporaryDirectory(prefix="navigator-data-") as name:
        folder = Path(name)
        if directory is not None:
            (folder / "services.sqlite").symlink_to(directory)
        yield folder


def asked_of(module: str, arguments: Sequence[str], environment: Mapping[str, str], given: Any = None) -> Any:
    """What a child process, which runs a module and is given JSON, answers in JSON."""
    done = run([sys.executable, "-m", module, *arguments], environment, json.dumps(given))
    return json.loads(done.splitlines()[-1])


def run(command: Sequence[str], environment: Mapping[str, str], given: str | None = None) -> str:
    """What a command prints; raises ``CalledProcessError`` where it fails, after its errors were shown."""
    done = subprocess.run(
        command,
        input=given,
        stdout=subprocess.PIPE,
        check=True,
        cwd=PROJECT,
        env=environment,
        encoding="utf-8",
        timeout=_LONGEST_S,
    )
    return done.stdout
