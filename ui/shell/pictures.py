"""Pictures of the window, drawn where there is no display: ``python -m ui.shell.pictures [FOLDER]``."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from navigator.directory import Store
from navigator.errors import NavigatorError
from ui.find.desk import Desk
from ui.shell.application import make_application, read_right_now
from ui.shell.main_window import MainWindow
from ui.shell.theme import Theme
from ui.shell.work import Work

USUAL: Final = QSize(1280, 800)
_LONGEST_WAIT_MS: Final = 20_000
_SEARCH: Final = "rough sleeping hearing voices brixton"
_NOWHERE: Final = "kangaroo"
_EMERGENCY: Final = "want to die"


def draw_window(folder: Path, *, sizes: tuple[QSize, ...] = (USUAL,), scales: tuple[float, ...] = (1.0,)) -> list[Path]:
    """Draw the window in each of its states, light and dark, into PNG files; gives their paths."""
    application = make_application()
    theme = Theme(application)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for dark in (False, True):
        theme.set_dark(dark)
        for scale in scales:
            theme.set_scale(scale)
            for size in sizes:
                tail = _tail(size, scale, dark=dark)
                drawn += [_save(window, folder / f"{state}-{tail}.png") for state, window in _states(size)]
    return drawn


def _tail(size: QSize, scale: float, *, dark: bool) -> str:
    usual = "" if size == USUAL and scale == 1 else f"-{size.width()}x{size.height()}-{scale:.0%}".replace("%", "")
    return f"{'dark' if dark else 'light'}{usual}"


def _states(size: QSize) -> Iterator[tuple[str, MainWindow]]:
    with tempfile.TemporaryDirectory() as nobody, _window(Path(nobody), size) as window:
        yield "start", window
        window.find_page.asking.box.setText(_SEARCH)
        _until(lambda: _answered(window, _SEARCH))
        yield "search", window
        window.find_page.asking.box.entered.emit()
        _until(lambda: window.find_page.listing.shown is not None)
        yield "listing", window
        window.find_page.asking.box.setText(_NOWHERE)
        _until(lambda: _answered(window, _NOWHERE))
        yield "nothing", window
        window.find_page.asking.box.setText(_EMERGENCY)
        _until(lambda: _answered(window, _EMERGENCY))
        yield "emergency", window
        window.show_right_now("overdose")
        yield "right-now", window
    with tempfile.TemporaryDirectory() as broken:
        (Path(broken) / "services.sqlite").write_bytes(b"not a directory")
        with _window(Path(broken), size, working=False) as window:
            yield "damaged", window


@contextmanager
def _window(data: Path, size: QSize, *, working: bool = True) -> Iterator[MainWindow]:
    work = Work(lambda: Desk(Store.open(data)))
    window = MainWindow(work, read_right_now())
    try:
        window.resize(size)
        window.show()
        _until(lambda: _answered(window, "") if working else window.find_page.broken)
        yield window
    finally:
        window.deleteLater()
        work.close()


def _answered(window: MainWindow, text: str) -> bool:
    if window.find_page.broken:
        raise NavigatorError("The directory that ships with Navigator cannot be read.")
    return window.find_page.answered == text


def _until(done: Callable[[], bool]) -> None:
    """Let the window work until something is so; raises ``NavigatorError`` if it never is."""
    deadline = QDeadlineTimer(_LONGEST_WAIT_MS)
    while not done():
        if deadline.hasExpired():
            raise NavigatorError("The window did not answer in time.")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _save(window: MainWindow, path: Path) -> Path:
    for _ in range(3):
        QApplication.processEvents()
    if not window.grab().save(str(path)):
        raise NavigatorError(f"{path} could not be written.")
    return path


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(*draw_window(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures")), sep="\n")  # noqa: T201 - what a command does
