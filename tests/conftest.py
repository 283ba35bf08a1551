"""What every test gets: folders of its own in place of the user's, and a window system left as it was found."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("navigator", deadline=None)
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


@pytest.fixture(autouse=True)
def _user_folders(_session_folders: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Folders for one test, beside its ``tmp_path``, so that no test finds what another wrote."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _redirect(tmp_path_factory.mktemp("user"), monkeypatch)
        yield


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
