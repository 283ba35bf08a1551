"""``listings review``: what to check first, the listings of a saved view, or the calls that fit into some minutes."""

import argparse
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from navigator.cli.listings_there import reported
from navigator.cli.listings_views import view_of
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import UsageError
from navigator.find.hours import london_now
from navigator.find.wording import plain_date, plural
from navigator.listings.checks.due import Due, DueList
from navigator.listings.checks.due_days import Report
from navigator.listings.checks.hour import Hour, hour_of
from navigator.listings.checks.intervals import read_intervals
from navigator.listings.table.rows import Row
from navigator.listings.table.table import Table

_FOR_PEOPLE: Final = 20
_FOR_PROGRAMS: Final = 1_000
_UNDER: Final = "     "


def run(options: argparse.Namespace) -> None:
    """Print the list asked for. Raises ``UsageError`` for a view there is not, or options that exclude one another."""
    if options.minutes is not None and (options.view or options.limit):
        raise UsageError("--minutes fills your time from the whole due list: use it without --view and --limit.")
    store, today = Store.open(options.data), london_now().date()
    limit = options.limit or (_FOR_PROGRAMS if options.json else _FOR_PEOPLE)
    with store.reading() as connection:
        met = reported(store, today)
        if options.minutes is not None:
            _print_hour(connection, today, met, options)
        elif options.view in {None, "due"}:
            _print_due(DueList(connection, today, met), limit, as_json=options.json)
        else:
            _print_view(Table(connection, today, met), options.view, limit, as_json=options.json)


def _print_hour(
    connection: sqlite3.Connection, today: date, met: Mapping[str, Report], options: argparse.Namespace
) -> None:
    intervals = read_intervals()
    hour = hour_of(DueList(connection, today, met, intervals), options.minutes, intervals.minutes)
    if options.json:
        calls = [
            {"number": call.number, "minutes": call.minutes, "says": call.says, "services": [*map(_due, call.services)]}
            for call in hour.calls
        ]
        write_json({"minutes": hour.minutes, "spare": hour.spare, "left": hour.left, "calls": calls})
    else:
        write(_hour_lines(hour), options.data)


def _hour_lines(hour: Hour) -> Iterator[str]:
    if not hour.calls:
        yield "Nothing is due." if not hour.left else f"No call fits into {plural(hour.spare, 'minute')}."
        return
    calls, minutes = plural(len(hour.calls), "call"), plural(hour.minutes, "minute")
    yield f"{calls}, about {minutes}; {hour.spare} to spare, and {hour.left:,} more due."
    for number, call in enumerate(hour.calls, 1):
        yield ""
        yield f"{number:>3}. {call.says}"
        how = "phone" if call.number else "email"
        for due in call.services:
            yield f"{_UNDER}{due.name}: {due.says}"
            yield f"{_UNDER}    navigator listings verify {due.id} --how {how} --confirmed …"


def _print_due(due: DueList, limit: int, *, as_json: bool) -> None:
    first = due.first(limit)
    if as_json:
        write_json({"view": "due", "total": len(due), "listings": [*map(_due, first)]})
    else:
        write(_due_lines(first, len(due)))


def _due_lines(first: Sequence[Due], total: int) -> Iterator[str]:
    yield f"{plural(total, 'listing')} due for a check, the most urgent first:" if total else "Nothing is due."
    for number, due in enumerate(first, 1):
        yield ""
        yield f"{number:>3}. {due.name}"
        yield f"{_UNDER}{due.organization} · {due.number or 'no number'}"
        yield f"{_UNDER}{due.says}"
        yield f"{_UNDER}More: navigator show {due.id}"
    yield from _more(len(first), total)


def _print_view(table: Table, name: str, limit: int, *, as_json: bool) -> None:
    view = view_of(table, name)
    keys = table.keys(view)
    rows = list(table.rows(keys[:limit]).values())
    order = {key: place for place, key in enumerate(keys[:limit])}
    rows.sort(key=lambda row: order[row.key])
    if as_json:
        write_json({"view": name, "total": len(keys), "listings": [*map(_row, rows)]})
    else:
        write(_view_lines(rows, view.label, len(keys)))


def _view_lines(rows: Sequence[Row], label: str, total: int) -> Iterator[str]:
    yield f"{label}: {plural(total, 'listing') if total else 'none'}."
    for row in rows:
        yield ""
        yield f"  {row.name}{f' ({row.status})' if row.status != 'active' else ''}"
        yield f"    {' · '.join(filter(None, (row.organization, ', '.join(row.areas), row.phone or 'no number')))}"
        yield f"    {_checked(row)}"
        yield f"    More: navigator show {row.id}"
    yield from _more(len(rows), total)


def _checked(row: Row) -> str:
    said = f"Last checked on {plain_date(row.checked)}" if row.checked else "Never checked"
    return f"{said}; {'due for a check' if row.due else 'no check due'}"


def _more(shown: int, total: int) -> Iterator[str]:
    if shown < total:
        yield ""
        yield f"{total - shown:,} more: add --limit {total}."


def _due(due: Due) -> dict[str, Any]:
    return {
        "id": due.id,
        "name": due.name,
        "organization": due.organization,
        "number": due.number or None,
        "harm": due.harm,
        "due_on": due.due_on or None,
        "why": list(due.why),
        "says": due.says,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "organization": row.organization,
        "areas": list(row.areas),
        "status": row.status,
        "phone": row.phone or None,
        "checked": row.checked or None,
        "website_read": row.website_read or None,
        "newest_page": row.newest or None,
        "changed": row.changed or None,
        "due_on": row.due_on or None,
        "due": row.due,
    }
