"""A timeline as a drawing: time goes down one line, and each thing to do stands beside it, with its days.

Dates are the order that matters, so there is one column and not a lane for each kind of duty: how binding a thing is
stands in its box in words, and shows in the box's edge and in the shape of its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from navigator.find.wording import ended
from navigator.pathways.checklist import DUTIES, PAPER
from navigator.pathways.claims import all_cited
from navigator.pathways.days import day_words
from navigator.pathways.drawing import Arrow, Box, Drawing, Kind, Letters, Line, Mark, Note, Rect, Sheet, Words
from navigator.pathways.timeline import Dated, Timeline
from navigator.pathways.transitions import PLANNING, RULE, Action

_BESIDE: Final = 64
"""From so many characters across, days stand to the left of the line, else above each box."""
_DAYS: Final = 21
_MOST_DAYS: Final = 38
_PART: Final = 0.24
"""Days have this part of the width, and so many characters at least and at most."""
_BASES: Final = {RULE: "days set by a rule", PLANNING: "days suggested"}
_PAD: Final = 0.35
_BADGE: Final = 1.6
_BETWEEN: Final = 0.55
_SIGN: Final = 0.9


def draw_timeline(timeline: Timeline, width: float, letters: Letters, *, paper: bool = False) -> Drawing:
    """A timeline so wide; for ``paper`` with its name, what its days fall on, and its sources."""
    sheet = Sheet(letters, width)
    if paper:
        opening = (f"This is how it stands on {day_words(timeline.today)}.", timeline.past, timeline.friday)
        sheet.add((Words(timeline.transition.name, "title"), Words(" ".join(filter(None, opening)))), below=0.6)
    drawn = _Rail(timeline, width, letters, sheet.y)
    sheet.y = drawn.y
    if paper:
        sources = all_cited(dated.action.sources for dated in timeline.dated)
        says = f"Sources: {ended('; '.join(source.says for source in sources))}" if sources else ""
        sheet.add((Words(f"{says} {PAPER}", "quiet"),), above=0.6)
    return Drawing(
        timeline.transition.name, letters.type, width, sheet.y, tuple(drawn.boxes), tuple(drawn.notes), drawn.arrows,
        marks=tuple(drawn.marks), around=sheet.lines,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the days, the line and the boxes are."""

    days: float
    days_width: float
    rail: float
    boxes: float

    @classmethod
    def of(cls, width: float, letters: Letters) -> "_Columns":
        badge, gap = letters.lines(_BADGE), letters.lines(0.5)
        if width < letters.characters(_BESIDE):
            return cls(badge + gap, width - badge - gap, badge / 2, badge + gap)
        days = min(max(letters.characters(_DAYS), _PART * width), letters.characters(_MOST_DAYS))
        return cls(0, days, days + gap + badge / 2, days + 2 * gap + badge)


