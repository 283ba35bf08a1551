"""Forgets what a person said once nobody goes on with it, and says so before."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.shell.foot_bar import FootBar
from ui.shell.idle import Idle, passed
from ui.shell.person import Person

_WARNING: Final = "The answers will be forgotten in {} seconds. Press any key to keep them."
_FORGOTTEN: Final = "The answers were forgotten, because nothing was touched for {} minutes."


class Forgetting(QObject):
    """Watches over one conversation: after some minutes without a touch it is forgotten, in whatever room one is."""

    def __init__(self, person: Person, over: QWidget, minutes: int, now: Callable[[], float] = passed) -> None:
        """Forget what ``person`` said after so many minutes; the warning is shown at the foot of ``over``."""
        super().__init__(over)
        self._person, self._over, self._minutes = person, over, minutes
        self.idle = Idle(minutes, self, now)
        self.bar: FootBar | None = None
        for touched in (person.changed, person.noted):
            touched.connect(self._follow)
        self.idle.warning.connect(self._warn)
        self.idle.kept.connect(self._quiet)
        self.idle.forget.connect(self._forget)
        self._follow()

    def allow(self, minutes: int) -> None:
        """Forget after so many minutes."""
        self._minutes = minutes
        self.idle.allow(minutes)

    def _follow(self) -> None:
        """An answer is a touch too, also where no key was pressed for it."""
        if self._person.said:
            self._quiet()
            self.idle.watch()
        else:
            self.idle.stop()

    def _warn(self, seconds: int) -> None:
        self._made().say(_WARNING.format(seconds))

    def _forget(self) -> None:
        self._person.clear()
        self._made().say(_FORGOTTEN.format(self._minutes))
        self._made().go_when_pressed()

    def _quiet(self) -> None:
        if self.bar is not None:
            self.bar.hide()

    def _made(self) -> "FootBar":
        if self.bar is None:
            self.bar = FootBar(self._over)
        return self.bar
