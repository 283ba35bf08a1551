"""Forgets what a person said once nobody goes on with it, and says so before."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from navigator.find.wording import listed
from ui.shell.foot_bar import FootBar
from ui.shell.idle import Idle, passed
from ui.shell.person import Person

_WARNING: Final = "{} will be forgotten in {} seconds. Press any key to keep {}."
_FORGOTTEN: Final = "{} {} forgotten, because nothing was touched for {} minutes."
_ONE: Final = ("shortlist",)
"""What is spoken of as one thing."""


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
        held = self._person.held
        self._made().say(_WARNING.format(_named(held), seconds, "it" if held == _ONE else "them"))

    def _forget(self) -> None:
        held = self._person.held
        self._person.clear()
        self._made().say(_FORGOTTEN.format(_named(held), "was" if held == _ONE else "were", self._minutes))
        self._made().go_when_pressed()

    def _quiet(self) -> None:
        if self.bar is not None:
            self.bar.hide()

    def _made(self) -> "FootBar":
        if self.bar is None:
            self.bar = FootBar(self._over)
        return self.bar


def _named(held: Sequence[str]) -> str:
    """What is held, as a sentence begins with it: "The answers and the shortlist"."""
    named = listed([f"the {one}" for one in held], "and")
    return f"{named[:1].upper()}{named[1:]}"
