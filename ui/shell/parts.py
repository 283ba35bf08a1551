"""What a listing is made of on the screen: a text for what is read, and a widget only for what can be pressed."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from navigator.find.sheet import Part
from navigator.find.wording import ended
from ui.shell.arranged import Measured
from ui.shell.style import RING, draw_ring
from ui.shell.text import Text, own_width
from ui.shell.theme import QUIET, colours_of, give_room, line_height

SAFE: Final = frozenset({"http", "https", "mailto"})
"""The only kinds of address that are ever opened."""
_CLOSE: Final = 0.2
_BETWEEN: Final = int(Qt.TextFlag.TextWordWrap)
_ANYWHERE: Final = int(Qt.TextFlag.TextWrapAnywhere)
_EDGE: Final = RING + 1
"""Between the edge of a link and its words, in pixels: the ring goes there."""


class Toned(Text):
    """Text in a colour that means something, by its name in ``Colours``; the words say the same."""

    _tone = "text"

    def __init__(self, text: str, tone: str, *, size: float = 1.0, bold: bool = False) -> None:
        super().__init__(text, size=size, bold=bold, role=QPalette.ColorRole.WindowText, selectable=True)
        self._tone = tone
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        colour = QColor(getattr(colours_of(self.palette()), self._tone))
        if self.palette().color(QPalette.ColorRole.WindowText) != colour:
            palette = QPalette(self.palette())
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


Block = Sequence[QWidget]
"""What stands close together."""


def stack(widget: QWidget, layout: QVBoxLayout, blocks: Iterable[Block]) -> None:
    """Put blocks below one another, into a layout of a widget."""
    for block in blocks:
        close = QVBoxLayout()
        for part in block:
            close.addWidget(part)
        layout.addLayout(close)
        give_room(widget, close, between=_CLOSE)


class Band(QFrame):
    """A stretch of the page set apart by a bar at its edge, in a colour whose meaning its words say too."""

    def __init__(self, tone: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self._tone = tone
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        stack(self, layout, blocks)
        give_room(self, layout, around=(0.6, 0.6), between=0.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        super().paintEvent(event)
        colour = QColor(getattr(colours_of(self.palette()), self._tone))
        QPainter(self).fillRect(0, 0, max(4, line_height(self) // 4), self.height(), colour)


class Link(QAbstractButton):
    """Words that lead somewhere: a button that looks like a link, and wraps like a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(own_width())

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2 * _EDGE + 2, metrics.height() + 2 * self._room())

    def minimumSizeHint(self) -> QSize:
        """One line: how many it takes follows from the width it is given."""
        return QSize(0, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines at this width, in pixels."""
        words = QRect(0, 0, max(1, width - 2 * _EDGE), 0)
        lines = self.fontMetrics().boundingRect(words, self._wrap(words.width()), self._words)
        return lines.height() + 2 * self._room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as on a page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it underlined, with a line around it while it has the focus."""
        room = self._room()
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Link))
        words = self.rect().adjusted(_EDGE, room, -_EDGE, -room)
        painter.drawText(words, self._wrap(words.width()), self._words)
        painter.end()
        if self.hasFocus():
            draw_ring(self)

    def _wrap(self, width: int) -> int:
        """Lines end between words, or within one that is wider than a line."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self._words.split()), default=0)
        return _ANYWHERE if widest > width else _BETWEEN

    def _room(self) -> int:
        return max(3, line_height(self) // 5)


def host(address: str) -> str:
    """Whose page it is: ``"https://www.nhs.uk/x"`` gives ``"nhs.uk"``; an address without a host is given back."""
    return QUrl(address).host().removeprefix("www.") or address


def open_address(address: str) -> bool:
    """Open a web page or a new email outside Navigator; says whether it was an address of a kind that may be opened."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.scheme() in SAFE and QDesktopServices.openUrl(url)


class Days(Measured, QWidget):
    """Days and their times in two columns, today's in bold."""

    def __init__(self, days: Sequence[Part]) -> None:
        super().__init__()
        self._names = [Text(day.text, bold=bool(day.target)) for day in days]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        for row, (name, day) in enumerate(zip(self._names, days, strict=True)):
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Text(day.note, bold=bool(day.target), selectable=True), row, 1)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Days take no more than half of it."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        whole, half = self._widest(str.splitlines), self.width() // 2
        self._grid.setColumnMinimumWidth(0, max(self._widest(str.split), min(whole, half)))
        self._grid.setHorizontalSpacing(line_height(self))
        self._grid.setVerticalSpacing(round(_CLOSE * line_height(self)))

    def _widest(self, parted: Callable[[str], list[str]]) -> int:
        """The width of the widest part of the names of days, in pixels."""
        widths = (name.fontMetrics().horizontalAdvance(part) for name in self._names for part in parted(name.text()))
        return max(widths, default=0) + 2


class Pane(QWidget):
    """Blocks shown in place of those before; its place in the order of keys is its own, whenever they were made."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: QWidget | None = None
        self._layout = QVBoxLayout(self)
        give_room(self, self._layout)

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these."""
        if self._shown is not None:
            self._shown.hide()
            self._layout.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = shown = QWidget()
        layout = QVBoxLayout(shown)
        stack(shown, layout, blocks)
        give_room(shown, layout, between=0.5)
        self._layout.addWidget(shown)
        shown.show()


def from_page(says: str, url: str) -> QWidget:
    """Where something is written: words that open the page, where it has an address."""
    if not url:
        return Text(ended(says), role=QUIET, selectable=True)
    link = Link(says)
    link.setAccessibleDescription(f"Opens the page, which needs a network: {url}")
    link.clicked.connect(partial(open_address, url))
    return link
