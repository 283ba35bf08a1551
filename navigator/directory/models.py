"""The tables of a directory, for writing; names follow Open Referral UK 3.0 and HSDS 3.1 where they have one.

Reading does not come through here (see ``records`` and ``store``): importing SQLModel costs four times the start of a
bare window. A test compares these models with the tables the migrations make. What the standards have no field for is
ours: ``Criterion``, ``Stance``, ``Flexibility``, ``Source``, ``Link`` and ``Verification``.
"""

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel


def _service(**options: Any) -> Any:
    return Field(foreign_key="service.key", ondelete="CASCADE", **options)


class DirectoryFact(SQLModel, table=True):
    """A fact about the directory itself, such as the day it was compiled."""

    __tablename__ = "directory_fact"
    name: str = Field(primary_key=True)
    value: str


class TaxonomyTerm(SQLModel, table=True):
    """One code of the vocabulary; ``also`` and ``near`` hold JSON lists of words and of related codes."""

    __tablename__ = "taxonomy_term"
    taxonomy: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    name: str
    description: str | None = None
    also: str
    near: str


class GlossaryEntryRow(SQLModel, table=True):
    """A term of the field; the last five columns hold JSON lists of strings."""

    __tablename__ = "glossary_entry"
    term: str = Field(primary_key=True)
    expansion: str
    means: str
    synonyms: str
    codes: str
    facets: str
    search_only: str
    ambiguous: str


class Organization(SQLModel, table=True):
    """Who runs services (HSDS organization)."""

    key: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: str
    website: str | None = None


class Service(SQLModel, table=True):
    """One listing (HSDS service); ``id`` is the slug people see, ``key`` only joins tables."""

    key: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    organization_key: int = Field(foreign_key="organization.key", index=True)
    name: str
    description: str
    status: str
    url: str | None = None
    email: str | None = None
    application_process: str | None = None
    interpretation_services: str | None = None
    open_access: bool
    anyone_may_apply: bool


class Source(SQLModel, table=True):
    """A page facts were read on; ``page_date`` is as exact as the page was: ``2019``, ``2024-06`` or nothing."""

    key: int | None = Field(default=None, primary_key=True)
    service_key: int = _service()
    number: int
    url: str | None = None
    title: str
    page_date: str | None = None


class AlternateName(SQLModel, table=True):
    """What people call a service."""

    __tablename__ = "alternate_name"
    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    name: str


class Attribute(SQLModel, table=True):
    """A vocabulary term a service carries (HSDS attribute): need, type, delivery, route, approach, transition."""

    __table_args__ = (ForeignKeyConstraint(["taxonomy", "code"], ["taxonomy_term.taxonomy", "taxonomy_term.code"]),)
    service_key: int = _service(primary_key=True)
    taxonomy: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    position: int


class ServiceArea(SQLModel, table=True):
    """A borough, or London, England or UK, that a service covers."""

    __tablename__ = "service_area"
    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    name: str


class Location(SQLModel, table=True):
    """A place (HSDS location); a confidential one has no coordinates and no address."""

    key: int | None = Field(default=None, primary_key=True)
    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    confidential: bool


class Address(SQLModel, table=True):
    """The postal address of a location."""

    location_key: int = Field(primary_key=True, foreign_key="location.key", ondelete="CASCADE")
    address_1: str | None = None
    city: str | None = None
    postal_code: str | None = None


