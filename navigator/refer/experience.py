"""The user's own file of what happened after referrals, and of tips: made when something is first written to it.

It holds counts, never events: no row says when something happened, closer than the quarter, or in what order. What was
reported wrong until a check settled it is kept under the name of that check, which may be taken back.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from navigator.errors import NavigatorError
from navigator.pathways.files import write_whole
from navigator.refer.figures import quarter_before, quarter_of
from navigator.refer.outcomes import FIELDS, Counts, Met, Quarter, Reported, What, met, to_csv, wrong_of
from navigator.refer.tips import FADES_MONTHS, GONE_MONTHS, Tip, age_in_words, is_older, tidy

FILE_NAME: Final = "experience.sqlite"
APPLICATION_ID: Final = 0x4E415645
"""Marks a SQLite file as one of outcomes and tips ("NAVE")."""
FORM: Final = 1
"""The form of the file that this program reads and writes: its ``user_version``."""
BUSY_TIMEOUT_S: Final = 5.0

_SCHEMA: Final = (
    # Without a row id, which would tell the order in which things were noted.
    """CREATE TABLE noted (
        service_id TEXT NOT NULL, quarter TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count > 0),
        PRIMARY KEY (service_id, quarter, outcome, detail)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tip (
        key INTEGER PRIMARY KEY, service_id TEXT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL,
        local INTEGER NOT NULL CHECK (local IN (0, 1))
    ) STRICT""",
    f"PRAGMA user_version = {FORM}",
    f"PRAGMA application_id = {APPLICATION_ID}",
)
_SETTLED: Final = """CREATE TABLE IF NOT EXISTS settled (
    service_id TEXT NOT NULL, settled_by TEXT NOT NULL, quarter TEXT NOT NULL, detail TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (service_id, settled_by, quarter, detail)
) STRICT, WITHOUT ROWID"""
"""What was reported wrong until a check settled it. It is made with the first; a program that knows none reads on."""
_KEEP_SETTLED: Final = """
INSERT INTO settled SELECT service_id, ?, quarter, detail, count FROM noted
WHERE (service_id, outcome, detail) = (?, 'wrong', ?) ON CONFLICT DO UPDATE SET count = settled.count + excluded.count
"""
_REPORT_AGAIN: Final = """
INSERT INTO noted SELECT service_id, quarter, 'wrong', detail, count FROM settled
WHERE (service_id, settled_by) = (?, ?) ON CONFLICT DO UPDATE SET count = noted.count + excluded.count
"""
_MOVE: Final = "Move it away to start a new one."
_CAUSES: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_BUSY: "is in use by another program. Wait a moment and try again.",
    sqlite3.SQLITE_LOCKED: "is in use by another program. Wait a moment and try again.",
    sqlite3.SQLITE_READONLY: "cannot be changed: the file or its folder is read-only.",
    sqlite3.SQLITE_FULL: "could not be saved: the disk is full. What was there before is still there.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Check that the file and its folder may be read and written.",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk reports an error.",
    sqlite3.SQLITE_PERM: "cannot be opened. Check that the file and its folder may be read and written.",
}
"""What to say for SQLite's primary result codes, which are the last byte of the extended ones."""
_DAMAGED: Final = f"is damaged. {_MOVE}"

_Found = TypeVar("_Found")


