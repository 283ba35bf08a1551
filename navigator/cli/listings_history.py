"""``listings history`` and ``listings restore``: what was changed in a listing, and having it as it was before."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, Final

from navigator.cli.listings_there import author_of, batch_of, changes, listing_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.find.wording import plural
from navigator.listings.facts import LABELS
from navigator.listings.past.entries import Entry, history
from navigator.listings.past.telling import changed_lines

_FOR_PEOPLE: Final = 20


def run(options: argparse.Namespace) -> None:
    """Print the history, or restore. Raises ``NavigatorError`` for a listing or a change that there is not."""
    if options.action == "restore":
        _restore(options)
        return
    with Store.open(options.data).reading() as connection:
        listing = listing_of(connection, options.id)
        entries = history(connection, listing.id)
    if options.json:
        told = [_entry(entry) for entry in entries[: options.limit]]
        write_json({"id": listing.id, "name": listing.name, "total": len(entries), "changes": told})
    else:
        write(_lines(listing.name, listing.id, entries, options.limit or _FOR_PEOPLE), options.data)


def _lines(name: str, service_id: str, entries: Sequence[Entry], limit: int) -> Iterator[str]:
    if not entries:
        yield f"{name} is as it came: nobody changed or checked it."
        return
    yield f"{name}: {plural(len(entries), 'change')}, the newest first."
    for entry in entries[:limit]:
        yield ""
        yield f"{entry.key:>5}. {entry.says}"
        yield from (f"       {line.says}" for line in entry.lines)
    if len(entries) > limit:
        yield ""
        yield f"{len(entries) - limit:,} more: add --limit {len(entries)}."
    if any(entry.lines for entry in entries):
        yield ""
        yield "To have it as it was just before a change:"
        yield f"    navigator listings restore {service_id} CHANGE"


def _restore(options: argparse.Namespace) -> None:
    from navigator.directory.as_form import form_of
    from navigator.listings.changes.editor import Editor
    from navigator.listings.changes.history import difference, fields_of
    from navigator.listings.past.restoring import restore, version

    store = Store.open(options.data)
    with store.reading() as connection:
        listing = listing_of(connection, options.id)
        found = version(connection, listing.id, options.change)
        lines = changed_lines(connection, *difference(fields_of(form_of(listing)), fields_of(found.form)))
    if not lines:
        raise NavigatorError(f"'{listing.name}' is as it was then already. Nothing was changed.")
    saved = None if options.dry_run else restore(Editor(store), listing.id, options.change, author_of(options))
    if options.json:
        told = {"id": listing.id, "name": found.form.name, "batch": batch_of(saved), "dry_run": options.dry_run}
        write_json(told | {"changes": changes(lines), "stays": list(found.stays)})
        return
    did = "Would restore, and did not" if options.dry_run else "Restored"
    stays = [f"  Stays as it is, since a place is confidential: {LABELS.get(name, name)}" for name in found.stays]
    write(
        [f"{did}: {found.form.name}", *(f"  {line.says}" for line in lines), *stays, *undo_lines(saved)], options.data
    )


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "change": entry.key,
        "batch": entry.batch,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="minutes"),
        "by": entry.by or None,
        "why": entry.why or None,
        "title": entry.title,
        "together": entry.together,
        "lines": changes(entry.lines),
    }
