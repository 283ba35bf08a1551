"""The map of London as it is drawn: a flat projection, the boroughs' shapes, and names where there is room for them."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from navigator.directory import Point
from navigator.directory.atlas import Atlas
from ui.shell.theme import colours_of, scaled

_KM_A_DEGREE: Final = 111.195
_MIDDLE_LATITUDE: Final = 51.5
_EAST: Final = _KM_A_DEGREE * math.cos(math.radians(_MIDDLE_LATITUDE))
_SCANS: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
_SQUARE: Final = 64
_SECTOR_ROOM: Final = 0.6
"""Kilometres that a sector's name must fit into before any is shown: about as far as they lie apart."""


def project(point: Point) -> QPointF:
    """Where a point lies on the plane: kilometres east of Greenwich, and south of the middle of London."""
    return QPointF(point.longitude * _EAST, (_MIDDLE_LATITUDE - point.latitude) * _KM_A_DEGREE)


class View(NamedTuple):
    """What part of the plane is seen: the spot in the middle, and how many pixels a kilometre takes."""

    x: float
    y: float
    scale: float

    def transform(self, size: QSizeF) -> QTransform:
        """From the plane to pixels of a picture of this size."""
        across, down = size.width() / 2 - self.x * self.scale, size.height() / 2 - self.y * self.scale
        return QTransform(self.scale, 0, 0, self.scale, across, down)


def fitted(bounds: QRectF, size: QSizeF, margin: float, least_km: float = 3.0) -> View:
    """The view that shows these bounds of the plane, and at least so many kilometres.

    The margin is in pixels, and at most a fifth of a small picture.
    """
    width, height = max(bounds.width(), least_km), max(bounds.height(), least_km)
    margin = min(margin, size.width() / 5, size.height() / 5)
    room = max(1.0, size.width() - 2 * margin), max(1.0, size.height() - 2 * margin)
    return View(bounds.center().x(), bounds.center().y(), min(room[0] / width, room[1] / height))


class Kept:
    """A picture that fills a widget, drawn again only when something it shows has changed."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._key: object = None
        self._picture = QPixmap()

    def picture(self, key: object, draw: Callable[[QPainter], None]) -> QPixmap:
        """The picture of what the key stands for, in the widget's size, colours, font and dots a pixel."""
        widget = self._widget
        dots = widget.devicePixelRatioF()
        whole = (key, widget.size(), widget.palette().cacheKey(), widget.font().key(), dots)
        if self._key != whole:
            self._key, self._picture = whole, QPixmap(widget.size() * dots)
            self._picture.setDevicePixelRatio(dots)
            self._picture.fill(widget.palette().color(QPalette.ColorRole.Window))
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
            painter.end()
        return self._picture


class Name(NamedTuple):
    """A name as it is written, its box in pixels, and what it is of; a loud one crosses an edge and needs a rim."""

    text: str
    box: QRectF
    of: str
    loud: bool = False


class Taken:
    """Boxes in pixels that nothing else may touch, kept by the squares of the picture they lie in."""

    def __init__(self, boxes: Iterable[QRectF] = ()) -> None:
        self._squares: dict[tuple[int, int], list[QRectF]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: QRectF) -> None:
        """Take a box, whatever it touches."""
        for square in _squares(box):
            self._squares.setdefault(square, []).append(box)

    def take(self, box: QRectF) -> bool:
        """Take a box if it touches nothing; says whether it does not."""
        if any(box.intersects(other) for square in _squares(box) for other in self._squares.get(square, ())):
            return False
        self.add(box)
        return True


