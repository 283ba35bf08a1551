"""One place on the side that faces the person: a large row to press, which says why when it is pressed."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent

from navigator.find.wording import ended
from ui.shell.shapes import RIGHT, arrow
from ui.shell.star import HELD, Star
from ui.shell.starred import Starred
from ui.shell.theme import colours_of
from ui.shell.word_row import Looks, Piece, WordRow

if TYPE_CHECKING:
    from navigator.check.view import Card

_LONG: Final = 90
"""A sentence of more characters than this is told up to its first colon."""
_SHORT: Final = 24
_ABOVE_STAR: Final = 0.6
_DOT: Final = " · "


class PlaceRow(WordRow):
    """A place: its name, what it does, where, when, the way in, and the one thing that decided.

    Nothing is cut short: the row is as high as its words need.
    """

    opened = Signal(str)
    entered = Signal(object)
    """The row, when the keyboard comes to it."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks)
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
        self.lay_again()

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self.card = None
        self._laid.clear()
        self._show_star()
        self.setAccessibleName("")
        self.setAccessibleDescription("")

    def refit(self, looks: Looks) -> None:
        """Draw with these fonts."""
        super().refit(looks)
        self._place_star()

    @property
    def pieces(self) -> Iterable[Piece]:
        """What it says, from the top."""
        return _pieces(self.card) if self.card else ()

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
        colours, painter, area = colours_of(self.palette()), QPainter(self), self.rect()
        if self.isDown() or self.hasFocus():
            painter.fillRect(area, QColor(colours.chosen))
        between = colours.edge if colours.button == colours.base else colours.button
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(between))
        self.draw_words(painter, colours)
        place = QRect(area.right() - self.looks.end, area.top(), self.looks.end, area.height())
        arrow(painter, place, RIGHT, colours.accent, self.looks.line)
        self.draw_edge(painter, colours)

    def _show_star(self) -> None:
        if self.star is not None:
            line = self.card.line if self.card else None
            self.star.show_service(*(line.id, line.name.text) if line else ("", ""))

    def _place_star(self) -> None:
        if self.star is not None:
            end, side = self.looks.end, self.star.width()
            self.star.move(self.width() - end + (end - side) // 2, round(_ABOVE_STAR * self.looks.line))

    def _describe(self) -> None:
        """Say to a screen reader all but the name and what decided."""
        if self.card is not None:
            starred = f"{HELD}. " if self.star is not None and self.star.isChecked() else ""
            says = " ".join((*map(ended, _told(self.card)), "Press for why."))
            self.setAccessibleDescription(f"{starred}{says}")

    def _open(self) -> None:
        if self.card is not None:
            self.opened.emit(self.card.line.id)


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
