"""The rows of a listing: every table that holds a fact of it, and what a form puts there."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Protocol, TypeAlias

from sqlmodel import SQLModel

from navigator.directory import models as m
from navigator.directory.fields import ATTRIBUTES
from navigator.directory.form import CriterionForm, ListingForm, LocationForm

Rows: TypeAlias = dict[type[SQLModel], list[dict[str, Any]]]
"""Rows to write, by table."""
Sources: TypeAlias = Mapping[int | None, int]
"""The key of each source of a listing by its number."""

ORDER: Final[tuple[type[SQLModel], ...]] = (
    m.Service,
    m.Source,
    m.AlternateName,
    m.Attribute,
    m.ServiceArea,
    m.Location,
    m.Address,
    m.Accessibility,
    m.ServiceAtLocation,
    m.Phone,
    m.Schedule,
    m.CostOption,
    m.Language,
    m.RequiredDocument,
    m.Criterion,
    m.CriterionValue,
    m.Stance,
    m.Flexibility,
    m.Link,
    m.SearchEntry,
)
"""The tables of a listing, each after those that its rows name."""
TABLES: Final[Mapping[str, tuple[type[SQLModel], ...]]] = {
    **dict.fromkeys(ATTRIBUTES, (m.Attribute,)),
    **dict.fromkeys(("cost", "cost_note"), (m.CostOption,)),
    "alternate_names": (m.AlternateName,),
    "areas": (m.ServiceArea,),
    "phones": (m.Phone,),
    "languages": (m.Language,),
    "required_documents": (m.RequiredDocument,),
    "hours": (m.Schedule,),
    "dual_diagnosis": (m.Stance,),
    "flexibility": (m.Flexibility,),
    "eligibility": (m.Criterion, m.CriterionValue),
    "links": (m.Link,),
    "locations": (m.Location, m.Address, m.Accessibility, m.ServiceAtLocation),
}
"""The tables that a field of a listing is written to, apart from those of the service itself and of its sources."""


class Add(Protocol):
    """Takes the rows to write, one by one."""

    def __call__(self, model: type[SQLModel], **values: Any) -> None:
        """Append one row."""


class Keys:
    """The next free key of each table, counted here so that rows can name one another before they are written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._last: dict[type[SQLModel], int] = {}
        for model in (m.Service, m.Source, m.Location, m.Criterion):
            (last,) = connection.execute(f"SELECT max(key) FROM {model.__tablename__}").fetchone()  # noqa: S608
            self._last[model] = last or 0

    def next(self, model: type[SQLModel]) -> int:
        """A key that no row of the table has, and that is not given again."""
        self._last[model] += 1
        return self._last[model]


def collect(add: Add, form: ListingForm, service: int, sources: Sources, keys: Keys) -> None:
    """Add the rows of all that hangs on a service: everything but its own row, its sources and its search entry."""

    def each(model: type[SQLModel], items: Iterable[Mapping[str, Any]]) -> None:
        for position, item in enumerate(items):
            add(model, service_key=service, position=position, **item)

    each(m.AlternateName, ({"name": name} for name in form.alternate_names))
    each(m.Attribute, ({"taxonomy": taxonomy, "code": code} for taxonomy, code in dict.fromkeys(form.codes())))
    each(m.ServiceArea, ({"name": name} for name in form.areas))
    each(m.Phone, ({"number": phone.number, "description": phone.note} for phone in form.phones))
    each(m.Language, ({"name": name} for name in form.languages))
    each(m.RequiredDocument, ({"document": document} for document in form.required_documents))
    each(
        m.Link,
        ({"to_name": link.to, "kind": link.kind, "source_key": sources.get(link.source)} for link in form.links),
    )
    each(m.ServiceAtLocation, ({"location_key": key} for key in _collect_locations(add, form.locations, keys)))
    hours, stance, flexibility = form.hours, form.dual_diagnosis, form.flexibility.model_dump()
    if hours.opening_hours or hours.note:
        add(
            m.Schedule,
            service_key=service,
            opening_hours=hours.opening_hours,
            description=hours.note,
            source_key=sources.get(hours.source),
        )
    if form.cost or form.cost_note:
        add(m.CostOption, service_key=service, option=form.cost, amount_description=form.cost_note)
    if any(flexibility.values()):
        add(m.Flexibility, service_key=service, **flexibility)
    add(
        m.Stance,
        service_key=service,
        stance=stance.stance,
        note=stance.note,
        source_key=sources.get(stance.source),
    )
    each(m.Criterion, _collect_criteria(add, form.eligibility, sources, keys))


def _collect_locations(add: Add, locations: Iterable[LocationForm], keys: Keys) -> Iterator[int]:
    """Add the places with their addresses and what they offer; their keys."""
    for location in locations:
        key = keys.next(m.Location)
        add(m.Location, key=key, **location.model_dump(include={"name", "latitude", "longitude", "confidential"}))
        address = location.model_dump(include={"address_1", "city", "postal_code"})
        if any(address.values()):
            add(m.Address, location_key=key, **address)
        for position, code in enumerate(location.accessibility):
            add(m.Accessibility, location_key=key, position=position, code=code)
        yield key


def _collect_criteria(
    add: Add, criteria: Iterable[CriterionForm], sources: Sources, keys: Keys
) -> Iterator[dict[str, Any]]:
    """Add the values of the rules; what else each rule's row holds."""
    for criterion in criteria:
        key = keys.next(m.Criterion)
        for position, value in enumerate(criterion.values):
            add(m.CriterionValue, criterion_key=key, position=position, value=value)
        yield {
            "key": key,
            "facet": criterion.facet,
            "rule": criterion.rule,
            "strength": criterion.strength,
            "minimum": criterion.min,
            "maximum": criterion.max,
            "note": criterion.note,
            "source_key": sources[criterion.source],
        }
