"""The side that faces the person: what its rows say at any width, what keyboard and mouse do, what it forgets."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from navigator.find.line import Marked
from tests.check_window.samples import DOES, LONG_DOES, card, detail, statement, view
from ui.check.place_row import PlaceRow, in_short
from ui.check.places import PlaceList
from ui.check.places_side import PlacesSide
from ui.shell.copying import Copy
from ui.shell.tabbing import step, tab_stops
from ui.shell.word_row import Looks

NAMES = ("Ace of Clubs", "Spires", "Manna Centre")
FULL = view(NAMES, worth=("Thames Reach", "Praxis"), no=("Eaves", "Hestia"), total=30)


@pytest.fixture
def side(qtbot: QtBot) -> PlacesSide:
    made = PlacesSide()
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def row(qtbot: QtBot) -> PlaceRow:
    made = PlaceRow(Looks(QApplication.font()))
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def press(key: Qt.Key) -> None:
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key)


def shown(side: PlacesSide) -> list[str]:
    """The names in sight, in order."""
    return [one.card.line.name.text for one in side.places.rows if one.card is not None and one.isVisible()]


def texts(widget: QWidget) -> list[str]:
    """Everything held in a widget that can be read or heard, also what is hidden."""
    every = (widget, *widget.findChildren(QWidget))
    said = [one.text() for one in every if isinstance(one, QLabel)]
    said += [one.words for one in every if isinstance(one, PlaceRow)]
    return said + [text for one in every for text in (one.accessibleName(), one.accessibleDescription())]


def on(side: PlacesSide) -> str:
    """The place the keyboard is on."""
    focus = QApplication.focusWidget()
    return focus.card.line.name.text if isinstance(focus, PlaceRow) and focus.card and side.isVisible() else ""


# Rows


def test_a_row_says_what_somebody_needs_to_choose(row: PlaceRow) -> None:
    row.show_card(card(mark="Check it still runs"))
    assert row.words.splitlines() == [
        "Ace of Clubs",
        "Check it still runs.",
        in_short(DOES),
        "Walk in now, until 15:00 (hours from June 2024)",
        "Turn up or refer yourself",
        "Lambeth and Wandsworth · about 0.6 miles",
        "Anyone may come.",
    ]


def test_a_no_does_not_say_when_to_come(row: PlaceRow) -> None:
    row.show_card(card("Eaves", "says-no", "Only for: women. You said: man."))
    assert "Only for: women. You said: man." in row.words
    assert "Walk in" not in row.words
    assert "Turn up" not in row.words


def test_what_a_place_does_is_said_in_a_line() -> None:
    assert in_short(DOES) == "Open-door weekday centre in Clapham for struggling people."
    assert in_short("Advice: benefits. More.") == "Advice: benefits."
    assert in_short("A charity") == "A charity."
    assert in_short(LONG_DOES) == LONG_DOES


@given(st.text(max_size=300))
def test_the_line_is_never_longer_than_the_words(text: str) -> None:
    assert len(in_short(text)) <= len(text) + 1


@given(width=st.integers(80, 1400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_nothing_is_cut_at_any_width(row: PlaceRow, width: int) -> None:
    row.show_card(card(does=Marked(LONG_DOES), mark="Check it still runs"))
    laid = row._at(width)
    assert all(words.cut is None for words, _, _ in laid.words)
    assert row.heightForWidth(width) == laid.height
    assert row.heightForWidth(width) >= row.heightForWidth(2000)


def test_a_row_is_heard_as_it_is_read(row: PlaceRow) -> None:
    row.show_card(card())
    spoken = QAccessible.queryAccessibleInterface(row)
    assert spoken.role() == QAccessible.Role.Button
    assert spoken.text(QAccessible.Text.Name) == "Ace of Clubs. Anyone may come."
    described = spoken.text(QAccessible.Text.Description)
    for words in ("For Lambeth and Wandsworth.", "Walk in now", "Turn up or refer yourself.", "Press for why."):
        assert words in described


def test_the_same_place_is_not_laid_out_again(row: PlaceRow) -> None:
    row.show_card(card())
    laid = row._at(400)
    row.show_card(card())
    assert row._at(400) is laid
    row.show_card(card(because="Its rule on age fits."))
    assert row._at(400) is not laid


def test_the_keyboard_can_be_seen_on_a_row(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    first = side.places.rows[0]
    plain = first.grab().toImage()
    first.setFocus()
    assert first.grab().toImage() != plain


# The list


def test_rows_are_used_again(side: PlacesSide) -> None:
    side.show_view(view(NAMES), answered=True)
    before = list(side.places.rows)
    side.show_view(view(("Praxis", "Spires")), answered=True)
    assert list(side.places.rows) == before[:2]
    assert shown(side) == ["Praxis", "Spires"]
    assert before[2].card is None
    assert before[2].isHidden()


def test_more_are_asked_for_and_come_below(side: PlacesSide, qtbot: QtBot) -> None:
    side.show_view(FULL, answered=True)
    with qtbot.waitSignal(side.more_asked) as asked:
        side.places.more.click()
    assert asked.args == ["meets-rules"]
    assert side.shown("meets-rules") == 3
    side.show_more("meets-rules", [card("Praxis")])
    assert shown(side) == [*NAMES, "Praxis"]
    assert side.shown("meets-rules") == 4
    side.show_view(FULL, answered=True)
    assert shown(side) == [*NAMES, "Praxis"]
    side.show_view(view(NAMES), answered=True)
    assert shown(side) == list(NAMES)
    assert side.places.more.isHidden()


def test_more_of_nothing_is_nothing(side: PlacesSide) -> None:
    side.show_more("meets-rules", [card()])
    assert shown(side) == []
    assert side.shown("meets-rules") == 0


def test_tab_comes_to_one_row(side: PlacesSide) -> None:
    side.show_view(replace(FULL, groups=(FULL.groups[0], *view(worth=("Praxis",)).groups[1:])), answered=True)
    side.enter()
    assert on(side) == "Ace of Clubs"
    press(Qt.Key.Key_Down)
    assert tab_stops(side) == [side.places.rows[1], side.places.more, side.worth_asking.press]
    assert step([side], on=True)
    assert QApplication.focusWidget() is side.places.more
    assert step([side], on=False)
    assert on(side) == "Spires"


def test_arrows_go_through_all_that_can_be_pressed(side: PlacesSide) -> None:
    side.show_view(view(NAMES, worth=("Praxis",), no=("Eaves",)), answered=True)
    side.enter()
    for name in NAMES[1:]:
        press(Qt.Key.Key_Down)
        assert on(side) == name
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is side.worth_asking.press
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is side.says_no.press
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is side.says_no.press
    for _ in range(9):
        press(Qt.Key.Key_Up)
    assert on(side) == "Ace of Clubs"


def test_the_keyboard_stays_on_the_place_it_is_on(side: PlacesSide) -> None:
    side.show_view(view(NAMES), answered=True)
    side.enter()
    press(Qt.Key.Key_Down)
    side.show_view(view(("Spires", "Praxis")), answered=True)
    assert on(side) == "Spires"
    side.show_view(view(("Praxis", "Manna Centre")), answered=True)
    assert on(side) == "Manna Centre"


def test_a_list_with_no_places_has_nothing_to_enter(qtbot: QtBot) -> None:
    made = PlaceList("Places")
    qtbot.addWidget(made)
    made.show_cards((), 0)
    assert not made.rows
    assert made.more.isHidden()


def test_new_places_are_seen_from_the_first_on(side: PlacesSide) -> None:
    many = [f"Place {number}" for number in range(12)]
    side.show_view(view(many), answered=True)
    QApplication.processEvents()
    bar = side._list.verticalScrollBar()
    bar.setValue(200)
    side.show_view(view(many), answered=True)
    assert bar.value() == 200
    side.show_view(view(many[1:]), answered=True)
    assert bar.value() == 0


# Headings


def test_before_an_answer_there_is_somebody_to_ring(side: PlacesSide) -> None:
    side.show_view(view(worth=("Praxis",)), answered=False)
    assert side.title.text() == "Places to ring now"
    assert side.worth_asking.rows


def test_with_nothing_said_anyone_can_come(side: PlacesSide) -> None:
    side.show_view(FULL, answered=False)
    assert side.title.text() == "Anyone can come or ring"
    assert side.tonight.isHidden()


def test_with_answers_they_are_places_to_try(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    assert side.title.text() == "Places to try"
    assert not side.worth_asking.press.isChecked()
    assert not side.says_no.press.isChecked()


def test_with_no_place_to_try_there_is_a_way_on(side: PlacesSide, qtbot: QtBot) -> None:
    side.show_view(view(worth=("Praxis",), no=("Eaves",)), answered=True)
    assert "not about you" in side.says.text()
    assert [one.card.line.id for one in side.worth_asking.rows if one.card] == ["praxis"]
    assert not side.says_no.press.isChecked()
    with qtbot.waitSignal(side.right_now_asked):
        side.tonight.click()
    side.show_view(view(no=("Eaves",)), answered=True)
    assert side.worth_asking.isHidden()
    assert "day and night" in side.says.text()
    assert side.tonight.isVisible()


def test_nobody_is_shown_how_many_refuse(side: PlacesSide) -> None:
    refused = replace(FULL.groups[2], total=4711)
    side.show_view(replace(FULL, groups=(*FULL.groups[:2], refused)), answered=True)
    assert not [text for text in texts(side) if "4711" in text or "Eaves" in text]


# Reasons, one press away


def test_enter_asks_why_and_escape_comes_back(side: PlacesSide, qtbot: QtBot) -> None:
    side.show_view(FULL, answered=True)
    side.enter()
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(side.detail_asked) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["spires"]
    assert not side.reading
    side.show_detail(detail(card("Spires")))
    assert side.reading
    assert side.isAncestorOf(QApplication.focusWidget() or QWidget())
    press(Qt.Key.Key_Escape)
    assert not side.reading
    assert on(side) == "Spires"
    with qtbot.waitSignal(side.left):
        press(Qt.Key.Key_Escape)


def test_a_click_asks_why(side: PlacesSide, qtbot: QtBot) -> None:
    side.show_view(FULL, answered=True)
    with qtbot.waitSignal(side.detail_asked):
        QTest.mouseClick(side.places.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))


def test_reasons_that_come_too_late_are_not_shown(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    side.show_detail(detail(card("Spires")))
    assert not side.reading
    side.places.rows[0].click()
    side.show_detail(detail(card("Spires")))
    assert not side.reading
    side.clear()
    side.show_detail(detail())
    assert not side.reading


def test_reasons_do_not_take_the_keyboard_from_a_question(side: PlacesSide, qtbot: QtBot) -> None:
    question = QWidget()
    qtbot.addWidget(question)
    question.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    question.show()
    question.activateWindow()
    question.setFocus()
    qtbot.waitUntil(question.hasFocus)
    side.show_view(FULL, answered=True)
    side.places.rows[0].opened.emit("ace-of-clubs")
    side.show_detail(detail())
    assert side.reading
    assert question.hasFocus()


def test_reasons_in_sight_follow_the_answers(side: PlacesSide, qtbot: QtBot) -> None:
    side.show_view(FULL, answered=True)
    side.places.rows[0].click()
    side.show_detail(detail())
    with qtbot.waitSignal(side.detail_asked) as asked:
        side.show_view(view(("Spires",)), answered=True)
    assert asked.args == ["ace-of-clubs"]
    with qtbot.assertNotEmitted(side.detail_asked):
        side.show_view(view(("Spires",)), answered=True)


def test_back_says_whether_there_was_a_way(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    assert not side.back()
    side.places.rows[0].click()
    side.show_detail(detail())
    assert side.back()
    assert not side.reading


# Forgetting


def test_clear_keeps_nothing(side: PlacesSide) -> None:
    canary = statement("Only for: women. You said: canary.", "unmet")
    side.show_view(view(("Canary house",), worth=("Canary two",), no=("Canary three",)), answered=True)
    side.worth_asking.press.click()
    side.says_no.press.click()
    side.says_no.rows[0].click()
    side.show_detail(detail(card("Canary three", "says-no", "Because of canary."), [canary], ["About canary?"]))
    assert [text for text in texts(side) if "canary" in text.lower()]
    side.clear()
    QApplication.processEvents()
    assert not [text for text in texts(side) if "canary" in text.lower()]
    assert side.reasons.detail is None
    assert not side.says_no.press.isChecked()
    assert not side.worth_asking.press.isChecked()
    assert not side.reading


def test_clear_takes_back_what_was_copied_here(side: PlacesSide, qapp: QApplication) -> None:
    side.show_view(FULL, answered=True)
    side.places.rows[0].click()
    side.show_detail(detail())
    side.reasons.findChildren(Copy)[0].click()
    assert qapp.clipboard().text() == "02077337866"
    side.clear()
    assert not qapp.clipboard().text()


def test_clear_leaves_what_somebody_copied_elsewhere(side: PlacesSide, qapp: QApplication) -> None:
    side.show_view(FULL, answered=True)
    side.places.rows[0].click()
    side.show_detail(detail())
    side.reasons.findChildren(Copy)[0].click()
    qapp.clipboard().setText("something else")
    side.clear()
    assert qapp.clipboard().text() == "something else"


def test_a_larger_font_makes_higher_rows(side: PlacesSide) -> None:
    side.show_view(FULL, answered=True)
    before = side.places.rows[0].heightForWidth(500)
    font = side.places.font()
    font.setPointSizeF(2 * font.pointSizeF())
    side.places.setFont(font)
    assert side.places.rows[0].heightForWidth(500) > before
