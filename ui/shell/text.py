"""Text on the screen: plain, never interpreted, wrapped, and sized from the application's font."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.shell.arranged import Measured
from ui.shell.style import RING, draw_ring
from ui.shell.theme import ACCENT, colours_of, follow_font, line_height, scaled

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_ABOVE_HEADING: Final = 0.6
_KEY: Final = re.compile(r" \((?:(?:Ctrl|Alt|Shift)\+)*(?:(?<=\+)[A-Z\d]|F\d+|Esc|Enter|Delete|Left|Right|Up|Down)\)$")
"""The key at the end of a button's words; a name from the data may end in brackets too."""


class Text(QLabel):
    """A label that shows exactly what it is given; ``size`` is relative to the application's font."""

    def __init__(
        self,
        text: str = "",
        *,
        size: float = 1.0,
        bold: bool = False,
        role: QPalette.ColorRole = QPalette.ColorRole.NoRole,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        self._size, self._bold = size, bold
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setForegroundRole(role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if selectable:
            self.setTextInteractionFlags(_SELECTABLE)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._refont()
        if size != 1:
            follow_font(self._refont)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show this."""
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        """The height of the text in so many pixels across: kept, because layouts ask for it again and again."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def sizeHint(self) -> QSize:
        """One line, unless its width is its own: else how many lines it takes follows from the width it is given."""
        ignored = self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        return self.minimumSizeHint() if ignored else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """One line: how many it takes follows from the width it is given."""
        return QSize(0, line_height(self))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        self._heights.clear()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus() and self.focusPolicy() & Qt.FocusPolicy.TabFocus:
            draw_ring(self)

    def _refont(self) -> None:
        """Only what differs from the application's font is set: all else follows it."""
        if self._size != 1:
            self.setFont(scaled(QApplication.font(), self._size, bold=self._bold))
        elif self._bold:
            font = QFont()
            font.setBold(True)
            self.setFont(font)


def tip(*lines: str) -> str:
    """Lines as a tooltip that shows them as they are: Qt takes what looks like a tag for one."""
    from html import escape

    return f"<p>{'<br>'.join(map(escape, lines))}</p>"


def unmarked(text: str) -> str:
    """A text for a button, which shows it as it is: Qt takes an ampersand for the mark of a key."""
    return text.replace("&", "&&")


def own_width() -> QSizePolicy:
    """For what takes the width of its words where there is room, and more lines where there is not."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


class Heading(Measured, Text):
    """The heading of a part of a page, with room above it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, bold=True, role=ACCENT)

        self._measure()

    def _measure(self) -> None:
        self.setContentsMargins(0, round(_ABOVE_HEADING * line_height(self)), 0, 0)


class OneLine(Text):
    """A sentence on one line where there is room for it."""

    def __init__(self, text: str = "", *, size: float = 1.0, bold: bool = False) -> None:
        super().__init__(text, size=size, bold=bold, selectable=True)
        self.setSizePolicy(own_width())

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 4, line_height(self))


class Digits(OneLine):
    """A number in big digits."""

    def __init__(self, number: str, *, size: float) -> None:
        super().__init__(number, size=size, bold=True)


class Button(Measured, QPushButton):
    """A button with room around its words, at every size of text; Enter presses it, as Space does.

    Where there is too little room it leaves out the key that its words end with: ``"Save (Ctrl+S)"``. The one that
    most people want is ``bold``.
    """

    _across = 0
    """The width of all of its words with room around them, in pixels."""

    def __init__(self, text: str, *, bold: bool = False) -> None:
        super().__init__(text)
        self.setAutoDefault(True)
        if bold:
            font = QFont()
            font.setBold(True)
            self.setFont(font)
        self._measure()

    def setText(self, text: str) -> None:
        """Say this, with room around it; a button that has more keeps it, so that what is beside it stays there."""
        super().setText(text)
        width, across = self.minimumWidth(), self._across
        self._measure()
        self._across = max(across, self._across)
        self.setMinimumWidth(max(width, self.minimumWidth()))

    def sizeHint(self) -> QSize:
        """Room for all of its words."""
        return super().sizeHint().expandedTo(QSize(self._across, self.minimumHeight()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, without its key where there is no room for that."""
        if self.width() >= min(self._across, self._wide(self.text())):
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._brief
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    @property
    def _brief(self) -> str:
        return _KEY.sub("", self.text())

    def _wide(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + 2 * line_height(self)

    def _measure(self) -> None:
        self._across = self._wide(self.text())
        self.setMinimumSize(self._wide(self._brief), round(1.6 * line_height(self)))


class UrgentButton(Button):
    """A flat button in the colour of urgency; what it says carries the meaning."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it: darker while pressed, with a line inside its edge while it has the focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        colours = colours_of(self.palette())
        fill, words = QColor(colours.urgent), QColor(colours.on_urgent)
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill.darker(120) if self.isDown() else fill)
        round_by = line_height(self) / 5
        painter.drawRoundedRect(self.rect(), round_by, round_by)
        if self.hasFocus():
            painter.setPen(QPen(words, RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), round_by, round_by)
        option.palette.setColor(QPalette.ColorRole.ButtonText, words)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)


class Reading(QScrollArea):
    """A page to read: scrolls up and down only, by keyboard too."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        """Two lines: the rest can be scrolled to."""
        return QSize(0, 2 * line_height(self))

    def show_content(self, content: QWidget, name: str) -> None:
        """Show this from its beginning in place of what was shown."""
        self.setWidget(content)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self.viewport())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the top and the bottom."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
