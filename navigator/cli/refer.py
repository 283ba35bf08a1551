"""``refer``: what to know before sending someone to some services, and a sheet to leave with; or the counts of all."""

import argparse
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any, Final

from navigator.check import Answers, Check
from navigator.cli.answers import answers_in
from navigator.cli.choices import read_place
from navigator.cli.output import write, write_json
from navigator.directory import Place, Store
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import NavigatorError, UsageError
from navigator.find import Search
from navigator.find.hours import london_now
from navigator.find.nearest import nearest, offer
from navigator.find.wording import joined, listed
from navigator.pathways import Pathways
from navigator.pathways.checklist import PAPER
from navigator.pathways.files import write_whole
from navigator.refer.before import Before
from navigator.refer.experience import Experience
from navigator.refer.outcomes import told_of
from navigator.refer.refer import Refer
from navigator.refer.saving import ENDINGS, save
from navigator.refer.shortlist import MOST, Stop
from navigator.refer.stop_facts import StopFacts
from navigator.refer.ways import WORKER_WAYS
from navigator.refer.wish import NOBODY, Kind, Wish, sheet_of

CALENDAR: Final = ".ics"
TABLE: Final = ".csv"
_MOST_OFFERED: Final = 3
_FOR: Final[Mapping[tuple[str, bool], Kind]] = {
    ("worker", False): "worker",
    ("person", False): "person",
    ("person", True): "discreet",
}


def run(options: argparse.Namespace) -> None:
    """Write the sheet asked for, and print what to know first; or write the counts of what happened after referrals.

    Raises ``UsageError`` for what does not go together.
    """
    _refuse(options)
    store = Store.open(options.data)
    if options.counts is not None:
        _count(options, store)
        return
    with explained(store.path), closing(store.connect()) as connection:
        search, labels = Search(connection, options.at), read_labels(connection)
        check = Check(search, connection, labels, at=options.at)
        refer = Refer(connection, check, Pathways(search, connection, check), Experience(store.folder), at=options.at)
        stops = tuple(_stops(options, connection))
        answers = answers_in(options.answers, check.allowed) if options.answers is not None else NOBODY
        origin = read_place(options.origin, search.places) if options.origin is not None else None
        before = refer.before(stops, answers, WORKER_WAYS | {options.role})
        facts = refer.read(stops, answers, origin)
    notes = [] if options.out is None else _write(options, facts, Wish(**_wish(options, stops, answers, origin)))
    if options.json:
        write_json(_document(options.out, before, notes))
    else:
        write(_lines(options, before, notes))


def _refuse(options: argparse.Namespace) -> None:
    if options.counts is not None:
        _refuse_beside_counts(options)
    elif not options.ids:
        raise UsageError("Name a service by the id that find prints, or use --counts FILE.csv.")
    if len(options.ids) > MOST:
        raise UsageError(f"A shortlist holds {MOST} services, and here are {len(options.ids)}.")
    if options.discreet and options.audience != "person":
        raise UsageError("--discreet goes with --for person.")
    if options.tell and (options.audience != "worker" or options.answers is None):
        raise UsageError("--tell goes with --for worker and --answers: it says which of their rules are met.")
    if options.out is not None and options.out.suffix.lower() not in {*ENDINGS, CALENDAR}:
        endings = listed((*ENDINGS, CALENDAR), "or")
        raise UsageError(f"--out is a file whose name ends in {endings}, not '{options.out.name}'.")


def _refuse_beside_counts(options: argparse.Namespace) -> None:
    if options.ids or options.out is not None:
        raise UsageError("--counts is of every service: it goes with no id and no --out.")
    if options.counts.suffix.lower() != TABLE:
        raise UsageError(f"--counts is a file whose name ends in {TABLE}, not '{options.counts.name}'.")


def _count(options: argparse.Namespace, store: Store) -> None:
    with explained(store.path), closing(store.connect()) as connection:
        names: dict[str, str] = dict(connection.execute("SELECT id, name FROM service"))
    notes = [told_of(figures=Experience(store.folder).save_csv(options.counts, names))]
    if options.json:
        write_json({"written": str(options.counts), "notes": notes})
    else:
        write([f"Written: {options.counts}", *notes])


def _stops(options: argparse.Namespace, connection: sqlite3.Connection) -> Iterator[Stop]:
    """The stops by id, each once. Raises ``NavigatorError``, with the likeliest ids, for one there is not."""
    names: dict[str, str] = dict(connection.execute("SELECT id, name FROM service"))
    meetings = dict(options.appointment)
    for service_id in dict.fromkeys(chain(options.ids, meetings)):
        if service_id not in names:
            meant = offer(nearest(service_id, sorted(names), _MOST_OFFERED))
            raise NavigatorError(f"There is no listing '{service_id}'.{meant}")
        if service_id not in options.ids:
            raise UsageError(f"--appointment names '{service_id}', which is not among the services to refer to.")
        yield Stop(service_id, names[service_id], appointment=meetings.get(service_id))


def _wish(
    options: argparse.Namespace, stops: tuple[Stop, ...], answers: Answers, origin: Place | None
) -> dict[str, Any]:
    most = {} if options.most is None else {"most": options.most}
    kind = _FOR[options.audience, options.discreet]
    return {"kind": kind, "stops": stops, "answers": answers, "origin": origin, "tell": options.tell} | most


def _write(options: argparse.Namespace, facts: Sequence[StopFacts], wish: Wish) -> list[str]:
    """Write the file; gives what else there is to say about it."""
    out: Path = options.out
    if out.suffix.lower() == CALENDAR:
        from navigator.refer.reminders import in_words, to_ics

        now = options.at or london_now()
        write_whole(out, to_ics(facts, now))
        return [in_words(facts, now)]
    save(sheet_of(wish, facts), out, options.paper)
    return list(_left_out(wish, facts, out))


def _left_out(wish: Wish, facts: Sequence[StopFacts], out: Path) -> Iterator[str]:
    if wish.kind == "person":
        from navigator.refer.person import left_out

        yield from (f"Not on the sheet: {joined(one.name, one.why)}" for one in left_out(facts, wish.most))
    elif wish.kind == "discreet":
        from navigator.refer.discreet import entries, telling
        from navigator.refer.discreet import left_out as without_number

        yield from without_number(facts)
        if found := telling(out.stem, entries(facts)):
            yield f"The name of the file tells: {listed(found, 'and')}. Give it one that would mean nothing to others."


def _lines(options: argparse.Namespace, before: Sequence[Before], notes: Sequence[str]) -> Iterator[str]:
    if options.out is not None:
        yield f"Written: {options.out}"
        yield from notes
        yield PAPER
    for number, one in enumerate(before, 1):
        yield ""
        yield f"{number}. {joined(one.name, one.organization)}"
        if one.opening:
            yield f"   {one.opening}"
        for caution in one.cautions:
            yield f"   {caution.label}: {caution.says} {caution.do}".rstrip()
            if caution.source:
                yield f"      From: {caution.source}"
        yield from (f"   Ask: {asks}" for asks in one.asks)


def _document(out: Path | None, before: Sequence[Before], notes: Sequence[str]) -> dict[str, Any]:
    return {
        "written": str(out) if out else None,
        "notes": list(notes),
        "warnings": [{"id": one.id, **asdict(caution)} for one in before for caution in one.cautions],
        "services": [
            {
                "id": one.id,
                "name": one.name,
                "organization": one.organization,
                "worst": one.worst,
                "open": one.opening or None,
                "ask": list(one.asks),
                "discreet": one.discreet,
            }
            for one in before
        ],
    }
