"""How soon the map of the system, "Who to talk to", stands on the screen: every cell with its counts and services."""

import sqlite3
import statistics
from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Final

from benchmarks.checking import EXPERT, Asking
from benchmarks.people import people
from benchmarks.window import Measured
from navigator.check import Answers, Check
from navigator.directory.labels import read_labels
from navigator.find import Search
from navigator.pathways import Pathways

_MS: Final = 1_000
_TOLD: Final = 6
"""So many facets of each person are known."""


def quickness(search: Search, connection: sqlite3.Connection, count: int, seed: int) -> Iterator[Measured]:
    """The time to draw the whole map, for nobody and for people who have told a few things about themselves."""
    vocabulary, asking = read_labels(connection), Asking(connection)
    pathways = Pathways(search, connection, Check(search, connection, vocabulary, asking.questions))
    opened = _spent(pathways, Answers())
    nobody = [_spent(pathways, Answers()) for _ in range(count)]
    random, told = Random(seed), list[float]()
    for person in people(count, seed, asking.questions, asking.boroughs):
        said = Answers()
        for facet in random.sample(EXPERT, _TOLD):
            said = person.asked(said, facet, asking.choices[facet])
        told.append(_spent(pathways, said))
    drawn = pathways.who_to_talk_to()
    beside = {"the first of all": opened, "cells": len(drawn.rows) * len(drawn.columns)}
    yield Measured("who to talk to, the whole screen, p95 ms", *_spread(nobody, beside))
    yield Measured("who to talk to, for one person, p95 ms", *_spread(told))


def _spent(pathways: Pathways, answers: Answers) -> float:
    started = perf_counter()
    pathways.who_to_talk_to(answers)
    return (perf_counter() - started) * _MS


def _spread(times: list[float], more: dict[str, float] | None = None) -> tuple[float, dict[str, float]]:
    cuts = statistics.quantiles(times, n=20)
    return cuts[18], {"p50": cuts[9], "worst": max(times), "goes": len(times)} | (more or {})
