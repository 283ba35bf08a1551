"""``backup``: a verified copy of the user's own directory, and the list of those there are."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.directory.backups import WHYS, Backup, back_up, backups
from navigator.find.wording import megabytes


def run(options: argparse.Namespace) -> None:
    """Make a backup and print what there is. Raises ``NavigatorError`` where none can be made."""
    store = Store.open(options.data)
    made = back_up(store, "asked")
    every = backups(store)
    if options.json:
        write_json(document(every) | {"written": str(made.path) if made else None})
    elif made is None:
        write(["The directory is as it came with Navigator: there is nothing of yours to back up."])
    else:
        write(["Backed up and verified:", f"  {made.path}", "", *lines(every)])


def document(every: Sequence[Backup], problems: Sequence[Any] = ()) -> dict[str, Any]:
    """What the three commands about backups print as JSON."""
    return {"ok": True, "problems": list(problems), "backups": [_one(backup) for backup in every]}


def lines(every: Sequence[Backup]) -> Iterator[str]:
    """Backups as people read them, the newest first."""
    yield "Backups, the newest first:" if every else "There is no backup yet."
    for backup in every:
        state = f"{backup.listings} listings, {megabytes(backup.size)}" if backup.verified else "cannot be restored"
        yield f"  {backup.name}"
        yield f"    {WHYS[backup.why]}; {state}"


def _one(backup: Backup) -> dict[str, Any]:
    return {
        "name": backup.name,
        "day": backup.day.isoformat(),
        "made_at": backup.made_at.isoformat(),
        "why": backup.why,
        "listings": backup.listings,
        "size": backup.size,
        "verified": backup.verified,
    }
