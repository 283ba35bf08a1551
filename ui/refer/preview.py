"""The pages of a sheet as they are printed, drawn when they come into sight; and all they say, as a text to read."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from navigator.find.wording import plural
from ui.refer.paper import Made
from ui.shell.copying import take_back_parts
from ui.shell.theme import characters, colours_of, line_height

_ACROSS: Final = 84
"""The characters of the window's text across a page, where there is room for it."""
_KEPT: Final = 6
"""So many drawn pages are kept."""

Draw = Callable[[Made, int, int, Callable[[QImage], None]], None]
"""Draws a page of a sheet, by number, so many pixels wide, and hands it over; only the newest is waited for."""


class Pages(QWidget):
    """The pages below one another, as wide as there is room for."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self._made: Made | None = None
        self._asked: tuple[int, int] | None = None
        self._drawn: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def drawn(self) -> frozenset[int]:
        """The numbers of the pages that are drawn, from 0."""
        return frozenset(number for number, _ in self._drawn)

    def show_made(self, made: Made | None) -> None:
        """Show these pages in place of others."""
        self._made = made
        self._drawn.clear()
        self._asked = None
        self.setAccessibleName(_named(made))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The wider, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all pages, so many pixels wide, with room between them."""
        places = self._places(width)
        return places[-1].bottom() + self._gap if places else 0

    def sizeHint(self) -> QSize:
        """As wide as it is; how high follows."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Anything."""
        return QSize(0, line_height(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are in sight, and ask for the first of those that are not drawn yet."""
        painter, colours = QPainter(self), colours_of(self.palette())
        missing = None
        for number, place in enumerate(self._places(self.width())):
            if not place.intersects(event.rect()):
                continue
            key = (number, round(place.width() * self.devicePixelRatioF()))
            image = self._drawn.get(key)
            if image is None:
                painter.fillRect(place, QColor(Qt.GlobalColor.white))
                missing = missing or key
            else:
                self._drawn.move_to_end(key)
                painter.drawImage(place, image)
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        if missing is not None and missing != self._asked and self._made is not None:
            self._asked = missing
            self._draw(self._made, *missing, partial(self._take, self._made, missing))

    def changeEvent(self, event: QEvent) -> None:
        """Larger text, larger pages."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self.update()

    def _take(self, made: Made, key: tuple[int, int], image: QImage) -> None:
        if made is self._made:
            self._asked = None
            self._drawn[key] = image
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
            self.update()

    @property
    def _gap(self) -> int:
        return line_height(self) // 2

    def _places(self, width: int) -> list[QRect]:
        """Where each page lies."""
        wide = min(width, characters(self, _ACROSS))
        top, places = 0, []
        for across, down in self._made.sizes if self._made else ():
            places.append(QRect((width - wide) // 2, top, wide, round(wide * down / across)))
            top += places[-1].height() + self._gap
        return places


class Twin(QPlainTextEdit):
    """All that the pages say, as a text to read, which a screen reader reads too."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: set[str] = set()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("The sheet as text")

    def show_made(self, made: Made | None) -> None:
        """Show the text of this sheet, or nothing."""
        if made is not None:
            self._shown.add(made.text)
        self.setPlainText(made.text if made else "")

    def forget(self) -> None:
        """Show nothing; what was copied from here, by its own keys, leaves the clipboard too."""
        take_back_parts(self._shown)
        self._shown.clear()
        self.show_made(None)


def _named(made: Made | None) -> str:
    if made is None:
        return "No sheet yet"
    return f"{made.sheet.title}: {plural(len(made.sizes), 'page')}. Show as text to have it read out."