def _squares(box: QRectF) -> list[tuple[int, int]]:
    columns = range(int(box.left() // _SQUARE), int(box.right() // _SQUARE) + 1)
    rows = range(int(box.top() // _SQUARE), int(box.bottom() // _SQUARE) + 1)
    return [(column, row) for column in columns for row in rows]


class Seen:
    """A view in a picture: the room in pixels, the part of the plane in it, and the ways between them."""

    def __init__(self, view: View, room: QRectF) -> None:
        self.room = room
        self.transform = view.transform(room.size())
        self.back = self.transform.inverted()[0]
        self.plane = self.back.mapRect(room)


class Chart:
    """An atlas on the plane, drawn in whatever size, colours and view are asked for."""

    def __init__(self, atlas: Atlas) -> None:
        self.shapes: dict[str, QPainterPath] = {}
        self._edges: dict[str, list[tuple[float, float, float, float]]] = {}
        for outline in atlas.outlines:
            shape, edges = QPainterPath(), []
            for ring in outline.rings:
                spots = [project(point) for point in ring]
                shape.addPolygon(QPolygonF(spots))
                shape.closeSubpath()
                edges += [(a.x(), a.y(), b.x(), b.y()) for a, b in pairwise([*spots, spots[0]])]
            self.shapes[outline.name], self._edges[outline.name] = shape, edges
        self._chords_of_all: dict[str, list[tuple[QPointF, float]]] = {}
        self._sectors = [(project(sector.point), sector.name) for sector in atlas.sectors]

    def bounds(self, boroughs: Iterable[str] | None = None) -> QRectF:
        """What these boroughs, or all of them, span on the plane."""
        spanned = QRectF()
        for name in self.shapes if boroughs is None else boroughs:
            spanned |= self.shapes[name].boundingRect()
        return spanned

    def borough_at(self, point: Point) -> str:
        """The borough around a point, or nothing outside London."""
        spot = project(point)
        return next((name for name, shape in self.shapes.items() if shape.contains(spot)), "")

    def draw_land(
        self, painter: QPainter, transform: QTransform, shown: QPalette, filled: Collection[str] = ()
    ) -> None:
        """Draw the boroughs; those that are filled lie in a soft colour, inside a strong edge if some are not."""
        colours = colours_of(shown)
        strong_edge = len(filled) < len(self.shapes)
        painter.save()
        painter.setTransform(transform, combine=True)
        for strong in (False, True):
            loud = strong and strong_edge
            pen = QPen(QColor(colours.accent if loud else colours.edge), 2 if loud else 1)
            pen.setCosmetic(True)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(QColor(colours.chosen if strong else colours.base))
            for name, shape in self.shapes.items():
                if (name in filled) == strong:
                    painter.drawPath(shape)
        painter.restore()

    def borough_names(
        self, names: Iterable[str], seen: Seen, font: QFont, taken: Taken, *, always: bool = False
    ) -> list[Name]:
        """Where boroughs' names fit inside them without touching what is taken, to which their boxes are added.

        With ``always`` a name that fits nowhere in its borough may cross an edge.
        """
        metrics = QFontMetricsF(font)
        placed = []
        for borough in sorted(names, key=self._size, reverse=True):
            for name in self._places(borough, seen, metrics, always=always):
                if seen.room.contains(name.box) and taken.take(name.box):
                    placed.append(name)
                    break
        return placed

    def sector_names(self, seen: Seen, font: QFont, taken: Taken) -> list[Name]:
        """Where sectors' names fit without touching what is taken, once the view is near enough to tell them apart."""
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance("SW19 8") > _SECTOR_ROOM * seen.transform.m11():
            return []
        placed, height = [], metrics.height()
        for spot, text in self._sectors:
            if not seen.plane.contains(spot):
                continue
            at, width = seen.transform.map(spot), metrics.horizontalAdvance(text)
            for lines in (-0.5, 0.7, -1.7):
                box = QRectF(at.x() - width / 2, at.y() + lines * height, width, height)
                if seen.room.contains(box) and taken.take(box):
                    placed.append(Name(text, box, text))
                    break
        return placed

    def _size(self, borough: str) -> float:
        bounds = self.shapes[borough].boundingRect()
        return bounds.width() * bounds.height()

    def _places(self, borough: str, seen: Seen, metrics: QFontMetricsF, *, always: bool) -> Iterator[Name]:
        """Boxes for a borough's name, the best first: in one line inside it, in two, then across its edges."""
        shape, chords = self.shapes[borough], self._chords(borough, seen.plane)
        texts = [borough, *_halves(borough)] if chords else []
        for text in texts:
            size = _size_of(text, metrics)
            for middle, width in chords:
                if size.width() <= width * seen.transform.m11():
                    box = _around(seen.transform.map(middle), size)
                    if shape.contains(seen.back.mapRect(box)):
                        yield Name(text, box, borough)
        if always:
            for middle, _ in sorted(chords, key=lambda chord: chord[1], reverse=True):
                box = _around(seen.transform.map(middle), _size_of(texts[-1], metrics))
                yield Name(texts[-1], box, borough, loud=True)

    def _chords(self, borough: str, plane: QRectF) -> list[tuple[QPointF, float]]:
        """The middles and widths of stretches across the part of a borough that is seen, middle heights first."""
        bounds = self.shapes[borough].boundingRect()
        if not plane.contains(bounds):
            return list(self._stretches(borough, bounds & plane))
        if borough not in self._chords_of_all:
            self._chords_of_all[borough] = list(self._stretches(borough, bounds))
        return self._chords_of_all[borough]

    def _stretches(self, borough: str, part: QRectF) -> Iterator[tuple[QPointF, float]]:
        for height in () if part.isEmpty() else _SCANS:
            y = part.top() + height * part.height()
            edges = (edge for edge in self._edges[borough] if (edge[1] <= y) != (edge[3] <= y))
            crossed = sorted(x1 + (y - y1) * (x2 - x1) / (y2 - y1) for x1, y1, x2, y2 in edges)
            for start, end in zip(crossed[::2], crossed[1::2], strict=False):
                left, right = max(start, part.left()), min(end, part.right())
                if left < right:
                    yield QPointF((left + right) / 2, y), right - left


def _size_of(text: str, metrics: QFontMetricsF) -> QSizeF:
    """The room that a name of one or two lines takes."""
    lines = text.split("\n")
    width = max(map(metrics.horizontalAdvance, lines)) + metrics.averageCharWidth()
    return QSizeF(width, len(lines) * metrics.lineSpacing())


def _around(middle: QPointF, size: QSizeF) -> QRectF:
    return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())


@cache
def _halves(name: str) -> tuple[str, ...]:
    """A name of several words in two lines, as even as they can be."""
    words = name.split()
    splits = ["\n".join((" ".join(words[:i]), " ".join(words[i:]))) for i in range(1, len(words))]
    return tuple(sorted(splits, key=lambda split: max(map(len, split.split("\n"))))[:1])


def name_fonts(font: QFont) -> tuple[QFont, QFont]:
    """The fonts of boroughs' and of sectors' names, beside a widget's font."""
    return scaled(font, 0.9), scaled(font, 0.75)


def draw_names(painter: QPainter, names: Iterable[Name], font: QFont, words: QColor, rim: QColor) -> None:
    """Write names; a rim keeps a loud one legible over an edge."""
    painter.setFont(font)
    for name in names:
        if name.loud:
            painter.strokePath(_letters(name, font), QPen(rim, QFontMetricsF(font).height() / 4))
        painter.setPen(words)
        painter.drawText(name.box, Qt.AlignmentFlag.AlignCenter, name.text)


def _letters(name: Name, font: QFont) -> QPainterPath:
    """The shapes of a name's letters, where they are written."""
    metrics, letters = QFontMetricsF(font), QPainterPath()
    for number, line in enumerate(name.text.split("\n")):
        left = name.box.center().x() - metrics.horizontalAdvance(line) / 2
        letters.addText(left, name.box.top() + number * metrics.lineSpacing() + metrics.ascent(), font, line)
    return letters
