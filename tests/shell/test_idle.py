"""What nobody goes on with is forgotten, after a warning; any touch keeps it. The tests turn the clock themselves."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from navigator.check.answers import Answers
from ui.shell.forgetting import Forgetting
from ui.shell.idle import WARNINGS, Idle, passed
from ui.shell.person import Person
from ui.shell.theme import Theme

SAID = Answers(age=34)
MINUTES = 10
LIMIT = 600


class Time:
    """Seconds, as the test has them."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Told:
    """What was told, in order."""

    def __init__(self, idle: Idle) -> None:
        self.things: list[object] = []
        idle.warning.connect(self.things.append)
        idle.kept.connect(lambda: self.things.append("kept"))
        idle.forget.connect(lambda: self.things.append("forget"))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def idle(qapp: QApplication, time: Time) -> Iterator[Idle]:
    assert qapp is not None
    made = Idle(MINUTES, now=time)
    yield made
    made.stop()


@pytest.fixture
def box(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def go_on(time: Time, idle: Idle, seconds: float) -> None:
    time.seconds += seconds
    idle.look()


def test_it_costs_nothing_while_there_is_nothing_to_forget(idle: Idle, time: Time, box: QLineEdit) -> None:
    told = Told(idle)
    time.seconds += 10 * LIMIT
    QTest.keyClick(box, Qt.Key.Key_A)
    assert not idle.watching
    assert not idle._timer.isActive()
    assert told.things == []


def test_it_warns_three_times_and_then_tells_to_forget_once(idle: Idle, time: Time) -> None:
    told = Told(idle)
    idle.watch()
    go_on(time, idle, LIMIT - 61)
    assert told.things == []
    for seconds in (1, 10, 20, 10, 10, 5):
        go_on(time, idle, seconds)
    assert told.things == [60, 30, 10]
    go_on(time, idle, 5)
    assert told.things == [60, 30, 10, "kept", "forget"]
    assert not idle.watching
    assert not idle._timer.isActive()


def test_after_a_sleep_it_is_forgotten_before_anything_is_drawn(idle: Idle, time: Time, box: QLineEdit) -> None:
    told = Told(idle)
    idle.watch()
    time.seconds += 8 * 60 * 60
    QCoreApplication.sendEvent(box.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert told.things == ["forget"]


@pytest.mark.parametrize("wakes", [QEvent.Type.ApplicationStateChange, QEvent.Type.WindowActivate])
def test_coming_back_tells_the_time(idle: Idle, time: Time, box: QLineEdit, wakes: QEvent.Type) -> None:
    told = Told(idle)
    idle.watch()
    time.seconds += LIMIT
    QCoreApplication.sendEvent(box, QEvent(wakes))
    assert told.things == ["forget"]


def test_a_touch_that_comes_too_late_keeps_nothing_and_does_nothing_else(
    idle: Idle, time: Time, box: QLineEdit
) -> None:
    told = Told(idle)
    idle.watch()
    time.seconds += LIMIT
    QTest.keyClick(box, Qt.Key.Key_A)
    assert told.things == ["forget"]
    assert not box.text()


def test_a_key_a_press_and_the_wheel_keep_what_there_is(idle: Idle, time: Time, box: QLineEdit) -> None:
    told = Told(idle)
    idle.watch()
    go_on(time, idle, LIMIT - 100)
    QTest.keyClick(box, Qt.Key.Key_A)
    go_on(time, idle, LIMIT - 100)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    go_on(time, idle, LIMIT - 100)
    QTest.wheelEvent(box.windowHandle(), QPointF(5, 5), QPoint(0, 120))
    go_on(time, idle, LIMIT - 100)
    assert told.things == []
    assert box.text() == "a"


def test_a_mouse_at_rest_under_what_appears_is_no_touch(idle: Idle, time: Time, box: QLineEdit) -> None:
    told = Told(idle)
    idle.watch()

    def move(x: float) -> None:
        at, none = QPointF(x, 5), Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(box, moved)

    move(5)
    go_on(time, idle, LIMIT - 60)
    move(5)
    assert told.things == [60]
    move(6)
    assert told.things == [60, "kept"]


def test_any_key_after_a_warning_only_keeps(idle: Idle, time: Time, box: QLineEdit) -> None:
    told, entered = Told(idle), QSignalSpy(box.returnPressed)
    idle.watch()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_1):
        go_on(time, idle, LIMIT - 30)
        QTest.keyClick(box, key)
    assert told.things == [30, "kept"] * 3
    assert (box.text(), entered.count()) == ("", 0)
    QTest.keyClick(box, Qt.Key.Key_B)
    assert box.text() == "b"


def test_a_key_that_is_pressed_for_what_it_does_is_done_after_a_warning_too(
    idle: Idle, time: Time, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    pressed: list[str] = []
    for keys in ("F9", "Ctrl+Q", "/"):
        action = window.addAction(keys)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked, keys=keys: pressed.append(keys))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    told = Told(idle)
    for key, modifier in (
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier),
    ):
        idle.watch()
        go_on(time, idle, LIMIT - 30)
        QTest.keyClick(window, key, modifier)
    assert pressed == ["F9", "Ctrl+Q"]
    assert told.things == [30, "kept"] * 3


