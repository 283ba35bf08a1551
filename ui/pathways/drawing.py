"""A situation or a timeline as a drawing to follow with a pointer and the keyboard; a list beside it says the same."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pathways.canvas import STEP, Canvas
from ui.pathways.painting import Draw
from ui.shell.text import Button
from ui.shell.theme import give_room


class DrawingView(QWidget):
    """A drawing, with buttons to zoom.

    ``selected`` is the number of the box somebody moved to, ``opened`` of the one they opened. `select` tells nobody.
    """

    selected = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas()
        self.canvas.selected.connect(self.selected)
        self.canvas.opened.connect(self.opened)
        self.setFocusProxy(self.canvas)
        self.zoom_in = self._button("+", "Zoom in", "+", lambda: self.canvas.zoom(STEP))
        self.zoom_out = self._button("\u2212", "Zoom out", "-", lambda: self.canvas.zoom(1 / STEP))
        self.fit = self._button("Fit", "Fit to width", "0", self.canvas.fit)
        self.buttons = QHBoxLayout()
        for button in (self.zoom_in, self.zoom_out, self.fit):
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(self.buttons)
        give_room(self, layout, between=0.3)

    def show_drawing(self, draw: Draw, name: str) -> None:
        """Show what ``draw`` draws for the screen, from its top and with no box selected; ``name`` is said aloud."""
        self.canvas.show_drawing(draw, name)

    def clear(self) -> None:
        """Show nothing."""
        self.canvas.show_drawing(None, "")

    def select(self, n: int) -> None:
        """Show the box of this number as the selected one, and bring it into view; 0, or no such box, selects none."""
        self.canvas.select(n)

    def _button(self, text: str, name: str, key: str, press: Callable[[], None]) -> Button:
        made = Button(text)
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({key})")
        made.clicked.connect(lambda _checked: press())
        return made
