"""How everything looks: the palette first, sizes from the font, and room measured in lines of text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QMargins, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

_COMFORT: Final = 1.2
_LEAST_POINTS: Final = 12.0
_DARK_BELOW: Final = 128


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours. Text stands out from what is behind it by 4.5 to 1 or more, and parts by 3 to 1 (WCAG 2.2 AA).

    ``edge`` draws the edges of controls; ``mark`` lies behind matched words; ``good`` and ``warn`` colour words.
    """

    window: str
    base: str
    text: str
    quiet: str
    button: str
    chosen: str
    accent: str
    urgent: str
    on_urgent: str
    edge: str
    mark: str
    good: str
    warn: str


LIGHT: Final = Colours(
    window="#f4f2ed",
    base="#ffffff",
    text="#1c2326",
    quiet="#545e63",
    button="#e8e5de",
    chosen="#d8e8ec",
    accent="#0a5d72",
    urgent="#a1242a",
    on_urgent="#ffffff",
    edge="#6b757a",
    mark="#fbe9a9",
    good="#1d6b3a",
    warn="#8a4b00",
)
DARK: Final = Colours(
    window="#1e2427",
    base="#262d31",
    text="#eeece6",
    quiet="#b0b8bc",
    button="#364045",
    chosen="#2b4a54",
    accent="#7cc8da",
    urgent="#f0a3a3",
    on_urgent="#2b1112",
    edge="#93a0a6",
    mark="#5a4a12",
    good="#8fd6a5",
    warn="#f0c27a",
)

_ROLES: Final = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "base"),
    (QPalette.ColorRole.AlternateBase, "window"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "quiet"),
    (QPalette.ColorRole.Button, "button"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipBase, "base"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Highlight, "chosen"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
)

QUIET: Final = QPalette.ColorRole.PlaceholderText
"""The role of text that matters less."""
ACCENT: Final = QPalette.ColorRole.Accent
"""The role of headings and of what has the focus."""


class Theme(QObject):
    """Sets the colours and the size of text of the whole application, and follows the system's choice of dark."""

    def __init__(self, application: QApplication) -> None:
        """Take over the look of the application."""
        super().__init__(application)
        self._application = application
        self._dark: bool | None = None
        self._points = max(_LEAST_POINTS, _COMFORT * QFontInfo(application.font()).pointSizeF())
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._recolour)
        self.set_scale(1.0)
        self._recolour()

    def set_scale(self, scale: float) -> None:
        """Show all text at so many times its usual size."""
        font = self._application.font()
        font.setPointSizeF(self._points * scale)
        self._application.setFont(font)

    def set_dark(self, dark: bool | None) -> None:
        """Use the dark colours or the light ones; None follows the system."""
        self._dark = dark
        self._recolour()

    def _recolour(self) -> None:
        system = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._application.setPalette(palette(DARK if (system if self._dark is None else self._dark) else LIGHT))


def palette(colours: Colours) -> QPalette:
    """The palette of a set of colours; what cannot be used is quiet."""
    made = QPalette(QColor(colours.button), QColor(colours.window))
    for role, name in _ROLES:
        made.setColor(role, QColor(getattr(colours, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.quiet))
    return made


def colours_of(shown: QPalette) -> Colours:
    """The set of colours that a palette was made from, for what a palette has no role for."""
    return DARK if shown.color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW else LIGHT


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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        line = line_height(self._widget)
        across, down = (round(lines * line) for lines in self._around)
        self._layout.setContentsMargins(QMargins(across, down, across, down))
        self._layout.setSpacing(round(self._between * line))


def give_room(widget: QWidget, layout: QLayout, *, around: tuple[float, float] = (0, 0), between: float = 0.5) -> None:
    """Margins (across, down) and spacing in lines of the widget's text, also after its font changes."""
    _Room(widget, layout, around, between)
