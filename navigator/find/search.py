"""Search as you type: a page of the best services at once, then how many there are and the counts of the filters."""

import gc
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Final

from navigator.directory import Place, Places, Point
from navigator.find.candidates import EVERY, MOST, Candidates
from navigator.find.entry import Entry
from navigator.find.facts import Facts, Judge, nobody
from navigator.find.filters import Filters, Sieve, counts, sieve
from navigator.find.hours import Hours, Opening, london_now, way_in
from navigator.find.lexicon import Lexicon
from navigator.find.orders import CHECKS, READINGS, Listed, Order, Orders, feasible
from navigator.find.query import Query, Reader
from navigator.find.ranking import Match, Ranker, Scored
from navigator.find.thesaurus import Thesaurus

STAGES: Final = 3
"""How many steps there are to opening a search."""
_KEPT_ENTRIES: Final = 3_000
_A_MINUTE: Final = timedelta(minutes=1)
_WORTH_SHOWING: Final = 0.15
"""A service scoring less than this part of the best is not an answer."""


@dataclass(frozen=True, slots=True)
class Result:
    """One service in a list, and why it is there.

    ``distance_m`` is metres from the place asked for; ``checked`` the ISO day somebody last asked the provider,
    and ``website_read`` that on which they last read its website to check it, "" for never;
    ``not_said`` the filters its listing says nothing about; ``points`` where it is, as far as that may be known.
    ``outcome`` is where it stands by what one person said, "" where nobody's answers were asked with.
    """

    key: int
    id: str
    name: str
    organization: str
    description: str
    status: str
    areas: tuple[str, ...]
    stance: str
    routes: tuple[str, ...]
    phone: str | None
    open: Opening
    distance_m: float | None
    checked: str | None
    newest: str
    matched: tuple[Match, ...] = ()
    not_said: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    outcome: str = ""
    website_read: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The first results of a query in an order, those that do not say to a filter last.

    ``total`` is how many there are in all where that is known already, else None: ask ``Search.rest``. ``order`` is the
    one they are in: best first where the nearest were asked for and there is no place to measure from.
    """

    query: Query
    filters: Filters
    results: tuple[Result, ...]
    total: int | None
    order: Order = "best"


@dataclass(frozen=True, slots=True)
class Rest:
    """All answers to a query by key, in order; how many of them say yes to every filter; counts for each choice."""

    keys: tuple[int, ...]
    said: int
    counts: dict[str, dict[str, int]]

    @property
    def total(self) -> int:
        """How many services answer."""
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Scored services that pass, in order, with the sieve they passed; ``whole`` when no more can be found.

    ``browsed`` are the keys of services by name, where nothing was asked that they could be scored by.
    """

    scored: tuple[Scored, ...]
    sieve: Sieve
    whole: bool
    browsed: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys, in order."""
        return self.browsed or tuple(found.entry.key for found in self.scored)


class Search:
    """Searches one directory over one connection, in one thread; sees its changes.

    Words and phrases are looked up in the directory when they are asked for, so that opening it takes some 20 ms.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        at: datetime | None = None,
        begin: Callable[[int], None] = lambda _stage: None,
        judge: Judge = nobody,
    ) -> None:
        """Search the directory behind a read-only connection, as at a moment (by default, each time, now).

        ``judge`` holds its services, as they are when it is called, against the answers in ``Filters.fits``.
        ``begin`` is called with the number of each of the ``STAGES`` of opening it as it begins.
        What it raises ends it.
        """
        self._connection = connection
        self._at = at
        self._judge = judge
        self._hours = Hours(at)
        self._listing: tuple[_Answer, Order, Listed] | None = None
        self._load(begin)

    def _load(self, begin: Callable[[int], None] = lambda _stage: None) -> None:
        begin(0)
        version = self._data_version()
        self.places = Places(self._connection)
        begin(1)
        self._lexicon = Lexicon(self._connection)
        self._reader = Reader(self._lexicon, Thesaurus(self._connection), self.places)
        self.facts = Facts(self._connection, self._judge)
        self._orders = Orders(self._connection, self.facts)
        self._ranker = Ranker(self._lexicon)
        self._candidates = Candidates(self._connection, self._lexicon)
        self._entries: dict[int, Entry] = {}
        self._last: tuple[Query, Filters, _Answer] | None = None
        self._sieved: tuple[Filters, Sieve] | None = None
        self._checks = dict(self._connection.execute(CHECKS))
        self._readings = dict(self._connection.execute(READINGS))
        begin(2)
        self._answer(self.read("a"), Filters())
        _set_aside()
        self._version = version

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _refresh(self) -> None:
        """Take in what another connection changed, and the time that has passed."""
        if self._data_version() != self._version:
            self._load()
        if self._at is None and london_now() - self._hours.at >= _A_MINUTE:
            self._hours = Hours()
            self._last = self._sieved = None

    def read(self, text: str, *, exact: bool = False) -> Query:
        """What a text stands for, with corrections and expansions; ``exact`` corrects nothing."""
        return self._reader.read(text, exact=exact)

    def first(
        self,
        text: str,
        filters: Filters | None = None,
        limit: int = 50,
        *,
        exact: bool = False,
        order: Order = "best",
    ) -> Page:
        """The first results; the best first are quick enough for every keystroke, other orders look at all answers."""
        self._refresh()
        filters = filters or Filters()
        query = self.read(text, exact=exact)
        answer = self._answer(query, filters)
        origin = filters.near or query.place
        order = feasible(order, origin)
        if order != "best":
            return self._first_of_all(query, filters, limit, order)
        named = ((entry, ()) for entry in self._read_entries(list(answer.browsed[:limit])))
        scored = ((found.entry, found.matches) for found in answer.scored[:limit])
        results = tuple(self._result(entry, origin, why, answer.sieve) for entry, why in chain(named, scored))
        return Page(query, filters, results, len(answer.keys) if answer.whole else None)

    def rest(self, page: Page) -> Rest:
        """Everything behind a page: all keys in its order, and the counts beside each choice of the filters."""
        self._refresh()
        listed = self._listed(page.query, page.filters, page.order)
        found = counts(listed.matching, page.filters, self.facts, self._hours)
        return Rest(listed.keys, listed.said, found)

    def total(self, text: str, filters: Filters, *, exact: bool = False) -> int:
        """How many services answer, where nothing else is asked about them."""
        self._refresh()
        query = self.read(text, exact=exact)
        answer = self._answer(query, filters)
        if answer.whole:
            return len(answer.keys)
        return (self._matching(query, answer) & answer.sieve.passing).bit_count()

    def meant(self, word: str) -> tuple[str, ...]:
        """What a word that no listing holds may have meant, of words some do, best first; none for one that some do."""
        lexicon = self._lexicon
        if lexicon.count(word) or any(map(lexicon.count, lexicon.inflections(word))):
            return ()
        return tuple(guess.word for guess in lexicon.guesses(word) if lexicon.count(guess.word))

    def lines(self, keys: Iterable[int], page: Page | None = None) -> list[Result]:
        """The list lines of some services, as for the rows about to be painted."""
        self._refresh()
        origin = (page.filters.near or page.query.place) if page else None
        chosen = self._sieve(page.filters) if page else Sieve(0, 0, {})
        return [self._result(entry, origin, (), chosen) for entry in self._read_entries(list(keys))]

    def _answer(self, query: Query, filters: Filters) -> _Answer:
        if self._last is not None and self._last[:2] == (query, filters):
            return self._last[2]
        answer = self._work_out(query, filters)
        self._last = (query, filters, answer)
        return answer

    def _first_of_all(self, query: Query, filters: Filters, limit: int, order: Order) -> Page:
        """The first results in an order that only the whole list tells."""
        listed, chosen = self._listed(query, filters, order), self._sieve(filters)
        entries = self._read_entries(list(listed.keys[:limit]))
        matches = {found.entry.key: found.matches for found in self._ranker.rank(query, entries)}
        origin = filters.near or query.place
        results = tuple(self._result(entry, origin, matches.get(entry.key, ()), chosen) for entry in entries)
        return Page(query, filters, results, len(listed.keys), order)

    def _listed(self, query: Query, filters: Filters, order: Order) -> Listed:
        answer = self._answer(query, filters)
        if self._listing is None or self._listing[0] is not answer or self._listing[1] != order:
            matching, origin = self._matching(query, answer), filters.near or query.place
            listed = self._orders.listed(query, answer.keys, answer.scored, matching, answer.sieve, order, origin)
            self._listing = answer, order, listed
        return self._listing[2]

    def _sieve(self, filters: Filters) -> Sieve:
        if self._sieved is None or self._sieved[0] != filters:
            self._sieved = (filters, sieve(filters, self.facts, self._hours))
        return self._sieved[1]

    def _work_out(self, query: Query, filters: Filters) -> _Answer:
        chosen = self._sieve(filters)
        if not query.concepts:
            return self._browse(chosen)
        if self._lexicon.services <= EVERY:
            passing = self.facts.holds(chosen.passing)
            found = [scored for scored in _worth(self._ranked(query)) if passing(scored.entry.key)]
            return _Answer(tuple(_said_first(found, chosen)), chosen, whole=True)
        if not filters.chosen():
            return _Answer(tuple(_worth(self._ranked(query))), chosen, whole=False)
        said = self._ranked(query, chosen.said)
        silent = self._ranked(query, chosen.silent) if len(said) < MOST else []
        return _Answer((*said, *silent), chosen, whole=False)

    def _ranked(self, query: Query, passing: int | None = None) -> list[Scored]:
        if passing == 0:
            return []
        keys = self._candidates.keys(query, None if passing is None else self.facts.holds(passing))
        return self._ranker.rank(query, self._read_entries(keys))

    def _browse(self, chosen: Sieve) -> _Answer:
        """Everything that passes, by name, closed services last: what a filter alone, or no query, gives."""
        closed = self.facts.code("status:closed")
        wanted = [chosen.said & ~closed, chosen.said & closed, chosen.silent & ~closed, chosen.silent & closed]
        keys: list[int] = []
        for bits in wanted:
            keys += self._by_name(bits, EVERY - len(keys))
        return _Answer((), chosen, whole=len(keys) == chosen.passing.bit_count(), browsed=tuple(keys))

    def _by_name(self, bits: int, most: int) -> list[int]:
        if not bits or most <= 0:
            return []
        rows = self._connection.execute("SELECT key FROM search_entry ORDER BY name, key")
        return list(islice(filter(self.facts.holds(bits), (key for (key,) in rows)), most))

    def _matching(self, query: Query, answer: _Answer) -> int:
        """Every service that answers, filters aside, as a bit set."""
        if not query.concepts:
            return self.facts.everyone
        if self._lexicon.services <= EVERY:
            found = _worth(self._ranked(query, None))
            return self.facts.bits_of(scored.entry.key for scored in found)
        return self.facts.bits_of(self._candidates.all_keys(query)) | self.facts.bits_of(
            scored.entry.key for scored in answer.scored
        )

    def _read_entries(self, keys: list[int]) -> list[Entry]:
        """The entries of some keys, in their order; the latest used are kept."""
        missing = [key for key in keys if key not in self._entries]
        if len(self._entries) + len(missing) > _KEPT_ENTRIES:
            self._entries = {key: self._entries[key] for key in keys if key in self._entries}
        for start in range(0, len(missing), 500):
            some = missing[start : start + 500]
            rows = self._connection.execute(_ENTRIES.format(",".join("?" * len(some))), some)
            self._entries.update((row[0], Entry(*row)) for row in rows)
        return [self._entries[key] for key in keys if key in self._entries]

    def _result(self, entry: Entry, origin: Place | None, matched: tuple[Match, ...], chosen: Sieve) -> Result:
        line = entry.line
        way = way_in(line["routes"], line["types"], line["delivery"], has_phone=bool(line["phone"]))
        return Result(
            key=entry.key,
            id=line["id"],
            name=line["name"],
            organization=line["organization"],
            description=line["description"],
            status=line["status"],
            areas=tuple(line["areas"]),
            stance=line["stance"],
            routes=tuple(line["routes"]),
            phone=line["phone"],
            open=self._hours.opening(line["hours"], way, line["status"], line["hours_date"] if line["hours"] else ""),
            distance_m=entry.distance(origin),
            checked=self._checks.get(entry.key),
            newest=entry.fresh,
            matched=matched,
            not_said=chosen.not_said(entry.key) if chosen.silent else (),
            points=entry.points,
            outcome=chosen.outcome(entry.key),
            website_read=self._readings.get(entry.key, ""),
        )


def _set_aside() -> None:
    """Keep the garbage collector from walking all that a program begins with, for 10 ms, at some later keystroke."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


_ENTRIES: Final = """
SELECT key, name, also, organization, kinds, place, description, details, codes, fresh, line
FROM search_entry WHERE key IN ({})
"""


def _worth(scored: list[Scored]) -> list[Scored]:
    """Those that score a fair part of the best."""
    best = max((found.score for found in scored), default=0.0)
    return [found for found in scored if found.score >= _WORTH_SHOWING * best]


def _said_first(scored: Iterable[Scored], chosen: Sieve) -> list[Scored]:
    """The same, those that say yes to every filter before those that do not say."""
    return sorted(scored, key=lambda found: not chosen.said >> found.entry.key & 1)
