"""Pins on a map: those that would lie over each other share one mark that names all their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from navigator.directory import Point
from ui.find.atlas import project
from ui.shell.theme import Colours

_NUMBERS: Final = 3
"""As many numbers are written out in one mark."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place of a service in a list: the number of its row, its id and name, and where it is."""

    number: int
    id: str
    name: str
    point: Point


class Spot:
    """One mark: the pins and the services (ids) it stands for, lowest number first.

    Its middle and its box are in pixels from the middle of the plane.
    """

    __slots__ = ("box", "pins", "services", "text", "x", "y")

    def __init__(self, pins: Sequence[Pin], x: float, y: float, metrics: QFontMetricsF) -> None:
        self.pins = tuple(sorted(pins, key=lambda pin: pin.number))
        self.services = tuple(dict.fromkeys(pin.id for pin in self.pins))
        self.x, self.y = x, y
        self.text = _numbers(self.pins)
        height = 1.35 * metrics.height()
        width = max(height, metrics.horizontalAdvance(self.text) + height * 0.7)
        self.box = QRectF(x - width / 2, y - height / 2, width, height)

    def joined(self, other: "Spot", metrics: QFontMetricsF) -> "Spot":
        """One mark for both, in the middle of all their pins."""
        mine, theirs = len(self.pins), len(other.pins)
        x, y = ((mine * a + theirs * b) / (mine + theirs) for a, b in ((self.x, other.x), (self.y, other.y)))
        return Spot((*self.pins, *other.pins), x, y, metrics)


def _numbers(pins: Sequence[Pin]) -> str:
    """``"3, 7"``; of many, the first two and how many more: ``"3, 7 +12"``."""
    numbers = list(dict.fromkeys(pin.number for pin in pins))
    if len(numbers) <= _NUMBERS:
        return ", ".join(map(str, numbers))
    return f"{numbers[0]}, {numbers[1]} +{len(numbers) - 2}"


def gathered(pins: Iterable[Pin], scale: float, metrics: QFontMetricsF) -> tuple[Spot, ...]:
    """Marks for pins at so many pixels a kilometre, none of which overlaps another; lowest number first."""
    same: dict[Point, list[Pin]] = {}
    for pin in pins:
        same.setdefault(pin.point, []).append(pin)
    spots = []
    for point, there in same.items():
        at = project(point) * scale
        spots.append(Spot(there, at.x(), at.y(), metrics))
    count = 0
    while len(spots) != count:
        count = len(spots)
        spots = _joined(spots, metrics)
    return tuple(sorted(spots, key=lambda spot: spot.pins[0].number))


def _joined(spots: Sequence[Spot], metrics: QFontMetricsF) -> list[Spot]:
    """The spots, each joined to one before it that it overlaps. Only those in cells beside each other can."""
    across, down = (max((size(spot.box) for spot in spots), default=1) for size in (QRectF.width, QRectF.height))
    cells: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        column, row = int(spot.x // across), int(spot.y // down)
        near = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        hit = next(((cell, s) for cell in near for s in cells.get(cell, ()) if s.box.intersects(spot.box)), None)
        if hit:
            cells[hit[0]].remove(hit[1])
            spot = hit[1].joined(spot, metrics)  # noqa: PLW2901 - it takes the place of both
            column, row = int(spot.x // across), int(spot.y // down)
        cells.setdefault((column, row), []).append(spot)
    return [spot for cell in cells.values() for spot in cell]


def pin_font(font: QFont) -> QFont:
    """The font of pins' numbers, beside a widget's font."""
    made = QFont(font)
    made.setPointSizeF(0.85 * font.pointSizeF())
    made.setBold(True)
    return made


def draw_spot(painter: QPainter, spot: Spot, at: QPointF, colours: Colours, *, rings: int = 0) -> None:
    """Draw a mark with its middle at a spot in pixels; one that matters more is larger, with one ring or two."""
    box = QRectF(spot.box)
    box.moveCenter(at)
    grow = rings * box.height() / 8
    box.adjust(-grow, -grow, grow, grow)
    fill, behind = QColor(colours.accent), QColor(colours.base)
    round_by = box.height() / 2
    for ring in range(2 * rings, 0, -1):
        wide = ring * max(2.0, spot.box.height() / 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(behind if ring % 2 else QColor(colours.text))
        painter.drawRoundedRect(box.adjusted(-wide, -wide, wide, wide), round_by + wide, round_by + wide)
    painter.setPen(QPen(behind, 1.5))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, round_by, round_by)
    painter.setPen(behind)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, spot.text)


def draw_label(painter: QPainter, text: str, box: QRectF, colours: Colours) -> None:
    """Write a name in a frame, over whatever is there."""
    round_by = box.height() / 6
    painter.setPen(QPen(QColor(colours.edge), 1))
    painter.setBrush(QColor(colours.base))
    painter.drawRoundedRect(box, round_by, round_by)
    painter.setPen(QColor(colours.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_origin(painter: QPainter, box: QRectF, colours: Colours) -> None:
    """Draw the mark of the place searched near: a ring with a cross in it, unlike any pin."""
    middle, radius = box.center(), box.width() / 3
    for colour, wide in ((colours.base, 5.0), (colours.text, 2.0)):
        painter.setPen(QPen(QColor(colour), wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)
        painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
        painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))


def label_box(mark: QRectF, text: str, metrics: QFontMetricsF, room: QRectF, taken: Iterable[QRectF]) -> QRectF:
    """A box for a name beside a mark: inside the room, and as little as can be on boxes that are taken."""
    pad = metrics.averageCharWidth()
    box = QRectF(0, 0, min(metrics.horizontalAdvance(text) + 2 * pad, room.width()), 1.3 * metrics.height())
    across, down = (mark.width() + box.width()) / 2 + pad / 2, (mark.height() + box.height()) / 2 + pad / 2
    aside = (box.width() - mark.width()) / 2
    places = [(across, 0.0), (-across, 0.0)]
    places += [(x, y) for y in (down, -down) for x in (0.0, aside, -aside)]
    boxes = [_kept_in(box.translated(mark.center() - box.center() + QPointF(*place)), room) for place in places]
    others = list(taken)
    return min(boxes, key=lambda kept: (kept.intersects(mark), sum(_area(kept & other) for other in others)))


def _area(box: QRectF) -> float:
    return box.width() * box.height()


def _kept_in(box: QRectF, room: QRectF) -> QRectF:
    """A box moved into a room as far as it fits."""
    moved = QRectF(box)
    moved.moveLeft(max(room.left(), min(room.right() - box.width(), box.left())))
    moved.moveTop(max(room.top(), min(room.bottom() - box.height(), box.top())))
    return moved
