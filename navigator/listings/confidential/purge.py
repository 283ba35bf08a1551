"""Making a place confidential for good: its address goes from the listing, the index, the history and every backup.

What was cut short is finished by doing it again. What lies outside is named: copies that were sent, and the directory
that comes with Navigator.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from navigator.directory import Store
from navigator.directory.backups import open_backup
from navigator.directory.examine import faults, private_copy
from navigator.directory.fields import NAMES, read_fields
from navigator.directory.files import BESIDE, UNFINISHED, explained, is_directory, open_file, saved, unfinished
from navigator.directory.migrations import migrate
from navigator.directory.store import FILE_NAME
from navigator.errors import NavigatorError
from navigator.listings.care.strays import conflict_copies
from navigator.listings.changes.editor import Author, Record, changing, note
from navigator.listings.confidential.hiding import (
    WHEREABOUTS,
    Place,
    Secret,
    blanked,
    can_blank,
    hidden,
    masked,
    texts,
)
from navigator.listings.confidential.scrubbing import (
    forget_samples,
    hide_past,
    hide_place,
    past_texts,
    places_of,
    rebuild_index,
    told_of,
    write_clean,
)

WHY: Final = "A place was made confidential, and its address taken out of the directory, its history and its backups."
Kept = Literal["listing", "check", "history"]
"""What a text is part of: the listing as it is now, a check of it, or its history."""


@dataclass(frozen=True, slots=True)
class AlsoSays:
    """Another text that tells the address: whose, what it is part of, where in that, and the text.

    ``path`` is that of a field of the form, of now or of the history, and "" for the note on a check. ``blanks``: it
    can be taken out of it on asking. Of the rest somebody must write it anew.
    """

    service_id: str
    kind: Kept
    path: str
    text: str
    blanks: bool


@dataclass(frozen=True, slots=True, repr=False)
class PurgePlan:
    """What will go, to be confirmed: a place, counted from 1, its address, and where else that stands.

    ``rewritten`` are files that will be written without it, ``removed`` those that cannot be read and will go whole.
    ``sent`` are the names of copies that went to colleagues; ``shipped``: the directory that comes with Navigator says
    it, and is never changed. ``also`` is what else says it and stays unless asked.
    """

    service_id: str
    number: int
    name: str
    place: Place
    secret: Secret
    also: tuple[AlsoSays, ...]
    rewritten: tuple[Path, ...]
    removed: tuple[Path, ...]
    sent: tuple[tuple[str, str], ...]
    shipped: bool
    folder: Path

    def __repr__(self) -> str:
        """Nothing of the address."""
        return f"PurgePlan({self.service_id!r}, {self.number})"


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done: the files rewritten and removed, the copies to call back, and the files that still tell it."""

    rewritten: tuple[Path, ...]
    removed: tuple[Path, ...]
    sent: tuple[tuple[str, str], ...]
    left: tuple[Path, ...]


def purge_plan(store: Store, service_id: str, place_number: int, backups_folder: Path) -> PurgePlan:
    """What making a place confidential would take away; nothing is changed yet.

    Raises NavigatorError where there is no such listing or place.
    """
    with explained(store.path), closing(store.connect()) as connection:
        fields = read_fields(connection, [service_id], NAMES).get(service_id)
        if fields is None:
            raise NavigatorError(f"There is no listing '{service_id}'.")
        if not 1 <= place_number <= len(fields["locations"]):
            raise NavigatorError(f"'{fields['name']}' has no place number {place_number}.")
        place = fields["locations"][place_number - 1]
        files = {path: _readable(path) for path in _files(store, backups_folder)}
        after = _with_closed(fields["locations"], place_number)
        secret = told_of(connection, service_id, after) | _told_in(files, service_id, after)
        also = [*_also(connection, service_id, secret, place_number), *_also_there(connection, service_id, secret)]
        sent = connection.execute("SELECT sent_at, name FROM sent_copy ORDER BY key").fetchall()
    return PurgePlan(
        service_id,
        place_number,
        fields["name"],
        place,
        secret,
        tuple(also),
        tuple(path for path, readable in files.items() if readable),
        tuple(path for path, readable in files.items() if not readable),
        tuple(sent),
        bool(secret) and secret.in_bytes(store.shipped.read_bytes()),
        backups_folder,
    )


