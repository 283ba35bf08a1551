"""The main window: puts the pages together and connects them."""

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from navigator.right_now import RightNow
from ui.find.desk import Desk
from ui.find.page import FindPage
from ui.shell.right_now import RightNowPage
from ui.shell.text import UrgentButton
from ui.shell.theme import characters, line_height
from ui.shell.work import Work

_SIZE = "window/size"
_USUAL_CHARACTERS, _USUAL_LINES = 140, 40


class MainWindow(QMainWindow):
    """One room, and Right now over it."""

    def __init__(self, work: Work[Desk], right_now: RightNow | None) -> None:
        """Compose the window; without ``right_now`` its page says only to call 999."""
        super().__init__()
        self.setWindowTitle("Navigator")
        urgent = UrgentButton("Right now (F8)")
        urgent.setAccessibleDescription("What to do in an emergency.")
        self.find_page = FindPage(work, right_now, urgent)
        self.right_now_page = RightNowPage(right_now)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.find_page)
        self._pages.addWidget(self.right_now_page)
        self._before: QWidget | None = None
        self.setCentralWidget(self._pages)
        urgent.clicked.connect(self.toggle_right_now)
        self.right_now_page.left.connect(self.toggle_right_now)
        self.find_page.emergency_asked.connect(self.show_right_now)
        self._act("Right now", "F8", self.toggle_right_now)
        self._act("Find", QKeySequence(QKeySequence.StandardKey.Find), self.show_find)
        size = QSettings().value(_SIZE)
        self.resize(size) if size else self.resize(
            characters(self, _USUAL_CHARACTERS), line_height(self) * _USUAL_LINES
        )
        self.find_page.enter()

    def toggle_right_now(self) -> None:
        """Open Right now, or go back to where one was."""
        if self._pages.currentWidget() is not self.right_now_page:
            self.show_right_now()
            return
        self._pages.setCurrentWidget(self.find_page)
        (self._before or self.find_page.asking.box).setFocus()

    def show_right_now(self, situation_id: str = "") -> None:
        """Open Right now, at one emergency if it is named."""
        self._before = self.focusWidget()
        self._pages.setCurrentWidget(self.right_now_page)
        self.right_now_page.enter(situation_id)

    def show_find(self) -> None:
        """Go to the search box."""
        self._pages.setCurrentWidget(self.find_page)
        self.find_page.enter()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how large the window was: nothing else is kept."""
        QSettings().setValue(_SIZE, self.size())
        super().closeEvent(event)

    def _act(self, name: str, shortcut: str | QKeySequence, do: object) -> None:
        action = QAction(name, self)
        action.setShortcut(shortcut)
        action.triggered.connect(do)
        self.addAction(action)
