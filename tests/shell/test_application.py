"""The application from its start to its end: what it brings, what it shows, and that nothing runs on."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import navigator.right_now
from navigator.errors import NavigatorError
from ui.shell import application
from ui.shell.colours import SETS
from ui.shell.faults import Hook
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.theme import Theme

LONG_MS = 10_000

Run = Callable[[Callable[[MainWindow], None]], int]


@pytest.fixture(autouse=True)
def _as_it_was(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - it restores the look
    """Nothing that an application sets for its whole process outlives a test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    for window in (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)):
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the application over the directory that ships, with a person in place of its event loop."""

    def go(person: Callable[[MainWindow], None]) -> int:
        def loop() -> int:
            (window,) = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
            person(window)
            window.close()
            qapp.aboutToQuit.emit()
            return 0

        monkeypatch.setattr(qapp, "exec", loop)
        return application.open_window(tmp_path)

    return go


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("navigator-")]


def test_it_opens_answers_and_drains(run: Run, qtbot: QtBot) -> None:
    def person(window: MainWindow) -> None:
        page = window.find_page
        qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
        assert page.model.rowCount() == 158
        assert page.opening.bar.value() == page.opening.bar.maximum() > 3
        assert threads()

    assert run(person) == 0
    assert threads() == []


def test_words_that_sound_like_an_emergency_are_heard(run: Run, qtbot: QtBot) -> None:
    def person(window: MainWindow) -> None:
        page = window.find_page
        QTest.keyClicks(page.box, "want to die")
        qtbot.waitUntil(lambda: page.emergency is not None and page.emergency.isVisible(), timeout=LONG_MS)

    assert run(person) == 0


def test_without_the_file_of_emergencies_it_still_opens(
    run: Run, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise NavigatorError("It is gone.")

    def person(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.find_page.inquiry.answered is not None, timeout=LONG_MS)
        window.show_right_now()
        assert window.right_now_page is not None
        assert window.right_now_page.isVisible()

    monkeypatch.setattr(navigator.right_now, "RightNow", gone)
    assert application.read_right_now() is None
    assert run(person) == 0


def test_it_looks_as_it_was_left(run: Run, qapp: QApplication) -> None:
    application.make_application()
    settings = Settings()
    settings.scale, settings.scheme = 1.5, "dark"

    def person(window: MainWindow) -> None:
        assert window._theme.scale == 1.5
        assert window.font().pointSizeF() == qapp.font().pointSizeF() >= 1.5 * 12
        assert window.palette().window().color() == QColor(SETS["dark"].window)
        assert window.find_page.box.font().pointSizeF() > window.font().pointSizeF()

    assert run(person) == 0
    assert (Settings().scale, Settings().scheme) == (1.5, "dark")
    assert "Navigator" in QSettings().fileName()


def test_errors_nobody_foresaw_are_told_while_it_runs_and_left_to_python_after(run: Run, qtbot: QtBot) -> None:
    before = sys.excepthook

    def person(_window: MainWindow) -> None:
        qtbot.waitUntil(lambda: isinstance(getattr(sys.excepthook, "__self__", None), Hook))

    assert run(person) == 0
    assert sys.excepthook == before


def damaged(folder: Path) -> None:
    (folder / "services.sqlite").write_bytes(b"this is not a directory")


def as_it_ships(_folder: Path) -> None:
    pass


@pytest.mark.parametrize("prepare", [as_it_ships, damaged])
def test_until_painted_ends_once_the_window_is_drawn_and_has_answered_to_a_key(
    qapp: QApplication, tmp_path: Path, prepare: Callable[[Path], None]
) -> None:
    prepare(tmp_path)
    assert application.open_window(tmp_path, until_painted=True) == 0
    probes = [probe for window in qapp.topLevelWidgets() for probe in window.findChildren(application._Probe)]
    assert [probe.late.isActive() for probe in probes] == [False], "it would end a later event loop"
    qapp.closeAllWindows()
    assert threads() == []


def test_until_painted_says_so_where_no_key_is_answered(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_LONGEST_START_MS", 300)
    monkeypatch.setattr(application._Probe, "_press", lambda _probe: None)
    assert application.open_window(tmp_path, until_painted=True) == 1
    qapp.closeAllWindows()
    assert threads() == []
