"""Whether there is a display to open a window on, and pictures of the window where there is none. No Qt in here."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from navigator.errors import NavigatorError

_WITHOUT: Final = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})
_FIRST_PORT_OF_X: Final = 6000
_PATIENCE_S: Final = 2.0
_DRAW: Final = """
import sys
from pathlib import Path
from ui.shell.pictures import draw_window
print(*draw_window(Path(sys.argv[1])), sep="\\n")
"""


def has_display() -> bool:
    """Whether there is a display to open a window on.

    Qt aborts where there is none, so what it would connect to is looked for first. A desktop is taken for granted on
    Windows and macOS, and where a platform that draws without one was asked for.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform in {"win32", "darwin"} or platform in _WITHOUT:
        return True
    return any(map(Path.is_socket, _sockets())) or any(_answers(*server) for server in _servers())


def _sockets() -> Iterator[Path]:
    """Where a display on this machine listens: Wayland, then X."""
    if wayland := os.environ.get("WAYLAND_DISPLAY"):
        yield Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / wayland
    host, number = _x()
    if number is not None and host in {"", "unix"}:
        yield Path(f"/tmp/.X11-unix/X{number}")  # noqa: S108 - where X listens


def _servers() -> Iterator[tuple[str, int]]:
    """Where a display on another machine listens, or one that is reached through the network."""
    host, number = _x()
    if number is not None:
        yield host or "localhost", _FIRST_PORT_OF_X + number


def _x() -> tuple[str, int | None]:
    host, colon, number = os.environ.get("DISPLAY", "").rpartition(":")
    display = number.partition(".")[0]
    return host, int(display) if colon and display.isdigit() else None


def _answers(host: str, port: int) -> bool:
    import socket

    try:
        socket.create_connection((host, port), _PATIENCE_S).close()
    except OSError:
        return False
    return True


def draw_pictures() -> list[Path]:
    """Draw the window off-screen, in a child process, into PNG files in ``pictures`` or a temporary folder.

    Raises NavigatorError if it cannot be drawn.
    """
    import subprocess

    command = [sys.executable, "-c", _DRAW, str(_folder())]
    drawn = subprocess.run(  # noqa: S603
        command,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if drawn.returncode:
        reason = (drawn.stderr.strip() or f"exit status {drawn.returncode}").splitlines()[-1]
        raise NavigatorError(f"The window could not be drawn off-screen: {reason}")
    return [Path(line) for line in drawn.stdout.splitlines()]


def _folder() -> Path:
    """``pictures`` in the working folder where that can be written, otherwise a new temporary folder."""
    import tempfile

    folder = Path("pictures")
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="navigator-pictures-"))
