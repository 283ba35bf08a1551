"""What is known of the stops of a shortlist: asked for on the search thread, and only where something is another."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from ui.shell.person import Person
from ui.shell.starred import Starred
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.refer.before import Before
    from navigator.refer.refer import Refer
    from ui.find.desk import Desk

Success = Callable[[Any], None]
Failure = Callable[[Exception], None]

_LANE: Final = "refer-before"
COMPARING: Final = "refer-compare"
"""The lane in which services are compared."""


class Knowing(QObject):
    """Holds what to know before sending someone to each stop; ``role`` is whom the worker refers as.

    ``changed`` says that there is more to know, ``failed`` has the error where nothing can be read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, work: "Work[Desk]", starred: Starred, person: Person, parent: QObject | None = None) -> None:
        """Ask over ``work``; nothing is asked before ``look_up``."""
        super().__init__(parent)
        self._work, self._starred, self._person = work, starred, person
        self._known: dict[str, Before] = {}
        self._asked: tuple[object, ...] = ()
        self.role = ""

    def before(self, service_id: str) -> "Before | None":
        """What to know of a stop, None while nobody has looked."""
        return self._known.get(service_id)

    def look_up(self, *, anew: bool = False) -> None:
        """Ask, unless the same was asked for the same stops, answers and role; ``anew`` asks as it is at this moment.

        All stops are asked of together, since one can rule out another. Their order and notes change nothing.
        """
        held, answers = frozenset(self._starred.ids), self._person.answers
        self._known = {one: known for one, known in self._known.items() if one in held}
        asked = (held, answers, self.role)
        if not held or (asked == self._asked and not anew):
            return
        from navigator.refer.ways import ways_of

        self._asked, stops, ways = asked, self._starred.shortlist.stops, ways_of(self.role)
        self.consult(_LANE, lambda refer: refer.before(stops, answers, ways), self._learn, self._fail)

    def consult(self, lane: str, look_up: "Callable[[Refer], Any]", success: Success, failure: Failure) -> None:
        """Look something up about services on a shortlist."""
        self._work.ask(lane, lambda desk: (desk.refer(look_up),), owner=self, success=success, failure=failure)

    def forget(self) -> None:
        """Forget, at once, what is known, and whom it was asked for."""
        for lane in (_LANE, COMPARING):
            self._work.forget(lane)
        self._known.clear()
        self._asked = ()

    def _learn(self, found: "tuple[Before, ...]") -> None:
        self._known = {one.id: one for one in found}
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._asked = ()
        self.failed.emit(error)
