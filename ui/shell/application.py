"""The application: one window over one directory."""

import sys
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from navigator.errors import NavigatorError
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.theme import Theme
from ui.shell.work import Cancelled, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from navigator.right_now import RightNow
    from ui.find.desk import Desk

_A_KEY: Final = "a"
_FIRST_FRAMES_MS: Final = 20
"""The window draws itself and answers to keys before the search is made ready beside it."""
_LONGEST_START_MS: Final = 60_000
_SWITCH_S: Final = 0.0002
"""Other threads let the window draw after so many seconds, at each of hundreds of steps: Python's own 5 ms stop it."""
_PARTS: Final = (
    "sqlite3",
    "navigator.directory.places",
    "navigator.directory.records",
    "navigator.find.hours",
    "navigator.find.query",
    "navigator.find.search",
    "navigator.find.sheet",
    "ui.find.desk",
)
"""What the search thread imports, in steps between which it can be stopped."""
_STAGES: Final = 5
"""As many as a desk has, which is not imported before the window is drawn."""


class Opening(QObject):
    """How far the directory is opened, told from the search thread."""

    told = Signal(int, int)


def open_window(data: Path | None, *, until_painted: bool = False) -> int:
    """Open the window over the directory of a data folder, the user's own when None; gives the exit status.

    ``until_painted`` closes it once it is drawn and has answered to a key: 0 when it did, 1 when it did not in time.
    """
    sys.setswitchinterval(_SWITCH_S)
    _leave_no_image()
    application = make_application()
    settings = Settings()
    theme = Theme(application)
    theme.set_scale(settings.scale)
    theme.set_scheme(settings.scheme)
    opening = Opening()
    work: Work[Desk] = Work(lambda: open_desk(data, tell))

    def tell(done: int, total: int) -> None:
        if work.closed:
            raise Cancelled
        opening.told.emit(done, total)

    right_now = cache(read_right_now)
    try:
        window = MainWindow(work, right_now, theme, settings)
        window.painted.connect(lambda: _tell_faults(application, window))
        opening.told.connect(window.find_page.opening.progress)
        if until_painted:
            _Probe(window)
        window.painted.connect(lambda: QTimer.singleShot(_FIRST_FRAMES_MS, window.find_page.start))
        window.find_page.alarm.wanted.connect(lambda: _fetch_right_now(window, work, right_now))
        window.show()
        return application.exec()
    finally:
        work.close()


def _leave_no_image() -> None:
    """See that no image of the memory, with what was said in it, is written where the program ends abruptly.

    Windows and macOS write one only where somebody asked the system to.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def make_application() -> QApplication:
    """The application object, named so that its settings have a place."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Navigator")
    application.setApplicationDisplayName("Navigator")
    application.setOrganizationName("Navigator")
    return application


def read_right_now() -> "RightNow | None":
    """The emergencies, or None where their file cannot be read: the window then says to call 999."""
    from navigator.right_now import RightNow

    try:
        return RightNow()
    except NavigatorError:
        return None


def open_desk(data: Path | None, progress: "Callable[[int, int], None] | None" = None) -> "Desk":
    """Open the directory of a data folder, the user's own when None; brings the core, so on the search thread.

    ``progress`` is told how many steps of how many are done; what it raises ends it.
    """
    tell = progress or (lambda _done, _total: None)
    total = len(_PARTS) + _STAGES
    for done, part in enumerate(_PARTS):
        tell(done, total)
        import_module(part)
    from navigator.directory import Store
    from ui.find.desk import Desk

    return Desk(Store.open(data), lambda stage: tell(len(_PARTS) + stage, total))


def _tell_faults(application: QApplication, window: MainWindow) -> None:
    """From now until the program ends, tell errors that nobody foresaw over the window."""
    from ui.shell.faults import install_hook

    application.aboutToQuit.connect(install_hook(lambda: None if window.is_hidden else window).restore)


def _fetch_right_now(window: MainWindow, work: "Work[Desk]", read: "Callable[[], RightNow | None]") -> None:
    """Read the emergencies beside the search that words were first typed for."""
    page = window.find_page
    work.run(lambda _job: read(), owner=page, success=page.alarm.take, failure=lambda _error: None)


class _Probe(QObject):
    """Presses a key in a window that was just drawn, and ends the program once the box has drawn its letter."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._box = window.find_page.box
        window.painted.connect(self._press)
        self.late = QTimer(self, singleShot=True, interval=_LONGEST_START_MS)
        self.late.timeout.connect(partial(QCoreApplication.exit, 1))
        self.late.start()

    def _press(self) -> None:
        self._box.installEventFilter(self)
        key = QKeyEvent(QEvent.Type.KeyPress, ord(_A_KEY.upper()), Qt.KeyboardModifier.NoModifier, _A_KEY)
        QCoreApplication.postEvent(self._box, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._box.text() == _A_KEY:
            watched.removeEventFilter(self)
            self.late.stop()  # it would end whatever event loop there is by then
            QTimer.singleShot(0, lambda: QCoreApplication.exit(0))
        return False
