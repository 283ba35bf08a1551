"""``listings send`` and ``listings take``: a copy of the directory for a colleague, and what comes from theirs."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from navigator.cli.listings_there import author_of, batch_of, changes, experience_of, undo_lines
from navigator.cli.output import write, write_json
from navigator.directory import Store, Vocabulary
from navigator.directory.labels import read_labels
from navigator.errors import UsageError
from navigator.find.hours import london_now
from navigator.find.wording import megabytes, plain_date, plural
from navigator.listings.copies.differences import HEADINGS, compare_file
from navigator.listings.past.saying import Line, lines

if TYPE_CHECKING:
    from navigator.listings.copies.differences import Comparison, Difference, FieldDifference, Side
    from navigator.listings.copies.taking import Choices, Taken

_Says: TypeAlias = "Callable[[FieldDifference], tuple[Line, ...]]"
_SHOWN: Final = 50


def run(options: argparse.Namespace) -> None:
    """Run the command that the options name. Raises ``NavigatorError`` where it cannot be done."""
    if options.action == "send":
        _send(options)
    else:
        _take(options)


def _send(options: argparse.Namespace) -> None:
    from navigator.listings.copies.sending import send_copy

    store, today = Store.open(options.data), london_now().date()
    kept = experience_of(store)
    sent = send_copy(store, options.file, kept.shared(today), today)
    if options.json:
        told = {"written": str(sent.path), "size": sent.size, "listings": sent.listings, "tips": sent.tips}
        write_json(told)
    else:
        held = f"{plural(sent.listings, 'listing')}, {plural(sent.tips, 'tip')}, {megabytes(sent.size)}"
        write([f"Written: {sent.path}", f"  {held}. No settings, and no tips that stay on this computer."])


def _take(options: argparse.Namespace) -> None:
    from navigator.listings.copies.taking import take_with_tips

    store = Store.open(options.data)
    found = compare_file(store, options.file, london_now().date())
    choices, every = _choices(options, found), _everything(options)
    taken = None
    if (choices or every) and not options.dry_run:
        taken = take_with_tips(store, author_of(options), found, choices, "here" if every else "accepted")
    with store.reading() as connection:
        says = partial(_said, words=read_labels(connection), services=found.names)
    if options.json:
        told = {"file": found.name, "compiled": found.compiled or None, "copied": found.copied or None}
        would = {"dry_run": options.dry_run, "accepted": sorted(choices), "counts": found.counts}
        differences = [_difference(one, says) for one in found.of(*HEADINGS)]
        write_json(told | would | {"tips": len(found.tips), "differences": differences, "taken": _taken(taken)})
    elif taken is None:
        write(_difference_lines(found, says, options), options.data)
    else:
        write([*_taken_lines(taken), *undo_lines(taken.saved)], options.data)


def _choices(options: argparse.Namespace, found: "Comparison") -> "Choices":
    """What is accepted, with whose value to take of the fields that were decided."""
    from navigator.listings.copies.taking import everything

    named = filter(None, map(str.strip, (options.accept or "").split(",")))
    ids = everything(found) if _everything(options) else named
    choices: dict[str, dict[str, Side]] = {service_id: {} for service_id in ids}
    for text in options.choose:
        path, _, whose = text.partition("=")
        service_id, mark, field = path.partition(":")
        if not mark or whose.strip() not in {"ours", "theirs"}:
            raise UsageError(f"--choose has no choice '{text}'. Write ID:FIELD=ours or ID:FIELD=theirs.")
        choices.setdefault(service_id.strip(), {})[field.strip()] = cast("Side", whose.strip())
    return choices


def _everything(options: argparse.Namespace) -> bool:
    return bool(options.accept and options.accept.strip() == "all")


def _difference_lines(found: "Comparison", says: _Says, options: argparse.Namespace) -> Iterator[str]:
    counts = found.counts
    told = [f"{heading}: {counts[kind]:,}" for kind, heading in HEADINGS.items() if counts[kind]]
    told += [f"tips: {len(found.tips)}"] if found.tips else []
    made = f", copied on {plain_date(found.copied)}" if found.copied else ""
    yield f"{found.name}{made}: {'; '.join(told) or 'nothing that is not here'}."
    for kind, heading in HEADINGS.items():
        for one in found.of(kind)[:_SHOWN]:
            yield ""
            yield f"{heading.capitalize()}: {one.name} ({one.id})"
            yield from _one_lines(one, says)
        if counts[kind] > _SHOWN:
            yield f"  and {counts[kind] - _SHOWN:,} more: add --json to see all."
    if told:
        yield ""
        yield "Nothing was taken. To take what needs no decision, or some:"
        yield f"    navigator listings take {options.file} --accept all"
        yield f"    navigator listings take {options.file} --accept ID,ID --choose ID:FIELD=theirs"


def _one_lines(one: "Difference", says: _Says) -> Iterator[str]:
    if one.why:
        yield f"  {one.why}"
    for field in one.fields:
        takes = {"ours": "Yours stays", "theirs": "Theirs is taken"}.get(field.default or "", "To decide")
        yield from (f"  {line.says}" for line in says(field))
        yield f"    {takes}: {field.field}. {field.why}"
    for check in one.checks:
        yield f"  They checked it on {plain_date(check.checked_on)} ({check.method}): {', '.join(check.confirmed)}"


def _difference(one: "Difference", says: _Says) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "why": one.why or None,
        "conflicts": list(one.conflicts),
        "fields": [asdict(field) | {"changes": changes(says(field))} for field in one.fields],
        "checks": [asdict(check) for check in one.checks],
    }


def _said(field: "FieldDifference", words: Vocabulary, services: Mapping[str, str]) -> tuple[Line, ...]:
    """How it is here, and became there."""
    return lines({field.field: field.ours}, {field.field: field.theirs}, words, services)


def _taken(taken: "Taken | None") -> dict[str, Any] | None:
    if taken is None:
        return None
    ids = list(taken.saved.ids) if taken.saved else []
    purge = [{"id": service_id, "place": number} for service_id, number in taken.purge]
    return {"batch": batch_of(taken.saved), "ids": ids, "checks": taken.checks, "tips": taken.tips, "purge": purge}


def _taken_lines(taken: "Taken") -> Iterator[str]:
    count = len(taken.saved.ids) if taken.saved else 0
    yield f"Taken: {plural(count, 'listing')}, {plural(taken.checks, 'check')}, {plural(taken.tips, 'tip')}."
    for service_id, number in taken.purge:
        yield "An address is confidential from now on, and still stands in the history and in backups. To purge it:"
        yield f"    navigator listings confidential {service_id} --place {number}"
