"""The command line: one verb a command, printed for people or, with ``--json``, as one JSON document.

Exit status: 0 done, 1 could not (one line on standard error says why), 2 misused (one line names what is allowed).
Every verb is imported when it runs, so that a command brings only what it needs, and never Qt.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from navigator.cli.options import build_parser
from navigator.cli.output import one_line, prepare
from navigator.errors import NavigatorError, UsageError

__all__ = ["build_parser", "main"]

_INTERRUPTED = 130  # what a shell reports for a program stopped with Ctrl+C


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return its exit status.

    Arguments that no command takes end the program with status 2, as argparse does (``SystemExit``).
    """
    parser = build_parser()
    options = parser.parse_args(argv)
    if options.verb is None:
        verbs = "find, show, check, pathways, routes, transition, refer, listings, backup, restore, doctor or now"
        parser.error(f"name a command: {verbs}. See navigator --help.")
    prepare()
    try:
        _run(options)
        sys.stdout.flush()
    except UsageError as error:
        return _told(error, 2)
    except NavigatorError as error:
        return _told(error, 1)
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python must not try to write the rest of it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def _told(error: NavigatorError, status: int) -> int:
    sys.stderr.write(one_line(str(error)) + "\n")
    return status


def _run(options: argparse.Namespace) -> None:
    match options.verb:
        case "find":
            from navigator.cli import find

            find.run(options)
        case "show":
            from navigator.cli import show

            show.run(options)
        case "check":
            from navigator.cli import check

            check.run(options)
        case "pathways":
            from navigator.cli import pathways

            pathways.run(options)
        case "routes":
            from navigator.cli import routes

            routes.run(options)
        case "transition":
            from navigator.cli import transition

            transition.run(options)
        case "refer":
            from navigator.cli import refer

            refer.run(options)
        case "open":
            raise UsageError("This command needs the whole program: start Navigator itself to open its window.")
        case "now":
            from navigator.cli import now

            now.run(options)
        case _:
            _look_after(options)


def _look_after(options: argparse.Namespace) -> None:
    """Run a command for those who keep the directory."""
    match options.verb:
        case "listings":
            from navigator.cli import listings

            listings.run(options)
        case "backup":
            from navigator.cli import backup

            backup.run(options)
        case "restore":
            from navigator.cli import restore

            restore.run(options)
        case "doctor":
            from navigator.cli import doctor

            doctor.run(options)
