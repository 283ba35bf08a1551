"""What the table asks of the directory: keys, rows, counts, and all that is told of the chosen listing."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from navigator.errors import NavigatorError
from navigator.find.sheet import Sheet
from navigator.listings.checks.due_days import Report
from navigator.listings.table.chosen import Chosen, chosen, ids_of, key_of
from navigator.listings.table.rows import Row
from navigator.listings.table.table import Counted, Order
from navigator.listings.table.views import EVERYTHING, FIXED, View
from ui.listings.keeping import Keeping
from ui.listings.table.model import WINDOW
from ui.listings.table.offered import Organizations

if TYPE_CHECKING:
    from navigator.listings.listings import Listings
    from ui.find.desk import Desk

_GONE: Final = "This listing is no longer in the directory."
_USUAL: Final[dict[str, tuple[Order, bool]]] = {"due": ("due", False), "changed": ("changed", True)}
"""The order a view has at first, and whether it begins with the last; other views go by name."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which listings to show, in which order."""

    view: View = EVERYTHING
    text: str = ""
    order: Order = "name"
    descending: bool = False

    def of(self, view: View) -> "Question":
        """The same of another view, in the order that is usual there."""
        order, descending = _USUAL.get(view.kind, ("name", False))
        return replace(self, view=view, order=order, descending=descending)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The keys of the listings that were asked for, and the first rows that are to be painted.

    ``unread`` says why that is without what workers reported, where that cannot be read.
    """

    question: Question
    keys: "array[int]"
    rows: dict[int, Row]
    unread: str


class Asking(QObject):
    """Asks on the search thread; in each of its lanes the newest question wins.

    ``answered`` has an ``Answer``, ``rows_came`` rows by key (None for a listing that is gone), ``counted`` a view and
    its count, ``boroughs_came`` and ``organizations_came`` those, ``read`` a ``Sheet`` and then a ``Chosen``.
    ``gone`` is why the chosen listing cannot be shown, ``failed`` an error of the directory as a whole.
    """

    answered = Signal(object)
    rows_came = Signal(object)
    counted = Signal(object)
    boroughs_came = Signal(object)
    organizations_came = Signal(object)
    read = Signal(object)
    gone = Signal(object)
    failed = Signal(object)

    def __init__(self, keeping: Keeping, parent: QObject) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._organizations: Sequence[Counted] = ()

    def ask(self, question: Question, first: int) -> None:
        """Ask for listings, with the rows of those around a place."""

        def find(listings: "Listings") -> Answer:
            table = listings.table
            keys = table.keys(question.view, question.text, question.order, descending=question.descending)
            start = max(0, min(first, len(keys)) - WINDOW // 2)
            return Answer(question, keys, table.rows(keys[start : start + 2 * WINDOW]), listings.unread)

        self._look_up("table", find, self.answered.emit)

    def ask_rows(self, keys: "array[int]") -> None:
        """Ask for the rows of some keys."""

        def find(listings: "Listings") -> dict[int, Row | None]:
            rows = listings.table.rows(keys)
            return {key: rows.get(key) for key in keys}

        self._look_up("rows", find, self.rows_came.emit)

    def count(self) -> None:
        """Count all views, one after another: what else is asked meanwhile comes in between."""
        self._count(FIXED)

    def read_chosen(self, key: int) -> None:
        """Ask for all that is told of a listing."""

        def find(desk: "Desk") -> Iterator[Sheet | Chosen]:
            found = desk.listings(partial(_chosen, key=key))
            yield desk.sheet(found.row.id, None)
            yield found

        self._keeping.work.ask("listings-chosen", find, owner=self, success=self.read.emit, failure=self.gone.emit)

    def forget_chosen(self) -> None:
        """Nobody waits for a listing any more."""
        self._keeping.work.forget("listings-chosen")

    def find_key(self, service_id: str, found: Callable[[int | None], None]) -> None:
        """Ask for the key of a listing; None where there is none."""
        self._look_up("key", lambda listings: key_of(listings.connection, service_id), found)

    def find_ids(self, keys: "array[int]", found: Callable[[tuple[str, ...]], None]) -> None:
        """Ask for the ids of listings, in their order."""
        self._look_up("ids", lambda listings: ids_of(listings.connection, keys), found)

    def _count(self, left: Sequence[View]) -> None:
        if not left:
            self._look_up("count", lambda listings: listings.table.boroughs(), self._take_boroughs)
            return
        view, *others = left

        def take(count: int) -> None:
            self.counted.emit(Counted(view, count))
            self._count(others)

        self._look_up("count", lambda listings: listings.table.count(view), take)

    def _take_boroughs(self, boroughs: Sequence[Counted]) -> None:
        self.boroughs_came.emit(boroughs)
        known = self._organizations

        def find(listings: "Listings") -> Organizations | None:
            found = listings.table.organizations()
            return None if found == known else Organizations(found, [one.view.of.casefold() for one in found])

        self._look_up("count", find, self._take_organizations)

    def _take_organizations(self, found: Organizations | None) -> None:
        if found is not None:
            self._organizations = found.counted
            self.organizations_came.emit(found)

    def _look_up(self, lane: str, find: Callable[["Listings"], object], success: Callable[..., None]) -> None:
        self._keeping.look_up(f"table-{lane}", find, owner=self, success=success, failure=self.failed.emit)


def _chosen(listings: "Listings", key: int) -> Chosen:
    row = listings.table.rows([key]).get(key)
    if row is None:
        raise NavigatorError(_GONE)
    return chosen(listings.connection, row, listings.reported.get(row.id, Report()), listings.intervals)