def test_what_nobody_watches_any_more_is_not_forgotten(idle: Idle, time: Time, box: QLineEdit) -> None:
    told = Told(idle)
    idle.watch()
    go_on(time, idle, LIMIT - 30)
    idle.stop()
    time.seconds += LIMIT
    QTest.keyClick(box, Qt.Key.Key_A)
    assert told.things == [30, "kept"]
    assert box.text() == "a"


def test_other_minutes_count_from_the_last_touch(idle: Idle, time: Time) -> None:
    told = Told(idle)
    idle.watch()
    go_on(time, idle, 150)
    idle.allow(5)
    go_on(time, idle, 90)
    assert told.things == [60]
    idle.allow(30)
    assert told.things == [60, "kept"]
    idle.allow(2)
    assert told.things == [60, "kept", "forget"]


def test_no_timer_is_trusted_for_long(idle: Idle, time: Time) -> None:
    idle.watch()
    for seconds in (0, 300, 239, 1):
        go_on(time, idle, seconds)
        assert 0 < idle._timer.interval() <= 5_000


@given(steps=st.lists(st.tuples(st.floats(0.01, 700), st.booleans()), max_size=40))
def test_it_forgets_exactly_where_nothing_was_touched_for_so_long(
    qapp: QApplication, steps: list[tuple[float, bool]]
) -> None:
    assert qapp is not None
    time = Time()
    idle = Idle(MINUTES, now=time)
    told = Told(idle)
    idle.watch()
    touched = time.seconds
    for seconds, touch in steps:
        go_on(time, idle, seconds)
        if time.seconds - touched >= LIMIT:
            assert told.things[-1] == "forget"
            break
        if touch:
            idle.touch()
            touched = time.seconds
    assert (told.things.count("forget") == 1) == (not idle.watching)
    for before, after in pairwise(told.things):
        assert (before, after) != ("kept", "kept")
        if isinstance(before, int) and isinstance(after, int):
            assert WARNINGS[0] >= before > after
    idle.stop()


def test_the_clock_goes_on() -> None:
    first = passed()
    assert passed() >= first


# The warning, in every room -------------------------------------------------------------------------------------------

Conversation = tuple[Person, Forgetting, QWidget]


