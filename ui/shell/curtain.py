"""A plain clock over everything, for when somebody should not see the screen."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from ui.shell.theme import QUIET, line_height, scaled

_NAME: Final = "Clock"
_A_MINUTE_MS: Final = 60_000
_ENGLISH: Final = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_KEYS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_QUIETLY: Final = Qt.FocusReason.PopupFocusReason
"""Text that is selected stays so while the keyboard is away."""


class Curtain(QWidget):
    """Falls over a window and rises again, with everything as it was.

    While it is down the window is called a clock, what is under it can be neither seen, nor heard, nor typed into, and
    only the keys of ``usable`` actions do anything.
    """

    def __init__(
        self,
        window: QWidget,
        content: QWidget,
        usable: Sequence[QAction],
        hint: str = "",
        now: Callable[[], QDateTime] = QDateTime.currentDateTime,
    ) -> None:
        """Hang above a window with all its ``content``; ``hint`` says, at the foot of the clock, how to go back."""
        super().__init__(window)
        self._window, self._content, self._usable = window, content, usable
        self._hint, self._now = hint, now
        self._before: QWidget | None = None
        self._dialogs: list[QWidget] = []
        self._titles = "", ""
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.timeout.connect(self._go_on)
        self.setAccessibleName(_NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAutoFillBackground(True)
        window.installEventFilter(self)
        self.hide()

    @property
    def is_down(self) -> bool:
        """Whether it hides the window."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Fall, or rise."""
        if self.is_down:
            self.rise()
        else:
            self.fall()

    def fall(self) -> None:
        """Hide everything."""
        if self.is_down:
            return
        self._before = self._window.focusWidget()
        self._titles = self._window.windowTitle(), QGuiApplication.applicationDisplayName()
        self._name_window(_NAME, _NAME)
        self._put_away()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(_QUIETLY)
        self._content.hide()
        self._content.setEnabled(False)  # nothing in it takes the keyboard, whatever happens there meanwhile

    def rise(self) -> None:
        """Show everything again, with the keyboard where it was."""
        if not self.is_down:
            return
        self._content.setEnabled(True)
        self._content.show()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(_QUIETLY)
        self.hide()
        self._name_window(*self._titles)
        for dialog in filter(isValid, self._dialogs):
            if isinstance(dialog, QDialog):
                dialog.open()
            else:
                dialog.show()
        self._dialogs.clear()

    def event(self, event: QEvent) -> bool:
        """Keep every key to itself, but those of the usable actions."""
        if event.type() in _KEYS:
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination())
            event.setAccepted(not any(keys in action.shortcuts() for action in self._usable))
            return event.isAccepted()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.is_down:
            self.setGeometry(self._window.rect())
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to go."""
        super().showEvent(event)
        self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still."""
        super().hideEvent(event)
        self._tick.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the time, large, and the day under it."""
        painter, line = QPainter(self), line_height(self)
        wide, high = self.width(), self.height()
        hint = self._fitting(self._hint or _NAME, 0.9 * wide, min(line, 0.08 * high))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        time = self._fitting("00:00", 0.6 * wide, 0.4 * high)
        tall = QFontMetricsF(time).height()
        top = (high - 1.3 * tall) / 2
        self._write(painter, time, self._time(), top)
        day = self._fitting(self._day(), 0.7 * wide, min(2.5 * line, 0.12 * high))
        self._write(painter, day, self._day(), top + tall)
        painter.setPen(self.palette().color(QUIET))
        self._write(painter, hint, self._hint, high - 2 * QFontMetricsF(hint).height())

    def _write(self, painter: QPainter, font: QFont, text: str, top: float) -> None:
        painter.setFont(font)
        room = QRectF(0, top, self.width(), QFontMetricsF(font).height())
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def _fitting(self, text: str, wide: float, high: float) -> QFont:
        """The font of the window, as large as some words may be."""
        metrics = QFontMetricsF(self.font())
        return scaled(self.font(), max(0.1, min(wide / metrics.horizontalAdvance(text), high / metrics.height())))

    def _time(self) -> str:
        return _ENGLISH.toString(self._now().time(), "HH:mm")

    def _day(self) -> str:
        return _ENGLISH.toString(self._now().date(), "dddd d MMMM")

    def _go_on(self) -> None:
        """Show this minute, and wait for the next."""
        self.setAccessibleDescription(". ".join(filter(None, (f"{self._time()}, {self._day()}", self._hint))))
        self.update()
        self._tick.start(_A_MINUTE_MS - self._now().time().msecsSinceStartOfDay() % _A_MINUTE_MS + 1)

    def _put_away(self) -> None:
        """Close what lies over the window for a moment, and hide what stays open over it."""
        QToolTip.hideText()
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.hide()
        self._dialogs = [top for top in QApplication.topLevelWidgets() if top is not self._window and _stays(top)]
        for dialog in self._dialogs:
            dialog.hide()

    def _name_window(self, title: str, application: str) -> None:
        """Name the window; the system puts the name of the application after its title."""
        QGuiApplication.setApplicationDisplayName(application)
        self._window.setWindowTitle(title)


def _stays(top: QWidget) -> bool:
    return top.isVisible() and top.windowType() != Qt.WindowType.ToolTip
