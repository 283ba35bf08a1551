"""``restore``: put a backup back as the user's own directory, or list them."""

import argparse
from collections.abc import Sequence

from navigator.cli import backup as backup_command
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.directory.backups import Backup, backups
from navigator.directory.restoring import restore
from navigator.errors import NavigatorError
from navigator.find.nearest import nearest, offer


def run(options: argparse.Namespace) -> None:
    """Restore the backup named, or print what there is. Raises ``NavigatorError`` where it cannot be restored."""
    store = Store.open(options.data)
    every = backups(store)
    if options.name is None:
        if options.json:
            write_json(backup_command.document(every))
        else:
            write([*backup_command.lines(every), *(["", "    navigator restore NAME"] if every else [])], options.data)
        return
    chosen = _chosen(options.name, every)
    before = restore(store, chosen)
    if options.json:
        told = {"restored": chosen.name, "before": before.name if before else None}
        write_json(backup_command.document(backups(store)) | told)
    else:
        write([f"Restored {chosen.name}: {chosen.listings} listings.", *_undo(before)], options.data)


def _undo(before: Backup | None) -> list[str]:
    if before is None:
        return []
    if not before.verified:
        return ["What was there was damaged. It is kept:", f"    {before.path}"]
    return ["To undo this:", f"    navigator restore {before.name}"]


def _chosen(name: str, every: Sequence[Backup]) -> Backup:
    """The backup of that name, or the only one whose name begins so."""
    found = [one for one in every if name in {one.name, one.path.stem, str(one.path)}]
    found = found or [one for one in every if one.name.startswith(name)]
    if len(found) > 1:
        raise NavigatorError(f"{len(found)} backups begin with '{name}'. Give the whole name of one: {found[0].name}")
    if not found:
        meant = offer(nearest(name, [one.name for one in every]))
        raise NavigatorError(f"There is no backup '{name}'.{meant} navigator restore lists them.")
    return found[0]
