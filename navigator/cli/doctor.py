"""``doctor``: what is wrong with the user's directory or may go wrong, where, and what to do."""

import argparse
from collections.abc import Iterator
from typing import Any

from navigator.cli import backup as backup_command
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.listings.care.doctor import Checkup, Finding, Remedy, check_up


def run(options: argparse.Namespace) -> None:
    """Print what was found, and with ``--mend`` what was put right."""
    found = check_up(Store.open(options.data), mend=options.mend)
    if options.json:
        problems = [_told(problem) for problem in found.problems]
        write_json(backup_command.document(found.backups, problems) | {"ok": found.ok, "mended": list(found.mended)})
    else:
        write(_lines(found))


def _lines(found: Checkup) -> Iterator[str]:
    yield from found.mended
    if found.mended:
        yield ""
    if not found.problems:
        yield "The directory is as it should be."
    elif found.ok:
        yield "The directory is as it should be. Something may do harm one day:"
    else:
        yield "Something is wrong:"
    for problem in found.problems:
        yield ""
        yield f"  {problem.what}"
        yield f"    {problem.where}"
        yield f"    {_to_do(problem.remedy)}"
    yield ""
    yield from backup_command.lines(found.backups)


def _told(problem: Finding) -> dict[str, Any]:
    do = _to_do(problem.remedy)
    return {
        "kind": problem.kind,
        "what": problem.what,
        "where": problem.where,
        "do": do,
        "serious": problem.serious,
    }


def _to_do(remedy: Remedy) -> str:
    """What to do, as somebody does it at a command line."""
    runs = {"mend": "Run: navigator doctor --mend", "restore": f"Run: navigator restore {remedy.backup}"}
    return " ".join(filter(None, (runs.get(remedy.act, ""), remedy.says)))
