"""Writing listings into a directory: checked forms in, rows out.

Every function works inside the caller's transaction and commits nothing. The index is derived from what was written,
in the same transaction, so that search and listing never disagree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import delete, func, insert
from sqlmodel import Session, SQLModel, col, select

from navigator.directory import models as m
from navigator.directory.entry import entry_words, search_entry
from navigator.directory.form import ListingForm, LocationForm, OrganizationForm
from navigator.directory.vocabulary import Vocabulary

_BATCH: Final = 500
_Item = TypeVar("_Item")
Rows = dict[type[SQLModel], list[dict[str, Any]]]


def add_organizations(session: Session, forms: Iterable[OrganizationForm]) -> None:
    """Write organizations that are not there yet, by name."""
    known = set(session.exec(select(m.Organization.name)))
    rows = [form.model_dump() for form in forms if form.name not in known]
    if rows:
        session.execute(insert(m.Organization), rows)


def add_listings(session: Session, forms: Iterable[ListingForm], vocabulary: Vocabulary) -> None:
    """Write new listings, their facts and their search entries; their organizations must be there.

    Raises ``KeyError`` for an unknown organization; a listing id that is taken breaks the transaction.
    """
    organizations = dict(session.exec(select(m.Organization.name, m.Organization.key)).all())
    ids = set(session.exec(select(m.Service.id)))
    keys = _Keys(session)
    for batch in _batches(forms):
        ids.update(form.id for form in batch)
        rows: Rows = {}
        for form in batch:
            _collect(rows, form, organizations[form.organization], keys, vocabulary)
        for row in rows.get(m.Link, []):
            row["to_id"] = row["to_name"] if row["to_name"] in ids else None
        for model in _ORDER:
            if rows.get(model):
                session.execute(insert(model), rows[model])
        _count_words(session, rows[m.SearchEntry], 1)
    _resolve_links(session)


def remove_listing(session: Session, service_id: str) -> None:
    """Delete a listing with all its facts, its places and its search entry."""
    key = session.exec(select(m.Service.key).where(m.Service.id == service_id)).one()
    places = select(m.ServiceAtLocation.location_key).where(m.ServiceAtLocation.service_key == key)
    location_keys = list(session.exec(places))
    entry = session.get_one(m.SearchEntry, key)
    _count_words(session, [entry.model_dump()], -1)
    for model in (m.Criterion, m.Stance, m.Schedule, m.Link, m.SearchEntry):
        column = m.SearchEntry.key if model is m.SearchEntry else model.service_key  # type: ignore[attr-defined]
        session.execute(delete(model).where(column == key))
    session.execute(delete(m.Service).where(col(m.Service.key) == key))
    session.execute(delete(m.Location).where(col(m.Location.key).in_(location_keys)))


_ORDER: Final[tuple[type[SQLModel], ...]] = (
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


class _Keys:
    """The next free key of each table, counted here so that rows can name one another before they are written."""

    def __init__(self, session: Session) -> None:
        self._last: dict[type[SQLModel], int] = {
            model: session.exec(select(func.coalesce(func.max(model.key), 0))).one()
            for model in (m.Service, m.Source, m.Location, m.Criterion)
        }

    def next(self, model: type[SQLModel]) -> int:
        self._last[model] += 1
        return self._last[model]


def _collect(rows: Rows, form: ListingForm, organization_key: int, keys: _Keys, vocabulary: Vocabulary) -> None:
    """Append to ``rows`` every row that one listing needs."""
    service = keys.next(m.Service)

    def add(model: type[SQLModel], **values: Any) -> None:
        rows.setdefault(model, []).append(values)

    def each(model: type[SQLModel], items: Iterable[Mapping[str, Any]]) -> None:
        for position, item in enumerate(items):
            add(model, service_key=service, position=position, **item)

    add(
        m.Service,
        key=service,
        id=form.id,
        organization_key=organization_key,
        name=form.name,
        description=form.description,
        status=form.status,
        url=form.url,
        email=form.email,
        application_process=form.how_to_refer,
        interpretation_services=form.interpreting,
        open_access=form.open_access,
        anyone_may_apply=form.anyone_may_apply,
    )
    sources: dict[int | None, int | None] = {None: None}
    for source in form.sources:
        sources[source.number] = keys.next(m.Source)
        add(m.Source, key=sources[source.number], service_key=service, **source.model_dump())
    each(m.AlternateName, ({"name": name} for name in form.alternate_names))
    each(m.Attribute, ({"taxonomy": taxonomy, "code": code} for taxonomy, code in dict.fromkeys(form.codes())))
    each(m.ServiceArea, ({"name": name} for name in form.areas))
    each(m.Phone, ({"number": phone.number, "description": phone.note} for phone in form.phones))
    each(m.Language, ({"name": name} for name in form.languages))
    each(m.RequiredDocument, ({"document": document} for document in form.required_documents))
    each(
        m.Link,
        (
            {"to_id": None, "to_name": link.to, "kind": link.kind, "source_key": sources[link.source]}
            for link in form.links
        ),
    )
    for position, location in enumerate(form.locations):
        _collect_location(add, location, position, service, keys.next(m.Location))
    if form.hours.opening_hours or form.hours.note:
        add(
            m.Schedule,
            service_key=service,
            opening_hours=form.hours.opening_hours,
            description=form.hours.note,
            source_key=sources[form.hours.source],
        )
    if form.cost or form.cost_note:
        add(m.CostOption, service_key=service, option=form.cost, amount_description=form.cost_note)
    for position, criterion in enumerate(form.eligibility):
        key = keys.next(m.Criterion)
        add(
            m.Criterion,
            key=key,
            service_key=service,
            position=position,
            facet=criterion.facet,
            rule=criterion.rule,
            strength=criterion.strength,
            minimum=criterion.min,
            maximum=criterion.max,
            note=criterion.note,
            source_key=sources[criterion.source],
        )
        for place, value in enumerate(criterion.values):
            add(m.CriterionValue, criterion_key=key, position=place, value=value)
    stance = form.dual_diagnosis
    add(m.Stance, service_key=service, stance=stance.stance, note=stance.note, source_key=sources[stance.source])
    flexibility = form.flexibility.model_dump()
    if any(flexibility.values()):
        add(m.Flexibility, service_key=service, **flexibility)
    add(m.SearchEntry, key=service, **search_entry(form, vocabulary))


def _collect_location(add: Any, location: LocationForm, position: int, service: int, key: int) -> None:
    add(
        m.Location,
        key=key,
        name=location.name,
        latitude=location.latitude,
        longitude=location.longitude,
        confidential=location.confidential,
    )
    if location.address_1 or location.city or location.postal_code:
        add(
            m.Address,
            location_key=key,
            address_1=location.address_1,
            city=location.city,
            postal_code=location.postal_code,
        )
    for place, code in enumerate(location.accessibility):
        add(m.Accessibility, location_key=key, position=place, code=code)
    add(m.ServiceAtLocation, service_key=service, location_key=key, position=position)


def _count_words(session: Session, entries: Iterable[dict[str, str]], by: int) -> None:
    """Keep ``search_word`` in step with search entries that came (1) or went (-1)."""
    counts = Counter(word for entry in entries for word in entry_words(entry))
    connection = session.connection()
    connection.exec_driver_sql(
        "INSERT INTO search_word (word, services) VALUES (?, ?) "
        "ON CONFLICT (word) DO UPDATE SET services = services + excluded.services",
        [(word, by * count) for word, count in sorted(counts.items())],
    )
    connection.exec_driver_sql("DELETE FROM search_word WHERE services <= 0")


def _resolve_links(session: Session) -> None:
    """Point links at listings that were written after the link was."""
    connection = session.connection()
    connection.exec_driver_sql(
        "UPDATE link SET to_id = to_name WHERE to_id IS NULL AND to_name IN (SELECT id FROM service)"
    )


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
