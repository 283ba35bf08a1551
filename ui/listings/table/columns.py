"""The columns of the table: what each says of a listing, in few words and in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from navigator.find.wording import plain_date
from navigator.listings.status import STATUS
from navigator.listings.table.rows import Row
from navigator.listings.table.table import ORDERS, Order

_SIGNS: Final[Mapping[str, str]] = {"active": "●", "closed": "✕", "unclear": "?"}
_NEVER: Final = "Never"
_LONDON: Final = ZoneInfo("Europe/London")
_SHORT: Final = 3
"""The letters of a month."""
_MONTH: Final = len("2026-11")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it is sorted by if by anything, its width in characters, and what it says.

    ``tone`` is the name of the colour of a cell, "" for that of text, and ``sign`` is drawn before its words, which say
    what both mean.
    """

    heading: str
    order: Order | None
    across: int
    says: Callable[[Row], str]
    explains: Callable[[Row], str] = lambda _row: ""
    tone: Callable[[Row], str] = lambda _row: ""
    sign: Callable[[Row], str] = lambda _row: ""


def short_date(text: str) -> str:
    """An ISO date, or a part of one, in few letters: ``"2026-11-22"`` gives ``"22 Nov 2026"``."""
    return " ".join(part[:_SHORT] if part.isalpha() else part for part in plain_date(text).split(" "))


def _explain_name(row: Row) -> str:
    return row.name if row.organization in row.name else f"{row.name}. Run by {row.organization}."


def _checked(row: Row) -> str:
    if row.checked:
        return short_date(row.checked)
    return "Website only" if row.website_read else _NEVER


def _explain_checked(row: Row) -> str:
    read = f"Its website was read on {plain_date(row.website_read)}." if row.website_read else ""
    said = f"Checked with them on {plain_date(row.checked)}." if row.checked else "Nobody ever checked this with them."
    return f"{said} {read}".strip()


def _due(row: Row) -> str:
    if row.due:
        return f"Since {short_date(row.due_on[:_MONTH])}" if row.due_on else "Now"
    if row.status == "closed":
        return "None: closed"
    return short_date(row.due_on) if row.due_on else "Later: no answer"


def _explain_due(row: Row) -> str:
    if row.due:
        return f"Due since {plain_date(row.due_on)}." if row.due_on else "Due now."
    if row.status == "closed" or row.due_on:
        return ""
    return "Somebody rang lately, and nobody answered."


def _changed(row: Row) -> str:
    if not row.changed:
        return _NEVER
    return short_date(datetime.fromisoformat(row.changed).astimezone(_LONDON).date().isoformat())


def _areas(row: Row) -> str:
    return ", ".join(row.areas) or "Not stated"


COLUMNS: Final = (
    Column(ORDERS["name"], "name", 18, lambda row: row.name, _explain_name),
    Column(ORDERS["due"], "due", 15, _due, _explain_due, lambda row: "warn" if row.due else ""),
    Column(
        ORDERS["status"],
        "status",
        12,
        lambda row: STATUS.get(row.status, row.status),
        tone=lambda row: "" if row.status == "active" else "warn",
        sign=lambda row: _SIGNS.get(row.status, ""),
    ),
    Column(ORDERS["checked"], "checked", 13, _checked, _explain_checked),
    Column("Phone", None, 19, lambda row: row.phone or "No phone", tone=lambda row: "" if row.phone else "quiet"),
    Column(ORDERS["organization"], "organization", 26, lambda row: row.organization, lambda row: row.organization),
    Column(ORDERS["borough"], "borough", 18, _areas, _areas),
    Column(ORDERS["newest"], "newest", 16, lambda row: short_date(row.newest) if row.newest else "No date"),
    Column(ORDERS["changed"], "changed", 13, _changed),
)
"""From the left: what tells whether a listing can be trusted stands next to its name."""
