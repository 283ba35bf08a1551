"""The names of the listings that others are linked to: fields hold their ids, which nobody reads."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from navigator.listings.changes.history import Fields

_NAMES: Final = "SELECT id, name FROM service WHERE id IN (SELECT value FROM json_each(?))"


def names_of(connection: sqlite3.Connection, some: Iterable[Fields]) -> Mapping[str, str]:
    """What the listings that some fields link to are called, by id; one that is not in the directory is left out."""
    ids = {link["to"] for fields in some for link in fields.get("links") or ()}
    return dict(connection.execute(_NAMES, (json.dumps(sorted(ids)),))) if ids else {}
