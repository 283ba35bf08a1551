"""Whether the ways into a service hold when they are walked, whether loops open once their rules go, and how soon.

Every route is replayed through Check: no step may say no to somebody who comes to it, nor the service at its end. The
shipped directory has few rules that block one another, so loops are also looked for in a copy with some added.
"""

import sqlite3
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.checking import EXPERT
from benchmarks.people import people
from benchmarks.typing import WEDNESDAY_MORNING
from benchmarks.window import Measured
from navigator.check import Answers, Check, Questions, read_questions
from navigator.check.bits import keys
from navigator.check.rules import Rule
from navigator.check.services import Services
from navigator.directory import Store, Vocabulary, read_listing
from navigator.directory.labels import read_labels
from navigator.find import Search
from navigator.pathways.gains import MAY_CHANGE, read_gains
from navigator.pathways.routes import Route, Ways, WaysIn

_BY_ANYBODY: Final = frozenset({"self", "drop-in", "professional", "outreach-team"})
_ADDED: Final = (
    ("primary-care", "housing", "excludes", ("rough-sleeping", "sofa-surfing", "at-risk")),
    ("hostel", "gp", "requires", ("registered-locally",)),
    ("assessment", "gp", "requires", ("registered-locally",)),
    ("community-mental-health", "mental-health", "requires", ("under-secondary-care",)),
)
"""Rules by type of service: registering asks for somewhere to stay, that asks for a GP, and a team sees its own."""
_EACH: Final = 5
_FEWER: Final = 4
"""Loops are looked for with one person in so many."""
_MS: Final = 1_000

Removed = tuple[tuple[str, Rule | None], ...]


@dataclass(frozen=True)
class Directory:
    """One directory to find ways in, with Check to walk them."""

    connection: sqlite3.Connection

    @cached_property
    def questions(self) -> Questions:
        """The shipped questions."""
        return read_questions()

    @cached_property
    def labels(self) -> Vocabulary:
        """Its words."""
        return read_labels(self.connection)

    @cached_property
    def search(self) -> Search:
        """A search of it."""
        return Search(self.connection, WEDNESDAY_MORNING)

    @cached_property
    def services(self) -> Services:
        """Its rules."""
        return self.check.now().services

    @cached_property
    def ways(self) -> Ways:
        """What is measured."""
        return Ways(self.connection, self.services, self.check.now().doors, self.labels, self.questions)

    @cached_property
    def check(self) -> Check:
        """What the routes are walked with."""
        return Check(self.search, self.connection, self.labels, self.questions, WEDNESDAY_MORNING)

    def everybody(self, count: int, seed: int) -> Iterator[Answers]:
        """So many people who have answered everything they do not decline; the same for the same seed."""
        choices = {each.facet: tuple(one.value for one in each.choices) for each in self.questions.questions}
        choices["area"] = self.services.boroughs
        for person in people(count, seed, self.questions, sorted(self.services.boroughs)):
            said = Answers(needs=(person.need,))
            for facet in EXPERT:
                said = person.asked(said, facet, choices[facet])
            yield said

    def refusing(self, said: Answers) -> int:
        """The services that say no."""
        return self.services.case(said).standing.says_no

    def changeable(self, said: Answers) -> int:
        """Those of them that say it only for what some service could change."""
        unsaid = said
        for facet in MAY_CHANGE:
            unsaid = unsaid.without(facet)
        return self.refusing(said) & ~self.refusing(unsaid)

    def id(self, key: int) -> str:
        """A service's id."""
        found: str = self.connection.execute("SELECT id FROM service WHERE key = ?", (key,)).fetchone()[0]
        return found

    def replays(self, found: WaysIn, route: Route, said: Answers) -> bool:
        """Whether Check says no to nothing on the route, and every place can be entered by whoever comes to it."""
        referred = set(read_gains().referring(said))
        for step in route.steps:
            if not self._enters(step.id, said, referred):
                return False
            referred |= set(step.referral)
            if step.gives:
                facet, value = step.gives
                others = () if self.questions.question(facet).one_answer else said.of(facet)[0] - {"none"}
                said = said.with_values(facet, {value, *others}, said.of(facet)[1])
        return self._enters(found.id, said, referred)

    def _enters(self, service_id: str, said: Answers, referred: set[str]) -> bool:
        listing = read_listing(self.connection, service_id)
        if listing is None or self.check.detail(service_id, said).card.outcome == "says-no":
            return False
        routes = set(listing.referral_routes)
        return not routes or listing.open_access or listing.anyone_may_apply or bool(routes & (_BY_ANYBODY | referred))


def holding(connection: sqlite3.Connection, path: Path, count: int, seed: int) -> Iterator[Measured]:
    """Routes for some people, walked; and loops, opened.

    They are for every service that says no only for what some service could change, and for a few of the others.
    """
    directory = Directory(connection)
    random = Random(seed)
    said = list(directory.everybody(count, seed))
    found = [(answers, ways) for answers in said for ways in _each(directory, answers, random)]
    routes = [(answers, ways, route) for answers, ways in found for route in ways.routes]
    failing = [ways.id for answers, ways, route in routes if not directory.replays(ways, route, answers)]
    beside: dict[str, float] = {
        "people": len(said),
        "asked for": len(found),
        "with a way in": sum(bool(ways.routes) for _, ways in found),
        "with a loop": sum(bool(ways.loop) for _, ways in found),
        "with a wall": sum(bool(ways.wall) for _, ways in found),
        "routes": len(routes),
    }
    yield Measured("routes that do not hold when walked", len(failing), beside, tuple(sorted(set(failing)))[:_EACH])
    with TemporaryDirectory() as folder:
        shut = _with_rules(path, Path(folder) / "shut.sqlite")
        yield from _opening(shut, said[::_FEWER])


