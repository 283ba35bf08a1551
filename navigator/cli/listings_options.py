"""What the ``listings`` commands take: their arguments, each checked where it is typed."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from navigator.cli.output import readable

if TYPE_CHECKING:
    from datetime import date

WAYS: Final = ("phone", "visit", "email", "website")
GROUPED: Final = ("borough", "need", "organisation", "listing")
_MOST: Final = 100_000
_LONGEST_MINUTES: Final = 1_440
_HIGHEST: Final = 2**53
_ID: Final = "the id that find prints, such as samaritans"

Add = Callable[[str, str], argparse.ArgumentParser]
"""Makes the parser of one command from its name and the line that says what it does."""
Day = Callable[[str], "date"]
Whole = Callable[[int, int], Callable[[str], int]]


def add_listings(add: Add, day: Day, whole: Whole) -> None:
    """Add every ``listings`` command; ``day`` and ``whole`` read a day, and a whole number between two."""
    _add_review(add("review", "list what is due for a check, the most urgent first, or the calls that fit"), whole)
    _add_verify(add("verify", "note that a listing was checked with its provider, or that nobody answered"), day)
    _add_edit(add("edit", "change a listing, or one field of many; or undo what was changed"), whole)
    _add_new(add("add", "add a listing, and the organisation that runs it where that is new"))
    history = add("history", "list every change to a listing, the newest first")
    _add_id(history)
    history.add_argument("--limit", type=whole(1, _MOST), metavar="N", help="how many to print")
    restore = add("restore", "put a listing back as it was just before one of its changes")
    _add_id(restore)
    restore.add_argument("change", type=whole(1, _HIGHEST), metavar="CHANGE", help="the number that history prints")
    _add_try(restore)
    _add_author(restore)
    _add_twins(add("duplicates", "list pairs of listings that may be one service, or note that two are not"), whole)
    _add_merge(add("merge", "merge two listings of one service: KEEP stays, DROP is closed and points to it"))
    _add_report(add("report", "what the listings lack, or what was changed"), day, whole)
    _add_sending(add, whole)


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=readable, metavar="ID", help=_ID)


def _add_author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", type=readable, default="", metavar="WHO", help="who does it: a role or initials")
    parser.add_argument("--why", type=readable, default="", metavar="TEXT", help="why, for the history")


def _add_try(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")


def _add_review(parser: argparse.ArgumentParser, whole: Whole) -> None:
    says = "a saved view instead, such as never-checked, no-phone or borough:Lambeth; a wrong one lists them"
    parser.add_argument("--view", type=readable, metavar="NAME", help=says)
    minutes = "how long you have: the calls that fit it, instead of the whole list"
    parser.add_argument("--minutes", type=whole(1, _LONGEST_MINUTES), metavar="N", help=minutes)
    parser.add_argument("--limit", type=whole(1, _MOST), metavar="N", help="how many listings to print")


def _add_verify(parser: argparse.ArgumentParser, day: Day) -> None:
    _add_id(parser)
    parser.add_argument("--how", choices=WAYS, help="how it was checked")
    groups = "what they confirmed: any of contacts,hours,rules,runs (that it still runs), or all"
    parser.add_argument("--confirmed", type=readable, metavar="WHAT", help=groups)
    parser.add_argument("--no-answer", action="store_true", help="somebody tried, and nobody answered")
    note = "a few words for whoever checks it next; never about a person"
    parser.add_argument("--note", type=readable, default="", metavar="TEXT", help=note)
    parser.add_argument("--next-due", type=day, metavar="DAY", help="when to check it again, as 2027-05-27")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day it was checked, today unless given")
    parser.add_argument("--by", type=readable, default="", metavar="WHO", help="who checked it: a role or initials")


def _add_edit(parser: argparse.ArgumentParser, whole: Whole) -> None:
    parser.add_argument("id", type=readable, metavar="ID", nargs="?", help=_ID)
    _add_set(parser, "what to change, as 'phones.1.number=020 7946 0000'; FIELD+=VALUE and FIELD-=VALUE change a list")
    _add_organization(parser, "where --set organization=NAME is new")
    many = parser.add_argument_group("many at once", "One field of many listings, instead of ID.")
    many.add_argument("--ids", type=readable, metavar="ID,ID", help="the listings to change")
    many.add_argument("--all-of", type=readable, metavar="VIEW", help="those of a view, such as organisation:Shelter")
    many.add_argument("--was", type=readable, metavar="VALUE", help="only where the field holds this now")
    undo = parser.add_argument_group("undo")
    number = "take back what was changed as one, by its number"
    undo.add_argument("--undo", type=whole(1, _HIGHEST), metavar="BATCH", help=number)
    _add_try(parser)
    _add_author(parser)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", type=readable, required=True, metavar="NAME", help="what the service is called")
    parser.add_argument("--organization", type=readable, required=True, metavar="NAME", help="who runs it")
    _add_organization(parser, "where that is new")
    _add_set(parser, "what else is known, as with edit; description and sources.1.title must be there")
    parser.add_argument("--yes", action="store_true", help="add it, though it looks like a listing that is there")
    _add_try(parser)
    _add_author(parser)


def _add_organization(parser: argparse.ArgumentParser, new: str) -> None:
    kind = f"{new}, what kind of organisation it is: charity, nhs, council and so on"
    parser.add_argument("--kind", type=readable, metavar="KIND", help=kind)
    parser.add_argument("--website", type=readable, default="", metavar="ADDRESS", help=f"{new}, its website")


def _add_set(parser: argparse.ArgumentParser, says: str) -> None:
    parser.add_argument(
        "--set", type=readable, nargs="+", action="extend", default=[], metavar="FIELD=VALUE", help=says
    )


def _add_twins(parser: argparse.ArgumentParser, whole: Whole) -> None:
    parser.add_argument("id", type=readable, metavar="ID", nargs="?", help="only pairs with this listing")
    parser.add_argument("--limit", type=whole(1, _MOST), metavar="N", help="how many pairs to print")
    for name, says in (
        ("--apart", "remember that these are two services"),
        ("--not-apart", "take that back: they may be one"),
    ):
        parser.add_argument(name, type=readable, nargs=2, metavar=("ONE", "OTHER"), help=says)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keep", type=readable, metavar="KEEP", help="the id of the listing that stays")
    parser.add_argument("drop", type=readable, metavar="DROP", help="the id of the one that is closed")
    parser.add_argument(
        "--choose",
        type=readable,
        nargs="+",
        action="extend",
        default=[],
        metavar="FIELD=WHOSE",
        help="whose fact to take, keep, drop or both; the better one unless given",
    )
    _add_try(parser)
    _add_author(parser)


def _add_report(parser: argparse.ArgumentParser, day: Day, whole: Whole) -> None:
    which = parser.add_mutually_exclusive_group()
    gaps = "what share has a phone, hours, rules and so on; the default"
    which.add_argument("--gaps", action="store_true", help=gaps)
    which.add_argument("--changes", type=day, metavar="DAY", help="every change from this day on")
    parser.add_argument("--by", choices=GROUPED, help="whose gaps, borough unless given")
    parser.add_argument("--limit", type=whole(1, _MOST), metavar="N", help="how many to print")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="also write it as a table for a spreadsheet")


def _add_sending(add: Add, whole: Whole) -> None:
    send = add("send", "copy the directory for a colleague, as one file")
    send.add_argument("file", type=Path, metavar="FILE", help="what to write, such as services-for-kb.sqlite")
    take = add("take", "see how a colleague's copy differs, and take over what you accept")
    take.add_argument("file", type=Path, metavar="FILE", help="the copy they sent")
    accept = "all, or the ids of the listings to take over, as ID,ID; without it nothing is taken. Tips come with the "
    accept += "listings named, and with all for every listing that you have"
    take.add_argument("--accept", type=readable, metavar="WHICH", help=accept)
    whose = "whose to take where both changed a field, ours or theirs"
    take.add_argument(
        "--choose", type=readable, nargs="+", action="extend", default=[], metavar="ID:FIELD=WHOSE", help=whose
    )
    _add_try(take)
    _add_author(take)
    purge = add("confidential", "make a place confidential and purge its address from everything that is kept")
    _add_id(purge)
    purge.add_argument("--place", type=whole(1, _MOST), metavar="N", help="which of its places, the first is 1")
    purge.add_argument("--texts", action="store_true", help="take it out of the listing's own texts too")
    purge.add_argument("--yes", action="store_true", help="do it; without this, what will go is only listed")
    _add_author(purge)
