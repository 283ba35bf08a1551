"""The star that puts a service on the shortlist: a button with words, or only the star, where rows have many."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.shell.pressable import OnPage
from ui.shell.saying import announce
from ui.shell.shapes import STAR_SIZE, around_star, box, star_in
from ui.shell.starred import Starred
from ui.shell.style import RING
from ui.shell.text import Button
from ui.shell.theme import colours_of, give_room, line_height

HELD: Final = "On the shortlist"
ADD: Final = "Shortlist (Ctrl+D)"
TIPS: Final = ("Put on the shortlist (Ctrl+D)", "On the shortlist. Press to take it off (Ctrl+D)")
"""What a star says under the mouse: where a service is not on the shortlist, and where it is."""
_NAMES: Final = ("Shortlist", HELD)
_OFF: Final = "Off the shortlist"


def toggle(starred: Starred, service_id: str, name: str, where: QWidget) -> None:
    """Put a service on the shortlist or take it off, and have a screen reader that listens say which."""
    before = starred.has(service_id)
    starred.toggle(service_id, name)
    held = starred.has(service_id)
    if held != before:
        announce(where, f"{HELD if held else _OFF}: {name}")


class StarButton(Button):
    """Says whether a service is on the shortlist, with a star filled or not; a press puts it there or takes it off."""

    def __init__(self, starred: Starred, service_id: str = "", name: str = "") -> None:
        """A button for one service, or for none yet."""
        super().__init__(ADD)
        self._starred = starred
        self._id = self._name = ""
        self.setCheckable(True)
        starred.changed.connect(self._follow)
        self.show_service(service_id, name)

    def show_service(self, service_id: str, name: str) -> None:
        """Be the star of this service; "" for none, of which nothing is kept."""
        self._id, self._name = service_id, name
        self._show(held=self._starred.has(service_id))

    def nextCheckState(self) -> None:
        """A press asks the shortlist, which may be full: the star follows that."""
        self._starred.toggle(self._id, self._name)

    def press(self) -> None:
        """Do what a press does, and have a screen reader that listens say it."""
        toggle(self._starred, self._id, self._name, self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button, its star, and its words after that."""
        option, painter, line = QStyleOptionButton(), QStylePainter(self), line_height(self)
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        size = STAR_SIZE * line
        place = QRectF(0.7 * line, (self.height() - size) / 2, size, size)
        self._draw(painter, place)
        option.rect.setLeft(round(place.right()))
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)

    def _draw(self, painter: QPainter, place: QRectF) -> None:
        colours = colours_of(self.palette())
        held = self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(star_in(place)[held], QColor(colours.accent if held else colours.edge))

    def _measure(self) -> None:
        """Room for the star and for either of its words, so that its width does not change with them."""
        super()._measure()
        widest = max(self.fontMetrics().horizontalAdvance(words) for words in (ADD, HELD))
        self.setMinimumWidth(widest + round(3.2 * line_height(self)))

    def _follow(self) -> None:
        held = self._starred.has(self._id)
        if held != self.isChecked():
            self._show(held=held)

    def _show(self, *, held: bool) -> None:
        self.setChecked(held)
        self._say(held=held)
        self.setAccessibleName(f"{_NAMES[held]}: {self._name}" if self._id else "")

    def _say(self, *, held: bool) -> None:
        self.setText(HELD if held else ADD)


class Star(OnPage, StarButton):
    """Only the star, in a square large enough to be pressed; arrow keys are left to the page it is on."""

    entered = Signal()
    """The keyboard came to it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the star, and a ring while the keyboard is here."""
        colours, painter, size = colours_of(self.palette()), QPainter(self), STAR_SIZE * line_height(self)
        if self.hasFocus():
            box(painter, self.rect(), pen=QPen(QColor(colours.accent), RING))
        elif self.underMouse():
            box(painter, self.rect(), pen=QPen(QColor(colours.edge), 1))
        place = QRectF(0, 0, size, size)
        place.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        self._draw(painter, place)

    def _measure(self) -> None:
        side = around_star(line_height(self))
        self.setFixedSize(side, side)

    def _say(self, *, held: bool) -> None:
        self.setText("")
        self.setToolTip(TIPS[held])


class Beside(QWidget):
    """Something that names a service, and the star of that service after it."""

    def __init__(self, named: QWidget, star: Star) -> None:
        super().__init__()
        self.star = star
        layout = QHBoxLayout(self)
        layout.addWidget(named)
        layout.addWidget(star, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        give_room(self, layout, between=0.2)


def press_near(focus: QWidget | None) -> bool:
    """Press the star that has the keyboard, or stands beside what has it; says whether there is one."""
    while focus is not None and not isinstance(focus, Beside):
        focus = focus.parentWidget()
    if focus is not None:
        focus.star.press()
    return focus is not None
