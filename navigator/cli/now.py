"""``now``: what to do in an emergency. It reads nothing of the directory, so it works when that does not."""

import argparse
from dataclasses import asdict
from typing import Any

from navigator.cli.output import write, write_json
from navigator.right_now import RightNow, Situation, say


def run(options: argparse.Namespace) -> None:
    """Print one situation, or the list of them. Raises ``UsageError`` for one there is not."""
    right_now = RightNow()
    if options.situation is None:
        chosen = right_now.situations
        if options.json:
            write_json({"about": right_now.about, "situations": [_document(situation) for situation in chosen]})
        else:
            write(["If someone is in danger now, call 999.", ""])
            for situation in chosen:
                write([situation.title, f"    navigator now {situation.id}"])
        return
    situation = right_now.situation(options.situation)
    if options.json:
        write_json(_document(situation))
    else:
        write(say(situation).splitlines())


def _document(situation: Situation) -> dict[str, Any]:
    return {name: value for name, value in asdict(situation).items() if name != "said"}
