"""Whether anybody still uses the window, while there is something to forget."""

import sys
import time
from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

WARNINGS: Final = (60, 30, 10)
"""So many seconds before the end it is told that it is near."""
_A_MINUTE_S: Final = 60
_LOOK_S: Final = 5.0
"""The clock of a timer stands still while the machine sleeps, so that no timer is trusted for longer."""
_TOUCHES: Final = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
})  # fmt: skip
_WAKES: Final = frozenset({
    QEvent.Type.ApplicationStateChange,
    QEvent.Type.WindowActivate,
    QEvent.Type.Expose,
    QEvent.Type.UpdateRequest,
})  # fmt: skip
"""What comes before anything is drawn, as after a sleep."""
_MEANT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def passed() -> float:
    """Seconds since some moment, also those in which the machine slept."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Idle(QObject):
    """Says when nobody has touched the keyboard, the mouse or the screen for some minutes, and a minute before.

    It costs nothing while it does not ``watch``. A plain key pressed after a warning only keeps what there is: nobody
    who presses any key at all means what it does in the room.
    """

    warning = Signal(int)
    """So many seconds are left."""
    kept = Signal()
    """Somebody touched something after a warning."""
    forget = Signal()
    """The time is over; it does not watch any more."""

    def __init__(
        self,
        minutes: int,
        parent: QObject | None = None,
        now: Callable[[], float] = passed,
        warnings: Sequence[int] = WARNINGS,
    ) -> None:
        """Allow so many minutes; ``now`` gives seconds that never go backwards.

        ``warnings`` are the seconds before the end at which it warns, the most first; without any, every key is meant.
        """
        super().__init__(parent)
        self._warnings = warnings
        self._seconds = minutes * _A_MINUTE_S
        self._now = now
        self._watching = False
        self._touched = 0.0
        self._told: int | None = None
        self._mouse = QPointF()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        """Whether there is something to forget."""
        return self._watching

    def allow(self, minutes: int) -> None:
        """Allow so many minutes from the last touch on."""
        self._seconds = minutes * _A_MINUTE_S
        if self._watching:
            self.look()

    def watch(self) -> None:
        """Watch from now on, as if something was touched now."""
        application = QApplication.instance()
        if not self._watching and application is not None:
            self._watching = True
            self._mouse = QPointF(QCursor.pos())
            application.installEventFilter(self)
        self.touch()

    def stop(self) -> None:
        """Watch no more."""
        application = QApplication.instance()
        if self._watching and application is not None:
            self._watching = False
            application.removeEventFilter(self)
            self._timer.stop()
            self._keep()

    def touch(self) -> None:
        """Something was touched."""
        self._touched = self._now()
        self._keep()
        if self._watching:
            self.look()

    def look(self) -> None:
        """See what time it is, and tell what there is to tell."""
        left = self._left()
        if left <= 0:
            self.stop()
            self.forget.emit()
            return
        due = min((at for at in self._warnings if left <= at), default=None)
        if due is None:
            self._keep()
        elif due != self._told:
            self._told = due
            self.warning.emit(ceil(left))
        if self._watching:
            until = left - max(at for at in (0, *self._warnings) if at < left)
            self._timer.start(max(1, ceil(1000 * min(until, _LOOK_S))))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice a touch, and the time before anything is drawn."""
        kind = event.type()
        if kind in _TOUCHES:
            return self._touches(event)
        if kind in _WAKES:
            self.look()
        return False

    def _touches(self, event: QEvent) -> bool:
        """Take note of a touch; True where it is not to go any further. One that comes too late keeps nothing."""
        if isinstance(event, QMouseEvent) and not self._moved(event):
            return False
        only_keeps = self._warned and isinstance(event, QKeyEvent) and _any_key(event)
        if only_keeps and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self.look()
        if self._watching:
            self.touch()
        return only_keeps

    def _moved(self, event: QMouseEvent) -> bool:
        """Whether it is a press or a true move: what appears under a mouse at rest is told of as a move, too."""
        before, self._mouse = self._mouse, event.globalPosition()
        return event.type() != QEvent.Type.MouseMove or before != self._mouse

    @property
    def _warned(self) -> bool:
        return bool(self._warnings) and self._left() <= self._warnings[0]

    def _left(self) -> float:
        return self._touched + self._seconds - self._now()

    def _keep(self) -> None:
        told, self._told = self._told, None
        if told is not None:
            self.kept.emit()


def _any_key(event: QKeyEvent) -> bool:
    """Whether somebody may have pressed it for want of a better one: not F8 or F9, and not Ctrl+Q."""
    return not event.modifiers() & _MEANT and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
