"""The gaps of a directory as tables for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from navigator.listings.gaps.gaps import FACTS, Gaps, Group
from navigator.pathways.files import write_whole

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def shares_to_csv(gaps: Gaps) -> str:
    """A line for all listings, for each borough, need and organisation: how many listings, and how many have what."""
    return as_csv(("Of", "Name", "Services", *(f"With {fact}" for fact in FACTS.values()), "On"), _shares(gaps))


def worst_to_csv(gaps: Gaps) -> str:
    """A line for each of the listings to complete first."""
    rows = ([gap.id, gap.name, gap.organization, gap.harm, *_lacks(gap.missing), gap.weight] for gap in gaps.worst)
    return as_csv(("Listing", "Name", "Organisation", "What it is", *FACTS.values(), "Weight"), rows)


def save_csv(table: str, path: Path) -> None:
    """Write a table to a file, whole, with the byte order mark that Excel needs. Raises NavigatorError if it cannot."""
    write_whole(path, table.encode("utf-8-sig"))


def _shares(gaps: Gaps) -> Iterator[list[object]]:
    kinds = {
        "All": (gaps.everything,),
        "Borough": gaps.boroughs,
        "Need": gaps.needs,
        "Organisation": gaps.organizations,
    }
    for kind, groups in kinds.items():
        yield from ([kind, *_counts(group), gaps.today.isoformat()] for group in groups)


def _counts(group: Group) -> list[object]:
    return [group.name, group.services, *(share.have for share in group.shares)]


def _lacks(missing: Iterable[str]) -> list[str]:
    lacking = set(missing)
    return ["missing" if fact in lacking else "" for fact in FACTS]


def as_csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table with its headings, in which no cell begins a formula."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(head)
    table.writerows(map(_defused, rows))
    return written.getvalue()


def _defused(row: Iterable[object]) -> list[str]:
    """Cells as text that no spreadsheet takes for a formula."""
    return [f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in map(str, row)]