class Experience:
    """What workers met at services, and their tips. Each call opens the file, and leaves it closed.

    It never changes the directory, and no rank follows from it. Where there is no file there is nothing to read, and
    reading makes none. Every call raises NavigatorError, with one sentence, for a file that cannot be used.
    """

    def __init__(self, folder: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        """Over the file in a data folder; wait so many seconds for another program that is writing to it."""
        self._folder = folder
        self._busy_timeout_s = busy_timeout_s

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._folder / FILE_NAME

    def record(self, service_id: str, what: What, on: date) -> None:
        """Count one more of what happened, in the quarter of a day."""
        row = service_id, quarter_of(on), what.outcome, what.detail
        more = "INSERT INTO noted VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1"
        self._write(lambda db: db.execute(more, row))

    def take_back(self, service_id: str, what: What, on: date) -> None:
        """Count one less: what ``record`` did. Nothing happens where none is left."""
        row = service_id, quarter_of(on), what.outcome, what.detail
        last = "DELETE FROM noted WHERE (service_id, quarter, outcome, detail, count) = (?, ?, ?, ?, 1)"
        less = "UPDATE noted SET count = count - 1 WHERE (service_id, quarter, outcome, detail) = (?, ?, ?, ?)"

        def lessen(db: sqlite3.Connection) -> None:
            db.execute(last, row)
            db.execute(less, row)

        if self._exists():
            self._write(lessen)

    def met(self, service_id: str) -> Met:
        """What workers met at a service, in figures, and what they reported wrong with its listing."""
        return met(self._counted().get(service_id, {}))

    def reported(self, on: date) -> tuple[Reported, ...]:
        """The services whose listing a coordinator should look at, by id.

        Something was reported wrong; or in the quarter of this day, or the one before, refusals make a figure. One that
        would be withheld is not told here either, not even that it is there.
        """
        recent = quarter_of(on), quarter_before(quarter_of(on))
        found = (
            Reported(
                service_id,
                wrong_of(quarters.values()),
                any(not Quarter.of(quarter, quarters.get(quarter, {})).refused.withheld for quarter in recent),
            )
            for service_id, quarters in sorted(self._counted().items())
        )
        return tuple(one for one in found if one.wrong or one.refusals)

    def settle(self, service_id: str, check: str, fields: Iterable[str] = FIELDS) -> None:
        """Count no longer what was reported wrong with a listing, all of it or some ``fields``: a check settled that.

        ``check`` names the check, for ``unsettle``. What happened to people is counted as before.
        """
        some = [(service_id, field) for field in fields]

        def put_aside(db: sqlite3.Connection) -> None:
            db.execute(_SETTLED)
            db.executemany(_KEEP_SETTLED, [(check, *one) for one in some])
            db.executemany("DELETE FROM noted WHERE (service_id, outcome, detail) = (?, 'wrong', ?)", some)

        if self._exists():
            self._write(put_aside)

    def unsettle(self, service_id: str, check: str) -> None:
        """Count again what a check settled, since that was taken back; nothing happens where it settled nothing."""
        which = service_id, check

        def put_back(db: sqlite3.Connection) -> None:
            db.execute(_SETTLED)
            db.execute(_REPORT_AGAIN, which)
            db.execute("DELETE FROM settled WHERE (service_id, settled_by) = (?, ?)", which)

        if self._exists():
            self._write(put_back)

    def to_csv(self, names: Mapping[str, str]) -> bytes:
        """The figures of every service as a table for commissioners; ``names`` are the services' by their ids."""
        return to_csv(self._counted(), names)

    def save_csv(self, path: Path, names: Mapping[str, str]) -> bool:
        """Write the table for commissioners, whole or not at all; gives whether there is a figure to tell in it."""
        table = self.to_csv(names)
        write_whole(path, table)
        return table != to_csv({}, names)

    def leave(self, service_id: str, text: str, on: date, *, local: bool = True) -> None:
        """Leave a tip on a service; a ``local`` one is never sent on. Raises UsageError for one that cannot be kept.

        The same words again take the place of the older ones.
        """
        line = tidy(text)

        def put(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM tip WHERE (service_id, text) = (?, ?)", (service_id, line))
            row = service_id, line, on.isoformat(), local
            db.execute("INSERT INTO tip (service_id, text, day, local) VALUES (?, ?, ?, ?)", row)

        self._write(put)

    def remove(self, key: int) -> None:
        """Take away a tip: its words are gone from the file too."""
        if self._exists():
            self._write(lambda db: db.execute("DELETE FROM tip WHERE key = ?", (key,)))

    def tips(self, service_id: str, today: date) -> tuple[Tip, ...]:
        """The tips on a service, newest first and so the fading ones last; those that are too old are not shown."""
        return self._tips(today).get(service_id, ())

    def shared(self, today: date) -> Mapping[str, tuple[Tip, ...]]:
        """The tips that may be sent on, by their service: none that stays on this computer, none that fades."""
        every = self._tips(today).items()
        kept = {service: tuple(tip for tip in tips if not (tip.local or tip.fading)) for service, tips in every}
        return {service: tips for service, tips in kept.items() if tips}

    def _counted(self) -> dict[str, dict[str, Counts]]:
        return self._read(_counted) or {}

    def _tips(self, today: date) -> dict[str, tuple[Tip, ...]]:
        return self._read(lambda db: _tips(db, today)) or {}

    def _exists(self) -> bool:
        """Whether something was ever written."""
        try:
            return bool(self.path.stat().st_size)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True

    def _read(self, look: Callable[[sqlite3.Connection], _Found]) -> _Found | None:
        """What is found in the file, None where there is none."""
        if not self._exists():
            return None
        with self._explained(), closing(self._open()) as connection:
            self._check(connection)
            return look(connection)

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        with self._explained():
            self._folder.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                with _transaction(connection):
                    if _is_new(connection):
                        for statement in _SCHEMA:
                            connection.execute(statement)
                    self._check(connection)
                    change(connection)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=self._busy_timeout_s, isolation_level=None)

    def _check(self, connection: sqlite3.Connection) -> None:
        mark, form = _mark(connection), int(connection.execute("PRAGMA user_version").fetchone()[0])
        if mark != APPLICATION_ID:
            raise NavigatorError(f"{self.path} is not a file of outcomes and tips. {_MOVE}")
        if form > FORM:
            raise NavigatorError(f"{self.path} was made by a newer Navigator. Update Navigator; nothing was changed.")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite, the system or a broken row says into one sentence."""
        says = f"The file of outcomes and tips at {self.path}"
        try:
            yield
        except OSError as error:
            raise NavigatorError(f"{says} could not be saved: {error.strerror}.") from error
        except (sqlite3.Error, ValueError) as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            raise NavigatorError(f"{says} {_CAUSES.get(code, _DAMAGED)}") from error


def _mark(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _is_new(connection: sqlite3.Connection) -> bool:
    """Whether nothing is in the file yet."""
    return not _mark(connection) and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise


def _counted(connection: sqlite3.Connection) -> dict[str, dict[str, Counts]]:
    """The counts by service and quarter: few rows, since each holds a whole quarter."""
    rows = connection.execute("SELECT service_id, quarter, outcome, detail, count FROM noted")
    found: dict[str, dict[str, dict[What, int]]] = {}
    for service, quarter, outcome, detail, count in rows:
        found.setdefault(service, {}).setdefault(quarter, {})[What(outcome, detail)] = count
    return {service: dict(quarters) for service, quarters in found.items()}


def _tips(connection: sqlite3.Connection, today: date) -> dict[str, tuple[Tip, ...]]:
    """The tips that are not too old, by their service, newest first."""
    found: dict[str, tuple[Tip, ...]] = {}
    rows = connection.execute("SELECT service_id, key, text, day, local FROM tip ORDER BY day DESC, key DESC")
    for service, key, text, written, local in rows:
        day = date.fromisoformat(written)
        if not is_older(day, GONE_MONTHS, today):
            fading = is_older(day, FADES_MONTHS, today)
            tip = Tip(key, text, day, age_in_words(day, today), fading, bool(local))
            found[service] = (*found.get(service, ()), tip)
    return found
