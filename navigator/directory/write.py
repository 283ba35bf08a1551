"""Writing listings into a directory: checked forms in, rows out.

Every function works inside the caller's transaction and commits nothing. The index is derived from what was written,
in the same transaction, so that search and listing never disagree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, SQLModel, col, select

from navigator.directory import models as m
from navigator.directory.entry import entry_words, search_entry
from navigator.directory.form import CriterionForm, ListingForm, LocationForm, OrganizationForm
from navigator.directory.vocabulary import Vocabulary
from navigator.errors import NavigatorError

_BATCH: Final = 500
_Item = TypeVar("_Item")
Rows: TypeAlias = dict[type[SQLModel], list[dict[str, Any]]]
"""Rows to write, by table."""


class _Add(Protocol):
    """Appends one row to the rows to write."""

    def __call__(self, model: type[SQLModel], **values: Any) -> None: ...


def insert_rows(session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows, which may be none, to one table."""
    if rows:
        session.execute(insert(model), rows)


def add_organizations(session: Session, forms: Iterable[OrganizationForm]) -> None:
    """Write organizations that are not there yet, by name."""
    known = set(session.exec(select(m.Organization.name)))
    insert_rows(session, m.Organization, [form.model_dump() for form in forms if form.name not in known])


def add_listings(session: Session, forms: Iterable[ListingForm], vocabulary: Vocabulary) -> None:
    """Write new listings, their facts and their search entries; their organizations must be there.

    Raises ``NavigatorError`` for an unknown organization; a listing id that is taken breaks the transaction.
    """
    organizations, keys = _organizations(session), _Keys(session)
    for batch in _batches(forms):
        rows: Rows = {}
        for form in batch:
            place = keys.next(m.Service), _organization(form, organizations)
            _collect(rows, form, place, keys, vocabulary)
        for model in _ORDER:
            insert_rows(session, model, rows.get(model, []))
        _count_words(session, rows[m.SearchEntry], 1)
    _resolve_links(session)


def remove_listing(session: Session, service_id: str) -> None:
    """Delete a listing with all its facts, its places and its search entry; links to it keep its id as their name.

    Raises ``NavigatorError`` where there is no such listing.
    """
    key = session.exec(select(m.Service.key).where(m.Service.id == service_id)).one_or_none()
    if key is None:
        raise NavigatorError(f"There is no listing '{service_id}'.")
    places = select(m.ServiceAtLocation.location_key).where(m.ServiceAtLocation.service_key == key)
    location_keys = list(session.exec(places))
    _count_words(session, [session.get_one(m.SearchEntry, key).model_dump()], -1)
    session.execute(update(m.Link).where(col(m.Link.to_id) == service_id).values(to_id=None))
    session.execute(delete(m.Service).where(col(m.Service.key) == key))
    session.execute(delete(m.Location).where(col(m.Location.key).in_(location_keys)))


def replace_listings(session: Session, forms: Iterable[ListingForm], vocabulary: Vocabulary) -> None:
    """Write listings in place of those with the same ids, which keep their keys and what was found on checking them.

    Raises ``NavigatorError`` for a listing or an organization that is not there.
    """
    organizations, keys = _organizations(session), _Keys(session)
    for batch in _batches(forms):
        ids = [form.id for form in batch]
        known = dict(session.exec(select(m.Service.id, m.Service.key).where(col(m.Service.id).in_(ids))).all())
        rows: Rows = {}
        for form in batch:
            key = known.get(form.id)
            if key is None:
                raise NavigatorError(f"There is no listing '{form.id}'.")
            _collect(rows, form, (key, _organization(form, organizations)), keys, vocabulary)
        _clear(session, [key for key in known.values() if key is not None])
        session.execute(update(m.Service), rows[m.Service])
        session.execute(update(m.SearchEntry), rows[m.SearchEntry])
        for model in _ORDER[1:-1]:
            insert_rows(session, model, rows.get(model, []))
        _count_words(session, rows[m.SearchEntry], 1)
    _resolve_links(session)