@pytest.fixture
def conversation(qtbot: QtBot, time: Time) -> Iterator[Conversation]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())
    layout.addStretch(1)
    window.resize(800, 600)
    window.show()
    qtbot.waitExposed(window)
    person = Person(window)
    made = Forgetting(person, window, MINUTES, time)
    yield person, made, window
    made.idle.stop()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say."""
    spoken: list[str] = []
    monkeypatch.setattr(
        "ui.shell.foot_bar.QAccessible.updateAccessibility", lambda event: spoken.append(event.message())
    )
    return spoken


def text(forgetting: Forgetting) -> str:
    """What the bar shows, where it can be seen."""
    return forgetting.bar.text if forgetting.bar is not None and forgetting.bar.isVisible() else ""


def test_nothing_is_watched_until_something_is_said(conversation: Conversation) -> None:
    person, forgetting, _ = conversation
    assert not forgetting.idle.watching
    person.answers = SAID
    assert forgetting.idle.watching
    person.clear()
    assert not forgetting.idle.watching
    assert forgetting.bar is None


def test_what_a_room_holds_is_watched_and_forgotten_though_nothing_was_said(
    conversation: Conversation, time: Time
) -> None:
    person, forgetting, _ = conversation
    person.note("days", holds=True)
    assert forgetting.idle.watching
    go_on(time, forgetting.idle, LIMIT)
    assert not person.said
    assert not forgetting.idle.watching


@pytest.mark.parametrize(
    ("answers", "held", "before"),
    [
        (Answers(), ["shortlist"], "The shortlist will be forgotten in 60 seconds. Press any key to keep it."),
        (Answers(), ["days"], "The days will be forgotten in 60 seconds. Press any key to keep them."),
        (
            SAID,
            ["words", "shortlist"],
            "The answers, the shortlist and the words will be forgotten in 60 seconds. Press any key to keep them.",
        ),
    ],
)
def test_what_is_held_is_named(
    conversation: Conversation, time: Time, answers: Answers, held: list[str], before: str
) -> None:
    person, forgetting, _ = conversation
    person.answers = answers
    for one in held:
        person.note(one, holds=True)
    go_on(time, forgetting.idle, LIMIT - 60)
    assert text(forgetting) == before
    named = before.partition(" will")[0]
    go_on(time, forgetting.idle, 60)
    assert text(forgetting).startswith(f"{named} {'was' if held == ['shortlist'] else 'were'} forgotten, because")


def test_it_is_said_before_and_after_it_is_forgotten(
    conversation: Conversation, time: Time, said: list[str], qtbot: QtBot
) -> None:
    person, forgetting, window = conversation
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT - 60)
    assert text(forgetting) == "The answers will be forgotten in 60 seconds. Press any key to keep them."
    go_on(time, forgetting.idle, 50)
    assert "in 10 seconds" in text(forgetting)
    go_on(time, forgetting.idle, 10)
    assert not person.said
    assert text(forgetting) == "The answers were forgotten, because nothing was touched for 10 minutes."
    assert [one.partition(".")[0].partition(",")[0] for one in said] == [
        "The answers will be forgotten in 60 seconds",
        "The answers will be forgotten in 10 seconds",
        "The answers were forgotten",
    ]
    assert forgetting.bar is not None
    assert forgetting.bar.accessibleName() == forgetting.bar.text
    QTest.mouseMove(window, window.rect().center())
    qtbot.wait(10)
    assert text(forgetting)
    QTest.keyClick(window, Qt.Key.Key_Down)
    assert not text(forgetting)


def test_a_touch_keeps_the_answers_and_takes_the_warning_away(conversation: Conversation, time: Time) -> None:
    person, forgetting, window = conversation
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT - 20)
    assert text(forgetting)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not text(forgetting)
    go_on(time, forgetting.idle, LIMIT - 61)
    assert person.answers == SAID


def test_an_answer_is_a_touch_however_it_was_given(conversation: Conversation, time: Time) -> None:
    person, forgetting, _ = conversation
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT - 20)
    person.answers = SAID.with_age(35)
    assert not text(forgetting)
    go_on(time, forgetting.idle, LIMIT - 61)
    assert person.said


def test_clearing_takes_the_warning_away_and_a_new_answer_the_note(conversation: Conversation, time: Time) -> None:
    person, forgetting, _ = conversation
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT - 20)
    person.clear()
    assert not text(forgetting)
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT)
    assert text(forgetting)
    person.answers = SAID
    assert not text(forgetting)


def test_other_minutes_are_used_at_once_and_named(conversation: Conversation, time: Time) -> None:
    person, forgetting, _ = conversation
    person.answers = SAID
    forgetting.allow(2)
    go_on(time, forgetting.idle, 120)
    assert not person.said
    assert text(forgetting).endswith("for 2 minutes.")


def test_while_everything_is_hidden_it_is_forgotten_and_nothing_is_read_out(
    conversation: Conversation, time: Time, said: list[str]
) -> None:
    person, forgetting, window = conversation
    person.answers = SAID
    window.hide()
    go_on(time, forgetting.idle, LIMIT - 20)
    go_on(time, forgetting.idle, 20)
    assert not person.said
    assert said == []
    window.show()
    assert text(forgetting).startswith("The answers were forgotten")


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("width", [320, 1280])
def test_all_of_it_can_be_read_at_every_size(
    conversation: Conversation, time: Time, theme: Theme, scale: float, width: int
) -> None:
    person, forgetting, window = conversation
    person.answers = SAID
    go_on(time, forgetting.idle, LIMIT - 60)
    theme.set_scale(scale)
    window.resize(width, 600)
    QApplication.processEvents()
    bar = forgetting.bar
    assert bar is not None
    assert (bar.width(), bar.geometry().bottom()) == (window.width(), window.rect().bottom())
    assert bar._says.height() >= bar._says.heightForWidth(bar._says.width())
