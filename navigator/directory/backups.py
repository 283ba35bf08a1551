"""Backups of the user's own directory: made, verified, kept, and put back.

Each is one whole file, copied by SQLite's backup API while others may be reading, and looked through before it gets
its name. The last ten are kept, and one a week for three months; an older one goes only once a newer is there.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from navigator.directory.examine import Fault, faults, private_copy
from navigator.directory.files import (
    BESIDE,
    UNFINISHED,
    copy,
    explained,
    is_directory,
    is_there,
    name,
    open_file,
    saved,
    unfinished,
)
from navigator.directory.migrations import form_of, newest
from navigator.errors import NavigatorError

if TYPE_CHECKING:
    from navigator.directory.store import Store

Why = Literal[
    "daily",
    "asked",
    "before-merge",
    "before-bulk-change",
    "before-taking-over",
    "before-update",
    "before-restore",
    "damaged",
]
"""Why a backup was made, as its name says it; ``damaged`` is a file that was set aside, and no backup."""

WHYS: Final[Mapping[Why, str]] = {
    "daily": "a day of use",
    "asked": "somebody asked for it",
    "before-merge": "before listings were merged",
    "before-bulk-change": "before many listings were changed at once",
    "before-taking-over": "before changes of a colleague were taken over",
    "before-update": "before the directory was brought up to date",
    "before-restore": "before another backup was put back",
    "damaged": "a damaged file, set aside",
}
"""The same in words."""

LAST: Final = 10
"""So many of the newest are kept."""
WEEKS: Final = 13
"""For so many weeks, three months, the newest of each week is kept."""

_LEFT_OVER_S: Final = 600
"""What nobody finished writing in so many seconds, nobody will."""
_AHEAD: Final = timedelta(hours=1)
_STAMP: Final = "%Y-%m-%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-([a-z-]+)\.sqlite")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when (UTC) and why it was made, how many listings it holds, and its size in bytes.

    ``verified`` says that it was looked through when it was made, and can be opened now and has all its pages.
    """

    path: Path
    made_at: datetime
    why: Why
    listings: int
    size: int
    verified: bool

    @property
    def name(self) -> str:
        """Its name, which sorts by date and says why: ``2026-11-23T064500Z-before-merge.sqlite``."""
        return self.path.name

    @property
    def day(self) -> date:
        """The day it was made, where this computer is."""
        return self.made_at.astimezone().date()


def folder_of(store: "Store") -> Path:
    """Where the backups of a store are, or would be."""
    return store.folder / "backups"


def backups(store: "Store") -> tuple[Backup, ...]:
    """Every backup, the newest first."""
    return tuple(sorted(_found(folder_of(store)), key=lambda one: one.name, reverse=True))


def newest_backup(store: "Store") -> Backup | None:
    """The newest backup that is whole; None where there is none, or the newest is not."""
    names = sorted((path.name, path) for _, why, path in _names(folder_of(store)) if why != "damaged")
    with suppress(OSError):
        newest = read_backup(names[-1][1]) if names else None
        return newest if newest is not None and newest.verified else None
    return None


def utc() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def back_up(store: "Store", why: Why = "asked", now: Callable[[], datetime] = utc) -> Backup | None:
    """Make a backup of the user's own directory, and then let go of those no longer kept.

    Gives None where there is no directory of the user's own: the one that ships with Navigator needs none. Raises
    ``NavigatorError`` where none can be made, or what was copied is not whole; older ones are then all still there.
    """
    if not is_there(store.own):
        return None
    with saved(folder_of(store)), explained(store.own):
        with closing(open_file(store.own, "mode=rw", store.busy_timeout_s)) as source:
            made = _write(source, folder_of(store), (why, now()), store.busy_timeout_s)
        _let_go(store)
    return made


def back_up_daily(store: "Store", now: Callable[[], datetime] = utc) -> Backup | None:
    """Make the backup of a day of use, unless one was made that day.

    Gives None then, and also where none can be made: a day's work does not stop for it, and ``doctor`` tells.
    """
    today = now().astimezone().date()
    try:
        made = {at.astimezone().date() for at, why, _ in _names(folder_of(store)) if why != "damaged"}
        return None if today in made else back_up(store, "daily", now)
    except NavigatorError:
        return None


def faults_of(backup: Backup) -> tuple[Fault, ...]:
    """What is wrong inside a backup, looked through once more."""
    try:
        with closing(open_backup(backup.path)) as connection, private_copy(connection) as private:
            return faults(private)
    except sqlite3.Error as error:
        return (Fault("damaged", f"The file cannot be read: {error}."),)


def leftovers(folder: Path, older_than_s: float = _LEFT_OVER_S) -> tuple[Path, ...]:
    """Files of a folder that were never finished, and are not being written now."""
    found = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            with suppress(OSError):
                if path.name.endswith(_LEFT) and time.time() - path.stat().st_mtime >= older_than_s:
                    found.append(path)
    return tuple(found)


