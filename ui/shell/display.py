"""Whether there is a display to open a window on, and pictures of the window where there is none. No Qt in here."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from navigator.errors import NavigatorError

_PROBE: Final = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_PROBE_SECONDS: Final = 20
_DRAW: Final = """
import sys
from pathlib import Path
from ui.shell.pictures import draw_window
print(*draw_window(Path(sys.argv[1])), sep="\\n")
"""


def has_display() -> bool:
    """Whether Qt can open a window here.

    Asked in a child process, because Qt aborts where it cannot. A desktop is taken for granted on Windows and macOS,
    and by a frozen program, which has no Python to ask with.
    """
    if sys.platform in {"win32", "darwin"} or getattr(sys, "frozen", False):
        return True
    try:
        probe = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, timeout=_PROBE_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def draw_pictures() -> list[Path]:
    """Draw the window off-screen, in a child process, into PNG files in ``pictures`` or a temporary folder.

    Raises NavigatorError if it cannot be drawn.
    """
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
    folder = Path("pictures")
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="navigator-pictures-"))