def purge(store: Store, plan: PurgePlan, author: Author, *, blank: bool = False) -> Purged:
    """Do what was planned; ``blank`` takes the address out of this listing's texts as well.

    Raises NavigatorError where the place changed since, or a file is in use or cannot be written: doing it again goes
    on from there.
    """
    after = _purge_rows(store, plan, author, blank=blank)
    _clean_file(store)
    rewritten, removed = [], []
    for path in _files(store, plan.folder):
        if _readable(path):
            _rewrite(path, plan, after, blank=blank)
            rewritten.append(path)
        elif path in plan.removed:
            removed.append(path)
    with saved(store.folder):
        for path in (*removed, *_leftovers(store, plan)):
            for beside in (path, *(path.with_name(path.name + ending) for ending in BESIDE)):
                beside.unlink(missing_ok=True)
    every = (path for folder in (store.folder, plan.folder) if folder.is_dir() for path in folder.iterdir())
    left = sorted({path for path in every if path.is_file() and plan.secret.in_bytes(path.read_bytes())})
    return Purged(tuple(rewritten), tuple(removed), plan.sent, tuple(left))


def _files(store: Store, backups_folder: Path) -> tuple[Path, ...]:
    """The backups, and the copies of the directory that a sync tool set aside."""
    found = []
    with suppress(FileNotFoundError):
        found = [path for path in sorted(backups_folder.iterdir()) if path.suffix == ".sqlite" and path.is_file()]
    return (*found, *(path for path in conflict_copies(store.folder, FILE_NAME) if path.suffix == ".sqlite"))


def _readable(path: Path) -> bool:
    """Whether a file is a whole directory that can be written without an address."""
    try:
        with closing(open_backup(path)) as connection, private_copy(connection) as private:
            if not is_directory(private):
                return False
            migrate(private)
            return not faults(private)
    except (sqlite3.Error, NavigatorError):
        return False


def _told_in(files: Iterable[Path], service_id: str, after: list[Place]) -> Secret:
    """What files still tell of the confidential places of a listing: a purge that was cut short left them."""
    secret = Secret()
    for path in files:
        with suppress(sqlite3.Error, NavigatorError), closing(open_backup(path)) as connection:
            secret |= told_of(connection, service_id, after)
    return secret


def _also(connection: sqlite3.Connection, service_id: str, secret: Secret, number: int) -> Iterator[AlsoSays]:
    """What else of the listing says it: its texts, its other places, notes on checks, and its history."""
    fields = read_fields(connection, [service_id], NAMES)[service_id]
    own = tuple(f"locations.{number}.{name}" for name in WHEREABOUTS)
    for path, text in texts(fields):
        if path not in own and secret.told_by(text):
            yield AlsoSays(service_id, "listing", path, text, can_blank(path))
    for _, said in connection.execute(_NOTES, (service_id,)):
        if secret.told_by(said):
            yield AlsoSays(service_id, "check", "", said, blanks=True)
    earlier = dict.fromkeys(
        (name, text)
        for name, value in past_texts(connection, service_id)
        for path, text in texts(value, name)
        if secret.told_by(text) and can_blank(path)
    )
    yield from (AlsoSays(service_id, "history", name, text, blanks=True) for name, text in earlier)


def _also_there(connection: sqlite3.Connection, service_id: str, secret: Secret) -> Iterator[AlsoSays]:
    """What other listings say."""
    sure = secret.sure()
    if not sure:
        return
    found = [other for other, *said in connection.execute(_ENTRIES) if any(map(sure.told_by, said))]
    for other, fields in read_fields(connection, [one for one in found if one != service_id], NAMES).items():
        told = ((path, text) for path, text in texts(fields) if sure.told_by(text))
        yield from (AlsoSays(other, "listing", path, text, blanks=False) for path, text in told)


