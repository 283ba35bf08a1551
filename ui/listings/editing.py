"""The switch that a coordinator turns on to change listings: off at first, and off again when nobody is there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.shell.idle import Idle, passed

LOCK = (
    "Whoever uses this account of the computer can turn this on: lock the screen, or sign out, when you go. It turns "
    "itself off when nothing was touched for a while."
)
"""What guards the listings, for the help."""


class Editing(QObject):
    """Whether listings may be changed now, and who changes them: a role or initials, kept until Navigator closes.

    ``changed`` says that it was turned on or off; ``ended`` that it turned itself off, since nothing was touched.
    """

    changed = Signal(bool)
    ended = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None, now: Callable[[], float] = passed) -> None:
        """Off; it stays on for so many minutes after the last touch."""
        super().__init__(parent)
        self.by = ""
        self._idle = Idle(minutes, self, now, warnings=())
        self._idle.forget.connect(self._end)
        self._on = False

    @property
    def on(self) -> bool:
        """Whether listings may be changed."""
        return self._on

    def turn(self, on: bool) -> None:
        """Turn it on or off."""
        if on == self._on:
            return
        self._on = on
        if on:
            self._idle.watch()
        else:
            self._idle.stop()
        self.changed.emit(on)

    def allow(self, minutes: int) -> None:
        """Stay on for so many minutes after the last touch."""
        self._idle.allow(minutes)

    def _end(self) -> None:
        self.turn(False)
        self.ended.emit()
