"""``listings report``: what the listings lack, by borough, need or organisation; or what was changed since a day."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from navigator.cli.listings_there import changes
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.errors import UsageError
from navigator.find.hours import london_now
from navigator.find.wording import plain_date, plural
from navigator.listings.gaps.gaps import FACTS, MOST, Gap, Group, read_gaps
from navigator.listings.past.entries import Entry, Teller

_FOR_PEOPLE: Final = 50
_FIRST: Final = 10


def run(options: argparse.Namespace) -> None:
    """Print the report, and write its table. Raises ``NavigatorError`` where that cannot be written."""
    if options.changes is None:
        _gaps(options)
    elif options.by is not None:
        raise UsageError("--by groups gaps: leave it out with --changes.")
    else:
        _changes(options)


def _gaps(options: argparse.Namespace) -> None:
    from navigator.listings.gaps.tables import save_csv, shares_to_csv, worst_to_csv

    by = options.by or "borough"
    with Store.open(options.data).reading() as connection:
        gaps = read_gaps(connection, london_now().date(), max(options.limit or 0, MOST))
    if options.csv is not None:
        save_csv((worst_to_csv if by == "listing" else shares_to_csv)(gaps), options.csv)
    groups = {"borough": gaps.boroughs, "need": gaps.needs, "organisation": gaps.organizations}.get(by, ())
    shown = [group for group in groups if group.services][: options.limit]
    worst = gaps.worst[: options.limit or (MOST if by == "listing" or options.json else _FIRST)]
    if options.json:
        told = {"on": gaps.today.isoformat(), "by": by, "all": _group(gaps.everything)}
        each = {"groups": [*map(_group, shown)], "worst": [asdict(gap) | {"says": gap.says} for gap in worst]}
        write_json(told | each | {"written": str(options.csv) if options.csv else None})
    else:
        write(_gap_lines(gaps.everything, shown, worst))
        write(_written(options))


def _gap_lines(everything: Group, groups: Sequence[Group], worst: Sequence[Gap]) -> Iterator[str]:
    for group in (everything, *groups):
        yield f"{group.name}: {plural(group.services, 'listing')}. How many have"
        yield f"  {', '.join(f'{FACTS[one.fact]}: {100 * one.part:.0f} %' for one in group.shares)}"
    if worst:
        yield ""
        yield "To complete first:"
    for gap in worst:
        yield f"  {gap.name} ({gap.id})"
        yield f"    {gap.says}"


def _group(group: Group) -> dict[str, Any]:
    have = {share.fact: {"have": share.have, "of": share.of} for share in group.shares}
    return {"name": group.name, "services": group.services, "missing": group.missing, "have": have}


def _written(options: argparse.Namespace) -> list[str]:
    return [] if options.csv is None else ["", f"Written: {options.csv}"]


@dataclass(frozen=True, slots=True)
class _Changed:
    """One change, and the listing that it was made to."""

    id: str
    name: str
    entry: Entry


def _changes(options: argparse.Namespace) -> None:
    from navigator.listings.changes.history import changes_since
    from navigator.listings.gaps.tables import as_csv, save_csv

    day = options.changes.isoformat()
    with Store.open(options.data).reading() as connection:
        names: dict[str, str] = dict(connection.execute("SELECT id, name FROM service"))
        changes = changes_since(connection, day)
        words = Teller.of(connection, changes)
        found = [
            _Changed(change.service_id, names.get(change.service_id, change.service_id), words.entry(change))
            for change in changes
        ]
    if options.csv is not None:
        save_csv(as_csv(_HEADINGS, map(_row, found)), options.csv)
    shown = found[: options.limit or (None if options.json else _FOR_PEOPLE)]
    if options.json:
        told = {"since": day, "total": len(found), "changes": [_document(one) for one in shown]}
        write_json(told | {"written": str(options.csv) if options.csv else None})
    else:
        write(_lines(shown, len(found), day))
        write(_written(options))


def _lines(shown: Sequence[_Changed], total: int, day: str) -> Iterator[str]:
    yield f"Since {plain_date(day)}: {plural(total, 'change')}{', the newest first' if total else ''}."
    for one in shown:
        yield ""
        yield f"{one.entry.key:>5}. {one.name} ({one.id})"
        yield f"       {one.entry.says}"
        yield from (f"       {line.says}" for line in one.entry.lines)
    if len(shown) < total:
        yield ""
        yield f"{total - len(shown):,} more: add --limit {total}."


_HEADINGS: Final = ("Change", "Listing", "Name", "When", "By", "Why", "What", "Lines")


def _row(one: _Changed) -> list[object]:
    entry = one.entry
    lines = "\n".join(line.says for line in entry.lines)
    when = entry.at.isoformat(sep=" ", timespec="minutes")
    return [entry.key, one.id, one.name, when, entry.by, entry.why, entry.title, lines]


def _document(one: _Changed) -> dict[str, Any]:
    entry = one.entry
    return {
        "change": entry.key,
        "batch": entry.batch,
        "id": one.id,
        "name": one.name,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="minutes"),
        "by": entry.by or None,
        "why": entry.why or None,
        "title": entry.title,
        "lines": changes(entry.lines),
    }
