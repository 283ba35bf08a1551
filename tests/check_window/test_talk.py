"""The side that talks: a whole conversation by keyboard, back and forth, and nothing of it left once it is cleared."""

import gc
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from tests.check_window.asking import (
    ALT,
    BOROUGHS,
    CTRL_SHIFT,
    PLAIN,
    WORDS,
    buttons,
    next_view,
    of,
    press,
    said,
    shown_whole,
    type_words,
    view,
    words_in,
)
from ui.check.say_row import SayRow
from ui.check.talk import TalkSide
from ui.shell.tabbing import tab_stops
from ui.shell.theme import Theme

HOUSING = next(each for each in WORDS.questions if each.facet == "housing")
ENTER, LEFT, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Backspace


class Room(QMainWindow):
    """A window that answers as the room does, but at once; or, held, only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = TalkSide()
        self.told: list[Answers] = []
        self.safe: bool | None = None
        self.cleared = self.places = self.more = 0
        self.held = False
        self.setCentralWidget(self.talk)
        self.talk.begin(WORDS, BOROUGHS)
        self.talk.answered.connect(self._take)
        self.talk.safe_said.connect(self._take_safe)
        self.talk.cleared.connect(self._clear)
        self.talk.places_asked.connect(self._count)
        self.talk.more_asked.connect(self._count_more)
        self.reply()

    def reply(self) -> None:
        answers = self.told[-1] if self.told else Answers()
        self.talk.show_view(answers, next_view(answers, safe=self.safe))

    @property
    def asks(self) -> str:
        """The words of the question."""
        assert self.talk.step is not None
        return self.talk.step.heading.text()

    def _take(self, answers: Answers) -> None:
        self.told.append(answers)
        if not self.held:
            self.reply()

    def _take_safe(self, safe: bool) -> None:  # noqa: FBT001 - what the signal carries
        self.safe = safe
        if not self.held:
            self.reply()

    def _clear(self) -> None:
        self.cleared += 1
        self.told.clear()
        self.safe = None
        self.reply()

    def _count(self) -> None:
        self.places += 1

    def _count_more(self) -> None:
        self.more += 1


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    shown_whole(qtbot, made)
    made.talk.enter()
    return made


def about(facet: str) -> str:
    return WORDS.question(facet).text


def go_to(room: Room, facet: str) -> None:
    """Skip on to a question."""
    while room.asks != about(facet):
        press(Qt.Key.Key_S, ALT)


# A conversation


def test_a_conversation_by_keyboard_alone(room: Room) -> None:
    seen = [room.asks]
    for keys in ("1", "34\r", "1\r", "2", "2\r", "2\r"):
        for key in keys:
            press(ENTER) if key == "\r" else type_words(key)
        seen.append(room.asks)
    assert seen == [
        WORDS.needs_text,
        *(about(facet) for facet in ("age", "area", "housing", "mental-health", "family")),
        WORDS.safety.text,
    ]
    type_words("1")
    assert room.safe is True
    type_words("1")
    press(ENTER)
    assert room.asks == WORDS.enough
    said_last = room.told[-1]
    assert (said_last.age, said_last.needs) == (34, ("homelessness", "housing"))
    assert said_last.yes == {
        ("area", "Lambeth"),
        ("housing", "hostel"),
        ("mental-health", "voices"),
        ("family", "pet"),
        ("criminal-justice", "leaver"),
    }


def test_each_question_takes_the_keyboard_to_its_words(room: Room) -> None:
    assert room.talk.step is not None
    assert room.talk.step.heading.hasFocus()
    type_words("1")
    assert room.talk.step.entry.hasFocus()
    press(Qt.Key.Key_S, ALT)
    assert room.talk.step.heading.hasFocus()


def test_a_question_does_not_take_the_keyboard_from_elsewhere(room: Room) -> None:
    other = QWidget(room)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    room.talk.show_view(Answers(needs=("food",)), view("housing"))
    assert (room.asks, other.hasFocus()) == (HOUSING.text, True)


def test_a_new_question_is_announced_where_the_keyboard_is_elsewhere(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    aloud: list[str] = []
    monkeypatch.setattr("ui.check.frame.announce", lambda _, says: aloud.append(says))
    type_words("1")
    assert aloud == []
    room.setFocus()
    room.talk.show_view(Answers(needs=("food",)), view("housing"))
    assert aloud == [HOUSING.text]


def test_skip_and_rather_not_say_cost_nothing(room: Room) -> None:
    type_words("1")
    press(Qt.Key.Key_R, ALT)
    press(Qt.Key.Key_S, ALT)
    assert room.asks == HOUSING.text
    assert (set(room.told[-1].declined), set(room.told[-1].skipped)) == ({"age"}, {"area"})


def test_needs_can_be_left_out(room: Room) -> None:
    press(Qt.Key.Key_S, ALT)
    assert (room.asks, room.told) == (about("age"), [Answers()])


def test_the_keys_are_seen_on_their_buttons(room: Room) -> None:
    talk = room.talk
    go_to(room, "family")
    shown = [one.text() for one in (talk.back_button, talk.skip_button, talk.decline_button, talk.next_button)]
    assert shown == ["Back (Alt+Left)", "Skip for now (Alt+S)", "Rather not say (Alt+R)", "Next (Enter)"]
    assert all(one.isVisible() for one in (talk.skip_button, talk.decline_button, talk.next_button))


def test_the_buttons_do_what_their_keys_do(room: Room) -> None:
    talk = room.talk
    type_words("1")
    talk.skip_button.click()
    talk.decline_button.click()
    assert room.asks == HOUSING.text
    talk.back_button.click()
    assert room.asks == about("area")
    talk.form_button.click()
    assert talk.form is not None
    talk.form_button.click()
    assert talk.form is None


def test_next_waits_until_there_is_something_to_go_on_with(room: Room) -> None:
    go_to(room, "family")
    talk = room.talk
    assert not talk.next_button.isEnabled()
    press(ENTER)
    assert room.asks == about("family")
    type_words("1")
    assert talk.next_button.isEnabled()
    QTest.mouseClick(talk.next_button, Qt.MouseButton.LeftButton)
    assert room.asks == WORDS.safety.text


def test_a_question_of_one_answer_has_no_next(room: Room) -> None:
    go_to(room, "housing")
    assert not room.talk.next_button.isVisible()


def test_the_line_for_the_worker_has_a_key(room: Room) -> None:
    go_to(room, "housing")
    press(Qt.Key.Key_W, ALT)
    assert HOUSING.worker in words_in(room)


# Safety


def test_not_here_asks_nothing_private_and_says_so(room: Room) -> None:
    go_to(room, "family")
    press(Qt.Key.Key_S, ALT)
    assert room.asks == WORDS.safety.text
    type_words("2")
    assert (room.safe, room.asks) == (False, WORDS.enough)
    assert WORDS.not_here in words_in(room.talk)


def test_safety_is_answered_not_left(room: Room) -> None:
    go_to(room, "family")
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_R, ALT)
    assert room.asks == WORDS.safety.text
    assert not room.talk.skip_button.isVisible()


# Enough


def test_enough_leads_to_the_places_or_to_more_questions(room: Room) -> None:
    room.talk.show_view(Answers(needs=("food",)), view(None, more=True))
    assert WORDS.enough_says in words_in(room)
    type_words("1")
    assert room.places == 1
    type_words("2")
    assert room.more == 1


def test_more_questions_follow_those_that_were_enough(room: Room) -> None:
    answers = Answers(needs=("food",))
    room.talk.show_view(answers, view(None, more=True))
    type_words("2")
    room.talk.show_view(answers, view("family"))
    assert room.asks == about("family")


def test_where_nothing_is_left_to_ask_there_are_no_more_questions(room: Room) -> None:
    answers = Answers(needs=("food",))
    room.talk.show_view(answers, view(None, more=True))
    type_words("2")
    room.talk.show_view(answers, view(None))
    assert list(buttons(room.talk)) == ["Look at the places"]


# Back


def test_back_goes_through_every_question_with_what_was_said(room: Room) -> None:
    for key in "134":
        type_words(key)
    press(ENTER)
    press(Qt.Key.Key_R, ALT)
    type_words("2")
    assert room.asks == about("mental-health")
    press(LEFT, ALT)
    assert said(room.talk)["In a hostel"] is True
    press(BACKSPACE)
    assert room.asks == about("area")
    press(LEFT, ALT)
    assert isinstance(box := QApplication.focusWidget(), QLineEdit)
    assert box.text() == "34"
    press(BACKSPACE)
    assert (room.asks, box.text()) == (about("age"), "3")
    press(LEFT, ALT)
    assert (room.asks, said(room.talk)["Somewhere to live"]) == (WORDS.needs_text, True)
    press(LEFT, ALT)
    assert room.asks == WORDS.needs_text
    assert not room.talk.back_button.isEnabled()


def test_another_answer_goes_on_where_one_was(room: Room) -> None:
    go_to(room, "housing")
    type_words("1")
    press(BACKSPACE)
    type_words("2")
    assert room.asks == about("mental-health")
    assert of(room.told[-1], "housing") == ({"hostel"}, set())


def test_who_went_back_is_left_there_when_the_same_view_comes_again(room: Room) -> None:
    go_to(room, "mental-health")
    press(BACKSPACE)
    room.reply()
    assert room.asks == HOUSING.text


def test_back_to_the_needs_allows_another(room: Room) -> None:
    type_words("1")
    press(LEFT, ALT)
    type_words("2")
    press(ENTER)
    assert room.told[-1].needs == ("homelessness", "housing", "food")
    assert room.asks == about("age")


# Waiting


def test_what_is_pressed_before_the_next_question_comes_answers_nothing(room: Room) -> None:
    go_to(room, "housing")
    room.held, before = True, len(room.told)
    type_words("12")
    press(Qt.Key.Key_S, ALT)
    press(ENTER)
    assert len(room.told) == before + 1
    room.reply()
    assert room.asks == about("mental-health")


def test_a_view_of_older_answers_is_not_shown(room: Room) -> None:
    go_to(room, "housing")
    room.held = True
    type_words("1")
    room.talk.show_view(Answers(needs=("food",)), view("family"))
    assert room.asks == HOUSING.text
    room.reply()
    assert room.asks == about("mental-health")


def test_back_does_not_wait(room: Room) -> None:
    go_to(room, "housing")
    room.held = True
    type_words("1")
    press(BACKSPACE)
    assert room.asks == HOUSING.text
    type_words("2")
    assert of(room.told[-1], "housing") == ({"hostel"}, set())


def test_the_same_view_again_changes_nothing(room: Room) -> None:
    go_to(room, "family")
    type_words("1")
    step = room.talk.step
    room.reply()
    assert room.talk.step is step
    assert said(room.talk)["Children with you"] is True


def test_a_key_held_down_answers_once(room: Room) -> None:
    go_to(room, "housing")
    before = len(room.told)
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, PLAIN, "1", repeated)
        QApplication.sendEvent(room.talk, event)
    assert len(room.told) == before + 1


# The form


def test_the_form_and_the_questions_know_the_same(room: Room, qtbot: QtBot) -> None:
    go_to(room, "housing")
    press(Qt.Key.Key_A, ALT)
    form = room.talk.form
    assert form is not None
    rows = {row.label: row for row in form.findChildren(SayRow)}
    rows["In a hostel"].setFocus()
    press(Qt.Key.Key_Y)
    assert of(room.told[-1], "housing") == ({"hostel"}, set())
    press(LEFT, ALT)
    assert room.talk.form is None
    assert room.asks == about("mental-health")
    assert room.talk.step is not None
    qtbot.waitUntil(room.talk.step.heading.hasFocus)


def test_edits_may_follow_at_once_upon_each_other(room: Room, qtbot: QtBot) -> None:
    press(Qt.Key.Key_A, ALT)
    form = room.talk.form
    assert form is not None
    qtbot.waitUntil(lambda: any(row.label == "A dog" for row in form.findChildren(SayRow)))
    room.held = True
    rows = {row.label: row for row in form.findChildren(SayRow)}
    for label in ("In a hostel", "A dog"):
        rows[label].setFocus()
        press(Qt.Key.Key_Y)
    assert room.told[-1].yes == {("housing", "hostel"), ("family", "pet")}


def test_number_keys_do_nothing_in_the_form(room: Room) -> None:
    press(Qt.Key.Key_A, ALT)
    type_words("1")
    press(Qt.Key.Key_S, ALT)
    press(Qt.Key.Key_W, ALT)
    assert room.told == []


def test_safe_in_the_form_is_safe_here(room: Room) -> None:
    press(Qt.Key.Key_A, ALT)
    assert room.talk.form is not None
    room.talk.form.private.click()
    buttons(room.talk.form)[WORDS.safety.yes].click()
    press(Qt.Key.Key_A, ALT)
    press(Qt.Key.Key_A, ALT)
    assert room.safe is True
    room.talk.form.private.click()
    assert "Out of prison" in {row.label for row in room.talk.form.findChildren(SayRow)}


# Forgetting


def texts(within: QWidget) -> Iterator[str]:
    for widget in (within, *within.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLineEdit):
            yield widget.text()


def remembered(but: Sequence[Answers] = ()) -> list[Answers]:
    """All answers that are anywhere in memory, ``but`` these."""
    gc.collect()
    others = {id(one) for one in but}
    found = (one for one in gc.get_objects() if isinstance(one, Answers) and (one.age == 97 or one.needs))
    return [one for one in found if id(one) not in others]


@pytest.mark.parametrize("how", ["key", "button", "room"])
def test_forgetting_leaves_nothing_and_begins_anew(room: Room, how: str) -> None:
    of_other_tests = remembered()
    type_words("1")
    type_words("97")
    press(ENTER)
    (field,) = room.talk.findChildren(QLineEdit)
    stood: list[str] = []
    field.textChanged.connect(stood.append)
    field.setFocus()
    type_words("canary")
    assert remembered(but=of_other_tests) != []
    if how == "key":
        press(Qt.Key.Key_Delete, CTRL_SHIFT)
    elif how == "button":
        room.talk.forget_button.click()
    else:
        room.talk.clear()
    assert room.cleared == (how != "room")
    assert (stood[-2], stood[-1]) == ("canary", "")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert room.asks == WORDS.needs_text
    assert room.talk.step is not None
    assert room.talk.step.heading.hasFocus()
    assert not any("canary" in text or "97" in text for text in texts(room))
    assert not room.talk.back_button.isEnabled()
    assert said(room.talk) == dict.fromkeys(buttons(room.talk))
    room.told.clear()
    assert remembered(but=of_other_tests) == []


def test_forgetting_closes_the_form(room: Room) -> None:
    type_words("1")
    press(Qt.Key.Key_A, ALT)
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    assert (room.talk.form, room.asks, room.cleared) == (None, WORDS.needs_text, 1)


def test_forgetting_does_not_take_the_keyboard_from_elsewhere(room: Room) -> None:
    press(Qt.Key.Key_A, ALT)
    room.setFocus()
    room.talk.clear()
    assert (room.talk.form, room.hasFocus()) == (None, True)


def test_what_is_known_is_not_in_its_name(room: Room) -> None:
    type_words("1")
    assert "housing" not in repr(room.talk._talk)
    assert "housing" not in repr(room.talk)


def test_nothing_is_shown_before_it_is_given_words(qtbot: QtBot) -> None:
    talk = TalkSide()
    shown_whole(qtbot, talk)
    talk.enter()
    talk.show_view(Answers(), view("age"))
    for key, modifier in ((Qt.Key.Key_A, ALT), (LEFT, ALT), (ENTER, PLAIN), (Qt.Key.Key_S, ALT), (Qt.Key.Key_W, ALT)):
        press(key, modifier)
    talk.clear()
    assert (talk.step, talk.form) == (None, None)


# In a window, and at any size


def test_its_keys_come_before_those_of_the_window(room: Room, qtbot: QtBot) -> None:
    shortcut = QShortcut("Alt+Left", room)
    type_words("1")
    go_to(room, "housing")
    for number in range(3):
        (room.talk.skip_button, buttons(room.talk)["At home"], room.talk._sheet)[number].setFocus()
        with qtbot.assertNotEmitted(shortcut.activated):
            press(LEFT, ALT)
        assert room.asks == about("area")
        go_to(room, "housing")


def test_the_promise_is_always_in_sight(room: Room, theme: Theme) -> None:
    try:
        for scale, size in ((1.0, (620, 760)), (2.0, (690, 480)), (2.0, (1150, 700))):
            theme.set_scale(scale)
            room.resize(*size)
            QApplication.processEvents()
            promise = room.talk._privacy
            assert promise.text() == WORDS.privacy
            assert promise.visibleRegion().boundingRect().size() == promise.size()
    finally:
        theme.usual()


def test_little_height_lets_the_buttons_scroll_and_keeps_the_keyboard(room: Room) -> None:
    type_words("1")
    talk = room.talk
    talk.skip_button.setFocus()
    room.resize(620, 200)
    QApplication.processEvents()
    assert talk._sheet.isAncestorOf(talk.skip_button)
    assert talk._sheet.isAncestorOf(talk.back_button)
    assert talk.skip_button.hasFocus()
    press(Qt.Key.Key_A, ALT)
    assert talk.form_button.isVisible()
    assert not talk._sheet.isAncestorOf(talk.form_button)
    press(Qt.Key.Key_A, ALT)
    room.resize(620, 760)
    QApplication.processEvents()
    assert not talk._sheet.isAncestorOf(talk.skip_button)


@pytest.mark.parametrize("height", [760, 200])
def test_tab_goes_in_the_order_one_reads(room: Room, height: int) -> None:
    room.resize(620, height)
    go_to(room, "family")
    type_words("1")
    QApplication.processEvents()
    stops = [stop.mapTo(room, stop.rect().topLeft()) for stop in tab_stops(room.talk) if stop is not room.talk._sheet]
    assert [(stop.y(), stop.x()) for stop in stops] == sorted((stop.y(), stop.x()) for stop in stops)


def test_every_control_has_a_name(room: Room, qtbot: QtBot) -> None:
    for facet in ("age", "area", "family"):
        go_to(room, facet)
        assert all(spoken(stop) for stop in tab_stops(room.talk))
    press(Qt.Key.Key_A, ALT)
    assert room.talk.form is not None
    qtbot.waitUntil(lambda: len(tab_stops(room.talk)) > 20)
    assert all(spoken(stop) for stop in tab_stops(room.talk))


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[Theme]:
    font, shown, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    made = Theme(qapp)
    yield made
    made.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(shown)


# Whatever is pressed

KEYS: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
    *((Qt.Key(Qt.Key.Key_0.value + digit), PLAIN) for digit in range(4)),
    (ENTER, PLAIN),
    (BACKSPACE, PLAIN),
    (LEFT, ALT),
    (Qt.Key.Key_S, ALT),
    (Qt.Key.Key_R, ALT),
    (Qt.Key.Key_A, ALT),
    (Qt.Key.Key_W, ALT),
    (Qt.Key.Key_Tab, PLAIN),
    (Qt.Key.Key_Down, PLAIN),
    (Qt.Key.Key_Space, PLAIN),
    (Qt.Key.Key_Delete, CTRL_SHIFT),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pressed=st.lists(st.sampled_from(KEYS), max_size=14))
def test_the_keyboard_is_never_lost_and_answers_never_contradict(
    room: Room, pressed: list[tuple[Qt.Key, Qt.KeyboardModifier]]
) -> None:
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    room.talk.enter()
    for key, modifier in pressed:
        press(key, modifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert room.talk.isAncestorOf(focus)
        assert focus.isVisible()
    for answers in room.told:
        assert not answers.yes & answers.no
        assert not answers.facets & answers.declined
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
