"""What each command takes: its arguments, and the one line that says what is allowed when they are wrong."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from navigator import __version__
from navigator.cli.listings_options import add_listings
from navigator.cli.output import one_line, readable
from navigator.find.nearest import nearest, offer

if TYPE_CHECKING:
    from datetime import date, datetime

MOST_RESULTS: Final = 1_000
_YEARS: Final = range(2000, 2100)
_MOST_MILES: Final = 50
_MOST_MONTHS: Final = 120
_CODED: Final = (
    ("need", "what help is needed with, such as alcohol"),
    ("type", "the type of service, such as day-centre"),
    ("area", "a borough the service covers"),
    ("route", "a way in, such as self or gp"),
    ("stance", "what the service says to someone with both needs, such as integrated"),
    ("cost", "free, charged or mixed"),
    ("language", "a language spoken there"),
    ("accessibility", "such as step-free"),
    ("open", "now, evenings or weekends"),
)
_ROLES: Final = ("professional", "gp", "hospital", "probation", "prison", "council", "police")
_MOST_STOPS: Final = 20
_ORDERS: Final = ("best", "nearest", "checked")
_LOCK: Final = (
    "Whoever uses this account of the computer can change listings: the account is the lock. Lock the screen, or sign "
    "out, when you go."
)
"""What guards the listings."""

Fill = Callable[["_Parser"], None]
"""Adds what a command takes."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line.

    Its result has ``verb`` (None when the window is meant), ``data`` (a folder or None) and what the verb takes.
    """
    parser = _Parser(
        prog="navigator",
        description="A directory of services that works with no network. With no command, the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Navigator {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="use another data folder")
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", title="commands")
    _verb(verbs, "find", "search the directory", _add_find)
    show = _verb(verbs, "show", "show one whole listing, with its sources")
    show.add_argument("id", type=readable, metavar="ID", help="the id that find prints, such as samaritans")
    _verb(verbs, "check", "see which services may take someone, and why not", _add_check)
    _verb(verbs, "pathways", "what to do for someone with both needs, step by step, and who can", _add_pathways)
    _verb(verbs, "routes", "ways into a service that says no, through services that take someone", _add_routes)
    _verb(verbs, "transition", "what to do, and by when, where support may fall away", _add_transition)
    _verb(verbs, "refer", "what to know before sending someone, and a sheet to leave with", _add_refer)
    now = _verb(verbs, "now", "what to do in an emergency; works when the directory does not")
    now.add_argument("situation", type=readable, metavar="SITUATION", nargs="?", help="leave out to see the list")
    _verb(verbs, "listings", "keep the listings true: check, edit, merge, send on", _add_listings, json=False)
    _verb(verbs, "backup", "back up your own directory, and list the backups")
    restore = _verb(verbs, "restore", "put a backup back; what is there is backed up first")
    restore.add_argument("name", type=readable, metavar="NAME", nargs="?", help="leave out to see the list")
    doctor = _verb(verbs, "doctor", "look whether your directory, its folder and its backups are as they should be")
    doctor.add_argument("--mend", action="store_true", help="remove what was never finished, and derive the index anew")
    window = _verb(verbs, "open", "open the window, as with no command", json=False)
    window.add_argument(
        "--until-painted", action="store_true", help="close it again once it is drawn and has answered to a key"
    )
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[_Parser]", name: str, does: str, fill: "Fill | None" = None, *, json: bool = True
) -> "_Parser":
    """Add a command; ``fill`` adds what it takes, once it is the command that is asked for."""
    parser = verbs.add_parser(name, help=does, description=does.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="use another data folder")
    if json:
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.fill = fill
    return parser


def _add_find(parser: "_Parser") -> None:
    parser.add_argument("text", type=readable, metavar="TEXT", nargs="*", help="what to look for; leave out to browse")
    parser.add_argument(
        "--batch", metavar="FILE", help="one query a line (- for standard input), one JSON line out each"
    )
    parser.add_argument("--limit", type=_whole(1, MOST_RESULTS), metavar="N", help="how many to print")
    parser.add_argument(
        "--order",
        choices=_ORDERS,
        default=_ORDERS[0],
        help="best first unless given; nearest needs --near or a place in TEXT; checked is the latest checked first",
    )
    parser.add_argument("--exact", action="store_true", help="search as typed, with no spelling put right")
    parser.add_argument("--counts", action="store_true", help="also print how many there are for each filter")
    chosen = parser.add_argument_group("filters", "Each may be given more than once: any of its choices will do.")
    for name, says in _CODED:
        chosen.add_argument(f"--{name}", type=readable, action="append", default=[], metavar=name.upper(), help=says)
    more = parser.add_argument_group("more filters")
    more.add_argument("--near", type=readable, metavar="PLACE", help="a postcode, whole or in part, or a neighbourhood")
    more.add_argument("--miles", type=_miles, metavar="N", help="how far from --near, 2 unless given")
    more.add_argument("--at", type=_moment, metavar="TIME", help='the time "open" is about, as "2026-11-23 14:00"')
    more.add_argument("--drop-in", action="store_true", help="people can turn up")
    more.add_argument("--women-only", action="store_true", help="for women only")
    more.add_argument("--no-recourse", action="store_true", help="people with no recourse to public funds may come")
    more.add_argument(
        "--checked", type=_whole(1, _MOST_MONTHS), metavar="MONTHS", help="checked with the provider in these months"
    )
    more.add_argument("--said-only", action="store_true", help="leave out listings that do not say")


def _add_check(parser: "_Parser") -> None:
    answers = parser.add_mutually_exclusive_group(required=True)
    answers.add_argument("--answers", metavar="FILE", help="one person's answers as JSON (- for standard input)")
    answers.add_argument(
        "--batch", metavar="FILE", help="one person's answers a line (- for standard input), one JSON line out each"
    )
    parser.add_argument(
        "--need", type=readable, action="append", default=[], metavar="NEED", help="what the person came for"
    )
    parser.add_argument("--limit", type=_whole(1, MOST_RESULTS), metavar="N", help="how many of each group to print")
    parser.add_argument("--at", type=_moment, metavar="TIME", help='the time it is about, as "2026-11-23 14:00"')


def _add_pathways(parser: "_Parser") -> None:
    says = "such as rough-sleeping-both; leave out to see the list"
    parser.add_argument("situation", type=readable, metavar="SITUATION", nargs="?", help=says)
    parser.add_argument("--answers", metavar="FILE", help="one person's answers as JSON (- for standard input)")
    parser.add_argument("--limit", type=_whole(1, MOST_RESULTS), metavar="N", help="how many services to print a step")
    parser.add_argument("--at", type=_moment, metavar="TIME", help='the time it is about, as "2026-11-23 14:00"')


def _add_transition(parser: "_Parser") -> None:
    parser.add_argument(
        "id", type=readable, metavar="ID", nargs="?", help="such as eviction; leave out to see the list"
    )
    parser.add_argument("--date", type=_day, metavar="DAY", help="the day it happens, as 2026-11-27")
    parser.add_argument("--today", type=_day, metavar="DAY", help="the day it is read, today unless given")
    parser.add_argument(
        "--anchor",
        type=_named_day,
        action="append",
        default=[],
        metavar="NAME=DAY",
        help="another day that something is counted from, as admission=2026-11-20",
    )
    parser.add_argument("--ics", type=Path, metavar="FILE", help="also write the days to a calendar file")


def _add_routes(parser: "_Parser") -> None:
    parser.add_argument("id", type=readable, metavar="ID", help="the id that find prints, such as samaritans")
    says = "one person's answers as JSON (- for standard input)"
    parser.add_argument("--answers", metavar="FILE", required=True, help=says)
    parser.add_argument("--at", type=_moment, metavar="TIME", help='the time it is about, as "2026-11-23 14:00"')


def _add_listings(parser: "_Parser") -> None:
    parser.epilog = _LOCK
    commands = parser.add_subparsers(dest="action", metavar="COMMAND", title="commands")
    add_listings(partial(_verb, commands), _day, _whole)


def _add_refer(parser: "_Parser") -> None:
    says = "the ids that find prints, the first stop first"
    parser.add_argument("ids", type=readable, metavar="ID", nargs="*", help=says)
    parser.add_argument(
        "--for",
        dest="audience",
        choices=("worker", "person"),
        default="worker",
        help="who reads it, worker if not given",
    )
    parser.add_argument("--discreet", action="store_true", help="for the person: numbers, and nothing that tells")
    out = "the sheet, as FILE.pdf, .html or .txt; or reminders, as FILE.ics. Without it, only what to know is printed"
    parser.add_argument("--out", type=Path, metavar="FILE", help=out)
    counts = "for commissioners: what happened after referrals to every service, figures under five withheld; no ID"
    parser.add_argument("--counts", type=Path, metavar="FILE", help=counts)
    parser.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="of a PDF, A4 unless given")
    parser.add_argument(
        "--most", type=_whole(1, _MOST_STOPS), metavar="N", help="services on the person's sheet, 3 unless given"
    )
    origin = "where the person sets out from, to say how far it is; it is not printed"
    parser.add_argument("--from", dest="origin", type=readable, metavar="PLACE", help=origin)
    parser.add_argument(
        "--as", dest="role", choices=_ROLES, default=_ROLES[0], help="who refers, any professional if not given"
    )
    parser.add_argument("--answers", metavar="FILE", help="one person's answers as JSON (- for standard input)")
    parser.add_argument("--tell", action="store_true", help="say on the worker's sheet which rules the answers meet")
    parser.add_argument(
        "--appointment",
        type=_meeting,
        action="append",
        default=[],
        metavar="ID=TIME",
        help='an appointment at one of them, as manna-society-day-centre="2026-11-27 10:30"',
    )
    parser.add_argument("--at", type=_moment, metavar="TIME", help='the time it is about, as "2026-11-23 14:00"')


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong and what is allowed.

    ``fill`` adds what it takes when it is first needed: of all commands, one is asked for.
    """

    fill: "Fill | None" = None

    def error(self, message: str) -> NoReturn:
        """End the program with status 2 and one line."""
        sys.stderr.write(f"{self.prog}: {one_line(message)}\n")
        sys.exit(2)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As argparse does, but what this command does not know is an error here, where its options are known."""
        if self.fill is not None:
            self.fill(self)
            self.fill = None
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self._refuse(unknown[0])
        return options, unknown

    def _refuse(self, word: str) -> NoReturn:
        allowed = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        if not word.startswith("-"):
            self.error(f"'{word}' is one too many here. Put words that belong together in quotes, before any option.")
        meant = offer(nearest(word.partition("=")[0], allowed))
        self.error(f"there is no option {word}.{meant} Allowed: {', '.join(allowed)}.")


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {least} to {most}")
        return number

    return read


def _miles(text: str) -> float:
    try:
        miles = float(text)
    except ValueError:
        miles = 0.0
    if not 0 < miles <= _MOST_MILES:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of miles, above 0 and up to {_MOST_MILES}")
    return miles


def _day(text: str) -> "date":
    from datetime import date

    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if day.year not in _YEARS or day.isoformat() != text.strip():
        form = f"YYYY-MM-DD, from {_YEARS[0]} to {_YEARS[-1]}, such as 2026-11-27"
        raise argparse.ArgumentTypeError(f"'{readable(text)}' is not a day in the form {form}")
    return day


def _named_day(text: str) -> "tuple[str, date]":
    name, _, day = readable(text).partition("=")
    return name.strip(), _day(day)


def _meeting(text: str) -> "tuple[str, datetime]":
    name, _, moment = readable(text).partition("=")
    return name.strip(), _moment(moment)


def _moment(text: str) -> "datetime":
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - stands for no time at all
    if moment.year not in _YEARS or len(text.strip()) <= len("2026-11-23"):
        says = f"'{text}' is not a day and a time from {_YEARS[0]} to {_YEARS[-1]}, such as '2026-11-23 14:00'"
        raise argparse.ArgumentTypeError(says)
    return moment
