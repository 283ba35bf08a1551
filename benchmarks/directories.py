"""Directory files of any size, generated, written the way every directory is written, and kept between runs."""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from benchmarks.generator import with_organizations
from navigator.directory import build, models, write
from navigator.directory.vocabulary import Vocabulary, read_glossary, read_vocabulary
from navigator.resources import resource

_Item = TypeVar("_Item")
_BATCH: Final = 5_000
_MADE_FROM: Final = (
    Path(__file__).with_name("generator.py"),
    Path(__file__).with_name("names.py"),
    Path(__file__),
    *(Path(build.__file__).with_name(f"{name}.py") for name in ("build", "entry", "form", "models", "write")),
    *sorted(Path(build.__file__).with_name("schema").glob("*.sql")),
    Path(build.__file__).parent.parent / "text.py",
    resource("vocabulary.toml"),
    resource("glossary.toml"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A directory file, how long its parts took in seconds, and the bytes of the whole and of its full-text index.

    ``words`` counts the different words of letters in it, ``numbers`` the words with digits.
    """

    path: Path
    services: int
    generate_s: float
    write_s: float
    index_s: float
    settle_s: float
    file_bytes: int
    index_bytes: int
    words: int
    numbers: int


def directory(count: int, seed: int) -> Written:
    """The directory of this size and seed: the one kept from an earlier run, or a new one.

    Kept files are named after what they were made from; those made from anything else are deleted.
    """
    folder = Path(tempfile.gettempdir()) / "navigator-benchmarks"
    folder.mkdir(exist_ok=True)
    version = sha256(b"".join(path.read_bytes() for path in _MADE_FROM)).hexdigest()[:12]
    for stale in folder.iterdir():
        if not stale.name.startswith(version):
            stale.unlink()
    path = folder / f"{version}-{count}-{seed}.sqlite"
    notes = path.with_suffix(".json")
    if not (path.exists() and notes.exists()):
        written = write_directory(path, count, seed)
        notes.write_text(json.dumps(asdict(written), default=str), encoding="utf-8")
    return Written(**json.loads(notes.read_text(encoding="utf-8")) | {"path": path})


def write_directory(path: Path, count: int, seed: int) -> Written:
    """Write a new directory of so many generated listings, timing the parts."""
    clock = _Clock()
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    build.create(unfinished)
    engine = _engine(unfinished)
    made = clock.of_each("generate", with_organizations(count, seed))
    with Session(engine) as session, session.begin():
        terms = read_vocabulary(resource("vocabulary.toml"))
        build.add_vocabulary(session, terms, read_glossary(resource("glossary.toml")))
        build.add_places(session, resource("geo"))
        build.add_english(session, resource("english", "words.txt"))
        session.add(models.DirectoryFact(name="compiled", value=build.COMPILED))
        vocabulary = Vocabulary(terms)
        while batch := list(islice(made, _BATCH)):
            with clock.of("write"):
                organizations = {organization.name: organization for _, organization in batch}
                write.add_organizations(session, organizations.values())
                write.add_listings(session, (form for form, _ in batch), vocabulary)
    engine.dispose()
    with clock.of("index"), closing(sqlite3.connect(unfinished)) as connection, connection:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    with clock.of("settle"):
        build.settle(unfinished)
    unfinished.replace(path)
    with closing(sqlite3.connect(path)) as connection:
        one = partial(_one, connection)
        numbers = one("SELECT count(*) FROM search_word WHERE word GLOB '*[0-9]*' AND word NOT LIKE '%:%'")
        return Written(
            path,
            one("SELECT count(*) FROM service"),
            **{f"{part}_s": round(spent, 3) for part, spent in clock.spent.items()},
            file_bytes=path.stat().st_size,
            index_bytes=one("SELECT sum(length(block)) FROM search_index_data"),
            words=one("SELECT count(*) FROM search_word WHERE word NOT LIKE '%:%'") - numbers,
            numbers=numbers,
        )


class _Clock:
    """Adds up the seconds spent on each part."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count what happens inside."""
        started = perf_counter()
        yield
        self.spent[part] = self.spent.get(part, 0.0) + perf_counter() - started

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
