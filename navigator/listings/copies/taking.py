"""Taking from another's directory what somebody accepted: one batch of the history, undone as one.

Everything is written through our own forms. What they checked comes with it, but not for facts that stayed ours.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from navigator.directory import Store
from navigator.directory.backups import back_up
from navigator.directory.fields import NAMES, read_fields
from navigator.directory.labels import read_labels
from navigator.errors import NavigatorError
from navigator.find.hours import london_now
from navigator.listings.changes.editor import NOBODY, Author, Editor, Record, Saved, changing, note
from navigator.listings.changes.history import difference, edition
from navigator.listings.checks.rows import write_check
from navigator.listings.confidential.hiding import hidden, is_open
from navigator.listings.copies.accepted import Accepted, form_from
from navigator.listings.copies.checks_there import Check, checks_of
from navigator.listings.copies.differences import Comparison, Difference, Side

if TYPE_CHECKING:
    from sqlmodel import Session

    from navigator.directory.form import ListingForm

Choices: TypeAlias = Mapping[str, Mapping[str, Side]]
"""The listings accepted, by id, each with whose value to take of some fields; the default of the others is taken."""
TipsOf = Literal["nothing", "accepted", "here"]
"""Whose tips to keep: nobody's, those of the listings accepted, or those of all that are here then."""


class TipsFile(Protocol):
    """Where the user's own tips are kept: ``navigator.refer``'s ``Experience``."""

    def tips(self, service_id: str, today: date) -> Sequence[Any]:
        """The tips on a service, each with its ``text``."""

    def leave(self, service_id: str, text: str, on: date, *, local: bool = True) -> None:
        """Leave a tip."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: as what it was saved, None where nothing changed, and how many checks and tips came with it.

    ``purge`` names the places, by the id of the listing and counted from 1, whose address is confidential from now on
    and still stands in the history and in backups.
    """

    saved: Saved | None
    checks: int = 0
    purge: tuple[tuple[str, int], ...] = ()
    tips: int = 0


def everything(comparison: Comparison) -> Choices:
    """Whatever can be taken without deciding anything: listings with a conflict are left out."""
    return {one.id: {} for one in comparison.of("new", "changed", "checked") if not one.conflicts}


def take(editor: Editor, comparison: Comparison, choices: Choices, author: Author = NOBODY) -> Taken:
    """Write what was accepted, all of it or nothing, after a backup.

    Raises NavigatorError for a listing that cannot be taken, a conflict that nobody decided, or a listing of ours that
    was changed since the comparison.
    """
    every = {one.id: one for one in comparison.differences}
    accepted = [Accepted.of(every.get(service_id), service_id, sides) for service_id, sides in choices.items()]
    if not accepted:
        return Taken(None)
    back_up(editor.store, "before-taking-over")
    with changing(editor.store) as (session, connection):
        _add_words(connection, comparison)
        lines = [*_write(session, connection, accepted, comparison), *_write_checks(connection, accepted)]
        if comparison.shipped:
            connection.execute("UPDATE directory_fact SET value = ? WHERE name = 'compiled'", (comparison.compiled,))
        saved = note(connection, lines, author, editor.now()) if lines else None
    checks = sum(line.kind == "verify" for line in lines)
    return Taken(saved, checks, tuple(place for line in lines for place in _closed_off(line)))


def take_with_tips(
    store: Store, author: Author, comparison: Comparison, choices: Choices, tips_of: TipsOf = "here"
) -> Taken:
    """Take what was accepted, as ``take`` does, and then tips: a tip is about a service, whoever changed its facts.

    Raises NavigatorError as ``take`` does, and where tips cannot be kept.
    """
    from navigator.refer.experience import Experience

    taken = take(Editor(store), comparison, choices, author)
    services = {"nothing": set(), "accepted": set(choices), "here": {*choices, *_here(comparison)}}[tips_of]
    kept = take_tips(comparison, services, Experience(store.folder), london_now().date()) if services else 0
    return replace(taken, tips=kept)


