"""Looking after the user's directory: what is wrong with it or may go wrong, where, and what to do about it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from navigator.directory.backups import Backup, backups, faults_of, folder_of, open_backup
from navigator.directory.examine import Fault, faults, private_copy
from navigator.directory.files import explained, is_there, open_file
from navigator.directory.folder import keeper
from navigator.directory.reindex import miscounted_words, reindex, stale_entries
from navigator.directory.store import FILE_NAME, Store
from navigator.errors import NavigatorError
from navigator.find.wording import plural
from navigator.listings.care.strays import changes_only_in, conflict_copies, unfinished_files

EXPERIENCE: Final = "experience.sqlite"
_EXPERIENCE_ID: Final = 0x4E415645
_LEAST_FREE: Final = 100_000_000
_COPIES: Final = 4
"""So many times its own size a directory needs to be changed and backed up."""
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a problem: to mend it here, to put back the ``backup`` of that name, or what it ``says``.

    What it says beside one of the first two is what to know of it.
    """

    act: Literal["mend", "restore", "yourself"]
    says: str = ""
    backup: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, what it is, the file or listing it is about, and what to do.

    It is ``serious`` where the directory is not what it should be; the others may do harm one day.
    """

    kind: str
    what: str
    where: str
    remedy: Remedy
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a look at everything found, the serious first; ``mended`` says what was put right."""

    problems: tuple[Finding, ...]
    backups: tuple[Backup, ...]
    mended: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the directory is as it should be."""
        return not any(problem.serious for problem in self.problems)


_MEND: Final = Remedy("mend")


def check_up(store: Store, *, mend: bool = False) -> Checkup:
    """Look at the directory, its folder, its backups and the file of outcomes; nothing is changed unless to ``mend``.

    Mending removes what was never finished, and derives the index anew.
    """
    mended = tuple(_mend(store)) if mend else ()
    found = backups(store)
    problems = [problem for look in _LOOKS for problem in look(store)]
    problems += _of_backups(store, found)
    return Checkup(tuple(sorted(problems, key=lambda one: not one.serious)), found, mended)


def _mend(store: Store) -> Iterator[str]:
    for path in unfinished_files(store, [folder_of(store)]):
        with suppress(OSError):
            path.unlink()
            yield f"{path.name} was removed: it was never finished."
    if is_there(store.own) and any(fault.kind == "index" for fault in _inside(store)):
        with explained(store.own), closing(open_file(store.own, "mode=rw", store.busy_timeout_s)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                reindex(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        yield "The index for searching was derived from the listings anew."


def _inside(store: Store) -> tuple[Fault, ...]:
    """What is wrong inside the directory; what cannot be looked at counts as nothing."""
    try:
        with explained(store.path), closing(store.connect()) as source, private_copy(source) as private:
            return tuple(_faults(private))
    except NavigatorError:
        return ()


def _faults(private: sqlite3.Connection) -> Iterator[Fault]:
    found = faults(private)
    yield from found
    if found:
        return
    stale = [one.id for one in islice(stale_entries(private), _MOST_NAMED + 1)]
    if stale:
        more = ", and more" if len(stale) > _MOST_NAMED else ""
        named = ", ".join(stale[:_MOST_NAMED])
        yield Fault("index", f"The index for searching does not hold what the listings say ({named}{more}).")
    elif words := miscounted_words(private):
        yield Fault("index", f"The index for searching counts {len(words)} words wrongly.")


def _of_content(store: Store) -> Iterator[Finding]:
    """Opened as any command opens it, and looked through."""
    path = store.path
    try:
        with explained(path), closing(store.connect()) as source, private_copy(source) as private:
            found = tuple(_faults(private))
    except NavigatorError as error:
        yield Finding("unreadable", str(error), str(path), _restore(store), serious=True)
        return
    for fault in found:
        remedy = _MEND if fault.kind == "index" and path == store.own else _restore(store)
        yield Finding(fault.kind, fault.what, str(path), remedy, serious=True)


def _restore(store: Store) -> Remedy:
    sound = next((one for one in backups(store) if one.verified), None)
    if store.path != store.own:
        return _yourself("Install Navigator again to put it right.")
    return _put_back(sound) if sound else _yourself("Move it away to start again from the shipped directory.")


def _put_back(backup: Backup, says: str = "") -> Remedy:
    return Remedy("restore", says, backup.name)


def _yourself(says: str) -> Remedy:
    return Remedy("yourself", says)


def _of_folder(store: Store) -> Iterator[Finding]:
    """What keeps the folder, whether it can be written to, and how much room there is."""
    if not is_there(store.own):
        return
    own = str(store.own)
    if kept := keeper(store.folder):
        by = f"{kept.name} keeps this folder on other computers too."
        if kept.network:
            by = "This folder is on a network."
        do = (
            "Change listings on one computer at a time, and let it finish before using another. Better is a folder on "
            "this computer only: --data names it."
        )
        yield Finding("network" if kept.network else "synced", by, str(store.folder), _yourself(do))
    if why := _refusal(store):
        do = "Allow yourself to write there, or choose another folder with --data."
        yield Finding("read-only", why, own, _yourself(do))
    needed = max(_LEAST_FREE, _COPIES * store.own.stat().st_size)
    free = shutil.disk_usage(store.folder).free
    if free < needed:
        says = f"The disk is nearly full: {free // 1_000_000} MB are free."
        do = f"Free some space: at least {needed // 1_000_000} MB."
        yield Finding("disk", says, str(store.folder), _yourself(do))


def _refusal(store: Store) -> str:
    """Why the user's own copy cannot be changed, "" where it can."""
    if not os.access(store.folder, os.W_OK):
        return "The folder of the directory is read-only, so nothing can be changed."
    try:
        with explained(store.own), closing(open_file(store.own, "mode=rw", store.busy_timeout_s)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except NavigatorError as error:
        return str(error) if "read-only" in str(error) else ""
    return ""


def _of_log(store: Store) -> Iterator[Finding]:
    """Changes that are beside the file and not in it, though nobody seems to need them there."""
    log = store.own.with_name(f"{FILE_NAME}-wal")
    with suppress(sqlite3.Error, OSError):
        if not log.stat().st_size:
            return
        with closing(open_file(store.own, "mode=rw", 0)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with suppress(OSError):
        if log.stat().st_size:
            says = "Some changes are still in a log beside the directory; another window may be using them."
            do = "Close every window of Navigator, then run this again. Until then never move one without the other."
            yield Finding("log", says, str(log), _yourself(do))


def _of_strays(store: Store) -> Iterator[Finding]:
    for path in unfinished_files(store, [folder_of(store)]):
        says = "A file was never finished, because Navigator was stopped while writing it."
        yield Finding("leftover", says, str(path), _MEND)
    for name in (FILE_NAME, EXPERIENCE):
        for path in conflict_copies(store.folder, name):
            yield _copied(path, store)


def _copied(path: Path, store: Store) -> Finding:
    says = f"{path.name} looks like a copy that a sync tool set aside: two computers changed the file at once."
    do = "Look at what it holds, take over what is missing, then move it out of this folder."
    more = changes_only_in(path, store.own) if FILE_NAME.split(".")[0] in path.name.casefold() else None
    if more:
        says += f" It holds {plural(more, 'change')} that the directory has not."
    elif more == 0:
        says += " The directory has every change it holds."
        do = "Move it out of this folder."
    return Finding("conflict", says, str(path), _yourself(do), serious=bool(more))


def _of_experience(store: Store) -> Iterator[Finding]:
    """The file of outcomes and tips, if there is one."""
    path = store.folder / EXPERIENCE
    if not is_there(path):
        return
    wrong = ""
    try:
        with closing(open_file(path, "mode=ro", store.busy_timeout_s)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if mark not in {0, _EXPERIENCE_ID}:
                wrong = "is not one"
            elif said != "ok":
                wrong = "is damaged"
    except sqlite3.OperationalError:
        wrong = "cannot be opened now"
    except sqlite3.DatabaseError:
        wrong = "is damaged"
    if wrong:
        do = "Move it away to start a new one; the directory is not touched by it."
        yield Finding("experience", f"The file of outcomes and tips {wrong}.", str(path), _yourself(do), serious=True)


def _of_backups(store: Store, found: tuple[Backup, ...]) -> Iterator[Finding]:
    sound = [one for one in found if one.verified]
    for one in found:
        if one.why != "damaged" and (not one.verified or (wrong := faults_of(one))):
            says = wrong[0].what if one.verified else "It cannot be opened, or part of it is missing."
            do = "Move it away. The others are not touched by it."
            yield Finding("backup", f"A backup is damaged. {says}", str(one.path), _yourself(do))
    if not sound:
        return
    if not is_there(store.own):
        says = "Your own directory is gone, and the one that ships with Navigator is shown instead."
        yield Finding("gone", says, str(store.own), _put_back(sound[0]), serious=True)
    elif sound[0].why != "before-restore" and _lacks(store.own, sound[0].path):
        says = "The directory lacks changes that its newest backup holds: an older file was put in its place."
        remedy = _put_back(sound[0], "(what is there now is backed up first)")
        yield Finding("replaced", says, str(store.own), remedy, serious=True)


def _lacks(own: Path, backup: Path) -> bool:
    """Whether the last change that a backup holds is not in the directory."""
    with suppress(sqlite3.Error), closing(open_backup(backup)) as before, closing(open_file(own, "mode=ro", 0)) as now:
        last = before.execute("SELECT key, service_id, made_at FROM change ORDER BY key DESC LIMIT 1").fetchone()
        same = "SELECT 1 FROM change WHERE (key, service_id, made_at) = (?, ?, ?)"
        return last is not None and now.execute(same, last).fetchone() is None
    return False


_LOOKS: Final[tuple[Callable[[Store], Iterator[Finding]], ...]] = (
    _of_content,
    _of_log,
    _of_folder,
    _of_strays,
    _of_experience,
)
