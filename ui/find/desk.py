"""The directory as the search thread holds it open, and the few things the window asks of it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event
from typing import Final

from navigator.directory import Store, Term, read_listing
from navigator.directory.entry import area_code
from navigator.directory.labels import read_attribution, read_labels
from navigator.directory.store import explained
from navigator.errors import NavigatorError
from navigator.find import Filters, Hours, Page, Rest, Search
from navigator.find.filters import choices
from navigator.find.sheet import Line, Section, line, opening_of, sections, understood

_STEPS_BETWEEN_LOOKS: Final = 20_000
"""How many steps SQLite takes before it looks whether it should stop: below a millisecond."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The first results of a query in words; ``said`` is what was taken for what was typed."""

    page: Page
    keys: tuple[int, ...]
    lines: tuple[Line, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One whole listing in words."""

    id: str
    name: str
    who: str
    mark: str
    does: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, as code and label, and whom the geography behind them is owed to."""

    areas: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    attribution: str


class Desk:
    """One open directory; used by one thread, except ``interrupt``."""

    def __init__(self, store: Store) -> None:
        """Open the directory; raises ``NavigatorError`` where that cannot be done."""
        self._path = store.path
        self._connection = store.connect()
        self._stopped = Event()
        self._connection.set_progress_handler(self._stopped.is_set, _STEPS_BETWEEN_LOOKS)
        try:
            with self._explained():
                self._search = Search(self._connection)
                self._labels = read_labels(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def interrupt(self) -> None:
        """Stop what is being looked up, from any thread, and what the same search would look up next."""
        self._stopped.set()
        self._connection.interrupt()

    def resume(self) -> None:
        """Look things up again."""
        self._stopped.clear()

    def close(self) -> None:
        """Let go of the directory."""
        self._connection.close()

    def choices(self) -> Choices:
        """What the filters offer, and the attribution that goes with it."""
        with self._explained():
            offered = choices(self._search.facts)
            needs = tuple((term.code, term.label) for term in self._labels.terms("need") if _in(term, offered["need"]))
            boroughs = ((area_code(name), name) for name in self._search.places.boroughs())
            areas = tuple(borough for borough in boroughs if borough[0] in offered["area"])
            return Choices(areas, needs, read_attribution(self._connection))

    def find(self, text: str, filters: Filters) -> Iterator[Answer | Rest]:
        """The first results at once, then all the others by key."""
        with self._explained():
            page = self._search.first(text, filters)
            lines = tuple(line(result, self._labels) for result in page.results)
        yield Answer(page, tuple(result.key for result in page.results), lines, understood(page.query))
        with self._explained():
            rest = self._search.rest(page)
        yield rest

    def lines(self, keys: Sequence[int], page: Page) -> dict[int, Line]:
        """The lines of some of the answers to a query, by key."""
        with self._explained():
            return {result.key: line(result, self._labels) for result in self._search.lines(keys, page)}

    def sheet(self, service_id: str) -> Sheet:
        """One whole listing; raises ``NavigatorError`` where there is none any more."""
        with self._explained():
            listing = read_listing(self._connection, service_id)
        if listing is None:
            raise NavigatorError("This listing is no longer in the directory. Search again to see what is there now.")
        hours = Hours()
        week = hours.week(listing.hours.opening_hours, _monday(hours.at.date()))
        parts = sections(listing, self._labels, opening_of(listing), week)
        mark = "" if listing.status == "active" else self._labels.label("status", listing.status)
        return Sheet(listing.id, listing.name, listing.organization.name, mark, listing.description, parts)

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self._path)


def _in(term: Term, codes: Sequence[str]) -> bool:
    return term.code in codes


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
