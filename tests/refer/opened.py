"""Opens the room over a directory at a fixed moment, as the window and the command line do."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from navigator.check import Answers, Check
from navigator.directory import data_folder
from navigator.directory.labels import read_labels
from navigator.find import Search
from navigator.pathways import Pathways
from navigator.refer.experience import Experience
from navigator.refer.refer import Refer
from navigator.refer.shortlist import Stop
from navigator.refer.stop_facts import StopFacts
from navigator.refer.wish import NOBODY
from tests.find.conftest import AT
from tests.pathways.opened import QUESTIONS

__all__ = ["AT", "OpenRefer", "facts_of", "opened", "rule", "stops"]

OpenRefer: TypeAlias = Callable[..., Refer]


def opened(connection: sqlite3.Connection, at: datetime = AT) -> Refer:
    """The room over a directory, as at a moment."""
    search, vocabulary = Search(connection, at), read_labels(connection)
    check = Check(search, connection, vocabulary, QUESTIONS, at)
    return Refer(connection, check, Pathways(search, connection, check), Experience(data_folder()), at)


def stops(*ids: str) -> tuple[Stop, ...]:
    """Stops at the services with these ids, each called by its id."""
    return tuple(Stop(one, one) for one in ids)


def facts_of(refer: Refer, *ids: str, answers: Answers = NOBODY) -> tuple[StopFacts, ...]:
    """What the room reads of these services, in order."""
    return refer.read(stops(*ids), answers)


def rule(facet: str, values: list[str], strength: str = "hard", how: str = "requires", **more: Any) -> dict[str, Any]:
    """A rule of a listing, as a form has it."""
    return {"facet": facet, "rule": how, "values": values, "strength": strength, "source": 1} | more
