"""Noticing that the directory is not as it was: changed in this window, in another, or replaced by a sync tool."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.work import Work

if TYPE_CHECKING:
    from ui.find.desk import Desk

_EVERY_MS: Final = 4_000
_LANE: Final = "directory"


class Watching(QObject):
    """Looks every few seconds once it has begun, and when it is asked to.

    ``changed`` says that what was looked up before is old, and whether this window changed it and its room Listings
    knows that already.
    """

    changed = Signal(bool)

    def __init__(self, work: "Work[Desk]", parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._seen: object = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Take the directory for what it is now, and look from now on."""
        if not self._timer.isActive():
            self._timer.start()
            self.look()

    def look(self, *, own: bool = False) -> None:
        """Look now, where it has begun; ``own`` says that this window changed it."""
        if self._timer.isActive():
            take = partial(self._take, own)
            self._work.ask(
                _LANE,
                lambda desk: (desk.edition,),
                owner=self,
                success=take,
                failure=lambda _error: take(_UNREADABLE),
            )

    def _take(self, own: bool, seen: object) -> None:
        before, self._seen = self._seen, seen
        if before is not None and seen != before:
            self.changed.emit(own)


_UNREADABLE: Final = "unreadable"
"""Stands for a directory that cannot be read; what is shown then says why, when it asks."""