def _clear(session: Session, keys: Sequence[int]) -> None:
    """Take away all facts of some services, but what was found on checking them."""
    entries = session.exec(select(m.SearchEntry).where(col(m.SearchEntry.key).in_(keys)))
    _count_words(session, [entry.model_dump() for entry in entries], -1)
    places = select(m.ServiceAtLocation.location_key).where(col(m.ServiceAtLocation.service_key).in_(keys))
    session.execute(delete(m.Location).where(col(m.Location.key).in_(list(session.exec(places)))))
    for model in _OF_A_SERVICE:
        session.execute(delete(model).where(col(model.service_key).in_(keys)))  # type: ignore[attr-defined]
    session.expire_all()


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
_OF_A_SERVICE: Final[tuple[type[SQLModel], ...]] = (
    m.Criterion,
    m.Link,
    m.Stance,
    m.Schedule,
    m.Flexibility,
    m.RequiredDocument,
    m.Language,
    m.CostOption,
    m.Phone,
    m.ServiceArea,
    m.Attribute,
    m.AlternateName,
    m.Source,
)
"""The tables of facts with the key of their service, those that name a row of another before that."""


class _Keys:
    """The next free key of each table, counted here so that rows can name one another before they are written."""

    def __init__(self, session: Session) -> None:
        self._last: dict[type[SQLModel], int] = {
            model: session.exec(select(func.max(col(model.key)))).one() or 0
            for model in (m.Service, m.Source, m.Location, m.Criterion)
        }

    def next(self, model: type[SQLModel]) -> int:
        self._last[model] += 1
        return self._last[model]


def _organizations(session: Session) -> dict[str, int]:
    """The keys of the organizations by name."""
    return {name: key for name, key in session.exec(select(m.Organization.name, m.Organization.key)) if key}


def _organization(form: ListingForm, organizations: Mapping[str, int]) -> int:
    """The key of the organization that runs a listing."""
    if form.organization not in organizations:
        raise NavigatorError(f"{form.id}, organization: '{form.organization}' is not in the directory.")
    return organizations[form.organization]


def _collect(rows: Rows, form: ListingForm, place: tuple[int, int], keys: _Keys, vocabulary: Vocabulary) -> None:
    """Append to ``rows`` every row that one listing needs; ``place`` is its key and that of its organization."""
    service, organization = place
    sources: dict[int | None, int] = {source.number: keys.next(m.Source) for source in form.sources}

    def add(model: type[SQLModel], **values: Any) -> None:
        rows.setdefault(model, []).append(values)

    def each(model: type[SQLModel], items: Iterable[Mapping[str, Any]]) -> None:
        for position, item in enumerate(items):
            add(model, service_key=service, position=position, **item)

    add(
        m.Service,
        key=service,
        id=form.id,
        organization_key=organization,
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
    for source in form.sources:
        add(m.Source, key=sources[source.number], service_key=service, **source.model_dump())
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
    add(m.SearchEntry, key=service, **search_entry(form, vocabulary))


def _collect_locations(add: _Add, locations: Iterable[LocationForm], keys: _Keys) -> Iterator[int]:
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
    add: _Add, criteria: Iterable[CriterionForm], sources: Mapping[int | None, int], keys: _Keys
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


def _count_words(session: Session, entries: Iterable[dict[str, str]], by: int) -> None:
    """Keep ``search_word`` in step with search entries that came (1) or went (-1)."""
    counts = Counter(word for entry in entries for word in entry_words(entry))
    connection = session.connection()
    connection.exec_driver_sql(
        "INSERT INTO search_word (word, services) VALUES (?, ?) "
        "ON CONFLICT (word) DO UPDATE SET services = services + excluded.services",
        [(word, by * count) for word, count in sorted(counts.items())],
    )
    if by < 0:
        connection.exec_driver_sql("DELETE FROM search_word WHERE services <= 0 AND NOT known")


def _resolve_links(session: Session) -> None:
    """Point links at the listings they name, now that those are there."""
    connection = session.connection()
    connection.exec_driver_sql(
        "UPDATE link SET to_id = to_name WHERE to_id IS NULL AND to_name IN (SELECT id FROM service)"
    )


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
