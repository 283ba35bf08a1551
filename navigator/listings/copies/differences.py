"""How another's directory differs from ours, listing by listing and field by field, and who changed what.

Both histories are read. A field that only they changed is theirs by default; one that only we changed, or checked
since, is ours. Where both changed it nothing is decided: somebody chooses. Nothing of ours is ever taken away.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from navigator.directory import Store
from navigator.directory.fields import NAMES, read_fields
from navigator.directory.files import is_there
from navigator.errors import NavigatorError
from navigator.find.wording import plain_date
from navigator.listings.changes.history import FIRST, Change, Edition, changes_of, edition
from navigator.listings.confidential.hiding import Secret, gone, guarded, hidden, hides
from navigator.listings.copies.checks_there import Check, checks_of, sound
from navigator.listings.copies.pasts import By, Past, compiled_later, past_of, who_changed
from navigator.listings.copies.received import Known, Organization, Term, TipThere, admitted, organizations_in, tips_in
from navigator.listings.copies.sending import COPIED
from navigator.listings.copies.theirs import opened

Side = Literal["ours", "theirs"]
Kind = Literal["new", "changed", "checked", "same", "gone", "refused"]
"""Not here yet; not the same; the same, and they checked it; the same; not there; not to be taken, and why."""
HEADINGS: Final[Mapping[Kind, str]] = {
    "changed": "not the same",
    "new": "not here yet",
    "checked": "checked by them",
    "refused": "cannot be taken",
}
"""The kinds of listing that are shown, in this order, as people read them."""

SOURCED: Final = frozenset({"hours", "dual_diagnosis", "eligibility", "links"})
"""The fields that name pages by number."""
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not the same: both values as JSON has them, who changed it, and whose to take.

    ``default`` is None for a conflict, which somebody has to decide; ``why`` is a sentence.
    """

    field: str
    ours: Any
    theirs: Any
    by: By
    default: Side | None
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How one listing differs: ``fields`` that do, ``checks`` that we have not, and ``why`` it is refused.

    ``theirs`` is their whole listing, empty where it cannot be taken; ``edition`` is that of ours.
    """

    id: str
    name: str
    kind: Kind
    fields: tuple[FieldDifference, ...] = ()
    checks: tuple[Check, ...] = ()
    theirs: Mapping[str, Any] | None = None
    edition: Edition = FIRST
    why: str = ""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields that somebody has to decide."""
        return tuple(one.field for one in self.fields if one.default is None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How another's directory differs from ours: the file's name, and what kind of directory it is.

    ``compiled`` and ``copied`` are ISO days or "": when its facts were gathered, and when a colleague copied it.
    ``shipped`` is that which comes with Navigator. The rest is what taking from it needs.
    """

    name: str
    shipped: bool
    compiled: str
    copied: str
    differences: tuple[Difference, ...]
    tips: tuple[TipThere, ...]
    organizations: Mapping[str, Organization]
    terms: tuple[Term, ...]

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many listings there are of each kind."""
        return Counter(one.kind for one in self.differences)

    @property
    def names(self) -> Mapping[str, str]:
        """What the listings of both are called, by id."""
        return {one.id: one.name for one in self.differences}

    def of(self, *kinds: Kind) -> tuple[Difference, ...]:
        """The listings of some kinds."""
        return tuple(one for one in self.differences if one.kind in kinds)


def newer_shipped(store: Store) -> str:
    """The day that the shipped directory was compiled, where it is newer than what our own was made from; else ""."""
    if not is_there(store.own):
        return ""
    with closing(store.connect()) as ours, opened(store.shipped) as theirs:
        before, now = _fact(ours, "compiled"), _fact(theirs, "compiled")
    return now if now > before else ""


def compare_file(store: Store, path: Path, on: date) -> Comparison:
    """Compare the directory in a file with ours, on a day; the file is read and never run or changed.

    Raises NavigatorError, in one sentence, where it is damaged, newer than the program, or no directory as made.
    """
    if is_there(store.own) and path.exists() and path.samefile(store.own):
        raise NavigatorError(f"{path} is your own directory. Choose that of somebody else.")
    shipped = path.exists() and path.samefile(store.shipped)
    with closing(store.connect()) as ours, opened(path) as theirs:
        known = Known.read(ours, theirs if shipped else None)
        organizations = organizations_in(theirs)
        days = _fact(ours, "compiled"), _fact(theirs, "compiled")
        differences = _Compared(ours, theirs, days, on, known, organizations).all()
        return Comparison(
            path.name,
            shipped,
            days[1],
            _fact(theirs, COPIED),
            tuple(differences),
            tuple(tips_in(theirs, on)),
            organizations,
            known.new_terms,
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two open directories, the days they were compiled, and what ours knows."""

    ours: sqlite3.Connection
    theirs: sqlite3.Connection
    days: tuple[str, str]
    on: date
    known: Known
    organizations: Mapping[str, Organization]

    def all(self) -> Iterator[Difference]:
        """Every listing of either, by id."""
        here, there = _names(self.ours), _names(self.theirs)
        every = sorted(here.keys() | there.keys())
        for start in range(0, len(every), _BATCH):
            some = every[start : start + _BATCH]
            ours, theirs = (read_fields(each, some, NAMES) for each in (self.ours, self.theirs))
            for service_id in some:
                if service_id not in there:
                    yield Difference(service_id, here[service_id], "gone")
                else:
                    yield self.one(service_id, ours.get(service_id), theirs[service_id])

    def one(self, service_id: str, ours: Mapping[str, Any] | None, theirs: Mapping[str, Any]) -> Difference:
        """How a listing that they have differs."""
        if ours is not None and ours == theirs:
            checks = tuple(self._new_checks(service_id, Secret()))
            held = edition(self.ours, service_id)
            name = str(ours["name"])
            return Difference(service_id, name, "checked" if checks else "same", (), checks, theirs, held)
        name = str((ours or theirs)["name"])
        try:
            taken = admitted(theirs, self.known, self.organizations)
        except NavigatorError as error:
            return Difference(service_id, name, "refused", why=str(error))
        if ours is None:
            return Difference(
                service_id, taken["name"], "new", (), tuple(self._new_checks(service_id, Secret())), taken
            )
        secret = gone([taken["locations"]], ours["locations"])
        taken = guarded(taken | {"locations": hidden(taken["locations"], ours["locations"])}, ours, secret)
        checks = tuple(self._new_checks(service_id, secret))
        fields = tuple(self._fields(service_id, ours, taken))
        kind: Kind = "changed" if fields else "checked" if checks else "same"
        return Difference(service_id, name, kind, fields, checks, taken, edition(self.ours, service_id))

    def _new_checks(self, service_id: str, secret: Secret) -> Iterator[Check]:
        """The checks that only they have, with nothing secret in their notes."""
        known = {check.known_by for check in checks_of(self.ours, service_id)}
        for found in sound(checks_of(self.theirs, service_id), self.on):
            check = replace(found, note=secret.blanked(found.note))
            if check.known_by not in known:
                known.add(check.known_by)
                yield check

    def _fields(self, service_id: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[FieldDifference]:
        pages = _pages(ours), _pages(theirs)
        changes = changes_of(self.ours, service_id), changes_of(self.theirs, service_id)
        checks = checks_of(self.ours, service_id), tuple(sound(checks_of(self.theirs, service_id), self.on))
        for name in theirs:
            if _named(name, ours[name], pages[0]) != _named(name, theirs[name], pages[1]):
                past = compiled_later(*self._pasts(name, (ours, theirs), changes), self.days)
                yield _difference(name, past, (_last(checks[0], name), _last(checks[1], name)), (ours, theirs))

    def _pasts(
        self, name: str, both: tuple[Mapping[str, Any], Mapping[str, Any]], changes: tuple[Sequence[Change], ...]
    ) -> tuple[Past, Past]:
        first, second = (past_of(name, one[name], some) for one, some in zip(both, changes, strict=True))
        if name != "locations":
            return first, second
        ours, theirs = (one[name] for one in both)  # what either hides is no difference between them
        return (
            Past(tuple(hidden(places, theirs) for places in first.values), first.at),
            Past(tuple(hidden(places, ours) for places in second.values), second.at),
        )


def _difference(
    name: str, past: tuple[Past, Past], checked: tuple[str, str], listings: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> FieldDifference:
    ours, theirs = listings[0][name], listings[1][name]
    by = who_changed(*past)
    default, why = _decided(by, past, checked, listings)
    if name == "sources":  # those of both are kept where each has changed
        default, why = ("ours" if by == "here" else "theirs"), ""
    elif name == "status" and ours == "closed":
        default, why = None, "It is closed here. To open it again is for you to decide."
    elif name == "locations" and hides(theirs) and not hides(ours):
        why = "They keep an address of it confidential."
    return FieldDifference(name, ours, theirs, by, default, why)


def _decided(
    by: By, past: tuple[Past, Past], checked: tuple[str, str], listings: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> tuple[Side | None, str]:
    """Whose value to take, None where nobody can tell, and why."""
    if by == "there" and checked[0] > past[1].day:
        return "ours", f"You checked it on {plain_date(checked[0])}, after they changed it."
    if by == "here" and checked[1] > past[0].day:
        return None, f"They checked it on {plain_date(checked[1])}, after you changed it."
    return _PLAIN.get(by) or _newer(past, checked, listings)


_PLAIN: Final[Mapping[By, tuple[Side | None, str]]] = {
    "there": ("theirs", "Only they changed it."),
    "here": ("ours", "Only you changed it."),
    "both": (None, "Both of you changed it."),
}


def _newer(
    past: tuple[Past, Past], checked: tuple[str, str], listings: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> tuple[Side | None, str]:
    """Whose value is the newer, where no history tells of the other's."""
    here, there = (max(one.day, day) for one, day in zip(past, checked, strict=True))
    if here == there:
        here, there = (_newest_page(listing) for listing in listings)
    exact = min(len(here), len(there))
    if exact and here[:exact] != there[:exact]:
        return ("ours", "Yours is newer.") if here > there else ("theirs", "Theirs is newer.")
    return None, "Nothing tells which is newer."


def _newest_page(listing: Mapping[str, Any]) -> str:
    return max((source["page_date"] or "" for source in listing["sources"]), default="")


def _last(checks: Sequence[Check], field: str) -> str:
    """The day a field was last confirmed, or ""."""
    return max((check.checked_on for check in checks if check.covers(field)), default="")


def _pages(listing: Mapping[str, Any]) -> dict[int, str]:
    return {source["number"]: source["url"] or source["title"] for source in listing["sources"]}


def _named(name: str, value: Any, pages: Mapping[int, str]) -> Any:
    """The value with its pages in place of their numbers."""
    if name not in SOURCED:
        return value
    if isinstance(value, list):
        return [_named(name, row, pages) for row in value]
    return value | {"source": pages.get(value["source"])}


def _names(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, name FROM service"))


def _fact(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM directory_fact WHERE name = ?", (name,)).fetchone()
    return str(row[0])[:10] if row else ""
