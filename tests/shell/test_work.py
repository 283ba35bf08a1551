"""Background work: the newest question wins, nothing stale is handed over, and closing drains it."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from navigator.errors import NavigatorError
from ui.shell.work import Job, Work

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
SOON_S = 10


class Counting:
    """A session that can be made to look something up without end."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.thread = threading.current_thread()
        self.started = threading.Event()
        self.interrupts = 0
        self.stopped = threading.Event()
        self.connection.set_progress_handler(self.stopped.is_set, 1_000)
        self.closed = False
        self.stale = False

    def interrupt(self) -> None:
        self.interrupts += 1
        self.stopped.set()
        self.connection.interrupt()

    def resume(self) -> None:
        self.stopped.clear()

    def close(self) -> None:
        self.connection.close()
        self.closed = True

    def endless(self) -> Iterator[str]:
        self.started.set()
        self.connection.execute(ENDLESS).fetchone()
        yield "never"


class Desk:
    """What a test asks of the work, and what came back."""

    def __init__(self) -> None:
        self.sessions: list[Counting] = []
        self.found: list[object] = []
        self.failed: list[Exception] = []
        self.owner = QObject()
        self.work = Work(self._open)

    def _open(self) -> Counting:
        self.sessions.append(Counting())
        return self.sessions[-1]

    @property
    def session(self) -> Counting:
        return self.sessions[-1]

    def ask(
        self, find: Callable[[Counting], Iterator[object]], lane: str = "find", owner: QObject | None = None
    ) -> None:
        self.work.ask(lane, find, owner=owner or self.owner, success=self.found.append, failure=self.failed.append)

    def say(self, *words: object, lane: str = "find") -> None:
        self.ask(lambda _: iter(words), lane)

    def start_endless(self, qtbot: QtBot, lane: str = "find") -> None:
        self.ask(Counting.endless, lane)
        qtbot.waitUntil(lambda: bool(self.sessions) and self.session.started.is_set())


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001 - answers come through the application's events
    made = Desk()
    with closing(made.work):
        yield made


def found_is(desk: Desk, number: int) -> bool:
    return number in desk.found


def broken(error: Exception) -> Callable[[Counting], Iterator[object]]:
    def find(_: Counting) -> Iterator[object]:
        raise error
        yield

    return find


def test_each_thing_found_is_handed_over_in_order(desk: Desk, qtbot: QtBot) -> None:
    desk.say("first", "rest")
    qtbot.waitUntil(lambda: desk.found == ["first", "rest"])


def test_the_session_is_opened_once_in_a_thread_of_its_own(desk: Desk, qtbot: QtBot) -> None:
    for number in range(3):
        desk.say(number)
        qtbot.waitUntil(partial(found_is, desk, number))
    assert len(desk.sessions) == 1
    assert desk.session.thread is not threading.main_thread()


def test_a_session_that_is_stale_is_closed_and_opened_anew_before_the_next_question(desk: Desk, qtbot: QtBot) -> None:
    desk.say("a")
    qtbot.waitUntil(lambda: "a" in desk.found)
    desk.session.stale = True
    desk.say("b")
    qtbot.waitUntil(lambda: "b" in desk.found)
    assert [session.closed for session in desk.sessions] == [True, False]


def test_a_hundred_questions_while_a_slow_one_runs_leave_the_last(desk: Desk, qtbot: QtBot) -> None:
    desk.start_endless(qtbot)
    for number in range(100):
        desk.say(number)
    qtbot.waitUntil(lambda: 99 in desk.found)
    qtbot.wait(20)
    assert desk.found == [99]
    assert desk.failed == []


def test_what_was_found_before_a_newer_question_is_not_handed_over_after_it(desk: Desk, qtbot: QtBot) -> None:
    ready = threading.Event()

    def find(_: Counting) -> Iterator[object]:
        yield "old"
        ready.set()

    desk.ask(find)
    assert ready.wait(SOON_S)  # "old" is on its way to this thread, which has not looked yet
    desk.say("new")
    qtbot.waitUntil(lambda: "new" in desk.found)
    assert desk.found == ["new"]


def test_lanes_do_not_disturb_one_another(desk: Desk, qtbot: QtBot) -> None:
    desk.say("a", lane="find")
    desk.say("b", lane="listing")
    qtbot.waitUntil(lambda: len(desk.found) == 2)
    assert set(desk.found) == {"a", "b"}
    assert desk.session.interrupts == 0


def test_what_is_forgotten_is_not_handed_over(desk: Desk, qtbot: QtBot) -> None:
    desk.start_endless(qtbot, lane="rows")
    desk.work.forget("rows")
    desk.say("b", lane="find")
    qtbot.waitUntil(lambda: desk.found == ["b"])
    assert desk.failed == []


