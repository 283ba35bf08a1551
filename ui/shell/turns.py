"""Long work in short turns: the window draws in between, and what is pressed meanwhile waits for its end."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

from ui.shell.work import Job, Work

_NOTHING_PRESSED: Final = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def import_soon(work: Work[Any], owner: QObject, *names: str) -> None:
    """Import modules in a job over ``work``, for ``owner``, which does not wait for it."""
    _import(work, owner, names, lambda: None)


def import_aside(work: Work[Any], *names: str) -> None:
    """Import modules in a job over ``work``, and wait for it; where it fails, the next import of them says why."""
    if not work.closed:
        waiting = QEventLoop()
        _import(work, waiting, names, waiting.quit)
        waiting.exec(_NOTHING_PRESSED)


def draw_between() -> None:
    """Let the window draw what there is by now, before the next turn."""
    QCoreApplication.processEvents(_NOTHING_PRESSED)


def _import(work: Work[Any], owner: QObject, names: tuple[str, ...], done: Callable[[], None]) -> None:
    def run(_job: Job) -> None:
        for name in names:
            import_module(name)

    work.run(run, owner=owner, success=lambda _none: done(), failure=lambda _error: done())
