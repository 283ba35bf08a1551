"""Big buttons: each with the key that presses it and words that wrap, in as many columns as there is room for."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLayoutItem, QWidget

from ui.shell.flow import Rows
from ui.shell.shapes import TICK, box, stroke
from ui.shell.style import RING
from ui.shell.text import Button, own_width
from ui.shell.theme import Colours, characters, colours_of, follow_font, give_room, line_height, scaled

KEYS: Final = "1234567890abcdefghijklmnopqrstuvwxyz"
"""The keys of choices, in order."""
_SIZE: Final = 1.2
_PAD: Final = 0.5
_CAP: Final = 1.25
_GAP: Final = 0.5
_MARK: Final = 1.2
_TICK: Final = 0.85
_NO: Final = "No"
_WRAP: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_AT_END: Final = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_COLUMN_CHARACTERS: Final = 26
_COLUMN_CHOICES: Final = 7
"""So many choices stand below one another before there is a second column."""
_TALL: Final = 100_000


class Press(Button):
    """A button that Enter presses too, and that takes a double click for one press: a hand may shake."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setText(self, text: str) -> None:
        """Say this, with room around it."""
        super().setText(text)
        self._measure()

    def _measure(self) -> None:
        """Less room than others have at the ends, as three of these stand side by side in half a window."""
        super()._measure()
        self._across = self.fontMetrics().horizontalAdvance(self.text()) + line_height(self)
        self.setMinimumWidth(self._across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it; what is pressed together with Alt is for those around it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two was not meant for what has come in this place since."""
        event.accept()


class ChoiceButton(Press):
    """Something that can be chosen. ``said`` is whether it was said yes to, or no; None for not said.

    With ``many`` there is a box to tick, as others may be chosen beside it.
    """

    def __init__(self, label: str, key: str = "", *, many: bool = False) -> None:
        super().__init__("")
        self.label: Final = label
        self.key: Final = key
        self.said: bool | None = None
        self._many = many
        self.setSizePolicy(own_width())
        self.setCheckable(many)
        self.setAccessibleName(label)
        self._refont()
        follow_font(self._refont)
        self.say(None)

    def say(self, said: bool | None) -> None:
        """Show what was said."""
        self.said = said
        self.setChecked(bool(said))
        chosen = "You said no." if said is False else "Chosen." if said and not self._many else ""
        key = f"Key {self.key.upper()}." if self.key else ""
        self.setAccessibleDescription(" ".join(filter(None, (chosen, key))))
        self.update()

    def sizeHint(self) -> QSize:
        """One line: how many it takes follows from the width it is given."""
        return QSize(characters(self, _COLUMN_CHARACTERS), self._height(1))

    def minimumSizeHint(self) -> QSize:
        """The key, a word and the mark."""
        return QSize(6 * line_height(self), self._height(1))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words with room around them, in pixels."""
        if width not in self._heights:
            room = QRect(0, 0, self._words(width).width(), _TALL)
            words = self.fontMetrics().boundingRect(room, _WRAP, self.label).height()
            self._heights[width] = max(self._height(1), words + 2 * round(_PAD * line_height(self)))
        return self._heights[width]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it: the key in a small box, the words, and the mark at the end."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        edge = QPen(QColor(colours.accent), RING) if self.hasFocus() else QPen(QColor(colours.edge), 1)
        chosen = self.isDown() or self.said
        box(painter, self.rect(), fill=QColor(colours.chosen if chosen else colours.button), pen=edge)
        painter.setPen(QColor(colours.text))
        painter.drawText(self._words(self.width()), _WRAP, self.label)
        if self.key:
            self._draw_key(painter, colours)
        self._draw_mark(painter, colours)

    def _measure(self) -> None:
        """Its words wrap: only the height of a line is its least. Other heights are kept until the next font."""
        self._heights: dict[int, int] = {}
        self.setMinimumHeight(self._height(1))

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _SIZE))
        self.updateGeometry()

    def _height(self, lines: int) -> int:
        return round((lines + 2 * _PAD) * line_height(self))

    def _words(self, width: int) -> QRect:
        line = line_height(self)
        left = round((_PAD + (_CAP + _GAP if self.key else 0)) * line)
        right = round((_PAD + _GAP + _MARK) * line)
        return QRect(left, 0, max(line, width - left - right), self.height())

    def _draw_key(self, painter: QPainter, colours: Colours) -> None:
        line = line_height(self)
        side = round(_CAP * line)
        cap = QRect(round(_PAD * line), (self.height() - side) // 2, side, side)
        box(painter, cap, fill=QColor(colours.base), pen=QPen(QColor(colours.edge), 1))
        painter.drawText(cap, _CENTRE, self.key.upper())

    def _draw_mark(self, painter: QPainter, colours: Colours) -> None:
        line = line_height(self)
        side = round(_TICK * line)
        square = QRect(self.width() - round(_PAD * line) - side, (self.height() - side) // 2, side, side)
        if self.said is False:
            painter.drawText(self._words(self.width()).adjusted(0, 0, round((_GAP + _MARK) * line), 0), _AT_END, _NO)
        elif self.said:
            box(painter, square, fill=QColor(colours.accent))
            stroke(painter, QPointF(square.center()) + QPointF(0.5, 0.5), side / 2, TICK, QColor(colours.base))
        elif self._many:
            box(painter, square, pen=QPen(QColor(colours.edge), 1))


class Tiles(Rows):
    """Things of one width in columns, filled row by row; one column where there are few of them or little room."""

    def sizeHint(self) -> QSize:
        """The widest, and one row."""
        hints = [item.sizeHint() for item in self.shown()]
        return QSize(max((h.width() for h in hints), default=0), max((h.height() for h in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Put them in their places: those beside one another are of one height."""
        super().setGeometry(rect)
        top, wide = rect.top(), self._column(rect.width())
        for row, height in self.rows(rect.width()):
            for place, item in enumerate(row):
                item.setGeometry(QRect(rect.left() + place * (wide + self.spacing()), top, wide, height))
            top += height + self.spacing()

    def _columns(self, width: int) -> int:
        least = max((item.sizeHint().width() for item in self.shown()), default=1)
        wanted = ceil(len(self.shown()) / _COLUMN_CHOICES)
        return max(1, min(wanted, (width + self.spacing()) // (least + self.spacing())))

    def _column(self, width: int) -> int:
        columns = self._columns(width)
        return (width - (columns - 1) * self.spacing()) // columns

    def rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """The things of each row, and how high the row is."""
        shown, columns, wide = self.shown(), self._columns(width), self._column(width)
        rows = [shown[first : first + columns] for first in range(0, len(shown), columns)]
        return [(row, max(_height(item, wide) for item in row)) for row in rows]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class Choices(QWidget):
    """Big buttons with their keys; ``pressed`` is the number of the one that was pressed, from 0."""

    pressed = Signal(int)

    def __init__(self, labels: Sequence[str], *, many: bool = False, keyed: int = len(KEYS)) -> None:
        """The first ``keyed`` of them have a key; with ``many`` there are boxes to tick."""
        super().__init__()
        keys = KEYS[:keyed].ljust(len(labels))
        self.buttons: Final = [
            ChoiceButton(label, key.strip(), many=many) for label, key in zip(labels, keys, strict=False)
        ]
        tiles = Tiles()
        self.setLayout(tiles)
        for number, button in enumerate(self.buttons):
            tiles.addWidget(button)
            button.clicked.connect(partial(self._tell, number))
        give_room(self, tiles, between=0.45)
        self.setSizePolicy(own_width())

    def press_key(self, key: str) -> bool:
        """Press the button of this key; False where none in sight has it."""
        for button in self.buttons:
            if key and button.key == key and not button.isHidden():
                button.click()
                return True
        return False

    def _tell(self, number: int) -> None:
        button = self.buttons[number]
        button.say(button.said)
        self.pressed.emit(number)
