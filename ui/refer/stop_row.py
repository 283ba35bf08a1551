"""How one stop is drawn: its number, its name, who runs it, the one thing that matters most, and what is noted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.refer.note import told
from ui.refer.signs import TONES, draw_sign
from ui.shell.colours import Colours
from ui.shell.row_flow import Wrapped
from ui.shell.row_grid import DOTS, Face
from ui.shell.row_view import Drawn
from ui.shell.style import RING
from ui.shell.theme import colours_of, scaled

if TYPE_CHECKING:
    from navigator.refer.before import Before
    from navigator.refer.shortlist import Stop

_Index = QModelIndex | QPersistentModelIndex

LINE: Final = Qt.ItemDataRole.UserRole
"""The role of what a row shows."""
FIRST_STOP: Final = "First stop"
_NOTED: Final = "Your note"
_DOT: Final = " · "
_MOST_LINES: Final = 4
_HEADLINES: Final = 2
_LIGHT: Final = frozenset({"know", ""})
_BADGE: Final = 1.7
_LEAST: Final = 60
_FIRST_SIZE: Final = 1.3


class StopLine(NamedTuple):
    """What a row shows of a stop.

    ``headline`` is the one thing that matters most, and ``grade`` how much, "" for nothing; ``marks`` what was noted.
    """

    n: int
    id: str
    name: str
    organization: str = ""
    grade: str = ""
    headline: str = ""
    marks: str = ""

    @classmethod
    def of(cls, n: int, stop: "Stop", before: "Before | None") -> "StopLine":
        """The row of the stop with this number, of which this is known, or nothing yet."""
        marks = (_NOTED if stop.note.strip() else "", told(stop.appointment) if stop.appointment else "")
        return cls(
            n=n,
            id=stop.id,
            name=before.name if before else stop.name,
            organization=before.organization if before and before.organization not in before.name else "",
            grade=(before.worst or "") if before else "",
            headline=before.headline if before else "",
            marks=_DOT.join(filter(None, marks)),
        )

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        place = FIRST_STOP if self.n == 1 else str(self.n)
        said = (f"{place}: {self.name}", self.organization, self.headline, self.marks)
        return " ".join(f"{part.removesuffix('.')}." for part in said if part)

    def __repr__(self) -> str:
        """Nothing of what was noted."""
        return f"StopLine({self.n}, {self.id!r})"


class _Words(NamedTuple):
    """Some words of a row: the face and the tone they are written in, over how many lines, and the sign before them."""

    text: str
    face: str
    tone: str = "text"
    lines: int = _MOST_LINES
    grade: str = ""
    above: float = 0.0
    """Room above them, in lines."""


class StopLooks:
    """The fonts and the room of rows, all of it following from one font."""

    def __init__(self, font: QFont) -> None:
        self.faces = {
            "first": Face(scaled(font, _FIRST_SIZE, bold=True)),
            "name": Face(scaled(font, 1.1, bold=True)),
            "text": Face(font),
            "bold": Face(scaled(font, 1, bold=True)),
        }
        self.line = round(self.faces["text"].metrics.lineSpacing())
        self.left, self.right, self.down = round(2.6 * self.line), round(0.6 * self.line), round(0.6 * self.line)
        self.sign = round(1.3 * self.line)


class _Laid(NamedTuple):
    """A row laid out for one width, in pixels."""

    height: int
    words: tuple[tuple[Wrapped, QPointF, str], ...]
    sign: QPointF | None


class StopDelegate(Drawn):
    """Draws stops; each is laid out anew only where what it shows, the width or the font is another."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.width = _LEAST
        self._looks = StopLooks(font)
        self._laid: dict[tuple[StopLine, int], _Laid] = {}

    def refit(self, font: QFont) -> None:
        """Draw with this font."""
        self._looks = StopLooks(font)
        self.forget()

    def forget(self) -> None:
        """Keep nothing of what was drawn."""
        self._laid.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its words at the width there is."""
        return QSize(_LEAST, self._at(index.data(LINE), self.width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the number, the words, and a ring while the keyboard is here."""
        line: StopLine = index.data(LINE)
        area, colours = option.rect, colours_of(option.palette)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colours.chosen if chosen else colours.base
        painter.fillRect(area, QColor(ground))
        if chosen:
            bar = QRect(area.left(), area.top(), max(4, self._looks.line // 4), area.height())
            painter.fillRect(bar, QColor(colours.accent))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(between))
        self._draw_number(painter, area, line.n, colours)
        laid = self._at(line, self.width)
        for words, at, tone in laid.words:
            painter.setPen(QColor(getattr(colours, tone)))
            words.layout.draw(painter, at + area.topLeft())
            if words.cut is not None:
                painter.setFont(words.face.font)
                painter.drawText(at + area.topLeft() + words.cut + QPointF(0, words.face.metrics.ascent()), DOTS)
        if laid.sign is not None:
            size = self._looks.line
            place = QRectF(laid.sign + area.topLeft(), QSizeF(size, size))
            draw_sign(painter, line.grade, place, QColor(getattr(colours, _tone(line.grade))), QColor(ground))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _draw_number(self, painter: QPainter, area: QRect, n: int, colours: Colours) -> None:
        """A disc for the first stop, a ring for the others."""
        looks = self._looks
        size = _BADGE * looks.line
        place = QRectF(area.left() + 0.5 * looks.line, area.top() + looks.down - 0.15 * looks.line, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), RING))
        painter.setBrush(QColor(colours.accent) if n == 1 else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place)
        painter.setPen(QColor(colours.base if n == 1 else colours.accent))
        painter.setFont(looks.faces["bold"].font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(n))
        painter.restore()

    def _at(self, line: StopLine, width: int) -> _Laid:
        laid = self._laid.get((line, width))
        if laid is None:
            if len(self._laid) > 4 * _LEAST:
                self._laid.clear()
            laid = self._laid[line, width] = self._lay(line, width)
        return laid

    def _lay(self, line: StopLine, width: int) -> _Laid:
        looks = self._looks
        room = max(_LEAST, width - looks.left - looks.right)
        top = float(looks.down)
        words: list[tuple[Wrapped, QPointF, str]] = []
        sign: QPointF | None = None
        for part in _parts(line):
            face = looks.faces[part.face]
            top += part.above * looks.line
            indent = looks.sign if part.grade else 0
            if part.grade:
                sign = QPointF(looks.left, top + (face.leading - looks.line) / 2)
            wrapped = Wrapped(part.text, face)
            wrapped.lay(room - indent, part.lines)
            words.append((wrapped, QPointF(looks.left + indent, top + face.sunk), part.tone))
            top += face.leading * wrapped.lines
        return _Laid(round(top) + looks.down, tuple(words), sign)


def _parts(line: StopLine) -> Iterator[_Words]:
    """What a row says, from the top."""
    if line.n == 1:
        yield _Words(FIRST_STOP, "bold", "accent")
    yield _Words(line.name, "first" if line.n == 1 else "name")
    if line.organization:
        yield _Words(line.organization, "text", "quiet")
    if line.headline:
        yield _Words(line.headline, "text", _tone(line.grade), _HEADLINES, line.grade, above=0.2)
    if line.marks:
        yield _Words(line.marks, "text", "quiet", above=0.1)


def _tone(grade: str) -> str:
    """What weighs little is told quietly."""
    return "quiet" if grade in _LIGHT else TONES[grade]
