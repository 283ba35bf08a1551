"""The real window, opened as a person opens it, with a script in place of the person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.application import make_application, open_window
from ui.shell.imports import import_plainly
from ui.shell.main_window import MainWindow
from ui.shell.theme import Theme

SIZE: Final = QSize(1280, 800)
_STEP_MS: Final = 2
_LONGEST_S: Final = 60.0
_IDLE_S: Final = 0.001
_MOST_PASSES: Final = 200


class TooLongError(Exception):
    """Something that a script waits for never came."""


def drive(data: Path | None, script: Callable[[MainWindow], None]) -> None:
    """Open the window over a data folder, have the script use it, and close it; raises what the script raises."""
    import_plainly()
    make_application()
    raised: list[Exception] = []

    def follow() -> None:
        (window,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window.resize(SIZE)
        try:
            script(window)
        except Exception as error:  # noqa: BLE001 - raised again below: here Qt would only print it
            raised.append(error)
        window.close()
        QCoreApplication.quit()

    QTimer.singleShot(0, follow)
    open_window(data)
    for error in raised:
        raise error


def theme() -> Theme:
    """The look of the application."""
    found = QApplication.instance()
    assert found is not None
    made = found.findChild(Theme)
    assert isinstance(made, Theme)
    return made


def rest(seconds: float) -> None:
    """Let the window do what it does for so long: below two seconds, to the millisecond."""
    loop = QEventLoop()
    QTimer.singleShot(max(0, round(seconds * 1_000)), loop.quit)
    loop.exec()


def until(done: Callable[[], bool], longest_s: float = _LONGEST_S) -> None:
    """Let the window work until something is so; raises ``TooLongError`` if it never is."""
    ends = perf_counter() + longest_s
    while not done():
        if perf_counter() > ends:
            raise TooLongError
        rest(_STEP_MS / 1_000)


def answered(window: MainWindow) -> bool:
    """Whether all the answers to what is asked now are there."""
    inquiry = window.find_page.inquiry
    return inquiry.answered is not None and inquiry.answered == inquiry.asked


def ask(window: MainWindow, text: str) -> None:
    """Put words in the box, and wait for all their answers."""
    window.find_page.box.setText(text)
    until(lambda: answered(window))


def paint_all() -> None:
    """Let the window lay out and draw until nothing is left to draw: a pass over its events that takes no time."""
    for _ in range(_MOST_PASSES):
        started = perf_counter()
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()
        if perf_counter() - started < _IDLE_S:
            return
    raise TooLongError


@contextmanager
def paints_of(kind: type[QWidget]) -> Iterator[list[float]]:
    """The times at which a widget of this class has been drawn, added to as it happens; made before the widgets are."""
    ends: list[float] = []
    was, own = kind.paintEvent, "paintEvent" in vars(kind)

    def paint(self: QWidget, event: QPaintEvent) -> None:
        was(self, event)
        ends.append(perf_counter())

    kind.paintEvent = paint  # type: ignore[method-assign]
    try:
        yield ends
    finally:
        if own:
            kind.paintEvent = was  # type: ignore[method-assign]
        else:
            del kind.paintEvent
