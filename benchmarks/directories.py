"""Directory files of any size, generated, written the way every directory is written, and kept between runs.

Each holds one table more than a directory does: ``bare_index``, the same columns as somebody would index them who wants
FTS5 to answer as they type, with nothing else beside it. It is not counted in the size of the directory.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from benchmarks.generator import with_organizations
from navigator.directory import build, write
from navigator.directory.vocabulary import Vocabulary, read_glossary, read_vocabulary
from navigator.resources import resource

_Item = TypeVar("_Item")
_BATCH: Final = 2_000
_AN_HOUR_S: Final = 3_600
_INDEXES: Final = ("search_index", "name_index")
_COUNT_WORDS: Final = "SELECT count(*) FROM search_word WHERE services > 0 AND word NOT LIKE '%:%'"
_BARE_INDEX: Final = """
CREATE VIRTUAL TABLE bare_index USING fts5 (
  name, also, organization, kinds, place, description, details, codes,
  content = 'search_entry', content_rowid = 'key',
  tokenize = "unicode61 remove_diacritics 0 tokenchars ':-.'",
  prefix = '2 3'
)
"""
"""The columns and tokenizer of ``search_index``, and prefix indexes, which search as you type needs on its own."""
_MADE_FROM: Final = (
    Path(__file__).with_name("generator.py"),
    Path(__file__).with_name("names.py"),
    Path(__file__),
    *(
        Path(build.__file__).with_name(f"{name}.py")
        for name in ("build", "entry", "form", "models", "phrases", "write")
    ),
    *sorted(Path(build.__file__).with_name("schema").glob("*.sql")),
    Path(build.__file__).parent.parent / "text.py",
    *(resource(name) for name in ("vocabulary.toml", "glossary.toml", "organizations.toml")),
    *(path for folder in ("listings", "geo", "english") for path in sorted(resource(folder).glob("*.*"))),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A directory file, how long its parts took in seconds, and the bytes of the whole and of its full-text indexes.

    ``words`` counts the different words of letters in it, ``numbers`` the words with digits. ``bare_bytes`` is the size
    of the bare index, which the file holds beside ``file_bytes``.
    """

    path: Path
    services: int
    generate_s: float
    write_s: float
    index_s: float
    settle_s: float
    file_bytes: int
    index_bytes: int
    bare_bytes: int
    words: int
    numbers: int


def directory(count: int, seed: int) -> Written:
    """The directory of this size and seed: the one kept from an earlier run, or a new one.

    Kept files are named after what they were made from. Those made from anything else are deleted once an hour old,
    since another run may be writing them.
    """
    folder = Path(tempfile.gettempdir()) / "navigator-benchmarks"
    folder.mkdir(exist_ok=True)
    version = sha256(b"".join(path.read_bytes() for path in _MADE_FROM)).hexdigest()[:12]
    _tidy(folder, version)
    path = folder / f"{version}-{count}-{seed}.sqlite"
    notes = path.with_suffix(".json")
    if not (path.exists() and notes.exists()):
        written = write_directory(path, count, seed)
        notes.write_text(json.dumps(asdict(written), default=str), encoding="utf-8")
    return Written(**json.loads(notes.read_text(encoding="utf-8")) | {"path": path})


def write_directory(path: Path, count: int, seed: int) -> Written:
    """Write a new directory of so many generated listings, timing the parts."""
    clock = _Clock()
    unfinished = path.with_suffix(f".{token_hex(4)}.new")
    try:
        build.create(unfinished)
        _write(unfinished, count, seed, clock)
        with clock.of("index"), closing(sqlite3.connect(unfinished)) as connection, connection:
            for index in _INDEXES:
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - two fixed names
        with clock.of("settle"):
            build.settle(unfinished)
        written = _described(unfinished, path, clock)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _tidy(folder: Path, version: str) -> None:
    """Delete what was made from anything else and is an hour old; it may be gone meanwhile."""
    for found in folder.iterdir():
        with suppress(FileNotFoundError):
            if not found.name.startswith(version) and time.time() - found.stat().st_mtime > _AN_HOUR_S:
                found.unlink()


def _write(path: Path, count: int, seed: int, clock: "_Clock") -> None:
    """Fill an empty directory, some listings at a time, so that memory stays the same at any size."""
    engine = _engine(path)
    made = clock.of_each("generate", with_organizations(count, seed))
    terms = read_vocabulary(resource("vocabulary.toml"))
    vocabulary = Vocabulary(terms)
    with Session(engine) as session, session.begin():
        build.add_facts(session, {"compiled": build.COMPILED})
        build.add_vocabulary(session, terms, read_glossary(resource("glossary.toml")))
        build.add_places(session, resource("geo"))
        build.add_english(session, resource("english", "words.txt"))
        while batch := list(islice(made, _BATCH)):
            with clock.of("write"):
                organizations = {organization.name: organization for _, organization in batch}
                write.add_organizations(session, organizations.values())
                write.add_listings(session, (form for form, _ in batch), vocabulary)
    engine.dispose()


def _described(unfinished: Path, path: Path, clock: "_Clock") -> Written:
    """What a finished file measures, the bare index made and measured last."""
    file_bytes = unfinished.stat().st_size
    with closing(sqlite3.connect(unfinished)) as connection:
        one = partial(_one, connection)
        numbers = one(f"{_COUNT_WORDS} AND word GLOB '*[0-9]*'")
        index_bytes = sum(_index_bytes(connection, index) for index in _INDEXES)
        with connection:
            connection.execute(_BARE_INDEX)
            connection.execute("INSERT INTO bare_index (bare_index) VALUES ('rebuild')")
            connection.execute("INSERT INTO bare_index (bare_index) VALUES ('optimize')")
        return Written(
            path,
            one("SELECT count(*) FROM service"),
            **{f"{part}_s": round(spent, 3) for part, spent in clock.spent.items()},
            file_bytes=file_bytes,
            index_bytes=index_bytes,
            bare_bytes=_index_bytes(connection, "bare_index"),
            words=one(_COUNT_WORDS) - numbers,
            numbers=numbers,
        )


def _index_bytes(connection: sqlite3.Connection, index: str) -> int:
    """The bytes of the tables a full-text index keeps: its words, and the lengths of the texts."""
    return sum(
        _one(connection, f"SELECT coalesce(sum(length({column})), 0) FROM {index}_{table}")  # noqa: S608 - fixed names
        for table, column in (("data", "block"), ("docsize", "sz"))
    )


class _Clock:
    """Adds up the seconds spent on each part."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count what happens inside."""
        started = time.perf_counter()
        yield
        self.spent[part] = self.spent.get(part, 0.0) + time.perf_counter() - started

    def of_each(self, part: str, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, counting the time each takes to make."""
        iterator = iter(items)
        while True:
            with self.of(part):
                item = next(iterator, None)
            if item is None:
                return
            yield item


def _engine(path: Path) -> Engine:
    """Writes without waiting for the disk: a file that is not finished is thrown away."""
    engine = create_engine(f"sqlite:///{path.as_posix()}")

    def hurry(raw: Any, _: Any) -> None:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA journal_mode = OFF")
        raw.execute("PRAGMA cache_size = -200000")

    event.listen(engine, "connect", hurry)
    return engine


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
