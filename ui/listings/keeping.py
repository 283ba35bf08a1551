"""Reading and changing listings for the views of the room: never in the window's thread, and one change at a time."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.listings.editing import Editing
from ui.shell.work import Job, Work

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author
    from navigator.listings.changes.history import Kind
    from navigator.listings.listings import Listings
    from ui.find.desk import Desk

_Found = TypeVar("_Found")
Failure = Callable[[Exception], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """Something to do to the directory, whom to tell, and how."""

    doing: "Callable[[Store, Author], Any]"
    why: str
    owner: QObject
    success: Callable[[Any], None]
    failure: Failure


class Keeping(QObject):
    """Looks things up on the search thread, works out what takes long in jobs, and makes changes one after another.

    ``changed`` tells that the directory is not as it was: what is shown of it is to be looked up again. It comes before
    whoever made the change is told. ``made`` comes before it where the change was made here.
    """

    made = Signal()
    changed = Signal()

    def __init__(self, work: "Work[Desk]", editing: Editing, parent: QObject | None = None) -> None:
        """Over ``work``; ``editing`` says who makes a change."""
        super().__init__(parent)
        self.editing = editing
        self._work = work
        self._waiting: deque[_Change] = deque()
        self._running: _Change | None = None
        self._preparing = False
        self._store: Store | None = None

    @property
    def busy(self) -> bool:
        """Whether a change is being made, or waits to be."""
        return self._running is not None or bool(self._waiting)

    @property
    def work(self) -> "Work[Desk]":
        """What it runs over."""
        return self._work

    def look_up(
        self,
        lane: str,
        find: "Callable[[Listings], _Found]",
        *,
        owner: QObject,
        success: Callable[[_Found], None],
        failure: Failure,
    ) -> None:
        """Look something up on the search thread; in a lane the newest question wins, and is forgotten with its owner.

        ``lane`` is the views' own: no other room's question is overtaken.
        """

        def look(desk: "Desk") -> "tuple[_Found]":
            self._store = desk.store
            return (desk.listings(find),)

        self._work.ask(
            f"listings-{lane}",
            look,
            owner=owner,
            success=success,
            failure=failure,
        )

    def work_out(
        self,
        find: "Callable[[Store, Job], _Found]",
        *,
        owner: QObject,
        success: Callable[[_Found], None],
        failure: Failure,
    ) -> None:
        """Work something out that takes long and changes nothing, in a job of its own.

        ``find`` opens what it reads itself, by ``store.reading()``.
        """

        def run(store: "Store") -> None:
            self._work.run(lambda job: find(store, job), owner=owner, success=success, failure=failure)

        self._with_store(run, failure)

    def change(
        self,
        doing: "Callable[[Store, Author], _Found]",
        *,
        owner: QObject,
        success: Callable[[_Found], None],
        failure: Failure,
        why: str = "",
    ) -> None:
        """Change the directory in a job, after the changes asked for before; ``why`` is for the history."""
        self._waiting.append(_Change(doing, why, owner, success, failure))
        self._next()

    def prepare(self, count: int, kind: "Kind" = "edit") -> None:
        """Make the backup that a change of so many listings needs, while somebody looks at what would change.

        What is asked for meanwhile waits for it. Where none can be made, the change itself says so.
        """

        def back_up(store: "Store", _job: Job) -> None:
            from navigator.listings.changes.guarding import guard

            guard(store, count, kind)

        def done(_found: object) -> None:
            self._preparing = False
            self._next()

        if not self._preparing and not self.busy:
            self._preparing = True
            self.work_out(back_up, owner=self, success=done, failure=done)

    def _next(self) -> None:
        if self._running is None and self._waiting and not self._preparing:
            self._running = self._waiting.popleft()
            self._with_store(self._make, self._fail, anew=True)

    def _make(self, store: "Store") -> None:
        change, by = self._running, self.editing.by
        if change is None:
            return

        def do(_job: Job) -> Any:
            from navigator.listings.changes.editor import Author

            return change.doing(store, Author(by, change.why))

        self._work.run(do, owner=self, success=self._succeed, failure=self._fail)

    def _succeed(self, found: Any) -> None:
        change, self._running = self._running, None
        try:
            self.made.emit()
            self.changed.emit()
            if change is not None and isValid(change.owner):
                change.success(found)
        finally:
            self._next()

    def _fail(self, error: Exception) -> None:
        change, self._running = self._running, None
        try:
            if change is not None and isValid(change.owner):
                change.failure(error)
        finally:
            self._next()

    def _with_store(self, do: "Callable[[Store], None]", failure: Failure, *, anew: bool = False) -> None:
        """Do something with the store; ``anew`` first lets go of a file that another was put in place of.

        To write beside a connection to the old one could lose what is written: both have logs of the same name.
        """
        if self._store is not None and not anew:
            do(self._store)
            return

        def take(store: "Store") -> None:
            self._store = store
            do(store)

        def fail(error: Exception) -> None:
            """A directory that cannot be opened has a store all the same, with its backups."""
            from ui.find.desk import UnopenedError

            store = error.store if isinstance(error, UnopenedError) else self._store
            if store is None:
                failure(error)
            else:
                take(store)

        lane = f"listings-store-{id(do)}"
        self._work.ask(lane, lambda desk: (desk.store,), owner=self, success=take, failure=fail)
