"""A directory as after some months of use: a part of its listings was checked, and a part changed."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Final

TODAY: Final = date(2026, 11, 23)
_CHECKED, _CHANGED = 0.3, 0.1
"""The shares of the listings that were checked, and changed."""
_DAYS: Final = 500


def used(path: Path, copy: Path, random: Random) -> None:
    """Write a copy of a directory file with checks and changes drawn into it."""
    copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        listings = connection.execute("SELECT key, id, name FROM service ORDER BY key").fetchall()
        checked = random.sample(listings, round(_CHECKED * len(listings)))
        methods, groups = ("phone", "email", "website"), ("all", "hours", "contacts rules")
        connection.executemany(
            "INSERT INTO verification (service_key, checked_on, method, confirmed) VALUES (?, ?, ?, ?)",
            [(key, _day(random), random.choice(methods), random.choice(groups)) for key, _, _ in checked],
        )
        changed = random.sample(listings, round(_CHANGED * len(listings)))
        connection.executemany(
            "INSERT INTO change (service_id, kind, made_at, batch, before, after) VALUES (?, 'edit', ?, ?, ?, ?)",
            [
                (service_id, f"{_day(random)}T10:00:00+00:00", n, json.dumps({"name": "x"}), json.dumps({"name": name}))
                for n, (_, service_id, name) in enumerate(changed, 1)
            ],
        )


def _day(random: Random) -> str:
    return (TODAY - timedelta(random.randrange(_DAYS))).isoformat()
