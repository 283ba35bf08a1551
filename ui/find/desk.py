"""The directory as the search thread holds it open, and the few things the window asks of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, Final, TypeVar

from navigator.directory import Place, Point, Store, read_listing
from navigator.directory.atlas import Atlas, read_atlas
from navigator.directory.labels import read_attribution, read_labels
from navigator.directory.store import explained
from navigator.directory.watch import Watch
from navigator.errors import NavigatorError
from navigator.find import Filters, Page, Search
from navigator.find.facts import Said
from navigator.find.filters import choices
from navigator.find.line import Line, line, understood
from navigator.find.loosen import Loosening, loosenings
from navigator.find.menu import Chip, Found, Subject, chips, read_place, subjects
from navigator.find.number import next_number
from navigator.find.search import STAGES as STAGES_OF_SEARCH
from navigator.find.sheet import Sheet, sheet
from ui.find.asked import Asked

if TYPE_CHECKING:
    from navigator.check import Answers, Check
    from navigator.listings.listings import Listings
    from navigator.pathways import Catch22, Pathways
    from navigator.refer.refer import Refer

_Found = TypeVar("_Found")
_STEPS_BETWEEN_LOOKS: Final = 20_000
"""How many steps SQLite takes before it looks whether it should stop: below a millisecond."""
_AT_ONCE: Final = 20
"""More results than a window shows at first; the others are fetched when they are scrolled to."""
_CACHE_KB: Final = 256
"""The system keeps the file in memory anyhow: SQLite's own 2 MB make nothing faster."""
_LET_DRAW_S: Final = 0.02
"""The first results are drawn before all others are counted, unless something new is asked meanwhile."""
STAGES: Final = 2 + STAGES_OF_SEARCH
"""How many steps there are to opening a directory."""
_WORKED_OUT: Final = ("_check", "_pathways", "_refer")
"""What is worked out from the directory and does not see that it changed."""
_GONE: Final = "This listing is no longer in the directory. Search again to see what is there now."


class UnopenedError(NavigatorError):
    """A directory cannot be opened; ``store`` says where it is, and where its backups are."""

    def __init__(self, says: str, store: Store) -> None:
        super().__init__(says)
        self.store: Final = store