_LEFT: Final = tuple(f"{UNFINISHED}{ending}" for ending in ("", *BESIDE))


def _write(source: sqlite3.Connection, folder: Path, name_of: tuple[Why, datetime], busy_timeout_s: float) -> Backup:
    """Copy, look through, and only then name."""
    folder.mkdir(parents=True, exist_ok=True)
    why, moment = name_of
    try:
        with unfinished(folder / "backup") as path:
            with closing(sqlite3.connect(path, isolation_level=None)) as written:
                copy(source, written, busy_timeout_s)
                written.execute("PRAGMA journal_mode = DELETE").fetchone()
                _refuse_unsound(written)
            return read_backup(_named(path, folder, why, moment))
    except BaseException:
        with suppress(OSError):
            folder.rmdir()  # only where it is empty
        raise


def _refuse_unsound(written: sqlite3.Connection) -> None:
    wrong = faults(written) if is_directory(written) else (Fault("damaged", "The file is no directory."),)
    if wrong:
        raise NavigatorError(f"No backup could be made. {wrong[0].what} Run: navigator doctor")


def _named(path: Path, folder: Path, why: Why, moment: datetime) -> Path:
    while True:
        target = free_name(folder, why, moment)
        with suppress(FileExistsError):
            name(path, target)
            _settle(folder)
            return target


def free_name(folder: Path, why: Why, moment: datetime) -> Path:
    """A name later than those that backups have, so that they sort as they were made, if two are made in a second.

    One that is more than an hour ahead was named by a clock that was wrong, and is passed over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = moment.astimezone(UTC).replace(microsecond=0)
    taken = [made_at for made_at, _, _ in _names(folder) if made_at < moment + _AHEAD]
    moment = max([moment, *(made_at + timedelta(seconds=1) for made_at in taken)])
    return folder / f"{moment.strftime(_STAMP)}-{why}.sqlite"


def _settle(folder: Path) -> None:
    """See that a name just given outlasts a power cut, where the system can."""
    if os.name == "posix":
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _let_go(store: "Store") -> None:
    """Remove backups that are no longer kept, and what was never finished. Those that are not whole are left alone."""
    every = [one for one in backups(store) if one.verified and one.why != "damaged"]
    for one in set(every) - set(kept(every)):
        with suppress(OSError):
            one.path.unlink()
    for path in leftovers(folder_of(store)):
        with suppress(OSError):
            path.unlink()


def kept(every: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those of some backups that are kept: the last ten, and the newest of each week for three months."""
    newest_first = sorted(every, key=lambda one: one.name, reverse=True)
    if not newest_first:
        return ()
    since = newest_first[0].made_at - timedelta(weeks=WEEKS)
    weeks: dict[tuple[int, int], Backup] = {}
    for one in newest_first:
        if one.made_at >= since:
            weeks.setdefault(one.made_at.isocalendar()[:2], one)
    chosen = {*newest_first[:LAST], *weeks.values()}
    return tuple(one for one in newest_first if one in chosen)


def _found(folder: Path) -> Iterator[Backup]:
    for made_at, why, path in _names(folder):
        with suppress(FileNotFoundError):  # another Navigator let go of it meanwhile
            yield _look(path, made_at, why)


def _names(folder: Path) -> Iterator[tuple[datetime, Why, Path]]:
    """When and why each backup of a folder was made, by its name."""
    with suppress(OSError):
        for path in folder.iterdir():
            if said := _said(path):
                yield *said, path


def _said(path: Path) -> tuple[datetime, Why] | None:
    """When and why a backup was made, as its name says; None for any other file."""
    match = _NAME.fullmatch(path.name)
    why: Why | None = next((why for why in get_args(Why) if match and why == match[2]), None)
    with suppress(ValueError):
        if match and why:
            return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), why
    return None


def read_backup(path: Path) -> Backup:
    """The backup of that path; raises ``ValueError`` where its name is not that of one."""
    said = _said(path)
    if said is None:
        raise ValueError(path)
    return _look(path, *said)


def _look(path: Path, made_at: datetime, why: Why) -> Backup:
    """What a backup is, from its name and a look inside."""
    size, listings, whole = path.stat().st_size, 0, False
    with suppress(sqlite3.Error), closing(open_backup(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
        (listings,) = connection.execute("SELECT count(*) FROM service").fetchone()
        whole = is_directory(connection) and form_of(connection) <= newest() and pages * page_bytes == size
    return Backup(path, made_at, why, listings, size, whole and why != "damaged")


def open_backup(path: Path) -> sqlite3.Connection:
    """A connection to a backup, of which nothing beside it is read and nothing is written."""
    return open_file(path, "mode=ro&immutable=1", 0)
