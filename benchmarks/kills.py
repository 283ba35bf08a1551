"""Stop Navigator dead at random moments of writing, and look what is left: ``python -m benchmarks.kills``.

A process saves, merges, changes many at once, backs up and restores, over and over, and tells through a pipe what it
begins and what is done. It is killed (kill -9), and the directory is looked through: what was done is there, what was
begun is there wholly or not at all, the file opens, the index agrees with the listings, and every backup is whole.
"""

import json
import os
import random
import signal
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, NoReturn

from navigator.directory import Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.backups import back_up, backups, open_backup
from navigator.directory.files import explained
from navigator.directory.folder import Journal
from navigator.directory.restoring import restore
from navigator.errors import NavigatorError
from navigator.listings.care.doctor import check_up
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.changes.history import Kind
from navigator.resources import resource

KILLS: Final = 200
JOURNALS: Final[tuple[Journal, ...]] = ("delete", "wal")
_MANY: Final = 30
_LONGEST_S: Final = 0.15
"""The random moment is so long after the first thing begins, at most."""

State = dict[str, str]
"""What each listing that is changed here says, by id."""
_STATE: Final = f"SELECT id, status || ' ' || description FROM service ORDER BY id LIMIT {_MANY}"  # noqa: S608 - a number


@dataclass(slots=True)
class Found:
    """How often the process was killed in the middle of what, and what was wrong after."""

    kills: int = 0
    in_the_middle: Counter[str] = field(default_factory=Counter)
    half_written_files: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_often(folder: Path, kills: int, seed: int) -> Found:
    """Kill a process that writes to a directory so often, with either journal by turns; what was found."""
    chance, found = random.Random(seed), Found()
    stores = [_started(folder, journal) for journal in JOURNALS]
    states = [state_of(store) for store in stores]
    for turn in range(kills):
        at = turn % len(stores)
        states[at] = _kill(stores[at], states[at], (turn, chance), found)
    return found


def state_of(store: Store) -> State:
    """What the listings that are changed here say now."""
    with explained(store.path), closing(store.connect()) as connection:
        return dict(connection.execute(_STATE).fetchall())


def _started(folder: Path, journal: Journal) -> Store:
    """A store that was changed once, so that everything there is to import has been."""
    store = Store(folder / journal, resource("services.sqlite"), journal=journal)
    _save(store, _changed(state_of(store), 2, "first"), "edit")
    back_up(store)
    return store


