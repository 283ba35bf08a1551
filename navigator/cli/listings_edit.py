"""``listings edit``: change one listing field by field, one field of many, or take back what was changed as one."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from navigator.cli import listings_many
from navigator.cli.listings_there import author_of, batch_of, changes, listing_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import UsageError
from navigator.find.wording import plural
from navigator.listings.form.typed import Problem
from navigator.listings.past.saying import Line
from navigator.listings.past.saying import lines as said

_ONE_OF: Final = "Name what to edit: ID, --ids or --all-of, with --set FIELD=VALUE; or --undo BATCH."
_SHOWN: Final = 5


def run(options: argparse.Namespace) -> None:
    """Change what the options name. Raises ``UsageError`` for what cannot be set so, else ``NavigatorError``."""
    named = [options.id, options.ids, options.all_of, options.undo]
    if sum(name is not None for name in named) != 1 or (options.undo is None) != bool(options.set):
        raise UsageError(_ONE_OF)
    if options.was is not None and (options.id is not None or options.undo is not None):
        raise UsageError("--was goes with --ids or --all-of.")
    if options.undo is not None:
        _undo(options)
    elif options.id is None:
        listings_many.run(options)
    else:
        _edit(options)


def _edit(options: argparse.Namespace) -> None:
    from navigator.directory.as_form import as_kept, form_of
    from navigator.directory.form import ListingForm
    from navigator.listings.changes.editor import Edit, Editor
    from navigator.listings.changes.history import difference, edition, fields_of
    from navigator.listings.form.reference import Reference
    from navigator.listings.form.setting import set_fields

    store = Store.open(options.data)
    with store.reading() as connection:
        listing = listing_of(connection, options.id)
        reference, started = Reference.read(connection), edition(connection, listing.id)
    listings_many.refuse_hiding(listing.id, options.set)
    fields = fields_of(form_of(listing))
    wanted, doubts = set_fields(fields, options.set, reference)
    form = as_kept(ListingForm.model_validate(wanted))
    lines = said(*difference(fields, fields_of(form)), reference.vocabulary)
    saved = None if options.dry_run else Editor(store).save([Edit(form, started)], author_of(options))
    if options.json:
        told = {"id": listing.id, "name": form.name, "batch": batch_of(saved), "dry_run": options.dry_run}
        write_json(told | {"changes": changes(lines), "doubts": [*map(asdict, doubts)]})
    else:
        write([*_lines(form.name, lines, doubts, dry_run=options.dry_run), *undo_lines(saved)])


def _lines(name: str, lines: Sequence[Line], doubts: Iterable[Problem], *, dry_run: bool) -> list[str]:
    if not lines:
        return [f"{name} says that already: nothing to change."]
    did = "Would change, and did not" if dry_run else "Changed"
    told = [f"{did}: {name}", *(f"  {line.says}" for line in lines)]
    return [*told, *(f"  To look at: {doubt.field}: {doubt.says}" for doubt in doubts)]


def _undo(options: argparse.Namespace) -> None:
    from navigator.listings.changes.history import KINDS_OF_TEXT, changes_in
    from navigator.listings.past.undoing import undo

    if options.dry_run:
        raise UsageError("--dry-run goes with --set: what --undo does can be undone.")
    store = Store.open(options.data)
    saved = undo(store, options.undo, author_of(options))
    ids = list(saved.ids) if saved else []
    if options.json:
        write_json({"undone": options.undo, "batch": batch_of(saved), "ids": ids})
        return
    with store.reading() as connection:
        again = saved and {change.kind for change in changes_in(connection, saved.batch)} <= KINDS_OF_TEXT
    shown = ", ".join(ids[:_SHOWN]) + (" and others" if len(ids) > _SHOWN else "")
    write([f"Undone in {plural(len(ids), 'listing')}: {shown}." if ids else "There was nothing to undo any more."])
    write(undo_lines(saved) if again else [])