def _purge_rows(store: Store, plan: PurgePlan, author: Author, *, blank: bool) -> list[Place]:
    """Take it out of the listing, its history and the index, in one transaction; gives the places that are left."""
    with changing(store) as (_, connection):
        connection.execute("PRAGMA secure_delete = ON")
        places = places_of(connection, plan.service_id)
        if len(places) < plan.number or places[plan.number - 1] not in (plan.place, masked(plan.place)):
            raise NavigatorError(f"The places of '{plan.name}' were changed meanwhile. Nothing was purged: look again.")
        after = _with_closed(places, plan.number)
        if after != places:
            hide_place(connection, plan.service_id, after)
            line = Record(plan.service_id, "edit", {}, {}, author.why or WHY)
            note(connection, [line], author, datetime.now(UTC))
        _scrub(connection, plan, after, blank=blank)
        return after


def _with_closed(places: list[Place], number: int) -> list[Place]:
    """The places, that of a number, counted from 1, confidential."""
    return [masked(place) if n == number else place for n, place in enumerate(places, 1)]


def _scrub(connection: sqlite3.Connection, plan: PurgePlan, after: list[Place], *, blank: bool) -> None:
    """Take it out of history and texts, and make the index anew."""
    from navigator.directory.labels import read_labels
    from navigator.directory.rewrite import rewrite

    hide_past(connection, plan.service_id, plan.secret, after, blank=blank)
    if blank:
        fields = read_fields(connection, [plan.service_id], NAMES).get(plan.service_id, {})
        changed = {n: new for n, value in fields.items() if (new := blanked(value, plan.secret, n)) != value}
        if changed:
            rewrite(connection, {plan.service_id: changed}, read_labels(connection))
        for key, said in connection.execute(_NOTES, (plan.service_id,)).fetchall():
            connection.execute("UPDATE verification SET note = ? WHERE key = ?", (plan.secret.blanked(said), key))
    rebuild_index(connection)


def _clean_file(store: Store) -> None:
    """Give back free pages, forget samples, and empty the log."""
    with explained(store.own), closing(open_file(store.own, "mode=rw", store.busy_timeout_s)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        forget_samples(connection)
        connection.execute("VACUUM")
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise NavigatorError(
                "The address is out of the listing, but another window still reads the old file. "
                "Close every other window of Navigator, then do this again."
            )


def _rewrite(path: Path, plan: PurgePlan, after: list[Place], *, blank: bool) -> None:
    """Write a backup anew without the address, whole or not at all."""
    with explained(path), saved(path), closing(open_backup(path)) as source, private_copy(source) as private:
        migrate(private)
        private.execute("PRAGMA foreign_keys = ON")  # what hangs on a place goes with it
        private.execute("BEGIN")
        places = places_of(private, plan.service_id)
        if (kept := hidden(places, after)) != places:
            hide_place(private, plan.service_id, kept)
        _scrub(private, plan, after, blank=blank)
        private.execute("COMMIT")
        with unfinished(path) as written:
            write_clean(private, written)
            written.replace(path)
        for ending in BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _leftovers(store: Store, plan: PurgePlan) -> tuple[Path, ...]:
    """What was never finished, however young: it may hold what must go."""
    return tuple(path for folder in (store.folder, plan.folder) for path in folder.glob(f"*{UNFINISHED}*"))


_NOTES: Final = """
SELECT v.key, v.note FROM verification v JOIN service s ON s.key = v.service_key WHERE s.id = ? AND v.note IS NOT NULL
"""
_ENTRIES: Final = """
SELECT s.id, e.also, e.place, e.description, e.details FROM search_entry e JOIN service s ON s.key = e.key
"""
