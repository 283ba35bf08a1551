"""The shortlist is held in memory, told to nobody who does not ask, and forgotten at once; stars say what is on it."""

import copy
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from navigator.refer.shortlist import MOST, Shortlist, Stop
from ui.shell.star import ADD, HELD, Beside, Star, StarButton, press_near
from ui.shell.starred import Starred
from ui.shell.theme import SCALES, Theme, colours_of, line_height

pytestmark = pytest.mark.usefixtures("qapp")
IDS = st.lists(st.sampled_from("abcdefgh"), max_size=20)


@pytest.fixture
def starred() -> Starred:
    return Starred()


def inked(star: QWidget) -> int:
    """How many pixels of a widget have a colour that stars are drawn in."""
    colours = colours_of(star.palette())
    image = star.grab().toImage()
    inks = {QColor(colours.accent).rgb(), QColor(colours.edge).rgb()}
    return sum(image.pixel(x, y) in inks for x in range(image.width()) for y in range(image.height()))


# The shortlist


def test_nothing_is_starred_at_first(starred: Starred) -> None:
    assert (starred.ids, starred.shortlist, starred.has("spires")) == ((), Shortlist(), False)


@given(IDS)
def test_a_star_is_given_and_taken_in_turns_and_the_last_given_stands_last(ids: list[str]) -> None:
    starred, expected = Starred(), list[str]()
    changed = QSignalSpy(starred.changed)
    for one in ids:
        starred.toggle(one, one.upper())
        expected = [held for held in expected if held != one] if one in expected else [*expected, one]
    assert starred.ids == starred.shortlist.ids == tuple(expected)
    assert all(starred.has(one) == (one in expected) for one in "abcdefgh")
    assert changed.count() == len(ids)


def test_a_full_shortlist_says_so_and_takes_no_more(starred: Starred) -> None:
    for number in range(MOST):
        starred.toggle(f"{number}", f"Service {number}")
    changed, told = QSignalSpy(starred.changed), QSignalSpy(starred.told)
    starred.toggle("more", "One more")
    assert not starred.has("more")
    assert (changed.count(), told.count()) == (0, 1)
    assert str(MOST) in told.at(0)[0]
    starred.toggle("0", "Service 0")
    starred.toggle("more", "One more")
    assert starred.has("more")
    assert told.count() == 1


def test_notes_stay_when_the_order_is_another(starred: Starred) -> None:
    for one in ("spires", "manna"):
        starred.toggle(one, one.title())
    starred.put(starred.shortlist.noted("manna", "Ask for Jo"))
    changed = QSignalSpy(starred.changed)
    starred.put(starred.shortlist.moved("manna", 0))
    starred.put(starred.shortlist)
    assert changed.count() == 1
    starred.toggle("praxis", "Praxis")
    assert starred.shortlist.stops == (
        Stop("manna", "Manna", "Ask for Jo"),
        Stop("spires", "Spires"),
        Stop("praxis", "Praxis"),
    )


def test_it_is_forgotten_at_once(starred: Starred) -> None:
    starred.toggle("spires", "Spires")
    changed = QSignalSpy(starred.changed)
    starred.clear()
    starred.clear()
    assert (starred.ids, starred.shortlist, starred.has("spires")) == ((), Shortlist(), False)
    assert changed.count() == 1


@pytest.mark.parametrize("shown", [repr, str, "{}".format])
def test_it_is_never_written_out(starred: Starred, shown: Callable[[object], str]) -> None:
    starred.toggle("spires", "Spires")
    assert "pires" not in shown(starred)


@pytest.mark.parametrize("store", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_stored_or_copied(starred: Starred, store: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="never stored"):
        store(starred)


# The star


def test_a_button_says_in_words_whether_a_service_is_on_it(qtbot: QtBot, starred: Starred) -> None:
    button = StarButton(starred, "spires", "Spires")
    qtbot.addWidget(button)
    width = button.sizeHint().width()
    assert (button.text(), button.accessibleName(), button.isChecked()) == (ADD, "Shortlist: Spires", False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert starred.ids == ("spires",)
    assert (button.text(), button.accessibleName(), button.isChecked()) == (HELD, f"{HELD}: Spires", True)
    assert max(width, button.minimumWidth()) == max(button.sizeHint().width(), button.minimumWidth())
    starred.clear()
    assert (button.text(), button.isChecked()) == (ADD, False)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_star_is_pressed_by_keyboard(qtbot: QtBot, starred: Starred, key: Qt.Key) -> None:
    star = Star(starred, "spires", "Spires")
    qtbot.addWidget(star)
    for held in (True, False):
        QTest.keyClick(star, key)
        assert starred.has("spires") == star.isChecked() == held


def test_a_star_is_told_without_words_or_colour(qtbot: QtBot, starred: Starred) -> None:
    star = Star(starred, "spires", "Spires")
    qtbot.addWidget(star)
    outline = inked(star)
    starred.toggle("spires", "Spires")
    assert inked(star) > 1.5 * outline > 0
    spoken = QAccessible.queryAccessibleInterface(star)
    assert spoken.text(QAccessible.Text.Name) == f"{HELD}: Spires"
    assert spoken.state().checked
    assert HELD in star.toolTip()


def test_no_star_is_given_where_there_is_no_room(qtbot: QtBot, starred: Starred) -> None:
    starred.put(Shortlist(tuple(Stop(f"{number}", "A service") for number in range(MOST))))
    star = Star(starred, "spires", "Spires")
    qtbot.addWidget(star)
    star.click()
    assert not star.isChecked()
    assert "Put on" in star.toolTip()


def test_a_star_can_be_pressed_with_a_finger_at_every_size_of_text(
    qtbot: QtBot, starred: Starred, theme: Theme
) -> None:
    star = Star(starred, "spires", "Spires")
    qtbot.addWidget(star)
    star.show()
    for scale in SCALES:
        theme.set_scale(scale)
        assert star.width() == star.height() >= max(24, line_height(star))


def test_a_star_of_another_service_keeps_nothing_of_the_one_before(qtbot: QtBot, starred: Starred) -> None:
    star = Star(starred, "spires", "Spires")
    qtbot.addWidget(star)
    star.click()
    star.show_service("", "")
    assert (star.isChecked(), star.accessibleName()) == (False, "")


def test_the_star_beside_a_name_is_pressed_from_there(qtbot: QtBot, starred: Starred) -> None:
    named = QWidget()
    row = Beside(named, Star(starred, "spires", "Spires"))
    qtbot.addWidget(row)
    assert press_near(named)
    assert starred.has("spires")
    assert not press_near(row.parentWidget())
