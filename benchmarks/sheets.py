"""How soon a sheet is there, how many pages a person carries, and whether a discreet one tells of a service."""

import os
import re
import sqlite3
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.checking import EXPERT, Asking
from benchmarks.display import data_folder, run
from benchmarks.people import people
from benchmarks.typing import WEDNESDAY_MORNING
from benchmarks.window import Measured
from navigator.check import Answers, Check
from navigator.directory import Listing
from navigator.directory.labels import read_labels
from navigator.find import Search
from navigator.pathways import Pathways
from navigator.refer.blocks import Sheet
from navigator.refer.experience import Experience
from navigator.refer.refer import Refer
from navigator.refer.shortlist import MOST, Stop
from navigator.refer.stop_facts import StopFacts
from navigator.refer.wish import Kind, Wish, sheet_of

FIVE: Final = 5
FORMS: Final = ("PDF for the worker", "PDF for the person", "HTML for the worker", "text for the worker")
"""What is made for so many services."""
_PLACES: Final = 3
_TOLD: Final = 6
"""So many facets of each person are known."""
_FRESH: Final = 3
"""So many processes make their first sheet."""
_SHOWN: Final = 5
_MS: Final = 1_000
_SHORTEST: Final = 3
_COMMON: Final = {
    "and", "are", "before", "com", "confirm", "dated", "for", "from", "has", "http", "https", "info", "its", "net",
    "not", "number", "numbers", "only", "org", "out", "page", "the", "this", "use", "who", "with", "www",
}  # fmt: skip
"""Words that say nothing of which service it is."""


def opened(search: Search, connection: sqlite3.Connection, folder: Path) -> Refer:
    """The room over a directory, on a Wednesday morning; ``folder`` is where nothing was ever noted."""
    at = WEDNESDAY_MORNING
    check = Check(search, connection, read_labels(connection), at=at)
    return Refer(connection, check, Pathways(search, connection, check), Experience(folder), at=at)


def quickness(search: Search, connection: sqlite3.Connection, count: int, seed: int) -> Iterator[Measured]:
    """The time from a wish to what is printed or saved, each for other services and another person."""
    from navigator.refer.html import to_html
    from navigator.refer.pdf import to_pdf
    from navigator.refer.plain import to_text

    random, asking = Random(seed), Asking(connection)
    ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service")]
    everybody = list(_everybody(asking, count, seed))

    def times(stops: int, do: Callable[[tuple[Stop, ...], Answers], object]) -> list[float]:
        return [_spent(do, _drawn(ids, stops, random), said) for said in everybody]

    with TemporaryDirectory() as folder:
        refer = opened(search, connection, Path(folder))
        making: tuple[tuple[str, int, Kind, Callable[[Sheet], object]], ...] = (
            (FORMS[0], FIVE, "worker", to_pdf),
            (FORMS[1], FIVE, "person", to_pdf),
            (FORMS[2], FIVE, "worker", to_html),
            (FORMS[3], FIVE, "worker", to_text),
            (FORMS[0], MOST, "worker", to_pdf),
        )
        first = _spent(refer.read, _drawn(ids, FIVE, random), everybody[0])
        for what, stops, kind, form in making:
            taken = times(stops, partial(_make, refer, kind, form))
            yield Measured(f"{stops} services, {what}, p95 ms", *_spread(taken))
        taken = times(MOST, refer.before)
        yield Measured(f"{MOST} services, what to know before, p95 ms", *_spread(taken, {"the first of all": first}))


def first_of_all(connection: sqlite3.Connection, path: Path | None, seed: int) -> Iterator[Measured]:
    """The first sheet of all: a command, from its beginning to its end, over a directory file or the one that ships."""
    ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service")]
    five, taken = Random(seed).sample(ids, FIVE), list[float]()
    with data_folder(path) as data:
        asked = ["--data", str(data), "refer", *five, "--for", "person", "--out", str(data / "sheet.pdf")]
        for _ in range(1 + _FRESH):
            started = perf_counter()
            run([sys.executable, "-m", "ui", *asked], os.environ)
            taken.append(perf_counter() - started)
    beside = {"the first of them": taken[0], "worst of the others": max(taken[1:])}
    yield Measured("first sheet, by a command of its own, s", statistics.median(taken[1:]), beside)


