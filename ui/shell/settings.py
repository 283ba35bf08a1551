"""What is remembered from one time to the next: how the window looked, and never what was looked for or said."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast, get_args

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from ui.shell.theme import SCALES, Scheme

_WINDOW: Final = "window/geometry"
_SPLITTER: Final = "splitter/"
_COLUMNS: Final = "columns/"
_SCALE: Final = "look/scale"
_SCHEME: Final = "look/scheme"
_IDLE: Final = "privacy/idle-minutes"
IDLE_MINUTES: Final = (2, 5, 10, 20, 30)
"""After how many minutes without a touch answers may be forgotten."""
_USUAL_IDLE: Final = 10


class Settings:
    """The window's place, size, splitters and columns, the size of text, the colours, and when answers are forgotten.

    They are kept where the application's name and organisation say. What was stored and makes no sense is left out.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Keep them where the system keeps settings, or in a file."""
        self._stored = QSettings(str(file), QSettings.Format.IniFormat) if file else QSettings()

    @property
    def scale(self) -> float:
        """How many times its usual size all text has."""
        try:
            scale = float(str(self._stored.value(_SCALE)))
        except ValueError:
            return 1.0
        return scale if SCALES[0] <= scale <= SCALES[-1] else 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._stored.setValue(_SCALE, scale)

    @property
    def scheme(self) -> Scheme:
        """Which colours were chosen."""
        scheme = self._stored.value(_SCHEME)
        return cast("Scheme", scheme) if scheme in get_args(Scheme) else "system"

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._stored.setValue(_SCHEME, scheme)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a touch answers are forgotten: one of ``IDLE_MINUTES``."""
        stored = str(self._stored.value(_IDLE))
        return next((minutes for minutes in IDLE_MINUTES if stored == str(minutes)), _USUAL_IDLE)

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._stored.setValue(_IDLE, minutes)

    def splitter(self, name: str) -> list[int]:
        """The sizes in pixels of the parts of the splitter of this name; none where they are not known."""
        return self._sizes(_SPLITTER + name)

    def keep_splitter(self, name: str, sizes: Sequence[int]) -> None:
        """Remember these sizes under this name."""
        self._stored.setValue(_SPLITTER + name, list(sizes))

    def columns(self, name: str) -> list[int]:
        """The widths that somebody chose for the columns of the table of this name; none where they are not known."""
        return self._sizes(_COLUMNS + name)

    def keep_columns(self, name: str, widths: Sequence[int]) -> None:
        """Remember these widths under this name."""
        self._stored.setValue(_COLUMNS + name, list(widths))

    def restore_window(self, window: QWidget) -> bool:
        """Put a window where it was, as large as it was; False, and nothing done, where that is not known."""
        stored = self._stored.value(_WINDOW)
        return isinstance(stored, QByteArray) and window.restoreGeometry(stored)

    def keep_window(self, window: QWidget) -> None:
        """Remember where a window is and how large, or that it fills the screen."""
        self._stored.setValue(_WINDOW, window.saveGeometry())

    def _sizes(self, key: str) -> list[int]:
        """Sizes that were stored, none below nothing and not all of them nothing; else none."""
        stored = self._stored.value(key)
        try:
            sizes = [int(size) for size in stored] if isinstance(stored, list) else []
        except (TypeError, ValueError):
            return []
        return sizes if sum(sizes) > 0 and min(sizes) >= 0 else []
