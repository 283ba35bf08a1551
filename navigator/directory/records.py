"""A listing as the rest of the program sees it: frozen records, read by SQL and never changed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Source:
    """A page facts were read on; no ``url`` means a public data set. ``page_date`` is "2019", "2024-06" or None."""

    number: int
    url: str | None
    title: str
    page_date: str | None


@dataclass(frozen=True, slots=True)
class Organization:
    """Who runs a service."""

    name: str
    kind: str
    website: str | None


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to ring and whose or what it is."""

    number: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """A place; a confidential one has neither address nor coordinates (degrees, WGS 84)."""

    name: str | None
    address_1: str | None
    city: str | None
    postal_code: str | None
    latitude: float | None
    longitude: float | None
    confidential: bool
    accessibility: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a service can be used: OpenStreetMap ``opening_hours``, what the page adds, and the page where known."""

    opening_hours: str | None
    note: str | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One eligibility rule; ages in whole years, both ends included."""

    facet: str
    rule: str
    strength: str
    values: tuple[str, ...]
    minimum: int | None
    maximum: int | None
    note: str | None
    source: int


@dataclass(frozen=True, slots=True)
class Stance:
    """What a service says to someone with both needs."""

    stance: str
    note: str | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Flexibility:
    """How a service bends, in the words of its pages."""

    drop_in: str | None = None
    out_of_hours: str | None = None
    missed_appointments: str | None = None
    re_entry: str | None = None
    time_limit: str | None = None
    wait_time: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How a service works with another; ``id`` only where the other is listed, ``name`` what it is called."""

    id: str | None
    name: str
    kind: str
    source: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Somebody asked the provider, or read its website: the ISO day, how, and what they confirmed.

    ``next_due`` is when to ask again, if that was said.
    """

    checked_on: str
    method: str
    confirmed: str
    note: str | None
    next_due: str | None = None

    @property
    def asked(self) -> bool:
        """Whether the provider itself was asked; to read its website is not to ask it."""
        return self.method != "website"


@dataclass(frozen=True, slots=True)
class Listing:
    """One whole listing; codes are those of the vocabulary, ``None`` and empty mean that no page says."""

    id: str
    name: str
    alternate_names: tuple[str, ...]
    organization: Organization
    description: str
    status: str
    needs: tuple[str, ...]
    service_types: tuple[str, ...]
    areas: tuple[str, ...]
    delivery: tuple[str, ...]
    referral_routes: tuple[str, ...]
    how_to_refer: str | None
    url: str | None
    email: str | None
    phones: tuple[Phone, ...]
    locations: tuple[Location, ...]
    hours: Hours
    hours_date: str
    cost: str | None
    cost_note: str | None
    languages: tuple[str, ...]
    interpreting: str | None
    required_documents: tuple[str, ...]
    open_access: bool
    anyone_may_apply: bool
    eligibility: tuple[Criterion, ...]
    stance: Stance
    approaches: tuple[str, ...]
    flexibility: Flexibility
    transitions: tuple[str, ...]
    links: tuple[Link, ...]
    verifications: tuple[Verification, ...]
    sources: tuple[Source, ...]

    @property
    def asked(self) -> Verification | None:
        """The last time that somebody asked the provider, or None."""
        return next((found for found in self.verifications if found.asked), None)

    def source(self, number: int | None) -> Source | None:
        """The source with that number, or None."""
        return next((source for source in self.sources if source.number == number), None)


def read_listing(connection: sqlite3.Connection, service_id: str) -> Listing | None:
    """The whole listing with that id, or None where there is none."""
    row = connection.execute(_SERVICE, (service_id,)).fetchone()
    if row is None:
        return None
    key, *facts, open_access, anyone_may_apply, hours_date = row[:12]
    identifier, name, description, status, url, email, how_to_refer, interpreting = facts
    codes = _codes(connection, key)
    hours = _one(connection, Hours, _HOURS, key) or Hours(None, None, None)
    cost, cost_note = connection.execute(_COST, (key,)).fetchone() or (None, None)
    return Listing(
        id=identifier,
        name=name,
        alternate_names=_column(connection, _ALTERNATE_NAMES, key),
        organization=Organization(*row[12:]),
        description=description,
        status=status,
        needs=codes.get("need", ()),
        service_types=codes.get("type", ()),
        areas=_column(connection, _AREAS, key),
        delivery=codes.get("delivery", ()),
        referral_routes=codes.get("route", ()),
        how_to_refer=how_to_refer,
        url=url,
        email=email,
        phones=_many(connection, Phone, _PHONES, key),
        locations=tuple(_locations(connection, key)),
        hours=hours,
        hours_date=hours_date if hours.opening_hours else "",
        cost=cost,
        cost_note=cost_note,
        languages=_column(connection, _LANGUAGES, key),
        interpreting=interpreting,
        required_documents=_column(connection, _DOCUMENTS, key),
        open_access=bool(open_access),
        anyone_may_apply=bool(anyone_may_apply),
        eligibility=tuple(_criteria(connection, key)),
        stance=_one(connection, Stance, _STANCE, key) or Stance("not-stated", None, None),
        approaches=codes.get("approach", ()),
        flexibility=_one(connection, Flexibility, _FLEXIBILITY, key) or Flexibility(),
        transitions=codes.get("transition", ()),
        links=_many(connection, Link, _LINKS, key),
        verifications=_many(connection, Verification, _VERIFICATIONS, key),
        sources=_many(connection, Source, _SOURCES, key),
    )


