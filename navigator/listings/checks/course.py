"""The services of a run-through in their order, each with the call that covers it."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from navigator.listings.checks.hour import calls_of


@dataclass(frozen=True, slots=True)
class Stop:
    """A service to go through; ``call`` marks the call that covers it, and ``number`` is the one to ring for all of it.

    ``number`` is "" where no service of the call has one.
    """

    id: str
    name: str
    call: str
    number: str


def course(connection: sqlite3.Connection, service_ids: Sequence[str]) -> tuple[Stop, ...]:
    """Services in the order given, each once; one that is no longer there is left out."""
    found = {row[0]: row for row in connection.execute(_SERVICES, (json.dumps(list(service_ids)),))}
    rows = [found[one] for one in dict.fromkeys(service_ids) if one in found]
    calls = calls_of([(number, organization) for _, _, organization, number in rows])
    numbers: dict[str, str] = {}
    for call, (*_, number) in zip(calls, rows, strict=True):
        if number:
            numbers.setdefault(call, number)
    return tuple(
        Stop(service, name, call, numbers.get(call, "")) for call, (service, name, *_) in zip(calls, rows, strict=True)
    )


_SERVICES: Final = """
SELECT s.id, s.name, o.name, coalesce(p.number, '') FROM service s JOIN organization o ON o.key = s.organization_key
LEFT JOIN phone p ON p.service_key = s.key AND p.position = 0 WHERE s.id IN (SELECT value FROM json_each(?))
"""
