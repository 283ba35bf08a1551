"""One day of a week of opening hours: closed, open day and night, or from when until when."""

import re
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from navigator.find.when import read_time
from navigator.listings.form.week import ALL_DAY, DAYS, Day, Span
from ui.listings.form.boxes import Menu
from ui.shell.chip_button import ChipButton
from ui.shell.flow import Flow
from ui.shell.theme import characters, give_room

HOLIDAYS: Final = "Bank holidays"
"""What stands for all of them."""
_CLOSED, _TIMES, _ALL_DAY, _AS_USUAL = "closed", "times", "all-day", "as-usual"
_STATES: Final = ((_CLOSED, "Closed"), (_TIMES, "Open at times"), (_ALL_DAY, "Day and night"))
_HOLIDAY_STATES: Final = ((_AS_USUAL, "As any other day"), *_STATES)
_MORE: Final = "+ Add a time"
_CROSS: Final = "\N{MULTIPLICATION SIGN}"
_LONGEST: Final = 8
_MIDNIGHT: Final = frozenset({"24", "24:00", "midnight"})
_HOUR: Final = re.compile(r"\d{1,2}", re.ASCII)
_TOLD: Final = "Hours and minutes, such as 09:30 or 5pm."


class DayRow(QWidget):
    """A day: its name, a menu, and boxes for its times.

    ``changed`` says that somebody changed it, ``settled`` that they are done with it for now.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, name: str) -> None:
        """``name`` is the day's; bank holidays can also be as any other day."""
        super().__init__()
        self.name: Final = name
        self.menu: Final = Menu(_HOLIDAY_STATES if name == HOLIDAYS else _STATES)
        self.times: list[_Times] = []
        self._shown = 0
        self._more: ChipButton | None = None
        self._row: Final = Flow()
        self.setLayout(self._row)
        for part in (_Name(name), self.menu):
            self._row.addWidget(part)
        give_room(self, self._row, between=0.35)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.menu.setAccessibleName(name)
        self.menu.setCurrentIndex(0)
        self.menu.chosen.connect(self._choose)

    @property
    def more(self) -> ChipButton | None:
        """What adds one more time, once there is one."""
        return self._more

    @property
    def day(self) -> Day | None:
        """Its times, as they are typed where they are no times; None for as any other day."""
        match self.menu.value:
            case "as-usual":
                return None
            case "all-day":
                return (ALL_DAY,)
            case "times":
                return tuple(times.span for times in self.times[: self._shown])
        return ()

    def show_day(self, day: Day | None) -> None:
        """Show these times; nothing is emitted."""
        if day == self.day:
            return
        state = _AS_USUAL if day is None else _ALL_DAY if day == (ALL_DAY,) else _TIMES if day else _CLOSED
        self.menu.show_value(state)
        self._show_spans(day if day and state == _TIMES else ())

    def enter(self) -> None:
        """Take the keyboard to its first time, or its menu."""
        first = self.times[0].start if self._shown else self.menu
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        if self.menu.value == _TIMES:
            self._show_spans((Span("", ""),))
            self.enter()
        else:
            self._show_spans(())
        self.changed.emit()
        if self.menu.value != _TIMES:
            self.settled.emit()

    def _show_spans(self, spans: Day) -> None:
        while len(self.times) < len(spans):
            self._make()
        self._shown = len(spans)
        for times, span in zip(self.times, spans, strict=False):
            times.show_span(span)
        for number, times in enumerate(self.times):
            times.setVisible(number < len(spans))
            times.less.setVisible(len(spans) > 1)
        if self._more is not None:
            self._more.setVisible(bool(spans))

    def _make(self) -> None:
        times = _Times(self.name, len(self.times) + 1)
        times.less.clicked.connect(partial(self._take_out, len(self.times)))
        times.changed.connect(self.changed)
        times.settled.connect(self.settled)
        self.times.append(times)
        if self._more is None:
            self._more = ChipButton(self)
            self._more.say(_MORE, "", f"{self.name}: add a time")
            self._more.clicked.connect(self._add)
        else:
            self._row.removeWidget(self._more)
        self._row.addWidget(times)
        self._row.addWidget(self._more)
        self._more.raise_()

    def _add(self) -> None:
        self._show_spans((*(times.span for times in self.times[: self._shown]), Span("", "")))
        self.times[self._shown - 1].start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self, number: int) -> None:
        spans = [times.span for times in self.times[: self._shown]]
        self._show_spans((*spans[:number], *spans[number + 1 :]))
        self.enter()
        self.changed.emit()
        self.settled.emit()


class _Name(QLabel):
    """The name of a day, as wide as the widest, so that what follows stands in a column."""

    def sizeHint(self) -> QSize:
        """The width of the widest."""
        widest = max(map(self.fontMetrics().horizontalAdvance, (*DAYS, HOLIDAYS)))
        return QSize(widest, super().sizeHint().height())


class _Times(QWidget):
    """From when until when."""

    changed = Signal()
    settled = Signal()

    def __init__(self, day: str, number: int) -> None:
        super().__init__()
        self.start, self.end = _TimeBox(f"{day}, time {number}: from"), _TimeBox(f"{day}, time {number}: to")
        self.less: Final = ChipButton(self)
        self.less.say(_CROSS, "", f"{day}: take out time {number}")
        both, flow = QWidget(), Flow()
        across = QHBoxLayout(both)
        for box in (self.start, QLabel("to"), self.end):
            across.addWidget(box)
        self.setLayout(flow)
        for part in (both, self.less):
            flow.addWidget(part)
        self.less.raise_()
        give_room(both, across, between=0.4)
        give_room(self, flow, between=0.35)
        for time in (self.start, self.end):
            time.textEdited.connect(self.changed)
            time.editingFinished.connect(self.settled)

    @property
    def span(self) -> Span:
        """The times; what is typed where it is no time."""
        return Span(self.start.time, self.end.time)

    def show_span(self, span: Span) -> None:
        """Show these, unless they stand there."""
        for box, time in ((self.start, span.start), (self.end, span.end)):
            if box.time != time:
                box.setText(time)


class _TimeBox(QLineEdit):
    """A time of day, written as people write it; shown as 09:00 once it is left."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_TOLD)
        self.setPlaceholderText("00:00")
        self.setToolTip(_TOLD)
        self.setMaximumWidth(characters(self, _LONGEST + 1))
        self.editingFinished.connect(self._tidy)

    @property
    def time(self) -> str:
        """The time as ``"09:00"``; what is typed where it is none."""
        return clock(self.text())

    def _tidy(self) -> None:
        if self.time != self.text():
            self.setText(self.time)


def clock(text: str) -> str:
    """What somebody typed as a time, as it is kept: ``"9"``, ``"9am"`` and ``"9.00"`` are ``"09:00"``.

    What is no time is given back.
    """
    text = text.strip()
    if text.casefold() in _MIDNIGHT:
        return "24:00"
    found = read_time(f"{text}:00" if _HOUR.fullmatch(text) else text)
    return f"{found:%H:%M}" if found else text
