"""One row of the results: what it shows, in which order, and how it is drawn."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QPainter,
    QPalette,
    QPen,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.find.model import ResultsModel
from ui.shell.row_flow import Fact, Piece, Rows, Wrapped, shared_out
from ui.shell.row_grid import DOTS, Grid
from ui.shell.text import tip
from ui.shell.theme import colours_of

if TYPE_CHECKING:
    from navigator.find.line import Line

_Index = QModelIndex | QPersistentModelIndex

NO_END: Final = 1e6
_WORTH: Final = 9
"""Fewer characters than this of a note tell nothing."""
_KEPT: Final = 256
_DOT: Final = "·"
_DIVIDERS: Final = ("These do not say: worth asking", "These do not say")
_WORTH_ASKING: Final = ("Worth asking",)
_TONES: Final = ("text", "quiet", "accent", "good", "warn", "edge", "mark", "chosen", "base", "button")
_OUTCOMES: Final = {"meets-rules": ("good", "Meets their rules"), "worth-asking": ("accent", "")}
_ICON_TONES: Final = {"integrated": "good", "excludes": "warn"}


class Plan:
    """One row laid out: its texts and pictures, and where they go, from the top left corner of the row."""

    def __init__(self, line: "Line", grid: Grid, looks: tuple[QTextCharFormat, QTextCharFormat]) -> None:
        """Lay out a line; ``looks`` are how matched words are set apart in the name, and in prose."""
        self.line = line
        self.cut = False
        self.texts: list[tuple[QFont, QStaticText, QPointF, str]] = []
        self.layouts: list[tuple[QTextLayout, QPointF, str]] = []
        self.icons: list[tuple[str, QPointF, str]] = []
        self.frame: QRectF | None = None
        self._tagged = False
        self._grid = grid
        self._looks = looks
        self._top = grid.down
        self._lay()

    def draw(self, painter: QPainter, tones: dict[str, QColor]) -> None:
        """Draw the row, with the painter's origin at its top left corner."""
        for layout, at, tone in self.layouts:
            painter.setPen(tones[tone])
            layout.draw(painter, at)
        for font, text, at, tone in self.texts:
            painter.setFont(font)
            painter.setPen(tones[tone])
            painter.drawStaticText(at, text)
        if self.frame is not None:
            painter.setPen(tones["warn"])
            painter.drawRect(self.frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, at, tone in self.icons:
            solid, lines = self._grid.icons[name]
            painter.translate(at)
            painter.fillPath(solid, tones[tone])
            painter.strokePath(lines, QPen(tones[tone], self._grid.icon / 9))
            painter.translate(-at)

    def _lay(self) -> None:
        grid, line = self._grid, self.line
        lines = grid.lines - self._name()
        if grid.tiny:
            self._stack(list(_stacked(line)), lines)
            return
        who, cut = shared_out(_who(line), grid, self._ends(), 1)
        self._rows(who or [[]], cut)
        shared, cut = shared_out(_facts(line), grid, grid.room, 1 if grid.wide else 2)
        if line.does.text:
            does = Wrapped(line.does.text, grid.text).marked(line.does.marks, self._looks[1])
            self._lines(does, grid.room, lines - 1 - len(shared))
        self._top += grid.pause
        self._rows(shared, cut)

    def _stack(self, facts: Sequence[Fact], lines: int) -> None:
        """With no room for two facts beside one another: each below the last, as many as there are lines."""
        grid = self._grid
        for number, fact in enumerate(facts):
            if not lines:
                self.cut = True
                break
            last = lines == 1 and number + 1 < len(facts)
            words = Wrapped(f"{fact.short or fact.text}{f' {DOTS}' if last else ''}", grid.fact)
            if fact.icon:
                self._icon(fact, grid.left)
            indent = grid.indent if fact.icon else 0
            lines -= self._lines(words, grid.room - indent, min(2, lines), left=indent, tone=fact.tone)

    def _name(self) -> int:
        """The name, and beside it where there is room a warning; gives how many lines it takes."""
        grid, line = self._grid, self.line
        name = Wrapped(line.name.text, grid.name).marked(line.name.marks, self._looks[0])
        name.indent = grid.text_left - grid.left
        if line.mark and not grid.tiny:
            tag = self._tag_width + grid.gap
            self._tagged = grid.name.advance(line.name.text) + tag <= grid.room
            if self._tagged:
                self._tag(grid.name.leading, grid.room)
        return self._lines(name, grid.room, 1 + grid.tiny)

    @property
    def _tag_width(self) -> float:
        return self._grid.fact.advance(self.line.mark) + self._grid.fact.character

    def _tag(self, leading: int, room: float) -> float:
        """A word in a frame at the end of the room on a line of some height; gives the room left."""
        face, width, height = self._grid.fact, min(self._tag_width, room), self._grid.fact.metrics.height()
        left = self._grid.left + room - width
        top = self._top + (leading - height) / 2
        self.frame = QRectF(round(left), round(top), round(width), round(height))
        words = face.elided(self.line.mark, width - face.character + 1)
        self.cut |= words != self.line.mark
        self.texts.append((face.font, _static(words), QPointF(left + face.character / 2, top), "warn"))
        return room - width - self._grid.gap

    def _ends(self) -> float:
        """The distance, and the warning that had no room above, at the end of this line; gives the room left."""
        grid, line, room = self._grid, self.line, float(self._grid.room)
        if line.distance:
            width = min(grid.fact.advance(line.distance), room)
            self._say(line.distance, grid.left + room - width, "text", width + 1)
            room -= width + grid.gap
        if line.mark and not self._tagged:
            room = self._tag(grid.text.leading, room)
        return room

    def _rows(self, rows: Rows, cut: bool) -> None:
        self.cut |= cut
        for row in rows:
            left = float(self._grid.left)
            for number, piece in enumerate(row):
                if number:
                    self._say(_DOT, left + self._grid.before_dot, "quiet")
                    left += self._grid.gap
                left = self._piece(piece, left)
            self._top += self._grid.text.leading

    def _piece(self, piece: Piece, left: float) -> float:
        """Say a piece; gives where it ends."""
        fact, grid = piece.fact, self._grid
        if fact.icon:
            self._icon(fact, left)
        room = piece.width - piece.indent + 1
        text = fact.short if fact.short and piece.width < piece.natural else fact.text
        end = self._say(text, left + piece.indent, fact.tone, room)
        room -= piece.words + grid.space
        if fact.note and room > 0:
            note = fact.note if piece.width >= piece.natural or room > _WORTH * grid.fact.character else DOTS
            end = self._say(note, end + grid.space, "quiet", room)
        return end

    def _say(self, text: str, left: float, tone: str, room: float = NO_END) -> float:
        """Write some words on this line, elided to the room there is; gives where they end."""
        face = self._grid.fact
        width = face.advance(text)
        if width > room:
            text = face.elided(text, room)
            width = face.advance(text)
        top = self._top + (self._grid.text.leading - face.metrics.height()) / 2
        self.texts.append((face.font, _static(text), QPointF(left, top), tone))
        return left + width

    def _icon(self, fact: Fact, left: float) -> None:
        down = self._top + (self._grid.text.leading - self._grid.icon) / 2
        self.icons.append((fact.icon, QPointF(round(left), round(down)), _ICON_TONES.get(fact.icon, fact.tone)))

    def _lines(self, words: "Wrapped", room: float, lines: int, *, left: float = 0, tone: str = "text") -> int:
        """Write words over at most so many lines and go down below them; gives how many they take."""
        words.lay(room, lines)
        face, at = words.face, QPointF(self._grid.left + left, self._top + words.face.sunk)
        self.layouts.append((words.layout, at, tone))
        if words.cut is not None:
            self.cut = True
            self.texts.append((face.font, _static(DOTS), at + words.cut, tone))
        self._top += face.leading * words.lines
        return words.lines


def _who(line: "Line") -> Iterator[Fact]:
    if line.organization:
        yield Fact(line.organization, 1, "quiet", least=9)
    if line.areas:
        yield Fact(line.areas, 0, "quiet", least=14)


def _facts(line: "Line") -> Iterator[Fact]:
    """The facts worth comparing; those that decide come first."""
    if line.fits:
        tone, short = _OUTCOMES[line.outcome]
        yield Fact(line.fits, 0, tone, short=short)
    if line.unsaid:
        yield Fact(line.unsaid, 0, "accent", least=22)
    if line.opening:
        said, bracket, dated = line.opening.partition(" (")
        tone = "good" if line.state == "open" else "text"
        yield Fact(said, 1, tone, line.state, note=f"({dated}" if bracket else "")
    if line.both:
        short = line.both.partition(": ")[2]
        yield Fact(line.both, 2, icon=line.stance, short=short[:1].upper() + short[1:])
    if line.ways:
        yield Fact(line.ways, 3, least=12)
    if line.checked:
        said, more, _ = line.checked.partition(";")
        yield Fact(line.checked, 4, "quiet", short=f"{said}{DOTS}" if more else "")


def _stacked(line: "Line") -> Iterator[Fact]:
    """The facts in the order in which they matter where there is room for a few."""
    facts, first = tuple(_facts(line)), {line.fits, line.unsaid}
    if line.mark:
        yield Fact(line.mark, 0, "warn")
    yield from (fact for fact in facts if fact.icon or fact.text in first)
    if line.distance:
        yield Fact(line.distance, 0)
    yield Fact(line.areas or line.organization, 0, "quiet")
    yield from (fact for fact in facts if not fact.icon and fact.text not in first)


def _static(text: str) -> QStaticText:
    """A text that Qt keeps ready to be drawn again, exactly as it is."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of a list of results, all of one height, from plans that it keeps while they are of use."""

    def __init__(self, model: ResultsModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.hovered = ""
        self._model = model
        self._plans: dict[int, Plan] = {}
        self._tones: dict[str, QColor] = {}
        self.recolour(view.palette())
        self.grid = self.fit(view.font(), view.viewport().width())

    def recolour(self, palette: QPalette) -> None:
        """Draw with the colours of a palette."""
        colours = colours_of(palette)
        self._tones = {name: QColor(getattr(colours, name)) for name in _TONES}
        named, told = QTextCharFormat(), QTextCharFormat()
        for look in (named, told):
            look.setBackground(self._tones["mark"])
            look.setForeground(self._tones["text"])
        named.setFontUnderline(True)
        told.setFontWeight(QFont.Weight.Bold)
        self._looks = named, told
        self._plans.clear()

    def fit(self, font: QFont, width: int) -> Grid:
        """Lay rows out for a font and a width in pixels."""
        self.grid = Grid(font, width)
        self._plans.clear()
        return self.grid

    def plan(self, line: "Line") -> Plan:
        """A row laid out, as it was before where nothing has changed."""
        plan = self._plans.get(line.key)
        if plan is None or plan.line is not line:
            if len(self._plans) >= _KEPT:
                self._plans.clear()
            plan = self._plans[line.key] = Plan(line, self.grid, self._looks)
        return plan

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row, area = index.row(), QRect(option.rect)
        painter.save()
        if row == self._model.divider:
            self._band(painter, QRect(area.left(), area.top(), area.width(), self.grid.band))
            area.setTop(area.top() + self.grid.band)
        line = self._model.line(row)
        self._ground(painter, area, option.state, hovered=line is not None and line.id == self.hovered)
        painter.translate(area.topLeft())
        self._number(painter, row + 1)
        if line is not None:
            self.plan(line).draw(painter, self._tones)
            self._star(painter, line.id)  # last: the pictures of the plan are drawn with smooth edges, as it is
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Every row is as high as its font and width ask."""
        return QSize(option.rect.width(), self.grid.height)

    def star_area(self, rect: QRect, row: int) -> QRect:
        """Where the star of a row can be pressed, in a row drawn here; nowhere where there is none."""
        if self._model.stars is None:
            return QRect()
        return self.grid.star_area.translated(rect.left(), rect.top() + self.grid.band * (row == self._model.divider))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Say what a star is for, and the whole of a row that had to be shortened."""
        line = self._model.line(index.row()) if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        if line is not None and self.star_area(option.rect, index.row()).contains(event.pos()):
            from ui.shell.star import TIPS

            QToolTip.showText(event.globalPos(), TIPS[line.id in (self._model.stars or ())], view.viewport())
            return True
        if line is None or not self.plan(line).cut:
            QToolTip.hideText()
            return False
        # Only rich text is wrapped.
        QToolTip.showText(event.globalPos(), tip(line.spoken), view.viewport(), option.rect)
        return True

    def _band(self, painter: QPainter, area: QRect) -> None:
        """The heading over the rows that do not say, or that are worth asking."""
        face, tones = self.grid.heading, self._tones
        painter.fillRect(area, tones["button"])
        painter.fillRect(area.left(), area.top(), area.width(), 2, tones["edge"])
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, tones["edge"])
        inner = area.adjusted(self.grid.across, 0, -self.grid.across // 2, 0)
        choices = _WORTH_ASKING if self._model.fits else _DIVIDERS
        words = next((words for words in choices if face.advance(words) <= inner.width()), choices[-1])
        painter.setFont(face.font)
        painter.setPen(tones["text"])
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, face.elided(words, inner.width())
        )

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, hovered: bool) -> None:
        tones = self._tones
        between = tones["edge" if tones["button"] == tones["base"] else "button"]
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, between)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, tones["chosen"])
            painter.fillRect(area.left(), area.top(), max(3, self.grid.across // 4), area.height(), tones["accent"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tones["accent"], 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif hovered:
            painter.setPen(tones["edge"])
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _star(self, painter: QPainter, service_id: str) -> None:
        """A star: its outline, or the whole of it for a service on the shortlist."""
        stars = self._model.stars
        if stars is not None:
            held = service_id in stars
            painter.fillPath(self.grid.star[held], self._tones["accent" if held else "edge"])

    def _number(self, painter: QPainter, number: int) -> None:
        """The number of the row, its last digit always in the same place."""
        grid, face = self.grid, self.grid.number
        base = grid.down + (grid.name.leading - grid.name.metrics.height()) / 2 + grid.name.metrics.ascent()
        text = f"{number}"
        painter.setFont(face.font)
        painter.setPen(self._tones["quiet"])
        painter.drawText(QPointF(max(grid.number_end - face.advance(text), 1), base), text)
