"""What is remembered: how the window looked. What was stored and makes no sense is left out."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.settings import IDLE_MINUTES, Settings
from ui.shell.theme import SCALES

pytestmark = pytest.mark.usefixtures("named")


@pytest.fixture
def named(qapp: QApplication) -> None:
    qapp.setApplicationName("Navigator")
    qapp.setOrganizationName("Navigator")


def test_at_first_all_is_as_usual(qtbot: QtBot) -> None:
    remembered = Settings()
    window = QWidget()
    qtbot.addWidget(window)
    assert (remembered.scale, remembered.scheme, remembered.splitter("find")) == (1.0, "system", [])
    assert not remembered.restore_window(window)


@pytest.mark.parametrize("scale", SCALES)
def test_the_size_of_text_is_remembered(scale: float) -> None:
    Settings().scale = scale
    assert Settings().scale == scale


def test_colours_splitters_and_columns_are_remembered() -> None:
    remembered = Settings()
    remembered.scheme = "contrast"
    remembered.keep_splitter("find", [300, 500, 0])
    remembered.keep_splitter("other", [1])
    remembered.keep_columns("other", [0, 120])
    again = Settings()
    assert again.scheme == "contrast"
    assert again.splitter("find") == [300, 500, 0]
    assert again.splitter("other") == [1]
    assert (again.columns("other"), again.columns("find")) == ([0, 120], [])


@pytest.mark.parametrize("minutes", IDLE_MINUTES)
def test_after_how_many_minutes_answers_are_forgotten_is_remembered(minutes: int, tmp_path: Path) -> None:
    assert Settings().idle_minutes == 10
    for place in (None, tmp_path / "settings.ini"):
        Settings(place).idle_minutes = minutes
        assert Settings(place).idle_minutes == minutes


@pytest.mark.parametrize("stored", ["", "never", "0", "-5", "3", "10.0", "99999999999999999999", ["2", "5"], None])
def test_damaged_minutes_are_the_usual_ones(stored: object) -> None:
    QSettings().setValue("privacy/idle-minutes", stored)
    assert Settings().idle_minutes == 10


def test_a_window_is_put_where_it_was(qtbot: QtBot) -> None:
    first, second = QWidget(), QWidget()
    for window in (first, second):
        qtbot.addWidget(window)
    first.setGeometry(120, 130, 640, 480)
    Settings().keep_window(first)
    assert Settings().restore_window(second)
    assert second.size() == first.size()


def test_what_is_stored_can_be_named_in_full(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    remembered = Settings()
    remembered.scale, remembered.scheme = 2.0, "dark"
    remembered.keep_window(window)
    remembered.keep_splitter("find", [1, 2])
    remembered.keep_columns("listings", [0, 120])
    remembered.idle_minutes = 5
    assert set(QSettings().allKeys()) == {
        "columns/listings",
        "look/scale",
        "look/scheme",
        "privacy/idle-minutes",
        "splitter/find",
        "window/geometry",
    }


junk = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    st.integers(-(2**31), 2**31 - 1),
    st.floats(),
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]))),
    st.binary(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stored=junk)
def test_what_makes_no_sense_is_left_out(qtbot: QtBot, stored: object) -> None:
    kept = QSettings()
    look = ("look/scale", "look/scheme", "privacy/idle-minutes")
    for key in (*look, "columns/listings", "splitter/find", "window/geometry"):
        kept.setValue(key, stored)
    remembered = Settings()
    assert SCALES[0] <= remembered.scale <= SCALES[-1]
    assert remembered.idle_minutes in IDLE_MINUTES
    assert remembered.scheme in {"system", "light", "dark", "contrast"}
    assert all(size >= 0 for size in (*remembered.splitter("find"), *remembered.columns("listings")))
    window = QWidget()
    qtbot.addWidget(window)
    before = window.size()
    assert not remembered.restore_window(window)
    assert window.size() == before
