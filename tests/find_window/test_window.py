"""The first window, used as a person would: typing, the keyboard alone, emergencies, and things that go wrong."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.find import Filters, Rest
from navigator.resources import resource
from tests.find_window.conftest import OpenWindow
from ui.find.desk import Answer, Desk
from ui.find.model import WINDOW, Role
from ui.find.results import row_height
from ui.shell import application
from ui.shell.main_window import MainWindow

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
SLOW = "slow"
HTML = "<b>Drop</b> in <img src='file:///x.png'><a href='x'>& ask</a>"
LONG_MS = 10_000

Search = Callable[[str], list[str]]


def shown_text(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key, to whatever has the keyboard."""
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_the_box_has_the_keyboard_and_every_service_is_listed(window: MainWindow) -> None:
    page = window.find_page
    assert page.asking.box.hasFocus()
    assert page.model.rowCount() == 158
    assert page.said.text() == "158 services."


def test_typing_shows_the_right_services(window: MainWindow, qtbot: QtBot) -> None:
    page = window.find_page
    QTest.keyClicks(page.asking.box, "rough sleeping hearing voices brixton")
    qtbot.waitUntil(lambda: page.answered == page.asking.text, timeout=LONG_MS)
    first = page.model.line(0)
    assert first is not None
    assert first.name == "START homeless outreach team"


def test_what_was_understood_is_said_under_the_box(window: MainWindow, search: Search) -> None:
    search("methodone")
    said = window.find_page.said.text()
    assert "Showing results for “methadone”." in said
    assert "Also looked for:" in said
    assert " services. " in said


def test_from_start_to_a_listing_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    page = window.find_page
    QTest.keyClicks(page.asking.box, "dragon cafe")
    qtbot.waitUntil(lambda: page.answered == "dragon cafe", timeout=LONG_MS)
    press(window, Qt.Key.Key_Down)
    assert page.results.hasFocus()
    assert page.results.currentIndex().row() == 0
    qtbot.waitUntil(lambda: page.listing.shown == "mental-fight-club-dragon-cafe", timeout=LONG_MS)
    assert page.results.hasFocus()
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.listing.isAncestorOf(QApplication.focusWidget() or window), timeout=LONG_MS)
    assert "The Dragon Café" in shown_text(page.listing)
    press(window, Qt.Key.Key_Escape)
    assert page.results.hasFocus()
    press(window, Qt.Key.Key_Up)
    assert page.asking.box.hasFocus()
    press(window, Qt.Key.Key_Escape)
    assert page.asking.text == ""


def test_enter_in_the_box_opens_the_first_result(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    search("samaritans")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.find_page.listing.shown == "samaritans", timeout=LONG_MS)
    assert "116 123" in shown_text(window.find_page.listing)


def test_enter_opens_the_first_result_of_what_was_typed_even_before_it_is_found(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.find_page
    QTest.keyClicks(page.asking.box, "samaritans")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.listing.shown is not None, timeout=LONG_MS)
    assert page.listing.shown == "samaritans"


def test_ctrl_f_comes_back_to_the_box_with_its_words_selected(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    search("samaritans")
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = window.find_page.asking.box
    qtbot.waitUntil(box.hasFocus)
    assert box.selectedText() == "samaritans"


def test_a_listing_stays_while_it_is_among_the_results(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    page = window.find_page
    search("samaritans")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.listing.shown == "samaritans", timeout=LONG_MS)
    search("someone to talk to samaritans")
    assert page.listing.shown == "samaritans"
    search("kangaroo")
    assert page.listing.shown is None


def test_nothing_found_is_said_kindly_and_can_be_undone(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    assert search("kangaroo") == []
    page = window.find_page
    assert "Nothing found" in shown_text(page)
    (clear,) = [button for button in page.findChildren(QAbstractButton) if button.text().startswith("Clear the words")]
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.answered == "", timeout=LONG_MS)
    assert page.model.rowCount() == 158
    assert page.asking.box.hasFocus()


def test_choices_narrow_the_results_and_those_that_do_not_say_come_after_a_line(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.find_page
    area, need = page.asking.findChildren(QComboBox)
    qtbot.waitUntil(lambda: area.count() > 1)
    assert {"Anywhere", "Lambeth", "Lewisham", "Southwark"} <= {area.itemText(row) for row in range(area.count())}
    before = page.model.rowCount()
    area.setCurrentText("Lewisham")
    need.setCurrentText("Food")
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < before, timeout=LONG_MS)
    assert page.asking.filters == Filters(area=("lewisham",), need=("food",))


def test_an_emergency_is_shown_above_the_results(window: MainWindow, search: Search) -> None:
    page = window.find_page
    assert search("want to die")
    assert page.emergency.isVisible()
    assert "116 123" in shown_text(page.emergency)
    (more,) = page.emergency.findChildren(QAbstractButton)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert window.right_now_page.isVisible()
    assert "Thinking of ending their life" in shown_text(window.right_now_page)
    press(window, Qt.Key.Key_Escape)
    search("food")
    assert not page.emergency.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_Escape])
