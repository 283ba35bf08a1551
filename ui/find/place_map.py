"""A small map in a listing: the boroughs a service covers, and where it is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from navigator.directory import Point
from navigator.directory.atlas import Atlas
from ui.find.atlas import Chart, Kept, Seen, Taken, draw_names, fitted, name_fonts, project
from ui.shell.theme import characters, colours_of, line_height

_ALL_OF_IT: Final = frozenset({"London", "England", "UK"})
_LEAST_KM: Final = 8.0


class PlaceMap(QWidget):
    """A picture of what the listing also says in words; neither the keyboard nor the pointer does anything on it."""

    def __init__(self) -> None:
        super().__init__()
        self._of: Atlas | None = None
        self._chart: Chart | None = None
        self._covered: frozenset[str] = frozenset()
        self._points: tuple[Point, ...] = ()
        self._around: tuple[str, ...] = ()
        self._still = Kept(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_place(self, atlas: Atlas, areas: Sequence[str], points: Sequence[Point], name: str) -> None:
        """Show what a service covers ("London", "England" and "UK" are every borough) and where it is."""
        chart = self._chart if atlas is self._of and self._chart else Chart(atlas)
        self._of, self._chart = atlas, chart
        self._points = tuple(points)
        self._around = tuple(dict.fromkeys(filter(None, map(chart.borough_at, points))))
        self._covered = frozenset(chart.shapes if _ALL_OF_IT.intersection(areas) else chart.shapes.keys() & set(areas))
        self.setAccessibleName(_in_words(name, self._around, areas))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room for, and some lines high."""
        return QSize(characters(self, 40), 14 * line_height(self))

    def minimumSizeHint(self) -> QSize:
        """Enough to tell one borough from the next."""
        return QSize(characters(self, 16), 10 * line_height(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, made when it last changed."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still.picture((self._chart, self._covered, self._points), self._draw))

    def _draw(self, painter: QPainter) -> None:
        chart = self._chart
        if chart is None:
            return
        colours, room = colours_of(self.palette()), QRectF(self.rect())
        seen = Seen(fitted(self._bounds(chart), room.size(), line_height(self) / 2, _LEAST_KM), room)
        chart.draw_land(painter, seen.transform, self.palette(), self._covered)
        dots = [self._dot(seen.transform.map(project(point))) for point in self._points]
        taken, (large, small) = Taken(dots), name_fonts(self.font())
        # All of London is too small for its boroughs' names: one says where the place is.
        some = len(self._covered) < len(chart.shapes)
        loud = self._covered if some else self._around
        names = chart.borough_names(loud, seen, large, taken, always=True)
        draw_names(painter, names, large, QColor(colours.text), QColor(colours.chosen))
        if some:
            names = chart.borough_names(chart.shapes.keys() - loud, seen, small, taken)
            draw_names(painter, names, small, QColor(colours.quiet), QColor(colours.base))
        for dot in dots:
            painter.setPen(QPen(QColor(colours.base), 2))
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(dot)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))

    def _bounds(self, chart: Chart) -> QRectF:
        """What there is to see: the boroughs covered and the points, or all of London."""
        spots = [QRectF(project(point) - QPointF(1, 1), QSizeF(2, 2)) for point in self._points]
        bounds = chart.bounds(self._covered)
        for spot in spots:
            bounds |= spot
        return chart.bounds() if bounds.isEmpty() else bounds

    def _dot(self, at: QPointF) -> QRectF:
        size = 0.7 * line_height(self)
        dot = QRectF(0, 0, size, size)
        dot.moveCenter(at)
        return dot


def _in_words(name: str, around: Sequence[str], areas: Sequence[str]) -> str:
    """What the picture says: ``"Map: Camberwell Road, in Southwark; serves Lambeth and Southwark"``."""
    lies, serves = _listed(around), _listed(areas)
    return f"Map: {name}{f', in {lies}' if lies else ''}{f'; serves {serves}' if serves else ''}"


def _listed(names: Sequence[str]) -> str:
    """Names in words: ``"Lambeth, Lewisham and Southwark"``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
