"""The three sets of colours, and the palette that carries one of them to every widget."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

_DARK_BELOW: Final = 128


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours: text stands out from what is behind it by 4.5 to 1, and parts by 3 to 1 (WCAG 2.2 AA).

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
    mark="#52430f",
    good="#8fd6a5",
    warn="#f0c27a",
)
CONTRAST: Final = Colours(
    window="#000000",
    base="#000000",
    text="#ffffff",
    quiet="#ffffff",
    button="#000000",
    chosen="#1450c8",
    accent="#ffee00",
    urgent="#ffd0d0",
    on_urgent="#000000",
    edge="#ffffff",
    mark="#7a4a00",
    good="#8cffab",
    warn="#ffd24d",
)
SETS: Final = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""Every set by its name."""

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
_DISABLED: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_BY_WINDOW: Final = {QColor(colours.window).rgb(): colours for colours in SETS.values()}

QUIET: Final = QPalette.ColorRole.PlaceholderText
"""The role of text that matters less."""
ACCENT: Final = QPalette.ColorRole.Accent
"""The role of headings and of what has the focus."""


def palette(colours: Colours) -> QPalette:
    """The palette of a set of colours; what cannot be used is quiet."""
    made = QPalette(QColor(colours.button), QColor(colours.window))
    for role, name in _ROLES:
        made.setColor(role, QColor(getattr(colours, name)))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.quiet))
    return made


def colours_of(shown: QPalette) -> Colours:
    """The set of colours that a palette was made from, for what a palette has no role for."""
    window = shown.color(QPalette.ColorRole.Window)
    near = DARK if window.lightness() < _DARK_BELOW else LIGHT
    return _BY_WINDOW.get(window.rgb(), near)
