"""What the window shows while a directory opens, where it cannot be read, and whatever is done in whatever order."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.resources import resource
from tests.find_window.conftest import (
    CTRL,
    KEYS,
    LONG_MS,
    OpenWindow,
    button,
    press,
    shown_text,
    type_words,
    wait_for_answer,
)
from ui.find.asked import Asked
from ui.find.desk import Answer, Desk, Others

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
SLOW = "slow"
SERVICES = 158


# Opening


def test_while_the_directory_opens_that_is_said_and_then_how_far_it_is(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    may_open = threading.Event()

    def open_slowly() -> Desk:
        assert may_open.wait(LONG_MS / 1000)
        return Desk(Store.open(tmp_path))

    window = open_window(open_slowly)
    page = window.find_page
    try:
        assert page.opening.isVisible()
        assert "Opening the directory" in shown_text(page.opening)
        assert page.box.hasFocus()
        qtbot.waitUntil(page.opening.bar.isVisible, timeout=LONG_MS)
        page.opening.progress(1, 3)
        assert (page.opening.bar.value(), page.opening.bar.maximum()) == (1, 3)
        press(Qt.Key.Key_F8)
        assert window.right_now_page is not None
        assert window.right_now_page.isVisible()
        press(Qt.Key.Key_F8)
        assert page.box.hasFocus()
        type_words("samaritans")
        press(Qt.Key.Key_Return)
    finally:
        may_open.set()
    qtbot.waitUntil(lambda: page.listing.shown == "samaritans", timeout=LONG_MS)
    assert not page.opening.isVisible()


def test_keys_before_there_is_anything_do_no_harm(open_window: OpenWindow, qtbot: QtBot) -> None:
    """Somebody in a hurry presses keys before the window is furnished."""
    page = open_window(started=False).find_page
    for key, modifier in KEYS:
        press(key, modifier)
    press(Qt.Key.Key_F, CTRL)
    page.start()
    for key, modifier in KEYS:
        press(key, modifier)
    press(Qt.Key.Key_F, CTRL)
    press(Qt.Key.Key_Escape)
    type_words("food")
    wait_for_answer(qtbot, page)
    assert page.inquiry.asked.text == "food"
    assert page.model.rowCount() > 0


# What cannot be read


def damaged(path: Path) -> None:
    path.write_bytes(b"this is not a directory")


def truncated(path: Path) -> None:
    path.write_bytes(resource("services.sqlite").read_bytes()[:50_000])


def newer(path: Path) -> None:
    copyfile(resource("services.sqlite"), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize("harm", [damaged, truncated, newer])
def test_a_directory_that_cannot_be_read_is_explained(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(tmp_path / "services.sqlite")
    window = open_window()
    page = window.find_page
    qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)
    said = shown_text(page)
    assert "The directory cannot be read." in said
    assert str(tmp_path / "services.sqlite") in said or "made by a newer Navigator" in said
    assert "press F8" in said
    assert "Traceback" not in said
    assert not page.listing.isVisible()
    press(Qt.Key.Key_F8)
    assert window.right_now_page is not None
    assert "Call 999" in shown_text(window.right_now_page)
    press(Qt.Key.Key_F8)
    assert page.box.hasFocus()
    type_words("want to die")
    assert page.emergency is not None
    assert page.emergency.isVisible()
    for key, modifier in KEYS:
        press(key, modifier)
    qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)


def test_a_missing_directory_is_explained_and_can_be_tried_again(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped.sqlite"
    window = open_window(store=Store(tmp_path / "data", shipped))
    page = window.find_page
    qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)
    assert "There is no directory at" in shown_text(page)
    copyfile(resource("services.sqlite"), shipped)
    QTest.mouseClick(button(page, "Try again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == SERVICES, timeout=LONG_MS)
    assert not page.broken
    assert page.results.isVisible()
    qtbot.waitUntil(lambda: page.panel is not None and page.panel.tree.choices.rowCount() > 3, timeout=LONG_MS)


def test_try_again_is_reached_by_keyboard(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    damaged(tmp_path / "services.sqlite")
    page = open_window().find_page
    qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)
    (tmp_path / "services.sqlite").unlink()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab, times=2)
    focus = QApplication.focusWidget()
    assert focus is button(page, "Try again")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == SERVICES, timeout=LONG_MS)


# Searches that overtake each other


def test_no_stale_result_reaches_the_screen(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A hundred queries while a slow one runs: only the last one's results are ever shown."""
    started, interrupted = threading.Event(), threading.Event()

    class SlowDesk(Desk):
        def find(self, asked: Asked) -> Iterator[Answer | Others]:
            if asked.text == SLOW:
                started.set()
                try:
                    self._connection.execute(ENDLESS).fetchone()
                except sqlite3.OperationalError:
                    interrupted.set()
                    raise
            yield from super().find(asked)

    window = open_window(lambda: SlowDesk(Store.open(tmp_path)))
    page = window.find_page
    qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
    seen: list[int] = []
    page.model.modelReset.connect(lambda: seen.append(page.model.rowCount()))
    page.box.setText(SLOW)
    assert started.wait(LONG_MS / 1000)
    for number in range(100):
        page.box.setText(f"food {number}")
    page.box.setText("dragon cafe")
    wait_for_answer(qtbot, page)
    qtbot.wait(50)
    assert interrupted.is_set()
    assert len(seen) == 1
    first = page.model.line(0)
    assert first is not None
    assert first.name.text == "The Dragon Café"


def test_closing_while_a_search_runs_leaves_no_thread(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    started = threading.Event()

    class EndlessDesk(Desk):
        def find(self, asked: Asked) -> Iterator[Answer | Others]:
            started.set()
            self._connection.execute(ENDLESS).fetchone()
            yield from super().find(asked)

    window = open_window(lambda: EndlessDesk(Store.open(tmp_path)))
    qtbot.waitUntil(started.is_set, timeout=LONG_MS)
    window.close()
    window.find_page.inquiry._work.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("navigator-")]


def test_an_error_of_ours_is_said_calmly_and_comes_to_light(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    class BrokenDesk(Desk):
        def find(self, asked: Asked) -> Iterator[Answer | Others]:
            if asked.text == SLOW:
                raise ZeroDivisionError("secret words")
            yield from super().find(asked)

    page = open_window(lambda: BrokenDesk(Store.open(tmp_path))).find_page
    qtbot.waitUntil(lambda: page.inquiry.answered is not None, timeout=LONG_MS)
    with qtbot.captureExceptions() as caught:
        page.box.setText(SLOW)
        qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert "not your doing" in shown_text(page)
    assert "secret" not in shown_text(page)
    page.box.setText("food")
    wait_for_answer(qtbot, page)
    assert not page.broken
    assert page.results.isVisible()
