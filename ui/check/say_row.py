"""A choice of the form in one row: yes, no or not said."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from ui.shell.choice import Press
from ui.shell.shapes import box
from ui.shell.style import RING
from ui.shell.text import own_width
from ui.shell.theme import characters, colours_of, line_height

_STATES: Final[tuple[tuple[bool | None, str], ...]] = ((True, "Yes"), (False, "No"), (None, "Not said"))
_PAD: Final = 0.4
_HIGH: Final = 1.6
_NARROW: Final = 44
_WRAP: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_TALL: Final = 100_000
_KEYS: Final[Mapping[int, bool | None]] = {Qt.Key.Key_Y: True, Qt.Key.Key_N: False, Qt.Key.Key_Delete: None}


class SayRow(Press):
    """One choice, and whether it was said yes to, no to, or neither; ``changed`` carries what is said now.

    The arrows go from one to the next, Y, N and Delete say one of them, and Space goes through them all.
    """

    changed = Signal(object)

    def __init__(self, label: str) -> None:
        super().__init__("")
        self.label: Final = label
        self.said: bool | None = None
        self.setSizePolicy(own_width())
        self.clicked.connect(lambda: self._step(1, around=True))
        self.say(None)

    def say(self, said: bool | None) -> None:
        """Show what was said."""
        if self.accessibleName() and said is self.said:
            return
        self.said = said
        self.setAccessibleName(f"{self.label}: {dict(_STATES)[said]}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line: how many it takes follows from the width it is given."""
        return QSize(self._narrow, round(_HIGH * self._line))

    def minimumSizeHint(self) -> QSize:
        """The three states."""
        return QSize(sum(self._widths), round(_HIGH * self._line))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The wrapped words beside the states, or above them where there is little room."""
        if width not in self._heights:
            least, room = round(_HIGH * self._line), QRect(0, 0, self._room(width), _TALL)
            words = self.fontMetrics().boundingRect(room, _WRAP, self.label).height() + round(_PAD * self._line)
            self._heights[width] = words + least if self._below(width) else max(least, words)
        return self._heights[width]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and the letters."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() in _KEYS:
            self._set(_KEYS[event.key()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a state says that."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It counts where the button is let go of."""
        for (said, _), rect in zip(_STATES, self._segments(), strict=True):
            if rect.contains(event.position().toPoint()):
                self._set(said)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and the three states in one frame, the one that is so filled and bold."""
        colours, segments = colours_of(self.palette()), self._segments()
        painter = QPainter(self)
        painter.setPen(QColor(colours.text))
        top = 0 if self._below(self.width()) else self.height()
        words = QRect(0, 0, self._room(self.width()), segments[0].top() if not top else self.height())
        painter.drawText(words, _WRAP, self.label)
        for (said, name), rect in zip(_STATES, segments, strict=True):
            font = QFont(self.font())
            if said is self.said:
                box(painter, rect, fill=QColor(colours.button if said is None else colours.chosen))
                font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(colours.text if said is self.said else colours.quiet))
            painter.drawText(rect, _CENTRE, name)
        focus = self.hasFocus()
        frame = segments[0].united(segments[-1])
        box(painter, frame, pen=QPen(QColor(colours.accent if focus else colours.edge), RING if focus else 1))
        painter.setPen(QPen(QColor(colours.edge), 1))
        for rect in segments[1:]:
            painter.drawLine(rect.left(), rect.top() + RING, rect.left(), rect.bottom() - RING)

    def _measure(self) -> None:
        """Measure once for a font what layouts ask for again and again."""
        bold = QFont(self.font())
        bold.setBold(True)
        self._line, self._narrow = line_height(self), characters(self, _NARROW)
        self._widths = [QFontMetrics(bold).horizontalAdvance(name) + self._line for _, name in _STATES]
        self._heights: dict[int, int] = {}
        self.setMinimumHeight(round(_HIGH * self._line))

    def _step(self, by: int, *, around: bool = False) -> None:
        states = [said for said, _ in _STATES]
        at = states.index(self.said) + by
        self._set(states[at % len(states) if around else min(max(at, 0), len(states) - 1)])

    def _set(self, said: bool | None) -> None:
        if said is not self.said:
            self.say(said)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
            self.changed.emit(said)

    def _below(self, width: int) -> bool:
        return width < self._narrow

    def _room(self, width: int) -> int:
        return width if self._below(width) else width - sum(self._widths) - self._line

    def _segments(self) -> Sequence[QRect]:
        widths, high = self._widths, round(_HIGH * self._line) - 2
        left = 0 if self._below(self.width()) else self.width() - sum(widths)
        top = self.height() - high - 1 if self._below(self.width()) else (self.height() - high) // 2
        made = []
        for width in widths:
            made.append(QRect(QPoint(left, top), QSize(width, high)))
            left += width
        return made
