"""A situation as a drawing: a row for each step, in the lane of who takes it, with an arrow for each hand-over.

Steps come one after the other, so the layout is their order downwards: no arrow can cross another or a box, which a
library for graphs in general would not promise. Beside each box, on the side the arrow leaves for, stand the
hand-over and the gap that can open there. Where the lanes do not fit, all steps stand below one another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from navigator.find.wording import ended
from navigator.pathways.drawing import Arrow, Box, Drawing, Lane, Letters, Note, Rect, Sheet, Words
from navigator.pathways.situations import LANES, Situation, Step

LABELS: Final = {
    "mental-health": "Mental health",
    "substance-use": "Drugs and alcohol",
    "housing": "Housing",
    "other": "Others",
}
"""The lanes' names."""

_LANE: Final = 19
"""The least characters across in a lane."""
_NOTE: Final = 56
"""The most characters across in a note."""
_PAD: Final = 0.45
_GUTTER: Final = 0.8
_BAND: Final = 1.9
"""Between rows, where arrows are: in lines."""
_CORNER: Final = 0.8
_SIGN: Final = 0.9
_BADGE: Final = 1.3
_RAIL: Final = 1.2


def draw_situation(situation: Situation, width: float, letters: Letters, *, paper: bool = False) -> Drawing:
    """A situation so wide; for ``paper`` with its name, how it starts and its sources."""
    sheet = Sheet(letters, width)
    if paper:
        sheet.add((Words(situation.name, "title"), Words(situation.starting)), below=0.8)
    lanes = [lane for lane in LANES if any(step.lane == lane for step in situation.steps)]
    gutter = letters.lines(_GUTTER)
    across = (width - gutter * (len(lanes) - 1)) / len(lanes)
    side_by_side = len(lanes) > 1 and across - letters.lines(2 * _PAD) >= letters.characters(_LANE)
    drawn = (
        _Lanes(letters, width, situation.steps, lanes, across)
        if side_by_side
        else _Stack(letters, width, situation.steps)
    )
    parts = drawn.draw(sheet.y)
    sheet.y = parts.bottom
    if paper:
        sources = "; ".join(source.says for source in situation.sources)
        sheet.add((Words(f"Sources: {ended(sources)}", "quiet"),), above=0.8)
    return Drawing(
        situation.name, letters.type, width, sheet.y, parts.boxes, parts.notes, parts.arrows, parts.lanes,
        around=sheet.lines,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was drawn, and where it ends."""

    boxes: tuple[Box, ...]
    notes: tuple[Note, ...]
    arrows: tuple[Arrow, ...]
    bottom: float
    lanes: tuple[Lane, ...] = ()


class _Drawn:
    """What both ways to draw a situation share."""

    def __init__(self, letters: Letters, width: float, steps: Sequence[Step]) -> None:
        self.letters: Final = letters
        self.width: Final = width
        self.steps: Final = steps

    def box(self, row: int, x: float, y: float, width: float, *, named: bool = False) -> Box:
        """The box of a step; ``named`` with the name of its lane."""
        step, letters = self.steps[row], self.letters
        pad, size = letters.lines(_PAD), letters.lines(_BADGE)
        beside = size + pad
        top = letters.set(_head(step, named=named), x + pad + beside, y + pad, width - 2 * pad - beside)
        below = y + pad + max(letters.lines(len(top)), size) + letters.lines(0.15)
        body = letters.set((Words(step.do), Words(step.caution, "quiet")), x + pad, below, width - 2 * pad)
        rect = Rect(x, y, width, below + letters.lines(len(body)) + pad - y)
        badge = Rect(x + pad, y + pad, size, size)
        return Box(step.n, row, step.lane, "step", _says(step), rect, badge, (*top, *body))

    def note(self, step: Step, x: float, y: float, width: float, *, sign_at: float | None = None) -> Note:
        """The hand-over of a step, and the gap after it: behind a warning sign, or one whose middle is elsewhere."""
        letters = self.letters
        pad, size = letters.lines(_PAD), letters.lines(_SIGN)
        over = letters.set((Words(_over(step)),), x + pad, y + pad, width - 2 * pad)
        top = y + pad + letters.lines(len(over) + (0.25 if over else 0))
        indent = size + pad if sign_at is None else 0
        gap = letters.set((Words(_gap(step), "warn"),), x + pad + indent, top, width - 2 * pad - indent)
        left = x + pad if sign_at is None else sign_at - size / 2
        sign = Rect(left, top + letters.lines((1 - _SIGN) / 2), size, size) if gap else None
        bottom = top + letters.lines(len(gap)) + pad
        return Note(step.n, Rect(x, y, width, bottom - y), (*over, *gap), sign)


class _Lanes(_Drawn):
    """Lanes side by side."""

    def __init__(
        self, letters: Letters, width: float, steps: Sequence[Step], lanes: Sequence[str], across: float
    ) -> None:
        super().__init__(letters, width, steps)
        self._across: Final = across
        self._gutter: Final = letters.lines(_GUTTER)
        self._left: Final = {lane: place * (across + self._gutter) for place, lane in enumerate(lanes)}

    def draw(self, y: float) -> _Parts:
        """All of it, from y down."""
        letters, top = self.letters, y
        pad = letters.lines(_PAD)
        headings = {
            lane: letters.set((Words(LABELS[lane], "bold"),), x + pad, y + pad, self._across - 2 * pad)
            for lane, x in self._left.items()
        }
        tall = letters.lines(max(map(len, headings.values()))) + 2 * pad
        y += tall + letters.lines(1)
        boxes, notes, bottoms = [], [], []
        for row, step in enumerate(self.steps):
            box = self.box(row, self._left[step.lane], y, self._across)
            note = self._note(row, y)
            bottom = max(box.rect.bottom, note.rect.bottom if note.lines else 0)
            boxes.append(box)
            if note.lines:
                notes.append(_lowered(note, bottom - note.rect.bottom))
            bottoms.append(bottom)
            y = bottom + letters.lines(_BAND)
        arrows = tuple(map(self._arrow, self.steps, boxes, boxes[1:], bottoms))
        end = bottoms[-1] + pad
        lanes = tuple(
            Lane(lane, Rect(x, top, self._across, end - top), Rect(x, top, self._across, tall), headings[lane])
            for lane, x in self._left.items()
        )
        return _Parts(tuple(boxes), tuple(notes), arrows, end, lanes)

    def _note(self, row: int, y: float) -> Note:
        """The note of a step on the side its arrow leaves for, else where there is more room."""
        x = self._left[self.steps[row].lane]
        left, right = x - self._gutter, self.width - x - self._across - self._gutter
        after = self._left[self.steps[min(row + 1, len(self.steps) - 1)].lane]
        to_right = after > x if after != x else right >= left
        width = min(right if to_right else left, self.letters.characters(_NOTE))
        begin = x + self._across + self._gutter if to_right else x - self._gutter - width
        return self.note(self.steps[row], begin, y, width)

    def _arrow(self, step: Step, box: Box, after: Box, bottom: float) -> Arrow:
        """Down out of a box, across between the rows, and down into the next."""
        start, end = box.rect.middle, after.rect.middle
        turn = bottom + self.letters.lines(_CORNER)
        corners = ((start, turn), (end, turn)) if start != end else ()
        points = ((start, box.rect.bottom), *corners, (end, after.rect.y))
        size = self.letters.lines(_SIGN)
        sign = Rect((start + end - size) / 2, turn - size / 2, size, size) if step.risk_of_gap else None
        return Arrow(box.n, after.n, points, sign)


class _Stack(_Drawn):
    """All steps below one another, each with its lane's name, for where lanes do not fit."""

    def draw(self, y: float) -> _Parts:
        """All of it, from y down."""
        letters = self.letters
        x, between = letters.lines(_RAIL), letters.lines(0.4)
        boxes, notes, ends = [], [], [y]
        for row, step in enumerate(self.steps):
            box = self.box(row, 0, y, self.width, named=True)
            note = self.note(step, 2 * x, box.rect.bottom + between, self.width - 2 * x, sign_at=x)
            boxes.append(box)
            if note.lines:
                notes.append(note)
            ends.append(note.rect.bottom)
            y = max(note.rect.bottom + between, box.rect.bottom + letters.lines(_BAND))
        return _Parts(tuple(boxes), tuple(notes), tuple(map(self._arrow, boxes, boxes[1:])), ends[-1])

    def _arrow(self, box: Box, after: Box) -> Arrow:
        """Straight down, through the warning sign of the note beside it."""
        x = self.letters.lines(_RAIL)
        return Arrow(box.n, after.n, ((x, box.rect.bottom), (x, after.rect.y)))


def _head(step: Step, *, named: bool) -> Iterable[Words]:
    if named:
        yield Words(LABELS[step.lane], "quiet")
    yield Words(step.role, "bold")


def _over(step: Step) -> str:
    return step.hand_over and f"Hand over: {step.hand_over}"


def _gap(step: Step) -> str:
    return step.risk_of_gap and f"Gap: {step.risk_of_gap}"


def _says(step: Step) -> str:
    """A step in words for a screen reader."""
    return " ".join(_sentences(step))


def _sentences(step: Step) -> Iterator[str]:
    yield f"Step {step.n}, {LABELS[step.lane].lower()}: {ended(step.role)}"
    yield from map(ended, filter(None, (step.do, step.caution, _over(step), _gap(step))))


def _lowered(note: Note, by: float) -> Note:
    """The same note further down, so that it stands on the arrow it is about."""
    sign = note.sign and replace(note.sign, y=note.sign.y + by)
    lines = tuple(replace(line, y=line.y + by) for line in note.lines)
    return replace(note, rect=replace(note.rect, y=note.rect.y + by), lines=lines, sign=sign)