def _here(comparison: Comparison) -> Iterator[str]:
    """The listings of both, whether or not anything of them is taken."""
    return (one.id for one in comparison.of("same", "changed", "checked"))


def take_tips(comparison: Comparison, services: Collection[str], tips: TipsFile, today: date) -> int:
    """Keep the tips that came for some services, but those that are there in the same words; gives how many."""
    kept = 0
    for one in comparison.tips:
        if one.service_id in services and one.text not in {tip.text for tip in tips.tips(one.service_id, today)}:
            tips.leave(one.service_id, one.text, one.day, local=False)
            kept += 1
    return kept


def _add_words(connection: sqlite3.Connection, comparison: Comparison) -> None:
    """Add the words that a newer shipped directory brought."""
    connection.executemany("INSERT OR IGNORE INTO taxonomy_term VALUES (?, ?, ?, ?, ?, ?, ?)", comparison.terms)


def _write(
    session: "Session", connection: sqlite3.Connection, accepted: Sequence[Accepted], comparison: Comparison
) -> Iterator[Record]:
    """Write the listings; gives what changed."""
    from navigator.directory.form import OrganizationForm
    from navigator.directory.write import add_listings, add_organizations, replace_listings

    there = read_fields(connection, [one.difference.id for one in accepted], NAMES)
    changed: list[ListingForm] = []
    new: list[ListingForm] = []
    lines = []
    for one in accepted:
        service_id, ours = one.difference.id, there.get(one.difference.id)
        _refuse_changed(connection, one.difference, ours)
        form = form_from(one.difference.theirs or {}) if ours is None else one.form(ours)
        if ours is not None:  # whatever was chosen
            form = form_from(form.model_dump(mode="json") | {"locations": hidden(_places(form), ours["locations"])})
        before, after = difference(ours or {}, form.model_dump(mode="json"))
        if after:
            (new if ours is None else changed).append(form)
            lines.append(Record(service_id, "update", before if ours else {}, after))
    named = {form.organization for form in (*new, *changed)} & comparison.organizations.keys()
    rows = [comparison.organizations[name] for name in sorted(named)]
    add_organizations(session, [OrganizationForm(name=o.name, kind=o.kind, website=o.website) for o in rows])
    session.flush()
    vocabulary = read_labels(connection)
    replace_listings(session, changed, vocabulary)
    add_listings(session, new, vocabulary)
    yield from lines


def _places(form: "ListingForm") -> list[dict[str, Any]]:
    return [place.model_dump(mode="json") for place in form.locations]


def _refuse_changed(connection: sqlite3.Connection, found: Difference, ours: Mapping[str, Any] | None) -> None:
    gone = ours is None or edition(connection, found.id) != found.edition
    if (ours is not None) if found.kind == "new" else gone:
        raise NavigatorError(f"'{found.name}' was changed since you compared. Nothing was taken: compare again.")


def _write_checks(connection: sqlite3.Connection, accepted: Sequence[Accepted]) -> Iterator[Record]:
    for one in accepted:
        service_id = one.difference.id
        known = {check.known_by for check in checks_of(connection, service_id)}
        for check in reversed(one.difference.checks):
            left = check.but(one.kept)
            if left is not None and left.known_by not in known:
                known.add(left.known_by)
                yield Record(service_id, "verify", {}, write_check(connection, service_id, _row(left), left.made_by))


def _row(check: Check) -> dict[str, Any]:
    """A check as its table and the history hold it."""
    return {
        "checked_on": check.checked_on,
        "method": check.method,
        "confirmed": " ".join(check.confirmed),
        "note": check.note or None,
        "next_due": check.next_due or None,
    }


def _closed_off(line: Record) -> Iterator[tuple[str, int]]:
    """The places of a listing that told where they are before, and are confidential after."""
    before = line.before.get("locations") or ()
    if line.kind == "update" and any(map(is_open, before)):
        for number, place in enumerate(line.after.get("locations") or (), 1):
            if place["confidential"] and not (len(before) >= number and before[number - 1]["confidential"]):
                yield line.service_id, number
