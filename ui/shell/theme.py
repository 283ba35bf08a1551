"""How everything looks: the palette first, sizes from the font, and room measured in lines of text."""

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QEvent, QMargins, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ui.shell.colours import ACCENT, CONTRAST, DARK, LIGHT, QUIET, SETS, Colours, colours_of, palette
from ui.shell.style import Style

__all__ = [
    "ACCENT",
    "CONTRAST",
    "DARK",
    "LIGHT",
    "QUIET",
    "SCALES",
    "Colours",
    "Scheme",
    "Theme",
    "characters",
    "colours_of",
    "follow_font",
    "give_room",
    "line_height",
    "palette",
    "scaled",
]

Scheme = Literal["system", "light", "dark", "contrast"]

SCALES: Final = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The steps that "larger" and "smaller" take: how many times its usual size all text has."""
_COMFORT: Final = 1.2
_LEAST_POINTS: Final = 12.0
_FONT_CHANGE: Final = QEvent.Type.FontChange


class Theme(QObject):
    """Sets the colours and the size of text of the whole application, as chosen or as the system has them."""

    changed = Signal()
    """The colours or the size of text are others now."""

    def __init__(self, application: QApplication) -> None:
        """Take over the look of the application."""
        super().__init__(application)
        self._application = application
        self._scheme: Scheme = "system"
        self._scale = 1.0
        self._points = max(_LEAST_POINTS, _COMFORT * QFontInfo(application.font()).pointSizeF())
        self._style = Style()
        application.setStyle(self._style)
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._recolour)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._recolour)
        self._resize()
        self._recolour()

    @property
    def scale(self) -> float:
        """How many times its usual size all text has."""
        return self._scale

    @property
    def scheme(self) -> Scheme:
        """Which colours were chosen; "system" stands for the ones the system asks for."""
        return self._scheme

    def set_scale(self, scale: float) -> None:
        """Show all text at so many times its usual size, within what ``SCALES`` spans."""
        scale = min(max(scale, SCALES[0]), SCALES[-1])
        if scale != self._scale:
            self._scale = scale
            self._resize()
            self.changed.emit()

    def larger(self) -> None:
        """Take the next larger size of text."""
        self.set_scale(next((step for step in SCALES if step > self._scale), SCALES[-1]))

    def smaller(self) -> None:
        """Take the next smaller size of text."""
        self.set_scale(next((step for step in reversed(SCALES) if step < self._scale), SCALES[0]))

    def usual(self) -> None:
        """Take the usual size of text."""
        self.set_scale(1.0)

    def set_scheme(self, scheme: Scheme) -> None:
        """Use these colours; "system" follows what the system prefers, also when that changes."""
        if scheme != self._scheme:
            self._scheme = scheme
            self._recolour()

    def set_dark(self, dark: bool | None) -> None:
        """Use the dark colours or the light ones; None follows the system."""
        self.set_scheme("system" if dark is None else "dark" if dark else "light")

    def _resize(self) -> None:
        font = self._application.font()
        font.setPointSizeF(self._points * self._scale)
        self._style.measure(QFontMetricsF(font).lineSpacing())
        self._application.setFont(font)

    def _recolour(self) -> None:
        scheme = self._system_scheme() if self._scheme == "system" else self._scheme
        self._application.setPalette(palette(SETS[scheme]))
        self.changed.emit()

    def _system_scheme(self) -> Scheme:
        if self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def line_height(widget: QWidget) -> int:
    """The height of a line of a widget's text, in pixels: the measure of all room."""
    return round(QFontMetricsF(widget.font()).lineSpacing())


def characters(widget: QWidget, count: int) -> int:
    """The width of so many average characters of a widget's text, in pixels."""
    return round(QFontMetricsF(widget.font()).averageCharWidth() * count)


def scaled(font: QFont, size: float, *, bold: bool = False) -> QFont:
    """The same font, so many times as large."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * size)
    made.setBold(bold)
    return made


def follow_font(refont: Callable[[], None]) -> None:
    """Have a widget's method called when the application's font changes: a font of its own is not changed with it."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.fontChanged.connect(refont)


class _Room(QObject):
    """Keeps the margins and spacing of a layout in step with the font of its widget."""

    def __init__(self, widget: QWidget, layout: QLayout, around: tuple[float, float], between: float) -> None:
        super().__init__(widget)
        self._widget, self._layout, self._around, self._between = widget, layout, around, between
        widget.installEventFilter(self)
        self._measure()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is _FONT_CHANGE:  # every event of every part of the window comes by
            self._measure()
        return False

    def _measure(self) -> None:
        line = line_height(self._widget)
        across, down = (round(lines * line) for lines in self._around)
        self._layout.setContentsMargins(QMargins(across, down, across, down))
        self._layout.setSpacing(round(self._between * line))


def give_room(widget: QWidget, layout: QLayout, *, around: tuple[float, float] = (0, 0), between: float = 0.5) -> None:
    """Margins (across, down) and spacing in lines of the widget's text, also after its font changes."""
    _Room(widget, layout, around, between)
