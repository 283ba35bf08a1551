"""What the map is drawn with: one way to draw a cell, on the screen, in a picture and in an SVG file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.pathways.matrix_layout import Icon, Laid, Looks, Words
from ui.shell.colours import Colours

Segment = tuple[float, float, float, float]

_HATCH: Final = 0.55
_CLEAR: Final = 0.25
_FRAME: Final = 2.0
_DASHES: Final = (4.0, 3.0)
_GROUP: Final = 2
_BETWEEN: Final = "between"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, in pixels."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, by: float) -> "Area":
        """The same, so much smaller on every side."""
        return Area(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


class Ink(Protocol):
    """Draws rectangles, lines, words and pictures in the tones of a set of colours."""

    def fill(self, area: Area, tone: str) -> None:
        """Fill a rectangle."""

    def frame(self, area: Area, tone: str, width: float, *, dashed: bool = False) -> None:
        """Draw the edge of a rectangle."""

    def lines(self, segments: Iterable[Segment], tone: str, width: float) -> None:
        """Draw straight lines."""

    def words(self, words: Words, x: float, y: float) -> None:
        """Write some words, from a corner."""

    def icon(self, icon: Icon, x: float, y: float) -> None:
        """Draw a small picture, from a corner."""


def draw_cell(ink: Ink, area: Area, laid: Laid, kind: str, looks: Looks) -> None:
    """The words of a cell; a gap is framed, and hatched behind its words where nobody helps at all."""
    if kind:
        inner = area.inside(_FRAME + 1)
        if kind == "none":
            ink.lines(_hatching(inner, _HATCH * looks.line), "edge", 1)
            ink.fill(_behind(laid, area, looks), "base")
        ink.frame(inner, "warn", _FRAME, dashed=kind == "local")
    draw_laid(ink, laid, area.x, area.y)


def draw_laid(ink: Ink, laid: Laid, x: float, y: float) -> None:
    """Words and pictures in their places."""
    for words in laid.words:
        ink.words(words, x, y)
    for icon in laid.icons:
        ink.icon(icon, x, y)


def draw_edges(ink: Ink, area: Area, *, begins: bool) -> None:
    """The lines between cells; a stronger one above the first of a group."""
    right, bottom = area.x + area.width - 0.5, area.y + area.height - 0.5
    ink.lines(((area.x, bottom, right, bottom), (right, area.y, right, bottom)), _BETWEEN, 1)
    if begins:
        ink.fill(Area(area.x, area.y, area.width, _GROUP), "edge")


def _colour(colours: Colours, tone: str) -> str:
    """A colour by its name; lines between cells are quiet, and still seen where a quiet colour is none."""
    if tone == _BETWEEN:
        return colours.edge if colours.button == colours.base else colours.button
    return str(getattr(colours, tone))


def _behind(laid: Laid, area: Area, looks: Looks) -> Area:
    """The room behind the words of a cell, so that nothing is drawn through them."""
    by = _CLEAR * looks.line
    right = max((words.x + words.width for words in laid.words), default=0)
    left = min((words.x for words in laid.words), default=0)
    wide = min(right - left + 2 * by, area.width - left)
    return Area(area.x + left - by, area.y + looks.down, wide, laid.height - 2 * looks.down)


def _hatching(area: Area, step: float) -> list[Segment]:
    """Slanting lines over a rectangle, none of which leaves it."""
    found = []
    at = step
    while at < area.width + area.height:
        over, under = max(0.0, at - area.width), min(at, area.height)
        found.append((area.x + at - over, area.y + over, area.x + at - under, area.y + under))
        at += step
    return found


class PaintInk:
    """Draws with a painter."""

    def __init__(self, painter: QPainter, colours: Colours, looks: Looks) -> None:
        self._painter, self._colours, self._looks = painter, colours, looks

    def fill(self, area: Area, tone: str) -> None:
        """Fill a rectangle."""
        self._painter.fillRect(_rect(area), self._colour(tone))

    def frame(self, area: Area, tone: str, width: float, *, dashed: bool = False) -> None:
        """Draw the edge of a rectangle."""
        pen = QPen(self._colour(tone), width, j=Qt.PenJoinStyle.MiterJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2 * length / width for length in _DASHES])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(_rect(area))

    def lines(self, segments: Iterable[Segment], tone: str, width: float) -> None:
        """Draw straight lines."""
        self._painter.setPen(QPen(self._colour(tone), width))
        self._painter.drawLines([QLineF(*segment) for segment in segments])

    def words(self, words: Words, x: float, y: float) -> None:
        """Write some words, exactly as they are."""
        self._painter.setFont(self._looks.letters[words.face].font)
        self._painter.setPen(self._colour(words.tone))
        self._painter.drawText(QPointF(x + words.x, y + words.y), words.text)

    def icon(self, icon: Icon, x: float, y: float) -> None:
        """Draw a small picture."""
        solid, outline = self._looks.icons[icon.name]
        painter, colour = self._painter, self._colour(icon.tone)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(x + icon.x, y + icon.y)
        painter.fillPath(solid, colour)
        painter.strokePath(outline, QPen(colour, self._looks.icon / 9))
        painter.restore()

    def _colour(self, tone: str) -> QColor:
        return QColor(_colour(self._colours, tone))


class SvgInk:
    """Writes the parts of an SVG file: text stays text, and nothing in it is taken for mark-up."""

    def __init__(self, colours: Colours, looks: Looks) -> None:
        self.parts: list[str] = []
        self._colours, self._looks = colours, looks

    def document(self, width: float, height: float, title: str) -> str:
        """The whole file, of what was drawn so far."""
        family = escape(f"{self._looks.font.family()}, sans-serif")
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" '
            f'height="{_n(height)}" role="img" font-family="{family}">'
        )
        return "\n".join((head, f"<title>{escape(title)}</title>", *self.parts, "</svg>", ""))

    def fill(self, area: Area, tone: str) -> None:
        """Fill a rectangle."""
        self._add("rect", _sides(area) | {"fill": self._colour(tone)})

    def frame(self, area: Area, tone: str, width: float, *, dashed: bool = False) -> None:
        """Draw the edge of a rectangle."""
        dashes = {"stroke-dasharray": " ".join(_n(2 * length) for length in _DASHES)} if dashed else {}
        self._add("rect", _sides(area) | self._stroke(tone, width) | dashes)

    def lines(self, segments: Iterable[Segment], tone: str, width: float) -> None:
        """Draw straight lines."""
        drawn = " ".join(f"M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}" for x, y, to_x, to_y in segments)
        self._add("path", {"d": drawn} | self._stroke(tone, width))

    def words(self, words: Words, x: float, y: float) -> None:
        """Write some words, as wide as they were laid out, whichever letters the reader has."""
        letters = self._looks.letters[words.face]
        bold = {"font-weight": "bold"} if letters.font.bold() else {}
        given = {
            "x": _n(x + words.x),
            "y": _n(y + words.y),
            "font-size": _n(letters.size),
            "textLength": _n(words.width),
            "lengthAdjust": "spacingAndGlyphs",
            "fill": self._colour(words.tone),
        }
        self._add("text", given | bold, words.text)

    def icon(self, icon: Icon, x: float, y: float) -> None:
        """Draw a small picture."""
        solid, outline = self._looks.icons[icon.name]
        moved = {"transform": f"translate({_n(x + icon.x)} {_n(y + icon.y)})"}
        if not solid.isEmpty():
            self._add("path", {"d": _path(solid), "fill": self._colour(icon.tone)} | moved)
        self._add("path", {"d": _path(outline)} | self._stroke(icon.tone, self._looks.icon / 9) | moved)

    def _stroke(self, tone: str, width: float) -> dict[str, str]:
        return {"fill": "none", "stroke": self._colour(tone), "stroke-width": _n(width)}

    def _add(self, name: str, given: Mapping[str, str], text: str = "") -> None:
        told = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
        self.parts.append(f"<{name}{told}>{escape(text)}</{name}>" if text else f"<{name}{told}/>")

    def _colour(self, tone: str) -> str:
        return _colour(self._colours, tone)


def _path(path: QPainterPath) -> str:
    """A path as SVG writes it; the second and third points of a curve follow without a letter."""
    letters = {
        QPainterPath.ElementType.MoveToElement: "M",
        QPainterPath.ElementType.LineToElement: "L",
        QPainterPath.ElementType.CurveToElement: "C",
    }
    elements = (path.elementAt(n) for n in range(path.elementCount()))
    return " ".join(f"{letters.get(each.type, '')}{_n(each.x)} {_n(each.y)}" for each in elements)


def _sides(area: Area) -> dict[str, str]:
    return {"x": _n(area.x), "y": _n(area.y), "width": _n(area.width), "height": _n(area.height)}


def _rect(area: Area) -> QRectF:
    return QRectF(area.x, area.y, area.width, area.height)


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