def test_right_now_opens_with_one_key_and_goes_back_to_where_one_was(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    press(window, Qt.Key.Key_Down)
    assert window.find_page.results.hasFocus()
    press(window, Qt.Key.Key_F8)
    qtbot.waitUntil(window.right_now_page.isVisible)
    press(window, Qt.Key.Key_Down)
    assert "Overdose" in shown_text(window.right_now_page)
    press(window, key)
    qtbot.waitUntil(window.find_page.isVisible)
    assert window.find_page.results.hasFocus()


def test_right_now_without_its_file_says_to_call_999(open_window: OpenWindow) -> None:
    window = open_window(right_now=False)
    window.show_right_now()
    assert "call 999" in shown_text(window.right_now_page)


def test_the_title_and_the_settings_never_hold_a_query(window: MainWindow, search: Search) -> None:
    search("hearing voices brixton")
    assert window.windowTitle() == "Navigator"
    window.close()
    settings = QSettings()
    settings.sync()
    assert settings.allKeys() == ["window/size"]
    assert settings.value("window/size") == window.size()


def test_rows_are_fetched_when_they_are_painted(window: MainWindow, qtbot: QtBot) -> None:
    page = window.find_page
    last = page.model.rowCount() - 1
    assert page.model.index(last, 0).data() == "Being fetched"
    page.results.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.line(last) is not None, timeout=LONG_MS)
    line = page.model.line(last)
    assert line is not None
    assert page.model.index(last, 0).data(Qt.ItemDataRole.AccessibleTextRole) == line.spoken
    assert not page.model.missing()