_SERVICE: Final = """
SELECT s.key, s.id, s.name, s.description, s.status, s.url, s.email, s.application_process, s.interpretation_services,
  s.open_access, s.anyone_may_apply, json_extract(e.line, '$.hours_date'), o.name, o.kind, o.website
FROM service s JOIN organization o ON o.key = s.organization_key JOIN search_entry e ON e.key = s.key WHERE s.id = ?
"""
_ALTERNATE_NAMES: Final = "SELECT name FROM alternate_name WHERE service_key = ? ORDER BY position"
_AREAS: Final = "SELECT name FROM service_area WHERE service_key = ? ORDER BY position"
_LANGUAGES: Final = "SELECT name FROM language WHERE service_key = ? ORDER BY position"
_DOCUMENTS: Final = "SELECT document FROM required_document WHERE service_key = ? ORDER BY position"
_PHONES: Final = "SELECT number, description FROM phone WHERE service_key = ? ORDER BY position"
_SOURCES: Final = "SELECT number, url, title, page_date FROM source WHERE service_key = ? ORDER BY number"
_COST: Final = "SELECT option, amount_description FROM cost_option WHERE service_key = ?"
_CODES: Final = "SELECT taxonomy, code FROM attribute WHERE service_key = ? ORDER BY position"
_HOURS: Final = """
SELECT opening_hours, description, number FROM schedule h LEFT JOIN source ON source.key = h.source_key
WHERE h.service_key = ?
"""
_STANCE: Final = """
SELECT stance, note, number FROM stance t LEFT JOIN source ON source.key = t.source_key WHERE t.service_key = ?
"""
_FLEXIBILITY: Final = """
SELECT drop_in, out_of_hours, missed_appointments, re_entry, time_limit, wait_time
FROM flexibility WHERE service_key = ?
"""
_LINKS: Final = """
SELECT l.to_id, coalesce(other.name, l.to_name), l.kind, source.number FROM link l
LEFT JOIN service other ON other.id = l.to_id LEFT JOIN source ON source.key = l.source_key
WHERE l.service_key = ? ORDER BY l.position
"""
_VERIFICATIONS: Final = """
SELECT checked_on, method, confirmed, note, next_due FROM verification
WHERE service_key = ? ORDER BY checked_on DESC, key DESC
"""
_CRITERIA: Final = """
SELECT c.key, c.facet, c.rule, c.strength, c.minimum, c.maximum, c.note, source.number
FROM criterion c JOIN source ON source.key = c.source_key WHERE c.service_key = ? ORDER BY c.position
"""
_VALUES: Final = "SELECT value FROM criterion_value WHERE criterion_key = ? ORDER BY position"
_LOCATIONS: Final = """
SELECT l.key, l.name, a.address_1, a.city, a.postal_code, l.latitude, l.longitude, l.confidential
FROM service_at_location s JOIN location l ON l.key = s.location_key LEFT JOIN address a ON a.location_key = l.key
WHERE s.service_key = ? ORDER BY s.position
"""
_ACCESSIBILITY: Final = "SELECT code FROM accessibility WHERE location_key = ? ORDER BY position"


def _many(connection: sqlite3.Connection, record: type[_Record], sql: str, key: int) -> tuple[_Record, ...]:
    return tuple(record(*row) for row in connection.execute(sql, (key,)))


def _one(connection: sqlite3.Connection, record: type[_Record], sql: str, key: int) -> _Record | None:
    row = connection.execute(sql, (key,)).fetchone()
    return record(*row) if row else None


def _column(connection: sqlite3.Connection, sql: str, key: int) -> tuple[str, ...]:
    return tuple(value for (value,) in connection.execute(sql, (key,)))


def _codes(connection: sqlite3.Connection, key: int) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for taxonomy, code in connection.execute(_CODES, (key,)):
        codes[taxonomy] = (*codes.get(taxonomy, ()), code)
    return codes


def _criteria(connection: sqlite3.Connection, key: int) -> Iterator[Criterion]:
    for criterion, facet, rule, strength, minimum, maximum, note, source in connection.execute(_CRITERIA, (key,)):
        values = _column(connection, _VALUES, criterion)
        yield Criterion(facet, rule, strength, values, minimum, maximum, note, source)


def _locations(connection: sqlite3.Connection, key: int) -> Iterator[Location]:
    for location, name, address_1, city, postal_code, latitude, longitude, confidential in connection.execute(
        _LOCATIONS, (key,)
    ):
        accessibility = _column(connection, _ACCESSIBILITY, location)
        yield Location(name, address_1, city, postal_code, latitude, longitude, bool(confidential), accessibility)
