"""``listings add``: add a listing, and who runs it where that is new."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from navigator.cli.listings_there import author_of, batch_of, to_add_too, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import NavigatorError, UsageError
from navigator.listings.form.typed import Problem

if TYPE_CHECKING:
    from navigator.listings.add.lookalikes import Lookalike
    from navigator.listings.add.organization import NewOrganization
    from navigator.listings.form.reference import Reference


def run(options: argparse.Namespace) -> None:
    """Add what the options tell. Raises ``UsageError`` for what cannot be added so, else ``NavigatorError``."""
    from navigator.listings.add.adding import add, id_for, taken_ids
    from navigator.listings.add.lookalikes import likely_twins
    from navigator.listings.changes.editor import Editor
    from navigator.listings.form.reference import Reference

    store = Store.open(options.data)
    new = _organization(options)
    with store.reading() as connection:
        fields, doubts = _fields(options, Reference.read(connection), new)
        alike = likely_twins(connection, fields["name"], fields["organization"], fields.get("url") or "")
        service_id = id_for(fields["name"], taken_ids(connection), fields["organization"])
    if alike and not (options.yes or options.dry_run):
        there = "; ".join(_lines(alike))
        raise NavigatorError(f"Nothing was added. It may be there already: {there}. If it is another, add --yes.")
    saved = None if options.dry_run else add(Editor(store), fields, author_of(options), new)
    service_id = saved.ids[0] if saved else service_id
    if options.json:
        told = {"id": service_id, "name": fields["name"], "batch": batch_of(saved), "dry_run": options.dry_run}
        told |= {"new_organization": asdict(new) if new else None, "alike": [*map(asdict, alike)]}
        write_json(told | {"doubts": [*map(asdict, doubts)]})
    else:
        did = "Would add, and did not" if saved is None else "Added"
        told_lines = [f"{did}: {fields['name']} ({service_id}), run by {fields['organization']}"]
        told_lines += [f"  It looks like: {line}" for line in _lines(alike)]
        told_lines += [f"  To look at: {doubt.field}: {doubt.says}" for doubt in doubts]
        write([*told_lines, *undo_lines(saved)], options.data)


def _organization(options: argparse.Namespace) -> "NewOrganization | None":
    from navigator.listings.add.organization import NewOrganization

    if options.kind is None:
        if options.website:
            raise UsageError("--website goes with --kind, for an organisation that is new.")
        return None
    return NewOrganization(options.organization, options.kind, options.website)


def _fields(
    options: argparse.Namespace, reference: "Reference", new: "NewOrganization | None"
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The fields of the listing, and the doubts about them. Raises ``UsageError`` where it cannot be added so."""
    from navigator.listings.add.adding import begin, check
    from navigator.listings.add.organization import knowing
    from navigator.listings.form.checking import ready
    from navigator.listings.form.setting import set_field

    fields = begin({"name": options.name, "organization": options.organization})
    known = knowing(reference, new)
    for setting in options.set:
        fields = set_field(fields, setting, known)
    fields = ready(fields, known)
    found = check(fields, reference, new)
    blocking = [problem.named for problem in found if problem.blocks]
    if new is None and any(problem.field == "organization" for problem in found):
        blocking.append(to_add_too(reference))
    if blocking:
        raise UsageError(" ".join(blocking))
    return fields, found


def _lines(alike: "Iterable[Lookalike]") -> list[str]:
    return [f"{one.name}, {one.id} ({', '.join(one.reasons)})" for one in alike]