def _each(directory: Directory, said: Answers, random: Random | None = None) -> Iterator[WaysIn]:
    """For all that could change, and a few of the others where they are to be drawn."""
    some = directory.changeable(said)
    others = list(keys(directory.refusing(said) & ~some)) if random else []
    drawn = random.sample(others, min(_EACH, len(others))) if random else []
    return (directory.ways.to(directory.id(key), said) for key in (*keys(some), *drawn))


def _opening(path: Path, said: Sequence[Answers]) -> Iterator[Measured]:
    with closing(_connect(path)) as connection:
        directory = Directory(connection)
        looped = [(answers, ways) for answers in said for ways in _each(directory, answers) if ways.loop]
    by_rules: dict[Removed, list[tuple[Answers, WaysIn]]] = {}
    for answers, ways in looped:
        by_rules.setdefault(ways.loop_rules, []).append((answers, ways))
    closed = [ways for rules, some in by_rules.items() for ways in _closed(path, rules, some)]
    beside: dict[str, float] = {"loops": len(looped), "different": len(by_rules)}
    yield Measured("loops that do not open without their rules", len(closed), beside, tuple(closed[:_EACH]))


def _closed(path: Path, rules: Removed, looped: Sequence[tuple[Answers, WaysIn]]) -> list[str]:
    """The services that no way leads to in a directory without these rules."""
    opened = path.with_name("opened.sqlite")
    copyfile(path, opened)
    with closing(sqlite3.connect(opened)) as connection, connection:
        for service_id, rule in rules:
            _remove(connection, service_id, rule)
    with closing(_connect(opened)) as connection:
        directory = Directory(connection)
        return [ways.id for answers, ways in looped if not directory.ways.to(ways.id, answers).routes]


def _remove(connection: sqlite3.Connection, service_id: str, rule: Rule | None) -> None:
    assert rule, "who has to refer is not added to any loop here"
    for (criterion,) in connection.execute(_CRITERIA, (service_id, rule.facet, rule.rule)).fetchall():
        values = {value for (value,) in connection.execute(_VALUES, (criterion,))}
        if values == set(rule.values):
            connection.execute("DELETE FROM criterion_value WHERE criterion_key = ?", (criterion,))
            connection.execute("DELETE FROM criterion WHERE key = ?", (criterion,))


def _with_rules(path: Path, copy: Path) -> Path:
    """A copy of a directory with rules that block one another, and where nobody has to take an application."""
    copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE service SET anyone_may_apply = 0")
        for kind, facet, rule, values in _ADDED:
            for service, source in connection.execute(_OF_TYPE, (kind,)).fetchall():
                added = connection.execute(_ADD, (service, facet, rule, source, service)).lastrowid
                rows = ((added, place, value) for place, value in enumerate(values))
                connection.executemany("INSERT INTO criterion_value VALUES (?, ?, ?)", rows)
    return copy


def quickness(connection: sqlite3.Connection, count: int, seed: int) -> Iterator[Measured]:
    """The time for all ways into one service: services that say no, half of them for what could change."""
    directory = Directory(connection)
    random = Random(seed)
    times = list[float]()
    for said in directory.everybody(count, seed):
        for some in (directory.refusing(said), directory.changeable(said)):
            every = list(keys(some))
            for key in random.sample(every, min(_EACH, len(every))):
                service_id = directory.id(key)
                started = perf_counter()
                directory.ways.to(service_id, said)
                times.append((perf_counter() - started) * _MS)
    first, *times = times
    cuts = statistics.quantiles(times, n=20)
    beside = {"p50": cuts[9], "worst": max(times), "the first of all": first, "goes": len(times)}
    yield Measured("ways into one service, p95 ms", cuts[18], beside)


def _connect(path: Path) -> sqlite3.Connection:
    return Store(path.with_suffix(".none"), path).connect()


_OF_TYPE: Final = """
SELECT a.service_key, min(s.key) FROM attribute a JOIN source s ON s.service_key = a.service_key
WHERE a.taxonomy = 'type' AND a.code = ? GROUP BY a.service_key
"""
_ADD: Final = """
INSERT INTO criterion (service_key, position, facet, rule, strength, source_key)
SELECT ?, coalesce(max(position), 0) + 1, ?, ?, 'hard', ? FROM criterion WHERE service_key = ?
"""
_CRITERIA: Final = """
SELECT c.key FROM criterion c JOIN service s ON s.key = c.service_key
WHERE s.id = ? AND c.facet = ? AND c.rule = ? AND c.strength = 'hard'
"""
_VALUES: Final = "SELECT value FROM criterion_value WHERE criterion_key = ?"
