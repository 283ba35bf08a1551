"""The window over the directory that ships, and over directories made for a test, and a person's hands on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.right_now import RightNow
from ui.find.desk import Desk
from ui.find.page import FindPage
from ui.shell.application import make_application
from ui.shell.main_window import MainWindow
from ui.shell.parts import Link
from ui.shell.settings import Settings
from ui.shell.theme import Theme
from ui.shell.work import Work

LONG_MS = 10_000
USUAL = QSize(1280, 800)
MOST_TABS = 80
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

Key = tuple[Qt.Key, Qt.KeyboardModifier]
KEYS: tuple[Key, ...] = (
    (Qt.Key.Key_Down, PLAIN),
    (Qt.Key.Key_Up, PLAIN),
    (Qt.Key.Key_Return, PLAIN),
    (Qt.Key.Key_Escape, PLAIN),
    (Qt.Key.Key_Space, PLAIN),
    (Qt.Key.Key_End, PLAIN),
    (Qt.Key.Key_Tab, PLAIN),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_F6, PLAIN),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_L, CTRL),
    (Qt.Key.Key_M, CTRL),
    (Qt.Key.Key_F, CTRL),
    (Qt.Key.Key_2, CTRL),
    (Qt.Key.Key_1, CTRL),
    (Qt.Key.Key_C, CTRL | SHIFT),
    (Qt.Key.Key_Backspace, CTRL | SHIFT),
    (Qt.Key.Key_F8, PLAIN),
    (Qt.Key.Key_F8, PLAIN),
)

OpenWindow = Callable[..., MainWindow]
Search = Callable[[str], list[str]]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, *, times: int = 1) -> None:
    """A key as the keyboard sends it: to the window in front, whatever in it has the focus."""
    for _ in range(times):
        QTest.keyClick(_window_in_front(), key, modifier)


def type_words(text: str) -> None:
    """Letters as the keyboard sends them, to the window in front."""
    for letter in text:
        QTest.keyClick(_window_in_front(), ord(letter))


def _window_in_front() -> QWindow:
    """The window that has the keyboard, once what was over it has gone."""
    deadline = QDeadlineTimer(LONG_MS)
    while (window := QGuiApplication.focusWindow()) is None and not deadline.hasExpired():
        QApplication.processEvents()
    assert window is not None, "no window has the keyboard"
    return window


def answered(page: FindPage) -> bool:
    """Whether every answer to what is asked now is known."""
    return page.inquiry.answered == page.inquiry.asked


def names(page: FindPage) -> list[str]:
    """The names of the results whose lines are there, best first."""
    lines = (page.model.line(row) for row in range(page.model.rowCount()))
    return [line.name.text for line in lines if line is not None]


def shown_text(widget: QWidget) -> str:
    """All that can be read on a widget, one label a line."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def button(within: QWidget, begins: str) -> QAbstractButton:
    """The one button in sight whose words, or name for a screen reader, begin so."""
    seen = [one for one in within.findChildren(QAbstractButton) if one.isVisible()]
    (found,) = [one for one in seen if one.text().startswith(begins) or one.accessibleName().startswith(begins)]
    return found


def has_keyboard(widget: QWidget | None) -> bool:
    """Whether the keyboard is on a widget or on something in it."""
    focus = QApplication.focusWidget()
    return widget is not None and focus is not None and (widget is focus or widget.isAncestorOf(focus))


def tab_to(name: str, *, link: bool = False) -> None:
    """Go on with Tab until a button, or a link, with these words, seen or spoken, has the keyboard."""
    for _ in range(MOST_TABS):
        press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        kind = Link if link else QPushButton
        if isinstance(focus, kind) and (name in focus.accessibleName() or name in focus.text()):
            return
    pytest.fail(f"Tab never came to {name}")


def ways_on(page: FindPage) -> list[str]:
    """The searches that are offered, in words."""
    return [one.text() for one in page.nothing.findChildren(QAbstractButton) if " service" in one.text()]


def wait_for_answer(qtbot: QtBot, page: FindPage) -> None:
    """Wait until every answer to what is asked now is known."""
    qtbot.waitUntil(lambda: answered(page), timeout=LONG_MS)


