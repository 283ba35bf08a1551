"""``listings duplicates`` and ``listings merge``: listings that may be one service, and making them one."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final, cast, get_args

from navigator.cli.listings_there import author_of, batch_of, listing_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Listing, Store
from navigator.directory.labels import read_labels
from navigator.errors import UsageError
from navigator.find.wording import plain_date, plural
from navigator.listings.twins.comparing import Choice, Row, Said, compare
from navigator.listings.twins.duplicates import Pair, find_pairs

_FOR_PEOPLE: Final = 20
_FOR_PROGRAMS: Final = 1_000
_UNDER: Final = "     "


def run(options: argparse.Namespace) -> None:
    """Run the command that the options name. Raises ``NavigatorError`` for a listing that there is not."""
    if options.action == "merge":
        _merge(options)
    elif options.apart or options.not_apart:
        _note(options)
    else:
        _list(options)


def _list(options: argparse.Namespace) -> None:
    with Store.open(options.data).reading() as connection:
        if options.id is not None:
            listing_of(connection, options.id)
        pairs = find_pairs(connection, options.id)
    shown = pairs[: options.limit or (_FOR_PROGRAMS if options.json else _FOR_PEOPLE)]
    if options.json:
        write_json({"total": len(pairs), "pairs": [asdict(pair) for pair in shown]})
    else:
        write(_pair_lines(shown, len(pairs)), options.data)


def _pair_lines(pairs: Sequence[Pair], total: int) -> Iterator[str]:
    if not total:
        yield "No two listings look like one service."
        return
    yield f"{plural(total, 'pair')} that may be one service, the likeliest first:"
    for number, pair in enumerate(pairs, 1):
        yield ""
        yield f"{number:>3}. {pair.one.name} ({pair.one.id})"
        yield f"{_UNDER}{pair.other.name} ({pair.other.id})"
        yield f"{_UNDER}Alike: {'; '.join(pair.reasons)}"
        if pair.differences:
            yield f"{_UNDER}Not alike: {'; '.join(pair.differences)}"
    if len(pairs) < total:
        yield ""
        yield f"{total - len(pairs):,} more: add --limit {total}."
    yield ""
    yield "To make two one, or remember that they are two:"
    yield f"    navigator listings merge {pairs[0].one.id} {pairs[0].other.id} --dry-run"
    yield f"    navigator listings duplicates --apart {pairs[0].one.id} {pairs[0].other.id}"


def _note(options: argparse.Namespace) -> None:
    from navigator.listings.twins.apart import forget_apart, note_apart

    if options.id is not None or (options.apart and options.not_apart):
        raise UsageError("--apart and --not-apart name both listings, and go alone.")
    store = Store.open(options.data)
    pair = options.apart or options.not_apart
    with store.reading() as connection:
        one, other = (listing_of(connection, service_id).name for service_id in pair)
    changed = (note_apart if options.apart else forget_apart)(store, *pair)
    if options.json:
        write_json({"pair": list(pair), "apart": bool(options.apart), "changed": changed})
        return
    said = "are two services" if options.apart else "may be one service"
    was = "Remembered" if changed else "Known already"
    write([f"{was}: {one} and {other} {said}."])


def _merge(options: argparse.Namespace) -> None:
    from navigator.listings.changes.editor import Editor
    from navigator.listings.twins.merging import merge, plan

    choices = _choices(options.choose)
    store = Store.open(options.data)
    with store.reading() as connection:
        keep, drop = (listing_of(connection, service_id) for service_id in (options.keep, options.drop))
        rows = compare(keep, drop, read_labels(connection))
        edits = plan(connection, keep.id, drop.id, choices)
    saved = None if options.dry_run else merge(Editor(store), keep.id, drop.id, choices, author_of(options))
    pointing = [edit.form.id for edit in edits[2:]]
    if options.json:
        told = {"keep": keep.id, "drop": drop.id, "batch": batch_of(saved), "dry_run": options.dry_run}
        fields = [asdict(row) | {"taken": choices.get(row.field, row.better)} for row in rows]
        write_json(told | {"fields": fields, "pointing": pointing})
        return
    did = "Would merge, and did not" if options.dry_run else "Merged"
    told_lines = [f"{did}: {keep.name} stays; {drop.name} is closed, and points to it."]
    if pointing:
        told_lines.append(f"Links of {plural(len(pointing), 'other listing')} point to it too: {', '.join(pointing)}.")
    write([*told_lines, "", *_field_lines(rows, choices, (keep, drop)), *undo_lines(saved)], options.data)


def _choices(texts: Sequence[str]) -> dict[str, Choice]:
    chosen: dict[str, Choice] = {}
    for text in texts:
        field, _, whose = text.partition("=")
        if whose.strip() not in get_args(Choice):
            raise UsageError(f"--choose has no choice '{text}'. Write FIELD=keep, FIELD=drop or FIELD=both.")
        chosen[field.strip()] = cast("Choice", whose.strip())
    return chosen


def _field_lines(rows: Sequence[Row], choices: Mapping[str, Choice], both: tuple[Listing, Listing]) -> Iterator[str]:
    """What of each field is taken where the two do not say the same."""
    differing = [row for row in rows if not row.same]
    yield "Where they do not say the same:" if differing else "Both say the same."
    for row in differing:
        taken = choices.get(row.field, row.better)
        why = "You chose it." if row.field in choices else row.why
        yield f"  {row.label}: {_TAKEN[taken]}. {why}"
        for listing, fact in zip(both, (row.keep, row.drop), strict=True):
            yield f"    {listing.id}: {_told(fact)}"


def _told(fact: Said) -> str:
    if not fact.lines:
        return "does not say"
    page = " ".join(filter(None, (fact.source, f"({plain_date(fact.dated)})" if fact.dated else "")))
    return " · ".join(filter(None, ("; ".join(fact.lines), page)))


_TAKEN: Final[Mapping[Choice, str]] = {
    "keep": "that of the listing that stays",
    "drop": "that of the one that is closed",
    "both": "both",
}
