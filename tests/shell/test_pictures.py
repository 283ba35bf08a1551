"""Pictures of every state of the window, drawn without a display."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STATES = ("start", "search", "listing", "nothing", "emergency", "right-now", "damaged")
PNG = b"\x89PNG\r\n\x1a\n"


def test_every_state_is_drawn_light_and_dark_and_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.shell.pictures", str(tmp_path / "new")],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    drawn = [Path(name) for name in done.stdout.splitlines()]
    assert {path.name for path in drawn} == {f"{state}-{look}.png" for state in STATES for look in ("light", "dark")}
    assert all(path.read_bytes().startswith(PNG) for path in drawn)