def wait_for_listing(qtbot: QtBot, page: FindPage, service_id: str) -> None:
    """Wait until a listing is shown and has the keyboard."""
    qtbot.waitUntil(lambda: page.listing.shown == service_id and has_keyboard(page.listing), timeout=LONG_MS)


def bring_to_front(qtbot: QtBot, window: QWidget) -> None:
    """Give the keyboard to a window, as a window manager would: there is none where tests run."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def begin_anew(window: MainWindow, theme: Theme) -> None:
    """Put a window back as it was when its first results came."""
    while (over := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        over.close()
    page = window.find_page
    window.show_find()
    theme.usual()
    theme.set_scheme("system")
    window.resize(USUAL)
    page.bar.map.setChecked(False)
    page.panes._wanted = None
    page.panes._arrange()
    if page.panel is not None:
        page.panel.nearby.place.set_place("")
        page.panel.show_place("")
        page.panel.tree.setCurrentIndex(QModelIndex())
    if window.right_now_page is not None:
        window.right_now_page._list.setCurrentRow(0)
    page.inquiry.order_by("best")
    page.clear()
    page.listing.clear()
    page.results.selectionModel().clear()
    page.results.scrollToTop()
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _nothing_leads_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key that a test presses starts the browser of the person running it."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: True)


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of the application, put back as it was after the tests of a file."""
    make_application()
    font, shown, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    made = Theme(qapp)
    yield made
    made.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(shown)


def made_window(
    work: Work[Desk], theme: Theme, *, right_now: bool = True, started: bool = True, size: QSize | None = USUAL
) -> MainWindow:
    """A window put together as the application does it; not ``started``, it asks for nothing."""
    emergencies = RightNow() if right_now else None
    window = MainWindow(work, lambda: emergencies, theme, Settings())
    if started:
        window.painted.connect(window.find_page.start)
        window.painted.connect(lambda: window.find_page.alarm.take(emergencies))
    if size is not None:
        window.resize(size)
    window.show()
    return window


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[OpenWindow]:
    """Opens windows over a store, or over whatever opens a desk; drains their work after the test."""
    opened: list[Work[Desk]] = []

    def make(open_desk: Callable[[], Desk] | None = None, *, store: Store | None = None, **how: Any) -> MainWindow:
        work = Work(open_desk or (lambda: Desk(store or Store.open(tmp_path))))
        opened.append(work)
        window = made_window(work, theme, **how)
        qtbot.addWidget(window)
        qtbot.waitExposed(window)
        bring_to_front(qtbot, window)
        return window

    yield make
    theme.usual()
    theme.set_scheme("system")
    for work in opened:
        work.close()


@pytest.fixture
def fresh(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """A new window over the directory that ships, with every service listed."""
    made = open_window()
    qtbot.waitUntil(lambda: made.find_page.inquiry.answered is not None, timeout=LONG_MS)
    return made


@pytest.fixture(scope="module")
def _shared(theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    folder = tmp_path_factory.mktemp("data")
    work = Work(lambda: Desk(Store.open(folder)))
    made = made_window(work, theme)
    deadline = QDeadlineTimer(LONG_MS)
    while made.find_page.panel is None and not deadline.hasExpired():
        QTest.qWait(10)
    yield made
    work.close()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(_shared: MainWindow, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window over the directory that ships, with every service listed: one for all tests of a file, made anew."""
    page = _shared.find_page
    _shared.show()
    qtbot.waitExposed(_shared)
    bring_to_front(qtbot, _shared)
    qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
    begin_anew(_shared, theme)
    wait_for_answer(qtbot, page)
    QApplication.processEvents()
    yield _shared
    begin_anew(_shared, theme)


@pytest.fixture
def page(window: MainWindow) -> FindPage:
    """The room of that window in which one searches."""
    return window.find_page


@pytest.fixture
def search(page: FindPage, qtbot: QtBot) -> Search:
    """Puts a text in the box and gives the names of the results, best first."""

    def put(text: str) -> list[str]:
        page.box.setText(text)
        wait_for_answer(qtbot, page)
        return names(page)

    return put