class Accessibility(SQLModel, table=True):
    """What a location offers disabled people, as a vocabulary code."""

    location_key: int = Field(primary_key=True, foreign_key="location.key", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    code: str


class ServiceAtLocation(SQLModel, table=True):
    """Which service is at which location (HSDS service_at_location)."""

    __tablename__ = "service_at_location"
    service_key: int = _service(primary_key=True)
    location_key: int = Field(primary_key=True, foreign_key="location.key", ondelete="CASCADE")
    position: int


class Phone(SQLModel, table=True):
    """A phone number and whose or what it is."""

    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    number: str
    description: str | None = None


class Schedule(SQLModel, table=True):
    """When a service can be used: OpenStreetMap ``opening_hours`` and what the page adds in words."""

    service_key: int = _service(primary_key=True)
    opening_hours: str | None = None
    description: str | None = None
    source_key: int | None = Field(default=None, foreign_key="source.key")


class CostOption(SQLModel, table=True):
    """What a service costs a person: free, charged or mixed."""

    __tablename__ = "cost_option"
    service_key: int = _service(primary_key=True)
    option: str | None = None
    amount_description: str | None = None


class Language(SQLModel, table=True):
    """A language a service is given in."""

    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    name: str


class RequiredDocument(SQLModel, table=True):
    """A paper to bring or send."""

    __tablename__ = "required_document"
    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    document: str


class Criterion(SQLModel, table=True):
    """One eligibility rule; ages are whole years, both ends included."""

    key: int | None = Field(default=None, primary_key=True)
    service_key: int = _service()
    position: int
    facet: str
    rule: str
    strength: str
    minimum: int | None = None
    maximum: int | None = None
    note: str | None = None
    source_key: int = Field(foreign_key="source.key")


class CriterionValue(SQLModel, table=True):
    """A value a criterion names."""

    __tablename__ = "criterion_value"
    criterion_key: int = Field(primary_key=True, foreign_key="criterion.key", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    value: str


class Stance(SQLModel, table=True):
    """What a service says to someone with both mental ill-health and substance use."""

    service_key: int = _service(primary_key=True)
    stance: str
    note: str | None = None
    source_key: int | None = Field(default=None, foreign_key="source.key")


class Flexibility(SQLModel, table=True):
    """How a service bends, in the words of its pages."""

    service_key: int = _service(primary_key=True)
    drop_in: str | None = None
    out_of_hours: str | None = None
    missed_appointments: str | None = None
    re_entry: str | None = None
    time_limit: str | None = None
    wait_time: str | None = None


class Link(SQLModel, table=True):
    """How a service works with another; ``to_id`` only where the other is listed."""

    service_key: int = _service(primary_key=True)
    position: int = Field(primary_key=True)
    to_id: str | None = Field(default=None, foreign_key="service.id")
    to_name: str
    kind: str
    source_key: int | None = Field(default=None, foreign_key="source.key")


class Verification(SQLModel, table=True):
    """Somebody asked the provider: on which ISO day, how, and what they confirmed."""

    key: int | None = Field(default=None, primary_key=True)
    service_key: int = _service(index=True)
    checked_on: str
    method: str
    confirmed: str
    note: str | None = None
    next_due: str | None = None
    made_by: str | None = None


class Change(SQLModel, table=True):
    """A change to a listing: JSON objects of the fields that changed, as they were and as they became."""

    key: int | None = Field(default=None, primary_key=True)
    service_id: str
    kind: str
    made_at: str = Field(index=True)
    made_by: str | None = None
    why: str | None = None
    batch: int = Field(index=True)
    before: str
    after: str


class Apart(SQLModel, table=True):
    """Two listings that look alike and are two services, the smaller id first."""

    one: str = Field(primary_key=True)
    other: str = Field(primary_key=True)
    noted_at: str


class SentCopy(SQLModel, table=True):
    """A copy of the directory that went to somebody: when, and the name of the file."""

    __tablename__ = "sent_copy"
    key: int | None = Field(default=None, primary_key=True)
    sent_at: str
    name: str


class BoroughRow(SQLModel, table=True):
    """A London borough and its outline, a GeoJSON geometry."""

    __tablename__ = "borough"
    name: str = Field(primary_key=True)
    outline: str


class PostcodeSector(SQLModel, table=True):
    """The centre of a postcode sector in degrees (WGS 84) and how far its postcodes spread, in metres."""

    __tablename__ = "postcode_sector"
    sector: str = Field(primary_key=True)
    latitude: float
    longitude: float
    spread_m: int
    postcodes: int


class SectorBorough(SQLModel, table=True):
    """What share (0 to 1) of a sector's postcodes lies in a borough."""

    __tablename__ = "sector_borough"
    sector: str = Field(primary_key=True, foreign_key="postcode_sector.sector")
    borough: str = Field(primary_key=True)
    share: float


class PlaceRow(SQLModel, table=True):
    """A neighbourhood and its centre in degrees (WGS 84)."""

    __tablename__ = "place"
    name: str = Field(primary_key=True)
    latitude: float
    longitude: float


class PlaceName(SQLModel, table=True):
    """A folded name people use for a place."""

    __tablename__ = "place_name"
    name: str = Field(primary_key=True)
    place: str = Field(foreign_key="place.name")


class PlaceBorough(SQLModel, table=True):
    """A borough a place lies in, the main one first."""

    __tablename__ = "place_borough"
    place: str = Field(primary_key=True, foreign_key="place.name")
    borough: str = Field(primary_key=True)
    position: int


class SearchEntry(SQLModel, table=True):
    """What search reads of a service: folded words by field, and the line a list shows as JSON."""

    __tablename__ = "search_entry"
    key: int | None = Field(default=None, primary_key=True, foreign_key="service.key", ondelete="CASCADE")
    name: str
    also: str
    organization: str
    kinds: str
    place: str
    description: str
    details: str
    codes: str
    fresh: str
    line: str


class SearchWord(SQLModel, table=True):
    """How many services hold a word or code in any field; words of the field are ``known`` though none may."""

    __tablename__ = "search_word"
    word: str = Field(primary_key=True)
    services: int
    known: bool


class Phrase(SQLModel, table=True):
    """A phrase of the field by the stems of its words, and the glossary entry or the code it stands for."""

    __tablename__ = "phrase"
    roots: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    entry: str | None = Field(default=None, foreign_key="glossary_entry.term")
    code: str | None = None


class EnglishWord(SQLModel, table=True):
    """A plain English word, never taken for a misspelling."""

    __tablename__ = "english_word"
    word: str = Field(primary_key=True)
