"""One place on the side that faces the person: a large row to press, which says why when it is pressed."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton

from navigator.find.wording import ended
from ui.shell.row_flow import Wrapped
from ui.shell.row_grid import Face, Grid
from ui.shell.shapes import RIGHT, around_star, arrow
from ui.shell.star import HELD, Star
from ui.shell.starred import Starred
from ui.shell.style import RING
from ui.shell.text import own_width
from ui.shell.theme import colours_of, scaled

if TYPE_CHECKING:
    from navigator.check.view import Card

ACROSS: Final = 0.8
"""The room at both sides of what is shown, in lines of text."""
_NAME_SIZE: Final = 1.2
_MOST_LINES: Final = 1_000
_LEAST: Final = 6
"""Characters across: layouts ask after narrower rows, which are never seen."""
_KEPT: Final = 8
_LONG: Final = 90
"""A sentence of more characters than this is told up to its first colon."""
_SHORT: Final = 24
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ELSEWHERE: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_ABOVE_STAR: Final = 0.6
_DOT: Final = " · "


class Piece(NamedTuple):
    """Some words of a row: the face and the tone they are written in, and the picture before them, "" for none."""

    text: str
    face: str
    tone: str = "text"
    icon: str = ""
    above: float = 0.0
    """Room above them, in lines."""


class Looks:
    """The fonts, the pictures and the room of rows, all of it following from one font."""

    def __init__(self, font: QFont) -> None:
        grid = Grid(font, 1)
        self.faces = {"name": Face(scaled(font, _NAME_SIZE, bold=True)), "text": grid.text, "fact": grid.fact}
        self.line = grid.text.metrics.lineSpacing()
        self.across, self.down = round(ACROSS * self.line), round(0.75 * self.line)
        self.icons, self.icon, self.indent = grid.icons, grid.icon, grid.indent
        self.end = max(round(1.6 * self.line), around_star(self.line))
        self.least = self.across + self.end + round(_LEAST * grid.text.character)


class _Laid(NamedTuple):
    """The words of a row laid out for one width, in pixels."""

    height: int
    words: tuple[tuple[Wrapped, QPointF, str], ...]
    icons: tuple[tuple[str, QPointF, str], ...]


class Press(QAbstractButton):
    """What is pressed by mouse, Space or Enter; the arrow keys are left to the page it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(own_width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ELSEWHERE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the mouse is on it."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the mouse has gone."""
        super().leaveEvent(event)
        self.update()


class PlaceRow(Press):
    """A place: its name, what it does, where, when, the way in, and the one thing that decided.

    Nothing is cut short: the row is as high as its words need.
    """

    opened = Signal(str)
    entered = Signal(object)
    """The row, when the keyboard comes to it."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._laid: dict[int, _Laid] = {}
        self.card: Card | None = None
        self.star: Star | None = None
        self.clicked.connect(self._open)

    def follow_stars(self, starred: Starred) -> None:
        """Have a star in the corner, for the place that is shown."""
        self.star = Star(starred)
        self.star.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.star.setParent(self)
        self.star.entered.connect(partial(self.entered.emit, self))
        self.star.toggled.connect(self._describe)
        self.star.show()
        self._place_star()
        if self.card is not None:
            self._show_star()

    def show_card(self, card: "Card") -> None:
        """Show this place; nothing is drawn again where it is the same."""
        if card == self.card:
            return
        self.card = card
        self.setAccessibleName(f"{card.line.name.text}. {card.because}")
        self._show_star()
        self._describe()
        self._lay_again()

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self.card = None
        self._laid.clear()
        self._show_star()
        self.setAccessibleName("")
        self.setAccessibleDescription("")

    def refit(self, looks: Looks) -> None:
        """Draw with these fonts."""
        self._looks = looks
        self._place_star()
        self._lay_again()

    @property
    def words(self) -> str:
        """What can be read on it, a line each."""
        return "\n".join(piece.text for piece in _pieces(self.card)) if self.card else ""

    def sizeHint(self) -> QSize:
        """As wide as there is room: how high it is follows from that."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """A name and a line: how high it is follows from the width it is given."""
        return QSize(0, round(3 * self._looks.line))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its words at this width, in pixels."""
        return self._at(width).height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The star stays in its corner."""
        super().resizeEvent(event)
        self._place_star()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, a line below them, and a ring while the keyboard is here."""
        colours, painter = colours_of(self.palette()), QPainter(self)
        area, laid = self.rect(), self._at(self.width())
        if self.isDown() or self.hasFocus():
            painter.fillRect(area, QColor(colours.chosen))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(between))
        for words, at, tone in laid.words:
            painter.setPen(QColor(getattr(colours, tone)))
            words.layout.draw(painter, at)
        for name, at, tone in laid.icons:
            self._draw_icon(painter, name, at, QColor(getattr(colours, tone)))
        place = QRect(area.right() - self._looks.end, area.top(), self._looks.end, area.height())
        arrow(painter, place, RIGHT, colours.accent, self._looks.line)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif self.underMouse():
            painter.setPen(QColor(colours.edge))
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _draw_icon(self, painter: QPainter, name: str, at: QPointF, colour: QColor) -> None:
        solid, lines = self._looks.icons[name]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        painter.fillPath(solid, colour)
        painter.strokePath(lines, QPen(colour, self._looks.icon / 9))
        painter.restore()

    def _show_star(self) -> None:
        if self.star is not None:
            line = self.card.line if self.card else None
            self.star.show_service(*(line.id, line.name.text) if line else ("", ""))

    def _place_star(self) -> None:
        if self.star is not None:
            end, side = self._looks.end, self.star.width()
            self.star.move(self.width() - end + (end - side) // 2, round(_ABOVE_STAR * self._looks.line))

    def _describe(self) -> None:
        """Say to a screen reader all but the name and what decided."""
        if self.card is not None:
            starred = f"{HELD}. " if self.star is not None and self.star.isChecked() else ""
            says = " ".join((*map(ended, _told(self.card)), "Press for why."))
            self.setAccessibleDescription(f"{starred}{says}")

    def _open(self) -> None:
        if self.card is not None:
            self.opened.emit(self.card.line.id)

    def _lay_again(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _at(self, width: int) -> _Laid:
        """The words laid out for a width; a few are kept, as a scroll bar that comes or goes takes one to another."""
        width = max(width, self._looks.least)
        laid = self._laid.get(width)
        if laid is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            laid = self._laid[width] = self._lay(width)
        return laid

    def _lay(self, width: int) -> _Laid:
        looks = self._looks
        room = max(1, width - looks.across - looks.end)
        top = float(looks.down)
        words: list[tuple[Wrapped, QPointF, str]] = []
        icons: list[tuple[str, QPointF, str]] = []
        for piece in _pieces(self.card) if self.card else ():
            face = looks.faces[piece.face]
            top += piece.above * looks.line
            indent = looks.indent if piece.icon else 0
            if piece.icon:
                icons.append((piece.icon, QPointF(looks.across, top + (face.leading - looks.icon) / 2), piece.tone))
            wrapped = Wrapped(piece.text, face)
            wrapped.lay(room - indent, _MOST_LINES)
            words.append((wrapped, QPointF(looks.across + indent, top + face.sunk), piece.tone))
            top += face.leading * wrapped.lines
        return _Laid(round(top) + looks.down, tuple(words), tuple(icons))


def _pieces(card: "Card") -> Iterator[Piece]:
    """What a row says, from the top."""
    line = card.line
    yield Piece(line.name.text, "name")
    if line.mark:
        yield Piece(ended(line.mark), "text", "warn")
    if line.does.text:
        yield Piece(in_short(line.does.text), "text")
    if card.outcome != "says-no" and line.opening:
        yield Piece(line.opening, "text", "good" if line.state == "open" else "text", line.state, above=0.2)
    if card.outcome != "says-no" and line.ways:
        yield Piece(line.ways, "text")
    where = _DOT.join(filter(None, (line.areas, line.distance)))
    if where:
        yield Piece(where, "text", "quiet")
    if card.because:
        yield Piece(card.because, "text", "accent", above=0.2)


def _told(card: "Card") -> Iterator[str]:
    """The same for a screen reader, without the name and what decided."""
    line = card.line
    parts = (line.mark, in_short(line.does.text), line.areas and f"For {line.areas}", line.distance)
    when = () if card.outcome == "says-no" else (line.opening, line.ways)
    return (part for part in (*parts, *when) if part)


def in_short(text: str) -> str:
    """What a place does, in a line: its first sentence, and of a long one what comes before its colon."""
    sentence, _, _ = text.partition(". ")
    short, _, _ = sentence.partition(": ")
    return ended(short if len(sentence) > _LONG and len(short) >= _SHORT else sentence)