def _kill(store: Store, state: State, turn: tuple[int, random.Random], found: Found) -> State:
    """Let a process write, kill it, and look; what the listings say after that."""
    number, chance = turn
    seed, wait_s = chance.random(), chance.uniform(0, _LONGEST_S)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _write_for_ever(store, state, f"{number}", (random.Random(seed), writer))
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        first = told.readline()
        time.sleep(wait_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [first, *told]
    found.kills += 1
    return _look(store, (state, lines), found)


def _look(store: Store, told: tuple[State, Sequence[str]], found: Found) -> State:
    """Hold what is there against what was told; what the listings say."""
    state, pending, doing, made = _heard(*told)
    found.in_the_middle[doing] += bool(doing)
    found.half_written_files += any(path.stat().st_size for path in store.folder.glob("*.sqlite-*l"))
    now = state_of(store)
    if now not in (state, pending):
        mixed = pending is not None and all(now[key] in (state[key], pending[key]) for key in now)
        found.wrong.append(f"{store.journal}, {doing}: {'half of it was done' if mixed else 'something was lost'}")
    if made and not (store.folder / "backups" / made).exists():
        found.wrong.append(f"{store.journal}, {doing}: the backup {made} is gone")
    checked = check_up(store)
    found.wrong += [
        f"{store.journal}, {doing}: {problem.what}" for problem in checked.problems if _counts(problem.kind)
    ]
    found.wrong += [f"{store.journal}, {doing}: a history of half a change" for _ in _torn(store)]
    return now


def _counts(kind: str) -> bool:
    """Whether a problem may not follow from being killed; the disk of this computer is nobody's doing."""
    return kind not in {"leftover", "disk", "synced", "network"}


def _heard(state: State, lines: Sequence[str]) -> tuple[State, State | None, str, str]:
    """What was done, what would be there had the last thing been done too, its name, and the last backup made."""
    pending, doing, made = None, "", ""
    for line in lines:
        said: dict[str, Any] = json.loads(line) if line.endswith("\n") else {}
        if "begin" in said:
            pending, doing = said["state"], said["begin"]
        elif "done" in said:
            state, pending, doing = pending or state, None, ""
            made = said["done"] or made
    return state, pending, doing, made


def _torn(store: Store) -> list[int]:
    """The changes of several listings at once of which the history has not all."""
    with closing(store.connect()) as connection:
        rows = connection.execute("SELECT batch, why, count(*) FROM change GROUP BY batch").fetchall()
    return [batch for batch, why, count in rows if int(why) != count]


def _write_for_ever(store: Store, state: State, turn: str, means: tuple[random.Random, int]) -> NoReturn:
    """What the child does, until it is killed; it ends by itself only where something fails, and says so."""
    chance, writer = means
    try:
        with os.fdopen(writer, "w", encoding="utf-8") as told:
            for number in range(10_000):
                name, do = chance.choice(list(_ACTS.items()))
                state = do(store, state, f"{turn}.{number}", _Teller(name, told))
    except BaseException as error:  # noqa: BLE001 - nothing may run on in a child
        sys.stderr.write(f"{error!r}\n")
    os._exit(1)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells through the pipe what begins and what is done; a line is written at once or not at all."""

    name: str
    told: IO[str]

    def begin(self, state: State) -> None:
        self._say({"begin": self.name, "state": state})

    def done(self, backup: str = "") -> None:
        self._say({"done": backup})

    def _say(self, what: Mapping[str, object]) -> None:
        self.told.write(json.dumps(what) + "\n")
        self.told.flush()


def _changed(state: State, count: int, text: str) -> State:
    """So many listings, as they become: each second one closed by turns."""
    ids = list(state)[:count]
    closed = {each: state[each].startswith("active") for each in ids[1::2]}
    return {each: f"{'closed' if closed.get(each) else 'active'} {text} of {each}." for each in ids}


def _save(store: Store, changed: State, kind: Kind) -> None:
    """Write listings as they become, in one go; the history's reason is how many."""
    edits = []
    with closing(store.connect()) as connection:
        for each, text in changed.items():
            listing = read_listing(connection, each)
            if listing is None:
                raise NavigatorError(each)
            status, _, description = text.partition(" ")
            edits.append(Edit(form_of(replace(listing, status=status, description=description))))
    Editor(store).save(edits, Author(why=str(len(edits))), kind)


def _saving(count: int, kind: Kind) -> "_Act":
    def act(store: Store, state: State, text: str, tell: _Teller) -> State:
        changed = _changed(state, count, text)
        tell.begin(state | changed)
        _save(store, changed, kind)
        tell.done()
        return state | changed

    return act


def _backing_up(store: Store, state: State, _text: str, tell: _Teller) -> State:
    tell.begin(state)
    made = back_up(store)
    tell.done(made.name if made else "")
    return state


def _restoring(store: Store, _state: State, text: str, tell: _Teller) -> State:
    every = [one for one in backups(store) if one.verified]
    chosen = every[int(text.rpartition(".")[2]) % len(every)]
    with closing(open_backup(chosen.path)) as connection:
        becomes = dict(connection.execute(_STATE).fetchall())
    tell.begin(becomes)
    restore(store, chosen)
    tell.done()
    return becomes


_Act = Callable[[Store, State, str, _Teller], State]
_ACTS: Final[Mapping[str, _Act]] = {
    "saving": _saving(1, "edit"),
    "merging": _saving(2, "merge"),
    "changing many": _saving(_MANY, "edit"),
    "backing up": _backing_up,
    "restoring": _restoring,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Kill so often, print one JSON document of what was found; 0 where nothing was lost or half done."""
    parser = ArgumentParser(prog="benchmarks.kills", description="Kill -9 at random moments of writing.")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    with TemporaryDirectory(prefix="navigator-kills-") as folder:
        found = kill_often(Path(folder), options.kills, options.seed)
    document = {
        "kills": found.kills,
        "in the middle of": dict(sorted(found.in_the_middle.items())),
        "with a journal or log left": found.half_written_files,
        "wrong": found.wrong,
    }
    sys.stdout.write(json.dumps(document) + "\n")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
