"""What is being asked, and all that is asked of the search thread for it. It holds no widgets."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from ui.find.asked import Asked
from ui.shell.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from navigator.directory import Place
    from navigator.find import Filters, Page
    from navigator.find.loosen import Loosening
    from navigator.find.menu import Found
    from navigator.find.orders import Order
    from ui.find.desk import Answer, Desk, Others

_MOST_PINS: Final = 400


class Inquiry(QObject):
    """One question after another, each made from the last by what a person types, chooses or presses.

    ``asked`` is the question now; ``answered`` the last one whose answers are all known.
    """

    changed = Signal(object)
    """The new ``Asked``, before any answer to it."""
    answer = Signal(object)
    """An ``Answer``: the first results."""
    others = Signal(object)
    """An ``Others``: all results by key, and the filters."""
    place_read = Signal(str, bool)
    """What the place box says, and whether it knows the place."""
    failed = Signal(object)
    """The exception because of which the directory cannot be read."""

    def __init__(self, work: "Work[Desk]", parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.asked = Asked()
        self.answered: Asked | None = None
        self.page: Page | None = None
        self._waiting = False

    @property
    def filters(self) -> "Filters":
        """The filters of the question now."""
        from navigator.find import Filters

        return self.asked.filters or Filters()

    @property
    def waiting(self) -> bool:
        """Whether the first results of the newest question are still to come."""
        return self._waiting

    @property
    def origin(self) -> "Place | None":
        """The place that distances are measured from."""
        return (self.page.filters.near or self.page.query.place) if self.page else None

    def ask(self, asked: Asked) -> None:
        """Ask this in place of what was asked."""
        self.asked, self.answered, self._waiting = asked, None, True
        self.changed.emit(asked)
        self._work.forget("rows")
        self._ask("find", lambda desk: desk.find(asked), partial(self._take, asked))

    def again(self) -> None:
        """Ask the same once more."""
        self.ask(self.asked)

    def type(self, text: str) -> None:
        """The words are these now."""
        self.ask(self.asked._replace(text=text, exact=False))

    def exactly(self) -> None:
        """Take the words as they were typed."""
        self.ask(self.asked._replace(exact=True))

    def order_by(self, order: "Order") -> None:
        """Put the results in another order."""
        self.ask(self.asked._replace(order=order))

    def toggle(self, name: str, code: str) -> None:
        """Choose one choice of a filter, or let go of it."""
        from navigator.find.menu import toggled

        self.ask(self.asked._replace(filters=toggled(self.filters, name, code)))

    def change(self, **values: Any) -> None:
        """Set some fields of the filters."""
        from dataclasses import replace

        self.ask(self.asked._replace(filters=replace(self.filters, **values)))

    def clear_filters(self) -> None:
        """Let go of every choice."""
        self.ask(self.asked._replace(filters=None))

    def loosen(self, way: "Loosening") -> None:
        """Ask what was offered where nothing was found."""
        self.ask(self.asked._replace(text=way.text, filters=self._as_answered(way.filters), exact=False))

    def look(self, filters: "Filters") -> None:
        """Ask for all that some filters let through."""
        self.ask(self.asked._replace(text="", filters=self._as_answered(filters), exact=False))

    def start_again(self) -> None:
        """Forget the words and the choices."""
        self.ask(Asked(order=self.asked.order))

    def find_place(self, text: str) -> None:
        """Ask what a text in the place box means, and search near it."""
        filters = self.asked.filters
        self._ask("place", lambda desk: (desk.place(text, filters),), self._take_place)

    def fetch(
        self,
        name: str,
        look_up: "Callable[[Desk], Any]",
        success: "Callable[[Any], None]",
        failure: "Callable[[Exception], None] | None" = None,
    ) -> None:
        """Look one thing up for the page; of the same name, the newest wins."""
        self._ask(name, lambda desk: (look_up(desk),), success, failure)

    def forget(self, name: str) -> None:
        """Nobody waits any more for what was looked up under a name."""
        self._work.forget(name)

    def fetch_lines(self, keys: "Sequence[int]", success: "Callable[[Any], None]") -> None:
        """The lines of some of the answers, by key."""
        page = self.page
        if page is not None and keys:
            self.fetch("rows", lambda desk: desk.lines(keys, page), success)

    def fetch_spots(self, keys: "Sequence[int]", success: "Callable[[Any], None]") -> None:
        """Where the first of the answers are."""
        page = self.page
        if page is not None:
            self.fetch("spots", lambda desk: desk.spots(keys[:_MOST_PINS], page), success)

    def _ask(
        self,
        lane: str,
        find: "Callable[[Desk], Iterable[Any]]",
        success: "Callable[[Any], None]",
        failure: "Callable[[Exception], None] | None" = None,
    ) -> None:
        self._work.ask(lane, find, owner=self, success=success, failure=failure or self.failed.emit)

    def _take(self, asked: Asked, found: "Answer | Others") -> None:
        from ui.find.desk import Answer

        if asked != self.asked:
            return
        if isinstance(found, Answer):
            self._waiting, self.page = False, found.page
            self.answer.emit(found)
        else:
            self.others.emit(found)
            self.answered = asked

    def _take_place(self, found: "Found") -> None:
        self.place_read.emit(found.says, found.known)
        if found.known:
            self.ask(self.asked._replace(filters=self._as_answered(found.filters)))

    def _as_answered(self, filters: "Filters") -> "Filters":
        """Filters that were made some time ago, without a person's answers that were let go of since."""
        from dataclasses import replace

        fits = self.filters.fits
        return replace(filters, fits=fits) if filters.fits not in {None, fits} else filters
