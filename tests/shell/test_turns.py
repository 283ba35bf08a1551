"""What is slow to import comes while the window goes on drawing."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import main_thread
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from ui.shell.turns import draw_between, import_aside, import_soon
from ui.shell.work import Work

SLOW = "from threading import current_thread\nfrom time import sleep\nsleep(0.1)\nread_by = current_thread()\n"


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work[Any]]:  # noqa: ARG001 - answers come through the application's events
    with closing(Work[Any](object)) as work:
        yield work


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that is slow to import."""
    (tmp_path / "slow_to_read.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "slow_to_read"
    sys.modules.pop("slow_to_read", None)


def test_the_window_goes_on_while_something_is_imported(work: Work[Any], slow: str) -> None:
    beats: list[bool] = []
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: beats.append(slow in sys.modules and hasattr(sys.modules[slow], "read_by")))
    timer.start()
    import_aside(work, slow)
    assert sys.modules[slow].read_by is not main_thread()
    assert beats.count(False) > 3


def test_something_can_be_imported_that_nobody_waits_for(work: Work[Any], slow: str, qtbot: QtBot) -> None:
    owner = QObject()
    import_soon(work, owner, slow)
    assert not hasattr(sys.modules.get(slow), "read_by")
    qtbot.waitUntil(lambda: hasattr(sys.modules.get(slow), "read_by"))


def test_after_the_end_nothing_is_imported_or_waited_for(work: Work[Any], slow: str) -> None:
    work.close()
    import_aside(work, slow)
    assert slow not in sys.modules


@pytest.mark.usefixtures("qtbot")
def test_what_was_due_is_done_between_two_turns() -> None:
    done: list[str] = []
    QTimer.singleShot(0, lambda: done.append("due"))
    draw_between()
    assert done == ["due"]
