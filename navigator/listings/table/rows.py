"""What the table shows of a listing, read for the rows of one screen."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from navigator.listings.checks.due_days import DueDays


@dataclass(frozen=True, slots=True)
class Row:
    """One listing in the table.

    ``checked`` is the ISO day somebody last asked the provider, and ``website_read`` that on which they last read its
    website to check it, "" for never. ``newest`` is the date of its newest page, "2019", "2024-06" or "". ``changed``
    is when what it says was last changed, UTC in ISO form, "" for never. ``due_on`` is the ISO day its next check is
    due, "" where it was never checked, is closed, or was reported before that; ``due`` whether it is to be checked now.
    """

    key: int
    id: str
    name: str
    organization: str
    areas: tuple[str, ...]
    status: str
    phone: str
    checked: str
    website_read: str
    newest: str
    changed: str
    due_on: str
    due: bool


def read_rows(connection: sqlite3.Connection, keys: Sequence[int], days: DueDays) -> dict[int, Row]:
    """The rows of some listings by key; keys that no listing has are left out."""
    some = (json.dumps(list(keys)),)
    entries = {key: (json.loads(line), codes, fresh) for key, line, codes, fresh in connection.execute(_ENTRIES, some)}
    checked, read = (_last(connection, sql, some) for sql in (_CHECKED, _READ))
    changed = _last(connection, _CHANGED, (json.dumps([line["id"] for line, _, _ in entries.values()]),))
    running = {key: codes.split(" ") for key, (line, codes, _) in entries.items() if line["status"] != "closed"}
    lapses = days.lapses_of(running)
    return {
        key: Row(
            key=key,
            id=line["id"],
            name=line["name"],
            organization=line["organization"],
            areas=tuple(line["areas"]),
            status=line["status"],
            phone=line["phone"] or "",
            checked=checked.get(key, ""),
            website_read=read.get(key, ""),
            newest=fresh,
            changed=changed.get(line["id"], ""),
            due_on=days.due_on(key, lapses.get(key)) if key in running else "",
            due=key in running and days.is_due(key, lapses.get(key)),
        )
        for key, (line, _, fresh) in entries.items()
    }


def _last(connection: sqlite3.Connection, sql: str, some: tuple[str]) -> dict[int | str, str]:
    return dict(connection.execute(sql, some).fetchall())


_OF_THESE: Final = "IN (SELECT value FROM json_each(?))"
_ENTRIES: Final = f"SELECT key, line, codes, fresh FROM search_entry WHERE key {_OF_THESE}"  # noqa: S608 - fixed text
_LAST: Final = "SELECT service_key, max(checked_on) FROM verification WHERE service_key {} AND method {} GROUP BY 1"
_CHECKED: Final = _LAST.format(_OF_THESE, "<> 'website'")
_READ: Final = _LAST.format(_OF_THESE, "= 'website'")
_CHANGED: Final = f"""
SELECT service_id, max(made_at) FROM change
WHERE service_id {_OF_THESE} AND kind NOT IN ('verify', 'no-answer') GROUP BY 1
"""  # noqa: S608 - fixed text
