"""Some fields of many listings at once, as JSON has their forms: a few statements, however many listings there are."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

Fields: TypeAlias = dict[str, Any]
"""Fields of a listing by name: texts, numbers, lists, and objects of those."""

ATTRIBUTES: Final[Mapping[str, str]] = {
    "needs": "need",
    "service_types": "type",
    "delivery": "delivery",
    "referral_routes": "route",
    "approaches": "approach",
    "transitions": "transition",
}
"""The fields that hold codes of a taxonomy, and which."""
OF_ORGANIZATION: Final[Mapping[str, str]] = {
    "organization_name": "name",
    "organization_kind": "kind",
    "organization_website": "website",
}
"""What all listings of an organization share and no form of a listing holds, with the column of the organization."""
SCALARS: Final[Mapping[str, str]] = {
    "name": "name",
    "status": "status",
    "description": "description",
    "url": "url",
    "email": "email",
    "how_to_refer": "application_process",
    "interpreting": "interpretation_services",
    "open_access": "open_access",
    "anyone_may_apply": "anyone_may_apply",
}
"""The fields that are one value in the row of the service, with its column."""
TOGETHER: Final = (frozenset(ATTRIBUTES), frozenset({"cost", "cost_note"}))
"""Fields that share rows: where one is written, all are."""
SOURCED: Final = frozenset({"hours", "dual_diagnosis", "eligibility", "links"})
"""The fields that name sources."""
_BOOLEANS: Final = frozenset({"open_access", "anyone_may_apply"})


def agreeing(names: Collection[str]) -> frozenset[str]:
    """Some fields of a form, with those that are written together with them or must agree with them."""
    together = [fields for fields in TOGETHER if not fields.isdisjoint(names)]
    named = SOURCED if "sources" in names else frozenset[str]()
    naming = frozenset[str]() if SOURCED.isdisjoint(names) else frozenset({"sources"})
    return frozenset(names).union(named, naming, *together) - OF_ORGANIZATION.keys()


def read_fields(connection: sqlite3.Connection, ids: Iterable[str], names: Collection[str]) -> dict[str, Fields]:
    """The named fields of each listing by its id; ids that no listing has are left out.

    The names are those of a listing's form, and of ``OF_ORGANIZATION``.
    """
    keys = dict(connection.execute(_KEYS, (json.dumps(list(ids)),)).fetchall())
    found: dict[int, Fields] = {key: {} for key in keys}
    some = json.dumps(list(keys))
    for wanted, read in _READERS:
        if kept := wanted.intersection(names):
            for key, fields in read(connection, some, found):
                found[key].update(fields if kept == wanted else {name: fields[name] for name in kept})
    return {keys[key]: fields for key, fields in found.items()}


_Read: TypeAlias = Callable[[sqlite3.Connection, str, Collection[int]], Iterable[tuple[int, Fields]]]
_OF_THESE: Final = "IN (SELECT value FROM json_each(?))"
_KEYS: Final = f"SELECT key, id FROM service WHERE id {_OF_THESE}"  # noqa: S608 - fixed text
_SCALARS: Final = f"""
SELECT s.key, s.id, o.name, {", ".join(f"s.{column}" for column in SCALARS.values())}, o.name, o.kind, o.website
FROM service s JOIN organization o ON o.key = s.organization_key WHERE s.key {_OF_THESE}
"""  # noqa: S608 - fixed text
_SCALAR_NAMES: Final = ("id", "organization", *SCALARS, *OF_ORGANIZATION)


def _scalars(connection: sqlite3.Connection, keys: str, _: Collection[int]) -> Iterator[tuple[int, Fields]]:
    for key, *values in connection.execute(_SCALARS, (keys,)):
        fields = dict(zip(_SCALAR_NAMES, values, strict=True))
        yield key, fields | {name: bool(fields[name]) for name in _BOOLEANS}


def _attributes(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
    sql = f"SELECT service_key, taxonomy, code FROM attribute WHERE service_key {_OF_THESE} ORDER BY position"  # noqa: S608
    fields: dict[int, Fields] = {key: {name: [] for name in ATTRIBUTES} for key in all_keys}
    names = {taxonomy: name for name, taxonomy in ATTRIBUTES.items()}
    for key, taxonomy, code in connection.execute(sql, (keys,)):
        fields[key][names[taxonomy]].append(code)
    yield from fields.items()


def _list(name: str, what: str) -> _Read:
    """Reads a field that is a list of texts; ``what`` is their column and table."""
    column, table = what.split(" of ")
    sql = f"SELECT service_key, {column} FROM {table} WHERE service_key {_OF_THESE} ORDER BY position"  # noqa: S608

    def read(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
        values: dict[int, list[str]] = {key: [] for key in all_keys}
        for key, value in connection.execute(sql, (keys,)):
            values[key].append(value)
        yield from ((key, {name: value}) for key, value in values.items())

    return read


def _rows(name: str, sql: str, row: Callable[..., Fields]) -> _Read:
    """Reads a field that is a list of objects; the statement gives the service's key and what ``row`` makes one of."""

    def read(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
        values: dict[int, list[Fields]] = {key: [] for key in all_keys}
        for key, *columns in connection.execute(sql, (keys,)):
            values[key].append(row(*columns))
        yield from ((key, {name: value}) for key, value in values.items())

    return read


def _one(sql: str, fields: Callable[..., Fields], silent: Fields) -> _Read:
    """Reads fields of which each service has one row or none; ``silent`` is what there is of those with none."""

    def read(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
        yield from ((key, silent) for key in all_keys)
        for key, *columns in connection.execute(sql, (keys,)):
            yield key, fields(*columns)

    return read


def _named(*names: str) -> Callable[..., Fields]:
    def named(*values: Any) -> Fields:
        return dict(zip(names, values, strict=True))

    return named


def _grouped(name: str, *names: str) -> Callable[..., Fields]:
    return lambda *values: {name: dict(zip(names, values, strict=True))}


def _locations(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
    offered = _children(connection, _ACCESSIBILITY, keys)
    parts = ("name", "address_1", "city", "postal_code", "latitude", "longitude")
    places: dict[int, list[Fields]] = {key: [] for key in all_keys}
    for key, location, *values, confidential in connection.execute(_LOCATIONS, (keys,)):
        more = {"confidential": bool(confidential), "accessibility": offered.get(location, [])}
        places[key].append(dict(zip(parts, values, strict=True)) | more)
    yield from ((key, {"locations": value}) for key, value in places.items())


def _criteria(connection: sqlite3.Connection, keys: str, all_keys: Collection[int]) -> Iterator[tuple[int, Fields]]:
    named = _children(connection, _VALUES, keys)
    rules: dict[int, list[Fields]] = {key: [] for key in all_keys}
    for key, criterion, facet, rule, strength, *values in connection.execute(_CRITERIA, (keys,)):
        head = {"facet": facet, "rule": rule, "strength": strength, "values": named.get(criterion, [])}
        rules[key].append(head | dict(zip(("min", "max", "note", "source"), values, strict=True)))
    yield from ((key, {"eligibility": value}) for key, value in rules.items())


def _children(connection: sqlite3.Connection, sql: str, keys: str) -> dict[int, list[str]]:
    """The values of rows that hang on others, by the key of those; they come sorted by it."""
    rows = groupby(connection.execute(sql, (keys,)), itemgetter(0))
    return {key: [value for _, value in group] for key, group in rows}


_HOURS: Final = f"""
SELECT h.service_key, opening_hours, description, number FROM schedule h LEFT JOIN source ON source.key = h.source_key
WHERE h.service_key {_OF_THESE}
"""  # noqa: S608 - fixed text
_STANCE: Final = f"""
SELECT t.service_key, stance, note, number FROM stance t LEFT JOIN source ON source.key = t.source_key
WHERE t.service_key {_OF_THESE}
"""  # noqa: S608 - fixed text
_BENDS: Final = ("drop_in", "out_of_hours", "missed_appointments", "re_entry", "time_limit", "wait_time")
_FLEXIBILITY: Final = f"SELECT service_key, {', '.join(_BENDS)} FROM flexibility WHERE service_key {_OF_THESE}"  # noqa: S608
_COST: Final = f'SELECT service_key, "option", amount_description FROM cost_option WHERE service_key {_OF_THESE}'  # noqa: S608
_PHONES: Final = f"SELECT service_key, number, description FROM phone WHERE service_key {_OF_THESE} ORDER BY position"  # noqa: S608
_SOURCES: Final = f"""
SELECT service_key, number, url, title, page_date FROM source WHERE service_key {_OF_THESE} ORDER BY number
"""  # noqa: S608 - fixed text
_LINKS: Final = f"""
SELECT l.service_key, coalesce(l.to_id, l.to_name), l.kind, source.number
FROM link l LEFT JOIN source ON source.key = l.source_key WHERE l.service_key {_OF_THESE} ORDER BY l.position
"""  # noqa: S608 - fixed text
_LOCATIONS: Final = f"""
SELECT s.service_key, l.key, l.name, a.address_1, a.city, a.postal_code, l.latitude, l.longitude, l.confidential
FROM service_at_location s JOIN location l ON l.key = s.location_key LEFT JOIN address a ON a.location_key = l.key
WHERE s.service_key {_OF_THESE} ORDER BY s.position
"""  # noqa: S608 - fixed text
_ACCESSIBILITY: Final = f"""
SELECT a.location_key, a.code FROM service_at_location s JOIN accessibility a ON a.location_key = s.location_key
WHERE s.service_key {_OF_THESE} ORDER BY a.location_key, a.position
"""  # noqa: S608 - fixed text
_CRITERIA: Final = f"""
SELECT c.service_key, c.key, c.facet, c.rule, c.strength, c.minimum, c.maximum, c.note, source.number
FROM criterion c JOIN source ON source.key = c.source_key WHERE c.service_key {_OF_THESE} ORDER BY c.position
"""  # noqa: S608 - fixed text
_VALUES: Final = f"""
SELECT v.criterion_key, v.value FROM criterion c JOIN criterion_value v ON v.criterion_key = c.key
WHERE c.service_key {_OF_THESE} ORDER BY v.criterion_key, v.position
"""  # noqa: S608 - fixed text
_NO_HOURS: Final = {"hours": {"opening_hours": None, "note": None, "source": None}}
_NO_STANCE: Final = {"dual_diagnosis": {"stance": "not-stated", "note": None, "source": None}}

_READERS: Final[tuple[tuple[frozenset[str], _Read], ...]] = (
    (frozenset(_SCALAR_NAMES), _scalars),
    (frozenset(ATTRIBUTES), _attributes),
    *(
        (frozenset({name}), _list(name, what))
        for name, what in {
            "alternate_names": "name of alternate_name",
            "areas": "name of service_area",
            "languages": "name of language",
            "required_documents": "document of required_document",
        }.items()
    ),
    (frozenset({"cost", "cost_note"}), _one(_COST, _named("cost", "cost_note"), {"cost": None, "cost_note": None})),
    (frozenset({"hours"}), _one(_HOURS, _grouped("hours", "opening_hours", "note", "source"), _NO_HOURS)),
    (frozenset({"dual_diagnosis"}), _one(_STANCE, _grouped("dual_diagnosis", "stance", "note", "source"), _NO_STANCE)),
    (
        frozenset({"flexibility"}),
        _one(_FLEXIBILITY, _grouped("flexibility", *_BENDS), {"flexibility": dict.fromkeys(_BENDS)}),
    ),
    (frozenset({"phones"}), _rows("phones", _PHONES, _named("number", "note"))),
    (frozenset({"sources"}), _rows("sources", _SOURCES, _named("number", "url", "title", "page_date"))),
    (frozenset({"links"}), _rows("links", _LINKS, _named("to", "kind", "source"))),
    (frozenset({"locations"}), _locations),
    (frozenset({"eligibility"}), _criteria),
)
"""The fields that are read together, and how."""
NAMES: Final = frozenset().union(*(names for names, _ in _READERS)) - OF_ORGANIZATION.keys()
"""Every field of a listing's form."""
