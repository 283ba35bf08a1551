"""The window over the directory that ships, and over directories made for a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.right_now import RightNow
from ui.find.desk import Desk
from ui.shell.main_window import MainWindow
from ui.shell.work import Work

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows over a store, or over whatever opens a desk; drains their work after the test."""
    opened: list[Work[Desk]] = []

    def make(
        open_desk: Callable[[], Desk] | None = None, *, store: Store | None = None, right_now: bool = True
    ) -> MainWindow:
        work = Work(open_desk or (lambda: Desk(store or Store.open(tmp_path))))
        opened.append(work)
        window = MainWindow(work, RightNow() if right_now else None)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    yield make
    for work in opened:
        work.close()


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """The window over the directory that ships, with every service listed."""
    made = open_window()
    qtbot.waitUntil(lambda: made.find_page.answered == "", timeout=10_000)
    return made


@pytest.fixture
def search(window: MainWindow, qtbot: QtBot) -> Callable[[str], list[str]]:
    """Types a text and gives the names of the results, best first."""

    def type_in(text: str) -> list[str]:
        page = window.find_page
        page.asking.box.setText(text)
        qtbot.waitUntil(lambda: page.answered == text, timeout=10_000)
        lines = [page.model.line(row) for row in range(page.model.rowCount())]
        return [line.name for line in lines if line is not None]

    return type_in