@dataclass(frozen=True, slots=True)
class Answer:
    """The first results of a query in words; ``said`` is what was taken for what was typed."""

    page: Page
    lines: tuple[Line, ...]
    said: str
    chips: tuple[Chip, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the results."""
        return tuple(line.key for line in self.lines)


@dataclass(frozen=True, slots=True)
class Others:
    """All the answers by key, how many of them say yes to every filter, and the filters with their counts.

    Where there are none, ``ways_on`` are searches that find some; they come a moment later.
    """

    keys: tuple[int, ...]
    said: int
    subjects: tuple[Subject, ...]
    ways_on: tuple[Loosening, ...] = ()


class Desk:
    """One open directory; used by one thread, except ``interrupt``."""

    def __init__(self, store: Store, begin: Callable[[int], None] | None = None) -> None:
        """Open the directory; raises ``UnopenedError`` where that cannot be done.

        ``begin`` is called with the number of each of the ``STAGES`` as it begins, from 0; what it raises ends it.
        """
        begin = begin or (lambda _stage: None)
        begin(0)
        self.store: Final = store
        self._path = store.path
        try:
            self._connection = store.connect()
        except NavigatorError as error:
            raise UnopenedError(str(error), store) from error
        self._watch = Watch(self._connection, self._path)
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._stopped = Event()
        self._connection.set_progress_handler(self._stopped.is_set, _STEPS_BETWEEN_LOOKS)
        try:
            with self._explained():
                self._search = Search(self._connection, begin=lambda stage: begin(1 + stage), judge=self._judge)
                self._labels = read_labels(self._connection)
                self._boroughs = self._search.places.boroughs()
        except NavigatorError as error:
            self._connection.close()
            raise UnopenedError(str(error), store) from error
        except BaseException:
            self._connection.close()
            raise
        begin(STAGES)

    @property
    def stale(self) -> bool:
        """Whether the directory is another file now; if it was only changed, what was worked out from it is let go."""
        if self.store.path != self._path:
            return True
        with self._explained():
            seen = self._watch.look()
        if seen == "changed":
            for name in _WORKED_OUT:
                self.__dict__.pop(name, None)
        return seen in {"replaced", "gone"}

    @property
    def edition(self) -> object:
        """Another after each change to the directory."""
        return self._watch.edition

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

    def credit(self) -> str:
        """Whom the geography is owed to."""
        with self._explained():
            return read_attribution(self._connection)

    def find(self, asked: Asked) -> Iterator[Answer | Others]:
        """The first results at once, then all the others by key."""
        filters = asked.filters or Filters()
        with self._explained():
            page = self._search.first(asked.text, filters, _AT_ONCE, exact=asked.exact, order=asked.order)
            lines = tuple(line(result, self._labels, page.query) for result in page.results)
            chosen = chips(filters, self._labels, self._boroughs)
        yield Answer(page, lines, understood(page.query), chosen)
        self._stopped.wait(_LET_DRAW_S)
        with self._explained():
            rest = self._search.rest(page)
            offered = choices(self._search.facts)
            parts = subjects(filters, rest.counts, offered, self._labels, self._boroughs)
        yield Others(rest.keys, rest.said, parts)
        if not rest.keys:
            with self._explained():
                ways_on = loosenings(self._search, asked.text, filters, self._labels, exact=asked.exact)
            yield Others(rest.keys, rest.said, parts, ways_on)

    def lines(self, keys: Sequence[int], page: Page) -> dict[int, Line]:
        """The lines of some of the answers to a query, by key."""
        with self._explained():
            found = self._search.lines(keys, page)
            return {result.key: line(result, self._labels, page.query) for result in found}

    def sheet(self, service_id: str, origin: Place | None) -> Sheet:
        """One whole listing; raises ``NavigatorError`` where there is none any more."""
        with self._explained():
            listing = read_listing(self._connection, service_id)
            if listing is None:
                raise NavigatorError(_GONE)
            instead = None if listing.phones else next_number(self._connection, listing)
        return sheet(listing, self._labels, origin=origin, instead=instead)

    def catch_22s(self, service_id: str) -> "tuple[Catch22, ...]":
        """The known catch-22s of which something one listing says is half; none where there is no such listing."""
        from navigator.pathways.catch22s import on_listing

        with self._explained():
            listing = read_listing(self._connection, service_id)
        return on_listing(self._catch_22s, listing) if listing else ()

    def atlas(self) -> Atlas:
        """The outlines of the boroughs and the places of the postcode sectors."""
        with self._explained():
            return read_atlas(self._connection)

    def spots(self, keys: Sequence[int], page: Page) -> tuple[tuple[int, str, str, Point], ...]:
        """Where the first answers are, as far as known: number in the list, id, name and point."""
        with self._explained():
            found = self._search.lines(keys, page)
        numbers = {key: number for number, key in enumerate(keys, start=1)}
        return tuple((numbers[one.key], one.id, one.name, point) for one in found for point in one.points)

    def consult(self, look_up: "Callable[[Check], _Found]") -> _Found:
        """Look something up among what is open to a person."""
        with self._explained():
            return look_up(self._check)

    def pathways(self, look_up: "Callable[[Pathways], _Found]") -> _Found:
        """Look something up among situations, transitions and who does what."""
        with self._explained():
            return look_up(self._pathways)

    def refer(self, look_up: "Callable[[Refer], _Found]") -> _Found:
        """Look something up about services on a shortlist."""
        with self._explained():
            return look_up(self._refer)

    def listings(self, look_up: "Callable[[Listings], _Found]") -> _Found:
        """Look something up for keeping listings true."""
        with self._explained():
            return look_up(self._listings)

    @cached_property
    def _listings(self) -> "Listings":
        from navigator.listings.listings import Listings
        from navigator.refer.experience import Experience

        return Listings(self._connection, Experience(self.store.folder))

    @cached_property
    def _refer(self) -> "Refer":
        from navigator.refer.experience import Experience
        from navigator.refer.refer import Refer

        return Refer(self._connection, self._check, self._pathways, Experience(self.store.folder))

    @cached_property
    def _catch_22s(self) -> "tuple[Catch22, ...]":
        from navigator.pathways.catch22s import read_catch22s

        return read_catch22s()

    @cached_property
    def _pathways(self) -> "Pathways":
        from navigator.pathways import Pathways

        return Pathways(self._search, self._connection, self._check)

    @cached_property
    def _check(self) -> "Check":
        from navigator.check import Check

        return Check(self._search, self._connection, self._labels)

    def _judge(self, answers: "Answers") -> Said:
        """What somebody's answers let through."""
        return self._check.fits(answers)

    def place(self, text: str, filters: Filters | None) -> Found:
        """What a text in the place box means."""
        with self._explained():
            return read_place(text, filters or Filters(), self._search.places)

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self._path)
