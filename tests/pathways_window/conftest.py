"""Situations and timelines to draw, and a drawing on the screen with the keyboard in it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.pathways.claims import Cited
from navigator.pathways.drawing import Drawing, Letters
from navigator.pathways.lanes import draw_situation
from navigator.pathways.rail import draw_timeline
from navigator.pathways.situations import Situation, Step
from navigator.pathways.timeline import timeline
from navigator.pathways.transitions import read_transitions
from ui.pathways.drawing import DrawingView
from ui.pathways.exporting import Draw
from ui.shell.theme import Theme

_SOURCE = Cited("A source", None, "2025-11", "")
_LANES = ("substance-use", "other", "mental-health", "substance-use")
SITUATION = Situation(
    "both",
    "Drinking, with <b>low</b> mood",
    "Told to cut down first.",
    tuple(
        Step(n, f"Service {n}", (), (), "Ask <i>first</i> & listen.", "The letter.", "", "Nobody holds it.",
             (_SOURCE,), "seen", "", lane, ())
        for n, lane in enumerate(_LANES, 1)
    ),
    (),
    (),
)  # fmt: skip


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of the application in light colours, and the font and colours of before again after the test."""
    font, shown, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    theme = Theme(qapp)
    theme.set_scheme("light")
    yield theme
    theme.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(shown)


@pytest.fixture
def draw() -> Draw:
    """Draws the situation for paper."""

    def drawn(width: float, letters: Letters) -> Drawing:
        return draw_situation(SITUATION, width, letters, paper=True)

    return drawn


@pytest.fixture
def draw_dates() -> Draw:
    """Draws the longest of the timelines for paper."""
    longest = max(read_transitions(), key=lambda one: len(one.actions))
    dated = timeline(longest, date(2026, 12, 4), date(2026, 11, 23))
    return lambda width, letters: draw_timeline(dated, width, letters, paper=True)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> DrawingView:
    assert theme.scheme == "light"
    view = DrawingView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_drawing(lambda width, letters: draw_situation(SITUATION, width, letters), SITUATION.name)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.canvas.hasFocus)
    return view
