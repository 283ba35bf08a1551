"""Pictures of every state of the window, drawn without a display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ui.shell import pictures
from ui.shell.colours import SETS

ROOT = Path(__file__).parent.parent.parent
STATES = (
    "start",
    "corrected",
    "search",
    "filtered",
    "map",
    "nothing",
    "emergency",
    "listing",
    "longest",
    "shortest",
    "right-now",
    "commands",
    "check-needs",
    "check-question",
    "check-places",
    "check-reasons",
    "check-form",
    "hidden",
    "situation",
    "transition",
    "catch-22",
    "who",
    "refer-empty",
    "refer",
    "compare",
    "sheet",
    "discreet",
    "listings",
    "form",
    "verify",
    "hour",
    "run",
    "pairs",
    "gaps",
    "damaged",
)
DRAW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize
from ui.shell.pictures import draw_window
print(*draw_window(Path(sys.argv[1]), schemes=("dark",), sizes=(QSize(1000, 700),)), sep="\\n")
"""


def name(state: str) -> str:
    return f"{state}-dark-1000x700-100.png"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pictures in one set of colours, in an unusual size, by name."""
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(tmp_path_factory.mktemp("drawn") / "new")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {Path(name).name: Path(name) for name in done.stdout.splitlines()}


def share(image: QImage, colour: str) -> float:
    """How much of a picture has exactly one colour, of a few thousand of its points."""
    points = [image.pixelColor(x, y).name() for x in range(0, image.width(), 16) for y in range(0, image.height(), 16)]
    return points.count(colour) / len(points)


def test_every_state_is_drawn_in_the_size_and_colours_its_name_says(drawn: dict[str, Path]) -> None:
    assert set(drawn) == {name(state) for state in STATES}
    for state in STATES:
        image = QImage(str(drawn[name(state)]))
        assert not image.isNull()
        assert state == "commands" or image.size() == QSize(1000, 700)
        assert share(image, SETS["dark"].window) + share(image, SETS["dark"].base) > 0.3, state


def test_no_two_states_look_the_same(drawn: dict[str, Path]) -> None:
    assert len({path.read_bytes() for path in drawn.values()}) == len(STATES)


def test_the_emergency_is_in_its_picture(drawn: dict[str, Path]) -> None:
    """Its edge and its button are in the colour of urgency, as is Right now on the rail in every picture."""
    urgent = SETS["dark"].urgent
    with_one, without = (QImage(str(drawn[name(state)])) for state in ("emergency", "search"))
    assert share(with_one, urgent) > 1.2 * share(without, urgent) > 0


@pytest.mark.parametrize(("words", "sizes", "scales"), [((), 1, (1.0, 2.0)), (("--all",), 3, (0.8, 1.0, 1.5, 2.0))])
def test_the_command_draws_every_set_of_colours_at_usual_and_twice_the_size(
    words: tuple[str, ...], sizes: int, scales: tuple[float, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, dict[str, tuple[object, ...]]]] = []

    def draw(folder: Path, **how: tuple[object, ...]) -> list[Path]:
        asked.append((folder, how))
        return []

    monkeypatch.setattr(pictures, "draw_window", draw)
    monkeypatch.setattr(sys, "argv", ["pictures", str(tmp_path), *words])
    pictures._run()
    ((folder, how),) = asked
    assert folder == tmp_path
    assert how["schemes"] == ("light", "dark", "contrast")
    assert len(how["sizes"]) == sizes
    assert how["scales"] == scales
