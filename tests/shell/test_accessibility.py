"""Every control can be named and reached, in every state of the window; and the walk that looks finds what is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchmarks import accessibility, states
from navigator.directory import Store
from navigator.right_now import RightNow
from ui.find.desk import Desk
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.theme import Theme
from ui.shell.work import Work


@pytest.fixture(autouse=True)
def _listened_to(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - without it nobody can listen
    before = QAccessible.isActive()
    accessibility.listen()
    yield
    QAccessible.setActive(before)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    work = Work(lambda: Desk(Store.open(tmp_path)))
    emergencies = RightNow()
    made = MainWindow(work, lambda: emergencies, theme, Settings())
    qtbot.addWidget(made)
    made.painted.connect(made.find_page.start)
    made.painted.connect(lambda: made.find_page.alarm.take(emergencies))
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    work.close()


def offenders(walked: accessibility.Walked) -> list[str]:
    return [str(one) for one in walked.offenders]


def test_every_control_has_a_name_and_a_key_in_every_state(window: MainWindow) -> None:
    found = accessibility.walk_states(window)
    assert list(found) == [name for name, _ in states.STATES]
    assert {state: offenders(walked) for state, walked in found.items() if walked.offenders} == {}
    assert found["start"].controls > accessibility.ROWS
    assert found["filtered"].controls > found["search"].controls
    assert all(name.startswith("qt_") for walked in found.values() for name in walked.exempt)


def test_so_it_is_where_the_directory_cannot_be_read(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "services.sqlite").write_bytes(b"not a directory")
    found = accessibility.walk_states(window)
    assert list(found) == [states.DAMAGED]
    assert offenders(found[states.DAMAGED]) == []


# What looks for it


def shown(qtbot: QtBot, *parts: QWidget) -> QMainWindow:
    window, content = QMainWindow(), QWidget()
    layout = QVBoxLayout(content)
    for part in parts:
        layout.addWidget(part)
    window.setCentralWidget(content)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def lacking(window: QMainWindow) -> list[str]:
    return sorted(f"{one.kind}: {one.lacks}" for one in accessibility.walk(window).offenders)


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    assert lacking(shown(qtbot, QLineEdit(), QPushButton("Go"))) == ["QLineEdit: name"]


def test_a_control_that_tab_does_not_reach_is_found(qtbot: QtBot) -> None:
    button = QPushButton("Go")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert lacking(shown(qtbot, button)) == ["QPushButton: keyboard path"]


def test_a_part_of_every_row_is_reached_from_the_row_that_tab_comes_to(qtbot: QtBot) -> None:
    class Row(QPushButton):
        def __init__(self, policy: Qt.FocusPolicy) -> None:
            super().__init__("Row")
            self.setFocusPolicy(policy)
            self.part = QCheckBox("Star", self)
            self.part.setFocusPolicy(policy)

    first, second = Row(Qt.FocusPolicy.StrongFocus), Row(Qt.FocusPolicy.ClickFocus)
    window = shown(qtbot, first, second)
    assert lacking(window) == []
    first.part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert set(lacking(window)) == {"QCheckBox: keyboard path"}


def test_a_key_of_its_own_will_do(qtbot: QtBot) -> None:
    button = QPushButton("&Go")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert lacking(shown(qtbot, button)) == []


def test_a_label_with_a_key_will_do(qtbot: QtBot) -> None:
    box, label = QLineEdit(), QLabel("&Near")
    box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setBuddy(box)
    assert lacking(shown(qtbot, label, box)) == []


def test_what_is_out_of_sight_or_off_does_not_count(qtbot: QtBot) -> None:
    hidden, off = QLineEdit(), QLineEdit()
    off.setEnabled(False)
    window = shown(qtbot, hidden, off)
    hidden.hide()
    assert accessibility.walk(window).controls == 0


def test_items_are_reached_where_their_list_is(qtbot: QtBot) -> None:
    rows = QListWidget()
    rows.setAccessibleName("Rows")
    rows.addItems(["One", "Two"])
    window = shown(qtbot, rows)
    assert lacking(window) == []
    rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert lacking(window) == ["QListWidget's item: keyboard path"] * 2


def test_the_first_rows_stand_for_all(qtbot: QtBot) -> None:
    rows = QListWidget()
    rows.setAccessibleName("Rows")
    rows.addItems([str(number) for number in range(3 * accessibility.ROWS)])
    assert accessibility.walk(shown(qtbot, rows)).controls == accessibility.ROWS + 1


def test_an_item_without_a_name_is_found(qtbot: QtBot) -> None:
    rows = QListWidget()
    rows.setAccessibleName("Rows")
    rows.addItems(["One", ""])
    assert lacking(shown(qtbot, rows)) == ["QListWidget's item: name"]


def test_the_edges_of_splitters_count(qtbot: QtBot) -> None:
    splitter = QSplitter()
    for _ in range(2):
        splitter.addWidget(QLabel("Pane"))
    window = shown(qtbot, splitter)
    assert lacking(window) == ["QSplitterHandle: keyboard path", "QSplitterHandle: name"]
    handle = splitter.handle(1)
    handle.setAccessibleName("Edge")
    handle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    assert lacking(window) == []


def test_parts_that_qt_makes_are_exempt_and_named(qtbot: QtBot) -> None:
    part = QLineEdit()
    part.setObjectName("qt_part")
    walked = accessibility.walk(shown(qtbot, part))
    assert walked == accessibility.Walked(0, (), ("qt_part",))


def test_actions_of_menus_need_words(qtbot: QtBot) -> None:
    window = shown(qtbot)
    menu = window.menuBar().addMenu("&File")
    menu.addAction("Close")
    menu.addSeparator()
    before = lacking(window)
    menu.addAction("")
    assert before == []
    assert lacking(window) == ["QAction: name"]
