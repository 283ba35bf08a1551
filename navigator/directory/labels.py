"""What a directory says of itself: its vocabulary, in the words people read, and whom its geography is owed to."""

import json
import sqlite3

from navigator.directory.vocabulary import Term, Vocabulary


def read_terms(connection: sqlite3.Connection) -> list[Term]:
    """Every term of the vocabulary that a directory carries, in its order."""
    rows = connection.execute(
        "SELECT taxonomy, code, name, description, also, near FROM taxonomy_term ORDER BY position"
    )
    return [
        Term(taxonomy, code, name, means or "", tuple(json.loads(also)), tuple(json.loads(near)))
        for taxonomy, code, name, means, also, near in rows
    ]


def read_labels(connection: sqlite3.Connection) -> Vocabulary:
    """The vocabulary that a directory carries."""
    return Vocabulary(read_terms(connection))


def read_attribution(connection: sqlite3.Connection) -> str:
    """Whom the postcodes and outlines are owed to, as their licence asks to be shown; empty where none are held."""
    row = connection.execute("SELECT value FROM directory_fact WHERE name = 'geography'").fetchone()
    return " ".join(row[0].partition("\n\n")[0].split()) if row else ""
