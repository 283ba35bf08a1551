"""What a worker notes about a stop: some words, and an appointment. It is in memory only."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from navigator.find.when import read_time
from navigator.find.wording import plain_date
from ui.shell.arranged import Measured
from ui.shell.day_field import DayField
from ui.shell.fields import Field
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters, give_room, line_height

_LINES: Final = 3.4
_MOST: Final = 2_000
"""A note of more characters than this is a record, and no note."""
_HINTS: Final = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhMultiLine
)
_NOTE: Final = "Your note"
_SAYS: Final = "Held in memory only. It is forgotten with the answers."
_APPOINTMENT: Final = "Appointment, if there is one"
_WHEN: Final = "A day and a time, such as 14:30. It can go into a calendar under a neutral title."
_NO_TIME: Final = "That is no time of day. A time is hours and minutes, such as 14:30 or 2.30pm."
_LONGEST_TIME: Final = 8


class Note(QWidget):
    """A box for a few words about one stop, which ``changed`` has. No undo and no input method keeps any of them."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = _Box()
        label = field(_NOTE, self.box, _SAYS)
        font = QFont()
        font.setBold(True)
        label.setFont(font)
        layout = QVBoxLayout(self)
        for part in (label, self.box, Text(_SAYS, role=QUIET)):
            layout.addWidget(part)
        give_room(self, layout, between=0.25)
        self.box.textChanged.connect(self._tell)

    def show_note(self, text: str) -> None:
        """Show this, unless it stands there; nothing is emitted."""
        if text != self.box.toPlainText():
            with QSignalBlocker(self.box):
                self.box.setPlainText(text)

    def _tell(self) -> None:
        text = self.box.toPlainText()
        if len(text) > _MOST:
            text = text[:_MOST]
            self.show_note(text)
            self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self.changed.emit(text)


class _Box(Measured, QPlainTextEdit):
    """Tab leads out of it, and Alt and Escape are for those around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setInputMethodHints(_HINTS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.selectionChanged.connect(self._deselect)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type."""
        if event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as a few lines."""
        return QSize(0, self.maximumHeight())

    def _deselect(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _measure(self) -> None:
        self.setFixedHeight(round(_LINES * line_height(self)))


class Appointment(QWidget):
    """The day and the time of an appointment. ``changed`` has both as London's time, None until there are both."""

    changed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        """``today`` gives the day it is."""
        super().__init__()
        self._at: datetime | None = None
        self.day = DayField(_APPOINTMENT, today)
        self.time = _Time()
        self.says = Text(_WHEN, role=QUIET, selectable=True)
        timed = QWidget()
        column = QVBoxLayout(timed)
        column.addWidget(field("Time", self.time, "Hours and minutes, such as 14:30."))
        column.addWidget(self.time)
        give_room(timed, column, between=0.25)
        layout = QVBoxLayout(self)
        for part in (self.day, beside(timed), self.says):
            layout.addWidget(part)
        give_room(self, layout, between=0.35)
        self.day.changed.connect(self._look)
        self.time.textEdited.connect(lambda _text: self._look())
        self.time.finished.connect(lambda: self._look(finished=True))
        self.time.entered.connect(lambda: self._look(finished=True))

    def show_at(self, at: datetime | None) -> None:
        """Show this appointment, or none, unless it stands there; nothing is emitted."""
        if at != self._at:
            self._at = at
            self.day.show_day(at.date() if at else None)
            self.time.setText(f"{at:%H:%M}" if at else "")
            self._say("")

    def forget(self) -> None:
        """Show none, and keep nothing that was typed."""
        self._at = None
        self.day.show_day(None)
        self.time.forget()
        self._say("")

    def _look(self, *, finished: bool = False) -> None:
        text = self.time.text().strip()
        day, hour = self.day.day, read_time(text)
        at = datetime.combine(day, hour) if day and hour else None
        self._say(_NO_TIME if finished and text and hour is None else "", at)
        if at != self._at:
            self._at = at
            self.changed.emit(at)

    def _say(self, problem: str, at: datetime | None = None) -> None:
        at = at or self._at
        self.says.setText(problem or (f"{told(at)}." if at else _WHEN))


class _Time(Field):
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST_TIME)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has left."""
        super().focusOutEvent(event)
        self.finished.emit()

    def _measure(self) -> None:
        super()._measure()
        self.setFixedWidth(characters(self, _LONGEST_TIME) + line_height(self))


def told(at: datetime) -> str:
    """An appointment in words."""
    return f"{at:%A} {plain_date(at.date().isoformat())}, {at:%H:%M}"
