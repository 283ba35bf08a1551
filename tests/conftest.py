"""What every test gets: folders of its own in place of the user's, and a window system left as it was found."""

import builtins
import gc
import os
import sys
import tomllib
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from hypothesis import settings

_IMPORT = builtins.__import__

settings.register_profile("navigator", deadline=None, max_examples=50)
if not os.environ.get("CI"):
    settings.load_profile("navigator")

if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")

USER_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "WIN_PD_OVERRIDE_APPDATA": "roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
    "WIN_PD_OVERRIDE_PERSONAL": "documents",
}
LONGEST_WAIT_MS = 10_000


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Among several processes, the tests of a file stay together, and share the window and the files made for them."""
    if config.getoption("numprocesses", None) and config.getoption("dist") == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What stays until the end, some thousand tests and all that they import, is never looked through for cycles."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _redirect(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, name in USER_FOLDERS.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(variable, str(place))


@pytest.fixture(scope="session", autouse=True)
def _session_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Folders for what outlives one test, such as the application object."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _redirect(tmp_path_factory.mktemp("user"), monkeypatch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_walks_through_memory() -> Iterator[None]:
    """Opening a search sets aside what the program holds, which for all that pytest holds takes a fifth of a second."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("navigator.find.search._set_aside", lambda: None)
        yield


class _Fresh:
    """Folders for a user, one for each test; where a test wrote nothing, the next one has the same."""

    def __init__(self, within: Path) -> None:
        self._within, self._numbers = within, count()
        self._folder = within / str(next(self._numbers))

    def hand_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make the folders what programs take for the user's own."""
        _redirect(self._folder, monkeypatch)

    def take_back(self) -> None:
        """Throw them away if anything was written in them."""
        if any(any(place.iterdir()) for place in self._folder.iterdir()):
            rmtree(self._folder, ignore_errors=True)
            self._folder = self._within / str(next(self._numbers))


@pytest.fixture(scope="session")
def _fresh(_session_folders: None, tmp_path_factory: pytest.TempPathFactory) -> _Fresh:
    return _Fresh(tmp_path_factory.mktemp("users"))


@pytest.fixture(scope="session", autouse=True)
def _imports_are_pythons_own() -> Iterator[None]:
    """As they are where the program runs: PySide looks at each import, and hypothesis imports in its inmost loops."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("builtins.__import__", _IMPORT)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_text_is_taken_apart_twice() -> Iterator[None]:
    """Hundreds of tests read the same texts that ship; each has tables of its own."""
    taken_apart = lru_cache(maxsize=128)(tomllib.loads)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(tomllib, "loads", lambda text: _copied(taken_apart(text)))
        yield


def _copied(table: Any) -> Any:
    match table:
        case dict():
            return {key: _copied(value) for key, value in table.items()}
        case list():
            return [_copied(value) for value in table]
        case _:
            return table


@pytest.fixture(autouse=True)
def _user_folders(_fresh: _Fresh) -> Iterator[None]:
    """Folders for one test, so that no test finds what another wrote."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _fresh.hand_out(monkeypatch)
        yield
    _fresh.take_back()


@pytest.fixture(autouse=True)
def _tidy_windows(request: pytest.FixtureRequest, _user_folders: None) -> Iterator[None]:
    """After a test with Qt in it, no background work runs on and no window stays open."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QSettings, QThreadPool
    from PySide6.QtWidgets import QApplication

    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.environ["XDG_CONFIG_HOME"])
    before = QApplication.topLevelWidgets()
    yield
    drained = QThreadPool.globalInstance().waitForDone(LONGEST_WAIT_MS)
    left = _close_windows_but(before)
    assert drained, "background work was still running after the test"
    assert not left, f"left open after the test: {', '.join(left)}"


def _close_windows_but(before: Sequence[object]) -> list[str]:
    """Delete the windows that a test left, and name them. Qt's own tooltip does not count."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    def delete_deferred() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    delete_deferred()
    if len(QApplication.topLevelWidgets()) > len(before):
        gc.collect()
    left = [w for w in QApplication.topLevelWidgets() if w not in before and w.metaObject().className() != "QTipLabel"]
    names = [f"{type(window).__name__} “{window.windowTitle()}”" for window in left]
    for window in left:
        window.deleteLater()
    delete_deferred()
    return names
