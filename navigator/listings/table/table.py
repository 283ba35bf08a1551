"""The table of all listings for a coordinator: keys in an order and a view, and the rows of a screen when it is drawn.

Filtering is one statement, and so is what each order goes by. What was read is kept until the directory changes.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from navigator.find.hours import london_now
from navigator.listings.checks.due_days import DueDays, Report
from navigator.listings.table import views
from navigator.listings.table.conflicts import find_conflicts
from navigator.listings.table.rows import Row, read_rows
from navigator.listings.table.views import EVERYTHING, View
from navigator.text import words

Order: TypeAlias = Literal["name", "organization", "borough", "checked", "newest", "status", "changed", "due"]
"""What the table can be sorted by."""
ORDERS: Final[Mapping[Order, str]] = {
    "name": "Name",
    "organization": "Organisation",
    "borough": "Borough",
    "checked": "Checked",
    "newest": "Newest page",
    "status": "Status",
    "changed": "Changed",
    "due": "Next check",
}
"""The orders, each with the heading of its column."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A view and how many listings it holds."""

    view: View
    count: int


class Table:
    """The listings of one directory over one read-only connection, in one thread; sees its changes."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date | None = None,
        reported: Mapping[str, Report] | None = None,
    ) -> None:
        """Over a directory as at a day, London's today each time by default.

        ``reported`` is what workers met, by the id of the service.
        """
        self._connection = connection
        self._today = today
        self._reported = reported or {}
        self._kept: _Kept | None = None

    def keys(
        self, view: View = EVERYTHING, text: str = "", order: Order = "name", *, descending: bool = False
    ) -> "array[int]":
        """The keys of what a view holds and a typed text finds, in an order; those alike in it by name.

        A text finds words that begin as its own do: in names, in the organisation and in the id.
        """
        kept = self._now
        listed = kept.sorted(order, descending=descending)
        filters = [*([] if view.kind == "all" else [kept.held(view)]), *([kept.found(text)] if words(text) else [])]
        if not filters:
            return listed
        wanted = frozenset.intersection(*filters)
        return array("q", [key for key in listed if key in wanted])

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows of some listings by key, as for those about to be painted; keys that no listing has are left out."""
        return read_rows(self._connection, keys, self._now.days)

    def count(self, view: View = EVERYTHING, text: str = "") -> int:
        """How many listings a view holds that a text finds."""
        return len(self.keys(view, text))

    def views(self) -> tuple[Counted, ...]:
        """The views that are of no one borough or organisation, in the order of their menu, with their counts."""
        return tuple(Counted(view, self.count(view)) for view in views.FIXED)

    def boroughs(self) -> tuple[Counted, ...]:
        """A view for each borough that some listing names, then for the wider areas, with their counts."""
        return self._each("borough", views.BOROUGHS)

    def organizations(self) -> tuple[Counted, ...]:
        """A view for each organisation that runs a listed service, by name, with their counts."""
        return self._each("organization", views.ORGANIZATIONS)

    def _each(self, kind: Literal["borough", "organization"], sql: str) -> tuple[Counted, ...]:
        return tuple(Counted(View(kind, name), count) for name, count in self._connection.execute(sql))

    @property
    def _now(self) -> "_Kept":
        """What was read, as long as the directory and the day are the same."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        state = int(version), self._today or london_now().date()
        if self._kept is None or self._kept.state != state:
            self._kept = _Kept(self._connection, state, self._reported)
        return self._kept


class _Kept:
    """What was read of a directory in one state: its version for this connection, and the day."""

    def __init__(self, connection: sqlite3.Connection, state: tuple[int, date], reported: Mapping[str, Report]) -> None:
        self.state = state
        self.days = DueDays(connection, state[1], reported)
        self._connection = connection
        self._reported = reported
        self._values: dict[Order, Sequence[str | int]] = {}
        self._sorted: dict[tuple[Order, bool], array[int]] = {}
        self._held: dict[View, frozenset[int]] = {}
        self._found: tuple[list[str], frozenset[int]] = ([], frozenset())

    def sorted(self, order: Order, *, descending: bool) -> "array[int]":
        """All keys in an order."""
        if order == "name" and not descending:
            return self._by_name
        if (order, descending) not in self._sorted:
            self._sorted[order, descending] = self._sort(order, descending=descending)
        return self._sorted[order, descending]

    def held(self, view: View) -> frozenset[int]:
        """The keys of what a view holds."""
        if view not in self._held:
            self._held[view] = frozenset(self._hold(view))
        return self._held[view]

    def found(self, text: str) -> frozenset[int]:
        """The keys of what a text finds: all its words, each as the beginning of one, or all together in the id."""
        asked = words(text)
        if self._found[0] != asked:
            beginnings = " AND ".join(f'"{word}" *' for word in asked)
            values = f"{{name also organization}} : ({beginnings})", f"%-{'-'.join(asked)}%"
            self._found = asked, frozenset(self._keys(views.FOUND, values))
        return self._found[1]

    @cached_property
    def _by_name(self) -> "array[int]":
        return array("q", self._keys("SELECT key FROM search_entry ORDER BY name, key"))

    def _sort(self, order: Order, *, descending: bool) -> "array[int]":
        if order == "name":
            return self._by_name[::-1]
        return array("q", sorted(self._by_name, key=self._going_by(order).__getitem__, reverse=descending))

    def _going_by(self, order: Order) -> Sequence[str | int]:
        """What each listing has in an order, by key."""
        if order not in self._values:
            values: list[str | int] = list(_BEFORE.get(order, [""])) * (max(self._by_name, default=0) + 1)
            for key, value in _VALUES[order](self):
                values[key] = value
            self._values[order] = values
        return self._values[order]

    def _hold(self, view: View) -> Iterable[int]:
        match view.kind:
            case "due":
                return self.days.due(set(self._keys(views.RUNNING)))
            case "reported":
                ids = [service_id for service_id, report in self._reported.items() if report.wrong]
                return (key for service_id in ids for key in self._keys(_KEY_OF, (service_id,)))
            case "conflicts":
                return find_conflicts(self._connection)
            case kind:
                return self._keys(views.STATEMENTS[kind], {"of": view.of, "since": _month_began(self.state[1])})

    def _keys(self, sql: str, values: Sequence[str] | Mapping[str, str] = ()) -> Iterable[int]:
        return (key for (key,) in self._connection.execute(sql, values))

    def rows(self, sql: str) -> Iterable[tuple[int, str]]:
        """Keys with a value each."""
        return self._connection.execute(sql)

    def due_values(self) -> Iterable[tuple[int, str]]:
        """The day each listing is due, with those that are closed after all others."""
        lapses = self.days.lapses
        yield from ((key, lapse.due_on) for key, lapse in lapses.items())
        yield from ((key, self.days.due_on(key, lapses.get(key))) for key in self.days.reported)
        yield from ((key, _LAST) for key in self._keys(views.CLOSED))

    def organizations(self) -> Iterable[tuple[int, int]]:
        """The place of each listing's organisation among them all, by name."""
        names = self._connection.execute("SELECT key, name FROM organization").fetchall()
        places = {key: n for n, (key, _) in enumerate(sorted(names, key=lambda one: one[1].casefold()))}
        return ((key, places[of]) for key, of in self._connection.execute(_ORGANIZATIONS))

    def statuses(self) -> Iterable[tuple[int, int]]:
        """Running first, then unclear, then closed."""
        for n, status in enumerate(("unclear", "closed"), 1):
            yield from ((key, n) for key in self._keys(_WITH_STATUS, (f'codes : "status:{status}"',)))


