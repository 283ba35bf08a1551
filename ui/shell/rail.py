"""The rail down the left of the window: Right now, the rooms, and what belongs to all of them."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.shell.actions import keys_of
from ui.shell.icons import draw_icon
from ui.shell.style import draw_ring
from ui.shell.theme import colours_of, give_room, line_height, scaled

_ICON: Final = 1.3
_AROUND: Final = 0.4
_TIGHT: Final = 0.15
_SIDE: Final = 0.35
"""In lines of text: an icon, what is above and below the words, in a low window too, and what is beside them."""
_BAR: Final = 0.2
_SIZE: Final = 0.9


class Rail(QWidget):
    """Buttons under one another, which the arrow keys go through as Tab does."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Rooms")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._rooms = QActionGroup(self)
        self._parts: tuple[list[RailButton], ...] = ([], [], [])
        self._columns = tuple(QVBoxLayout() for _ in self._parts)
        layout = QVBoxLayout(self)
        for column in self._columns:
            layout.addLayout(column)
            give_room(self, column, between=0.25)
        layout.insertStretch(2, 1)
        give_room(self, layout, around=(0.25, 0.4), between=0.4)

    def add_urgent(self, text: str, icon: str, action: QAction) -> "RailButton":
        """Put what is urgent above everything, in its own colour and with its key."""
        return self._add(0, RailButton(text, icon, action, urgent=True))

    def add_room(self, text: str, icon: str, action: QAction) -> "RailButton":
        """Add a room below the others. Its action becomes one of a group, of which one is chosen."""
        action.setCheckable(True)
        self._rooms.addAction(action)
        return self._add(1, RailButton(text, icon, action))

    def add_tool(self, text: str, icon: str, action: QAction) -> "RailButton":
        """Add something at the bottom."""
        return self._add(2, RailButton(text, icon, action))

    @property
    def rooms(self) -> list[QAction]:
        """The actions of the rooms, from the top."""
        return self._rooms.actions()

    @property
    def buttons(self) -> list["RailButton"]:
        """All of them, from the top."""
        return [button for part in self._parts for button in part]

    def _add(self, part: int, button: "RailButton") -> "RailButton":
        self._parts[part].append(button)
        self._columns[part].addWidget(button)
        button.stepped.connect(self._step)
        return button

    def _step(self, button: "RailButton", rows: int) -> None:
        buttons = self.buttons
        place = buttons.index(button) + rows
        buttons[min(max(place, 0), len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


class RailButton(QPushButton):
    """An icon and a word under it. The chosen one has a bar at its side and its word in bold."""

    stepped = Signal(object, int)

    def __init__(self, text: str, icon: str, action: QAction, *, urgent: bool = False) -> None:
        super().__init__(text)
        self._icon, self._action, self._urgent = icon, action, urgent
        self.setAccessibleName(text)
        self.setAccessibleDescription(". ".join(filter(None, (action.toolTip().rstrip("."), keys_of(action)))))
        self.setToolTip(action.toolTip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def sizeHint(self) -> QSize:
        """Wide enough for the words, and high enough for the icon too."""
        line = line_height(self)
        return self.minimumSizeHint() + QSize(0, round((_ICON + _AROUND + 2 * (_AROUND - _TIGHT)) * line))

    def minimumSizeHint(self) -> QSize:
        """Without the icon, which gives way where the window is low."""
        line = line_height(self)
        metrics = QFontMetricsF(scaled(self.font(), _SIZE, bold=True))
        across = max(metrics.horizontalAdvance(word) for word in self._words())
        return QSize(round(across + 2 * _SIDE * line), round((len(self._words()) + 2 * _TIGHT) * line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        line, colours = line_height(self), colours_of(self.palette())
        chosen, held = self.isChecked() and not self._urgent, self.isDown() or self.underMouse()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = colours.chosen if chosen else colours.button if held else colours.window
        painter.setBrush(QColor(colours.urgent if self._urgent else fill))
        painter.drawRoundedRect(QRectF(self.rect()), line / 5, line / 5)
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(0, 0, _BAR * line, self.height()), 2, 2)
        painter.setPen(QColor(colours.on_urgent if self._urgent else colours.text))
        self._write(painter, line)
        if self.hasFocus():
            draw_ring(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys lead to the next button, Enter presses this one as Space does."""
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in rows:
            self.stepped.emit(self, rows[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """The action alone says whether this is chosen."""

    def _words(self) -> tuple[str, ...]:
        key = keys_of(self._action) if self._urgent else ""
        return (self.text(), key) if key else (self.text(),)

    def _write(self, painter: QPainter, line: int) -> None:
        words = self._words()
        with_icon = self.height() >= self.sizeHint().height()
        down = (self.height() - (len(words) + (_ICON + _AROUND) * with_icon) * line) / 2
        if with_icon:
            size = _ICON * line
            draw_icon(painter, self._icon, QRectF((self.width() - size) / 2, down, size, size), painter.pen().color())
            down += (_ICON + _AROUND) * line
        for place, word in enumerate(words):
            painter.setFont(scaled(self.font(), _SIZE, bold=place == 0 and (self.isChecked() or self._urgent)))
            painter.drawText(QRectF(0, down + place * line, self.width(), line), Qt.AlignmentFlag.AlignCenter, word)

    def _follow(self) -> None:
        """Be as the action is."""
        self.setEnabled(self._action.isEnabled())
        self.setCheckable(self._action.isCheckable())
        self.setChecked(self._action.isChecked())
