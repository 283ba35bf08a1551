"""The one thing the window and the command line ask of this room."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.check import Answers, Check
from navigator.directory import Place
from navigator.pathways import Pathways
from navigator.refer.before import Before, before
from navigator.refer.compare import Comparison, compare
from navigator.refer.experience import Experience
from navigator.refer.shortlist import Stop
from navigator.refer.stop_facts import Reader, StopFacts
from navigator.refer.ways import WORKER_WAYS
from navigator.refer.wish import NOBODY, Wish, sheet_of

if TYPE_CHECKING:
    from navigator.refer.blocks import Sheet


class Refer:
    """What to know before sending someone, and the sheets to leave with; keeps nothing of whom it was asked about.

    ``experience`` is what workers noted of services, and no person. It belongs to the thread of its connection, and
    sees the changes that its check sees.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        check: Check,
        pathways: Pathways,
        experience: Experience,
        at: datetime | None = None,
    ) -> None:
        """Over the directory behind a connection, as at a moment: by default, each time, now."""
        self.experience: Final = experience
        self._connection = connection
        self._reader = Reader(connection, check, pathways, at)

    def read(
        self, stops: Sequence[Stop], answers: Answers = NOBODY, origin: Place | None = None
    ) -> tuple[StopFacts, ...]:
        """What every sheet says of these stops, in order; one that the directory no longer holds is left out."""
        return self._reader.read(stops, answers, origin)

    def before(
        self, stops: Sequence[Stop], answers: Answers = NOBODY, ways: frozenset[str] = WORKER_WAYS
    ) -> tuple[Before, ...]:
        """What to know before sending someone to these stops, in order; ``ways`` are the routes the worker can use."""
        return before(stops, self.read(stops, answers), ways)

    def compare(self, stops: Sequence[Stop], answers: Answers = NOBODY) -> Comparison:
        """Some stops side by side. Raises NavigatorError for more than can stand there."""
        return compare(self.read(stops, answers))

    def save_counts(self, path: Path) -> bool:
        """Write what workers met at every service as a table for commissioners; gives whether there is a figure in it.

        Raises NavigatorError where it cannot be written: what was there before is still there.
        """
        names: dict[str, str] = dict(self._connection.execute("SELECT id, name FROM service"))
        return self.experience.save_csv(path, names)

    def sheet(self, wish: Wish) -> "Sheet":
        """The sheet that is wished for. Raises NavigatorError where nothing can be on it, or a name on it tells."""
        return sheet_of(wish, self.read(wish.stops, wish.answers, wish.origin))