class _Rail:
    """Lays one timeline out, from y down."""

    def __init__(self, timeline: Timeline, width: float, letters: Letters, y: float) -> None:
        self._letters: Final = letters
        self._width: Final = width
        self._year: Final = timeline.day.year
        self._columns: Final = _Columns.of(width, letters)
        self.boxes: list[Box] = []
        self.notes: list[Note] = []
        self.marks: list[Mark] = []
        self.y = y
        marks = _marks(timeline)
        for row, dated in enumerate(timeline.dated):
            self._mark(marks, row)
            self._row(row, dated)
        self._mark(marks, len(timeline.dated))
        self.arrows = self._line(y)

    def _mark(self, marks: Sequence[tuple[int, str]], before: int) -> None:
        """The days that go across above a row."""
        letters, width, pad = self._letters, self._width, self._letters.lines(0.25)
        for says in (says for row, says in marks if row == before):
            lines = letters.set((Words(says, "bold"),), pad, self.y + pad, width - 2 * pad)
            self.marks.append(Mark(Rect(0, self.y, width, letters.lines(len(lines)) + 2 * pad), lines))
            self.y = self.marks[-1].rect.bottom + letters.lines(_BETWEEN)

    def _row(self, row: int, dated: Dated) -> None:
        letters, columns = self._letters, self._columns
        note = self._note(dated)
        above = note.rect.x >= columns.boxes
        top = note.rect.bottom if above else self.y
        pad, x = letters.lines(_PAD), columns.boxes
        width = self._width - x
        lines = self._words(dated, x + pad, top + pad, width - 2 * pad)
        size = letters.lines(_BADGE)
        tall = max(lines[-1].y + letters.lines(1) + pad - top, size)
        badge = Rect(columns.rail - size / 2, top + letters.lines(0.1), size, size)
        kind = cast("Kind", dated.action.duty)
        self.boxes.append(Box(dated.number, row, "", kind, _says(dated), Rect(x, top, width, tall), badge, lines))
        self.notes.append(note)
        self.y = max(top + tall, note.rect.bottom) + letters.lines(_BETWEEN)

    def _words(self, dated: Dated, x: float, y: float, width: float) -> tuple[Line, ...]:
        """Who acts, and how binding it is: at the end of the same line where it fits there; then what to do."""
        letters, action = self._letters, dated.action
        who, binding = Words(action.who, "bold"), _binding(action)
        head = letters.set((who, binding), x, y, width)
        *names, tag = head
        if names and tag.text == binding.text and names[-1].width + letters.lines(1) + tag.width <= width:
            head = (*names, replace(tag, x=x + width - tag.width, y=names[-1].y))
        rest = (Words(action.action), Words(action.caution, "quiet"))
        return (*head, *letters.set(rest, x, head[-1].y + letters.lines(1), width))

    def _note(self, dated: Dated) -> Note:
        """The days of an action, and where today stands to them: with a warning sign for what is late."""
        letters, columns, late = self._letters, self._columns, dated.overdue or dated.today
        pad = letters.lines(_PAD if columns.days < columns.boxes else 0)
        top, size = self.y + pad, letters.lines(_SIGN)
        days = letters.set((Words(_short(dated, self._year), "bold"),), columns.days, top, columns.days_width)
        below, indent = top + letters.lines(len(days)), (size + letters.lines(0.3)) if late else 0
        words = Words(dated.says, "warn" if late else "quiet")
        says = letters.set((words,), columns.days + indent, below, columns.days_width - indent)
        sign = Rect(columns.days, below + letters.lines((1 - _SIGN) / 2), size, size) if late else None
        below += letters.lines(len(says))
        shut = letters.set((Words(_shut(dated), "quiet"),), columns.days, below, columns.days_width)
        bottom = below + letters.lines(len(shut) + 0.3)
        rect = Rect(columns.days, self.y, columns.days_width, bottom - self.y)
        return Note(dated.number, rect, (*days, *says, *shut), sign)

    def _line(self, top: float) -> tuple[Arrow, ...]:
        """Time, from the first thing to do to the end."""
        if not self.boxes:
            return ()
        x = self._columns.rail
        self.y += self._letters.lines(0.6)
        return (Arrow(self.boxes[0].n, self.boxes[-1].n, ((x, top), (x, self.y))),)


def _marks(timeline: Timeline) -> list[tuple[int, str]]:
    """The days that go across, in order: each with the row it stands above.

    Day 0 stands above the first action on it or after. Today stands below the last action with a day before it, so
    that what has no date yet is still to come.
    """
    day, today, dated = timeline.day, timeline.today, timeline.dated
    zero = f"Day 0, {timeline.transition.day_0}: {day_words(day)}"
    at = next((row for row, one in enumerate(dated) if one.on and one.on >= day), len(dated))
    now = max((row + 1 for row, one in enumerate(dated) if one.on and one.on < today), default=0)
    if day == today:
        return [(at, f"Today. {zero}")]
    says = f"Today: {day_words(today)}"
    return [(now, says), (at, zero)] if today < day else [(at, zero), (max(at, now), says)]


def _shut(dated: Dated) -> str:
    """Which of its days to come most offices are shut on."""
    names = " and ".join(dict.fromkeys(shut.name for shut in dated.shut)) if dated.closing else ""
    return names and f"Most offices are shut: {names}."


def _binding(action: Action) -> Words:
    """How binding an action is, and who set its days."""
    says = ", ".join(filter(None, (DUTIES[action.duty], _BASES.get(action.basis))))
    return Words(says, "bold" if action.duty == "statutory" else "quiet")


def _says(dated: Dated) -> str:
    """An action in words for a screen reader."""
    action = dated.action
    said = (dated.days, dated.says, action.who, action.action, _binding(action).text, action.caution, *dated.closing)
    return " ".join((f"{dated.number}.", *map(ended, filter(None, said))))


def _short(dated: Dated, year: int) -> str:
    """The days of an action in fewer words: ``"Fri 11 September to Thu 3 December"``, with years other than that."""

    def said(day: date) -> str:
        week, number, month, in_year = day_words(day).split()
        return " ".join((week[:3], number, month, *(() if day.year == year else (in_year,))))

    if not (dated.first or dated.last):
        return dated.days
    days = " to ".join(said(day) for day in dict.fromkeys(filter(None, (dated.first, dated.last))))
    return days if dated.first and dated.last else f"{'From' if dated.first else 'By'} {days}"
