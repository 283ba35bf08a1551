"""The results on a map: pins with the numbers of the list, on outlines drawn from the directory itself."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from navigator.directory import Place
from navigator.directory.atlas import Atlas
from ui.find.map_canvas import MapCanvas
from ui.find.pins import Pin
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

__all__ = ["MapView", "Pin"]

_STEP: Final = 1.4
_PART: Final = 0.2
"""How much of the picture a key moves it."""
_ELSEWHERE: Final = "confidential places are never shown. The list says the same."
_HELP: Final = (
    "Up and down arrows go through the numbers, left and right to the nearest pin on that side. Enter reads, Escape "
    "goes back. Plus and minus zoom, 0 shows all pins, Shift with an arrow moves the map. The list says the same."
)
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MapView(QWidget):
    """A map of results, with buttons to zoom and a line that says what is not on it.

    ``chosen`` is the service somebody moved to, ``opened`` the one they asked to read, ``hovered`` the one under the
    pointer ("" when none), all by id; ``left`` says that they want to go back. `choose` and `set_hovered` tell nobody.
    """

    chosen = Signal(str)
    opened = Signal(str)
    hovered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pins: dict[str, Pin] = {}
        self._chosen = ""
        self._near = ""
        self.canvas = MapCanvas()
        self.canvas.setAccessibleName("Map of the results")
        self.canvas.picked.connect(self._move_to)
        self.canvas.opened.connect(self.opened)
        self.canvas.hovered.connect(self.hovered)
        self._line = Text(size=0.85, role=QUIET)
        self.setFocusProxy(self.canvas)
        buttons = QHBoxLayout()
        for button in (
            self._button("+", "Zoom in", "+", lambda: self.canvas.zoom(_STEP)),
            self._button("\u2212", "Zoom out", "-", lambda: self.canvas.zoom(1 / _STEP)),
            self._button("All", "Show all pins", "0", self.canvas.fit),
        ):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(buttons)
        layout.addWidget(self._line)
        give_room(self, layout, between=0.3)
        self.show_pins(())

    def show_atlas(self, atlas: Atlas) -> None:
        """Draw this map."""
        self.canvas.show_atlas(atlas)

    def show_pins(self, pins: tuple[Pin, ...], total: int | None = None) -> None:
        """Show pins, in the order of their numbers; ``total`` is how many services the list has."""
        self._pins = {pin.id: pin for pin in reversed(pins)}
        self._pins = dict(reversed(self._pins.items()))
        self.canvas.show_pins(pins)
        self._line.setText(_says(len(self._pins), total))
        if self._chosen not in self._pins:
            self._chosen = ""
        self.choose(self._chosen)

    def set_origin(self, place: Place | None) -> None:
        """Mark the place that was searched near: a cross in a ring, or a borough filled softly; None for no place."""
        self._near = f" Searched near {place.name}." if place else ""
        self.canvas.show_origin(place)
        self._describe()

    def choose(self, service: str) -> None:
        """Show a service as the chosen one; a service without a place, or "", chooses none."""
        self._chosen = service if service in self._pins else ""
        self.canvas.show_chosen(self._chosen)
        self._describe()

    def set_hovered(self, service: str) -> None:
        """Show a service as the one the pointer is on elsewhere; "" for none."""
        self.canvas.show_hovered(service)

    def enter(self) -> None:
        """Put the keyboard on the chosen pin, or on the first."""
        self.canvas.setFocus()
        if self._pins and not self._chosen:
            self._move_to(next(iter(self._pins)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for."""
        act = self._act(event)
        if act:
            act()
        else:
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        key = Qt.Key(event.key())
        canvas = self.canvas
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Plus: lambda: canvas.zoom(_STEP),
            Qt.Key.Key_Equal: lambda: canvas.zoom(_STEP),
            Qt.Key.Key_Minus: lambda: canvas.zoom(1 / _STEP),
            Qt.Key.Key_0: canvas.fit,
        }
        if canvas.hasFocus():
            acts[Qt.Key.Key_Home] = lambda: self._step_to(0)
            acts[Qt.Key.Key_End] = lambda: self._step_to(-1)
            acts |= dict.fromkeys(_ENTER, self._open)
            acts |= {arrow: lambda: self._arrow(key, event) for arrow in _ARROWS}
        return acts.get(key)

    def _arrow(self, key: Qt.Key, event: QKeyEvent) -> None:
        across, down = _ARROWS[key]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.canvas.pan(across * _PART * self.canvas.width(), down * _PART * self.canvas.height())
        elif not self._chosen:
            self._step_to(0)
        elif down:
            number = list(self._pins).index(self._chosen) + down
            self._step_to(max(0, min(len(self._pins) - 1, number)))
        else:
            self._move_to(self.canvas.beside(self._chosen, across) or self._chosen)

    def _step_to(self, row: int) -> None:
        if self._pins:
            self._move_to(list(self._pins)[row])

    def _open(self) -> None:
        if self._chosen:
            self.opened.emit(self._chosen)

    def _move_to(self, service: str) -> None:
        if service != self._chosen:
            self.choose(service)
            self.chosen.emit(service)

    def _describe(self) -> None:
        """Say the chosen pin to those who do not see it."""
        pin = self._pins.get(self._chosen)
        says = f"Chosen: {pin.number}, {pin.name}." if pin else "No pin is chosen."
        self.canvas.setAccessibleDescription(f"{says}{self._near} {_HELP}")
        if pin and self.canvas.hasFocus():
            announce(self.canvas, f"{pin.number}, {pin.name}")

    def _button(self, text: str, name: str, key: str, press: Callable[[], None]) -> QPushButton:
        made = Button(text)
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({key})")
        made.clicked.connect(lambda _checked: press())
        return made


def _says(shown: int, total: int | None) -> str:
    """How many services are on the map, and of how many."""
    if not shown:
        return f"None of these services has a place on this map; {_ELSEWHERE}"
    of, is_one = f" of {total}" if total is not None else "", (shown if total is None else total) == 1
    noun = "service" if is_one else "services"
    return f"{shown}{of} {noun} {'has' if shown == 1 else 'have'} a place on this map; {_ELSEWHERE}"