def holding(search: Search, connection: sqlite3.Connection, count: int, seed: int) -> Iterator[Measured]:
    """What the sheets of a directory hold: words that tell, and pages."""
    ids = [service_id for (service_id,) in connection.execute("SELECT id FROM service ORDER BY id")]
    with TemporaryDirectory() as folder:
        refer = opened(search, connection, Path(folder))
        every = [refer.read(_stops(ids[at : at + MOST])) for at in range(0, len(ids), MOST)]
        told = [f"{one.listing.id}: {', '.join(words)}" for some in every for one, words in _telling(some)]
        beside: dict[str, float] = {"listings": sum(map(len, every)), "sheets": len(every)}
        yield Measured("listings that a discreet sheet tells of", len(told), beside, tuple(told[:_SHOWN]))
        random = Random(seed)
        pages = [_pages(refer.read(_drawn(ids, _PLACES, random))) for _ in range(count)]
        beside = {"p95": statistics.quantiles(pages, n=20)[18], "most": max(pages), "sheets": count}
        yield Measured("pages of a person's sheet of three places, median", statistics.median(pages), beside)


def identifying(listing: Listing) -> frozenset[str]:
    """The words that say which listing it is, apart from figures alone, which street numbers share with telephones."""
    by = listing.organization
    texts = [listing.name, *listing.alternate_names, by.name, by.website, listing.url, listing.email]
    for place in listing.locations:
        texts += [place.name, place.address_1, place.city, place.postal_code]
    found = words_of(" ".join(text for text in texts if text))
    return frozenset(word for word in found if len(word) >= _SHORTEST and not word.isdigit()) - _COMMON


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", "")))


def _telling(facts: Sequence[StopFacts]) -> Iterator[tuple[StopFacts, Sequence[str]]]:
    """The services that one discreet sheet tells of, and by which words: its text's, its pages' or its file name's."""
    from navigator.refer.discreet import discreet_sheet, entries
    from navigator.refer.pdf import to_pdf
    from navigator.refer.plain import to_text

    sheet = discreet_sheet(entries(facts), facts[0].dated)
    held = words_of(" ".join((*_printed(to_pdf(sheet)), to_text(sheet), *sheet.texts(), sheet.file_name)))
    for one in facts:
        if words := sorted(held & identifying(one.listing)):
            yield one, words


def _printed(pdf: bytes) -> list[str]:
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(pdf)) as document:
        told = " ".join(str(value) for value in document.get_metadata_dict().values())
        return [told, *(page.get_textpage().get_text_bounded() for page in document)]


def _pages(facts: Sequence[StopFacts]) -> int:
    from pypdfium2 import PdfDocument

    from navigator.refer.pdf import to_pdf

    with closing(PdfDocument(to_pdf(sheet_of(Wish("person"), facts)))) as document:
        return len(document)


def _make(refer: Refer, kind: Kind, form: Callable[[Sheet], object], stops: tuple[Stop, ...], said: Answers) -> object:
    return form(refer.sheet(Wish(kind, stops, said, most=len(stops), tell=kind == "worker")))


def _drawn(ids: Sequence[str], count: int, random: Random) -> tuple[Stop, ...]:
    return _stops(random.sample(ids, count))


def _stops(ids: Sequence[str]) -> tuple[Stop, ...]:
    return tuple(Stop(service_id, service_id) for service_id in ids)


def _everybody(asking: Asking, count: int, seed: int) -> Iterator[Answers]:
    random = Random(seed)
    for person in people(count, seed, asking.questions, asking.boroughs):
        said = Answers()
        for facet in random.sample(EXPERT, _TOLD):
            said = person.asked(said, facet, asking.choices[facet])
        yield said


def _spent(do: Callable[[tuple[Stop, ...], Answers], object], stops: tuple[Stop, ...], said: Answers) -> float:
    started = perf_counter()
    do(stops, said)
    return (perf_counter() - started) * _MS


def _spread(times: list[float], more: dict[str, float] | None = None) -> tuple[float, dict[str, float]]:
    cuts = statistics.quantiles(times, n=20)
    return cuts[18], {"p50": cuts[9], "worst": max(times), "goes": len(times)} | (more or {})
