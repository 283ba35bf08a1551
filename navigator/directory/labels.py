"""What a directory says of itself: its vocabulary, in the words people read, and whom its geography is owed to."""

import json
import sqlite3
from typing import Final

from navigator.directory.vocabulary import GlossaryEntry, Term, Vocabulary

_TERMS: Final = "SELECT taxonomy, code, name, description, also, near FROM taxonomy_term"
_ENTRIES: Final = (
    "SELECT term, expansion, means, synonyms, codes, facets, search_only, ambiguous FROM glossary_entry WHERE term = ?"
)


def read_terms(connection: sqlite3.Connection) -> list[Term]:
    """Every term of the vocabulary that a directory carries, in its order."""
    return [_term(row) for row in connection.execute(f"{_TERMS} ORDER BY position")]


def read_term(connection: sqlite3.Connection, taxonomy: str, code: str) -> Term | None:
    """One term of the vocabulary, or None where a directory has no such term."""
    row = connection.execute(f"{_TERMS} WHERE taxonomy = ? AND code = ?", (taxonomy, code)).fetchone()
    return _term(row) if row else None


def read_entry(connection: sqlite3.Connection, term: str) -> GlossaryEntry | None:
    """One entry of the glossary, or None where a directory has no such entry."""
    row = connection.execute(_ENTRIES, (term,)).fetchone()
    return GlossaryEntry(*row[:3], *(tuple(json.loads(column)) for column in row[3:])) if row else None


def _term(row: tuple[str, ...]) -> Term:
    taxonomy, code, name, means, also, near = row
    return Term(taxonomy, code, name, means or "", tuple(json.loads(also)), tuple(json.loads(near)))


def read_labels(connection: sqlite3.Connection) -> Vocabulary:
    """The vocabulary that a directory carries."""
    return Vocabulary(read_terms(connection))


def read_attribution(connection: sqlite3.Connection) -> str:
    """Whom the postcodes and outlines are owed to, as their licence asks to be shown; empty where none are held."""
    row = connection.execute("SELECT value FROM directory_fact WHERE name = 'geography'").fetchone()
    return " ".join(row[0].partition("\n\n")[0].split()) if row else ""
