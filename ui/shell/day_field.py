"""A day somebody picks by typing its day, month and year. Nothing typed is remembered."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from navigator.find.when import SHORT_YEAR, read_day
from navigator.find.wording import ended
from ui.shell.fields import Field
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

_PARTS: Final = (("Day", 2), ("Month", 2), ("Year", 4))
_BETWEEN: Final = re.compile(r"[\s/.,\-]+")
_IN_ONE: Final = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
"""A whole day typed with nothing between its parts."""
_MOVES_ON: Final = frozenset("/.,- ")
_MOST: Final = 24


class DayField(QWidget):
    """A day, month and year to type, and a button for today.

    ``changed`` says that there is another day now, or none any more. What makes no day is told in one line below,
    once somebody has finished typing. A whole day can be pasted, and "/" or "." leads on to the next box.
    """

    changed = Signal()

    def __init__(self, text: str, today: Callable[[], date], *, bold: bool = True) -> None:
        """``text`` says which day it is."""
        super().__init__()
        self._today = today
        self._day: date | None = None
        self.label = Text(text, bold=bold)
        self.boxes = tuple(_Part(name, text, digits) for name, digits in _PARTS)
        self.today = Button("Today")
        self.today.setAccessibleName(f"Today is the {text[:1].lower() + text[1:]}")
        self._problem = Text()
        grid_of, layout = QWidget(), QVBoxLayout(self)
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate(self.boxes):
            grid.addWidget(box.label, 0, place)
            grid.addWidget(box, 1, place)
        give_room(grid_of, grid, between=0.25)
        grid_of.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = beside(grid_of, self.today)
        for part in (self.label, self._row, self._problem):
            layout.addWidget(part)
        give_room(self, layout, between=0.25)
        self._problem.hide()
        self._connect()

    @property
    def day(self) -> date | None:
        """The day that was picked, None where there is none."""
        return self._day

    @property
    def problem(self) -> str:
        """What is wrong with what stands there, in one sentence; "" for a day, or where nothing was finished."""
        return self._problem.text()

    def show_day(self, day: date | None) -> None:
        """Show this day, or none; nothing is emitted."""
        self._day = day
        self._write(day)
        self._say("")

    def pick(self, day: date) -> None:
        """Take this day, as if somebody had typed it."""
        self._write(day)
        self._take(day)
        self._say("")

    def enter(self) -> None:
        """Take the keyboard to the first box."""
        self.boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.today.clicked.connect(lambda: self.pick(self._today()))
        for place, box in enumerate(self.boxes):
            box.textEdited.connect(lambda _text: self._look())
            box.entered.connect(lambda: self._look(finished=True))
            box.moved_on.connect(lambda place=place: self._move_on(place))
            box.pasted.connect(self._paste)
            box.finished.connect(self._leave)

    def _move_on(self, place: int) -> None:
        if place + 1 < len(self.boxes):
            self.boxes[place + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _paste(self, words: list[str]) -> None:
        """A whole day was pasted: year first where that is how it begins."""
        if len(words[0]) > SHORT_YEAR and words[0].isdigit():
            words.reverse()
        for box, word in zip(self.boxes, words, strict=False):
            box.setText(word)
        self._look(finished=True)

    def _leave(self) -> None:
        """Once the keyboard has left all of it, it was finished."""
        focus = QApplication.focusWidget()
        if focus not in self.boxes:
            self._look(finished=True)

    def _write(self, day: date | None) -> None:
        words = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
        for box, word in zip(self.boxes, words, strict=True):
            with QSignalBlocker(box):
                box.setText(word)

    def _look(self, *, finished: bool = False) -> None:
        if whole := _IN_ONE.fullmatch(self.boxes[0].text().strip()):
            for box, word in zip(self.boxes, whole.groups(), strict=True):
                box.setText(word)
            self.boxes[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        words = day, month, year = tuple(box.text().strip() for box in self.boxes)
        found, problem = read_day(day, month, year, self._today(), whole=not finished)
        if any(words) and found is None and not finished:
            return  # it may still become a day: the one before stands until then
        self._take(found)
        self._say(problem if any(words) else "")

    def _take(self, day: date | None) -> None:
        if day != self._day:
            self._day = day
            self.changed.emit()

    def _say(self, problem: str) -> None:
        if problem and problem != self._problem.text():
            announce(self, problem)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class _Part(Field):
    """One of the three boxes."""

    moved_on = Signal()
    pasted = Signal(list)
    finished = Signal()

    def __init__(self, name: str, of: str, digits: int) -> None:
        self._digits = digits
        super().__init__()
        self.setMaxLength(_MOST)
        self.label: QLabel = field(name, self)
        self.label.setForegroundRole(QUIET)
        self.setAccessibleName(f"{ended(of)} {name}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What stands between the parts of a day leads on to the next; a whole day may be pasted into any."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_day(QApplication.clipboard().text())
        elif event.text() and event.text() in _MOVES_ON:
            if self.text():
                self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def paste_day(self, text: str) -> None:
        """Take what was copied elsewhere: all of a day, or one part of it."""
        words = [word for word in _BETWEEN.split(text.strip()[:_MOST]) if word]
        if len(words) == len(_PARTS):
            self.pasted.emit(words)
        elif words:
            self.insert(words[0])
            self.textEdited.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has left."""
        super().focusOutEvent(event)
        self.finished.emit()

    def _measure(self) -> None:
        super()._measure()
        self.setFixedWidth(characters(self, self._digits + 2) + round(1.2 * line_height(self)))