def test_an_owner_that_is_gone_hears_nothing(desk: Desk, qtbot: QtBot) -> None:
    from shiboken6 import delete

    owner, ready = QObject(), threading.Event()

    def find(_: Counting) -> Iterator[object]:
        yield "late"
        ready.set()

    desk.ask(find, owner=owner)
    assert ready.wait(SOON_S)
    delete(owner)
    desk.say("b", lane="other")
    qtbot.waitUntil(lambda: "b" in desk.found)
    assert desk.found == ["b"]


def test_a_known_error_is_handed_over(desk: Desk, qtbot: QtBot) -> None:
    error = NavigatorError("The directory is damaged.")
    desk.ask(broken(error))
    qtbot.waitUntil(lambda: desk.failed == [error])


def test_an_error_of_ours_is_handed_over_and_comes_to_light(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        desk.ask(broken(KeyError("bug")))
        qtbot.waitUntil(lambda: bool(raised))
    assert [type(error) for error in desk.failed] == [KeyError]
    assert raised[0][0] is KeyError


def test_a_session_that_cannot_be_opened_is_tried_again(qtbot: QtBot) -> None:
    answers: list[Exception | None] = [NavigatorError("It is locked."), None]
    found: list[object] = []
    failed: list[Exception] = []

    def open_session() -> Counting:
        if (error := answers.pop(0)) is not None:
            raise error
        return Counting()

    owner = QObject()
    with closing(Work(open_session)) as work:
        work.ask("find", lambda _: ("one",), owner=owner, success=found.append, failure=failed.append)
        qtbot.waitUntil(lambda: bool(failed))
        work.ask("find", lambda _: ("two",), owner=owner, success=found.append, failure=failed.append)
        qtbot.waitUntil(lambda: bool(found))
    assert [str(error) for error in failed] == ["It is locked."]
    assert found == ["two"]


def test_closing_while_a_search_runs_leaves_no_thread(desk: Desk, qtbot: QtBot) -> None:
    desk.start_endless(qtbot)
    desk.work.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("navigator-")]
    assert desk.session.closed
    qtbot.wait(20)
    assert (desk.found, desk.failed) == ([], [])


def test_closing_twice_does_no_harm(desk: Desk) -> None:
    desk.work.close()
    desk.work.close()


def run(desk: Desk, function: Callable[[Job], object], progress: Callable[[int, int], None] | None = None) -> Job:
    return desk.work.run(
        function, owner=desk.owner, success=desk.found.append, failure=desk.failed.append, progress=progress
    )


def test_a_job_hands_over_what_it_made_and_says_how_far_it_is(desk: Desk, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []

    def function(job: Job) -> str:
        job.progress(1, 2)
        job.progress(2, 2)
        return "done"

    run(desk, function, lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: desk.found == ["done"])
    assert told == [(1, 2), (2, 2)]


def test_python_looks_for_no_cycles_beside_the_window(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = [True]
    monkeypatch.setattr(gc, "isenabled", lambda: looking[-1])
    monkeypatch.setattr(gc, "disable", lambda: looking.append(False))
    monkeypatch.setattr(gc, "enable", lambda: looking.append(True))
    desk.ask(lambda _: iter([looking[-1]]))
    qtbot.waitUntil(lambda: desk.found == [False])
    qtbot.waitUntil(lambda: looking[-1])
    desk.work.run(lambda _job: looking[-1], owner=desk.owner, success=desk.found.append, failure=desk.failed.append)
    qtbot.waitUntil(lambda: desk.found == [False, False])
    qtbot.waitUntil(lambda: looking[-1])


def test_a_job_that_fails_hands_over_why(desk: Desk, qtbot: QtBot) -> None:
    def function(_: Job) -> None:
        raise NavigatorError("The disk is full.")

    run(desk, function)
    qtbot.waitUntil(lambda: [str(error) for error in desk.failed] == ["The disk is full."])


def test_a_cancelled_job_stops_and_says_nothing_more(desk: Desk, qtbot: QtBot) -> None:
    started, stopped, go = threading.Event(), threading.Event(), threading.Event()

    def function(job: Job) -> str:
        started.set()
        go.wait(SOON_S)
        try:
            job.progress(1, 2)
        finally:
            stopped.set()
        return "never"

    job = run(desk, function)
    assert started.wait(SOON_S)
    job.cancel()
    go.set()
    assert stopped.wait(SOON_S)
    qtbot.wait(20)
    assert (desk.found, desk.failed) == ([], [])


def test_closing_cancels_jobs_and_waits_for_them(desk: Desk) -> None:
    started = threading.Event()
    ended: list[bool] = []

    def function(job: Job) -> None:
        started.set()
        while not job.cancelled:
            threading.Event().wait(0.001)
        ended.append(True)

    run(desk, function)
    assert started.wait(SOON_S)
    desk.work.close()
    assert ended == [True]
