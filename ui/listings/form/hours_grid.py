"""Opening hours as a week to fill in, beside the text that is kept and what it says in words."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from navigator.listings.form.week import DAYS, NO_HOURS, Week, grid_of, text_of, week_in_words, week_problem, why_not
from ui.listings.form.boxes import SourceBox, Sources, WordsBox, labelled, said
from ui.listings.form.editor import Editor, Messages, Problems, below, message
from ui.listings.form.hours_day import HOLIDAYS, DayRow
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

_NONE: Final = "No hours are listed."
_SET: Final = "Set the hours"
_TAKE_OUT: Final = "Take the hours out"
_SAME: Final = "Same for all weekdays"
_SAME_SAYS: Final = "Monday's times for Tuesday to Friday too."
_TEXT: Final = "As text"
_FORM: Final = "Such as Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off"
_WORDS: Final = "In words"
_NOTE: Final = "What its page adds"
_NOTE_SAYS: Final = "Such as “by appointment” or “alternate Saturdays”."
_SOURCE: Final = "Read on"
_WEEKDAYS: Final = range(1, 5)
_AS_IT_WAS: Final = "Until then the text below is kept."


class HoursEditor(Editor):
    """The group ``hours``: the text is what is kept, and the week reads and writes it."""

    def __init__(self, sources: Sources) -> None:
        """With the sources there are."""
        super().__init__()
        self._text = ""
        self._week: _WeekPart | None = None
        self.set: Final = Button(_SET)
        self.note: Final = WordsBox()
        self.source: Final = SourceBox(sources)
        self._none: Final = Text(_NONE, role=QUIET)
        self._about: Final = {name: Messages() for name in ("", "note", "source")}
        self._start: Final = beside(self.set)
        self._layout: Final = QVBoxLayout(self)
        self._below: Final = (
            self._about[""],
            labelled(_NOTE, self.note, _NOTE_SAYS, self._about["note"]),
            labelled(_SOURCE, self.source, messages=self._about["source"]),
        )
        for part in (self._none, self._start, *self._below):
            self._layout.addWidget(part)
        give_room(self, self._layout, between=0.5)
        self.set.clicked.connect(self._begin)
        self.note.edited.connect(self.changed)
        self.source.chosen.connect(self.changed)

    @property
    def week(self) -> "_WeekPart | None":
        """The week and the text, where they are shown."""
        return self._week if self._week is not None and not self._week.isHidden() else None

    @property
    def unfinished(self) -> str:
        """Why the times of the week are not in the text yet."""
        return self.week.problem if self.week else ""

    def value(self) -> dict[str, Any]:
        """The hours as text, what is said of them, and where they were read."""
        return {"opening_hours": said(self._text), "note": said(self.note.words), "source": self.source.value}

    def show_value(self, value: Any) -> None:
        """Show these hours; without any, a button to set them."""
        group = value or {}
        self._text = group.get("opening_hours") or ""
        self.note.show_words(group.get("note") or "")
        self.source.show_number(group.get("source"))
        self._show(is_set=bool(self._text))

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside each part."""
        if problems.get("opening_hours") and self._week is None:
            self._show(is_set=True)
        for name, messages in self._about.items():
            messages.show_problems(problems.get(name, ()))
        if self._week is not None:
            self._week.messages.show_problems(below(problems, "opening_hours").get("", ()))

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part."""
        boxes: dict[str, QWidget] = {"note": self.note, "source": self.source}
        if path in boxes:
            boxes[path].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.week is not None:
            self.week.enter()
        else:
            self.set.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._show(is_set=True)
        if self._week is not None:
            self._week.enter()

    def _show(self, *, is_set: bool) -> None:
        self._none.setVisible(not is_set)
        self._start.setVisible(not is_set)
        if is_set:
            week = self._week or self._make()
            week.show_text(self._text)
            week.show()
        elif self._week is not None:
            self._week.show_text("")
            self._week.hide()

    def _make(self) -> "_WeekPart":
        self._week = week = _WeekPart()
        self._layout.insertWidget(2, week)
        # Keys go through what stands here in the order in which it is stacked.
        for part in self._below:
            part.raise_()
        week.changed.connect(self._take)
        week.taken_out.connect(self._take_out)
        return week

    def _take(self) -> None:
        if self._week is not None:
            self._text = self._week.words
            self.changed.emit()

    def _take_out(self) -> None:
        self._text = ""
        self._show(is_set=False)
        self.set.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _WeekPart(QWidget):
    """A row for each day, the text, and the same in words. ``changed``: the text is another, or the week unfinished."""

    changed = Signal()
    taken_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problem = ""
        self.words = ""
        self.days: Final = tuple(DayRow(name) for name in (*DAYS, HOLIDAYS))
        self.same, self.take_out = Button(_SAME), Button(_TAKE_OUT)
        self.text: Final = QLineEdit()
        self.messages: Final = Messages(self.text)
        self._wrong: Final = {day.name: message("", blocks=True) for day in self.days}
        self._why_not: Final = Toned("", "warn")
        self._in_words: Final = Text(selectable=True)
        self._worded: Final = labelled(_WORDS, self._in_words)
        self._grid: Final = QWidget()
        self._lay_out()
        self._connect()

    def show_text(self, text: str) -> None:
        """Show these hours; nothing is emitted."""
        self.words = text
        if text != self.text.text():
            self.text.setText(text)
            self.text.setCursorPosition(0)
        self._show_week()

    def enter(self) -> None:
        """Take the keyboard to the first day, or to the text where a week cannot show it."""
        first = self.text if self._grid.isHidden() else self.days[0].menu
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        grid = QVBoxLayout(self._grid)
        for day in self.days:
            grid.addWidget(day)
            grid.addWidget(self._wrong[day.name])
            self._wrong[day.name].hide()
        self.same.setAccessibleDescription(_SAME_SAYS)
        self.same.setToolTip(_SAME_SAYS)
        give_room(self._grid, grid, between=0.45)
        self.text.setPlaceholderText(_FORM)
        layout = QVBoxLayout(self)
        text = labelled(_TEXT, self.text, messages=self.messages)
        for part in (self._grid, self._why_not, beside(self.same, self.take_out), text, self._worded):
            layout.addWidget(part)
        give_room(self, layout, between=0.5)

    def _connect(self) -> None:
        for day in self.days:
            day.changed.connect(self._write)
            day.settled.connect(self._say)
        self.same.clicked.connect(self._copy)
        self.take_out.clicked.connect(self.taken_out)
        self.text.textEdited.connect(self._read)

    def _read(self, text: str) -> None:
        """Take the text that is typed, and show it as a week where it is one."""
        self.words = text
        self._show_week()
        self.changed.emit()

    def _write(self) -> None:
        """Write the week as text, as soon as it has times."""
        week = self._chosen()
        self.problem = week_problem(week)
        if not self.problem:
            self.words = text_of(week)
            self.text.setText(self.words)
            self.text.setCursorPosition(0)
            self._tell(week)
            self._say()
        self.changed.emit()

    def _copy(self) -> None:
        monday = self.days[0].day
        for number in _WEEKDAYS:
            self.days[number].show_day(monday)
        self._write()
        self._say()

    def _chosen(self) -> Week:
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = (day.day or () for day in self.days[:-1])
        return Week((monday, tuesday, wednesday, thursday, friday, saturday, sunday), self.days[-1].day)

    def _show_week(self) -> None:
        why = why_not(self.words) if self.words.strip() else ""
        week = (grid_of(self.words) if self.words.strip() else NO_HOURS) if not why else None
        self.problem = ""
        self._why_not.setText(why)
        self._why_not.setVisible(bool(why))
        self._grid.setVisible(week is not None)
        self.same.setVisible(week is not None)
        if week is not None:
            for day, spans in zip(self.days, (*week.days, week.holidays), strict=True):
                day.show_day(spans)
        self._tell(week)
        self._say()

    def _tell(self, week: Week | None) -> None:
        told = week_in_words(week) if week is not None and self.words else ()
        self._in_words.setText("\n".join(f"{days}: {times}" for days, times in told))
        self._worded.setVisible(bool(told))

    def _say(self) -> None:
        """Say what is wrong with a day below it, once somebody has finished with it."""
        for name, wrong in self._wrong.items():
            says = self.problem if self.problem.startswith(name) else ""
            wrong.setText(f"{says} {_AS_IT_WAS}" if says else "")
            wrong.setVisible(bool(says))
