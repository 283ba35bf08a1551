"""Build ``resources/services.sqlite`` from the reviewed text beside it: ``python -m navigator.directory.build``.

The same text gives the same rows every time: listings are written in order of their ids and nothing in a row comes
from the clock or the machine.
"""

import json
import sqlite3
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, cast

from sqlmodel import Session, SQLModel

from navigator.directory import models as m
from navigator.directory.form import check_codes, check_kinds, read_listings, read_organizations
from navigator.directory.gazetteer import read_boroughs, read_neighbourhoods, read_sectors
from navigator.directory.migrations import migrate
from navigator.directory.phrases import index_phrases
from navigator.directory.store import explained, saved, transaction
from navigator.directory.vocabulary import GlossaryEntry, Term, Vocabulary, read_glossary, read_vocabulary
from navigator.directory.write import add_listings, add_organizations, insert_rows
from navigator.errors import NavigatorError
from navigator.resources import resource

COMPILED: Final = "2026-11-22"
"""The day the shipped facts were last gathered; change it with them."""
WIDER_AREAS: Final = frozenset({"London", "England", "UK"})
"""What a service may cover beside boroughs."""


def build(target: Path, text: Path) -> int:
    """Write a new directory to ``target`` from the text folder; the number of listings.

    ``target`` is replaced only when everything went well. Raises ``NavigatorError`` naming the file and field that
    is not in the form.
    """
    terms = read_vocabulary(text / "vocabulary.toml")
    forms = read_listings(text / "listings")
    boroughs = {borough.name for borough in read_boroughs(text / "geo" / "boroughs.geojson")}
    codes = _codes(terms) | {"area": boroughs | WIDER_AREAS}
    check_codes(forms, codes)
    organizations = read_organizations(text / "organizations.toml")
    check_kinds(organizations, codes)
    facts = {"compiled": COMPILED, "geography": _read(text / "geo" / "ATTRIBUTION.txt").strip()}
    unfinished = target.with_name(f"{target.name}.new")
    with saved(target), explained(target):
        try:
            unfinished.unlink(missing_ok=True)
            create(unfinished)
            with transaction(unfinished) as session:
                add_facts(session, facts)
                add_vocabulary(session, terms, read_glossary(text / "glossary.toml"))
                add_places(session, text / "geo")
                add_english(session, text / "english" / "words.txt")
                add_organizations(session, organizations)
                add_listings(session, forms, Vocabulary(terms))
            settle(unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return len(forms)


def create(path: Path) -> None:
    """Make an empty directory file in the newest form."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection)


def settle(path: Path) -> None:
    """Merge the index into one segment and give back free pages, after many rows were written."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for index in ("search_index", "name_index"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - two names of our own
        connection.execute("ANALYZE")
        connection.execute("VACUUM")


def add_facts(session: Session, facts: Mapping[str, str]) -> None:
    """Write facts about the directory itself, by name."""
    insert_rows(session, m.DirectoryFact, [{"name": name, "value": value} for name, value in facts.items()])


def add_vocabulary(session: Session, terms: Iterable[Term], glossary: Iterable[GlossaryEntry]) -> None:
    """Write the vocabulary and the glossary, and the phrases they are searched by."""
    insert_rows(
        session,
        m.TaxonomyTerm,
        [
            {
                "taxonomy": term.taxonomy,
                "code": term.code,
                "position": position,
                "name": term.label,
                "description": term.means,
                "also": _json(term.also),
                "near": _json(term.near),
            }
            for position, term in enumerate(terms)
        ],
    )
    lists = ("synonyms", "codes", "facets", "search_only", "ambiguous")
    insert_rows(
        session,
        m.GlossaryEntryRow,
        [
            {"term": entry.term, "expansion": entry.expansion, "means": entry.means}
            | {name: _json(getattr(entry, name)) for name in lists}
            for entry in glossary
        ],
    )
    _index_phrases(session)


def add_english(session: Session, path: Path) -> None:
    """Write the plain English words of a list, one a line (SCOWL, British, up to size 35)."""
    insert_rows(session, m.EnglishWord, [{"word": word} for word in _read(path).split()])


def add_places(session: Session, folder: Path) -> None:
    """Write boroughs, postcode sectors and neighbourhoods from a folder of geography, their words as known ones."""
    sectors = list(read_sectors(folder / "postcode-sectors.csv"))
    places = list(read_neighbourhoods(folder / "places.toml", sectors))
    rows: dict[type[SQLModel], list[dict[str, object]]] = {
        m.BoroughRow: [
            {"name": b.name, "outline": _json(b.outline)} for b in read_boroughs(folder / "boroughs.geojson")
        ],
        m.PostcodeSector: [
            {
                "sector": s.name,
                "latitude": s.point.latitude,
                "longitude": s.point.longitude,
                "spread_m": s.spread_m,
                "postcodes": s.postcodes,
            }
            for s in sectors
        ],
        m.SectorBorough: [
            {"sector": s.name, "borough": borough, "share": share} for s in sectors for borough, share in s.boroughs
        ],
        m.PlaceRow: [{"name": p.name, "latitude": p.point.latitude, "longitude": p.point.longitude} for p in places],
        m.PlaceName: [{"name": name, "place": p.name} for p in places for name in dict.fromkeys(p.names)],
        m.PlaceBorough: [
            {"place": p.name, "borough": borough, "position": position}
            for p in places
            for position, borough in enumerate(p.boroughs)
        ],
    }
    for model, values in rows.items():
        insert_rows(session, model, values)
    _index_phrases(session)


def _index_phrases(session: Session) -> None:
    index_phrases(cast("sqlite3.Connection", session.connection().connection.driver_connection))


def main(argv: Sequence[str] | None = None) -> int:
    """Build the shipped directory; 0 done, 1 could not."""
    parser = ArgumentParser(prog="navigator.directory.build", description="Build the directory from its reviewed text.")
    parser.add_argument("--text", type=Path, default=resource(), help="folder with the reviewed text")
    parser.add_argument("--out", type=Path, default=resource("services.sqlite"), help="the file to write")
    arguments = parser.parse_args(argv)
    try:
        count = build(arguments.out, arguments.text)
    except NavigatorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{arguments.out}: {count} listings\n")
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NavigatorError(f"{path.name} cannot be read: {error}.") from error


def _codes(terms: Iterable[Term]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for term in terms:
        codes.setdefault(term.taxonomy, set()).add(term.code)
    return codes


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main())
