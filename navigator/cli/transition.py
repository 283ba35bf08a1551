"""``transition``: what to do, and by when, at a point where support falls away; also as a calendar file."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from navigator.check import Card, Check
from navigator.cli.cited import backing, catch22, claim
from navigator.cli.output import write, write_json
from navigator.directory import Store
from navigator.directory.labels import read_labels
from navigator.directory.store import explained
from navigator.errors import UsageError
from navigator.find import Search
from navigator.find.hours import london_now
from navigator.find.nearest import nearest
from navigator.find.wording import listed
from navigator.pathways.beside import beside
from navigator.pathways.catch22s import Catch22, on_transition, read_catch22s
from navigator.pathways.checklist import Section, checklist
from navigator.pathways.ics import reminders, save_ics
from navigator.pathways.timeline import Dated, Timeline, anchors_of, timeline
from navigator.pathways.transitions import RULE, Transition, read_transitions


def run(options: argparse.Namespace) -> None:
    """Print a transition on the days of a calendar, or the list of them, and write the calendar file asked for.

    Raises ``UsageError`` for a transition or a day there is not, else ``NavigatorError``.
    """
    transitions = read_transitions()
    if options.id is None:
        _list(transitions, options)
        return
    transition = _chosen(options.id, transitions)
    if options.date is None:
        raise UsageError(f"--date is needed: the {transition.day_0}, as 2026-11-27.")
    anchors = _anchors(options.anchor, transition)
    found = timeline(transition, options.date, options.today or london_now().date(), anchors)
    services = _services(options, transition)
    loops = on_transition(read_catch22s(), transition.id)
    if options.ics is not None:
        save_ics(found, options.ics)
    if options.json:
        write_json(_document(found, services, loops) | {"ics": str(options.ics) if options.ics else None})
    else:
        write(_lines(found, services, loops))
        if options.ics is not None:
            write(["", f"{reminders(found)} reminders are in {options.ics}. They have numbers, and no words about it."])


def _list(transitions: Sequence[Transition], options: argparse.Namespace) -> None:
    given = [name for name in ("date", "today", "anchor", "ics") if getattr(options, name)]
    if given:
        raise UsageError(f"--{given[0]} goes with a transition. Allowed: {_ids(transitions)}.")
    if options.json:
        chosen = ({"id": one.id, "name": one.name, "who": one.who, "day_0": one.day_0} for one in transitions)
        write_json({"transitions": list(chosen)})
        return
    for one in transitions:
        write([one.name, f"    navigator transition {one.id} --date DAY", f"    DAY is the {one.day_0}"])


def _chosen(text: str, transitions: Sequence[Transition]) -> Transition:
    by_id = {one.id: one for one in transitions}
    chosen = by_id.get(text.strip().casefold())
    if chosen is None:
        likely = nearest(text, by_id, len(by_id))
        raise UsageError(f"There is no transition '{text}'. Allowed: {', '.join(dict.fromkeys([*likely, *by_id]))}.")
    return chosen


def _ids(transitions: Sequence[Transition]) -> str:
    return ", ".join(one.id for one in transitions)


def _anchors(given: Sequence[tuple[str, date]], transition: Transition) -> dict[str, date]:
    allowed = {name.casefold(): name for name in anchors_of(transition)}
    for name, _ in given:
        if name.casefold() not in allowed:
            may = f"Allowed: {', '.join(allowed.values())}." if allowed else "It counts from no other day."
            raise UsageError(f"--anchor has no day '{name}' for {transition.id}. {may}")
    return {allowed[name.casefold()]: day for name, day in given}


def _services(options: argparse.Namespace, transition: Transition) -> tuple[Card, ...]:
    at = datetime.combine(options.today, time(12)) if options.today else None
    store = Store.open(options.data)
    with explained(store.path), closing(store.connect()) as connection:
        return beside(Check(Search(connection, at), connection, read_labels(connection), at=at), transition.id)


def _lines(found: Timeline, services: Sequence[Card], loops: Sequence[Catch22]) -> Iterator[str]:
    listing = checklist(found, loops)
    beside = Section("Services that say they help with this", tuple(_services_told(services)))
    yield from replace(listing, sections=(*listing.sections, beside)).lines()
    if found.asks:
        days = listed((f"{name} ({says})" for name, says in found.asks), "and")
        yield from ("", f"To date more of it, add --anchor NAME=DAY for what is known: {days}.")


def _services_told(services: Sequence[Card]) -> Iterator[str]:
    if not services:
        yield "No service in this directory says so. That is a gap: tell the council."
    for number, card in enumerate(services, 1):
        shown = card.line
        yield f"{number}. {shown.name.text}{f' ({shown.mark.lower()})' if shown.mark else ''}"
        yield "   " + " · ".join(filter(None, (shown.organization, shown.areas, shown.both, shown.checked)))
        yield f"   More: navigator show {shown.id}"


def _document(found: Timeline, services: Sequence[Card], loops: Sequence[Catch22]) -> dict[str, Any]:
    transition = found.transition
    return {
        "id": transition.id,
        "name": transition.name,
        "who": transition.who,
        "day_0": transition.day_0,
        "date": found.day.isoformat(),
        "today": found.today.isoformat(),
        "past": found.past or None,
        "friday": found.friday or None,
        "timeline": [_dated(dated) for dated in found.dated],
        "anchors": [{"name": name, "counted_from": says} for name, says in found.asks],
        "services": [_service(card) for card in services],
        "why_it_fails": transition.why_it_fails,
        "holds_both_ends": claim(transition.holds_both_ends),
        "rights": list(map(claim, transition.rights)),
        "red_flags": list(map(claim, transition.red_flags)),
        "papers": list(transition.papers),
        "catch_22s": list(map(catch22, loops)),
        "may_have_changed": [{"text": one.text, "seen": one.seen or None} for one in transition.cautions],
    }


def _dated(dated: Dated) -> dict[str, Any]:
    action = dated.action
    return {
        "number": dated.number,
        "date": _iso(dated.on),
        "first": _iso(dated.first),
        "last": _iso(dated.last),
        "when": action.when,
        "anchor": action.anchor,
        "counted_from": action.counted_from,
        "action": action.action,
        "who": action.who,
        "duty": action.duty,
        "basis": "rule" if action.basis == RULE else "suggested",
        "overdue": dated.overdue,
        "state": dated.state,
        "falls": dated.falls or None,
        "next_working_day": _iso(dated.next_working),
        "shut": [
            {"date": _iso(one.day), "falls": one.name, "before": _iso(one.before), "after": _iso(one.after)}
            for one in dated.shut
        ],
        **backing(action),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _service(card: Card) -> dict[str, Any]:
    shown = card.line
    return {
        "id": shown.id,
        "name": shown.name.text,
        "organization": shown.organization,
        "areas": shown.areas,
        "stance": shown.stance,
        "mark": shown.mark or None,
        "checked": shown.checked,
    }
