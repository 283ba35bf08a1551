"""``listings edit --ids`` and ``--all-of``: one field of many listings, looked at first and made as one."""

import argparse
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from navigator.cli.listings_there import author_of, batch_of, changes, no_such, reported, undo_lines
from navigator.cli.listings_views import view_of
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import NavigatorError, UsageError
from navigator.find.hours import london_now
from navigator.find.wording import plural
from navigator.listings.past.saying import Line
from navigator.listings.past.telling import each_changed_lines
from navigator.listings.table.chosen import ids_of
from navigator.listings.table.table import Table

if TYPE_CHECKING:
    from navigator.listings.many.bulk import Preview

_Told: TypeAlias = Mapping[str, tuple[Line, ...]]
_FOR_PEOPLE: Final = 50
_HIDING: Final = re.compile(r"\s*locations\.(?:(\d+)\.)?confidential\s*=\s*(?:yes|true)\s*", re.IGNORECASE)


def run(options: argparse.Namespace) -> None:
    """Change the listings named, all of them or none. Raises ``UsageError``, else ``NavigatorError``."""
    from navigator.listings.changes.editor import Editor
    from navigator.listings.form.reference import Reference
    from navigator.listings.many.bulk import apply, preview
    from navigator.listings.many.setting import field_change

    if len(options.set) != 1:
        raise UsageError("Many listings are changed in one field at a time: give one FIELD=VALUE.")
    refuse_hiding("ID", options.set)
    store = Store.open(options.data)
    with store.reading() as connection:
        reference = Reference.read(connection)
        change = field_change(options.set[0], options.was, reference)
        seen = preview(connection, _ids(connection, store, options), change)
        changed = each_changed_lines(connection, seen.changes)
    if seen.refused and not options.dry_run:
        raise NavigatorError(_refusal(seen))
    saved = None if options.dry_run else apply(Editor(store), seen, author_of(options))
    if options.json:
        told = {"batch": batch_of(saved), "dry_run": options.dry_run, "field": change.field, "how": change.how}
        write_json(told | _document(seen, changed))
    else:
        write([*_lines(seen, changed, dry_run=options.dry_run), *undo_lines(saved)], options.data)


def refuse_hiding(service_id: str, settings: Sequence[str]) -> None:
    """Raise ``UsageError`` for a setting that would leave the address of a confidential place in what is kept."""
    for found in filter(None, map(_HIDING.fullmatch, settings)):
        command = f"navigator listings confidential {service_id} --place {found[1] or 'N'}"
        raise UsageError(f"Making a place confidential purges its address from everything kept. Use: {command}")


def _ids(connection: sqlite3.Connection, store: Store, options: argparse.Namespace) -> list[str]:
    """The ids of the listings named, or of those in the view."""
    if options.all_of is not None:
        today = london_now().date()
        table = Table(connection, today, reported(store, today))
        return list(ids_of(connection, table.keys(view_of(table, options.all_of))))
    ids = [each.strip() for each in options.ids.split(",") if each.strip()]
    for service_id in ids:
        if connection.execute("SELECT 1 FROM service WHERE id = ?", (service_id,)).fetchone() is None:
            raise NavigatorError(no_such(connection, service_id))
    return ids


def _refusal(seen: "Preview") -> str:
    first, more = seen.refused[0], len(seen.refused) - 1
    others = f" {plural(more, 'other')} cannot either: add --dry-run to see them." if more else ""
    return f"Nothing was changed. {first.id} cannot be changed so: {' '.join(first.why)}{others}"


def _lines(seen: "Preview", changed: _Told, *, dry_run: bool) -> Iterator[str]:
    count = plural(len(seen.differences), "listing")
    if seen.differences:
        yield f"Would change {count}, and did not:" if dry_run else f"Changed {count}:"
    for one in seen.differences[:_FOR_PEOPLE]:
        yield f"  {one.name} ({one.id})"
        yield from (f"    {line.says}" for line in changed[one.id])
        yield from (f"    To look at: {doubt.says}" for doubt in one.doubts)
    if len(seen.differences) > _FOR_PEOPLE:
        yield f"  and {len(seen.differences) - _FOR_PEOPLE:,} more: add --json to see all."
    if seen.same:
        yield f"{plural(len(seen.same), 'listing')} would stay as they are." if dry_run else _stayed(len(seen.same))
    for refused in seen.refused:
        yield f"Cannot be changed so: {refused.id}: {' '.join(refused.why)}"


def _stayed(count: int) -> str:
    return f"{plural(count, 'listing')} stayed as {'it was' if count == 1 else 'they were'}."


def _document(seen: "Preview", changed: _Told) -> dict[str, Any]:
    differences = [
        {
            "id": one.id,
            "name": one.name,
            "changes": changes(changed[one.id]),
            "doubts": [*map(asdict, one.doubts)],
        }
        for one in seen.differences
    ]
    refused = [{"id": one.id, "name": one.name, "why": list(one.why)} for one in seen.refused]
    return {"listings": differences, "same": list(seen.same), "refused": refused}