def _month_began(day: date) -> str:
    """When the month of a day began in London, as the history writes it."""
    began = datetime(day.year, day.month, 1, tzinfo=ZoneInfo("Europe/London"))
    return began.astimezone(UTC).isoformat(timespec="seconds")


_LAST: Final = "\U0010ffff"
_KEY_OF: Final = "SELECT key FROM service WHERE id = ?"
_WITH_STATUS: Final = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
_ORGANIZATIONS: Final = "SELECT key, organization_key FROM service ORDER BY organization_key"
_BEFORE: Final[Mapping[Order, list[str | int]]] = {"organization": [0], "status": [0], "borough": [_LAST]}
"""What a listing has in an order that says nothing there: nothing, which comes first, but for a borough last."""
_VALUES: Final[Mapping[Order, Callable[[_Kept], Iterable[tuple[int, str | int]]]]] = {
    "organization": _Kept.organizations,
    "borough": lambda kept: kept.rows("SELECT service_key, name FROM service_area WHERE position = 0"),
    "checked": lambda kept: kept.rows(
        "SELECT service_key, max(checked_on) FROM verification WHERE method <> 'website' GROUP BY service_key"
    ),
    "newest": lambda kept: kept.rows("SELECT key, fresh FROM search_entry"),
    "status": _Kept.statuses,
    "changed": lambda kept: kept.rows(
        "SELECT s.key, max(c.made_at) FROM change c JOIN service s ON s.id = c.service_id "
        "WHERE c.kind NOT IN ('verify', 'no-answer') GROUP BY c.service_id"
    ),
    "due": _Kept.due_values,
}
"""What each order goes by."""
