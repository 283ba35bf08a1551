"""All slow work, away from the thread that draws.

Answers come back in the window's thread, one by one, and only while somebody waits for them. Python does not look for
cycles among its objects meanwhile: the window would stand still for it.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from navigator.errors import NavigatorError
from navigator.uncollected import uncollected

_MOST_JOBS_AT_ONCE: Final = 2

Failure = Callable[[Exception], None]


class Session(Protocol):
    """What the search thread opens for itself and keeps, as long as it is not ``stale``."""

    @property
    def stale(self) -> bool:
        """Whether it must be opened anew, before the next thing is looked up."""

    def interrupt(self) -> None:
        """Stop what is being looked up, and all that follows until ``resume``, from any thread; it raises."""

    def resume(self) -> None:
        """Look things up again."""

    def close(self) -> None:
        """Let go of everything."""


_Session = TypeVar("_Session", bound=Session)
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, eq=False)
class _Request(Generic[_Session]):
    """One question in one lane; ``number`` counts the questions of that lane."""

    lane: str
    number: int
    find: Callable[[_Session], Iterable[Any]]
    owner: QObject
    success: Callable[[Any], None]
    failure: Failure


class _Courier(QObject):
    """Takes calls from any thread to the thread it was made in."""

    calls = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.calls.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


class Cancelled(Exception):  # noqa: N818 - not an error: somebody asked for it
    """Raised inside a job that nobody wants any more."""


class Job:
    """One piece of work on its way: from outside to cancel it, from inside to say how far it is."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask it to stop; none of its calls is made after this."""
        self._cancelled.set()

    def progress(self, done: int, total: int) -> None:
        """Say how much is done; raises ``Cancelled`` where nobody wants the rest."""
        if self.cancelled:
            raise Cancelled
        self._report(done, total)


class Work(Generic[_Session]):
    """A search thread with a session of its own, and other jobs beside it. It outlives windows; ``close`` drains it.

    The search thread has lanes. In each, the newest question wins: an older one is interrupted, and none of its answers
    is ever handed over. Each question has an owner, and is forgotten with it. A session that cannot be opened is tried
    again for the next question.
    """

    def __init__(self, open_session: Callable[[], _Session]) -> None:
        """Start the search thread; it opens its session when it is first asked something."""
        self._open_session = open_session
        self._session: _Session | None = None
        self._courier = _Courier()
        self._changed = threading.Condition()
        self._newest: Counter[str] = Counter()
        self._waiting: dict[str, _Request[_Session]] = {}
        self._running: _Request[_Session] | None = None
        self._closed = False
        self._jobs: list[Job] = []
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(_MOST_JOBS_AT_ONCE)
        self._thread = threading.Thread(target=self._serve, name="navigator-search", daemon=True)
        self._thread.start()

    @property
    def closed(self) -> bool:
        """Whether everything was stopped."""
        return self._closed

    def ask(
        self,
        lane: str,
        find: Callable[[_Session], Iterable[_Found]],
        *,
        owner: QObject,
        success: Callable[[_Found], None],
        failure: Failure,
    ) -> None:
        """Ask the search thread; each thing found is handed over as it comes, unless a newer question overtakes it."""
        with self._changed:
            self._overtake(lane)
            self._waiting[lane] = _Request(lane, self._newest[lane], find, owner, success, failure)
            self._changed.notify()

    def forget(self, lane: str) -> None:
        """Nobody waits any more for what was asked in a lane."""
        with self._changed:
            self._overtake(lane)

    def run(
        self,
        function: Callable[[Job], _Found],
        *,
        owner: QObject,
        success: Callable[[_Found], None],
        failure: Failure,
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Do one piece of work beside the searches; it may say how far it is, and be cancelled."""

        def tell(call: Callable[..., None] | None, *values: object) -> None:
            if call is not None:
                self._send(partial(call, *values), owner, lambda: not job.cancelled)

        def do() -> None:
            try:
                with uncollected():
                    found = function(job)
            except Cancelled:
                return
            except Exception as error:  # noqa: BLE001 - handed over: the window's thread tells what is known from a bug
                tell(partial(_fail, failure), error)
            else:
                tell(success, found)

        job = Job(partial(tell, progress))
        self._jobs = [*(other for other in self._jobs if not other.cancelled), job]
        self._pool.start(do)
        return job

    def close(self) -> None:
        """Stop everything and wait until it has stopped; nothing is handed over afterwards."""
        with self._changed:
            self._closed = True
            for lane in list(self._newest):
                self._overtake(lane)
            self._changed.notify()
        for job in self._jobs:
            job.cancel()
        self._thread.join()
        self._pool.clear()
        self._pool.waitForDone()

    def _overtake(self, lane: str) -> None:
        """Make what was asked in a lane the past; only with the lock, so that no newer question is interrupted."""
        self._newest[lane] += 1
        self._waiting.pop(lane, None)
        if self._running is not None and self._running.lane == lane and self._session is not None:
            self._session.interrupt()

    def _is_newest(self, request: _Request[_Session]) -> bool:
        return not self._closed and self._newest[request.lane] == request.number

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            try:
                self._answer(request)
            except Exception as error:  # noqa: BLE001 - handed over: the window's thread tells what is known from a bug
                if self._is_newest(request):  # else let go of it at once: its traceback keeps lookups open
                    self._hand_over(request, partial(_fail, request.failure, error))
            finally:
                with self._changed:
                    self._running = None
        if self._session is not None:
            self._session.close()

    def _next(self) -> _Request[_Session] | None:
        """Wait for a question; None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            self._running = self._waiting.pop(next(iter(self._waiting)))
            if self._session is not None:
                self._session.resume()
            return self._running

    @uncollected()
    def _answer(self, request: _Request[_Session]) -> None:
        if self._session is not None and self._session.stale:
            with self._changed:
                stale, self._session = self._session, None
            stale.close()
        if self._session is None:
            self._session = self._open_session()
        if not self._is_newest(request):
            return
        for found in request.find(self._session):
            if not self._is_newest(request):
                return
            self._hand_over(request, partial(request.success, found))

    def _hand_over(self, request: _Request[_Session], call: Callable[[], None]) -> None:
        """Call in the window's thread, if by then the question is still the newest of its lane."""
        self._send(call, request.owner, partial(self._is_newest, request))

    def _send(self, call: Callable[[], None], owner: QObject, wanted: Callable[[], bool]) -> None:
        def deliver() -> None:
            if not self._closed and isValid(owner) and wanted():
                call()

        self._courier.calls.emit(deliver)


def _fail(failure: Failure, error: Exception) -> None:
    """Tell the window, and let an error that is no fault a person can mend come to light as the bug it is."""
    failure(error)
    if not isinstance(error, NavigatorError):
        raise error
