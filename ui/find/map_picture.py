"""The picture of a map: outlines, names and pins, in a view that can be moved."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from navigator.directory import Place
from navigator.directory.atlas import Atlas
from ui.find.atlas import Chart, Kept, Seen, Taken, View, draw_names, fitted, name_fonts, project
from ui.find.pins import Pin, Spot, draw_label, draw_origin, draw_spot, gathered, label_box, pin_font
from ui.shell.theme import ACCENT, characters, colours_of, line_height

_MOST_PIXELS_A_KM: Final = 400.0


class MapPicture(QWidget):
    """Outlines, names and pins, and the part of them that is seen: all pins, until somebody moves it."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._pins: tuple[Pin, ...] = ()
        self._origin: Place | None = None
        self._chosen = self._under = ""
        self._view = View(0, 0, 1)
        self._fits = True
        self._gathered: tuple[object, tuple[Spot, ...]] = (None, ())
        self._still = Kept(self)
        self._label: tuple[str, QRectF] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for a map that is worth having."""
        return QSize(characters(self, 50), 20 * line_height(self))

    def minimumSizeHint(self) -> QSize:
        """Room for a few pins and a name."""
        return QSize(characters(self, 16), 8 * line_height(self))

    # What is shown ----------------------------------------------------------------------------------------------------

    def show_atlas(self, atlas: Atlas) -> None:
        """Draw this map."""
        self._chart = Chart(atlas)
        self._refit()

    def show_pins(self, pins: tuple[Pin, ...]) -> None:
        """Show these pins; all of them come into view, unless they are where the last ones were."""
        moved = [pin.point for pin in pins] != [pin.point for pin in self._pins]
        self._pins, self._gathered = pins, (None, ())
        if moved:
            self.fit()
        self.update()

    def show_origin(self, origin: Place | None) -> None:
        """Mark the place that was searched near, and bring it into view, unless it is the same as before."""
        if origin != self._origin:
            self._origin = origin
            self.fit()

    def show_chosen(self, service: str) -> None:
        """Show this service's pins larger, with rings and its name; the map moves if none of them is in view."""
        self._chosen = service
        spots, inset = self._spots_of(service), line_height(self)
        inner = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if spots and not any(inner.contains(self._at(spot)) for spot in spots):
            self._look(spots[0].x / self._view.scale, spots[0].y / self._view.scale, self._view.scale)
        self.update()

    def show_hovered(self, service: str) -> None:
        """Show this service's pins a little larger, with a ring."""
        if service != self._under:
            self._under = service
            self.update()

    def spots(self) -> tuple[Spot, ...]:
        """The marks there are at this zoom, lowest number first."""
        key = (self._view.scale, self.font().key())
        if self._gathered[0] != key:
            self._gathered = (key, gathered(self._pins, self._view.scale, QFontMetricsF(pin_font(self.font()))))
        return self._gathered[1]

    def beside(self, service: str, side: int) -> str:
        """The first service of the nearest mark to the left (-1) or right (1) of a service's own; "" at the edge."""
        own = next(iter(self._spots_of(service)), None)
        there = [spot for spot in self.spots() if own and side * (spot.x - own.x) > 0]
        if own is None or not there:
            return ""
        return min(there, key=lambda spot: abs(spot.x - own.x) + abs(spot.y - own.y)).pins[0].id

    def _spots_of(self, service: str) -> list[Spot]:
        return [spot for spot in self.spots() if service in spot.services]

    # What part of it is seen ------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show all pins and the place searched near; without any, all of London."""
        self._fits = True
        self._refit()

    def pan(self, across: float, down: float) -> None:
        """Move the view by so many pixels."""
        view = self._view
        self._look(view.x + across / view.scale, view.y + down / view.scale, view.scale)

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Show things so many times larger, keeping a spot in pixels (by default the middle) where it is."""
        view, middle = self._view, QRectF(self.rect()).center()
        least = min(view.scale, self._all_of_it().scale)
        scale = max(least, min(_MOST_PIXELS_A_KM, view.scale * factor))
        off, kept = (about or middle) - middle, 1 / view.scale - 1 / scale
        self._look(view.x + off.x() * kept, view.y + off.y() * kept, scale)

    def _look(self, x: float, y: float, scale: float) -> None:
        bounds = self._chart.bounds() if self._chart else QRectF()
        x = max(bounds.left(), min(bounds.right(), x))
        y = max(bounds.top(), min(bounds.bottom(), y))
        self._view, self._fits = View(x, y, scale), False
        self.update()

    def _refit(self) -> None:
        if self._fits:
            spots = [project(pin.point) for pin in self._pins] + self._ends_of_origin()
            self._view = self._around(spots) if spots else self._all_of_it()
            self.update()

    def _ends_of_origin(self) -> list[QPointF]:
        """What has to be in view for the place searched near to be: its spot, or two corners around a borough."""
        if self._origin is None:
            return []
        if self._origin.point:
            return [project(self._origin.point)]
        named = self._chart and self._origin.name in self._chart.shapes
        bounds = self._chart.bounds([self._origin.name]) if self._chart and named else QRectF()
        return [bounds.topLeft(), bounds.bottomRight()] if named else []

    def _around(self, spots: list[QPointF]) -> View:
        xs, ys = [spot.x() for spot in spots], [spot.y() for spot in spots]
        bounds = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        return fitted(bounds, QSizeF(self.size()), 2 * line_height(self))

    def _all_of_it(self) -> View:
        bounds = self._chart.bounds() if self._chart else QRectF()
        return fitted(bounds, QSizeF(self.size()), line_height(self) / 2)

    def _transform(self) -> QTransform:
        return self._view.transform(QSizeF(self.size()))

    def _at(self, spot: Spot) -> QPointF:
        return self.box(spot).center()

    def box(self, spot: Spot) -> QRectF:
        """The box of a mark in the picture, in pixels."""
        view = self._view
        return spot.box.translated(self.width() / 2 - view.x * view.scale, self.height() / 2 - view.y * view.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in view, unless somebody chose another view."""
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep everything in view when the pins grow with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._refit()

    # What is drawn ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what keeps still from its picture, and over it what the pointer and the keyboard are on."""
        painter = QPainter(self)
        shown = (self._chart, self._view, self.spots(), self._origin, self._chosen)
        painter.drawPixmap(0, 0, self._still.picture(shown, self._draw))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        painter.setFont(pin_font(self.font()))
        for service, rings in ((self._under, 1), (self._chosen, 2)):
            for spot in self._spots_of(service):
                draw_spot(painter, spot, self._at(spot), colours, rings=rings)
        if self._label:
            painter.setFont(self.font())
            draw_label(painter, *self._label, colours)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter) -> None:
        """Draw the land, its names, the place searched near and the pins."""
        seen, colours = Seen(self._view, QRectF(self.rect())), colours_of(self.palette())
        spots = [spot for spot in self.spots() if seen.room.intersects(self.box(spot))]
        boxes, mark, near = [self.box(spot) for spot in spots], self._origin_box(), self._origin
        self._label = self._label_of_chosen([*boxes, mark])
        # A pin grows when it is chosen, and must not grow over a name.
        covered = [*(_grown(box, 1 / 4) for box in boxes), mark, self._label[1] if self._label else QRectF()]
        named = self._beside_mark(mark, near.name, covered) if near and mark.intersects(seen.room) else None
        taken = Taken([*covered, named[1] if named else QRectF()])
        if self._chart:
            around = {near.name} if near and not near.point else set[str]()
            self._chart.draw_land(painter, seen.transform, self.palette(), around)
            self._draw_names(painter, self._chart, seen, taken)
        if named:
            draw_origin(painter, mark, colours)
            painter.setFont(self.font())
            draw_label(painter, *named, colours)
        painter.setFont(pin_font(self.font()))
        for spot in spots:
            draw_spot(painter, spot, self._at(spot), colours)

    def _draw_names(self, painter: QPainter, chart: Chart, seen: Seen, taken: Taken) -> None:
        """Write boroughs' names, smaller where they fit only so, and then sectors'."""
        colours, (large, small) = colours_of(self.palette()), name_fonts(self.font())
        names = chart.borough_names(chart.shapes, seen, large, taken)
        draw_names(painter, names, large, QColor(colours.text), QColor(colours.base))
        left = chart.shapes.keys() - {name.of for name in names}
        names = chart.borough_names(left, seen, small, taken)
        draw_names(painter, names, small, QColor(colours.text), QColor(colours.base))
        names = chart.sector_names(seen, small, taken)
        draw_names(painter, names, small, QColor(colours.quiet), QColor(colours.base))

    def _origin_box(self) -> QRectF:
        """The box of the mark of the place searched near; empty when there is none."""
        if self._origin is None or self._origin.point is None:
            return QRectF()
        size = 2.4 * line_height(self)
        box = QRectF(0, 0, size, size)
        box.moveCenter(self._transform().map(project(self._origin.point)))
        return box

    def _label_of_chosen(self, taken: list[QRectF]) -> tuple[str, QRectF] | None:
        """The number and name beside the chosen pin, with their box, when the pin is in view."""
        pin = next((pin for pin in self._pins if pin.id == self._chosen), None)
        boxes = [self.box(spot) for spot in self._spots_of(self._chosen)]
        own = next((box for box in boxes if QRectF(self.rect()).contains(box.center())), None)
        return self._beside_mark(_grown(own, 1 / 2), f"{pin.number}  {pin.name}", taken) if pin and own else None

    def _beside_mark(self, mark: QRectF, name: str, taken: list[QRectF]) -> tuple[str, QRectF]:
        """A name, shortened if it must be, with its box beside a mark and on as little else as can be."""
        metrics, room = QFontMetricsF(self.font()), QRectF(self.rect()).adjusted(3, 3, -3, -3)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width() - 3 * metrics.averageCharWidth())
        return text, label_box(mark, text, metrics, room, taken)


def _grown(box: QRectF, part: float) -> QRectF:
    """A box larger on every side by a part of its height."""
    by = part * box.height()
    return box.adjusted(-by, -by, by, by)
