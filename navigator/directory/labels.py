"""What people read for the codes of a directory, from the directory itself."""

import json
import sqlite3

from navigator.directory.vocabulary import Term, Vocabulary


def read_labels(connection: sqlite3.Connection) -> Vocabulary:
    """The vocabulary that a directory carries."""
    rows = connection.execute(
        "SELECT taxonomy, code, name, description, also, near FROM taxonomy_term ORDER BY position"
    )
    return Vocabulary(
        Term(taxonomy, code, name, means or "", tuple(json.loads(also)), tuple(json.loads(near)))
        for taxonomy, code, name, means, also, near in rows
    )
