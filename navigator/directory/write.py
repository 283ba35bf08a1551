"""Writing listings into a directory: checked forms in, rows out.

Every function works inside the caller's transaction and commits nothing. The index is derived from what was written,
in the same transaction, so that search and listing never disagree.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar, cast

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from navigator.directory import models as m
from navigator.directory.entry import entry_words, search_entry
from navigator.directory.fields import NAMES, SCALARS, read_fields
from navigator.directory.form import ListingForm, OrganizationForm
from navigator.directory.rewrite import rewrite
from navigator.directory.rows import ORDER, Keys, Rows, collect
from navigator.directory.vocabulary import Vocabulary
from navigator.errors import NavigatorError

_BATCH: Final = 500
_Item = TypeVar("_Item")


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
    organizations, keys = _organizations(session), Keys(_driver(session))
    for batch in _batches(forms):
        rows: Rows = {}
        for form in batch:
            if form.organization not in organizations:
                raise NavigatorError(f"{form.id}, organization: '{form.organization}' is not in the directory.")
            _collect(rows, form, organizations[form.organization], keys, vocabulary)
        for model in ORDER:
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
    for batch in _batches(forms):
        there = read_fields(_driver(session), [form.id for form in batch], NAMES)
        changes = {}
        for form in batch:
            fields, now = form.model_dump(mode="json"), there.get(form.id, {})
            changes[form.id] = {name: value for name, value in fields.items() if name not in now or now[name] != value}
        replace_fields(session, changes, vocabulary)


def replace_fields(session: Session, changes: Mapping[str, Mapping[str, Any]], vocabulary: Vocabulary) -> None:
    """Write new values of some fields of listings, each by its id, and nothing else of them.

    Values are as JSON has those of a form. What all listings of an organization share, ``OF_ORGANIZATION``, is written
    to the organization. Raises ``NavigatorError`` for a listing or an organization that is not there, and for a value
    that is out of form.
    """
    rewrite(_driver(session), changes, vocabulary)
    session.expire_all()


def _driver(session: Session) -> sqlite3.Connection:
    """The connection below a session: statements over it are part of the same transaction."""
    session.flush()
    return cast("sqlite3.Connection", session.connection().connection.driver_connection)


def _organizations(session: Session) -> dict[str, int]:
    """The keys of the organizations by name."""
    return {name: key for name, key in session.exec(select(m.Organization.name, m.Organization.key)) if key}


def _collect(rows: Rows, form: ListingForm, organization: int, keys: Keys, vocabulary: Vocabulary) -> None:
    """Append to ``rows`` every row that one new listing needs."""
    service = keys.next(m.Service)
    sources: dict[int | None, int] = {source.number: keys.next(m.Source) for source in form.sources}

    def add(model: type[SQLModel], **values: Any) -> None:
        rows.setdefault(model, []).append(values)

    scalars = {column: getattr(form, name) for name, column in SCALARS.items()}
    add(m.Service, key=service, id=form.id, organization_key=organization, **scalars)
    for source in form.sources:
        add(m.Source, key=sources[source.number], service_key=service, **source.model_dump())
    collect(add, form, service, sources, keys)
    add(m.SearchEntry, key=service, **search_entry(form, vocabulary))


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
    session.connection().exec_driver_sql(
        "UPDATE link SET to_id = to_name WHERE to_id IS NULL AND to_name IN (SELECT id FROM service)"
    )


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
