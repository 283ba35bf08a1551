"""What stands in place of the room, or of its table alone, while a file cannot be read."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.shell.notice import Notice
from ui.shell.saying import STILL, UNREADABLE, announce, sentence

_UNREAD: Final = "Outcomes and tips cannot be read."
_WHOLE: Final = (
    "Nothing else is lost: all listings are there, and can be changed. Only what workers reported is missing here."
)


class Damage(QStackedWidget):
    """Says which file it is, and what to do.

    ``again`` asks to look once more, ``mends_asked`` for what mends the directory. ``borne`` says that somebody goes on
    without outcomes and tips: that is not told twice.
    """

    again = Signal()
    mends_asked = Signal()
    borne = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self._unread = self._borne = ""
        self._directory, self._noted = Notice("Try again", "Backups"), Notice("Go on without it", "Try again")
        for notice in (self._directory, self._noted):
            self.addWidget(notice)
        self._directory.acted.connect(self.again)
        self._directory.turned.connect(self.mends_asked)
        self._noted.acted.connect(self._bear)
        self._noted.turned.connect(self.again)

    @property
    def of_table(self) -> bool:
        """Whether something is to be told in place of the table."""
        return self.broken or self._unread != self._borne

    def fail(self, error: Exception) -> None:
        """The directory cannot be read."""
        new, self.broken = not self.broken, True
        self._tell(self._directory, UNREADABLE, sentence(error), STILL, aloud=new)

    def mend(self, unread: str) -> bool:
        """The directory can be read; ``unread`` says why outcomes and tips cannot, if so. Gives whether that is new."""
        before, self.broken = (self.broken, self._unread), False
        self._unread, self._borne = unread, self._borne if unread else ""
        new = before != (False, unread)
        if new and self.of_table:
            self._tell(self._noted, _UNREAD, unread, _WHOLE, aloud=True)
        return new

    def enter(self) -> None:
        """Take the keyboard to the first thing to do; where not all is in sight, to the words, to read on."""
        notice = self._directory if self.broken else self._noted
        (notice if notice.verticalScrollBar().maximum() else notice.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, notice: Notice, title: str, says: str, hint: str, *, aloud: bool) -> None:
        notice.say(title, says, hint)
        self.setCurrentWidget(notice)
        if aloud:
            announce(notice, title)

    def _bear(self) -> None:
        self._borne = self._unread
        self.borne.emit()
