"""What a listing is held against while somebody types it: the words, organisations and places of the directory."""

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from navigator.check.known import RulesOut
from navigator.check.questions import read_questions
from navigator.check.rules import ALL_BOROUGHS, EVERYWHERE, Scope
from navigator.directory import Places, Point, Vocabulary
from navigator.directory.labels import read_labels


@dataclass(frozen=True, slots=True)
class Reference:
    """All that a check needs, read once; it sees no later change.

    ``areas`` are the places a service can cover, the boroughs first. ``sectors`` holds the centre of every postcode
    sector by name. ``listed`` are the ids of all listings. ``rules_out`` says which answers no two are true of
    anybody at once.
    """

    vocabulary: Vocabulary
    organizations: Collection[str]
    areas: tuple[str, ...]
    sectors: Mapping[str, Point]
    listed: Collection[str]
    scope: Scope
    rules_out: RulesOut

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> "Reference":
        """That of the directory behind a connection."""
        vocabulary, boroughs = read_labels(connection), Places(connection).boroughs()
        sectors = connection.execute("SELECT sector, latitude, longitude FROM postcode_sector")
        return cls(
            vocabulary,
            frozenset(name for (name,) in connection.execute("SELECT name FROM organization")),
            (*boroughs, ALL_BOROUGHS, *sorted(EVERYWHERE)),
            {name: Point(latitude, longitude) for name, latitude, longitude in sectors},
            frozenset(service_id for (service_id,) in connection.execute("SELECT id FROM service")),
            Scope.of(vocabulary, boroughs),
            read_questions().rules_out,
        )

    def codes(self, taxonomy: str) -> tuple[str, ...]:
        """What may be chosen of a taxonomy, in order; none where any word will do. ``area`` has the names of places."""
        return self.areas if taxonomy == "area" else self.vocabulary.codes(taxonomy)