def test_a_row_that_is_being_fetched_is_opened_when_it_comes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.find_page
    page.results.enter()
    press(window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.results.currentIndex().row() == page.model.rowCount() - 1
    last = page.model.rowCount() - 1
    qtbot.waitUntil(lambda: page.model.row_of(page.listing.shown or "") == last, timeout=LONG_MS)


def test_rows_have_one_height_taken_from_the_font(window: MainWindow) -> None:
    results = window.find_page.results
    assert {results.rowHeight(row) for row in (0, 1, WINDOW)} == {row_height(results)}


def test_no_stale_result_reaches_the_screen(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A hundred queries while a slow one runs: only the last one's results are ever shown."""
    started, interrupted = threading.Event(), threading.Event()

    class SlowDesk(Desk):
        def find(self, text: str, filters: Filters) -> Iterator[Answer | Rest]:
            if text == SLOW:
                started.set()
                try:
                    self._connection.execute(ENDLESS).fetchone()
                except sqlite3.OperationalError:
                    interrupted.set()
                    raise
            yield from super().find(text, filters)

    window = open_window(lambda: SlowDesk(Store.open(tmp_path)))
    page = window.find_page
    qtbot.waitUntil(lambda: page.answered == "", timeout=LONG_MS)
    seen: list[int] = []
    page.model.modelReset.connect(lambda: seen.append(page.model.rowCount()))
    page.asking.box.setText(SLOW)
    assert started.wait(LONG_MS / 1000)
    for number in range(100):
        page.asking.box.setText(f"food {number}")
    page.asking.box.setText("dragon cafe")
    qtbot.waitUntil(lambda: page.answered == "dragon cafe", timeout=LONG_MS)
    qtbot.wait(50)
    assert interrupted.is_set()
    assert len(seen) == 1
    first = page.model.line(0)
    assert first is not None
    assert first.name == "The Dragon Café"


def test_closing_while_a_search_runs_leaves_no_thread(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    started = threading.Event()

    class EndlessDesk(Desk):
        def find(self, text: str, filters: Filters) -> Iterator[Answer | Rest]:
            started.set()
            self._connection.execute(ENDLESS).fetchone()
            yield from super().find(text, filters)

    window = open_window(lambda: EndlessDesk(Store.open(tmp_path)))
    qtbot.waitUntil(started.is_set, timeout=LONG_MS)
    window.close()
    window.find_page._work.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("navigator-")]


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
    assert "Traceback" not in said
    press(window, Qt.Key.Key_F8)
    assert "Call 999" in shown_text(window.right_now_page)
    press(window, Qt.Key.Key_F8)
    QTest.keyClicks(page.asking.box, "want to die")
    assert page.emergency.isVisible()


def test_a_missing_directory_is_explained_and_can_be_tried_again(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped.sqlite"
    window = open_window(store=Store(tmp_path / "data", shipped))
    page = window.find_page
    qtbot.waitUntil(lambda: page.broken, timeout=LONG_MS)
    assert "There is no directory at" in shown_text(page)
    copyfile(resource("services.sqlite"), shipped)
    (again,) = [button for button in page.findChildren(QAbstractButton) if button.text() == "Try again"]
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 158, timeout=LONG_MS)
    assert not page.broken
    area = page.asking.findChildren(QComboBox)[0]
    qtbot.waitUntil(lambda: area.count() > 1)


def test_text_from_data_is_shown_as_it_is(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    own = tmp_path / "services.sqlite"
    copyfile(resource("services.sqlite"), own)
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE service SET description = ? WHERE id = 'samaritans'", (HTML,))
    window = open_window()
    page = window.find_page
    page.asking.box.setText("samaritans")
    qtbot.waitUntil(lambda: page.answered == "samaritans", timeout=LONG_MS)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.listing.shown == "samaritans", timeout=LONG_MS)
    (label,) = [found for found in page.listing.findChildren(QLabel) if found.text() == HTML]
    assert label.textFormat() == Qt.TextFormat.PlainText


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60)
    | st.sampled_from(["NEAR(", "a AND", '"', "*", "name:foo", "x\0y", "\u202eabc", "x" * 50_000])
)
def test_any_text_at_all_is_answered(window: MainWindow, qtbot: QtBot, text: str) -> None:
    page = window.find_page
    page.asking.box.setText(text)
    qtbot.waitUntil(lambda: page.answered == page.asking.text, timeout=LONG_MS)
    assert not page.broken


def test_results_and_listing_take_turns_where_it_is_narrow(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    page = window.find_page
    window.resize(QSize(640, 600))
    search("samaritans")
    assert not page.listing.isVisible()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(page.listing.isVisible, timeout=LONG_MS)
    assert not page.results.isVisible()
    QTest.mouseClick(page.listing.back, Qt.MouseButton.LeftButton)
    assert page.results.isVisible()
    assert page.results.hasFocus()
    window.resize(QSize(1280, 800))
    qtbot.waitUntil(page.listing.isVisible)
    assert page.results.isVisible()


def test_every_control_has_a_name_and_can_be_reached(window: MainWindow, search: Search) -> None:
    search("want to die")
    kinds = (QAbstractButton, QComboBox, QLineEdit, QTableView)
    controls = [
        found for kind in kinds for found in window.findChildren(kind) if not found.objectName().startswith("qt_")
    ]
    controls = [found for found in controls if found.isVisible() and found.parent() is not window.find_page.asking.box]
    assert len(controls) >= 6
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


def test_the_divider_is_a_role_of_one_row(window: MainWindow) -> None:
    model = window.find_page.model
    line = model.line(0)
    assert line is not None
    answer = Answer(window.find_page._page, (1, 2, 3), (line, line, line), "")  # type: ignore[arg-type]
    model.show(answer)
    model.extend(Rest((1, 2, 3, 4), 2, {}))
    assert [model.index(row, 0).data(Role.DIVIDER) for row in range(4)] == [False, False, True, False]


def test_the_application_runs_and_drains(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> int:
        (window,) = [found for found in qapp.topLevelWidgets() if isinstance(found, MainWindow)]
        qtbot.waitUntil(lambda: window.find_page.answered == "", timeout=LONG_MS)
        window.close()
        return 0

    monkeypatch.setattr(qapp, "exec", run)
    monkeypatch.setattr(application, "Theme", lambda _: None)
    assert application.open_window(tmp_path) == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("navigator-")]
