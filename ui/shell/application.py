"""The application: one window over one directory."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.right_now import RightNow
from ui.find.desk import Desk
from ui.shell.main_window import MainWindow
from ui.shell.theme import Theme
from ui.shell.work import Work


def open_window(data: Path | None) -> int:
    """Open the window over the directory of a data folder, the user's own when None; gives the exit status."""
    application = make_application()
    Theme(application)
    work = Work(lambda: Desk(Store.open(data)))
    try:
        window = MainWindow(work, read_right_now())
        window.show()
        return application.exec()
    finally:
        work.close()


def make_application() -> QApplication:
    """The application object, named so that its settings have a place."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Navigator")
    application.setApplicationDisplayName("Navigator")
    application.setOrganizationName("Navigator")
    return application


def read_right_now() -> RightNow | None:
    """The emergencies, or None where their file cannot be read: the window then says to call 999."""
    try:
        return RightNow()
    except NavigatorError:
        return None
