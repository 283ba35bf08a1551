"""The room in the whole window: by keyboard alone, from what somebody came for to the places and their reasons."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers, Check, View
from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.find import Fits
from tests.check_window.asking import of, words_in
from tests.directory.conftest import Fill
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    PLAIN,
    SHIFT,
    Key,
    OpenWindow,
    bring_to_front,
    has_keyboard,
    press,
    tab_to,
    type_words,
    wait_for_answer,
)
from ui.check.form import AgePart, AreaPart, Form
from ui.check.others import Folded
from ui.check.page import CheckPage
from ui.check.place_row import PlaceRow
from ui.check.talk import _Talk
from ui.find.desk import Desk
from ui.shell.main_window import MainWindow
from ui.shell.theme import Theme

ENTER, ESCAPE, DOWN, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Delete
CHIP = "Remove Fits the answers given"
HOME, LAMBETH, STREET = "Somewhere to sleep or live", "Lambeth", "On the street, or in a car or tent"
ENOUGH = "You know enough"
MINUTES = 10
SMALL, USUAL = QSize(800, 600), QSize(1280, 800)
SOUTHWARK = Answers().with_values("area", ["Southwark"])


class Time:
    """Seconds, as the test has them."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Guarded(Desk):
    """Answers what is open to a person only while it ``may``, and not while its directory is ``gone``."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.may = threading.Event()
        self.may.set()
        self.gone = False

    def consult(self, look_up: Callable[[Check], Any]) -> Any:
        assert self.may.wait(LONG_MS / 1000)
        if self.gone:
            raise NavigatorError("The disk was taken out.")
        return super().consult(look_up)


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    made = open_window()
    qtbot.waitUntil(lambda: made.find_page.inquiry.answered is not None, timeout=LONG_MS)
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CheckPage:
    """The room, over the directory that ships, with its first question."""
    return entered(window, qtbot)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Guarded]:
    made = Guarded(Store.open(tmp_path))
    yield made
    made.may.set()


@pytest.fixture
def guarded(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> tuple[CheckPage, Guarded]:
    """The room over a desk that a test can hold up or break."""
    opened: list[Guarded] = []

    def open_desk() -> Desk:
        opened.append(Guarded(Store.open(tmp_path)))
        return opened[0]

    page = entered(open_window(open_desk), qtbot)
    return page, opened[0]


def entered(window: MainWindow, qtbot: QtBot) -> CheckPage:
    press(Qt.Key.Key_2, ALT)
    page = window.check_page
    assert page is not None
    settle(page, qtbot)
    return page


def settle(page: CheckPage, qtbot: QtBot) -> None:
    """Wait until what is shown is for what was said, and the next question is there."""
    talk = page.talk
    qtbot.waitUntil(
        lambda: talk.step is not None and talk._talk.awaited is None and page.shows(page.person.answers),
        timeout=LONG_MS,
    )


def heading(page: CheckPage) -> str:
    assert page.talk.step is not None
    return page.talk.step.heading.text()


def choose(page: CheckPage, label: str) -> None:
    """Press the key of a choice."""
    assert page.talk.step is not None
    assert page.talk.step.choices is not None
    (button,) = (one for one in page.talk.step.choices.buttons if one.label == label)
    press(Qt.Key(ord(button.key.upper())))


def answer(page: CheckPage, qtbot: QtBot, *labels: str) -> None:
    """Choose, and go on where that takes a key of its own."""
    step = page.talk.step
    for label in labels:
        choose(page, label)
    if page.talk._talk.awaited is None and page.talk.step is step:
        press(ENTER)
    settle(page, qtbot)


def say_enough(page: CheckPage, qtbot: QtBot) -> None:
    """A rough sleeper in Lambeth, who has said enough."""
    answer(page, qtbot, HOME)
    answer(page, qtbot, LAMBETH)
    answer(page, qtbot, STREET)
    assert heading(page) == ENOUGH


def places(page: CheckPage) -> list[str]:
    """The names of the places to try."""
    return [row.card.line.name.text for row in page.places.places.rows if row.card is not None]


def expected(view: View) -> list[str]:
    return [card.line.name.text for card in view.groups[0].places]


def chips(window: MainWindow) -> list[str]:
    return [button.accessibleName() for button in window.find_page.chips._shown()]


def open_fold(fold: Folded) -> None:
    """Go down to a press and open what is behind it."""
    while not fold.press.hasFocus():
        before = QApplication.focusWidget()
        press(DOWN)
        assert QApplication.focusWidget() is not before, "the arrows never came there"
    press(ENTER)


def row_with(begins: str) -> PlaceRow:
    """Go down to the row whose deciding words begin so."""
    while True:
        focus = QApplication.focusWidget()
        if isinstance(focus, PlaceRow) and focus.card is not None and focus.card.because.startswith(begins):
            return focus
        press(DOWN)
        assert QApplication.focusWidget() is not focus, f"no place says {begins}"


def nothing_is_kept(window: MainWindow) -> None:
    page = window.check_page
    assert page is not None
    assert not page.person.said
    assert page.talk._talk == _Talk(shown=page.talk._talk.shown, shown_for=Answers())
    assert page.talk.form is None
    assert page.places.reasons.detail is None
    assert window.find_page.inquiry.filters.fits is None


# From a need to reasons


def test_from_a_need_to_the_reasons_by_keyboard_alone(page: CheckPage, qtbot: QtBot) -> None:
    assert heading(page) == "What would help most?"
    say_enough(page, qtbot)
    choose(page, "Look at the places")
    first = page.places.places.rows[0]
    assert first.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading and has_keyboard(page.places.reasons), timeout=LONG_MS)
    assert first.card is not None
    assert first.card.line.name.text in words_in(page.places.reasons)
    press(ESCAPE)
    assert first.hasFocus()
    press(ESCAPE)
    assert has_keyboard(page.talk)
    assert heading(page) == ENOUGH


def test_more_questions_can_be_answered_then(page: CheckPage, qtbot: QtBot) -> None:
    say_enough(page, qtbot)
    choose(page, "Answer more questions")
    settle(page, qtbot)
    assert heading(page) != ENOUGH
    press(Qt.Key.Key_Left, ALT)
    assert heading(page) == ENOUGH


def test_what_is_worth_asking_comes_with_the_question_to_put(page: CheckPage, qtbot: QtBot) -> None:
    say_enough(page, qtbot)
    page.places.enter()
    open_fold(page.places.worth_asking)
    row_with("Ask about: ")
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading, timeout=LONG_MS)
    said = words_in(page.places.reasons)
    assert "Ask them" in said
    assert "\N{LEFT DOUBLE QUOTATION MARK}" in said


def test_a_no_comes_with_what_to_do(page: CheckPage, qtbot: QtBot) -> None:
    say_enough(page, qtbot)
    page.places.enter()
    open_fold(page.places.says_no)
    row_with("Covers ")
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading, timeout=LONG_MS)
    said = words_in(page.places.reasons)
    assert "Their rules say no" in said
    assert "You said: Lambeth." in said
    assert "Try another service" in said


def test_who_declines_everything_is_still_shown_places(page: CheckPage, qtbot: QtBot) -> None:
    asked = []
    while heading(page) != ENOUGH:
        asked.append(heading(page))
        if heading(page) == "Is it safe to talk here?":
            choose(page, "No, not here")
        else:
            press(Qt.Key.Key_R, ALT)
        settle(page, qtbot)
        assert len(set(asked)) == len(asked), "asked twice"
        assert places(page)
    assert not page.person.answers.facets
    assert page.places.says_no.isHidden()
    assert page.places.title.text() == "Anyone can come or ring"


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_R])
def test_to_leave_out_the_first_question_goes_on(page: CheckPage, qtbot: QtBot, key: Qt.Key) -> None:
    first = heading(page)
    press(key, ALT)
    settle(page, qtbot)
    assert heading(page) != first


def test_who_goes_back_and_says_the_same_again_goes_on(page: CheckPage, qtbot: QtBot) -> None:
    answer(page, qtbot, HOME)
    answer(page, qtbot, LAMBETH)
    then = heading(page)
    for times in (1, 2):
        press(Qt.Key.Key_Left, ALT)
        if times == 2:
            press(Qt.Key.Key_Left, ALT)
        press(ENTER)
        settle(page, qtbot)
        assert heading(page) == then
    assert places(page)


# The form


def opened_form(page: CheckPage, qtbot: QtBot) -> Form:
    press(Qt.Key.Key_A, ALT)
    form = page.talk.form
    assert form is not None
    qtbot.waitUntil(lambda: len(form._parts) > 5)
    return form


def test_all_that_was_said_can_be_taken_back_in_the_form(page: CheckPage, qtbot: QtBot) -> None:
    form = opened_form(page, qtbot)
    (age,) = form.findChildren(AgePart)
    age.box.setFocus()
    type_words("3")
    assert page.person.answers == Answers(age=3)
    press(Qt.Key.Key_Backspace)
    settle(page, qtbot)
    assert not page.person.said
    assert page.talk.form is form
    assert age.box.hasFocus()
    type_words("42")
    settle(page, qtbot)
    assert page.person.answers == Answers(age=42)


def test_the_form_offers_the_boroughs_this_directory_is_about_first(page: CheckPage, qtbot: QtBot) -> None:
    (area,) = opened_form(page, qtbot).findChildren(AreaPart)
    in_form = [button.label for button in area.boroughs.choices.buttons]
    press(Qt.Key.Key_A, ALT)
    answer(page, qtbot, HOME)
    assert page.talk.step is not None
    assert page.talk.step.choices is not None
    assert in_form == [button.label for button in page.talk.step.choices.buttons]
    assert "Lambeth" in in_form[:3]


def test_nothing_in_the_form_is_cut_off_in_a_small_window(
    window: MainWindow, page: CheckPage, qtbot: QtBot, theme: Theme
) -> None:
    theme.set_scale(2.0)
    window.resize(SMALL)
    form = opened_form(page, qtbot)
    sheet = page.talk._form_sheet
    qtbot.waitUntil(lambda: 0 < form.width() <= sheet.viewport().width())


# In the other rooms


def test_answers_hold_in_find_until_their_chip_is_dropped(window: MainWindow, page: CheckPage, qtbot: QtBot) -> None:
    answer(page, qtbot, HOME)
    answer(page, qtbot, LAMBETH)
    press(Qt.Key.Key_1, ALT)
    wait_for_answer(qtbot, window.find_page)
    assert window.find_page.inquiry.filters.fits == Fits(page.person.answers)
    assert chips(window) == [CHIP]
    tab_to(CHIP)
    press(Qt.Key.Key_Space)
    wait_for_answer(qtbot, window.find_page)
    assert CHIP not in chips(window)
    press(Qt.Key.Key_2, ALT)
    answer(page, qtbot, STREET)
    press(Qt.Key.Key_1, ALT)
    wait_for_answer(qtbot, window.find_page)
    assert CHIP not in chips(window), "who dropped it wants to see everything"
    press(DELETE, CTRL | SHIFT)
    press(Qt.Key.Key_2, ALT)
    settle(page, qtbot)
    answer(page, qtbot, HOME)
    answer(page, qtbot, LAMBETH)
    press(Qt.Key.Key_1, ALT)
    wait_for_answer(qtbot, window.find_page)
    assert chips(window) == [CHIP], "somebody else may sit there now"


def test_a_whole_listing_is_read_in_find_and_the_talk_goes_on_after_it(
    window: MainWindow, page: CheckPage, qtbot: QtBot
) -> None:
    say_enough(page, qtbot)
    answers = page.person.answers
    choose(page, "Look at the places")
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading, timeout=LONG_MS)
    assert page.places.reasons.detail is not None
    service_id = page.places.reasons.detail.card.line.id
    tab_to("Open the whole listing")
    press(ENTER)
    listing = window.find_page.listing
    qtbot.waitUntil(lambda: listing.shown == service_id and has_keyboard(listing), timeout=LONG_MS)
    press(Qt.Key.Key_2, ALT)
    assert page.person.answers == answers
    assert heading(page) == ENOUGH
    assert page.places.reading


# Forgetting

GO: dict[str, Key] = {
    "check": (Qt.Key.Key_2, ALT),
    "find": (Qt.Key.Key_1, ALT),
    "pathways": (Qt.Key.Key_3, ALT),
    "right now": (Qt.Key.Key_F8, PLAIN),
}


@pytest.mark.parametrize("room", GO)
def test_forgetting_holds_everywhere_at_once(window: MainWindow, page: CheckPage, qtbot: QtBot, room: str) -> None:
    at_first = places(page)
    say_enough(page, qtbot)
    choose(page, "Look at the places")
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading, timeout=LONG_MS)
    opened_form(page, qtbot)
    window.show_find()
    wait_for_answer(qtbot, window.find_page)
    assert chips(window) == [CHIP]
    press(*GO[room])
    press(DELETE, CTRL | SHIFT)
    assert places(page) in ([], at_first)
    nothing_is_kept(window)
    settle(page, qtbot)
    assert places(page) == at_first
    assert heading(page) == "What would help most?"


@pytest.mark.parametrize("room", [*GO, "clock"])
def test_answers_nobody_goes_on_with_are_forgotten_in_every_room(
    window: MainWindow, page: CheckPage, qtbot: QtBot, room: str
) -> None:
    assert window.conversation.forgetting is not None
    idle, time = window.conversation.forgetting.idle, Time()
    idle._now = time
    say_enough(page, qtbot)
    press(*(GO | {"clock": (Qt.Key.Key_F9, PLAIN)})[room])
    time.seconds += MINUTES * 60 - 30
    idle.look()
    assert page.person.said
    bar = window.conversation.forgetting.bar
    assert bar is not None
    assert "will be forgotten in 30 seconds" in bar.text
    assert bar.isVisible() == (room != "clock")
    time.seconds += 30
    idle.look()
    assert "were forgotten" in bar.text
    nothing_is_kept(window)
    wait_for_answer(qtbot, window.find_page)
    assert CHIP not in chips(window)
    settle(page, qtbot)


def test_a_key_after_the_warning_keeps_the_answers_and_does_nothing_else(
    window: MainWindow, page: CheckPage, qtbot: QtBot
) -> None:
    assert window.conversation.forgetting is not None
    idle, time = window.conversation.forgetting.idle, Time()
    idle._now = time
    answer(page, qtbot, HOME)
    before, answers = heading(page), page.person.answers
    time.seconds += MINUTES * 60 - 30
    idle.look()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Slash):
        time.seconds = max(time.seconds, idle._touched + MINUTES * 60 - 30)
        idle.look()
        press(key)
        assert (heading(page), page.person.answers) == (before, answers)
        assert page.isVisible()
        assert window.conversation.forgetting.bar is not None
        assert not window.conversation.forgetting.bar.isVisible()
    press(Qt.Key.Key_1)
    press(ENTER)
    settle(page, qtbot)
    assert heading(page) != before


# Hiding


def test_one_key_hides_the_reasons_and_brings_them_back(window: MainWindow, page: CheckPage, qtbot: QtBot) -> None:
    say_enough(page, qtbot)
    choose(page, "Look at the places")
    press(ENTER)
    qtbot.waitUntil(lambda: page.places.reading, timeout=LONG_MS)
    focus, shown = QApplication.focusWidget(), words_in(page)
    press(Qt.Key.Key_F9)
    assert window.is_hidden
    assert window.windowTitle() == "Clock"
    assert not page.isVisible()
    for key in (Qt.Key.Key_1, ENTER, ESCAPE, Qt.Key.Key_F8):
        press(key)
    press(Qt.Key.Key_F9)
    assert not window.is_hidden
    assert QApplication.focusWidget() is focus
    assert words_in(page) == shown


def test_a_question_that_comes_behind_the_clock_has_the_keyboard_after_it(
    guarded: tuple[CheckPage, Guarded], qtbot: QtBot
) -> None:
    page, desk = guarded
    desk.may.clear()
    choose(page, HOME)
    press(Qt.Key.Key_F9)
    desk.may.set()
    settle(page, qtbot)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press(Qt.Key.Key_F9)
    assert page.isVisible()
    assert page.talk.step is not None
    assert page.talk.step.heading.hasFocus()


def test_the_key_that_hides_works_over_all_commands_and_over_a_menu(
    window: MainWindow, page: CheckPage, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_K, CTRL)
    assert window._palette is not None
    dialog = window._palette.dialog
    assert dialog is not None
    bring_to_front(qtbot, dialog)
    press(Qt.Key.Key_F9)
    assert window.is_hidden
    assert not dialog.isVisible()
    bring_to_front(qtbot, window)
    press(Qt.Key.Key_F9)
    assert not window.is_hidden
    assert dialog.isVisible()
    dialog.close()
    bring_to_front(qtbot, window)
    press(Qt.Key.Key_F10)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    press(Qt.Key.Key_F9)
    assert window.is_hidden
    assert QApplication.activePopupWidget() is None
    press(Qt.Key.Key_F9)
    assert page.isVisible()
    assert has_keyboard(page.talk)


# A directory that cannot be read, is slow, or is empty


def test_a_damaged_directory_is_told_calmly_and_can_be_tried_again(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "services.sqlite"
    file.write_bytes(b"this is not a directory")
    window = open_window()
    press(Qt.Key.Key_2, ALT)
    page = window.check_page
    assert page is not None
    qtbot.waitUntil(page._damaged.isVisible, timeout=LONG_MS)
    said = words_in(page)
    assert "The directory cannot be read." in said
    assert "press F8" in said
    assert page._damaged.button.hasFocus()
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Space)
    assert page._damaged.button.hasFocus()
    file.unlink()
    press(Qt.Key.Key_Space)
    settle(page, qtbot)
    assert not page._damaged.isVisible()
    assert heading(page) == "What would help most?"
    assert has_keyboard(page.talk)
    assert places(page)


def test_a_directory_that_goes_in_the_middle_of_a_talk_takes_nothing_with_it(
    guarded: tuple[CheckPage, Guarded], qtbot: QtBot
) -> None:
    page, desk = guarded
    answer(page, qtbot, HOME)
    desk.gone = True
    choose(page, LAMBETH)
    press(ENTER)
    qtbot.waitUntil(page._damaged.isVisible, timeout=LONG_MS)
    assert "The disk was taken out." in words_in(page)
    assert page._damaged.button.hasFocus()
    desk.gone = False
    press(Qt.Key.Key_Space)
    settle(page, qtbot)
    assert of(page.person.answers, "area") == ({LAMBETH}, set())
    assert heading(page) == "Is there anywhere you stay?"
    assert has_keyboard(page.talk)


def test_an_older_answer_never_takes_the_place_of_a_newer_one(
    guarded: tuple[CheckPage, Guarded], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = guarded
    answer(page, qtbot, HOME)
    shown: list[View] = []
    monkeypatch.setattr(page.places, "show_view", lambda view, **_how: shown.append(view))
    desk.may.clear()
    choose(page, LAMBETH)
    press(ENTER)
    page.person.answers = SOUTHWARK
    desk.may.set()
    settle_answers(page, qtbot)
    other = Desk(Store.open(tmp_path))
    view = other.consult(lambda check: check.view(SOUTHWARK))
    other.close()
    assert [expected(one) for one in shown] == [expected(view)]


def settle_answers(page: CheckPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.shows(page.person.answers), timeout=LONG_MS)


def test_a_slow_answer_to_somebody_who_was_forgotten_is_not_shown(
    guarded: tuple[CheckPage, Guarded], qtbot: QtBot
) -> None:
    page, desk = guarded
    before = places(page)
    desk.may.clear()
    choose(page, HOME)
    press(DELETE, CTRL | SHIFT)
    assert places(page) == []
    desk.may.set()
    settle(page, qtbot)
    assert places(page) == before
    assert heading(page) == "What would help most?"


def test_a_directory_with_no_place_to_try_has_a_way_on(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, fill: Fill, make_listing: Any
) -> None:
    shipped = tmp_path / "small.sqlite"
    fill(shipped, [make_listing("far", areas=["Camden"], needs=["housing"])])
    window = open_window(store=Store(tmp_path / "data", shipped))
    page = entered(window, qtbot)
    answer(page, qtbot, HOME)
    page.person.answers = Answers(needs=("housing",)).with_values("area", [LAMBETH])
    settle_answers(page, qtbot)
    assert page.places.title.text() == "There is still a way on"
    page.places.enter()
    assert page.places.tonight.hasFocus()
    press(ENTER)
    assert window.right_now_page is not None
    assert window.right_now_page.isVisible()
    press(Qt.Key.Key_F8)
    assert page.places.tonight.hasFocus()


@pytest.mark.parametrize("how", ["answered", "forgotten"])
def test_a_question_that_changes_while_right_now_is_shown_has_the_keyboard_after_it(
    guarded: tuple[CheckPage, Guarded], qtbot: QtBot, how: str
) -> None:
    page, desk = guarded
    desk.may.clear()
    choose(page, HOME)
    press(Qt.Key.Key_F8)
    if how == "forgotten":
        press(DELETE, CTRL | SHIFT)
    desk.may.set()
    settle(page, qtbot)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press(Qt.Key.Key_F8)
    assert page.isVisible()
    assert page.talk.step is not None
    assert page.talk.step.heading.hasFocus()


# The window


def test_the_keyboard_stays_in_sight_when_the_window_becomes_narrow(
    window: MainWindow, page: CheckPage, qtbot: QtBot, theme: Theme
) -> None:
    page.next_part()
    assert has_keyboard(page.places)
    page.talk.enter()
    theme.set_scale(2.0)
    window.resize(SMALL)
    qtbot.waitUntil(lambda: window.size() == SMALL and not page.places.isVisible())
    assert has_keyboard(page.talk)
    assert page.talk.isVisible()
    press(Qt.Key.Key_F6)
    assert has_keyboard(page.places)
    theme.usual()
    window.resize(USUAL)
    qtbot.waitUntil(page.talk.isVisible)
    assert has_keyboard(page.places)


def test_the_buttons_come_back_to_their_places_after_little_room(
    window: MainWindow, page: CheckPage, qtbot: QtBot, theme: Theme
) -> None:
    def from_the_top() -> list[QWidget]:
        return sorted(parts, key=lambda part: part.mapTo(page.talk, part.rect().topLeft()).y())

    talk = page.talk
    parts: list[QWidget] = [talk._head, talk._pages, talk._bar, talk._privacy]
    assert from_the_top() == parts
    theme.set_scale(2.0)
    window.resize(SMALL)
    qtbot.waitUntil(lambda: talk._bar.parentWidget() is not talk)
    theme.usual()
    window.resize(USUAL)
    qtbot.waitUntil(lambda: talk._bar.parentWidget() is talk)
    qtbot.waitUntil(lambda: from_the_top() == parts)


# Whatever is pressed

KEYS: tuple[tuple[Key, ...], ...] = (
    *(((Qt.Key(Qt.Key.Key_0.value + digit), PLAIN),) for digit in range(4)),
    *(((key, ALT),) for key in (Qt.Key.Key_S, Qt.Key.Key_R, Qt.Key.Key_W, Qt.Key.Key_A, Qt.Key.Key_Left)),
    *(((key, PLAIN),) for key in (ENTER, ENTER, DOWN, Qt.Key.Key_Up, ESCAPE, Qt.Key.Key_F6, Qt.Key.Key_Tab)),
    ((Qt.Key.Key_F9, PLAIN), (Qt.Key.Key_F9, PLAIN)),
    ((Qt.Key.Key_F8, PLAIN), (Qt.Key.Key_F8, PLAIN)),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pressed=st.lists(st.sampled_from(KEYS), max_size=10))
def test_whatever_is_pressed_the_keyboard_is_never_lost_and_the_places_belong_to_the_answers(
    window: MainWindow, page: CheckPage, qtbot: QtBot, desk: Guarded, pressed: list[tuple[Key, ...]]
) -> None:
    press(Qt.Key.Key_2, ALT)
    press(DELETE, CTRL | SHIFT)
    settle(page, qtbot)
    for keys in pressed:
        for key, modifier in keys:
            press(key, modifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        assert window.isAncestorOf(focus)
        assert page.isVisible()
    settle(page, qtbot)
    answers = page.person.answers
    assert not answers.yes & answers.no
    assert not answers.facets & answers.declined
    assert places(page) == expected(desk.consult(lambda check: check.view(answers)))
    assert QGuiApplication.clipboard().text() == ""
    assert window.windowTitle() == "Navigator"
