"""A sentence over the foot of the window, for what no room has a place to say."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.shell.style import RING
from ui.shell.text import Text
from ui.shell.theme import colours_of, give_room

_PRESSES: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class FootBar(QFrame):
    """A sentence over the foot of a window; it takes no keys, and goes by itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._says = Text(bold=True)
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._says)
        give_room(self, self._layout, around=(1, 0.7))
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._says.text()

    def say(self, text: str) -> None:
        """Show this, and have it read out, unless all of the window is hidden."""
        self._says.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        if self.isVisible():
            event = QAccessibleAnnouncementEvent(self, text)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    def go_when_pressed(self) -> None:
        """Go once somebody who sees it presses something."""
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)

    def hide(self) -> None:
        """Go."""
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)
        super().hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window; go when something is pressed."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() in _PRESSES and self.isVisible():
            self.hide()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and not self.isHidden():
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stand out from what is under it."""
        colours, painter = colours_of(self.palette()), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.chosen))
        painter.fillRect(0, 0, self.width(), RING, QColor(colours.accent))

    def _place(self) -> None:
        over = self._over.rect()
        height = self._layout.heightForWidth(over.width())
        self.setGeometry(0, over.height() - height, over.width(), height)
