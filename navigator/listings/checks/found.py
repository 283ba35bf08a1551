"""What a check with a provider found, and the tries that nobody answered: for reading, without what writing brings."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from navigator.find.wording import plain_date

Method = Literal["phone", "visit", "email", "website"]
Topic = Literal["runs", "contacts", "hours", "rules", "all"]

TOPICS: Final[tuple[Topic, ...]] = ("runs", "contacts", "hours", "rules")
"""The groups of facts that can be confirmed, in the order to ask; "all" is all of them."""
HOW: Final[Mapping[Method, str]] = {
    "phone": "checked by phone",
    "visit": "checked by a visit",
    "email": "checked by email",
    "website": "read on its website",
}
"""What was done, in words."""
TRIES: Final = 3
"""How many tries in a row, since the last check, make a listing unclear when nobody answers."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: how, which groups of facts were confirmed, a note, and when to check again if that was said.

    To read a provider's website is not to ask it: "website" confirms what stands there, and nothing about whether the
    service runs. ``note`` is for the next coordinator, and never about a person.
    """

    method: Method
    confirmed: frozenset[Topic]
    note: str = ""
    next_due: date | None = None

    @property
    def groups(self) -> tuple[Topic, ...]:
        """What was confirmed, in order: "all" where it is everything; whoever confirms the rest says that it runs."""
        if "all" in self.confirmed or self.confirmed >= {"contacts", "hours", "rules"}:
            return ("all",)
        known = TOPICS if self.method != "website" else TOPICS[1:]
        return tuple(group for group in known if group in self.confirmed)

    @property
    def runs(self) -> bool:
        """Whether the provider itself said that the service runs."""
        return self.method != "website" and bool({"runs", "all"} & set(self.groups))


@dataclass(frozen=True, slots=True)
class Tries:
    """The days, ISO and the latest last, of the tries since the last check that nobody answered."""

    days: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.days)

    @property
    def says(self) -> str:
        """In words: ``"nobody answered 2 times, last on 3 November 2026"``; "" for none."""
        if not self.days:
            return ""
        last = plain_date(self.days[-1])
        return f"nobody answered {self.count} times, last on {last}" if self.count > 1 else f"nobody answered on {last}"


NO_TRIES: Final = Tries()


def tries(connection: sqlite3.Connection, service_id: str) -> Tries:
    """The tries since a service was last asked that nobody answered; one that was taken back does not count.

    Reading its website answers no try.
    """
    return all_tries(connection, service_id).get(service_id, NO_TRIES)


def all_tries(connection: sqlite3.Connection, service_id: str | None = None) -> Mapping[str, Tries]:
    """The tries of every service that has any, by id, or those of one."""
    days: dict[str, tuple[str, ...]] = {}
    for note in _standing(connection, service_id):
        if note.kind == "no-answer":
            days[note.service_id] = (*days.get(note.service_id, ()), note.after["on"])
        elif note.after["method"] != "website":
            days.pop(note.service_id, None)
    if days:
        which = ("WHERE s.id = ?", (service_id,)) if service_id else ("", ())
        asked = dict(connection.execute(_LAST_ASKED.format(which[0]), which[1]))
        days = {key: tuple(day for day in told if day >= asked.get(key, "")) for key, told in days.items()}
    return {key: Tries(told) for key, told in days.items() if told}


def standing(connection: sqlite3.Connection, service_id: str) -> frozenset[int]:
    """The keys, in the history, of the checks of and tries at one service that were not taken back."""
    return frozenset(note.key for note in _standing(connection, service_id))


@dataclass(frozen=True, slots=True)
class _Note:
    """A line of the history about a check or a try."""

    key: int
    service_id: str
    kind: str
    after: Mapping[str, Any]


def _standing(connection: sqlite3.Connection, service_id: str | None) -> Iterator[_Note]:
    """The checks and tries in their order, without those taken back and the lines that did so."""
    which = ("AND service_id = ?", (service_id,)) if service_id else ("", ())
    rows = connection.execute(_CHECKS.format(which[0]), which[1]).fetchall()
    gone = {json.loads(before)["line"] for *_, before, after in rows if after == "{}"}
    for key, service, kind, _, after in rows:
        if key not in gone and after != "{}":
            yield _Note(key, service, kind, json.loads(after))


_CHECKS: Final = """
SELECT key, service_id, kind, before, after FROM change WHERE kind IN ('verify', 'no-answer') {} ORDER BY key
"""
_LAST_ASKED: Final = """
SELECT s.id, max(v.checked_on) FROM verification v JOIN service s ON s.key = v.service_key AND v.method <> 'website'
{} GROUP BY s.id
"""
