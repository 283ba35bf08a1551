"""The history of a listing as people read it: what was done, by whom, when and why, and what changed."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from navigator.directory import Verification, Vocabulary
from navigator.directory.labels import read_labels
from navigator.find.checks import check_words
from navigator.find.wording import joined, plain_date
from navigator.listings.past.linked import names_of
from navigator.listings.past.saying import Line, lines

if TYPE_CHECKING:
    from navigator.listings.changes.history import Change


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in the history of a listing.

    ``at`` is London's time. ``title`` says what was done and ``lines`` what changed, in the order of the form. ``by``
    and ``why`` are "" where nobody said. ``together`` is how many listings changed as one with it, itself counted.
    """

    key: int
    batch: int
    kind: str
    at: datetime
    by: str
    why: str
    title: str
    lines: tuple[Line, ...]
    together: int

    @property
    def says(self) -> str:
        """All of it but its lines: ``"Changed (3 May 2026 at 10:04, KB): They rang. One of 2 changed together"``."""
        moment = f"{plain_date(self.at.date().isoformat())} at {self.at:%H:%M}"
        told = joined(f"{self.title} ({moment}{f', {self.by}' if self.by else ''})", self.why)
        return joined(told, f"One of {self.together} changed together" if self.together > 1 else "", ". ")


def history(connection: sqlite3.Connection, service_id: str) -> tuple[Entry, ...]:
    """Every change to a listing in words, the newest first; none where there is no such listing."""
    from navigator.listings.changes.history import changes_of

    changes = changes_of(connection, service_id)
    words = Teller.of(connection, changes)
    counts = dict(connection.execute(_TOGETHER, (service_id,)))
    return tuple(words.entry(change, counts.get(change.batch, 1)) for change in changes)


class Teller:
    """Tells changes in the words of one vocabulary, and linked services by their names."""

    def __init__(self, vocabulary: Vocabulary, services: Mapping[str, str]) -> None:
        """``services`` are the names of linked listings by id."""
        self._vocabulary = vocabulary
        self._services = services

    @classmethod
    def of(cls, connection: sqlite3.Connection, changes: "Sequence[Change]") -> "Teller":
        """One for these changes, with the words and the names of the directory."""
        some = (fields for change in changes for fields in (change.before, change.after))
        return cls(read_labels(connection), names_of(connection, some))

    def entry(self, change: "Change", together: int = 1) -> Entry:
        """One change; ``together`` is how many listings changed as one with it."""
        about_check = change.kind in _CHECKS
        return Entry(
            change.key,
            change.batch,
            change.kind,
            datetime.fromisoformat(change.made_at).astimezone(_LONDON).replace(tzinfo=None),
            change.by,
            change.why,
            _check_title(change) if about_check else _title(change),
            () if about_check else lines(change.before, change.after, self._vocabulary, self._services),
            together,
        )


def _title(change: "Change") -> str:
    """What was done to a listing; it came into being where nothing was before, and went where nothing is after."""
    if not change.after:
        return _WENT if change.before else _PURGED
    return _TITLES[change.kind] if change.before else _CAME.get(change.kind, _TITLES[change.kind])


def _check_title(change: "Change") -> str:
    """What a line about a check says: what was found, that nobody answered, or that it was taken back."""
    what = change.after or change.before
    if change.kind == "no-answer":
        told = f"Nobody answered on {plain_date(what['on'])}, try {what['try']}"
    else:
        found = Verification(*(what.get(part) for part in _FOUND))  # type: ignore[arg-type]
        due = f"Next check: {plain_date(found.next_due)}" if found.next_due else ""
        told = joined(joined(f"Checked on {check_words(found)}", found.note), due, ". ")
    return told if change.after else f"Taken back: {told}"


_LONDON: Final = ZoneInfo("Europe/London")
_CHECKS: Final = frozenset({"verify", "no-answer"})
_FOUND: Final = ("checked_on", "method", "confirmed", "note", "next_due")
_TITLES: Final[Mapping[str, str]] = {
    "add": "Added",
    "edit": "Changed",
    "merge": "Changed by a merge",
    "restore": "Restored",
    "undo": "Undone",
    "update": "Brought up to date with a newer directory",
}
_CAME: Final[Mapping[str, str]] = {"undo": "Brought back", "update": "Added from another directory"}
_WENT: Final = "Taken out again"
_PURGED: Final = "Made confidential"
"""Of a purge the history keeps nothing, before or after."""
_TOGETHER: Final = """
SELECT batch, count(DISTINCT service_id) FROM change
WHERE batch IN (SELECT batch FROM change WHERE service_id = ?) GROUP BY batch
"""
