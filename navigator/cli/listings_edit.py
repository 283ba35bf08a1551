"""``listings edit``: change one listing field by field, one field of many, or take back what was changed as one."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from navigator.cli import listings_many
from navigator.cli.listings_there import author_of, batch_of, changes, listing_of, to_add_too, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import UsageError
from navigator.find.wording import plural
from navigator.listings.form.typed import Problem
from navigator.listings.past.saying import Line
from navigator.listings.past.telling import changed_lines

if TYPE_CHECKING:
    from navigator.listings.add.organization import NewOrganization
    from navigator.listings.changes.editor import Edit
    from navigator.listings.form.reference import Reference

_ONE_OF: Final = "Name what to edit: ID, --ids or --all-of, with --set FIELD=VALUE; or --undo BATCH."
_SHOWN: Final = 5


def run(options: argparse.Namespace) -> None:
    """Change what the options name. Raises ``UsageError`` for what cannot be set so, else ``NavigatorError``."""
    named = [options.id, options.ids, options.all_of, options.undo]
    if sum(name is not None for name in named) != 1 or (options.undo is None) != bool(options.set):
        raise UsageError(_ONE_OF)
    if options.was is not None and (options.id is not None or options.undo is not None):
        raise UsageError("--was goes with --ids or --all-of.")
    if options.id is None and (options.kind or options.website):
        raise UsageError("--kind and --website go with ID, and --set organization=NAME for one that is new.")
    if options.undo is not None:
        _undo(options)
    elif options.id is None:
        listings_many.run(options)
    else:
        _edit(options)


def _edit(options: argparse.Namespace) -> None:
    from navigator.listings.add.moving import save_with
    from navigator.listings.changes.editor import Editor

    store = Store.open(options.data)
    wanted = _wanted(store, options)
    form, lines, doubts, new = wanted.edit.form, wanted.lines, wanted.doubts, wanted.organization
    saved = None if options.dry_run else save_with(Editor(store), wanted.edit, new, author_of(options))
    if options.json:
        told = {"id": form.id, "name": form.name, "batch": batch_of(saved), "dry_run": options.dry_run}
        told |= {"new_organization": asdict(new) if new else None}
        write_json(told | {"changes": changes(lines), "doubts": [*map(asdict, doubts)]})
    else:
        write([*_lines(form.name, lines, doubts, dry_run=options.dry_run), *undo_lines(saved)], options.data)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A listing as it is to be saved, who runs it where that is new, what changes in words, and the new doubts."""

    edit: "Edit"
    organization: "NewOrganization | None"
    lines: tuple[Line, ...]
    doubts: tuple[Problem, ...]


def _wanted(store: Store, options: argparse.Namespace) -> _Wanted:
    from navigator.directory.as_form import as_kept, form_of
    from navigator.directory.form import ListingForm
    from navigator.listings.changes.editor import Edit
    from navigator.listings.changes.history import difference, edition, fields_of
    from navigator.listings.form.reference import Reference

    with store.reading() as connection:
        listing = listing_of(connection, options.id)
        listings_many.refuse_hiding(listing.id, options.set)
        reference, fields = Reference.read(connection), fields_of(form_of(listing))
        wanted, doubts, new = _set(fields, options, reference)
        form = as_kept(ListingForm.model_validate(wanted))
        before, after = difference(fields, fields_of(form))
        after |= new.noted if new else {}
        edit = Edit(form, edition(connection, listing.id))
        return _Wanted(edit, new, changed_lines(connection, before, after), doubts)


def _set(
    fields: Mapping[str, Any], options: argparse.Namespace, reference: "Reference"
) -> "tuple[dict[str, Any], tuple[Problem, ...], NewOrganization | None]":
    """The fields as they are to be, the doubts that are new, and the organisation to add."""
    from navigator.listings.add.organization import knowing
    from navigator.listings.form.setting import set_field, set_fields

    named = reduce(lambda so_far, setting: set_field(so_far, setting, reference), options.set, dict(fields))
    runs = named.get("organization") or ""
    new = _organization(runs, options, reference)
    try:
        return *set_fields(fields, options.set, knowing(reference, new)), new
    except UsageError as error:
        if new is not None or not runs or runs in reference.organizations:
            raise
        raise UsageError(f"{error} {to_add_too(reference)}") from error


def _organization(name: str, options: argparse.Namespace, reference: "Reference") -> "NewOrganization | None":
    """The organisation to add; raises ``UsageError`` where it cannot be added so."""
    from navigator.listings.add.organization import NewOrganization, organization_problems

    if options.kind is None:
        if options.website:
            raise UsageError("--website goes with --kind, for an organisation that is new.")
        return None
    new = NewOrganization(name, options.kind, options.website)
    if wrong := [problem.named for problem in organization_problems(new, reference)]:
        raise UsageError(" ".join(wrong))
    return new


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
    write(undo_lines(saved) if again else [], options.data)
