"""The conversation a window is used in: what was said, the shortlist, and the clock that forgets both."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.shell.settings import Settings
from ui.shell.starred import Starred

if TYPE_CHECKING:
    from ui.shell.foot_bar import FootBar
    from ui.shell.forgetting import Forgetting
    from ui.shell.person import Person

_SHORTLIST = "shortlist"


class Conversation(QObject):
    """Whom the conversation is with and what came of it, in every room, and only in memory.

    ``person`` is made, and the clock set, when something is first said or starred.
    """

    def __init__(self, content: QWidget, settings: Settings, met: "Callable[[Person], None]") -> None:
        """``met`` is called with the person once there is one; warnings are shown at the foot of ``content``."""
        super().__init__(content)
        self._content, self._settings, self._tell = content, settings, met
        self._bar: FootBar | None = None
        self.known: Person | None = None
        self.forgetting: Forgetting | None = None
        self.starred = Starred(self)
        self.starred.changed.connect(self._note_shortlist)
        self.starred.told.connect(self.say)

    @property
    def person(self) -> "Person":
        """Whom the conversation is with."""
        if self.known is None:
            from ui.shell.forgetting import Forgetting
            from ui.shell.person import Person

            self.known = Person(self)
            self.known.forgotten.connect(self.starred.clear)
            self.forgetting = Forgetting(self.known, self._content, self._settings.idle_minutes)
            self._tell(self.known)
        return self.known

    def allow(self, minutes: int) -> None:
        """Forget after so many minutes without a touch."""
        self._settings.idle_minutes = minutes
        if self.forgetting is not None:
            self.forgetting.allow(minutes)

    def forget(self) -> None:
        """Forget at once everything that was said, starred or picked."""
        if self.known is not None:
            self.known.clear()

    def _note_shortlist(self) -> None:
        self.person.note(_SHORTLIST, bool(self.starred.ids))

    def say(self, sentence: str) -> None:
        """Say what the room on show has no place for, in whatever room one is, until something is pressed."""
        from ui.shell.foot_bar import FootBar

        self._bar = self._bar or FootBar(self._content)
        self._bar.say(sentence)
        self._bar.go_when_pressed()
